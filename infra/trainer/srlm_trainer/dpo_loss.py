"""DPO (Rafailov et al. 2023): -log sigma(beta * (Delta chosen - Delta rejected)), Delta = log p - log p_reference."""

import torch
from torch.nn.functional import logsigmoid


def dpo_loss(margin: torch.Tensor, label_smoothing: float = 0) -> torch.Tensor:
    """`margin` is beta * (Delta chosen - Delta rejected), one per row.

    With label smoothing e the label is trusted with probability 1 - e (conservative DPO). TRL's own sigmoid loss
    ignores the setting.
    """
    return -(1 - label_smoothing) * logsigmoid(margin) - label_smoothing * logsigmoid(-margin)
