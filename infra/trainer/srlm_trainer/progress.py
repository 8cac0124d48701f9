"""The event log of a job: one JSON object a line, its sequence number is its line number."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

MAX_EVENTS_PER_REPLY = 1000
TAIL_BYTES = 65536


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def append_event(file: Path, kind: str, **fields: object) -> None:
    """Written in one call, so that a kill leaves a whole line or none; a torn one (power loss) is closed first."""
    line = json.dumps({"time": now(), "kind": kind, **fields}, allow_nan=False) + "\n"
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, (("\n" if torn else "") + line).encode())
    finally:
        os.close(descriptor)


def _parse(lines: list[bytes]) -> Iterator[tuple[int, dict]]:
    for index, line in enumerate(lines):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        yield index, event


def read_events(file: Path, after: int) -> list[dict]:
    if not file.exists():
        return []
    complete = file.read_bytes().split(b"\n")[:-1][after : after + MAX_EVENTS_PER_REPLY]
    return [{"seq": after + index + 1, **event} for index, event in _parse(complete)]


def latest_progress(file: Path) -> dict | None:
    """Only the end of the file is read: a status is asked for every few seconds."""
    if not file.exists():
        return None
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - TAIL_BYTES))
        events = [event for _, event in _parse(stream.read().split(b"\n")[:-1])]
    progress = [event for event in events if isinstance(event, dict) and event.get("kind") == "progress"]
    return progress[-1] if progress else None


def events_by_step(file: Path, kind: str) -> dict[int, dict]:
    """Of progress or validation. A step that was repeated after a kill counts once, as it went the last time."""
    if not file.exists():
        return {}
    events = (event for _, event in _parse(file.read_bytes().split(b"\n")[:-1]))
    return {event["step"]: event for event in events if event.get("kind") == kind}
