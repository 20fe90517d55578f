"""A table as somebody keeps it: rows of cells, all of them text, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Never

from partnership.errors import Fault, InputError
from partnership.exchange.formats.lists import unguarded
from partnership.messages import Sayable, message
from partnership.values import LONGEST_TEXT

LARGEST_TABLE = 16 * 2**20
"""Bytes that a file may have."""

MOST_ROWS = 20_000
"""Rows that are read; a longer table is refused, not cut."""

MOST_TABLE_COLUMNS = 1_000
"""Cells that a row may have."""

MOST_CELLS = 1_000_000
"""Cells that a table may have."""

LONGEST_CELL = LONGEST_TEXT
"""Characters that a cell may have."""


_QUOTE = message("put a cell that holds a comma into quotation marks, and leave no cell of a row out")


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """Rows of text; row 1 is `rows[0]`. `delimiter` is that of a CSV file, `sheet` the name of a workbook's sheet."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str | None = None
    sheet: str | None = None

    @property
    def heading(self) -> int:
        """The number of the first row in which anything stands.

        Raises:
            InputError: if nothing stands anywhere.
        """
        found = next((number for number, row in enumerate(self.rows, start=1) if any(row)), None)
        if found is None:
            refuse(message("the table is empty"))
        return found

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands in that row."""
        return self.rows[self.heading - 1]

    def squared(self) -> SurveyTable:
        """Return the table with as many cells in each row as there are headings.

        Where R left out the corner above the names of rows, it is put in. Cells without a heading and rows of a CSV
        file that end early are refused, since nobody can tell what they belong to.

        Raises:
            InputError: with every such row.
        """
        at, headings = self.heading - 1, self.headings
        widths = {number: len(row) for number, row in self.below()}
        if set(widths.values()) == {len(headings) + 1} and self._are_row_names(list(widths)):
            rows = (*self.rows[:at], ("", *headings), *self.rows[at + 1 :])
            return SurveyTable(rows, self.delimiter, self.sheet)
        faults = [
            Fault(
                None,
                message(
                    "row {row}: {cells} cells under {headings} headings",
                    row=number,
                    cells=width,
                    headings=len(headings),
                ),
                hint=_QUOTE,
            )
            for number, width in widths.items()
            if any(self.rows[number - 1][len(headings) :])
            or (self.delimiter is not None and width < len(_trimmed(headings)))
        ]
        if faults:
            raise InputError(faults)
        return self

    def _are_row_names(self, rows: Sequence[int]) -> bool:
        """Tell whether these rows begin with what R calls them: as the columns of a matrix, or 1, 2, 3 ..."""
        names = [self.rows[number - 1][0] for number in rows]
        return tuple(names) == self.headings or names == [str(place) for place in range(1, len(names) + 1)]

    def below(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Return the rows under the headings in which anything stands, with their numbers."""
        first = self.heading
        for number, row in enumerate(self.rows[first:], start=first + 1):
            if any(row):
                yield number, row


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def table_of(rows: Iterable[Sequence[str]], delimiter: str | None = None, sheet: str | None = None) -> SurveyTable:
    """Make a table of rows, within the bounds; spaces around cells go, and the apostrophe of a guarded one.

    Raises:
        InputError: if it is larger than a table may be, with the row.
    """
    kept: list[tuple[str, ...]] = []
    cells = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            refuse(message("more than {most} rows", most=MOST_ROWS))
        if len(row) > MOST_TABLE_COLUMNS:
            refuse(message("row {number}: more than {most} cells", number=number, most=MOST_TABLE_COLUMNS))
        if any(len(cell) > LONGEST_CELL for cell in row):
            refuse(
                message(
                    "row {number}: a cell of more than {most} characters (a quotation mark that is not closed?)",
                    number=number,
                    most=LONGEST_CELL,
                ),
            )
        cells += len(row)
        if cells > MOST_CELLS:
            refuse(message("more than {most} cells", most=MOST_CELLS))
        kept.append(tuple(unguarded(cell).strip() for cell in row))
    return SurveyTable(tuple(kept), delimiter, sheet)


def refuse(what: Sayable, hint: Sayable | None = None) -> Never:
    """Raise what is wrong with a table as a whole."""
    raise InputError(Fault(None, what, hint=hint))
