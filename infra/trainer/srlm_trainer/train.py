"""Running a prepared trainer to its end, from the newest complete checkpoint if there is one."""

import shutil

from transformers import Trainer

from .checkpoints import is_final, newest_complete
from .job_folder import JobFolder


def train(trainer: Trainer, folder: JobFolder) -> None:
    """The trainer must hold the original policy: the checkpoint's weights are loaded over it here."""
    checkpoint = newest_complete(folder.checkpoints)
    if trainer.is_world_process_zero() and folder.checkpoints.exists():
        for leftover in folder.checkpoints.iterdir():
            if leftover != checkpoint:
                shutil.rmtree(leftover)
    trainer.accelerator.wait_for_everyone()
    if checkpoint is not None and is_final(checkpoint):
        trainer._load_from_checkpoint(str(checkpoint))  # killed while publishing: nothing is left to train
    else:
        trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
