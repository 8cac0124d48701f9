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
from .reference import with_reference_logps
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
    further_tokens: Callable[[dict], int] = lambda row: 0
    """Of a row beside its two responses, padding included."""


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
    measured = [] if validation is None else validation.rows
    learnt, measured = _referred(folder, specification, store, tokenizer.pad_token_id, kept.rows, measured)
    model = load_model(resolve(store, specification.base.path, "base.path"), hyperparameters.dropout)

    row_tokens = max(2 * length_of(row) + learning.further_tokens(row) for row in kept.rows)
    trainer = WeightedPairTrainer(
        model=model,
        args=DPOConfig(
            **training_arguments(folder, specification, model, uses_bf16(specification), row_tokens),
            beta=hyperparameters.beta,
            disable_dropout=hyperparameters.dropout == 0 and getattr(specification.tuning, "dropout", 0) == 0,
            precompute_ref_log_probs=True,
        ),
        data_collator=learning.collator(DataCollatorForPreference(pad_token_id=tokenizer.pad_token_id)),
        train_dataset=Dataset.from_list(learnt),
        processing_class=tokenizer,
        peft_config=adapter_configuration(specification.tuning),
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_loss = learning.row_loss
    trainer.row_lengths = [length_of(row) for row in kept.rows]
    if measured:
        trainer.validation_batches = deal(measured, hyperparameters.micro_batch_size)
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


def _referred(
    folder: JobFolder, specification: JobSpecification, store: Path, pad_token_id: int, *groups: list[dict]
) -> list[list[dict]]:
    """With what the reference says of each row: group by group, because the last bits depend on what shares a batch."""
    reference = load_model(resolve(store, (specification.reference or specification.base).path, "reference.path"))
    options = (specification.hyperparameters.micro_batch_size, pad_token_id, uses_bf16(specification))
    caches = (folder.reference_cache, folder.reference_cache / "validation")
    return [with_reference_logps(reference, rows, *options, cache) for rows, cache in zip(groups, caches, strict=True)]


def _record(file: Path, point: dict) -> None:
    require_finite(point.values(), point["step"])
    append_event(file, "validation", **point)
