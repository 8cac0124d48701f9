"""Scores of whole sequences, read at their last tokens."""

import torch
from peft import PeftModel
from transformers import PreTrainedModel

from ..models import autocast
from ..padding import padded
from .model import token_scores


@torch.no_grad()
def last_token_scores(
    model: PreTrainedModel | PeftModel, sequences: list[list[int]], rows_at_once: int, bf16: bool
) -> list[float]:
    device, scores = next(model.parameters()).device, []
    for start in range(0, len(sequences), rows_at_once):
        ids, mask = padded(sequences[start : start + rows_at_once], device)
        with autocast(bf16, device):
            every = token_scores(model, ids, mask)
        scores += every.gather(1, mask.sum(dim=1, keepdim=True) - 1).squeeze(1).tolist()
    return scores
