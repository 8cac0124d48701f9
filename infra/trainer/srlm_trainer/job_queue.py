"""All jobs of one service: a request changes their state, and `advance` moves every one of them on.

Everything runs in one event loop, so no two changes meet. Whatever is here can be rebuilt from the state folder: a
service that was killed goes on where the folder says.
"""

import logging
import subprocess
from pathlib import Path
from signal import SIGKILL, SIGTERM

from . import job_process
from .checkpoints import newest_complete, step_of
from .contract import TERMINAL, JobSpecification, JobStatus
from .errors import TrainerError
from .job_folder import JobFolder, write_json
from .job_outcome import outcome
from .job_state import JobState, read_state, write_state
from .job_status import job_status
from .logs import about
from .progress import append_event, now, read_events
from .settings import Settings
from .specification_changes import changed_fields
from .store_paths import require_free_output, require_inputs

log = logging.getLogger(__name__)


class JobQueue:
    def __init__(self, settings: Settings):
        self._settings = settings
        self._root = settings.state / "jobs"
        self._root.mkdir(parents=True, exist_ok=True)
        self._children: dict[str, subprocess.Popen] = {}
        self._kill_after: dict[str, float] = {}
        self.restarts = 0
        self._states: dict[str, JobState] = {
            folder.name: read_state(JobFolder(folder)) for folder in self._root.iterdir() if _is_job(folder)
        }

    def put(self, id: str, specification: JobSpecification, trace_parent: str | None = None) -> JobStatus:
        folder, state = JobFolder(self._root / id), self._states.get(id)
        if state is None:
            require_inputs(self._settings.store, specification)
            require_free_output(self._settings.store, specification)
            folder.path.mkdir(exist_ok=True)
            write_json(folder.specification_file, specification.to_wire())
            self._change(folder, _queued(trace_parent))
            return self.status(id)
        changed = changed_fields(folder.specification(), specification)
        if changed:
            raise TrainerError(
                "specification-differs",
                f"Job {id} exists with another specification ({', '.join(changed)} differ); use another id",
                status=409,
                path=changed[0],
            )
        if state.state in ("failed", "cancelled"):
            self._change(folder, _queued(trace_parent))
        elif state.state == "running" and state.cancel_requested_at is not None:
            # Its process is ending already; without the request that end is a crash, and the job resumes.
            self._kill_after.pop(id, None)
            self._change(folder, state.but(cancel_requested_at=None))
        return self.status(id)

    def status(self, id: str) -> JobStatus:
        return job_status(self._folder(id), self._states[id])

    def events(self, id: str, after: int) -> list[dict]:
        return read_events(self._folder(id).progress_file, after)

    def cancel(self, id: str, monotonic: float) -> JobStatus:
        folder = self._folder(id)
        state = self._states[id]
        if state.state == "queued":
            self._change(folder, state.but(state="cancelled"))
        elif state.state == "running" and state.cancel_requested_at is None:
            self._change(folder, state.but(cancel_requested_at=now()))
            self._end(id, monotonic)
        return self.status(id)

    def counts(self) -> dict[str, int]:
        states = [state.state for state in self._states.values()]
        return {name: states.count(name) for name in ("queued", "running", *sorted(TERMINAL))}

    def unfinished(self) -> list[str]:
        return [id for id, state in self._states.items() if state.state not in TERMINAL]

    def running(self) -> list[JobStatus]:
        return [self.status(id) for id, state in self._states.items() if state.state == "running"]

    def advance(self, monotonic: float) -> None:
        for id, state in list(self._states.items()):
            if state.state == "running":
                self._look_after(id, state, monotonic)
        waiting = sorted((state.queued_at, id) for id, state in self._states.items() if state.state == "queued")
        free = self._settings.parallel - self.counts()["running"]
        for _, id in waiting[: max(0, free)]:
            self._start(id)

    def stop_running(self) -> None:
        """Their state stays `running`, so that the next service resumes them from their newest checkpoint."""
        for state in self._states.values():
            if state.state == "running" and state.process is not None:
                job_process.send(state.process, SIGTERM)

    def _folder(self, id: str) -> JobFolder:
        if id not in self._states:
            raise TrainerError("unknown-job", f"There is no job {id}", status=404)
        return JobFolder(self._root / id)

    def _change(self, folder: JobFolder, state: JobState) -> None:
        before = self._states.get(folder.id)
        write_state(folder, before, state)
        self._states[folder.id] = state
        if before is None or before.state != state.state:
            log.info("Job %s is %s", folder.id, state.state, extra=about(folder.id, state.trace_parent))

    def _end(self, id: str, monotonic: float) -> None:
        process = self._states[id].process
        if process is not None:
            job_process.send(process, SIGTERM)
            self._kill_after[id] = monotonic + self._settings.grace_seconds

    def _look_after(self, id: str, state: JobState, monotonic: float) -> None:
        child = self._children.get(id)
        if child is not None:
            child.poll()  # reaps it; without this a dead child would stay a zombie
        if state.process is not None and job_process.is_alive(state.process):
            if state.cancel_requested_at is not None and id not in self._kill_after:
                self._end(id, monotonic)  # the service was killed while it waited for the job to end
            if monotonic >= self._kill_after.get(id, float("inf")):
                job_process.send(state.process, SIGKILL)
            return
        self._children.pop(id, None)
        self._kill_after.pop(id, None)
        self._settle(id, state, None if child is None else child.returncode)

    def _settle(self, id: str, state: JobState, exit_code: int | None) -> None:
        folder = self._folder(id)
        after = outcome(folder, state, exit_code)
        if after.state == "queued":
            self.restarts += 1
            append_event(folder.progress_file, "log", message=f"Process ended early (exit code {exit_code}); resuming")
        self._change(folder, after)
        if after.state == "succeeded":
            folder.forget_working_files()

    def _start(self, id: str) -> None:
        folder, state = self._folder(id), self._states[id]
        folder.error_file.unlink(missing_ok=True)
        checkpoint = newest_complete(folder.checkpoints)
        child = job_process.start(self._settings, folder, state.trace_parent)
        self._children[id] = child
        process = job_process.identify(child.pid)
        origin = f"checkpoint {step_of(checkpoint)}" if checkpoint else "the base"
        append_event(folder.progress_file, "log", message=f"Process {child.pid} starts from {origin}")
        self._change(folder, state.but(state="running", started_at=state.started_at or now(), process=process))


def _queued(trace_parent: str | None) -> JobState:
    return JobState(state="queued", queued_at=now(), updated_at=now(), trace_parent=trace_parent)


def _is_job(folder: Path) -> bool:
    """A service killed while it made a job leaves a folder without a state; the next PUT makes that job anew."""
    return JobFolder(folder).state_file.exists()
