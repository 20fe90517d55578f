"""Pieces of SVG as text: numbers of one form, names that can never become markup."""

from __future__ import annotations

from partnership.values import escape

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def safe(words: str) -> str:
    """Write any words so that they are read as words, in an attribute or between tags; what is invisible is shown."""
    return escape(words).translate(_ENTITIES)


def num(value: float) -> str:
    """Write a length with one digit at most, the same on every machine."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def element(tag: str, inside: str = "", /, **attributes: float | str | None) -> str:
    """Write an element; an underscore in an attribute's name is a hyphen (`class_` is `class`), None leaves it out."""
    said = "".join(
        f' {name.removesuffix("_").replace("_", "-")}="{value if isinstance(value, str) else num(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{said}>{inside}</{tag}>" if inside else f"<{tag}{said}/>"


def rectangle(x: float, y: float, w: float, h: float, **attributes: float | str | None) -> str:
    """Write a rectangle."""
    return element("rect", x=x, y=y, width=w, height=h, **attributes)


def words(said: str, x: float, y: float, class_: str | None = None) -> str:
    """Write a line of text whose baseline starts at a point."""
    return element("text", safe(said), x=x, y=y, class_=class_)
