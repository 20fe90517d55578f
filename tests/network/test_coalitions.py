"""Who together could keep a body from deciding, under its own rules."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.network.measures.coalitions import banzhaf, blocking_coalitions
from partnership.records import Decision, RulesOfProcedure
from partnership.values import Duration
from tests.network.lawful import seated
from tests.network.pilot import on
from tests.small import day


def ruled(
    seats: Mapping[str, int],
    quorum: str = "0.5",
    majority: str = "0.501",
    state: Literal["draft", "adopted"] = "adopted",
) -> View:
    """A body with these seats and these rules."""
    programme = seated(seats)
    rules = RulesOfProcedure(
        id="rules",
        body="wg",
        quorum=Decimal(quorum),
        majority=Decimal(majority),
        every=Duration.parse("P30D"),
        state=state,
    )
    programme.record(rules, on=day("2010-01-04"))
    return programme.snapshot


# --- against those who try everything --------------------------------------------------------------------------------


def decision(seats: Mapping[str, int], present: frozenset[str], favour: frozenset[str]) -> Decision:
    """What is written down when these have come, and these of them are in favour."""
    return Decision(
        id="d",
        matter="other",
        members=sum(seats.values()),
        present=sum(seats[each] for each in present),
        votes_for=sum(seats[each] for each in favour),
    )


def minimal(seats: Mapping[str, int], blocks: Callable[[frozenset[str]], bool]) -> set[frozenset[str]]:
    every = [frozenset(each) for size in range(1, len(seats) + 1) for each in combinations(seats, size)]
    able = {each for each in every if blocks(each)}
    return {each for each in able if not any(each - {one} in able for one in each)}


SHARES = st.sampled_from(["0", "0.25", "0.3333", "0.333334", "0.5", "0.501", "0.6666", "0.666667", "0.75", "1"])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), SHARES, SHARES)
def test_coalitions_are_those_that_the_record_of_a_decision_turns_down(
    counts: list[int], quorum: str, majority: str
) -> None:
    seats = {f"p{number}": count for number, count in enumerate(counts) if count}
    found = blocking_coalitions(ruled({f"p{n}": count for n, count in enumerate(counts)}, quorum, majority), most=999)
    if not seats:
        assert found.value is None
        return
    everybody = frozenset(seats)

    def absent(who: frozenset[str]) -> bool:
        attendance = decision(seats, everybody - who, frozenset()).attendance
        return attendance is not None and attendance < Decimal(quorum)

    def against(who: frozenset[str]) -> bool:
        share = decision(seats, everybody, everybody - who).share_for
        return share is not None and share < Decimal(majority)

    sizes = []
    for way, blocks in ((found.by_absence, absent), (found.by_vote, against)):
        assert way is not None
        judged = minimal(seats, blocks)
        assert {frozenset(each) for each in way.coalitions} == judged
        assert way.count == len(judged)
        assert way.size == min(map(len, judged), default=None)
        assert {frozenset((each,)) for each in way.vetoes} == {each for each in judged if len(each) == 1}
        sizes += [] if way.size is None else [way.size]
    assert found.value == min(sizes, default=None)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 4), min_size=1), st.integers(0, 12))
def test_power_is_the_share_of_swings(seats: dict[str, int], needed: int) -> None:
    def wins(who: frozenset[str]) -> bool:
        return sum(seats[each] for each in who) >= needed

    every = [frozenset(each) for size in range(len(seats) + 1) for each in combinations(seats, size)]
    swings = {one: sum(wins(each) and not wins(each - {one}) for each in every) for one in seats}
    total = sum(swings.values())
    assert banzhaf(seats, needed) == ({one: Fraction(count, total) for one, count in swings.items()} if total else None)


def test_the_power_of_a_known_game() -> None:
    """Seats 4, 2, 1 with five needed: swings 3, 1, 1 (Banzhaf, J. F., 1965: power is no share of seats)."""
    assert banzhaf({"a": 4, "b": 2, "c": 1}, 5) == {"a": Fraction(3, 5), "b": Fraction(1, 5), "c": Fraction(1, 5)}


# --- in a small programme --------------------------------------------------------------------------------------------


def test_where_all_have_one_seat_any_so_many_block() -> None:
    found = blocking_coalitions(ruled(dict.fromkeys("abcd", 1)), most=2)
    assert found.value == 2
    assert found.by_absence is not None
    assert found.by_vote is not None
    assert (found.by_absence.size, found.by_absence.count) == (3, 4)
    assert (found.by_vote.size, found.by_vote.count) == (2, 6)
    assert found.by_vote.coalitions == (("a", "b"), ("a", "c"))
    assert found.at_quorum == 1
    assert found.power is None
    assert found.text("en") == (
        '"Working group" has 4 seats: a quorum (50 %) is 2 present, and when all are there a decision (50.1 %) takes 3 '
        "in favour. Any 3 of 4 can block a decision by staying away. Any 2 of 4 can block a decision by not voting in "
        "favour. Where only 2 have come, 1 against is enough. Nobody can block alone."
    )


def test_where_all_must_agree_each_has_a_veto() -> None:
    found = blocking_coalitions(ruled({"a": 1, "b": 1}, majority="1"))
    assert found.value == 1
    assert found.by_vote is not None
    assert found.by_vote.vetoes == ("a", "b")
    assert found.text("ru").endswith("Могут заблокировать решение в одиночку: A, B.")


def test_where_nothing_is_asked_nobody_can_block() -> None:
    found = blocking_coalitions(ruled({"a": 1, "b": 2}, quorum="0", majority="0"))
    assert found.value is None
    assert found.by_vote is not None
    assert (found.by_vote.size, found.by_vote.count, found.by_vote.coalitions) == (None, 0, ())
    assert found.power is None
    assert "Nobody can block a decision by staying away." in found.text()


def test_members_of_several_seats_are_weighed() -> None:
    found = blocking_coalitions(ruled({"a": 3, "b": 1, "c": 1}))
    assert found.seats == {"a": 3, "b": 1, "c": 1}
    assert found.by_absence is not None
    assert found.by_absence.coalitions == (("a",),)
    assert found.power == {"a": Fraction(1), "b": Fraction(0), "c": Fraction(0)}
    assert "Can block alone: A." in found.text()


def test_without_adopted_rules_nobody_can_tell() -> None:
    found = blocking_coalitions(ruled({"a": 1}, state="draft"))
    assert (found.value, found.by_vote, found.by_absence) == (None, None, None)
    assert "has no adopted rules of procedure" in found.text("en")
    assert "нет принятого регламента" in found.text("ru")


def test_of_several_rules_the_latest_count() -> None:
    snapshot = ruled({"a": 1, "b": 1})
    programme = seated({"a": 1, "b": 1})
    for number, majority in enumerate(("1", "0.5")):
        rules = RulesOfProcedure(
            id=f"rules-{2 - number}",
            body="wg",
            quorum=Decimal("0.5"),
            majority=Decimal(majority),
            every=Duration.parse("P30D"),
            state="adopted",
        )
        programme.record(rules, on=day(f"2010-01-0{4 + number}"))
    assert blocking_coalitions(programme.snapshot).parameters["majority"] == Decimal("0.5")
    assert blocking_coalitions(snapshot).parameters["majority"] == Decimal("0.501")


def test_a_body_in_which_nobody_sits_blocks_nothing() -> None:
    assert blocking_coalitions(ruled({"a": 0})).text() == 'Nobody sits in "Working group" yet.'


def test_a_body_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'wg'"):
        blocking_coalitions(ruled({"a": 1}), body="wgg")


# --- the pilot -------------------------------------------------------------------------------------------------------


def test_in_the_pilot_no_side_could_block_alone_but_two_could() -> None:
    found = blocking_coalitions(on("2011-12-31"), unit="sector")
    assert found.seats == {"government": 3, "business": 2, "ngo": 3, "childrens_institution": 4}
    assert found.value == 2
    assert found.power is not None
    assert found.power["childrens_institution"] == Fraction(5, 12)


def test_in_the_pilot_the_state_had_a_majority_if_its_institutions_are_counted_with_it() -> None:
    found = blocking_coalitions(on("2011-12-31"), unit="counts_as")
    assert found.power == {"government": Fraction(1), "business": Fraction(0), "ngo": Fraction(0)}
    assert found.value == 1


def test_in_the_pilot_before_the_rules_nobody_could_tell() -> None:
    assert blocking_coalitions(on("2009-08-10")).value is None
    assert blocking_coalitions(on("2009-08-18")).value == 6
