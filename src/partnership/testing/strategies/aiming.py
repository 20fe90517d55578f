"""Aiming: fields of a record that a requirement which is not met yet would count."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partnership.findings import Subject
from partnership.programme import Programme
from partnership.records import RECORDS, field_types
from partnership.template.core import Constant, Op, Reference, Test

_POSITIVE = frozenset({Op.EQ, Op.IN, Op.GTE, Op.LTE, Op.HAS, Op.HAS_ANY, Op.HAS_ALL})


def wishes_of(
    programme: Programme, kind: str, tests: tuple[Test, ...], lacking: tuple[Subject, ...]
) -> Mapping[str, st.SearchStrategy[Any]]:
    """Bring what is asked of one record to values of its fields; what cannot be told in advance is left to chance.

    `lacking` are those whom the requirement is not met for: any of them may be the one that it calls `$it`.
    """
    wishes: dict[str, st.SearchStrategy[Any]] = {}
    shapes, fields = field_types(RECORDS[kind]), RECORDS[kind].model_fields
    for test in tests:
        if len(test.path) != 1 or test.path[0] not in fields or test.op not in _POSITIVE:
            continue
        shape = shapes[test.path[0]]
        values = tuple(value for value in _values(programme, test, lacking) if _fits(value, shape.scalar))
        if values and not (shape.many and test.op is Op.HAS_ALL):
            wishes[test.path[0]] = st.sampled_from(values)
    return wishes


def _values(programme: Programme, test: Test, lacking: tuple[Subject, ...]) -> tuple[Any, ...]:
    match test.value:
        case Constant(value=tuple() as several):
            return several
        case Constant(value=value):
            return (value,)
        case Reference(name="programme"):
            return (programme.region,)
        case Reference(name="param" | "today" | "act"):
            return ()
        case Reference(path=()):
            return tuple(subject.id for subject in lacking)
        case Reference(path=path):
            records = (programme.state.get(subject.kind, subject.id) for subject in lacking if subject.kind in RECORDS)
            return tuple(getattr(record, path[0], None) for record in records if record is not None)


def _fits(value: Any, scalar: type) -> bool:
    return type(value) is scalar or (scalar is Decimal and type(value) is int)
