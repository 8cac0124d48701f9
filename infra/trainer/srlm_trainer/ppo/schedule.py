"""Which prompts a step samples for, how many steps there are, and how fast each learns."""

import math
from dataclasses import dataclass

import torch
from transformers import get_scheduler

from ..batches import RandomBatches
from ..contract import JobSpecification
from ..models import learning_rate_schedule
from .actors import Actors


@dataclass(frozen=True)
class Schedule:
    rows: list[dict]
    batch_size: int
    seed: int
    total_steps: int

    @property
    def steps_per_epoch(self) -> int:
        return math.ceil(len(self.rows) / self.batch_size)

    def batch(self, step: int) -> list[dict]:
        """A function of seed and step alone, so that a resumed job meets the same prompts."""
        epoch, index = divmod(step, self.steps_per_epoch)
        sampler = RandomBatches([len(row["prompt"]) for row in self.rows], self.batch_size, self.seed)
        sampler.set_epoch(epoch)
        start = index * self.batch_size
        return [self.rows[row] for row in list(sampler)[start : start + self.batch_size]]

    def episodes_before(self, step: int) -> int:
        epoch, index = divmod(step, self.steps_per_epoch)
        return epoch * len(self.rows) + index * self.batch_size

    def draw(self, step: int) -> None:
        """All chance of a step comes from here; steps of one job, and jobs of near seeds, do not share it."""
        torch.manual_seed(self.seed * 1_000_003 + step)


def schedule_of(specification: JobSpecification, rows: list[dict]) -> Schedule:
    hyperparameters = specification.hyperparameters
    per_epoch = math.ceil(len(rows) / hyperparameters.batch_size)
    return Schedule(
        rows=rows,
        batch_size=hyperparameters.batch_size,
        seed=specification.seed,
        total_steps=hyperparameters.max_steps or math.ceil(hyperparameters.epochs * per_epoch),
    )


def optimizer_of(
    actors: Actors, specification: JobSpecification, total_steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    hyperparameters = specification.hyperparameters
    rates = {"policy": hyperparameters.learning_rate, "value": hyperparameters.ppo.value_learning_rate}
    optimizer = torch.optim.AdamW(
        [{"params": list(weights.values()), "lr": rates[role]} for role, weights in actors.trainable().items()],
        lr=hyperparameters.learning_rate,
        betas=(0.9, hyperparameters.adam_beta2),
        weight_decay=hyperparameters.weight_decay,
    )
    kind = learning_rate_schedule(hyperparameters)
    schedule = get_scheduler(
        kind["lr_scheduler_type"],
        optimizer,
        num_warmup_steps=math.ceil(hyperparameters.warmup_ratio * total_steps),
        num_training_steps=total_steps,
        scheduler_specific_kwargs=kind.get("lr_scheduler_kwargs"),
    )
    return optimizer, schedule
