"""What is sound in a law and still looks wrong: said as advice, since an author may mean it (DOMAIN 3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from partnership.errors import Fault
from partnership.evaluation import Gates
from partnership.findings import GateMoment
from partnership.messages import message
from partnership.programme.programme import Programme
from partnership.template import Function, Outcome, Template

_ANY_DAY: Final = dt.date(2000, 1, 1)


def advice(template: Template) -> tuple[Fault, ...]:
    """List what an author should look at again: idle rules, duties and outcomes without each other."""
    return (*_open_gates(template), *_duties_for_nothing(template), *_outcomes_of_nobody(template))


def _open_gates(template: Template) -> Iterator[Fault]:
    """A rule of a gate that is met in a programme in which nothing has been recorded (L3)."""
    empty = Gates(Programme.start(template, id="nobody", region="ZZ", on=_ANY_DAY).snapshot.context())
    for rule in template.requirements.values():
        if rule.act is None and rule.moment in {GateMoment.ENTRY, GateMoment.EXIT} and empty.is_met(rule.id):
            yield Fault(
                rule.at,
                message("the rule {id} is met before anything is recorded", id=rule.id),
                message("a rule that asks for something to be there"),
            )


def _duties_for_nothing(template: Template) -> Iterator[Fault]:
    """A duty from which no outcome follows (L8). One that repeats another is covered by that one."""
    outcomes = [each for each in template.lists["outcomes"].values() if isinstance(each, Outcome)]
    produce = {function for outcome in outcomes for function in outcome.produced_by}
    for index, each in enumerate(template.lists["functions"].values()):
        if isinstance(each, Function) and each.nature == "duty" and not {each.id, each.same_as} & produce:
            yield Fault(
                template.source.place("functions", index, "id"),
                message("no outcome follows from the duty '{id}'", id=each.id),
                message("an outcome with it in produced_by"),
                message("or another nature than duty"),
            )


def _outcomes_of_nobody(template: Template) -> Iterator[Fault]:
    """An outcome that no function produces (L8), where the law lists functions."""
    for index, each in enumerate(template.lists["outcomes"].values() if template.lists["functions"] else ()):
        if isinstance(each, Outcome) and not each.produced_by:
            yield Fault(
                template.source.place("outcomes", index, "id"),
                message("no function produces the outcome '{id}'", id=each.id),
                message("produced_by: [function]"),
            )
