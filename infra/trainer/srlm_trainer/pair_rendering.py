"""From rows of pairs to token ids; the first of two responses is the chosen one where one is better."""

import math
from collections import Counter
from collections.abc import Callable, Iterable

from .pair_rows import DnoSoftRow, DpoRow, DpoSoftRow, StepRow
from .rendering import Kept, Renderer


class Dropped(Exception):
    """A row that cannot be trained on; the message is the reason it is counted under."""


def render_rows(rows: Iterable, render: Callable[..., dict], max_length: int) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        try:
            rendered = render(row)
            _require_short(rendered, max_length)
        except Dropped as reason:
            dropped[str(reason)] += 1
            continue
        kept.append({**rendered, "weight": row.weight})
    return Kept(kept, dropped)


def length_of(rendered: dict) -> int:
    """Of the longer of the two conversations."""
    return len(rendered["prompt_ids"]) + max(len(rendered["chosen_ids"]), len(rendered["rejected_ids"]))


def _require_short(rendered: dict, max_length: int) -> None:
    if length_of(rendered) > max_length:
        raise Dropped("too-long")


def require_two_responses(chosen: str, rejected: str, empty: str) -> None:
    if not chosen.strip() or not rejected.strip():
        raise Dropped(empty)
    if chosen.strip() == rejected.strip():
        raise Dropped("identical")


def render_pair(row: DpoRow, renderer: Renderer, confidence: float) -> dict:
    require_two_responses(row.chosen, row.rejected, "empty-rejected")
    return {
        "prompt_ids": renderer.prompt(row.prompt),
        "chosen_ids": renderer.response(row.chosen),
        "rejected_ids": renderer.response(row.rejected),
        "confidence": confidence,
    }


def render_soft_pair(row: DpoSoftRow, renderer: Renderer) -> dict:
    return render_pair(row, renderer, row.confidence)


def render_rewarded_pair(row: DnoSoftRow, renderer: Renderer, reward_scale: float) -> dict:
    """DNO's target sigma(scale * (reward - reward)) is a confidence in the response with the higher reward."""
    require_two_responses(row.first, row.second, "empty-response")
    ordered = sorted([(row.first_reward, row.first), (row.second_reward, row.second)], key=lambda one: -one[0])
    (reward, chosen), (other_reward, rejected) = ordered
    return {
        "prompt_ids": renderer.prompt(row.prompt),
        "chosen_ids": renderer.response(chosen),
        "rejected_ids": renderer.response(rejected),
        "confidence": 1 / (1 + math.exp(-reward_scale * (reward - other_reward))),
    }


def render_step_pair(row: StepRow, renderer: Renderer) -> dict:
    """The steps before are context. A step has no token that ends the turn, because most are not the last one."""
    require_two_responses(row.chosen, row.rejected, "empty-rejected")
    prefix = renderer.text(row.prefix)
    return {
        "prompt_ids": renderer.prompt(row.prompt) + prefix,
        "chosen_ids": _step(row.prefix, prefix, row.chosen, renderer),
        "rejected_ids": _step(row.prefix, prefix, row.rejected, renderer),
        "confidence": 1.0,
    }


def _step(prefix_text: str, prefix: list[int], step: str, renderer: Renderer) -> list[int]:
    """Tokenised together, as a model writes it; the border must be where one token ends and the next begins."""
    together = renderer.text(prefix_text + step)
    if together[: len(prefix)] != prefix or len(together) == len(prefix):
        raise Dropped("border-inside-token")
    return together[len(prefix) :]
