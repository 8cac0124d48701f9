"""Sequences of different lengths as one tensor."""

import torch
from torch.nn.utils.rnn import pad_sequence


def padded(sequences: list[list[int]], device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids, padded on the right with 0, and the mask that tells them from the padding: [sequences, longest]."""
    rows = [torch.tensor(sequence) for sequence in sequences]
    ids = pad_sequence(rows, batch_first=True)
    mask = pad_sequence([torch.ones_like(row) for row in rows], batch_first=True)
    return ids.to(device), mask.to(device)
