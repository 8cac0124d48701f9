"""A solution as tokens, with a label where each step ends."""

from collections import Counter

from ..rendering import Kept, Renderer, require_rows
from .rows import StepsRow

SEPARATOR = "\n"
"""Ends every step, so that the prediction is always read at the same token, whatever the step says."""


def labelled_steps(row: StepsRow) -> int:
    """Up to and including the first wrong step: whether later steps are correct has no clear meaning."""
    return row.labels.index(0) + 1 if 0 in row.labels else len(row.labels)


def render_steps(rows: list[StepsRow], renderer: Renderer, max_length: int) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        labelled = labelled_steps(row)
        input_ids = renderer.prompt(row.prompt)
        labels = [-100] * len(input_ids)
        for step, label in zip(row.steps[:labelled], row.labels[:labelled], strict=True):
            tokens = renderer.text(step.rstrip("\n") + SEPARATOR)
            input_ids = input_ids + tokens
            labels += [-100] * (len(tokens) - 1) + [label]
        if len(input_ids) > max_length:
            dropped["too-long"] += 1
            continue
        if labelled < len(row.steps):
            dropped["steps-after-first-error"] += len(row.steps) - labelled
        kept.append({"input_ids": input_ids, "labels": labels, "weight": row.weight})
    return require_rows(Kept(kept, dropped), max_length)
