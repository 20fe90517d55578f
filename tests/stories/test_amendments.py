"""An amendment in force changes what the agreement says, for every rule that reads it, until it is ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from partnership.errors import NotLawful
from partnership.programme import Programme
from partnership.reading import read_yaml
from partnership.records import Amendment
from partnership.testing.reference import ReferenceEvaluator
from partnership.values import Text
from tests.small import SMALL, day, partner, running_under, small_law

LAW = SMALL.replace(
    "    cadence:\n",
    """    - {id: R9, title: It says how to leave, count: {of: {from: agreements, where: {clauses: {has: exit}}}}}
    - id: R10
      title: Each party has signed what binds it
      owed_by: $it
      signed: {type: cooperation_agreement, by: parties, clauses: [exit]}
    - {id: R11, title: So it has been for a month, count: {of: {from: agreements, where: {changed: {max_age: P1M}}}}}
    cadence:
""",
).replace(
    "while_suspended",
    "- {id: R12, act: {record: agreement}, title: T, count: {of: partners, min: 2}}\nwhile_suspended",
)
JUDGE = ReferenceEvaluator(read_yaml(LAW.encode(), "law.yaml").value)


def running() -> Programme:
    """The agreement of the bank and the aid, with exit and roles, signed by both, in force until June."""
    return running_under(small_law(LAW))


def amendment(id_: str = "m", **said: Any) -> Amendment:
    return Amendment(id=id_, agreement="agr", what=Text.of("what is agreed"), **said)


def status(programme: Programme, name: str, on: str) -> str:
    """What one rule says on a day: by the engine, which has kept it, by one that begins anew, and by the judge."""
    snapshot = programme.as_of(day(on))
    told = dict(snapshot.statuses())
    anew = Programme.from_entries(programme.template, list(programme.entries))
    assert told == dict(anew.as_of(day(on)).statuses()) == dict(JUDGE.statuses(programme.entries, day(on)))
    return told[name]


def agreement(programme: Programme, on: str) -> Any:
    """The agreement as it stands on a day, which the judge sees likewise; None where it is not in force."""
    found = {row.id: row for row in programme.as_of(day(on)).records("agreement")}.get("agr")
    (seen,) = JUDGE.rows(programme.entries, "agreements", day(on)) or [None]
    assert found == seen
    return found


def test_a_clause_that_is_taken_out_is_not_there_from_that_day_on() -> None:
    programme = running()
    programme.record(amendment(clauses_removed=("exit",)), on=day("2010-03-01"))
    assert agreement(programme, "2010-02-28").clauses == ("exit", "roles")
    assert agreement(programme, "2010-03-01").clauses == ("roles",)
    for rule in ("R9", "R10"):
        assert status(programme, rule, "2010-02-28") == "satisfied"
        assert status(programme, rule, "2010-03-01") == "unsatisfied"
    assert programme.as_of(day("2010-03-01")).suspension is not None


def test_a_clause_that_is_added_is_there_for_those_who_signed_before() -> None:
    programme = running()
    programme.amend("agreement", "agr", {"clauses": ["roles"]}, on=day("2010-02-02"))
    programme.record(amendment(clauses_added=("exit",)), on=day("2010-03-01"))
    assert status(programme, "R10", "2010-02-28") == "unsatisfied"
    assert status(programme, "R10", "2010-03-01") == "satisfied"


def test_whoever_joins_by_an_amendment_owes_a_signature() -> None:
    programme = running()
    programme.record(partner("shop"), on=day("2010-02-20"))
    programme.record(amendment(parties_added=("shop",)), on=day("2010-03-01"))
    assert status(programme, "R10", "2010-03-01") == "unsatisfied"
    assert (
        programme.as_of(day("2010-03-01")).lacking("R10")
        == {"shop"}
        == JUDGE.lacking(programme.entries, day("2010-03-01"), "R10")
    )


def test_whoever_is_released_by_an_amendment_is_no_party_and_stays_counted() -> None:
    """A roster is left by a handover only; the signature no longer binds."""
    programme = running()
    programme.record(partner("shop"), on=day("2010-02-20"))
    programme.record(amendment(parties_removed=("aid",), parties_added=("shop",)), on=day("2010-03-01"))
    assert agreement(programme, "2010-03-01").parties == ("bank", "shop")
    assert programme.as_of(day("2010-03-01")).lacking("R10") == {"aid", "shop"}
    assert JUDGE.roster(programme.entries, "parties", day("2010-03-01")) == {"aid", "bank", "shop"}


@pytest.mark.parametrize(
    "until, on, expected", [("2011-01-01", "2010-06-01", True), ("2010-04-01", "2010-04-01", False)]
)
def test_a_term_is_the_one_that_was_agreed_last(until: str, on: str, *, expected: bool) -> None:
    programme = running()
    assert (agreement(programme, on) is not None) is not expected
    programme.record(amendment(new_valid_to=day(until)), on=day("2010-03-01"))
    assert (agreement(programme, on) is not None) is expected
    assert status(programme, "R4", on) == ("satisfied" if expected else "unsatisfied")


def test_an_amendment_that_is_ended_or_withdrawn_or_changed_no_longer_says_it() -> None:
    programme = running()
    programme.record(amendment(clauses_removed=("exit",)), on=day("2010-03-01"))
    taken = programme.entries[-1].seq
    programme.record(amendment("n", clauses_removed=("roles",)), on=day("2010-03-02"))
    programme.end("amendment", "n", on=day("2010-03-05"), reason="void")
    assert [agreement(programme, f"2010-03-0{on}").clauses for on in (1, 2, 4, 5)] == [("roles",), (), (), ("roles",)]
    programme.amend("amendment", "m", {"clauses_removed": ["roles"]}, on=day("2010-03-07"))
    assert agreement(programme, "2010-03-07").clauses == ("exit",)
    assert status(programme, "R9", "2010-03-07") == "satisfied"
    programme.withdraw(taken, on=day("2010-03-08"), reason="a slip")
    assert [agreement(programme, f"2010-03-0{on}").clauses for on in (1, 3, 7)] == [
        ("exit", "roles"),
        ("exit",),
        ("exit", "roles"),
    ]


def test_amendments_count_in_the_order_of_their_days_whenever_they_are_written_down() -> None:
    programme = running()
    programme.record(amendment("n", clauses_added=("exit",)), on=day("2010-03-09"))
    programme.record(amendment("m", clauses_removed=("exit",)), on=day("2010-03-02"), recorded=dt.date(2010, 3, 10))
    assert "exit" not in agreement(programme, "2010-03-08").clauses
    assert agreement(programme, "2010-03-09").clauses == ("roles", "exit")


def test_to_correct_the_text_of_an_agreement_takes_no_amendment_back() -> None:
    programme = running()
    programme.record(amendment(clauses_removed=("exit",)), on=day("2010-03-01"))
    programme.amend("agreement", "agr", {"legal_bases": []}, on=day("2010-03-03"))
    programme.amend("agreement", "agr", {"clauses": ["exit"]}, on=day("2010-03-04"))
    assert agreement(programme, "2010-03-04").clauses == ()


def test_an_agreement_is_as_old_as_what_an_amendment_made_of_it() -> None:
    """A note on an amendment makes it no newer."""
    programme = running()
    programme.record(amendment(clauses_removed=("roles",)), on=day("2010-03-01"))
    programme.amend("amendment", "m", {"note": {"en": "a note"}}, on=day("2010-03-20"))
    assert [status(programme, "R11", on) for on in ("2010-02-20", "2010-04-01", "2010-04-02")] == [
        *("unsatisfied", "satisfied", "unsatisfied"),
    ]


def test_an_agreement_of_one_party_is_none() -> None:
    """What would come of it is told as of any change; nothing has changed."""
    programme = running()
    length = len(programme.entries)
    asked = amendment(parties_removed=("aid",))
    with pytest.raises(NotLawful) as refused:
        programme.record(asked, on=day("2010-03-01"))
    assert {finding.code for finding in refused.value.findings} == {"bad_change"}
    assert len(programme.entries) == length


def test_a_guard_of_agreements_is_asked_of_what_an_amendment_makes_of_them() -> None:
    programme = running()
    programme.end("partner", "aid", on=day("2010-02-20"), reason="gone")
    with pytest.raises(NotLawful) as refused:
        programme.record(amendment(clauses_removed=("roles",)), on=day("2010-03-01"))
    assert {finding.requirement for finding in refused.value.findings} == {"R12"}
