"""What to subtract from a score so that good responses score 0 on average (2203.02155, section 3.5)."""

from peft import PeftModel
from transformers import PreTrainedModel

from .score import last_token_scores


def mean_score_of_best(model: PreTrainedModel | PeftModel, rows: list[dict], rows_at_once: int, bf16: bool) -> float:
    """Mean over prompts, by weight, of the mean score of the prompt's best responses."""
    model.eval()
    best = [(row["sequences"][index], row["weight"] / len(row["best"])) for row in rows for index in row["best"]]
    scores = last_token_scores(model, [sequence for sequence, _ in best], rows_at_once, bf16)
    shares = [share for _, share in best]
    return sum(share * score for share, score in zip(shares, scores, strict=True)) / sum(shares)
