import pytest
from fastapi.testclient import TestClient
from tiny import dpo_rows, sft_rows

from srlm_trainer.app import create_app
from srlm_trainer.settings import Settings


@pytest.fixture
def api(store, tmp_path):
    """Without its lifespan: jobs are accepted and stay queued, so that what a request does is all that happens."""
    return TestClient(create_app(Settings(store=store.root, state=tmp_path / "state")), raise_server_exceptions=False)


@pytest.fixture
def specification(store):
    return store.raw("sft", sft_rows(2), "models/out")


def test_putting_the_same_job_again_changes_nothing(api, specification):
    first = api.put("/v1/jobs/a", json=specification)
    assert first.status_code == 200
    assert first.json() == {
        "id": "a",
        "state": "queued",
        "step": 0,
        "totalSteps": None,
        "epoch": 0,
        "metrics": None,
        "checkpoint": None,
        "error": None,
        "result": None,
        "queuedAt": first.json()["queuedAt"],
        "startedAt": None,
        "updatedAt": first.json()["queuedAt"],
    }
    assert api.put("/v1/jobs/a", json=specification).json() == first.json()
    spelt_out = {**specification, "checkpointEverySteps": 50, "tuning": {"kind": "full"}}
    assert api.put("/v1/jobs/a", json=spelt_out).status_code == 200


def test_another_specification_is_a_conflict_that_names_the_fields(api, specification):
    api.put("/v1/jobs/a", json=specification)
    other = {**specification, "seed": 2, "hyperparameters": {**specification["hyperparameters"], "weightDecay": 0.2}}
    reply = api.put("/v1/jobs/a", json=other)
    assert reply.status_code == 409
    assert reply.json()["error"]["kind"] == "specification-differs"
    assert "hyperparameters.weightDecay, seed differ" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"objective": "guess"}, "objective"),
        ({"surprise": 1}, "surprise"),
        ({"seed": -1}, "seed"),
        ({"hyperparameters": {"batchSize": 6, "microBatchSize": 4}}, "hyperparameters"),
        ({"hyperparameters": {"learningRate": 0}}, "hyperparameters.learningRate"),
        ({"base": {"path": "models/base", "digest": "sha256:12"}}, "base.digest"),
        ({"tuning": {"kind": "lora", "rank": 0}}, "tuning.lora.rank"),
    ],
)
def test_an_invalid_specification_is_refused_by_field(api, specification, change, path):
    reply = api.put("/v1/jobs/a", json={**specification, **change})
    assert (reply.status_code, reply.json()["error"]["path"]) == (422, path)
    assert api.get("/v1/jobs/a").status_code == 404


@pytest.mark.parametrize("path", ["../secret", "/etc", "link", "models/../.."])
@pytest.mark.parametrize("field", ["base", "dataset", "output"])
def test_paths_that_leave_the_store_are_refused(api, store, specification, field, path):
    (store.root / "link").symlink_to("/")
    source = path if field == "output" else {**specification[field], "path": path}
    reply = api.put("/v1/jobs/a", json={**specification, field: source})
    assert (reply.status_code, reply.json()["error"]["kind"]) == (422, "outside-store")


def test_inputs_that_are_not_there_are_told_at_once(api, specification):
    reply = api.put("/v1/jobs/a", json={**specification, "base": {**specification["base"], "path": "models/none"}})
    assert (reply.status_code, reply.json()["error"]["path"]) == (422, "base.path")


def test_an_output_of_somebody_else_is_a_conflict(api, store, specification):
    (store.root / "models/out").mkdir()
    assert api.put("/v1/jobs/a", json=specification).json()["error"]["kind"] == "output-exists"


def test_sft_has_no_reference(api, store, specification):
    reply = api.put("/v1/jobs/a", json={**specification, "reference": store.base})
    assert "reference is only used by dpo" in reply.json()["error"]["message"]
    assert api.put("/v1/jobs/b", json=store.raw("dpo", dpo_rows(2), "models/b", reference=store.base)).is_success


def test_ids_that_are_not_folder_names_are_refused(api, specification):
    assert api.put("/v1/jobs/.hidden", json=specification).status_code == 422


def test_unknown_jobs_are_not_found(api):
    for reply in (api.get("/v1/jobs/x"), api.get("/v1/jobs/x/events"), api.post("/v1/jobs/x/cancel")):
        assert (reply.status_code, reply.json()["error"]["kind"]) == (404, "unknown-job")


def test_a_queued_job_is_cancelled_at_once_and_can_be_queued_again(api, specification):
    api.put("/v1/jobs/a", json=specification)
    assert api.get("/v1/jobs").json() == {"unfinished": ["a"]}
    for _ in range(2):
        assert api.post("/v1/jobs/a/cancel").json()["state"] == "cancelled"
    assert api.get("/v1/jobs").json() == {"unfinished": []}
    assert api.put("/v1/jobs/a", json=specification).json()["state"] == "queued"
    events = api.get("/v1/jobs/a/events?after=1").json()["events"]
    assert [(event["seq"], event["kind"], event["state"]) for event in events] == [
        (2, "state", "cancelled"),
        (3, "state", "queued"),
    ]


def test_a_token_guards_all_but_health(store, tmp_path, specification):
    settings = Settings(store=store.root, state=tmp_path / "state", token="secret")
    api = TestClient(create_app(settings))
    assert api.put("/v1/jobs/a", json=specification).status_code == 401
    token = {"authorization": "Bearer secret"}
    assert api.put("/v1/jobs/a", json=specification, headers=token).is_success
    assert api.get("/healthz").json()["engines"]["trl"] == "1.16.0"
    assert 'srlm_trainer_jobs{state="queued"} 1.0' in api.get("/metrics", headers=token).text
