"""Rows of the reward family that a tiny model learns in a few steps."""

from tiny import user


def ranked_rows(count: int) -> list[dict]:
    """Three responses, the last two of them tied."""
    return [
        {"id": f"r{n}", "prompt": user(f"say {n}"), "responses": ["no", "yes " * (1 + n % 3), "so"], "ranks": [1, 0, 1]}
        for n in range(count)
    ]


def soft_rows(count: int) -> list[dict]:
    return [
        {"id": f"p{n}", "prompt": user(f"say {n}"), "first": "no", "second": "yes " * (1 + n % 3), "probability": 0.1}
        for n in range(count)
    ]


def step_rows(count: int) -> list[dict]:
    """A step is wrong when it only shouts."""
    right, wrong = ["one", "two", "four"], ["one", "!!!!!!", "four"]
    return [
        {"id": f"s{n}", "prompt": user("add"), "steps": wrong, "labels": [1, 0, 0]}
        if n % 2
        else {"id": f"s{n}", "prompt": user("add"), "steps": right, "labels": [1, 1, 1]}
        for n in range(count)
    ]


def prompt_rows(count: int) -> list[dict]:
    return [{"id": f"p{n}", "prompt": user(f"say {n}")} for n in range(count)]


def short_answers(count: int) -> list[dict]:
    """After these a policy answers with one of two letters."""
    return [{"id": f"a{n}", "prompt": user(f"say {n}"), "completion": "ab"[n % 2]} for n in range(count)]


def letter_rankings(count: int) -> list[dict]:
    return [{"id": f"l{n}", "prompt": user(f"say {n}"), "responses": ["a", "b"], "ranks": [1, 0]} for n in range(count)]
