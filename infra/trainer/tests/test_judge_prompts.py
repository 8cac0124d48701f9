import pytest
import torch
from tiny import scir_rows
from transformers import AutoModelForCausalLM
from trl.trainer.dpo_trainer import DataCollatorForPreference

from srlm_trainer.judge_prompts import JudgeCollator, ask_judge
from srlm_trainer.models import load_tokenizer
from srlm_trainer.pair_rows import ScirRow
from srlm_trainer.rendering import Renderer
from srlm_trainer.train_scir import render_judged_pair


@pytest.fixture
def batch_and_rows(store):
    tokenizer = load_tokenizer(store.root / "models/base")
    rows = [render_judged_pair(ScirRow.model_validate(row), Renderer(tokenizer), 128) for row in scir_rows(4)]
    pad = tokenizer.pad_token_id
    return JudgeCollator(DataCollatorForPreference(pad_token_id=pad), pad)(rows), rows


@torch.no_grad()
def test_a_judge_prompt_in_a_batch_gives_what_it_gives_alone(store, batch_and_rows):
    """Methods section 7: softmax over the logits of the two label tokens only. The prompts have different lengths."""
    batch, rows = batch_and_rows
    model = AutoModelForCausalLM.from_pretrained(store.root / "models/base", dtype=torch.float32).eval()
    assert len({len(row["judge_forward_ids"]) for row in rows}) > 1
    for order, asked in zip(("forward", "backward"), ask_judge(model, batch), strict=True):
        for row, probability in zip(rows, asked.probability().tolist(), strict=True):
            logits = model(torch.tensor([row[f"judge_{order}_ids"]])).logits[0, -1]
            alone = logits[row["label_ids"]].softmax(dim=0)[0].item()
            assert probability == pytest.approx(alone, abs=1e-6)
    assert batch["input_ids"].shape[0] == 2 * len(rows)
