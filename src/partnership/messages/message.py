"""A message: an English sentence with arguments, put into words only where it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from string import Formatter
from typing import Any

from partnership.base import override
from partnership.languages import SOURCE, Language, counted_form, inflected, language_of, translated
from partnership.messages.escaping import escape
from partnership.messages.figures import Percent, number
from partnership.messages.sayable import Sayable


@dataclass(frozen=True, slots=True)
class Message(Sayable):
    """One thing to say: the English sentence is its code, what stands in braces its arguments.

    `{name:quoted}` puts an argument in the quotation marks of the language, `{share:percent}` says a share in per cent,
    `{day:iso}` writes a day as it is typed and not in words, `{noun:one:genitive}` declines a noun where the language
    has that case, and `{noun:case}` in the case that is asked of the whole; a
    message with a context may be declined, too (`word:genitive`). `context` tells apart what is alike in
    English; `many` is the form for other numbers than one.
    """

    source: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    context: str | None = None
    many: str | None = None
    count: int = 1
    _told: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What it is in the languages in which it has been said, and its hash: one sentence is said of many, and often."""

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say it in a language; what its catalogue lacks is said in English.

        Raises:
            UnknownLanguage: if the language has no catalogue.
        """
        key = (language, case) if case else language
        said: str | None = self._told.get(key)
        if said is None:
            said = self._told[key] = self._said(language, case)
        return said

    def _said(self, language: Language, case: str) -> str:
        if self.many is None:
            pieces = _sentence(language, self.context, self.source, case)
        else:
            pieces = _pieces(counted_form(language, self.source, self.many, self.count))
        arguments = self.arguments
        parts: list[str] = []
        for literal, name, asked in pieces:
            ends = literal[:1] == "." != literal[1:2] and parts and parts[-1][-1:] == "."
            parts.append(literal[1:] if ends else literal)  # what ends with an abbreviation needs no second full stop
            if name is not None:
                parts.append(shown(arguments[name], language, asked, case))
        return "".join(parts)

    def given(self, **arguments: Any) -> Message:
        """Return the same message with its arguments, or some of them, given."""
        return replace(self, arguments={**self.arguments, **_kept(arguments)})

    @override
    def __hash__(self) -> int:
        found: int | None = self._told.get(None)
        if found is None:
            found = hash((self.source, self.context, self.count, tuple(self.arguments.items())))
            self._told[None] = found
        return found

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        """What has been said of it stays here."""
        return Message, (self.source, self.arguments, self.context, self.many, self.count)


NOTHING = Message("")
"""Nothing to say."""


def message(source: str, /, **arguments: Any) -> Message:
    """Say something; whatever stands in braces is given by name."""
    return Message(source, _kept(arguments))


def in_context(context: str, source: str, /, **arguments: Any) -> Message:
    """Say something that is said otherwise elsewhere, though it reads alike in English."""
    return Message(source, _kept(arguments), context)


def plural(one: str, many: str, count: int, /, **arguments: Any) -> Message:
    """Say something of so many; `{count}` is their number."""
    return Message(one, _kept({"count": count, **arguments}), None, many, count)


@dataclass(frozen=True, slots=True)
class Plural:
    """Something that is said of so many, before their number is known: `Plural("{count} tie", "{count} ties")`."""

    one: str
    many: str

    def of(self, count: int, /, **arguments: Any) -> Message:
        """Say it of so many."""
        return plural(self.one, self.many, count, **arguments)


def with_article(one: str, language: Language = SOURCE) -> str:
    """Put the English article before the name of one thing; other languages are given the name alone."""
    if language_of(language) != SOURCE:
        return one
    return f"{'an' if one[:1].lower() in set('aeio') else 'a'} {one}"


def shown(value: object, language: Language, asked: str = "", case: str = "") -> str:
    """Write one argument in a language, as what stands behind its name in the braces asks."""
    if not asked:
        return _plainly(value, language, "")
    match asked:
        case "quoted":
            return Quoted(value).in_language(language)
        case "a" if isinstance(value, str):
            return with_article(escape(value), language)
        case "percent" if isinstance(value, int | float | Decimal | Fraction):
            return Percent(value).in_language(language)
        case "iso" if isinstance(value, dt.date):
            return str(value)
        case "case":
            return _plainly(value, language, case)
        case _:
            return _plainly(value, language, asked)


@dataclass(frozen=True, slots=True)
class Quoted(Sayable):
    """A name in the quotation marks of a language; what is quoted inside it gets the inner ones.

    A word that is asked for in a form (`bare`, `genitive`) goes without them.
    """

    name: object

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say it in a language."""
        (opening, closing), inner = _marks(language)
        said = shown(self.name, language, case)
        if case and isinstance(self.name, Message):
            return said
        if opening in said or closing in said:
            said = said.replace(opening, inner[0]).replace(closing, inner[1])
        return f"{opening}{said}{closing}"


@lru_cache
def _marks(language: Language) -> tuple[tuple[str, str], tuple[str, str]]:
    outer = translated(language, "quotation", '"{name}"').partition("{name}")
    inner = translated(language, "quotation in a quotation", "'{name}'").partition("{name}")
    return (outer[0], outer[2]), (inner[0], inner[2])


def _plainly(value: object, language: Language, case: str) -> str:
    if type(value) is Message:  # what most arguments are
        return value.in_language(language, case)
    match value:
        case str():
            return escape(value)
        case bool():
            return (_YES if value else _NO).in_language(language)
        case int():
            return str(value)
        case Decimal() | Fraction() | float():
            return number(value, language)
        case dt.datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case dt.date() if type(value) is dt.date:
            return _DAYS[value.month - 1].given(day=value.day, year=value.year).in_language(language)
        case tuple() | list():
            return ", ".join([_plainly(each, language, case) for each in value])
        case _ if hasattr(value, "in_language"):  # a check of the protocol costs more than all the rest
            return str(value.in_language(language, case))
        case _:
            return escape(str(value))


def _kept(arguments: dict[str, Any]) -> dict[str, Any]:
    for name, value in arguments.items():
        if type(value) is list:  # what a message says cannot change after it is made
            arguments[name] = tuple(value)
    return arguments


@lru_cache(maxsize=8192)
def _sentence(
    language: Language, context: str | None, source: str, case: str
) -> tuple[tuple[str, str | None, str], ...]:
    if case and context is not None:
        return _pieces(inflected(language, f"{context}:{case}", source))
    return _pieces(translated(language, context, source))


@lru_cache(maxsize=8192)
def _pieces(sentence: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((literal, name, asked or "") for literal, name, asked, _ in Formatter().parse(sentence))


_DAYS = (
    message("{day} January {year}"),
    message("{day} February {year}"),
    message("{day} March {year}"),
    message("{day} April {year}"),
    message("{day} May {year}"),
    message("{day} June {year}"),
    message("{day} July {year}"),
    message("{day} August {year}"),
    message("{day} September {year}"),
    message("{day} October {year}"),
    message("{day} November {year}"),
    message("{day} December {year}"),
)
_YES, _NO = in_context("answer", "yes"), in_context("answer", "no")
