"""Supervised fine-tuning: the loss counts only the tokens of the completion."""

from pathlib import Path

from datasets import Dataset
from peft import PeftModel
from transformers import PreTrainedModel
from trl import SFTConfig
from trl.trainer.sft_trainer import DataCollatorForLanguageModeling

from .arguments import adapter_configuration, training_arguments
from .contract import JobSpecification
from .job_folder import JobFolder
from .models import load_model, load_tokenizer, uses_bf16
from .rendering import Kept, Renderer, render_sft
from .reporting import ProgressWriter
from .resumable import WeightedCollator
from .rows import SftRow
from .sft_trainer import WeightedSftTrainer
from .store_paths import resolve
from .train import train


def train_sft(
    folder: JobFolder, specification: JobSpecification, store: Path, rows: list[SftRow]
) -> tuple[PreTrainedModel | PeftModel, Kept]:
    base = resolve(store, specification.base.path, "base.path")

    tokenizer = load_tokenizer(base)
    kept = render_sft(rows, Renderer(tokenizer), specification.hyperparameters.max_length)
    model = load_model(base, specification.hyperparameters.dropout)
    lengths = [len(row["input_ids"]) for row in kept.rows]

    trainer = WeightedSftTrainer(
        model=model,
        args=SFTConfig(
            **training_arguments(folder, specification, model, uses_bf16(specification), max(lengths)),
            dataset_kwargs={"skip_prepare_dataset": True},
        ),
        data_collator=WeightedCollator(DataCollatorForLanguageModeling(pad_token_id=tokenizer.pad_token_id)),
        train_dataset=Dataset.from_list(kept.rows),
        processing_class=tokenizer,
        peft_config=adapter_configuration(specification.tuning),
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_lengths = lengths
    train(trainer, folder)
    return trainer.accelerator.unwrap_model(trainer.model), kept
