"""Methods section 10 and section 19, RLHF: KL sign, clip cases, and the arithmetic around them."""

import pytest
import torch

from srlm_trainer.ppo.advantages import generalised_advantages, token_rewards, whiten
from srlm_trainer.ppo.losses import clipped_objective, is_clipped, value_loss


@pytest.mark.parametrize(
    ("ratio", "advantage", "objective", "clipped"),
    [(1.3, 1.0, 1.2, True), (1.3, -1.0, -1.3, False), (0.7, 1.0, 0.7, False), (0.7, -1.0, -0.8, True)],
)
def test_the_clip_takes_away_gains_and_never_costs(ratio, advantage, objective, clipped):
    arguments = (torch.tensor(ratio), torch.tensor(advantage), 0.2)
    assert clipped_objective(*arguments).item() == pytest.approx(objective)
    assert is_clipped(*arguments).item() is clipped


def test_a_clipped_gain_pulls_no_further():
    ratio = torch.tensor([1.3, 1.1], requires_grad=True)
    clipped_objective(ratio, torch.ones(2), 0.2).sum().backward()
    assert ratio.grad.tolist() == [0.0, 1.0]


def test_being_likelier_than_the_reference_costs_and_the_last_token_earns_the_score():
    logps, reference = torch.tensor([[-9.0, -1.0, -1.0, -9.0]]), torch.tensor([[-1.0, -2.0, -0.5, -1.0]])
    mask = torch.tensor([[0.0, 1.0, 1.0, 0.0]])
    rewards = token_rewards(logps, reference, mask, torch.tensor([3.0]), beta=0.1)
    assert rewards[0].tolist() == pytest.approx([0, -0.1, 0.05 + 3, 0])


def test_advantages_by_hand():
    """delta = (0 + 0.4 - 0.5, 1 - 0.4) = (-0.1, 0.6); A = (-0.1 + 0.95 * 0.6, 0.6)."""
    rewards, values = torch.tensor([[0.0, 0.0, 1.0, 0.0]]), torch.tensor([[9.0, 0.5, 0.4, 9.0]])
    mask = torch.tensor([[0.0, 1.0, 1.0, 0.0]])
    advantages = generalised_advantages(rewards, values, mask, 0.95)
    assert advantages[0].tolist() == pytest.approx([0, 0.47, 0.6, 0])


def test_with_lambda_one_the_return_is_the_sum_of_what_is_to_come():
    rewards, values = torch.tensor([[0.1, -0.2, 1.0]]), torch.tensor([[0.3, 0.7, 0.2]])
    advantages = generalised_advantages(rewards, values, torch.ones(1, 3), 1.0)
    assert (advantages + values)[0].tolist() == pytest.approx([0.9, 0.8, 1.0])


def test_whitening_counts_tokens_by_weight_and_leaves_the_others_at_zero():
    weights = torch.tensor([[2.0, 1.0, 1.0, 0.0]])
    white = whiten(torch.tensor([[1.0, 2.0, 5.0, 99.0]]), weights)
    assert (white * weights).sum().item() == pytest.approx(0, abs=1e-6)
    assert (white.square() * weights).sum().item() / 4 == pytest.approx(1, abs=1e-6)
    assert white[0, 3] == 0


@pytest.mark.parametrize(
    ("value", "loss"),
    [(1.1, 0.5 * 0.9**2), (1.6, 0.5 * 0.8**2), (0.5, 0.5 * 1.5**2)],
)
def test_a_value_that_runs_ahead_of_its_clip_gains_nothing(value, loss):
    """Old value 1, return 2: past 1.2 the loss stays that of 1.2; the wrong way costs in full."""
    found = value_loss(torch.tensor(value), torch.tensor(1.0), torch.tensor(2.0), 0.2)
    assert found.item() == pytest.approx(loss)
