"""One number for a whole solution from the probabilities of its steps."""

import math
from typing import Literal

Combination = Literal["product", "min", "last"]


def solution_score(step_probabilities: list[float], combination: Combination = "product") -> float:
    """2305.20050 takes the product: the probability that every step is correct, if they err independently."""
    if not step_probabilities:
        raise ValueError("a solution needs at least one step to have a score")
    match combination:
        case "product":
            return math.prod(step_probabilities)
        case "min":
            return min(step_probabilities)
        case "last":
            return step_probabilities[-1]
