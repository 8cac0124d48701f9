"""A tokenizer and a Llama of a few thousand parameters, made in code: nothing is downloaded."""

import json
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from srlm_trainer.contract import JobSpecification
from srlm_trainer.digests import digest_of_file, digest_of_folder

CHAT_TEMPLATE = (
    "{% for m in messages %}<|start|>{{ m['role'] }}\n{{ m['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|start|>assistant\n{% endif %}"
)


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: index for index, letter in enumerate(alphabet)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ("<|pad|>", "<|text-end|>", "<|start|>", "<|end|>")
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in special])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|text-end|>",
        pad_token="<|pad|>",
        additional_special_tokens=["<|start|>", "<|end|>"],
    )
    fast.chat_template = CHAT_TEMPLATE
    return fast


def write_tiny_model(folder: Path, seed: int = 0) -> None:
    torch.manual_seed(seed)
    tokenizer = tiny_tokenizer()
    configuration = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=256,
        eos_token_id=tokenizer.convert_tokens_to_ids("<|end|>"),
        pad_token_id=tokenizer.pad_token_id,
        tie_word_embeddings=True,
    )
    LlamaForCausalLM(configuration).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def user(text: str) -> list[dict]:
    return [{"role": "user", "content": text}]


def begun(text: str) -> list[dict]:
    """A question with the reply that is gone on with."""
    return [*user(text), {"role": "assistant", "content": "It is ("}]


def sft_rows(count: int) -> list[dict]:
    return [
        {"id": f"s{n}", "prompt": user(f"say {n}"), "completion": "yes " * (1 + n % 4) + str(n), "note": "kept lenient"}
        for n in range(count)
    ]


def dpo_rows(count: int) -> list[dict]:
    return [
        {"id": f"d{n}", "prompt": user(f"say {n}"), "chosen": "yes " * (1 + n % 3), "rejected": "no " * (1 + n % 4)}
        for n in range(count)
    ]


def dpo_soft_rows(count: int) -> list[dict]:
    return [{**row, "confidence": 0.9} for row in dpo_rows(count)]


def dno_rows(count: int) -> list[dict]:
    return [
        {
            "id": row["id"],
            "prompt": row["prompt"],
            "first": row["chosen"],
            "second": row["rejected"],
            "firstReward": 0.8,
            "secondReward": 0.2,
        }
        for row in dpo_rows(count)
    ]


def step_rows(count: int) -> list[dict]:
    return [
        {
            **row,
            "prefix": f"Step 1: {n} + {n}\n",
            "chosen": f"Step 2: {row['chosen']}",
            "rejected": f"Step 2: {row['rejected']}",
        }
        for n, row in enumerate(dpo_rows(count))
    ]


def scir_rows(count: int) -> list[dict]:
    """The judge sees what is in the first place alone: a model this small cannot compare two texts."""
    return [
        {
            "id": f"c{n}",
            "prompt": row["prompt"],
            "first": row["chosen"],
            "second": row["rejected"],
            "judgePromptForward": begun(f"A: {row['chosen']}"),
            "judgePromptBackward": begun(f"A: {row['rejected']}"),
            "labels": ["A", "B"],
        }
        for n, row in enumerate(dpo_rows(count))
    ]


ROWS = {
    "sft": sft_rows,
    "dpo": dpo_rows,
    "dpo_soft": dpo_soft_rows,
    "dno_soft": dno_rows,
    "spin": dpo_rows,
    "step_dpo": step_rows,
    "scir": scir_rows,
}
"""Rows that each objective can be trained on, by its name."""


class Store:
    """A store with one tiny model, and specifications that point into it."""

    def __init__(self, root: Path):
        self.root = root
        write_tiny_model(root / "models/base")
        self.base = {"path": "models/base", "digest": digest_of_folder(root / "models/base")}

    def dataset(self, name: str, rows: list[dict | str]) -> dict:
        file = self.root / name
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file.write_text("".join(f"{line}\n" for line in lines))
        return {"path": name, "sha256": digest_of_file(file), "rows": len(rows)}

    def raw(self, objective: str, rows: list[dict | str], output: str, **changes: object) -> dict:
        fast = {"learningRate": 5e-3, "batchSize": 8, "microBatchSize": 4, "maxLength": 128, "epochs": 4}
        specification = {
            "objective": objective,
            "base": self.base,
            "dataset": self.dataset(f"{output.replace('/', '-')}.jsonl", rows),
            "output": output,
            "seed": 1,
            "precision": "float32",
        }
        hyperparameters = {**fast, **changes.pop("hyperparameters", {})}
        return {**specification, "hyperparameters": hyperparameters, **changes}

    def specification(self, *arguments: object, **changes: object) -> JobSpecification:
        return JobSpecification.model_validate(self.raw(*arguments, **changes))
