"""The objectives there are: what each reads, what it uses, and where its training is.

Nothing here imports torch, because the service asks this table too; only the process of a job loads what trains.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from .pair_rows import DnoSoftRow, DpoRow, DpoSoftRow, ScirRow, StepRow
from .ppo.rows import PromptRow
from .process_rewards.rows import StepsRow
from .reward_models.rows import RankedRow, SoftPreferenceRow
from .rows import Row, SftRow


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
    has_validation: bool = False
    has_pretraining: bool = False
    has_head: bool = False
    """Whether the output has a head of its own in place of the vocabulary."""

    def load_train(self) -> Callable:
        return pkgutil.resolve_name(f"{__package__}.{self.train}")


OBJECTIVES: dict[str, Objective] = {
    "sft": Objective(row=SftRow, train="train_sft:train_sft"),
    "dpo": Objective(
        row=DpoRow,
        train="train_dpo:train_dpo",
        uses=frozenset({"beta", "label_smoothing", "loss", "nll_weight"}),
        has_reference=True,
        has_validation=True,
    ),
    "dpo_soft": Objective(
        row=DpoSoftRow,
        train="train_dpo:train_dpo_soft",
        uses=frozenset({"beta"}),
        has_reference=True,
        has_validation=True,
    ),
    "dno_soft": Objective(
        row=DnoSoftRow,
        train="train_dpo:train_dno_soft",
        uses=frozenset({"beta", "reward_scale"}),
        has_reference=True,
        has_validation=True,
    ),
    "spin": Objective(
        row=DpoRow,
        train="train_dpo:train_dpo",
        uses=frozenset({"beta", "link"}),
        has_reference=True,
        has_validation=True,
    ),
    "step_dpo": Objective(
        row=StepRow, train="train_dpo:train_step_dpo", uses=frozenset({"beta"}), has_reference=True, has_validation=True
    ),
    "scir": Objective(
        row=ScirRow,
        train="train_scir:train_scir",
        uses=frozenset(
            {
                "beta",
                "consistency_weight",
                "entropy_weight",
                "agreement_margin",
                "implicit_scale",
                "length_normalised",
            }
        ),
        has_reference=True,
        has_validation=True,
    ),
    "rm_bt": Objective(row=RankedRow, train="reward_models.train:train_ranked", has_head=True),
    "rm_soft": Objective(row=SoftPreferenceRow, train="reward_models.train:train_soft", has_head=True),
    "prm": Objective(
        row=StepsRow,
        train="process_rewards.train:train_steps",
        uses=frozenset({"neutral_steps"}),
        has_head=True,
    ),
    "ppo": Objective(
        row=PromptRow,
        train="ppo.train:train_ppo",
        uses=frozenset({"beta", "ppo"}),
        has_reference=True,
        has_reward_model=True,
        has_pretraining=True,
    ),
}


def objectives_with(feature: Callable[[Objective], bool]) -> str:
    return ", ".join(name for name, objective in OBJECTIVES.items() if feature(objective))
