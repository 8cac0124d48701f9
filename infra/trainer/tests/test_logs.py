import json
import logging
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient
from test_job_queue import advance_until, run_instead
from tiny import sft_rows

from srlm_trainer.app import create_app
from srlm_trainer.job_process import PACKAGE_PARENT
from srlm_trainer.logs import about, configure, known_trace_parent
from srlm_trainer.settings import Settings

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACE_PARENT = f"00-{TRACE}-{SPAN}-01"


@pytest.fixture(autouse=True)
def put_back():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_of_json_has_the_job_and_the_trace(capsys):
    configure("json")
    logging.getLogger("srlm").info("Job %s is queued", "a", extra=about("a", TRACE_PARENT))
    [line] = lines(capsys)
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "INFO",
        "logger": "srlm",
        "message": "Job a is queued",
        "job": "a",
        "trace_id": TRACE,
        "span_id": SPAN,
    }


def test_a_line_of_text_has_them_too_and_a_process_may_have_them_for_every_line(capsys):
    configure("text", **about("a", TRACE_PARENT))
    logging.getLogger("library").warning("slow")
    assert capsys.readouterr().err.endswith(f" WARNING library: slow job=a trace_id={TRACE} span_id={SPAN}\n")


def test_an_error_is_one_line_of_json(capsys):
    configure("json")
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("srlm").exception("It failed")
    [line] = lines(capsys)
    assert "ValueError: two\nlines" in line["error"]


@pytest.mark.parametrize("header", [None, "", "anything\nelse", TRACE_PARENT.replace("4", "G"), f"{TRACE_PARENT}-"])
def test_what_is_no_trace_context_is_not_taken(header):
    assert known_trace_parent(header) is None


def test_the_trace_of_a_request_goes_with_its_job_through_a_restart(monkeypatch, store, tmp_path, capsys):
    run_instead(
        monkeypatch, "import os, sys; print(os.environ['TRACEPARENT'], os.environ['SRLM_LOG_FORMAT'], file=sys.stderr)"
    )
    settings = Settings(store=store.root, state=tmp_path / "state", log_format="json")
    configure("json")
    queued = TestClient(create_app(settings))
    queued.put("/v1/jobs/a", json=store.raw("sft", sft_rows(2), "models/out"), headers={"traceparent": TRACE_PARENT})
    queue = create_app(settings).state.queue
    stderr = queue._root / "a/stderr.log"
    advance_until(queue, lambda: stderr.exists() and stderr.read_text().endswith("json\n"))
    assert stderr.read_text() == f"{TRACE_PARENT} json\n"
    advance_until(queue, lambda: queue.status("a").state != "running")
    told = [line for line in lines(capsys) if line["logger"] == "srlm_trainer.job_queue"]
    assert [line["message"] for line in told][:2] == ["Job a is queued", "Job a is running"]
    assert {(line["job"], line["trace_id"]) for line in told} == {("a", TRACE)}


def test_a_job_tells_its_own_id_and_trace(store, folder, tmp_path):
    job = folder(
        "a", store.specification("sft", sft_rows(2), "models/out", base={**store.base, "digest": "sha256:" + "0" * 64})
    )
    ended = subprocess.run(
        [sys.executable, "-m", "srlm_trainer.job", str(job.path), str(store.root)],
        env={
            "TRACEPARENT": TRACE_PARENT,
            "SRLM_LOG_FORMAT": "json",
            "PYTHONPATH": f"{PACKAGE_PARENT}:{':'.join(sys.path)}",
        },
        capture_output=True,
        text=True,
    )
    line = json.loads(ended.stderr.splitlines()[-1])
    assert ended.returncode == 1
    assert (line["message"], line["job"], line["trace_id"]) == ("The job failed", "a", TRACE)
    assert "digest-mismatch" in (job.path / "error.json").read_text()
