"""What is only supposed: inside it holds for everybody who looks, and afterwards nothing of it is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.commands import Amend, Command, End, Record, Resume, Suspend, Waive
from partnership.decisions import decide
from partnership.entries import AnyEntry, Ended, Recorded
from partnership.errors import Refused
from partnership.evaluation import Readiness
from partnership.index import State, Tables, Ties
from partnership.programme import Programme
from partnership.records import RECORDS, Credential, Partner
from partnership.testing import lawful_programmes
from partnership.values import Text, as_moment
from tests.small import day, partner, running, small_law

REASON = Text.of("Supposed", "Допустим")


def ended(programme: Programme, id_: str, on: dt.date, kind: str = "partner") -> Ended:
    """The entry of an end that nobody has written."""
    seq = programme.state.length + 1
    return Ended(seq=seq, date=on, recorded=as_moment(on), kind=kind, id=id_, reason=REASON)


def everything(programme: Programme) -> dict[str, Any]:
    """All that tables and their followers hold on the cursor's day; rows by identity, since readers compare them so."""
    tables = programme.state.tables
    readiness = Readiness.of(programme.template, tables)
    asked = {id_: (standing.kept.mark(), standing.kept.lacking()) for id_, standing in readiness.standings.items()}
    tables.move(tables.cursor)
    return {
        "cursor": tables.cursor,
        "horizon": tables.horizon,
        "entries": list(tables.entries),
        "canonical": programme.state.canonical(tables.cursor),
        "rows": {kind: {id_: id(row) for id_, row in rows.items()} for kind, rows in tables.current.items()},
        "ever": {kind: {id_: id(row) for id_, row in rows.items()} for kind, rows in tables.ever.items()},
        "firsts": {kind: {id_: id(row) for id_, row in rows.items()} for kind, rows in tables.firsts.items()},
        "happened": {key: list(history.happened) for key, history in tables._histories.items() if history.happened},
        "versions": {
            key: [(version.start, id(version.row), version.ended) for version in history.versions]
            for key, history in tables._histories.items()
            if history.happened
        },
        "past": calendar(tables, tables._past),
        "future": sorted(calendar(tables, tables._future)),
        "programme": list(tables._programme),
        "facts": tables.facts,
        "pairs": dict(Ties.of(tables).pairs),
        "statuses": asked,
        "turns": readiness.turns(),
        "suspension": readiness.suspension(),
        "cache": {key: id(value) for key, value in tables.cache.items()},
    }


def calendar(tables: Tables, happenings: list[Any]) -> list[tuple[dt.date, int, str]]:
    """What records and the programme have put down; followers who once asked to be woken may be woken more often."""
    return [
        (date, ticket, str(what))
        for date, ticket, what in happenings
        if isinstance(what, tuple) or what == tables._refresh_facts
    ]


def test_a_partner_who_only_might_leave_is_there_again_afterwards() -> None:
    """Inside he is gone, for the law too; outside he has never left."""
    programme = running()
    on = day("2010-02-10")
    snapshot = programme.as_of(on)
    before, tables = snapshot.statuses(), programme.state.tables
    with tables.suppose(ended(programme, "bank", on)):
        assert "bank" not in tables.current["partner"]
        readiness = Readiness.of(programme.template, tables)
        suspension = readiness.suspension()
        assert suspension is not None
        assert suspension.unmet == ("R3",)
    assert "bank" in tables.current["partner"]
    assert (snapshot.statuses(), snapshot.suspension) == (before, None)


def test_the_days_after_can_be_looked_at_inside() -> None:
    """A suspension that is only supposed counts from its own day, a month later; afterwards there has been none."""
    programme = running()
    on, later = day("2010-02-10"), day("2010-03-10")
    tables = programme.state.tables
    tables.move(on)
    with tables.suppose(ended(programme, "bank", on)):
        tables.move(later)
        suspension = Readiness.of(programme.template, tables).suspension()
        assert suspension is not None
        assert suspension.since == on
    assert tables.cursor == on
    assert programme.as_of(later).suspension is None


def test_suppositions_are_nested() -> None:
    """What is supposed on top of something supposed is taken back first."""
    programme = running()
    on = day("2010-02-10")
    tables = programme.state.tables
    late = Recorded(seq=programme.state.length + 2, date=on, recorded=as_moment(on), record=partner("late"))
    with tables.suppose(ended(programme, "bank", on)):
        with tables.suppose(late):
            assert sorted(tables.current["partner"]) == ["aid", "late"]
        assert sorted(tables.current["partner"]) == ["aid"]
    assert sorted(tables.current["partner"]) == ["aid", "bank"]
    assert not tables.exists("partner", "late")


def test_what_was_supposed_may_really_happen_afterwards() -> None:
    """The way back leaves nothing in the way of the same entry, or of another about the same record."""
    programme = running()
    on = day("2010-02-10")
    tables = programme.state.tables
    command = Amend(on=on, kind="partner", id="bank", changes={"place": "Vyazma"})
    with tables.suppose(ended(programme, "bank", on)), pytest.raises(Refused):
        decide(programme.template, State(tables, len(tables.entries)), command)
    programme.amend("partner", "bank", {"place": "Vyazma"}, on=on)
    bank = programme.as_of(on).get("partner", "bank")
    assert isinstance(bank, Partner)
    assert bank.place == "Vyazma"
    programme.end("partner", "bank", on=on, reason="gone")
    assert programme.as_of(on).get("partner", "bank") is None


def test_an_amendment_tried_out_inside_does_not_outlive_it() -> None:
    """A try remembers what it found; what it found on top of something supposed must not be added later."""
    programme = running()
    on = day("2010-02-10")
    tables, changes = programme.state.tables, {"place": "Vyazma"}
    seq = programme.state.length + 2
    with tables.suppose(ended(programme, "bank", on)):
        tables.history("partner", "bank").try_out(on, seq, dict(changes))
    assert not tables.history("partner", "bank").add(on, seq, dict(changes))[0].ended


def test_an_entry_that_does_not_follow_changes_nothing() -> None:
    """Whatever came before it in the same breath is taken back as well."""
    programme = running()
    on = day("2010-02-10")
    tables = programme.state.tables
    before = everything(programme)
    with (
        pytest.raises(KeyError),
        tables.suppose(ended(programme, "bank", on), ended(programme, "nobody", on)),
    ):
        raise AssertionError("an end of nobody is no entry")
    assert everything(programme) == before


def test_a_block_that_fails_is_taken_back_too() -> None:
    """Whoever asks a wrong question inside finds everything as it was."""
    programme = running()
    tables = programme.state.tables
    before = everything(programme)
    with pytest.raises(ZeroDivisionError), tables.suppose(ended(programme, "bank", day("2010-02-10"))):
        raise ZeroDivisionError
    assert everything(programme) == before


def test_what_was_computed_inside_and_is_not_kept_up_is_forgotten() -> None:
    """A cache for so many entries would otherwise answer for others of the same number."""
    tables = running().state.tables
    tables.cache["outside"] = 1
    with tables.suppose():
        tables.cache["inside"], tables.cache["outside"] = 1, 2
    assert tables.cache["outside"] == 1
    assert "inside" not in tables.cache


def lapsing(tables: Tables, on: dt.date, number: int) -> Command:
    """A credential that lapses soon: it puts days down ahead, and behind."""
    person = next(iter(tables.ever["person"]), None)
    if person is None:
        return Suspend(on=on, reason=REASON)
    month = dt.timedelta(days=30)
    return Record(
        on=on,
        record=Credential(
            id=f"supposed-{number}", person=person, type="clearance", valid_from=on - month, valid_to=on + month
        ),
    )


def some_end(tables: Tables, on: dt.date, number: int) -> Command:
    """The end of one of the records in force."""
    there = [(kind, id_) for kind, rows in sorted(tables.current.items()) for id_ in sorted(rows)]
    if not there:
        return Suspend(on=on, reason=REASON)
    kind, id_ = there[number % len(there)]
    return End(on=on, kind=kind, id=id_, reason=REASON)


def some_change(tables: Tables, on: dt.date, number: int) -> Command:
    """Another validity, or another place, of one of the records in force."""
    there = [
        (kind, id_, field, value)
        for kind, field, value in (
            ("credential", "valid_to", (on + dt.timedelta(days=3)).isoformat()),
            ("agreement", "valid_to", (on - dt.timedelta(days=3)).isoformat()),
            ("partner", "status", "suspended"),
        )
        for id_ in sorted(tables.current[kind])
    ]
    if not there:
        return Suspend(on=on, reason=REASON)
    kind, id_, field, value = there[number % len(there)]
    return Amend(on=on, kind=kind, id=id_, changes={field: value})


def a_waiver(tables: Tables, on: dt.date, number: int) -> Command:
    """A requirement set aside for some days."""
    holder = next(iter(sorted(tables.current["person"])), "p-1")
    until = on + dt.timedelta(days=1 + number % 40)
    return Waive(on=on, requirement="R1", waived_by=holder, until=until, reason=REASON)


def by_hand(tables: Tables, on: dt.date, number: int) -> Command:
    """A suspension by hand, or its end."""
    del number
    return Resume(on=on, reason=REASON) if tables.facts.suspended else Suspend(on=on, reason=REASON)


def one_more(tables: Tables, on: dt.date, number: int) -> Command:
    """Another partner."""
    del tables
    return Record(on=on, record=partner(f"supposed-{number}"))


ACTS: tuple[Callable[[Tables, dt.date, int], Command], ...] = (
    some_end,
    some_end,
    some_change,
    lapsing,
    a_waiver,
    by_hand,
    one_more,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    programme=st.one_of(st.builds(running), st.builds(running), lawful_programmes(small_law(), max_entries=12)),
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(0, 3)), min_size=1, max_size=4),
    since=st.integers(0, 60),
    looks=st.lists(st.integers(-80, 80), max_size=3),
    swept=st.booleans(),
)
def test_nothing_of_what_was_supposed_is_left(
    programme: Programme,
    acts: list[tuple[Callable[[Tables, dt.date, int], Command], int, int]],
    *,
    since: int,
    looks: list[int],
    swept: bool,
) -> None:
    """Entries, rows, calendars, ties, answers of the law and turns: all as before, whatever was asked meanwhile."""
    tables = programme.state.tables
    on = start = programme.entries[0].date + dt.timedelta(days=since)
    tables.move(on)
    if swept:
        Readiness.of(programme.template, tables).turns()
    reference = everything(running_again(programme, on))
    before = everything(programme)
    with ExitStack() as stack:
        for act, number, later in acts:
            on += dt.timedelta(days=later)
            tables.move(on)
            supposed = taken(programme, act(tables, on, number))
            if supposed is None:
                continue
            stack.enter_context(tables.suppose(*supposed))
            assert answers(programme, on) == answers(running_again(programme, on), on)
        for offset in looks:
            tables.move(on + dt.timedelta(days=offset))
            Readiness.of(programme.template, tables).suspension()
    tables.move(start)
    assert everything(programme) == before
    alike = ("canonical", "pairs", "statuses", "turns", "suspension", "facts")
    assert {key: before[key] for key in alike} == {key: reference[key] for key in alike}


def taken(programme: Programme, command: Command) -> tuple[AnyEntry, ...] | None:
    """What a command becomes on top of what is supposed; None where it is refused."""
    tables = programme.state._tables
    try:
        return decide(programme.template, State(tables, len(tables.entries)), command)
    except Refused:
        return None


def running_again(programme: Programme, on: dt.date) -> Programme:
    """The same entries, the supposed ones among them, folded afresh."""
    again = Programme.from_entries(programme.template, list(programme.state._tables.entries))
    again.state.tables.move(on)
    return again


def answers(programme: Programme, on: dt.date) -> dict[str, Any]:
    """What the law says on a day, and what the ties are."""
    tables = programme.state._tables
    tables.move(on)
    readiness = Readiness.of(programme.template, tables)
    marks = {id_: (standing.kept.mark(), standing.kept.lacking()) for id_, standing in readiness.standings.items()}
    rows = {kind: sorted(tables.current[kind]) for kind in RECORDS}
    return {
        "marks": marks,
        "rows": rows,
        "pairs": dict(Ties.of(tables).pairs),
        "suspension": readiness.suspension(),
        "facts": tables.facts,
    }
