"""A reward model: the base with one scalar head instead of its vocabulary, read at the last token."""

import json
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForSequenceClassification, PreTrainedModel, PreTrainedTokenizerBase

from ..errors import TrainerError
from ..models import architecture_of, load_config

OFFSET_FIELD = "srlm_reward_offset"
"""Of config.json: what is subtracted from the head's number, so that the best responses known score 0 on average."""


def load_reward_model(folder: Path, seed: int, pad_token_id: int, dropout: float = 0) -> PreTrainedModel:
    """A folder that has no such head yet gets a random one, from the seed and nothing else."""
    config = load_config(folder, dropout)
    config.num_labels = 1
    config.get_text_config().pad_token_id = pad_token_id
    torch.manual_seed(seed)
    return AutoModelForSequenceClassification.from_pretrained(
        folder, config=config, dtype=torch.float32, local_files_only=True
    )


def padding_token(tokenizer: PreTrainedTokenizerBase, end_of_turn: int) -> int:
    """The library reads the score at the last token that is not padding, so padding must not be what ends a turn."""
    if tokenizer.pad_token_id != end_of_turn:
        return tokenizer.pad_token_id
    return next(token for token in range(len(tokenizer)) if token != end_of_turn)


def token_scores(model: PreTrainedModel | PeftModel, input_ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The head's number after every token: a reward is read at the last one, a value function at each."""
    whole = model.get_base_model() if isinstance(model, PeftModel) else model
    hidden = whole.base_model(input_ids=input_ids, attention_mask=mask, use_cache=False).last_hidden_state
    return whole.score(hidden).squeeze(-1).float()


def require_reward_model(folder: Path) -> float:
    """The offset of a reward model; 0 where the folder was made elsewhere."""
    architecture = architecture_of(folder)
    if not architecture.endswith("ForSequenceClassification"):
        raise TrainerError(
            "not-a-reward-model",
            f"rewardModel must hold a model with a scalar head, as rm_bt and rm_soft make (got {architecture})",
            path="rewardModel.path",
        )
    return float(json.loads((folder / "config.json").read_bytes()).get(OFFSET_FIELD, 0))
