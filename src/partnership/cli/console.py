"""The page that a command writes on: plain text in a pipe, colour and a fitting width in a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, TextIO

from partnership.cli.widths import fold_to_width

if TYPE_CHECKING:
    from partnership.messages import Sayable

Style = Literal["heading", "good", "bad", "care", "quiet", "strong"]
ColourWhen = Literal["auto", "always", "never"]

PLAIN_WIDTH: Final = 100
"""Columns of a page that nobody measures: a pipe, a file."""

_COLUMNS: Final = r"[0-9]{1,4}"
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
_YO: Final = 0x451  # the one Russian letter that does not stand in its place in the alphabet
_LATIN: Final = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia".replace("_", "").split(" ")
_LETTERS: Final = {_YO: "e", **dict(zip(range(0x430, 0x450), _LATIN, strict=True))}
_SIGNS: Final = str.maketrans(
    {"«": '"', "»": '"', "—": "-", "–": "-", "…": "...", "·": "-", "’": "'", "\u00a0": " ", "№": "No"}
)
_SIMPLER: Final = str.maketrans(
    _LETTERS | {ord(chr(letter).upper()): latin.capitalize() for letter, latin in _LETTERS.items()} | _SIGNS
)
"""For outputs that lack them: Russian letters as in passports (ICAO 9303), and signs."""


class Console:
    """Standard output as a page in one language.

    `width` bounds what is folded for reading; `edge` is where a terminal would break a line, None where nothing does.
    """

    def __init__(
        self,
        stream: TextIO,
        lang: str = "en",
        *,
        colour: bool = False,
        width: int = PLAIN_WIDTH,
        edge: int | None = None,
    ) -> None:
        self._stream = stream
        self.lang = lang
        self._colour = colour
        self.width = width
        self.edge = edge

    @classmethod
    def of(cls, stream: TextIO, when: ColourWhen, environment: Mapping[str, str], lang: str = "en") -> Console:
        """Make a page of a stream, as it is (a terminal or not) and as the user wants it."""
        colour = _wants_colour(stream, when, environment)
        if _is_terminal(stream):
            edge = max(columns_of_terminal(environment, PLAIN_WIDTH), _NARROWEST)
            return cls(stream, lang, colour=colour, width=min(edge, _WIDEST), edge=edge)
        width = max(columns_asked_for(environment) or PLAIN_WIDTH, _NARROWEST)
        return cls(stream, lang, colour=colour, width=width)

    def said(self, what: Sayable | str) -> str:
        """Put something into words."""
        return what if isinstance(what, str) else what.in_language(self.lang)

    def complain(self, what: Sayable | str) -> None:
        """Say something where errors go."""
        complain(self.said(what))

    def styled(self, style: Style, text: str) -> str:
        """Give a text a style, where there is colour; the words say the same without it."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._colour and text else text

    def line(self, what: Sayable | str = "", style: Style | None = None) -> None:
        """Write one line as it is."""
        text = self.said(what)
        self._write((text if style is None else self.styled(style, text)) + "\n")

    def paragraph(
        self,
        what: Sayable | str,
        first: str = "",
        rest: str | None = None,
        style: Style | None = None,
        label: Style | None = None,
    ) -> None:
        """Write a text folded to the page: `first` (styled as `label`) before its first line, `rest` before others."""
        hanging = " " * len(first) if rest is None else rest
        for number, line in enumerate(fold_to_width(self.said(what), self.width, first, hanging)):
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


def columns_asked_for(environment: Mapping[str, str]) -> int:
    """Return the width that the environment asks for; 0 where it asks for none."""
    given = environment.get("COLUMNS", "")
    return int(given) if re.fullmatch(_COLUMNS, given) else 0


def columns_of_terminal(environment: Mapping[str, str], otherwise: int) -> int:
    """Return how wide the terminal is; what `shutil` tells too, whose import would take a tenth of the time of help."""
    asked = columns_asked_for(environment)
    if asked or sys.__stdout__ is None:
        return asked or otherwise
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise
    except (ValueError, OSError):  # closed, or no terminal
        return otherwise


def _writable(text: str, encoding: str) -> str:
    """Write a text in the letters that an encoding has: where one is lacking a simpler sign, a Latin letter, a code."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if len(text) > 1:
            return "".join(_writable(character, encoding) for character in text)
        simpler = text.translate(_SIMPLER)
        return simpler if simpler.isascii() else text.encode(encoding, "backslashreplace").decode(encoding)
    return text


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # the stream is closed
        return False


def _wants_colour(stream: TextIO, when: ColourWhen, environment: Mapping[str, str]) -> bool:
    if when != "auto":
        return when == "always"
    return _is_terminal(stream) and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


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
