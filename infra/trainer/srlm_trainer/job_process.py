"""Starting, recognising and ending the process of a job, also one that an earlier service started."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from .contract import Wire
from .job_folder import JobFolder
from .settings import Settings

SECRET = re.compile(
    r"SRLM_(KEY_\w+|\w+_TOKEN|\w+_API_KEY|ENCRYPTION_KEYS_FILE)|OTEL_EXPORTER_OTLP_(TRACES_)?HEADERS|HF_TOKEN"
)
"""A job reads files and writes files; it needs nothing that opens doors."""

PACKAGE_PARENT = Path(__file__).resolve().parent.parent
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    "PYTHONUNBUFFERED": "1",
}


class ProcessReference(Wire):
    """A process id comes round again after a reboot or a day; together with the start time it names one process."""

    pid: int
    started_at: float
    group: int


def identify(pid: int) -> ProcessReference:
    return ProcessReference(pid=pid, started_at=psutil.Process(pid).create_time(), group=os.getpgid(pid))


def is_alive(reference: ProcessReference) -> bool:
    try:
        process = psutil.Process(reference.pid)
        same = abs(process.create_time() - reference.started_at) < 1
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def command(settings: Settings, folder: JobFolder) -> list[str]:
    job = ["-m", "srlm_trainer.job", str(folder.path), str(settings.store)]
    if settings.launch == "process":
        return [sys.executable, *job]
    configuration = [] if settings.accelerate_config is None else ["--config_file", str(settings.accelerate_config)]
    return [sys.executable, "-m", "accelerate.commands.launch", *configuration, *job]


def start(settings: Settings, folder: JobFolder, trace_parent: str | None = None) -> subprocess.Popen:
    """In a session of its own, so that it outlives the service and can be ended with all its children."""
    environment = {name: value for name, value in os.environ.items() if not SECRET.fullmatch(name)} | OFFLINE
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE_PARENT), environment.get("PYTHONPATH")]))
    # The usual name of a trace's context in an environment; that of the service itself is not the job's.
    environment.pop("TRACEPARENT", None)
    if trace_parent is not None:
        environment["TRACEPARENT"] = trace_parent
    environment["SRLM_LOG_FORMAT"] = settings.log_format
    with folder.stderr_file.open("ab") as stderr:
        return subprocess.Popen(
            command(settings, folder),
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
            env=environment,
            start_new_session=True,
        )


def send(reference: ProcessReference, signal_number: signal.Signals) -> None:
    if not is_alive(reference):
        return
    try:
        os.killpg(reference.group, signal_number)
    except ProcessLookupError:
        pass  # it ended between the two lines, which is what the caller wants
