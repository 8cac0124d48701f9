"""What a PPO job needs to go on after a kill. Chance is no part of it: each step draws from the seed and its number."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch

from ..checkpoints import STATE_NAME, newest_complete, publish
from ..contract import Outcome
from .actors import Actors
from .average import WeightAverage

WEIGHTS_NAME = "ppo.pt"


@dataclass(frozen=True)
class Progress:
    step: int
    outcome: Outcome | None
    """None while training goes on."""


@dataclass(frozen=True)
class TrainingState:
    actors: Actors
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    average: WeightAverage | None

    def save(self, checkpoints: Path, progress: Progress, total_steps: int) -> None:
        """The state file is written last, and the folder renamed whole: what has a name is complete."""
        name = f"checkpoint-{progress.step}"
        folder = checkpoints / f"writing-{progress.step}" / name
        folder.mkdir(parents=True, exist_ok=True)
        weights = {
            role: {name: weight.detach() for name, weight in its.items()}
            for role, its in self.actors.trainable().items()
        }
        state = {**weights, "optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict()}
        if self.average is not None:
            state["average"] = self.average.sums
        torch.save(state, folder / WEIGHTS_NAME)
        written = {"global_step": progress.step, "max_steps": total_steps, "outcome": progress.outcome}
        (folder / STATE_NAME).write_text(json.dumps(written))
        publish(folder, checkpoints)

    @torch.no_grad()
    def restore(self, checkpoints: Path) -> Progress:
        checkpoint = newest_complete(checkpoints)
        if checkpoint is None:
            return Progress(step=0, outcome=None)
        state = torch.load(checkpoint / WEIGHTS_NAME, map_location=self.actors.device, weights_only=True)
        for role, its in self.actors.trainable().items():
            for name, weight in its.items():
                weight.copy_(state[role][name])
        if self.average is not None:
            for name, its in self.average.sums.items():
                its.copy_(state["average"][name])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        known = json.loads((checkpoint / STATE_NAME).read_bytes())
        return Progress(step=known["global_step"], outcome=known["outcome"])
