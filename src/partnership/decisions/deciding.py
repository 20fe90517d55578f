"""Deciding: the one door. What the law allows becomes entries; what it forbids is refused with every reason.

`decide` is a pure function of the law, the state and the command; an embedder keeps the entries wherever it likes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any, assert_never

from pydantic import ValidationError

from partnership.acts import (
    AddRecord,
    Advance,
    Advanced,
    Amend,
    Amended,
    AnyEntry,
    Close,
    Closed,
    Command,
    End,
    Ended,
    Migrate,
    Migrated,
    Recorded,
    Resume,
    Resumed,
    Start,
    Started,
    Suspend,
    Suspended,
    Waive,
    Waived,
    Withdraw,
    Withdrawn,
    is_withdrawable,
)
from partnership.decisions import migration_refusals, refusals
from partnership.decisions.context import DecisionContext, asked
from partnership.decisions.mapping import told_again
from partnership.decisions.migration import Move
from partnership.decisions.now import NO_LEEWAY, ahead, latest
from partnership.decisions.validators import record_validator
from partnership.decisions.waivers import waiver_findings
from partnership.errors import InputError, NotLawful, NotReady, NotWaivable, Refused
from partnership.evaluation import gates_between, parameter_faults, stages_entered
from partnership.findings import Finding
from partnership.index import ALTERING, LAST_ASKED, LAST_DAY, STANDING, Happened, Row, State, ended_on
from partnership.records import RECORDS, Item
from partnership.template import Stage, Template
from partnership.values import TimedDay, as_moment

TemplatesById = Mapping[str, Template]
"""Templates by their digest."""

_NO_LAWS: TemplatesById = {}

Dated = dict[str, Any]
"""What every entry carries, as its command says it."""


def decide(
    template: Template,
    state: State,
    command: Command,
    *,
    laws: TemplatesById = _NO_LAWS,
    now: dt.datetime | dt.date | None = None,
    leeway: dt.timedelta = NO_LEEWAY,
    waived: tuple[Waived, ...] = (),
    suspended: Suspended | None = None,
) -> tuple[AnyEntry, ...]:
    """Return the entries that a command becomes under the law, for `evolve` to take in, one after the other.

    Nothing is changed, whatever the answer is, and any number of threads may ask. A migration wants the law that it
    moves to among `laws`. Nothing here knows what time it is. Whoever says it (`now`: a moment with its offset, or a
    day that counts as a whole) has what is dated or written down later than that and some `leeway` refused, for
    nothing honest could be written after it; and what does not say when it is written down, is written down now.
    Whoever looks back may say what is `waived` besides, by waivers that the state does not have yet; and whoever asks
    what would be if the programme were `suspended` by hand, by which suspension.

    Raises:
        NotReady: an advance or a close, with everything that stands before it.
        NotWaivable: a waiver that may not be given.
        NotLawful: any other command, with every reason.
    """
    limit = None if now is None else latest(now, leeway)
    if command.command == "start":  # to find that a model is of no class costs more than to read its word
        return (_start(template, state, command, limit, now),)
    if not state.length:
        raise NotLawful([refusals.not_started()])
    on = command.on
    facts = state.index.facts(on, state.length)
    if waived:
        facts = replace(facts, waivers=(*facts.waivers, *waived))
    if suspended is not None:
        facts = replace(facts, suspended=suspended)
    if facts.law is not None and facts.law != template.digest:
        raise NotLawful([refusals.wrong_template(template, facts.law, on)])
    if (
        facts.started is None
        or command.recorded is not None
        or facts.closed is not None
        or limit is not None
        or type(on) is TimedDay
    ):
        dates = list(_date_findings(state, state.started, command))
        if limit is not None:
            dates += _future_findings(state, command, limit)
        if dates:
            raise NotLawful(dates)
    recorded = _written_down(state, command, now)
    if command.command == "record" and _is_plain(template, state, command):
        # as `Recorded.of` makes it, in half the time: most entries are made here
        return (Recorded.of_checked({
            "by": command.by, "basis": command.basis, "note": command.note, "entry": "recorded",
            "seq": state.length + 1, "date": on, "recorded": recorded, "record": command.record,
        }),)  # fmt: skip
    dated = _dated(state, command, recorded)
    return asked(template, state, command, lambda context: _found(context, command, dated, laws), facts)


def warnings(template: Template, state: State, command: Command) -> tuple[Finding, ...]:
    """Return what an act that the law allows is warned or advised of all the same; of one that it refuses, nothing.

    Nobody has to ask: a warning never stops an act. Whoever shows a programme to people should.
    """
    if isinstance(command, Start | Migrate):
        return ()
    try:
        decide(template, state, command)
    except Refused:
        return ()

    def found(context: DecisionContext) -> Iterator[Finding]:
        match command:
            case AddRecord(record=record):
                row, altered = Row(record, command.on, command.on), _altered(context, None, record)
                return chain(context.act_findings("record", record.kept_as(), row), _altered_findings(context, altered))
            case Amend():
                before, _ = _standing(context, command.kind, command.id, command.on)
                row = _changed(context, command, command.changes)
                altered = _altered(context, before.record, row.record)
                return chain(context.act_findings("amend", command.kind, row), _altered_findings(context, altered))
            case End():
                row, _ = _standing(context, command.kind, command.id, command.on)
                return _end_findings(context, row, _altered(context, row.record, None))
            case Advance():
                here = context.gates.stage
                return _advance_findings(context, _target(context, command, here, _ways(template, here)))
            case _:
                return iter(())

    return asked(template, state, command, lambda context: tuple(found(context)))


def _later(
    context: DecisionContext, find: Callable[[DecisionContext], Iterator[Finding]]
) -> Callable[[], tuple[Finding, ...]]:
    """Return how to find the reasons of a refusal when they are first read: many refusals are only counted.

    The state is a value, so the answer is the same whenever that is.
    """
    template, state, command, facts = context.template, context.state, context.command, context.facts

    return lambda: asked(template, state, command, lambda again: tuple(find(again)), facts)


def _date_findings(state: State, started: Started, command: Command) -> Iterator[Finding]:
    """Return what is wrong with the two dates of a command; a day out of reach cannot be asked anything more."""
    if command.on < started.date:
        yield refusals.before_start(started.date, command.on)
    else:
        closed = state.index.facts(command.on, state.length).closed
        if closed is not None and not (isinstance(command, Withdraw) and command.entry == closed.seq):
            yield refusals.after_close(closed.date)
    if type(command.on) is TimedDay and not isinstance(command, Withdraw):
        later = state.index.timed_after(command.on, state.length)
        if later is not None:
            yield refusals.time_backwards(later, command.on)
    last = _last_written(state, command)
    if command.recorded is not None and last is not None and command.recorded < last.recorded:
        yield refusals.recorded_backwards(last.recorded, command.recorded)


def _future_findings(state: State, command: Command, limit: dt.datetime) -> Iterator[Finding]:
    yield from ahead(limit, command.on, command.recorded)
    last = _last_written(state, command)
    if command.recorded is None and last is not None and last.recorded > limit:
        yield refusals.written_in_future(last, limit)


def _last_written(state: State, command: Command) -> AnyEntry | None:
    """Return the entry written down last; one that was withdrawn, or is being, stood under a wrong moment."""
    withdrawn, entries = state.index.withdrawn, state.index.entries
    if state.length and not withdrawn and command.command != "withdraw":
        return entries[state.length - 1]
    for place in range(state.length - 1, -1, -1):
        entry = entries[place]
        mistaken = withdrawn.get(entry.seq, STANDING) <= state.length
        if not mistaken and not (isinstance(command, Withdraw) and command.entry == entry.seq):
            return entry
    return None


def _found(context: DecisionContext, command: Command, dated: Dated, laws: TemplatesById) -> tuple[AnyEntry, ...]:
    if isinstance(command, Migrate):
        return _migrate(context, command, dated, laws)
    entry = _decided(context, command, dated)
    return (entry, *told_again(context, entry)) if context.index.migrations else (entry,)


def _decided(context: DecisionContext, command: Command, dated: Dated) -> AnyEntry:
    match command:
        case AddRecord():
            return _record(context, command, dated)
        case Amend():
            return _amend(context, command, dated)
        case End():
            return _end(context, command, dated)
        case Advance():
            return _advance(context, command, dated)
        case Waive():
            return _waive(context, command, dated)
        case Withdraw():
            return _withdraw(context, command, dated)
        case Suspend():
            return Suspended.of(command, dated)
        case Resume():
            return _resume(context, command, dated)
        case Close():
            return _close(context, command, dated)
        case Start() | Migrate():
            raise AssertionError("it is decided before")
        case _:
            assert_never(command)


def _resume(context: DecisionContext, command: Resume, dated: Dated) -> Resumed:
    if context.gates.facts.suspended is None:
        raise NotLawful([refusals.not_suspended()])
    return Resumed.of(command, dated)


def _written_down(state: State, command: Command, now: dt.datetime | dt.date | None) -> dt.datetime:
    """Return when the entry counts as written down: as it says, or now, or on its own day.

    What it says itself has been held against the last entry before; else it is never before that.
    """
    recorded = command.recorded
    if recorded is None:
        recorded, last = _on_its_day(command.on) if now is None else as_moment(now), _last_written(state, command)
        if last is not None and recorded < last.recorded:
            recorded = last.recorded
    return recorded


def _dated(state: State, command: Command, recorded: dt.datetime) -> Dated:
    """Return what the entry carries."""
    return {
        "seq": state.length + 1,
        "date": command.on,
        "recorded": recorded,
        "by": command.by,
        "basis": command.basis,
        "note": command.note,
    }


def _on_its_day(on: dt.date) -> dt.datetime:
    """Return the moment of an act; where it says no time, the midnight of its day."""
    return as_moment(on) if type(on) is TimedDay else _midnight(on)


@lru_cache(maxsize=1024)
def _midnight(day: dt.date) -> dt.datetime:
    return as_moment(day)


# --- start -----------------------------------------------------------------------------------------------------------


def _start(
    template: Template,
    state: State,
    command: Start,
    limit: dt.datetime | None,
    now: dt.datetime | dt.date | None,
) -> Started:
    if state.length:
        raise NotLawful([refusals.already_started()])
    future = [] if limit is None else list(_future_findings(state, command, limit))
    if future:
        raise NotLawful(future)
    faults = parameter_faults(template, command.parameters)
    if faults:
        raise NotLawful([refusals.bad_parameter(template, fault) for fault in faults])
    law = {"template": template.id, "version": template.version, "digest": template.digest}
    return Started.of(command, _dated(state, command, _written_down(state, command, now)), **law)


# --- records ---------------------------------------------------------------------------------------------------------


def _is_plain(template: Template, state: State, command: AddRecord) -> bool:
    """Tell whether the law asks nothing of such a record, and it leans on what is there: most records are like that."""
    record, index, length = command.record, state.index, state.length
    kind = record.kept_as()
    validator = record_validator(template, kind)
    return not (
        validator.is_watched
        or index.migrations
        or index.exists(kind, record.id, length)
        or validator.gaps(index, record, min(command.on, LAST_ASKED), length)
    )


def _record(context: DecisionContext, command: AddRecord, dated: Dated) -> Recorded:
    record = command.record
    kind = record.kept_as()
    row = Row(record, command.on, command.on)
    exists = context.exists(kind, record.id)
    altered = () if exists else _altered(context, None, record)
    if (
        exists
        or record_validator(context.template, kind).faults(context, record)
        or not context.may("record", kind, row)
        or not _may_alter(context, altered)
    ):
        raise NotLawful(_later(context, lambda again: _record_findings(again, kind, row, altered, verb="record")))
    return Recorded.of(command, dated)


def _record_findings(
    context: DecisionContext, kind: str, row: Row, altered: Sequence[Row], *, verb: str
) -> Iterator[Finding]:
    record = row.record
    if verb == "record" and context.exists(kind, record.id):
        yield refusals.duplicate(context.template, kind, record.id)
    faults = record_validator(context.template, record.kept_as()).faults(context, record)
    yield from faults
    if not any(fault.code == "bad_record" for fault in faults):  # else no rule can read what it says
        yield from context.act_findings(verb, kind, row)
    yield from _altered_findings(context, altered)


def _altered(context: DecisionContext, before: Any, after: Any) -> tuple[Row, ...]:
    """Return the records that another one makes to say something else, as they would stand: it is recorded (`before` is
    None), amended, or ended (`after` is None).
    """
    said = [one for one in (before, after) if one is not None]
    if said[0].kind not in ALTERING:
        return ()
    field, kind = ALTERING[said[0].kind]
    rows: list[Row] = []
    for name in dict.fromkeys(getattr(one, field) for one in said):
        timeline = context.timeline(kind, name)
        if timeline is not None and timeline.now[1][0].lo <= context.on:
            says = after if after is not None and getattr(after, field) == name else None
            happening = Happened(context.on, context.length + 1, {}, None, (said[0].id, says))
            rows.append(timeline.fold(happening)[1])
    return tuple(rows)


def _may_alter(context: DecisionContext, altered: Sequence[Row]) -> bool:
    return all(not _misfits(row) and context.may("amend", row.record.kind, row) for row in altered)


def _altered_findings(context: DecisionContext, altered: Sequence[Row]) -> Iterator[Finding]:
    for row in altered:
        kind = row.record.kind
        yield from [refusals.bad_change(context.template, kind, field, why) for field, why in _misfits(row)]
        yield from context.act_findings("amend", kind, row)


def _misfits(row: Row) -> list[tuple[str, str]]:
    """Return by which fields a record, as others alter it, does not fit its type, and why."""
    try:
        type(row.record).model_validate(row.record.__dict__)
    except ValidationError as error:
        return _told(error)
    return []


def _told(error: ValidationError) -> list[tuple[str, str]]:
    return [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors(include_url=False)]


def _amend(context: DecisionContext, command: Amend, dated: Dated) -> Amended:
    row, _ = _standing(context, command.kind, command.id, command.on)
    changes = dict(command.changes)  # the entry's own; whoever asked may go on to change his
    changed = _changed(context, command, changes)
    kind = command.kind
    altered = _altered(context, row.record, changed.record)
    if (
        record_validator(context.template, changed.record.kept_as()).faults(context, changed.record)
        or not context.may("amend", kind, changed)
        or not _may_alter(context, altered)
    ):
        raise NotLawful(_later(context, lambda again: _record_findings(again, kind, changed, altered, verb="amend")))
    return Amended.of(command, dated, changes=changes)


def _changed(context: DecisionContext, command: Amend, changes: dict[str, Any]) -> Row:
    """Return the record as it would stand; refuse changes that do not fit it, now or under later amendments."""
    kind = command.kind
    fields = RECORDS.get(kind, Item).model_fields
    unknown = [
        refusals.unknown_field(context.template, kind, name)
        for name in changes
        if name not in fields or name in refusals.FIXED
    ]
    if unknown:
        raise NotLawful(unknown)
    timeline = context.timeline(kind, command.id)
    if timeline is None:
        raise AssertionError("what is amended is there")
    try:
        _, changed, *_ = timeline.fold(Happened(command.on, context.length + 1, changes))
    except ValidationError as error:
        raise NotLawful(
            [refusals.bad_change(context.template, kind, field, why) for field, why in _told(error)]
        ) from None
    except InputError as error:
        raise NotLawful([refusals.bad_change(context.template, kind, "", str(error))]) from None
    return changed


def _end(context: DecisionContext, command: End, dated: Dated) -> Ended:
    row, ended = _standing(context, command.kind, command.id, command.on)
    if ended is not None:
        raise NotLawful([refusals.already_ended(context.template, command.kind, command.id, ended)])
    altered = _altered(context, row.record, None)
    if not context.may("end", command.kind, row) or not _may_alter(context, altered):
        raise NotLawful(_later(context, lambda again: _end_findings(again, row, altered)))
    return Ended.of(command, dated)


def _end_findings(context: DecisionContext, row: Row, altered: Sequence[Row]) -> Iterator[Finding]:
    yield from context.act_findings("end", row.record.kept_as(), row)
    yield from _altered_findings(context, altered)


def _standing(context: DecisionContext, kind: str, id_: str, on: dt.date) -> tuple[Row, dt.date | None]:
    """Return the row to be amended or ended, and when it ends later; refuse where there is none, or it has ended."""
    known = (*(each for each in RECORDS if each != "item"), *context.template.registers)
    if kind not in known:
        raise NotLawful([refusals.unknown_kind(kind, known)])
    versions = context.index.versions(kind, id_, context.length)
    if not versions:
        raise NotLawful([refusals.not_found(context, kind, id_)])
    row, ended = context.index.ever(kind, id_, on, context.length), ended_on(versions)
    if row is None:
        raise NotLawful([refusals.not_yet(context.template, kind, id_, versions[0].lo)])
    if row.ended:
        raise NotLawful([refusals.already_ended(context.template, kind, id_, ended or row.lo)])
    return row, ended


# --- the programme as a whole ----------------------------------------------------------------------------------------


def _advance(context: DecisionContext, command: Advance, dated: Dated) -> Advanced:
    template, gates = context.template, context.gates
    here = gates.stage
    there = _target(context, command, here, _ways(template, here))
    later = context.moved_later()
    if later is not None:
        raise NotReady([migration_refusals.moved_later(template, later)])
    shut = (
        (gates.is_suspended() and _waits(template, here, there))
        or any(gates.blocks(requirement) for requirement in gates_between(template, here, there))
        or not all(context.may("advance", stage, None) for stage in stages_entered(template, here, there))
    )
    if shut:
        raise NotReady(_later(context, lambda again: _advance_findings(again, there)))
    return Advanced.of(command, dated, stage=template.first_leaf(there.id).id, from_stage=here.id)


def _waits(template: Template, here: Stage, there: Stage) -> bool:
    """Tell whether a move is none that the law allows while the programme is suspended."""
    return template.moves_while_suspended.isdisjoint(stages_entered(template, here, there))


def _ways(template: Template, here: Stage) -> tuple[str, ...]:
    return (*template.next_of(here.id), *template.back_of(here.id))


def _target(context: DecisionContext, command: Advance, here: Stage, ways: tuple[str, ...]) -> Stage:
    template = context.template
    if command.to is None:
        onward = template.next_of(here.id)
        if len(onward) != 1:
            raise NotReady([refusals.not_chosen(here, onward)])
        return template.stage(onward[0])
    if command.to not in template.stage_ids:
        raise NotReady([refusals.no_such_stage(command.to, template)])
    way = next((way for way in ways if command.to in {way, template.first_leaf(way).id}), None)
    if way is None:
        raise NotReady([refusals.not_next(template, here, command.to, ways)])
    return template.stage(way)


def _advance_findings(context: DecisionContext, there: Stage) -> Iterator[Finding]:
    gates, explain = context.gates, context.explainer
    if gates.is_suspended() and _waits(context.template, gates.stage, there):
        suspension = explain.suspension()
        if suspension is not None:
            yield suspension
    for requirement in gates_between(context.template, gates.stage, there):
        finding = explain.gate(requirement)
        if finding is not None:
            yield finding
    for stage in stages_entered(context.template, gates.stage, there):
        for guard in gates.unmet_guards("advance", stage, None):
            finding = explain.guard(guard, None)
            if finding is not None:
                yield finding


def _withdraw(context: DecisionContext, command: Withdraw, dated: Dated) -> Withdrawn:
    """A start, a change of the law and a withdrawal stay: everything after them was decided on their ground."""
    index = context.index
    if not 1 <= command.entry <= context.length:
        raise NotLawful([refusals.no_such_entry(command.entry, context.length)])
    entry = index.entries[command.entry - 1]
    if not is_withdrawable(entry):
        raise NotLawful([refusals.not_withdrawable(entry)])
    if index.withdrawn.get(entry.seq, STANDING) <= context.length:
        raise NotLawful([refusals.withdrawn_already(entry)])
    if isinstance(entry, Advanced) and (move := _migrated_from(context, entry)) is not None:
        raise NotLawful([migration_refusals.migrated_from(entry, move)])
    if isinstance(entry, Amended | Ended) and (timeline := context.timeline(entry.kind, entry.id)) is not None:
        try:
            timeline.without(entry.seq, context.length + 1)
        except ValueError:
            later = [one.seq for one in timeline.now[2] if one[:2] > (entry.date, entry.seq)]
            raise NotLawful([refusals.needed_by_later(entry, later)]) from None
    return Withdrawn.of(command, dated)


def _waive(context: DecisionContext, command: Waive, dated: Dated) -> Waived:
    findings = list(waiver_findings(context, command))
    if findings:
        raise NotWaivable(findings)
    return Waived.of(command, dated)


def _migrated_from(context: DecisionContext, opening: Advanced) -> Migrated | None:
    """Return the migration that found the programme where a move had led it."""
    moves = context.index.facts(LAST_DAY, context.length).moves
    following = next((move for move in moves if (move.date, move.seq) > (opening.date, opening.seq)), None)
    return following if isinstance(following, Migrated) else None


def _migrate(context: DecisionContext, command: Migrate, dated: Dated, laws: TemplatesById) -> tuple[AnyEntry, ...]:
    law = laws.get(command.digest)
    if command.digest == context.template.digest:
        raise NotLawful([migration_refusals.law_in_force(context.template)])
    if law is None:
        raise NotLawful([migration_refusals.law_not_at_hand(command.template, command.version, command.digest)])
    move = Move(context, command, law)
    findings = list(move.findings())
    if findings:
        raise NotLawful(findings)
    return tuple(move.entries(dated))


def _close(context: DecisionContext, command: Close, dated: Dated) -> Closed:
    gates, template = context.gates, context.template
    closed = context.index.facts(LAST_DAY, context.length).closed
    if closed is not None:
        raise NotReady([refusals.after_close(closed.date)])
    later = context.moved_later()
    if later is not None:
        raise NotReady([migration_refusals.moved_later(template, later)])
    if command.outcome == "completed":
        here = gates.stage
        path = template.path(here.id)
        if template.has_an_end and not any(stage.final for stage in path):
            raise NotReady([refusals.not_final(here)])
        exits = [requirement for stage in reversed(path) for requirement in stage.exit]
        if gates.blocking(exits):
            raise NotReady(
                _later(
                    context, lambda again: (one for each in exits if (one := again.explainer.gate(each)) is not None)
                )
            )
    return Closed.of(command, dated)
