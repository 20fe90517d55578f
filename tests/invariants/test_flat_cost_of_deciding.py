"""Flat cost of decisions: as many steps where thousands of matters were decided as where a few were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from partnership.acts import Advance, Amend, Command
from partnership.evaluation import plan_of
from partnership.programme import Programme
from partnership.template import Template, build_template
from tests.invariants.test_flat_cost import Costs, costs_of, is_flat, law, record
from tests.judge.ledger import START
from tests.judge.worlds import File

DECISIONS: tuple[dict[str, Any], ...] = (
    {"majority": "2/3", "of": "votes", "quorum": "majority", "procedure": "written"},
    {"notice": "P5D", "veto": {"sectors": "business", "roles": "chair", "partners": "p1"}},
    {"appeal": "P10D", "sectors": ["business", "ngo"], "sector_quorum": "1/2"},
    {"consent": "P10D"},
    {"body": "wg", "sectors": ["business"]},
    {"consent": "P10D", "veto": {"roles": "chair"}},
)


def template() -> Template:
    """A law that asks of decisions whatever can be asked of them, and nothing else."""
    asked = [
        {"id": f"D{number}", "title": "D", "decision": {"matter": "budget", **each}}
        for number, each in enumerate(DECISIONS)
    ]
    tree = law()
    tree["stages"][0]["gates"]["exit"] = asked
    return build_template(File(tree), "law.yaml")


def grown(size: int) -> Programme:
    """A programme in which so many records tell of proposals, decisions and objections, none of which is enough."""
    programme = Programme.start(template(), id="p", region="RU-SMO", on=START)
    for number in range(4):
        sector = ("business", "ngo")[number % 2]
        programme.do(record(0, "partner", f"p{number}", name="P", sector=sector))
    for number in range(size // 4):
        proposal, decision = {"proposal": f"q{number}"}, {"decision": f"d{number}"}
        votes = {"present": 4, "members": 9, "votes_for": 2, "votes_against": 2, "partners": ("p1",)}
        programme.do(record(10, "proposal", f"q{number}", matter="budget"))
        programme.do(record(20, "decision", f"d{number}", matter="budget", **proposal, **votes))
        programme.do(record(20, "objection", f"no{number}", partner="p1", **proposal))
        programme.do(record(25, "objection", f"appeal{number}", partner="p2", **decision))
    return programme


COMMANDS: dict[str, Callable[[], Command]] = {
    "a proposal is made": lambda: record(60, "proposal", "new", matter="budget"),
    "a decision is taken": lambda: record(60, "decision", "new", matter="budget", proposal="q3", present=3, members=4),
    "somebody objects": lambda: record(60, "objection", "new", partner="p1", proposal="q3"),
    "an appeal is settled": lambda: Amend(
        on=START + timedelta(days=61), kind="objection", id="appeal3", changes={"state": "dismissed"}
    ),
    "an advance is refused": lambda: Advance(on=START + timedelta(days=62)),
}


@pytest.fixture(scope="module")
def costs() -> Costs:
    """The steps of each command."""
    return costs_of(COMMANDS, grown, 60)


def test_no_rule_about_decisions_has_to_be_asked_anew_of_all_of_them() -> None:
    """What is kept is kept decision by decision."""
    assert plan_of(template()).recomputed == ()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_about_a_decision_takes_as_many_steps_among_ten_thousand_records(costs: Costs, name: str) -> None:
    """Only the decision that an entry touches is looked at again."""
    is_flat(name, costs[name])
