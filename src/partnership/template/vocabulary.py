"""What a template can speak of: the fields of the library's records, of its own registers and of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from partnership.records import RECORDS, REGISTERS, embedded_types, field_types
from partnership.records.shapes import ROW_FIELDS, FieldShape
from partnership.template.names import LIST_NAMES, NO_NAMES, SETTINGS, Names
from partnership.values import Money

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
        "scales": _list_fields(of=FieldShape(str)),
    }
)
"""The fields of the items of each list; items have no dates."""

PROGRAMME: Final = "programme"
"""What a scale is of whose levels the programme itself reaches."""

BENEFICIARIES: Final = ("pupils", "ngo", "business", "government")
"""Whom the work may benefit by every law, when a partner says what it sees in it; a law may list others."""
OF_OUTCOMES: Final = ("pupils", "project", "institution")
"""Whose change an outcome may be by every law, beside the sectors and those whom the law lists."""
PEOPLE: Final = ("person", "ward", "partner")
"""Kinds whose records a level names as `person`."""
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
    "money": Money,
    "level": str,
}


def fields_of(source: str, names: Names) -> FieldShapes | None:
    """The fields of the rows of a register, a roster or a list; None if there is nothing of that name."""
    if source in names.registers:
        return _own_register(names.registers[source].get("fields"), names)
    if source in names.rosters:
        return fields_of_kind(names.rosters[source].get("of"), names)
    if (register := REGISTERS.get(source)) is not None:
        return field_types(register)
    return LIST_FIELDS.get(source)


def fields_of_kind(kind: Any, names: Names = NO_NAMES) -> FieldShapes | None:
    """The fields of the records of one kind, or of the rows of a register of the template's own."""
    if not isinstance(kind, str):
        return None
    if kind in names.kinds:
        return _own_register(names.registers[names.kinds[kind]].get("fields"), names)
    record = RECORDS.get(kind)
    return None if record is None else field_types(record)


_OWN_KINDS: Final = tuple(sorted(each for each in RECORDS if each != "item"))


def kinds_of_record(names: Names) -> tuple[str, ...]:
    """Every kind of record: the library's, and the words for rows of the template's own registers."""
    return (*_OWN_KINDS, *names.kinds)


def source_of_kind(kind: str, names: Names) -> str:
    """The register in which the records of a kind stand."""
    return names.kinds[kind] if kind in names.kinds else RECORDS[kind].register


def names_whom(scale: str, names: Names) -> str | None:
    """The field of a level's record that says who or what stands on it; None where it is the programme."""
    kind = names.scale_of(scale)
    return None if kind == PROGRAMME else "person" if kind in PEOPLE else "of"


def sources(names: Names) -> tuple[str, ...]:
    """Everything that a selection can be from."""
    return (*names.rosters, *names.registers, *REGISTERS, *LIST_FIELDS)


_DeclaredKey = tuple[str, str, tuple[str, ...], str | None, bool]


@lru_cache(maxsize=256)
def _row_of(declared: tuple[_DeclaredKey, ...]) -> FieldShapes:
    shapes: dict[str, FieldShape] = {}
    for name, kind, choices, of, many in declared:
        shape = FieldShape(_SCALARS.get(kind, UNKNOWN), many=many, optional=True, choices=choices)
        if of is not None:
            shape = replace(shape, scale=of) if kind == "level" else replace(shape, kinds=(of,))
        shapes[name] = shape
        shapes |= embedded_types(name, shape)
    return MappingProxyType({"id": _ID, **shapes, **ROW_FIELDS})


def _own_register(fields: Any, names: Names) -> FieldShapes:
    if not isinstance(fields, dict):
        return _row_of(())
    return _row_of(
        tuple(
            (
                str(name),
                str(each.get("type")),
                _words(each.get("choices")),
                _word(each.get("of"), names),
                each.get("many") is True,
            )
            for name, each in fields.items()
            if isinstance(each, dict)
        )
    )


def _words(value: Any) -> tuple[str, ...]:
    words = [each.get("id") if isinstance(each, dict) else each for each in value] if isinstance(value, list) else []
    return tuple([each for each in words if isinstance(each, str)])


def _word(value: Any, names: Names) -> str | None:
    return names.kinds.get(value, value) if isinstance(value, str) else None
