"""What the door itself says, whatever the template asks: each refusal with its remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from partnership.acts import AnyEntry
from partnership.decisions.context import DecisionContext, door_finding
from partnership.evaluation import ParameterFault
from partnership.findings import Finding, GateMoment, Lack
from partnership.messages import NOTHING, Message, Sayable, message
from partnership.records import RECORDS, Item, field_types
from partnership.template import Stage, Template
from partnership.template.types import meant
from partnership.values import in_all_languages, nearest_hint, offered

FIXED: Final = frozenset({"id", "kind", "list"})
"""What makes a record the one that it is, so that no amendment changes it."""


def not_started() -> Finding:
    """Say that there is no programme yet."""
    return door_finding(
        "not_started",
        message("the programme has not begun"),
        message("start it first"),
    )


def already_started() -> Finding:
    """Say that a programme begins once."""
    return door_finding(
        "already_started",
        message("the programme has begun already"),
        message("begin another one"),
    )


def before_start(start: dt.date, on: dt.date) -> Finding:
    """Say that a day lies before the first."""
    return door_finding(
        "before_start",
        message("{on} is before the programme's first day, {start}", on=on, start=start),
        message("give {start:iso} or a later day", start=start),
        field="on",
    )


def time_backwards(later: AnyEntry, given: dt.date) -> Finding:
    """Say that acts of one day are in the order in which they were entered, and their times may not deny it."""
    return door_finding(
        "time_backwards",
        message(
            "{given} is before {later}, when entry {seq} of the same day was",
            given=given,
            later=later.date,
            seq=later.seq,
        ),
        message(
            "give the day alone if the order does not matter; or withdraw entry {seq}, and enter both in their order",
            seq=later.seq,
        ),
    )


def recorded_backwards(last: dt.datetime, given: dt.datetime) -> Finding:
    """Say that a ledger is written forwards."""
    return door_finding(
        "recorded_backwards",
        message(
            "recorded at {given}, but the entry before it only at {last}",
            given=given,
            last=last,
        ),
        message("a ledger is only added to: keep the day as it is, and give the time at which it is really recorded"),
        field="recorded",
    )


def in_future(on: dt.date, limit: dt.datetime) -> Finding:
    """Say that a day has not come yet."""
    return door_finding(
        "in_future",
        message("{on} has not come yet: today is {limit}", on=on, limit=limit.date()),
        message(
            "give the day on which it happened; if it is only planned, give the day on which it was planned, and the "
            "planned day in the record's field planned_for"
        ),
        field="on",
    )


def recorded_in_future(given: dt.datetime, limit: dt.datetime) -> Finding:
    """Say that nothing is written down before its time: nothing honest could be written after it."""
    return door_finding(
        "recorded_in_future",
        message(
            "recorded at {given}, but it is only {limit}",
            given=given,
            limit=limit,
        ),
        message("give the time at which it is really recorded"),
        field="recorded",
    )


def written_in_future(entry: AnyEntry, limit: dt.datetime) -> Finding:
    """Say that an entry before this one claims a moment that has not come."""
    return door_finding(
        "recorded_in_future",
        message(
            "entry {seq} says it was recorded at {then}, but it is only {now}",
            seq=entry.seq,
            then=entry.recorded,
            now=limit,
        ),
        message("withdraw entry {seq} and record it again", seq=entry.seq),
    )


def wrong_template(template: Template, law: str | None, on: dt.date) -> Finding:
    """Say that another law was in force on that day."""
    return door_finding(
        "wrong_template",
        message(
            "on {on} the programme follows other rules ({law}) than {id} {version}",
            on=on,
            law=law,
            id=template.id,
            version=template.version,
        ),
        message("use the version that the ledger names, or migrate"),
    )


def after_close(day: dt.date) -> Finding:
    """Say that the programme is over."""
    return door_finding(
        "after_close",
        message("the programme was closed on {day}", day=day),
        message("give a day before the close, or begin another programme"),
    )


def no_such_entry(number: int, length: int) -> Finding:
    """Say that the ledger has no entry of a number."""
    return door_finding(
        "entry_unknown",
        message("there is no entry {number}; the last is number {length}", number=number, length=length),
        message("look the number up: `partnership ledger FILE` lists the entries"),
    )


def not_withdrawable(entry: AnyEntry) -> Finding:
    """Say which entries stay whatever becomes of them."""
    return door_finding(
        "not_withdrawable",
        message("entry {seq} cannot be withdrawn: everything after it was decided on its ground", seq=entry.seq),
        message("a change of the rules is undone by a migration back; for another start, begin another programme"),
    )


def needed_by_later(entry: AnyEntry, later: list[int]) -> Finding:
    """Say that what was changed afterwards would not fit what the record was before."""
    named = ", ".join(map(str, later))
    return door_finding(
        "not_withdrawable",
        message(
            "entry {seq} cannot be withdrawn alone: later changes of the same record would not fit without it",
            seq=entry.seq,
        ),
        message("first withdraw those that depend on it, among: {named}", named=named),
    )


def record_withdrawn(template: Template, kind: str, id_: str, withdrawn: int) -> Finding:
    """Say that the record which an entry is about was a mistake, and is not there any more."""
    return door_finding(
        "unsupported",
        message(
            "{kind} '{id}' was recorded by mistake: entry {withdrawn} is withdrawn",
            kind=template.noun(kind),
            id=id_,
            withdrawn=withdrawn,
        ),
        message("withdraw this entry too, or first record again what it depends on"),
    )


def withdrawn_already(entry: AnyEntry) -> Finding:
    """Say that an entry is withdrawn once."""
    return door_finding(
        "not_withdrawable",
        message("entry {seq} has been withdrawn already", seq=entry.seq),
        message("nothing is left to do"),
    )


def not_suspended() -> Finding:
    """Say that there is nothing to resume: no decision suspends the programme."""
    return door_finding(
        "not_suspended",
        message("there is nothing to resume: no decision suspends the programme"),
        message(
            "nothing has to be done; if the rules suspended the programme, the suspension ends by itself when its "
            "cause is removed"
        ),
    )


def bad_parameter(template: Template, fault: ParameterFault) -> Finding:
    """Say which parameter cannot be set so."""
    name, value = fault.name, fault.value
    parameter = template.parameters.get(name)
    field = f"parameters.{name}"
    if parameter is None:
        choices = offered(name, tuple(template.parameters))
        known = (
            message("one of: {choices}", choices=choices) if choices else message("leave it out: the template has none")
        )
        hint = nearest_hint(name, template.parameters) or known
        return door_finding(
            "parameter", message("the template has no parameter '{name}'", name=name), hint, field=field
        )
    return door_finding(
        "parameter",
        message("parameter '{name}' cannot be {value}", name=name, value=value),
        Message(
            "{allowed}{hint}",
            {"allowed": message("give {what}", what=fault.expected), "hint": proposed(value, parameter.type)},
        ),
        field=field,
    )


def proposed(value: object, type_: str) -> Message:
    """Say at the end of a remedy how a value would be written, where that can be guessed."""
    hint = meant(value, type_)
    return NOTHING if hint is None else Message("; {hint}", {"hint": hint})


def duplicate(template: Template, kind: str, id_: str) -> Finding:
    """Say that an id is taken."""
    return door_finding(
        "duplicate_id",
        message("there is {kind:a} '{id}' already", kind=template.noun(kind), id=id_),
        message("amend that record, or choose another id"),
        field="id",
    )


def unknown_kind(kind: str, known: Sequence[str]) -> Finding:
    """Say that there is no such kind of record."""
    hint = nearest_hint(kind, known)
    return door_finding(
        "unknown_kind",
        message("there is no kind of record '{kind}'", kind=kind),
        hint or message("one of: {choices}", choices=offered(kind, known)),
        field="kind",
    )


def not_found(context: DecisionContext, kind: str, id_: str) -> Finding:
    """Say that there is nothing to amend or end."""
    rows = context.index.firsts.get(context.index.called(kind), {})
    known = [one for one in list(rows) if context.exists(kind, one)]
    hint = nearest_hint(id_, known)
    return door_finding(
        "not_found",
        message("there is no {kind} '{id}'", kind=context.template.noun(kind), id=id_),
        hint or message("record it first"),
        field="id",
    )


def not_yet(template: Template, kind: str, id_: str, start: dt.date) -> Finding:
    """Say that a record begins only later."""
    return door_finding(
        "not_found",
        message("{kind} '{id}' is recorded only since {start}", kind=template.noun(kind), id=id_, start=start),
        message("give {start:iso} or a later day", start=start),
        field="on",
    )


def already_ended(template: Template, kind: str, id_: str, day: dt.date) -> Finding:
    """Say that a record has ended."""
    return door_finding(
        "already_ended",
        message(
            "the record of {kind} '{id}' was closed on {day} and can no longer be changed",
            kind=template.noun(kind),
            id=id_,
            day=day,
        ),
        message("put what has happened since into a new record, with a new id"),
    )


def unknown_field(template: Template, kind: str, name: str) -> Finding:
    """Say that a kind has no such field, or that the field cannot be changed."""
    if name in FIXED:
        return door_finding(
            "bad_change",
            message("the {name} of a record cannot be changed", name=name),
            message("end it and record another"),
            field=name,
        )
    fields = tuple(field_types(RECORDS.get(kind, Item)))
    return door_finding(
        "unknown_field",
        message("{kind} has no field '{name}'", kind=template.noun(kind), name=name),
        nearest_hint(name, fields) or message("one of: {choices}", choices=offered(name, fields)),
        field=name,
    )


def bad_change(template: Template, kind: str, field: str, trouble: str) -> Finding:
    """Say what is wrong with a change."""
    return door_finding(
        "bad_change",
        Message("{kind}, {field}: {trouble}", {"kind": template.noun(kind), "field": field, "trouble": trouble}),
        message("give a value that the record can have"),
        field=field or None,
    )


def no_such_stage(name: str, template: Template) -> Finding:
    """Say that a template has no such stage."""
    hint = titled_hint(name, template.titles.stages) or nearest_hint(name, template.stage_ids)
    return door_finding(
        "stage_unknown",
        message("{id} {version} has no stage '{name}'", id=template.id, version=template.version, name=name),
        hint or message("one of: {choices}", choices=offered(name, template.stage_ids)),
        moment=GateMoment.EXIT,
        field="to",
    )


def titled_hint(word: str, titles: Mapping[str, Sayable]) -> Message | None:
    """Propose the id of what people call by this title, in whatever language they do."""
    wanted = word.casefold()
    for id_, title in titles.items():
        if any(said.casefold() == wanted for said in in_all_languages(title).values()):
            return message("did you mean '{found}'?", found=id_)
    return None


def not_chosen(here: Stage, onward: tuple[str, ...]) -> Finding:
    """Say that the next stage has to be named, or that there is none."""
    if onward:
        return door_finding(
            "stage_not_chosen",
            message("several stages follow {id}: {onward}", id=here.id, onward=onward),
            message("name one of them"),
            stage=here.id,
        )
    return door_finding(
        "stage_not_next",
        message("no stage follows {id}", id=here.id),
        message("close the programme, or go back"),
        stage=here.id,
    )


def not_next(template: Template, here: Stage, to: str, ways: tuple[str, ...]) -> Finding:
    """Say that no way leads there from here."""
    names = ", ".join(ways) or "-"
    title = template.stage(to).title
    return door_finding(
        "stage_not_next",
        message(
            "the stage {title} ({id}) does not lead to {onward} ({to})",
            title=here.title,
            id=here.id,
            onward=title,
            to=to,
        ),
        message("the next stages can be: {names}", names=names),
        moment=GateMoment.EXIT,
        stage=here.id,
        field="to",
    )


def not_final(here: Stage) -> Finding:
    """Say that a programme is completed from a last stage only."""
    return door_finding(
        "stage_not_next",
        message("{title} ({id}) is not a last stage", title=here.title, id=here.id),
        message("go through the stages that follow, or cancel"),
        stage=here.id,
        lacks=[Lack(what=here.title)],
    )
