"""Who was present, who voted, and what follows from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from partnership.errors import InputError, UnknownName
from partnership.records import (
    Agreement,
    Assignment,
    Credential,
    Decision,
    Meeting,
    Objection,
    Person,
    Team,
    Tie,
    amended,
    is_in_force,
    parse_record,
)


def test_attendance_and_votes_are_exact_shares() -> None:
    """Nine of eleven present, all nine in favour."""
    chair = Decision(id="d-chair", matter="chair", body="wg", present=9, members=11, votes_for=9)
    assert chair.attendance == Decimal("0.818181818181")
    assert chair.share_for == Decimal(1)
    assert chair.share_against is None


def test_rounding_never_lifts_a_vote_over_its_threshold() -> None:
    """Two of three are less than 0.6667."""
    decision = Decision(id="d", matter="m", present=3, members=6, votes_for=2, votes_against=1)
    assert decision.share_for == Decimal("0.666666666666")
    assert decision.attendance == Decimal("0.5")


def test_where_nobody_was_counted_there_is_no_share() -> None:
    """No data is no quorum, and no failure either."""
    assert Meeting(id="m", body="wg", type="organisational", state="held").attendance is None
    assert Meeting(id="m", body="wg", type="organisational", state="held", present=0, members=0).attendance is None
    assert Decision(id="d", matter="m", present=0, votes_for=0).share_for is None


@pytest.mark.parametrize(
    "counts",
    [
        {"present": 12, "members": 11},
        {"present": 5, "votes_for": 6},
        {"present": 5, "votes_for": 3, "votes_against": 3},
        {"members": 2, "votes_for": 9},
        {"present": 5, "votes_for": 3, "votes_against": 1, "votes_abstained": 2},
        {"meeting": "m-1", "procedure": "written"},
        {"members": 3, "votes_for": 2, "votes_against": 2},
        {"present": -1},
    ],
    ids=[
        "more present than members",
        "more votes than present",
        "more votes on both sides",
        "more votes than members",
        "more votes than present, abstentions counted",
        "a meeting without a meeting",
        "more votes on both sides than members",
        "less than nobody",
    ],
)
def test_counts_that_contradict_each_other_are_refused(counts: dict[str, int]) -> None:
    """More votes than voters is a slip of the pen."""
    with pytest.raises(ValidationError):
        parse_record("decision", {"id": "d", "matter": "m", **counts})


def test_a_vote_is_a_share_of_those_present_of_the_votes_or_of_all_members() -> None:
    """Five for, three against, two abstentions: ten of the twelve members."""
    vote = Decision(id="d", matter="m", members=12, present=10, votes_for=5, votes_against=3, votes_abstained=2)
    assert (vote.share_for, vote.share_of_ballots, vote.share_of_votes) == (
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal("0.625"),
    )
    assert vote.share_of_members == Decimal("0.416666666666")


def test_a_share_of_votes_that_were_not_counted_is_no_share() -> None:
    """Who did not count those against does not know the share of the votes."""
    vote = Decision(id="d", matter="m", members=12, present=10, votes_for=5)
    assert (vote.share_of_votes, vote.share_of_ballots, vote.share_for) == (None, None, Decimal("0.5"))


def test_an_objection_is_to_one_thing_and_by_somebody() -> None:
    """To a proposal before it is decided, or to a decision; a partner's or a person's."""
    assert Objection(id="o", proposal="p", partner="bank").state == "open"
    for fields in ({"partner": "bank"}, {"proposal": "p", "decision": "d", "partner": "bank"}, {"decision": "d"}):
        with pytest.raises(ValidationError):
            Objection.model_validate({"id": "o", **fields})


def test_a_role_has_a_holder() -> None:
    """A person, a partner, or both; never nobody."""
    assert Assignment(id="a", role="chair", person="p1").partner is None
    assert Assignment(id="a", role="funder", partner="foundation").person is None
    with pytest.raises(ValidationError, match="person or a partner"):
        Assignment(id="a", role="chair")


def test_a_term_ends_after_it_begins() -> None:
    """[2009-02-02, 2009-02-02) holds no day."""
    day = date(2009, 2, 2)
    with pytest.raises(ValidationError):
        Assignment(id="a", role="chair", person="p", valid_from=day, valid_to=day)
    term = Assignment(id="a", role="chair", person="p", valid_from=day, valid_to=date(2009, 2, 4))
    assert [is_in_force(term, date(2009, 2, d)) for d in (1, 2, 3, 4)] == [False, True, True, False]
    assert is_in_force(Person(id="p"), day)


def test_an_agreement_has_two_parties_and_a_tie_two_ends() -> None:
    """Nobody agrees with himself alone."""
    with pytest.raises(ValidationError):
        Agreement(id="a", type="cooperation_agreement", parties=("uralsib",))
    with pytest.raises(ValidationError):
        Agreement(id="a", type="cooperation_agreement", parties=("uralsib", "uralsib"))
    for between in ((), ("a",), ("a", "a"), ("a", "b", "c")):
        with pytest.raises(ValidationError):
            Tie(id="t", between=between, type="supervises")


def test_a_paper_is_not_verified_before_it_was_issued() -> None:
    """Issue and verification are two days, in this order."""
    with pytest.raises(ValidationError):
        Credential(id="c", person="p", type="t", issued=date(2010, 2, 2), verified=date(2010, 2, 1))
    seen = Credential(id="c", person="p", type="t", issued=date(2010, 2, 2), verified=date(2010, 2, 2))
    assert seen.verified == seen.issued


def test_a_couple_counts_as_one_household() -> None:
    """Unrelated persons are told apart by household, or by themselves."""
    assert Person(id="p1", household="h1").household_or_id == "h1"
    assert Person(id="p2").household_or_id == "p2"


def test_a_team_is_mixed_from_two_age_groups_on() -> None:
    """Where no age group is told, nothing is said."""

    def team(*ages: str) -> Team:
        return Team.model_validate({"id": "t", "name": "A", "purpose": "mixed_age", "age_groups": ages})

    assert [team().mixed, team("11-13").mixed, team("11-13", "adults").mixed] == [None, False, True]


def test_amending_gives_another_record_checked_anew() -> None:
    """Dates come as an entry keeps them, in text; what becomes contradictory is refused."""
    role = Assignment(id="a", role="chair", person="p", valid_from=date(2009, 2, 2))
    ended = amended(role, {"valid_to": "2010-02-02"})
    assert (ended.valid_to, role.valid_to) == (date(2010, 2, 2), None)
    assert amended(ended, {"valid_to": None}) == role
    assert amended(role, {"valid_to": date(2010, 2, 2)}) == ended
    for changes in ({"valid_to": "2009-01-01"}, {"person": None}, {"unknown": 1}, {"role": 5}):
        with pytest.raises(ValidationError):
            amended(role, changes)
    for fixed in ("id", "kind"):
        with pytest.raises(InputError, match=fixed):
            amended(role, {fixed: "x"})


def test_a_kind_that_does_not_exist_is_answered_with_the_nearest() -> None:
    """The name of nothing is told apart from a fault in a record."""
    with pytest.raises(UnknownName, match="did you mean 'partner'"):
        parse_record("partnr", {})
