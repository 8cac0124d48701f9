import json

import pytest
import torch
from reward_rows import ranked_rows, soft_rows
from safetensors.torch import load_file
from tiny import tiny_tokenizer
from transformers import AutoModelForSequenceClassification

from srlm_trainer.contract import JobSpecification
from srlm_trainer.digests import digest_of_folder
from srlm_trainer.progress import events_by_step
from srlm_trainer.rendering import Renderer
from srlm_trainer.reward_models.model import load_reward_model, padding_token
from srlm_trainer.reward_models.rendering import render_ranked
from srlm_trainer.reward_models.rows import RankedRow
from srlm_trainer.reward_models.score import last_token_scores

LORA = {"kind": "lora", "rank": 4, "alpha": 8}


def events_of(job):
    return [event for _, event in sorted(events_by_step(job.progress_file, "progress").items())]


@pytest.mark.parametrize(("objective", "rows"), [("rm_bt", ranked_rows), ("rm_soft", soft_rows)])
@pytest.mark.parametrize("tuning", [{"kind": "full"}, LORA])
def test_a_reward_model_lowers_its_loss_and_raises_its_margin(store, run, objective, rows, tuning):
    specification = store.specification(objective, rows(24), "models/out", tuning=tuning)
    job, result = run("rm", specification)
    first, last = events_of(job)[0], events_of(job)[-1]
    assert last["loss"] < 0.9 * first["loss"]
    assert last["margin"] > first["margin"] + 0.2
    assert result.metrics.accuracy == 1
    assert (result.metrics.rows_trained, result.outcome) == (24, "completed")
    assert result.metrics.chosen_logp is result.metrics.kl is None
    assert result.model.digest == digest_of_folder(store.root / "models/out")


def test_the_published_folder_is_a_classifier_whose_best_responses_score_zero_on_average(store, run):
    """Methods section 10: shifted so that demonstrations score 0 on average."""
    rows = ranked_rows(8)
    run("rm", store.specification("rm_bt", rows, "models/out"))
    folder = store.root / "models/out"
    configuration = json.loads((folder / "config.json").read_text())
    assert configuration["architectures"] == ["LlamaForSequenceClassification"]
    assert {"model.safetensors", "tokenizer.json", "chat_template.jinja"} <= {file.name for file in folder.iterdir()}
    assert load_file(folder / "model.safetensors")["score.weight"].shape == (1, 32)

    model = AutoModelForSequenceClassification.from_pretrained(folder)
    parsed = [RankedRow.model_validate(row) for row in rows]
    kept = render_ranked(parsed, Renderer(tiny_tokenizer()), 128)
    sequences = [row["sequences"][1] for row in kept.rows]
    width = max(len(sequence) for sequence in sequences)
    padded = torch.tensor([sequence + [model.config.pad_token_id] * (width - len(sequence)) for sequence in sequences])
    mask = torch.tensor([[1] * len(sequence) + [0] * (width - len(sequence)) for sequence in sequences])
    with torch.no_grad():
        scores = model(input_ids=padded, attention_mask=mask).logits.squeeze(-1)
    assert (scores.mean() - configuration["srlm_reward_offset"]).abs() < 1e-5
    assert last_token_scores(model, sequences, 3, False) == pytest.approx(scores.tolist(), abs=1e-5)


def test_weight_two_equals_the_row_twice_and_micro_batches_do_not_count(store, run):
    rows = ranked_rows(3)
    weights = {}
    for name, given, micro in (
        ("twice", [rows[0], *rows], 1),
        ("weighted", [{**rows[0], "weight": 2}, *rows[1:]], 8),
    ):
        changes = {"hyperparameters": {"epochs": 1, "microBatchSize": micro}}
        run(name, store.specification("rm_bt", given, f"models/{name}", **changes))
        weights[name] = load_file(store.root / f"models/{name}/model.safetensors")
    for name, weight in weights["twice"].items():
        torch.testing.assert_close(weight, weights["weighted"][name], atol=2e-4, rtol=2e-4)


def test_padding_is_never_the_token_that_ends_a_turn():
    tokenizer = tiny_tokenizer()
    end = Renderer(tokenizer).end_of_turn
    assert padding_token(tokenizer, end) == tokenizer.pad_token_id
    tokenizer.pad_token = "<|end|>"
    assert padding_token(tokenizer, end) != end


def test_the_head_comes_from_the_seed_alone(store):
    folder = store.root / "models/base"
    one, same, other = (load_reward_model(folder, seed, 0).score.weight for seed in (1, 1, 2))
    assert torch.equal(one, same) and not torch.equal(one, other)


@pytest.mark.parametrize("objective", ["rm_bt", "rm_soft", "prm"])
def test_an_adapter_alone_is_refused_where_there_is_a_head(store, objective):
    raw = store.raw(objective, ranked_rows(2), "models/out", tuning={**LORA, "merge": False})
    with pytest.raises(ValueError, match="tuning.merge must be true"):
        JobSpecification.model_validate(raw)
