import os
from collections.abc import Callable
from pathlib import Path

os.environ.update(
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    TOKENIZERS_PARALLELISM="false",
    HF_DATASETS_DISABLE_PROGRESS_BARS="1",
    OMP_NUM_THREADS="1",  # more threads only wait for each other on models this small, and sums come out differently
)

import pytest
from killing import Killed
from tiny import Store

from srlm_trainer.contract import JobSpecification, Result
from srlm_trainer.job_folder import JobFolder, write_json
from srlm_trainer.progress import events_by_step
from srlm_trainer.reporting import ProgressWriter
from srlm_trainer.run_job import run_job


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "store").mkdir()
    return Store(tmp_path / "store")


@pytest.fixture
def folder(tmp_path: Path):
    """Makes the folder of a job as the service does when it accepts one."""

    def make(id: str, specification: JobSpecification) -> JobFolder:
        job = JobFolder(tmp_path / "state/jobs" / id)
        job.path.mkdir(parents=True)
        write_json(job.specification_file, specification.to_wire())
        return job

    return make


@pytest.fixture
def run(store: Store, folder):
    """Runs a job in this process and hands back its folder and result."""

    def run_here(id: str, specification: JobSpecification) -> tuple[JobFolder, Result]:
        job = folder(id, specification)
        run_job(job, store.root)
        return job, job.result()

    return run_here


@pytest.fixture
def kill_at(monkeypatch):
    def at(step):
        written = ProgressWriter.on_log

        def on_log(self, args, state, control, logs=None, **kwargs):
            written(self, args, state, control, logs=logs, **kwargs)
            if state.global_step == step:
                raise Killed

        monkeypatch.setattr(ProgressWriter, "on_log", on_log)

    return at


@pytest.fixture
def killed_and_resumed(store: Store, folder, monkeypatch, kill_at):
    """Kills a job after a step, has a look at its folder, and runs it to its end."""

    def run_twice(specification: JobSpecification, step: int, look: Callable = lambda job: None) -> JobFolder:
        job = folder("killed", specification)
        kill_at(step)
        with pytest.raises(Killed):
            run_job(job, store.root)
        look(job)
        monkeypatch.undo()
        run_job(job, store.root)
        return job

    return run_twice


@pytest.fixture
def expect_same_after_kill(run, killed_and_resumed):
    """Expects that 12 steps make the same model bit for bit when they are killed after the sixth and resumed."""

    def look(job: JobFolder) -> None:
        assert [checkpoint.name for checkpoint in job.checkpoints.iterdir()] == ["checkpoint-4"]
        (job.checkpoints / "writing-6").mkdir()

    def expect(specification_to: Callable[[str], JobSpecification]) -> None:
        _, whole = run("whole", specification_to("models/whole"))
        job = killed_and_resumed(specification_to("models/killed"), 6, look)
        assert job.result().model.digest == whole.model.digest
        assert sorted(events_by_step(job.progress_file, "progress")) == list(range(1, 13))

    return expect
