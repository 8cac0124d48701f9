"""SCIR online: in every step the model also judges the pair, in both orders, and learns from that too."""

from functools import partial
from pathlib import Path

from .contract import JobSpecification
from .errors import TrainerError
from .job_folder import JobFolder
from .judge_prompts import JudgeCollator, ask_judge, judge_tokens
from .models import load_tokenizer
from .pair_batch import PairBatch, RowLosses
from .pair_rendering import Dropped, require_two_responses
from .pair_rows import ScirRow
from .rendering import Renderer
from .resumable import WeightedCollator
from .scir_loss import Judged, scir_losses
from .store_paths import resolve
from .train_pairs import PairLearning, train_pairs


def render_judged_pair(row: ScirRow, renderer: Renderer, max_length: int) -> dict:
    require_two_responses(row.first, row.second, "empty-response")
    judge_prompts = [renderer.prompt(messages) for messages in (row.judge_prompt_forward, row.judge_prompt_backward)]
    if max(map(len, judge_prompts)) >= max_length:
        raise Dropped("judge-prompt-too-long")
    return {
        "prompt_ids": renderer.prompt(row.prompt),
        "chosen_ids": renderer.response(row.first),
        "rejected_ids": renderer.response(row.second),
        "judge_forward_ids": judge_prompts[0],
        "judge_backward_ids": judge_prompts[1],
        "label_ids": _labels(row, renderer),
    }


def _labels(row: ScirRow, renderer: Renderer) -> list[int]:
    """As the tokens that come after the opening of the reply: elsewhere a label may be another token."""
    last = row.judge_prompt_forward[-1]
    opening = last.content if last.role == "assistant" else ""
    before = renderer.text(opening)
    tokens = [renderer.text(opening + label) for label in row.labels]
    if tokens[0] == tokens[1] or any(ids[:-1] != before for ids in tokens):
        raise TrainerError(
            "bad-labels",
            f"Row {row.id}: labels must be two different texts of one token each for this model, after {opening!r} "
            f"(got {row.labels[0]!r} and {row.labels[1]!r})",
            path="dataset.path",
        )
    return [ids[-1] for ids in tokens]


def train_scir(folder: JobFolder, specification: JobSpecification, store: Path, rows: list[ScirRow]):
    hyperparameters = specification.hyperparameters
    tokenizer = load_tokenizer(resolve(store, specification.base.path, "base.path"))
    max_length = hyperparameters.max_length
    render = partial(render_judged_pair, renderer=Renderer(tokenizer), max_length=max_length)

    def row_loss(model, pairs: PairBatch) -> RowLosses:
        forward, backward = ask_judge(model, pairs.columns)
        return scir_losses(pairs, Judged(forward, backward), hyperparameters)

    def collator(collate):
        return JudgeCollator(WeightedCollator(collate), tokenizer.pad_token_id)

    learning = PairLearning(render, row_loss, collator, judge_tokens)
    return train_pairs(folder, specification, store, tokenizer, rows, learning)
