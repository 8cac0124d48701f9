"""The same sums in the same order: several kernels of a GPU add up in whatever order their threads finish."""

import os

import torch


def compute_in_order() -> None:
    """Strictly: where torch only warns, the backward pass of attention takes its inexact kernel all the same."""
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # read when the GPU is first used
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # costs time, and only hides faults


def compute_in_any_order() -> None:
    torch.use_deterministic_algorithms(False)


def was_refused(error: RuntimeError) -> bool:
    """Whether the model has an operation that no kernel does in order."""
    return "deterministic" in str(error)  # every wording that torch has for it
