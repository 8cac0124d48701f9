"""The real service and real jobs, killed without warning."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest
from tiny import dpo_rows, sft_rows

ROOT = Path(__file__).resolve().parent.parent


class Service:
    def __init__(self, store: Path, state: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._environment = {
            **os.environ,
            "SRLM_STORE": str(store),
            "SRLM_TRAINER_STATE": str(state),
            "SRLM_TRAINER_PORT": str(self.port),
            "SRLM_TRAINER_GRACE_SECONDS": "2",
        }
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        self.process = None

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-m", "srlm_trainer"], cwd=ROOT, env=self._environment)
        self.until(self._answers)

    def _answers(self) -> bool:
        try:
            return self.http.get("/healthz").is_success
        except httpx.TransportError:
            return False

    def until(self, reached, deadline_seconds: float = 100) -> None:
        deadline = time.monotonic() + deadline_seconds
        while not reached():
            assert time.monotonic() < deadline, "the service did not get there"
            time.sleep(0.02)

    def status(self, id: str) -> dict:
        return self.http.get(f"/v1/jobs/{id}").json()

    def job_process(self, state: Path, id: str) -> psutil.Process:
        from srlm_trainer.job_folder import JobFolder
        from srlm_trainer.job_state import read_state

        return psutil.Process(read_state(JobFolder(state / "jobs" / id)).process.pid)


@pytest.fixture
def service(store, tmp_path):
    service = Service(store.root, tmp_path / "state")
    service.start()
    yield service
    if service.process.poll() is None:
        service.process.terminate()
        service.process.wait(20)


def test_a_job_survives_the_service_and_resumes_after_its_own_death(service, store, run, tmp_path):
    """Killed service, adopted job, killed job, resumed job: the same model as without any of it."""
    long = {"hyperparameters": {"epochs": 8, "dropout": 0.1}, "checkpointEverySteps": 8}
    specification = store.raw("dpo", dpo_rows(24), "models/killed", **long)
    assert service.http.put("/v1/jobs/a", json=specification).is_success
    service.until(lambda: service.status("a")["checkpoint"] is not None)
    job = service.job_process(tmp_path / "state", "a")
    job.suspend()  # holds the moment still while the service dies and comes back

    service.process.kill()
    service.process.wait()
    assert job.is_running()
    service.start()
    adopted = service.status("a")
    assert adopted["state"] == "running"
    assert service.job_process(tmp_path / "state", "a") == job

    job.kill()
    service.until(lambda: service.status("a")["state"] in ("succeeded", "failed"))
    status = service.status("a")
    assert status["state"] == "succeeded", status["error"]
    events = service.http.get("/v1/jobs/a/events").json()["events"]
    messages = [event["message"] for event in events if event["kind"] == "log"]
    assert any("from checkpoint" in message for message in messages)
    assert status["totalSteps"] == status["step"] == 24

    _, undisturbed = run("undisturbed", store.specification("dpo", dpo_rows(24), "models/whole", **long))
    assert status["result"]["model"]["digest"] == undisturbed.model.digest


def test_cancelling_ends_the_process_and_asking_again_queues_it(service, store, tmp_path):
    endless = {"hyperparameters": {"maxSteps": 1_000_000}}
    specification = store.raw("sft", sft_rows(8), "models/out", **endless)
    service.http.put("/v1/jobs/a", json=specification)
    service.until(lambda: service.status("a")["state"] == "running")
    job = service.job_process(tmp_path / "state", "a")
    service.http.post("/v1/jobs/a/cancel")
    service.until(lambda: service.status("a")["state"] == "cancelled")
    assert not job.is_running()

    service.http.put("/v1/jobs/a", json=specification)
    service.until(lambda: service.status("a")["state"] == "running")
    job = service.job_process(tmp_path / "state", "a")
    service.process.send_signal(signal.SIGTERM)  # a service that is stopped takes its jobs with it
    service.process.wait(20)
    job.wait(20)
    assert not (store.root / "models/out").exists()


def test_a_refused_job_fails_with_the_reason(service, store):
    specification = store.raw("sft", sft_rows(2), "models/out")
    (store.root / "models-out.jsonl").write_text("changed")
    service.http.put("/v1/jobs/a", json=specification)
    service.until(lambda: service.status("a")["state"] == "failed")
    error = service.status("a")["error"]
    assert (error["kind"], error["path"], error["retryable"]) == ("digest-mismatch", "dataset.sha256", False)


def test_a_port_in_use_and_a_missing_store_are_told_in_one_sentence(service, tmp_path):
    environment = service._environment
    for changes, words in (
        ({}, "cannot listen on 127.0.0.1"),
        ({"SRLM_STORE": str(tmp_path / "none")}, "SRLM_STORE is not a folder"),
    ):
        command = [sys.executable, "-m", "srlm_trainer"]
        ended = subprocess.run(command, cwd=ROOT, env=environment | changes, capture_output=True, text=True)
        assert ended.returncode == 1
        assert words in ended.stderr and ended.stderr.count("\n") == 1
