"""Rows of the process reward model."""

from typing import Literal

from pydantic import Field, model_validator

from ..rows import Row, Text

LABELS = {"0": "incorrect", "1": "correct"}
"""What the two numbers of the head are called in config.json."""

NeutralSteps = Literal["correct", "wrong"]
"""What a step counts as that is neither: it says nothing wrong and gets nowhere (2305.20050)."""


class StepsRow(Row):
    steps: list[Text] = Field(min_length=1)
    labels: list[Literal[1, 0, "neutral"]] = Field(min_length=1)
    """1 is correct, 0 wrong. They may end at the first wrong step: nothing is learnt from later ones."""

    @model_validator(mode="after")
    def _agree(self) -> "StepsRow":
        if len(self.labels) > len(self.steps):
            raise ValueError(f"labels must not be more than steps (got {len(self.labels)} for {len(self.steps)})")
        if len(self.labels) < len(self.steps) and self.labels[-1] != 0:
            raise ValueError(
                f"labels may end before the steps only at a wrong one (got {len(self.labels)} for {len(self.steps)})"
            )
        return self
