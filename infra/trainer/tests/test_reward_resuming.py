import pytest
from killing import Killed
from reward_rows import prompt_rows, ranked_rows, soft_rows, step_rows

from srlm_trainer.contract import JobSpecification
from srlm_trainer.progress import events_by_step
from srlm_trainer.run_job import run_job

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
    ],
)
def test_a_resumed_job_gives_the_same_model_bit_for_bit(
    store, folder, run, monkeypatch, kill_at, objective, rows, changes
):
    changes = {**changes, "checkpointEverySteps": 2}
    if objective == "ppo":
        _, reward = run("reward", store.specification("rm_bt", ranked_rows(8), "models/reward"))
        changes["rewardModel"] = reward.model.to_wire()

    def specification(output: str) -> JobSpecification:
        return store.specification(objective, rows(20), output, **changes)  # three steps an epoch, the last one short

    _, whole = run("whole", specification("models/whole"))
    job = folder("killed", specification("models/killed"))
    kill_at(6)
    with pytest.raises(Killed):
        run_job(job, store.root)
    assert [checkpoint.name for checkpoint in job.checkpoints.iterdir()] == ["checkpoint-4"]
    (job.checkpoints / "writing-6").mkdir()
    monkeypatch.undo()
    run_job(job, store.root)
    assert job.result().model.digest == whole.model.digest
    assert sorted(events_by_step(job.progress_file, "progress")) == list(range(1, 13))
