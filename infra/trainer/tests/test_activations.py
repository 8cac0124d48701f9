"""Activations are computed again only where they would not fit."""

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from srlm_trainer.activations import activation_bytes, recomputes_activations

GIB = 2**30


def configuration(**changes):
    # The shape of SmolLM2-135M.
    shape = {"hidden_size": 576, "intermediate_size": 1536, "num_hidden_layers": 30, "num_attention_heads": 9}
    return LlamaConfig(**{**shape, "num_key_value_heads": 3, "attn_implementation": "sdpa", **changes})


@pytest.fixture
def model():
    with torch.device("meta"):
        return LlamaForCausalLM(configuration(vocab_size=49152, tie_word_embeddings=True))


@pytest.fixture
def gpu_with(monkeypatch):
    def free(gib):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (gib * GIB, 80 * GIB))

    return free


def test_the_estimate_is_of_the_size_that_was_measured():
    """Four pairs of 1024 tokens took 8.3 GiB beside weights and optimizer on an H200, logits among them."""
    kept = activation_bytes(configuration(), 8 * 1024, bf16=True)
    assert 6.5 * GIB < kept < 8.5 * GIB
    assert activation_bytes(configuration(), 8 * 1024, bf16=False) == 2 * kept


def test_a_gpu_with_room_keeps_them_and_a_full_one_does_not(model, gpu_with):
    gpu_with(16)
    assert not recomputes_activations(model, 8 * 1024, bf16=True, trains_all=True)
    assert recomputes_activations(model, 16 * 1024, bf16=True, trains_all=True)
    gpu_with(11)
    assert recomputes_activations(model, 8 * 1024, bf16=True, trains_all=True)
    assert not recomputes_activations(model, 8 * 1024, bf16=True, trains_all=False)


def test_what_cannot_be_estimated_is_taken_not_to_fit(model, gpu_with):
    gpu_with(80)
    assert recomputes_activations(model, None, bf16=True, trains_all=True)
    for changes in ({"attn_implementation": "eager"}, {"num_experts": 8}):
        assert activation_bytes(configuration(**changes), 8, bf16=True) is None


def test_a_small_model_on_a_cpu_keeps_them(model, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert not recomputes_activations(model, 8 * 1024, bf16=False, trains_all=True)
