"""One response as a model is asked about it."""

from dataclasses import dataclass

from ..errors import TrainerError
from ..process_rewards.solution_score import Combination
from ..rows import Message
from .contract import Options, Scored
from .model_folder import Kind


@dataclass(frozen=True)
class Question:
    prompt: list[Message]
    """As in training: the prompt alone, said by the user."""
    response: str
    steps: list[str]
    """Read by a process reward model alone."""
    aggregation: Combination


def question_of(scored: Scored, options: Options, kind: Kind) -> Question:
    if kind == "process reward model" and scored.response_steps is None:
        raise TrainerError("invalid", f"responseSteps must be given: a {kind} reads steps", path="responseSteps")
    if kind == "reward model" and options.aggregation is not None:
        raise TrainerError("invalid", f"aggregation must be left out: a {kind} reads no steps", path="aggregation")
    return Question(
        prompt=[Message(role="user", content=scored.prompt)],
        response=scored.response,
        steps=scored.response_steps or [],
        aggregation=options.aggregation or "product",
    )
