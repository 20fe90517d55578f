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
from partnership.decisions.asking import Asking, said
from partnership.decisions.doors import door
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
from partnership.findings import Finding, GateMoment, Lack, Severity
from partnership.readiness import gates_between, parameter_faults, stages_entered
from partnership.records import RECORDS, field_types, noun
from partnership.state import Row, State
from partnership.template import Stage, Template
from partnership.values import Text, as_moment, nearest_hint


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
            raise NotLawful([_wrong_template(template, tables.facts.law, on)])
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
        raise NotLawful([_not_started()])
    return started


def _date_findings(state: State, started: Started, command: Asked) -> Iterator[Finding]:
    """Return what is wrong with the two dates of a command; a day out of reach cannot be asked anything more."""
    if command.on < started.date:
        yield _before_start(started.date, command.on)
    else:
        closed = state.tables.facts.closed
        if closed is not None:
            yield _after_close(closed.date)
    last = state.last
    if command.recorded is not None and last is not None and command.recorded < last.recorded:
        yield _recorded_backwards(last.recorded, command.recorded)


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
        raise NotLawful([_not_suspended()])
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
        raise NotLawful([_already_started()])
    faults = parameter_faults(template, command.parameters)
    if faults:
        raise NotLawful([_bad_parameter(template, fault.name, fault.value, fault.expected) for fault in faults])
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
        yield _duplicate(kind, record.id)
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
    unknown = [_unknown_field(kind, name) for name in command.changes if name not in fields or name in {"id", "kind"}]
    if unknown:
        raise NotLawful(unknown)
    try:
        fresh = asking.tables.history(kind, command.id).try_out(command.on, asking.state.length + 1, command.changes)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise NotLawful([_bad_change(kind, ".".join(map(str, one["loc"])), one["msg"]) for one in faults]) from None
    except InputError as error:
        raise NotLawful([_bad_change(kind, "", str(error))]) from None
    return fresh[0].row


def _end(asking: Asking, command: End, seq: int, recorded: dt.datetime) -> Ended:
    row, ended = _standing(asking, command.kind, command.id, command.on)
    if ended is not None:
        raise NotLawful([_already_ended(command.kind, command.id, ended)])
    if not _may(asking, "end", command.kind, row):
        template, state = asking.template, asking.state
        raise NotLawful(lambda: _act_findings(Asking(template, state, command), "end", command.kind, row))
    return Ended(**_dated(command, seq, recorded), kind=command.kind, id=command.id, reason=command.reason)


def _standing(asking: Asking, kind: str, id_: str, on: dt.date) -> tuple[Row, dt.date | None]:
    """Return the row to be amended or ended, and when it ends later; refuse where there is none, or it has ended."""
    if kind not in RECORDS:
        raise NotLawful([_unknown_kind(kind)])
    if not asking.tables.exists(kind, id_):
        raise NotLawful([_not_found(asking, kind, id_)])
    history = asking.tables.history(kind, id_)
    version = history.on(on)
    if version is None:
        raise NotLawful([_not_yet(kind, id_, history.versions[0].start)])
    if version.ended:
        raise NotLawful([_already_ended(kind, id_, version.start)])
    return version.row, history.ended_on


# --- the programme as a whole ----------------------------------------------------------------------------------------


def _advance(asking: Asking, command: Advance, seq: int, recorded: dt.datetime) -> Advanced:
    template, readiness = asking.template, asking.readiness
    here = readiness.stage
    there = _target(asking, command, here, _ways(template, here))
    later = _later_openings(asking)
    if later:
        raise NotReady([_moved_on_later(template, later[-1])])
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
            raise NotReady([_not_chosen(here, onward)])
        return template.stage(onward[0])
    if command.to not in template.stage_ids:
        raise NotReady([_no_such_stage(command.to, template.stage_ids)])
    way = next((way for way in ways if command.to in {way, template.first_leaf(way).id}), None)
    if way is None:
        raise NotReady([_not_next(template, here, command.to, ways)])
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
    findings = list(_waiver_findings(asking, command))
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


def _waiver_findings(asking: Asking, command: Waive) -> Iterator[Finding]:
    requirement = asking.template.requirements.get(command.requirement)
    if requirement is None:
        hint = nearest_hint(command.requirement, asking.template.requirements)
        yield said(
            "requirement_unknown",
            (
                f"the template has no requirement '{command.requirement}'",
                f"в шаблоне нет требования «{command.requirement}»",
            ),
            (hint.en, hint.ru) if hint is not None else ("name one that it has", "назовите то, которое в нём есть"),
        )
        return
    title = requirement.title
    if not requirement.waivable_by:
        yield said(
            "not_waivable",
            (
                f"{requirement.id} can be waived by nobody: {title.en}",
                f"{requirement.id} не допускает исключений: {title.ru}",
            ),
            ("meet the requirement itself", "выполните само требование"),
            requirement=requirement.id,
        )
        return
    if not _holds_role(asking, command.waived_by, requirement.waivable_by):
        roles = [asking.template.lists["roles"][role].title for role in requirement.waivable_by]
        en, ru = " or ".join(role.en for role in roles), " или ".join(role.ru for role in roles)
        by = asking.explainer.names.of_id(command.waived_by)
        yield said(
            "waiver_role",
            (
                f"{by.text('en')} holds no role that may waive {requirement.id}",
                f"{by.text('ru')}: нет роли, дающей право на исключение из {requirement.id}",
            ),
            (f"let it be waived by: {en}", f"исключение может дать: {ru}"),
            requirement=requirement.id,
        )
    longest = requirement.waivable_for.after(command.on) if requirement.waivable_for is not None else dt.date.max
    if not command.on < command.until <= longest:
        yield said(
            "waiver_too_long",
            (
                f"a waiver of {requirement.id} from {command.on} may last until {longest}, not until {command.until}",
                f"исключение из {requirement.id} с {command.on} возможно до {longest}, а не до {command.until}",
            ),
            (
                f"choose an end after {command.on}, at most {longest}",
                f"выберите срок после {command.on} и не позже {longest}",
            ),
            requirement=requirement.id,
        )


def _holds_role(asking: Asking, who: str, roles: tuple[str, ...]) -> bool:
    for row in asking.tables.current["assignment"].values():
        assignment = row.record
        if assignment.role in roles and who in {assignment.person, assignment.partner}:
            return True
    return False


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
        raise NotReady([_moved_on_later(template, later[-1])])
    if command.outcome == "completed":
        here = readiness.stage
        path = template.path(here.id)
        if not any(stage.final for stage in path):
            raise NotReady([_not_final(here)])
        exits = [requirement for stage in reversed(path) for requirement in stage.exit]
        if readiness.blocking(exits):
            explain = asking.explainer
            found = (explain.standing(readiness.standings[requirement.id]) for requirement in exits)
            raise NotReady([finding for finding in found if finding is not None])
    return Closed(**_dated(command, seq, recorded), outcome=command.outcome, reason=command.reason)


# --- what the door itself says ---------------------------------------------------------------------------------------


def _not_started() -> Finding:
    return said(
        "not_started",
        ("the programme has not begun", "программа ещё не начата"),
        ("start it first", "сначала начните её"),
    )


def _already_started() -> Finding:
    return said(
        "already_started",
        ("the programme has begun already", "программа уже начата"),
        ("begin another one", "начните другую"),
    )


def _before_start(start: dt.date, on: dt.date) -> Finding:
    return said(
        "before_start",
        (f"{on} lies before the programme's first day, {start}", f"{on} раньше первого дня программы, {start}"),
        (f"give {start} or a later day", f"укажите {start} или более поздний день"),
    )


def _recorded_backwards(last: dt.datetime, given: dt.datetime) -> Finding:
    return said(
        "recorded_backwards",
        (
            f"written down at {given:%Y-%m-%d %H:%M}, but the entry before it only at {last:%Y-%m-%d %H:%M}",
            f"внесено {given:%Y-%m-%d %H:%M}, но предыдущая запись внесена {last:%Y-%m-%d %H:%M}",
        ),
        (
            "a ledger is only added to: keep the day as it is, and give the moment at which it is really written down",
            "книга только дополняется: оставьте день, а моментом внесения укажите действительный",
        ),
    )


def _wrong_template(template: Template, law: str | None, on: dt.date) -> Finding:
    return said(
        "wrong_template",
        (
            f"on {on} the programme is kept under another law ({law}) than {template.id} {template.version}",
            f"на {on} программа ведётся по другой версии ({law}), не по {template.id} {template.version}",
        ),
        (
            "use the version that the ledger names, or migrate",
            "возьмите версию, названную в книге, или перейдите на новую",
        ),
    )


def _after_close(day: dt.date) -> Finding:
    return said(
        "after_close",
        (f"the programme was closed on {day}", f"программа закрыта {day}"),
        (
            "date it before the close, or begin another programme",
            "датируйте раньше закрытия или начните другую программу",
        ),
    )


def _not_suspended() -> Finding:
    return said(
        "not_suspended",
        ("nobody has suspended the programme by hand", "программа не приостановлена решением"),
        (
            "nothing to lift; a suspension by the law ends when it is mended",
            "снимать нечего; приостановка по правилу снимается исполнением",
        ),
    )


def _bad_parameter(template: Template, name: str, value: object, expected: str) -> Finding:
    hint = nearest_hint(name, template.parameters) if name not in template.parameters else None
    return said(
        "parameter",
        (f"parameter {name}: {value}", f"параметр {name}: {value}"),
        (hint.en, hint.ru) if hint is not None else (f"expected {expected}", f"ожидается {expected}"),
    )


def _duplicate(kind: str, id_: str) -> Finding:
    named = noun(kind)
    return said(
        "duplicate_id",
        (f"there is a {named.en} '{id_}' already", f"запись «{id_}» ({named.ru}) уже есть"),
        ("amend it, or choose another id", "измените её или выберите другой идентификатор"),
    )


def _unknown_kind(kind: str) -> Finding:
    hint = nearest_hint(kind, RECORDS)
    return said(
        "unknown_kind",
        (f"there is no kind of record '{kind}'", f"нет вида записи «{kind}»"),
        (hint.en, hint.ru) if hint is not None else (", ".join(RECORDS),) * 2,
    )


def _not_found(asking: Asking, kind: str, id_: str) -> Finding:
    named, hint = noun(kind), nearest_hint(id_, asking.tables.firsts[kind])
    return said(
        "not_found",
        (f"there is no {named.en} '{id_}'", f"нет записи «{id_}» ({named.ru})"),
        (hint.en, hint.ru) if hint is not None else ("record it first", "сначала внесите её"),
    )


def _not_yet(kind: str, id_: str, start: dt.date) -> Finding:
    named = noun(kind)
    return said(
        "not_found",
        (
            f"{named.en} '{id_}' is recorded only from {start}",
            f"запись «{id_}» ({named.ru}) существует только с {start}",
        ),
        (f"give {start} or a later day", f"укажите {start} или более поздний день"),
    )


def _already_ended(kind: str, id_: str, day: dt.date) -> Finding:
    named = noun(kind)
    return said(
        "already_ended",
        (f"{named.en} '{id_}' ended on {day}", f"запись «{id_}» ({named.ru}) прекращена {day}"),
        ("record a new one under an id of its own", "внесите новую под своим идентификатором"),
    )


def _unknown_field(kind: str, name: str) -> Finding:
    hint = nearest_hint(name, field_types(RECORDS[kind]))
    if name in {"id", "kind"}:
        return said(
            "bad_change",
            (f"the {name} of a record cannot be changed", f"поле {name} записи изменить нельзя"),
            ("end it and record another", "прекратите её и внесите другую"),
        )
    return said(
        "unknown_field",
        (f"{noun(kind).en} has no field '{name}'", f"у записи ({noun(kind).ru}) нет поля «{name}»"),
        (hint.en, hint.ru) if hint is not None else (", ".join(field_types(RECORDS[kind])),) * 2,
    )


def _bad_change(kind: str, field: str, message: str) -> Finding:
    return said(
        "bad_change",
        (f"{noun(kind).en}, {field}: {message}", f"{noun(kind).ru}, {field}: {message}"),
        ("give a value that the record can have", "укажите допустимое значение"),
    )


def _no_such_stage(name: str, stages: tuple[str, ...]) -> Finding:
    hint = nearest_hint(name, stages)
    return said(
        "stage_unknown",
        (f"the template has no stage '{name}'", f"в шаблоне нет этапа «{name}»"),
        (hint.en, hint.ru) if hint is not None else (", ".join(stages),) * 2,
        moment=GateMoment.EXIT,
    )


def _not_chosen(here: Stage, onward: tuple[str, ...]) -> Finding:
    if onward:
        return said(
            "stage_not_chosen",
            (
                f"several stages follow {here.id}: {', '.join(onward)}",
                f"после этапа {here.id} возможны: {', '.join(onward)}",
            ),
            ("name one of them", "назовите один из них"),
            stage=here.id,
        )
    return said(
        "stage_not_chosen",
        (f"no stage follows {here.id}", f"после этапа {here.id} нет других"),
        ("close the programme, or go back", "завершите программу или вернитесь назад"),
        stage=here.id,
    )


def _not_next(template: Template, here: Stage, to: str, ways: tuple[str, ...]) -> Finding:
    names = ", ".join(ways) or "-"
    title = template.stage(to).title
    return said(
        "stage_not_next",
        (
            f"no way leads from {here.title.en} ({here.id}) to {title.en} ({to})",
            f"из этапа «{here.title.ru}» ({here.id}) нельзя перейти в «{title.ru}» ({to})",
        ),
        (f"from here one can go to: {names}", f"отсюда можно перейти: {names}"),
        moment=GateMoment.EXIT,
        stage=here.id,
    )


def _moved_on_later(template: Template, opening: Advanced) -> Finding:
    title = (
        template.stage(opening.stage).title
        if opening.stage in template.stage_ids
        else Text(en=opening.stage, ru=opening.stage)
    )
    return said(
        "stage_not_next",
        (
            f"the programme moved on to {title.en} on {opening.date}: stages cannot be slipped in before that",
            f"программа перешла к этапу «{title.ru}» {opening.date}: вставить переход раньше нельзя",
        ),
        (f"give {opening.date} or a later day", f"укажите {opening.date} или более поздний день"),
        moment=GateMoment.EXIT,
    )


def _not_final(here: Stage) -> Finding:
    return said(
        "stage_not_next",
        (f"{here.title.en} ({here.id}) is not a last stage", f"«{here.title.ru}» ({here.id}) не последний этап"),
        ("go through the stages that follow, or cancel", "пройдите следующие этапы или отмените программу"),
        stage=here.id,
        lacks=[Lack(what=here.title)],
    )
