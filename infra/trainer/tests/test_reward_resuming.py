import pytest
from reward_rows import prompt_rows, ranked_rows, soft_rows, step_rows

SAMPLING = {"maxResponseTokens": 4, "minibatchSize": 4, "valueLearningRate": 1e-3}
PPO = {"hyperparameters": {"beta": 0.05, "ppo": SAMPLING}}
LORA = {"tuning": {"kind": "lora", "rank": 4, "alpha": 8}}


@pytest.mark.parametrize(
    ("objective", "rows", "changes"),
    [
        ("rm_bt", ranked_rows, {}),
        ("rm_bt", ranked_rows, LORA),
        ("rm_soft", soft_rows, {}),
        ("prm", step_rows, {}),
        ("prm", step_rows, LORA),
        ("ppo", prompt_rows, PPO),
        ("ppo", prompt_rows, {**PPO, **LORA}),
        ("ppo", prompt_rows, {"hyperparameters": {"beta": 0.05, "ppo": {**SAMPLING, "emaDecay": 0.9}}, "texts": 3}),
    ],
)
def test_a_resumed_job_gives_the_same_model_bit_for_bit(store, run, expect_same_after_kill, objective, rows, changes):
    changes = {**changes, "checkpointEverySteps": 2}
    if objective == "ppo":
        _, reward = run("reward", store.specification("rm_bt", ranked_rows(8), "models/reward"))
        changes["rewardModel"] = reward.model.to_wire()
    if texts := changes.pop("texts", None):
        rows_of_texts = [{"id": f"t{n}", "text": f"text {n}"} for n in range(texts)]
        changes["pretraining"] = {"dataset": store.dataset("texts.jsonl", rows_of_texts), "perEpisode": 1}
    # Three steps an epoch, the last one short.
    expect_same_after_kill(lambda output: store.specification(objective, rows(20), output, **changes))
