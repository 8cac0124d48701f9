"""Which fields of two specifications differ, by dotted name."""

from .contract import JobSpecification


def changed_fields(known: JobSpecification, given: JobSpecification) -> list[str]:
    return _changed(known.to_wire(), given.to_wire(), "")


def _changed(known: object, given: object, name: str) -> list[str]:
    if isinstance(known, dict) and isinstance(given, dict):
        prefix = f"{name}." if name else ""
        return [
            field
            for key in sorted(known.keys() | given.keys())
            for field in _changed(known.get(key), given.get(key), f"{prefix}{key}")
        ]
    return [] if known == given else [name]
