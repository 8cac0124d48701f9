"""The data set, read once and refused at its first bad row with file and line."""

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from .errors import TrainerError

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class Lenient(BaseModel):
    """Fields that training does not use may be there; those it uses must be right."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, allow_inf_nan=False)


class Message(Lenient):
    role: Literal["system", "user", "assistant", "tool"]
    content: str


class Row(Lenient):
    """What the rows of every objective have."""

    id: Text
    prompt: list[Message] = Field(min_length=1)
    weight: float = Field(default=1, gt=0)


class SftRow(Row):
    completion: Text


RowType = TypeVar("RowType", bound=Lenient)


def read_rows(file: Path, shown_path: str, row: type[RowType], expected: int, field: str = "dataset") -> list[RowType]:
    rows = []
    with file.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                rows.append(row.model_validate_json(line))
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
            f"{field}.rows says {expected} but {shown_path} has {len(rows)} rows",
            path=f"{field}.rows",
        )
    return rows
