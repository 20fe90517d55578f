"""Who is tied to whom, and the figures of that network, counted from the definitions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

from partnership.errors import UnknownName
from partnership.messages import message
from partnership.testing.reference.past import Past, Row

TiedPair = frozenset[str]

METRICS = ("connected", "isolates", "components", "cut_partners", "density", "cross_sector_share")
"""The figures of a network that there are."""

TOOK_PLACE = {"held", "debriefed"}


def partner_of(past: Past, name: str, day: date) -> str | None:
    """The partner that an id of a partner or a person stands for: itself, or that of the person in its latest version.

    Where both have the id, it is the partner that is meant.
    """
    return name if past.first("partner", name) else partner_of_person(past, name, day)


def partner_of_person(past: Past, name: str, day: date) -> str | None:
    """The partner of a person."""
    person = past.latest("person", name, day)
    return person.record.partner if person is not None else None


def person_or_ward(past: Past, name: str, day: date) -> str | None:
    """The partner of a person or of a ward."""
    if past.first("person", name):
        return partner_of_person(past, name, day)
    ward = past.latest("ward", name, day)
    return ward.record.institution if ward is not None else None


def brought_together(past: Past, day: date) -> list[list[str | None]]:
    """Partners (or none) whom one row brings together: every two of them are tied."""

    def of(register: str, *states: str) -> list[Row]:
        return [row for row in past.rows(register, day) if not states or row.record.state in states]

    found: list[list[str | None]] = []
    found += [[partner_of(past, each, day) for each in row.record.between] for row in of("ties")]
    for register in ("events", "activities", "meetings"):
        found += [list(row.record.partners) for row in of(register, *TOOK_PLACE)]
    found += [
        [partner_of_person(past, each, day) for each in row.record.attended] for row in of("sessions", *TOOK_PLACE)
    ]
    found += [[person_or_ward(past, each, day) for each in row.record.members] for row in of("teams")]
    for row in of("visits", *TOOK_PLACE):
        found += [[row.record.institution, partner_of_person(past, adult, day)] for adult in row.record.adults]
    for row in of("placements"):
        volunteer = past.latest("volunteer", row.record.volunteer, day)
        place = past.latest("place", row.record.place, day)
        if volunteer and place:
            found.append([volunteer.record.partner, place.record.institution])
    return found


def ties_on(past: Past, day: date) -> set[TiedPair]:
    """Every two different partners that are tied on a day, whatever ties them and how often."""
    return {
        frozenset((one, other))
        for group in brought_together(past, day)
        for one, other in combinations(group, 2)
        if one is not None and other is not None and one != other
    }


def component(node: str, nodes: set[str], between: set[TiedPair]) -> set[str]:
    """Everybody who can be reached from a node."""
    reached = {node}
    while True:
        more = {other for tie in between if tie & reached for other in tie & nodes} | reached
        if more == reached:
            return reached
        reached = more


def components(nodes: set[str], between: set[TiedPair]) -> set[frozenset[str]]:
    """The parts into which the network falls."""
    inside = {tie for tie in between if tie <= nodes}
    return {frozenset(component(node, nodes, inside)) for node in nodes}


def network_figure(metric: str, nodes: set[str], between: set[TiedPair], sectors: dict[str, str]) -> Fraction | None:
    """One figure of the network among some partners; None where it has no meaning."""
    inside = {tie for tie in between if tie <= nodes}
    parts = components(nodes, inside)
    n, m = len(nodes), len(inside)
    if n == 0:
        return None
    match metric:
        case "connected":
            return Fraction(max(len(part) for part in parts), n)
        case "isolates":
            return Fraction(sum(1 for node in nodes if not any(node in tie for tie in inside)))
        case "components":
            return Fraction(len(parts))
        case "cut_partners":
            # A partner without whom the others fall into more parts than there were with him.
            without = {node: components(nodes - {node}, inside) for node in nodes}
            alone = {node: not any(node in tie for tie in inside) for node in nodes}
            return Fraction(sum(1 for node in nodes if not alone[node] and len(without[node]) > len(parts)))
        case "density":
            return Fraction(2 * m, n * (n - 1)) if n > 1 else None
        case "cross_sector_share":
            across = [tie for tie in inside if len({sectors[node] for node in tie}) > 1]
            return Fraction(len(across), m) if m else None
        case _:
            raise UnknownName(metric, METRICS, message("metric"))
