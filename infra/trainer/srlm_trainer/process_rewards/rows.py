"""Rows of the process reward model."""

from typing import Literal

from pydantic import Field, model_validator

from ..rows import Row, Text


class StepsRow(Row):
    steps: list[Text] = Field(min_length=1)
    labels: list[Literal[0, 1]] = Field(min_length=1)
    """1 is correct. They may end at the first wrong step: nothing is learnt from later ones."""

    @model_validator(mode="after")
    def _agree(self) -> "StepsRow":
        if len(self.labels) > len(self.steps):
            raise ValueError(f"labels must not be more than steps (got {len(self.labels)} for {len(self.steps)})")
        if len(self.labels) < len(self.steps) and self.labels[-1] == 1:
            raise ValueError(
                f"labels may end before the steps only at a wrong one (got {len(self.labels)} for {len(self.steps)})"
            )
        return self
