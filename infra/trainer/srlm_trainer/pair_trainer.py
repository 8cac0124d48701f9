"""TRL's DPOTrainer with any loss of a pair, a weight for each row, and log-probabilities of the reference handed in."""

import torch
from trl import DPOTrainer

from .pair_batch import PairBatch, RowLoss, RowLosses
from .reporting import EXTRA
from .resumable import Resumable


class WeightedPairTrainer(Resumable, DPOTrainer):
    row_loss: RowLoss

    def _prepare_dataset(self, dataset, processing_class, args, dataset_name):
        return dataset  # rows come rendered; TRL would drop and cut without counting

    def _precompute_ref_logps(self, dataset, name, batch_size):
        return dataset  # already columns of the data set, from the original reference also after a resume

    def batch_weight(self, batch: dict) -> torch.Tensor:
        return batch["weight"].sum()

    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        pairs = self._pairs(model, inputs)
        rows = self.row_loss(model, pairs)
        loss = (inputs["weight"] * rows.loss).sum() / num_items_in_batch * self.accelerator.num_processes
        self._record(rows, -(pairs.first_delta + pairs.second_delta) / 2)
        tokens = sum(mask.sum() for name, mask in inputs.items() if name.endswith("attention_mask"))
        self._total_train_tokens += self.accelerator.gather(tokens).sum().item()
        self._metrics["train"]["num_tokens"] = [self._total_train_tokens]
        return loss

    def _pairs(self, model, inputs: dict) -> PairBatch:
        outputs = model(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            labels=inputs["input_ids"].masked_fill(inputs["completion_mask"] == 0, -100),
            use_cache=False,
            fused_lm_head=True,
        )
        first_logps, second_logps = outputs.log_probs.sum(dim=1).chunk(2)
        first_tokens, second_tokens = inputs["completion_mask"].sum(dim=1).chunk(2)
        return PairBatch(
            first_logps=first_logps,
            second_logps=second_logps,
            first_reference=inputs["ref_chosen_logps"],
            second_reference=inputs["ref_rejected_logps"],
            first_tokens=first_tokens,
            second_tokens=second_tokens,
            columns=inputs,
        )

    def _record(self, rows: RowLosses, kl: torch.Tensor) -> None:
        """One value per row, so that TRL's mean over the list is the mean over rows and not over micro-batches."""
        values = {
            "rewards/margins": rows.margin,
            "rewards/accuracies": (rows.margin > 0).float(),
            "logps/chosen": rows.chosen_logps,
            "logps/rejected": rows.rejected_logps,
            "kl": kl,
            **{f"{EXTRA}{name}": value for name, value in rows.extra.items()},
        }
        for name, value in values.items():
            self._metrics["train"][name].extend(self.accelerator.gather(value.detach().float()).tolist())
