"""TRL's DPOTrainer with any loss of a pair, a weight for each row, and log-probabilities of the reference handed in."""

from collections.abc import Callable

import torch
from trl import DPOTrainer

from .pair_batch import PairBatch, RowLoss, RowLosses
from .reporting import EXTRA
from .resumable import Resumable


class WeightedPairTrainer(Resumable, DPOTrainer):
    row_loss: RowLoss
    validation_batches: list[list[dict]]
    on_measured: Callable[[dict], None]
    """Told of every point of validation."""

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

    def evaluate(self, eval_dataset=None, ignore_keys=None, metric_key_prefix="eval") -> dict[str, float]:
        """The best loss so far is kept in the state that every checkpoint holds, so that a resumed job knows it."""
        figures = self._measure()
        if self.state.best_metric is None or figures["loss"] < self.state.best_metric:
            self.state.best_metric, self.state.best_global_step = figures["loss"], self.state.global_step
        if self.is_world_process_zero():
            self.on_measured({"step": self.state.global_step, "epoch": self.state.epoch, **figures})
        # Answers the request, which the end of the epoch would otherwise meet again.
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, figures)
        return figures

    @torch.no_grad()
    def _measure(self) -> dict[str, float]:
        """Weighted means over the rows of validation, without dropout."""
        model, sums = self.model_wrapped, torch.zeros(4, dtype=torch.float64, device=self.accelerator.device)
        model.eval()
        for rows in self.validation_batches:
            inputs = self._prepare_inputs(self.data_collator(rows))
            with self.compute_loss_context_manager():
                losses = self.row_loss(model, self._pairs(model, inputs))
            accurate = (losses.margin > 0).float()
            weighted = torch.stack([losses.loss, losses.margin, accurate, torch.ones_like(accurate)]) * inputs["weight"]
            sums += weighted.double().sum(dim=1)
        model.train()
        loss, margin, accuracy, weight = self.accelerator.reduce(sums).tolist()
        return {"loss": loss / weight, "margin": margin / weight, "accuracy": accuracy / weight}

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
        columns = torch.stack([value.detach().float() for value in values.values()], dim=1)
        rows_of_all = self.accelerator.gather(columns).tolist()  # in one piece: each of these waits for the GPU
        for name, column in zip(values, zip(*rows_of_all, strict=True), strict=True):
            self._metrics["train"][name].extend(column)
