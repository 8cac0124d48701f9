"""TRL's SFTTrainer with a weight for each row."""

import torch
from trl import SFTTrainer

from .resumable import Resumable


class WeightedSftTrainer(Resumable, SFTTrainer):
    def batch_weight(self, batch: dict) -> torch.Tensor:
        """Weighted count of target tokens; the first position predicts nothing and so never counts."""
        targets = batch["labels"][:, 1:].ne(-100).sum(dim=1)
        return (targets * batch["weight"]).sum()

    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            labels=inputs["labels"],
            use_cache=False,
            fused_lm_head=True,
        )
        row_losses = -outputs.log_probs.sum(dim=1)  # zero on ignored positions
        loss = (inputs["weight"] * row_losses).sum() / num_items_in_batch * self.accelerator.num_processes
        tokens = self.accelerator.gather(inputs["attention_mask"].sum()).sum().item()
        self._total_train_tokens += tokens
        self._metrics["train"]["num_tokens"] = [self._total_train_tokens]
        return loss
