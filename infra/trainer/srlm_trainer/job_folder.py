"""Where a job keeps what it needs to survive a kill. One writer per file, and no file is ever half written."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from .contract import JobError, JobSpecification, Result


def fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_json(file: Path, value: object) -> None:
    aside = file.with_name(f".{file.name}.writing-{os.getpid()}")
    with aside.open("w") as stream:
        json.dump(value, stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(file)
    fsync_folder(file.parent)


@dataclass(frozen=True)
class JobFolder:
    path: Path

    @property
    def id(self) -> str:
        return self.path.name

    @property
    def specification_file(self) -> Path:
        return self.path / "specification.json"

    @property
    def state_file(self) -> Path:
        return self.path / "state.json"

    @property
    def progress_file(self) -> Path:
        return self.path / "progress.jsonl"

    @property
    def stderr_file(self) -> Path:
        return self.path / "stderr.log"

    @property
    def checkpoints(self) -> Path:
        return self.path / "checkpoints"

    @property
    def reference_cache(self) -> Path:
        return self.path / "reference"

    @property
    def lock_file(self) -> Path:
        """Held by the job process for as long as it lives, so that no job ever runs twice at once."""
        return self.path / "lock"

    @property
    def process_file(self) -> Path:
        return self.path / "process.json"

    @property
    def output_file(self) -> Path:
        """The digest of the model that this job is about to publish: proof later that the output is its own."""
        return self.path / "output.json"

    @property
    def result_file(self) -> Path:
        return self.path / "result.json"

    @property
    def error_file(self) -> Path:
        return self.path / "error.json"

    def specification(self) -> JobSpecification:
        return JobSpecification.model_validate_json(self.specification_file.read_bytes())

    def result(self) -> Result | None:
        return Result.model_validate_json(self.result_file.read_bytes()) if self.result_file.exists() else None

    def error(self) -> JobError | None:
        return JobError.model_validate_json(self.error_file.read_bytes()) if self.error_file.exists() else None

    def output_digest(self) -> str | None:
        return json.loads(self.output_file.read_bytes())["digest"] if self.output_file.exists() else None

    def forget_working_files(self) -> None:
        """After success the checkpoints, larger than the model itself, have no use."""
        for folder in (self.checkpoints, self.reference_cache):
            shutil.rmtree(folder, ignore_errors=True)
