import pytest
from tiny import dpo_rows, sft_rows, tiny_tokenizer, user

from srlm_trainer.errors import TrainerError
from srlm_trainer.rendering import Renderer, render_dpo, render_sft
from srlm_trainer.rows import DpoRow, SftRow


def test_only_the_completion_and_the_end_of_the_turn_are_learnt():
    tokenizer = tiny_tokenizer()
    row = SftRow.model_validate({"id": "1", "prompt": user("hi"), "completion": "yes"})
    [rendered] = render_sft([row], Renderer(tokenizer), 100).rows
    learnt = [token for token in rendered["labels"] if token != -100]
    assert tokenizer.decode(learnt) == "yes<|end|>"
    assert tokenizer.decode(rendered["input_ids"]) == "<|start|>user\nhi<|end|>\n<|start|>assistant\nyes<|end|>"


def test_rows_that_cannot_be_trained_on_are_dropped_by_reason_and_never_cut():
    rows = [
        *dpo_rows(2),
        {**dpo_rows(1)[0], "chosen": "yes " * 100},
        {**dpo_rows(1)[0], "rejected": " yes "},
        {**dpo_rows(1)[0], "rejected": ""},
    ]
    kept = render_dpo([DpoRow.model_validate(row) for row in rows], Renderer(tiny_tokenizer()), 100)
    assert len(kept.rows) == 2
    assert kept.dropped == {"too-long": 1, "identical": 1, "empty-rejected": 1}


def test_nothing_left_is_an_error_that_names_the_setting():
    rows = [SftRow.model_validate(row) for row in sft_rows(3)]
    with pytest.raises(TrainerError, match="3 too-long.*maxLength"):
        render_sft(rows, Renderer(tiny_tokenizer()), 5)
