"""What a template can speak of: the fields of the library's records, of its own registers and of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from partnership.records import RECORDS, REGISTERS, field_types
from partnership.records.shapes import ROW_FIELDS, FieldShape
from partnership.template.names import LIST_NAMES, SETTINGS, Names

FieldShapes = Mapping[str, FieldShape]

_ID: Final = FieldShape(str)


def _list_fields(**fields: FieldShape) -> FieldShapes:
    return MappingProxyType({"id": _ID, **fields})


def _listed(name: str, *, many: bool = False) -> FieldShape:
    return FieldShape(str, many=many, optional=True, list=name)


_PLAIN: Final = _list_fields()
LIST_FIELDS: Final[Mapping[str, FieldShapes]] = MappingProxyType(
    {
        **dict.fromkeys((*LIST_NAMES, SETTINGS), _PLAIN),
        "sectors": _list_fields(counts_as=_listed("sectors")),
        "functions": _list_fields(
            side=_listed("sectors"),
            nature=FieldShape(str, choices=("duty", "interest", "benefit", "value", "outcome")),
            joint_with=_listed("sectors", many=True),
            same_as=_listed("functions"),
        ),
        "outcomes": _list_fields(
            beneficiary=FieldShape(str),
            side=_listed("sectors"),
            produced_by=_listed("functions", many=True),
            indicators=FieldShape(str, many=True),
            mechanism=FieldShape(bool),
        ),
        "scales": _list_fields(of=FieldShape(str, choices=("person", "ward", "partner"))),
    }
)
"""The fields of the items of each list; items have no dates."""

UNKNOWN: Final = object
"""What a field of an unknown type holds: the type has been reported, and any comparison passes."""

_SCALARS: Final[Mapping[str, type]] = {
    "text": str,
    "integer": int,
    "decimal": Decimal,
    "date": date,
    "moment": date,
    "partial_date": date,
    "boolean": bool,
    "id": str,
    "choice": str,
}


def fields_of(source: str, names: Names) -> FieldShapes | None:
    """The fields of the rows of a register, a roster or a list; None if there is nothing of that name."""
    if source in names.registers:
        return _own_register(names.registers[source].get("fields"))
    if source in names.rosters:
        return fields_of_kind(names.rosters[source].get("of"))
    if (register := REGISTERS.get(source)) is not None:
        return field_types(register)
    return LIST_FIELDS.get(source)


def fields_of_kind(kind: Any) -> FieldShapes | None:
    """The fields of the records of one kind."""
    record = RECORDS.get(kind) if isinstance(kind, str) else None
    return None if record is None else field_types(record)


def sources(names: Names) -> tuple[str, ...]:
    """Everything that a selection can be from."""
    return (*names.rosters, *names.registers, *REGISTERS, *LIST_FIELDS)


@lru_cache(maxsize=256)
def _row_of(declared: tuple[tuple[str, str, tuple[str, ...], str | None], ...]) -> FieldShapes:
    own = {
        name: FieldShape(_SCALARS.get(kind, UNKNOWN), optional=True, kinds=(of,) if of else (), choices=choices)
        for name, kind, choices, of in declared
    }
    return MappingProxyType({"id": _ID, **own, **ROW_FIELDS})


def _own_register(fields: Any) -> FieldShapes:
    if not isinstance(fields, dict):
        return _row_of(())
    return _row_of(
        tuple(
            (str(name), str(each.get("type")), _words(each.get("choices")), _word(each.get("of")))
            for name, each in fields.items()
            if isinstance(each, dict)
        )
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple([each for each in value if isinstance(each, str)]) if isinstance(value, list) else ()


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None
