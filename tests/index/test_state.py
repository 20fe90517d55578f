"""A state is a value; its day is an input."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.entries import Ended, Recorded
from partnership.evaluation import View, tie_counts
from partnership.index import State, evolve
from partnership.records import Credential, Partner, Person, Tie
from partnership.values import Text, as_moment, canonical_json
from tests.small import day, partner, running, signed


def test_an_earlier_state_answers_as_it_did_after_the_programme_has_gone_on() -> None:
    """Evolving a state leaves the state that was given as it was."""
    programme = signed()
    before, digest = programme.state, programme.digest()
    programme.advance("agreeing", on=day("2010-01-25"))
    programme.record(partner("late"), on=day("2010-01-26"))
    assert before.get("partner", "late") is None
    assert before.digest() == digest
    assert programme.state.get("partner", "late") is not None


def test_two_histories_may_branch_from_one_state() -> None:
    """Going on twice from one state gives two histories that know nothing of each other."""
    state = signed().state
    entries = [
        Recorded(
            seq=state.length + 1, date=day("2010-02-01"), recorded=as_moment(day("2010-02-01")), record=partner(one)
        )
        for one in ("east", "west")
    ]
    east, west = evolve(state, entries[0]), evolve(state, entries[1])
    assert (east.get("partner", "east"), east.get("partner", "west")) == (entries[0].record, None)
    assert (west.get("partner", "west"), west.get("partner", "east")) == (entries[1].record, None)


def test_a_credential_lapses_on_its_own_day() -> None:
    """A record is in force from its first day up to, not including, the last one it names."""
    programme = signed()
    programme.record(
        Credential(id="c", person="p-1", type="clearance", valid_from=day("2010-02-01"), valid_to=day("2010-03-01")),
        on=day("2010-01-25"),
    )
    state = programme.state
    in_force = [
        text
        for text in ("2010-01-31", "2010-02-01", "2010-02-28", "2010-03-01")
        if state.get("credential", "c", day(text))
    ]
    assert in_force == ["2010-02-01", "2010-02-28"]


def test_an_amendment_written_down_late_keeps_later_amendments_of_other_fields() -> None:
    """Amendments are folded in the order of their days, field by field."""
    programme = signed()
    programme.amend("partner", "bank", {"place": "Smolensk"}, on=day("2010-03-01"))
    programme.amend("partner", "bank", {"place": "Vyazma", "experience_years": 3}, on=day("2010-02-01"))
    shown = []
    for text in ("2010-01-31", "2010-02-15", "2010-03-15"):
        bank = programme.as_of(day(text)).get("partner", "bank")
        assert isinstance(bank, Partner)
        shown.append((bank.place, bank.experience_years))
    assert shown == [(None, None), ("Vyazma", 3), ("Smolensk", 3)]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 400), max_size=8))
def test_looking_at_any_day_in_any_order_gives_what_a_fresh_fold_gives(offsets: list[int]) -> None:
    """The cursor may go to and fro: what stands on a day does not depend on where it came from."""
    programme = running()
    first = programme.entries[0].date
    for offset in offsets:
        on = first.fromordinal(first.toordinal() + offset)
        fresh = State.of([entry for entry in programme.entries if entry.date <= on])
        assert programme.state.canonical(on) == fresh.canonical(on)


def test_the_canonical_state_is_plain_json_and_sorted() -> None:
    """The digest stands on bytes that any machine would write."""
    canonical = running().state.canonical()
    assert json.loads(canonical_json(canonical)) == canonical
    assert list(canonical["records"]) == sorted(canonical["records"])  # type: ignore[call-overload] # a mapping


def test_ties_begin_and_end_with_the_records_that_imply_them() -> None:
    """A declared tie of persons ties their partners for as long as it is in force."""
    programme = signed()
    programme.record(Person(id="p-2", partner="bank"), on=day("2010-02-01"))
    recorded = as_moment(day("2010-02-03"))
    tie = Tie(id="t", between=("p-1", "p-2"), type="works_with")
    state = evolve(
        programme.state, Recorded(seq=programme.state.length + 1, date=day("2010-02-03"), recorded=recorded, record=tie)
    )

    def ties(of: State, on: str) -> dict[tuple[str, str], int]:
        return tie_counts(View(programme.template, of, day(on)).context())

    assert ties(state, "2010-02-03") == {("aid", "bank"): 1}
    ended = Ended(
        seq=state.length + 1,
        date=day("2010-02-10"),
        recorded=as_moment(day("2010-02-10")),
        kind="tie",
        id="t",
        reason=Text.of("over"),
    )
    after = evolve(state, ended)
    assert ties(after, "2010-02-10") == {}
    assert ties(after, "2010-02-05") == ties(state, "2010-02-10") == {("aid", "bank"): 1}
