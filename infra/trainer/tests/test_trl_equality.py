"""Our losses against TRL's own, computed by its unmodified trainer on the same batch."""

import pytest
import torch
from datasets import Dataset
from tiny import dpo_rows, dpo_soft_rows
from transformers import AutoModelForCausalLM
from trl import DPOConfig, DPOTrainer
from trl.trainer.dpo_trainer import DataCollatorForPreference

from srlm_trainer.contract import Hyperparameters
from srlm_trainer.models import load_tokenizer
from srlm_trainer.pair_rendering import render_pair, render_rows, render_soft_pair
from srlm_trainer.pair_rows import DpoRow, DpoSoftRow
from srlm_trainer.pair_trainer import WeightedPairTrainer
from srlm_trainer.rendering import Renderer
from srlm_trainer.resumable import WeightedCollator
from srlm_trainer.train_dpo import dpo_loss


@pytest.fixture
def render(store):
    renderer = Renderer(load_tokenizer(store.root / "models/base"))
    soft = [DpoSoftRow.model_validate({**row, "confidence": 1}) for row in dpo_soft_rows(6)]
    hard = [DpoRow.model_validate(row) for row in dpo_rows(6)]
    return {
        "dpo_soft": lambda: render_rows(soft, lambda row: render_soft_pair(row, renderer), 128).rows,
        "dpo": lambda: render_rows(hard, lambda row: render_pair(row, renderer, 1), 128).rows,
    }


def prepared(trainer_class, store, rows, **settings):
    """A trainer that is never run: only its loss is asked for."""
    folder = store.root / "models/base"
    trainer = trainer_class(
        model=AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32),
        args=DPOConfig(
            output_dir=str(store.root / "unused"),
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            precompute_ref_log_probs=trainer_class is WeightedPairTrainer,
            report_to="none",
            **settings,
        ),
        train_dataset=rows,
        processing_class=load_tokenizer(folder),
    )
    trainer.model.train()
    return trainer


def gradients(model):
    return {name: parameter.grad for name, parameter in model.named_parameters()}


@pytest.mark.parametrize(("objective", "loss"), [("dpo_soft", "sigmoid"), ("dpo", "sigmoid"), ("dpo", "ipo")])
def test_with_full_confidence_and_equal_weights_the_loss_and_its_gradients_are_those_of_trl(
    store, render, objective, loss
):
    """Methods section 18 on dpo_soft. The reference differs from the policy, so that no margin is zero."""
    rows = [
        {**row, "ref_chosen_logps": -20.0 - number, "ref_rejected_logps": -25.0 + 3 * number}
        for number, row in enumerate(render[objective]())
    ]
    texts = Dataset.from_list([{key: row[key] for key in ("prompt", "chosen", "rejected")} for row in _plain_rows()])
    trl = prepared(DPOTrainer, store, texts, loss_type=[loss], beta=0.3)
    trl.precompute_ref_logps = True
    pad = trl.processing_class.pad_token_id
    theirs = trl.compute_loss(trl.model, DataCollatorForPreference(pad_token_id=pad)(rows))
    theirs.backward()

    ours = prepared(WeightedPairTrainer, store, Dataset.from_list(rows), beta=0.3)
    ours.row_loss = dpo_loss(Hyperparameters(beta=0.3, loss=loss))
    batch = WeightedCollator(DataCollatorForPreference(pad_token_id=pad), columns=("confidence",))(rows)
    mine = ours.compute_loss(ours.model, batch, num_items_in_batch=ours.batch_weight(batch))
    mine.backward()

    torch.testing.assert_close(mine, theirs, rtol=1e-6, atol=1e-7)
    assert theirs.item() != pytest.approx(0.693147, abs=1e-2)
    torch.testing.assert_close(gradients(ours.model), gradients(trl.model), rtol=1e-5, atol=1e-7)


def _plain_rows():
    return [{"prompt": "say", "chosen": "yes", "rejected": "no"}]
