"""CSV: a list of nodes and a list of ties, for spreadsheets, pandas and R.

A cell that begins with `=`, `+`, `-` or `@` (full width too), perhaps behind spaces, or with a tab, a line break or
NUL, gets an apostrophe before it, so that no spreadsheet takes it for a formula. What begins with an apostrophe and
such a sign gets one more, so that the way back (`unguarded`) always gives the cell as it was. Source: OWASP, "CSV
Injection".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from partnership.exchange.formats.plain import Plain, PlainFields, PlainScalar, scalar_text
from partnership.network.conversions import NAMES, TITLES

NODE_LIST = "nodes"
"""The name of the file that lists the nodes."""

EDGES = "edges"
"""The name of the file that lists the ties."""

_dangerous = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n\0])").match

_NODE_COLUMNS = ("id", "label", *NAMES, "kind", "sector", "region", "start", "end")
_EDGE_COLUMNS = (
    *("source", "target", "kind", *TITLES, "mutual", "start", "end", "strength"),
    *("entries", "record_kind", "record"),
)


def csv_lists(plain: Plain, *, excel: bool = False) -> dict[str, str]:
    """Write two tables, `nodes` and `edges`, with a row each; what is unknown is an empty cell.

    Cells that look like formulas are guarded (`guarding`). `excel`: as the Russian Excel opens it at a double click,
    with `;` between cells and a decimal comma (else it reads 1.5 as the first of May).
    """
    nodes: list[PlainFields] = [{"id": node.key, "label": node.label, **node.fields} for node in plain.nodes]
    edges: list[PlainFields] = [{"source": tie.source, "target": tie.target, **tie.fields} for tie in plain.ties]
    return {
        NODE_LIST: _table(_columns(_NODE_COLUMNS, nodes), nodes, excel=excel),
        EDGES: _table(_columns(_EDGE_COLUMNS, edges), edges, excel=excel),
    }


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if _dangerous(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _dangerous(cell[1:]) else cell


def delimited(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Write rows of text as CSV."""
    lines = _Lines()
    csv.writer(lines, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return "".join(lines)


class _Lines(list[str]):
    """Takes what a csv writer writes."""

    def write(self, text: str) -> None:
        self.append(text)


def _columns(first: Sequence[str], rows: Iterable[PlainFields]) -> list[str]:
    return list(dict.fromkeys((*first, *(name for row in rows for name in row))))


def _table(columns: Sequence[str], rows: Sequence[PlainFields], *, excel: bool) -> str:
    cells = ([_cell(row.get(name), excel=excel) for name in columns] for row in rows)
    return delimited([[guarded(name) for name in columns], *cells], ";" if excel else ",")


def _cell(value: PlainScalar | None, *, excel: bool) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case float() if excel:
            return scalar_text(value).replace(".", ",")
        case _:
            return scalar_text(value)
