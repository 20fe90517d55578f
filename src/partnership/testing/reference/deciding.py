"""How a matter is decided: by how many, in time, with whose objection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Any

from partnership.findings import Status
from partnership.testing.reference.counting import (
    NO,
    UNKNOWN,
    YES,
    Answer,
    all_of,
    enough_of,
    number_of_rows,
    selection,
    unnamed,
)
from partnership.testing.reference.fields import Element, Environment, Look, value_of
from partnership.testing.reference.figures import span
from partnership.testing.reference.law import PlainTree
from partnership.testing.reference.past import Row
from partnership.testing.reference.select import everything, is_kept, one_or_more, select
from partnership.testing.reference.times import come, day_after, days_ordered, old, young
from partnership.values import Duration

OF_OTHERS = ("sectors", "notice", "deadline", "veto", "appeal")
"""Keys under which something is asked that a decision does not say of itself."""
STANDS = ("open", "upheld")


def enough(env: Environment, asked: Any, part: int | None, whole: int | None) -> bool:
    """Whether a part of a whole is as large as is asked; where one of them was not counted it is not."""
    if part is None or not whole:
        return False
    found = Fraction(part, whole)
    if asked in {"simple", "majority"}:
        return found > Fraction(1, 2)
    if asked in {"unanimous", "all"}:
        return part == whole
    return found >= Fraction(str(value_of(env, asked)))


def were_there(env: Environment, check: PlainTree, element: Element) -> bool:
    """Whether the quorum was there, if one is asked."""
    record = element.row.record if isinstance(element.row, Row) else None
    return "quorum" not in check or (
        record is not None and enough(env, check["quorum"], record.present, record.members)
    )


def were_for_it(env: Environment, check: PlainTree, record: Any) -> bool:
    """Whether so many were in favour: of those present, of the votes cast, with abstentions or without, of all."""
    if "majority" not in check:
        return True
    cast = {
        "votes": (record.votes_for, record.votes_against),
        "ballots": (record.votes_for, record.votes_against, record.votes_abstained),
        "members": (record.members,),
        "present": (record.present,),
    }[check.get("of", "present")]
    whole = None if None in cast else sum(cast)
    return enough(env, check["majority"], record.votes_for, whole)


def decision(env: Environment, check: PlainTree) -> Answer:
    """A matter was decided: by a body, by so many, in time, without an objection that counts; one decision is enough.

    With `consent` it is a proposal against which nobody has objected while the period ran.
    """
    about = {"matter": one_or_more(check["matter"]), "body": check.get("body"), "subject": check.get("subject")}
    chosen = selection("decisions", **about)
    if "consent" in check:
        proposed = chosen | {"from": "proposals"}
        return enough_of(env, proposed, {"at_least": 1}, lambda here, it: silence(here, check, it))
    timed = "notice" in check or "deadline" in check

    def passes(one: Element) -> bool:
        record: Any = one.row.record if isinstance(one.row, Row) else None
        return (
            were_there(env, check, one)
            and were_for_it(env, check, record)
            and check.get("procedure") in {None, record.procedure}
            and (not timed or record.proposal is not None)
        )

    chosen["only"] = [passes]
    if check.get("minutes"):
        chosen["having"] = selection("minutes", decisions={"has": "$it"})
    if not any(key in check for key in OF_OTHERS):
        return unnamed(number_of_rows(env, chosen, {}))
    return enough_of(env, chosen, {"at_least": 1}, lambda here, it: all_of(others(here, check, it)))


def others(env: Environment, check: PlainTree, element: Element) -> Iterator[Status]:
    """What others have to do with a decision: who proposed it when, who was there, who objected."""
    row: Any = element.row
    if "notice" in check or "deadline" in check:
        yield in_time(env, check, row)
    for sector in one_or_more(check.get("sectors", [])):
        yield sector_there(env, check, element, sector)
    found = objections(env)
    if "veto" in check:
        vetoes = [
            each
            for each in found
            if each.record.state in STANDS
            and days_ordered(each.date, "lte", row.date)
            and (each.record.decision == row.id or (each.record.proposal or "") == row.record.proposal)
        ]
        yield NO if any(counts(env, check["veto"], each) for each in vetoes) else YES
    if "appeal" in check:
        period = span(env, check["appeal"])
        last = day_after(row.date, period)
        meanwhile = bool(check.get("counts_meanwhile"))
        states = ("upheld",) if meanwhile else STANDS
        appeals = [each for each in found if each.record.decision == row.id and days_ordered(each.date, "lte", last)]
        yield NO if any(each.record.state in states for each in appeals) else YES
        yield YES if meanwhile or is_over(env, row, period) else NO


def silence(env: Environment, check: PlainTree, element: Element) -> Status:
    """Whether the period is over, and nobody whose objection counts has objected while it ran."""
    row: Any = element.row
    period = span(env, check["consent"])
    last = day_after(row.date, period)
    loud = [
        each
        for each in objections(env)
        if each.record.proposal == row.id
        and days_ordered(each.date, "lte", last)
        and each.record.state in STANDS
        and ("veto" not in check or counts(env, check["veto"], each))
    ]
    return NO if loud or not is_over(env, row, period) else YES


def is_over(env: Environment, row: Row, period: Duration) -> bool:
    """Whether a period that begins with a row is over for sure: its last day belongs to it."""
    return not young(row.date, env.day, period) and (not period.hours or old(row.date, env.day, period))


def in_time(env: Environment, check: PlainTree, row: Row) -> Status:
    """Whether long enough and not too long lies between the proposal and the decision."""
    proposed: Row | None = env.past.latest("proposal", row.record.proposal, env.day)
    if proposed is None or proposed.date > env.day or proposed.record.matter not in one_or_more(check["matter"]):
        return UNKNOWN
    first: dt.date = proposed.date
    early = "notice" in check and not old(first, row.date, span(env, check["notice"]), at_end=False)
    late = "deadline" in check and not young(first, row.date, span(env, check["deadline"]))
    return NO if early or late or not come(first, row.date) else YES


def sector_there(env: Environment, check: PlainTree, element: Element, sector: str) -> Status:
    """Whether one partner of a sector at least took part, or such a share of them; of those in the body, if one is."""
    row: Any = element.row
    here = env.naming("it", element)
    seats = selection("partners", sector=sector)
    if "body" in check:
        seats = selection("memberships", body="$it.body", partner__sector=sector)
    found = [each.row for each in select(here, seats).elements]
    there = [each for each in found if isinstance(each, Row) and partner_deciding(each) in row.record.partners]
    if not found:
        return NO if is_kept(env, seats["from"]) else UNKNOWN
    need = ceil(Fraction(str(value_of(env, check["sector_quorum"]))) * len(found)) if "sector_quorum" in check else 1
    return YES if len(there) >= need else NO


def partner_deciding(row: Row) -> str:
    """The partner itself, or the one who has a seat."""
    return row.id if row.kind == "partner" else str(row.record.partner)


def objections(env: Environment) -> list[Row]:
    """Every objection there has been: it stands until its own state says otherwise."""
    found = (each.row for each in everything(env, "raised_objections", Look(env.day, ever=True)))
    return [row for row in found if isinstance(row, Row)]


def counts(env: Environment, veto: PlainTree, row: Row) -> bool:
    """Whether an objection is of one of those who may; whoever has left since does not take his veto along."""
    record: Any = row.record
    roles = one_or_more(veto.get("roles", []))
    same = [name for name in ("person", "partner") if getattr(record, name) is not None]
    for each in everything(env, "assignments", Look(env.day, ever=True)) if roles else []:
        if isinstance(each.row, Row) and each.row.date <= row.date:
            held: Any = each.row.record
            if held.role in roles and any(getattr(held, name) == getattr(record, name) for name in same):
                return True
    partner = None if record.partner is None else env.past.latest("partner", record.partner, env.day)
    if partner is not None and partner.record.sector in one_or_more(veto.get("sectors", [])):
        return True
    named = value_of(env, veto["partners"]) if "partners" in veto else ()
    return record.partner is not None and record.partner in one_or_more(named)
