import os
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
