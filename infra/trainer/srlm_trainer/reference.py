"""Log-probabilities of the frozen reference, computed once before training.

One forward pass per row instead of one per row and epoch, and no second model in memory while training. They are kept
in the job's folder as they come, so that a kill loses one batch of them, and a resumed job compares with the same
numbers.
"""

import json
from pathlib import Path

import torch
from transformers import PreTrainedModel
from trl.trainer.dpo_trainer import DataCollatorForPreference
from trl.trainer.utils import add_fused_lm_head

from .models import autocast
from .pair_rendering import length_of
from .processes import processes


def with_reference_logps(
    model: PreTrainedModel, rows: list[dict], batch_size: int, pad_token_id: int, bf16: bool, cache: Path
) -> list[dict]:
    """`rows` with prompt_ids, chosen_ids and rejected_ids, which get ref_chosen_logps and ref_rejected_logps too."""
    state = processes()
    cache.mkdir(exist_ok=True)
    known = _read(cache)
    mine = range(state.process_index, len(rows), state.num_processes)
    missing = sorted((row for row in mine if row not in known), key=lambda row: -length_of(rows[row]))
    if missing:
        add_fused_lm_head(model)
        model.to(state.device).eval()
        collate = DataCollatorForPreference(pad_token_id=pad_token_id)
        file = _closed(cache / f"{state.process_index}.jsonl")
        with file.open("a") as stream:
            for start in range(0, len(missing), batch_size):
                batch = missing[start : start + batch_size]
                chosen, rejected = _logps(model, collate([rows[row] for row in batch]), state.device, bf16)
                for row, *logps in zip(batch, chosen, rejected, strict=True):
                    stream.write(json.dumps([row, *logps]) + "\n")
                stream.flush()
    state.wait_for_everyone()
    known = _read(cache)
    return [
        {**row, "ref_chosen_logps": known[index][0], "ref_rejected_logps": known[index][1]}
        for index, row in enumerate(rows)
    ]


@torch.no_grad()
def _logps(model: PreTrainedModel, batch: dict, device: torch.device, bf16: bool) -> tuple[list[float], list[float]]:
    labels = batch["input_ids"].masked_fill(batch["completion_mask"] == 0, -100)
    with autocast(bf16, device):
        outputs = model(
            input_ids=batch["input_ids"].to(device),
            attention_mask=batch["attention_mask"].to(device),
            labels=labels.to(device),
            use_cache=False,
            fused_lm_head=True,
        )
    chosen, rejected = outputs.log_probs.float().sum(dim=1).chunk(2)
    return chosen.tolist(), rejected.tolist()


def _closed(file: Path) -> Path:
    """Cuts off a line that a kill left half written, or the next one would be glued to it."""
    if file.exists():
        content = file.read_bytes()
        with file.open("r+b") as stream:
            stream.truncate(content.rfind(b"\n") + 1)
    return file


def _read(cache: Path) -> dict[int, tuple[float, float]]:
    known = {}
    for file in cache.glob("*.jsonl"):
        for line in file.read_bytes().split(b"\n")[:-1]:
            row, chosen, rejected = json.loads(line)
            known[row] = (chosen, rejected)
    return known
