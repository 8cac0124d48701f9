"""A job computes in a fixed order, and says so where its model does not let it."""

import json

import pytest
import torch
from tiny import dpo_rows, sft_rows

from srlm_trainer import arguments
from srlm_trainer.objectives import OBJECTIVES


@pytest.fixture(autouse=True)
def as_before():
    yield
    torch.use_deterministic_algorithms(False)


@pytest.fixture
def refusing(monkeypatch):
    """Stands for a model whose training needs an operation for which there is no kernel that adds in order."""
    train, tried = OBJECTIVES["sft"].load_train(), []

    def install(message):
        def first_refuses(*given):
            tried.append(torch.are_deterministic_algorithms_enabled())
            if tried[-1]:
                raise RuntimeError(message)
            return train(*given)

        class Refusing(type(OBJECTIVES["sft"])):
            def load_train(self):
                return first_refuses

        monkeypatch.setitem(OBJECTIVES, "sft", Refusing(**vars(OBJECTIVES["sft"])))
        return tried

    return install


def messages(job):
    events = (json.loads(line) for line in job.progress_file.read_text().splitlines())
    return [event["message"] for event in events if event["kind"] == "log"]


def test_training_is_strict(store, run):
    run("strict", store.specification("sft", sft_rows(4), "models/out", hyperparameters={"epochs": 1}))
    assert torch.are_deterministic_algorithms_enabled()
    assert not torch.is_deterministic_algorithms_warn_only_enabled()


def test_a_model_that_cannot_be_is_trained_all_the_same_and_the_log_says_so(store, run, refusing):
    tried = refusing("kthvalue CUDA does not have a deterministic implementation, but you set ...")
    job, _ = run("refused", store.specification("sft", sft_rows(4), "models/out", hyperparameters={"epochs": 1}))
    assert tried == [True, False]
    assert "Not repeatable bit for bit: kthvalue CUDA does not have a deterministic implementation" in messages(job)


def test_another_fault_is_not_tried_again(store, run, refusing):
    tried = refusing("CUDA error: an illegal memory access was encountered")
    with pytest.raises(RuntimeError, match="illegal memory access"):
        run("faulty", store.specification("sft", sft_rows(4), "models/out"))
    assert tried == [True]


def test_computing_activations_again_changes_no_bit(store, run, monkeypatch):
    digests = []
    for recomputes in (False, True):
        monkeypatch.setattr(arguments, "recomputes_activations", lambda *_, answer=recomputes: answer)
        output = f"models/{recomputes}"
        _, result = run(str(recomputes), store.specification("dpo", dpo_rows(8), output, hyperparameters={"epochs": 2}))
        digests.append(result.model.digest)
    assert digests[0] == digests[1]
