"""Words that mean something in a table, in every language that has a catalogue."""

from __future__ import annotations

from functools import cache

from partnership.messages import Message, languages
from partnership.values import fold

_SEVERAL = "|"


def words_of(told: Message) -> tuple[str, ...]:
    """Return the words of a message that lists them with `|` between, the English ones first."""
    said = (told.in_language(language) for language in languages())
    return tuple(dict.fromkeys(word.strip() for words in said for word in words.split(_SEVERAL)))


@cache
def folded_words(told: Message) -> frozenset[str]:
    """Return the same words as they are compared: without case, with one kind of hyphen."""
    return frozenset(map(fold, words_of(told)))
