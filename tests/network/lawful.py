"""A small law with functions, outcomes and bodies, and programmes under it, for the measures that need a law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from partnership.programme import Programme
from partnership.records import Body, Interest, Membership, Responsibility
from partnership.values import Text
from tests.small import SMALL, day, partner, small_law

PRODUCED = {"rest": ["host"], "skill": ["teach", "host"], "fame": ["tell"], "money": ["give"], "peace": []}
"""Each outcome of the law, and the functions that produce it."""

LAW = SMALL.replace(
    "rosters:",
    "event_types: [{id: meeting, title: Meeting}]\nfunctions:\n"
    + "".join(
        f"- {{id: {id_}, title: {id_.title()}, side: ngo, nature: duty}}\n" for id_ in ("host", "teach", "tell", "give")
    )
    + "outcomes:\n"
    + "".join(
        f"- {{id: {id_}, title: {{en: {id_.title()}, ru: {id_.title()}}}, beneficiary: ngo, side: ngo,"
        f" produced_by: [{', '.join(by)}]}}\n"
        for id_, by in PRODUCED.items()
    )
    + "rosters:",
)


def programme_of(partners: Mapping[str, str]) -> Programme:
    """A programme with these partners, each of its sector, on 2 January 2010."""
    programme = Programme.start(small_law(LAW), id="small-1", region="RU-SMO", on=day("2010-01-01"))
    for id_, sector in partners.items():
        programme.record(partner(id_, sector), on=day("2010-01-02"))
    return programme


def interested(
    partners: Mapping[str, str],
    wants: Mapping[str, Sequence[str]],
    duties: Mapping[str, Sequence[str]],
) -> Programme:
    """A programme whose partners want these outcomes and answer for these functions."""
    programme = programme_of(partners)
    for id_, outcomes in wants.items():
        for outcome in outcomes:
            record = Interest(id=f"i-{id_}-{outcome}", partner=id_, outcome=outcome, confirmed=True)
            programme.record(record, on=day("2010-01-03"))
    for id_, functions in duties.items():
        for function in functions:
            duty = Responsibility(id=f"r-{id_}-{function}", partner=id_, function=function, raci="A")
            programme.record(duty, on=day("2010-01-03"))
    return programme


def seated(seats: Mapping[str, int]) -> Programme:
    """A programme with a body `wg` in which partners have so many seats each; those with none are partners as well."""
    programme = programme_of({id_: "ngo" if id_ < "m" else "business" for id_ in seats})
    body = Body(id="wg", name=Text.of("Working group", "Рабочая группа"), type="working_group")
    programme.record(body, on=day("2010-01-03"))
    for id_, count in seats.items():
        for number in range(count):
            programme.record(Membership(id=f"m-{id_}-{number}", body="wg", partner=id_), on=day("2010-01-03"))
    return programme
