"""A region measured in a ledger: who takes part, and how long each kind of work of the law's practice has taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from statistics import median_low
from typing import Any, Final

from partnership.acts import Recorded
from partnership.errors import Fault, UnknownName
from partnership.evaluation import View
from partnership.evaluation.stays import Way
from partnership.messages import message
from partnership.programme import Programme
from partnership.reading.writing import flow
from partnership.records import Partner
from partnership.simulation.assembling import model_of
from partnership.simulation.beginning import circles_wanting, written_on
from partnership.simulation.jobs import jobs_of
from partnership.simulation.lines import as_text
from partnership.simulation.loading import Practice, Region, RegionError, load_practice, region_of
from partnership.simulation.model import Job, Model, PartnerKind
from partnership.simulation.practice import PartnerCircle
from partnership.simulation.today import known_on, region_today
from partnership.template import Template
from partnership.values import Text, plain_day

_HORIZON: Final = "P5Y"
_SPREAD: Final = 0.2


def region_of_ledger(
    programme: Programme, *, on: dt.date | None = None, spread: float = _SPREAD, horizon: str = _HORIZON
) -> Region:
    """Return the region that a programme is, as its ledger was known on a day (its last when left out).

    Whoever takes part is there, and work takes as long as it has taken so far, from the day on which it could begin to
    the last paper of it, give or take a part (`spread`), which is assumed. Where the practice names one of a circle
    that nobody is in yet, one is assumed that can be won. All else is as the practice of the law assumes: the one that
    comes with the library.

    Raises:
        RegionError: if no practice comes with the library for the programme's law.
        InputError: if the programme had not begun on that day, was closed, or nothing was recorded so late.
    """
    day = on or programme.snapshot.date
    programme = known_on(programme, day)
    view = programme.as_of(day)
    practice = _practice(view.template.id)
    bare = _region(programme, practice, horizon, {})
    model = model_of(view.template, region_today(bare, view, day))
    wanting = circles_wanting(model, programme, view)
    circles = [circle for circle in practice.shape.circles if circle.id in wanting]
    return _region(programme, practice, horizon, _taken(model, programme, view), spread, circles)


def _practice(law: str) -> Practice:
    try:
        return load_practice(law)
    except UnknownName:
        words = message("no practice comes with the library for the template '{law}'", law=law)
        raise RegionError(Fault(None, words, hint=message("name a region, and in it the practice"))) from None


def _region(
    programme: Programme,
    practice: Practice,
    horizon: str,
    taken: dict[str, list[int]],
    spread: float = 0,
    wanting: Sequence[PartnerCircle] = (),
) -> Region:
    started, law = programme.state.started, programme.template
    title = started.title or Text.of(programme.id, programme.id)
    lines = [
        f"format: 1\nregion: {started.region}\nid: {programme.id}\ntitle: {flow(title)}\ntemplate: {law.id}",
        f"start: {plain_day(started.date)}\nhorizon: {horizon}\nstep: P7D",
    ]
    if wanting:
        lines.append("partners:")
    lines += [f"  - {flow(_to_be_won(circle, law, practice))}" for circle in wanting]
    if taken:
        lines.append("work:")
    for kind, days in taken.items():
        figure = {"value": f"P{median_low(days)}D", "basis": "measured", "source": programme.id}
        if spread or len(days) > 1:  # once something took very long, which moves no median
            figure["low"] = f"P{max(1, int(min(days) * (1 - spread)))}D"
            figure["high"] = f"P{int(max(days) * (1 + spread)) + 1}D"
            figure["shape"] = "lognormal"
        lines.append(f"  {kind}: {flow(figure)}")
    text = "".join(f"{line}\n" for line in lines)
    return region_of(text.encode(), f"{programme.id}.yaml", practice.text, practice.file)


def _to_be_won(circle: PartnerCircle, law: Template, practice: Practice) -> dict[str, Any]:
    """Return a partner of a circle as one may be won: of a sector that no other circle is of, where it names none."""
    others = {each.sector for each in practice.shape.circles}
    sectors = law.lists["sectors"]
    sector = circle.sector or next((each for each in sectors if each not in others), next(iter(sectors)))
    who = PartnerKind(sector, circle.role).title(law)
    found = {"id": f"new-{circle.id}", "name": as_text(message("{who} (still to be won)", who=who)), "sector": sector}
    return found | ({} if circle.role is None else {"role": circle.role}) | {"agrees": {"value": 1, "basis": "assumed"}}


def _taken(model: Model, programme: Programme, view: View) -> dict[str, list[int]]:
    """Return for each kind of work the days that it took, each time that it was done and it is known since when.

    What was done is looked up stage by stage: what was renewed later took no longer for that. What is waited for is not
    measured: of one disaster nobody learns when the next one comes.
    """
    law = model.law
    stays = [(law.first_leaf(stage).id, plain_day(entered)) for entered, stage in view.facts.stays]
    ends = [*(entered for _, entered in stays[1:]), view.date]
    joined = {
        entry.record.id: plain_day(entry.date)
        for entry in reversed(programme.entries)
        if isinstance(entry, Recorded) and isinstance(entry.record, Partner)
    }
    seen: set[tuple[int, dt.date | None]] = set()
    found: dict[str, list[int]] = {}
    for (leaf, entered), end in zip(stays, ends, strict=True):
        since = Way(law, programme.as_of(entered).facts).round("")
        written = written_on(model, programme, programme.as_of(end), since)
        for number in sorted(model.due[leaf] & written.keys()):
            job, day = model.jobs[number], written[number]
            in_round = since if job.task.again == "round" else None
            if (number, in_round) in seen or job.task.every is not None or job.work.by is None:
                continue
            seen.add((number, in_round))
            due = [
                came for stage, came in stays if number in model.due[stage] and (in_round is None or came >= in_round)
            ]
            partner = [joined[job.it]] if job.it in joined else []
            begun = max([min(due), *partner, *_came_before(model, job, written)])
            if begun < day:
                found.setdefault(job.work.id, []).append((day - begun).days)
    return found


def _came_before(model: Model, job: Job, written: Mapping[int, dt.date]) -> Iterator[dt.date]:
    """Return the days on which what a job comes after was done."""
    for task in job.task.after:
        for each in jobs_of(model, task, job.it):
            if each.number in written:
                yield written[each.number]
