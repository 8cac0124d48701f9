import pytest
from killing import Killed
from tiny import ROWS, dpo_rows, sft_rows

from srlm_trainer.job_folder import JobFolder
from srlm_trainer.run_job import run_job

LORA = {"kind": "lora", "rank": 4, "alpha": 8}


@pytest.mark.parametrize(
    ("objective", "changes"),
    [("sft", {"tuning": LORA}), ("dpo", {"tuning": LORA}), ("scir", {"tuning": LORA})]
    + [(objective, {}) for objective in ("sft", "dpo", "step_dpo", "scir")],
)
def test_a_resumed_job_gives_the_same_model_bit_for_bit(store, expect_same_after_kill, objective, changes):
    rows = ROWS[objective](20)  # three steps an epoch, the last one short
    changes = {**changes, "checkpointEverySteps": 2}
    expect_same_after_kill(lambda output: store.specification(objective, rows, output, **changes))


def test_a_job_killed_before_its_result_was_written_trains_nothing_again(store, run, monkeypatch):
    monkeypatch.setattr(JobFolder, "forget_working_files", lambda self: None)
    job, first = run("late", store.specification("sft", sft_rows(8), "models/out"))
    job.result_file.unlink()
    steps_before = job.progress_file.read_text().count('"progress"')
    run_job(job, store.root)
    assert job.result() == first
    assert job.progress_file.read_text().count('"progress"') == steps_before


def test_reference_values_are_kept_across_a_kill(store, folder, monkeypatch, kill_at):
    """Methods section 3: log p of the reference is computed once."""
    job = folder("kept", store.specification("dpo", dpo_rows(10), "models/out"))
    kill_at(1)
    with pytest.raises(Killed):
        run_job(job, store.root)
    cache = job.reference_cache / "0.jsonl"
    lines = cache.read_text().splitlines()
    assert len(lines) == 10
    cache.write_text("\n".join([*lines[:8], "[9, -1"]))
    monkeypatch.undo()
    monkeypatch.setattr(JobFolder, "forget_working_files", lambda self: None)
    run_job(job, store.root)
    assert cache.read_text().splitlines()[:8] == lines[:8]
    assert len(cache.read_text().splitlines()) == 10
