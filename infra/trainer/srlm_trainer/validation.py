"""When the model is measured on rows that it does not learn from, and in which batches."""

from transformers import TrainerCallback

from .pair_rendering import length_of
from .processes import processes


class MeasureAndSave(TrainerCallback):
    """So many times in an epoch, at even distances, and at the end; each measured model is kept as a checkpoint."""

    def __init__(self, rows: int, batch_size: int, per_epoch: int):
        self._steps_per_epoch = -(-rows // batch_size)
        self._per_epoch = per_epoch

    def on_step_end(self, args, state, control, **kwargs):
        if self._points_up_to(state.global_step) > self._points_up_to(state.global_step - 1) or is_last(state):
            control.should_evaluate = control.should_save = True

    def _points_up_to(self, step: int) -> int:
        return step * self._per_epoch // self._steps_per_epoch


def is_last(state) -> bool:
    return state.global_step >= state.max_steps


def deal(rows: list[dict], batch_size: int) -> list[list[dict]]:
    """This process's batches. All processes have equally many, because sharded models step together: what is missing is
    made up for by rows of weight 0."""
    count, index = processes().num_processes, processes().process_index
    ordered = sorted(rows, key=lambda row: -length_of(row))
    ordered += [{**row, "weight": 0.0} for row in ordered[:1]] * (-len(rows) % count)
    mine = ordered[index::count]
    return [mine[start : start + batch_size] for start in range(0, len(mine), batch_size)]
