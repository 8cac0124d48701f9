"""TRL's DPOTrainer with a weight for each row, label smoothing, and reference log-probabilities handed in."""

import torch
from trl import DPOTrainer

from .dpo_loss import dpo_loss
from .resumable import Resumable


class WeightedDpoTrainer(Resumable, DPOTrainer):
    def _prepare_dataset(self, dataset, processing_class, args, dataset_name):
        return dataset  # rows come rendered; TRL would drop and cut without counting

    def _precompute_ref_logps(self, dataset, name, batch_size):
        return dataset  # already columns of the data set, from the original reference also after a resume

    def batch_weight(self, batch: dict) -> torch.Tensor:
        return batch["weight"].sum()

    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        labels = inputs["input_ids"].masked_fill(inputs["completion_mask"] == 0, -100)
        outputs = model(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            labels=labels,
            use_cache=False,
            fused_lm_head=True,
        )
        chosen_logps, rejected_logps = outputs.log_probs.sum(dim=1).chunk(2)
        chosen_delta = chosen_logps - inputs["ref_chosen_logps"]
        rejected_delta = rejected_logps - inputs["ref_rejected_logps"]
        margin = self.beta * (chosen_delta - rejected_delta)
        row_losses = dpo_loss(margin, self.label_smoothing)
        loss = (inputs["weight"] * row_losses).sum() / num_items_in_batch * self.accelerator.num_processes
        self._record(
            {
                "rewards/margins": margin,
                "rewards/accuracies": (margin > 0).float(),
                "logps/chosen": chosen_logps,
                "logps/rejected": rejected_logps,
                "kl": -(chosen_delta + rejected_delta) / 2,
            }
        )
        self._total_train_tokens += self.accelerator.gather(inputs["attention_mask"].sum()).sum().item()
        self._metrics["train"]["num_tokens"] = [self._total_train_tokens]
        return loss

    def _record(self, values: dict[str, torch.Tensor]) -> None:
        """One value per row, so that TRL's mean over the list is the mean over rows and not over micro-batches."""
        for name, rows in values.items():
            self._metrics["train"][name].extend(self.accelerator.gather(rows.detach()).tolist())
