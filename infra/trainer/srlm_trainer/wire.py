"""How objects of the contract are read and written."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    """Strict on purpose: a misspelt hyper-parameter must be refused, not ignored."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True, allow_inf_nan=False
    )

    def to_wire(self) -> dict:
        return self.model_dump(mode="json", by_alias=True)
