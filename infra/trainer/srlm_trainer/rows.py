"""The data set, read once and refused at its first bad row with file and line."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from .errors import TrainerError

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class _Row(BaseModel):
    """Fields that training does not use may be there; those it uses must be right."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, allow_inf_nan=False)


class Message(_Row):
    role: Literal["system", "user", "assistant", "tool"]
    content: str


class SftRow(_Row):
    id: Text
    prompt: list[Message] = Field(min_length=1)
    completion: Text
    weight: float = Field(default=1, gt=0)


class DpoRow(_Row):
    id: Text
    prompt: list[Message] = Field(min_length=1)
    chosen: Text
    rejected: str
    """May be empty (a model that says nothing); such a pair is dropped and counted, not refused."""
    weight: float = Field(default=1, gt=0)


RowType = TypeVar("RowType", SftRow, DpoRow)


def read_rows(file: Path, shown_path: str, parse: Callable[[bytes], RowType], expected: int) -> list[RowType]:
    rows = []
    with file.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                rows.append(parse(line))
            except ValidationError as error:
                problems = "; ".join(
                    f"{'.'.join(str(part) for part in problem['loc']) or 'row'}: {problem['msg']}"
                    for problem in error.errors(include_url=False, include_input=False)
                )
                place = f"{shown_path}:{number}"
                raise TrainerError("bad-row", f"{place}: {problems}", path=place) from error
    if len(rows) != expected:
        raise TrainerError(
            "row-count-mismatch",
            f"dataset.rows says {expected} but {shown_path} has {len(rows)} rows",
            path="dataset.rows",
        )
    return rows
