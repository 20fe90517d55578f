"""How wide text is in a terminal, and how it is cut, padded and folded to fit.

Cyrillic is one column a letter, ideographs are two, combining marks none: what `len` says is not what is seen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_NO_COLUMN: Final = frozenset({"Mn", "Me", "Cf"})
_TWO_COLUMNS: Final = frozenset({"W", "F"})
_ELLIPSIS: Final = "…"


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _TWO_COLUMNS else 1


def cut_to_width(text: str, width: int) -> str:
    """Shorten a text to so many columns; what was cut off is shown by an ellipsis."""
    if columns(text) <= width:
        return text
    kept = text[: _fitting(text, max(width - 1, 0))].rstrip()
    return kept + _ELLIPSIS if width > 0 else ""


def pad(text: str, width: int) -> str:
    """Fill a text up with spaces to so many columns; a longer one stays as it is."""
    return text + " " * (width - columns(text))


def fold_to_width(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Break a text between words into lines of at most so many columns, `first` before the first, `rest` before others.

    A word that is wider than a line is broken where the line ends.
    """
    line, used, empty = first, columns(first), True
    for word in text.split(" "):
        size = columns(word)
        if not empty and used + 1 + size > width:
            yield line
            line, used, empty = rest, columns(rest), True
        while used + size > width and used < width - 1 and empty:
            place = max(_fitting(word, width - used), 1)
            yield line + word[:place]
            word = word[place:]  # noqa: PLW2901 - what is left of the word goes on the next line
            line, used, size = rest, columns(rest), columns(word)
        line += word if empty else f" {word}"
        used += size if empty else size + 1
        empty = False
    yield line


def _fitting(text: str, width: int) -> int:
    """Return how many characters of a text fit into so many columns."""
    used = 0
    for place, character in enumerate(text):
        used += _columns_of(character)
        if used > width:
            return place
    return len(text)
