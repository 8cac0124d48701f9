"""What the training of an objective hands back."""

from typing import NamedTuple

from peft import PeftModel
from transformers import PreTrainedModel

from .contract import Outcome
from .rendering import Kept


class Trained(NamedTuple):
    model: PreTrainedModel | PeftModel
    kept: Kept
    configuration: dict = {}
    """Fields of config.json that are not the base's, such as those of another head."""
    outcome: Outcome = "completed"
    validation: Kept | None = None
    """The rows that the model was measured with."""
    extra: dict[str, float] = {}
    """Numbers of the whole training that only this objective has."""
