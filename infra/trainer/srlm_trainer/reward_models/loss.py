"""The preference loss of one comparison."""

import torch
from torch.nn.functional import logsigmoid


def preference_loss(margin: torch.Tensor, probability: torch.Tensor) -> torch.Tensor:
    """-[p log sigma(m) + (1 - p) log sigma(-m)] with m = r_first - r_second (2212.08073).

    A certain preference (p = 1) is the pairwise loss of 2203.02155: -log sigma(r_w - r_l).
    """
    return -(probability * logsigmoid(margin) + (1 - probability) * logsigmoid(-margin))
