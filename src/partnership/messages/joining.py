"""Several things said in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from partnership.base import override
from partnership.languages import Language
from partnership.messages.message import NOTHING, Message, Quoted, in_context, message, shown
from partnership.messages.sayable import Sayable

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Joined(Sayable):
    """Parts in a row, with a joint of each language between them."""

    parts: tuple[object, ...]
    joint: Message

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say it in a language."""
        return self.joint.in_language(language).join([shown(part, language, case) for part in self.parts])


def joined(parts: Iterable[object], joint: Message) -> Joined:
    """Put parts in a row."""
    return Joined(tuple(parts), joint)


def listed(parts: Iterable[object]) -> Joined:
    """All of them, with commas."""
    return joined(parts, Message(", "))


def listed_by_id(titles: Mapping[str, object]) -> Joined:
    """All of them, each by its id with its title."""
    return listed(Message("{id} ({title})", {"id": id_, "title": title}) for id_, title in titles.items())


def list_some(parts: Sequence[object], of: int) -> Sayable:
    """Some of so many, with semicolons; the rest are counted."""
    said, more = joined(parts, Message("; ")), of - len(parts)
    return message("{parts}; and {more} more", parts=said, more=more) if more else said


def either(parts: Iterable[object]) -> Joined:
    """Any one of them."""
    kept = tuple(parts)
    ends = (listed(kept[:-1]), kept[-1]) if len(kept) > _PAIR else kept
    return joined(ends, in_context("between choices", " or "))


def in_brackets(parts: Iterable[object]) -> Message:
    """All of them in brackets, with a space before; nothing where there are none."""
    kept = tuple(parts)
    return Message(" ({parts})", {"parts": listed(kept)}) if kept else NOTHING


def quoted(name: object) -> Quoted:
    """A name in the quotation marks of a language."""
    return Quoted(name)


def as_written(value: object) -> Message:
    """A value by itself: a figure as the language writes it, a word as it stands."""
    return Message("{value}", {"value": value})
