"""Records from parsed files, and records with other values in some fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic_core import to_json

from partnership.errors import Fault, InputError, UnknownName
from partnership.records.base import Record
from partnership.records.catalogue import RECORDS
from partnership.records.shapes import field_types
from partnership.values import Text


def record_class(kind: str) -> type[Record]:
    """Find the class of a kind.

    Raises:
        UnknownName: if there is no such kind; the error proposes the nearest.
    """
    try:
        return RECORDS[kind]
    except KeyError:
        raise UnknownName(kind, RECORDS, Text.of("kind of record", "вид записи")) from None


def parse_record(kind: str, data: Any) -> Record:
    """Make a record of a kind from a tree as a reader of YAML gives it: mappings, lists, text, numbers, truth values,
    dates.

    Nothing is bent into shape: a truth value is no number, a whole number no date, text no number of persons.

    Raises:
        UnknownName: if there is no such kind.
        pydantic.ValidationError: with the path of every fault in the tree.
    """
    return record_class(kind).model_validate(data)


_R = TypeVar("_R", bound=Record)


def amended(record: _R, changes: Mapping[str, Any]) -> _R:
    """Give the same record with other values in some fields, all of it checked again.

    The values are as in JSON (dates as text, lists), as an entry keeps them; dates, decimals and tuples serve as well.
    None puts a field back to its default where it has one.

    Raises:
        InputError: if the changes touch `kind` or `id`, which make the record what it is.
        pydantic.ValidationError: with every fault of the record as it would be.
    """
    fixed = sorted({"kind", "id"} & changes.keys())
    if fixed:
        raise InputError([Fault(None, _immutable(name)) for name in fixed])
    if changes.keys() <= _plain_fields(type(record)) and None not in changes.values():
        return type(record).model_validate({**record.__dict__, **changes})
    tree = {**record.model_dump(mode="json", exclude_none=True), **changes}
    for name, value in changes.items():
        if value is None and name in type(record).model_fields:
            del tree[name]
    return type(record).model_validate_json(to_json(tree))


@cache
def _plain_fields(cls: type[Record]) -> frozenset[str]:
    """Name the fields whose values are the same in JSON and in Python: nothing has to be written out and read."""
    return frozenset(name for name, shape in field_types(cls).items() if shape.scalar in {str, int, bool})


def _immutable(name: str) -> Text:
    return Text.of(f"the {name} of a record cannot be changed", f"поле {name} записи изменить нельзя")
