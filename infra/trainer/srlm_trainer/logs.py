"""Log lines of the service and of its jobs: text, or JSON Lines, with the job and the trace that they belong to."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

TRACE_PARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
"""https://www.w3.org/TR/trace-context/: version, trace, span, flags."""


def known_trace_parent(header: str | None) -> str | None:
    """A header that is not one would only put someone's text into the log."""
    return header if header is not None and TRACE_PARENT.fullmatch(header) else None


def about(job: str, trace_parent: str | None) -> dict[str, str | None]:
    """The `extra` of a log call."""
    return {"job": job, "trace_parent": trace_parent}


def configure(format: str, **fields: str | None) -> None:
    """Everything that is logged in this process, by libraries too; lines without fields of their own get these."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(format == "json", about("", None) | fields))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


class _Formatter(logging.Formatter):
    def __init__(self, as_json: bool, fields: dict[str, str | None]):
        super().__init__()
        self._as_json = as_json
        self._fields = fields

    def format(self, record: logging.LogRecord) -> str:
        message, fields = record.getMessage(), self._fields_of(record)
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": time, "level": record.levelname, "logger": record.name, "message": message, **fields}
        if self._as_json:
            return json.dumps(line, ensure_ascii=False)
        return f"{time} {record.levelname} {record.name}: {message}" + "".join(f" {k}={v}" for k, v in fields.items())

    def _fields_of(self, record: logging.LogRecord) -> dict[str, str]:
        job = getattr(record, "job", self._fields["job"])
        trace = TRACE_PARENT.fullmatch(getattr(record, "trace_parent", self._fields["trace_parent"]) or "")
        ids = {} if trace is None else {"trace_id": trace[1], "span_id": trace[2]}
        return {**({"job": job} if job else {}), **ids}
