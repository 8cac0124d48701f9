"""The processes of one job: one on a CPU, one per GPU under `accelerate launch`."""

import torch
from accelerate import PartialState


def processes() -> PartialState:
    """Told about the CPU: without a GPU accelerate otherwise takes each of several processes for the only one."""
    return PartialState(cpu=not torch.cuda.is_available())
