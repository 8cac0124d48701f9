"""Prompts as a server renders them."""

from collections import Counter

from ..rendering import Kept, Renderer, require_rows
from .rows import PromptRow


def render_prompts(rows: list[PromptRow], renderer: Renderer, max_length: int, max_response_tokens: int) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        prompt = renderer.prompt(row.prompt)
        if len(prompt) + max_response_tokens > max_length:
            dropped["too-long"] += 1
            continue
        kept.append({"prompt": prompt, "weight": row.weight})
    return require_rows(Kept(kept, dropped), max_length)
