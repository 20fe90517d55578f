"""What the two XML formats share: elements as text, and fields that are declared once with their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from partnership.exchange.formats.plain import PlainFields, PlainScalar, ScalarType, scalar_type

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""The first line of a document; whoever saves it writes UTF-8."""


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """A field as a document declares it: by an id of the document's own, its name and its type."""

    id: str
    name: str
    type: ScalarType


def declared(letter: str, rows: Sequence[PlainFields], without: Iterable[str] = ()) -> dict[str, DeclaredField]:
    """Return every field that occurs in some rows, in the order in which they first come."""
    left_out = frozenset(without)
    columns: dict[str, list[PlainScalar]] = {}
    for fields in rows:
        for name, value in fields.items():
            if name not in left_out:
                columns.setdefault(name, []).append(value)
    return {
        name: DeclaredField(f"{letter}{number}", name, scalar_type(values))
        for number, (name, values) in enumerate(columns.items())
    }


def opening_tag(name: str, attributes: Mapping[str, str | None], end: str = ">") -> str:
    """Write the beginning of an element; attributes that are None are left out."""
    written = (f" {key}={quoteattr(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{''.join(written)}{end}"


def empty(name: str, attributes: Mapping[str, str | None]) -> str:
    """Write an element without content."""
    return opening_tag(name, attributes, "/>")


def content(text: str) -> str:
    """Write text as an element's content."""
    return escape(text)
