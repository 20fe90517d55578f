"""The doors to the strategies; hypothesis is only asked for when one of them is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from partnership.errors import MissingExtra
from partnership.programme import Programme
from partnership.records import Record
from partnership.template import Template
from partnership.testing.outcome import Scene

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

EXTRA = "testing"
"""The extra that brings hypothesis."""


def records(
    kind: str, template: Template, *, known: Mapping[str, Collection[str]] | None = None
) -> SearchStrategy[Record]:
    """Make sound records of a kind: words come from the template's lists, ids of other records from `known`, by kind.

    A kind that `known` says nothing of is named by any id.

    Raises:
        MissingExtra: if hypothesis is not installed.
        UnknownName: if there is no such kind.
        InputError: if `known` has too few for a record that names several.
    """
    _hypothesis()
    from partnership.testing.strategies import records_of

    return records_of(kind, template, known or {})


def lawful_programmes(
    template: Template,
    *,
    max_entries: int = 30,
    region: str = "RU-SMO",
    start: dt.date = dt.date(2009, 2, 2),
    after: Scene | None = None,
) -> SearchStrategy[Programme]:
    """Make programmes of any template with at most so many entries: all that the one door has let in of random acts.

    They begin in a region on a day, or go on from the scene `after`, whose entries count among them.
    The acts are records of the kinds that the template's requirements speak of, in words that they ask for, late
    paperwork, amendments, ends, and advances; whatever the law turns away is left out. Smaller programmes are tried
    first when a failure is made smaller.

    Raises:
        MissingExtra: if hypothesis is not installed.
    """
    _hypothesis()
    from partnership.testing.strategies import programmes

    def begun() -> Programme:
        return Programme.start(template, id="drawn", region=region, on=start) if after is None else after.programme

    return programmes(begun, max_entries)


def _hypothesis() -> None:
    try:
        import hypothesis  # noqa: F401 - whether it is there is the question
    except ImportError:
        raise MissingExtra(EXTRA, "hypothesis") from None
