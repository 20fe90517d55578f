"""Records in the words of one template: items of its lists, levels of its scales, rows of its own registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from itertools import product
from math import ceil, floor
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from partnership.errors import InputError
from partnership.records import (
    REGISTERS,
    Assignment,
    Fields,
    FieldShape,
    Item,
    Level,
    Objection,
    Record,
    field_types,
    record_class,
)
from partnership.template import Register, RegisterField, Template
from partnership.template.vocabulary import BENEFICIARIES, PEOPLE, PROGRAMME
from partnership.testing.strategies.hints import hints_of
from partnership.testing.strategies.plain import dates, ids, lengths, moments_of, plain_records, pseudonyms, scalar
from partnership.values import Money, Text

WordsByName = Mapping[str, Collection[str]]
"""Ids of records that may be named, by kind."""

Wishes = Mapping[str, st.SearchStrategy[Any]]
"""One value of a field, by its name."""

NO_WISHES: Wishes = MappingProxyType({})

_WORDS = tuple(
    Text(en=en, ru=ru)
    for en, ru in (
        ("First", "\u041f\u0435\u0440\u0432\u043e\u0435"),
        ("Second", "\u0412\u0442\u043e\u0440\u043e\u0435"),
        ("Third", "\u0422\u0440\u0435\u0442\u044c\u0435"),
        ("Other", "\u0418\u043d\u043e\u0435"),
    )
)
_ONE_OF: Mapping[type[Record], tuple[tuple[str, ...], ...]] = {
    Assignment: (("person", "partner"),),
    Objection: (("person", "partner"), ("proposal", "decision")),
}
"""Kinds that name a record of one kind or of another: whichever can be named."""
_CODES = ("one", "two", "three")
_LEVELS = {("place", "level"), ("visit", "activity_level")}


def records_of(
    kind: str,
    template: Template,
    known: WordsByName,
    *,
    own: st.SearchStrategy[str] | None = None,
    days: st.SearchStrategy[dt.date] = dates,
    region: str | None = None,
    wishes: Wishes = NO_WISHES,
) -> st.SearchStrategy[Record]:
    """Make records of a kind in the template's words; `own` makes their ids, `days` the days that they name.

    The kind of rows of a register of the template's own is that register's id. `wishes` are fields that are never left
    out, and one value of each.
    """
    registers = template.registers
    cls = Item if kind in registers else record_class(kind)
    named = own if own is not None else pseudonyms if kind == "ward" else ids
    if cls is Level:
        return _levels(template, known, named)
    if cls is Item:
        of = (registers[kind],) if kind in registers else tuple(registers.values())
        return _items(template, of, known, named, days)
    hints = hints_of(template)
    fields: dict[str, st.SearchStrategy[Any]] = {"id": named}
    for name, shape in field_types(cls).items():
        if name in cls.model_fields and name != "id" and (kind, name) != ("ward", "note"):
            required = cls.model_fields[name].is_required()
            value = _value(kind, name, shape, template, known, days, region, hints.get((kind, name), ()))
            if value is not None:
                fields[name] = value if required or shape.many or not shape.optional else st.none() | value
    fields |= wishes
    choices = [kinds for kinds in _ONE_OF.get(cls, ()) if not wishes.keys() & set(kinds)]
    named_ones = (tuple(kind for kind in kinds if kind not in known or known[kind]) for kinds in choices)
    return st.one_of(
        *(
            plain_records(cls, {**fields, **{kind: _ids_of((kind,), known) for kind in chosen}}, {*wishes, *chosen})
            for chosen in product(*named_ones)
        )
    )


def _value(
    kind: str,
    name: str,
    shape: FieldShape,
    template: Template,
    known: WordsByName,
    days: st.SearchStrategy[dt.date],
    region: str | None,
    hinted: tuple[Any, ...],
) -> st.SearchStrategy[Any] | None:
    """Make one value of a field; None where the plain one will do."""
    if shape.kinds:
        _enough(kind, name, shape, known)
        return _ids_of(shape.kinds, known)
    if shape.list is not None:
        return _one_of(tuple(template.lists.get(shape.list, ())), hinted)
    if (kind, name) == ("register_kept", "lists"):
        return _one_of((*template.registers, *REGISTERS), hinted)
    if (kind, name) == ("benefit_statement", "beneficiary"):
        return _one_of((*BENEFICIARIES, *template.lists["beneficiaries"]), hinted)
    if (kind, name) == ("stage_reached", "stage"):
        return _one_of(template.stage_ids, hinted)
    if (kind, name) in _LEVELS:
        return _one_of(tuple(level.id for scale in template.scales.values() for level in scale.levels), hinted)
    if name == "region" and region is not None:
        return st.just(region)
    if shape.scalar is dt.date:
        return days
    if shape.scalar is Text:
        return st.sampled_from(_WORDS)
    if shape.scalar is str and not shape.choices:
        anything = tuple(id_ for kind in ("partner", "person") for id_ in sorted(known.get(kind, ())))
        return _one_of((*_CODES, *anything) if name in {"about", "subject"} else _CODES, hinted)
    fitting = tuple(value for value in hinted if type(value) is shape.scalar)
    return st.sampled_from(fitting) | scalar(shape) if fitting else None


def _enough(kind: str, name: str, shape: FieldShape, known: WordsByName) -> None:
    """Complain of too few ids where a list has to name several.

    Raises:
        InputError: in the words of whoever gave them.
    """
    least = lengths(kind, name)[0]
    given = {id_ for each in shape.kinds for id_ in known.get(each, ())}
    if any(each in known for each in shape.kinds) and len(given) < least:
        raise InputError(f"{kind}.{name} names at least {least} of {', '.join(shape.kinds)}; known: {len(given)}")


def _ids_of(kinds: tuple[str, ...], known: WordsByName) -> st.SearchStrategy[str]:
    if not any(kind in known for kind in kinds):
        return pseudonyms if kinds == ("ward",) else ids
    choices = sorted({id_ for kind in kinds for id_ in known.get(kind, ())})
    return st.sampled_from(choices) if choices else st.nothing()


def _one_of(words: tuple[str, ...], hinted: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    asked = tuple(word for word in hinted if isinstance(word, str))
    if not words:
        return st.nothing()
    return st.sampled_from(asked) | st.sampled_from(words) if asked else st.sampled_from(words)


# --- kinds that the template types further ---------------------------------------------------------------------------


def _levels(template: Template, known: WordsByName, named: st.SearchStrategy[str]) -> st.SearchStrategy[Record]:
    steps = [(scale.id, scale.of, level.id) for scale in template.scales.values() for level in scale.levels]
    if not steps:
        return st.nothing()

    def level(step: tuple[str, str, str]) -> st.SearchStrategy[Record]:
        scale, kind, reached = step
        whom = {} if kind == PROGRAMME else {"person" if kind in PEOPLE else "of": _ids_of((kind,), known)}
        return st.builds(Level, id=named, scale=st.just(scale), level=st.just(reached), **whom)

    return st.sampled_from(steps).flatmap(level)


def _items(
    template: Template,
    of: tuple[Register, ...],
    known: WordsByName,
    named: st.SearchStrategy[str],
    days: st.SearchStrategy[dt.date],
) -> st.SearchStrategy[Record]:
    if not of:
        return st.nothing()

    def rows(register: Register) -> st.SearchStrategy[Record]:
        values = {name: _cells(field, template, known, days) for name, field in register.fields.items()}
        required = {name: values[name] for name, field in register.fields.items() if field.required}
        optional = {name: value for name, value in values.items() if name not in required}
        cells = st.fixed_dictionaries(required, optional=optional).map(Fields)
        return st.builds(Item, id=named, list=st.just(register.id), fields=cells)

    return st.sampled_from(of).flatmap(rows)


def _cells(
    field: RegisterField, template: Template, known: WordsByName, days: st.SearchStrategy[dt.date]
) -> st.SearchStrategy[Any]:
    one = _cell(field, template, known, days)
    return st.lists(one, max_size=3, unique=True).map(tuple) if field.many else one


def _cell(
    field: RegisterField, template: Template, known: WordsByName, days: st.SearchStrategy[dt.date]
) -> st.SearchStrategy[Any]:
    low, high = (each if isinstance(each, int | Decimal) else None for each in (field.min, field.max))
    least = 0 if low is None else low
    most = least + 9 if high is None else high
    match field.type:
        case "text":
            return st.sampled_from(_CODES)
        case "integer":
            return st.integers(ceil(least), floor(most))
        case "decimal":
            return st.decimals(min_value=least, max_value=most, places=2).map(Decimal)
        case "money":
            amounts = st.decimals(min_value=least, max_value=most, places=2).map(Decimal)
            return st.builds(Money, amount=amounts, currency=st.sampled_from(("RUB", "EUR")))
        case "level":
            scale = template.scales.get(field.of or "")
            return st.sampled_from([level.id for level in scale.levels]) if scale is not None else st.nothing()
        case "date":
            return days
        case "moment":
            return days | days.flatmap(moments_of)
        case "partial_date":
            return days | days.map(lambda day: day.year) | days.map(lambda day: f"{day:%Y-%m}")
        case "boolean":
            return st.booleans()
        case "choice":
            return st.sampled_from(field.words or _CODES)
        case "id":
            return _ids_of(field.kinds, known) if field.kinds else st.sampled_from(_CODES)
