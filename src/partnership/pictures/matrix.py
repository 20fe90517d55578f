"""Groups against groups as a table: how much each two have to do with each other, by shade and by figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from partnership.messages import Message, Plural, joined, message, number
from partnership.network.measures.options import groups
from partnership.network.phrases import TIES, members
from partnership.pictures.asked import PictureRequest
from partnership.pictures.canvas import EDGE, Canvas, Flow, Picture
from partnership.pictures.headline import strongest_said
from partnership.pictures.markup import element, rectangle, safe
from partnership.pictures.palette import shape
from partnership.pictures.phrases import MIXING, end_sentence
from partnership.pictures.quotient import NONE, largest, title_of
from partnership.pictures.scene import DrawnTie, group_order, marks_of
from partnership.pictures.widths import BOLD, folded, shortened, width_of

MOST_MATRIX_GROUPS = 30
"""Groups that have a row of their own; the rest share one."""

_ROOMY = 9
"""Groups up to which a cell holds two figures, and a column its title; above, columns are numbered."""
_EXACT = 0.1
"""The share below which a percentage has a digit behind its point."""
_FAINTEST, _DARKEST = 0.06, 0.5


@dataclass(frozen=True, slots=True)
class MixingTable:
    """Ties between groups: counts, pairs that are tied, pairs that could be, by row and column."""

    titles: list[str]
    sizes: list[int]
    ties: list[list[int]]
    tied: list[list[int]]
    possible: list[list[int]]
    marks: list[int]
    directed: bool
    between: list[DrawnTie]
    """The ties of each two groups that have any, whichever way they lead, each counted once."""

    def share(self, row: int, column: int) -> float | None:
        """Return the share of the possible pairs that are tied; None where none is possible."""
        possible = self.possible[row][column]
        return self.tied[row][column] / possible if possible else None


def draw_matrix(asked: PictureRequest) -> Picture:
    """Draw a table of the ties between groups: rows are from whom, columns to whom, where ties have a direction."""
    mixing = _mixing(asked)
    canvas = Canvas(asked.lang, interactive=False)
    forms = members(asked.network)
    counts = joined((forms.of(len(asked.network)), TIES.of(asked.network.edge_count)), Message(", "))
    summary = asked.summed_up(counts)
    lines = [summary]
    if mixing.directed:
        lines.append(asked.say(message("rows: from whom, columns: to whom")))
    headline = asked.say(strongest_said(mixing.titles, mixing.between))
    canvas.heading(asked.headed(MIXING), headline, lines, 700)
    _Table(canvas, asked, mixing, forms).draw()
    return canvas.document(asked.headed(MIXING), f"{headline} {end_sentence(summary)} {_strongest(asked, mixing)}")


def _mixing(asked: PictureRequest) -> MixingTable:
    network = asked.network
    labels = [None if label == NONE else label for label in largest(groups(network, asked.by), MOST_MATRIX_GROUPS)]
    order = group_order(labels, asked.by, asked.titles, asked.lang)
    place = {label: row for row, label in enumerate(order)}
    group = [place[label] for label in labels]
    sizes = Counter(group)
    ranks = range(len(order))
    return MixingTable(
        titles=[title_of(label, asked, asked.titles) for label in order],
        sizes=[sizes[row] for row in ranks],
        ties=_ties(asked, group, len(order)),
        tied=_tied(asked, group, len(order)),
        possible=[
            [
                sizes[row] * sizes[column]
                if row != column
                else sizes[row] * (sizes[row] - 1) // (1 if network.directed else 2)
                for column in ranks
            ]
            for row in ranks
        ],
        marks=marks_of(order, asked.titles),
        directed=network.directed,
        between=_between(asked, group),
    )


def _between(asked: PictureRequest, group: list[int]) -> list[DrawnTie]:
    columns = asked.network.columns
    where = dict(zip(asked.network.places, group, strict=True))
    ends = (sorted((where[columns.source[row]], where[columns.target[row]])) for row in asked.network.rows)
    return [DrawnTie(one, other, count) for (one, other), count in Counter(map(tuple, ends)).items() if one != other]


def _ties(asked: PictureRequest, group: list[int], many: int) -> list[list[int]]:
    """Count ties; one that holds both ways stands in both cells, and once inside a group."""
    network, columns = asked.network, asked.network.columns
    where = dict(zip(network.places, group, strict=True))
    ties = [[0] * many for _ in range(many)]
    for row in network.rows:
        one, other = where[columns.source[row]], where[columns.target[row]]
        if columns.source[row] == columns.target[row]:
            continue
        ties[one][other] += 1
        if one != other and (columns.mutual[row] or not network.directed):
            ties[other][one] += 1
    return ties


def _tied(asked: PictureRequest, group: list[int], many: int) -> list[list[int]]:
    network = asked.network
    tied = [[0] * many for _ in range(many)]
    for one, others in enumerate(network.simple(None).out):
        for other in others:
            tied[group[one]][group[other]] += 1
    if not network.directed:
        for row in range(many):
            tied[row][row] //= 2
    return tied


def _strongest(asked: PictureRequest, mixing: MixingTable) -> str:
    """Say which groups are tied most, for those who do not see the table."""
    cells = [
        (mixing.ties[row][column], f"{mixing.titles[row]} – {mixing.titles[column]}")
        for row in range(len(mixing.titles))
        for column in range(0 if mixing.directed else row, len(mixing.titles))
        if mixing.ties[row][column]
    ]
    cells.sort(key=lambda cell: -cell[0])
    named = ", ".join(f"{title} ({count})" for count, title in cells[:5])
    if not named:
        return asked.say(message("No ties."))
    return asked.say(message("Most ties: {named}.", named=named))


class _Table:
    def __init__(self, canvas: Canvas, asked: PictureRequest, mixing: MixingTable, forms: Plural) -> None:
        self._canvas = canvas
        self._asked = asked
        self._mixing = mixing
        self._forms = forms
        many = len(mixing.titles)
        self._roomy = many <= _ROOMY
        self._wide, self._high = (104.0, 52.0) if self._roomy else (40.0, 26.0)
        if self._roomy:
            words = [word for title in mixing.titles for word in title.split()]
            self._wide = min(max(self._wide, *(width_of(word, 12.0) + 10 for word in words)), 160.0)
        self._left = EDGE + (236.0 if self._roomy else 260.0)
        shares = [mixing.share(row, column) or 0.0 for row in range(many) for column in range(many)]
        self._most = max(shares, default=0.0)
        self._most_of_all = next(((tie.one, tie.other) for tie in mixing.between if tie.stands_out), None)

    def draw(self) -> None:
        canvas, many = self._canvas, len(self._mixing.titles)
        top = canvas.bottom + (52.0 if self._roomy else 20.0)
        parts = [element("g", "".join(self._column_title(column, top) for column in range(many)), role="row")]
        for row in range(many):
            y = top + row * self._high
            cells = "".join(self._cell(row, column, y) for column in range(many))
            parts.append(element("g", self._row_title(row, y) + cells, role="row"))
        label = safe(self._asked.headed(MIXING))
        canvas.parts.append(element("g", "\n".join(parts), role="table", aria_label=label))
        canvas.right = max(canvas.right, self._left + many * self._wide)
        canvas.bottom = top + many * self._high + 8
        self._legend()

    def _column_title(self, column: int, top: float) -> str:
        x, title = self._left + column * self._wide, self._mixing.titles[column]
        if not self._roomy:
            said = str(column + 1)
            wide = width_of(said, 12.0)
            written = self._canvas.write(said, x + (self._wide - wide) / 2, top - 8)
            return element("g", element("title", safe(title)) + written, role="columnheader")
        lines = folded(title, self._wide - 8, 12.0, 3)
        y = top - 8 - 15 * (len(lines) - 1)
        written = "".join(self._canvas.write(line, x + 4, y + 15 * place) for place, line in enumerate(lines))
        return element("g", element("title", safe(title)) + written, role="columnheader")

    def _row_title(self, row: int, y: float) -> str:
        mixing, room = self._mixing, self._left - EDGE - 40
        title = mixing.titles[row]
        size = self._asked.say(self._forms.of(mixing.sizes[row]))
        if not self._roomy:
            said = shortened(f"{row + 1}  {title} ({mixing.sizes[row]})", self._left - EDGE - 12, 12.0)
            written = self._canvas.write(said, EDGE, y + 17)
            return element("g", element("title", safe(f"{title}: {size}")) + written, role="rowheader")
        lines = folded(title, room / BOLD, 13.0, 2)
        at = y + self._high / 2 + (5 if len(lines) == 1 else -2) - 6
        mark = shape(self._mixing.marks[row], EDGE + 8, y + self._high / 2, 6)
        written = "".join(
            self._canvas.write(line, EDGE + 24, at + 15 * place, 13.0, "gh") for place, line in enumerate(lines)
        )
        written += self._canvas.write(size, EDGE + 24, at + 15 * len(lines), 11.0, "nt")
        return element("g", element("title", safe(f"{title}: {size}")) + mark + written, role="rowheader")

    def _cell(self, row: int, column: int, y: float) -> str:
        mixing, x = self._mixing, self._left + column * self._wide
        ties, share = mixing.ties[row][column], mixing.share(row, column)
        told = f"{mixing.titles[row]} – {mixing.titles[column]}: {self._pairs(row, column)}"
        look = "q hot" if self._most_of_all in {(row, column), (column, row)} else "q"
        back = rectangle(
            x + 1, y + 1, self._wide - 2, self._high - 2, class_=look, rx=3, fill_opacity=self._shade(share)
        )
        size = 15.0 if self._roomy else 11.0
        said = str(ties) if ties else "·"
        middle = y + self._high / 2 + (0.0 if self._roomy else 4.0)
        figure = self._canvas.write(said, x + (self._wide - width_of(said, size)) / 2, middle, size, f"z{size:.0f}")
        if self._roomy and share is not None and ties:
            part = self._percent(share)
            figure += self._canvas.write(part, x + (self._wide - width_of(part, 11.0)) / 2, middle + 16, 11.0, "z11")
        return element("g", element("title", safe(told)) + back + figure, role="cell")

    def _pairs(self, row: int, column: int) -> str:
        mixing = self._mixing
        ties, tied = TIES.of(mixing.ties[row][column]), mixing.tied[row][column]
        possible = mixing.possible[row][column]
        return self._asked.say(message("{ties}; {tied} of {possible} pairs", ties=ties, tied=tied, possible=possible))

    def _percent(self, share: float) -> str:
        return f"{number(100 * share, self._asked.lang, 0 if share >= _EXACT or not share else 1)} %"

    def _shade(self, share: float | None) -> str:
        if not share or not self._most:
            return "0"
        return f"{_FAINTEST + (_DARKEST - _FAINTEST) * share / self._most:.2f}"

    def _legend(self) -> None:
        flow = Flow(self._canvas, max(self._canvas.right - EDGE, 420.0))
        parts = [flow.say(self._asked.say(message("share of the possible pairs that are tied:")))]
        for step in range(5):
            share = self._most * step / 4
            label = self._percent(share)
            x, y = flow.take(30 + width_of(label, 12.0))
            parts.append(rectangle(x, y - 12, 22, 15, class_="q", rx=3, fill_opacity=self._shade(share)))
            parts.append(self._canvas.write(label, x + 28, y))
        self._canvas.parts.append(element("g", "".join(parts), class_="lg", role="group"))
        self._canvas.bottom = flow.y + 6
