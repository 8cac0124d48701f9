"""Methods section 7, section 0.4 and section 19: the loss of SCIR against values worked out by hand."""

import pytest
import torch

from srlm_trainer.binary import Binary, symmetric_divergence
from srlm_trainer.contract import Hyperparameters
from srlm_trainer.pair_batch import PairBatch
from srlm_trainer.scir_loss import Judged, agreement, consistency_loss, scir_losses


def certain(*probabilities: float) -> Binary:
    return Binary.of_logit(torch.tensor(probabilities).logit())


def numbers(values: list[float] | float) -> torch.Tensor:
    return torch.tensor(values if isinstance(values, list) else [values])


def pair(first: float, second: float, first_tokens=2.0, second_tokens=4.0) -> PairBatch:
    """Log-ratios of the two responses; the reference is at zero."""
    return PairBatch(
        numbers(first), numbers(second), numbers(0.0), numbers(0.0), numbers(first_tokens), numbers(second_tokens), {}
    )


def test_symmetric_divergence_of_two_coins():
    """Methods section 0.4."""
    assert symmetric_divergence(certain(0.7), certain(0.6)).item() == pytest.approx(0.022092, abs=1e-6)


def test_equal_predictions_cost_nothing_without_the_entropy():
    """Methods section 19."""
    probabilities = certain(0.1, 0.5, 0.93)
    assert consistency_loss(probabilities, probabilities, 0).tolist() == pytest.approx([0, 0, 0], abs=1e-6)
    assert consistency_loss(certain(0.5), certain(0.5), 1).item() == pytest.approx(2 * 0.693147, abs=1e-5)


@pytest.mark.parametrize(
    ("generative", "own", "agreed"),
    [
        (0.75, 0.75, True),
        (0.25, 0.25, True),
        (0.75, 0.25, False),
        (0.25, 0.75, False),
        (0.75, 0.53125, False),  # one is undecided
        (0.53125, 0.75, False),
        (0.5, 0.75, False),
        (0.5625, 0.5625, True),  # the margin itself is enough
        (0.4375, 0.4375, True),
    ],
)
def test_truth_table_of_the_mask(generative, own, agreed):
    """Methods section 19."""
    assert agreement(numbers(generative), numbers(own), 0.0625).item() is agreed


def test_without_a_margin_undecided_still_means_no_agreement():
    assert agreement(numbers(0.5), numbers(0.5), 0).item() is False


def test_the_generative_probability_is_the_mean_over_both_orders():
    """Methods section 7: 0.5 * (P(A | y1, y2) + P(B | y2, y1))."""
    judged = Judged(forward=certain(0.9), backward=certain(0.4))
    assert judged.generative().probability().item() == pytest.approx(0.5 * (0.9 + 0.6))


def test_a_pair_in_agreement_is_trained_on_and_any_other_only_made_consistent():
    """Methods section 7 by hand: s(y1) = 2 / 2, s(y2) = -2 / 4, p_i = sigma(1.5) = 0.817574."""
    hyperparameters = Hyperparameters(beta=0.1)
    agreeing = scir_losses(pair(2.0, -2.0), Judged(certain(0.8), certain(0.2)), hyperparameters)
    consistency = consistency_loss(certain(0.8), certain(0.817574), 0.05).item()
    assert agreeing.extra["consistencyLoss"].item() == pytest.approx(consistency, abs=1e-5)
    assert agreeing.loss.item() == pytest.approx(0.513015 + 0.1 * consistency, abs=1e-5)

    differing = scir_losses(pair(2.0, -2.0), Judged(certain(0.2), certain(0.8)), hyperparameters)
    assert differing.loss.item() == pytest.approx(0.1 * differing.extra["consistencyLoss"].item(), abs=1e-6)
    assert [rows.extra["agreementShare"].item() for rows in (agreeing, differing)] == [1, 0]
    assert [rows.extra["consistencyRatio"].item() for rows in (agreeing, differing)] == [1, 0]


def test_a_sum_takes_the_place_of_the_mean_when_lengths_are_not_normalised():
    hyperparameters = Hyperparameters(length_normalised=False, implicit_scale=0.1, consistency_weight=1)
    rows = scir_losses(pair(2.0, -2.0), Judged(certain(0.2), certain(0.8)), hyperparameters)
    consistency = consistency_loss(certain(0.2), Binary.of_logit(numbers(0.4)), 0.05)
    assert rows.loss.item() == pytest.approx(consistency.item(), abs=1e-5)


@pytest.mark.parametrize("forward", [0.9, 0.3])
def test_exchanging_the_responses_turns_every_probability_round_and_changes_no_loss(forward):
    """Methods section 19: p becomes 1 - p."""
    hyperparameters = Hyperparameters()
    judged, exchanged = Judged(certain(forward), certain(0.4)), Judged(certain(0.4), certain(forward))
    turned = exchanged.generative().probability().item()
    assert turned == pytest.approx(1 - judged.generative().probability().item())
    one = scir_losses(pair(2.0, -1.0, 2, 4), judged, hyperparameters)
    other = scir_losses(pair(-1.0, 2.0, 4, 2), exchanged, hyperparameters)
    assert one.loss.item() == pytest.approx(other.loss.item(), abs=1e-6)
    assert one.margin.item() == pytest.approx(other.margin.item(), abs=1e-6)
    assert one.chosen_logps.item() == other.chosen_logps.item()


def test_a_judge_that_always_takes_the_first_shows_in_the_first_rate():
    """Methods section 19, biases: first-bias 1."""
    rows = scir_losses(pair(1.0, 0.0), Judged(certain(0.9), certain(0.9)), Hyperparameters())
    assert rows.extra["firstRate"].item() == 1


def test_gradients_reach_the_judge_and_the_responses_but_not_through_the_mask():
    """Methods section 7. In disagreement only the consistency loss is left, and it moves both towards each other."""
    judge, response = numbers(-1.0).requires_grad_(), numbers(2.0).requires_grad_()
    judged = Judged(Binary.of_logit(judge), Binary.of_logit(-judge))
    still = numbers(0.0)
    pairs = PairBatch(response, still, still, still, numbers(1.0), numbers(1.0), {})
    scir_losses(pairs, judged, Hyperparameters(entropy_weight=0)).loss.sum().backward()
    assert judge.grad.item() < 0 < response.grad.item()
