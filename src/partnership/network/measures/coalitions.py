"""Who together could keep a body from deciding, by staying away or by voting against, under its own rules.

As decisions count here (`Decision`): attendance is those present out of the members, and the share in favour is the
votes for out of those present, both to four places and never upward; so whoever abstains counts against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, islice
from typing import Literal

from partnership.errors import check_choice
from partnership.evaluation import View
from partnership.messages import Plural, Sayable, in_brackets, in_context, listed, message, plural
from partnership.network.figure import Figure
from partnership.network.measures.options import check_number, group_title
from partnership.network.phrases import MOST_NAMES, sentence
from partnership.network.sources import snapshot_of
from partnership.network.views import partner_network
from partnership.records import Body, Membership, Partner, RulesOfProcedure
from partnership.records.governance import cut_share

Unit = Literal["partner", "sector", "counts_as"]
"""Who acts as one: each partner with its seats, all partners of a sector together, or all of what sectors count as in
law (a children's institution is a side of its own, and a state body)."""

_SEATS = Plural(
    "{body:quoted} has {count} seat: a quorum ({quorum:percent}) is {present} present, and when all are there a "
    "decision ({majority:percent}) takes {in_favour} in favour.",
    "{body:quoted} has {count} seats: a quorum ({quorum:percent}) is {present} present, and when all are there a "
    "decision ({majority:percent}) takes {in_favour} in favour.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """The smallest groupings of members that can block in one way, none of whose members is idle in it.

    `seats`: how many seats it takes. `size`: the fewest members who have them. `count`: how many such groupings there
    are, of any size. `coalitions`: the first of them, largest seats first. `vetoes`: who can block alone. All but
    `seats` are empty or None where even all together cannot block.
    """

    seats: int
    size: int | None
    count: int
    coalitions: tuple[tuple[str, ...], ...]
    vetoes: tuple[str, ...]


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
    check_choice(unit, Unit, in_context("option", "unit"))
    check_number(most, 0, float("inf"), in_context("option", "most"))
    bodies = {each.id: each for each in snapshot.records("body") if isinstance(each, Body)}
    check_choice(body, bodies, message("body"))
    partners = {each.id: each for each in snapshot.records("partner") if isinstance(each, Partner)}
    seats = dict(
        Counter(
            _member(snapshot, partners[each.partner], unit)
            for each in snapshot.records("membership")
            if isinstance(each, Membership) and each.body == body and each.partner in partners
        )
    )
    unknown = message("Nobody sits in {body:quoted} yet.")
    if seats:
        unknown = message(
            "{body:quoted} has no adopted rules of procedure, so nobody can tell who could block a decision."
        )
    found = BlockingCoalitions(
        measure="blocking_coalitions",
        value=None,
        definition=message(
            "The smallest groupings of members without whom, or against whom, a body cannot decide by its rules."
        ),
        source="partnership; blocking coalitions after Shapley, L. S. (1962). Simple games: an outline of the "
        "descriptive theory. Behavioral Science 7(1), 59-66",
        sentence=unknown.given(body=bodies[body].name),
        parameters={"body": body, "unit": unit, "most": most},
        by_absence=None,
        by_vote=None,
        at_quorum=None,
        seats=seats,
        power=None,
    )
    rules = _rules(snapshot, body)
    if rules is None or not seats:
        return found
    network = partner_network(snapshot)
    names = {member: partners[member].name if unit == "partner" else group_title(network, member) for member in seats}
    return _under(rules, found, bodies[body], names)


def _under(
    rules: RulesOfProcedure, found: BlockingCoalitions, body: Body, names: Mapping[str, Sayable]
) -> BlockingCoalitions:
    """Fill in who could block by these rules."""
    seats, total, most = found.seats, sum(found.seats.values()), found.parameters["most"]
    quorum, majority = _least(rules.quorum, total), _least(rules.majority, total)
    absence, vote = (_blocking(seats, total - needed + 1, most) for needed in (quorum, majority))
    at_quorum = quorum - _least(rules.majority, quorum) + 1 if quorum else None
    told = _SEATS.of(total, body=body.name, quorum=rules.quorum, present=quorum)
    told = told.given(majority=rules.majority, in_favour=majority)
    enough = at_quorum if quorum < total else None
    return replace(
        found,
        value=min((way.size for way in (absence, vote) if way.size is not None), default=None),
        sentence=sentence(told, *_said(names, seats, (absence, vote), enough, quorum)),
        parameters={**found.parameters, "quorum": rules.quorum, "majority": rules.majority},
        by_absence=absence,
        by_vote=vote,
        at_quorum=at_quorum,
        power=banzhaf(seats, majority) if len(set(seats.values())) > 1 else None,
    )


# --- seats and rules -------------------------------------------------------------------------------------------------


def _member(snapshot: View, partner: Partner, unit: Unit) -> str:
    item = snapshot.template.lists["sectors"].get(partner.sector)
    side = getattr(item, "counts_as", None) or partner.sector
    return {"partner": partner.id, "sector": partner.sector, "counts_as": side}[unit]


def _rules(snapshot: View, body: str) -> RulesOfProcedure | None:
    """Return the rules that a body has adopted; of several, those that were adopted or changed last."""
    rows = [row for row in snapshot.context().rows("rules_of_procedure") if row.record.body == body]
    adopted = [row for row in rows if row.record.state == "adopted"]
    latest = max(adopted, key=lambda row: (row.changed, row.date, row.record.id), default=None)
    return None if latest is None else latest.record


def _least(asked: Decimal, whole: int) -> int:
    """Return the fewest of a whole whose share reaches what is asked, as decisions reckon it."""
    return next(count for count in range(whole + 1) if (cut_share(count, whole) or 0) >= asked)


# --- groupings -------------------------------------------------------------------------------------------------------


def _blocking(seats: Mapping[str, int], needed: int, most: int) -> Blocking:
    """Return who has so many seats together; at most `most` groupings are listed, all are counted."""
    names = sorted(seats, key=lambda member: -seats[member])
    weights = [seats[member] for member in names]
    ways, count = [1] + [0] * (needed - 1), 0
    for weight in weights:  # those that reach what is needed, and no longer do without their lightest; heaviest first
        count += sum(ways[max(0, needed - weight) :])
        for held in range(needed - 1, weight - 1, -1):
            ways[held] += ways[held - weight]
    return Blocking(
        seats=needed,
        size=next((size for size, held in enumerate(accumulate(weights), 1) if held >= needed), None),
        count=count,
        coalitions=tuple(tuple(names[place] for place in places) for places in islice(_minimal(weights, needed), most)),
        vetoes=tuple(member for member in seats if seats[member] >= needed),
    )


def _minimal(weights: Sequence[int], needed: int) -> Iterator[tuple[int, ...]]:
    """Return those groupings, one by one."""
    left = [*reversed(list(accumulate(reversed(weights)))), 0]
    ahead: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    while ahead:
        place, held, chosen = ahead.pop()
        if held + left[place] < needed:
            continue
        ahead.append((place + 1, held, chosen))
        if held + weights[place] >= needed:
            yield (*chosen, place)
        else:
            ahead.append((place + 1, held + weights[place], (*chosen, place)))


def banzhaf(seats: Mapping[str, int], needed: int) -> dict[str, Fraction] | None:
    """Return each member's share of all swings of a vote; None where nobody ever swings one.

    Source: Banzhaf, J. F. (1965). Weighted voting doesn't work. Rutgers Law Review 19, 317-343; counted exactly.
    """
    swings = {}
    for member, weight in seats.items():
        ways = [1]  # how many groupings of the others hold each number of seats
        for other in (held for name, held in seats.items() if name != member):
            ways += [0] * other
            for held in range(len(ways) - 1, other - 1, -1):
                ways[held] += ways[held - other]
        swings[member] = sum(ways[max(0, needed - weight) : needed])
    total = sum(swings.values())
    return {member: Fraction(count, total) for member, count in swings.items()} if total else None


# --- in words --------------------------------------------------------------------------------------------------------


def _said(
    names: Mapping[str, Sayable],
    seats: Mapping[str, int],
    ways: tuple[Blocking, Blocking],
    at_quorum: int | None,
    quorum: int,
) -> Iterator[Sayable]:
    for how, way in zip((message("by staying away"), message("by not voting in favour")), ways, strict=True):
        if way.size is None:
            yield message("Nobody can block a decision {how}.", how=how)
        elif set(seats.values()) == {1}:
            yield message("Any {size} of {all} can block a decision {how}.", size=way.size, all=len(seats), how=how)
        else:
            others = in_brackets([message("one of {ways} ways", ways=way.count)] if way.count > 1 else [])
            who = listed(names[member] for member in way.coalitions[0]) if way.coalitions else "…"
            said = message("It takes {seats} seats to block a decision {how}, as these have: {who}{others}.")
            yield said.given(seats=way.seats, how=how, who=who, others=others)
    if at_quorum is not None and at_quorum <= quorum:
        yield plural(
            "Where only {present} have come, {count} against is enough.",
            "Where only {present} have come, {count} against are enough.",
            at_quorum,
            present=quorum,
        )
    alone = list(dict.fromkeys(member for way in ways for member in way.vetoes))
    if alone:
        who = listed(names[member] for member in alone[:MOST_NAMES])
        yield plural("Can block alone: {who}.", "Can block alone: {who}.", len(alone), who=who)
    else:
        yield message("Nobody can block alone.")
