"""What the fields of a word, and of a section, refer to: `type: Annotated[Words, Listed("document_types")]`.

`values.Listed` marks items of a list, the terms themselves (`Sel`, `Each`, `Whole` ...) say what else can be known of a
field; these are the others. `name_resolution` reads them, so that no word has checks of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo


def marks_of(field: FieldInfo) -> Iterator[object]:
    """All that a field and its type are annotated with."""
    yield from field.metadata
    yield from _marks(field.annotation)


def _marks(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
        yield from _marks(annotation.__origin__)
    else:
        for each in get_args(annotation):
            yield from _marks(each)


@dataclass(frozen=True, slots=True)
class ValueOf:
    """Values of a register's field, just as if they stood in a `where`."""

    register: str
    field: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """Selections of which `min` and `exactly` beside them ask for a number of rows."""


@dataclass(frozen=True, slots=True)
class Against:
    """A figure that is held against the one under another key."""

    key: str


@dataclass(frozen=True, slots=True)
class FieldOf:
    """The name of a field of the rows that other keys select; with `dated`, it must be a date."""

    keys: tuple[str, ...]
    dated: bool = False


@dataclass(frozen=True, slots=True)
class TestsOf:
    """A `where` over the rows of a register, or of the one that another key names."""

    register: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Openable:
    """A register whose rows can be open."""


@dataclass(frozen=True, slots=True)
class LevelOf:
    """A level of the scale that another key names."""

    key: str


@dataclass(frozen=True, slots=True)
class ScaleOf:
    """A scale on which the elements of another key can stand; without that key, the programme itself."""

    key: str


@dataclass(frozen=True, slots=True)
class OwnStage:
    """A stage of this template."""


@dataclass(frozen=True, slots=True)
class KindOfRecord:
    """A kind of record, or a register of the template's own by its id or the word for one row.

    With `programme`, it may be the programme itself too.
    """

    programme: bool = False


@dataclass(frozen=True, slots=True)
class StageOf:
    """A stage of the subjects' own way: one of this template, or a level of a scale."""


@dataclass(frozen=True, slots=True)
class RecordsOf:
    """Ids of records of one kind, as an act names them."""

    kind: str


@dataclass(frozen=True, slots=True)
class RowsOf:
    """A selection whose rows are records of one kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class DateOrReference:
    """A date, or a reference to one."""


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that stands for an element in what is required of it."""


@dataclass(frozen=True, slots=True)
class KeysOf:
    """Keys and values of their own: what each refers to stands in the fields of the model."""

    model: type


@dataclass(frozen=True, slots=True)
class Inside:
    """Asked of each element of another key, or of each row of a register; `$it` is the element, or the name that the
    key `named` gives it.
    """

    key: str = ""
    named: str | None = None
    register: str = ""
