"""Training curves as TensorBoard reads them, beside the other files of a job."""

import time
from collections.abc import Mapping
from pathlib import Path

from tensorboardX.event_file_writer import EventsWriter
from tensorboardX.proto.event_pb2 import Event, SessionLog
from tensorboardX.proto.summary_pb2 import Summary


class Curves:
    """Each process of a job writes a file of its own; steps that it repeats after a kill replace those before."""

    def __init__(self, folder: Path, first_step: int):
        folder.mkdir(exist_ok=True)
        self._writer = EventsWriter(str(folder / "events"), f".{time.time_ns()}")
        self._write(first_step, session_log=SessionLog(status=SessionLog.START))

    def add(self, step: int, numbers: Mapping[str, float]) -> None:
        values = [Summary.Value(tag=f"train/{name}", simple_value=number) for name, number in numbers.items()]
        self._write(step, summary=Summary(value=values))

    def _write(self, step: int, **what: object) -> None:
        self._writer.write_event(Event(wall_time=time.time(), step=step, **what))
        self._writer.flush()
