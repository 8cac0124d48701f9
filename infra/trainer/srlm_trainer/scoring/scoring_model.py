"""A model in memory that scores responses: what the two kinds have in common."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Generic, TypeVar

import torch
from transformers import PreTrainedModel

from ..errors import TrainerError
from ..models import load_config, load_tokenizer
from ..processes import processes
from ..rendering import Renderer
from .contract import Said
from .question import Question

Rendered = TypeVar("Rendered")


class ScoringModel(ABC, Generic[Rendered]):
    def __init__(self, folder: Path, auto_class: type, labels: int):
        self._renderer = Renderer(load_tokenizer(folder))
        self._model = _load(folder, auto_class, labels)
        config = self._model.config.get_text_config()
        self._longest: float = getattr(config, "max_position_embeddings", None) or float("inf")

    def say(self, questions: list[Question]) -> list[Said]:
        """In one forward pass, in float32, so that it does not matter which others share it."""
        rendered = [self._render(question) for question in questions]
        fit = [(asked, one) for asked, one in zip(questions, rendered, strict=True) if not isinstance(one, Said)]
        said = iter(self._read(fit) if fit else [])
        return [one if isinstance(one, Said) else next(said) for one in rendered]

    def _is_too_long(self, tokens: list[int]) -> bool:
        return len(tokens) > self._longest

    @abstractmethod
    def _render(self, question: Question) -> Rendered | Said:
        """What is read, as in training; or that nothing can be."""

    @abstractmethod
    def _read(self, rendered: list[tuple[Question, Rendered]]) -> list[Said]: ...


def _load(folder: Path, auto_class: type, labels: int) -> PreTrainedModel:
    """The library makes up weights that it does not find: a head of chance, whose scores look like any others."""
    config = load_config(folder)
    if config.num_labels != labels:
        raise TrainerError("no-scorer", f"{folder.name} must have a head of {labels} numbers (got {config.num_labels})")
    model, loaded = auto_class.from_pretrained(
        folder, config=config, dtype=torch.float32, local_files_only=True, output_loading_info=True
    )
    if loaded["missing_keys"]:
        missing = ", ".join(sorted(loaded["missing_keys"]))
        raise TrainerError("no-scorer", f"{folder.name} lacks weights: {missing}")
    return model.to(processes().device).eval().requires_grad_(False)
