"""Scores by a reward model: the reward at the token that ends the turn, as ppo reads it."""

from pathlib import Path

from transformers import AutoModelForSequenceClassification

from ..reward_models.model import require_reward_model
from ..reward_models.rendering import sequences_of
from ..reward_models.score import last_token_scores
from .contract import Said
from .question import Question
from .scoring_model import ScoringModel


class RewardScores(ScoringModel[list[int]]):
    def __init__(self, folder: Path):
        super().__init__(folder, AutoModelForSequenceClassification, labels=1)
        self._offset = require_reward_model(folder)

    def _render(self, question: Question) -> list[int] | Said:
        [sequence] = sequences_of(self._renderer, question.prompt, [question.response])
        return Said(None, "too-long") if self._is_too_long(sequence) else sequence

    def _read(self, rendered: list[tuple[Question, list[int]]]) -> list[Said]:
        scores = last_token_scores(self._model, [sequence for _, sequence in rendered], len(rendered), bf16=False)
        return [Said(score - self._offset) for score in scores]
