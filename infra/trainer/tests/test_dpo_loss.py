import pytest
import torch

from srlm_trainer.dpo_loss import dpo_loss


@pytest.mark.parametrize(
    ("margin", "label_smoothing", "loss"),
    [(0.40, 0.0, 0.513015), (-0.40, 0.0, 0.913015), (0.40, 0.2, 0.593015)],
)
def test_golden_values(margin, label_smoothing, loss):
    assert dpo_loss(torch.tensor(margin), label_smoothing).item() == pytest.approx(loss, abs=1e-6)
