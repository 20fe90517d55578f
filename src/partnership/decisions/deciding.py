"""Deciding: the one door. What the law allows becomes entries; what it forbids is refused with every reason.

`decide` is a pure function of the law, the state and the command; an embedder keeps the entries wherever it likes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, assert_never

from pydantic import ValidationError

from partnership.commands import (
    Advance,
    Amend,
    Asked,
    Close,
    Command,
    End,
    Migrate,
    Record,
    Resume,
    Start,
    Suspend,
    Waive,
)
from partnership.decisions import sayings
from partnership.decisions.asking import Asking, said
from partnership.decisions.doors import door
from partnership.decisions.waiving import waiver_findings
from partnership.entries import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Migrated,
    Recorded,
    Resumed,
    Started,
    Suspended,
    Waived,
)
from partnership.errors import InputError, NotLawful, NotReady, NotWaivable, Refused
from partnership.findings import Finding, Severity
from partnership.readiness import gates_between, parameter_faults, stages_entered
from partnership.records import RECORDS
from partnership.state import Row, State
from partnership.template import Stage, Template
from partnership.values import as_moment


def decide(template: Template, state: State, command: Command) -> tuple[AnyEntry, ...]:
    """Return the entries that a command becomes under the law, for `evolve` to take in, one after the other.

    Raises:
        NotReady: an advance or a close, with everything that stands before it.
        NotWaivable: a waiver that may not be given.
        NotLawful: any other command, with every reason. Nothing has changed in any of these cases.
    """
    if isinstance(command, Start):
        return (_start(template, state, command),)
    tables = state.tables
    started = tables.facts.started or _start_of(state)
    on = command.on
    if on >= started.date:
        tables.move(on)
        if tables.facts.law != template.digest:
            raise NotLawful([sayings.wrong_template(template, tables.facts.law, on)])
    if on < started.date or command.recorded is not None or tables.facts.closed is not None:
        dates = list(_date_findings(state, started, command))
        if dates:
            raise NotLawful(dates)
    return (_decided(Asking(template, state, command), command, state.length + 1, _recorded(state, command)),)


def warnings(template: Template, state: State, command: Command) -> tuple[Finding, ...]:
    """Return what an act that the law allows is warned or advised of all the same; of one that it refuses, nothing.

    Nobody has to ask: a warning never stops an act. Whoever shows a programme to people should.
    """
    if isinstance(command, Start):
        return ()
    try:
        decide(template, state, command)
    except Refused:
        return ()
    asking = Asking(template, state, command)
    match command:
        case Record(record=record):
            found = _act_findings(asking, "record", record.kind, Row(record, command.on, command.on))
        case Amend():
            found = _act_findings(asking, "record", command.kind, _changed(asking, command))
        case End():
            row, _ = _standing(asking, command.kind, command.id, command.on)
            found = _act_findings(asking, "end", command.kind, row)
        case Advance():
            here = asking.readiness.stage
            found = _advance_findings(asking, _target(asking, command, here, _ways(template, here)))
        case _:
            return ()
    return tuple(found)


def _start_of(state: State) -> Started:
    started = state.facts().started
    if started is None:
        raise NotLawful([sayings.not_started()])
    return started


def _date_findings(state: State, started: Started, command: Asked) -> Iterator[Finding]:
    """Return what is wrong with the two dates of a command; a day out of reach cannot be asked anything more."""
    if command.on < started.date:
        yield sayings.before_start(started.date, command.on)
    else:
        closed = state.tables.facts.closed
        if closed is not None:
            yield sayings.after_close(closed.date)
    last = state.last
    if command.recorded is not None and last is not None and command.recorded < last.recorded:
        yield sayings.recorded_backwards(last.recorded, command.recorded)


def _decided(asking: Asking, command: Command, seq: int, recorded: dt.datetime) -> AnyEntry:
    match command:
        case Record():
            return _record(asking, command, seq, recorded)
        case Amend():
            return _amend(asking, command, seq, recorded)
        case End():
            return _end(asking, command, seq, recorded)
        case Advance():
            return _advance(asking, command, seq, recorded)
        case Waive():
            return _waive(asking, command, seq, recorded)
        case Suspend():
            return Suspended(**_dated(command, seq, recorded), reason=command.reason)
        case Resume():
            return _resume(asking, command, seq, recorded)
        case Migrate():
            return _migrate(asking, command, seq, recorded)
        case Close():
            return _close(asking, command, seq, recorded)
        case Start():
            raise AssertionError("a start is decided before there is a history to ask")
        case _:
            assert_never(command)


def _resume(asking: Asking, command: Resume, seq: int, recorded: dt.datetime) -> Resumed:
    if asking.readiness.facts.suspended is None:
        raise NotLawful([sayings.not_suspended()])
    return Resumed(**_dated(command, seq, recorded), reason=command.reason)


def _dated(command: Asked, seq: int, recorded: dt.datetime) -> dict[str, Any]:
    return {
        "seq": seq,
        "date": command.on,
        "recorded": recorded,
        "by": command.by,
        "basis": command.basis,
        "note": command.note,
    }


def _recorded(state: State, command: Asked) -> dt.datetime:
    """Return when a command counts as written down; without a word it is its own day, but not before the last entry."""
    if command.recorded is not None:
        return command.recorded
    moment, last = _midnight(command.on), state.last
    return moment if last is None or moment >= last.recorded else last.recorded


@lru_cache(maxsize=1024)
def _midnight(day: dt.date) -> dt.datetime:
    return as_moment(day)


# --- start -----------------------------------------------------------------------------------------------------------


def _start(template: Template, state: State, command: Start) -> Started:
    if state.length:
        raise NotLawful([sayings.already_started()])
    faults = parameter_faults(template, command.parameters)
    if faults:
        raise NotLawful([sayings.bad_parameter(template, fault.name, fault.value, fault.expected) for fault in faults])
    return Started(
        **_dated(command, 1, command.recorded or as_moment(command.on)),
        programme=command.programme,
        template=template.id,
        version=template.version,
        digest=template.digest,
        region=command.region,
        title=command.title,
        parameters=command.parameters,
    )


# --- records ---------------------------------------------------------------------------------------------------------


def _record(asking: Asking, command: Record, seq: int, recorded: dt.datetime) -> Recorded:
    record = command.record
    kind = record.kind
    row = Row(record, command.on, command.on)
    sound = door(kind).is_sound(asking, record) and not asking.tables.exists(kind, record.id)
    if not sound or not _may(asking, "record", kind, row):
        template, state = asking.template, asking.state
        raise NotLawful(lambda: _record_findings(Asking(template, state, command), kind, row, fresh=True))
    return Recorded(
        seq=seq,
        date=command.on,
        recorded=recorded,
        by=command.by,
        basis=command.basis,
        note=command.note,
        record=record,
    )


def _may(asking: Asking, verb: str, name: str | None, row: Row | None) -> bool:
    """Tell whether nothing that blocks stands before an act; warnings do not stop it."""
    for guard in asking.unmet(verb, name, row):
        if asking.readiness.severity(guard.requirement) is Severity.BLOCK:
            return False
    return not asking.is_unsafe(verb, name, row)


def _record_findings(asking: Asking, kind: str, row: Row, *, fresh: bool) -> Iterator[Finding]:
    record = row.record
    if fresh and asking.tables.exists(kind, record.id):
        yield sayings.duplicate(kind, record.id)
    yield from door(kind).faults(asking, record)
    yield from _act_findings(asking, "record", kind, row)


def _act_findings(asking: Asking, verb: str, name: str | None, row: Row | None) -> Iterator[Finding]:
    explain = asking.explainer
    if asking.is_unsafe(verb, name, row):
        suspension = explain.suspension()
        if suspension is not None:
            yield suspension
    for guard in asking.unmet(verb, name, row):
        finding = explain.guard(guard, row)
        if finding is not None:
            yield finding


def _amend(asking: Asking, command: Amend, seq: int, recorded: dt.datetime) -> Amended:
    _standing(asking, command.kind, command.id, command.on)
    changed = _changed(asking, command)
    kind = command.kind
    if not door(kind).is_sound(asking, changed.record) or not _may(asking, "record", kind, changed):
        template, state = asking.template, asking.state
        raise NotLawful(lambda: _record_findings(Asking(template, state, command), kind, changed, fresh=False))
    return Amended(**_dated(command, seq, recorded), kind=kind, id=command.id, changes=command.changes)


def _changed(asking: Asking, command: Amend) -> Row:
    """Return the record as it would stand; refuse changes that do not fit it, now or under later amendments."""
    kind = command.kind
    fields = RECORDS[kind].model_fields
    unknown = [
        sayings.unknown_field(kind, name) for name in command.changes if name not in fields or name in {"id", "kind"}
    ]
    if unknown:
        raise NotLawful(unknown)
    try:
        fresh = asking.tables.history(kind, command.id).try_out(command.on, asking.state.length + 1, command.changes)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise NotLawful(
            [sayings.bad_change(kind, ".".join(map(str, one["loc"])), one["msg"]) for one in faults]
        ) from None
    except InputError as error:
        raise NotLawful([sayings.bad_change(kind, "", str(error))]) from None
    return fresh[0].row


def _end(asking: Asking, command: End, seq: int, recorded: dt.datetime) -> Ended:
    row, ended = _standing(asking, command.kind, command.id, command.on)
    if ended is not None:
        raise NotLawful([sayings.already_ended(command.kind, command.id, ended)])
    if not _may(asking, "end", command.kind, row):
        template, state = asking.template, asking.state
        raise NotLawful(lambda: _act_findings(Asking(template, state, command), "end", command.kind, row))
    return Ended(**_dated(command, seq, recorded), kind=command.kind, id=command.id, reason=command.reason)


def _standing(asking: Asking, kind: str, id_: str, on: dt.date) -> tuple[Row, dt.date | None]:
    """Return the row to be amended or ended, and when it ends later; refuse where there is none, or it has ended."""
    if kind not in RECORDS:
        raise NotLawful([sayings.unknown_kind(kind)])
    if not asking.tables.exists(kind, id_):
        raise NotLawful([sayings.not_found(asking, kind, id_)])
    history = asking.tables.history(kind, id_)
    version = history.on(on)
    if version is None:
        raise NotLawful([sayings.not_yet(kind, id_, history.versions[0].start)])
    if version.ended:
        raise NotLawful([sayings.already_ended(kind, id_, version.start)])
    return version.row, history.ended_on


# --- the programme as a whole ----------------------------------------------------------------------------------------


def _advance(asking: Asking, command: Advance, seq: int, recorded: dt.datetime) -> Advanced:
    template, readiness = asking.template, asking.readiness
    here = readiness.stage
    there = _target(asking, command, here, _ways(template, here))
    later = _later_openings(asking)
    if later:
        raise NotReady([sayings.moved_on_later(template, later[-1])])
    requirements = gates_between(template, here, there)
    shut = (
        readiness.is_suspended()
        or bool(readiness.blocking(requirements))
        or not all(_may(asking, "advance", stage, None) for stage in stages_entered(template, here, there))
    )
    if shut:
        state = asking.state
        raise NotReady(lambda: _advance_findings(Asking(template, state, command), there))
    return Advanced(**_dated(command, seq, recorded), stage=template.first_leaf(there.id).id, from_stage=here.id)


def _ways(template: Template, here: Stage) -> tuple[str, ...]:
    return (*template.next_of(here.id), *template.back_of(here.id))


def _target(asking: Asking, command: Advance, here: Stage, ways: tuple[str, ...]) -> Stage:
    template = asking.template
    if command.to is None:
        onward = template.next_of(here.id)
        if len(onward) != 1:
            raise NotReady([sayings.not_chosen(here, onward)])
        return template.stage(onward[0])
    if command.to not in template.stage_ids:
        raise NotReady([sayings.no_such_stage(command.to, template.stage_ids)])
    way = next((way for way in ways if command.to in {way, template.first_leaf(way).id}), None)
    if way is None:
        raise NotReady([sayings.not_next(template, here, command.to, ways)])
    return template.stage(way)


def _later_openings(asking: Asking) -> list[Advanced]:
    return [opening for opening in asking.tables.openings if opening.date > asking.on]


def _advance_findings(asking: Asking, there: Stage) -> Iterator[Finding]:
    readiness, explain = asking.readiness, asking.explainer
    if readiness.is_suspended():
        suspension = explain.suspension()
        if suspension is not None:
            yield suspension
    for requirement in gates_between(asking.template, readiness.stage, there):
        finding = explain.standing(readiness.standings[requirement.id])
        if finding is not None:
            yield finding
    for stage in stages_entered(asking.template, readiness.stage, there):
        for guard in asking.unmet("advance", stage, None):
            finding = explain.guard(guard, None)
            if finding is not None:
                yield finding


def _waive(asking: Asking, command: Waive, seq: int, recorded: dt.datetime) -> Waived:
    findings = list(waiver_findings(asking, command))
    if findings:
        raise NotWaivable(findings)
    return Waived(
        **_dated(command, seq, recorded),
        requirement=command.requirement,
        subject=command.subject,
        reason=command.reason,
        waived_by=command.waived_by,
        until=command.until,
    )


def _migrate(asking: Asking, command: Migrate, seq: int, recorded: dt.datetime) -> Migrated:
    if command.digest == asking.template.digest:
        raise NotLawful(
            [
                said(
                    "wrong_template",
                    (
                        f"the programme is under version {command.version} already",
                        f"программа уже ведётся по версии {command.version}",
                    ),
                    ("name another version", "укажите другую версию"),
                )
            ]
        )
    return Migrated(
        **_dated(command, seq, recorded),
        template=command.template,
        version=command.version,
        digest=command.digest,
        reason=command.reason,
    )


def _close(asking: Asking, command: Close, seq: int, recorded: dt.datetime) -> Closed:
    readiness, template = asking.readiness, asking.template
    later = _later_openings(asking)
    if later:
        raise NotReady([sayings.moved_on_later(template, later[-1])])
    if command.outcome == "completed":
        here = readiness.stage
        path = template.path(here.id)
        if not any(stage.final for stage in path):
            raise NotReady([sayings.not_final(here)])
        exits = [requirement for stage in reversed(path) for requirement in stage.exit]
        if readiness.blocking(exits):
            explain = asking.explainer
            found = (explain.standing(readiness.standings[requirement.id]) for requirement in exits)
            raise NotReady([finding for finding in found if finding is not None])
    return Closed(**_dated(command, seq, recorded), outcome=command.outcome, reason=command.reason)
