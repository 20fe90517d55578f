"""Cells of a table that a spreadsheet must not take for formulas.

A cell that begins with `=`, `+`, `-` or `@` (full width too), perhaps behind spaces, or with a tab, a line break or
NUL, gets an apostrophe before it. What begins with an apostrophe and such a sign gets one more, so that the way back
(`unguarded`) always gives the cell as it was. Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

_dangerous = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n\0])").match


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if _dangerous(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _dangerous(cell[1:]) else cell
