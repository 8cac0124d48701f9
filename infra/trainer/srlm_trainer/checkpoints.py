"""Which checkpoint is complete, and how one becomes complete in a single step."""

import json
import os
import re
import shutil
from pathlib import Path

from .job_folder import fsync_folder

STATE_NAME = "trainer_state.json"
INCOMPLETE_NAME = "checkpoint-is-incomplete.txt"


def _is_complete(folder: Path) -> bool:
    return (folder / STATE_NAME).is_file() and not (folder / INCOMPLETE_NAME).exists()


def step_of(checkpoint: Path) -> int:
    return int(checkpoint.name.removeprefix("checkpoint-"))


def newest_complete(checkpoints: Path) -> Path | None:
    if not checkpoints.is_dir():
        return None
    named = [folder for folder in checkpoints.iterdir() if re.fullmatch(r"checkpoint-\d+", folder.name)]
    return max((folder for folder in named if _is_complete(folder)), key=step_of, default=None)


def _state(checkpoint: Path) -> dict:
    return json.loads((checkpoint / STATE_NAME).read_bytes())


def is_final(checkpoint: Path) -> bool:
    state = _state(checkpoint)
    return state["global_step"] >= state["max_steps"]


def best_of(checkpoint: Path) -> Path:
    """The best on validation of those so far, as this one tells; itself where nothing is measured."""
    step = _state(checkpoint).get("best_global_step")
    return checkpoint if step is None else checkpoint.with_name(f"checkpoint-{step}")


def flush_folder(folder: Path) -> None:
    """The name must not reach the disk before the content does."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())
    fsync_folder(folder)


def publish(written: Path, checkpoints: Path) -> Path:
    """Rename makes a checkpoint appear whole; only then may the older ones go, but for the best one."""
    flush_folder(written)
    target = checkpoints / written.name
    shutil.rmtree(target, ignore_errors=True)
    written.rename(target)
    fsync_folder(checkpoints)
    keep_only(target, checkpoints)
    return target


def keep_only(checkpoint: Path | None, checkpoints: Path) -> None:
    """Removes all but this one and the best one that it names."""
    kept = () if checkpoint is None else (checkpoint, best_of(checkpoint))
    for folder in checkpoints.iterdir():
        if folder not in kept:
            shutil.rmtree(folder)
