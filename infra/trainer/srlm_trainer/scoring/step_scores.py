"""Scores by a process reward model: the probability that each step is correct, and the number that these make."""

from pathlib import Path

from transformers import AutoModelForTokenClassification

from ..process_rewards.rendering import Solution, solution_of
from ..process_rewards.rows import LABELS
from ..process_rewards.score import step_probabilities
from ..process_rewards.solution_score import solution_score
from .contract import Said
from .question import Question
from .scoring_model import ScoringModel


class StepScores(ScoringModel[Solution]):
    def __init__(self, folder: Path):
        super().__init__(folder, AutoModelForTokenClassification, labels=len(LABELS))

    def _render(self, question: Question) -> Solution | Said:
        if not question.steps:
            return Said(None, "no-step")
        solution = solution_of(self._renderer, question.prompt, question.steps)
        return Said(None, "too-long") if self._is_too_long(solution.input_ids) else solution

    def _read(self, rendered: list[tuple[Question, Solution]]) -> list[Said]:
        every = step_probabilities(self._model, [solution for _, solution in rendered])
        return [
            Said(solution_score(steps, question.aggregation), steps=steps)
            for steps, (question, _) in zip(every, rendered, strict=True)
        ]
