"""The objectives there are: what each reads, what it uses, and where its training is.

Nothing here imports torch, because the service asks this table too; only the process of a job loads what trains.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from .rows import DpoRow, Row, SftRow


@dataclass(frozen=True)
class Objective:
    row: type[Row]
    """What a line of the data set must be."""
    train: str
    """`module:function`; called as function(folder, specification, store, rows), gives the model and the kept rows."""
    uses: frozenset[str] = frozenset()
    """Hyper-parameters that are not for every objective, by their names in Python."""
    has_reference: bool = False
    has_reward_model: bool = False

    def load_train(self) -> Callable:
        return pkgutil.resolve_name(f"{__package__}.{self.train}")


OBJECTIVES: dict[str, Objective] = {
    "sft": Objective(row=SftRow, train="train_sft:train_sft"),
    "dpo": Objective(
        row=DpoRow,
        train="train_dpo:train_dpo",
        uses=frozenset({"beta", "label_smoothing", "loss", "nll_weight"}),
        has_reference=True,
    ),
}


def objectives_with(feature: Callable[[Objective], bool]) -> str:
    return ", ".join(name for name, objective in OBJECTIVES.items() if feature(objective))
