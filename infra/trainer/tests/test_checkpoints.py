import json

from srlm_trainer.checkpoints import INCOMPLETE_NAME, STATE_NAME, newest_complete, publish


def checkpoint(folder, step, *, state=True, sentinel=False):
    made = folder / f"checkpoint-{step}"
    made.mkdir(parents=True)
    if state:
        (made / STATE_NAME).write_text(json.dumps({"global_step": step, "max_steps": 100}))
    if sentinel:
        (made / INCOMPLETE_NAME).touch()
    return made


def test_only_complete_checkpoints_count_and_the_highest_step_wins(tmp_path):
    checkpoint(tmp_path, 9)
    checkpoint(tmp_path, 10)
    checkpoint(tmp_path, 20, state=False)
    checkpoint(tmp_path, 30, sentinel=True)
    (tmp_path / "writing-40").mkdir()
    assert newest_complete(tmp_path).name == "checkpoint-10"


def test_no_folder_means_no_checkpoint(tmp_path):
    assert newest_complete(tmp_path / "absent") is None


def test_publishing_replaces_the_older_checkpoint(tmp_path):
    checkpoint(tmp_path, 10)
    publish(checkpoint(tmp_path / "writing-20", 20), tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["checkpoint-20"]
