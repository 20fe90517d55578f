"""Pieces of SVG as text, and what they look like in the light, in the dark and on paper.

Each thing is told by two of shape, colour, width and dashes, so that nothing depends on colour alone. Colours after
Okabe, M. and Ito, K. (2008), Color Universal Design: a set that people with each form of colour blindness tell apart;
each shape has an outline besides, because the light ones are too faint on white by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from partnership.values import escape

SCOPE = "pn-picture"
FONT = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"

SMALL, PLAIN, QUESTION, HEADLINE = 12.0, 13.0, 13.0, 18.0
"""The sizes of letters; the smallest says how far a drawing may be made smaller."""

SHADES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#999999")
"""The colour of a group, by its place; used again from the beginning where groups are many."""

UNGROUPED = len(SHADES) - 1
"""The place of the shape and colour of those who belong to no group."""

DASHES = ("", "5 3", "1.5 3", "10 3 2 3", "11 5")
"""How ties look: lived, answered for, wanted or told, paid, on paper only. The same in every picture."""

_LOOKS = (
    (),
    ("accountable", "responsible", "produces"),
    ("wants", "consulted", "informed"),
    ("funds", "contributes"),
    ("party", "supervises", "member", "coordinates", "role", "belongs"),
)

ONLY_TOLD = 2
"""The look of ties whose ends do nothing for each other: one wants the other, or hears of it."""

WIDTHS = (1.0, 1.5, 2.2, 3.4, 4.8, 6.4)
"""The width of a line, by the level of its count."""

STANDING_OUT = 4
"""The level that a line has at least of which the headline speaks."""

_LEVELS = (1, 2, 4, 7, 11, 21)
_RANKS = (0.4, 0.65, 0.82, 0.92, 0.98)
_FEW = 40

_ARM = 0.35
_QUARTER = ((-_ARM, -1.0), (_ARM, -1.0), (_ARM, -_ARM))
_TURNS = ((1, 0), (0, 1), (-1, 0), (0, -1))
_CROSS = tuple((x * cos - y * sin, x * sin + y * cos) for cos, sin in _TURNS for x, y in _QUARTER)
_POINTS = (
    None,  # a circle
    ((-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)),
    ((0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    ((0, -1.05), (1, -0.32), (0.62, 0.85), (-0.62, 0.85), (-1, -0.32)),
    _CROSS,
    ((0, 1.1), (1.05, -0.8), (-1.05, -0.8)),
    ((-0.5, -1), (0.5, -1), (1, 0), (0.5, 1), (-0.5, 1), (-1, 0)),
)

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def safe(words: str) -> str:
    """Write any words so that they are read as words, in an attribute or between tags; what is invisible is shown."""
    return escape(words).translate(_ENTITIES)


def data(value: object) -> str:
    """Write a value for a script to read from an attribute; what is said in it is safe to be shown."""
    return json.dumps(_shown(value), ensure_ascii=False, separators=(",", ":")).translate(_ENTITIES)


def _shown(value: object) -> object:
    if isinstance(value, str):
        return escape(value)
    return [_shown(each) for each in value] if isinstance(value, list | tuple) else value


def num(value: float) -> str:
    """Write a length with one digit at most, the same on every machine."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def element(tag: str, inside: str = "", /, **attributes: float | str | None) -> str:
    """Write an element; an underscore in an attribute's name is a hyphen (`class_` is `class`), None leaves it out."""
    said = "".join(
        f' {name.removesuffix("_").replace("_", "-")}="{value if isinstance(value, str) else num(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{said}>{inside}</{tag}>" if inside else f"<{tag}{said}/>"


def rectangle(x: float, y: float, w: float, h: float, **attributes: float | str | None) -> str:
    """Write a rectangle."""
    return element("rect", x=x, y=y, width=w, height=h, **attributes)


def shape(mark: int, x: float, y: float, radius: float) -> str:
    """Draw a shape around a point."""
    class_ = f"sh s{mark % len(SHADES)}"
    points = _POINTS[mark % len(_POINTS)]
    if points is None:
        return element("circle", class_=class_, cx=x, cy=y, r=radius)
    at = " ".join(f"{num(x + across * radius)},{num(y + down * radius)}" for across, down in points)
    return element("polygon", class_=class_, points=at)


def look_of(kind: str) -> int:
    """Return how a kind of tie looks, by its place among the dashes; an analyst's own kinds are lived."""
    return next((look for look, kinds in enumerate(_LOOKS) if kind in kinds), 0)


def levels(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the counts from which a line gets each width: always the same where no pair has many ties.

    Where they are many, by rank: most lines thin, few thick, whatever the figures are.
    """
    if max(counts, default=1) < _FEW:
        return _LEVELS
    ranked = sorted(counts)
    bounds = [1]
    for share in _RANKS:
        bound = _round(ranked[int(share * (len(ranked) - 1))])
        bounds.append(max(bound, bounds[-1] + 1))
    return tuple(bounds)


def _round(count: int) -> int:
    step = 1
    while count >= 20 * step:
        step *= 10 if count >= 200 * step else 5
    return -(-count // step) * step


def level_of(count: int, bounds: tuple[int, ...]) -> int:
    """Return the level of a count."""
    return sum(1 for bound in bounds if count >= bound) - 1


def _greys(*colours: str) -> dict[str, str]:
    """Name the colours of lines by their levels."""
    return {f"t{level}": colour for level, colour in enumerate(colours)}


LIGHT = {
    "bg": "#fff",
    "card": "#f7f9fb",
    "rim": "#8592a3",
    "ink": "#16202c",
    "soft": "#52606f",
    "rule": "#c9d1da",
    "hot": "#b3400a",
    "tint": "#fdeee2",
    "shade": "0,114,178",
    **_greys("#8894a4", "#748296", "#5c6c82", "#44566e", "#2f425a", "#1b2d45"),
}
DARK = {
    "bg": "#12171e",
    "card": "#1d252f",
    "rim": "#76859a",
    "ink": "#edf1f6",
    "soft": "#a9b6c6",
    "rule": "#3a4655",
    "hot": "#ffb454",
    "tint": "#3b2a12",
    "shade": "86,180,233",
    **_greys("#66758a", "#8090a5", "#99a8bb", "#b2bfcf", "#ccd6e2", "#e6edf5"),
}
PAPER = {**LIGHT, "card": "#fff", "tint": "#fff", "ink": "#000", "soft": "#333"}

_RULES = (
    f"&{{font-family:{FONT};background:var(--bg);max-width:100%;height:auto}}",
    f"& text{{fill:var(--ink);font-size:{PLAIN:.0f}px}}",
    f"& .hd{{font-size:{HEADLINE:.0f}px;font-weight:700}}",
    "& .gh{font-weight:700}",
    f"& text.sm,& .lg text,& text.ct{{font-size:{SMALL:.0f}px}}",
    "& .tl,& .sub,& .lg text,& .nt{fill:var(--soft)}",
    "& .bg{fill:var(--bg)}",
    "& .rl{stroke:var(--rule);fill:none}",
    "& .n,& .k{outline:none}",
    "& .n rect{fill:var(--card);stroke:var(--rim)}",
    "& rect.br{fill:rgb(var(--shade));stroke:none}",
    "& .n .cut{display:none}",
    "& .held .rim,& .named .rim,& .lone .rim{fill:var(--tint);stroke:var(--hot);stroke-width:2.4}",
    "& .held .cut{display:inline;fill:none;stroke:var(--hot);stroke-width:1.6}",
    "& .lone .rim{stroke-dasharray:6 4}",
    "& .me .rim{stroke:var(--ink);stroke-width:2.4}",
    "& .k{cursor:pointer}",
    "& .kb{fill:var(--bg);stroke:none}",
    "& .n:focus>.rim,& .k:focus>rect{stroke:var(--hot);stroke-width:2.6}",
    "& .k[aria-checked=false]{opacity:.6}",
    "& .k[aria-checked=false] text{text-decoration:line-through}",
    "& .t path,& .ln{fill:none}",
    "& .a{stroke:none}",
    "& .ct{font-weight:700;paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}",
    "& .area{fill:rgb(var(--shade));fill-opacity:.28;stroke:rgb(var(--shade));stroke-width:1.4}",
    "& .off{display:none}",
    "&.f .t:not(.on),&.f .n:not(.on){opacity:.14}",
    "& .sh{stroke:var(--ink);stroke-width:.8}",
)


def sheet() -> str:
    """Return the style sheet; every rule is for such pictures alone, since one may stand inside a page."""
    rules = [
        f"&{{{css_variables(LIGHT)}}}",
        f"@media (prefers-color-scheme:dark){{&{{{css_variables(DARK)}}}}}",
        *_RULES,
        *(f"& .s{place}{{fill:{shade}}}" for place, shade in enumerate(SHADES)),
        *(f"& .d{place}{{stroke-dasharray:{dash}}}" for place, dash in enumerate(DASHES) if dash),
    ]
    for level, width in enumerate(WIDTHS):
        rules.append(f"& .w{level}{{stroke:var(--t{level});stroke-width:{width}}}")
        rules.append(f"& .w{level} .a{{fill:var(--t{level})}}")
    rules += [
        "& .hot{stroke:var(--hot)}",
        "& .hot .a{fill:var(--hot)}",
        "& .slab{fill:var(--hot);fill-opacity:.6}",
        "& .jump{stroke:var(--hot);stroke-width:1.6;stroke-dasharray:4 3}",
        "& .calm .ln:not(.hot),& .calm g.t:not(.hot){stroke:var(--t0)}",
        "& .calm g:not(.hot)>.a{fill:var(--t0)}",
        f"@media print{{&{{{css_variables(PAPER)};print-color-adjust:exact}}&.f .t,&.f .n{{opacity:1!important}}}}",
    ]
    return "\n".join(rules).replace("&", f".{SCOPE}")


def css_variables(colours: dict[str, str]) -> str:
    """Write colours as the variables that the rules name."""
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())


SCRIPT = (
    "(s=>{let q=c=>[...s.querySelectorAll(c)],N=q('.n'),T=q('.t'),K=q('.k'),h={},"
    "d=(t,n)=>t.getAttribute('data-'+n).split(' '),"
    "o=(e,c,v)=>e.classList.toggle(c,v),"
    "f=i=>{o(s,'f',i!=null);N.map((n,j)=>o(n,'on',j==i));"
    "T.map(t=>{let e=d(t,'e'),y=e.includes(''+i);o(t,'on',y);if(y)e.map(j=>o(N[j],'on',true))})},"
    "g=k=>{let i=d(k,'k')[0];h[i]=!h[i];k.setAttribute('aria-checked',!h[i]);"
    "T.map(t=>o(t,'off',d(t,'k').every(x=>h[x])))};"
    "N.map((n,i)=>{n.onmouseenter=n.onfocus=()=>f(i);n.onmouseleave=n.onblur=()=>f()});"
    "K.map(k=>{k.onclick=()=>g(k);k.onkeydown=e=>{if(e.key==' '||e.key=='Enter'){e.preventDefault();g(k)}}})"
    "})(document.currentScript.parentNode)"
)
"""Lights up whom a node is tied to, under the pointer or the focus, and hides kinds of ties. At most 1,024 bytes, and
without `<` and `&`, so that it reads the same in SVG and in HTML."""
