"""What the door asks of a record of each kind, whatever the template says: that it leans on things that are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from partnership.decisions.asking import Asking, said
from partnership.findings import Finding, Lack, Subject
from partnership.messages import Message, either, message
from partnership.records import RECORDS, REGISTERS, listings, noun, references
from partnership.template import RegisterField, Template
from partnership.values import nearest_hint, some

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


class Door:
    """The references and words of one kind of record."""

    def __init__(self, kind: str) -> None:
        cls = RECORDS[kind]
        self.kind = kind
        self.references = tuple((path, ref.kinds, many) for path, ref, many in references(cls))
        self.listings = tuple((path, listed.list, many) for path, listed, many in listings(cls))
        self._further = {"level": _level, "item": _item, "register_kept": _register}.get(kind)
        self.has_words = bool(self.listings) or self._further is not None

    def faults(self, asking: Asking, record: Any) -> Iterator[Finding]:
        """Return everything that a record names and that is not there."""
        ever, on, length = asking.index.ever, asking.on, asking.length
        for name, kinds, many in self.references:
            value = getattr(record, name)
            if value is None:
                continue
            for id_ in value if many else (value,):
                for kind in kinds:
                    if ever(kind, id_, on, length) is not None:
                        break
                else:
                    yield _unknown_id(asking, record, name, kinds, id_)
        for unfit in self.unfit(asking.template, record):
            yield _unknown_word(record, unfit) if unfit.typed is None else _bad_item(record, unfit)
        if self.kind == "item":
            yield from _item_faults(asking, record)

    def unfit(self, template: Template, record: Any) -> Iterator[Unfit]:
        """Return what a record says that a template has no word for."""
        for name, list_, many in self.listings:
            value = getattr(record, name)
            if value is None:
                continue
            items = template.lists[list_]
            for id_ in value if many else (value,):
                if id_ not in items:
                    yield Unfit(name, list_, id_, tuple(items))
        if self._further is not None:
            yield from self._further(template, record)


@cache
def door(kind: str) -> Door:
    """Return the door for a kind of record."""
    return Door(kind)


def _unknown_id(asking: Asking, record: Any, field: str, kinds: tuple[str, ...], id_: str) -> Finding:
    known = [one for kind in kinds for one in asking.ids(kind)]
    begun = (asking.index.versions(kind, id_, asking.length) for kind in kinds)
    later = next((rows[0].date for rows in begun if rows), None)
    if later is not None:
        mend = message("date this on {later} or later, or date '{id}' earlier", later=later, id=id_)
    elif (hint := nearest_hint(id_, known)) is not None:
        mend = hint
    else:
        mend = message("record '{id}' first", id=id_)
    return said(
        "unknown_id",
        message(
            "{field}: there is no {nouns} '{id}' on {on}",
            field=field,
            nouns=either([noun(kind) for kind in kinds]),
            id=id_,
            on=asking.on,
        ),
        mend,
        lacks=[Lack(subject=Subject(kind=kinds[0], id=id_), what=_missing_in(record))],
    )


def _unknown_word(record: Any, unfit: Unfit) -> Finding:
    field, list_, word, choices = unfit.field, unfit.list, unfit.word, unfit.choices
    mend = nearest_hint(word, choices)
    if mend is None and choices:
        mend = message("one of: {choices}", choices=some(choices, MOST_CHOICES))
    elif mend is None:
        mend = message("add it to `{list}` in the template", list=list_)
    return said(
        "unknown_word",
        message("{field}: '{word}' is not in the template's list {list}", field=field, word=word, list=list_),
        mend,
        lacks=[Lack(subject=Subject(kind=list_, id=word), what=_missing_in(record))],
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


def _item_faults(asking: Asking, record: Any) -> Iterator[Finding]:
    """Return what a row of a template's own register lacks, or names and is not there."""
    register = asking.template.registers.get(record.list)
    for name, field in register.fields.items() if register is not None else ():
        value = record.fields.get(name)
        if value is None:
            if field.required:
                yield _bad_item(record, Unfit(name, "", "nothing", (), field))
        elif field.of is not None and field.holds(value) and asking.ever(field.of, value) is None:
            yield _unknown_id(asking, record, name, (field.of,), value)


def _bad_item(record: Any, unfit: Unfit) -> Finding:
    wanted = "" if unfit.typed is None else expected(unfit.typed)
    return said(
        "bad_record",
        message("{record}.{field}: found {word}", record=record.list, field=unfit.field, word=unfit.word),
        message("give {wanted}", wanted=wanted),
        lacks=[Lack(subject=Subject(kind="item", id=record.id), what=_missing_in(record))],
    )


def expected(field: RegisterField) -> str:
    """Say what may stand in a field of a template's own register."""
    if field.choices:
        return " | ".join(field.choices)
    return field.type if field.of is None else f"{field.type} ({field.of})"
