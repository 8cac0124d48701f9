"""Which rows share a batch: a function of seed and epoch alone, so that a resumed job meets the same batches."""

from collections.abc import Iterator

import torch
from torch.utils.data import Sampler


class RandomBatches(Sampler[int]):
    """Batches are drawn at random; only inside a batch are rows ordered by length.

    Micro-batches then hold rows of like length, which saves padding, while the gradient of a batch stays what it was
    (sorting the whole data set by length would bias it).
    """

    def __init__(self, lengths: list[int], batch_size: int, seed: int):
        self._lengths = lengths
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(self._seed * 1_000_003 + self._epoch)
        order = torch.randperm(len(self._lengths), generator=generator).tolist()
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            yield from sorted(batch, key=lambda row: (-self._lengths[row], row))
