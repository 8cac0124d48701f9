"""A batch of prompts: their responses one after another, and the comparisons as indices into them."""

import torch
from trl.trainer.utils import pad


class ComparisonCollator:
    def __init__(self, pad_token_id: int):
        self._pad_token_id = pad_token_id

    def __call__(self, rows: list[dict]) -> dict[str, torch.Tensor]:
        sequences = [torch.tensor(sequence) for row in rows for sequence in row["sequences"]]
        first, second, probability, element = [], [], [], []
        offset = 0
        for index, row in enumerate(rows):
            first += [offset + response for response in row["first"]]
            second += [offset + response for response in row["second"]]
            probability += row["probability"]
            element += [index] * len(row["first"])
            offset += len(row["sequences"])
        return {
            "input_ids": pad(sequences, padding_value=self._pad_token_id),
            "attention_mask": pad([torch.ones_like(sequence) for sequence in sequences], padding_value=0),
            "first": torch.tensor(first),
            "second": torch.tensor(second),
            "probability": torch.tensor(probability, dtype=torch.float32),
            "element": torch.tensor(element),
            "weight": torch.tensor([row["weight"] for row in rows], dtype=torch.float32),
        }
