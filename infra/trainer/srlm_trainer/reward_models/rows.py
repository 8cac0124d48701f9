"""Rows of the two reward-model objectives."""

from pydantic import Field, model_validator

from ..rows import Row


class RankedRow(Row):
    responses: list[str] = Field(min_length=2)
    ranks: list[int]
    """0 is best; equal ranks are ties."""

    @model_validator(mode="after")
    def _agree(self) -> "RankedRow":
        if len(self.ranks) != len(self.responses):
            raise ValueError(
                f"ranks must hold one number per response (got {len(self.ranks)} for {len(self.responses)})"
            )
        return self


class SoftPreferenceRow(Row):
    first: str
    second: str
    probability: float = Field(ge=0, le=1)
    """That the first is the better one."""
