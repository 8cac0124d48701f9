"""Progress of a running job, one event a step, and the numbers of the finished one."""

import math
import time
from collections.abc import Iterable
from pathlib import Path

from transformers import TrainerCallback

from .contract import ResultMetrics
from .curves import Curves
from .errors import TrainerError
from .progress import append_event, events_by_step
from .rendering import Kept
from .trained import Trained

FIELDS = {
    "loss": "loss",
    "rewards/margins": "margin",
    "rewards/accuracies": "accuracy",
    "logps/chosen": "chosenLogp",
    "logps/rejected": "rejectedLogp",
    "kl": "kl",
    "grad_norm": "gradientNorm",
    "learning_rate": "learningRate",
}
MEANS = ("loss", "margin", "accuracy", "chosenLogp", "rejectedLogp", "kl", "gradientNorm")
POINT = ("step", "epoch", "loss", "margin", "accuracy")

EXTRA = "extra/"
"""Logged under this prefix: what only one objective has."""


class ProgressWriter(TrainerCallback):
    def __init__(self, file: Path):
        self._file = file
        self._tokens = 0
        self._curves: Curves | None = None
        self._draws = True
        self._time = time.monotonic()

    def on_train_begin(self, args, state, control, **kwargs):
        self._time = time.monotonic()

    def on_log(self, args, state, control, logs=None, **kwargs):
        if not state.is_world_process_zero or logs is None or "loss" not in logs:
            return
        values = {ours: logs[theirs] for theirs, ours in FIELDS.items() if theirs in logs}
        extra = {name.removeprefix(EXTRA): value for name, value in logs.items() if name.startswith(EXTRA)}
        require_finite((*values.values(), *extra.values()), state.global_step)
        now, tokens = time.monotonic(), int(logs["num_tokens"])
        append_event(
            self._file,
            "progress",
            step=state.global_step,
            totalSteps=state.max_steps,
            epoch=state.epoch,
            **values,
            **({"extra": extra} if extra else {}),
            tokens=tokens - self._tokens,
            seconds=round(now - self._time, 3),
        )
        self._time, self._tokens = now, tokens
        self._draw(state.global_step, {**values, **{f"{EXTRA}{name}": value for name, value in extra.items()}})

    def _draw(self, step: int, numbers: dict[str, float]) -> None:
        """A curve that cannot be written is told of and stops no training."""
        if not self._draws:
            return
        try:
            self._curves = self._curves or Curves(self._file.parent / "tensorboard", step)
            self._curves.add(step, numbers)
        except OSError as error:
            self._draws = False
            append_event(self._file, "log", message=f"No curves from step {step} on: {error}")

    def on_save(self, args, state, control, **kwargs):
        if state.is_world_process_zero:
            append_event(self._file, "log", message=f"Checkpoint at step {state.global_step}")


def require_finite(numbers: Iterable[float], step: int) -> None:
    if not all(math.isfinite(number) for number in numbers):
        raise TrainerError(
            "diverged",
            f"Step {step} gave numbers that are not finite; lower hyperparameters.learningRate",
            path="hyperparameters.learningRate",
        )


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return math.fsum(numbers) / len(numbers)


def summarise(progress_file: Path, trained: Trained) -> ResultMetrics:
    """Means over the last quarter of the steps: how training ended, without the noise of the very last batch."""
    by_step = events_by_step(progress_file, "progress")
    events = [by_step[step] for step in sorted(by_step)]
    ending = events[-math.ceil(len(events) / 4) :]
    return ResultMetrics.model_validate(
        {
            **{field: _mean(event[field] for event in ending) for field in MEANS if field in ending[-1]},
            "extra": {
                name: _mean(event["extra"][name] for event in ending if name in event["extra"])
                for name in ending[-1].get("extra", {})
            }
            | trained.extra,
            "learningRate": ending[-1]["learningRate"],
            "tokens": sum(event["tokens"] for event in events),
            "seconds": round(sum(event["seconds"] for event in events), 3),
            "rowsTrained": len(trained.kept.rows),
            "rowsDropped": dict(trained.kept.dropped),
            "validation": None if trained.validation is None else _validation(progress_file, trained.validation),
        }
    )


def _validation(progress_file: Path, measured: Kept) -> dict:
    by_step = events_by_step(progress_file, "validation")
    points = [by_step[step] for step in sorted(by_step)]
    best = min(points, key=lambda point: point["loss"], default=None)  # the earliest of equals, as the trainer has it
    return {
        "rows": len(measured.rows),
        "rowsDropped": dict(measured.dropped),
        "bestStep": best and best["step"],
        "points": [{field: point[field] for field in POINT} for point in points],
    }
