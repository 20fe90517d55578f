"""What is only supposed: inside it holds for everybody who looks, and afterwards nothing of it is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.acts import (
    AddRecord,
    Amend,
    Amended,
    AnyEntry,
    Command,
    End,
    Ended,
    Recorded,
    Resume,
    Started,
    Suspend,
    Waive,
    Waived,
    Withdraw,
    Withdrawn,
)
from partnership.decisions import decide
from partnership.errors import LedgerError, Refused
from partnership.evaluation import Gates, View, kept_context, tables_of, tie_counts
from partnership.evaluation.checks import SATISFIED, UNKNOWN, UNSATISFIED
from partnership.index import State, evolve
from partnership.network.views import partner_network
from partnership.programme import Programme
from partnership.records import (
    RECORDS,
    AnyRecord,
    Credential,
    Need,
    Partner,
    Person,
    Place,
    Placement,
    Visit,
    Volunteer,
)
from partnership.template import Template
from partnership.testing import lawful_programmes
from partnership.values import Text, as_moment
from tests.small import day, partner, running, running_under, small_law, with_rules

REASON = Text.of("Supposed", "Допустим")
ON = day("2010-02-10")


def ended(state: State, id_: str, on: dt.date = ON, kind: str = "partner") -> Ended:
    """The entry of an end that nobody has written."""
    return Ended(seq=state.length + 1, date=on, recorded=as_moment(on), kind=kind, id=id_, reason=REASON)


def amended(state: State, id_: str, changes: dict[str, Any], on: dt.date = ON) -> Amended:
    """The entry of a change of a partner that nobody has written."""
    return Amended(seq=state.length + 1, date=on, recorded=as_moment(on), kind="partner", id=id_, changes=changes)


def recorded(state: State, id_: str, on: dt.date = ON, sector: str = "business") -> Recorded:
    """The entry of a partner whom nobody has recorded."""
    return Recorded(seq=state.length + 1, date=on, recorded=as_moment(on), record=partner(id_, sector))


def withdrawn(state: State, seq: int, on: dt.date = ON) -> Withdrawn:
    """The entry that an entry was a mistake."""
    return Withdrawn(seq=state.length + 1, date=on, recorded=as_moment(on), withdraws=seq, reason=REASON)


def under(rule: str, *records: AnyRecord) -> tuple[Template, State]:
    """A fork of the programme with one rule more, R9, and some records more."""
    law = small_law(with_rules(f"id: R9, title: R9, {rule}"))
    entries = list(running_under(law).entries)
    for record in records:
        entries.append(Recorded(seq=len(entries) + 1, date=ON, recorded=as_moment(ON), record=record))
    return law, State.of(entries).fork()


def there(state: State, on: dt.date = ON) -> list[str]:
    """The partners in force on a day."""
    return [str(one.id) for one in state.records("partner", on)]


def said(gates: Gates) -> dict[str, Any]:
    """What the law says of every requirement, and what explains it."""
    return {
        id_: (
            gates.mark(id_),
            gates.lacking(id_),
            gates.is_met(id_),
            [([row.record.id for row in one.rows], one.have, one.need, one.lapsed) for one in gates.still(id_)[1]],
        )
        for id_ in gates.plan.gates
    }


def kept(law: Template, state: State, on: dt.date) -> dict[str, Any]:
    """The same, told from answers that are kept up."""
    return said(Gates(kept_context(tables_of(law, state.index), on, state.length)))


def answers(law: Template, state: State, on: dt.date) -> dict[str, Any]:
    """All that a day tells: rows, what the law says, suspensions, ties."""
    view = View(law, state, on)
    ctx = view.context()
    ever = {kind: ctx.rows_ever(kind) for kind in RECORDS}
    return {
        "canonical": state.canonical(on),
        "ever": {kind: [(row.record, row.changed, row.ended) for row in rows] for kind, rows in ever.items()},
        "horizon": state.horizon,
        "said": said(Gates(ctx)),
        "suspension": view.suspension,
        "turns": view.turns(),
        "ties": tie_counts(ctx),
        "network": list(partner_network(view, kinds="all", ever=True).edges),
    }


def insides(state: State) -> dict[str, Any]:
    """All rows that an index holds, by identity."""
    index = state.index
    firsts = {(kind, id_): row for kind, rows in index.firsts.items() for id_, row in rows.items()}
    timelines = {key: row.timeline for key, row in firsts.items() if row.timeline and len(row.timeline.log) > 1}
    return {
        "entries": list(index.entries),
        "withdrawn": dict(index.withdrawn),
        "programme": index._programme[1],
        "firsts": {key: id(row) for key, row in firsts.items()},
        "rows": {
            kind: [(id(row), row.lo, row.hi, row.added, row.removed) for row in (*log.ever, *log.force)]
            for kind, log in index.logs.items()
        },
        "timelines": {
            key: (list(map(id, told.now[1])), told.now[2], list(map(id, told.log))) for key, told in timelines.items()
        },
    }


def everything_filled(law: Template, fork: State) -> None:
    """Let all tables be there before anything is supposed: then none is made anew, and each has to be taken back."""
    tables = tables_of(law, fork.index)
    tables.fill(range(len(tables.plan.specs)))


def afresh(state: State) -> State:
    """The same entries, the supposed ones among them, folded anew."""
    return State.of(list(state.entries))


# --- stories ---------------------------------------------------------------------------------------------------------


def test_a_partner_who_only_might_leave_is_there_again_afterwards() -> None:
    """Inside he is gone, for the law too; outside he has never left."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    before = View(law, fork, ON).statuses()
    with fork.suppose(ended(fork, "bank")) as supposed:
        assert there(supposed) == ["aid"]
        suspension = View(law, supposed, ON).suspension
        assert suspension is not None
        assert suspension.unmet == ("R3",)
    assert there(fork) == ["aid", "bank"]
    assert (View(law, fork, ON).statuses(), View(law, fork, ON).suspension) == (before, None)


def test_the_programme_knows_nothing_of_what_is_supposed_in_a_fork() -> None:
    """Neither its entries, nor its rows, nor who follows them."""
    programme = running()
    seen, followers = insides(programme.state), dict(programme.state.index.followers)
    fork = programme.state.fork()
    with fork.suppose(ended(fork, "bank")) as supposed:
        View(programme.template, supposed, ON).missing()
        assert there(programme.state) == ["aid", "bank"]
    assert insides(programme.state) == seen
    assert programme.state.index.followers == followers


def test_only_in_the_newest_state_of_a_fork_can_anything_be_supposed() -> None:
    """A programme's own history, or what lies beneath something supposed, is no place for it."""
    state = running().state
    with pytest.raises(AssertionError), state.suppose(ended(state, "bank")):
        pass
    fork = state.fork()
    with fork.suppose(ended(fork, "bank")), pytest.raises(AssertionError), fork.suppose(ended(fork, "aid")):
        pass
    assert there(fork) == ["aid", "bank"]


def test_the_days_after_can_be_looked_at_inside() -> None:
    """A suspension that is only supposed counts from its own day, a month later; afterwards there has been none."""
    programme = running()
    law, fork, later = programme.template, programme.state.fork(), day("2010-03-10")
    with fork.suppose(ended(fork, "bank")) as supposed:
        suspension = View(law, supposed, later).suspension
        assert suspension is not None
        assert suspension.since == ON
    assert View(law, fork, later).suspension is None


def test_one_supposition_does_not_answer_for_another() -> None:
    """Two states of as many entries, of which only one was ever true at a time: each is asked about many days."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    everything_filled(law, fork)
    days = [ON, day("2010-03-10"), day("2010-04-10"), ON]
    for entry in (ended(fork, "bank"), recorded(fork, "late"), ended(fork, "aid"), ended(fork, "bank")):
        with fork.suppose(entry) as supposed:
            told = [View(law, supposed, on) for on in days]
            anew = [View(law, afresh(supposed), on) for on in days]
            assert [one.missing() for one in told] == [one.missing() for one in anew]
            assert [one.turns() for one in told] == [one.turns() for one in anew]
            assert [one.statuses() for one in told] == [one.statuses() for one in anew]


def test_suppositions_are_nested() -> None:
    """What is supposed on top of something supposed is taken back first."""
    fork = running().state.fork()
    with fork.suppose(ended(fork, "bank")) as supposed:
        with supposed.suppose(recorded(supposed, "late")) as further:
            assert there(further) == ["aid", "late"]
        assert there(supposed) == ["aid"]
    assert there(fork) == ["aid", "bank"]
    assert not fork.index.exists("partner", "late", fork.length)


def test_what_was_supposed_may_really_happen_afterwards() -> None:
    """The way back leaves nothing in the way of the same entry, or of another about the same record."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    command = Amend(on=ON, kind="partner", id="bank", changes={"place": "Vyazma"})
    with fork.suppose(ended(fork, "bank")) as supposed, pytest.raises(Refused):
        decide(law, supposed, command)
    state = evolve(fork, *decide(law, fork, command))
    bank = state.get("partner", "bank", ON)
    assert isinstance(bank, Partner)
    assert bank.place == "Vyazma"
    assert there(evolve(state, ended(state, "bank"))) == ["aid"]


def test_an_amendment_tried_out_inside_does_not_outlive_it() -> None:
    """A try remembers what it found; what it found on top of something supposed must not be added later."""
    programme = running()
    programme.amend("partner", "bank", {"experience_years": 3}, on=ON)
    programme.amend("partner", "bank", {"status": "suspended"}, on=ON)
    law, fork = programme.template, programme.state.fork()
    command = Amend(on=ON, kind="partner", id="bank", changes={"place": "Vyazma"})
    with fork.suppose(withdrawn(fork, fork.length)) as supposed:
        (entry,) = decide(law, supposed, command)
    with fork.suppose(withdrawn(fork, fork.length - 1), entry) as supposed:
        bank = supposed.get("partner", "bank", ON)
        assert isinstance(bank, Partner)
        assert (bank.place, bank.experience_years, bank.status) == ("Vyazma", None, "suspended")


def test_what_holds_for_the_programme_inside_is_not_taken_for_what_is_supposed_next() -> None:
    """Two waivers that are supposed one after the other have the same number, and are two."""
    fork = running().state.fork()
    for until in (day("2010-02-20"), day("2010-02-25")):
        given = Waived(
            seq=fork.length + 1,
            date=ON,
            recorded=as_moment(ON),
            requirement="R1",
            waived_by="p-1",
            until=until,
            reason=REASON,
        )
        with fork.suppose(given) as supposed:
            assert [waiver.until for waiver in supposed.facts(ON).waivers] == [until]


def test_an_entry_that_does_not_follow_changes_nothing() -> None:
    """Whatever came before it in the same breath is taken back as well."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    before, seen = answers(law, fork, ON), insides(fork)
    nobody = ended(fork, "nobody").model_copy(update={"seq": fork.length + 2})
    with pytest.raises(LedgerError), fork.suppose(ended(fork, "bank"), nobody):
        raise AssertionError("an end of nobody is no entry")
    assert (answers(law, fork, ON), insides(fork)) == (before, seen)


def test_a_block_that_fails_is_taken_back_too() -> None:
    """Whoever asks a wrong question inside finds everything as it was."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    before, seen = answers(law, fork, ON), insides(fork)
    with pytest.raises(ZeroDivisionError), fork.suppose(ended(fork, "bank")):
        raise ZeroDivisionError
    assert (answers(law, fork, ON), insides(fork)) == (before, seen)


def test_what_is_first_asked_inside_is_right_inside_and_afterwards() -> None:
    """Nothing has been found before: what is found under the supposition is not taken for what is really so."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    with fork.suppose(ended(fork, "bank")) as supposed:
        with supposed.suppose(recorded(supposed, "late")) as further:
            assert kept(law, further, ON) == answers(law, afresh(further), ON)["said"]
        assert kept(law, supposed, ON) == answers(law, afresh(supposed), ON)["said"]
    assert kept(law, fork, ON) == answers(law, programme.state, ON)["said"]
    assert answers(law, fork, ON) == answers(law, programme.state, ON)


def test_a_network_of_something_supposed_is_not_taken_for_another_of_as_many_entries() -> None:
    """It is computed once for a state; but states that are supposed may have the same number of entries."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    found = [partner_network(View(law, fork, ON)).ids]
    for id_ in ("east", "west"):
        with fork.suppose(recorded(fork, id_)) as supposed:
            found.append(partner_network(View(law, supposed, ON)).ids)
    assert found == [["aid", "bank"], ["aid", "bank", "east"], ["aid", "bank", "west"]]
    assert partner_network(View(law, fork, ON)).ids == ["aid", "bank"]


def test_where_nobody_knows_there_was_nothing_nobody_knows_it_again() -> None:
    """A visit that is planned says that visits are written down; only supposed, or withdrawn, it says nothing."""
    law, fork = under("count: {of: {from: visits, where: {state: held}}}")
    planned = Visit(id="v", type="regular_visit", institution="aid", state="planned")
    entry = Recorded(seq=fork.length + 1, date=ON, recorded=as_moment(ON), record=planned)
    assert kept(law, fork, ON)["R9"][0] == UNKNOWN
    with fork.suppose(entry) as supposed:
        assert kept(law, supposed, ON)["R9"][0] == UNSATISFIED
        with supposed.suppose(withdrawn(supposed, entry.seq)) as further:
            assert kept(law, further, ON)["R9"][0] == UNKNOWN
        assert kept(law, supposed, ON)["R9"][0] == UNSATISFIED
    assert kept(law, fork, ON)["R9"][0] == UNKNOWN


def test_what_was_looked_up_on_the_way_is_looked_up_again() -> None:
    """Whoever is placed is cleared: until a volunteer is supposed to be somebody else, and when that is taken back."""
    cleared = "coverage: {each: placements, has: {from: credentials, where: {person: $it.volunteer.person}}}"
    records = (
        Need(id="n", institution="aid", what=Text.of("Company")),
        Place(id="p", need="n", institution="aid", capacity=1),
        Person(id="p-2", partner="bank"),
        Volunteer(id="v", person="p-1", experienced=True),
        Placement(id="at", place="p", volunteer="v"),
        Credential(id="c", person="p-1", type="clearance"),
    )
    law, fork = under(cleared, *records)
    everything_filled(law, fork)
    before = kept(law, fork, ON)
    assert before["R9"][0] == SATISFIED
    other = amended(fork, "v", {"person": "p-2"}).model_copy(update={"kind": "volunteer"})
    with fork.suppose(other) as supposed:
        assert kept(law, supposed, ON)["R9"][1] == {"at"}
    assert kept(law, fork, ON) == before


def test_a_withdrawal_can_be_supposed() -> None:
    """Of a record, of a change, of an end; of a record that was withdrawn before, and written down anew."""
    programme = running()
    law, fork = programme.template, programme.state.fork()
    entries = fork.entries
    bank = next(one.seq for one in entries if isinstance(one, Recorded) and one.record.id == "bank")
    with ExitStack() as stack:
        state = stack.enter_context(fork.suppose(amended(fork, "bank", {"place": "Vyazma"})))
        state = stack.enter_context(state.suppose(withdrawn(state, bank)))
        with state.suppose(recorded(state, "bank")) as further:
            assert there(further) == ["aid", "bank"]
        assert there(state) == ["aid"]
        assert State(state.index, state.length - 1).get("partner", "bank", ON) is not None
        state = stack.enter_context(state.suppose(recorded(state, "bank", sector="ngo")))
        seen, before = insides(state), answers(law, state, ON)
        with state.suppose(withdrawn(state, state.length)) as further:
            assert there(further) == ["aid"]
            assert answers(law, further, ON) == answers(law, afresh(further), ON)
        assert (insides(state), answers(law, state, ON)) == (seen, before)
        with state.suppose(ended(state, "bank")) as further:
            with further.suppose(withdrawn(further, further.length)) as again:
                assert there(again) == ["aid", "bank"]
                assert answers(law, again, ON) == answers(law, afresh(again), ON)
            assert there(further) == ["aid"]
        assert (insides(state), answers(law, state, ON)) == (seen, before)
        earlier = State(state.index, state.length - 2)
        assert answers(law, earlier, ON) == answers(law, afresh(earlier), ON)
    assert answers(law, fork, ON) == answers(law, programme.state, ON)


def test_what_is_withdrawn_twice_is_withdrawn_once() -> None:
    """The second time is refused, and leaves the first as it is."""
    state = running().state
    bank = next(one.seq for one in state.entries if isinstance(one, Recorded) and one.record.id == "bank")
    state = evolve(state, withdrawn(state, bank))
    for _ in range(2):
        with pytest.raises(LedgerError, match=f"no entry {bank} to be withdrawn"):
            evolve(state, withdrawn(state, bank))
    assert there(state) == there(afresh(state)) == ["aid"]


def test_who_supposes_something_else_meanwhile_waits() -> None:
    """Several threads may suppose in one fork: each sees what it has supposed itself, and nothing else."""
    fork = running().state.fork()
    asked = Event()

    def left(id_: str) -> list[str]:
        asked.set()
        with fork.suppose(ended(fork, id_)) as supposed:
            return there(supposed)

    with ThreadPoolExecutor(1) as pool:
        with fork.suppose(ended(fork, "bank")) as supposed:
            other = pool.submit(left, "aid")
            asked.wait()
            with pytest.raises(TimeoutError):
                other.result(timeout=0.05)
            assert there(supposed) == ["aid"]
        assert other.result() == ["bank"]
    assert there(fork) == ["aid", "bank"]


# --- any programme, any acts -----------------------------------------------------------------------------------------


def lapsing(state: State, on: dt.date, number: int) -> Command:
    """A credential that lapses soon, and began before it was told."""
    person = next((one.id for one in state.records("person", on)), None)
    if person is None:
        return Suspend(on=on, reason=REASON)
    month = dt.timedelta(days=30)
    return AddRecord(
        on=on,
        record=Credential(
            id=f"supposed-{number}", person=person, type="clearance", valid_from=on - month, valid_to=on + month
        ),
    )


def in_force(state: State, on: dt.date) -> list[tuple[str, str]]:
    """All records in force, by kind and id."""
    return [(kind, str(one.id)) for kind in sorted(RECORDS) for one in state.records(kind, on)]


def some_end(state: State, on: dt.date, number: int) -> Command:
    """The end of one of the records in force."""
    known = in_force(state, on)
    if not known:
        return Suspend(on=on, reason=REASON)
    kind, id_ = known[number % len(known)]
    return End(on=on, kind=kind, id=id_, reason=REASON)


def some_change(state: State, on: dt.date, number: int) -> Command:
    """Another validity, or another place, of one of the records in force."""
    fields = {
        "credential": ("valid_to", (on + dt.timedelta(days=3)).isoformat()),
        "agreement": ("valid_to", (on - dt.timedelta(days=3)).isoformat()),
        "partner": ("status", "suspended"),
    }
    known = [(kind, id_) for kind, id_ in in_force(state, on) if kind in fields]
    if not known:
        return Suspend(on=on, reason=REASON)
    kind, id_ = known[number % len(known)]
    field, value = fields[kind]
    return Amend(on=on, kind=kind, id=id_, changes={field: value})


def some_mistake(state: State, on: dt.date, number: int) -> Command:
    """The withdrawal of one of the entries, those of the programme as a whole among them."""
    known = [one.seq for one in state.entries if not isinstance(one, Started)]
    return Withdraw(on=on, entry=known[-1 - number % len(known)] if known else 1, reason=REASON)


def a_waiver(state: State, on: dt.date, number: int) -> Command:
    """A requirement set aside for some days."""
    holder = next((str(one.id) for one in state.records("person", on)), "p-1")
    until = on + dt.timedelta(days=1 + number % 40)
    return Waive(on=on, requirement="R1", waived_by=holder, until=until, reason=REASON)


def by_hand(state: State, on: dt.date, number: int) -> Command:
    """A suspension by hand, or its end."""
    del number
    return Resume(on=on, reason=REASON) if state.facts(on).suspended else Suspend(on=on, reason=REASON)


def one_more(state: State, on: dt.date, number: int) -> Command:
    """Another partner."""
    del state
    return AddRecord(on=on, record=partner(f"supposed-{number}"))


Act = Callable[[State, dt.date, int], Command]
ACTS: tuple[Act, ...] = (
    some_end,
    some_end,
    some_change,
    some_mistake,
    some_mistake,
    lapsing,
    a_waiver,
    by_hand,
    one_more,
)


def taken(law: Template, state: State, command: Command) -> tuple[AnyEntry, ...] | None:
    """What a command becomes on top of what is supposed; None where it is refused."""
    try:
        return decide(law, state, command)
    except Refused:
        return None


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    programme=st.one_of(st.builds(running), st.builds(running), lawful_programmes(small_law(), max_entries=12)),
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(0, 3)), min_size=1, max_size=4),
    since=st.integers(0, 60),
    looks=st.lists(st.integers(-80, 80), max_size=3),
    asked_before=st.booleans(),
)
def test_nothing_of_what_was_supposed_is_left(
    programme: Programme,
    acts: list[tuple[Act, int, int]],
    *,
    since: int,
    looks: list[int],
    asked_before: bool,
) -> None:
    """Inside, all is as if the entries had been written; afterwards, rows and answers are as before."""
    law, fork = programme.template, programme.state.fork()
    on = start = programme.entries[0].date + dt.timedelta(days=since)
    if asked_before:
        everything_filled(law, fork)
        assert kept(law, fork, start) == answers(law, fork, start)["said"]
    seen = insides(fork)
    with ExitStack() as stack:
        state = fork
        for act, number, later in acts:
            on += dt.timedelta(days=later)
            entries = taken(law, state, act(state, on, number))
            if entries is None:
                continue
            state = stack.enter_context(state.suppose(*entries))
            found = answers(law, afresh(state), on)
            assert answers(law, state, on) == found
            assert kept(law, state, on) == found["said"]
        for offset in looks:
            other = max(on + dt.timedelta(days=offset), programme.entries[0].date)
            assert answers(law, state, other) == answers(law, afresh(state), other)
    assert insides(fork) == seen
    for when in (start, on):
        found = answers(law, afresh(fork), when)
        assert answers(law, fork, when) == found
        assert kept(law, fork, when) == found["said"]
