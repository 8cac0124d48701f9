"""Methods section 5 step 8 and section 19, DNO: the best checkpoint on validation is returned, not always the last."""

import json

import pytest
from killing import Killed
from pydantic import ValidationError
from tiny import ROWS, dpo_rows, sft_rows
from transformers import TrainerControl, TrainerState

from srlm_trainer import publish_model
from srlm_trainer.errors import TrainerError
from srlm_trainer.job_folder import JobFolder
from srlm_trainer.progress import events_by_step
from srlm_trainer.run_job import run_job
from srlm_trainer.validation import MeasureAndSave

LORA = {"kind": "lora", "rank": 4, "alpha": 8}
CONSTANT = {"hyperparameters": {"schedule": "constant"}}


def turned(rows: list[dict]) -> list[dict]:
    """What training on `rows` gets worse at, from the first step on."""
    return [{**row, "id": f"v-{row['id']}", "chosen": row["rejected"], "rejected": row["chosen"]} for row in rows]


@pytest.fixture
def validated(store):
    """A specification of three steps an epoch, four epochs."""

    def specification(output, rows, *, objective="dpo", per_epoch=1, **changes):
        validation = {"dataset": store.dataset(f"{output}.validation.jsonl", rows), "perEpoch": per_epoch}
        changes = {**CONSTANT, "checkpointEverySteps": 2, **changes}
        return store.specification(objective, ROWS[objective](20), f"models/{output}", validation=validation, **changes)

    return specification


@pytest.mark.parametrize("changes", [{}, {"tuning": LORA}])
def test_the_best_epoch_is_published_and_every_epoch_is_told(store, run, validated, changes):
    job, best = run("best", validated("best", turned(dpo_rows(6)), **changes))
    validation = best.metrics.validation
    assert [(point.step, point.epoch) for point in validation.points] == [(3, 1), (6, 2), (9, 3), (12, 4)]
    losses = [point.loss for point in validation.points]
    assert losses == sorted(losses) and losses[0] < losses[-1]
    assert (validation.best_step, validation.rows, validation.rows_dropped) == (3, 6, {})
    assert all(point.margin < 0 and point.accuracy < 1 for point in validation.points)
    short = {**changes, "hyperparameters": {**CONSTANT["hyperparameters"], "maxSteps": 3}}
    _, first_epoch = run("first", store.specification("dpo", dpo_rows(20), "models/first", **short))
    assert best.model.digest == first_epoch.model.digest
    assert len(events_by_step(job.progress_file, "progress")) == 12


def test_measuring_changes_nothing_and_the_last_step_may_be_the_best(store, run, validated):
    """With dropout, which measuring must not draw for."""
    wet = {"hyperparameters": {"schedule": "constant", "dropout": 0.2}}
    _, measured = run("measured", validated("measured", dpo_rows(4), per_epoch=3, **wet))
    assert measured.metrics.validation.best_step == 12
    assert [point.step for point in measured.metrics.validation.points] == list(range(1, 13))
    _, plain = run("plain", store.specification("dpo", dpo_rows(20), "models/plain", **wet))
    assert measured.model.digest == plain.model.digest
    assert plain.metrics.validation is None


@pytest.mark.parametrize("step", [2, 3, 7, 11])
@pytest.mark.parametrize("changes", [{}, {"tuning": LORA}])
def test_a_resumed_job_publishes_the_same_model(run, validated, killed_and_resumed, step, changes):
    """Killed before the best was measured, before it was saved, and after worse ones were."""
    _, whole = run("whole", validated("whole", turned(dpo_rows(6)), **changes))
    job = killed_and_resumed(validated("killed", turned(dpo_rows(6)), **changes), step)
    assert job.result().model.digest == whole.model.digest
    assert job.result().metrics.validation == whole.metrics.validation


@pytest.mark.parametrize("changes", [{}, {"tuning": LORA}])
def test_a_job_killed_while_it_published_still_knows_the_best(store, folder, run, validated, monkeypatch, changes):
    _, whole = run("whole", validated("whole", turned(dpo_rows(6)), **changes))
    job = folder("killed", validated("killed", turned(dpo_rows(6)), **changes))

    def killed(*arguments):
        raise Killed

    monkeypatch.setattr(publish_model, "publish_model", killed)
    with pytest.raises(Killed):
        run_job(job, store.root)
    kept = sorted(checkpoint.name for checkpoint in job.checkpoints.iterdir())
    assert kept == ["checkpoint-12", "checkpoint-3"]
    monkeypatch.undo()
    run_job(job, store.root)
    assert job.result().model.digest == whole.model.digest
    assert job.result().metrics.validation == whole.metrics.validation


def test_a_job_killed_before_its_result_was_written_says_the_same(store, run, validated, monkeypatch):
    monkeypatch.setattr(JobFolder, "forget_working_files", lambda self: None)
    job, first = run("late", validated("late", turned(dpo_rows(6))))
    job.result_file.unlink()
    run_job(job, store.root)
    assert job.result() == first


@pytest.mark.parametrize("objective", ["dno_soft", "step_dpo", "scir"])
def test_other_pairwise_objectives_measure_their_own_loss(store, run, validated, objective):
    _, result = run("job", validated("job", ROWS[objective](5), objective=objective))
    first, *_, last = points = result.metrics.validation.points
    assert last.loss < first.loss
    assert result.metrics.validation.best_step == min(points, key=lambda point: point.loss).step


def test_a_weight_counts_in_validation_too(store, run, validated):
    heavy = [{**dpo_rows(1)[0], "weight": 3}, *turned(dpo_rows(1))]
    repeated = [*dpo_rows(1) * 3, *turned(dpo_rows(1))]
    points = [
        run(name, validated(name, rows))[1].metrics.validation.points
        for name, rows in (("heavy", heavy), ("repeated", repeated))
    ]
    assert [point.loss for point in points[0]] == pytest.approx([point.loss for point in points[1]], abs=1e-5)


def test_rows_that_cannot_be_measured_with_are_counted_and_without_any_the_last_model_is_published(
    store, run, validated
):
    long = {**dpo_rows(1)[0], "chosen": "long " * 60}
    _, some = run("some", validated("some", [long, *dpo_rows(2)]))
    assert (some.metrics.validation.rows, some.metrics.validation.rows_dropped) == (2, {"too-long": 1})
    _, none = run("none", validated("none", [long]))
    assert none.metrics.validation.to_wire() == {
        "rows": 0,
        "rowsDropped": {"too-long": 1},
        "bestStep": None,
        "points": [],
    }
    _, plain = run("plain", store.specification("dpo", dpo_rows(20), "models/plain", **CONSTANT))
    assert none.model.digest == plain.model.digest


@pytest.mark.parametrize(
    ("rows", "per_epoch", "steps"),
    [(20, 1, [3, 6, 7]), (20, 2, [2, 3, 5, 6, 7]), (24, 9, [1, 2, 3, 4, 5, 6, 7]), (100, 1, [7]), (64, 2, [4, 7])],
)
def test_points_are_at_even_distances_and_at_the_last_step(rows, per_epoch, steps):
    callback = MeasureAndSave(rows, 8, per_epoch)

    def measures(step):
        control = TrainerControl()
        callback.on_step_end(None, TrainerState(global_step=step, max_steps=7), control)
        assert control.should_evaluate == control.should_save
        return control.should_evaluate

    assert [step for step in range(1, 8) if measures(step)] == steps


def test_validation_is_refused_where_there_is_no_pair_to_measure(store):
    validation = {"dataset": store.dataset("v.jsonl", sft_rows(1))}
    with pytest.raises(ValidationError, match="validation is only used by dpo, .*leave it null for sft"):
        store.specification("sft", sft_rows(2), "models/out", validation=validation)


def test_changed_and_bad_rows_of_validation_are_refused_by_name(store, run, validated):
    specification = validated("out", dpo_rows(2))
    (store.root / "out.validation.jsonl").write_text("changed")
    with pytest.raises(TrainerError, match="validation.dataset.sha256 says"):
        run("changed", specification)
    bad = validated("bad", [*dpo_rows(1), {"id": "x", "prompt": []}])
    with pytest.raises(TrainerError, match=r"bad.validation.jsonl:2: prompt"):
        run("bad", bad)


def test_points_are_events_of_the_job(store, run, validated):
    job, _ = run("job", validated("job", dpo_rows(2)))
    events = [json.loads(line) for line in job.progress_file.read_text().splitlines()]
    assert [event["step"] for event in events if event["kind"] == "validation"] == [3, 6, 9, 12]
