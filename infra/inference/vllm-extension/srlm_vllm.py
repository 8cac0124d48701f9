"""What srlm adds to a vLLM worker (`--worker-extension-cls srlm_vllm.ExactReload`)."""

from torch import nn


class ExactReload:
    """Reloads weights in place such that the server computes what a new process would.

    On CPUs vLLM 0.32 computes with packed copies of the weights, and its own reload packs only layers that the
    checkpoint names. An output layer that is tied to the embedding is in no checkpoint, so it went on with the weights
    of the model before: log-probabilities were wrong by up to 0.3 nats, in silence.
    """

    def reload_exactly(self, weights_path: str) -> int:
        """Returns how many layers were packed anew; 0 where nothing is packed, as on GPUs."""
        self.reload_weights(weights_path=weights_path)
        packed = [module for module in self.get_model().modules() if _is_packed_beside_its_weights(module)]
        for module in packed:
            module.quant_method.process_weights_after_loading(module)
        return len(packed)


def _is_packed_beside_its_weights(module: nn.Module) -> bool:
    """Layers without weights of their own any more were packed by the reload itself."""
    return hasattr(module, "cpu_linear") and module.weight.numel() > 0
