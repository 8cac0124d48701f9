"""Golden values of methods section 0.4, and the other losses of a pair by hand."""

import pytest
import torch

from srlm_trainer.pair_loss import hinge, ipo, logistic, soft


def loss_of(margin: float, confidence: float, link=logistic) -> float:
    return soft(link, torch.tensor(margin), torch.tensor(confidence)).item()


@pytest.mark.parametrize(
    ("section", "margin", "confidence", "loss"),
    [
        ("0.4 DPO", 0.40, 1.0, 0.513015),
        ("0.4 DPO, the pair reversed", -0.40, 1.0, 0.913015),
        ("0.4 DPO, reversed by its label", 0.40, 0.0, 0.913015),
        ("0.4 CREAM, C = 0.8", 0.40, 0.8, 0.593015),
        ("0.4 DNO, win rates 0.8 and 0.2", 0.40, 0.645656, 0.654753),
    ],
)
def test_golden_values(section, margin, confidence, loss):
    assert loss_of(margin, confidence) == pytest.approx(loss, abs=1e-6), section


def test_cream_is_dpo_with_label_smoothing():
    """Methods section 6 step 6: label smoothing 1 - C, which is the conservative DPO of section 3."""
    assert loss_of(0.4, 0.8) == pytest.approx(0.8 * loss_of(0.4, 1) + 0.2 * loss_of(-0.4, 1), abs=1e-6)


@pytest.mark.parametrize(("margin", "pull"), [(2.0, 0.119203), (0.0, 0.5), (-2.0, 0.880797)])
def test_a_misordered_pair_pulls_harder(margin, pull):
    """Methods section 3: the gradient has the weight sigma(r(y_l) - r(y_w))."""
    value = torch.tensor(margin, requires_grad=True)
    logistic(value).backward()
    assert -value.grad.item() == pytest.approx(pull, abs=1e-6)


@pytest.mark.parametrize(("margin", "loss", "slope"), [(-0.5, 1.5, -1), (0.0, 1.0, -1), (0.9, 0.1, -1), (2.0, 0.0, 0)])
def test_hinge_stops_at_margin_one(margin, loss, slope):
    """Methods section 8: any convex decreasing function may be the link."""
    value = torch.tensor(margin, requires_grad=True)
    given = hinge(value)
    given.backward()
    assert (given.item(), value.grad.item()) == (pytest.approx(loss), slope)


def test_ipo_is_least_at_its_target():
    """Methods section 3: squared, target 1 / (2 tau)."""
    assert ipo(0.1)(torch.tensor([5.0, 3.0, 8.0])).tolist() == pytest.approx([0, 4, 9])
