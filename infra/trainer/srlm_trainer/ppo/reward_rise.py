"""How much more the policy earned in the end than in the beginning."""

import math
from pathlib import Path
from statistics import fmean

from ..progress import events_by_step


def reward_rise(progress_file: Path) -> float:
    """The mean reward of the last quarter of the steps minus that of the first; 0 after a single step."""
    by_step = events_by_step(progress_file, "progress")
    rewards = [by_step[step]["extra"]["reward"] for step in sorted(by_step)]
    quarter = math.ceil(len(rewards) / 4)
    return fmean(rewards[-quarter:]) - fmean(rewards[:quarter])
