import json

import torch
from reward_rows import step_rows
from tiny import tiny_tokenizer
from transformers import AutoModelForTokenClassification

from srlm_trainer.process_rewards.rendering import render_steps
from srlm_trainer.process_rewards.rows import StepsRow
from srlm_trainer.process_rewards.solution_score import solution_score
from srlm_trainer.progress import events_by_step
from srlm_trainer.rendering import Renderer


def test_a_process_reward_model_lowers_its_loss_and_tells_a_wrong_solution(store, run):
    """Methods section 11.1 and section 18."""
    specification = store.specification(
        "prm", step_rows(24), "models/out", hyperparameters={"epochs": 8, "schedule": "constant"}
    )
    job, result = run("prm", specification)
    events = [event for _, event in sorted(events_by_step(job.progress_file, "progress").items())]
    assert events[-1]["loss"] < 0.5 * events[0]["loss"]
    assert events[-1]["margin"] > events[0]["margin"] + 1
    assert result.metrics.accuracy > 0.95
    assert result.metrics.rows_dropped == {"steps-after-first-error": 12}

    folder = store.root / "models/out"
    assert json.loads((folder / "config.json").read_text())["id2label"] == {"0": "incorrect", "1": "correct"}
    model = AutoModelForTokenClassification.from_pretrained(folder).eval()
    right, wrong = (solution_score(step_probabilities(model, row)) for row in step_rows(2))
    assert right > 0.7 and wrong < 0.3


@torch.no_grad()
def step_probabilities(model, row):
    [rendered] = render_steps([StepsRow.model_validate(row)], Renderer(tiny_tokenizer()), 128, "correct").rows
    correct = model(input_ids=torch.tensor([rendered["input_ids"]])).logits.softmax(-1)[0, :, 1]
    return [correct[index].item() for index, label in enumerate(rendered["labels"]) if label != -100]
