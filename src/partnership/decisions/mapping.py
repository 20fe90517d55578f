"""Retelling: records in the words of another law, from the day on which the programme moves to it.

It says nothing new of the world, so nobody is asked, no guard watches it, and no age begins anew with it. What is
written later about days before the move is told again in the same words, so that it makes no difference when it was
written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from partnership.acts import Amended, AnyEntry, Ended, Migrated, Recorded, Withdrawn
from partnership.decisions.context import DecisionContext
from partnership.index import Happened
from partnership.records import RECORDS, Fields, FieldValue, Item, amended, listings

WordMapping = Mapping[str, Mapping[str, str]]
"""By the name of a list, what its words are called under another law."""

Changes = dict[str, Any]


def in_words(record: Any, words: WordMapping) -> Changes:
    """Return the fields of a record that have other words; scales and registers go by their own new names."""
    changes: Changes = {}
    for name, listed, many in listings(RECORDS[record.kind]):
        renamed = words.get(listed.list)
        value = getattr(record, name)
        if not renamed or value is None:
            continue
        if not many:
            if value in renamed:
                changes[name] = renamed[value]
        elif any(one in renamed for one in value):
            changes[name] = list(dict.fromkeys(renamed.get(one, one) for one in value))
    match record.kind:
        case "benefit_statement":
            changes |= _renamed("beneficiary", record.beneficiary, words.get("beneficiaries"))
        case "level":
            scale = changes.get("scale", record.scale)
            changes |= _renamed("level", record.level, words.get(f"scales.{scale}"))
        case "register_kept":
            changes |= _renamed("lists", record.lists, words.get("registers"))
        case "item":
            changes |= _item(record, words)
        case _:
            pass
    return changes


def _renamed(field: str, value: str, renamed: Mapping[str, str] | None) -> Changes:
    return {field: renamed[value]} if renamed and value in renamed else {}


def _item(record: Item, words: WordMapping) -> Changes:
    changes = _renamed("list", record.list, words.get("registers"))
    register = f"registers.{changes.get('list', record.list)}"
    names = words.get(f"{register}.fields", {})
    fields = {names.get(name, name): value for name, value in record.fields.items()}
    for name, value in fields.items():
        fields[name] = _in_other_words(value, words.get(f"{register}.{name}", {}))
    told = Fields(fields)
    if told != record.fields:
        gone = dict.fromkeys(name for name in record.fields if name not in told)
        changes["fields"] = {**told.as_json(), **gone}
    return changes


def _in_other_words(value: FieldValue, renamed: Mapping[str, str]) -> FieldValue:
    if isinstance(value, tuple):
        return tuple([renamed.get(each, each) if isinstance(each, str) else each for each in value])
    return renamed.get(value, value) if isinstance(value, str) else value


def _as_json(record: Any, field: str) -> Any:
    return record.model_dump(mode="json", include={field})[field]


def retold(
    start: tuple[dt.date, int, Any], happened: Sequence[Happened], moves: Sequence[Migrated]
) -> Iterator[tuple[dt.date, Migrated, Changes]]:
    """Return what is still to be said of a record in the words of each law that the programme moved to, day by day.

    `start` is the day, the number of the entry and the record as it was first told; `happened` all that has happened to
    it. What was amended for later days in the words of the law before is told again on those days.
    """
    numbers = {move.seq for move in moves}
    said: dict[tuple[dt.date, int], Changes] = {}
    for one in happened:
        if one.migration in numbers and one.altering is None:
            said.setdefault((one.date, one.migration or 0), {}).update(one.changes or {})
    own = [one for one in happened if one.altering is None and one.migration not in numbers]
    since, number, record = start
    moved = [move for move in moves if move.date <= since and number < move.seq]
    yield from _told(record, since, moved, said, own)
    record = _in_all(record, moved)
    events: list[Happened | Migrated] = [*own]
    events += [move for move in moves if (move.date, move.seq) > (since, number) and move not in moved]
    for event in sorted(events, key=lambda one: (one.date, one.seq)):
        if isinstance(event, Migrated):
            moved.append(event)
            spoken = [event]
        else:
            record = amended(record, event.changes) if event.changes else record
            spoken = [move for move in moved if move.seq > event.seq]
        yield from _told(record, event.date, spoken, said, own)
        record = _in_all(record, spoken)


def _in_all(record: Any, moves: Sequence[Migrated]) -> Any:
    for move in moves:
        changes = in_words(record, move.words)
        record = amended(record, changes) if changes else record
    return record


def _told(
    record: Any,
    day: dt.date,
    moves: Sequence[Migrated],
    said: Mapping[tuple[dt.date, int], Changes],
    own: Sequence[Happened],
) -> Iterator[tuple[dt.date, Migrated, Changes]]:
    """Return what is to be said on a day and has not been said, but for what somebody has amended since on that day."""
    for move in moves:
        have = said.get((day, move.seq), {})
        changes = in_words(record, move.words)
        wanted = {field: changes[field] if field in changes else _as_json(record, field) for field in changes | have}
        since = {field for one in own if one.date == day and one.seq > move.seq for field in one.changes or ()}
        fresh = {
            field: value
            for field, value in wanted.items()
            if field not in since and (field not in have or have[field] != value)
        }
        if fresh:
            yield day, move, fresh
        record = _in_all(record, [move])


def told_again(context: DecisionContext, entry: AnyEntry) -> Iterator[Amended]:
    """Return what else is to be written with an entry about days before the programme moved to another law."""
    moves = [move for move in context.index.migrations if move.words and move.seq <= context.length]
    if not moves or (entry.date >= max(move.date for move in moves) and not isinstance(entry, Withdrawn)):
        return
    happened: list[Happened] = []
    match context.index.entries[entry.withdraws - 1] if isinstance(entry, Withdrawn) else entry:
        case Recorded(record=record) if not isinstance(entry, Withdrawn):
            kind, id_, start = record.kept_as(), record.id, (entry.date, entry.seq, record)
        case Amended(kind=kind, id=id_) | Ended(kind=kind, id=id_) as subject:
            timeline = context.timeline(kind, id_)
            if timeline is None:
                return
            start = timeline.recorded
            happened = [one for one in timeline.now[2] if one.seq != subject.seq]
            if isinstance(entry, Amended):
                happened.append(Happened(entry.date, entry.seq, entry.changes))
        case _:
            return
    for number, (day, move, changes) in enumerate(retold(start, happened, moves), start=entry.seq + 1):
        yield Amended(
            seq=number,
            date=day,
            recorded=entry.recorded,
            by=entry.by,
            kind=kind,
            id=id_,
            changes=changes,
            migration=move.seq,
        )
