"""A state is a value; its day is an input."""

from __future__ import annotations

import copy
import datetime as dt
import json
import multiprocessing
import pickle
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.acts import Amended, AnyEntry, Ended, Recorded, Started, Withdrawn
from partnership.errors import LedgerError
from partnership.evaluation import View, tie_counts
from partnership.index import State, evolve
from partnership.programme import Programme
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


def test_a_history_tells_up_to_the_latest_day_of_an_entry_whichever_was_written_last() -> None:
    """Late paperwork does not take the programme back to its day."""
    programme = running()
    latest = programme.state.horizon
    programme.record(partner("late"), on=day("2010-01-05"), recorded=day("2010-03-01"))
    assert programme.state.horizon == programme.snapshot.date == latest == day("2010-02-01")
    programme.record(partner("later"), on=day("2010-02-05"), recorded=day("2010-03-01"))
    assert programme.state.horizon == day("2010-02-05")


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
    """What stands on a day does not depend on which days were asked before."""
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


# --- told apart by its entries, and sent about -----------------------------------------------------------------------

SENT: list[Callable[[Any], Any]] = [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]  # noqa: S301 - our own bytes
HOW = ("copied", "copied deeply", "pickled")


def told_again(programme: Programme) -> State:
    """The same entries, made anew and folded by somebody else."""
    return State.of([entry.model_copy() for entry in programme.entries])


@pytest.mark.parametrize("send", SENT, ids=HOW)
def test_a_state_that_is_sent_says_the_same_and_goes_on_by_itself(send: Callable[[State], State]) -> None:
    """It is folded from its entries again; what is written on one side is unknown on the other."""
    programme = running()
    sent = send(programme.state)
    assert (sent, hash(sent), sent.digest()) == (programme.state, hash(programme.state), programme.digest())
    programme.record(partner("late"), on=day("2010-02-02"))
    assert sent.get("partner", "late") is None
    assert sent != programme.state


@pytest.mark.parametrize("send", SENT, ids=HOW)
def test_a_view_that_is_sent_is_the_same_day_of_the_same_entries(send: Callable[[View], View]) -> None:
    """Under the same law, with the same bill."""
    view = signed().as_of(day("2010-02-01"))
    sent = send(view)
    assert (sent, hash(sent)) == (view, hash(view))
    assert (sent.missing(), sent.statuses(), sent.digest()) == (view.missing(), view.statuses(), view.digest())


@pytest.mark.parametrize("send", SENT, ids=HOW)
def test_a_programme_that_is_sent_is_another_one_with_the_same_entries(send: Callable[[Programme], Programme]) -> None:
    """Both go on, and neither knows of it."""
    programme = running()
    sent = send(programme)
    assert (sent.entries, sent.templates, sent.digest()) == (programme.entries, programme.templates, programme.digest())
    programme.record(partner("here"), on=day("2010-02-02"))
    sent.record(partner("there"), on=day("2010-02-02"))
    for one, other, id_ in ((programme, sent, "here"), (sent, programme, "there")):
        assert one.state.get("partner", id_) is not None
        assert other.state.get("partner", id_) is None
        assert one.state == told_again(one)


def bill_of(view: View) -> tuple[str, list[str], str]:
    """What another process finds."""
    return view.stage, [one.text("ru") for one in view.missing()], view.digest()


def length_of(programme: Programme) -> int:
    """What another process finds after it has gone on."""
    programme.record(partner("there"), on=day("2010-03-01"))
    return len(programme.entries)


def test_another_process_finds_the_same() -> None:
    """Begun anew, with nothing in common but the bytes that were sent."""
    programme = running()
    view = programme.as_of(day("2010-03-01"))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(bill_of, view).result(timeout=60) == bill_of(view)
        assert pool.submit(length_of, programme).result(timeout=60) == len(programme.entries) + 1
    assert programme.state.get("partner", "there") is None


def test_states_are_told_apart_by_their_entries_alone() -> None:
    """Whoever folded them, and however much is written behind them."""
    programme = running()
    state, again = programme.state, told_again(programme)
    assert (state, hash(state)) == (again, hash(again))
    programme.record(partner("late"), on=day("2010-02-02"))
    assert state == again
    assert programme.state != state
    assert State(programme.state.index, state.length) == state
    assert len({state, again, programme.state}) == 2
    assert state != "a state"


# --- the entries are looked at ---------------------------------------------------------------------------------------


def test_the_entries_of_a_programme_are_looked_at_and_not_copied() -> None:
    """To ask for their number costs the same however many there are, and for the last of them."""
    programme = running()
    entries = programme.entries
    assert sys.getsizeof(entries) < 200
    assert (entries[-1], entries[0]) == (programme.state.last, programme.state.started)
    with pytest.raises(TypeError):
        hash(entries)


def test_entries_that_were_asked_for_stay_those_when_more_are_written() -> None:
    """A view of so many of them."""
    programme = running()
    before = programme.entries
    programme.record(partner("late"), on=day("2010-02-02"))
    assert len(before) == len(programme.entries) - 1 == len(list(before))
    assert before[-1].entry == "advanced"
    with pytest.raises(IndexError):
        before[len(before)]
    assert before == programme.entries[:-1]
    assert before == list(before)
    assert before != programme.entries


@given(st.integers(-12, 12), st.integers(-12, 12), st.integers(-3, 3).filter(bool))
def test_they_are_cut_and_searched_like_a_tuple(start: int, stop: int, step: int) -> None:
    """Whatever one is used to."""
    entries = ENTRIES
    whole = tuple(entries)
    assert entries[start:stop:step] == whole[start:stop:step]
    assert list(reversed(entries)) == list(reversed(whole))
    assert (entries.index(whole[2]), whole[3] in entries) == (2, True)


ENTRIES: Sequence[AnyEntry] = running().entries


# --- what does not follow is refused ---------------------------------------------------------------------------------

ON = day("2010-02-10")


def nth(seq: int, entry: type[Any], on: dt.date = ON, **said: Any) -> Any:
    """An entry that nobody has decided."""
    return entry(seq=seq, date=on, recorded=as_moment(on), **said)


NEXT = len(ENTRIES) + 1
GONE = Text.of("gone")
STRAY = {
    "a number that is skipped": nth(NEXT + 1, Recorded, record=partner("late")),
    "a number that is taken": nth(NEXT - 1, Recorded, record=partner("late")),
    "an id that is taken": nth(NEXT, Recorded, record=partner("bank")),
    "a second start": ENTRIES[0].model_copy(update={"seq": NEXT}),
    "the start of another programme": nth(
        NEXT, Started, programme="other", template="small", version="1", digest="x", region="RU-SMO"
    ),
    "a day before the start": nth(NEXT, Recorded, on=day("2009-12-31"), record=partner("late")),
    "an amendment of what is not there": nth(NEXT, Amended, kind="partner", id="nobody", changes={"place": "here"}),
    "an amendment before its record": nth(
        NEXT, Amended, on=day("2010-01-01"), kind="partner", id="bank", changes={"place": "here"}
    ),
    "an amendment that does not fit": nth(NEXT, Amended, kind="partner", id="bank", changes={"sector": 3}),
    "an end of what is not there": nth(NEXT, Ended, kind="partner", id="nobody", reason=GONE),
    "an end of a kind that is not there": nth(NEXT, Ended, kind="partnr", id="bank", reason=GONE),
    "a withdrawal of nothing": nth(NEXT, Withdrawn, withdraws=NEXT, reason=GONE),
    "a withdrawal of the start": nth(NEXT, Withdrawn, withdraws=1, reason=GONE),
}


@pytest.mark.parametrize("entry", STRAY.values(), ids=STRAY.keys())
def test_an_entry_that_does_not_follow_is_refused_and_nothing_is_changed(entry: AnyEntry) -> None:
    """By a ledger's own error, with the number of the entry; the state goes on as if it had not been tried."""
    programme = running()
    state, digest = programme.state, programme.digest()
    with pytest.raises(LedgerError, match=f"entry {entry.seq}"):
        evolve(state, entry)
    assert (state.digest(), state.length) == (digest, NEXT - 1)
    after = evolve(state, nth(NEXT, Recorded, record=partner("late")))
    assert after.index is state.index, "the history that was refused an entry is gone on with, and not told anew"
    assert after == State.of([*ENTRIES, nth(NEXT, Recorded, record=partner("late"))])


@pytest.mark.parametrize("entry", STRAY.values(), ids=STRAY.keys())
def test_nor_is_it_folded_with_others(entry: AnyEntry) -> None:
    """Whether it comes alone or in a whole history."""
    with pytest.raises(LedgerError, match=f"entry {entry.seq}"):
        State.of([*ENTRIES, entry])


def test_a_history_begins_with_its_start() -> None:
    """Entries without one are no history; none at all is the state before the first."""
    with pytest.raises(LedgerError, match="entry 1: a history begins with its start"):
        State.of([nth(1, Recorded, record=partner("bank"))])
    with pytest.raises(LedgerError, match="entry 2 cannot come after 0 entries"):
        State.of(ENTRIES[1:])
    assert State.of([]) == State.empty()
    with pytest.raises(LedgerError, match="begins with its start"):
        _ = State.empty().started
