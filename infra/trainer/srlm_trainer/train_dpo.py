"""DPO and its relatives, which differ in what a row says and in the loss of a pair."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from .contract import Hyperparameters, JobSpecification
from .job_folder import JobFolder
from .models import load_tokenizer
from .pair_batch import PairBatch, RowLoss, RowLosses
from .pair_loss import LINKS, ipo, soft
from .pair_rendering import render_pair, render_rewarded_pair, render_soft_pair, render_step_pair
from .rendering import Renderer
from .resumable import WeightedCollator
from .store_paths import resolve
from .train_pairs import PairLearning, train_pairs


def dpo_loss(hyperparameters: Hyperparameters) -> RowLoss:
    """`loss`, `link` and `nllWeight` keep their defaults for the objectives that do not use them."""
    beta, nll_weight = hyperparameters.beta, hyperparameters.nll_weight
    link = LINKS[hyperparameters.link]

    def row_loss(_, pairs: PairBatch) -> RowLosses:
        margin, confidence = pairs.margin(beta), pairs.columns["confidence"]
        if hyperparameters.loss == "ipo":
            loss = soft(ipo(beta), pairs.margin_per_token(), confidence)
        else:
            loss = soft(link, margin, confidence)
        if nll_weight > 0:
            loss = loss - nll_weight * pairs.first_logps / pairs.first_tokens
        return RowLosses(loss, margin, chosen_logps=pairs.first_logps, rejected_logps=pairs.second_logps)

    return row_loss


def _train(folder: JobFolder, specification: JobSpecification, store: Path, rows: list, render: Callable):
    tokenizer = load_tokenizer(resolve(store, specification.base.path, "base.path"))
    learning = PairLearning(
        render=partial(render, renderer=Renderer(tokenizer)),
        row_loss=dpo_loss(specification.hyperparameters),
        collator=partial(WeightedCollator, columns=("confidence",)),
    )
    return train_pairs(folder, specification, store, tokenizer, rows, learning)


def train_dpo(folder: JobFolder, specification: JobSpecification, store: Path, rows: list):
    confidence = 1 - specification.hyperparameters.label_smoothing
    return _train(folder, specification, store, rows, partial(render_pair, confidence=confidence))


def train_dpo_soft(folder: JobFolder, specification: JobSpecification, store: Path, rows: list):
    return _train(folder, specification, store, rows, render_soft_pair)


def train_dno_soft(folder: JobFolder, specification: JobSpecification, store: Path, rows: list):
    scale = specification.hyperparameters.reward_scale
    return _train(folder, specification, store, rows, partial(render_rewarded_pair, reward_scale=scale))


def train_step_dpo(folder: JobFolder, specification: JobSpecification, store: Path, rows: list):
    return _train(folder, specification, store, rows, render_step_pair)
