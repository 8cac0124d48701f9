"""What the service knows about a job beyond its specification; the service is the only writer."""

from pydantic import Field

from .contract import JobError, State, Wire
from .job_folder import JobFolder, write_json
from .job_process import ProcessReference
from .progress import append_event, now


class Restarts(Wire):
    """How often the job was started again without a newer checkpoint to show for it."""

    checkpoint_step: int = 0
    without_progress: int = 0


class JobState(Wire):
    state: State
    queued_at: str
    started_at: str | None = None
    updated_at: str
    process: ProcessReference | None = None
    cancel_requested_at: str | None = None
    restarts: Restarts = Field(default_factory=Restarts)
    error: JobError | None = None
    trace_parent: str | None = None
    """The trace of the request that queued the job, for its log lines."""

    def but(self, **changes: object) -> "JobState":
        return self.model_copy(update={"updated_at": now(), **changes})


def read_state(folder: JobFolder) -> JobState:
    return JobState.model_validate_json(folder.state_file.read_bytes())


def write_state(folder: JobFolder, before: JobState | None, after: JobState) -> None:
    write_json(folder.state_file, after.to_wire())
    if before is None or before.state != after.state:
        append_event(folder.progress_file, "state", state=after.state)
