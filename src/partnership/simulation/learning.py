"""A practice and a region learned from a ledger: who did what for the rules, in which order, and how long it took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from partnership.acts import Advanced, Amended, AnyEntry, Ended, Recorded, Waived, withdrawn_by
from partnership.findings import Status
from partnership.messages import message
from partnership.programme import Programme
from partnership.reading.lines import Line
from partnership.reading.writing import flow, line_mapping
from partnership.simulation.called import about
from partnership.simulation.lines import as_text
from partnership.simulation.loading import Region, region_of
from partnership.template import Template
from partnership.values import Duration, Text

_SPREAD: Final = 0.2


@dataclass(slots=True)
class _Piece:
    """What was written down on one day, and what it rests on."""

    number: int
    day: dt.date
    stage: str
    entries: list[AnyEntry] = field(default_factory=list)
    after: set[int] = field(default_factory=set)
    meets: list[str] = field(default_factory=list)
    ready: dt.date | None = None

    @property
    def id(self) -> str:
        return f"day-{self.number}"


def region_from(programme: Programme, *, spread: float = _SPREAD, horizon: str = "P5Y") -> Region:
    """Learn a region from a ledger: simulated, it goes the way that the programme went, now faster, now slower.

    What was written on one day is a task, after the tasks that made what it names; it meets the rules that were met
    from that day on, and takes as long as it took there, give or take a part (`spread`), which is assumed. Suspensions
    and changes of the law are no tasks. People are not counted: what they did is written as it was.
    """
    law = programme.law_on(programme.entries[0].date)
    pieces = list(_pieces(programme, law))
    _order(pieces)
    _rules(pieces, programme)
    practice = "".join(_practice(programme, law, pieces, spread))
    region = "".join(_region(programme, law, horizon))
    name = programme.id
    return region_of(region.encode(), f"{name}.yaml", practice.encode(), f"{name}-practice.yaml")


def _pieces(programme: Programme, law: Template) -> Iterator[_Piece]:
    gone = withdrawn_by(programme.entries)
    stage = law.first_leaf().id
    piece: _Piece | None = None
    number = 0
    for entry in programme.entries[1:]:
        if isinstance(entry, Advanced):
            stage = law.first_leaf(entry.stage).id
        if not isinstance(entry, Recorded | Amended | Ended | Waived) or entry.seq in gone:
            continue
        day = entry.date if not isinstance(entry.date, dt.datetime) else entry.date.date()
        if piece is None or (piece.day, piece.stage) != (day, stage):
            if piece is not None:
                yield piece
            number += 1
            piece = _Piece(number, day, stage)
        piece.entries.append(entry)
    if piece is not None:
        yield piece


def _order(pieces: Iterable[_Piece]) -> None:
    """Tell what each rests on: the pieces that made, or last changed, what it names."""
    made: dict[str, int] = {}
    days: dict[int, dt.date] = {}
    for piece in pieces:
        own = {_named(entry) for entry in piece.entries}
        for entry in piece.entries:
            for id_ in _strings(entry.model_dump(mode="json")):
                if id_ in made and id_ not in own:
                    piece.after.add(made[id_])
            if _named(entry) in made:
                piece.after.add(made[_named(entry)])
        for entry in piece.entries:
            made[_named(entry)] = piece.number
        piece.ready = max((days[number] for number in piece.after), default=None)
        days[piece.number] = piece.day


def _named(entry: AnyEntry) -> str:
    return about(entry) or f"entry {entry.seq}"


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)
        case _:
            pass


def _rules(pieces: Iterable[_Piece], programme: Programme) -> None:
    """Tell which rules were met from a piece's day on that were not before."""
    before: Mapping[str, Status] = {}
    for piece in pieces:
        now = programme.as_of(piece.day).statuses()
        piece.meets = [rule for rule, status in now.items() if status is Status.SATISFIED is not before.get(rule)]
        before = now


def _practice(programme: Programme, law: Template, pieces: list[_Piece], spread: float) -> Iterator[str]:
    title = programme.state.started.title or Text.of(programme.id, programme.id)
    yield f"format: 1\npractice: {programme.id}\ntemplate: {law.id}\ntitle: {flow(title)}\n"
    way = [entry.stage for entry in programme.entries if isinstance(entry, Advanced)]
    yield f"way: {flow(list(dict.fromkeys(way)))}\n"
    hands = as_text(message("Those who did it"))
    most = {"value": len(pieces), "basis": "assumed"}
    yield f"workers:\n- {flow({'id': 'all', 'title': hands, 'at_once': most})}\nwork:\n"
    came = _came(programme, law)
    for piece in pieces:
        days = max(1, (piece.day - max(piece.ready or came[piece.stage], came[piece.stage])).days)
        takes: dict[str, Any] = {"value": f"P{days}D", "basis": "measured", "source": programme.id}
        if spread:
            takes |= {"low": f"P{max(0, int(days * (1 - spread)))}D", "high": f"P{int(days * (1 + spread)) + 1}D"}
        yield f"- {flow({'id': piece.id, 'title': _title(law, piece), 'by': 'all', 'default': takes})}\n"
    yield "tasks:\n"
    stages_in_order = list(came)
    for piece in pieces:
        stages = stages_in_order[stages_in_order.index(piece.stage) :]  # what was left undone is done later
        said: dict[str, Any] = {"id": piece.id, "title": _title(law, piece), "stage": stages, "work": piece.id}
        if piece.meets:
            said["meets"] = piece.meets
        if piece.after:
            said["after"] = [f"day-{number}" for number in sorted(piece.after)]
        said["lines"] = [_line(entry, law, piece.day) for entry in piece.entries]
        yield f"- {flow(said)}\n"


def _came(programme: Programme, law: Template) -> dict[str, dt.date]:
    found = {law.first_leaf().id: programme.entries[0].date}
    for entry in programme.entries:
        if isinstance(entry, Advanced):
            found.setdefault(law.first_leaf(entry.stage).id, entry.date)
    return found


def _title(law: Template, piece: _Piece) -> Text:
    if piece.meets:
        return law.requirements[piece.meets[0]].title
    return as_text(message("What was written on {day}", day=piece.day))


def _line(entry: AnyEntry, law: Template, day: dt.date) -> dict[str, Any]:
    kind = entry.record.kept_as() if isinstance(entry, Recorded) else getattr(entry, "kind", "")
    word = law.registers[kind].word if kind in law.registers else None
    line = line_mapping(Line.of(entry, (), word))
    return {
        key: _moved(value, day) for key, value in line.items() if key not in {"date", "recorded", "by", "basis", "note"}
    }


def _moved(value: Any, day: dt.date) -> Any:
    """Tell days by how far they are from the day on which they were written down."""
    match value:
        case dict():
            return {key: _moved(each, day) for key, each in value.items()}
        case list():
            return [_moved(each, day) for each in value]
        case dt.date() if not isinstance(value, dt.datetime):
            days = (value - day).days
            return "$day" if not days else f"$day{'+' if days > 0 else '-'}P{abs(days)}D"
        case _:
            return value


def _region(programme: Programme, law: Template, horizon: str) -> Iterator[str]:
    started = programme.state.started
    title = started.title or Text.of(programme.id, programme.id)
    yield f"format: 1\nregion: {started.region}\nid: {programme.id}\ntitle: {flow(title)}\ntemplate: {law.id}\n"
    yield f"start: {started.date}\nhorizon: {horizon}\nstep: P1D\nparameters: {flow(dict(started.parameters))}\n"


__all__ = ["Duration", "region_from"]
