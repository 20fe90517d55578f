"""Kinds, fields and the words of closed choices as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from typing_extensions import override

from partnership.errors import UnknownName
from partnership.messages import Language, Message, Noun, Sayable, in_context, message
from partnership.records.catalogue import RECORDS, REGISTERS
from partnership.records.marks import Such
from partnership.records.shapes import FieldShape, field_types
from partnership.values import Text

_ANSWERS: Mapping[bool, Message] = {True: in_context("word", "yes"), False: in_context("word", "no")}


def noun(kind: str) -> Noun:
    """Name records of a kind (or of a register): one, or many.

    Raises:
        UnknownName: if there is no such kind or register.
    """
    found = RECORDS.get(kind) or REGISTERS.get(kind)
    if found is None:
        raise UnknownName(kind, [*RECORDS, *REGISTERS], message("kind of record"))
    return found.noun


def field_label(field: str) -> Message | Text:
    """Name a field; of a dotted path the last part. A field that is not ours goes by its own name."""
    name = field.rpartition(".")[2]
    return labels().get(name) or Text.quoting(_spaced(name))


def word(field: str, value: object) -> Message | Text:
    """Say a value of a field: a word of a closed choice in each language, everything else as it is written.

    In a field that is not ours a word is said as one of our choices wherever it looks like one.
    """
    if isinstance(value, bool):
        return _ANSWERS[value]
    written = str(value)
    return choices().get(field.rpartition(".")[2], _every_choice()).get(written) or Text.quoting(written)


@cache
def labels() -> Mapping[str, Message]:
    """Collect what each field is called, by its name, which is the same in every kind that has it."""
    return {name: Message(label, {}, "field") for name, label in _labels().items()}


@cache
def choices() -> Mapping[str, Mapping[str, Message]]:
    """Collect how the words of closed choices are said, by the name of the field; empty for any other field."""
    found: dict[str, dict[str, Message]] = {}
    for name, shape in _shapes():
        plain = {each: _spaced(each) for each in shape.choices if any(map(str.isalpha, each))}
        said = plain | dict(shape.words)
        found.setdefault(name, {}).update({each: Message(text, {}, "word") for each, text in said.items()})
    return found


def having(such: Such, *, said: bool = True, **values: Sayable) -> Condition:
    """Say of a row, or of several, what a field of it has."""
    one = such.one if said or such.no is None else such.no
    many = such.many if said and such.many is not None else one
    return Condition(Message(one, values, "condition"), Message(many, values, "condition"))


def phrases() -> frozenset[Message]:
    """Collect the phrases in which sentences say of a row what its fields have."""
    marks = [shape.such for _, shape in _shapes() if shape.such is not None]
    return frozenset(Message(each, {}, "condition") for one in marks for each in (one.one, one.many, one.no) if each)


@dataclass(frozen=True, slots=True)
class Condition(Sayable):
    """What is said of rows beside their noun: behind it, or around it."""

    one: Message
    many: Message

    @classmethod
    def of_all(cls, said: Message) -> Condition:
        """Make what is said alike of one and of several."""
        return cls(said, said)

    def around(self, rows: str, language: Language, form: str) -> str:
        """Say it together with the noun, in the form of words that agree with that."""
        said = self.many if form.startswith("many") else self.one
        if "{rows}" not in said.source:
            return f"{rows} {said.in_language(language, form)}"
        return said.given(rows=_Said(rows)).in_language(language, form)

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say it alone."""
        return self.around("", language, case).strip()


@dataclass(frozen=True, slots=True)
class _Said(Sayable):
    """What has been put into words already."""

    words: str

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Give the words."""
        del language, case
        return self.words


@cache
def _every_choice() -> Mapping[str, Message]:
    return {each: said for words in choices().values() for each, said in words.items()}


def _labels() -> dict[str, str]:
    return {name: _spaced(name) for name, _ in _shapes()} | {name: each.label for name, each in _shapes() if each.label}


def _shapes() -> list[tuple[str, FieldShape]]:
    return [(path.rpartition(".")[2], shape) for cls in RECORDS.values() for path, shape in field_types(cls).items()]


def _spaced(name: str) -> str:
    return name.replace("_", " ")
