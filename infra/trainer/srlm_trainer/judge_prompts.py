"""The judge's forward pass: how probable each of two labels is as the next token after a judge prompt."""

from collections.abc import Callable

import torch
from transformers import PreTrainedModel
from trl.trainer.utils import pad

from .binary import Binary

ORDERS = ("forward", "backward")


class JudgeCollator:
    """Adds to a batch the judge prompts of its rows, those of both orders in one tensor, and their label tokens."""

    def __init__(self, collate: Callable[[list[dict]], dict], pad_token_id: int):
        self._collate = collate
        self._pad_token_id = pad_token_id

    def __call__(self, rows: list[dict]) -> dict:
        prompts = [torch.tensor(row[f"judge_{order}_ids"]) for order in ORDERS for row in rows]
        masks = [torch.ones_like(prompt) for prompt in prompts]
        return {
            **self._collate(rows),
            # On the left, so that every row ends where the label comes.
            "judge_ids": pad(prompts, padding_value=self._pad_token_id, padding_side="left"),
            "judge_attention_mask": pad(masks, padding_value=0, padding_side="left"),
            "label_ids": torch.tensor([row["label_ids"] for row in rows]),
        }


def judge_tokens(row: dict) -> int:
    return len(ORDERS) * max(len(row[f"judge_{order}_ids"]) for order in ORDERS)


def ask_judge(model: PreTrainedModel, batch: dict) -> tuple[Binary, Binary]:
    """Of the label that stands for what is shown first, in the forward and in the backward order."""
    mask = batch["judge_attention_mask"]
    outputs = model(
        input_ids=batch["judge_ids"],
        attention_mask=mask,
        position_ids=(mask.cumsum(dim=1) - 1).clamp(min=0),
        use_cache=False,
        logits_to_keep=1,
    )
    logits = outputs.logits[:, -1].float().gather(1, batch["label_ids"].repeat(len(ORDERS), 1))
    forward, backward = (logits[:, 0] - logits[:, 1]).chunk(len(ORDERS))
    return Binary.of_logit(forward), Binary.of_logit(backward)
