"""Answers that are kept are those of whoever asks for the first time."""

from __future__ import annotations

import datetime as dt

import pytest

from partnership.errors import NotLawful, NotReady
from partnership.programme import Programme
from partnership.records import Agreement, Assignment, Interest, Need, Person
from partnership.values import Text
from tests.small import SMALL, day, partner, running, small_law

R9 = "{id: R9, title: {en: Interests meet, ru: Интересы сходятся}, mutual_interest: {rule: shared, k: 2}}"
MEETING = SMALL.replace("    - {id: R6,", f"    - {R9}\n    - {{id: R6,") + (
    "outcomes: [{id: O1, title: {en: Ready, ru: Готовы}, beneficiary: pupils}]\n"
)
ON = day("2010-03-10")


def told(programme: Programme) -> Programme:
    """The same entries, taken up by somebody who has asked nothing yet."""
    return Programme.from_entries(programme.template, list(programme.entries))


def status(programme: Programme, on: dt.date) -> str:
    return programme.as_of(on).statuses()["R9"]


def test_what_is_counted_through_a_partner_is_looked_at_again_when_he_leaves() -> None:
    """Two sectors want one outcome, and one of them leaves; all of it was written down before anybody asked."""
    law = small_law(MEETING)
    first, *others = running().entries
    programme = Programme.from_entries(law, [first.model_copy(update={"digest": law.digest}), *others])
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
    law = small_law(SMALL.replace("    - {id: R6,", f"    - {{id: R9, title: T, {rule}}}\n    - {{id: R6,"))
    programme = Programme.start(law, id="x", region="RU-SMO", on=day("2010-01-01"))
    assert status(programme, ON) == "unknown"
    programme.record(partner("bank"), on=day("2010-01-02"))
    assert status(programme, ON) == status(told(programme), ON) == "satisfied"


def test_whoever_no_longer_is_what_a_rule_asks_about_lacks_nothing_under_it() -> None:
    """A business that has not signed turns out to be none, after a move was refused for its sake."""
    rule = (
        "coverage: {each: {from: partners, where: {sector: business}}, has: {from: signatures, where: {partner: $it}}}"
    )
    law = small_law(SMALL.replace("    - {id: R6,", f"    - {{id: R9, title: T, {rule}}}\n    - {{id: R6,"))
    first, *others = running().entries
    programme = Programme.from_entries(law, [first.model_copy(update={"digest": law.digest}), *others])
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
    first, *others = running().entries
    programme = Programme.from_entries(law, [first.model_copy(update={"digest": law.digest}), *others])
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
