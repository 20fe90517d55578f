"""An entry that was a mistake is withdrawn by another that says why; the ledger keeps both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnership.acts import AddRecord, Amended, AnyEntry, Ended, Recorded, Withdraw, from_json, to_json
from partnership.decisions import decide
from partnership.errors import NotLawful, NotReady, Refused
from partnership.evaluation import View
from partnership.index import State
from partnership.programme import Programme, load_programme, programme_text, save_programme
from partnership.records import Partner, Person, Signature
from partnership.template import Template
from partnership.testing import lawful_programmes
from partnership.values import Text, as_moment
from tests.small import SMALL, begun, day, partner, running, signed, small_law

WHEN = day("2010-03-01")
"""The day on which a mistake is found out."""
SLIP = day("2206-03-01")


def withdrawn(programme: Programme, seq: int | None = None, on: dt.date = WHEN) -> Programme:
    """Withdraw an entry, the last one if none is named."""
    programme.withdraw(seq or len(programme.entries), on=on, recorded=on, reason=Text.of("a slip", "ошибка"))
    return programme


def refusal(programme: Programme, seq: int, on: dt.date = WHEN) -> list[str]:
    """What the door has against a withdrawal."""
    command = Withdraw(on=on, entry=seq, reason=Text.of("a slip"))
    with pytest.raises(NotLawful) as refused:
        decide(programme.template, programme.state, command)
    return [finding.code for finding in refused.value.findings]


def unsupported(programme: Programme) -> dict[int | None, str]:
    """What has lost what it rested on, by the number of the entry."""
    return {finding.entry: finding.title.in_language("en") for finding in programme.unsupported(on=WHEN)}


# --- of each kind ----------------------------------------------------------------------------------------------------

Act = Callable[[Programme], AnyEntry]
OPEN: dict[str, tuple[Callable[[], Programme], Act, Callable[[View], object]]] = {
    "a record": (
        running,
        lambda programme: programme.record(partner("late"), on=day("2010-02-03")),
        lambda view: view.get("partner", "late"),
    ),
    "a change": (
        running,
        lambda programme: programme.amend("partner", "bank", {"place": "Vyazma"}, on=day("2010-02-03")),
        lambda view: (view.get("partner", "bank"), view.digest()),
    ),
    "an end": (
        running,
        lambda programme: programme.end("partner", "bank", on=day("2010-02-03"), reason="gone"),
        lambda view: (view.get("partner", "bank"), view.suspension, view.statuses()["R3"]),
    ),
    "a move": (
        signed,
        lambda programme: programme.advance("agreeing", on=day("2010-02-03")),
        lambda view: (view.stage, view.facts.stage_since),
    ),
    "a waiver": (
        begun,
        lambda programme: programme.waive(
            "R1", on=day("2010-02-03"), until=day("2010-03-01"), waived_by="p-1", reason="soon"
        ),
        lambda view: (view.facts.waivers, view.missing()),
    ),
    "a suspension": (
        running,
        lambda programme: programme.suspend(on=day("2010-02-03"), reason="flood"),
        lambda view: view.suspension,
    ),
    "a close": (
        running,
        lambda programme: programme.close(on=day("2010-02-03"), outcome="cancelled", reason="flood"),
        lambda view: (view.facts.closed, view.missing()),
    ),
}


@pytest.mark.parametrize("case", OPEN.values(), ids=OPEN.keys())
def test_what_was_withdrawn_is_as_if_it_had_not_been_written_on_every_day(
    case: tuple[Callable[[], Programme], Act, Callable[[View], object]],
) -> None:
    """From the withdrawal on, as it is known; and before it, it is known as it was."""
    make, act, seen = case
    programme, untouched = make(), make()
    mistake = act(programme)
    days = [mistake.date + dt.timedelta(days=number) for number in (-1, 0, 1, 20)]
    mistaken = [seen(programme.as_of(on)) for on in days]
    honest = [seen(untouched.as_of(on)) for on in days]
    assert mistaken != honest
    held = programme.as_of(mistake.date)
    withdrawn(programme)
    assert [seen(programme.as_of(on)) for on in days] == honest
    assert seen(held) == mistaken[1], "who looked before goes on seeing what he saw"
    as_known = programme.as_known(day("2010-02-28"))
    assert seen(View(as_known.template, as_known.state, mistake.date)) == mistaken[1]
    assert seen(View(programme.template, programme.as_known(WHEN).state, mistake.date)) == honest[1]
    assert [entry.entry for entry in programme.entries[-2:]] == [mistake.entry, "withdrawn"]


def test_a_suspension_goes_on_when_its_end_was_a_mistake() -> None:
    """And what ended it, once that began by mistake, has nothing to end."""
    programme = running()
    programme.suspend(on=day("2010-02-03"), reason="flood")
    programme.resume(on=day("2010-02-05"), reason="dry")
    suspend, resume = (entry.seq for entry in programme.entries[-2:])
    assert programme.as_of(WHEN).facts.suspended is None
    withdrawn(programme, resume)
    assert programme.as_of(WHEN).suspended_since == day("2010-02-03")
    other = Programme.from_entries(programme.template, programme.entries[:-1])
    withdrawn(other, suspend)
    assert other.as_of(day("2010-02-04")).suspension is None
    assert unsupported(other) == {resume: "there is nothing to resume: no decision suspends the programme"}


def test_an_end_that_was_a_mistake_can_be_written_again_on_the_right_day() -> None:
    """The record stands as it did, with what was changed in it meanwhile."""
    programme = running()
    programme.end("person", "p-1", on=day("2010-02-03"), reason="moved away")
    withdrawn(programme)
    programme.amend("person", "p-1", {"partner": "aid"}, on=day("2010-02-04"))
    programme.end("person", "p-1", on=day("2010-02-06"), reason="moved away")
    stands = [programme.as_of(day(on)).get("person", "p-1") is not None for on in ("2010-02-05", "2010-02-06")]
    assert stands == [True, False]


def test_later_changes_of_other_fields_stay() -> None:
    """Only what the mistaken entry said is gone."""
    programme = running()
    programme.amend("partner", "bank", {"place": "Vyazma", "experience_years": 3}, on=day("2010-02-03"))
    mistake = len(programme.entries)
    programme.amend("partner", "bank", {"experience_years": 4}, on=day("2010-02-05"))
    programme.amend("partner", "bank", {"place": "Smolensk"}, on=day("2010-02-07"))
    withdrawn(programme, mistake)
    told = []
    for on in ("2010-02-04", "2010-02-06", "2010-02-08"):
        bank = programme.as_of(day(on)).get("partner", "bank")
        assert isinstance(bank, Partner)
        told.append((bank.place, bank.experience_years))
    assert told == [(None, None), (None, 4), ("Smolensk", 4)]


# --- what rested on it -----------------------------------------------------------------------------------------------


def test_what_rested_on_it_becomes_unsupported() -> None:
    """It is not rewritten: it is said what it rested on."""
    programme = running()
    last = len(programme.entries)
    assert unsupported(programme) == {}
    withdrawn(programme, 7)  # the bank's signature, which both moves rest on
    assert unsupported(programme) == {last: "Everybody has signed"}
    programme.record(Signature(id="s-bank", agreement="agr", partner="bank"), on=day("2010-01-20"), recorded=WHEN)
    assert unsupported(programme) == {}


def test_whoever_names_what_was_withdrawn_is_told() -> None:
    """A person of a partner that was never there."""
    programme = running()
    programme.record(partner("late"), on=day("2010-02-03"))
    programme.record(Person(id="p-late", partner="late"), on=day("2010-02-03"))
    withdrawn(programme, len(programme.entries) - 1)
    assert unsupported(programme) == {
        len(programme.entries) - 1: "partner: there is no partner 'late' on 3 February 2010"
    }


def test_what_was_changed_in_a_record_that_is_withdrawn_goes_with_it_and_is_told() -> None:
    """Until it is withdrawn as well; it is not taken for a change of another record of the same id."""
    programme = running()
    programme.record(partner("late"), on=day("2010-02-03"))
    programme.amend("partner", "late", {"place": "Vyazma"}, on=day("2010-02-05"))
    programme.end("partner", "late", on=day("2010-02-07"), reason="gone")
    first, change, end = (entry.seq for entry in programme.entries[-3:])
    withdrawn(programme, first)
    gone = f"partner 'late' was recorded by mistake: entry {first} is withdrawn"
    assert unsupported(programme) == {change: gone, end: gone}
    programme.record(partner("late", "ngo"), on=day("2010-02-04"), recorded=WHEN)
    late = programme.as_of(WHEN).get("partner", "late")
    assert isinstance(late, Partner)
    assert (late.sector, late.place) == ("ngo", None)
    assert unsupported(programme) == {change: gone, end: gone}
    withdrawn(programme, change)
    withdrawn(programme, end)
    assert unsupported(programme) == {}
    assert programme.as_of(WHEN).get("partner", "late") == late


def test_a_move_that_rested_on_a_move_becomes_unsupported() -> None:
    """Nobody enters the second stage from the middle of the first one."""
    programme = running()
    agreeing, during = (entry.seq for entry in programme.entries[-2:])
    withdrawn(programme, agreeing)
    assert list(unsupported(programme)) == [during]
    assert programme.as_of(WHEN).stage == "during"


def test_a_waiver_by_somebody_whose_role_was_a_mistake_becomes_unsupported() -> None:
    """Who holds no role gives no waivers."""
    programme = begun()
    programme.waive("R1", on=day("2010-01-12"), until=day("2010-02-01"), waived_by="p-1", reason="soon")
    withdrawn(programme, 5)  # the coordinator's assignment
    assert list(unsupported(programme)) == [7]


# --- writing on ------------------------------------------------------------------------------------------------------


def test_after_a_slip_of_two_centuries_an_honest_entry_is_possible_again() -> None:
    """Nothing can be written down before the last entry; one that was a mistake stood under a wrong moment."""
    programme = running()
    programme.record(partner("late"), on=SLIP)
    with pytest.raises(NotLawful):
        programme.record(partner("later"), on=WHEN, recorded=WHEN)
    assert programme.snapshot.date == SLIP
    withdrawn(programme)
    assert programme.snapshot.date == WHEN
    assert programme.record(partner("later"), on=WHEN, recorded=WHEN).recorded.date() == WHEN
    assert programme.record(partner("late"), on=WHEN).recorded.date() == WHEN
    assert programme.as_known(WHEN).state.length == len(programme.entries)
    assert programme.as_known(day("2010-02-28")).state.length == len(running().entries)
    again = Programme.from_entries(programme.template, [from_json(to_json(entry)) for entry in programme.entries])
    assert again.digest() == programme.digest()


def test_a_slip_in_the_moment_of_writing_alone_is_repaired_too() -> None:
    """The day was right."""
    programme = running()
    programme.record(partner("late"), on=day("2010-02-03"), recorded=SLIP)
    withdrawn(programme)
    programme.record(partner("late"), on=day("2010-02-03"), recorded=WHEN)
    assert programme.as_of(day("2010-02-03")).get("partner", "late") is not None


def test_an_id_is_free_again() -> None:
    """As often as one errs."""
    programme = running()
    for sector in ("ngo", "business", "ngo"):
        programme.record(partner("late", sector), on=day("2010-02-03"))
        withdrawn(programme)
    programme.record(partner("late"), on=day("2010-02-05"))
    assert programme.as_of(day("2010-02-04")).get("partner", "late") is None
    assert programme.as_of(day("2010-02-05")).get("partner", "late") == partner("late")
    assert [entry.seq for entry in programme.entries] == list(range(1, len(programme.entries) + 1))


def test_what_is_said_of_the_record_that_took_the_place_of_a_mistake_rests_on_that_record() -> None:
    """It is no change of the one that was withdrawn, though that had the same id."""
    programme = running()
    programme.record(partner("late"), on=day("2010-02-03"))
    withdrawn(programme)
    programme.record(partner("late"), on=day("2010-02-05"))
    programme.amend("partner", "late", {"place": "Pochinok"}, on=day("2010-02-06"))
    programme.end("partner", "late", on=day("2010-02-07"), reason="gone")
    assert unsupported(programme) == {}


def test_a_state_before_a_withdrawal_is_asked_as_it_was() -> None:
    """There the mistake still stands, and nothing can be written down before it."""
    programme = running()
    programme.record(partner("late"), on=day("2010-02-03"), recorded=SLIP)
    before = programme.state
    withdrawn(programme)
    command = AddRecord(on=WHEN, recorded=as_moment(WHEN), record=partner("later"))
    assert decide(programme.template, programme.state, command)
    with pytest.raises(NotLawful) as refused:
        decide(programme.template, before, command)
    assert [finding.code for finding in refused.value.findings] == ["recorded_backwards"]


def test_while_an_id_is_free_nobody_has_it_whoever_gets_it_later() -> None:
    """Whoever looks at the ledger as it was between the mistake and the right record sees neither."""
    programme = running()
    programme.record(partner("late", "ngo"), on=day("2010-02-03"))
    mistaken = programme.state
    between = withdrawn(programme).state
    programme.record(partner("late", "business"), on=day("2010-02-03"))
    assert between.get("partner", "late", WHEN) is None
    assert not between.index.exists("partner", "late", between.length)
    assert mistaken.get("partner", "late", WHEN) == partner("late", "ngo")
    assert programme.state.get("partner", "late", WHEN) == partner("late", "business")


def test_what_was_withdrawn_stays_so_for_whoever_looked_before_the_programme_went_on() -> None:
    """A suspension by mistake is over with its withdrawal, also when another one is written afterwards."""
    programme = running()
    programme.suspend(on=day("2010-02-03"), reason="slip")
    suspended = programme.state
    lifted = withdrawn(programme).state
    programme.suspend(on=WHEN, reason="in earnest")
    assert suspended.facts(WHEN).suspended is not None
    assert lifted.facts(WHEN).suspended is None
    assert programme.state.facts(day("2010-02-28")).suspended is None
    assert programme.state.facts(WHEN).suspended is not None


def test_a_stage_that_was_entered_by_mistake_can_be_entered_on_its_day() -> None:
    """Stages cannot be slipped in before one that was opened later; one opened by mistake does not stand in the way."""
    programme = signed()
    programme.advance("agreeing", on=day("2010-02-20"))
    with pytest.raises(NotReady):
        programme.advance("agreeing", on=day("2010-01-25"))
    withdrawn(programme)
    programme.advance("agreeing", on=day("2010-01-25"))
    assert programme.as_of(day("2010-01-26")).stage == "agreeing"


def test_a_programme_that_was_closed_by_mistake_goes_on() -> None:
    """The close itself is what can be withdrawn after it."""
    programme = running()
    programme.close(on=day("2010-02-03"), outcome="cancelled", reason="flood")
    close = len(programme.entries)
    assert refusal(programme, 3) == ["after_close"]
    withdrawn(programme, close)
    programme.record(partner("late"), on=day("2010-02-04"))


# --- what stays ------------------------------------------------------------------------------------------------------


def test_a_start_a_change_of_the_law_and_a_withdrawal_stay() -> None:
    """Everything after them was decided on their ground."""
    programme = running()
    other = small_law(SMALL.replace('version: "1"', 'version: "2"'))
    programme.migrate(other, on=day("2010-02-15"), reason="a new version")
    migrated = len(programme.entries)
    programme.record(partner("late"), on=day("2010-02-16"))
    withdrawn(programme)
    digest = programme.digest()
    for seq in (1, migrated, migrated + 1, migrated + 2):
        assert refusal(programme, seq) == ["not_withdrawable"]
    assert refusal(programme, migrated + 3) == ["entry_unknown"]
    assert programme.digest() == digest


def test_what_later_changes_need_is_withdrawn_after_them() -> None:
    """Somebody hands a role to the partner, then the person is taken out: without the first, nobody would hold it."""
    programme = running()
    programme.amend("assignment", "a-1", {"partner": "aid"}, on=day("2010-02-05"))
    programme.amend("assignment", "a-1", {"person": None}, on=day("2010-02-06"))
    handed, taken = (entry.seq for entry in programme.entries[-2:])
    digest = programme.digest()
    with pytest.raises(NotLawful) as refused:
        programme.withdraw(handed, on=WHEN, reason="a slip")
    assert [finding.code for finding in refused.value.findings] == ["not_withdrawable"]
    assert f"among: {taken}" in refused.value.text("en")
    assert programme.digest() == digest
    withdrawn(programme, taken)
    withdrawn(programme, handed)
    assert programme.as_of(WHEN).get("assignment", "a-1") == running().as_of(WHEN).get("assignment", "a-1")


# --- in files --------------------------------------------------------------------------------------------------------


def test_a_withdrawal_is_a_line_of_a_programme_file(tmp_path: Path) -> None:
    """Written by hand, and written out again."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    programme = running()
    programme.record(partner("late"), on=SLIP)
    withdrawn(programme)
    save_programme(programme, tmp_path / "p.yaml", law="small.yaml")
    line = "- {date: 2010-03-01, withdraw: {entry: 11, reason: {en: a slip, ru: ошибка}}}"
    assert line in programme_text(programme)
    again = load_programme(tmp_path / "p.yaml")
    assert [entry.model_dump(exclude={"digest"}) for entry in again.entries] == [
        entry.model_dump(exclude={"digest"}) for entry in programme.entries
    ]
    with_attempt = (tmp_path / "p.yaml").read_text(encoding="utf-8") + (
        "- {date: 2010-03-02, withdraw: {entry: 1, reason: too much}, refused: true, expect: [not_withdrawable]}\n"
    )
    (tmp_path / "p.yaml").write_text(with_attempt, encoding="utf-8")
    assert load_programme(tmp_path / "p.yaml").digest() == again.digest()


# --- the same as never written ---------------------------------------------------------------------------------------


def never_written(entries: Sequence[AnyEntry], mistake: AnyEntry) -> State:
    """The history without an entry, and with a record without what happened to it."""
    rest = [entry for entry in entries if entry is not mistake]
    if isinstance(mistake, Recorded):
        about = (mistake.record.kind, mistake.record.id)
        rest = [one for one in rest if not isinstance(one, Amended | Ended) or (one.kind, one.id) != about]
    return State.of([entry.model_copy(update={"seq": seq}) for seq, entry in enumerate(rest, start=1)])


def without_numbers(told: Any) -> Any:
    """What is told, whatever numbers its entries have."""
    match told:
        case dict():
            return {key: without_numbers(value) for key, value in told.items() if key not in {"seq", "entry"}}
        case list():
            return [without_numbers(each) for each in told]
        case str():
            return re.sub("(entry|запись) [0-9]+", r"\1", told)
        case _:
            return told


def said(view: View) -> tuple[object, ...]:
    """All that a day says."""
    return (
        without_numbers(view.state.canonical(view.date)),
        view.stage,
        view.statuses(),
        view.turns(),
        without_numbers([finding.model_dump(mode="json") for finding in view.missing()]),
    )


def is_as_never_written(template: Template, entries: Sequence[AnyEntry], seq: int, days: Iterable[dt.date]) -> None:
    """Withdraw an entry of a history, and compare each day with a history in which it was never written."""
    programme = Programme.from_entries(template, entries)
    programme.snapshot.missing()  # so that there is something to be kept up
    start = entries[0].date
    try:
        programme.withdraw(seq, on=start, reason="a slip")
    except Refused:  # later changes need it, or a move to another law found the programme where it had led
        return
    honest = never_written(entries, entries[seq - 1])
    for on in days:
        assert said(programme.as_of(on)) == said(View(template, honest, on)), (on, entries[seq - 1])
    again = Programme.from_entries(template, programme.entries)
    assert again.digest() == programme.digest()
    again.unsupported()


@settings(max_examples=40)
@given(programme=lawful_programmes(small_law(), max_entries=20), chosen=st.integers(0, 100))
def test_a_lawful_history_with_an_entry_withdrawn_is_the_history_without_it(programme: Programme, chosen: int) -> None:
    """On every day of it and a month after."""
    assume(len(programme.entries) > 1)
    first, last = programme.entries[0].date, programme.state.horizon
    days = [first + dt.timedelta(days=number) for number in range(0, (last - first).days + 31, 3)]
    seq = 2 + chosen % (len(programme.entries) - 1)
    is_as_never_written(programme.template, programme.entries, seq, days)


@cache
def pilot() -> Programme:
    """The pilot, which is long and has one of nearly everything."""
    return load_programme(Path(__file__).parents[2] / "examples" / "smolensk-2009.yaml")


@pytest.mark.parametrize("seq", range(2, 496, 31))
def test_an_entry_of_the_pilot_that_is_withdrawn_was_never_written(seq: int) -> None:
    """On some days before, on, and after its own."""
    programme = pilot()
    own = programme.entries[seq - 1].date
    days = {own + dt.timedelta(days=number) for number in (-30, -1, 0, 1, 100)} | {programme.state.horizon}
    days = {max(on, programme.entries[0].date) for on in days}
    is_as_never_written(programme.template, programme.entries, seq, sorted(days))
