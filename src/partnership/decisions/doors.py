"""What the door asks of a record of each kind, whatever the template says: that it leans on things that are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from partnership.decisions.asking import Asking, said
from partnership.findings import Finding, Lack, Subject
from partnership.records import RECORDS, REGISTERS, listings, noun, references
from partnership.template import RegisterField
from partnership.values import Text, nearest_hint


class Door:
    """The references and words of one kind of record."""

    def __init__(self, kind: str) -> None:
        cls = RECORDS[kind]
        self.kind = kind
        self.references = tuple((path, ref.kinds, many) for path, ref, many in references(cls) if "." not in path)
        self.listings = tuple((path, listed.list, many) for path, listed, many in listings(cls) if "." not in path)
        self.further = {"level": _level, "item": _item, "register_kept": _register}.get(kind)

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
        for name, list_, many in self.listings:
            value = getattr(record, name)
            if value is None:
                continue
            items = asking.template.lists[list_]
            for id_ in value if many else (value,):
                if id_ not in items:
                    yield _unknown_word(record, name, list_, id_, tuple(items))
        if self.further is not None:
            yield from self.further(asking, record)


@cache
def door(kind: str) -> Door:
    """Return the door for a kind of record."""
    return Door(kind)


def _unknown_id(asking: Asking, record: Any, field: str, kinds: tuple[str, ...], id_: str) -> Finding:
    known = [one for kind in kinds for one in asking.ids(kind)]
    nouns = _either([noun(kind) for kind in kinds])
    begun = (asking.index.versions(kind, id_, asking.length) for kind in kinds)
    later = next((rows[0].date for rows in begun if rows), None)
    if later is not None:
        mend = (
            f"date this on {later} or later, or date '{id_}' earlier",
            f"датируйте это {later} или позже либо «{id_}» - раньше",
        )
    elif (hint := nearest_hint(id_, known)) is not None:
        mend = (hint.en, hint.ru)
    else:
        mend = (f"record '{id_}' first", f"сначала внесите «{id_}»")
    return said(
        "unknown_id",
        (
            f"{field}: there is no {nouns.en} '{id_}' on {asking.on}",
            f"{field}: на {asking.on} нет записи «{id_}» ({nouns.ru})",
        ),
        mend,
        lacks=[Lack(subject=Subject(kind=kinds[0], id=id_), what=_missing_in(record))],
    )


def _unknown_word(record: Any, field: str, list_: str, word: str, choices: tuple[str, ...]) -> Finding:
    hint = nearest_hint(word, choices)
    shown = ", ".join(choices[:12]) + (", ..." if len(choices) > 12 else "")  # noqa: PLR2004 - as many as fit on a line
    mend = (
        (hint.en, hint.ru)
        if hint is not None
        else (f"one of: {shown}" if shown else f"add it to `{list_}` in the template",) * 2
    )
    return said(
        "unknown_word",
        (f"{field}: '{word}' is not in the template's list {list_}", f"{field}: «{word}» нет в списке шаблона {list_}"),
        (mend[0], mend[1]),
        lacks=[Lack(subject=Subject(kind=list_, id=word), what=_missing_in(record))],
    )


def _missing_in(record: Any) -> Text:
    named = noun(record.kind)
    return Text.quoting(f"named by {named.en} '{record.id}'", f"на это ссылается «{record.id}» ({named.ru})")


def _either(nouns: list[Text]) -> Text:
    return Text(en=" or ".join(noun_.en for noun_ in nouns), ru=" или ".join(noun_.ru for noun_ in nouns))


# --- kinds that the template types further ---------------------------------------------------------------------------


def _level(asking: Asking, record: Any) -> Iterator[Finding]:
    scale = asking.template.scales.get(record.scale)
    if scale is not None:
        levels = tuple(level.id for level in scale.levels)
        if record.level not in levels:
            yield _unknown_word(record, "level", f"scales.{record.scale}", record.level, levels)


def _register(asking: Asking, record: Any) -> Iterator[Finding]:
    names = (*REGISTERS, *asking.template.registers)
    if record.lists not in names:
        yield _unknown_word(record, "lists", "registers", record.lists, names)


def _item(asking: Asking, record: Any) -> Iterator[Finding]:
    register = asking.template.registers.get(record.list)
    if register is None:
        yield _unknown_word(record, "list", "registers", record.list, tuple(asking.template.registers))
        return
    for name in record.fields:
        if name not in register.fields:
            yield _unknown_word(record, name, f"registers.{record.list}.fields", name, tuple(register.fields))
    for name, field in register.fields.items():
        value = record.fields.get(name)
        if value is None:
            if field.required:
                yield _bad_item(record, name, field, "nothing")
        elif not _fits(field, value):
            yield _bad_item(record, name, field, str(value))
        elif field.of is not None and asking.ever(field.of, str(value)) is None:
            yield _unknown_id(asking, record, name, (field.of,), str(value))


def _fits(field: RegisterField, value: object) -> bool:
    match field.type:
        case "text":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "decimal":
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
        case "date":
            return isinstance(value, dt.date)
        case "boolean":
            return isinstance(value, bool)
        case "choice":
            return value in (field.choices or ())
        case "id":
            return isinstance(value, str)


def _bad_item(record: Any, name: str, field: RegisterField, value: str) -> Finding:
    expected = field.type if field.of is None else f"{field.type} ({field.of})"
    return said(
        "bad_record",
        (f"{record.list}.{name}: found {value}", f"{record.list}.{name}: указано {value}"),
        (f"give {expected}", f"нужно: {expected}"),
        lacks=[Lack(subject=Subject(kind="item", id=record.id), what=_missing_in(record))],
    )
