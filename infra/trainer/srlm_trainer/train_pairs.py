"""What every pairwise objective does alike: a frozen reference, rendered pairs, and a loss of its own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from datasets import Dataset
from transformers import PreTrainedTokenizerBase
from trl import DPOConfig
from trl.trainer.dpo_trainer import DataCollatorForPreference

from .arguments import adapter_configuration, training_arguments
from .contract import JobSpecification
from .job_folder import JobFolder
from .models import load_model, uses_bf16
from .objectives import OBJECTIVES
from .pair_batch import RowLoss
from .pair_rendering import length_of, render_rows
from .pair_trainer import WeightedPairTrainer
from .progress import append_event
from .reference import reference_logps
from .rendering import Kept, require_rows
from .reporting import ProgressWriter, require_finite
from .rows import read_rows
from .store_paths import resolve
from .train import train
from .trained import Trained
from .validation import MeasureAndSave, deal


class PairLearning(NamedTuple):
    """In what a pairwise objective differs from the others."""

    render: Callable[..., dict]
    """Makes tokens of a row."""
    row_loss: RowLoss
    collator: Callable[[Callable[[list[dict]], dict]], Callable[[list[dict]], dict]]
    """Given TRL's collator, adds to its batches what the loss reads."""


def train_pairs(
    folder: JobFolder,
    specification: JobSpecification,
    store: Path,
    tokenizer: PreTrainedTokenizerBase,
    rows: list,
    learning: PairLearning,
) -> Trained:
    hyperparameters = specification.hyperparameters
    kept = require_rows(render_rows(rows, learning.render, hyperparameters.max_length), hyperparameters.max_length)
    validation = _validation(specification, store, learning)
    reference = resolve(store, (specification.reference or specification.base).path, "reference.path")
    bf16 = uses_bf16(specification)
    measured = [] if validation is None else validation.rows
    logps = reference_logps(
        load_model(reference),
        [*kept.rows, *measured],
        hyperparameters.micro_batch_size,
        tokenizer.pad_token_id,
        bf16,
        folder.reference_cache,
    )
    referred = [{**row, **logp} for row, logp in zip([*kept.rows, *measured], logps, strict=True)]
    model = load_model(resolve(store, specification.base.path, "base.path"), hyperparameters.dropout)

    trainer = WeightedPairTrainer(
        model=model,
        args=DPOConfig(
            **training_arguments(folder, specification, model, bf16),
            beta=hyperparameters.beta,
            disable_dropout=hyperparameters.dropout == 0 and getattr(specification.tuning, "dropout", 0) == 0,
            precompute_ref_log_probs=True,
        ),
        data_collator=learning.collator(DataCollatorForPreference(pad_token_id=tokenizer.pad_token_id)),
        train_dataset=Dataset.from_list(referred[: len(kept.rows)]),
        processing_class=tokenizer,
        peft_config=adapter_configuration(specification.tuning),
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_loss = learning.row_loss
    trainer.row_lengths = [length_of(row) for row in kept.rows]
    if measured:
        trainer.validation_batches = deal(referred[len(kept.rows) :], hyperparameters.micro_batch_size)
        trainer.on_measured = partial(_record, folder.progress_file)
        per_epoch = specification.validation.per_epoch
        trainer.add_callback(MeasureAndSave(len(kept.rows), hyperparameters.batch_size, per_epoch))
    train(trainer, folder)
    return Trained(trainer.accelerator.unwrap_model(trainer.model), kept, validation=validation)


def _validation(specification: JobSpecification, store: Path, learning: PairLearning) -> Kept | None:
    if specification.validation is None:
        return None
    dataset = specification.validation.dataset
    file = resolve(store, dataset.path, "validation.dataset.path")
    rows = read_rows(file, dataset.path, OBJECTIVES[specification.objective].row, dataset.rows)
    return render_rows(rows, learning.render, specification.hyperparameters.max_length)


def _record(file: Path, point: dict) -> None:
    require_finite(point.values(), point["step"])
    append_event(file, "validation", **point)
