"""Methods section 9 step 4 and section 10, and the golden value of section 0.4."""

import math

import pytest
import torch

from srlm_trainer.reward_models.loss import preference_loss
from srlm_trainer.reward_models.trainer import element_means


def test_the_soft_label_loss_has_the_golden_value():
    """Methods section 0.4, and section 19 on CAI."""
    loss = preference_loss(torch.tensor(0.5), torch.tensor(0.6))
    assert loss.item() == pytest.approx(0.674077, abs=1e-6)


@pytest.mark.parametrize(("margin", "probability"), [(0.5, 0.6), (-1.2, 0.9), (3.0, 0.0)])
def test_the_soft_label_loss_does_not_care_which_response_comes_first(margin, probability):
    one = preference_loss(torch.tensor(margin), torch.tensor(probability))
    other = preference_loss(torch.tensor(-margin), torch.tensor(1 - probability))
    assert one.item() == pytest.approx(other.item(), abs=1e-6)


def test_a_certain_preference_is_the_pairwise_loss():
    loss = preference_loss(torch.tensor(0.4), torch.tensor(1.0))
    assert loss.item() == pytest.approx(math.log(1 + math.exp(-0.4)), abs=1e-6)  # 0.513015


def test_a_prompt_with_many_comparisons_counts_as_one():
    losses = torch.tensor([1.0, 2.0, 3.0, 10.0])
    assert element_means(losses, torch.tensor([0, 0, 0, 1]), 2).tolist() == [2.0, 10.0]
