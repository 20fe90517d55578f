"""A table as somebody keeps it: rows of cells, all of them text, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Never

from partnership.errors import Fault, InputError
from partnership.messages import Sayable, message
from partnership.relations.formats import unguarded
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

    def below(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Return the rows under the headings in which anything stands, with their numbers."""
        first = self.heading
        for number, row in enumerate(self.rows[first:], start=first + 1):
            if any(row):
                yield number, row


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
