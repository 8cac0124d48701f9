"""What the scorer says of responses is what training computed of them."""

import json

import pytest
import torch
from fastapi.testclient import TestClient
from reward_rows import ranked_rows, step_rows
from scoring_models import write_scoring_model
from tiny import tiny_tokenizer, user
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification

from srlm_trainer.process_rewards.rendering import render_steps
from srlm_trainer.process_rewards.rows import StepsRow
from srlm_trainer.rendering import Renderer
from srlm_trainer.reward_models.rendering import render_ranked
from srlm_trainer.reward_models.rows import RankedRow
from srlm_trainer.reward_models.score import last_token_scores
from srlm_trainer.scoring.app import create_app
from srlm_trainer.scoring.settings import ScorerSettings

SHORT = {"epochs": 1}


@pytest.fixture
def trained(store, run):
    """A run of the store with one trained model, and the folder of that model."""

    def make(objective, rows, name):
        run(name.lower(), store.specification(objective, rows, f"runs/r/models/{name}", hyperparameters=SHORT))
        return store.root / f"runs/r/models/{name}"

    return make


@pytest.fixture
def api(store):
    with TestClient(create_app(ScorerSettings(store=store.root)), raise_server_exceptions=False) as client:
        yield client


def said(api, model, body, **options):
    reply = api.post(f"/v1/scores/r/{model}", json=body, params=options)
    assert reply.status_code == 200, reply.text
    return reply.json()


def refused(api, model, body, **options):
    reply = api.post(f"/v1/scores/r/{model}", json=body, params=options)
    return reply.status_code, reply.json()["error"]


def test_a_reward_is_the_score_that_training_reads_less_the_offset(store, trained, api):
    """Methods section 10."""
    rows = ranked_rows(3)
    folder = trained("rm_bt", rows, "RM")
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    offset = json.loads((folder / "config.json").read_text())["srlm_reward_offset"]
    kept = render_ranked([RankedRow.model_validate(row) for row in rows], Renderer(tiny_tokenizer()), 128)
    for row, rendered in zip(rows, kept.rows, strict=True):
        scores = last_token_scores(model, rendered["sequences"], 3, False)
        for response, score in zip(row["responses"], scores, strict=True):
            body = {"prompt": row["prompt"][0]["content"], "response": response, "answer": "4", "responseSteps": ["x"]}
            assert said(api, "RM", body) == {"score": pytest.approx(score - offset, abs=1e-5)}


def solution(steps):
    return {"prompt": "add", "response": "\n".join(steps), "responseSteps": [f"{step}\n\n" for step in steps]}


@torch.no_grad()
def step_probabilities(folder, steps):
    row = StepsRow.model_validate({"id": "1", "prompt": user("add"), "steps": steps, "labels": [1] * len(steps)})
    [rendered] = render_steps([row], Renderer(tiny_tokenizer()), 128, "correct").rows
    model = AutoModelForTokenClassification.from_pretrained(folder).eval()
    correct = model(input_ids=torch.tensor([rendered["input_ids"]])).logits.softmax(-1)[0, :, 1]
    return [correct[index].item() for index, label in enumerate(rendered["labels"]) if label != -100]


def test_the_probabilities_of_steps_are_those_that_training_learns(trained, api):
    """Methods section 11.1: the product over steps; options: min, last."""
    folder = trained("prm", step_rows(8), "PRM")
    steps = ["one", "!!!!!!", "four"]
    expected = step_probabilities(folder, steps)
    told = said(api, "PRM", solution(steps))
    assert told["steps"] == pytest.approx(expected, abs=1e-5)
    first, second, third = told["steps"]
    assert told["score"] == pytest.approx(first * second * third)
    assert said(api, "PRM", solution(steps), aggregation="min")["score"] == min(told["steps"])
    assert said(api, "PRM", solution(steps), aggregation="last")["score"] == third


def test_what_has_no_score_says_why_and_is_never_cut(store, api):
    write_scoring_model(store, "PRM")
    write_scoring_model(store, "RM")
    long = "so " * 200
    assert said(api, "PRM", solution([])) == {"score": None, "reason": "no-step"}
    assert said(api, "PRM", solution(["one", long])) == {"score": None, "reason": "too-long"}
    assert said(api, "RM", {"prompt": "add", "response": long}) == {"score": None, "reason": "too-long"}


def test_a_model_that_is_not_trained_yet_is_told_from_what_is_none(store, api):
    body = solution(["one"])
    status, error = refused(api, "PRM", body)
    assert (status, error["kind"], error["message"]) == (404, "no-model", "runs/r/models/PRM is not in the store (yet)")
    write_scoring_model(store, "PRM")
    assert said(api, "PRM", body)["score"] > 0
    store.root.joinpath("models/base").rename(store.root / "runs/r/models/M1")
    status, error = refused(api, "M1", body)
    assert (status, error["kind"]) == (422, "no-scorer")
    assert "runs/r/models/M1 is neither a reward model nor a process reward model: LlamaForCausalLM" == error["message"]


def test_a_head_without_weights_is_not_made_up(store, api):
    folder = store.root / "runs/r/models/RM"
    folder.parent.mkdir(parents=True)
    store.root.joinpath("models/base").rename(folder)
    config = json.loads((folder / "config.json").read_text())
    for changes, told in (
        ({"id2label": {"0": "reward"}}, "lacks weights: score.weight"),
        ({"id2label": {"0": "a", "1": "b", "2": "c"}}, "must have a head of 1 numbers (got 3)"),
    ):
        changed = {**config, "architectures": ["LlamaForSequenceClassification"], **changes}
        (folder / "config.json").write_text(json.dumps(changed))
        assert told in refused(api, "RM", {"prompt": "add", "response": "4"})[1]["message"]


def test_a_model_that_took_the_place_of_another_is_loaded(store, api):
    write_scoring_model(store, "RM")
    folder = store.root / "runs/r/models/RM"
    body = {"prompt": "add", "response": "4"}
    before = said(api, "RM", body)["score"]
    config = json.loads((folder / "config.json").read_text())
    (folder / "aside").write_text(json.dumps({**config, "srlm_reward_offset": 1}))
    (folder / "aside").rename(folder / "config.json")
    assert said(api, "RM", body)["score"] == pytest.approx(before - 1, abs=1e-5)


@pytest.mark.parametrize(
    ("model", "body", "options", "path"),
    [
        ("PRM", {"prompt": "add", "response": "4"}, {}, "responseSteps"),
        ("RM", {"prompt": "add", "response": "4"}, {"aggregation": "min"}, "aggregation"),
        ("PRM", {"prompt": "add", "response": "4", "responseSteps": ["4"]}, {"aggregation": "mean"}, "aggregation"),
        ("PRM", {"prompt": "add", "response": "4", "responseSteps": ["4"]}, {"agregation": "min"}, "agregation"),
        ("PRM", {"response": "4", "responseSteps": ["4"]}, {}, "prompt"),
    ],
)
def test_what_does_not_fit_the_model_is_refused_by_field(store, api, model, body, options, path):
    for name, kind in (("RM", "Sequence"), ("PRM", "Token")):
        folder = store.root / f"runs/r/models/{name}"
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(json.dumps({"architectures": [f"LlamaFor{kind}Classification"]}))
    status, error = refused(api, model, body, **options)
    assert (status, error["kind"], error["path"]) == (422, "invalid", path)


@pytest.mark.parametrize(
    "place", ["../r/RM", "r/..", "r/.hidden", "r/..%2F..%2Fother", "R/RM", "r/way-out", "r%2F../RM"]
)
def test_names_do_not_lead_out_of_the_models_of_a_run(store, tmp_path, api, place):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"architectures": ["LlamaForSequenceClassification"]}))
    (store.root / "runs/r/models").mkdir(parents=True)
    (store.root / "runs/r/models/way-out").symlink_to(folder)
    reply = api.post(f"/v1/scores/{place}", json={"prompt": "add", "response": "4"})
    assert reply.status_code in (404, 422)
    assert "elsewhere" not in reply.text


def test_a_token_guards_all_but_health(store):
    with TestClient(create_app(ScorerSettings(store=store.root, token="secret"))) as api:
        assert api.get("/healthz").json()["engines"]["trl"]
        reply = api.post("/v1/scores/r/RM", json={"prompt": "add", "response": "4"})
        assert (reply.status_code, reply.json()["error"]["kind"]) == (401, "unauthorized")
        assert "SRLM_SCORER_TOKEN" in reply.json()["error"]["message"]
        token = {"authorization": "Bearer secret"}
        assert api.post("/v1/scores/r/RM", json={"prompt": "add", "response": "4"}, headers=token).status_code == 404
