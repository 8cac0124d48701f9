"""Methods section 11.1 and section 19, PRM: the product over steps; labels stop at the first error."""

import pytest
from pydantic import ValidationError
from tiny import tiny_tokenizer, user

from srlm_trainer.process_rewards.rendering import render_steps
from srlm_trainer.process_rewards.rows import StepsRow
from srlm_trainer.process_rewards.solution_score import solution_score
from srlm_trainer.rendering import Renderer


@pytest.mark.parametrize(("combination", "score"), [("product", 0.36), ("min", 0.5), ("last", 0.8)])
def test_a_solution_scores_by_its_steps(combination, score):
    assert solution_score([0.9, 0.5, 0.8], combination) == pytest.approx(score)


def test_the_product_is_the_default_and_no_step_is_no_score():
    assert solution_score([0.5, 0.5]) == 0.25
    with pytest.raises(ValueError, match="at least one step"):
        solution_score([])


def steps(steps, labels):
    return StepsRow.model_validate({"id": "1", "prompt": user("x"), "steps": steps, "labels": labels})


def rendered(rows, tokenizer, neutral_steps="correct"):
    return render_steps(rows, Renderer(tokenizer), 100, neutral_steps)


def learnt(kept):
    return [label for row in kept.rows for label in row["labels"] if label != -100]


def test_a_label_stands_on_the_last_token_of_each_step():
    tokenizer = tiny_tokenizer()
    [row] = rendered([steps(["one", "two\n"], [1, 1])], tokenizer).rows
    ends = [index for index, label in enumerate(row["labels"]) if label != -100]
    assert [tokenizer.decode(row["input_ids"][: end + 1]).rpartition("assistant\n")[2] for end in ends] == [
        "one\n",
        "one\ntwo\n",
    ]


@pytest.mark.parametrize("labels", [[1, 0], [1, 0, 1, 1], [1, 0, 0]])
def test_labels_stop_at_the_first_error_and_later_steps_are_counted(labels):
    tokenizer = tiny_tokenizer()
    kept = rendered([steps(["one", "two", "three", "four"], labels)], tokenizer)
    assert learnt(kept) == [1, 0]
    assert "three" not in tokenizer.decode(kept.rows[0]["input_ids"])
    assert kept.dropped == {"steps-after-first-error": 2}


@pytest.mark.parametrize(
    ("neutral_steps", "expected", "dropped"),
    [("correct", [1, 1, 0], {}), ("wrong", [1, 0], {"steps-after-first-error": 1})],
)
def test_a_neutral_step_is_correct_or_the_first_error(neutral_steps, expected, dropped):
    kept = rendered([steps(["one", "two", "three"], [1, "neutral", 0])], tiny_tokenizer(), neutral_steps)
    assert (learnt(kept), kept.dropped) == (expected, dropped)


@pytest.mark.parametrize("labels", [[1, 1, 1], [1], ["neutral"]])
def test_labels_that_do_not_fit_their_steps_are_refused(labels):
    with pytest.raises(ValidationError, match="labels m"):
        steps(["one", "two"], labels)
