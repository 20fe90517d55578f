"""What if: the question, put to the engine on a supposed ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, overload

from partnership.errors import Fault, InputError, UnknownName
from partnership.evaluation import View
from partnership.index import State
from partnership.messages import message
from partnership.network.what_if.question import Question
from partnership.network.what_if.result import Departures, WhatIf
from partnership.network.what_if.world import World
from partnership.values import uncollected


class Kept(Protocol):
    """A programme, as far as it is asked here."""

    @property
    def state(self) -> State:
        """All that is true, as a value."""

    def as_of(self, day: dt.date) -> View:
        """Return the programme on a day."""


@overload
def what_if(programme: Kept | View, *, leaves: None = None, on: dt.date | None = None) -> Departures: ...


@overload
def what_if(programme: Kept | View, *, leaves: str | Iterable[str], on: dt.date | None = None) -> WhatIf: ...


def what_if(
    programme: Kept | View, *, leaves: str | Iterable[str] | None = None, on: dt.date | None = None
) -> Departures | WhatIf:
    """Return what would be lost if some partners left on a day; without `leaves`, for each partner by itself, ranked.

    The leave is supposed to be written down on the day (that of the snapshot, or the latest of the programme) on top of
    all that is known; whatever is said of the law, its gates and its acts is then asked of the engine. The programme is
    left exactly as it was. Ranked by `HARMS`, the most harmful first, then by id. One departure costs what it
    touches; what all of them are held against is linear in the ledger.

    What is known to have happened later is known here, too; give `as_known` of a day to ask what was known then.

    Raises:
        InputError: if nobody is named.
        UnknownName: if there has never been such a partner; the nearest is proposed.
        NotLawful: if one of them is not there on that day: not yet, or not any more.
    """
    if leaves is None:
        with uncollected():  # a copy of the history and what is said of each departure: all of it is kept
            return Question(_world(programme, on)).departures()
    world = _world(programme, on)
    leaving = (leaves,) if isinstance(leaves, str) else tuple(dict.fromkeys(leaves))
    if not leaving:
        raise InputError(Fault(None, message("leaves: nobody is named")))
    known = world.known
    for partner in leaving:
        if partner not in known:
            raise UnknownName(partner, known, message("partner"))
    return Question(world).departure(leaving)


def _world(programme: Kept | View, on: dt.date | None) -> World:
    if isinstance(programme, View):
        return World(programme if on is None else replace(programme, date=on))
    if not hasattr(programme, "as_of") or not hasattr(programme, "state"):
        raise InputError(
            Fault(
                None,
                message("{type:a} is not a programme", type=type(programme).__name__),
                expected=message("a programme, or a snapshot of one"),
                hint=message("of a graph ask exit_impact"),
            )
        )
    return World(programme.as_of(on or programme.state.horizon))
