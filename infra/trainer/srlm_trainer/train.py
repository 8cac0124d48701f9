"""Running a prepared trainer to its end, from the newest complete checkpoint if there is one."""

from transformers import Trainer

from .checkpoints import best_of, is_final, keep_only, newest_complete
from .job_folder import JobFolder


def train(trainer: Trainer, folder: JobFolder) -> None:
    """The trainer must hold the original policy: the checkpoint's weights are loaded over it here. It ends with those
    of the best checkpoint, or of the last one where nothing is measured."""
    newest = newest_complete(folder.checkpoints)
    if trainer.is_world_process_zero() and folder.checkpoints.exists():
        keep_only(newest, folder.checkpoints)
    trainer.accelerator.wait_for_everyone()
    held = None
    if newest is None or not is_final(newest):  # else killed while publishing: nothing is left to train
        trainer.train(resume_from_checkpoint=None if newest is None else str(newest))
        held = newest = newest_complete(folder.checkpoints)
    if best_of(newest) != held:
        trainer._load_from_checkpoint(str(best_of(newest)))
