"""Models of the hub: what is in the store is ready; what cannot be fetched says why."""

import time
from pathlib import Path

from srlm_trainer.hub import Hub


def test_a_model_of_the_store_is_ready_without_a_download(tmp_path: Path) -> None:
    (tmp_path / "models/owner--name").mkdir(parents=True)
    (tmp_path / "models/owner--name/config.json").write_text("{}")
    assert Hub(tmp_path).put("owner", "name").to_wire() == {
        "id": "owner/name",
        "state": "ready",
        "path": "models/owner--name",
        "error": None,
    }


def test_a_download_that_fails_says_why_and_leaves_no_model(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_args, **_options):
        raise OSError("the hub cannot be reached")

    monkeypatch.setattr("srlm_trainer.hub.snapshot_download", refuse)
    hub = Hub(tmp_path)
    status = hub.put("owner", "name")
    deadline = time.monotonic() + 10
    while status.state == "downloading" and time.monotonic() < deadline:
        status = hub._downloads["owner/name"]
    assert status.error == "OSError: the hub cannot be reached"
    assert not (tmp_path / "models/owner--name").exists()
