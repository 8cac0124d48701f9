"""How probable it is that each step is correct, read where the step ends."""

import torch
from transformers import PreTrainedModel

from ..padding import padded
from .rendering import Solution


@torch.no_grad()
def step_probabilities(model: PreTrainedModel, solutions: list[Solution]) -> list[list[float]]:
    ids, mask = padded([solution.input_ids for solution in solutions], model.device)
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits
    correct = logits.float().softmax(dim=-1)[..., 1]
    return [row[solution.ends].tolist() for row, solution in zip(correct, solutions, strict=True)]
