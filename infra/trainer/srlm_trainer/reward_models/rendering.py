"""From rows to comparisons. All comparisons of a prompt stay in one batch element: spread over several, each response
would be met up to K - 1 times an epoch, and a reward model overfits in a single one (2203.02155, section 3.5)."""

from collections import Counter
from itertools import permutations

from ..rendering import Kept, Renderer, require_rows
from ..rows import Message
from .rows import RankedRow, SoftPreferenceRow

Comparison = tuple[int, int, float]
"""Index of the first response, index of the second, probability that the first is better."""


def strict_comparisons(responses: list[str], ranks: list[int]) -> list[Comparison]:
    """Every (better, worse). Ties are left out, and so are equal texts, which no score can tell apart."""
    return [
        (better, worse, 1.0)
        for better, worse in permutations(range(len(ranks)), 2)
        if ranks[better] < ranks[worse] and responses[better].strip() != responses[worse].strip()
    ]


def render_ranked(rows: list[RankedRow], renderer: Renderer, max_length: int) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        comparisons = strict_comparisons(row.responses, row.ranks)
        best = [index for index, rank in enumerate(row.ranks) if rank == min(row.ranks)]
        element = _element(row.prompt, row.responses, comparisons, best, row.weight, renderer)
        _keep(element, "no-strict-pair", max_length, kept, dropped)
    return require_rows(Kept(kept, dropped), max_length)


def render_soft_preferences(rows: list[SoftPreferenceRow], renderer: Renderer, max_length: int) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        same = row.first.strip() == row.second.strip()
        best = 0 if row.probability >= 0.5 else 1
        comparisons = [] if same else [(0, 1, row.probability)]
        element = _element(row.prompt, [row.first, row.second], comparisons, [best], row.weight, renderer)
        _keep(element, "identical", max_length, kept, dropped)
    return require_rows(Kept(kept, dropped), max_length)


def sequences_of(renderer: Renderer, prompt: list[Message], responses: list[str]) -> list[list[int]]:
    """What a reward is read from: each response after its prompt, up to the token that ends the turn."""
    tokens = renderer.prompt(prompt)
    return [tokens + renderer.response(response) for response in responses]


def _element(
    messages: list[Message],
    responses: list[str],
    comparisons: list[Comparison],
    best: list[int],
    weight: float,
    renderer: Renderer,
) -> dict:
    return {
        "sequences": sequences_of(renderer, messages, responses),
        "first": [first for first, _, _ in comparisons],
        "second": [second for _, second, _ in comparisons],
        "probability": [probability for _, _, probability in comparisons],
        "best": best,
        "weight": weight,
    }


def _keep(element: dict, reason_without_comparison: str, max_length: int, kept: list[dict], dropped: Counter) -> None:
    if not element["first"]:
        dropped[reason_without_comparison] += 1
    elif max(len(sequence) for sequence in element["sequences"]) > max_length:
        dropped["too-long"] += 1
    else:
        kept.append(element)
