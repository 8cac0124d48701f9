"""A process reward model: the base with a head of two labels, read where each step ends."""

from pathlib import Path

import torch
from datasets import Dataset
from peft import get_peft_model
from transformers import AutoModelForTokenClassification, PreTrainedModel, TrainingArguments
from trl.trainer.utils import disable_dropout_in_model

from ..arguments import adapter_configuration, training_arguments
from ..contract import JobSpecification
from ..job_folder import JobFolder
from ..models import load_config, load_tokenizer, uses_bf16
from ..rendering import Renderer
from ..reporting import ProgressWriter
from ..resumable import WeightedCollator
from ..store_paths import resolve
from ..train import train
from ..trained import Trained
from .collator import StepCollator
from .rendering import render_steps
from .rows import LABELS, StepsRow
from .trainer import StepTrainer


def train_steps(folder: JobFolder, specification: JobSpecification, store: Path, rows: list[StepsRow]) -> Trained:
    base = resolve(store, specification.base.path, "base.path")
    tokenizer = load_tokenizer(base)
    hyperparameters = specification.hyperparameters
    kept = render_steps(rows, Renderer(tokenizer), hyperparameters.max_length, hyperparameters.neutral_steps)
    model = _load(base, specification)
    lengths = [len(row["input_ids"]) for row in kept.rows]
    arguments = training_arguments(folder, specification, model, uses_bf16(specification), max(lengths))
    adapter = adapter_configuration(specification.tuning, task_type="TOKEN_CLS")

    trainer = StepTrainer(
        model=model if adapter is None else get_peft_model(model, adapter),
        args=TrainingArguments(**{name: value for name, value in arguments.items() if name != "max_length"}),
        data_collator=WeightedCollator(StepCollator(tokenizer.pad_token_id)),
        train_dataset=Dataset.from_list(kept.rows),
        processing_class=tokenizer,
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_lengths = lengths
    train(trainer, folder)
    configuration = {
        "architectures": [type(model).__name__],
        "id2label": LABELS,
        "label2id": {name: int(label) for label, name in LABELS.items()},
    }
    return Trained(trainer.accelerator.unwrap_model(trainer.model), kept, configuration)


def _load(base: Path, specification: JobSpecification) -> PreTrainedModel:
    config = load_config(base, specification.hyperparameters.dropout)
    config.num_labels = len(LABELS)
    torch.manual_seed(specification.seed)
    model = AutoModelForTokenClassification.from_pretrained(
        base, config=config, dtype=torch.float32, local_files_only=True
    )
    if specification.hyperparameters.dropout == 0:
        disable_dropout_in_model(model)  # the library gives this head dropout of its own accord
    return model
