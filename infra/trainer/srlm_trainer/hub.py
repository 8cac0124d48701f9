"""Models of the Hugging Face hub, brought into the store: the service has the library for it, workers have not."""

import shutil
import threading
from pathlib import Path
from typing import Literal

from huggingface_hub import snapshot_download

from .contract import Wire
from .job_folder import fsync_folder
from .store_paths import resolve

FILES = ["*.json", "*.safetensors", "*.jinja", "*.model", "tokenizer*", "*.txt"]


class DownloadStatus(Wire):
    id: str
    state: Literal["downloading", "ready", "failed"]
    path: str
    """Relative to the store's root; a model folder once the state is "ready"."""
    error: str | None = None


class Hub:
    """One thread a download; a second request for the same model joins the first, and a failed one is tried again."""

    def __init__(self, store: Path):
        self._store = store
        self._downloads: dict[str, DownloadStatus] = {}
        self._lock = threading.Lock()

    def put(self, owner: str, name: str) -> DownloadStatus:
        model_id = f"{owner}/{name}"
        path = f"models/{owner}--{name}"
        resolve(self._store, path, "model")
        with self._lock:
            if (self._store / path / "config.json").is_file():
                return DownloadStatus(id=model_id, state="ready", path=path)
            known = self._downloads.get(model_id)
            if known is None or known.state == "failed":
                known = DownloadStatus(id=model_id, state="downloading", path=path)
                self._downloads[model_id] = known
                threading.Thread(target=self._download, args=(known,), daemon=True).start()
            return known

    def _download(self, status: DownloadStatus) -> None:
        try:
            _fetch(status.id, self._store / status.path)
            ended = status.model_copy(update={"state": "ready"})
        except Exception as error:  # whatever the hub or the disk says is shown to the person who asked
            ended = status.model_copy(update={"state": "failed", "error": f"{type(error).__name__}: {error}"})
        with self._lock:
            self._downloads[status.id] = ended


def _fetch(model_id: str, target: Path) -> None:
    """Partial files stay beside the target, so that a killed download goes on; the target appears whole."""
    aside = target.with_name(f".{target.name}.downloading")
    snapshot_download(model_id, local_dir=aside, allow_patterns=FILES)
    shutil.rmtree(aside / ".cache", ignore_errors=True)
    aside.rename(target)
    fsync_folder(target.parent)
