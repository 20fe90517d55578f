"""How wide text is on a screen, and how it is folded and shortened to fit, without asking a browser.

Advance widths in hundredths of an em, for each letter the wider of Liberation Sans (which is as wide as Arial and
Helvetica) and DejaVu Sans, so that what fits here fits in either; measured in Chromium.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_WIDTHS: Final = {
    28: "'ijl",
    30: "Ił",
    32: " ,.‘’",
    34: "/:;\\|¦·",
    36: "f",
    38: "-",
    40: "()[]t‹›",
    42: "!r¡²³¹",
    46: '"',
    48: "ªº",
    50: "*J`¨°´¸",
    52: "“”„",
    54: "sz\u0491",
    56: "?L_c§¯–",
    58: "kŁ",
    60: "vxy•",
    62: "FTaeo«»¿ðø\u0490",
    64: "$0123456789bdghnpqu{}¢£¤¥µ¶ßþ€₽",
    68: "EKPSYÞ",
    70: "ABVXZ",
    74: "CRU",
    76: "HN",
    78: "&DGÐ",
    80: "OQØ",
    82: "w",
    84: "#+<=>^~¬±×÷−",
    88: "M",
    96: "%",
    98: "m¼½¾",
    100: "W©®Ææ—…←→↔",
    102: "@",
    104: "œ",
    108: "Œ№",
}
_CYRILLIC: Final = (
    *(68, 68, 88, 62, 72, 68, 30, 30, 50, 110, 106, 86, 72, 76, 64, 76),
    *(70, 70, 70, 62, 80, 68, 108, 66, 76, 76, 72, 76, 88, 76, 80, 76),
    *(68, 74, 62, 64, 88, 70, 78, 70, 108, 110, 84, 90, 70, 72, 108, 74),
    *(62, 62, 60, 54, 70, 62, 92, 54, 66, 66, 62, 64, 76, 66, 62, 66),
    *(64, 56, 60, 60, 86, 60, 70, 60, 92, 96, 72, 80, 60, 56, 86, 62),
    *(62, 62, 64, 54, 56, 54, 28, 28, 28, 92, 90, 66, 62, 66, 60, 66),
)
"""The letters from U+0400 on."""
_KNOWN: Final = {
    **{letter: width for width, letters in _WIDTHS.items() for letter in letters},
    **{chr(code): width for code, width in enumerate(_CYRILLIC, start=0x400)},
}
_UNKNOWN: Final = 90
"""A letter of another script: wider than most are."""
_FULL: Final = 130
"""An ideograph or a sign that is drawn as a picture."""
BOLD: Final = 1.13
"""How much wider bold letters are."""
_ELLIPSIS: Final = "…"
_BREAKS_AFTER: Final = "-–—/"
_NO_ROOM: Final = frozenset({"Mn", "Me", "Cf"})


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at a size of letters, in the units of the size; rather too wide than too narrow."""
    hundredths = 0
    for letter in text:
        known = _KNOWN.get(letter)
        hundredths += _other(letter) if known is None else known
    return hundredths * size * (BOLD if bold else 1.0) / 100


def shortened(text: str, room: float, size: float) -> str:
    """Cut a text to a room; what was cut off is shown by an ellipsis."""
    if width_of(text, size) <= room:
        return text
    kept = text[: _fitting(text, room - width_of(_ELLIPSIS, size), size)]
    at = kept.rfind(" ")
    if at > len(kept) * 0.6:
        kept = kept[:at]  # a word that is cut off says nothing
    return kept.rstrip(' ,;:-–—(«"') + _ELLIPSIS


def folded(text: str, room: float, size: float, most: int = 12) -> list[str]:
    """Fold a text into at most so many lines of a room; words that do not fit are broken, the rest is shortened."""
    lines: list[str] = []
    rest = text.strip()
    while rest:
        if len(lines) == most - 1:
            return [*lines, shortened(rest, room, size)]
        end = _line_end(rest, room, size)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return lines


def _line_end(text: str, room: float, size: float) -> int:
    fitting = max(_fitting(text, room, size), 1)
    if fitting >= len(text):
        return len(text)
    for end in range(fitting, 0, -1):
        if text[end] == " " or text[end - 1] in _BREAKS_AFTER:
            return end
    while fitting < len(text) and unicodedata.combining(text[fitting]):
        fitting += 1
    return fitting


def _fitting(text: str, room: float, size: float) -> int:
    """Return how many letters fit; a letter is not cut off from its marks."""
    used = 0.0
    for place, letter in enumerate(text):
        used += width_of(letter, size)
        if used > room:
            while place and unicodedata.combining(text[place]):
                place -= 1  # noqa: PLW2901 - the mark goes with the letter before it
            return place
    return len(text)


def _other(letter: str) -> int:
    """Return the width of a letter that the table does not name: as its base letter, as a picture, or nothing."""
    if unicodedata.category(letter) in _NO_ROOM:
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _KNOWN:
        return _KNOWN[base]
    if unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So":
        return _FULL
    return _UNKNOWN
