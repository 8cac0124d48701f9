"""Which model of the store is asked for, and of which kind it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import TrainerError
from ..models import architecture_of
from ..store_paths import resolve

Kind = Literal["reward model", "process reward model"]
KINDS: dict[str, Kind] = {
    "ForSequenceClassification": "reward model",
    "ForTokenClassification": "process reward model",
}
"""By how the name of the architecture ends."""


@dataclass(frozen=True)
class ModelFolder:
    path: Path
    shown: str
    kind: Kind
    version: tuple[int, int]
    """Tells a folder from another one of its name that took its place."""


def find_model(store: Path, run: str, model: str) -> ModelFolder:
    """A run's folder of a model appears whole, once it is trained: until then the same request may be sent again."""
    shown = f"runs/{run}/models/{model}"
    folder = resolve(store, shown, "model")
    if not folder.is_dir():
        raise TrainerError("no-model", f"{shown} is not in the store (yet)", status=404)
    architecture = architecture_of(folder)
    kind = next((kind for ending, kind in KINDS.items() if architecture.endswith(ending)), None)
    if kind is None:
        raise TrainerError("no-scorer", f"{shown} is neither a reward model nor a process reward model: {architecture}")
    status = (folder / "config.json").stat()
    return ModelFolder(folder, shown, kind, (status.st_ino, status.st_mtime_ns))
