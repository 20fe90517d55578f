"""A picture as a page of its own: the drawing, a table that is read where a drawing would be too small, and days."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import ceil

from partnership.evaluation import View
from partnership.messages import Message, Sayable, message
from partnership.network.measures.options import By
from partnership.network.reshaping import turning_days
from partnership.network.sources import Graph
from partnership.network.views import partner_network
from partnership.pictures.drawing import Canvas, Picture, PictureTable, draw_columns, steps_of
from partnership.pictures.headline import point_out, question_of
from partnership.pictures.layout import columns_of
from partnership.pictures.pictures import HEADINGS, grouped, is_crowd, picture, summary_of
from partnership.pictures.scene import Card, PictureScene, asked_of, measure
from partnership.pictures.style import DARK, FONT, LIGHT, PAPER, SMALL, css_variables, data, element, safe
from partnership.values import Language

_LEAST_ON_SCREEN, _LEAST_ON_PAPER = 11.0, 28 / 3
"""The smallest letters, in pixels: 28/3 are 7 points."""

_LARGEST, _HIGH_ON_SCREEN = 1.35, 560.0
"""How much larger a small drawing may become, and how high it then is at most."""

_SHEETS = {"landscape": (1046.0, 718.0), "portrait": (718.0, 1046.0)}
"""A4 in pixels, without its margins of 10 mm."""

_LOOK = f"""\
:root{{color-scheme:light dark;{css_variables(LIGHT)}}}
body{{margin:0;padding:12px;font:16px/1.4 {FONT};background:var(--bg);color:var(--ink)}}
p{{color:var(--soft);margin:.2em 0;font-size:.9em}}
h1{{font-size:1.25em;line-height:1.3;margin:.1em 0;max-width:60em}}
summary{{cursor:pointer;padding:.4em 0}}
table{{border-collapse:collapse;margin:1em 0;max-width:70em}}
th,td{{text-align:left;vertical-align:top;padding:.3em .9em .3em 0;border-bottom:1px solid var(--rule)}}
.num{{text-align:right}}
.told{{background:var(--tint);box-shadow:inset 4px 0 var(--hot)}}
.told td:first-child{{padding-left:.6em}}
.gone,.pn-drawing .hg{{display:none}}
.pn-days:not([hidden]){{display:flex;flex-wrap:wrap;gap:.3em 1em;align-items:center;margin:.6em 0}}
.pn-days input{{width:100%;height:2em;margin:0;accent-color:var(--soft)}}
.pn-line{{flex:1 1 16em;max-width:50em}}
.pn-since{{height:6px;background:var(--hot);border-radius:3px}}
.pn-when{{min-width:max-content;text-align:right;font-size:.8em;color:var(--hot)}}
.pn-days output{{min-width:10em;font-weight:700}}
@media (max-width:600px){{.wide{{display:none}}th,td{{padding-right:.5em;font-size:.9em}}}}
@media (prefers-color-scheme:dark){{:root{{{css_variables(DARK)}}}}}
@media print{{:root{{color-scheme:light;{css_variables(PAPER)}}}
body{{padding:0;font-size:10pt}}
.pn-days,details{{display:none!important}}
tr{{break-inside:avoid}}}}
"""

_SCRIPT = """\
(()=>{const f=document.querySelector('.pn-days'),i=f.querySelector('input'),D=JSON.parse(i.dataset.days),
E=[...document.querySelectorAll('[data-at]')].map(e=>[e,JSON.parse(e.dataset.at)]),
show=()=>{const n=+i.value,[day,said,sum,since,when]=D[n],p=100/i.max,
s=f.querySelector('.pn-since').style,w=f.querySelector('.pn-when');
f.querySelector('output').value=day;i.setAttribute('aria-valuetext',day);
s.marginLeft=since*p+'%';s.width=(n-since)*p+'%';w.style.width=n*p+'%';w.textContent=when;
document.querySelector('h1').textContent=said;document.querySelector('.pn-sum').textContent=sum;
for(const[e,S]of E){const[,look,told,wide]=S.filter(s=>s[0]<=n).pop();
e.setAttribute('class',look+(e.classList.contains('off')?' off':''));
if(wide!=null)e.setAttribute('width',wide);
if(told==null)continue;
if(e.cells)told.forEach((t,k)=>e.cells[k+2].textContent=t);
else if(e.tagName=='g'){e.firstChild.textContent=told;if(e.ariaLabel)e.setAttribute('aria-label',told)}
else e.textContent=told}};
f.hidden=false;i.oninput=show;show()})()
"""
"""Shows the day that the slider stands on: each element knows what it is like from which step on."""


def page_of(drawn: Picture, about: Sayable, *, lang: str, days: str = "") -> str:
    """Write a page of HTML that needs nothing else; `about` is its title.

    Where a screen or a sheet of A4 is so small that letters of the drawing would be illegible, its headline and its
    table stand for it. Dark and light are those of the reader. `days` is a slider of time, above the drawing.
    """
    left = drawn.height - drawn.top
    cropped = f'height="{left:.0f}" viewBox="0 {drawn.top:.0f} {drawn.width:.0f} {left:.0f}"'
    svg = drawn.svg.replace(f'height="{drawn.height}" viewBox="0 0 {drawn.width} {drawn.height}"', cropped, 1)
    tables = drawn.told()
    live = ' aria-live="polite"' if days else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(about.in_language(lang))}</title>\n"
        f"<style>\n{_LOOK}{_sizes(drawn, tabled=bool(tables))}</style>\n"
        f"</head>\n<body>\n<p>{safe(drawn.question)}</p>\n<h1{live}>{safe(drawn.headline)}</h1>\n"
        f'<p class="pn-sum">{safe(drawn.summary)}</p>\n{days}<div class="pn-drawing">\n{svg}</div>\n'
        + "\n".join(_table(table, lang) for table in tables)
        + (f"\n<script>{_SCRIPT}</script>" if days else "")
        + "\n</body>\n</html>\n"
    )


def _sizes(drawn: Picture, *, tabled: bool) -> str:
    """Say how wide a screen, and which sheet of paper, the drawing needs; None can be too small without a table.

    A small one is drawn larger where a screen has room for it. Question and headline take less room on paper than above
    a drawing.
    """
    if not tabled:
        return ""
    wide, high = drawn.width, drawn.height - drawn.top
    larger = int(wide * max(1.0, min(_LARGEST, _HIGH_ON_SCREEN / high)))
    screen = ceil(wide * _LEAST_ON_SCREEN / SMALL) + 40  # its margins, and what a window needs to be scrolled
    scales = {name: min(1.0, w / wide, (h - drawn.top) / high) for name, (w, h) in _SHEETS.items()}
    name = max(scales, key=scales.__getitem__)
    if scales[name] * SMALL < _LEAST_ON_PAPER:
        paper = "@page{size:A4 portrait;margin:10mm}.pn-drawing{display:none}"
    else:
        size = int(wide * scales[name])
        paper = f"@page{{size:A4 {name};margin:10mm}}.pn-drawing svg{{width:{size}px}}table{{break-inside:avoid}}"
    return (
        f"@media screen{{.pn-drawing svg{{width:{larger}px}}}}\n"
        f"@media screen and (max-width:{screen - 1}px){{.pn-drawing{{display:none}}}}\n@media print{{{paper}}}\n"
    )


def _table(table: PictureTable, lang: str) -> str:
    classes = ["", "num", "num", "num"]
    if table.headings[0] == HEADINGS[0]:
        classes = ["", "", "num", ""]
        classes[table.left_out] = "wide"
    cells = list(zip(table.headings, classes, strict=False))
    head = "".join(
        element("th", safe(heading.in_language(lang)), scope="col", class_=class_ or None) for heading, class_ in cells
    )
    rows = []
    for place, row in enumerate(table.rows):
        at = table.states[place] if table.states else None
        inside = "".join(
            f'<td class="{class_}">{safe(cell)}</td>' if class_ else f"<td>{safe(cell)}</td>"
            for cell, class_ in zip(row, classes, strict=False)
        )
        rows.append(element("tr", inside, class_="told" if place in table.told else None, data_at=at))
    told = element("table", element("thead", element("tr", head)) + element("tbody", "\n".join(rows)))
    return element("details", element("summary", safe(table.title)) + told) if table.title else told


def page_over_time(graph: Graph, *, lang: Language = "en", by: By = "sector", title: Sayable | None = None) -> str:
    """Write a page on which a slider shows the network of any day; without its script it shows the last one.

    All cards stand where they are on every day; of a snapshot, days up to its own are shown. Where there are many
    nodes it shows their groups.

    Raises:
        UnknownName: if there is no such attribute.
        UnknownLanguage: if the language has no catalogue.
        InputError: if `graph` is no graph.
    """
    asked = asked_of(graph, lang, by, title, None)
    about = message("Who is tied to whom, day by day")
    until = None
    if isinstance(graph, View):
        asked, until = replace(asked, network=partner_network(graph, ever=True)), graph.date
    days = [day for day in turning_days(asked.network) if until is None or day <= until]
    if not days:
        return page_of(picture(graph, lang=lang, by=by, title=title), about, lang=asked.lang)
    if until is not None and days[-1] < until:
        days.append(until)
    request, whole = grouped(asked)[:2] if is_crowd(asked) else (asked, asked.scene())
    of_days = [replace(request, network=request.network.as_of(day)) for day in days]
    scenes = [each.scene() for each in of_days]
    said = [asked.say(point_out(scene)) for scene in scenes]
    most = max((int(card.row[2]) for scene in scenes for card in scene.cards), default=0)
    told: list[tuple[str, str, str, int, str]] = []
    since = 0
    for step, (day, of_day, scene) in enumerate(zip(days, of_days, scenes, strict=True)):
        since = since if said[step] == said[since] else step
        ever_since = asked.say(message("Since {day}: {said}", day=days[since], said=said[step]))
        before = [asked.say(message("Before that: {said}", said=said[since - 1]))] if since else []
        when = asked.say(message("since {day}", day=days[since]))
        summary = " ".join([*before, summary_of(of_day, scene)])
        told.append((asked.say(Message("{day}", {"day": day})), ever_since, summary, since, when))
        measure(scene, None, most)
        _note(step, whole, scene)
    shown = [card for card in whole.cards if any(each for _, each in card.states)]
    question = message("{question} And since when?", question=question_of(whole))
    canvas = Canvas(asked.lang, asked.headed(question), *told[-1][1:3])
    draw_columns(canvas, whole, columns_of(whole))
    drawn = canvas.document(told=partial(_rows, shown))
    last = len(days) - 1
    asks = message("Any day from {first} to {last}", first=days[0], last=days[-1])
    slider = element(
        "form",
        element("label", safe(asked.say(asks)), for_="pn-day")
        + f'<div class="pn-line"><input type="range" id="pn-day" min="0" max="{last}" value="{last}"'
        f' data-days="{data(told)}"><div class="pn-since"></div><div class="pn-when" aria-hidden="true"></div></div>'
        + element("output", safe(told[-1][0]), for_="pn-day"),
        class_="pn-days",
        hidden="",
    )
    return page_of(drawn, about, lang=asked.lang, days=slider)


def _note(step: int, whole: PictureScene, scene: PictureScene) -> None:
    """Note on the cards, ties and kinds of all days what they are like on one."""
    whole.kinds_of_days.append({title: count for title, _, count in scene.kinds})
    cards = {card.id: card for card in scene.cards}
    for card in whole.cards:
        card.states.append((step, cards.get(card.id)))
    ties = {(scene.cards[tie.one].id, scene.cards[tie.other].id): tie for tie in scene.ties}
    for tie in whole.ties:
        tie.states.append((step, ties.get((whole.cards[tie.one].id, whole.cards[tie.other].id))))


def _rows(cards: list[Card]) -> list[PictureTable]:
    """Tell of the cards on each day: those of which the last headline speaks first, then in the order of all ties."""
    ranked = sorted(cards, key=lambda card: (not _told_now(card), -int(card.row[2])))
    rows = [(*card.row[:2], *_told_of(card.states[-1][1])) for card in ranked]
    states = [
        steps_of((step, "gone" if not each else "told" * each.told, _told_of(each)) for step, each in card.states) or ""
        for card in ranked
    ]
    return [PictureTable(HEADINGS, rows, told=range(sum(map(_told_now, cards))), states=states)]


def _told_now(card: Card) -> bool:
    return any(each.told for _, each in card.states[-1:] if each)


def _told_of(card: Card | None) -> tuple[str, ...]:
    return card.row[2:] if card else ("", "")
