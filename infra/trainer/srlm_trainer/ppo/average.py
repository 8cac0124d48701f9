"""The policy's weights averaged over its steps, which is what a job publishes (2203.02155, appendix C.4)."""

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class WeightAverage:
    """Exponential and without the start, as Adam's moments are: after few steps it is nearly their plain mean, where a
    start that counted would outweigh them."""

    weights: dict[str, torch.nn.Parameter]
    sums: dict[str, torch.Tensor]
    decay: float

    @torch.no_grad()
    def add(self) -> None:
        for name, weight in self.weights.items():
            self.sums[name].lerp_(weight, 1 - self.decay)

    @torch.no_grad()
    def put_in_place(self, steps: int) -> None:
        for name, weight in self.weights.items():
            weight.copy_(self.sums[name] / (1 - self.decay**steps))


def average_of(weights: dict[str, torch.nn.Parameter], decay: float) -> WeightAverage:
    return WeightAverage(weights, {name: torch.zeros_like(weight) for name, weight in weights.items()}, decay)
