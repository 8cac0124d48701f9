"""What a pairwise loss is computed from, and what it answers: one value per row everywhere."""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from transformers import PreTrainedModel


@dataclass(frozen=True)
class PairBatch:
    """`first` is the chosen response where the rows say which one that is."""

    first_logps: torch.Tensor
    second_logps: torch.Tensor
    first_reference: torch.Tensor
    second_reference: torch.Tensor
    first_tokens: torch.Tensor
    second_tokens: torch.Tensor
    columns: dict[str, torch.Tensor]
    """Everything that was collated, the further columns of the rows among it."""

    @property
    def first_delta(self) -> torch.Tensor:
        return self.first_logps - self.first_reference

    @property
    def second_delta(self) -> torch.Tensor:
        return self.second_logps - self.second_reference

    def margin(self, beta: float) -> torch.Tensor:
        return beta * (self.first_delta - self.second_delta)

    def margin_per_token(self) -> torch.Tensor:
        return self.first_delta / self.first_tokens - self.second_delta / self.second_tokens


@dataclass(frozen=True)
class RowLosses:
    loss: torch.Tensor
    margin: torch.Tensor
    """In favour of the chosen response."""
    chosen_logps: torch.Tensor
    rejected_logps: torch.Tensor
    extra: dict[str, torch.Tensor] = field(default_factory=dict)


RowLoss = Callable[[PreTrainedModel, PairBatch], RowLosses]
"""Given the model too, for a loss that asks it for more than the two responses."""
