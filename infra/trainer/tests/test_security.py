"""Who may ask, and for which files."""

import pytest
from fastapi.testclient import TestClient
from tiny import dpo_rows

from srlm_trainer import job_process
from srlm_trainer.app import create_app
from srlm_trainer.errors import TrainerError
from srlm_trainer.hub import Hub
from srlm_trainer.job_folder import JobFolder
from srlm_trainer.run_job import run_job
from srlm_trainer.settings import Settings

ROUTES = [
    ("GET", "/v1/jobs"),
    ("PUT", "/v1/jobs/a"),
    ("GET", "/v1/jobs/a"),
    ("GET", "/v1/jobs/a/events"),
    ("POST", "/v1/jobs/a/cancel"),
    ("PUT", "/v1/models/owner/name"),
    ("GET", "/metrics"),
    ("GET", "/docs"),
    ("GET", "/openapi.json"),
    ("GET", "/no/such/route"),
    ("GET", "/healthz/"),
    ("GET", "//healthz"),
]


def client(store, tmp_path, token: str | None) -> TestClient:
    settings = Settings(store=store.root, state=tmp_path / "state", token=token)
    return TestClient(create_app(settings), raise_server_exceptions=False, follow_redirects=False)


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("given", [None, "Bearer wrong", "hush", "Bearer hush2", "bearer hush", "Bearer h\u00fcsh"])
def test_every_route_is_refused_without_the_token(store, tmp_path, method, path, given):
    headers = {} if given is None else {"authorization": given.encode()}
    reply = client(store, tmp_path, "hush").request(method, path, headers=headers, content=b"not read")
    assert (reply.status_code, reply.json()["error"]["kind"]) == (401, "unauthorized")
    assert "hush" not in reply.text


def test_every_route_of_the_service_is_in_the_table(store, tmp_path):
    app = client(store, tmp_path, "hush").app
    paths = {path for path in app.openapi()["paths"]}
    named = {path.replace("/a", "/{id}", 1) if "/jobs/" in path else path for _, path in ROUTES}
    assert paths - named == {"/healthz", "/v1/models/{owner}/{name}"}


def test_the_token_lets_in_and_health_needs_none(store, tmp_path):
    api = client(store, tmp_path, "hush")
    assert api.get("/healthz").status_code == 200
    assert api.get("/metrics", headers={"authorization": "Bearer hush"}).status_code == 200
    assert client(store, tmp_path, None).get("/metrics").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "..",
        ".",
        "/etc",
        "way-out",
        "way-out/passwd",
        "models/../../secret",
        "models/way-out",
        "ring",
        "nul\0byte",
    ],
)
@pytest.mark.parametrize("field", ["base.path", "reference.path", "dataset.path", "output"])
def test_each_path_field_stays_inside_the_store(store, tmp_path, field, path):
    (store.root / "way-out").symlink_to("/etc")
    (store.root / "models/way-out").symlink_to(tmp_path)
    (store.root / "ring").symlink_to("ring")
    specification = store.raw("dpo", dpo_rows(2), "models/out", reference=store.base)
    section, _, key = field.partition(".")
    specification[section] = {**specification[section], key: path} if key else path
    reply = client(store, tmp_path, None).put("/v1/jobs/a", json=specification)
    error = reply.json()["error"]
    assert (reply.status_code, error["kind"], error["path"]) == (422, "outside-store", field)
    assert path.replace("\0", "\\x00") in error["message"]


def test_a_folder_that_becomes_a_link_after_the_job_was_taken_is_refused_by_the_job(store, tmp_path, folder):
    job = folder("a", store.specification("dpo", dpo_rows(2), "models/out"))
    (store.root / "models/base").rename(tmp_path / "moved")
    (store.root / "models/base").symlink_to(tmp_path / "moved")
    with pytest.raises(TrainerError, match=r"base\.path must be .* inside the store.* \(got models/base\)") as refused:
        run_job(job, store.root)
    assert refused.value.path == "base.path"


def test_a_link_inside_a_model_is_refused_by_its_name(store, folder):
    job = folder("a", store.specification("dpo", dpo_rows(2), "models/out"))
    (store.root / "models/base/notes.txt").symlink_to("/etc/hostname")
    with pytest.raises(TrainerError, match="notes.txt is a link"):
        run_job(job, store.root)


def test_a_hub_model_is_not_looked_for_outside_the_store(tmp_path):
    (tmp_path / "store/models").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/config.json").write_text("{}")
    (tmp_path / "store/models/owner--name").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TrainerError, match="models/owner--name"):
        Hub(tmp_path / "store").put("owner", "name")


def test_a_job_inherits_no_secret(store, tmp_path, monkeypatch):
    names = ["SRLM_TRAINER_TOKEN", "SRLM_TEMPORAL_API_KEY", "SRLM_KEY_JUDGE", "SRLM_ENCRYPTION_KEYS_FILE", "HF_TOKEN"]
    for name in names:
        monkeypatch.setenv(name, "hush")
    started = {}
    monkeypatch.setattr(job_process.subprocess, "Popen", lambda *_, **options: started.update(options))
    job_process.start(Settings(store=store.root, state=tmp_path), JobFolder(tmp_path))
    assert "hush" not in started["env"].values()
    assert "PATH" in started["env"]
