"""The four models of PPO in their roles."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from peft import PeftModel
from transformers import PreTrainedModel
from trl.trainer.utils import selective_log_softmax

from ..models import autocast
from ..reward_models.model import token_scores
from .sampling import Response

Score = Callable[[list[Response]], list[float]]
"""The reward of finished responses."""


@dataclass(frozen=True)
class Actors:
    policy: PreTrainedModel | PeftModel
    reference: PreTrainedModel
    value: PreTrainedModel | PeftModel
    value_offset: float
    """The reward model's, which the value model starts from: both speak of the same reward."""
    score: Score
    temperature: float
    bf16: bool

    @property
    def device(self) -> torch.device:
        return next(self.policy.parameters()).device

    def logps(self, model: PreTrainedModel | PeftModel, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Of every token but the first, under the distribution that was sampled from."""
        with autocast(self.bf16, self.device):
            logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits[:, :-1]
        return selective_log_softmax(logits.float() / self.temperature, ids[:, 1:])

    def values(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Before every token but the first."""
        with autocast(self.bf16, self.device):
            scores = token_scores(self.value, ids, mask)
        return scores[:, :-1] - self.value_offset

    def trainable(self) -> dict[str, dict[str, torch.nn.Parameter]]:
        models = {"policy": self.policy, "value": self.value}
        return {
            role: {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
            for role, model in models.items()
        }
