"""What the law asks of people, learned from the law: which rules count them, by the state that they are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import numpy as np
from typing_extensions import override

from partnership.errors import Fault, InputError
from partnership.evaluation.check import SATISFIED, Check
from partnership.evaluation.checks.counting import CountCheck
from partnership.evaluation.checks.coverage import ForEachCheck
from partnership.evaluation.context import Context
from partnership.evaluation.gates import Gates
from partnership.evaluation.operands import NO_VARIABLES
from partnership.findings import Severity
from partnership.messages import Message, message
from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.deciding import Deciding
from partnership.simulation.exact import Exact
from partnership.simulation.model import Model, Round
from partnership.template import Requirement

_NEVER: Final = 1 << 30
_WHOLE: Final = Fraction(1)
EXACT: Final = message("leave out `--engine fast` (in Python `engine`): the exact engine carries everything")


class CannotCarry(InputError):
    """Something of a law or a region that counting cannot carry; the exact engine can."""


@dataclass(frozen=True, slots=True)
class CountRule:
    """A rule that counts people: rows that each brings by state, rows that others bring, and the bounds."""

    rule: str
    weights: tuple[int, ...]
    others: int
    lower: int
    upper: int | None

    def is_met(self, people: Any) -> Any:
        """Tell where it is met, by the numbers of people in each state."""
        found = self.others + sum(weight * people[state] for state, weight in enumerate(self.weights) if weight)
        return (found >= self.lower) & (found <= (_NEVER if self.upper is None else self.upper))


@dataclass(frozen=True, slots=True)
class CoverRule:
    """A rule that wants something of each of some people, or of a share: who is asked, and who has it, by state."""

    rule: str
    asked: tuple[int, ...]
    having: tuple[int, ...]
    others: tuple[int, int]
    fewest: int
    share: Fraction
    at_least: int | None
    or_none: bool

    def is_met(self, people: Any) -> Any:
        """Tell where it is met, by the numbers of people in each state."""
        total = self.others[0] + sum(people[state] for state, each in enumerate(self.asked) if each)
        having = self.others[1] + sum(people[state] for state, each in enumerate(self.having) if each)
        if self.at_least is not None:
            need: Any = self.at_least
        else:
            need = -((-total * self.share.numerator) // self.share.denominator)
        met = (np.asarray(total) >= self.fewest) & (having >= need)
        return met | (total == 0) if self.or_none else met


PeopleRule = CountRule | CoverRule


_CROWD: Final = 1_000
"""Employees in the history that a law is learned from: enough for some to be in every state."""

_MOST_AT_ONCE: Final = 20
"""People who make a move in a month of that history: half of those who can, and of those who may leave a few."""


class KindChance(Chance):
    """The chance of a history that a law is learned from: partners agree but for a few, and nothing goes wrong."""

    __slots__ = ("_but",)

    def __init__(self, seed: int, but: frozenset[str] = frozenset()) -> None:
        super().__init__(seed)
        self._but = but

    @override
    def one(self, replication: int, step: int, decision: str, who: int = 0) -> float:
        if decision.startswith("agrees:"):
            return 1.0 if decision.removeprefix("agrees:") in self._but else 0.0
        if decision == "funding":
            return 0.0
        return 1.0 if decision.startswith(("hazard:", "law:")) else 0.5


def crowded(model: Model) -> Model:
    """Return a model in which as many people are there as it takes to learn, however many the region has."""
    many = max(1, _CROWD // max(1, len(model.partners)))
    return replace(model, partners=tuple(replace(each, many=many) for each in model.partners))


class SomeMove(Deciding):
    """Tells who moves in the history that a law is learned from: some of each state, never all, and none who has a
    place or a seat.
    """

    @override
    def movers(self, month: int, each: Round, people: Crowd, _shares: Sequence[float | None], _most: int | None) -> Any:
        chosen = []
        leaves = len(self.model.states) - 1  # the state of those who have left stands last
        for state in each.from_:
            numbers = people.free(state, people.held)
            draws = self.draws(month, f"move:{each.move.id}", numbers)
            part = len(numbers) // 16 if each.to == leaves else max(len(numbers) // 2, 1, each.move.at_least)
            many = min(part, _MOST_AT_ONCE, len(numbers) - 1)
            chosen.append(numbers[np.argsort(draws, kind="stable")[: max(0, many)]])
        return people.in_order(np.concatenate(chosen))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that keep a way on shut, and those of them that count people."""

    blocking: frozenset[str]
    people: Mapping[str, PeopleRule]


def people_rules(model: Model, probe: Exact) -> Rules:
    """Learn from a history which rules count people, and how."""
    view = probe.programme.as_of(model.days[-1])
    gates = Gates(view.context())
    context = view.context()
    people = {probe.people.name(number): number for number in np.flatnonzero(probe.people.here).tolist()}
    asked = {rule.id: rule for way in model.ways.values() for rule in way.asked}
    blocking = frozenset(name for name, rule in asked.items() if gates.severity(rule) is Severity.BLOCK)
    found: dict[str, PeopleRule] = {}
    faults: list[Fault] = []
    empty = _never_seen(probe)
    for name in sorted(blocking):
        check = gates.plan.gates[name]
        try:
            learned = _learned(asked[name], check, context, probe, people)
        except _CannotTell as why:
            faults.append(Fault(asked[name].at, why.what, hint=EXACT))
            continue
        if learned is not None:
            found[name] = learned
        elif name not in model.meeting and gates.blocks(asked[name]):
            words = message(
                "{title:quoted} ({rule}) is met by no task of the practice, and no number of people is seen to meet it",
                title=asked[name].title,
                rule=name,
            )
            faults.append(Fault(asked[name].at, words, hint=EXACT))
        if empty and (learned is not None or name not in model.meeting):
            words = message(
                "whether {title:quoted} ({rule}) counts people in the state {state:quoted} cannot be learned: nobody "
                "comes there",
                title=asked[name].title,
                rule=name,
                state=model.state_title(empty[0]),
            )
            faults.append(Fault(asked[name].at, words, hint=EXACT))
    if faults:
        raise CannotCarry(faults)
    return Rules(blocking, found)


def _never_seen(probe: Exact) -> list[str]:
    """Return the states into which people can come, and in which there are none in the history."""
    model = probe.model
    can = {each.to for each in model.rounds if each.to is not None}
    there = set(probe.people.state[probe.people.here].tolist())
    return [model.states[state] for state in sorted(can - there)]


class _CannotTell(Exception):
    def __init__(self, what: Message) -> None:
        super().__init__(what)
        self.what = what


def _learned(
    rule: Requirement, check: Check, context: Context, probe: Exact, people: Mapping[str, int]
) -> PeopleRule | None:
    match check:
        case CountCheck():
            rows = [_person(row.record, people) for row in check.rows(NO_VARIABLES, context)]
            weights, others = _weights(rule, rows, probe)
            if not any(weights):
                return None
            lower, upper = check.bounds(NO_VARIABLES, context)
            return CountRule(rule.id, weights, others, lower, upper)
        case ForEachCheck():
            elements = list(check.elements(NO_VARIABLES, context))
            rows = [_person(row.record, people) for row in elements]
            asked, others = _weights(rule, rows, probe)
            if not any(asked):
                return None
            having = [row for row in elements if check.mark_of(row, NO_VARIABLES, context) == SATISFIED]
            has, others_having = _weights(rule, [_person(row.record, people) for row in having], probe)
            what = check.foreach
            share, at_least = check.enough(NO_VARIABLES, context)
            bounds = (others, others_having), what.fewest, share or _WHOLE, at_least, what.or_none
            return CoverRule(rule.id, asked, has, *bounds)
        case _:
            return None


def _person(record: Any, people: Mapping[str, int]) -> int | None:
    return people.get(record.id, people.get(getattr(record, "person", None) or ""))


def _weights(rule: Requirement, rows: Sequence[int | None], probe: Exact) -> tuple[tuple[int, ...], int]:
    """Return how many rows a person in each state brings, and how many are nobody's; all of a state bring as many."""
    model = probe.model
    brought = np.zeros(len(probe.people.state), dtype=np.int64)
    numbers = [row for row in rows if row is not None]
    np.add.at(brought, numbers, 1)
    weights = []
    for state, name in enumerate(model.states):
        there = brought[(probe.people.state == state) & probe.people.here]
        if len(there) and there.min() != there.max():
            raise _CannotTell(
                message(
                    "{title:quoted} ({rule}) tells people in the state {state:quoted} apart, and they are counted "
                    "together",
                    title=rule.title,
                    rule=rule.id,
                    state=model.state_title(name),
                )
            )
        weights.append(int(there[0]) if len(there) else 0)
    return tuple(weights), len(rows) - len(numbers)
