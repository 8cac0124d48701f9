import struct

import pytest
from killing import Killed
from tensorboardX.proto.event_pb2 import Event, SessionLog
from tiny import sft_rows

from srlm_trainer.curves import Curves
from srlm_trainer.progress import events_by_step, read_events
from srlm_trainer.run_job import run_job


def events_of(folder):
    """What TensorBoard reads: records of length, checksum, event and checksum, file by file."""
    for file in sorted(folder.glob("events.out.tfevents.*")):
        content, at = file.read_bytes(), 0
        while at < len(content):
            (length,) = struct.unpack_from("<Q", content, at)
            yield Event.FromString(content[at + 12 : at + 12 + length])
            at += 12 + length + 4


def curve_of(folder, tag):
    """Points by step; the start of a session forgets those from its step on, as TensorBoard does."""
    points = {}
    for event in events_of(folder):
        if event.session_log.status == SessionLog.START:
            points = {step: value for step, value in points.items() if step < event.step}
        points.update((event.step, value.simple_value) for value in event.summary.value if value.tag == tag)
    return points


def test_the_curves_of_a_job_are_its_progress(store, run):
    job, _ = run("sft", store.specification("sft", sft_rows(24), "models/out"))
    told = {step: event["loss"] for step, event in events_by_step(job.progress_file, "progress").items()}
    assert curve_of(job.path / "tensorboard", "train/loss") == pytest.approx(told)
    assert curve_of(job.path / "tensorboard", "train/learningRate").keys() == told.keys()


def test_steps_that_are_repeated_after_a_kill_count_as_they_went_last(store, folder, kill_at, monkeypatch):
    specification = store.specification("sft", sft_rows(24), "models/out", checkpointEverySteps=2)
    job = folder("sft", specification)
    with monkeypatch.context():
        kill_at(5)
        with pytest.raises(Killed):
            run_job(job, store.root)
    monkeypatch.undo()
    run_job(job, store.root)
    told = {step: event["loss"] for step, event in events_by_step(job.progress_file, "progress").items()}
    assert curve_of(job.path / "tensorboard", "train/loss") == pytest.approx(told)


def test_curves_that_cannot_be_written_stop_no_training_and_are_told(store, run, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Curves, "add", full)
    job, result = run("sft", store.specification("sft", sft_rows(8), "models/out"))
    assert result.metrics.loss > 0
    messages = [event["message"] for event in read_events(job.progress_file, 0) if event["kind"] == "log"]
    assert [message for message in messages if "curves" in message] == [
        "No curves from step 1 on: [Errno 28] No space left on device"
    ]
