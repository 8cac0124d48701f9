import pytest
from reward_rows import letter_rankings, prompt_rows, short_answers
from safetensors.torch import load_file

from srlm_trainer.contract import JobSpecification
from srlm_trainer.errors import TrainerError
from srlm_trainer.progress import events_by_step

PPO = {"maxResponseTokens": 4, "minibatchSize": 4, "valueLearningRate": 5e-3}
SETTINGS = {"beta": 0.05, "epochs": 6}


@pytest.fixture
def answering(store, run):
    """A policy that answers a or b, and a reward model that likes b."""
    well = {"hyperparameters": {"epochs": 8, "learningRate": 2e-2}}
    _, policy = run("sft", store.specification("sft", short_answers(32), "models/policy", **well))
    _, reward = run("rm", store.specification("rm_bt", letter_rankings(16), "models/reward", **well))

    def specification(output, hyperparameters=SETTINGS, ppo=PPO, **changes):
        models = {"base": policy.model.to_wire(), "rewardModel": reward.model.to_wire()}
        given = {**hyperparameters, "ppo": ppo}
        raw = store.raw("ppo", prompt_rows(32), output, hyperparameters=given, **changes)
        return JobSpecification.model_validate({**raw, **models})

    return specification


def events_of(job):
    return [event for _, event in sorted(events_by_step(job.progress_file, "progress").items())]


def test_the_reward_rises_to_that_of_the_best_answer(answering, run):
    """The best answer scores 0, because the offset of the reward model is what it scored."""
    job, result = run("ppo", answering("models/out"))
    events = events_of(job)
    rewards = [event["extra"]["reward"] for event in events]
    assert events[0]["kl"] == pytest.approx(0, abs=1e-4)
    assert rewards[0] < -0.5 and sum(rewards[-4:]) / 4 > -0.1
    assert result.metrics.kl > 0
    assert set(result.metrics.extra) == {
        "reward",
        "policyLoss",
        "valueLoss",
        "clipFraction",
        "responseLength",
        "unfinishedShare",
        "rewardRise",
    }
    assert result.metrics.extra["rewardRise"] == pytest.approx((sum(rewards[-6:]) - sum(rewards[:6])) / 6)
    assert (result.outcome, result.metrics.margin, result.metrics.rows_trained) == ("completed", None, 32)


def test_beyond_the_limit_training_ends_and_says_so(store, answering, run):
    """Methods section 10: stop if the KL passes its limit."""
    job, result = run("ppo", answering("models/out", ppo={**PPO, "klLimit": 1e-3}))
    assert result.outcome == "kl-limit"
    assert 1 <= len(events_of(job)) < 24
    assert "over ppo.klLimit 0.001: training ends here" in job.progress_file.read_text()
    assert load_file(store.root / "models/out/model.safetensors")


def test_a_policy_that_starts_beyond_the_limit_is_refused(store, answering, run):
    specification = answering("models/out", ppo={**PPO, "klLimit": 1e-3}, reference=store.base)
    with pytest.raises(TrainerError, match="nothing was trained") as caught:
        run("ppo", specification)
    assert caught.value.kind == "kl-limit"


def test_a_model_without_a_head_is_no_reward_model(store, run):
    specification = store.specification(
        "ppo", prompt_rows(2), "models/out", rewardModel=store.base, hyperparameters={"ppo": PPO}
    )
    with pytest.raises(TrainerError, match="scalar head.*LlamaForCausalLM"):
        run("ppo", specification)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "rewardModel is needed by ppo"),
        ({"reward": True, "hyperparameters": {"ppo": {"maxResponseTokens": 128}}}, "must leave room for a prompt"),
        ({"reward": True, "hyperparameters": {"ppo": PPO, "dropout": 0.1}}, "dropout must be 0 for ppo"),
        ({"reward": True, "hyperparameters": {"ppo": {"clipRange": 0}}}, "greater than 0"),
    ],
)
def test_what_cannot_be_trained_is_refused_at_once(store, changes, message):
    reward = {"rewardModel": store.base} if changes.pop("reward", False) else {}
    raw = store.raw("ppo", prompt_rows(2), "models/out", **reward, **changes)
    with pytest.raises(ValueError, match=message):
        JobSpecification.model_validate(raw)
