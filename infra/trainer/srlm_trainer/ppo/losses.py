"""The two clipped losses, per token."""

import torch


def clipped_objective(ratio: torch.Tensor, advantages: torch.Tensor, clip_range: float) -> torch.Tensor:
    """min(ratio A, clip(ratio, 1 - c, 1 + c) A): nothing is gained by going further than c, but a step too far in the
    wrong direction costs in full (1707.06347)."""
    clipped = ratio.clamp(1 - clip_range, 1 + clip_range)
    return torch.minimum(ratio * advantages, clipped * advantages)


def is_clipped(ratio: torch.Tensor, advantages: torch.Tensor, clip_range: float) -> torch.Tensor:
    return clipped_objective(ratio, advantages, clip_range) < ratio * advantages


def value_loss(
    values: torch.Tensor, old_values: torch.Tensor, returns: torch.Tensor, clip_range: float
) -> torch.Tensor:
    """0.5 (V - R)^2, and no less than it would be had V moved only `clip_range` from its old value."""
    near = old_values + (values - old_values).clamp(-clip_range, clip_range)
    return 0.5 * torch.maximum((values - returns).square(), (near - returns).square())
