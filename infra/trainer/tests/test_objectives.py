"""What the table of objectives (methods section 18) promises, by real training of a tiny model."""

import pytest
from pydantic import ValidationError
from tiny import ROWS, dpo_rows, sft_rows

from srlm_trainer.contract import JobSpecification
from srlm_trainer.hyperparameters import FOR_EVERY_OBJECTIVE, Hyperparameters
from srlm_trainer.objectives import OBJECTIVES
from srlm_trainer.progress import events_by_step

PAIRWISE = [
    ("dpo", {"loss": "ipo", "beta": 0.5}),
    ("dpo", {"nllWeight": 1}),
    ("dpo_soft", {}),
    ("dno_soft", {"rewardScale": 4}),
    ("spin", {}),
    ("spin", {"link": "hinge"}),
    ("step_dpo", {}),
]


def events_of(job):
    return [event for _, event in sorted(events_by_step(job.progress_file, "progress").items())]


@pytest.mark.parametrize(("objective", "hyperparameters"), PAIRWISE)
def test_every_pairwise_objective_lowers_its_loss_and_raises_its_margin(store, run, objective, hyperparameters):
    specification = store.specification(objective, ROWS[objective](16), "models/out", hyperparameters=hyperparameters)
    job, result = run("job", specification)
    events = events_of(job)
    assert events[0]["margin"] == pytest.approx(0, abs=1e-3)
    assert result.metrics.loss < 0.95 * events[0]["loss"]
    assert result.metrics.margin > 0.2
    assert result.metrics.accuracy > 0.9
    assert (result.metrics.rows_trained, result.metrics.rows_dropped) == (16, {})
    assert result.metrics.kl is not None


@pytest.mark.parametrize("objective", [name for name, it in OBJECTIVES.items() if not it.has_reference])
def test_a_reference_is_refused_where_there_is_none(store, objective):
    with pytest.raises(ValidationError, match=f"reference is only used by dpo, .*leave it null for {objective}"):
        store.specification(objective, sft_rows(2), "models/out", reference=store.base)


@pytest.mark.parametrize("objective", [name for name, it in OBJECTIVES.items() if not it.has_reward_model])
def test_a_reward_model_is_refused_where_there_is_none(store, objective):
    with pytest.raises(ValidationError, match=f"rewardModel is only used by ppo; leave it null for {objective}"):
        store.specification(objective, dpo_rows(2), "models/out", rewardModel=store.base)


def test_an_objective_that_does_not_exist_is_refused_with_those_that_do(store):
    with pytest.raises(ValidationError, match="there is no objective 'kto'; choose one of sft, dpo"):
        store.specification("kto", sft_rows(2), "models/out")


OTHER_THAN_DEFAULT = {
    "beta": 0.3,
    "labelSmoothing": 0.1,
    "loss": "ipo",
    "nllWeight": 1,
    "rewardScale": 2,
    "link": "hinge",
    "consistencyWeight": 0.2,
    "entropyWeight": 0.1,
    "agreementMargin": 0.1,
    "implicitScale": 2,
    "lengthNormalised": False,
    "neutralSteps": "wrong",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_hyper_parameter_is_taken_by_its_objectives_and_refused_by_every_other(store, name):
    raw = store.raw(name, [], "models/out")
    raw["dataset"]["rows"] = 1
    for field, info in Hyperparameters.model_fields.items():
        if field in FOR_EVERY_OBJECTIVE or info.alias not in OTHER_THAN_DEFAULT:
            continue
        value = OTHER_THAN_DEFAULT[info.alias]
        changed = {**raw, "hyperparameters": {**raw["hyperparameters"], info.alias: value}}
        if field in OBJECTIVES[name].uses:
            assert getattr(JobSpecification.model_validate(changed).hyperparameters, field) == value
        else:
            with pytest.raises(ValidationError, match=f"hyperparameters.{info.alias} is not used by {name}"):
                JobSpecification.model_validate(changed)


def test_a_default_that_is_written_out_is_no_setting(store):
    store.specification("sft", sft_rows(2), "models/out", hyperparameters={"beta": 0.1, "link": "logistic"})


def test_weights_and_confidence_of_dpo_soft_are_shares_of_rows(store, run):
    """Confidence 0.75 equals three rows as labelled and one reversed; so does a row of weight 3 beside one of 1."""
    [row] = dpo_rows(1)
    turned = {**row, "chosen": row["rejected"], "rejected": row["chosen"]}
    data = {
        "soft": [{**row, "confidence": 0.75}],
        "weighted": [{**row, "confidence": 1, "weight": 3}, {**turned, "confidence": 1}],
        "repeated": [{**one, "confidence": 1} for one in (row, row, row, turned)],
    }
    changes = {"hyperparameters": {"epochs": 4, "microBatchSize": 1}}
    results = {
        name: run(name, store.specification("dpo_soft", rows, f"models/{name}", **changes))[0]
        for name, rows in data.items()
    }
    losses = {name: [event["loss"] for event in events_of(job)] for name, job in results.items()}
    assert losses["weighted"] == pytest.approx(losses["soft"], abs=1e-4)
    assert losses["repeated"] == pytest.approx(losses["soft"], abs=1e-4)
    assert losses["soft"][-1] < losses["soft"][0]
