from functools import partial

import pytest
import torch
from tiny import begun, dno_rows, dpo_rows, scir_rows, step_rows, tiny_tokenizer, user
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from srlm_trainer.errors import TrainerError
from srlm_trainer.pair_loss import logistic, soft
from srlm_trainer.pair_rendering import render_pair, render_rewarded_pair, render_rows, render_step_pair
from srlm_trainer.pair_rows import DnoSoftRow, DpoRow, ScirRow, StepRow
from srlm_trainer.rendering import Renderer
from srlm_trainer.train_scir import render_judged_pair

renderer = Renderer(tiny_tokenizer())


def test_pairs_that_cannot_be_trained_on_are_dropped_by_reason_and_never_cut():
    """Methods section 3: too long, identical and empty."""
    rows = [
        *dpo_rows(2),
        {**dpo_rows(1)[0], "chosen": "yes " * 100},
        {**dpo_rows(1)[0], "rejected": " yes "},
        {**dpo_rows(1)[0], "rejected": ""},
    ]
    render = partial(render_pair, renderer=renderer, confidence=1)
    kept = render_rows([DpoRow.model_validate(row) for row in rows], render, 100)
    assert len(kept.rows) == 2
    assert kept.dropped == {"too-long": 1, "identical": 1, "empty-rejected": 1}


def test_the_target_of_dno_is_a_confidence_in_the_response_with_the_higher_reward():
    """Methods section 0.4: win rates 0.8 and 0.2 -> sigma(0.6) = 0.645656, whichever response comes first."""
    [row] = dno_rows(1)
    turned = {**row, "first": row["second"], "second": row["first"], "firstReward": 0.2, "secondReward": 0.8}
    for one in (row, turned):
        rendered = render_rewarded_pair(DnoSoftRow.model_validate(one), renderer, 1)
        assert rendered["confidence"] == pytest.approx(0.645656, abs=1e-6)
        assert rendered["chosen_ids"] == renderer.response(row["first"])
    assert render_rewarded_pair(DnoSoftRow.model_validate(row), renderer, 3)["confidence"] > 0.85


@pytest.mark.parametrize("scale", [1.0, 4.0])
def test_a_scale_of_rewards_and_beta_alike_leaves_the_target_of_dno_where_it_was(scale):
    """Methods section 5: the fit is exact where log pi/pi_t differs by (r1 - r2) / eta, whatever c scales both."""
    row = DnoSoftRow.model_validate({**dno_rows(1)[0], "firstReward": 0.8, "secondReward": 0.2})
    target = torch.tensor(render_rewarded_pair(row, renderer, scale)["confidence"])
    eta, log_ratio = 0.1, torch.tensor((0.8 - 0.2) / 0.1, requires_grad=True)
    soft(logistic, scale * eta * log_ratio, target).backward()
    assert log_ratio.grad.item() == pytest.approx(0, abs=1e-6)


def test_equal_rewards_ask_for_no_difference():
    row = {**dno_rows(1)[0], "firstReward": 0.5, "secondReward": 0.5}
    assert render_rewarded_pair(DnoSoftRow.model_validate(row), renderer, 1)["confidence"] == 0.5


def test_a_step_is_learnt_without_the_steps_before_it_and_without_an_end_of_the_turn():
    """Methods section 11.2: the loss is on the tokens of that step alone."""
    tokenizer = tiny_tokenizer()
    rendered = render_step_pair(StepRow.model_validate(step_rows(1)[0]), renderer)
    assert tokenizer.decode(rendered["prompt_ids"]).endswith("<|start|>assistant\nStep 1: 0 + 0\n")
    assert tokenizer.decode(rendered["chosen_ids"]) == "Step 2: yes "
    assert tokenizer.decode(rendered["rejected_ids"]) == "Step 2: no "


def test_a_first_step_has_no_prefix():
    rendered = render_step_pair(StepRow.model_validate({**step_rows(1)[0], "prefix": ""}), renderer)
    assert rendered["prompt_ids"] == renderer.prompt(StepRow.model_validate(step_rows(1)[0]).prompt)


def test_a_border_inside_a_token_drops_the_row():
    """`ab` is one token here: a prefix that ends in a with a step that begins with b has no border to count from."""
    letters = {letter: index for index, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    merging = Tokenizer(models.BPE(vocab={**letters, "ab": len(letters)}, merges=[("a", "b")]))
    merging.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=merging, eos_token="<|text-end|>", pad_token="<|pad|>")
    tokenizer.chat_template = tiny_tokenizer().chat_template
    steps = [("xa", "b", "c"), ("xa", "c", "b"), ("xa", "c", "d"), ("x", "ab", "c")]
    rows = [
        StepRow(id=str(number), prompt=user("x"), prefix=prefix, chosen=chosen, rejected=rejected)
        for number, (prefix, chosen, rejected) in enumerate(steps)
    ]
    kept = render_rows(rows, partial(render_step_pair, renderer=Renderer(tokenizer)), 100)
    assert kept.dropped == {"border-inside-token": 2}
    assert kept.rows[1]["chosen_ids"] == [len(letters)]


def test_a_judged_pair_has_both_judge_prompts_and_two_label_tokens():
    """Methods section 7."""
    tokenizer = tiny_tokenizer()
    [row] = [ScirRow.model_validate(row) for row in scir_rows(1)]
    rendered = render_judged_pair(row, renderer, 128)
    going_on = "<|end|>\n<|start|>assistant\nIt is ("
    assert tokenizer.decode(rendered["judge_forward_ids"]) == f"<|start|>user\nA: yes {going_on}"
    assert tokenizer.decode(rendered["judge_backward_ids"]) == f"<|start|>user\nA: no {going_on}"
    assert tokenizer.convert_ids_to_tokens(rendered["label_ids"]) == ["A", "B"]


@pytest.mark.parametrize("labels", [["A", "A"], ["first", "second"]])
def test_labels_that_are_not_two_tokens_are_refused_by_row(labels):
    row = ScirRow.model_validate({**scir_rows(1)[0], "labels": labels})
    with pytest.raises(TrainerError, match="Row c0: labels must be two different texts of one token"):
        render_judged_pair(row, renderer, 128)


def test_a_label_is_the_token_that_comes_after_the_opening():
    """`(A` is one token here: what the judge would write next is then no label."""
    letters = {letter: index for index, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    joining = Tokenizer(models.BPE(vocab={**letters, "(A": len(letters)}, merges=[("(", "A")]))
    joining.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=joining, eos_token="<|text-end|>", pad_token="<|pad|>")
    tokenizer.chat_template = tiny_tokenizer().chat_template
    row = ScirRow.model_validate(scir_rows(1)[0])
    with pytest.raises(TrainerError, match="one token each for this model, after 'It is \\('"):
        render_judged_pair(row, Renderer(tokenizer), 128)


def test_a_judged_pair_is_dropped_when_its_judge_prompt_is_too_long():
    rows = scir_rows(2)
    rows[1]["judgePromptBackward"] = begun("long " * 40)
    render = partial(render_judged_pair, renderer=renderer, max_length=128)
    assert render_rows([ScirRow.model_validate(row) for row in rows], render, 128).dropped == {
        "judge-prompt-too-long": 1
    }
