"""Published figures that come with the library: on mentoring, volunteers, agreements, coalitions, staff."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import BeforeValidator, TypeAdapter

from partnership.reading import read_yaml
from partnership.reading.lines import FilePart
from partnership.simulation.quantities import AnyNumber
from partnership.values import Id, Text

ReadSoFar = Literal["whole", "excerpt", "abstract", "memory"]
"""How far a source was read."""


class PublishedFigure(FilePart):
    """A published figure: what it is a number of, about whom, from where, and how far its source was read.

    `low` and `high` sometimes belong to a neighbouring quantity; `quantity` or `note` says so.
    """

    id: Id
    title: Text
    quantity: str
    value: AnyNumber | None = None
    low: AnyNumber | None = None
    high: AnyNumber | None = None
    unit: str
    population: str
    year: Annotated[str, BeforeValidator(str)]
    source: str
    url: str | None = None
    read: ReadSoFar
    note: Text


_all = TypeAdapter(tuple[PublishedFigure, ...])


@cache
def evidence() -> tuple[PublishedFigure, ...]:
    """Return all of it, as the file has it."""
    data = (resources.files("partnership.simulation") / "evidence.yaml").read_bytes()
    return _all.validate_python(tuple(read_yaml(data, "evidence.yaml").value))
