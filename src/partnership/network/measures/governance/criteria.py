"""What is looked at to tell the form of governance: each figure, its threshold, and the form that it speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from partnership.messages import Sayable, in_context, message
from partnership.network.measures.governance.coordination import Coordination
from partnership.network.measures.governance.forms import GovernanceForm, Rule
from partnership.network.measures.governance.practice import Lived


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was looked at: the figure found, what it was held against, and the form that it speaks for."""

    id: str
    title: Sayable
    figure: Fraction | int | str | None
    threshold: Fraction | int | None
    speaks_for: GovernanceForm | None


def criteria(found: Coordination, rule: Rule, lived: Lived, brokered: Fraction) -> tuple[Criterion, ...]:
    """Return all that is looked at: first how the programme is coordinated, then how ties are lived."""
    return (*_named(found, rule), *_done(found, rule), *_lived(lived, brokered))


def _named(found: Coordination, rule: Rule) -> tuple[Criterion, ...]:
    held: GovernanceForm | None = None if found.body is not None else "lead" if len(found.holders) == 1 else "shared"
    return (
        Criterion("partners", in_context("criterion", "partners"), found.partners, rule.least, None),
        Criterion(
            "holders",
            message("holders of the coordinating role"),
            len(found.holders),
            1,
            held,
        ),
        Criterion(
            "body",
            message("body that has taken the coordination over"),
            found.body,
            None,
            "administrative" if found.body is not None else None,
        ),
    )


def _done(found: Coordination, rule: Rule) -> tuple[Criterion, ...]:
    return (
        Criterion(
            "functions",
            message("functions that partners carry out or answer for"),
            found.functions,
            1,
            None,
        ),
        Criterion(
            "own_functions",
            message("share of functions that the coordinator has itself"),
            found.own,
            rule.delivers,
            rule.by_functions(found),
        ),
    )


def _lived(lived: Lived, brokered: Fraction) -> tuple[Criterion, ...]:
    return (
        Criterion(
            "centralisation",
            message("centralisation of lived ties (by their number)"),
            lived.centralisation,
            brokered,
            "shared" if lived.practice == "shared" else None,
        ),
        Criterion(
            "density",
            message("share of pairs that are tied"),
            lived.density,
            None,
            None,
        ),
        Criterion(
            "reach",
            message("share of the others to whom the coordinator is tied"),
            lived.reach,
            None,
            None,
        ),
    )
