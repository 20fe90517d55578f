"""Who together could keep a body from deciding, by staying away or by voting against, under its own rules.

As decisions count here (`Decision`): attendance is those present out of the members, and the share in favour is the
votes for out of those present, both to four places and never upward; so whoever abstains counts against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, islice
from typing import Literal, assert_never

from partnership.errors import UnknownName
from partnership.readiness import Snapshot
from partnership.records import Body, Membership, Partner, RulesOfProcedure
from partnership.records.governance import share
from partnership.relations.figure import Figure
from partnership.relations.measures.options import check, check_number
from partnership.relations.measures.titles import group_title
from partnership.relations.saying import (
    MOST_NAMES,
    Forms,
    Pair,
    counted,
    in_brackets,
    joined,
    pair,
    percent,
    quoted,
    text,
)
from partnership.relations.taking import snapshot_of
from partnership.values import Text

Unit = Literal["partner", "sector", "counts_as"]
"""Who acts as one: each partner with its seats, all partners of a sector together, or all of what sectors count as in
law (a children's institution is a side of its own, and a state body)."""

_SOURCE = (
    "partnership; blocking coalitions after Shapley, L. S. (1962). Simple games: an outline of the descriptive theory. "
    "Behavioral Science 7(1), 59-66"
)
_SEATS: Forms = ("seat", "seats", "место", "места", "мест")


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
    snapshot: Snapshot, *, body: str = "wg", unit: Unit = "partner", most: int = 10
) -> BlockingCoalitions:
    """Return who could block a decision of a body under its adopted rules of procedure, and how many it takes.

    Every membership in force is a seat with one vote. Where several rules are adopted, the latest counts. `most` bounds
    the coalitions that are listed; they are counted exactly, in time of members times seats.

    Raises:
        UnknownName: if there is no such body, or `unit` is none of the three.
    """
    snapshot_of(snapshot)
    check(unit, Unit, Text.of("unit", "единица"))
    check_number(most, 0, float("inf"), Text.of("most", "сколько перечислить"))
    bodies = {each.id: each for each in snapshot.records("body") if isinstance(each, Body)}
    if body not in bodies:
        raise UnknownName(body, bodies, Text.of("body", "орган"))
    return _Voting(snapshot, bodies[body], unit).figure(most)


class _Voting:
    """The seats of a body on a day, and what its rules make of them."""

    def __init__(self, snapshot: Snapshot, body: Body, unit: Unit) -> None:
        self._snapshot, self._body, self._unit = snapshot, body, unit
        self._partners = {each.id: each for each in snapshot.records("partner") if isinstance(each, Partner)}
        self._rules = _rules(snapshot, body.id)
        self._seats: dict[str, int] = {}
        for membership in snapshot.records("membership"):
            if isinstance(membership, Membership) and membership.body == body.id:
                partner = self._partners.get(membership.partner)
                if partner is not None:
                    member = self._member(partner)
                    self._seats[member] = self._seats.get(member, 0) + 1
        self._total = sum(self._seats.values())

    def _member(self, partner: Partner) -> str:
        match self._unit:
            case "partner":
                return partner.id
            case "sector":
                return partner.sector
            case "counts_as":
                item = self._snapshot.template.lists["sectors"].get(partner.sector)
                return getattr(item, "counts_as", None) or partner.sector
            case _:
                assert_never(self._unit)

    def figure(self, most: int) -> BlockingCoalitions:
        parameters = {"body": self._body.id, "unit": self._unit, "most": most}
        rules, total = self._rules, self._total
        if rules is None or not total:
            return self._figure(None, self._unknown(), parameters)
        quorum, majority = _least(rules.quorum, total), _least(rules.majority, total)
        absence = _blocking(self._seats, total - quorum + 1, most)
        vote = _blocking(self._seats, total - majority + 1, most)
        at_quorum = quorum - _least(rules.majority, quorum) + 1 if quorum else None
        sizes = [way.size for way in (absence, vote) if way.size is not None]
        return replace(
            self._figure(
                min(sizes, default=None),
                joined([self._asked(rules, quorum, majority), *self._said(absence, vote, at_quorum, quorum)], " ", " "),
                {**parameters, "quorum": rules.quorum, "majority": rules.majority},
            ),
            by_absence=absence,
            by_vote=vote,
            at_quorum=at_quorum,
            power=banzhaf(self._seats, majority) if len(set(self._seats.values())) > 1 else None,
        )

    def _figure(self, value: int | None, sentence: Pair, parameters: Mapping[str, object]) -> BlockingCoalitions:
        return BlockingCoalitions(
            measure="blocking_coalitions",
            value=value,
            definition=Text.of(
                "The smallest groupings of members without whom, or against whom, a body cannot decide by its rules.",
                "Наименьшие объединения членов, без которых или вопреки которым орган по регламенту не может решать.",
            ),
            source=_SOURCE,
            sentence=text(sentence),
            parameters=parameters,
            by_absence=None,
            by_vote=None,
            at_quorum=None,
            seats=self._seats,
            power=None,
        )

    # --- in words ----------------------------------------------------------------------------------------------------

    def _unknown(self) -> Pair:
        body = quoted(pair(self._body.name))
        if not self._total:
            return f"Nobody sits in {body[0]} yet.", f"В органе {body[1]} пока никто не состоит."
        return (
            f"{body[0]} has no adopted rules of procedure, so nobody can tell who could block a decision.",
            f"У органа {body[1]} нет принятого регламента, и нельзя сказать, кто мог бы не допустить решения.",
        )

    def _asked(self, rules: RulesOfProcedure, quorum: int, majority: int) -> Pair:
        body, seats = quoted(pair(self._body.name)), counted(self._total, _SEATS)
        quorate, carried = percent(rules.quorum), percent(rules.majority)
        parts = [
            (f"{body[0]} has {seats[0]}", f"В органе {body[1]} {seats[1]}"),
            (
                f": a quorum ({quorate[0]}) is {quorum} present",
                f": для кворума ({quorate[1]}) нужно присутствующих — {quorum}",
            ),
            (
                f", and when all are there a decision ({carried[0]}) takes {majority} in favour.",
                f", а когда пришли все, для решения ({carried[1]}) нужно голосов «за» — {majority}.",
            ),
        ]
        return joined(parts, "", "")

    def _said(self, absence: Blocking, vote: Blocking, at_quorum: int | None, quorum: int) -> Iterator[Pair]:
        yield self._way(("by staying away", "не придя"), absence)
        yield self._way(("by not voting in favour", "не голосуя «за»"), vote)
        if at_quorum is not None and quorum < self._total and at_quorum <= quorum:
            verb = "is" if at_quorum == 1 else "are"
            yield (
                f"Where only {quorum} have come, {at_quorum} against {verb} enough.",
                f"Если пришедших только {quorum}, достаточно несогласных: {at_quorum}.",
            )
        alone = list(dict.fromkeys([*absence.vetoes, *vote.vetoes]))
        if alone:
            who = joined(map(self._name, alone[:MOST_NAMES]), ", ", ", ")
            can = "Может" if len(alone) == 1 else "Могут"
            yield f"Can block alone: {who[0]}.", f"{can} не допустить решения в одиночку: {who[1]}."
        else:
            yield "Nobody can block alone.", "В одиночку не допустить решения не может никто."

    def _way(self, how: Pair, way: Blocking) -> Pair:
        if way.size is None:
            return f"Nobody can block a decision {how[0]}.", f"Не допустить решения, {how[1]}, не может никто."
        if set(self._seats.values()) == {1}:
            return (
                f"Any {way.size} of {self._total} can block a decision {how[0]}.",
                f"Не допустить решения, {how[1]}, могут любые {way.size} из {self._total}.",
            )
        first = joined(map(self._name, way.coalitions[0]), ", ", ", ") if way.coalitions else ("…", "…")
        others = [(f"one of {way.count} ways", f"вариантов всего {way.count}")] if way.count > 1 else []
        said = joined(
            [
                (
                    f"It takes {way.seats} seats to block a decision {how[0]}, as these have",
                    f"Чтобы не допустить решения, {how[1]}, нужно мест: {way.seats}; столько есть у таких членов",
                ),
                joined([first, in_brackets(others)], "", ""),
            ],
            ": ",
            ": ",
        )
        return f"{said[0]}.", f"{said[1]}."

    def _name(self, member: str) -> Pair:
        return pair(self._partners[member].name) if self._unit == "partner" else group_title(self._snapshot, member)


def banzhaf(seats: Mapping[str, int], needed: int) -> dict[str, Fraction] | None:
    """Return each member's share of all swings; None where nobody ever swings a vote.

    Source: Banzhaf, J. F. (1965). Weighted voting doesn't work. Rutgers Law Review 19, 317-343; counted exactly.
    """
    swings = {}
    for member, weight in seats.items():
        ways = _ways([other for name, other in seats.items() if name != member])
        swings[member] = sum(ways[max(0, needed - weight) : needed])
    total = sum(swings.values())
    return {member: Fraction(count, total) for member, count in swings.items()} if total else None


def _ways(weights: Sequence[int]) -> list[int]:
    """Return how many groupings hold each number of seats."""
    ways = [1]
    for weight in weights:
        ways += [0] * weight
        for held in range(len(ways) - 1, weight - 1, -1):
            ways[held] += ways[held - weight]
    return ways


def _rules(snapshot: Snapshot, body: str) -> RulesOfProcedure | None:
    """Return the rules that a body has adopted; of several, those that were adopted or changed last."""
    tables = snapshot.state.tables
    tables.move(snapshot.date)
    adopted = [
        (row.changed, row.date, id_, row.record)
        for id_, row in tables.current["rules_of_procedure"].items()
        if row.record.body == body and row.record.state == "adopted"
    ]
    latest = max(adopted, key=lambda each: each[:3], default=None)
    return None if latest is None else latest[3]


def _least(asked: Decimal, whole: int) -> int:
    """Return the fewest of a whole whose share reaches what is asked, as decisions reckon it."""
    return next(count for count in range(whole + 1) if (share(count, whole) or 0) >= asked)


def _blocking(seats: Mapping[str, int], needed: int, most: int) -> Blocking:
    names = sorted(seats, key=lambda member: -seats[member])
    weights = [seats[member] for member in names]
    found = [tuple(names[place] for place in places) for places in islice(_minimal(weights, needed), most)]
    return Blocking(
        seats=needed,
        size=_fewest(weights, needed),
        count=_count(weights, needed),
        coalitions=tuple(found),
        vetoes=tuple(member for member in seats if seats[member] >= needed),
    )


def _fewest(weights: Sequence[int], needed: int) -> int | None:
    return next((size for size, held in enumerate(accumulate(weights), 1) if held >= needed), None)


def _count(weights: Sequence[int], needed: int) -> int:
    """Count the groupings that reach what is needed, and no longer do without their lightest; heaviest come first."""
    ways, count = [1] + [0] * (needed - 1), 0
    for weight in weights:
        count += sum(ways[max(0, needed - weight) :])
        for held in range(needed - 1, weight - 1, -1):
            ways[held] += ways[held - weight]
    return count


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
