"""Responses of the policy as it is now, drawn from its whole distribution."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from peft import PeftModel
from torch.nn.utils.rnn import pad_sequence
from transformers import GenerationConfig, PreTrainedModel


@dataclass(frozen=True)
class Response:
    prompt: list[int]
    tokens: list[int]
    finished: bool
    """Whether it ends with the token that ends a turn."""
    weight: float


def sample_responses(
    policy: PreTrainedModel | PeftModel, rows: list[dict], sampling: GenerationConfig, rows_at_once: int
) -> list[Response]:
    policy.eval()
    responses = []
    for start in range(0, len(rows), rows_at_once):
        batch = rows[start : start + rows_at_once]
        for row, tokens in zip(batch, _generate(policy, [row["prompt"] for row in batch], sampling), strict=True):
            responses.append(_cut(row, tokens, sampling.eos_token_id))
    return responses


def _generate(policy, prompts: list[list[int]], sampling: GenerationConfig) -> list[list[int]]:
    device = next(policy.parameters()).device
    sequences = [torch.tensor(prompt) for prompt in prompts]
    ids = pad_sequence(sequences, batch_first=True, padding_value=sampling.pad_token_id, padding_side="left")
    mask = pad_sequence([torch.ones_like(sequence) for sequence in sequences], batch_first=True, padding_side="left")
    with torch.no_grad(), _only(policy, sampling):
        output = policy.generate(input_ids=ids.to(device), attention_mask=mask.to(device))
    return output[:, ids.shape[1] :].tolist()


@contextmanager
def _only(policy: PreTrainedModel | PeftModel, sampling: GenerationConfig) -> Iterator[None]:
    """A model's own generation settings (top-k and the like) would fill what ours leave open, and samples from a
    narrower distribution make the ratio wrong."""
    own = policy.generation_config
    policy.generation_config = sampling
    try:
        yield
    finally:
        policy.generation_config = own


def _cut(row: dict, tokens: list[int], end_of_turn: int) -> Response:
    finished = end_of_turn in tokens
    kept = tokens[: tokens.index(end_of_turn) + 1] if finished else tokens
    return Response(prompt=row["prompt"], tokens=kept, finished=finished, weight=row["weight"])
