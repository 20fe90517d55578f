"""Words that mean something in a table, in every language that has a catalogue."""

from __future__ import annotations

from functools import cached_property

from partnership.messages import Message, languages
from partnership.values import fold

_SEVERAL = "|"


def words_of(told: Message) -> tuple[str, ...]:
    """Return the words of a message that lists them with `|` between, the English ones first."""
    said = (told.in_language(language) for language in languages())
    return tuple(dict.fromkeys(word.strip() for words in said for word in words.split(_SEVERAL)))


class KnownWords:
    """Words that mean one thing, as a message lists them; a word is one of them if it looks like one (`fold`)."""

    def __init__(self, told: Message) -> None:
        self._told = told

    def __contains__(self, word: str) -> bool:
        return fold(word) in self._folded

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, words_of(self._told)))
