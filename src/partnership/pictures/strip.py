"""How a network grew: one row a figure, all over the same days, with the stages of the programme above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from partnership.evaluation import View
from partnership.messages import Sayable, message
from partnership.network.columns import ALWAYS
from partnership.network.measures.options import By
from partnership.network.phrases import PARTNERS, TIES
from partnership.network.sources import Graph
from partnership.network.views import partner_network
from partnership.pictures.asked import PictureRequest, asked_of
from partnership.pictures.canvas import EDGE, Canvas, Picture
from partnership.pictures.growing import GrowthRow, rows_of
from partnership.pictures.markup import element, num, safe
from partnership.pictures.phrases import end_sentence, month_said
from partnership.pictures.widths import folded, shortened, width_of
from partnership.values import Language, Text

_LEFT = 250.0
_WIDE = 640.0
_TALL, _LOW = 74.0, 40.0
_MOST_TICKS = 10
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_YEAR = 12

Stages = Sequence[tuple[dt.date, str]]


def time_strip(
    graph: Graph,
    days: Iterable[dt.date] | None = None,
    *,
    lang: Language = "en",
    by: By = "sector",
    title: Sayable | None = None,
) -> str:
    """Draw how many partners and ties there were over time, in all and between groups, as SVG text.

    `days` are those on which it is looked at; left out, every day on which something changed. A snapshot shows its
    partners up to its day, and the stages of its programme.

    Raises:
        UnknownName: if there is no such attribute.
        UnknownLanguage: if the language has no catalogue.
        InputError: if `graph` is no graph.
    """
    return growth(graph, days, lang=lang, by=by, title=title).svg


def growth(
    graph: Graph,
    days: Iterable[dt.date] | None = None,
    *,
    lang: Language = "en",
    by: By = "sector",
    title: Sayable | None = None,
) -> Picture:
    """Draw the same as `time_strip`, as a picture that a notebook shows.

    Raises:
        UnknownName: as `time_strip`.
        InputError: as `time_strip`.
    """
    asked = asked_of(graph, lang, by, title, None, interactive=False)
    stages: Stages = ()
    until: int | None = None
    if isinstance(graph, View):
        asked = replace(asked, network=partner_network(graph, ever=True))
        stages, until = _stages(graph, asked), graph.date.toordinal()
    looked = None if days is None else sorted({day.toordinal() for day in days})
    rows = rows_of(asked, until, looked)
    return _Strip(asked, rows, stages, until).draw()


def _stages(snapshot: View, asked: PictureRequest) -> Stages:
    facts, template = snapshot.facts, snapshot.template
    if facts.started is None:
        return ()
    moves = [(facts.started.date, template.first_leaf().id if facts.openings == () else facts.openings[0].from_stage)]
    moves += [(opening.date, opening.stage) for opening in facts.openings]
    return [(day, asked.say(_title(snapshot, stage))) for day, stage in moves]


def _title(snapshot: View, stage: str) -> Sayable:
    try:
        return snapshot.template.stage(stage).title
    except LookupError:
        return Text.quoting(stage)  # of an earlier law


class _Strip:
    def __init__(self, asked: PictureRequest, rows: list[GrowthRow], stages: Stages, until: int | None) -> None:
        self._asked = asked
        self._rows = rows
        self._stages = stages
        known = [day for row in rows for day in row.days if day != ALWAYS]
        known += [day.toordinal() for day, _ in stages] + ([until] if until is not None else [])
        self._first = min(known, default=None)
        self._last = max(known, default=0)
        if self._first is not None and until is None:
            self._last += max((self._last - self._first) // 20, 1)  # what has begun still goes on
        self._canvas = Canvas(asked.lang, interactive=False)
        self._most = max((value for row in rows if not row.tall for value in row.values), default=0)

    def draw(self) -> Picture:
        canvas, asked = self._canvas, self._asked
        title = asked.headed(message("How did the network grow?"))
        if self._first is None or self._last <= self._first:
            told = asked.say(message("No days are known."))
            canvas.heading(title, told, [], 0)
            return canvas.document(title, told)
        told = self._told()
        headline = asked.say(self._grown())
        canvas.heading(title, headline, [told], 800)
        parts = [self._stage_names(), *(self._figure(row) for row in self._rows), self._ticks()]
        canvas.parts += parts
        canvas.right = max(canvas.right, _LEFT + _WIDE + 46)
        return canvas.document(title, " ".join(map(end_sentence, [headline, told, *map(self._row_told, self._rows)])))

    def _told(self) -> str:
        first, last = self._day(self._first or 0), self._day(self._last)
        told = self._asked.say(message("from {first} to {last}", first=first, last=last))
        if all(row.tall for row in self._rows):
            return told
        return told + self._asked.say(message("; the ties between groups share one scale"))

    def _grown(self) -> Sayable:
        """Say how many partners and ties there are at the end, and on which day most ties began."""
        partners, ties = self._rows[:2]
        now = message(
            "{partners} and {ties} at the end",
            partners=PARTNERS.of(partners.at(self._last)),
            ties=TIES.of(ties.at(self._last)),
        )
        steps = {
            day: value - before for day, before, value in zip(ties.days, [0, *ties.values], ties.values, strict=False)
        }
        day, most = max(steps.items(), key=lambda step: (step[1], -step[0]), default=(ALWAYS, 0))
        if most <= 0 or not ALWAYS < day <= self._last:
            return message("{now}.", now=now)
        return message("{now}; most of them at once, {most}, began on {day}.", now=now, most=most, day=self._day(day))

    def _row_told(self, row: GrowthRow) -> str:
        most, at_last = max(row.values, default=0), row.at(self._last)
        return self._asked.say(
            message("{title}: {at_last} at the end, {most} at most", title=row.title, at_last=at_last, most=most)
        )

    def _day(self, ordinal: int) -> dt.date:
        return dt.date.fromordinal(max(ordinal, 1))

    def _x(self, day: int) -> float:
        first = self._first or 0
        share = (max(day, first) - first) / (self._last - first)
        return _LEFT + _WIDE * share

    def _stage_names(self) -> str:
        """Write the stages over their time; where that is short, one line lower."""
        if not self._stages:
            return ""
        canvas, parts = self._canvas, list[str]()
        rows: list[float] = []
        top = canvas.bottom
        for number, (day, title) in enumerate(self._stages):
            x = self._x(day.toordinal()) + 4
            told = shortened(title, 190.0, 11.0)
            wide = width_of(told, 11.0)
            x = min(x, _LEFT + _WIDE + 40 - wide)
            line = next((place for place, end in enumerate(rows) if end <= x), len(rows))
            rows[line : line + 1] = [x + wide + 8]
            y = top + 11 + 15 * line
            parts.append(
                element(
                    "g", element("title", safe(f"{number + 1}. {title}: {day}")) + canvas.write(told, x, y, 11.0, "nt")
                )
            )
        canvas.bottom = top + 15 * len(rows) + 8
        return element("g", "".join(parts))

    def _figure(self, row: GrowthRow) -> str:
        canvas = self._canvas
        top, high = canvas.bottom, _TALL if row.tall else _LOW
        base = top + high
        most = max(row.values, default=0) if row.tall else self._most
        parts = [element("title", safe(self._row_told(row)))]
        lines = folded(row.title, _LEFT - EDGE - 16, 13.0 if row.tall else 12.0, 2)
        y = top + high / 2 + 4 - 7.5 * (len(lines) - 1)
        for place, line in enumerate(lines):
            parts.append(
                canvas.write(line, EDGE, y + 15 * place, 13.0 if row.tall else 12.0, "gh" if row.tall else None)
            )
        parts.append(self._marks(top, base))
        parts.append(element("path", class_="area", d=self._area(row, base, (high - 6) / max(most, 1))))
        parts.append(element("path", class_="rl", d=f"M{num(_LEFT)} {num(base)}h{num(_WIDE)}"))
        parts.append(canvas.write(str(row.at(self._last)), _LEFT + _WIDE + 8, base - 2, 13.0, "gh"))
        canvas.bottom = base + (16 if row.tall else 10)
        return element("g", "".join(parts), role="img", aria_label=safe(self._row_told(row)))

    def _marks(self, top: float, base: float) -> str:
        """Draw where each stage begins."""
        days = [day.toordinal() for day, _ in self._stages]
        return "".join(
            element("path", class_="rl d2", d=f"M{num(self._x(day))} {num(top)}V{num(base)}") for day in days
        )

    def _area(self, row: GrowthRow, base: float, scale: float) -> str:
        x = self._x(row.days[0]) if row.days else _LEFT
        said = f"M{num(x)} {num(base)}"
        for day, value in zip(row.days, row.values, strict=True):
            if day > self._last:
                break
            said += f"H{num(self._x(day))}V{num(base - value * scale)}"
        return f"{said}H{num(_LEFT + _WIDE)}V{num(base)}z"

    def _ticks(self) -> str:
        canvas, parts = self._canvas, list[str]()
        y = canvas.bottom + 6
        free = 0.0
        for day, label in self._labels():
            x = self._x(day.toordinal())
            parts.append(element("path", class_="rl", d=f"M{num(x)} {num(y - 14)}v5"))
            at = x - width_of(label, 11.0) / 2
            if at > free and at + width_of(label, 11.0) < _LEFT + _WIDE + 40:
                parts.append(canvas.write(label, at, y + 2, 11.0, "nt"))
                free = at + width_of(label, 11.0) + 8
        canvas.bottom = y + 6
        return element("g", "".join(parts), aria_hidden="true")

    def _labels(self) -> Iterator[tuple[dt.date, str]]:
        first, last = self._day(self._first or 0), self._day(self._last)
        months = (last.year - first.year) * _YEAR + last.month - first.month
        step = next((step for step in _STEPS if months // step < _MOST_TICKS), _STEPS[-1])
        number = first.year * _YEAR + first.month - 1
        number += -number % step
        while number <= last.year * _YEAR + last.month - 1:
            day = dt.date(number // _YEAR, number % _YEAR + 1, 1)
            if day >= first:
                yield day, str(day.year) if step >= _YEAR else self._asked.say(month_said(day))
            number += step
