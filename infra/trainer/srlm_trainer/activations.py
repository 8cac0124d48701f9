"""Whether activations are kept for the backward pass or computed again in it, which takes longer."""

import torch
from transformers import PreTrainedConfig, PreTrainedModel

LARGE_PARAMETERS = 1_000_000_000
FREE_SHARE = 0.8
"""Of the free memory of a GPU; the rest is for logits, the cut of the allocator and what an estimate misses."""


def recomputes_activations(model: PreTrainedModel, tokens: int | None, bf16: bool, trains_all: bool) -> bool:
    """`tokens`: those in memory at once, padding included; None where more than one model or whole logits are kept."""
    if not torch.cuda.is_available():
        return model.num_parameters() > LARGE_PARAMETERS
    kept = None if tokens is None else activation_bytes(model.config, tokens, bf16)
    return kept is None or kept + state_bytes(model.num_parameters(), trains_all) > FREE_SHARE * _free_bytes()


def activation_bytes(config: PreTrainedConfig, tokens: int, bf16: bool) -> int | None:
    """Of a decoder with gated feed-forward layers; None where another form makes the estimate mean nothing.

    Per token and layer, in values of two bytes: 17 times the width (two norms in float32, the projections, attention)
    and 4 times the feed-forward width.
    """
    text = config.get_text_config()
    width, inner, layers = (
        getattr(text, name, None) for name in ("hidden_size", "intermediate_size", "num_hidden_layers")
    )
    experts = getattr(text, "num_experts", None) or getattr(text, "num_local_experts", None)
    if not (width and inner and layers) or experts or text._attn_implementation == "eager":
        return None
    return tokens * layers * (17 * width + 4 * inner) * (2 if bf16 else 4)


def state_bytes(parameters: int, trains_all: bool) -> int:
    """float32 weights and their copy for autocast; where all are trained, gradients and two moments too."""
    return parameters * (18 if trains_all else 6)


def _free_bytes() -> int:
    """Also what this process has set aside and does not use."""
    free, _ = torch.cuda.mem_get_info()
    return free + torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
