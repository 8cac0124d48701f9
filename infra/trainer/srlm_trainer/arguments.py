"""What every objective hands to TRL alike."""

import torch
from peft import LoraConfig
from transformers import PreTrainedModel

from .activations import recomputes_activations
from .contract import FullTuning, JobSpecification, LoraTuning
from .errors import TrainerError
from .job_folder import JobFolder
from .models import learning_rate_schedule
from .processes import processes


def training_arguments(
    folder: JobFolder, specification: JobSpecification, model: PreTrainedModel, bf16: bool, row_tokens: int
) -> dict:
    """`row_tokens`: those of the largest row, padding included."""
    hyperparameters = specification.hyperparameters
    tokens = row_tokens * hyperparameters.micro_batch_size
    trains_all = specification.tuning.kind == "full"
    return {
        "output_dir": str(folder.checkpoints),
        "seed": specification.seed,
        "learning_rate": hyperparameters.learning_rate,
        **learning_rate_schedule(hyperparameters),
        "warmup_steps": hyperparameters.warmup_ratio,  # below 1 it is a share of all steps
        "num_train_epochs": hyperparameters.epochs,
        "max_steps": hyperparameters.max_steps or -1,
        "per_device_train_batch_size": hyperparameters.micro_batch_size,
        "gradient_accumulation_steps": _accumulation(specification),
        "weight_decay": hyperparameters.weight_decay,
        "max_grad_norm": hyperparameters.max_gradient_norm,
        "adam_beta2": hyperparameters.adam_beta2,
        "max_length": None,  # rows that are too long are already dropped and counted
        "bf16": bf16,
        "use_cpu": not torch.cuda.is_available(),
        "gradient_checkpointing": recomputes_activations(model, tokens, bf16, trains_all),
        "logging_steps": 1,
        "logging_nan_inf_filter": False,  # a loss that is not finite must stop the job, not be averaged away
        "save_strategy": "steps",
        "save_steps": specification.checkpoint_every_steps,
        "dataloader_pin_memory": torch.cuda.is_available(),
        "remove_unused_columns": False,
        "report_to": "none",
        "disable_tqdm": True,
    }


def _accumulation(specification: JobSpecification) -> int:
    hyperparameters = specification.hyperparameters
    count = processes().num_processes
    at_once = hyperparameters.micro_batch_size * count
    if hyperparameters.batch_size % at_once:
        raise TrainerError(
            "batch-not-divisible",
            f"batchSize must be a multiple of microBatchSize times the number of processes "
            f"(got {hyperparameters.batch_size} and {hyperparameters.micro_batch_size} x {count})",
            path="hyperparameters.microBatchSize",
        )
    return hyperparameters.batch_size // at_once


def adapter_configuration(tuning: FullTuning | LoraTuning, task_type: str = "CAUSAL_LM") -> LoraConfig | None:
    if tuning.kind == "full":
        return None
    return LoraConfig(
        r=tuning.rank,
        lora_alpha=tuning.alpha,
        lora_dropout=tuning.dropout,
        target_modules=tuning.target_modules,
        exclude_modules=None if task_type == "CAUSAL_LM" else ["score"],  # a new head is trained whole
        task_type=task_type,
    )
