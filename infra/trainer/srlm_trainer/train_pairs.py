"""What every pairwise objective does alike: a frozen reference, rendered pairs, and a loss of its own."""

from collections.abc import Callable
from pathlib import Path

from datasets import Dataset
from peft import PeftModel
from transformers import PreTrainedModel, PreTrainedTokenizerBase
from trl import DPOConfig
from trl.trainer.dpo_trainer import DataCollatorForPreference

from .arguments import adapter_configuration, training_arguments
from .contract import JobSpecification
from .job_folder import JobFolder
from .models import load_model, uses_bf16
from .pair_batch import RowLoss
from .pair_trainer import WeightedPairTrainer
from .reference import reference_logps
from .rendering import Kept
from .reporting import ProgressWriter
from .store_paths import resolve
from .train import train


def train_pairs(
    folder: JobFolder,
    specification: JobSpecification,
    store: Path,
    tokenizer: PreTrainedTokenizerBase,
    kept: Kept,
    row_loss: RowLoss,
    collator: Callable[[Callable[[list[dict]], dict]], Callable[[list[dict]], dict]],
) -> tuple[PreTrainedModel | PeftModel, Kept]:
    """`collator` is given TRL's and adds to its batches what `row_loss` reads."""
    hyperparameters = specification.hyperparameters
    reference = resolve(store, (specification.reference or specification.base).path, "reference.path")
    bf16 = uses_bf16(specification)
    logps = reference_logps(
        load_model(reference),
        kept.rows,
        hyperparameters.micro_batch_size,
        tokenizer.pad_token_id,
        bf16,
        folder.reference_cache,
    )
    model = load_model(resolve(store, specification.base.path, "base.path"), hyperparameters.dropout)

    trainer = WeightedPairTrainer(
        model=model,
        args=DPOConfig(
            **training_arguments(folder, specification, model, bf16),
            beta=hyperparameters.beta,
            disable_dropout=hyperparameters.dropout == 0 and getattr(specification.tuning, "dropout", 0) == 0,
            precompute_ref_log_probs=True,
        ),
        data_collator=collator(DataCollatorForPreference(pad_token_id=tokenizer.pad_token_id)),
        train_dataset=Dataset.from_list([{**row, **logp} for row, logp in zip(kept.rows, logps, strict=True)]),
        processing_class=tokenizer,
        peft_config=adapter_configuration(specification.tuning),
        callbacks=[ProgressWriter(folder.progress_file)],
    )
    trainer.row_loss = row_loss
    trainer.row_lengths = [
        len(row["prompt_ids"]) + max(len(row["chosen_ids"]), len(row["rejected_ids"])) for row in kept.rows
    ]
    train(trainer, folder)
    return trainer.accelerator.unwrap_model(trainer.model), kept
