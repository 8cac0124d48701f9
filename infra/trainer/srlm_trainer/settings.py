"""The environment, read once."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """What every service of this package is told."""

    host: str = "127.0.0.1"
    """Address to listen on."""

    port: int = Field(ge=1, le=65535)
    """Port to listen on."""

    store: Path = Field(validation_alias="SRLM_STORE")
    """Root of the artifact store."""

    token: str | None = Field(default=None, min_length=1)
    """Bearer token that everything but /healthz asks for; without one the service is open to who can reach it."""

    log_format: Literal["text", "json"] = Field(default="text", validation_alias="SRLM_LOG_FORMAT")
    """Lines of text, or JSON Lines."""

    @classmethod
    def variable(cls, field: str) -> str:
        return f"{cls.model_config['env_prefix']}{field.upper()}"


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="SRLM_TRAINER_", extra="ignore", populate_by_name=True)

    port: int = Field(default=7301, ge=1, le=65535)

    state: Path
    """Folder for job state, progress and checkpoints; must survive a restart."""

    parallel: int = Field(default=1, ge=1)
    """Jobs that may run at the same time."""

    launch: Literal["process", "accelerate"] = "process"
    """`accelerate` starts each job with `accelerate launch`, one process per GPU."""

    accelerate_config: Path | None = None
    """Configuration file handed to `accelerate launch`."""

    grace_seconds: float = Field(default=10, gt=0)
    """Time between SIGTERM and SIGKILL for a job that is cancelled."""

    on_stop: Literal["stop", "leave"] = "stop"
    """What happens to running jobs when the service is asked to stop. Either way the next start goes on with them."""
