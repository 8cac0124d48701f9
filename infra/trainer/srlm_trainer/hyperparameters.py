"""Every setting of training there is; which objective uses which is said in the table of objectives."""

from typing import Literal

from pydantic import Field, model_validator

from .objectives import OBJECTIVES
from .ppo.settings import PpoSettings
from .process_rewards.rows import NeutralSteps
from .wire import Wire

FOR_EVERY_OBJECTIVE = frozenset(
    {
        "learning_rate",
        "minimum_learning_rate",
        "schedule",
        "warmup_ratio",
        "epochs",
        "max_steps",
        "batch_size",
        "micro_batch_size",
        "max_length",
        "weight_decay",
        "max_gradient_norm",
        "dropout",
        "adam_beta2",
    }
)


class Hyperparameters(Wire):
    learning_rate: float = Field(default=1e-6, gt=0)
    minimum_learning_rate: float = Field(default=0, ge=0)
    schedule: Literal["cosine", "linear", "constant"] = "cosine"
    warmup_ratio: float = Field(default=0, ge=0, lt=1)
    epochs: float = Field(default=1, gt=0)
    max_steps: int | None = Field(default=None, ge=1)
    """Ends training early, or late: it replaces the number of steps that `epochs` gives."""
    batch_size: int = Field(default=16, ge=1)
    """Rows behind one optimizer step."""
    micro_batch_size: int = Field(default=4, ge=1)
    """Rows in memory at once; smaller needs less memory and gives the same gradient."""
    max_length: int = Field(default=1024, ge=2)
    """Tokens of prompt and response together; longer rows are dropped and counted."""
    weight_decay: float = Field(default=0, ge=0)
    max_gradient_norm: float = Field(default=1, gt=0)
    dropout: float = Field(default=0, ge=0, lt=1)
    adam_beta2: float = Field(default=0.999, gt=0, lt=1)

    beta: float = Field(default=0.1, gt=0)
    """Pull towards the reference; DNO calls it eta, SPIN lambda."""
    label_smoothing: float = Field(default=0, ge=0, lt=0.5)
    loss: Literal["sigmoid", "ipo"] = "sigmoid"
    nll_weight: float = Field(default=0, ge=0)
    """Share of the mean negative log-likelihood of the chosen tokens that is added to the loss."""
    reward_scale: float = Field(default=1, gt=0)
    """What the difference of the two rewards is multiplied by before it becomes the target."""
    link: Literal["logistic", "hinge"] = "logistic"
    consistency_weight: float = Field(default=0.1, ge=0)
    entropy_weight: float = Field(default=0.05, ge=0)
    agreement_margin: float = Field(default=0.05, ge=0, lt=0.5)
    """How far both probabilities must be from one half for a pair to be trained on."""
    implicit_scale: float = Field(default=1, gt=0)
    """Makes a probability of the difference of the two implicit rewards."""
    length_normalised: bool = True
    """Whether the implicit reward is per token."""
    neutral_steps: NeutralSteps = "correct"
    ppo: PpoSettings = PpoSettings()

    @model_validator(mode="after")
    def _agree(self) -> "Hyperparameters":
        if self.batch_size % self.micro_batch_size:
            raise ValueError(
                f"batchSize must be a multiple of microBatchSize (got {self.batch_size} and {self.micro_batch_size})"
            )
        if self.minimum_learning_rate > self.learning_rate:
            raise ValueError(
                f"minimumLearningRate must not exceed learningRate "
                f"(got {self.minimum_learning_rate} and {self.learning_rate})"
            )
        return self


def require_used(hyperparameters: Hyperparameters, objective: str) -> None:
    """A setting that would do nothing is refused: whoever sets it expects it to do something."""
    used = FOR_EVERY_OBJECTIVE | OBJECTIVES[objective].uses
    for name, field in Hyperparameters.model_fields.items():
        value = getattr(hyperparameters, name)
        if name not in used and value != field.default:
            users = ", ".join(other for other, its in OBJECTIVES.items() if name in its.uses)
            raise ValueError(
                f"hyperparameters.{field.alias} is not used by {objective} (it belongs to {users}); "
                f"leave it at {field.default} (got {value})"
            )


def require_samplable(hyperparameters: Hyperparameters) -> None:
    """For an objective that trains on responses it samples itself."""
    tokens = hyperparameters.ppo.max_response_tokens
    if tokens >= hyperparameters.max_length:
        raise ValueError(
            f"hyperparameters.ppo.maxResponseTokens must leave room for a prompt in maxLength "
            f"(got {tokens} and {hyperparameters.max_length})"
        )
    if hyperparameters.dropout > 0:
        raise ValueError(
            "hyperparameters.dropout must be 0 for ppo, whose ratio compares a policy with itself "
            f"(got {hyperparameters.dropout})"
        )
