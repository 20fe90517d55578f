"""A picture as a page of its own: the drawing, and a table that is read where a drawing would be too small."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.messages import Sayable, message
from partnership.pictures.canvas import Picture
from partnership.pictures.markup import element, safe
from partnership.pictures.style import DARK, FONT, LIGHT, PAPER

_HEADINGS = (message("Name"), message("Group"), message("Ties"), message("Tied most to"))

_MOST_ROWS = 40

_LOOK = f"""\
:root{{color-scheme:light dark}}
body{{margin:0;padding:12px;font:16px/1.4 {FONT};background:{LIGHT["bg"]};color:{LIGHT["ink"]}}}
h1{{font-size:1.2em;line-height:1.3;margin:0 0 .8em}}
summary{{cursor:pointer;padding:.4em 0}}
table{{border-collapse:collapse;margin:1em 0;max-width:70em}}
th,td{{text-align:left;vertical-align:top;padding:.3em .9em .3em 0;border-bottom:1px solid {LIGHT["rule"]}}}
td:nth-child(3){{text-align:right}}
@media (max-width:600px){{th:nth-child(2),td:nth-child(2){{display:none}}}}
@media (prefers-color-scheme:dark){{body{{background:{DARK["bg"]};color:{DARK["ink"]}}}
th,td{{border-color:{DARK["rule"]}}}}}
@media print{{@page{{size:A4 landscape;margin:12mm}}
body{{padding:0;background:{PAPER["bg"]};color:{PAPER["ink"]};font-size:10pt}}
tr{{break-inside:avoid}}}}
"""

_DRAWN_OR_TOLD = """\
@media (min-width:900px){h1{position:absolute;left:-9999px}}
@media screen and (max-width:899px){.pn-drawing{display:none}}
"""
"""Where there is a table: it stands for the drawing on a narrow screen."""

_DRAWN = """\
@media (max-width:899px){.pn-drawing{overflow-x:auto}.pn-drawing svg{max-width:none}}
"""
"""Where there is none: the drawing keeps its size, and is moved sideways."""


def page_of(drawn: Picture, about: Sayable, *, lang: str) -> str:
    """Write a page of HTML that needs nothing else; `about` is its title.

    On a screen narrower than 900 pixels a drawing of columns would be illegible: there its headline and its table
    stand for it. On paper both are printed. Dark and light are those of the reader.
    """
    title, rows = safe(about.in_language(lang)), drawn.told()
    told = element("h1", safe(drawn.headline)) if rows else ""
    style = _LOOK + (_DRAWN_OR_TOLD if rows else _DRAWN)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{told}\n"
        f'<div class="pn-drawing">\n{drawn.svg}</div>\n{_tables(rows, lang)}\n</body>\n</html>\n'
    )


def _tables(rows: Sequence[tuple[str, ...]], lang: str) -> str:
    """Return the table; where it is long, one for each group, to be opened."""
    if len(rows) <= _MOST_ROWS:
        return _table(rows, lang)
    by_group: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        by_group.setdefault(row[1], []).append(row)
    return "\n".join(
        element("details", element("summary", f"{safe(group)} ({len(members)})") + _table(members, lang))
        for group, members in by_group.items()
    )


def _table(rows: Sequence[tuple[str, ...]], lang: str) -> str:
    if not rows:
        return ""
    head = "".join(element("th", safe(heading.in_language(lang)), scope="col") for heading in _HEADINGS)
    body = (element("tr", "".join(f"<td>{safe(cell)}</td>" for cell in row)) for row in rows)
    return element("table", element("thead", element("tr", head)) + element("tbody", "\n".join(body)))
