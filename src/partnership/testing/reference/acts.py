"""Whether an act would be lawful: every reason that speaks against it, from the sentences about the one door."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

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
)
from partnership.errors import UnknownName
from partnership.findings import Status
from partnership.messages import message
from partnership.records import RECORDS, REGISTERS
from partnership.testing.reference.checks import answer
from partnership.testing.reference.fields import Element, Environment, Look, all_pass, value_of
from partnership.testing.reference.figures import days_of, span
from partnership.testing.reference.law import LISTS, PEOPLE, Law, PlainTree, Rule
from partnership.testing.reference.past import Past, Row, kept_as
from partnership.testing.reference.places import leads
from partnership.testing.reference.select import as_selection, one_or_more, tested_by
from partnership.testing.reference.tour import cycle_of, first_entered, last_round
from partnership.values import ONE_DAY, Listed, Ref, TimedDay, as_moment, plain_day

WAIVING = ("person", "partner")
"""Kinds of record that hold roles."""

Reasons = set[str]


def environment_of(law: Law, past: Past, day: date) -> Environment:
    """The view from a day: only what is dated on or before it."""
    started = past.started
    return Environment(law, past.until(day), day, started.region, dict(started.parameters))


def asking(env: Environment, rule: Rule) -> Environment:
    """The view from where a rule stands: at its stage, and in which round of it.

    What gates in a cycle ask is done anew in each round, unless they say otherwise; all else only where it says so.
    """
    gate = rule.moment in {"exit", "entry"} and rule.stage is not None and bool(cycle_of(env.law, rule.stage))
    this_round = rule.tree.get("round", "this" if gate else "any") == "this"
    after = last_round(env.law, env.past, env.day, rule.stage or "") if this_round else None
    return replace(env, stage=rule.stage or "", after=after)


def weight(env: Environment, rule: Rule) -> str | None:
    """How much a requirement weighs; before the moment from which it is asked it is advice, or unheard of."""
    weighs, begins = env.law.severity(rule, env.region, env.day), rule.tree.get("from")
    if weighs is None or begins is None or early(env, rule):
        return weighs
    here = replace(asking(env, rule), after=None)
    if "first" in begins:
        first = as_selection(begins["first"])
        start = min(days_of(here, first | {"ever": True}, begins.get("field", "date")), default=None)
    elif "stage" in begins:
        start = first_entered(env.law, env.past, env.day, begins["stage"])
    else:
        start = value_of(here, begins["day"])
    if start is not None and "after" in begins:
        start = span(here, begins["after"]).after(start)
    if start is None:
        return None
    return weighs if start <= env.day else "advise"


def early(env: Environment, rule: Rule) -> bool:
    """Whether a requirement has not taken effect yet."""
    since = rule.tree.get("effective_from")
    return since is not None and env.day < since


# --- where a programme stands -----------------------------------------------------------------------------------------


def stage_on(law: Law, past: Past, day: date) -> str:
    """The stage on a day: where it started, or where the last advance led, or a change of the law that names one."""
    moves = [entry.stage for entry in past.until(day).entries if isinstance(entry, Advanced | Migrated) and entry.stage]
    return law.first_leaf(moves[-1]) if moves else law.start()


def closed(past: Past, day: date) -> bool:
    """Whether the programme is over."""
    return any(isinstance(entry, Closed) for entry in past.until(day).entries)


def by_hand(past: Past, day: date) -> bool:
    """Whether people have suspended the programme and not resumed it."""
    turns = [entry for entry in past.until(day).entries if isinstance(entry, Suspended | Resumed)]
    return bool(turns) and isinstance(turns[-1], Suspended)


def waived(past: Past, requirement: str, subjects: set[str | None], day: date) -> bool:
    """Whether one waiver, of the whole or of one of these subjects, covers a day."""
    return any(
        isinstance(entry, Waived)
        and entry.requirement == requirement
        and (entry.subject is None or entry.subject in subjects)
        and entry.date <= day < entry.until
        for entry in past.entries
    )


def met(env: Environment, rule: Rule) -> bool:
    """Whether a requirement is satisfied, or waived as a whole, or satisfied once those waived are excused.

    To excuse somebody makes nobody else appear: where there are too few, there are still too few.
    """
    env = asking(env, rule)
    if waived(env.past, rule.id, set(), env.day) or answer(env, rule.check).status is Status.SATISFIED:
        return True
    subjects = {entry.subject for entry in env.past.entries if isinstance(entry, Waived) and entry.subject}
    excused = frozenset(who for who in subjects if waived(env.past, rule.id, {who}, env.day))
    return bool(excused) and answer(env.excusing(excused), rule.check).status is Status.SATISFIED


def unmet(law: Law, past: Past, rules: list[Rule], day: date) -> Reasons:
    """The requirements among these that block on a day."""
    env = environment_of(law, past, day)
    return {rule.id for rule in rules if weight(env, rule) == "block" and not met(env, rule)}


def must_hold(law: Law, past: Past, day: date) -> Reasons:
    """The invariants of the stages one is in that do not hold on a day."""
    open_stages = law.path(stage_on(law, past, day))
    return unmet(
        law, past, [each for each in law.gates() if each.moment == "invariant" and each.stage in open_stages], day
    )


def is_suspended(law: Law, past: Past, day: date) -> bool:
    """Whether the programme is suspended at the end of a day, by hand or because something does not hold.

    A programme that is closed is over, not suspended.
    """
    return not closed(past, day) and (by_hand(past, day) or bool(must_hold(law, past, day)))


# --- the door ---------------------------------------------------------------------------------------------------------


def against(law: Law, past: Past, command: Command) -> Reasons:
    """Every reason against a command: codes of the door, and ids of requirements. `past` is the ledger as it stands.

    What lies outside the time of the programme is not looked at further.
    """
    if isinstance(command, Start):
        return {"already_started"} if past.entries else set()
    if not past.entries:
        return {"not_started"}
    return timely(past, command) or particular(law, past, command)


def timely(past: Past, command: Command) -> Reasons:
    """Reasons that lie in the two dates of a command; without a word it is written down after what is there."""
    reasons: Reasons = set()
    mistaken = command.entry if isinstance(command, Withdraw) else None
    standing = Past(entry for entry in past.entries if entry.seq != mistaken)
    if command.on < past.started.date:
        reasons.add("before_start")
    if isinstance(command.on, TimedDay) and not isinstance(command, Withdraw):
        acts = [entry.date for entry in standing.entries if not isinstance(entry, Withdrawn)]
        same_day = [day for day in acts if isinstance(day, TimedDay) and plain_day(day) == command.on]
        reasons |= {"time_backwards"} if any(day > command.on for day in same_day) else set()
    if command.recorded is not None and any(command.recorded < entry.recorded for entry in standing.entries):
        reasons.add("recorded_backwards")
    if closed(standing, plain_day(command.on)):
        reasons.add("after_close")
    return reasons


def particular(law: Law, past: Past, command: Command) -> Reasons:
    """Reasons that lie in what is asked.

    Raises:
        UnknownName: for a command that one law alone cannot judge, such as the move to another one.
    """
    match command:
        case AddRecord():
            return against_record(law, past, command)
        case Amend():
            return against_amendment(law, past, command)
        case End():
            return against_end(law, past, command)
        case Advance():
            return against_advance(law, past, command)
        case Waive():
            return against_waiver(law, past, command)
        case Resume():
            return set() if by_hand(past, command.on) else {"not_suspended"}
        case Close():
            return against_closing(law, past, command)
        case Withdraw():
            return against_withdrawal(past, command)
        case Start() | Suspend():
            return set()
        case _:
            known = ("start", "record", "amend", "end", "advance", "waive", "suspend", "resume", "withdraw", "close")
            raise UnknownName(command.command, known, message("command for one law"))


def against_withdrawal(past: Past, command: Withdraw) -> Reasons:
    """An entry is withdrawn once; a start, a change of the law and a withdrawal never; nor what later changes need."""
    gone = {entry.withdraws for entry in past.entries if isinstance(entry, Withdrawn)}
    mistaken = next((entry for entry in past.entries if entry.seq == command.entry), None)
    if mistaken is None:
        return {"not_withdrawable"} if command.entry in gone else {"entry_unknown"}
    if isinstance(mistaken, Amended):
        rest = Past(entry for entry in past.entries if entry is not mistaken)
        try:
            rest.versions(mistaken.kind, mistaken.id, date.max)
        except ValidationError:
            return {"not_withdrawable"}
    return {"not_withdrawable"} if isinstance(mistaken, Started | Migrated | Withdrawn) else set()


def named_in(record: Any) -> list[tuple[str, Ref | Listed, str]]:
    """Every id that a field of a record names: the field, what it stands for, the id."""
    found = []
    for field in type(record).model_fields:
        target = leads(record.kind, field)
        value = getattr(record, field)
        if target is not None and value is not None:
            found += [(field, target, each) for each in one_or_more(value)]
    return found


def words(law: Law, past: Past, record: Any, day: date, fields: set[str] | None = None) -> Reasons:
    """Whether what a record names is there: records that have come in, items of lists, levels, registers."""
    reasons: Reasons = set()
    for field, target, each in named_in(record):
        if fields is not None and field not in fields:
            continue
        if isinstance(target, Listed) and not law.item(target.list, each):
            reasons.add("unknown_word")
        if isinstance(target, Ref) and not any(past.latest(kind, each, day) for kind in target.kinds):
            reasons.add("unknown_id")
    if record.kind == "level" and law.item("scales", record.scale):
        reasons |= set() if record.level in law.levels(record.scale) else {"unknown_word"}
        reasons |= against_subject(law, past, record, day)
    if record.kind == "register_kept" and record.lists not in REGISTERS and not law.register(record.lists):
        reasons.add("unknown_word")
    if record.kind == "benefit_statement":
        own = [each["id"] for each in law.items("beneficiaries") or []]
        if record.beneficiary not in ["pupils", "ngo", "business", "government", *own]:
            reasons.add("unknown_word")
    if record.kind == "item":
        reasons |= against_item(law, past, record, day)
    return reasons


def against_subject(law: Law, past: Past, record: Any, day: date) -> Reasons:
    """Whether a level says of whom or of what it is: a person or partner, a record of the scale's kind, or nobody."""
    kind = law.kind((law.item("scales", record.scale) or {})["of"])
    wanted = None if kind == "programme" else "person" if kind in PEOPLE else "of"
    given = {name for name in ("person", "of") if getattr(record, name) is not None}
    reasons: Reasons = set() if given == ({wanted} - {None}) else {"bad_record"}
    if wanted in given and not past.latest(kind, getattr(record, str(wanted)), day):
        reasons.add("unknown_id")
    return reasons


def against_item(law: Law, past: Past, record: Any, day: date) -> Reasons:
    """Whether a row of a template's own register has the fields that the template declares."""
    register = law.register(record.list)
    if register is None:
        return {"unknown_word"}
    reasons: Reasons = set()
    shapes = register["fields"]
    if any(name not in shapes for name in record.fields):
        reasons.add("unknown_field")
    for name, shape in shapes.items():
        value = record.fields.get(name)
        if value is None:
            reasons |= {"bad_record"} if shape.get("required") else set()
        elif shape.get("many", False) is not isinstance(value, tuple):
            reasons.add("bad_record")
        else:
            for each in one_or_more(value):
                if not fits(law, shape, each):
                    reasons.add("bad_record")
                elif shape["type"] == "id" and "of" in shape and not past.latest(law.kind(shape["of"]), each, day):
                    reasons.add("unknown_id")
    return reasons


def fits(law: Law, shape: PlainTree, value: Any) -> bool:
    """Whether a single value is of a field's type, one of its words, and within its range."""
    of_type = {
        "text": {"str"},
        "id": {"str"},
        "choice": {"str"},
        "level": {"str"},
        "integer": {"int"},
        "decimal": {"Decimal", "int"},
        "boolean": {"bool"},
        "date": {"date"},
        "moment": {"date", "TimedDay"},
        "money": {"Money"},
    }
    if shape["type"] == "partial_date":
        return bool(re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", str(value))) and type(value) is not bool
    if type(value).__name__ not in of_type[shape["type"]]:
        return False
    if shape["type"] == "choice":
        return value in [each["id"] if isinstance(each, dict) else each for each in shape["choices"]]
    if shape["type"] == "level":
        return value in law.levels(shape["of"])
    figure = value.amount if shape["type"] == "money" else value
    return not ("min" in shape and figure < shape["min"]) and not ("max" in shape and figure > shape["max"])


def ids_in_row(law: Law, record: Any) -> set[str]:
    """The records that a row of a template's own register names."""
    if record.kind != "item":
        return set()
    shapes = law.shapes(record.list).items()
    named = [record.fields.get(name) for name, shape in shapes if shape["type"] == "id" and "of" in shape]
    return {each for value in named if value is not None for each in one_or_more(value)}


def act_is(law: Law, past: Past, act: PlainTree, asked: PlainTree, row: Row | None, day: date) -> bool:
    """Whether a pattern (`act:` of a guard, or what is refused while suspended) speaks of this act."""
    if "advance" in act:
        return act["advance"] in asked.get("advance", [])
    verb = next(each for each in ("record", "amend", "end") if each in act)
    if law.kind(act[verb]) != asked.get(verb):
        return False
    where = act.get("where", {})
    env = environment_of(law, past, day)
    look = Look(day, tested=tested_by(act))
    return row is None or all_pass(env, Element(row.id, row), "", where, look)


def held_up(law: Law, past: Past, asked: PlainTree, row: Row | None, day: date) -> Reasons:
    """The guards of an act that do not hold, and whether the act must wait because the programme is suspended."""
    reasons: Reasons = set()
    if row is not None and "record" in asked and "bad_record" in words(law, past, row.record, day):
        return reasons
    env = environment_of(law, past, day)
    if row is not None:
        env = env.naming("act", Element(row.id, row))
    subjects: set[str | None] = set()
    if row is not None:
        concerning = {getattr(row.record, field, None) for field in ("about", "subject")}
        subjects = {
            row.id,
            *(name for _, _, name in named_in(row.record)),
            *concerning,
            *ids_in_row(law, row.record),
        } - {None}
    for rule in law.guards():
        if (
            weight(env, rule) == "block"
            and act_is(law, past, rule.act, asked, row, day)
            and answer(asking(env, rule), rule.check).status is not Status.SATISFIED
            and not waived(past.until(day), rule.id, subjects, day)
        ):
            reasons.add(rule.id)
    goes_on = any(act["advance"] in asked.get("advance", []) for act in law.suspended("allow"))
    waits = ("advance" in asked and not goes_on) or any(
        act_is(law, past, act, asked, row, day) for act in law.suspended("refuse")
    )
    if waits and is_suspended(law, past, day):
        reasons.add("suspended")
    return reasons


def against_record(law: Law, past: Past, command: AddRecord) -> Reasons:
    """A record comes in once, names what is there, and keeps the guards of its kind."""
    record: Any = command.record
    reasons = {"duplicate_id"} if past.first(kept_as(record), record.id) else set()
    row = Row(record, command.on, command.on)
    reasons |= words(law, past, record, command.on) | against_supplement(law, past, command)
    return reasons | held_up(law, past, {"record": kept_as(record)}, row, command.on)


def against_amendment(law: Law, past: Past, command: Amend) -> Reasons:
    """What is amended is there, stays a record, names what is there, and keeps the guards as it would then be."""
    if command.kind == "item" or not (command.kind in RECORDS or law.register(command.kind)):
        return {"unknown_kind"}
    row = past.latest(command.kind, command.id, command.on)
    if row is None:
        return {"not_found"}
    if past.ended(command.kind, command.id, command.on):
        return {"already_ended"}
    if command.changes.keys() & {"id", "kind", "list"}:
        return {"bad_change"}
    try:
        after = followed_by(past, command).versions(command.kind, command.id, command.on)[-1]
    except ValidationError:
        return {"bad_change"}
    reasons = words(law, past, after.record, command.on, set(command.changes)) | against_supplement(law, past, command)
    asked = {"record": command.kind, "amend": command.kind}
    return reasons | held_up(law, past, asked, after, command.on)


def followed_by(past: Past, command: AddRecord | Amend | End) -> Past:
    """The same past, with what is asked as if it had happened."""
    written: PlainTree = {
        "seq": max(entry.seq for entry in past.entries) + 1,
        "date": command.on,
        "recorded": command.recorded or as_moment(command.on),
    }
    entry: AnyEntry
    match command:
        case AddRecord():
            entry = Recorded(**written, record=command.record)
        case Amend():
            entry = Amended(**written, kind=command.kind, id=command.id, changes=command.changes)
        case End():
            entry = Ended(**written, kind=command.kind, id=command.id, reason=command.reason)
    return Past([*past.entries, entry])


def against_supplement(law: Law, past: Past, command: AddRecord | Amend | End) -> Reasons:
    """What an amendment makes of an agreement is one still, and keeps the guards of an agreement that is recorded."""
    kind, name = (
        (kept_as(command.record), command.record.id) if isinstance(command, AddRecord) else (command.kind, command.id)
    )
    if kind != "amendment" or (isinstance(command, AddRecord) and past.first(kind, name)):
        return set()
    later = followed_by(past, command)
    reasons: Reasons = set()
    said = [row.record for row in (past.latest(kind, name, command.on), later.latest(kind, name, command.on)) if row]
    for agreement in dict.fromkeys(record.agreement for record in said):
        row = later.latest("agreement", agreement, command.on)
        if row is not None:
            try:
                type(row.record).model_validate(dict(row.record))
            except ValidationError:
                reasons.add("bad_change")
            reasons |= held_up(law, past, {"record": "agreement", "amend": "agreement"}, row, command.on)
    return reasons


def against_end(law: Law, past: Past, command: End) -> Reasons:
    """What is ended is there and has not ended."""
    row = past.latest(command.kind, command.id, command.on)
    if row is None:
        return {"not_found"}
    if past.ended(command.kind, command.id, date.max):
        return {"already_ended"}
    reasons = against_supplement(law, past, command)
    return reasons | held_up(law, past, {"end": command.kind}, row, command.on)


def against_advance(law: Law, past: Past, command: Advance) -> Reasons:
    """The stage follows (or lies behind), and its gates, those of stages entered and of stages left, are open."""
    day = command.on
    here = stage_on(law, past, day)
    on, back = law.next_of(here), law.back_of(here)
    to = command.to if command.to is not None else (on[0] if len(on) == 1 else None)
    if to is None:
        return {"stage_not_chosen" if on else "stage_not_next"}
    if not law.has_stage(to):
        return {"stage_unknown"}
    ways_on, ways_back = ([each for each in ways if to in {each, law.first_leaf(each)}] for ways in (on, back))
    ways = [*ways_on, *ways_back]
    if not ways or opened_later(past, day):
        return {"stage_not_next"}
    left = [each for each in law.path(here) if each not in law.path(law.first_leaf(to))]
    entered = [each for each in law.path(law.first_leaf(to)) if each not in law.path(here)]
    asked = [
        rule
        for rule in law.gates()
        if (rule.moment == "exit" and rule.stage in left and not ways_back)
        or (rule.moment in {"entry", "invariant"} and rule.stage in entered)
    ]
    return unmet(law, past, asked, day) | held_up(law, past, {"advance": [*entered, ways[0]]}, None, day)


def opened_later(past: Past, day: date) -> bool:
    """Whether a stage was opened after a day: no other can be slipped in before it."""
    return any(isinstance(entry, Advanced) and entry.date > day for entry in past.entries)


def against_closing(law: Law, past: Past, command: Close) -> Reasons:
    """A programme is closed once: completed from a final stage (from any, where none is) whose exit gates are open,
    cancelled from any.
    """
    if closed(past, date.max):
        return {"after_close"}
    if opened_later(past, command.on):
        return {"stage_not_next"}
    if command.outcome == "cancelled":
        return set()
    here = law.path(stage_on(law, past, command.on))
    ends = any(path[-1].get("final") for path in law.paths())
    if ends and not any(law.stage(each).get("final") for each in here):
        return {"stage_not_next"}
    return unmet(law, past, [rule for rule in law.gates() if rule.moment == "exit" and rule.stage in here], command.on)


def against_waiver(law: Law, past: Past, command: Waive) -> Reasons:
    """The requirement can be waived, by somebody who holds a role for it on that day, for so long."""
    rule = law.rule(command.requirement)
    if rule is None:
        return {"requirement_unknown"}
    roles = law.may_waive(rule)
    if not roles:
        return {"not_waivable"}
    reasons: Reasons = set()
    recorded = {entry.record.id for entry in past.entries if isinstance(entry, Recorded)}
    listed = {each["id"] for name in LISTS for each in law.items(name) or []}
    if command.subject is not None and command.subject not in recorded | listed:
        reasons.add("unknown_id")
    who = command.waived_by
    there = {entry.record.id for entry in past.entries if isinstance(entry, Recorded) and entry.record.kind in WAIVING}
    held = past.rows("assignments", command.on)
    if "assignments" not in law.tree.get("outlast_partner", ()):
        held = [row for row in held if past.still_rests(row, command.on)]
    if who not in there:
        reasons.add("unknown_id")
    elif not any(row.record.role in roles and who in {row.record.person, row.record.partner} for row in held):
        reasons.add("waiver_role")
    longest = law.waived_for(rule)
    if command.until <= command.on or (longest is not None and command.until > longest.after(command.on)):
        reasons.add("waiver_too_long")
    return reasons


# --- what no longer stands --------------------------------------------------------------------------------------------


def asked_by(entry: AnyEntry) -> Command | None:
    """The command that would have given an entry."""
    when: PlainTree = {"on": entry.date, "recorded": entry.recorded, "by": entry.by}
    match entry:
        case Recorded():
            return AddRecord(record=entry.record, **when)
        case Amended():
            return Amend(kind=entry.kind, id=entry.id, changes=entry.changes, **when)
        case Ended():
            return End(kind=entry.kind, id=entry.id, reason=entry.reason, **when)
        case Advanced():
            return Advance(to=entry.stage, **when)
        case Waived():
            return Waive(
                requirement=entry.requirement,
                subject=entry.subject,
                reason=entry.reason,
                waived_by=entry.waived_by,
                until=entry.until,
                **when,
            )
        case Resumed():
            return Resume(reason=entry.reason, **when)
        case Suspended():
            return Suspend(reason=entry.reason, **when)
        case Closed():
            return Close(outcome=entry.outcome, reason=entry.reason, **when)
        case _:
            return None


def with_waivers(before: Past, waivers: list[Waived], on: date) -> Past:
    """The same past, with waivers as if they had been given for this day."""
    day: PlainTree = {"date": on, "until": on + ONE_DAY}
    return Past([*before.entries, *(each.model_copy(update=day) for each in waivers)])


def at_its_place(law: Law, before: Past, command: Command) -> Reasons:
    """The reasons against an entry, given what comes before it by date; when it was written down does not matter."""
    return timely(before, command) - {"recorded_backwards"} or particular(law, before, command)


def unsupported(law: Law, past: Past, day: date) -> dict[int, Reasons]:
    """Entries that would be refused on their own day, asked for after what comes before them, by their number.

    What is waived on that day, or on the day that is asked about, is waived there, whenever that was written.
    """
    waivers = [entry for entry in past.entries if isinstance(entry, Waived)]
    found = {}
    for entry in past.until(day).entries:
        command = asked_by(entry)
        if command is not None:
            standing = [each for each in waivers if any(each.date <= on < each.until for on in (entry.date, day))]
            found[entry.seq] = at_its_place(law, with_waivers(past.before(entry), standing, entry.date), command)
    return {seq: reasons for seq, reasons in found.items() if reasons}
