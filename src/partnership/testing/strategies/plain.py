"""Sound records of any kind, from what `field_types` says about their fields; no template has a say in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from partnership.records import (
    RECORDS,
    Assignment,
    Fields,
    FieldShape,
    ListOf,
    MediaPlanItem,
    Objection,
    Record,
    field_types,
    kind_of,
)
from partnership.values import ONE_DAY, Duration, Money, Text, TimedDay

_R = TypeVar("_R", bound=Record)

ids = st.from_regex(r"[a-z][a-z0-9_.-]{0,7}", fullmatch=True) | st.sampled_from(
    ["\u0421\u043c\u043e\u043b\u0435\u043d\u0441\u043a-1", "\u043f1", "\u042f\u0440\u0446\u0435\u0432\u043e"]
)
"""Ids, in either script."""

pseudonyms = st.from_regex(r"[a-z]{1,4}-[0-9]{1,4}", fullmatch=True)
"""Ids of wards."""

dates = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1))
"""Days on which something may happen."""

numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=4)
"""Exact numbers."""

_LATIN = st.from_regex(r"[A-Za-z][a-z ,'-]{0,20}[a-z]", fullmatch=True)
_CYRILLIC = st.from_regex(r"[\u0410-\u042f\u0401][\u0430-\u044f\u0451 «»-]{0,20}[\u0430-\u044f\u0451]", fullmatch=True)
texts = st.builds(Text, en=_LATIN, ru=_CYRILLIC) | st.dictionaries(
    st.sampled_from(("en", "es", "kk", "pt-BR", "ru", "sah", "sr-Latn")), _LATIN | _CYRILLIC, min_size=1, max_size=3
).map(Text.model_validate)
"""Something said in one language or several, most often in English and Russian."""

scalars = st.booleans() | st.integers(min_value=-(10**9), max_value=10**9) | dates | numbers | ids
"""What a field of a template's own register may hold."""

_CLOCKS = st.sampled_from([dt.timezone(dt.timedelta(hours=hours)) for hours in (-11, 0, 3, 12)])


def moments_of(day: dt.date) -> st.SearchStrategy[dt.date]:
    """Make moments of a day, by clocks of all the world."""
    hour = st.integers(0, 23)
    return st.builds(lambda at, zone: TimedDay.of(dt.datetime.combine(day, dt.time(at), zone)), hour, _CLOCKS)


_SCALARS: Mapping[type, st.SearchStrategy[Any]] = {
    str: ids,
    bool: st.booleans(),
    int: st.integers(min_value=1, max_value=5),
    Decimal: numbers,
    dt.date: dates,
    Text: texts,
    Duration: st.builds(Duration, st.integers(0, 40), st.integers(0, 400), st.just(0) | st.integers(0, 100)),
    Money: st.builds(
        Money,
        amount=st.decimals(min_value=0, max_value=10**9, places=2),
        currency=st.sampled_from(["RUB", "EUR", "USD"]),
    ),
    MediaPlanItem: st.builds(MediaPlanItem, planned_for=dates, hook=texts),
    Fields: st.dictionaries(ids, scalars, max_size=4).map(Fields),
}

_SHARES = st.decimals(min_value=0, max_value=1, places=4)
_SPECIAL: Mapping[tuple[str, str], st.SearchStrategy[Any]] = {
    ("ward", "id"): pseudonyms,
    ("ward", "note"): st.none(),
    ("rules_of_procedure", "quorum"): _SHARES,
    ("rules_of_procedure", "majority"): _SHARES,
}


def lengths(kind: str, name: str) -> tuple[int, int]:
    """Tell how few and how many elements a list is given: a couple more than it must have, and no more than it may."""
    bounds = [mark for mark in RECORDS[kind].model_fields[name].metadata if isinstance(mark, ListOf)]
    least = max([mark.at_least for mark in bounds], default=0)
    return least, min([mark.at_most for mark in bounds] + [least + (2 if least else 3)])


def plain_records(
    cls: type[_R], fields: Mapping[str, st.SearchStrategy[Any]] | None = None, always: Collection[str] = ()
) -> st.SearchStrategy[_R]:
    """Make sound records of one kind, each optional field now there, now not.

    `fields` says otherwise of some: what one value of them is, not how many there are. `always` are never left out.
    """
    kind = kind_of(cls)
    shapes = field_types(cls)
    given = fields or {}
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in cls.model_fields.items():
        if name != "kind":
            where = required if field.is_required() or name in always else optional
            where[name] = _field(kind, name, shapes[name], given.get(name))
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: _build(cls, values))


def scalar(shape: FieldShape) -> st.SearchStrategy[Any]:
    """Make one value of a field, whatever a template may say of it."""
    return st.sampled_from(shape.choices) if shape.choices else _SCALARS[shape.scalar]


def _field(kind: str, name: str, shape: FieldShape, given: st.SearchStrategy[Any] | None) -> st.SearchStrategy[Any]:
    special = _SPECIAL.get((kind, name))
    if special is not None and given is None:
        return special
    one = scalar(shape) if given is None else given
    if shape.many:
        least, most = lengths(kind, name)
        if one.is_empty and least == 0:
            return st.just(())
        return st.lists(one, min_size=least, max_size=most, unique=True).map(tuple)
    return st.none() | one if shape.optional and given is None else one


def _build(cls: type[_R], values: dict[str, Any]) -> _R:
    """Bring what one field says about another into line."""
    if values.get("valid_to") and values.get("valid_from"):
        first, last = sorted((values["valid_from"], values["valid_to"]))
        values |= {"valid_from": first, "valid_to": last + ONE_DAY}
    for low, high in (("issued", "verified"), ("present", "members")):
        if values.get(low) is not None and values.get(high) is not None:
            first, last = sorted((values[low], values[high]))
            values |= {low: first, high: last}
    voters = values.get("present") if values.get("present") is not None else values.get("members")
    if voters is not None:
        for votes in ("votes_for", "votes_against", "votes_abstained"):
            if values.get(votes) is not None:
                values[votes] = min(values[votes], voters // 3)
    if values.get("meeting") is not None and values.get("procedure") == "written":
        del values["meeting"]
    if cls in {Assignment, Objection} and values.get("person") is None and values.get("partner") is None:
        values["partner"] = "nobody-1"
    if cls is Objection and (values.get("proposal") is None) == (values.get("decision") is None):
        values |= {"proposal": values.get("proposal") or "nothing-1", "decision": None}
    return cls.model_validate(values)
