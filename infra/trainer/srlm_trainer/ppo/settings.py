"""What only ppo can be told."""

from pydantic import Field

from ..wire import Wire


class PpoSettings(Wire):
    clip_range: float = Field(default=0.2, gt=0, lt=1)
    """How far the ratio of new to old probability may go before it earns nothing more."""
    value_clip_range: float = Field(default=0.2, gt=0)
    """How far a value may go from what it was when the responses were sampled."""
    gae_lambda: float = Field(default=0.95, ge=0, le=1)
    """1 trusts the rewards alone, 0 the value model alone."""
    max_response_tokens: int = Field(default=256, ge=1)
    temperature: float = Field(default=1, gt=0)
    minibatch_size: int = Field(default=64, ge=1)
    """Responses behind one optimizer step; batchSize of them are sampled at a time, and each is used once."""
    value_learning_rate: float = Field(default=9e-6, gt=0)
    missing_end_reward: float = -1
    """Reward of a response that had to be cut, in place of the reward model's."""
    kl_limit: float = Field(default=10, gt=0)
    """Nats per response between policy and reference at which training ends."""
    ema_decay: float = Field(default=0, ge=0, lt=1)
    """What is published is the policy's weights averaged over its steps with this decay; 0 publishes the last ones."""
