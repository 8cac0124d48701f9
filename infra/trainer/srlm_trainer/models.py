"""Loading the policy and its tokenizer, and saying how precisely to compute."""

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import torch
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from .contract import Hyperparameters, JobSpecification
from .errors import TrainerError

DROPOUT_FIELDS = ("attention_dropout", "hidden_dropout", "resid_pdrop", "embd_pdrop", "attn_pdrop", "dropout")


def load_tokenizer(folder: Path) -> PreTrainedTokenizerBase:
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_config(folder: Path, dropout: float = 0) -> PreTrainedConfig:
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    if dropout > 0:
        fields = [field for field in DROPOUT_FIELDS if hasattr(config, field)]
        if not fields:
            raise TrainerError(
                "no-dropout",
                f"{config.model_type} models have no dropout; set hyperparameters.dropout to 0 (got {dropout})",
                path="hyperparameters.dropout",
            )
        for field in fields:
            setattr(config, field, dropout)
    return config


def architecture_of(folder: Path) -> str:
    """As config.json names it."""
    file = folder / "config.json"
    config = json.loads(file.read_bytes()) if file.is_file() else {}
    return next(iter(config.get("architectures") or []), "none")


def load_model(folder: Path, dropout: float = 0) -> PreTrainedModel:
    """float32 always: with bf16 weights a small learning rate rounds away and nothing is learnt."""
    config = load_config(folder, dropout)
    return AutoModelForCausalLM.from_pretrained(folder, config=config, dtype=torch.float32, local_files_only=True)


def uses_bf16(specification: JobSpecification) -> bool:
    """`auto` computes in bf16 where the hardware does so natively; emulated bf16 is slower than float32."""
    if specification.precision != "auto":
        return specification.precision == "bf16-autocast"
    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported(including_emulation=False)
    cpu = Path("/proc/cpuinfo")
    flags = set(cpu.read_text().split()) if cpu.exists() else set()
    return bool(flags & {"avx512_bf16", "amx_bf16"})


def autocast(bf16: bool, device: torch.device) -> AbstractContextManager:
    return torch.autocast(device.type, dtype=torch.bfloat16) if bf16 else nullcontext()


def learning_rate_schedule(hyperparameters: Hyperparameters) -> dict:
    minimum = hyperparameters.minimum_learning_rate
    match hyperparameters.schedule:
        case "cosine":
            return {"lr_scheduler_type": "cosine_with_min_lr", "lr_scheduler_kwargs": {"min_lr": minimum}}
        case "linear" if minimum < hyperparameters.learning_rate:
            return {"lr_scheduler_type": "polynomial", "lr_scheduler_kwargs": {"lr_end": minimum, "power": 1.0}}
        case _:
            return {"lr_scheduler_type": "constant_with_warmup"}
