"""Who is meant by a name in somebody else's table: found by id or by name, never guessed."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.values import fold, nearest

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
