"""Invariant 10: flat cost. A command costs the same in a small programme and in one a hundred times as large.

What is counted are the steps of the interpreter, not time: the same on any machine, however busy.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from types import FrameType
from typing import Any

import pytest

from partnership.acts import AddRecord, Advance, Amend, Command, End, Suspend
from partnership.errors import Refused
from partnership.programme import Programme
from partnership.records import RECORDS
from partnership.template import build_template
from partnership.testing.reference.law import PlainTree
from partnership.values import Text
from tests.judge.ledger import START
from tests.judge.universe import FUNCTIONS as FUNCTIONS_OF_THE_LAW
from tests.judge.universe import OUTCOMES, PARAMETERS, ROSTERS, WORDS
from tests.judge.worlds import File

SMALL, LARGE = 100, 10_000
GROWTH = Decimal("1.25")
"""A sorted list of a hundred times as many takes a few more comparisons to find a place in."""

GATE: list[PlainTree] = [
    {"credential": {"of": "people", "type": "clearance"}},
    {"credential": {"of": "people", "type": "training", "share": Decimal("0.9")}},
    {"coverage": {"each": "people", "has": {"from": "consents", "where": {"person": "$it", "by": "self"}}}},
    {
        "for_each": {
            "in": "volunteers",
            "as": "v",
            "require": [{"count": {"of": {"from": "people", "where": {"id": "$v.person"}}}}],
        }
    },
    {"count": {"of": {"from": "volunteers", "where": {"experienced": True}}, "distinct": "partner.sector", "min": 3}},
    {"count": {"of": {"from": "credentials", "where": {"date": {"max_age": "P2M"}}}, "min": 10**5}},
    {"compare": {"left": {"sum": "contributions", "field": "value"}, "op": "gte", "right": 10**9}},
    {"compare": {"left": {"avg": "observations", "field": "value"}, "op": "gte", "right": 10**9}},
    {"compare": {"left": {"max": "observations", "field": "value"}, "op": "gte", "right": 10**9}},
    {"compare": {"left": {"ratio": [{"count": "volunteers"}, {"count": "people"}]}, "op": "gte", "right": 2}},
    {"count": {"of": {"from": "credentials", "where": {"date": {"max_age": "PT60H"}}}, "min": 10**5}},
    {"compare": {"left": {"max": "agreements", "field": "term"}, "op": "gte", "right": "P90Y"}},
    {"timing": {"of": "credentials", "cadence": "P5D"}},
    {"timing": {"of": "credentials", "cadence": "PT60H"}},
    {"timing": {"first": "credentials", "then": "contributions", "at_least": "P1M"}},
    {"network": {"metric": "connected", "op": "eq", "value": 1}},
    {"signed": {"type": "cooperation", "by": "parties"}},
    {"document": {"type": "plan", "state": "withdrawn"}},
    {"none_open": {"from": "incidents"}},
    {"indicator": {"indicator": "i", "op": "gte", "target": 10**9}},
    {"indicator": {"indicator": "i", "op": "gte", "target": 10**9, "take": "mean", "last": 3}},
    {"indicator": {"indicator": "i", "op": "gte", "target": 0, "take": "all"}},
    {"count": {"of": {"from": "credentials", "latest": {"n": 5, "per": "type", "by": "date"}}, "min": 10**5}},
    {"count": {"of": {"from": "volunteers", "where": {"changed": {"gt": "$it.date"}}}, "min": 10**5}},
    {
        "count": {
            "of": {"from": "volunteers", "where": {"changed": {"gt": {"day": "$it.date", "after": "P1M"}}}},
            "min": 10**5,
        }
    },
    {"indicator": {"indicator": "i", "op": "gte", "target": "$it.target"}},
    {"indicator": {"indicator": "i", "op": "lt", "target": "$it.baseline", "take": "mean"}},
    {
        "compare": {
            "left": {"sum": {"from": "observations", "where": {"value": {"gt": 100}}}, "field": "value", "empty": 0},
            "op": "gte",
            "right": 10**9,
        }
    },
    {"when": {"if": {"count": {"of": "people"}}, "then": {"role": {"role": "chair", "exactly": 1}}}},
]
GUARD: PlainTree = {
    "id": "G",
    "title": "G",
    "act": {"record": "volunteer"},
    "credential": {"of": {"from": "people", "where": {"id": "$act.person"}}, "type": "clearance"},
}
WITH_THE_ACT: list[PlainTree] = [
    {"compare": {"left": {"count": {"from": "observations", "with": "$act"}}, "op": "lte", "right": 10**9}},
    {
        "compare": {
            "left": {"avg": {"from": "observations", "with": "$act"}, "field": "value"},
            "op": "lte",
            "right": 10**9,
        }
    },
]


def law() -> PlainTree:
    """A law that asks something of every register that grows."""
    exit_gate = [{"id": f"R{number}", "title": "R", **check} for number, check in enumerate(GATE)]
    observed = {"act": {"record": "observation"}}
    counted = [{"id": f"W{number}", "title": "W", **observed, **each} for number, each in enumerate(WITH_THE_ACT)]
    held = [{"id": "I", "title": "I", "count": {"of": "partners"}}]
    return {
        "format": 1,
        "template": "t",
        "version": "1",
        "title": "T",
        "parameters": PARAMETERS,
        **{name: [{"id": each, "title": each} for each in words] for name, words in WORDS.items()},
        "functions": [{"title": each["id"], **each} for each in FUNCTIONS_OF_THE_LAW],
        "outcomes": [{"title": each["id"], **each} for each in OUTCOMES],
        "records": [
            {"id": name, "kind": kind, "title": name}
            for name, kind in (("i", "indicator"), ("wg", "body"), ("p1", "partner"))
        ],
        "rosters": ROSTERS,
        "stages": [
            {"id": "first", "title": "1", "gates": {"exit": exit_gate, "invariant": held}},
            {"id": "second", "title": "2", "final": True},
        ],
        "guards": [GUARD, *counted],
    }


def record(on: int, kind: str, record_id: str, /, **fields: Any) -> AddRecord:
    """Ask for a record to be taken in on a day."""
    made: Any = RECORDS[kind].model_validate({"id": record_id, **fields})
    return AddRecord(on=START + timedelta(days=on), record=made)


def grown(size: int) -> Programme:
    """A programme with about so many records of people, and a dozen partners."""
    programme = Programme.start(build_template(File(law()), "law.yaml"), id="p", region="RU-SMO", on=START)
    for number in range(12):
        programme.do(record(0, "partner", f"p{number}", name="P", sector=WORDS["sectors"][number % 2]))
    programme.do(record(0, "indicator", "i", title="I", unit="u"))
    people = size // 5
    for number in range(people):
        day, who = (
            number * 5 // people * 10,
            f"h{number}",
        )  # what ages does so in five lots, none of them on day 60 to 65
        programme.do(record(day, "person", who, partner=f"p{number % 12}"))
        programme.do(record(day, "credential", f"c{number}", person=who, type="clearance"))
        programme.do(record(day, "consent", f"k{number}", person=who, purpose="take_part", by="self"))
        programme.do(
            record(day, "volunteer", f"v{number}", person=who, partner=f"p{number % 12}", experienced=number % 2 == 0)
        )
        programme.do(record(day, "observation", f"o{number}", indicator="i", value=number % 7))
    return programme


REASON = Text.of("why")
COMMANDS: dict[str, Callable[[], Command]] = {
    "a person comes": lambda: record(60, "person", "new", partner="p1"),
    "a clearance is recorded": lambda: record(60, "credential", "c-new", person="new", type="clearance"),
    "a volunteer comes": lambda: record(60, "volunteer", "v-new", person="new", partner="p1", experienced=True),
    "a volunteer without clearance is refused": lambda: record(
        60, "volunteer", "v-bad", person="bad", experienced=True
    ),
    "money is promised": lambda: record(
        60, "contribution", "m", partner="p1", what="cash", state="committed", value={"amount": 5, "currency": "RUB"}
    ),
    "a figure is observed": lambda: record(60, "observation", "o-new", indicator="i", value=3),
    "a person is amended": lambda: Amend(
        on=START + timedelta(days=61), kind="person", id="new", changes={"partner": "p2"}
    ),
    "a consent is withdrawn": lambda: End(on=START + timedelta(days=61), kind="consent", id="k3", reason=REASON),
    "a figure is amended": lambda: Amend(
        on=START + timedelta(days=61), kind="observation", id="o4", changes={"value": 4}
    ),
    "an observation is withdrawn": lambda: End(
        on=START + timedelta(days=61), kind="observation", id="o3", reason=REASON
    ),
    "a partner with whom nobody came leaves": lambda: End(
        on=START + timedelta(days=62), kind="partner", id="alone", reason=REASON
    ),
    "an advance is refused": lambda: Advance(on=START + timedelta(days=62)),
    "and refused again": lambda: Advance(on=START + timedelta(days=62)),
}


def steps(act: Callable[[], object]) -> int:
    """How many steps the interpreter takes for an act."""
    taken = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal taken
        frame.f_trace_opcodes = True
        if event == "opcode":
            taken += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        act()
    finally:
        sys.settrace(before)
    return taken


def tried(programme: Programme, command: Command) -> None:
    """Try a command; its refusal is as good as its success."""
    with suppress(Refused):
        programme.do(command)


Costs = dict[str, tuple[int, int]]
"""The steps of each command, in a programme of a hundred records and in one of ten thousand."""


def costs_of(commands: dict[str, Callable[[], Command]], make: Callable[[int], Programme], day: int) -> Costs:
    """Count the steps of commands, in programmes that have been refused to move on, on a day, before."""
    warm, small, large = make(SMALL), make(SMALL), make(LARGE)
    refused = Advance(on=START + timedelta(days=day))
    for programme in (warm, small, large):
        with pytest.raises(Refused):
            programme.do(refused)
    steps(lambda: tried(warm, refused))  # 3.12 counts nothing the first time
    found = {}
    for name, ask in commands.items():
        command = ask()
        tried(warm, command)  # what is made once for a kind of record, when it is first needed, is made here
        found[name] = (steps(lambda: tried(small, command)), steps(lambda: tried(large, command)))  # noqa: B023 - used at once
    return found


def is_flat(name: str, costs: tuple[int, int]) -> None:
    """Expect that a command takes about as many steps in a large programme as in a small one."""
    small, large = costs
    assert small > 100, "nothing was counted"
    assert large <= small * GROWTH, f"{name}: {small} steps among {SMALL} records, {large} among {LARGE}"


def with_somebody_alone(size: int) -> Programme:
    """The same programme with a partner and a person whom nothing else names."""
    programme = grown(size)
    programme.do(record(60, "partner", "alone", name="P", sector="ngo"))
    programme.do(record(60, "person", "bad"))
    return programme


@pytest.fixture(scope="module")
def costs() -> Costs:
    """The steps of each command."""
    return costs_of(COMMANDS, with_somebody_alone, 60)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_as_many_steps_among_ten_thousand_records_as_among_a_hundred(costs: Costs, name: str) -> None:
    """Taken in or refused: only what the entry touches is looked at."""
    is_flat(name, costs[name])


PAPER = {"type": WORDS["document_types"][0], "state": "adopted"}
ROUND: list[PlainTree] = [
    {"document": {**PAPER, "about": "p0"}},
    {"count": {"of": {"from": "documents", "where": {**PAPER, "date": {"gte": "$stage.since"}}}, "min": 5}},
    {"coverage": {"each": "partners", "has": {"from": "documents", "where": {**PAPER, "about": "$it"}}}},
    {"timing": {"since": "$stage.since", "at_most": "P1Y"}},
    {"timing": {"of": "documents", "cadence": "P1Y"}, "from": {"first": "documents", "after": "P1M"}},
]


def round_law() -> PlainTree:
    """A law whose stages go round, and ask in each round for papers of it."""
    asked = [{"id": f"R{number}", "title": "R", **check} for number, check in enumerate(ROUND)]
    return {
        **{key: value for key, value in law().items() if key != "guards"},
        "stages": [
            {"id": "first", "title": "1"},
            {"id": "second", "title": "2", "next": ["first"], "gates": {"exit": asked}},
        ],
    }


def in_the_second_round(size: int) -> Programme:
    """A programme in its second round, with so many papers of the first, and of the second a few."""
    programme = Programme.start(build_template(File(round_law()), "law.yaml"), id="p", region="RU-SMO", on=START)
    for number in range(3):
        programme.do(record(0, "partner", f"p{number}", name="P", sector=WORDS["sectors"][0]))
    programme.do(Advance(on=START))
    for number in range(size):
        programme.do(record(number * 40 // size, "document", f"d{number}", **PAPER, about=f"p{number % 3}"))
    programme.do(Advance(on=START + timedelta(days=40)))
    programme.do(Advance(on=START + timedelta(days=40)))
    assert programme.snapshot.stage == "second"
    return programme


ROUND_COMMANDS: dict[str, Callable[[], Command]] = {
    "a paper of this round": lambda: record(60, "document", "new", **PAPER, about="p1"),
    "an advance is refused": lambda: Advance(on=START + timedelta(days=62)),
    "a paper of the last round is amended": lambda: Amend(
        on=START + timedelta(days=63), kind="document", id="d7", changes={"state": "draft"}
    ),
    "and refused again": lambda: Advance(on=START + timedelta(days=63)),
    "the programme is suspended": lambda: Suspend(on=START + timedelta(days=64), reason=REASON),
}


def test_a_rule_of_a_round_takes_as_many_steps_after_ten_thousand_papers_of_the_last_as_after_a_hundred() -> None:
    """Papers are found from the day on which the round began; those before it are not looked at."""
    for name, costs in costs_of(ROUND_COMMANDS, in_the_second_round, 59).items():
        is_flat(name, costs)
