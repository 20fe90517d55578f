"""What is looked at to tell the form of governance: each figure, its threshold, and the form that it speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from partnership.relations.measures.governance.coordination import Coordination
from partnership.relations.measures.governance.forms import Form, Rule
from partnership.relations.measures.governance.practice import Lived
from partnership.values import Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was looked at: the figure found, what it was held against, and the form that it speaks for."""

    id: str
    title: Text
    figure: Fraction | int | str | None
    threshold: Fraction | int | None
    speaks_for: Form | None


def criteria(found: Coordination, rule: Rule, lived: Lived, brokered: Fraction) -> tuple[Criterion, ...]:
    """Return all that is looked at: first how the programme is coordinated, then how ties are lived."""
    return (*_named(found, rule), *_done(found, rule), *_lived(lived, brokered))


def _named(found: Coordination, rule: Rule) -> tuple[Criterion, ...]:
    held: Form | None = None if found.body is not None else "lead" if len(found.holders) == 1 else "shared"
    return (
        Criterion("partners", Text.of("partners", "партнёров"), found.partners, rule.least, None),
        Criterion(
            "holders",
            Text.of("holders of the coordinating role", "исполнителей роли координатора"),
            len(found.holders),
            1,
            held,
        ),
        Criterion(
            "body",
            Text.of("body that has taken the coordination over", "орган, принявший координацию"),
            found.body,
            None,
            "administrative" if found.body is not None else None,
        ),
    )


def _done(found: Coordination, rule: Rule) -> tuple[Criterion, ...]:
    return (
        Criterion(
            "functions",
            Text.of(
                "functions that partners carry out or answer for",
                "функций, которые партнёры исполняют или за которые отвечают",
            ),
            found.functions,
            1,
            None,
        ),
        Criterion(
            "own_functions",
            Text.of("share of functions that the coordinator has itself", "доля функций у самого координатора"),
            found.own,
            rule.delivers,
            rule.by_functions(found),
        ),
    )


def _lived(lived: Lived, brokered: Fraction) -> tuple[Criterion, ...]:
    return (
        Criterion(
            "centralisation",
            Text.of("centralisation of lived ties (by their number)", "централизация связей на деле (по числу связей)"),
            lived.centralisation,
            brokered,
            "shared" if lived.practice == "shared" else None,
        ),
        Criterion(
            "density",
            Text.of("share of pairs that are tied", "доля связанных пар"),
            lived.density,
            None,
            None,
        ),
        Criterion(
            "reach",
            Text.of("share of the others to whom the coordinator is tied", "доля остальных, с кем связан координатор"),
            lived.reach,
            None,
            None,
        ),
    )
