"""The process of one job: `python -m srlm_trainer.job <job folder> <store>`."""

import fcntl
import logging
import os
import sys
from pathlib import Path

from .contract import JobError
from .errors import TrainerError
from .job_folder import JobFolder, write_json
from .job_process import identify
from .logs import about, configure, known_trace_parent
from .run_job import is_main_process, run_job

log = logging.getLogger(__name__)

ALREADY_RUNNING = 75
"""Exit code of a second process for the same job: the first one holds the lock and goes on."""


def describe(error: Exception) -> JobError:
    """Classified once, here; `retryable` says whether the same job may succeed when it is simply queued again."""
    match error:
        case TrainerError():
            return JobError(kind=error.kind, message=error.message, retryable=error.retryable, path=error.path)
        case MemoryError():
            kind, retryable = "out-of-memory", False
        case OSError():
            kind, retryable = "storage", True
        case _ if type(error).__name__ == "OutOfMemoryError":
            kind, retryable = "out-of-memory", False
        case _:
            kind, retryable = "internal", False
    hint = "; lower hyperparameters.microBatchSize or maxLength" if kind == "out-of-memory" else ""
    return JobError(kind=kind, message=f"{type(error).__name__}: {error}{hint}", retryable=retryable)


def main() -> int:
    folder, store = JobFolder(Path(sys.argv[1])), Path(sys.argv[2])
    trace_parent = known_trace_parent(os.environ.get("TRACEPARENT"))
    configure(os.environ.get("SRLM_LOG_FORMAT", "text"), **about(folder.id, trace_parent))
    if not is_main_process():
        run_job(folder, store)
        return 0
    with folder.lock_file.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return ALREADY_RUNNING
        write_json(folder.process_file, identify(os.getpid()).to_wire())
        folder.error_file.unlink(missing_ok=True)
        try:
            run_job(folder, store)
        except Exception as error:
            log.exception("The job failed")
            write_json(folder.error_file, describe(error).to_wire())
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
