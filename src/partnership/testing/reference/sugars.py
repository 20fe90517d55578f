"""Frequent requirements that have a word of their own, each from its sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from partnership.findings import Status
from partnership.testing.reference.counting import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    all_of,
    combined,
    each_has,
    enough_of,
    number_of_rows,
    plain,
    selection,
    without,
)
from partnership.testing.reference.fields import Element, Look, Scene, follow, is_reference, number, same, value_of
from partnership.testing.reference.figures import against, compare, days_of, span, timing
from partnership.testing.reference.law import Tree
from partnership.testing.reference.past import Row
from partnership.testing.reference.places import has_field
from partnership.testing.reference.select import is_kept, one_or_more, select, tested_by
from partnership.testing.reference.words import signed


def sectors_present(scene: Scene, check: Any) -> Answer:
    """Each of these sectors has an active partner."""
    return each_has(scene, list(check), {}, lambda _, each: selection("partners", sector=each.id, status="active"))


def each_signed(scene: Scene, check: Tree) -> Answer:
    """Every partner (or each of `by`) has signed an agreement in force."""
    return signed(scene, {"type": check["type"], "by": check.get("by", "partners")})


def none_open(scene: Scene, check: Tree) -> Answer:
    """No row is open."""
    chosen = selection(check["from"], state="open") | {"also": [check.get("where", {})]}
    return plain(number_of_rows(scene, chosen, {"max": 0}))


def two_adults(scene: Scene, check: Tree) -> Answer:
    """So many of these adults are cleared and live in different households."""
    chosen = selection("people", id={"in": check["adults"]}, adult=True)
    if "credential" in check:
        chosen["having"] = selection("credentials", person="$it", type=one_or_more(check["credential"]))
    return plain(number_of_rows(scene, chosen, {"min": check.get("min", 2), "distinct": "household_or_id"}))


AGE_BANDS = ("0-6", "7-10", "11-13", "14-15", "16-17", "18+")
"""The age bands of wards, the youngest first."""


def adult_child_ratio(scene: Scene, check: Tree) -> Answer:
    """Children to an adult, by the band of the youngest child for which the table has a figure."""
    adults, wards = value_of(scene, check["adults"]), value_of(scene, check["wards"])
    if wards is None:
        return plain(UNKNOWN)
    bands = {row.record.age_band for each in wards if (row := scene.past.in_force("ward", each, scene.day))}
    youngest = next((band for band in AGE_BANDS if band in bands and band in check["by_age_band"]), None)
    if youngest is None:
        return plain(YES if not wards or is_kept(scene, "wards") else UNKNOWN)
    figures = check["by_age_band"][youngest]
    if isinstance(figures, dict):
        figures = figures.get(value_of(scene, check["setting"]))
    most = number(value_of(scene, figures))
    if most is None or not adults:
        return plain(UNKNOWN)
    return plain(YES if len(wards) <= most * len(adults) else NO)


def single_accountable(scene: Scene, check: Tree | None) -> Answer:
    """Each duty (or each of the functions selected) has exactly one accountable partner."""
    functions = (check or {}).get("of", {"from": "functions", "where": {"nature": "duty"}})

    def status(here: Scene, element: Element) -> Status:
        accountable = selection("responsibilities", function=element.id, raci="A")
        return number_of_rows(here, accountable, {"exactly": 1, "distinct": "partner"})

    return enough_of(scene, functions, {}, status)


def cofinancing_share(scene: Scene, check: Tree) -> Answer:
    """These sectors give a share of the money that is committed or delivered."""
    given = {"what": "cash", "state": ["committed", "delivered"]}
    part = {"sum": selection("contributions", **given, partner__sector=one_or_more(check["sectors"])), "field": "value"}
    total = {"sum": selection("contributions", **given), "field": "value"}
    return compare(scene, {"left": {"ratio": [part, total]}, "op": "gte", "right": check["share"]})


WAYS_TO = {
    "sector": ("sector", "partner.sector", "person.partner.sector", "volunteer.person.partner.sector"),
    "experienced": ("experienced", "volunteer.experienced"),
}
"""The ways from somebody to his sector, and to whether he is experienced, the shortest first."""


def composition(scene: Scene, check: Tree) -> Answer:
    """Of a group so many are experienced, and not too many come from one sector; a share of nothing is unknown.

    People who are named (by an act) are looked up among the volunteers.
    """
    named = isinstance(check["of"], list) or is_reference(check["of"])
    group = select(scene, selection("volunteers", person={"in": check["of"]}) if named else check["of"])

    def share(what: str, value: Any, op: str, wanted: Fraction | None) -> Status:
        way = next(way for way in WAYS_TO[what] if has_field(scene.law, group.source, way.split(".")[0]))
        found = [follow(scene, each, group.source, way.split("."), Look(scene.day))[0] for each in group.elements]
        if not found or wanted is None:
            return UNKNOWN
        return against(Fraction(sum(1 for one in found if same(one, value)), len(found)), op, wanted)

    answers = []
    if "experienced_share" in check:
        least = number(value_of(scene, check["experienced_share"]))
        answers.append(plain(share("experienced", value=True, op="gte", wanted=least)))
    if "max_sector_share" in check:
        most = number(value_of(scene, check["max_sector_share"]))
        answers.append(enough_of(scene, "sectors", {}, lambda _, each: share("sector", each.id, "lte", most)))
    return combined(all_of(each.status for each in answers), answers)


def published_within(scene: Scene, check: Tree) -> Answer:
    """Each row was published about in time since it became what it is, or is not late; or something was, lately."""
    published = selection("publications", what=one_or_more(check["what"]), state="published")
    if "of" not in check:
        return timing(scene, {"of": published, "field": "changed", "cadence": check["within"]})

    def status(here: Scene, element: Element) -> Status:
        if not isinstance(element.row, Row):
            return UNKNOWN
        since = here.past.settled(element.row, here.day, tested_by(check["of"]))
        late = span(here, check["within"]).after(since)
        first = min(days_of(here, published | {"also": [{"about": element.id}]}, "changed"), default=None)
        if since <= here.day <= late:
            return YES
        return UNKNOWN if first is None or since > here.day else YES if since <= first <= late else NO

    return enough_of(scene, check["of"], without(check, "min"), status)


def mutual_interest(scene: Scene, check: Tree) -> Answer:
    """Interests intersect, by one of the rules I1 to I4 (DOMAIN 1.13): confirmed interests, accountable partners."""
    partners = check.get("of", "partners")

    def wants(_: Scene, element: Element) -> Tree:
        return selection("interests", partner=element.id, confirmed=True)

    match check["rule"]:
        case "wants":
            return each_has(scene, partners, {}, wants)
        case "serves":
            produces = selection("outcomes", produced_by={"has": "$it.function"})
            return each_has(
                scene,
                partners,
                {},
                lambda _, each: selection("responsibilities", partner=each.id, raci="A") | {"having": produces},
            )
        case "mutual":
            others = selection(
                "responsibilities", raci="A", partner={"ne": "$it.partner"}, function={"in": "$it.outcome.produced_by"}
            )
            return each_has(scene, partners, {}, lambda here, each: wants(here, each) | {"having": others})
        case _:

            def shared(here: Scene, element: Element) -> Status:
                wanted = selection("interests", outcome=element.id, confirmed=True)
                sectors = number_of_rows(here, wanted, {"min": check.get("k", 3), "distinct": "partner.sector"})
                side = [{"partner.sector": one_or_more(check["including"])}] if "including" in check else []
                return all_of([sectors, *(number_of_rows(here, wanted | {"also": [one]}, {}) for one in side)])

            return enough_of(scene, "outcomes", {"at_least": 1}, shared)
