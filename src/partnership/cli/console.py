"""The page that a command writes on: plain text in a pipe, colour and a fitting width in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final, Literal, TextIO

from partnership.cli.widths import fold

Style = Literal["heading", "good", "bad", "care", "quiet", "strong"]
When = Literal["auto", "always", "never"]

PLAIN_WIDTH: Final = 100
"""Columns of a page that nobody measures: a pipe, a file."""

_NARROWEST: Final = 40
_WIDEST: Final = 120  # longer lines are hard to read, however wide the screen
_CODES: Final[Mapping[Style, str]] = {
    "heading": "1;36",
    "good": "32",
    "bad": "1;31",
    "care": "33",
    "quiet": "2",
    "strong": "1",
}
_SIMPLER: Final = str.maketrans({"«": '"', "»": '"', "—": "-", "–": "-", "…": "...", "·": "-", "’": "'", "\u00a0": " "})
"""Signs that old encodings lack, and what they are written as there."""

_LETTERS: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia".replace("_", "").split(" "),
        strict=True,
    )
)
_LATIN: Final = str.maketrans(
    _LETTERS | {letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()} | {"№": "No"}
)
"""Russian letters as in passports (ICAO 9303), for outputs that have no others."""


class Console:
    """Standard output as a page.

    `width` bounds what is folded for reading; `cuts` says that nothing may be wider (a terminal would break it).
    """

    def __init__(self, stream: TextIO, *, colour: bool = False, width: int = PLAIN_WIDTH, cuts: bool = False) -> None:
        self._stream = stream
        self._colour = colour
        self.width = width
        self.cuts = cuts

    @classmethod
    def of(cls, stream: TextIO, when: When, environment: Mapping[str, str]) -> Console:
        """Make a page of a stream, as it is (a terminal or not) and as the user wants it."""
        from shutil import get_terminal_size  # not needed for help

        terminal = _is_terminal(stream)
        given = environment.get("COLUMNS", "")
        width = int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 5 else PLAIN_WIDTH  # noqa: PLR2004 - a sane number of columns has four digits at most
        if terminal:
            width = min(get_terminal_size((PLAIN_WIDTH, 24)).columns, _WIDEST)
        return cls(
            stream, colour=_wants_colour(terminal, when, environment), width=max(width, _NARROWEST), cuts=terminal
        )

    def styled(self, style: Style, text: str) -> str:
        """Give a text a style, where there is colour; the words say the same without it."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._colour and text else text

    def line(self, text: str = "", style: Style | None = None) -> None:
        """Write one line as it is."""
        self._write((text if style is None else self.styled(style, text)) + "\n")

    def paragraph(
        self,
        text: str,
        first: str = "",
        rest: str | None = None,
        style: Style | None = None,
        label: Style | None = None,
    ) -> None:
        """Write a text folded to the page: `first` (styled as `label`) before its first line, `rest` before others."""
        hanging = " " * len(first) if rest is None else rest
        for number, line in enumerate(fold(text, self.width, first, hanging)):
            lead = first if number == 0 else hanging
            body = line[len(lead) :]
            shown = body if style is None else self.styled(style, body)
            self._write((lead if label is None or number else self.styled(label, lead)) + shown + "\n")

    def data(self, data: bytes) -> None:
        """Write bytes that programs read: UTF-8 whatever the encoding of the terminal is."""
        self._stream.flush()
        buffer = getattr(self._stream, "buffer", None)
        if buffer is None:
            self._stream.write(data.decode())
        else:
            buffer.write(data)

    def _write(self, text: str) -> None:
        self._stream.write(_writable(text, self._stream.encoding or "utf-8"))


def _writable(text: str, encoding: str) -> str:
    """Write a text in what letters an encoding has: simpler signs, then Latin letters, then codes for what is left."""
    for table in ({}, _SIMPLER, _SIMPLER | _LATIN):
        simpler = text.translate(table)
        try:
            simpler.encode(encoding)
        except UnicodeEncodeError:
            continue
        return simpler
    return text.translate(_SIMPLER | _LATIN).encode(encoding, "backslashreplace").decode(encoding)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # the stream is closed
        return False


def _wants_colour(terminal: bool, when: When, environment: Mapping[str, str]) -> bool:  # noqa: FBT001 - a fact of the stream, beside what is wanted
    if when != "auto":
        return when == "always"
    return terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def complain(text: str) -> None:
    """Write an error where errors go, whatever its letters are."""
    stream = sys.stderr
    if stream is not None:
        Console(stream).line(text)


def mute() -> None:
    """Let nothing more be written: who read the output has gone, and the interpreter would complain when it flushes."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
