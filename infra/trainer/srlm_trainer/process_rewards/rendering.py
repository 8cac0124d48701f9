"""A solution as tokens, with a label where each step ends."""

from collections import Counter
from typing import NamedTuple

from ..rendering import Kept, Renderer, require_rows
from ..rows import Message
from .rows import NeutralSteps, StepsRow

SEPARATOR = "\n"
"""Ends every step, so that the prediction is always read at the same token, whatever the step says."""


class Solution(NamedTuple):
    input_ids: list[int]
    ends: list[int]
    """Where the last token of each step is."""


def solution_of(renderer: Renderer, prompt: list[Message], steps: list[str]) -> Solution:
    input_ids, ends = renderer.prompt(prompt), []
    for step in steps:
        input_ids = input_ids + renderer.text(step.rstrip("\n") + SEPARATOR)
        ends.append(len(input_ids) - 1)
    return Solution(input_ids, ends)


def learnt_labels(row: StepsRow, neutral_steps: NeutralSteps) -> list[int]:
    """Up to and including the first wrong step: whether later steps are correct has no clear meaning."""
    neutral = 1 if neutral_steps == "correct" else 0
    labels = [neutral if label == "neutral" else label for label in row.labels]
    return labels[: labels.index(0) + 1] if 0 in labels else labels


def render_steps(rows: list[StepsRow], renderer: Renderer, max_length: int, neutral_steps: NeutralSteps) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        learnt = learnt_labels(row, neutral_steps)
        input_ids, ends = solution_of(renderer, row.prompt, row.steps[: len(learnt)])
        labels = [-100] * len(input_ids)
        for end, label in zip(ends, learnt, strict=True):
            labels[end] = label
        if len(input_ids) > max_length:
            dropped["too-long"] += 1
            continue
        if len(learnt) < len(row.steps):
            dropped["steps-after-first-error"] += len(row.steps) - len(learnt)
        kept.append({"input_ids": input_ids, "labels": labels, "weight": row.weight})
    return require_rows(Kept(kept, dropped), max_length)
