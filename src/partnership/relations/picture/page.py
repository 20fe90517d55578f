"""A picture as a page of its own: the drawing, and a table that is read where a drawing would be too small."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.messages import Sayable, message
from partnership.relations.picture.canvas import Picture
from partnership.relations.picture.markup import element, safe
from partnership.relations.picture.style import FONT

_HEADINGS = (message("Name"), message("Group"), message("Ties"), message("Tied most to"))

_MOST_ROWS = 40

_STYLE = f"""\
:root{{color-scheme:light dark}}
body{{margin:0;padding:12px;font:16px/1.4 {FONT};background:#fff;color:#16202c}}
h1{{font-size:1.2em;line-height:1.3;margin:0 0 .8em}}
summary{{cursor:pointer;padding:.4em 0}}
table{{border-collapse:collapse;margin:1em 0;max-width:70em}}
th,td{{text-align:left;vertical-align:top;padding:.3em .9em .3em 0;border-bottom:1px solid #c9d1da}}
td:nth-child(3){{text-align:right}}
@media (min-width:900px){{h1{{position:absolute;left:-9999px}}}}
@media (max-width:899px){{.pn-drawing{{display:none}}}}
@media (max-width:600px){{th:nth-child(2),td:nth-child(2){{display:none}}}}
@media (prefers-color-scheme:dark){{body{{background:#12171e;color:#edf1f6}}th,td{{border-color:#3a4655}}}}
@media print{{@page{{size:A4 landscape;margin:12mm}}
body{{padding:0;background:#fff;color:#000;font-size:10pt}}.pn-drawing{{display:block}}tr{{break-inside:avoid}}}}
"""


def page_of(drawn: Picture, about: Sayable, *, lang: str) -> str:
    """Write a page of HTML that needs nothing else; `about` is its title.

    On a screen narrower than 900 pixels a drawing of columns would be illegible: there its headline and its table
    stand for it. On paper both are printed. Dark and light are those of the reader.
    """
    title = safe(about.in_language(lang))
    told = element("h1", safe(drawn.headline)) if drawn.rows else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_style(drawn)}</style>\n</head>\n<body>\n{told}\n"
        f'<div class="pn-drawing">\n{drawn.svg}</div>\n{_tables(drawn, lang)}\n</body>\n</html>\n'
    )


def _style(drawn: Picture) -> str:
    """Return the style; where there is no table, the drawing stays on a narrow screen and is moved sideways."""
    if drawn.rows:
        return _STYLE
    return _STYLE.replace(".pn-drawing{display:none}", ".pn-drawing{overflow-x:auto}.pn-drawing svg{max-width:none}")


def _tables(drawn: Picture, lang: str) -> str:
    """Return the table; where it is long, one for each group, to be opened."""
    if len(drawn.rows) <= _MOST_ROWS:
        return _table(drawn.rows, lang)
    by_group: dict[str, list[tuple[str, ...]]] = {}
    for row in drawn.rows:
        by_group.setdefault(row[1], []).append(row)
    return "\n".join(
        element("details", element("summary", f"{safe(group)} ({len(rows)})") + _table(rows, lang))
        for group, rows in by_group.items()
    )


def _table(rows: Sequence[tuple[str, ...]], lang: str) -> str:
    if not rows:
        return ""
    head = "".join(element("th", safe(heading.in_language(lang)), scope="col") for heading in _HEADINGS)
    body = (element("tr", "".join(f"<td>{safe(cell)}</td>" for cell in row)) for row in rows)
    return element("table", element("thead", element("tr", head)) + element("tbody", "\n".join(body)))
