"""What the end of a job's process means for the job."""

import json

from .checkpoints import newest_complete, step_of
from .contract import JobError
from .job import ALREADY_RUNNING
from .job_folder import JobFolder
from .job_process import ProcessReference
from .job_state import JobState, Restarts

MAX_RESTARTS_WITHOUT_PROGRESS = 5
STDERR_TAIL_BYTES = 2000


def outcome(folder: JobFolder, state: JobState, exit_code: int | None) -> JobState:
    """`exit_code` is unknown (None) for a process that an earlier service started."""
    if folder.result_file.exists():
        return state.but(state="succeeded", process=None)
    if state.cancel_requested_at is not None:
        return state.but(state="cancelled", process=None)
    error = folder.error()
    if error is not None:
        return state.but(state="failed", process=None, error=error)
    if exit_code == ALREADY_RUNNING:
        return state.but(process=ProcessReference.model_validate(json.loads(folder.process_file.read_bytes())))
    return _after_crash(folder, state, exit_code)


def _after_crash(folder: JobFolder, state: JobState, exit_code: int | None) -> JobState:
    checkpoint = newest_complete(folder.checkpoints)
    step = step_of(checkpoint) if checkpoint else 0
    advanced = step > state.restarts.checkpoint_step
    # A process of an earlier service mostly ended with that service, which says nothing about the job.
    crashes = 0 if exit_code is None else 1
    without_progress = crashes if advanced else state.restarts.without_progress + crashes
    if without_progress <= MAX_RESTARTS_WITHOUT_PROGRESS:
        restarts = Restarts(checkpoint_step=step, without_progress=without_progress)
        return state.but(state="queued", process=None, restarts=restarts)
    error = JobError(
        kind="crashed",
        message=f"The process ended {without_progress} times without a newer checkpoint "
        f"(last exit code {exit_code}); the end of its log: {_stderr_tail(folder)}",
        retryable=True,
    )
    return state.but(state="failed", process=None, error=error)


def _stderr_tail(folder: JobFolder) -> str:
    content = folder.stderr_file.read_bytes() if folder.stderr_file.exists() else b""
    return content[-STDERR_TAIL_BYTES:].decode(errors="replace").strip()
