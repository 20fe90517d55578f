"""Every word of the language, and the checks that are made of checks.

Nothing is expanded into anything else unless the word's own sentence says so ("coverage is a for_each with a count").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from partnership.errors import check_choice
from partnership.findings import Status
from partnership.messages import message
from partnership.testing.reference.counting import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    all_of,
    any_of,
    combined,
    count,
    coverage,
    enough_of,
    unnamed,
    whole,
)
from partnership.testing.reference.deciding import decision
from partnership.testing.reference.fields import Element, Environment
from partnership.testing.reference.figures import compare_figures, network, timing
from partnership.testing.reference.law import PlainTree
from partnership.testing.reference.sugars import (
    adult_child_ratio,
    cofinancing_share,
    mutual_interest,
    none_open,
    published_within,
    sectors_present,
    single_accountable,
    two_adults,
)
from partnership.testing.reference.words import (
    all_signed,
    assessment,
    attest,
    consent,
    credential,
    document,
    indicator,
    level,
    meeting,
    role,
    stage,
)


def checks_in(check: Any) -> list[PlainTree]:
    """The checks of a combinator."""
    return list(check["of"]) if isinstance(check, dict) else list(check)


def all_(env: Environment, check: Any) -> Answer:
    """Every one is satisfied."""
    answers = [answer(env, each) for each in checks_in(check)]
    return combined(all_of(each.status for each in answers), answers)


def any_(env: Environment, check: Any) -> Answer:
    """One at least is satisfied."""
    answers = [answer(env, each) for each in checks_in(check)]
    return combined(any_of(each.status for each in answers), answers)


def none_(env: Environment, check: Any) -> Answer:
    """None is satisfied; nobody is excused from what must not be."""
    found = [answer(env.excusing(frozenset()), each).status for each in checks_in(check)]
    return unnamed(NO if YES in found else UNKNOWN if UNKNOWN in found else YES)


def at_least_check(env: Environment, check: PlainTree) -> Answer:
    """So many at least are satisfied."""
    answers = [answer(env, each) for each in checks_in(check)]
    found = [each.status for each in answers]
    n = whole(env, check["n"])
    enough, possible = found.count(YES) >= n, found.count(YES) + found.count(UNKNOWN) >= n
    return combined(YES if enough else UNKNOWN if possible else NO, answers)


def when(env: Environment, check: PlainTree) -> Answer:
    """If the one, then the other; whoever is excused is so from the other alone."""
    condition = answer(env.excusing(frozenset()), check["if"]).status
    if condition is YES:
        return answer(env, check["then"])
    if condition is NO:
        return unnamed(YES)
    consequence = answer(env, check["then"])
    return unnamed(UNKNOWN) if consequence.status is YES else Answer(UNKNOWN, consequence.lacks)


def for_each(env: Environment, check: PlainTree) -> Answer:
    """Enough of the elements satisfy every check. `min` is about the elements."""

    def status(here: Environment, element: Element) -> Status:
        inside = here.naming(check["as"], element)
        return all_of(answer(inside, each).status for each in check["require"])

    return enough_of(env, check["in"], check, status)


ANSWERS: dict[str, Callable[[Environment, Any], Answer]] = {
    "all": all_,
    "any": any_,
    "none": none_,
    "at_least": at_least_check,
    "when": when,
    "for_each": for_each,
    "count": count,
    "coverage": coverage,
    "compare": compare_figures,
    "timing": timing,
    "network": network,
    "document": document,
    "signed": all_signed,
    "role": role,
    "meeting": meeting,
    "decision": decision,
    "credential": credential,
    "consent": consent,
    "level": level,
    "indicator": indicator,
    "assessment": assessment,
    "attest": attest,
    "stage": stage,
    "sectors_present": sectors_present,
    "none_open": none_open,
    "two_adults": two_adults,
    "adult_child_ratio": adult_child_ratio,
    "single_accountable": single_accountable,
    "cofinancing_share": cofinancing_share,
    "published_within": published_within,
    "mutual_interest": mutual_interest,
}
"""Every word of the language that the reference can answer."""


def answer(env: Environment, check: PlainTree) -> Answer:
    """What a check comes to."""
    ((word, under),) = check.items()
    check_choice(word, ANSWERS, message("requirement kind"))
    return ANSWERS[word](env, under)
