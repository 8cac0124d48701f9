"""What the scorer is told by its environment."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from ..settings import ServiceSettings


class ScorerSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="SRLM_SCORER_", extra="ignore", populate_by_name=True)

    port: int = Field(default=7302, ge=1, le=65535)

    models: int = Field(default=2, ge=1)
    """Models that are kept in memory; the one that was asked least lately makes room for another."""

    rows_at_once: int = Field(default=16, ge=1)
    """Most responses in one forward pass."""

    waiting: int = Field(default=256, ge=1)
    """Most requests that wait; one more is answered 503."""
