"""What our trainers add to their TRL parents: exact weights for rows, exact batches, checkpoints that appear whole."""

from collections.abc import Callable
from pathlib import Path

import torch
from transformers import Trainer
from transformers.trainer_utils import PREFIX_CHECKPOINT_DIR

from .batches import RandomBatches
from .checkpoints import publish


class WeightedCollator:
    """The parent's batch, and the weight of each row beside it, with other numbers that the loss reads."""

    def __init__(self, collate: Callable[[list[dict]], dict], columns: tuple[str, ...] = ()):
        self._collate = collate
        self._columns = ("weight", *columns)

    def __call__(self, rows: list[dict]) -> dict:
        numbers = {name: torch.tensor([row[name] for row in rows], dtype=torch.float32) for name in self._columns}
        return {**self._collate(rows), **numbers}


class Resumable:
    """A weight says how often a row counts: weight 2 equals the row twice.

    The loss of a batch is the weighted mean over all its micro-batches, ranks included, so that its gradient does not
    depend on how the batch was cut.
    """

    loss_is_scaled_for_ga = True
    row_lengths: list[int]

    def batch_weight(self, batch: dict) -> torch.Tensor:
        raise NotImplementedError

    def _get_train_sampler(self, train_dataset=None) -> RandomBatches:
        rows = self.args.train_batch_size * self.args.gradient_accumulation_steps * self.accelerator.num_processes
        return RandomBatches(self.row_lengths, rows, self.args.seed)

    def _get_num_items_in_batch(self, batch_samples: list, device: torch.device) -> torch.Tensor | None:
        if not batch_samples:
            return None
        weight = sum(self.batch_weight(batch).to(device) for batch in batch_samples)
        return self.accelerator.gather(weight).sum()

    def _save_checkpoint(self, model, trial) -> None:
        """Written aside and renamed: a kill at any moment leaves the old checkpoint or the new one, never a part."""
        checkpoints = Path(self.args.output_dir)
        aside = checkpoints / f"writing-{self.state.global_step}"
        self.args.output_dir = str(aside)
        try:
            Trainer._save_checkpoint(self, model, trial)
        finally:
            self.args.output_dir = str(checkpoints)
        self.accelerator.wait_for_everyone()
        if self.args.should_save:
            publish(aside / f"{PREFIX_CHECKPOINT_DIR}-{self.state.global_step}", checkpoints)
        self.accelerator.wait_for_everyone()
