import json

import pytest
import torch
from peft import PeftModel
from tiny import ROWS, dpo_rows, sft_rows
from transformers import AutoModelForCausalLM, AutoTokenizer

from srlm_trainer.digests import digest_of_folder
from srlm_trainer.engines import engines
from srlm_trainer.errors import TrainerError
from srlm_trainer.progress import events_by_step


def losses(job):
    return [event["loss"] for _, event in sorted(events_by_step(job.progress_file, "progress").items())]


def weights(store, output):
    return AutoModelForCausalLM.from_pretrained(store.root / output).state_dict()


def assert_close(one, other, tolerance=1e-5):
    assert one.keys() == other.keys()
    for name in one:
        torch.testing.assert_close(one[name], other[name], atol=tolerance, rtol=tolerance)


def test_sft_lowers_its_loss_and_publishes_a_whole_model(store, run):
    rows = [*sft_rows(24), {**sft_rows(1)[0], "completion": "long " * 200}]
    job, result = run("sft", store.specification("sft", rows, "models/out"))
    assert losses(job)[-1] < 0.7 * losses(job)[0]
    assert result.metrics.rows_trained == 24
    assert result.metrics.rows_dropped == {"too-long": 1}
    assert result.metrics.margin is None
    output = store.root / "models/out"
    assert result.model.digest == digest_of_folder(output)
    assert result.engines == engines()
    assert {"srlm-trainer", "python", "torch", "trl", "transformers", "device"} == set(result.engines)
    assert {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja", "generation_config.json"} <= {
        file.name for file in output.iterdir()
    }
    assert json.loads((output / "config.json").read_text())["dtype"] == "float32"
    assert AutoTokenizer.from_pretrained(output).chat_template
    assert not job.checkpoints.exists()


def test_dpo_starts_at_margin_zero_and_raises_it(store, run):
    """Methods section 3 and section 18: what a run reports."""
    job, result = run("dpo", store.specification("dpo", dpo_rows(24), "models/out"))
    events = [event for _, event in sorted(events_by_step(job.progress_file, "progress").items())]
    assert events[0]["loss"] == pytest.approx(0.693147, abs=1e-4)
    assert events[0]["margin"] == pytest.approx(0, abs=1e-4)
    assert events[-1]["margin"] > 0.5
    assert result.metrics.accuracy == 1
    assert result.metrics.chosen_logp > result.metrics.rejected_logp
    assert result.metrics.kl is not None
    assert result.metrics.gradient_norm > 0 and result.metrics.tokens > 0


def test_dpo_measures_from_the_reference_and_not_from_the_base(store, run):
    _, tuned = run("sft", store.specification("sft", sft_rows(16), "models/tuned"))
    specification = store.specification("dpo", dpo_rows(8), "models/out", reference=store.base, base=tuned.model)
    specification = specification.model_validate({**specification.to_wire(), "base": tuned.model.to_wire()})
    job, _ = run("dpo", specification)
    first = events_by_step(job.progress_file, "progress")[1]
    assert abs(first["margin"]) > 1e-3


@pytest.mark.parametrize("objective", ["sft", "dpo", "step_dpo", "scir"])
def test_the_gradient_does_not_depend_on_how_a_batch_is_cut(store, run, objective):
    rows = ROWS[objective](12)  # the second batch is short on purpose
    for micro in (1, 8):
        changes = {"hyperparameters": {"epochs": 1, "microBatchSize": micro}}
        run(f"m{micro}", store.specification(objective, rows, f"models/m{micro}", **changes))
    assert_close(weights(store, "models/m1"), weights(store, "models/m8"), tolerance=2e-4)


@pytest.mark.parametrize("objective", ["sft", "dpo", "step_dpo", "scir"])
def test_weight_two_equals_the_row_twice(store, run, objective):
    rows = ROWS[objective](3)
    weighted = [{**rows[0], "weight": 2}, *rows[1:]]
    changes = {"hyperparameters": {"epochs": 1, "microBatchSize": 1}}
    run("twice", store.specification(objective, [rows[0], *rows], "models/twice", **changes))
    run("weighted", store.specification(objective, weighted, "models/weighted", **changes))
    assert_close(weights(store, "models/twice"), weights(store, "models/weighted"), tolerance=2e-4)


def test_a_merged_adapter_is_a_whole_model_and_an_unmerged_one_gives_the_same_answers(store, run):
    lora = {"kind": "lora", "rank": 4, "alpha": 8}
    job, _ = run("merged", store.specification("dpo", dpo_rows(16), "models/merged", tuning=lora))
    run("adapter", store.specification("dpo", dpo_rows(16), "models/adapter", tuning={**lora, "merge": False}))
    assert losses(job)[-1] < losses(job)[0]
    ids = torch.tensor([[1, 2, 3, 4]])
    base = AutoModelForCausalLM.from_pretrained(store.root / "models/base")
    merged = AutoModelForCausalLM.from_pretrained(store.root / "models/merged")
    with torch.no_grad():
        unmerged = PeftModel.from_pretrained(base, store.root / "models/adapter")(ids).logits
        torch.testing.assert_close(merged(ids).logits, unmerged, atol=1e-4, rtol=1e-4)


def test_dropout_acts_in_training_and_leaves_the_published_configuration_alone(store, run):
    for name, dropout in (("dry", 0), ("wet", 0.5)):
        changes = {"hyperparameters": {"epochs": 1, "dropout": dropout}}
        run(name, store.specification("sft", sft_rows(8), f"models/{name}", **changes))
    assert losses_differ(weights(store, "models/dry"), weights(store, "models/wet"))
    assert json.loads((store.root / "models/wet/config.json").read_text())["attention_dropout"] == 0


def losses_differ(one, other):
    return any(not torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("schedule", ["cosine", "linear", "constant"])
def test_the_rate_decays_to_its_minimum(store, run, schedule):
    changes = {"hyperparameters": {"schedule": schedule, "minimumLearningRate": 1e-3, "epochs": 10}}
    job, _ = run(schedule, store.specification("sft", sft_rows(8), "models/out", **changes))
    last = events_by_step(job.progress_file, "progress")[10]["learningRate"]
    assert last == pytest.approx(5e-3) if schedule == "constant" else 1e-3 <= last < 1.5e-3


def test_a_bad_row_is_named_by_file_and_line(store, run):
    specification = store.specification("sft", [*sft_rows(2), '{"id": "x", "prompt": []}'], "models/out")
    with pytest.raises(TrainerError, match=r"models-out.jsonl:3: prompt: .*completion: ") as caught:
        run("bad", specification)
    assert (caught.value.kind, caught.value.path) == ("bad-row", "models-out.jsonl:3")


def test_a_changed_data_set_is_refused_with_both_digests(store, run):
    specification = store.specification("sft", sft_rows(2), "models/out")
    (store.root / specification.dataset.path).write_text("changed")
    with pytest.raises(TrainerError, match=f"dataset.sha256 says {specification.dataset.sha256} but .* has sha256:"):
        run("changed", specification)


def test_a_changed_base_is_refused(store, run):
    specification = store.specification("sft", sft_rows(2), "models/out")
    (store.root / "models/base/config.json").write_text("{}")
    with pytest.raises(TrainerError, match="base.digest says"):
        run("changed", specification)


def test_a_foreign_output_is_never_overwritten(store, run):
    (store.root / "models/out").mkdir()
    with pytest.raises(TrainerError, match="was not made by this job"):
        run("late", store.specification("sft", sft_rows(2), "models/out"))
