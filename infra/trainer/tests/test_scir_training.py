"""Methods section 7 by real training: from a model that was tuned on pairwise judgements, as M_1 is."""

import pytest
from tiny import scir_rows

from srlm_trainer.contract import Result
from srlm_trainer.progress import events_by_step

WHOLE = {"batchSize": 16, "learningRate": 2e-3, "epochs": 10}
"""Every step sees all rows, so that one step compares with another."""


@pytest.fixture
def tuned(store, run) -> Result:
    """Has learnt a little of both: what to answer, and which of two answers is better."""
    rows = [
        {"id": f"{row['id']}-{kind}", "prompt": prompt, "completion": completion, "weight": weight}
        for row in scir_rows(16)
        for kind, prompt, completion, weight in (
            ("response", row["prompt"], row["first"], 1),
            ("forward", row["judgePromptForward"], "A", 10),
            ("backward", row["judgePromptBackward"], "B", 10),
        )
    ]
    _, result = run("tuned", store.specification("sft", rows, "models/tuned", hyperparameters={"epochs": 6}))
    return result


def test_scir_raises_the_margin_of_pairs_on_which_judge_and_implicit_reward_agree(store, run, tuned):
    changes = {"base": tuned.model.to_wire(), "reference": store.base}
    hyperparameters = {**WHOLE, "consistencyWeight": 1}
    specification = store.specification("scir", scir_rows(16), "models/out", hyperparameters=hyperparameters, **changes)
    job, result = run("scir", specification)
    first = events_by_step(job.progress_file, "progress")[1]
    extra = result.metrics.extra
    assert set(extra) == {"consistencyLoss", "consistencyRatio", "agreementShare", "firstRate"}
    assert result.metrics.loss < 0.95 * first["loss"]
    assert result.metrics.margin > first["margin"] + 0.2
    assert extra["consistencyLoss"] < first["extra"]["consistencyLoss"]
    assert extra["consistencyRatio"] > 0.9
    assert extra["agreementShare"] > 0.9
    assert result.metrics.rows_trained == 16


def test_without_an_implicit_preference_nothing_but_consistency_is_trained_on(store, run, tuned):
    """With the start as reference s is zero, so that the mask is empty at first."""
    specification = store.specification(
        "scir", scir_rows(16), "models/out", hyperparameters=WHOLE, base=tuned.model.to_wire()
    )
    job, result = run("scir", specification)
    first = events_by_step(job.progress_file, "progress")[1]
    assert first["extra"]["agreementShare"] == 0
    assert first["loss"] == pytest.approx(0.1 * first["extra"]["consistencyLoss"], rel=1e-3)
    assert result.metrics.extra["consistencyLoss"] < 0.95 * first["extra"]["consistencyLoss"]
