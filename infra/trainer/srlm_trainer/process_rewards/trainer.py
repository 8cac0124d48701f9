"""A label for the last token of each step. TRL has no trainer for this any more; transformers' own is the parent."""

from collections import defaultdict

import torch
from torch.nn.functional import cross_entropy
from transformers import Trainer

from ..resumable import Resumable


class StepTrainer(Resumable, Trainer):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._rows: dict[str, list[float]] = defaultdict(list)
        self._tokens = 0

    def batch_weight(self, batch: dict) -> torch.Tensor:
        """Weighted count of labelled steps."""
        return (batch["labels"].ne(-100).sum(dim=1) * batch["weight"]).sum()

    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        labels = inputs["labels"]
        logits = model(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], use_cache=False).logits
        losses = cross_entropy(logits.float().transpose(1, 2), labels, ignore_index=-100, reduction="none")
        loss = (inputs["weight"][:, None] * losses).sum() / num_items_in_batch * self.accelerator.num_processes

        labelled = labels != -100
        for_correct = (logits[..., 1] - logits[..., 0]).detach().float()
        for_label = torch.where(labels == 1, for_correct, -for_correct) * labelled
        steps = labelled.sum(dim=1)
        self._record("rewards/margins", for_label.sum(dim=1) / steps)
        self._record("rewards/accuracies", ((for_label > 0) & labelled).sum(dim=1) / steps)
        self._tokens += self.accelerator.gather(inputs["attention_mask"].sum()).sum().item()
        return loss

    def _record(self, name: str, rows: torch.Tensor) -> None:
        self._rows[name].extend(self.accelerator.gather(rows).tolist())

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        means = {name: sum(rows) / len(rows) for name, rows in self._rows.items()}
        self._rows.clear()
        super().log({**logs, **means, "num_tokens": self._tokens}, start_time)
