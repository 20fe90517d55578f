"""What a template's requirements speak of: the kinds of record, and the values that they ask of fields.

Random records would seldom meet a law that asks for one type of agreement with six clauses; so every value that a
requirement compares a field with is one that the strategies propose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from partnership.records import RECORDS, REGISTERS, field_types, kind_of, references
from partnership.template import Template
from partnership.template.core import Constant, Op, Selection, Test

Hints = Mapping[tuple[str, str], tuple[Any, ...]]
"""Values by kind of record and field."""

Aim = tuple[str, tuple[Test, ...]]
"""A kind of record, and what is asked of it."""

_PROPOSING = frozenset({Op.EQ, Op.IN, Op.GTE, Op.LTE, Op.HAS, Op.HAS_ANY, Op.HAS_ALL})


@lru_cache(maxsize=64)
def hints_of(template: Template) -> Hints:
    """Collect the values that requirements, guards and rosters compare fields with."""
    found: dict[tuple[str, str], dict[Any, None]] = {}
    for kind, test in _tests(template):
        if len(test.path) == 1 and test.op in _PROPOSING and isinstance(test.value, Constant):
            value = test.value.value
            values = value if isinstance(value, tuple) else (value,)
            found.setdefault((kind, test.path[0]), {}).update(dict.fromkeys(values))
    return MappingProxyType({key: tuple(values) for key, values in found.items()})


@lru_cache(maxsize=64)
def kinds_of(template: Template) -> tuple[str, ...]:
    """List the kinds that requirements speak of, and those that these must name; all kinds where they speak of none."""
    spoken = dict.fromkeys(kind for each in template.requirements.values() for kind in _kinds(template, each.core))
    spoken |= dict.fromkeys(each.act.kind for each in template.requirements.values() if each.act and each.act.kind)
    spoken |= dict.fromkeys(roster.of for roster in template.rosters.values())
    if any(each.waivable_by for each in template.requirements.values()):
        spoken |= {"assignment": None}  # somebody has to hold the role
    every = (*(kind for kind in RECORDS if kind != "item"), *template.registers)
    known = list(dict.fromkeys(kind for kind in spoken if kind in every)) or list(every)
    for kind in known:
        known += [other for other in _named_first(kind, template) if other not in known]
    return tuple(kind for kind in known if _can_be_made(kind, template))


@lru_cache(maxsize=64)
def aims_of(template: Template) -> Mapping[str, tuple[Aim, ...]]:
    """Tell for each requirement which records it selects: by kind, with all that it asks of one of them."""
    return MappingProxyType(
        {
            requirement.id: tuple(
                (kind, selection.tests)
                for selection in _selections(requirement.core)
                if selection.source not in template.rosters
                for kind in _kinds_of_source(template, selection.source)
                if kind not in template.registers
            )
            for requirement in template.requirements.values()
        }
    )


def _named_first(kind: str, template: Template) -> Iterator[str]:
    """Return the kinds of record that a kind names, of several that a field may name the first."""
    if kind in template.registers:
        yield from (other for field in template.registers[kind].fields.values() for other in field.kinds)
        return
    for path, ref, _ in references(RECORDS[kind]):
        if path in RECORDS[kind].model_fields:
            yield ref.kinds[0]


def _can_be_made(kind: str, template: Template) -> bool:
    """Tell whether the template has words for what a record of the kind must say."""
    if kind in template.registers:
        return True
    cls, shapes = RECORDS[kind], field_types(RECORDS[kind])
    return all(
        template.lists.get(shapes[name].list or "")
        for name, field in cls.model_fields.items()
        if field.is_required() and shapes[name].list is not None
    )


def _tests(template: Template) -> Iterator[tuple[str, Test]]:
    for requirement in template.requirements.values():
        for selection in _selections(requirement.core):
            for kind in _kinds_of_source(template, selection.source):
                yield from ((kind, test) for test in selection.tests)
        if requirement.act is not None and requirement.act.kind is not None:
            yield from ((requirement.act.kind, test) for test in requirement.act.where)
    for roster in template.rosters.values():
        yield from ((roster.of, test) for test in roster.where)
        for kind in _kinds_of_source(template, roster.anchored.source):
            yield from ((kind, test) for test in roster.anchored.where)


def _kinds(template: Template, core: Any) -> Iterator[str]:
    for selection in _selections(core):
        yield from _kinds_of_source(template, selection.source)


def _kinds_of_source(template: Template, source: str) -> Iterator[str]:
    if source in template.registers:
        yield source
    elif source in template.rosters:
        roster = template.rosters[source]
        yield roster.of
        yield from _kinds_of_source(template, roster.anchored.source)
    elif source in REGISTERS:
        yield kind_of(REGISTERS[source])


def _selections(node: Any) -> Iterator[Selection]:
    if isinstance(node, Selection):
        yield node
    if isinstance(node, tuple):
        for each in node:
            yield from _selections(each)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _selections(getattr(node, field.name))
