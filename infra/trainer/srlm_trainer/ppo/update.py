"""One pass over a batch of episodes: each is used once, in minibatches of a clipped step each."""

from collections import defaultdict

import torch
from torch.nn.utils import clip_grad_norm_

from .actors import Actors
from .episodes import Episodes
from .losses import clipped_objective, is_clipped, value_loss
from .pretraining import PretrainingTexts, add_likelihood
from .settings import PpoSettings


def update(
    actors: Actors,
    optimizer: torch.optim.Optimizer,
    episodes: Episodes,
    settings: PpoSettings,
    *,
    rows_at_once: int,
    max_gradient_norm: float,
    pretraining: PretrainingTexts | None = None,
    episodes_before: int = 0,
) -> dict[str, float]:
    """Means over the tokens of the batch; of the minibatches for the norm of the policy's gradient and the loss of the
    texts of the pretraining."""
    actors.policy.train()
    actors.value.train()
    order = torch.randperm(len(episodes.ids)).to(actors.device)  # rows come sorted by length
    sums, norms, tokens = defaultdict(float), [], episodes.token_weights.sum()
    pretraining_losses = []
    for minibatch in order.split(settings.minibatch_size):
        share = episodes.token_weights[minibatch].sum()
        for rows in minibatch.split(rows_at_once):
            parts = _token_losses(actors, episodes, rows, settings)
            ((parts["policyLoss"] + parts["valueLoss"]) / share).backward()
            for name, part in parts.items():
                sums[name] += part.item()
        if pretraining is not None:
            texts = pretraining.beside(len(minibatch), episodes_before)
            pretraining_losses.append(add_likelihood(actors, texts, pretraining.weight, rows_at_once))
            episodes_before += len(minibatch)
        norms.append(_step(actors, optimizer, max_gradient_norm))
    means = {name: value / tokens.item() for name, value in sums.items()}
    if pretraining_losses:
        means["pretrainingLoss"] = sum(pretraining_losses) / len(pretraining_losses)
    return {**means, "gradientNorm": sum(norms) / len(norms)}


def _token_losses(
    actors: Actors, episodes: Episodes, rows: torch.Tensor, settings: PpoSettings
) -> dict[str, torch.Tensor]:
    width = int(episodes.mask[rows].sum(dim=1).max())
    ids, mask = episodes.ids[rows, :width], episodes.mask[rows, :width]
    weights, old_logps, old_values, advantages, returns = (
        part[rows, : width - 1]
        for part in (
            episodes.token_weights,
            episodes.logps,
            episodes.values,
            episodes.advantages,
            episodes.returns,
        )
    )
    # Where nothing counts the ratio is 1, or an overflow there would turn the sum into not-a-number.
    ratio = torch.where(weights > 0, actors.logps(actors.policy, ids, mask) - old_logps, 0).exp()
    values = actors.values(ids, mask)
    return {
        "policyLoss": -(clipped_objective(ratio, advantages, settings.clip_range) * weights).sum(),
        "valueLoss": (value_loss(values, old_values, returns, settings.value_clip_range) * weights).sum(),
        "clipFraction": (is_clipped(ratio, advantages, settings.clip_range) * weights).sum(),
    }


def _step(actors: Actors, optimizer: torch.optim.Optimizer, max_gradient_norm: float) -> float:
    """Clipped apart, or a large gradient of one model would take the other's step away."""
    policy_norm, _ = (
        clip_grad_norm_(list(weights.values()), max_gradient_norm) for weights in actors.trainable().values()
    )
    optimizer.step()
    optimizer.zero_grad()
    return policy_norm.item()
