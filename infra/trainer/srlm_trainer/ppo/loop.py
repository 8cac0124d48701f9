"""Sample, judge, step, until the prompts are used up or the policy has gone too far from its reference."""

import torch
from transformers import GenerationConfig, TrainerState

from ..contract import JobSpecification, Outcome
from ..errors import TrainerError
from ..job_folder import JobFolder
from ..progress import append_event
from ..reporting import ProgressWriter
from .actors import Actors
from .average import average_of
from .episodes import Episodes, collect
from .pretraining import PretrainingTexts
from .sampling import Response, sample_responses
from .schedule import Schedule, optimizer_of
from .state import Progress, TrainingState
from .update import update


def run_ppo(
    folder: JobFolder,
    specification: JobSpecification,
    actors: Actors,
    schedule: Schedule,
    sampling: GenerationConfig,
    pretraining: PretrainingTexts | None = None,
) -> Outcome:
    """Leaves the policy as it is to be published."""
    hyperparameters, settings = specification.hyperparameters, specification.hyperparameters.ppo
    average = average_of(actors.trainable()["policy"], settings.ema_decay) if settings.ema_decay > 0 else None
    state = TrainingState(actors, *optimizer_of(actors, specification, schedule.total_steps), average)
    writer, tokens = ProgressWriter(folder.progress_file), 0
    progress = state.restore(folder.checkpoints)
    while progress.outcome is None:
        schedule.draw(progress.step)
        responses = sample_responses(
            actors.policy, schedule.batch(progress.step), sampling, hyperparameters.micro_batch_size
        )
        episodes = collect(
            actors,
            responses,
            beta=hyperparameters.beta,
            gae_lambda=settings.gae_lambda,
            missing_end_reward=settings.missing_end_reward,
            rows_at_once=hyperparameters.micro_batch_size,
        )
        kl = _response_mean(episodes.kl, responses)
        if kl > settings.kl_limit:
            _tell_limit(folder, progress.step, kl, settings.kl_limit)
            progress = Progress(progress.step, "kl-limit")
        else:
            rate = state.schedule.get_last_lr()[0]
            figures = update(
                actors,
                state.optimizer,
                episodes,
                settings,
                rows_at_once=hyperparameters.micro_batch_size,
                max_gradient_norm=hyperparameters.max_gradient_norm,
                pretraining=pretraining,
                episodes_before=schedule.episodes_before(progress.step),
            )
            if average is not None:
                average.add()
            state.schedule.step()
            step = progress.step + 1
            progress = Progress(step, "completed" if step == schedule.total_steps else None)
            tokens += int(episodes.mask.sum())
            logs = {**_figures(figures, episodes, responses, kl), "learning_rate": rate, "num_tokens": tokens}
            shown = TrainerState(
                global_step=step, max_steps=schedule.total_steps, epoch=step / schedule.steps_per_epoch
            )
            writer.on_log(None, shown, None, logs=logs)
        if progress.outcome is not None or progress.step % specification.checkpoint_every_steps == 0:
            state.save(folder.checkpoints, progress, schedule.total_steps)
            append_event(folder.progress_file, "log", message=f"Checkpoint at step {progress.step}")
    if average is not None:
        average.put_in_place(progress.step)
    return progress.outcome


def _tell_limit(folder: JobFolder, step: int, kl: float, limit: float) -> None:
    told = f"The policy is {kl:.2f} nats per response from its reference after step {step}, over ppo.klLimit {limit}"
    if step == 0:
        raise TrainerError(
            "kl-limit",
            f"{told}: nothing was trained; name the model that training starts from as reference, or raise the limit",
            path="hyperparameters.ppo.klLimit",
        )
    append_event(folder.progress_file, "log", message=f"{told}: training ends here, raise beta to go further")


def _response_mean(values: torch.Tensor, responses: list[Response]) -> float:
    weights = torch.tensor([response.weight for response in responses], device=values.device)
    return ((values * weights).sum() / weights.sum()).item()


def _figures(figures: dict[str, float], episodes: Episodes, responses: list[Response], kl: float) -> dict[str, float]:
    lengths = torch.tensor([float(len(response.tokens)) for response in responses])
    unfinished = torch.tensor([float(not response.finished) for response in responses])
    pretraining = {} if "pretrainingLoss" not in figures else {"extra/pretrainingLoss": figures["pretrainingLoss"]}
    return {
        "loss": figures["policyLoss"] + figures["valueLoss"],
        "kl": kl,
        "grad_norm": figures["gradientNorm"],
        "extra/reward": _response_mean(episodes.rewards, responses),
        "extra/policyLoss": figures["policyLoss"],
        "extra/valueLoss": figures["valueLoss"],
        "extra/clipFraction": figures["clipFraction"],
        "extra/responseLength": _response_mean(lengths, responses),
        "extra/unfinishedShare": _response_mean(unfinished, responses),
        **pretraining,
    }
