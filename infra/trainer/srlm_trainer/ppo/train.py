"""PPO from its four models to a trained policy."""

from collections import Counter
from pathlib import Path

from peft import get_peft_model
from transformers import GenerationConfig, PreTrainedModel, PreTrainedTokenizerBase
from trl.trainer.utils import disable_dropout_in_model

from ..activations import recomputes_activations
from ..arguments import adapter_configuration
from ..contract import JobSpecification, ModelSource
from ..errors import TrainerError
from ..job_folder import JobFolder
from ..models import load_model, load_tokenizer, uses_bf16
from ..processes import processes
from ..rendering import Kept, Renderer
from ..reward_models.model import load_reward_model, padding_token, require_reward_model
from ..reward_models.score import last_token_scores
from ..rows import read_rows
from ..store_paths import resolve
from ..trained import Trained
from .actors import Actors
from .loop import run_ppo
from .pretraining import PretrainingTexts, render_texts
from .rendering import render_prompts
from .reward_rise import reward_rise
from .rows import PromptRow, TextRow
from .sampling import Response
from .schedule import schedule_of


def train_ppo(folder: JobFolder, specification: JobSpecification, store: Path, rows: list[PromptRow]) -> Trained:
    _require_one_process()
    hyperparameters, settings = specification.hyperparameters, specification.hyperparameters.ppo
    tokenizer = load_tokenizer(resolve(store, specification.base.path, "base.path"))
    renderer = Renderer(tokenizer)
    kept = render_prompts(rows, renderer, hyperparameters.max_length, settings.max_response_tokens)
    pad_token_id = padding_token(tokenizer, renderer.end_of_turn)
    actors = _load_actors(specification, store, tokenizer, pad_token_id)
    sampling = GenerationConfig(
        do_sample=True,
        temperature=settings.temperature,
        top_k=0,
        top_p=1.0,
        max_new_tokens=settings.max_response_tokens,
        eos_token_id=renderer.end_of_turn,
        pad_token_id=pad_token_id,
    )
    pretraining, dropped = _pretraining_of(specification, store, tokenizer)
    outcome = run_ppo(folder, specification, actors, schedule_of(specification, kept.rows), sampling, pretraining)
    rise = {"rewardRise": reward_rise(folder.progress_file)}
    return Trained(actors.policy, Kept(kept.rows, kept.dropped + dropped), outcome=outcome, extra=rise)


def _pretraining_of(
    specification: JobSpecification, store: Path, tokenizer: PreTrainedTokenizerBase
) -> tuple[PretrainingTexts | None, Counter[str]]:
    """Also how many of its texts were left out for which reason."""
    given = specification.pretraining
    if given is None:
        return None, Counter()
    file = resolve(store, given.dataset.path, "pretraining.dataset.path")
    rows = read_rows(file, given.dataset.path, TextRow, given.dataset.rows, "pretraining.dataset")
    kept = render_texts(rows, tokenizer, specification.hyperparameters.max_length)
    texts = [row["input_ids"] for row in kept.rows]
    return PretrainingTexts(texts, given.per_episode, given.weight, specification.seed), kept.dropped


def _require_one_process() -> None:
    count = processes().num_processes
    if count > 1:
        raise TrainerError(
            "one-process-only",
            f"ppo trains in one process (got {count}); start the service with SRLM_TRAINER_LAUNCH=process",
        )


def _load_actors(
    specification: JobSpecification, store: Path, tokenizer: PreTrainedTokenizerBase, pad_token_id: int
) -> Actors:
    base = resolve(store, specification.base.path, "base.path")
    reference = resolve(store, (specification.reference or specification.base).path, "reference.path")
    reward_folder = resolve(store, _reward_model(specification).path, "rewardModel.path")
    offset = require_reward_model(reward_folder)
    if load_tokenizer(reward_folder).get_vocab() != tokenizer.get_vocab():
        raise TrainerError(
            "tokenizer-differs",
            "The reward model must read the tokens that the policy writes; train it from the base",
            path="rewardModel.path",
        )
    bf16 = uses_bf16(specification)
    reward_model = _frozen(load_reward_model(reward_folder, specification.seed, pad_token_id))
    value = load_reward_model(reward_folder, specification.seed, pad_token_id)

    def score(responses: list[Response]) -> list[float]:
        sequences = [response.prompt + response.tokens for response in responses]
        scores = last_token_scores(reward_model, sequences, specification.hyperparameters.micro_batch_size, bf16)
        return [each - offset for each in scores]

    return Actors(
        policy=_trained(load_model(base), specification, "CAUSAL_LM"),
        reference=_frozen(load_model(reference)),
        value=_trained(value, specification, "SEQ_CLS"),
        value_offset=offset,
        score=score,
        temperature=specification.hyperparameters.ppo.temperature,
        bf16=bf16,
    )


def _reward_model(specification: JobSpecification) -> ModelSource:
    if specification.reward_model is None:  # the contract refuses it
        raise ValueError("ppo needs a reward model")
    return specification.reward_model


def _frozen(model: PreTrainedModel) -> PreTrainedModel:
    return model.to(processes().device).eval().requires_grad_(False)


def _trained(model: PreTrainedModel, specification: JobSpecification, task_type: str):
    """Without dropout, whatever the configuration says: it would make the ratio of a policy to itself differ from 1."""
    disable_dropout_in_model(model)
    if recomputes_activations(model, None, uses_bf16(specification), specification.tuning.kind == "full"):
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    adapter = adapter_configuration(specification.tuning, task_type)
    return (model if adapter is None else get_peft_model(model, adapter)).to(processes().device)
