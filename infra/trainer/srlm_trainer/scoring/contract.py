"""What the critic http sends and is answered."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from ..process_rewards.solution_score import Combination
from ..rows import Lenient
from ..wire import Wire

RunName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
ModelName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class Scored(Lenient):
    """A response. What it ought to be (`answer`, `instructions`) is sent too, and not looked at."""

    prompt: str
    response: str
    response_steps: list[str] | None = Field(default=None, alias="responseSteps")
    """As srlm splits the response: what a step is is decided in one place."""


class Options(Wire):
    aggregation: Combination | None = None
    """How the steps make one score; the product where it is left out."""


@dataclass(frozen=True)
class Said:
    score: float | None
    reason: str | None = None
    """Why there is no score: `too-long` for the model, or `no-step`."""
    steps: list[float] | None = None
    """The probability that each step is correct."""

    def to_wire(self) -> dict:
        told = {"reason": self.reason, "steps": self.steps}
        return {"score": self.score, **{name: value for name, value in told.items() if value is not None}}
