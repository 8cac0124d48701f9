"""Sampled responses with all that is known of their tokens before the policy moves."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.nn.functional import pad

from ..padding import padded
from .actors import Actors
from .advantages import generalised_advantages, token_rewards, whiten
from .sampling import Response


@dataclass(frozen=True)
class Episodes:
    """Tensors of one row per response. Those per token have a column for every token but the first of a sequence."""

    ids: torch.Tensor
    mask: torch.Tensor
    token_weights: torch.Tensor
    """Weight of the row on the tokens of its response, 0 elsewhere."""
    logps: torch.Tensor
    values: torch.Tensor
    advantages: torch.Tensor
    returns: torch.Tensor
    kl: torch.Tensor
    """Of each response: the sum over its tokens of log p - log p_reference."""
    rewards: torch.Tensor


@torch.no_grad()
def collect(
    actors: Actors,
    responses: list[Response],
    *,
    beta: float,
    gae_lambda: float,
    missing_end_reward: float,
    rows_at_once: int,
) -> Episodes:
    ids, mask = padded([response.prompt + response.tokens for response in responses], actors.device)
    response_mask = mask[:, 1:].float()
    for row, response in enumerate(responses):
        response_mask[row, : len(response.prompt) - 1] = 0

    def evaluate(forward: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]) -> torch.Tensor:
        return _in_micro_batches(forward, ids, mask, rows_at_once)

    logps = evaluate(lambda ids, mask: actors.logps(actors.policy, ids, mask))
    reference_logps = evaluate(lambda ids, mask: actors.logps(actors.reference, ids, mask))
    values = evaluate(actors.values)
    rewards = _rewards(actors, responses, missing_end_reward)
    per_token = token_rewards(logps, reference_logps, response_mask, rewards, beta)
    advantages = generalised_advantages(per_token, values, response_mask, gae_lambda)
    weights = torch.tensor([response.weight for response in responses], device=actors.device)
    token_weights = response_mask * weights[:, None]
    return Episodes(
        ids=ids,
        mask=mask,
        token_weights=token_weights,
        logps=logps,
        values=values,
        advantages=whiten(advantages, token_weights),
        returns=advantages + values,
        kl=((logps - reference_logps) * response_mask).sum(dim=1),
        rewards=rewards,
    )


def _rewards(actors: Actors, responses: list[Response], missing_end_reward: float) -> torch.Tensor:
    finished = [index for index, response in enumerate(responses) if response.finished]
    rewards = torch.full((len(responses),), missing_end_reward, dtype=torch.float32)
    if finished:
        rewards[finished] = torch.tensor(actors.score([responses[index] for index in finished]), dtype=torch.float32)
    return rewards.to(actors.device)


def _in_micro_batches(forward, ids: torch.Tensor, mask: torch.Tensor, rows_at_once: int) -> torch.Tensor:
    parts = []
    for start in range(0, len(ids), rows_at_once):
        rows = slice(start, start + rows_at_once)
        width = int(mask[rows].sum(dim=1).max())
        part = forward(ids[rows, :width], mask[rows, :width])
        parts.append(pad(part, (0, ids.shape[1] - width)))
    return torch.cat(parts)
