from srlm_trainer.progress import append_event, events_by_step, latest_progress, read_events


def test_sequence_numbers_are_line_numbers_and_go_on_after_a_torn_line(tmp_path):
    file = tmp_path / "progress.jsonl"
    append_event(file, "state", state="queued")
    with file.open("a") as stream:
        stream.write('{"kind": "prog')
    append_event(file, "log", message="after")
    assert [(event["seq"], event["kind"]) for event in read_events(file, 0)] == [(1, "state"), (3, "log")]
    assert [event["seq"] for event in read_events(file, 1)] == [3]
    assert read_events(file, 3) == []


def test_a_repeated_step_counts_as_it_went_last(tmp_path):
    file = tmp_path / "progress.jsonl"
    for step, loss in [(1, 9.0), (2, 8.0), (2, 7.0)]:
        append_event(file, "progress", step=step, loss=loss)
    append_event(file, "log", message="done")
    assert {step: event["loss"] for step, event in events_by_step(file, "progress").items()} == {1: 9.0, 2: 7.0}
    assert latest_progress(file)["loss"] == 7.0
