"""What is sound and still looks wrong: said as advice, since an author may mean it.

The checks that need a world to try a rule in (a gate that passes in an empty one, a record that nothing needs) are not
here.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.errors import Fault
from partnership.messages import message
from partnership.template.law import Template
from partnership.template.structure import Function, Outcome


def lints(template: Template) -> tuple[Fault, ...]:
    """List what an author should look at again, in the order of the file."""
    return (*_duties_for_nothing(template), *_outcomes_of_nobody(template))


def _duties_for_nothing(template: Template) -> Iterator[Fault]:
    """A duty from which no outcome follows (DOMAIN 3.4, L8). One that repeats another is covered by that one."""
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
    """An outcome that no function produces (DOMAIN 3.4, L8)."""
    for index, each in enumerate(template.lists["outcomes"].values()):
        if isinstance(each, Outcome) and not each.produced_by:
            yield Fault(
                template.source.place("outcomes", index, "id"),
                message("no function produces the outcome '{id}'", id=each.id),
                message("produced_by: [function]"),
            )
