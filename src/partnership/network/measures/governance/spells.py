"""How the form of governance went over time: one spell after the other, each in the same hands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from partnership.network.measures.governance.coordination import Coordinating, date_of
from partnership.network.measures.governance.forms import GovernanceForm, Rule


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which the form was the same, in the same hands; `end` is the first day after it, None if it goes on."""

    start: dt.date
    end: dt.date | None
    form: GovernanceForm
    coordinators: tuple[str, ...]


def spells(coordinating: Coordinating, rule: Rule) -> tuple[Spell, ...]:
    """Return the spells up to the day of the snapshot; days with too few partners are in none."""
    turns: list[tuple[int, GovernanceForm | None, tuple[str, ...]]] = []
    for day in coordinating.days():
        found = coordinating.on(day)
        form = rule.form(found)
        who = found.coordinators if form is not None else ()
        if not turns or turns[-1][1:] != (form, who):
            turns.append((day, form, who))
    ends = [date_of(day) for day, _, _ in turns[1:]]
    return tuple(
        Spell(date_of(day), end, form, who) for (day, form, who), end in zip_longest(turns, ends) if form is not None
    )
