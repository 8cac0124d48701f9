"""Makes a two-layer Llama with random weights, so that tests meet a real vLLM in seconds and need no download.

The same seed always gives the same bytes; another seed gives a model of the same shape whose answers clearly differ.
"""

import argparse
from pathlib import Path

import torch
from tokenizers import pre_tokenizers

from model_folder import (
    END_OF_TEXT,
    MESSAGE_END,
    MESSAGE_START,
    byte_level_splitting,
    byte_level_tokenizer,
    write_model_folder,
)

# Frequent words and word endings of this text get their own token, so that a judging prompt fits the context.
SAMPLE_TEXT = """
Read the question and the answer below. Decide how good the answer is, and say why in a few short sentences. Add one
point for each of these: the answer is relevant and gives some information that the user asked for; it covers the larger
part of the question; it is useful as a whole and reads as if an assistant had written it; it is clear, complete and to
the point; it is written by an expert and needs no improvement. Finish with a line of the form Score: <total points>.
Which of the two responses follows the instruction better? Write the letter of the better one, and do not let the order
or the length of the responses change your mind. Explain the steps that lead to the result, then give the final result.
Here is a list of things that people do when they want to learn something new: they read, they try, they ask others, and
they write down what they found. What would you like to know about it? Please give me an example of this, with numbers.
"""
MERGES = 300
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
LAYERS, HIDDEN, HEADS, KEY_VALUE_HEADS, HEAD_SIZE, INTERMEDIATE = 2, 64, 2, 1, 32, 128
# Wide enough that the next-token distribution is visibly not uniform.
STANDARD_DEVIATION = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, required=True, help="model folder to write")
    arguments = parser.parse_args()
    special = [END_OF_TEXT, MESSAGE_START, MESSAGE_END]
    vocabulary, merges = learn_merges(special)
    weights = random_weights(len(vocabulary), torch.Generator().manual_seed(arguments.seed))
    tokenizer = byte_level_tokenizer(vocabulary, merges, special)
    write_model_folder(arguments.output, weights, tiny_config(len(vocabulary)), tokenizer, CHAT_TEMPLATE)


def learn_merges(special: list[str]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Byte-pair encoding with ties broken by spelling, so that the vocabulary never depends on a library's order."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = [list(word) for word, _ in byte_level_splitting().pre_tokenize_str(SAMPLE_TEXT)]
    merges: list[tuple[str, str]] = []
    while len(merges) < MERGES:
        counts: dict[tuple[str, str], int] = {}
        for word in words:
            for pair in zip(word, word[1:], strict=False):
                counts[pair] = counts.get(pair, 0) + 1
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        words = [merge_pair(word, best) for word in words]
        merges.append(best)
    tokens = dict.fromkeys([*special, *alphabet, *("".join(pair) for pair in merges)])
    return {token: index for index, token in enumerate(tokens)}, merges


def merge_pair(word: list[str], pair: tuple[str, str]) -> list[str]:
    merged: list[str] = []
    for symbol in word:
        if merged and (merged[-1], symbol) == pair:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return merged


def random_weights(vocabulary_size: int, generator: torch.Generator) -> dict[str, torch.Tensor]:
    def matrix(rows: int, columns: int) -> torch.Tensor:
        return (torch.randn(rows, columns, generator=generator) * STANDARD_DEVIATION).to(torch.bfloat16)

    ones = torch.ones(HIDDEN, dtype=torch.bfloat16)
    weights = {"model.embed_tokens.weight": matrix(vocabulary_size, HIDDEN), "model.norm.weight": ones.clone()}
    for layer in range(LAYERS):
        prefix = f"model.layers.{layer}"
        weights |= {
            f"{prefix}.input_layernorm.weight": ones.clone(),
            f"{prefix}.self_attn.q_proj.weight": matrix(HEADS * HEAD_SIZE, HIDDEN),
            f"{prefix}.self_attn.k_proj.weight": matrix(KEY_VALUE_HEADS * HEAD_SIZE, HIDDEN),
            f"{prefix}.self_attn.v_proj.weight": matrix(KEY_VALUE_HEADS * HEAD_SIZE, HIDDEN),
            f"{prefix}.self_attn.o_proj.weight": matrix(HIDDEN, HEADS * HEAD_SIZE),
            f"{prefix}.post_attention_layernorm.weight": ones.clone(),
            f"{prefix}.mlp.gate_proj.weight": matrix(INTERMEDIATE, HIDDEN),
            f"{prefix}.mlp.up_proj.weight": matrix(INTERMEDIATE, HIDDEN),
            f"{prefix}.mlp.down_proj.weight": matrix(HIDDEN, INTERMEDIATE),
        }
    return weights


def tiny_config(vocabulary_size: int) -> dict[str, object]:
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "dtype": "bfloat16",
        "hidden_size": HIDDEN,
        "intermediate_size": INTERMEDIATE,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KEY_VALUE_HEADS,
        "head_dim": HEAD_SIZE,
        "max_position_embeddings": 4096,
        "vocab_size": vocabulary_size,
        "rope_theta": 10000.0,
        "rms_norm_eps": 1e-5,
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "pad_token_id": 2,
    }


if __name__ == "__main__":
    main()
