"""What both imports share: who is meant by a name (never guessed), a programme to try on, what the door says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from partnership.acts import About
from partnership.errors import Refused
from partnership.findings import Finding
from partnership.index import State
from partnership.messages import NOTHING, Message, Sayable, joined
from partnership.records import AnyRecord, Partner
from partnership.values import fold, in_all_languages, nearest

if TYPE_CHECKING:
    from partnership.programme import Programme

_MOST_LACKS = 3

MOST_HINTS = 300
"""Different unknown names for which the nearest is looked for; the rest go without (each look costs milliseconds)."""

_QUOTES = str.maketrans(dict.fromkeys("\"'«»„“”‘’`", None))


class NameIndex:
    """Ids with the names that they go by.

    Two names are one if they look alike: in one case, with Latin for Cyrillic letters of the same shape (`fold`),
    without quotation marks, and with single spaces.
    """

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._ids: dict[str, None] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        self._choices: dict[str, None] = {}
        self._hints: dict[str, str | None] = {}
        for id_, names in named:
            self.add(id_, names)

    def add(self, id_: str, names: Iterable[str]) -> None:
        """Take one more in."""
        self._ids[id_] = None
        for name in (id_, *names):
            self._by_name.setdefault(_folded(name), {})[id_] = None
            self._choices[name] = None

    def find(self, word: str) -> tuple[str, ...]:
        """Return the ids that a word fits: none, one, or several between which only its author can choose."""
        if word in self._ids:
            return (word,)
        return tuple(self._by_name.get(_folded(word), ()))

    def nearest(self, word: str) -> str | None:
        """Return the name or id that was probably meant; None if none is close, or too many were asked for."""
        folded = _folded(word)
        if folded not in self._hints and len(self._hints) < MOST_HINTS:
            self._hints[folded] = nearest(word, self._choices)
        return self._hints.get(folded)


def _folded(name: str) -> str:
    return fold(" ".join(name.translate(_QUOTES).split()))


def rehearsal(programme: Programme) -> Programme:
    """Return a programme that is the same and can be written into."""
    state = State.of(programme.entries)
    return type(programme)(programme.template, state, templates=programme.templates.values())


def names_of(record: object) -> tuple[str, ...]:
    """Return what a partner is called, in every language."""
    return tuple(in_all_languages(record.name).values()) if isinstance(record, Partner) else ()


def words_of(id_: str, title: Sayable) -> set[str]:
    """Return the words that an item of a list goes by."""
    return {fold(id_), *map(fold, in_all_languages(title).values())}


def hand_in(
    programme: Programme, record: AnyRecord, on: dt.date, about: About
) -> tuple[int | None, tuple[Message, ...]]:
    """Put a record before the door; returns the number of its entry, or why it is refused."""
    try:
        return programme.record(record, on=on, **about).seq, ()
    except Refused as refusal:
        return None, tuple(map(_said, refusal.findings))


def _said(finding: Finding) -> Message:
    """Say a reason of the door on one line."""
    lacks = joined(finding.lacks[:_MOST_LACKS], Message("; "))
    lacking = Message(": {lacks}", {"lacks": lacks}) if finding.lacks else NOTHING
    return Message(
        "{rule}{lacking} ({remedy})", {"rule": finding.summary, "lacking": lacking, "remedy": finding.remedy}
    )


def tail_of(hint: Message | None) -> Message:
    """Put a hint behind a sentence."""
    return NOTHING if hint is None else Message("; {hint}", {"hint": hint})
