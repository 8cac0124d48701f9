"""Losses of one pair, one value per row.

DPO (Rafailov et al. 2023) is -log sigma(beta * (Delta chosen - Delta rejected)), Delta = log p - log p_reference.
"""

from collections.abc import Callable
from typing import Literal

import torch
from torch.nn.functional import logsigmoid, relu

PairLoss = Callable[[torch.Tensor], torch.Tensor]


def logistic(margin: torch.Tensor) -> torch.Tensor:
    return -logsigmoid(margin)


def hinge(margin: torch.Tensor) -> torch.Tensor:
    return relu(1 - margin)


LINKS: dict[Literal["logistic", "hinge"], PairLoss] = {"logistic": logistic, "hinge": hinge}


def ipo(beta: float) -> PairLoss:
    """Azar et al. 2023, of log-ratios per token as its authors advise and TRL has it."""
    target = 1 / (2 * beta)
    return lambda difference: (difference - target) ** 2


def soft(loss: PairLoss, margin: torch.Tensor, confidence: torch.Tensor) -> torch.Tensor:
    """The label is trusted as far as `confidence`; the rest counts for the pair reversed."""
    return confidence * loss(margin) + (1 - confidence) * loss(-margin)
