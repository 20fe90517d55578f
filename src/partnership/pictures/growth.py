"""How a network grew: one row a figure, all over the same days, with the stages of the programme above."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from partnership.evaluation import View
from partnership.messages import Message, Sayable, in_context, joined, listed, message
from partnership.network.kinds import kind_title
from partnership.network.measures.options import By, groups
from partnership.network.network import Edge, Network
from partnership.network.nodes import NodeId, NodeLabel
from partnership.network.phrases import PARTNERS, TIES, named, sentence
from partnership.network.sources import Graph
from partnership.network.views import partner_network
from partnership.pictures.drawing import EDGE, Canvas, Picture, PictureTable
from partnership.pictures.scene import PictureRequest, asked_of, end_sentence, group_name, what_ties_are
from partnership.pictures.style import PLAIN, SMALL, element, num, rectangle, safe
from partnership.pictures.widths import BOLD, folded, shortened, width_of
from partnership.values import Language, Text

_SUDDEN = 0.2
"""By what share of the most ties there ever were these have to grow on a day for it to stand out."""
_MOST_PAIRS = 8
"""Pairs of groups that have a row; the rest have one together."""
_LEFT, _WIDE = 290.0, 640.0
_TALL, _LOW = 70.0, 36.0
_MOST_TICKS = 10
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_YEAR = 12
_MONTHS = (
    in_context("under an axis", "Jan {year}"),
    in_context("under an axis", "Feb {year}"),
    in_context("under an axis", "Mar {year}"),
    in_context("under an axis", "Apr {year}"),
    in_context("under an axis", "May {year}"),
    in_context("under an axis", "Jun {year}"),
    in_context("under an axis", "Jul {year}"),
    in_context("under an axis", "Aug {year}"),
    in_context("under an axis", "Sep {year}"),
    in_context("under an axis", "Oct {year}"),
    in_context("under an axis", "Nov {year}"),
    in_context("under an axis", "Dec {year}"),
)

_HAPPENED = {
    "declared": message("declared ties"),
    "attended": message("took part together"),
    "visits": message("visited each other"),
    "placed": message("placed volunteers"),
    "teamed": message("teamed up"),
}
"""What partners did on the day on which they came to be tied so."""

LabelPair = tuple[NodeLabel, NodeLabel]
HeldFor = tuple[dt.date | None, dt.date | None]
"""The days from which and up to which something held; None where it is open."""
TimedTie = tuple[LabelPair, Edge, HeldFor]
"""A tie with the groups of its ends, and while it holds."""


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A figure over time: from each day on, its value."""

    title: str
    days: list[dt.date]
    values: list[int]
    tall: bool = False

    @classmethod
    def of(cls, title: str, spans: Iterable[HeldFor], until: dt.date | None, *, tall: bool = False) -> GrowthRow:
        """Count how many spans hold from each day on on which that changes; nothing after `until` is counted."""
        changes: dict[dt.date, int] = {}
        for first, end in spans:
            start = first or dt.date.min
            if (end is None or start < end) and (until is None or start <= until):
                changes[start] = changes.get(start, 0) + 1
                if end is not None and (until is None or end <= until):
                    changes[end] = changes.get(end, 0) - 1
        days = sorted(changes)
        return cls(title, days, list(accumulate(changes[day] for day in days)), tall)

    def at(self, day: dt.date) -> int:
        """Return the figure on a day."""
        place = bisect_right(self.days, day) - 1
        return self.values[place] if place >= 0 else 0

    def gained(self, day: dt.date) -> int:
        """Return by how much the figure grew on a day."""
        return self.at(day) - self.at(day - dt.timedelta(1))

    @property
    def most(self) -> int:
        """The figure when it was greatest."""
        return max(self.values, default=0)


class GrowthJump(NamedTuple):
    """A day on which so much began that it stands out, and what is said of it."""

    day: dt.date
    said: Sayable


def growth(
    graph: Graph,
    days: Iterable[dt.date] | None = None,
    *,
    lang: Language = "en",
    by: By = "sector",
    title: Sayable | None = None,
) -> Picture:
    """Draw how many partners and ties there were over time, in all and between groups.

    `days` are those on which it is looked at; left out, every day on which something changed. A snapshot shows its
    partners up to its day, and the stages of its programme.

    Raises:
        UnknownName: if there is no such attribute.
        UnknownLanguage: if the language has no catalogue.
        InputError: if `graph` is no graph.
    """
    asked = asked_of(graph, lang, by, title, None)
    stages: list[tuple[dt.date, str]] = []
    until: dt.date | None = None
    if isinstance(graph, View):
        asked = replace(asked, network=partner_network(graph, ever=True))
        stages, until = list(_stages(graph, asked)), graph.date
    ties = list(_ties(asked))
    rows = _rows(asked, ties, until)
    if days is not None:
        looked = sorted(set(days))
        rows = [replace(row, days=looked, values=[row.at(day) for day in looked]) for row in rows]
    kinds = list(
        dict.fromkeys(edge.kind for _, edge, (start, _) in ties if until is None or not start or start <= until)
    )
    jump = _jump_of(rows[1], ties, asked.network, graph) if days is None else None
    return _Strip(asked, rows, jump, stages, until, kinds).draw()


def _stages(snapshot: View, asked: PictureRequest) -> Iterator[tuple[dt.date, str]]:
    facts, template = snapshot.facts, snapshot.template
    if facts.started is not None:
        first = facts.openings[0].from_stage if facts.openings else template.first_leaf().id
        for day, stage in ((facts.started.date, first), *((opening.date, opening.stage) for opening in facts.openings)):
            try:
                title: Sayable = template.stage(stage).title
            except LookupError:
                title = Text.quoting(stage)  # of an earlier law
            yield day, asked.say(title)


def _rows(asked: PictureRequest, ties: list[TimedTie], until: dt.date | None) -> list[GrowthRow]:
    """Return the rows of a strip: partners, all ties, then the pairs of groups with the most ties."""
    partners = [(node.start, node.end) for node in asked.network.nodes]
    rows = [
        GrowthRow.of(asked.say(message("Partners")), partners, until, tall=True),
        GrowthRow.of(asked.say(message("Ties in all")), [span for _, _, span in ties], until, tall=True),
    ]
    spans: dict[LabelPair, list[HeldFor]] = {}
    for pair, _, span in ties:
        spans.setdefault(pair, []).append(span)
    pairs = [(GrowthRow.of(_pair_title(pair, asked), found, until), found) for pair, found in spans.items()]
    pairs = sorted((each for each in pairs if each[0].most), key=lambda each: (-each[0].most, each[0].title))
    most = _MOST_PAIRS if len(pairs) > _MOST_PAIRS + 1 else len(pairs)
    shown, rest = pairs[:most], [span for _, found in pairs[most:] for span in found]
    others = [GrowthRow.of(asked.say(message("Other pairs of groups")), rest, until)] if rest else []
    return rows + ([*(row for row, _ in shown), *others] if len(pairs) > 1 else [])


def _ties(asked: PictureRequest) -> Iterator[TimedTie]:
    """Return the ties by pair of groups, each while it holds and both of its ends are there."""
    network = asked.network
    labels = groups(network, asked.by)
    place = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    group, there = dict(zip(network.ids, labels, strict=True)), {node.id: node for node in network.nodes}
    for edge in network.edges:
        pair = group[edge.source], group[edge.target]
        known = (edge, there[edge.source], there[edge.target])
        starts = [each.start for each in known if each.start is not None]
        ends = [each.end for each in known if each.end is not None]
        ordered = pair if place[pair[0]] <= place[pair[1]] else pair[::-1]
        yield ordered, edge, (max(starts, default=None), min(ends, default=None))


def _pair_title(pair: LabelPair, asked: PictureRequest) -> str:
    one, other = (group_name(label, asked.by, asked.titles, asked.lang) for label in pair)
    return f"{one} – {other}" if one != other else asked.say(message("{group}: among themselves", group=one))


def _jump_of(row: GrowthRow, ties: list[TimedTie], network: Network, graph: Graph) -> GrowthJump | None:
    """Return when ties grew by the most; None where no day stands out, and for what was always there."""
    days = [day for day in row.days if day > dt.date.min]
    day = max(days, key=lambda each: (row.gained(each), -each.toordinal()), default=None)
    if day is None or row.gained(day) < max(2, _SUDDEN * row.most):
        return None
    began = [edge for _, edge, (start, _) in ties if start == day]
    among = {end for edge in began for end in (edge.source, edge.target)}
    kinds = dict.fromkeys(edge.kind for edge in began)
    done = [said for kind, said in _HAPPENED.items() if kind in kinds]
    if others := [kind_title(kind) for kind in kinds if kind not in _HAPPENED]:
        done.append(message("were tied: {kinds}", kinds=listed(others)))
    said = message(
        "On one day, {day}, {among} {done}: the ties grew by {count}.",
        day=day,
        count=row.gained(day),
        among=PARTNERS.of(len(among)),
        done=_called(joined(done, message(" and ")), began, graph),
    )
    return GrowthJump(day, sentence(said, _who(among, network.as_of(day))))


def _called(done: Sayable, began: list[Edge], graph: Graph) -> Sayable:
    """Add what it is called that partners did, where all of it is one record that has a name."""
    records = {edge.record for edge in began}
    one = records.pop()
    found = graph.get(*one) if isinstance(graph, View) and one and not records else None
    called = getattr(found, "name", None) or getattr(found, "title", None)
    return Message("{done} ({called})", {"done": done, "called": called}) if called else done


def _who(among: set[NodeId], there: Network) -> Sayable:
    """Name those among whom ties began, or who of that day was not among them, where these are fewer."""
    others = [id_ for id_ in there.ids if id_ not in among]
    if not others:
        return message("Nobody was left out.")
    if len(others) < len(among):
        return message("Not among them: {names}.", names=named(there, others))
    return message("They were: {names}.", names=named(there, [id_ for id_ in there.ids if id_ in among]))


class _Strip:
    def __init__(
        self,
        asked: PictureRequest,
        rows: list[GrowthRow],
        jump: GrowthJump | None,
        stages: Sequence[tuple[dt.date, str]],
        until: dt.date | None,
        kinds: Sequence[str],
    ) -> None:
        self._kinds = kinds
        self._asked, self._rows, self._jump, self._stages = asked, rows, jump, stages
        known = [day for row in rows for day in row.days if day != dt.date.min]
        known += [day for day, _ in stages] + ([until] if until is not None else [])
        self._first, self._last = min(known, default=dt.date.min), max(known, default=dt.date.min)
        if known and until is None:
            self._last += max((self._last - self._first) // 20, dt.timedelta(1))  # what has begun still goes on
        self._most = max((row.most for row in rows if not row.tall), default=0)
        self._question = asked.headed(message("How did the network grow?"))
        self._canvas = Canvas(asked.lang, self._question, asked.say(self._grown()), self._told())

    def draw(self) -> Picture:
        canvas = self._canvas
        if self._last <= self._first:
            canvas = Canvas(self._asked.lang, self._question, self._asked.say(message("No days are known.")))
            canvas.heading(0)
            return canvas.document(script=False)
        canvas.heading(_LEFT + _WIDE)
        canvas.parts.append(self._stage_names())
        top = canvas.bottom
        canvas.bottom += 18 if self._jump else 0
        rows = [*map(self._figure, self._rows)]
        canvas.parts += [self._line(self._jump.day, top) if self._jump else "", *rows, self._ticks()]
        canvas.right = max(canvas.right, _LEFT + _WIDE + 46)
        return canvas.document(*map(self._row_told, self._rows), script=False, told=self._tables)

    def _tables(self) -> list[PictureTable]:
        headings: list[Sayable] = [message("What is counted"), message("At the end"), message("At most")]
        rows = [[row.title, str(row.at(self._last)), str(row.most)] for row in self._rows]
        if self._jump:
            headings.append(message("New on {day}", day=self._jump.day))
            for cells, row in zip(rows, self._rows, strict=True):
                cells.append(f"{row.gained(self._jump.day):+}")
        return [PictureTable(tuple(headings), [tuple(cells) for cells in rows], told=[1] if self._jump else ())]

    def _told(self) -> str:
        told = self._asked.say(message("from {first} to {last}", first=self._first, last=self._last))
        if not all(row.tall for row in self._rows):
            told += self._asked.say(message("; the ties between groups share one scale"))
        kinds = [kind_title(kind) for kind in self._kinds]
        return f"{end_sentence(told)} {self._asked.say(what_ties_are(kinds))}" if kinds else told

    def _grown(self) -> Sayable:
        """Say on which day the ties grew most, and how many partners and ties there are at the end."""
        partners, ties = self._rows[:2]
        now = message(
            "At the end there are {partners} and {ties}.",
            partners=PARTNERS.of(partners.at(self._last)),
            ties=TIES.of(ties.at(self._last)),
        )
        if self._jump:
            return sentence(self._jump.said, now)
        return sentence(now, message("No day stands out.")) if ties.most > 1 else now

    def _row_told(self, row: GrowthRow) -> str:
        at_last = row.at(self._last)
        return self._asked.say(
            message("{title}: {at_last} at the end, {most} at most", title=row.title, at_last=at_last, most=row.most)
        )

    def _x(self, day: dt.date) -> float:
        return _LEFT + _WIDE * max((day - self._first) / (self._last - self._first), 0.0)

    def _stage_names(self) -> str:
        """Write the stages over their time; where that is short, one line lower."""
        canvas, parts = self._canvas, list[str]()
        rows: list[float] = []
        for number, (day, title) in enumerate(self._stages):
            told = shortened(title, _WIDE, SMALL)
            wide = width_of(told, SMALL)
            x = min(self._x(day) + 4, _LEFT + _WIDE + 40 - wide)
            line = next((place for place, end in enumerate(rows) if end <= x), len(rows))
            rows[line : line + 1] = [x + wide + 8]
            tip = element("title", safe(f"{number + 1}. {title}: {day}"))
            parts.append(element("g", tip + canvas.write(told, x, canvas.bottom + 12 + 15 * line, "nt sm")))
        canvas.bottom += 15 * len(rows) + 8
        return element("g", "".join(parts))

    def _line(self, day: dt.date, top: float) -> str:
        """Draw a line through all rows on the day of the jump, which stands above it."""
        canvas, said = self._canvas, self._asked.say(Message("{day}", {"day": day}))
        x, wide = self._x(day), width_of(said, PLAIN) * BOLD
        parts = [
            element("title", safe(said)),
            element("path", class_="ln jump", d=f"M{num(x)} {num(top + 17)}V{num(canvas.bottom - 9)}"),
            canvas.write(said, min(max(x - wide / 2, _LEFT), _LEFT + _WIDE + 40 - wide), top + 12, "gh"),
        ]
        return element("g", "".join(parts))

    def _figure(self, row: GrowthRow) -> str:
        canvas, class_ = self._canvas, "gh" if row.tall else "sm"
        lines = folded(row.title, (_LEFT - EDGE - 16) / BOLD, PLAIN if row.tall else SMALL)
        high = max(_TALL if row.tall else _LOW, 15.0 * len(lines))
        top, base = canvas.bottom, canvas.bottom + high
        y = top + high / 2 + 4 - 7.5 * (len(lines) - 1)
        scale = (high - 6) / max(row.most if row.tall else self._most, 1)
        parts = [
            element("title", safe(self._row_told(row))),
            *(canvas.write(line, EDGE, y + 15 * place, class_) for place, line in enumerate(lines)),
            *(
                element("path", class_="rl", d=f"M{num(self._x(day))} {num(top)}V{num(base)}")
                for day, _ in self._stages
            ),
            element("path", class_="area", d=self._area(row, base, scale)),
            element("path", class_="rl", d=f"M{num(_LEFT)} {num(base)}h{num(_WIDE)}"),
            canvas.write(str(row.at(self._last)), _LEFT + _WIDE + 8, base - 2, "gh"),
        ]
        if self._jump and row.gained(self._jump.day) > 0:
            parts += self._step(row, self._jump.day, base, scale)
        canvas.bottom = base + (16 if row.tall else 9)
        return element("g", "".join(parts), role="img", aria_label=safe(self._row_told(row)))

    def _step(self, row: GrowthRow, day: dt.date, base: float, scale: float) -> list[str]:
        """Draw by how much a figure grew on the day of the jump, and that for as long as it does not fall again."""
        x, low, high = self._x(day), base - (row.at(day) - row.gained(day)) * scale, base - row.at(day) * scale
        fallen = (each for each in row.days if each > day and row.at(each) < row.at(day))
        until = self._x(min(next(fallen, self._last), self._last))
        said = f"+{row.gained(day)}"
        wide = width_of(said, SMALL, bold=True)
        return [
            rectangle(x, high, until - x, low - high, class_="slab"),
            element("path", class_="ln hot w5", d=f"M{num(x)} {num(low)}V{num(high)}"),
            self._canvas.write(said, x - wide - 8, max(low - 5, high + 10), "ct"),
        ]

    def _area(self, row: GrowthRow, base: float, scale: float) -> str:
        said = f"M{num(self._x(row.days[0]) if row.days else _LEFT)} {num(base)}"
        for day, value in zip(row.days, row.values, strict=True):
            if day <= self._last:
                said += f"H{num(self._x(day))}V{num(base - value * scale)}"
        return f"{said}H{num(_LEFT + _WIDE)}V{num(base)}z"

    def _ticks(self) -> str:
        canvas, parts, free = self._canvas, list[str](), 0.0
        y = canvas.bottom + 6
        for day, label in self._labels():
            x, wide = self._x(day), width_of(label, SMALL)
            parts.append(element("path", class_="rl", d=f"M{num(x)} {num(y - 14)}v5"))
            at = x - wide / 2
            if at > free and at + wide < _LEFT + _WIDE + 40:
                parts.append(canvas.write(label, at, y + 2, "nt sm"))
                free = at + wide + 8
        canvas.bottom = y + 6
        return element("g", "".join(parts), aria_hidden="true")

    def _labels(self) -> Iterator[tuple[dt.date, str]]:
        first, last = (day.year * _YEAR + day.month - 1 for day in (self._first, self._last))
        step = next((step for step in _STEPS if (last - first) // step < _MOST_TICKS), _STEPS[-1])
        for number in range(first + -first % step, last + 1, step):
            day = dt.date(number // _YEAR, number % _YEAR + 1, 1)
            if day >= self._first:
                said: Message = _MONTHS[day.month - 1].given(year=day.year)
                yield day, str(day.year) if step >= _YEAR else self._asked.say(said)
