"""Answers that are kept are those of whoever asks for the first time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from partnership.acts import Advance
from partnership.errors import NotLawful, NotReady
from partnership.evaluation.context import Context
from partnership.evaluation.table import AnySpec, Table
from partnership.evaluation.tables import Tables
from partnership.findings import Finding
from partnership.programme import Programme
from partnership.records import Agreement, AnyRecord, Assignment, Credential, Fields, Interest, Item, Need, Person
from partnership.values import Text
from tests.small import SMALL, day, partner, running, running_under, small_law, with_rules

R9 = "id: R9, title: {en: Interests meet, ru: Интересы сходятся}, mutual_interest: {rule: shared, k: 2}"
MEETING = with_rules(R9) + "outcomes: [{id: O1, title: {en: Ready, ru: Готовы}, beneficiary: pupils}]\n"
ON = day("2010-03-10")


def told(programme: Programme) -> Programme:
    """The same entries, taken up by somebody who has asked nothing yet."""
    return Programme.from_entries(programme.template, list(programme.entries))


def status(programme: Programme, on: dt.date) -> str:
    return programme.as_of(on).statuses()["R9"]


def test_what_is_counted_through_a_partner_is_looked_at_again_when_he_leaves() -> None:
    """Two sectors want one outcome, and one of them leaves; all of it was written down before anybody asked."""
    law = small_law(MEETING)
    programme = running_under(law)
    for id_ in ("bank", "aid"):
        programme.record(Interest(id=f"i-{id_}", partner=id_, outcome="O1", confirmed=True), on=day("2010-02-02"))
    programme.record(partner("shop"), on=day("2010-02-02"))
    programme = told(programme)
    assert status(programme, ON) == "satisfied"
    programme.end("partner", "aid", on=ON, reason="gone")
    assert status(programme, ON) == status(told(programme), ON) == "unsatisfied"


def test_a_list_that_nobody_has_looked_into_yet_is_looked_at_while_an_entry_is_written() -> None:
    """The first partner of all is there among partners of his sector: they include himself."""
    rule = "count: {of: {from: partners, having: [{from: partners, where: {sector: $it.sector}}]}, min: 1}"
    law = small_law(with_rules(f"id: R9, title: T, {rule}"))
    programme = Programme.start(law, id="x", region="RU-SMO", on=day("2010-01-01"))
    assert status(programme, ON) == "unknown"
    programme.record(partner("bank"), on=day("2010-01-02"))
    assert status(programme, ON) == status(told(programme), ON) == "satisfied"


def test_whoever_no_longer_is_what_a_rule_asks_about_lacks_nothing_under_it() -> None:
    """A business that has not signed turns out to be none, after a move was refused for its sake."""
    rule = (
        "coverage: {each: {from: partners, where: {sector: business}}, has: {from: signatures, where: {partner: $it}}}"
    )
    law = small_law(with_rules(f"id: R9, title: T, {rule}"))
    programme = running_under(law)
    programme.record(partner("shop"), on=day("2010-02-02"))
    assert "R9" in against_a_move(programme)
    programme.amend("partner", "shop", {"sector": "ngo"}, on=ON)
    assert against_a_move(programme) == against_a_move(told(programme)) == {"R6"}


def against_a_move(programme: Programme) -> set[str | None]:
    with pytest.raises(NotReady) as refused:
        programme.advance(on=ON)
    return {finding.requirement for finding in refused.value.findings}


def test_what_is_written_down_for_some_days_is_counted_on_those_alone_though_it_came_later() -> None:
    """A second agreement comes after somebody has asked, and has run out on the day asked about."""
    programme = running()
    after = day("2010-08-01")
    assert programme.as_of(after).statuses()["R4"] == "unsatisfied"
    again = Agreement(id="agr-2", type="cooperation_agreement", parties=("bank", "aid"), valid_to=day("2010-07-01"))
    programme.record(again, on=ON)
    assert programme.as_of(after).statuses()["R4"] == told(programme).as_of(after).statuses()["R4"] == "unsatisfied"


def test_who_holds_a_role_is_named_anew_when_it_passes_on_or_a_name_changes() -> None:
    """Every refusal names those who owe it on its own day, whoever was named in the one before."""
    rule = "- {id: R9, act: {record: need}, title: T, owed_by: coordinator, count: {of: {from: incidents}, min: 1}}\n"
    law = small_law(SMALL.replace("guards:\n", f"guards:\n{rule}"))
    programme = running_under(law)
    programme.record(Person(id="p-2", partner="bank"), on=day("2010-02-02"))

    def refused(on: dt.date) -> tuple[str, ...]:
        need = Need(id="n-1", institution="aid", what=Text.of("Chess", "Шахматы"))
        found = []
        for asked in (programme, told(programme)):
            with pytest.raises(NotLawful) as refusal:
                asked.record(need, on=on)
            found.append(refusal.value.findings)
        assert found[0] == found[1]
        return tuple(str(owner) for owner in found[0][0].owed_by)

    assert refused(day("2010-03-01")) == ("a person from Aid (p-1)",)
    programme.amend("partner", "aid", {"name": Text.of("Help", "Помощь")}, on=day("2010-03-02"))
    assert refused(day("2010-03-01")) == ("a person from Aid (p-1)",)
    assert refused(day("2010-03-02")) == ("a person from Help (p-1)",)
    programme.record(Assignment(id="a-2", role="coordinator", person="p-2"), on=day("2010-03-05"))
    assert refused(day("2010-03-05")) == ("a person from Help (p-1)", "a person from Bank (p-2)")
    programme.end("assignment", "a-1", on=day("2010-03-06"), reason="over")
    assert refused(day("2010-03-06")) == ("a person from Bank (p-2)",)
    programme.end("partner", "bank", on=day("2010-03-10"), reason="gone")
    assert refused(day("2010-03-10")) == ("Coordinator (coordinator)",)


# --- what the writer keeps from one refused move to the next ---------------------------------------------------------

GATE = """
format: 1
template: gate
version: "1"
title: {{en: One gate, ru: Один этап}}
sectors: [{{id: business, title: B}}, {{id: ngo, title: N}}]
roles: [{{id: coordinator, title: Coordinator}}]
credential_types: [{{id: clearance, title: Clearance}}]
agreement_types: [{{id: pact, title: Pact}}]
registers: [{{id: days, title: Days, fields: {{planned: {{type: date}}}}}}]
rosters: [{{id: parties, title: Parties, of: partner, anchored: {{from: agreements, field: parties}}}}]
stages:
- {{id: first, title: First, gates: {{exit: [{{id: R, title: R, {check}}}]}}}}
- {{id: last, title: Last, final: true}}
"""

Act = Callable[[Programme, dt.date], object]
Story = list[tuple[str, Act, bool]]


def records(*every: AnyRecord) -> Act:
    """Record these."""
    return lambda programme, on: [programme.record(one, on=on) for one in every]


def joins(id_: str, sector: str = "ngo") -> Act:
    """A partner begins to take part."""
    return lambda programme, on: programme.record(partner(id_, sector), on=on)


def becomes(id_: str, sector: str) -> Act:
    """A partner is of another sector from now on."""
    return lambda programme, on: programme.amend("partner", id_, {"sector": sector}, on=on)


def leaves(id_: str, kind: str = "partner") -> Act:
    """A record ends."""
    return lambda programme, on: programme.end(kind, id_, on=on, reason="over")


def mistaken(programme: Programme, on: dt.date) -> None:
    """The entry before is withdrawn."""
    programme.withdraw(len(programme.entries), on=on, reason="slip")


def nothing(programme: Programme, on: dt.date) -> None:
    """Only time goes by."""


def cleared(number: int, until: str | None = None, since: str | None = None) -> Credential:
    """A clearance, for a time."""
    return Credential(
        id=f"c-{number}",
        person="p-1",
        type="clearance",
        valid_from=None if since is None else day(since),
        valid_to=None if until is None else day(until),
    )


def acting(number: int, until: str | None = None) -> Assignment:
    """A coordinator, for a time."""
    return Assignment(
        id=f"a-{number}", role="coordinator", person=f"p-{number}", valid_to=None if until is None else day(until)
    )


def both(*acts: Act) -> Act:
    """One after the other on one day."""
    return lambda programme, on: [act(programme, on) for act in acts]


def signs(*parties: str) -> Act:
    """An agreement between these."""
    return lambda programme, on: programme.record(Agreement(id="-".join(parties), type="pact", parties=parties), on=on)


def plans_ahead(programme: Programme, on: dt.date) -> None:
    """A day in March, and a clearance that somebody gets on the tenth of February; the one before will be over."""
    records(
        Person(id="p-1"),
        cleared(2, until="2010-02-28"),
        Item(id="i", list="days", fields=Fields({"planned": day("2010-03-01")})),
    )(programme, on)
    records(cleared(1))(programme, day("2010-02-10"))


NGOS = "count: {of: {from: partners, where: {sector: ngo}}}"
SECTORS = "count: {of: partners, distinct: sector, min: 2}"
NEEDS = "coverage: {each: partners, has: {from: needs, where: {institution: $it}}}"
CLEARED = "coverage: {each: {from: assignments}, has: {from: credentials, where: {person: $it.person}}}"

STORIES: dict[str, tuple[str, Story]] = {
    "who is counted goes over to another sector": (
        NGOS,
        [
            ("2010-02-01", joins("aid"), True),
            ("2010-02-02", becomes("aid", "business"), False),
            ("2010-02-03", becomes("aid", "ngo"), True),
            ("2010-02-04", leaves("aid"), False),
        ],
    ),
    "who is counted was written down by mistake": (
        NGOS,
        [
            ("2010-02-01", joins("aid"), True),
            ("2010-02-02", mistaken, False),
        ],
    ),
    "what was recorded between two questions lapses": (
        "count: {of: credentials}",
        [
            ("2010-02-01", nothing, False),
            ("2010-02-02", records(Person(id="p-1"), cleared(1, until="2010-02-10")), True),
            ("2010-02-09", nothing, True),
            ("2010-02-10", nothing, False),
            ("2010-02-11", records(cleared(2, until="2010-02-12")), True),
            ("2010-02-12", nothing, False),
        ],
    ),
    "what was recorded between two questions begins later": (
        "count: {of: credentials}",
        [
            ("2010-02-01", records(Person(id="p-1"), cleared(1, until="2010-02-02")), True),
            ("2010-02-02", nothing, False),
            ("2010-02-03", records(cleared(2, since="2010-02-10", until="2010-02-12")), False),
            ("2010-02-09", nothing, False),
            ("2010-02-10", nothing, True),
            ("2010-02-12", nothing, False),
        ],
    ),
    "of two sectors one goes": (
        SECTORS,
        [
            ("2010-02-01", joins("bank", "business"), False),
            ("2010-02-02", joins("aid"), True),
            ("2010-02-03", leaves("aid"), False),
            ("2010-02-04", joins("care"), True),
            ("2010-02-05", becomes("care", "business"), False),
        ],
    ),
    "whoever lacks something goes, and others come": (
        NEEDS,
        [
            ("2010-02-01", joins("aid"), False),
            ("2010-02-02", records(Need(id="n-1", institution="aid", what=Text.of("Chess"))), True),
            ("2010-02-03", joins("bank", "business"), False),
            ("2010-02-04", leaves("bank"), True),
            ("2010-02-05", leaves("n-1", "need"), False),
        ],
    ),
    "whoever is looked at is there for a time": (
        CLEARED,
        [
            ("2010-02-01", records(Person(id="p-1"), cleared(1)), False),
            ("2010-02-02", records(acting(1)), True),
            ("2010-02-03", records(Person(id="p-2"), acting(2, until="2010-02-06")), False),
            ("2010-02-05", nothing, False),
            ("2010-02-06", nothing, True),
            ("2010-02-07", records(Person(id="p-3"), acting(3)), False),
            ("2010-02-08", lambda one, on: one.amend("assignment", "a-3", {"person": "p-1"}, on=on), True),
            ("2010-02-09", leaves("c-1", "credential"), False),
        ],
    ),
    "what somebody has lapses": (
        CLEARED,
        [
            ("2010-02-01", records(Person(id="p-1"), acting(1), cleared(1, until="2010-02-10")), True),
            ("2010-02-09", nothing, True),
            ("2010-02-10", nothing, False),
        ],
    ),
    "what will be valid on a day to come is not known before its own day": (
        "coverage: {each: days, has: {from: credentials, on: $it.planned}}",
        [
            ("2010-02-05", plans_ahead, False),
            ("2010-02-09", nothing, False),
            ("2010-02-10", nothing, True),
        ],
    ),
    "whoever was named by mistake is asked nothing": (
        "coverage: {each: {from: parties, where: {sector: ngo}}, has: {from: needs, where: {institution: $it}}}",
        [
            ("2010-02-01", both(joins("bank", "business"), joins("aid"), joins("care"), joins("shop")), False),
            ("2010-02-02", records(Need(id="n-1", institution="care", what=Text.of("Chess"))), False),
            ("2010-02-03", signs("care", "bank"), True),
            ("2010-02-04", signs("aid", "shop"), False),
            ("2010-02-05", mistaken, True),
        ],
    ),
    "nobody knows of two, and one of them goes": (
        NEEDS,
        [
            ("2010-02-01", joins("aid"), False),
            ("2010-02-02", joins("bank", "business"), False),
            ("2010-02-03", leaves("bank"), False),
            ("2010-02-04", joins("care"), False),
            ("2010-02-05", records(Need(id="n-1", institution="care", what=Text.of("Chess"))), False),
            ("2010-02-06", leaves("aid"), True),
        ],
    ),
}


def refused(programme: Programme, on: dt.date) -> tuple[Finding, ...]:
    """Why no stage is opened on a day; nothing where one would be."""
    try:
        programme.propose(Advance(on=on))
    except NotReady as refusal:
        return refusal.findings
    return ()


@pytest.mark.parametrize("check, story", [pytest.param(*story, id=name) for name, story in STORIES.items()])
def test_a_writer_who_asks_again_is_told_what_one_who_asks_first_is_told(check: str, story: Story) -> None:
    """He goes forward day by day and asks after each entry; the other takes the ledger up anew each time."""
    programme = Programme.start(small_law(GATE.format(check=check)), id="x", region="RU-SMO", on=day("2010-01-01"))
    for on, act, opens in story:
        act(programme, day(on))
        found = refused(programme, day(on))
        assert (not found) is opens, on
        assert found == refused(told(programme), day(on)), on
        assert refused(programme, day(on)) == found, on


def test_a_question_about_a_day_far_ahead_spoils_none_of_the_days_before_it() -> None:
    """However many are asked afterwards, and in whatever order they come."""
    programme = Programme.start(small_law(GATE.format(check=NGOS)), id="x", region="RU-SMO", on=day("2010-01-01"))
    joins("aid")(programme, day("2010-02-01"))
    leaves("aid")(programme, day("2010-06-01"))
    assert refused(programme, day("2206-02-01"))
    for number in range(200):
        assert not refused(programme, day("2010-05-01") + dt.timedelta(days=number % 30)), number
    assert refused(programme, day("2010-06-01"))


def test_a_list_that_was_looked_into_while_an_entry_was_written_has_that_entry_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A reader began before it and was done after it; the writer goes on with what he found."""
    programme = Programme.start(small_law(GATE.format(check=NGOS)), id="x", region="RU-SMO", on=day("2010-01-01"))
    joins("bank", "business")(programme, day("2010-02-01"))
    fill, to_come = Tables._fill, ["aid"]

    def slowly(self: Tables, spec: AnySpec, ctx: Context, base: int, upto: int) -> Table:
        table = fill(self, spec, ctx, base, upto)
        while to_come:
            joins(to_come.pop())(programme, day("2010-02-02"))
        return table

    monkeypatch.setattr(Tables, "_fill", slowly)
    assert programme.as_of(ON).statuses()["R"] == "unsatisfied"
    monkeypatch.undo()
    assert "aid" in {one.id for one in programme.as_of(ON).records("partner")}
    joins("shop", "business")(programme, day("2010-02-03"))
    assert programme.as_of(ON).statuses()["R"] == "satisfied"
    assert not refused(programme, ON)
