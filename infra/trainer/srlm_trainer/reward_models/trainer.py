"""TRL's RewardTrainer for any number of responses per prompt, with a weight for each prompt."""

import torch
from trl import RewardTrainer

from ..resumable import Resumable
from .loss import preference_loss


def element_means(values: torch.Tensor, element: torch.Tensor, elements: int) -> torch.Tensor:
    """Mean over the comparisons of each prompt, so that a prompt with many responses counts no more than another."""
    sums = torch.zeros(elements, device=values.device).index_add(0, element, values)
    return sums / torch.bincount(element, minlength=elements)


class ComparisonRewardTrainer(Resumable, RewardTrainer):
    def _prepare_dataset(self, dataset, processing_class, args, dataset_name):
        return dataset  # rows come rendered; TRL would cut comparisons into pairs

    def batch_weight(self, batch: dict) -> torch.Tensor:
        return batch["weight"].sum()

    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], use_cache=False)
        scores = outputs.logits.squeeze(-1).float()
        margins = scores[inputs["first"]] - scores[inputs["second"]]
        elements = len(inputs["weight"])
        losses = element_means(preference_loss(margins, inputs["probability"]), inputs["element"], elements)
        loss = (inputs["weight"] * losses).sum() / num_items_in_batch * self.accelerator.num_processes

        towards_better = torch.where(inputs["probability"] >= 0.5, margins, -margins).detach()
        self._record("rewards/margins", element_means(towards_better, inputs["element"], elements))
        self._record("rewards/accuracies", element_means((towards_better > 0).float(), inputs["element"], elements))
        self._total_train_tokens += self.accelerator.gather(inputs["attention_mask"].sum()).sum().item()
        self._metrics["train"]["num_tokens"] = [self._total_train_tokens]
        return loss

    def _record(self, name: str, rows: torch.Tensor) -> None:
        self._metrics["train"][name].extend(self.accelerator.gather(rows).tolist())
