"""A reward model from rankings or from soft preferences."""

from pathlib import Path

from datasets import Dataset
from trl import RewardConfig

from ..arguments import adapter_configuration, training_arguments
from ..contract import JobSpecification
from ..job_folder import JobFolder
from ..models import load_tokenizer, uses_bf16
from ..rendering import Kept, Renderer
from ..reporting import ProgressWriter
from ..store_paths import resolve
from ..train import train
from ..trained import Trained
from .collator import ComparisonCollator
from .model import OFFSET_FIELD, load_reward_model, padding_token
from .offset import mean_score_of_best
from .rendering import render_ranked, render_soft_preferences
from .rows import RankedRow, SoftPreferenceRow
from .trainer import ComparisonRewardTrainer


def train_ranked(folder: JobFolder, specification: JobSpecification, store: Path, rows: list[RankedRow]) -> Trained:
    renderer = _renderer(specification, store)
    kept = render_ranked(rows, renderer, specification.hyperparameters.max_length)
    return _train(folder, specification, store, renderer, kept)


def train_soft(
    folder: JobFolder, specification: JobSpecification, store: Path, rows: list[SoftPreferenceRow]
) -> Trained:
    renderer = _renderer(specification, store)
    kept = render_soft_preferences(rows, renderer, specification.hyperparameters.max_length)
    return _train(folder, specification, store, renderer, kept)


def _renderer(specification: JobSpecification, store: Path) -> Renderer:
    return Renderer(load_tokenizer(resolve(store, specification.base.path, "base.path")))


def _train(folder: JobFolder, specification: JobSpecification, store: Path, renderer: Renderer, kept: Kept) -> Trained:
    hyperparameters = specification.hyperparameters
    base = resolve(store, specification.base.path, "base.path")
    tokenizer = load_tokenizer(base)
    pad_token_id = padding_token(tokenizer, renderer.end_of_turn)
    tokenizer.pad_token = tokenizer.convert_ids_to_tokens(pad_token_id)
    bf16 = uses_bf16(specification)
    model = load_reward_model(base, specification.seed, pad_token_id, hyperparameters.dropout)

    lengths = [max(len(sequence) for sequence in row["sequences"]) for row in kept.rows]
    row_tokens = max(length * len(row["sequences"]) for length, row in zip(lengths, kept.rows, strict=True))
    trainer = ComparisonRewardTrainer(
        model=model,
        args=RewardConfig(
            **training_arguments(folder, specification, model, bf16, row_tokens),
            disable_dropout=hyperparameters.dropout == 0 and getattr(specification.tuning, "dropout", 0) == 0,
        ),
        data_collator=ComparisonCollator(pad_token_id),
        train_dataset=Dataset.from_list(kept.rows),
        processing_class=tokenizer,
        peft_config=adapter_configuration(specification.tuning, task_type="SEQ_CLS"),
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_lengths = lengths
    train(trainer, folder)
    trained = trainer.accelerator.unwrap_model(trainer.model)
    offset = mean_score_of_best(trained, kept.rows, hyperparameters.micro_batch_size, bf16)
    return Trained(
        trained,
        kept,
        {
            "architectures": [type(model).__name__],
            "id2label": {"0": "reward"},
            "label2id": {"reward": 0},
            "pad_token_id": pad_token_id,
            OFFSET_FIELD: offset,
        },
    )
