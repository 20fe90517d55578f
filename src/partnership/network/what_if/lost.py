"""Lost: all that goes with some partners, counted, and told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from partnership.evaluation import Suspension
from partnership.messages import Message, Sayable, joined
from partnership.network.what_if import words
from partnership.network.what_if.acts import ActAsked, newly_refused
from partnership.network.what_if.lapses import Gate, Lapse

HARMS = ("suspended", "due", "functions", "roles", "wanted", "outcomes", "acts", "pairs", "passed", "ties")
"""What is counted, the gravest first: two departures are compared by the first in which they differ.

Whether the programme would be suspended; blocking requirements that are asked now and would stop holding; duties
without anybody accountable; roles that nobody else holds; outcomes without a producer that somebody left wants, and the
others; acts that would be refused; pairs of partners cut off; blocking requirements of gates passed or still far away;
ties.
"""

NAMES_SAID = 3
"""Names that a sentence spells out; the rest are counted."""


class Lost(TypedDict):
    """All that would be lost; see `WhatIf`."""

    suspension: Suspension | None
    lapses: tuple[Lapse, ...]
    gates: tuple[Gate, ...]
    eased: tuple[str, ...]
    acts: tuple[ActAsked, ...]
    functions: tuple[str, ...]
    roles: tuple[str, ...]
    wanted: tuple[str, ...]
    outcomes: tuple[str, ...]
    parts: tuple[tuple[tuple[str, ...], ...], ...]
    pairs: int
    ties: int


def harms(lost: Lost) -> dict[str, int]:
    """Count what is lost, in the order of `HARMS`."""
    blocking = [lapse.due for lapse in lost["lapses"] if lapse.blocks]
    counts = (
        int(lost["suspension"] is not None),
        blocking.count(True),
        len(lost["functions"]),
        len(lost["roles"]),
        len(lost["wanted"]),
        len(lost["outcomes"]),
        len(newly_refused(lost["acts"])),
        lost["pairs"],
        blocking.count(False),
        lost["ties"],
    )
    return dict(zip(HARMS, counts, strict=True))


def in_a_sentence(lost: Lost, opening: Sayable, titles: words.LossTitles, names: Mapping[str, Sayable]) -> Sayable:
    """Tell what is lost behind an opening; what suspends the programme is not told twice."""
    suspension = lost["suspension"]
    told = () if suspension is None else suspension.unmet
    parts = (
        words.suspended(suspension, titles, NAMES_SAID),
        words.lapsed([lapse for lapse in lost["lapses"] if lapse.requirement not in told], names, NAMES_SAID),
        words.unanswered(lost["functions"], titles, NAMES_SAID),
        words.vacant(lost["roles"], titles, NAMES_SAID),
        words.unproduced(lost["wanted"], lost["outcomes"], titles, NAMES_SAID),
        words.refused(newly_refused(lost["acts"]), NAMES_SAID),
        words.pairs_cut_off(lost["pairs"]),
        words.untied(lost["ties"]),
    )
    said = joined([part for part in parts if part is not None], Message("; "))
    return Message("{opening}: {said}.", {"opening": opening, "said": said})
