"""Direct preference optimisation against a frozen reference."""

from pathlib import Path

from datasets import Dataset
from peft import PeftModel
from transformers import PreTrainedModel
from trl import DPOConfig
from trl.trainer.dpo_trainer import DataCollatorForPreference

from .arguments import adapter_configuration, training_arguments
from .contract import JobSpecification
from .dpo_trainer import WeightedDpoTrainer
from .job_folder import JobFolder
from .models import load_model, load_tokenizer, uses_bf16
from .reference import reference_logps
from .rendering import Kept, Renderer, render_dpo
from .reporting import ProgressWriter
from .resumable import WeightedCollator
from .rows import DpoRow
from .store_paths import resolve
from .train import train


def train_dpo(
    folder: JobFolder, specification: JobSpecification, store: Path, rows: list[DpoRow]
) -> tuple[PreTrainedModel | PeftModel, Kept]:
    hyperparameters = specification.hyperparameters
    base = resolve(store, specification.base.path, "base.path")
    reference = resolve(store, (specification.reference or specification.base).path, "reference.path")

    tokenizer = load_tokenizer(base)
    kept = render_dpo(rows, Renderer(tokenizer), hyperparameters.max_length)
    bf16 = uses_bf16(specification)
    logps = reference_logps(
        load_model(reference),
        kept.rows,
        hyperparameters.micro_batch_size,
        tokenizer.pad_token_id,
        bf16,
        folder.reference_cache,
    )
    model = load_model(base, hyperparameters.dropout)

    trainer = WeightedDpoTrainer(
        model=model,
        args=DPOConfig(
            **training_arguments(folder, specification, model, bf16),
            beta=hyperparameters.beta,
            label_smoothing=hyperparameters.label_smoothing,
            disable_dropout=hyperparameters.dropout == 0 and getattr(specification.tuning, "dropout", 0) == 0,
            precompute_ref_log_probs=True,
        ),
        data_collator=WeightedCollator(DataCollatorForPreference(pad_token_id=tokenizer.pad_token_id)),
        train_dataset=Dataset.from_list([{**row, **logp} for row, logp in zip(kept.rows, logps, strict=True)]),
        processing_class=tokenizer,
        peft_config=adapter_configuration(specification.tuning),
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_lengths = [
        len(row["prompt_ids"]) + max(len(row["chosen_ids"]), len(row["rejected_ids"])) for row in kept.rows
    ]
    train(trainer, folder)
    return trainer.accelerator.unwrap_model(trainer.model), kept
