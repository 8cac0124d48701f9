"""PPO-ptx (2203.02155, section 3.5): the likelihood of texts of the pretraining is part of the objective, so that a
policy that learns from rewards does not forget them."""

from collections import Counter
from dataclasses import dataclass

import torch
from torch.nn.functional import cross_entropy
from transformers import PreTrainedTokenizerBase

from ..models import autocast
from ..padding import padded
from ..rendering import Kept, require_rows
from .actors import Actors
from .rows import TextRow

IGNORED = -100


def render_texts(rows: list[TextRow], tokenizer: PreTrainedTokenizerBase, max_length: int) -> Kept:
    """As the tokenizer begins a text that is no chat. Longer ones are left out and counted, not cut."""
    kept, dropped = [], Counter()
    for row in rows:
        tokens = tokenizer(row.text)["input_ids"]
        if len(tokens) > max_length:
            dropped["pretraining-too-long"] += 1
        elif len(tokens) < 2:
            dropped["pretraining-one-token"] += 1
        else:
            kept.append({"input_ids": tokens})
    return require_rows(Kept(kept, dropped), max_length, "pretraining.dataset")


@dataclass(frozen=True)
class PretrainingTexts:
    """Every text once in an epoch, each epoch in another order, which the seed alone decides."""

    texts: list[list[int]]
    per_episode: int
    weight: float
    """gamma_ptx."""
    seed: int

    def beside(self, episodes: int, after: int) -> list[list[int]]:
        """Those that go with so many episodes when `after` came before: a resumed job meets the same."""
        positions = range(after * self.per_episode, (after + episodes) * self.per_episode)
        places = [divmod(position, len(self.texts)) for position in positions]
        orders = {epoch: self._order(epoch) for epoch in {epoch for epoch, _ in places}}
        return [self.texts[orders[epoch][index]] for epoch, index in places]

    def _order(self, epoch: int) -> list[int]:
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + epoch)
        return torch.randperm(len(self.texts), generator=generator).tolist()


def add_likelihood(actors: Actors, texts: list[list[int]], weight: float, rows_at_once: int) -> float:
    """Adds the gradient of -weight times the mean log-probability of a token; returns the mean's negative, in nats."""
    ordered = sorted(texts, key=len, reverse=True)
    tokens, sum_of_losses = sum(len(text) - 1 for text in ordered), 0.0
    for start in range(0, len(ordered), rows_at_once):
        ids, mask = padded(ordered[start : start + rows_at_once], actors.device)
        labels = ids.masked_fill(mask == 0, IGNORED)[:, 1:]
        with autocast(actors.bf16, actors.device):
            logits = actors.policy(input_ids=ids, attention_mask=mask, use_cache=False).logits[:, :-1]
        loss = cross_entropy(logits.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum")
        (weight * loss / tokens).backward()
        sum_of_losses += loss.item()
    return sum_of_losses / tokens
