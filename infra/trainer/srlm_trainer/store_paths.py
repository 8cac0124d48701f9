"""Paths of a specification, resolved inside the store and nowhere else."""

from pathlib import Path

from .contract import JobSpecification
from .errors import TrainerError


def resolve(store: Path, path: str, field: str) -> Path:
    """The real path, with links followed, must lie inside the store."""
    root = store.resolve()
    try:
        real = (root / path).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a ring of links, or a character that no path has
        message = f"{field} cannot be resolved (got {path!r}): {error}"
        raise TrainerError("outside-store", message, path=field) from error
    if real == root or not real.is_relative_to(root):
        raise TrainerError(
            "outside-store", f"{field} must be a path inside the store, relative to its root (got {path})", path=field
        )
    return real


def require_inputs(store: Path, specification: JobSpecification) -> None:
    """Checked when a job is made, so that a wrong path is told at once and not after a wait in the queue."""
    for name, source in specification.models().items():
        field = f"{name}.path"
        if not resolve(store, source.path, field).is_dir():
            raise TrainerError("not-found", f"{field} is not a folder of the store (got {source.path})", path=field)
    if not resolve(store, specification.dataset.path, "dataset.path").is_file():
        raise TrainerError(
            "not-found",
            f"dataset.path is not a file of the store (got {specification.dataset.path})",
            path="dataset.path",
        )


def require_free_output(store: Path, specification: JobSpecification) -> None:
    if resolve(store, specification.output, "output").exists():
        raise TrainerError(
            "output-exists",
            f"output exists and was not made by this job: {specification.output}; choose another path or remove it",
            status=409,
            path="output",
        )
