"""A probability of one of two outcomes, kept as the logarithms of both, so that it may come close to 0 and 1."""

from dataclasses import dataclass

import torch
from torch.nn.functional import logsigmoid


@dataclass(frozen=True)
class Binary:
    yes: torch.Tensor
    no: torch.Tensor

    @staticmethod
    def of_logit(logit: torch.Tensor) -> "Binary":
        return Binary(yes=logsigmoid(logit), no=logsigmoid(-logit))

    def mean_with(self, other: "Binary") -> "Binary":
        half = torch.tensor(0.5).log()
        return Binary(yes=torch.logaddexp(self.yes, other.yes) + half, no=torch.logaddexp(self.no, other.no) + half)

    def reversed(self) -> "Binary":
        return Binary(yes=self.no, no=self.yes)

    def probability(self) -> torch.Tensor:
        return self.yes.exp()

    def entropy(self) -> torch.Tensor:
        return -(self.yes.exp() * self.yes + self.no.exp() * self.no)

    def divergence_from(self, other: "Binary") -> torch.Tensor:
        return self.yes.exp() * (self.yes - other.yes) + self.no.exp() * (self.no - other.no)


def symmetric_divergence(one: Binary, other: Binary) -> torch.Tensor:
    return (one.divergence_from(other) + other.divergence_from(one)) / 2
