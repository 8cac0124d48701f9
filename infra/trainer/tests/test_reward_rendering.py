"""Methods section 19, RLHF: all C(K, 2) pairs of a prompt share one batch element, and ties are dropped."""

import math

import pytest
from pydantic import ValidationError
from tiny import tiny_tokenizer, user

from srlm_trainer.errors import TrainerError
from srlm_trainer.rendering import Renderer
from srlm_trainer.reward_models.collator import ComparisonCollator
from srlm_trainer.reward_models.rendering import render_ranked, render_soft_preferences, strict_comparisons
from srlm_trainer.reward_models.rows import RankedRow, SoftPreferenceRow

LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]


def ranked(responses, ranks, **fields):
    row = {"id": "1", "prompt": user("x"), "responses": responses, "ranks": ranks, **fields}
    return RankedRow.model_validate(row)


def render(rows, max_length=100):
    return render_ranked(rows, Renderer(tiny_tokenizer()), max_length)


@pytest.mark.parametrize("count", [2, 4, 9])
def test_every_pair_of_a_prompt_is_in_its_one_element(count):
    [element] = render([ranked(LETTERS[:count], list(range(count)))]).rows
    assert len(element["first"]) == math.comb(count, 2)
    assert all(better < worse for better, worse in zip(element["first"], element["second"], strict=True))
    assert set(element["probability"]) == {1.0}


def test_ties_and_equal_texts_are_dropped_from_the_pairs():
    assert strict_comparisons(["a", "b", "c"], [0, 1, 1]) == [(0, 1, 1.0), (0, 2, 1.0)]
    assert strict_comparisons(["a", "a ", "c"], [0, 1, 2]) == [(0, 2, 1.0), (1, 2, 1.0)]


def test_rows_without_a_strict_pair_and_rows_too_long_are_dropped_by_reason():
    rows = [ranked(["a", "b"], [0, 1]), ranked(["a", "b"], [1, 1]), ranked(["a", "b" * 100], [0, 1])]
    kept = render(rows)
    assert (len(kept.rows), kept.dropped) == (1, {"no-strict-pair": 1, "too-long": 1})


def test_nothing_left_is_an_error():
    with pytest.raises(TrainerError, match="1 no-strict-pair"):
        render([ranked(["a", "b"], [0, 0])])


def test_the_best_responses_are_those_of_the_lowest_rank():
    [element] = render([ranked(["a", "b", "c"], [3, 1, 1])]).rows
    assert element["best"] == [1, 2]


def test_a_batch_points_into_its_own_responses():
    kept = render([ranked(["a", "b"], [1, 0]), ranked(["a", "b", "c"], [0, 1, 2], weight=2)])
    batch = ComparisonCollator(pad_token_id=0)(kept.rows)
    assert len(batch["input_ids"]) == 5
    assert batch["first"].tolist() == [1, 2, 2, 3]
    assert batch["second"].tolist() == [0, 3, 4, 4]
    assert batch["element"].tolist() == [0, 1, 1, 1]
    assert batch["weight"].tolist() == [1, 2]


def test_a_soft_preference_keeps_its_probability_and_equal_texts_are_dropped():
    row = {"id": "1", "prompt": user("x"), "first": "a", "second": "b", "probability": 0.3}
    rows = [SoftPreferenceRow.model_validate(given) for given in (row, {**row, "second": " a"})]
    kept = render_soft_preferences(rows, Renderer(tiny_tokenizer()), 100)
    assert (kept.rows[0]["probability"], kept.rows[0]["best"]) == ([0.3], [1])
    assert kept.dropped == {"identical": 1}


def test_ranks_and_responses_must_be_as_many():
    with pytest.raises(ValidationError, match="one number per response .got 1 for 2."):
        ranked(["a", "b"], [0])
