"""Frequent requirements that have a word of their own, each from its sentence."""

from __future__ import annotations

from typing import Any

from partnership.findings import Status
from partnership.testing.reference.counting import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    all_of,
    each_has,
    enough_of,
    number_of_rows,
    selection,
    unnamed,
    without,
)
from partnership.testing.reference.fields import Element, Environment, exact_number, value_of
from partnership.testing.reference.figures import compare_figures, days_of, in_order, span, timing
from partnership.testing.reference.law import PlainTree
from partnership.testing.reference.past import Row
from partnership.testing.reference.select import is_kept, one_or_more, tested_by
from partnership.testing.reference.times import come, young


def sectors_present(env: Environment, check: Any) -> Answer:
    """Each of these sectors has an active partner."""
    return each_has(env, list(check), {}, lambda _, each: selection("partners", sector=each.id, status="active"))


def none_open(env: Environment, check: PlainTree) -> Answer:
    """No row is open."""
    chosen = selection(check["from"], state="open") | {"also": [check.get("where", {})]}
    return unnamed(number_of_rows(env, chosen, {"max": 0}))


def two_adults(env: Environment, check: PlainTree) -> Answer:
    """So many of these adults are cleared and live in different households."""
    chosen = selection("people", id={"in": check["adults"]}, adult=True)
    if "credential" in check:
        chosen["having"] = selection("credentials", person="$it", type=one_or_more(check["credential"]))
    return unnamed(number_of_rows(env, chosen, {"min": check.get("min", 2), "distinct": "household_or_id"}))


AGE_BANDS = ("0-6", "7-10", "11-13", "14-15", "16-17", "18+")
"""The age bands of wards, the youngest first."""


def adult_child_ratio(env: Environment, check: PlainTree) -> Answer:
    """Children to an adult, by the band of the youngest child for which the table has a figure."""
    adults, wards = value_of(env, check["adults"]), value_of(env, check["wards"])
    if wards is None:
        return unnamed(UNKNOWN)
    bands = {row.record.age_band for each in wards if (row := env.past.in_force("ward", each, env.day))}
    youngest = next((band for band in AGE_BANDS if band in bands and band in check["by_age_band"]), None)
    if youngest is None:
        return unnamed(YES if not wards or is_kept(env, "wards") else UNKNOWN)
    figures = check["by_age_band"][youngest]
    if isinstance(figures, dict):
        figures = figures.get(value_of(env, check["setting"]))
    most = exact_number(value_of(env, figures))
    if most is None or not adults:
        return unnamed(UNKNOWN)
    return unnamed(YES if len(wards) <= most * len(adults) else NO)


def single_accountable(env: Environment, check: PlainTree | None) -> Answer:
    """Each duty (or each of the functions selected) has exactly one accountable partner."""
    functions = (check or {}).get("of", {"from": "functions", "where": {"nature": "duty"}})

    def status(here: Environment, element: Element) -> Status:
        accountable = selection("responsibilities", function=element.id, raci="A")
        return number_of_rows(here, accountable, {"exactly": 1, "distinct": "partner"})

    return enough_of(env, functions, {}, status)


def cofinancing_share(env: Environment, check: PlainTree) -> Answer:
    """These sectors give a share of the money that is committed or delivered."""
    given = {"what": "cash", "state": ["committed", "delivered"]}
    part = {"sum": selection("contributions", **given, partner__sector=one_or_more(check["sectors"])), "field": "value"}
    total = {"sum": selection("contributions", **given), "field": "value"}
    return compare_figures(env, {"left": {"ratio": [part, total]}, "op": "gte", "right": check["share"]})


def published_within(env: Environment, check: PlainTree) -> Answer:
    """Each row was published about in time since it became what it is, or is not late; or something was, lately."""
    published = selection("publications", what=one_or_more(check["what"]), state="published")
    if "of" not in check:
        return timing(env, {"of": published, "field": "changed", "cadence": check["within"]})

    def status(here: Environment, element: Element) -> Status:
        if not isinstance(element.row, Row):
            return UNKNOWN
        since = here.past.settled(element.row, here.day, tested_by(check["of"]))
        within = span(here, check["within"])
        days = days_of(here, published | {"also": [{"about": element.id}]}, "changed")
        first = min(days, key=in_order, default=None)
        if young(since, here.day, within):
            return YES
        if first is None or not come(first, here.day) or not come(since, here.day):
            return UNKNOWN
        return YES if young(since, first, within) else NO

    return enough_of(env, check["of"], without(check, "min"), status)


def mutual_interest(env: Environment, check: PlainTree) -> Answer:
    """Interests intersect, by one of the rules I1 to I4 (DOMAIN 1.13): confirmed interests, accountable partners."""
    partners = check.get("of", "partners")

    def wants(_: Environment, element: Element) -> PlainTree:
        return selection("interests", partner=element.id, confirmed=True)

    match check["rule"]:
        case "wants":
            return each_has(env, partners, {}, wants)
        case "serves":
            produces = selection("outcomes", produced_by={"has": "$it.function"})
            return each_has(
                env,
                partners,
                {},
                lambda _, each: selection("responsibilities", partner=each.id, raci="A") | {"having": produces},
            )
        case "mutual":
            others = selection(
                "responsibilities", raci="A", partner={"ne": "$it.partner"}, function={"in": "$it.outcome.produced_by"}
            )
            return each_has(env, partners, {}, lambda here, each: wants(here, each) | {"having": others})
        case _:

            def shared(here: Environment, element: Element) -> Status:
                wanted = selection("interests", outcome=element.id, confirmed=True)
                sectors = number_of_rows(here, wanted, {"min": check.get("k", 3), "distinct": "partner.sector"})
                side = [{"partner.sector": one_or_more(check["including"])}] if "including" in check else []
                return all_of([sectors, *(number_of_rows(here, wanted | {"also": [one]}, {}) for one in side)])

            return enough_of(env, "outcomes", {"at_least": 1}, shared)
