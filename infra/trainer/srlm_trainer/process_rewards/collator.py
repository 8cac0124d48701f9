"""A batch of labelled solutions, padded on the right."""

import torch
from trl.trainer.utils import pad


class StepCollator:
    def __init__(self, pad_token_id: int):
        self._pad_token_id = pad_token_id

    def __call__(self, rows: list[dict]) -> dict[str, torch.Tensor]:
        sequences = [torch.tensor(row["input_ids"]) for row in rows]
        return {
            "input_ids": pad(sequences, padding_value=self._pad_token_id),
            "attention_mask": pad([torch.ones_like(sequence) for sequence in sequences], padding_value=0),
            "labels": pad([torch.tensor(row["labels"]) for row in rows], padding_value=-100),
        }
