"""What the door asks of a record of each kind, whatever the template says: that it leans on things that are there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from partnership.decisions.context import DecisionContext, door_finding
from partnership.decisions.refusals import proposed, titled_hint
from partnership.evaluation import plan_of
from partnership.findings import Finding, Lack, Subject
from partnership.index import ALTERING, Index
from partnership.messages import NOTHING, Message, Sayable, as_written, either, message
from partnership.records import RECORDS, REGISTERS, Item, listings, references
from partnership.template import RegisterField, Template, wanted_in
from partnership.template.phrasing.nouns import LIST_NOUNS
from partnership.template.vocabulary import BENEFICIARIES, PEOPLE, PROGRAMME
from partnership.values import as_in_file, nearest_hint, offered

_ANY_TEXT = frozenset({"text", "id"})
"""Types of fields that hold whatever text there is."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A word of a record that a list of a template does not have, with those that it has; or a value that is `typed`
    otherwise there; or the id of nobody, or of somebody, where a scale is of a kind (`whose`) or of none.
    """

    field: str
    list: str
    word: str
    choices: tuple[str, ...]
    typed: RegisterField | None = None
    whose: str | None = ""


class Unknown(NamedTuple):
    """An id of a record, of one of several kinds, by which there is none."""

    field: str
    kinds: tuple[str, ...]
    id: str


class RecordValidator:
    """What one law asks of every record of one kind: that what it names is there, in words that the law has."""

    def __init__(self, template: Template, kind: str) -> None:
        cls = RECORDS.get(kind, Item)
        self.template = template
        self.is_watched = ("record", kind) in plan_of(template).watched or kind in ALTERING
        """Whether more is asked of some: by the law's own rules, or because they alter others."""
        self.references = tuple((path, ref.kinds, many) for path, ref, many in references(cls))
        self.listings = tuple((path, listed.list, many) for path, listed, many in listings(cls))
        self._further: Callable[[Any], Iterable[Unfit]] | None = None
        self._gaps: Callable[[Index, Any, dt.date, int], Iterable[Unknown | Unfit]] | None = None
        if cls is Item:
            own = _OwnRows(template, kind)
            self._further, self._gaps = own.unfit, own.gaps
        elif kind in _FURTHER:
            self._further = partial(_FURTHER[kind], template)
        if kind == "level":
            self._gaps = partial(_level_gaps, template)
        self.has_words = bool(self.listings) or self._further is not None

    def faults(self, context: DecisionContext, record: Any) -> list[Finding]:
        """Return everything that a record names and that is not there."""
        gaps = self.gaps(context.index, record, context.on, context.length)
        return [_finding(context, record, gap) for gap in gaps]

    def gaps(self, index: Index, record: Any, on: dt.date, length: int) -> list[Unknown | Unfit]:
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
            found += self.unfit(record)
        if self._gaps is not None:
            found += self._gaps(index, record, on, length)
        return found

    def unfit(self, record: Any) -> list[Unfit]:
        """Return what a record says that the law has no word for."""
        fields = record.__dict__
        found: list[Unfit] = []
        for name, list_, many in self.listings:
            value = fields[name]
            if value is None:
                continue
            items = self.template.lists[list_]
            found += [
                Unfit(name, list_, id_, tuple(items)) for id_ in (value if many else (value,)) if id_ not in items
            ]
        if self._further is not None:
            found += self._further(record)
        return found


_VALIDATORS: dict[tuple[str, str], RecordValidator] = {}
_MOST_VALIDATORS = 4096


def record_validator(template: Template, kind: str) -> RecordValidator:
    """Return the door of a law for a kind of record; what is no kind of the library's is a register of its own."""
    key = (template.digest, kind)
    found = _VALIDATORS.get(key)
    if found is None:
        if len(_VALIDATORS) >= _MOST_VALIDATORS:
            _VALIDATORS.clear()
        found = _VALIDATORS[key] = RecordValidator(template, kind)
    return found


def _finding(context: DecisionContext, record: Any, gap: Unknown | Unfit) -> Finding:
    path = _path(record, gap)
    if isinstance(gap, Unknown):
        return _unknown_id(context, record, path, gap)
    template = context.template
    if gap.whose != "":
        return _bad_level(template, record, gap, gap.whose)
    if gap.typed is not None:
        return _bad_item(template, record, path, gap, gap.typed)
    return _unknown_field(template, record, path, gap) if _is_field(gap) else _unknown_word(context, record, path, gap)


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
            field=_label(context.template, record, field),
            nouns=either([context.template.noun(kind) for kind in kinds]),
            id=id_,
            on=context.on,
        ),
        remedy,
        field=path,
        lacks=[Lack(subject=Subject(kind=kinds[0], id=id_), what=_missing_in(context.template, record))],
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
        message(
            "{field}: the template's list of {list:many} has no '{word}'",
            field=field,
            word=word,
            list=LIST_NOUNS.get(list_, list_),
        ),
        remedy,
        field=path,
        lacks=[Lack(subject=Subject(kind=list_, id=word), what=_missing_in(context.template, record))],
    )


def _unknown_field(template: Template, record: Any, path: str, unfit: Unfit) -> Finding:
    near = nearest_hint(unfit.word, unfit.choices)
    return door_finding(
        "unknown_field",
        message("{kind} has no field '{name}'", kind=template.noun(record.list), name=unfit.field),
        near or message("one of: {choices}", choices=offered(unfit.word, unfit.choices)),
        field=path,
        lacks=[Lack(subject=Subject(kind=record.list, id=record.id), what=_missing_in(template, record))],
    )


def _missing_in(template: Template, record: Any) -> Message:
    return message("named by {kind} '{id}'", kind=template.noun(record.kept_as()), id=record.id)


def _label(template: Template, record: Any, field: str) -> Sayable:
    """Name a field: by its id, and by its title where a register of the template's own gives it one."""
    register = template.registers.get(record.kept_as())
    title = None if register is None or field not in register.fields else register.fields[field].title
    return as_written(field) if title is None else Message("{field} ({title})", {"field": field, "title": title})


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


class _OwnRows:
    """What is asked of the rows of one register of a law's own."""

    def __init__(self, template: Template, list_: str) -> None:
        self.template, self.list = template, list_
        register = template.registers.get(list_)
        self.fields: Mapping[str, RegisterField] | None = None if register is None else register.fields
        every = tuple((self.fields or {}).items())
        self.texts = frozenset(name for name, field in every if field.type in _ANY_TEXT and not field.many)
        """Fields that hold any one text."""
        self.needed = tuple((name, field, field.kinds) for name, field in every if field.required or field.kinds)
        """Fields that must be there, or say who must."""

    def unfit(self, record: Any) -> list[Unfit]:
        """Return what a row says that the register has no field, type or word for."""
        list_, fields, template = self.list, self.fields, self.template
        if fields is None:
            return [Unfit("list", "registers", list_, tuple(template.registers))]
        found: list[Unfit] = []
        for name, value in record.fields.items():
            if name in self.texts and type(value) is str:
                continue
            field = fields.get(name)
            if field is None:
                found.append(Unfit(name, f"registers.{list_}.fields", name, tuple(fields)))
            elif not field.holds(value) or not field.allows(value):
                found.append(Unfit(name, f"registers.{list_}.{name}", as_in_file(value), field.words, field))
            elif field.type == "level" and (scale := template.scales.get(field.of or "")) is not None:
                levels = tuple(level.id for level in scale.levels)
                found += [
                    Unfit(name, f"registers.{list_}.{name}", str(each), levels, field)
                    for each in field.values(value)
                    if each not in levels
                ]
        return found

    def gaps(self, index: Index, record: Any, on: dt.date, length: int) -> list[Unknown | Unfit]:
        """Return what a row lacks, or names and is not there."""
        found: list[Unknown | Unfit] = []
        for name, field, kinds in self.needed:
            value = record.fields.get(name)
            if value is None:
                if field.required:
                    found.append(Unfit(name, "", "nothing", (), field))
            elif kinds and (type(value) is str if name in self.texts else field.holds(value)):
                for each in field.values(value) if field.many else (value,):
                    for kind in kinds:
                        if index.ever(kind, str(each), on, length) is not None:
                            break
                    else:
                        found.append(Unknown(name, kinds, str(each)))
        return found


def _level_gaps(template: Template, index: Index, record: Any, on: dt.date, length: int) -> Iterator[Unknown | Unfit]:
    """Return who or what a level does not say, and should, says and should not, or names and is not there."""
    scale = template.scales.get(record.scale)
    if scale is None:
        return
    wanted = None if scale.of == PROGRAMME else "person" if scale.of in PEOPLE else "of"
    for name in ("person", "of"):
        value = getattr(record, name)
        if (value is None) is (name == wanted):
            yield Unfit(name, "", "nothing" if value is None else value, (), whose=scale.of if name == wanted else None)
        elif name == wanted and index.ever(scale.of, value, on, length) is None:
            others = [kind for kind in PEOPLE if index.ever(kind, value, on, length) is not None]
            if name == "of" or others:  # whoever is nobody at all has been told of
                yield Unknown(name, (scale.of,), value)


def _benefit(template: Template, record: Any) -> Iterator[Unfit]:
    known = (*BENEFICIARIES, *template.lists["beneficiaries"])
    if record.beneficiary not in known:
        yield Unfit("beneficiary", "beneficiaries", record.beneficiary, known)


_FURTHER = {"benefit_statement": _benefit, "level": _level, "register_kept": _register}


def _bad_level(template: Template, record: Any, unfit: Unfit, whose: str | None) -> Finding:
    scale = template.scales[record.scale].title
    return door_finding(
        "bad_record",
        message(
            "{record} '{id}', {field}: found {word}",
            record=template.noun("level"),
            id=record.id,
            field=unfit.field,
            word=unfit.word,
        ),
        message("leave it out on the scale {title:quoted}", title=scale)
        if whose is None
        else message(
            "give the id of {noun:a}: the scale {title:quoted} is of that kind", noun=template.noun(whose), title=scale
        ),
        field=unfit.field,
        lacks=[Lack(subject=Subject(kind="level", id=record.id), what=_missing_in(template, record))],
    )


def _bad_item(template: Template, record: Any, path: str, unfit: Unfit, typed: RegisterField) -> Finding:
    value = record.fields.get(unfit.field)
    near = nearest_hint(unfit.word, unfit.choices) if value is not None else None
    hint = Message("; {hint}", {"hint": near}) if near is not None else NOTHING
    if near is None and value is not None and not typed.many:
        hint = proposed(value, typed.type)
    return door_finding(
        "bad_record",
        message(
            "{record} '{id}', {field}: found {word}",
            record=template.noun(record.list),
            id=record.id,
            field=_label(template, record, unfit.field),
            word=unfit.word,
        ),
        Message("{what}{hint}", {"what": message("give {wanted}", wanted=wanted_in(template, typed)), "hint": hint}),
        field=path,
        lacks=[Lack(subject=Subject(kind=record.list, id=record.id), what=_missing_in(template, record))],
    )
