"""One job from its specification to its result, read top to bottom."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from .contract import JobSpecification, ModelSource, Result
from .digests import digest_of_file, digest_of_folder
from .engines import engines
from .errors import TrainerError
from .job_folder import JobFolder, write_json
from .objectives import OBJECTIVES
from .progress import append_event
from .rows import read_rows
from .store_paths import require_free_output, resolve

log = logging.getLogger(__name__)


def run_job(folder: JobFolder, store: Path) -> None:
    specification = folder.specification()
    verify_digests(specification, store)

    from .publish_model import publish_model, published_digest
    from .reporting import summarise
    from .trained import Trained

    output = resolve(store, specification.output, "output")
    digest = published_digest(folder, output)
    if digest is None:
        require_free_output(store, specification)
    # Rendering is repeated after a kill that came between publishing and the result: only it knows what was dropped.
    objective, dataset = OBJECTIVES[specification.objective], specification.dataset
    rows = read_rows(resolve(store, dataset.path, "dataset.path"), dataset.path, objective.row, dataset.rows)
    trained = Trained(*_train_exactly(objective.load_train(), folder, specification, store, rows))
    if not is_main_process():
        return
    digest = digest or publish_model(trained, folder, specification, store)
    result = Result.model_validate(
        {
            "model": {"path": specification.output, "digest": digest},
            "metrics": summarise(folder.progress_file, trained).to_wire(),
            "outcome": trained.outcome,
            "engines": engines(),
        }
    )
    write_json(folder.result_file, result.to_wire())
    append_event(folder.progress_file, "log", message=f"Published {specification.output} as {digest}")
    folder.forget_working_files()


def _train_exactly(train: Callable, folder: JobFolder, specification: JobSpecification, store: Path, rows: list):
    """Bit for bit repeatable where the model lets it be; where it does not the log says so, and training goes on."""
    from .determinism import compute_in_any_order, compute_in_order, was_refused

    compute_in_order()
    try:
        return train(folder, specification, store, rows)
    except RuntimeError as error:
        if not was_refused(error):
            raise
        refusal = str(error).partition(", but ")[0]
    if is_main_process():
        append_event(folder.progress_file, "log", message=f"Not repeatable bit for bit: {refusal}")
    compute_in_any_order()
    return train(folder, specification, store, rows)


def is_main_process() -> bool:
    return os.environ.get("RANK", "0") == "0"


def verify_digests(specification: JobSpecification, store: Path) -> None:
    for name, source in specification.models().items():
        _verify_folder(name, source, store)
    for name, dataset in specification.datasets().items():
        found = digest_of_file(resolve(store, dataset.path, f"{name}.path"))
        _require_equal(f"{name}.sha256", dataset.path, dataset.sha256, found)


def _verify_folder(name: str, source: ModelSource, store: Path) -> None:
    try:
        found = digest_of_folder(resolve(store, source.path, f"{name}.path"))
    except ValueError as error:
        raise TrainerError("link-in-model", str(error), path=f"{name}.path") from error
    _require_equal(f"{name}.digest", source.path, source.digest, found)


def _require_equal(field: str, path: str, expected: str, found: str) -> None:
    if expected != found:
        raise TrainerError(
            "digest-mismatch",
            f"{field} says {expected} but {path} has {found}; it changed after it was recorded, or the path is wrong",
            path=field,
        )
