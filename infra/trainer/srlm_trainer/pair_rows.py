"""What a line of a data set of pairs is, for each pairwise objective.

A response may be empty (a model that says nothing): such a row is dropped and counted, not refused.
"""

from typing import Annotated

from pydantic import Field

from .rows import Message, Row, Text

Probability = Annotated[float, Field(ge=0, le=1)]


class DpoRow(Row):
    chosen: Text
    rejected: str


class DpoSoftRow(DpoRow):
    confidence: Probability


class StepRow(DpoRow):
    """`chosen` and `rejected` are steps that go on from `prefix`, the text of the steps before."""

    prefix: str


class DnoSoftRow(Row):
    first: str
    second: str
    first_reward: float = Field(alias="firstReward")
    second_reward: float = Field(alias="secondReward")


class ScirRow(Row):
    """Forward shows `first` before `second`, backward the reverse; `labels` name what is shown first and second."""

    first: str
    second: str
    judge_prompt_forward: list[Message] = Field(alias="judgePromptForward", min_length=1)
    judge_prompt_backward: list[Message] = Field(alias="judgePromptBackward", min_length=1)
    labels: list[Text] = Field(min_length=2, max_length=2)
