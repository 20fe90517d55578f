"""Paths: from a row to the value of a field of it, or of what it refers to, or of an item of the template's lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from typing_extensions import override

from partnership.evaluation.context import Context
from partnership.index import FIRST_DAY, Row
from partnership.records import RECORDS, field_types, listings, references
from partnership.template import Register, Template, partial
from partnership.values import ONE_DAY, Duration, Term

_ON_SCALE = "level", "of"
"""The field of a level that names what stands on it: of which kind that is, its scale says."""

Lists = Mapping[str, Mapping[str, Any]]
"""Items of the template by list and id, and by its own registers what their rows are."""


class OwnRows(Mapping[str, Any]):
    """The fields of a register of the template's own, by name, and the one that says on which day something was so."""

    def __init__(self, register: Register) -> None:
        self._fields = register.fields
        self.day = register.day

    @override
    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    @override
    def __len__(self) -> int:
        return len(self._fields)


def lists_of(template: Template) -> Lists:
    """Return all that paths lead through in a template."""
    return {**template.lists, **{name: OwnRows(register) for name, register in template.registers.items()}}


def register_of(kind: str) -> str:
    """Return the register of a kind of record; rows of a template's own register go by that register's name."""
    return RECORDS[kind].register if kind in RECORDS else kind


def any_kind(kinds: Iterable[str]) -> str:
    """Return one word for several kinds of which a row may be."""
    return "|".join(dict.fromkeys(kinds))


def kinds_in(kind: str) -> tuple[str, ...]:
    """Return the kinds of which a row may be, the first that is tried first."""
    return tuple(kind.split("|")) if kind else ()


def kinds_behind(lists: Lists, kind: str, field: str) -> tuple[str, ...]:
    """Return the kinds of record whose ids a field holds."""
    if (kind, field) == _ON_SCALE:
        return tuple(dict.fromkeys(scale.of for scale in lists["scales"].values() if scale.of in {*RECORDS, *lists}))
    if kind in RECORDS:
        return fields_that_refer(kind).get(field, ())
    of = lists[kind]
    return of[field].kinds if isinstance(of, OwnRows) and field in of else ()


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

    __slots__ = ("_first", "_hop", "_origin", "_then", "get", "hops", "is_period", "many", "path", "tested")

    def __init__(
        self, lists: Lists, kind: str, path: tuple[str, ...], *, ever: bool = False, tested: tuple[str, ...] = ()
    ) -> None:
        self.path = path
        self.tested = tested
        self._origin = (lists, kind, ever)
        self.hops = False
        self._hop: Callable[[str, Row, Context], Row | None] | None = None
        self._then: Mapping[str, Getter] = {}
        head, rest = path[0], path[1:]
        own = lists.get(kind)
        rows = own if isinstance(own, OwnRows) else None
        self._first = _field(rows, head, tested)
        self.many = _is_many(kind, head) if rows is None else head in rows and rows[head].many
        self.is_period = not rest and _is_period(kind, head)
        self.get: Callable[[Row], Any] = self._first
        """Reads a path that does not hop."""
        if not rest:
            return
        if kinds := kinds_behind(lists, kind, head):
            self.hops = True
            self._hop = (
                _on_scale(lists["scales"], ever=ever) if (kind, head) == _ON_SCALE else _row_of(kinds, ever=ever)
            )
            self._then = {each: Getter(lists, each, rest, ever=ever) for each in kinds}
            self.many = any(then.many for then in self._then.values())
            self.is_period = any(then.is_period for then in self._then.values())
        elif (list_ := _list_of(kind, head)) is not None:
            then = Getter(lists, list_, rest, ever=ever)
            self.get = self._first = _through_list(self._first, lists[list_], then)
            self.many = then.many
        else:
            self.get = self._first = _nested(self._first, rest)

    def beside(self, path: tuple[str, ...]) -> Getter:
        """Return what reads another path from the same rows."""
        lists, kind, ever = self._origin
        return Getter(lists, kind, path, ever=ever, tested=self.tested)

    def hop(self, row: Row, ctx: Context) -> tuple[Row, Getter] | None:
        """Return the record that the first step refers to, and what reads the rest from it; None where it has none."""
        if self._hop is None or not isinstance(value := self._first(row), str):
            return None
        target = self._hop(value, row, ctx)
        return None if target is None else (target, self._then_of(target))

    def read(self, row: Row, ctx: Context) -> Any:
        """Return the value of the path, None where it is missing."""
        value = self._first(row)
        if self._hop is None or value is None:
            return value
        target = self._hop(value, row, ctx)
        return None if target is None else self._then_of(target).read(target, ctx)

    def _then_of(self, target: Row) -> Getter:
        """Return what reads the rest from a record; rows of a register that was renamed go by its name of their day."""
        found = self._then.get(target.record.kept_as())
        return next(iter(self._then.values())) if found is None else found


EVERY_DAY = "every day"
"""Under which a row is, too, wherever it is found by a day."""


def days_from(first: dt.date, last: dt.date) -> tuple[object, ...]:
    """Return the keys under which rows are found by a day that is not before one, nor in a month after another.

    The days of the first month one by one, to its end; then month by month.
    """
    days: list[int] = []
    while first.day > 1 and first < dt.date.max:
        days.append(first.toordinal())
        first += ONE_DAY
    return (*days, *(-number for number in range(_month(first), _month(last) + 1)))


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month


class ByDay(Getter):
    """Reads a day that stands in a row itself, and its month, so that rows can be found from a day on."""

    __slots__ = ()

    def __init__(self, lists: Lists, kind: str, path: tuple[str, ...], *, tested: tuple[str, ...] = ()) -> None:
        super().__init__(lists, kind, path, tested=tested)
        day = self.get

        def keys(row: Row) -> tuple[object, ...] | None:
            found = day(row)
            return None if found is None else (EVERY_DAY, found.toordinal(), -_month(found))

        self.path, self.many = (*path, "day"), True
        self.get = self._first = keys


def _field(own: OwnRows | None, name: str, tested: tuple[str, ...]) -> Callable[[Row], Any]:
    if name == "date":
        return lambda row: row.date
    if name == "changed":
        if own is not None and (of_fact := own.day) is not None:
            return lambda row: row.record.fields.get(of_fact) or row.settled(tested)
        return lambda row: row.settled(tested)
    if own is not None and name in own and own[name].type == "partial_date":
        return lambda row: partial(row.record.fields.get(name))
    if own is not None and (name in own or name not in {"id", "note"}):
        return lambda row: row.record.fields.get(name)
    return lambda row: getattr(row.record, name, None)


def _nested(first: Callable[[Row], Any], rest: tuple[str, ...]) -> Callable[[Row], Any]:
    def get(row: Row) -> Any:
        value = first(row)
        for name in rest:
            if value is None:
                return None
            if isinstance(value, tuple):
                value = tuple([found for each in value if (found := getattr(each, name, None)) is not None])
            else:
                value = getattr(value, name, None)
        return value

    return get


def _through_list(first: Callable[[Row], Any], items: Mapping[str, Any], then: Getter) -> Callable[[Row], Any]:
    rows = {id_: Row(item, FIRST_DAY, FIRST_DAY) for id_, item in items.items()}

    def get(row: Row) -> Any:
        target = rows.get(first(row))
        return None if target is None else then.get(target)

    return get


def _is_many(kind: str, name: str) -> bool:
    if kind in RECORDS:
        field = RECORDS[kind].model_fields.get(name)
        return field is not None and "tuple" in str(field.annotation)
    return name in {"produced_by", "joint_with", "indicators"}


@cache
def _is_period(kind: str, name: str) -> bool:
    shape = field_types(RECORDS[kind]).get(name) if kind in RECORDS else None
    return shape is not None and shape.scalar in {Duration, Term}


def _list_of(kind: str, name: str) -> str | None:
    if kind in RECORDS:
        return fields_that_are_listed(kind).get(name)
    return {"side": "sectors", "counts_as": "sectors", "same_as": "functions"}.get(name)


def _on_scale(scales: Mapping[str, Any], *, ever: bool) -> Callable[[str, Row, Context], Row | None]:
    """Return how to find what stands on a scale: ids are of one kind, and there may be as many as there are scales."""

    def get(id_: str, row: Row, ctx: Context) -> Row | None:
        scale = scales.get(row.record.scale)
        if scale is None:
            return None
        return ctx.ever(scale.of, id_) if ever else ctx.standing(scale.of, id_)

    return get


def _row_of(kinds: tuple[str, ...], *, ever: bool) -> Callable[[str, Row, Context], Row | None]:
    def get(id_: str, _row: Row, ctx: Context) -> Row | None:
        for kind in kinds:
            row = ctx.ever(kind, id_) if ever else ctx.standing(kind, id_)
            if row is not None:
                return row
        return None

    return get
