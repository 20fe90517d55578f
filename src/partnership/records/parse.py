"""Records from parsed files, and records with other values in some fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, message
from partnership.records.base import Record
from partnership.records.catalogue import RECORDS
from partnership.records.items import Item


def record_class(kind: str) -> type[Record]:
    """Find the class of a kind.

    Raises:
        UnknownName: if there is no such kind; the error proposes the nearest.
    """
    try:
        return RECORDS[kind]
    except KeyError:
        raise UnknownName(kind, RECORDS, message("kind of record")) from None


def parse_record(kind: str, data: Any) -> Record:
    """Make a record of a kind from a tree as a reader of YAML gives it: mappings, lists, text, numbers, truth values,
    dates.

    Nothing is bent into shape: a truth value is no number, a whole number no date, text no number of persons. What
    JSON has no form of its own for (dates, periods, exact numbers) may stand as text.

    Raises:
        UnknownName: if there is no such kind.
        pydantic.ValidationError: with the path of every fault in the tree.
    """
    return record_class(kind).model_validate(data)


_R = TypeVar("_R", bound=Record)


def amended(record: _R, changes: Mapping[str, Any]) -> _R:
    """Give the same record with other values in some fields, all of it checked again.

    The values are as in JSON (dates as text, lists), as an entry keeps them; dates, decimals and tuples serve as well.
    None puts a field back to its default where it has one. Of the fields of a row of a template's own register, those
    that are named are changed, and None takes one away.

    Raises:
        InputError: if the changes touch `kind` or `id`, which make the record what it is.
        pydantic.ValidationError: with every fault of the record as it would be.
    """
    fixed = sorted({"kind", "id"} & changes.keys())
    if fixed:
        raise InputError([Fault(None, _immutable(name)) for name in fixed])
    tree = {**record.__dict__, **changes}
    if isinstance(record, Item) and isinstance(fields := changes.get("fields"), Mapping):
        merged = {**record.fields, **fields}
        tree["fields"] = {name: value for name, value in merged.items() if value is not None}
    for name, value in changes.items():
        if value is None and name in record.__dict__:
            del tree[name]
    return type(record).model_validate(tree)


def _immutable(name: str) -> Message:
    return message("the {name} of a record cannot be changed", name=name)
