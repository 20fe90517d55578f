"""What time it is, the caller says; nothing that has not come yet is taken for something that happened."""

from __future__ import annotations

import datetime as dt
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from partnership.acts import AddRecord, Advance, Command, Start, Withdraw
from partnership.decisions import decide
from partnership.errors import NotLawful
from partnership.programme import Programme
from partnership.values import Text
from tests.small import day, partner, running, small_law

NOW = datetime(2010, 3, 1, 12, 0, tzinfo=UTC)
TODAY, TOMORROW, SLIP = date(2010, 3, 1), date(2010, 3, 2), date(2206, 3, 1)
AN_HOUR = timedelta(hours=1)
LATE = partner("late")


def codes(
    programme: Programme, command: Command, now: dt.datetime | dt.date = NOW, leeway: timedelta = timedelta()
) -> list[str]:
    """What the door has against a command at a time of day."""
    try:
        decide(programme.template, programme.state, command, now=now, leeway=leeway)
    except NotLawful as refusal:
        return [finding.code for finding in refusal.findings]
    return []


def test_what_is_dated_today_or_before_is_taken_and_what_is_dated_later_is_refused() -> None:
    """The day that it is counts to its end, also where the hour is known."""
    programme = running()
    assert codes(programme, AddRecord(on=TODAY, record=LATE)) == []
    assert codes(programme, AddRecord(on=TOMORROW, record=LATE)) == ["in_future"]
    assert codes(programme, AddRecord(on=TODAY, record=LATE), now=TODAY) == []
    assert codes(programme, AddRecord(on=TOMORROW, record=LATE), now=TODAY) == ["in_future"]


def test_nothing_is_written_down_before_its_time() -> None:
    """Not even by a minute: what is written down after it could not be honest any more."""
    programme = running()
    for later, expected in ((-AN_HOUR, []), (timedelta(0), []), (AN_HOUR, ["recorded_in_future"])):
        assert codes(programme, AddRecord(on=TODAY, record=LATE, recorded=NOW + later)) == expected
    whole = datetime(2010, 3, 1, 23, 59, tzinfo=UTC)
    assert codes(programme, AddRecord(on=TODAY, record=LATE, recorded=whole), now=TODAY) == []


def test_some_leeway_is_the_callers_to_grant() -> None:
    """Clocks differ, and where it is tomorrow already people date their papers so."""
    programme = running()
    tomorrow = AddRecord(on=TOMORROW, record=LATE)
    assert codes(programme, tomorrow, leeway=timedelta(hours=11)) == ["in_future"]
    assert codes(programme, tomorrow, leeway=timedelta(hours=12)) == []
    soon = AddRecord(on=TODAY, record=LATE, recorded=NOW + AN_HOUR)
    assert codes(programme, soon, leeway=AN_HOUR) == []


def test_both_slips_are_told_at_once_with_the_day_that_it_is() -> None:
    """In both languages, and with what to do."""
    command = AddRecord(on=SLIP, record=LATE, recorded=datetime(2206, 3, 1, tzinfo=UTC))
    with pytest.raises(NotLawful) as refused:
        decide(small_law(), running().state, command, now=NOW)
    assert [finding.code for finding in refused.value.findings] == ["in_future", "recorded_in_future"]
    assert "1 March 2206 has not come yet: today is 1 March 2010" in refused.value.text("en")
    assert "день 1 марта 2206 г. ещё не наступил: сегодня 1 марта 2010 г." in refused.value.text("ru")


def test_a_moment_of_any_place_is_the_same_moment() -> None:
    """A clock in Kamchatka says the same as one in Smolensk; one that does not say where it is, says nothing."""
    programme, kamchatka = running(), timezone(timedelta(hours=12))
    command = AddRecord(on=TODAY, record=LATE, recorded=NOW + AN_HOUR)
    assert codes(programme, command, now=(NOW + AN_HOUR).astimezone(kamchatka)) == []
    assert codes(programme, command, now=NOW.astimezone(kamchatka)) == ["recorded_in_future"]
    with pytest.raises(ValueError, match="says its offset"):
        codes(programme, command, now=NOW.replace(tzinfo=None))


def test_nobody_who_is_not_told_the_time_asks_for_it() -> None:
    """A history may be told ahead, as a plan; the library itself looks at no clock."""
    assert decide(small_law(), running().state, AddRecord(on=SLIP, record=LATE))[0].date == SLIP


def test_a_programme_that_is_told_the_time_refuses_the_slip_that_would_shut_its_ledger() -> None:
    """Without that, everything honest would be written down before the slip, and refused for ever."""
    programme = Programme.from_entries(small_law(), running().entries, now=lambda: NOW)
    with pytest.raises(NotLawful):
        programme.record(LATE, on=SLIP)
    with pytest.raises(NotLawful):
        programme.record(LATE, on=TODAY, recorded=SLIP)
    programme.record(LATE, on=TODAY, recorded=NOW)
    programme.record(partner("later"), on=TODAY, recorded=NOW)


def test_what_does_not_say_when_it_was_written_down_is_written_down_now() -> None:
    """And not on its own day, which may be long ago; nor before the entry that it follows."""
    programme = Programme.from_entries(small_law(), running().entries, now=lambda: NOW, leeway=AN_HOUR)
    assert programme.record(LATE, on=day("2010-02-05")).recorded == NOW
    assert programme.record(partner("noted"), on=TODAY, recorded=NOW + AN_HOUR).recorded == NOW + AN_HOUR
    assert programme.record(partner("later"), on=day("2010-02-05")).recorded == NOW + AN_HOUR
    known = programme.as_known(day("2010-02-28"))
    assert known.get("partner", "late") is None
    assert programme.as_of(day("2010-02-28")).get("partner", "late") is not None
    assert programme.as_known(TODAY).state.length == programme.state.length


def test_the_time_goes_on() -> None:
    """It is asked for at each command."""
    times = iter([TODAY, TODAY, TOMORROW])
    programme = Programme.from_entries(small_law(), running().entries, now=lambda: next(times))
    programme.record(LATE, on=TODAY)
    with pytest.raises(NotLawful):
        programme.record(partner("later"), on=TOMORROW)
    programme.record(partner("later"), on=TOMORROW)


def test_a_programme_does_not_begin_tomorrow() -> None:
    """Its start is an entry like any other."""
    with pytest.raises(NotLawful) as refused:
        Programme.start(small_law(), id="x", region="RU-SMO", on=TOMORROW, now=lambda: TODAY)
    assert [finding.code for finding in refused.value.findings] == ["in_future"]
    start = Start(on=TODAY, recorded=datetime(2010, 4, 1, tzinfo=UTC), programme="x", region="RU-SMO")
    assert codes(Programme(small_law(), running().state.empty()), start) == ["recorded_in_future"]
    assert Programme.start(small_law(), id="x", region="RU-SMO", on=TODAY, now=lambda: TODAY).entries


def test_what_others_stored_is_taken_in_whatever_it_says_and_told_of_afterwards() -> None:
    """A ledger is what was decided; but nothing more is written behind a moment that has not come."""
    programme = Programme.from_entries(small_law(), running().entries, now=lambda: NOW)
    other = Programme.from_entries(small_law(), running().entries)
    other.record(LATE, on=TODAY, recorded=SLIP)
    programme.take(other.entries)
    slip = programme.entries[-1].seq
    with pytest.raises(NotLawful) as refused:
        programme.advance(on=TODAY)
    assert [finding.code for finding in refused.value.findings] == ["recorded_in_future"]
    assert f"withdraw entry {slip}" in refused.value.text("en")
    programme.withdraw(slip, on=TODAY, reason="the year was mistyped")
    programme.record(LATE, on=TODAY, recorded=NOW)
    assert codes(programme, Advance(on=day("2010-02-20"), recorded=NOW - AN_HOUR)) == ["recorded_backwards"]


def test_a_withdrawal_has_a_time_too() -> None:
    """It is written down when it is."""
    programme = running()
    last = programme.entries[-1].seq
    reason = Text.of("a slip")
    assert codes(programme, Withdraw(on=TOMORROW, entry=last, reason=reason)) == ["in_future"]
    assert codes(programme, Withdraw(on=TODAY, entry=last, reason=reason)) == []
