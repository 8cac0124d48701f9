"""Scores of whole sequences, read at their last tokens."""

import torch
from peft import PeftModel
from torch.nn.utils.rnn import pad_sequence
from transformers import PreTrainedModel

from ..models import autocast
from .model import token_scores


@torch.no_grad()
def last_token_scores(
    model: PreTrainedModel | PeftModel, sequences: list[list[int]], rows_at_once: int, bf16: bool
) -> list[float]:
    device, scores = next(model.parameters()).device, []
    for start in range(0, len(sequences), rows_at_once):
        batch = [torch.tensor(sequence) for sequence in sequences[start : start + rows_at_once]]
        ids = pad_sequence(batch, batch_first=True).to(device)
        mask = pad_sequence([torch.ones_like(sequence) for sequence in batch], batch_first=True).to(device)
        with autocast(bf16, device):
            every = token_scores(model, ids, mask)
        scores += every.gather(1, mask.sum(dim=1, keepdim=True) - 1).squeeze(1).tolist()
    return scores
