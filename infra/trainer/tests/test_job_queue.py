import os
import signal
import sys
import time

import pytest
from tiny import sft_rows

from srlm_trainer import job_process
from srlm_trainer.job_queue import JobQueue
from srlm_trainer.settings import Settings

CRASH = "import os; os.kill(os.getpid(), 9)"
HANG = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"


@pytest.fixture
def settings(store, tmp_path):
    return Settings(store=store.root, state=tmp_path / "state", grace_seconds=0.2)


@pytest.fixture
def queue(settings, store):
    queue = JobQueue(settings)
    yield queue
    for state in queue._states.values():
        if state.process is not None:
            job_process.send(state.process, signal.SIGKILL)


def run_instead(monkeypatch, program):
    monkeypatch.setattr(job_process, "command", lambda settings, folder: [sys.executable, "-c", program])


def advance_until(queue, reached, deadline_seconds=30):
    deadline = time.monotonic() + deadline_seconds
    while not reached():
        assert time.monotonic() < deadline, "the queue did not get there"
        queue.advance(time.monotonic())
        time.sleep(0.02)


def test_a_job_that_only_crashes_is_started_six_times_and_then_failed(monkeypatch, queue, store):
    run_instead(monkeypatch, CRASH)
    queue.put("a", store.specification("sft", sft_rows(2), "models/out"))
    advance_until(queue, lambda: queue.status("a").state == "failed")
    status = queue.status("a")
    assert (status.error.kind, status.error.retryable) == ("crashed", True)
    assert queue.restarts == 5
    assert queue.put("a", store.specification("sft", sft_rows(2), "models/out")).state == "queued"


def test_a_job_that_ignores_sigterm_is_killed_after_the_grace(monkeypatch, queue, store):
    run_instead(monkeypatch, HANG)
    queue.put("a", store.specification("sft", sft_rows(2), "models/out"))
    log = queue._root / "a/stderr.log"
    advance_until(queue, lambda: log.exists() and log.read_text() == "up\n")
    process = queue._states["a"].process
    assert queue.cancel("a", time.monotonic()).state == "running"
    advance_until(queue, lambda: queue.status("a").state == "cancelled")
    assert not job_process.is_alive(process)
    assert queue.cancel("a", time.monotonic()).state == "cancelled"


def test_a_cancelled_job_that_is_put_again_while_it_ends_runs_again(monkeypatch, queue, store):
    run_instead(monkeypatch, "import signal; print('up', flush=True); signal.pause()")
    specification = store.specification("sft", sft_rows(2), "models/out")
    queue.put("a", specification)
    log = queue._root / "a/stderr.log"
    advance_until(queue, lambda: log.exists() and log.read_text() == "up\n")
    queue.cancel("a", time.monotonic())
    queue.put("a", specification)
    advance_until(queue, lambda: log.read_text() == "up\nup\n")
    assert queue.status("a").state == "running"


def test_jobs_run_one_at_a_time_in_the_order_they_came(monkeypatch, queue, store):
    run_instead(monkeypatch, HANG)
    for id in ("b", "a"):
        queue.put(id, store.specification("sft", sft_rows(2), f"models/{id}"))
        time.sleep(0.002)  # the queue orders by milliseconds
    queue.advance(time.monotonic())
    assert [queue.status(id).state for id in ("b", "a")] == ["running", "queued"]


def test_a_reused_process_id_is_not_taken_for_the_job():
    own = job_process.identify(os.getpid())
    assert job_process.is_alive(own)
    assert not job_process.is_alive(own.model_copy(update={"started_at": own.started_at - 60}))
