"""What goes over the wire, in camelCase: the specification of a job, its status and its events."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .hyperparameters import Hyperparameters, require_samplable, require_used
from .objectives import OBJECTIVES, objectives_with
from .wire import Wire

Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
StorePath = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Outcome = Literal["completed", "kl-limit"]
"""`kl-limit`: ppo ended early, because its policy had gone as far from the reference as it may."""
JobId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
HubName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]{0,95}$")]
State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
TERMINAL: frozenset[State] = frozenset({"succeeded", "failed", "cancelled"})


class ModelSource(Wire):
    path: StorePath
    digest: Digest


class DatasetSource(Wire):
    path: StorePath
    sha256: Digest
    rows: int = Field(ge=1)


class Validation(Wire):
    """Rows that are not trained on. The checkpoint with the lowest loss on them is published, and not the last one."""

    dataset: DatasetSource
    per_epoch: int = Field(default=1, ge=1)
    """How often in an epoch the model is measured; the last step is measured too."""


class Pretraining(Wire):
    """Texts that ppo keeps likely (PPO-ptx, 2203.02155)."""

    dataset: DatasetSource
    weight: float = Field(default=27.8, gt=0)
    """Of the mean log-probability of their tokens beside the objective of ppo."""
    per_episode: int = Field(default=8, ge=1)
    """Texts beside each response; they are taken over and over."""


class FullTuning(Wire):
    kind: Literal["full"] = "full"


class LoraTuning(Wire):
    kind: Literal["lora"]
    rank: int = Field(default=16, ge=1)
    alpha: float = Field(default=32, gt=0)
    dropout: float = Field(default=0, ge=0, lt=1)
    target_modules: Literal["all-linear"] | list[str] = "all-linear"
    merge: bool = True
    """Whether the output is a whole model (true) or only the adapter."""


def _known_objective(name: str) -> str:
    if name not in OBJECTIVES:
        raise ValueError(f"there is no objective {name!r}; choose one of {', '.join(OBJECTIVES)}")
    return name


class JobSpecification(Wire):
    objective: Annotated[str, AfterValidator(_known_objective)]
    base: ModelSource
    reference: ModelSource | None = None
    """Frozen reference of the objectives that have one; null means the base."""
    reward_model: ModelSource | None = None
    """What ppo is rewarded by; null for every other objective."""
    dataset: DatasetSource
    validation: Validation | None = None
    pretraining: Pretraining | None = None
    """Null for every objective but ppo, which may have none."""
    output: StorePath
    seed: int = Field(ge=0, lt=2**32)
    hyperparameters: Hyperparameters = Field(default_factory=Hyperparameters)
    tuning: FullTuning | LoraTuning = Field(default_factory=FullTuning, discriminator="kind")
    precision: Literal["auto", "float32", "bf16-autocast"] = "auto"
    checkpoint_every_steps: int = Field(default=50, ge=1)

    @model_validator(mode="after")
    def _agree(self) -> "JobSpecification":
        objective = OBJECTIVES[self.objective]
        if self.reference is not None and not objective.has_reference:
            users = objectives_with(lambda other: other.has_reference)
            raise ValueError(f"reference is only used by {users}; leave it null for {self.objective}")
        if self.reward_model is not None and not objective.has_reward_model:
            raise ValueError(f"rewardModel is only used by ppo; leave it null for {self.objective}")
        if self.reward_model is None and objective.has_reward_model:
            raise ValueError(f"rewardModel is needed by {self.objective}; name a model folder and its digest")
        if self.validation is not None and not objective.has_validation:
            users = objectives_with(lambda other: other.has_validation)
            raise ValueError(f"validation is only used by {users}; leave it null for {self.objective}")
        if self.pretraining is not None and not objective.has_pretraining:
            raise ValueError(f"pretraining is only used by ppo; leave it null for {self.objective}")
        require_used(self.hyperparameters, self.objective)
        if objective.has_head and isinstance(self.tuning, LoraTuning) and not self.tuning.merge:
            raise ValueError(f"tuning.merge must be true for {self.objective}: an adapter cannot carry its head alone")
        if objective.has_reward_model:
            require_samplable(self.hyperparameters)
        return self

    def models(self) -> dict[str, ModelSource]:
        """Every model that the job reads, by the name of its field."""
        sources = {"base": self.base, "reference": self.reference, "rewardModel": self.reward_model}
        return {name: source for name, source in sources.items() if source is not None}

    def datasets(self) -> dict[str, DatasetSource]:
        """Every data set that the job reads, by the name of its field."""
        beside = {"validation": self.validation, "pretraining": self.pretraining}
        return {
            "dataset": self.dataset,
            **{f"{name}.dataset": its.dataset for name, its in beside.items() if its is not None},
        }


class Metrics(Wire):
    """Null where the objective has no such number."""

    loss: float
    margin: float | None = None
    accuracy: float | None = None
    chosen_logp: float | None = None
    rejected_logp: float | None = None
    kl: float | None = None
    gradient_norm: float
    learning_rate: float | None = None
    tokens: int
    seconds: float
    extra: dict[str, float] = Field(default_factory=dict)
    """Numbers that only this objective has."""


class ValidationPoint(Wire):
    """How the model of one step did on the rows of validation: weighted means over them."""

    step: int
    epoch: float
    loss: float
    margin: float
    accuracy: float


class ValidationMetrics(Wire):
    rows: int
    rows_dropped: dict[str, int]
    best_step: int | None
    """Whose model was published; null where no row was left to measure with, and the last one was."""
    points: list[ValidationPoint]


class ResultMetrics(Metrics):
    rows_trained: int
    rows_dropped: dict[str, int]
    validation: ValidationMetrics | None = None


class Result(Wire):
    model: ModelSource
    metrics: ResultMetrics
    outcome: Outcome = "completed"
    engines: dict[str, str] = Field(default_factory=dict)
    """Versions of what trained, and the device; empty in results of earlier versions."""


class JobError(Wire):
    kind: str
    message: str
    retryable: bool
    path: str | None = None


class CheckpointStatus(Wire):
    step: int


class JobStatus(Wire):
    id: str
    state: State
    step: int
    total_steps: int | None
    epoch: float
    metrics: Metrics | None
    checkpoint: CheckpointStatus | None
    error: JobError | None
    result: Result | None
    queued_at: str
    started_at: str | None
    updated_at: str
