"""Requests that wait together share a forward pass, and do not notice."""

from pathlib import Path

import pytest
from scoring_models import write_scoring_model

from srlm_trainer.errors import TrainerError
from srlm_trainer.rows import Message
from srlm_trainer.scoring.batcher import Batcher
from srlm_trainer.scoring.contract import Said
from srlm_trainer.scoring.loaded_models import LoadedModels
from srlm_trainer.scoring.model_folder import ModelFolder, find_model
from srlm_trainer.scoring.question import Question


def question(response: str) -> Question:
    return Question([Message(role="user", content="add")], response, response.split(), "product")


QUESTIONS = [question("so " * count) for count in (1, 9, 0, 4, 2, 300)]


@pytest.mark.parametrize("name", ["RM", "PRM"])
def test_a_response_in_a_batch_scores_as_it_does_alone(store, name):
    write_scoring_model(store, name)
    model = LoadedModels(1).of(find_model(store.root, "r", name))
    together = model.say(QUESTIONS)
    assert {said.reason for said in together} >= {None, "too-long"}
    for said, asked in zip(together, QUESTIONS, strict=True):
        [alone] = model.say([asked])
        assert said.reason == alone.reason
        assert said.score == (None if alone.score is None else pytest.approx(alone.score, abs=1e-4))
        assert said.steps == (None if alone.steps is None else pytest.approx(alone.steps, abs=1e-4))


class Recording:
    """A model that remembers what it was asked together, and cannot read one response."""

    def __init__(self):
        self.asked: list[list[str]] = []

    def say(self, questions: list[Question]) -> list[Said]:
        self.asked.append([one.response for one in questions])
        if "unreadable" in self.asked[-1]:
            raise ValueError("unreadable")
        return [Said(float(len(one.response))) for one in questions]


def folder(name: str) -> ModelFolder:
    return ModelFolder(Path(name), name, "reward model", (0, 0))


@pytest.fixture
def models():
    return {folder("a"): Recording(), folder("b"): Recording()}


@pytest.fixture
def batcher(models):
    """Not started yet, so that what is asked first waits together."""
    batcher = Batcher(models.__getitem__, rows_at_once=3, most_waiting=6)
    yield batcher
    batcher.close()


def test_what_waits_for_one_model_shares_a_pass_of_bounded_size(models, batcher):
    replies = [batcher.ask(folder(name), question(response)) for name, response in zip("aabaaa", "123456", strict=True)]
    with pytest.raises(TrainerError, match="6 requests wait already") as refused:
        batcher.ask(folder("a"), question("8"))
    assert refused.value.status == 503
    batcher.start()
    assert [reply.result(timeout=5).score for reply in replies] == [1.0] * 6
    assert models[folder("a")].asked == [["1", "2", "4"], ["5", "6"]]
    assert models[folder("b")].asked == [["3"]]


def test_one_that_fails_fails_alone_and_one_that_nobody_waits_for_is_not_asked(models, batcher):
    good, bad, left = (batcher.ask(folder("a"), question(response)) for response in ("good", "unreadable", "left"))
    elsewhere = batcher.ask(folder("none"), question("x"))
    assert left.cancel()
    batcher.start()
    assert good.result(timeout=5).score == 4
    with pytest.raises(ValueError, match="unreadable"):
        bad.result(timeout=5)
    with pytest.raises(KeyError):
        elsewhere.result(timeout=5)
    assert batcher.ask(folder("b"), question("still there")).result(timeout=5).score == 11
    assert models[folder("a")].asked == [["good", "unreadable"], ["good"], ["unreadable"]]


def test_the_model_that_was_asked_longest_ago_makes_room(store):
    write_scoring_model(store, "RM")
    model = find_model(store.root, "r", "RM")
    others = [ModelFolder(model.path, name, model.kind, model.version) for name in "ab"]
    loaded = LoadedModels(2)
    kept, gone = loaded.of(model), loaded.of(others[0])
    assert loaded.of(model) is kept
    loaded.of(others[1])
    assert loaded.of(model) is kept
    assert loaded.of(others[0]) is not gone
