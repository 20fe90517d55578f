"""Paths: from a row to the value of a field of it, or of what it refers to, or of an item of the template's lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from partnership.evaluation.tables import Context
from partnership.index import FIRST_DAY, Row
from partnership.records import RECORDS, listings, references

Lists = Mapping[str, Mapping[str, Any]]
"""Items of the template by list and id."""


@cache
def fields_that_refer(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return, for each field of a kind that holds ids of records, the kinds that they may be of."""
    return {field: ref.kinds for field, ref, _ in references(RECORDS[kind])}


@cache
def fields_that_are_listed(kind: str) -> Mapping[str, str]:
    """Return, for each field of a kind that holds ids of items of the template, the list."""
    return {field: listed.list for field, listed, _ in listings(RECORDS[kind])}


class Getter:
    """Reads one path from a row.

    Where the path hops through a reference, the row referred to must be in force (with `ever`, ever so far); if it is
    not, or there is none, the value is missing (None). A field with many values gives a tuple. `tested` are the fields
    that say since when a row states the fact that is asked about (`changed`).
    """

    __slots__ = ("_first", "_hop", "_then", "get", "hops", "many", "path", "tested")

    def __init__(
        self, lists: Lists, kind: str, path: tuple[str, ...], *, ever: bool = False, tested: tuple[str, ...] = ()
    ) -> None:
        self.path = path
        self.tested = tested
        self.hops = False
        self._hop: Callable[[str, Any], Row | None] | None = None
        self._then: Getter | None = None
        head, rest = path[0], path[1:]
        self._first = _field(kind, head, tested)
        self.many = _is_many(kind, head)
        self.get: Callable[[Row], Any] = self._first
        """Reads a path that does not hop."""
        if not rest:
            return
        if kind in RECORDS and head in fields_that_refer(kind):
            kinds = fields_that_refer(kind)[head]
            self.hops = True
            self._hop = _row_of(kinds, ever=ever)
            self._then = Getter(lists, kinds[0], rest, ever=ever)
        elif (list_ := _list_of(kind, head)) is not None:
            self._hop = _item_of(lists[list_])
            self._then = Getter(lists, list_, rest, ever=ever)
            self.hops = self._then.hops
            self.get = self._through_lists
        else:
            self.get = self._first = _nested(self._first, rest)
            return
        self.many = self._then.many

    def read(self, row: Row, ctx: Context) -> Any:
        """Return the value of the path, None where it is missing."""
        value = self._first(row)
        if self._hop is None or self._then is None or value is None:
            return value
        target = self._hop(value, ctx)
        return None if target is None else self._then.read(target, ctx)

    def _through_lists(self, row: Row) -> Any:
        value = self._first(row)
        target = None if self._hop is None or value is None else self._hop(value, None)
        return None if target is None or self._then is None else self._then.get(target)


def _field(kind: str, name: str, tested: tuple[str, ...]) -> Callable[[Row], Any]:
    if name == "date":
        return lambda row: row.date
    if name == "changed":
        return lambda row: row.settled(tested)
    if kind == "item" and name not in {"id", "list", "note"}:
        return lambda row: row.record.fields.get(name)
    return lambda row: getattr(row.record, name, None)


def _nested(first: Callable[[Row], Any], rest: tuple[str, ...]) -> Callable[[Row], Any]:
    def get(row: Row) -> Any:
        value = first(row)
        for name in rest:
            if value is None:
                return None
            value = getattr(value, name, None)
        return value

    return get


def _is_many(kind: str, name: str) -> bool:
    if kind in RECORDS:
        field = RECORDS[kind].model_fields.get(name)
        return field is not None and "tuple" in str(field.annotation)
    return name in {"produced_by", "joint_with", "indicators"}


def _list_of(kind: str, name: str) -> str | None:
    if kind in RECORDS:
        return fields_that_are_listed(kind).get(name)
    return {"side": "sectors", "counts_as": "sectors", "same_as": "functions"}.get(name)


def _row_of(kinds: tuple[str, ...], *, ever: bool) -> Callable[[str, Context], Row | None]:
    def get(id_: str, ctx: Context) -> Row | None:
        for kind in kinds:
            row = ctx.ever(kind, id_) if ever else ctx.standing(kind, id_)
            if row is not None:
                return row
        return None

    return get


def _item_of(items: Mapping[str, Any]) -> Callable[[str, Any], Row | None]:
    rows = {id_: Row(item, FIRST_DAY, FIRST_DAY) for id_, item in items.items()}
    return lambda id_, _ctx: rows.get(id_)
