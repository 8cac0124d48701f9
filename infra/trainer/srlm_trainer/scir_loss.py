"""SCIR (2502.08922; its formulae are ours): the judge and the implicit reward of one model must agree on a pair."""

from dataclasses import dataclass

import torch

from .binary import Binary, symmetric_divergence
from .contract import Hyperparameters
from .pair_batch import PairBatch, RowLosses
from .pair_loss import logistic


@dataclass(frozen=True)
class Judged:
    """How sure the judge is of the response shown first, in each order."""

    forward: Binary
    backward: Binary

    def generative(self) -> Binary:
        """That the first response of the pair is the better one."""
        return self.forward.mean_with(self.backward.reversed())


def implicit(pairs: PairBatch, hyperparameters: Hyperparameters) -> Binary:
    by_token = hyperparameters.length_normalised
    difference = pairs.margin_per_token() if by_token else pairs.margin(1)
    return Binary.of_logit(hyperparameters.implicit_scale * difference)


def consistency_loss(generative: Binary, own: Binary, entropy_weight: float) -> torch.Tensor:
    """Divergence alone would be least where both are undecided; the entropy asks for a decision."""
    return symmetric_divergence(generative, own) + entropy_weight * (generative.entropy() + own.entropy())


def side(probability: torch.Tensor) -> torch.Tensor:
    return torch.sign(probability - 0.5)


def agreement(generative: torch.Tensor, own: torch.Tensor, margin: float) -> torch.Tensor:
    decided = torch.minimum((generative - 0.5).abs(), (own - 0.5).abs()) >= margin
    return (decided & (side(generative) * side(own) > 0)).detach()


def scir_losses(pairs: PairBatch, judged: Judged, hyperparameters: Hyperparameters) -> RowLosses:
    """`chosen` is the response that the judge prefers."""
    generative, own = judged.generative(), implicit(pairs, hyperparameters)
    p_generative, p_own = generative.probability().detach(), own.probability().detach()
    prefers_first = p_generative >= 0.5
    agreed = agreement(p_generative, p_own, hyperparameters.agreement_margin)

    margin = torch.where(prefers_first, 1, -1) * pairs.margin(hyperparameters.beta)
    consistency = consistency_loss(generative, own, hyperparameters.entropy_weight)
    first_shown = (judged.forward.probability() > 0.5).float() + (judged.backward.probability() > 0.5).float()
    return RowLosses(
        loss=agreed.float() * logistic(margin) + hyperparameters.consistency_weight * consistency,
        margin=margin,
        chosen_logps=torch.where(prefers_first, pairs.first_logps, pairs.second_logps),
        rejected_logps=torch.where(prefers_first, pairs.second_logps, pairs.first_logps),
        extra={
            "consistencyLoss": consistency,
            "consistencyRatio": (side(p_generative) == side(p_own)).float(),
            "agreementShare": agreed.float(),
            "firstRate": first_shown / 2,
        },
    )
