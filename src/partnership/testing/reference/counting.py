"""Answers of three values; how many rows there are; and whether enough of many elements have what is asked of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from partnership.findings import Status
from partnership.testing.reference.fields import (
    Element,
    Environment,
    Look,
    behind,
    follow,
    is_reference,
    resolve,
    value_of,
)
from partnership.testing.reference.law import PlainTree
from partnership.testing.reference.select import Chosen, is_kept, is_known, one_or_more, select

YES, NO, UNKNOWN = Status.SATISFIED, Status.UNSATISFIED, Status.UNKNOWN


@dataclass(frozen=True)
class Answer:
    """Whether a requirement is satisfied and, if not, who lacks something: ids, or None for a lack that is nobody's."""

    status: Status
    lacks: frozenset[str | None] = frozenset()


def unnamed(status: Status) -> Answer:
    """An answer that names nobody."""
    return Answer(status, frozenset() if status is YES else frozenset({None}))


def whole(env: Environment, said: Any) -> int:
    """A number of things, also where a parameter says it."""
    return int(value_of(env, said))


def distinct_values(env: Environment, chosen: Chosen, path: str) -> set[Any]:
    """The different values of a field, missing ones left out."""
    found = [follow(env, each, chosen.source, path.split("."), chosen.look)[0] for each in chosen.elements]
    return {one for value in found for one in (value if isinstance(value, tuple) else (value,)) if one is not None}


def bounds(env: Environment, check: PlainTree) -> tuple[int, int | None]:
    """At least and at most; where nothing is said: at least one."""
    if "exactly" in check:
        exactly = whole(env, check["exactly"])
        return exactly, exactly
    if "min" not in check and "max" not in check:
        return 1, None
    return whole(env, check.get("min", 0)), whole(env, check["max"]) if "max" in check else None


def number_of_rows(env: Environment, said: Any, check: PlainTree) -> Status:
    """Whether there are enough rows and not too many."""
    chosen = select(env, said)
    n = len(distinct_values(env, chosen, check["distinct"])) if "distinct" in check else len(chosen.elements)
    lower, upper = bounds(env, check)
    if n < lower:
        return NO if is_kept(env, chosen.source) else UNKNOWN
    if upper is not None and n > upper:
        return NO
    if lower >= 1:
        return YES
    return YES if is_known(env, chosen.source) else UNKNOWN


def selection(source: str, **tests: Any) -> PlainTree:
    """A selection whose tests are those that were given at all. Two underscores stand for the dot of a path."""
    return {
        "from": source,
        "where": {name.replace("__", "."): test for name, test in tests.items() if test is not None},
    }


def elements_of(env: Environment, said: Any) -> tuple[list[Element], str | None]:
    """What a requirement goes through; and, where it is a selection, its source."""
    if isinstance(said, list):
        source = env.law.lists_with(said)
        return [Element(each, env.law.item(source, each) if source else None) for each in said], None
    if is_reference(said):
        value, target = resolve(env, said)
        ids = dict.fromkeys(value if isinstance(value, tuple) else () if value is None else (value,))
        return [Element(each, behind(env, target, each, Look(env.day))[0]) for each in ids], None
    chosen = select(env, said)
    return chosen.elements, chosen.source


def enough_of(env: Environment, said: Any, check: PlainTree, each: Callable[[Environment, Element], Status]) -> Answer:
    """Whether enough of the elements satisfy what is asked of each.

    Whoever is excused counts as one who does; but he is only excused, and others are not there because of that.
    """
    elements, source = elements_of(env, said)
    inside = env.excusing(frozenset())
    answers = {one.id: YES if one.id in env.excused else each(inside, one) for one in elements}
    ok = [name for name, status in answers.items() if status is YES]
    unknown = [name for name, status in answers.items() if status is UNKNOWN]
    lacks: frozenset[str | None] = frozenset(name for name in answers if name not in ok)
    fewest = 0 if check.get("allow_none") and not elements else whole(env, check.get("min", 1))
    if len(elements) < fewest:  # which is nobody's lack, and stands beside what those lack that there are
        return Answer(NO if source is None or is_kept(env, source) else UNKNOWN, lacks | {None})
    if not elements:
        return unnamed(YES if source is None or is_kept(env, source) else UNKNOWN)
    if "at_least" in check:
        need = whole(env, check["at_least"])
    else:
        need = ceil(Fraction(str(value_of(env, check.get("share", 1)))) * len(elements))
    if len(ok) >= need:
        return Answer(YES)
    few = frozenset({None}) if need > len(elements) else frozenset()
    return Answer(UNKNOWN if len(ok) + len(unknown) >= need else NO, lacks | few)


def all_of(statuses: Iterable[Status]) -> Status:
    """Satisfied if all are; unsatisfied if one is."""
    found = list(statuses)
    return NO if NO in found else UNKNOWN if UNKNOWN in found else YES


def any_of(statuses: Iterable[Status]) -> Status:
    """Satisfied if one is; unsatisfied if all are."""
    found = list(statuses)
    return YES if YES in found else UNKNOWN if UNKNOWN in found else NO


def without(check: PlainTree, *names: str) -> PlainTree:
    """A check without some of its keys."""
    return {name: value for name, value in check.items() if name not in names}


def lacking(answers: list[Answer]) -> frozenset[str | None]:
    """Whom the parts that are not satisfied lack."""
    return frozenset(who for answer in answers if answer.status is not YES for who in answer.lacks)


def combined(status: Status, answers: list[Answer]) -> Answer:
    """An answer made of several."""
    return Answer(status) if status is YES else Answer(status, lacking(answers))


def count(env: Environment, check: PlainTree) -> Answer:
    """So many rows."""
    return unnamed(number_of_rows(env, check["of"], check))


def each_has(env: Environment, elements: Any, check: PlainTree, *has: Callable[[Environment, Element], Any]) -> Answer:
    """Each of the elements has a row of every selection."""

    def status(here: Environment, element: Element) -> Status:
        inside = here.naming("it", element)
        return all_of(number_of_rows(inside, one(inside, element), {}) for one in has)

    return enough_of(env, elements, check, status)


def coverage(env: Environment, check: PlainTree) -> Answer:
    """Each of the elements has so many rows of every selection; `min`, `max`, `exactly`, `distinct` are about rows."""
    rows = {name: value for name, value in check.items() if name in {"min", "max", "exactly", "distinct"}}
    if "min" not in rows and "exactly" not in rows and rows.get("max") != 0:
        rows["min"] = 1

    def status(here: Environment, element: Element) -> Status:
        inside = here.naming("it", element)
        return all_of(number_of_rows(inside, has, rows) for has in one_or_more(check["has"]))

    return enough_of(env, check["each"], without(check, *rows), status)
