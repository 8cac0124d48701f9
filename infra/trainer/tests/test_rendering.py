import pytest
from tiny import begun, sft_rows, tiny_tokenizer, user

from srlm_trainer.errors import TrainerError
from srlm_trainer.rendering import Renderer, render_sft
from srlm_trainer.rows import Message, SftRow


def test_only_the_completion_and_the_end_of_the_turn_are_learnt():
    tokenizer = tiny_tokenizer()
    row = SftRow.model_validate({"id": "1", "prompt": user("hi"), "completion": "yes"})
    [rendered] = render_sft([row], Renderer(tokenizer), 100).rows
    learnt = [token for token in rendered["labels"] if token != -100]
    assert tokenizer.decode(learnt) == "yes<|end|>"
    assert tokenizer.decode(rendered["input_ids"]) == "<|start|>user\nhi<|end|>\n<|start|>assistant\nyes<|end|>"


def test_a_reply_that_has_begun_is_gone_on_with_and_not_opened_again():
    tokenizer = tiny_tokenizer()
    messages = [Message(**message) for message in begun("hi")]
    assert tokenizer.decode(Renderer(tokenizer).prompt(messages)) == (
        "<|start|>user\nhi<|end|>\n<|start|>assistant\nIt is ("
    )


def test_nothing_left_is_an_error_that_names_the_setting():
    rows = [SftRow.model_validate(row) for row in sft_rows(3)]
    with pytest.raises(TrainerError, match="3 too-long.*maxLength"):
        render_sft(rows, Renderer(tiny_tokenizer()), 5)
