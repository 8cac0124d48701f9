"""How fast the trainer goes on this machine, as ratios of cases that are measured in one run.

    python benchmarks/trainer_throughput.py [--shape small|135m|1.5b] [--length TOKENS] [--micro 1,4,16]

Needs the trainer's packages (infra/trainer/requirements.txt, or -gpu.txt) and nothing else: models have random weights
and a tokenizer of single letters, so that a row has exactly the tokens that are asked for. Every case is a whole job as
the service runs it, with its digests, the reference's log-probabilities, the last checkpoint and the finished model.
"""

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

TRAINER = Path(__file__).resolve().parents[1] / "infra/trainer"
sys.path[:0] = [str(TRAINER), str(TRAINER / "tests")]
# ruff: noqa: I001

import torch
from tiny import tiny_tokenizer, user
from transformers import LlamaConfig, LlamaForCausalLM

from srlm_trainer.contract import JobSpecification
from srlm_trainer.digests import digest_of_file, digest_of_folder
from srlm_trainer.job_folder import JobFolder, write_json
from srlm_trainer.progress import events_by_step
from srlm_trainer.run_job import run_job

SHAPES = {  # width, feed-forward width, layers, heads, heads of keys, vocabulary
    "small": (64, 192, 4, 4, 2, 1024),
    "135m": (576, 1536, 30, 9, 3, 49152),
    "1.5b": (1536, 8960, 28, 12, 2, 151936),
}
BATCH = 16
STEPS, WARM_UP = 8, 3
PROMPT = 32
LORA = {"kind": "lora", "rank": 16, "alpha": 32}


@dataclass(frozen=True)
class Case:
    objective: str
    micro: int
    lora: bool = False
    precision: str = "auto"

    def __str__(self) -> str:
        tuning = "lora" if self.lora else "full"
        return f"{self.objective} {tuning} micro-batch {self.micro} {self.precision}"


@dataclass(frozen=True)
class Measured:
    rows_per_second: float
    whole_seconds: float
    training_seconds: float
    peak_bytes: int


def cases(micros: list[int]) -> list[Case]:
    """The first is what all others are compared with."""
    middle = micros[len(micros) // 2]
    swept = [Case(objective, micro) for objective in ("dpo", "sft") for micro in micros]
    adapters = [Case(objective, middle, lora=True) for objective in ("dpo", "sft")]
    return [*swept, *adapters, Case("dpo", middle, precision="float32")]


def write_model(folder: Path, shape: str, length: int) -> dict:
    width, inner, layers, heads, key_heads, vocabulary = SHAPES[shape]
    torch.manual_seed(0)
    tokenizer = tiny_tokenizer()
    configuration = LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=width,
        intermediate_size=inner,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        num_key_value_heads=key_heads,
        max_position_embeddings=2 * length,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        tie_word_embeddings=True,
    )
    LlamaForCausalLM(configuration).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return {"path": folder.name, "digest": digest_of_folder(folder)}


def rows(objective: str, length: int) -> list[dict]:
    """The longest is of `length` tokens, the shortest of half as many, as answers of a model differ."""
    every = []
    for index in range(BATCH * 2):
        letters = [_letters(number, length) for number in (index, 7 * index + 5)]
        row = {"id": f"r{index}", "prompt": user(f"{index:0{PROMPT}}")}
        if objective == "sft":
            every.append({**row, "completion": "y" * letters[0]})
        else:
            every.append({**row, "chosen": "y" * letters[0], "rejected": "n" * letters[1]})
    return every


def _letters(number: int, length: int) -> int:
    shorter = length // 2 * (number % BATCH) // BATCH
    return length - shorter - PROMPT - 32  # 32 for the letters and tokens of the chat template


def measure(case: Case, store: Path, base: dict, length: int) -> Measured:
    with tempfile.TemporaryDirectory(dir=store) as scratch:
        file = Path(scratch) / "rows.jsonl"
        lines = rows(case.objective, length)
        file.write_text("".join(json.dumps(row) + "\n" for row in lines))
        specification = JobSpecification.model_validate(
            {
                "objective": case.objective,
                "base": base,
                "dataset": {
                    "path": str(file.relative_to(store)),
                    "sha256": digest_of_file(file),
                    "rows": len(lines),
                },
                "output": f"{Path(scratch).name}/model",
                "seed": 1,
                "precision": case.precision,
                "tuning": LORA if case.lora else {"kind": "full"},
                "hyperparameters": {
                    "batchSize": BATCH,
                    "microBatchSize": case.micro,
                    "maxLength": length,
                    "maxSteps": WARM_UP + STEPS,
                },
            }
        )
        job = JobFolder(Path(scratch) / "job")
        job.path.mkdir()
        write_json(job.specification_file, specification.to_wire())
        forget()
        started = time.monotonic()
        with redirect_stdout(sys.stderr):  # the library prints every step
            run_job(job, store)
        whole = time.monotonic() - started
        events = events_by_step(job.progress_file, "progress")
    seconds = [events[step]["seconds"] for step in sorted(events)]
    peak = torch.cuda.max_memory_allocated() if torch.cuda.is_available() else 0
    return Measured(BATCH / statistics.median(seconds[WARM_UP:]), whole, sum(seconds), peak)


def processor() -> str:
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else f"CPU, {torch.get_num_threads()} threads"
    return f"{name}, torch {torch.__version__}"


def forget() -> None:
    """What the case before left on the GPU."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=SHAPES, default="135m" if torch.cuda.is_available() else "small")
    parser.add_argument("--length", type=int, default=1024 if torch.cuda.is_available() else 256)
    parser.add_argument("--micro", default="1,4,16", help="micro-batches to measure; each must divide 16")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        base = write_model(store / "base", options.shape, options.length)
        print(f"{options.shape}, rows of up to {options.length} tokens, batch {BATCH}, {processor()}")
        print(f"{'case':38} {'ratio':>6} {'rows/s':>8} {'peak GiB':>9} {'outside steps':>14}")
        first = None
        for case in cases([int(micro) for micro in options.micro.split(",")]):
            measured = measure(case, store, base, options.length)
            first = first or measured
            outside = measured.whole_seconds - measured.training_seconds
            ratio, peak = measured.rows_per_second / first.rows_per_second, measured.peak_bytes / 2**30
            print(
                f"{case!s:38} {ratio:6.2f} {measured.rows_per_second:8.2f} {peak:9.2f} {outside:12.1f} s", flush=True
            )


if __name__ == "__main__":
    main()
