"""The status of a job, put together from what its folder holds."""

from .checkpoints import newest_complete, step_of
from .contract import JobStatus, Metrics
from .job_folder import JobFolder
from .job_state import JobState
from .progress import latest_progress

POSITION = ("time", "kind", "step", "totalSteps", "epoch")


def job_status(folder: JobFolder, state: JobState) -> JobStatus:
    progress = latest_progress(folder.progress_file)
    checkpoint = newest_complete(folder.checkpoints)
    numbers = {field: value for field, value in (progress or {}).items() if field not in POSITION}
    return JobStatus.model_validate(
        {
            "id": folder.id,
            "state": state.state,
            "step": progress["step"] if progress else 0,
            "totalSteps": progress["totalSteps"] if progress else None,
            "epoch": progress["epoch"] if progress else 0,
            "metrics": Metrics.model_validate(numbers) if progress else None,
            "checkpoint": {"step": step_of(checkpoint)} if checkpoint else None,
            "error": state.error,
            "result": folder.result() if state.state == "succeeded" else None,
            "queuedAt": state.queued_at,
            "startedAt": state.started_at,
            "updatedAt": max(state.updated_at, progress["time"]) if progress else state.updated_at,
        }
    )
