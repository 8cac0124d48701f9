"""The trained model appears in the store whole, under its final name, or not at all."""

import json
import shutil
from pathlib import Path

from peft import PeftModel
from transformers import PreTrainedModel

from .checkpoints import flush_folder
from .contract import JobSpecification
from .digests import digest_of_folder
from .job_folder import JobFolder, fsync_folder, write_json
from .store_paths import resolve
from .trained import Trained

WEIGHT_SUFFIXES = (".safetensors", ".bin", ".pt", ".gguf", ".index.json")


def published_digest(folder: JobFolder, output: Path) -> str | None:
    """The digest, if this job published the output before it was killed."""
    promised = folder.output_digest()
    return promised if promised is not None and output.is_dir() and digest_of_folder(output) == promised else None


def publish_model(trained: Trained, folder: JobFolder, specification: JobSpecification, store: Path) -> str:
    base = resolve(store, specification.base.path, "base.path")
    output = resolve(store, specification.output, "output")
    aside = output.with_name(f".{output.name}.writing-{folder.id}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)

    model = trained.model
    if isinstance(model, PeftModel) and specification.tuning.merge:
        model = model.merge_and_unload()
    model.save_pretrained(aside)
    if isinstance(model, PreTrainedModel):
        _write_configuration(base, aside, trained.configuration)
    (aside / "README.md").unlink(missing_ok=True)
    _copy_companions(base, aside)

    flush_folder(aside)
    digest = digest_of_folder(aside)
    write_json(folder.output_file, {"digest": digest})
    aside.rename(output)
    fsync_folder(output.parent)
    return digest


def _write_configuration(base: Path, target: Path, changes: dict) -> None:
    """The base's own, in float32, with what the objective says of its head. What else the trainer set on it (dropout,
    the tokenizer's tokens) ends with training."""
    original = json.loads((base / "config.json").read_bytes())
    original.pop("torch_dtype", None)
    write_json(target / "config.json", {**original, **changes, "dtype": "float32"})


def _copy_companions(base: Path, target: Path) -> None:
    """Tokenizer, chat template and generation settings, byte for byte: training changes none of them."""
    for file in base.iterdir():
        is_weights = file.name.endswith(WEIGHT_SUFFIXES)
        if file.is_file() and not is_weights and file.name not in ("config.json", "README.md"):
            shutil.copyfile(file, target / file.name)
