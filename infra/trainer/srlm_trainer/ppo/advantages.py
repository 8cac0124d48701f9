"""From scores to an advantage for every token."""

import torch


def token_rewards(
    logps: torch.Tensor, reference_logps: torch.Tensor, mask: torch.Tensor, scores: torch.Tensor, beta: float
) -> torch.Tensor:
    """-beta (log p - log p_reference) at each token; the last token also earns the score of the response."""
    rewards = -beta * (logps - reference_logps) * mask
    columns = torch.arange(mask.shape[1], device=mask.device)
    last = (columns * mask).argmax(dim=1, keepdim=True)
    return rewards.scatter_add(1, last, scores[:, None])


def generalised_advantages(
    rewards: torch.Tensor, values: torch.Tensor, mask: torch.Tensor, gae_lambda: float
) -> torch.Tensor:
    """1506.02438 with gamma 1: A_t = delta_t + lambda A_(t+1), delta_t = r_t + V_(t+1) - V_t, and nothing after the
    end of the response. `values` holds V before each token, so returns are advantages + values."""
    values = values * mask
    advantages = torch.zeros_like(rewards)
    following_advantage = following_value = torch.zeros_like(rewards[:, 0])
    for column in reversed(range(rewards.shape[1])):
        delta = rewards[:, column] + following_value - values[:, column]
        following_advantage = (delta + gae_lambda * following_advantage) * mask[:, column]
        following_value = values[:, column]
        advantages[:, column] = following_advantage
    return advantages


def whiten(advantages: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Mean 0 and deviation 1 over the tokens of the batch, each counted by its weight; 0 where the weight is 0."""
    total = weights.sum()
    centred = advantages - (advantages * weights).sum() / total
    variance = (centred.square() * weights).sum() / total
    return torch.where(weights > 0, centred * (variance + 1e-8).rsqrt(), 0)
