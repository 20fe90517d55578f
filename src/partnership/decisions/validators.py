"""What the door asks of a record of each kind, whatever the template says: that it leans on things that are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from partnership.decisions.context import DecisionContext, door_finding
from partnership.decisions.refusals import proposed, titled_hint
from partnership.findings import Finding, Lack, Subject
from partnership.index import Index
from partnership.messages import NOTHING, Message, either, message
from partnership.records import RECORDS, REGISTERS, listings, noun, references
from partnership.template import RegisterField, Template
from partnership.template.types import called
from partnership.values import nearest_hint, offered

MOST_CHOICES = 12
"""As many as fit on a line."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A word of a record that a list of a template does not have, with those that it has; or a value that is `typed`
    otherwise there.
    """

    field: str
    list: str
    word: str
    choices: tuple[str, ...]
    typed: RegisterField | None = None


class Unknown(NamedTuple):
    """An id of a record, of one of several kinds, by which there is none."""

    field: str
    kinds: tuple[str, ...]
    id: str


class RecordValidator:
    """The references and words of one kind of record."""

    def __init__(self, kind: str) -> None:
        cls = RECORDS[kind]
        self.kind = kind
        self.references = tuple((path, ref.kinds, many) for path, ref, many in references(cls))
        self.listings = tuple((path, listed.list, many) for path, listed, many in listings(cls))
        self._further = {"level": _level, "item": _item, "register_kept": _register}.get(kind)
        self.has_words = bool(self.listings) or self._further is not None

    def faults(self, context: DecisionContext, record: Any) -> list[Finding]:
        """Return everything that a record names and that is not there."""
        gaps = self.gaps(context.template, context.index, record, context.on, context.length)
        return [_finding(context, record, gap) for gap in gaps]

    def gaps(self, template: Template, index: Index, record: Any, on: dt.date, length: int) -> list[Unknown | Unfit]:
        """Return what a record names and is not there, on a day and after so many entries; without words for it."""
        fields = record.__dict__  # every record comes by here, and a model's own look-up costs as much again
        found: list[Unknown | Unfit] = []
        for name, kinds, many in self.references:
            value = fields[name]
            if value is None:
                continue
            for id_ in value if many else (value,):
                for kind in kinds:
                    if index.ever(kind, id_, on, length) is not None:
                        break
                else:
                    found.append(Unknown(name, kinds, id_))
        if self.has_words:
            found += self.unfit(template, record)
        if self.kind == "item":
            found += _item_gaps(template, index, record, on, length)
        return found

    def unfit(self, template: Template, record: Any) -> list[Unfit]:
        """Return what a record says that a template has no word for."""
        fields = record.__dict__
        found: list[Unfit] = []
        for name, list_, many in self.listings:
            value = fields[name]
            if value is None:
                continue
            items = template.lists[list_]
            found += [
                Unfit(name, list_, id_, tuple(items)) for id_ in (value if many else (value,)) if id_ not in items
            ]
        if self._further is not None:
            found += self._further(template, record)
        return found


@cache
def record_validator(kind: str) -> RecordValidator:
    """Return the door for a kind of record."""
    return RecordValidator(kind)


def _finding(context: DecisionContext, record: Any, gap: Unknown | Unfit) -> Finding:
    path = _path(record, gap)
    if isinstance(gap, Unknown):
        return _unknown_id(context, record, path, gap)
    if gap.typed is not None:
        return _bad_item(record, path, gap, gap.typed)
    return _unknown_field(record, path, gap) if _is_field(gap) else _unknown_word(context, record, path, gap)


def _is_field(gap: Unfit) -> bool:
    return gap.list.startswith("registers.")


def _path(record: Any, gap: Unknown | Unfit) -> str:
    """Give the path of what a gap is about: the field, in a row of a template's own register under `fields`."""
    if record.kind == "item" and (isinstance(gap, Unknown) or gap.typed is not None or _is_field(gap)):
        return f"fields.{gap.field}"
    value, word = record.__dict__[gap.field], gap.id if isinstance(gap, Unknown) else gap.word
    return f"{gap.field}.{value.index(word)}" if isinstance(value, tuple) else gap.field


def _unknown_id(context: DecisionContext, record: Any, path: str, gap: Unknown) -> Finding:
    field, kinds, id_ = gap
    known = [one for kind in kinds for one in context.ids(kind)]
    begun = (context.index.versions(kind, id_, context.length) for kind in kinds)
    later = next((rows[0].date for rows in begun if rows), None)
    if later is not None:
        remedy = message("give {later:iso} or a later day, or an earlier day for '{id}'", later=later, id=id_)
    elif (hint := nearest_hint(id_, known)) is not None:
        remedy = hint
    else:
        remedy = message("record '{id}' first", id=id_)
    return door_finding(
        "unknown_id",
        message(
            "{field}: there is no {nouns} '{id}' on {on}",
            field=field,
            nouns=either([noun(kind) for kind in kinds]),
            id=id_,
            on=context.on,
        ),
        remedy,
        field=path,
        lacks=[Lack(subject=Subject(kind=kinds[0], id=id_), what=_missing_in(record))],
    )


def _unknown_word(context: DecisionContext, record: Any, path: str, unfit: Unfit) -> Finding:
    field, list_, word, choices = unfit.field, unfit.list, unfit.word, unfit.choices
    remedy = titled_hint(word, context.template.titles.lists.get(list_, {})) or nearest_hint(word, choices)
    if remedy is None and choices:
        remedy = message("one of: {choices}", choices=offered(word, choices))
    elif remedy is None:
        remedy = message("add it to `{list}` in the template", list=list_)
    return door_finding(
        "unknown_word",
        message("{field}: the template's list of {list} has no '{word}'", field=field, word=word, list=list_),
        remedy,
        field=path,
        lacks=[Lack(subject=Subject(kind=list_, id=word), what=_missing_in(record))],
    )


def _unknown_field(record: Any, path: str, unfit: Unfit) -> Finding:
    near = nearest_hint(unfit.word, unfit.choices)
    return door_finding(
        "unknown_field",
        message("the register '{register}' has no field '{field}'", register=record.list, field=unfit.field),
        near or message("one of: {choices}", choices=offered(unfit.word, unfit.choices)),
        field=path,
        lacks=[Lack(subject=Subject(kind="item", id=record.id), what=_missing_in(record))],
    )


def _missing_in(record: Any) -> Message:
    return message("named by {kind} '{id}'", kind=noun(record.kind), id=record.id)


# --- kinds that the template types further ---------------------------------------------------------------------------


def _level(template: Template, record: Any) -> Iterator[Unfit]:
    scale = template.scales.get(record.scale)
    if scale is not None:
        levels = tuple(level.id for level in scale.levels)
        if record.level not in levels:
            yield Unfit("level", f"scales.{record.scale}", record.level, levels)


def _register(template: Template, record: Any) -> Iterator[Unfit]:
    names = (*REGISTERS, *template.registers)
    if record.lists not in names:
        yield Unfit("lists", "registers", record.lists, names)


def _item(template: Template, record: Any) -> Iterator[Unfit]:
    register = template.registers.get(record.list)
    if register is None:
        yield Unfit("list", "registers", record.list, tuple(template.registers))
        return
    for name, value in record.fields.items():
        field = register.fields.get(name)
        if field is None:
            yield Unfit(name, f"registers.{record.list}.fields", name, tuple(register.fields))
        elif not field.holds(value) or (field.type == "choice" and value not in (field.choices or ())):
            yield Unfit(name, f"registers.{record.list}.{name}", str(value), field.choices or (), field)


def _item_gaps(template: Template, index: Index, record: Any, on: dt.date, length: int) -> Iterator[Unknown | Unfit]:
    """Return what a row of a template's own register lacks, or names and is not there."""
    register = template.registers.get(record.list)
    for name, field in register.fields.items() if register is not None else ():
        value = record.fields.get(name)
        if value is None:
            if field.required:
                yield Unfit(name, "", "nothing", (), field)
        elif field.of is not None and field.holds(value) and index.ever(field.of, value, on, length) is None:
            yield Unknown(name, (field.of,), value)


def _bad_item(record: Any, path: str, unfit: Unfit, typed: RegisterField) -> Finding:
    value = record.fields.get(unfit.field)
    if value is None:
        what = message("the field '{field}' of the register '{register}' is missing")
        hint: Message = NOTHING
    else:
        what = message("'{field}' of the register '{register}' cannot be '{word}'", word=unfit.word)
        near = nearest_hint(unfit.word, typed.choices or ())
        hint = proposed(value, typed.type) if near is None else Message("; {hint}", {"hint": near})
    return door_finding(
        "bad_record",
        what.given(register=record.list, field=unfit.field),
        Message("{wanted}{hint}", {"wanted": message("give {wanted}", wanted=expected_value(typed)), "hint": hint}),
        field=path,
        lacks=[Lack(subject=Subject(kind="item", id=record.id), what=_missing_in(record))],
    )


def expected_value(field: RegisterField) -> Message:
    """Say what may stand in a field of a template's own register."""
    if field.choices:
        return message("one of: {choices}", choices=", ".join(field.choices))
    if field.of is not None:
        return message("the id of {kind:a}", kind=noun(field.of))
    return called(field.type)
