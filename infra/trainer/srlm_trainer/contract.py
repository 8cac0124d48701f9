"""What goes over the wire, in camelCase: the specification of a job, its status and its events."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
StorePath = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
JobId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
HubName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]{0,95}$")]
State = Literal["queued", "running", "succeeded", "failed", "cancelled"]
TERMINAL: frozenset[State] = frozenset({"succeeded", "failed", "cancelled"})


class Wire(BaseModel):
    """Strict on purpose: a misspelt hyper-parameter must be refused, not ignored."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True, allow_inf_nan=False
    )

    def to_wire(self) -> dict:
        return self.model_dump(mode="json", by_alias=True)


class ModelSource(Wire):
    path: StorePath
    digest: Digest


class DatasetSource(Wire):
    path: StorePath
    sha256: Digest
    rows: int = Field(ge=1)


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
    beta: float = Field(default=0.1, gt=0)
    label_smoothing: float = Field(default=0, ge=0, lt=0.5)
    adam_beta2: float = Field(default=0.999, gt=0, lt=1)

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


class JobSpecification(Wire):
    objective: Literal["sft", "dpo"]
    base: ModelSource
    reference: ModelSource | None = None
    """Frozen reference of DPO; null means the base."""
    dataset: DatasetSource
    output: StorePath
    seed: int = Field(ge=0, lt=2**32)
    hyperparameters: Hyperparameters = Field(default_factory=Hyperparameters)
    tuning: FullTuning | LoraTuning = Field(default_factory=FullTuning, discriminator="kind")
    precision: Literal["auto", "float32", "bf16-autocast"] = "auto"
    checkpoint_every_steps: int = Field(default=50, ge=1)

    @model_validator(mode="after")
    def _agree(self) -> "JobSpecification":
        if self.objective == "sft" and self.reference is not None:
            raise ValueError("reference is only used by dpo; leave it null for sft")
        return self


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


class ResultMetrics(Metrics):
    rows_trained: int
    rows_dropped: dict[str, int]


class Result(Wire):
    model: ModelSource
    metrics: ResultMetrics
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
