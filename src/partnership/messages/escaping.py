"""Strings of unknown origin, made safe to print."""

from __future__ import annotations

import unicodedata

LONGEST_TEXT = 2000
"""Characters that a text may have in each language."""

VISIBLE_SPACES = "\u00a0\u202f"
"""Spaces that typography binds initials, figures and units with."""


def escape(value: str, limit: int = LONGEST_TEXT) -> str:
    """Make any string safe to print: what cannot be seen is shown as its code, an overlong end is cut."""
    if len(value) <= limit and value.isascii() and value.isprintable():  # what most words are
        return value
    cut = value if len(value) <= limit else value[: limit - 1] + "…"
    if not cut.isprintable():
        cut = "".join(c if c.isprintable() or c in VISIBLE_SPACES else f"<U+{ord(c):04X}>" for c in cut)
        cut = cut if len(cut) <= limit else cut[: limit - 1] + "…"
    return cut if cut.isascii() else unicodedata.normalize("NFC", cut)
