"""Who could block a decision of a body on a day, and how many it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.messages import Sayable, in_context, message
from partnership.network.figure import Figure
from partnership.network.measures.coalitions.blocking import Blocking, blocking
from partnership.network.measures.coalitions.seats import Unit, least, rules_of, seats_of
from partnership.network.measures.coalitions.swings import banzhaf
from partnership.network.measures.coalitions.words import CoalitionPhrases
from partnership.network.measures.options import check, check_number
from partnership.network.sources import snapshot_of
from partnership.records import Body, RulesOfProcedure

_SOURCE = (
    "partnership; blocking coalitions after Shapley, L. S. (1962). Simple games: an outline of the descriptive theory. "
    "Behavioral Science 7(1), 59-66"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingCoalitions(Figure[int | None]):
    """The fewest members who can block a decision of a body in either way; None where no rules are in force.

    `by_absence`: by staying away, so that there is no quorum. `by_vote`: by not voting in favour when all are present.
    `at_quorum`: how many seats are enough against when only as many are present as a quorum asks. `seats`: how many
    each member has. `power`: the share of each in all swings of a vote (the normalised Banzhaf index), where members
    have different numbers of seats; None where they have one each, and it would be alike for all.
    """

    by_absence: Blocking | None
    by_vote: Blocking | None
    at_quorum: int | None
    seats: Mapping[str, int]
    power: Mapping[str, Fraction] | None


def blocking_coalitions(
    snapshot: View, *, body: str = "wg", unit: Unit = "partner", most: int = 10
) -> BlockingCoalitions:
    """Return who could block a decision of a body under its adopted rules of procedure, and how many it takes.

    Every membership in force is a seat with one vote. Where several rules are adopted, the latest counts. `most` bounds
    the coalitions that are listed; they are counted exactly, in time of members times seats.

    Raises:
        UnknownName: if there is no such body, or `unit` is none of the three.
    """
    snapshot_of(snapshot)
    check(unit, Unit, in_context("option", "unit"))
    check_number(most, 0, float("inf"), in_context("option", "most"))
    bodies = {each.id: each for each in snapshot.records("body") if isinstance(each, Body)}
    if body not in bodies:
        raise UnknownName(body, bodies, message("body"))
    parameters: dict[str, object] = {"body": body, "unit": unit, "most": most}
    seats, rules = seats_of(snapshot, body, unit), rules_of(snapshot, body)
    words = CoalitionPhrases(snapshot, bodies[body], unit, seats)
    if rules is None or not seats:
        return _figure(None, words.unknown(), parameters, seats)
    return _blocked(seats, rules, words, parameters, most)


def _blocked(
    seats: Mapping[str, int],
    rules: RulesOfProcedure,
    words: CoalitionPhrases,
    parameters: Mapping[str, object],
    most: int,
) -> BlockingCoalitions:
    total = sum(seats.values())
    quorum, majority = least(rules.quorum, total), least(rules.majority, total)
    absence = blocking(seats, total - quorum + 1, most)
    vote = blocking(seats, total - majority + 1, most)
    at_quorum = quorum - least(rules.majority, quorum) + 1 if quorum else None
    sizes = [way.size for way in (absence, vote) if way.size is not None]
    return replace(
        _figure(
            min(sizes, default=None),
            words.known(rules, (quorum, majority), (absence, vote), at_quorum),
            {**parameters, "quorum": rules.quorum, "majority": rules.majority},
            seats,
        ),
        by_absence=absence,
        by_vote=vote,
        at_quorum=at_quorum,
        power=banzhaf(seats, majority) if len(set(seats.values())) > 1 else None,
    )


def _figure(
    value: int | None, sentence: Sayable, parameters: Mapping[str, object], seats: Mapping[str, int]
) -> BlockingCoalitions:
    return BlockingCoalitions(
        measure="blocking_coalitions",
        value=value,
        definition=message(
            "The smallest groupings of members without whom, or against whom, a body cannot decide by its rules."
        ),
        source=_SOURCE,
        sentence=sentence,
        parameters=parameters,
        by_absence=None,
        by_vote=None,
        at_quorum=None,
        seats=seats,
        power=None,
    )
