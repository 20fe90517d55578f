"""What a picture looks like in the light, in the dark and on paper, and the little script that it can do without."""

from __future__ import annotations

from partnership.pictures.palette import DASHES, SHADES, WIDTHS

SCOPE = "pn-picture"

FONT = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"

LIGHT = {
    "bg": "#fff",
    "card": "#f7f9fb",
    "rim": "#8592a3",
    "ink": "#16202c",
    "soft": "#52606f",
    "rule": "#c9d1da",
    "t0": "#8894a4",
    "t1": "#748296",
    "t2": "#5c6c82",
    "t3": "#44566e",
    "t4": "#2f425a",
    "t5": "#1b2d45",
    "hot": "#b3400a",
    "shade": "0,114,178",
}
DARK = {
    "bg": "#12171e",
    "card": "#1d252f",
    "rim": "#76859a",
    "ink": "#edf1f6",
    "soft": "#a9b6c6",
    "rule": "#3a4655",
    "t0": "#66758a",
    "t1": "#8090a5",
    "t2": "#99a8bb",
    "t3": "#b2bfcf",
    "t4": "#ccd6e2",
    "t5": "#e6edf5",
    "hot": "#ffb454",
    "shade": "86,180,233",
}
PAPER = {**LIGHT, "card": "#fff", "ink": "#000", "soft": "#333"}

_RULES = (
    f"&{{font-family:{FONT};background:var(--bg);max-width:100%;height:auto}}",
    "& text{fill:var(--ink);font-size:12px}",
    "& .hd{font-size:18px;font-weight:700}",
    "& .tl{font-size:13px}",
    "& .tl,& .sub,& .lg text,& .nt{fill:var(--soft)}",
    "& .gh{font-size:13px;font-weight:700}",
    "& .bg{fill:var(--bg)}",
    "& .rl{stroke:var(--rule);fill:none}",
    "& .n,& .k{outline:none}",
    "& .n rect,& .fr rect{fill:var(--card);stroke:var(--rim)}",
    "& .n .hot,& .fr .hot{stroke:var(--hot);stroke-width:1.8}",
    "& .n .cut,& .fr .cut{fill:none}",
    "& .n .me{stroke:var(--ink);stroke-width:2.4}",
    "& .k{cursor:pointer}",
    "& .kb{fill:var(--bg);stroke:none}",
    "& .n:focus>rect,& .k:focus>rect{stroke:var(--hot);stroke-width:2.6}",
    "& .k[aria-checked=false]{opacity:.6}",
    "& .k[aria-checked=false] text{text-decoration:line-through}",
    "& .t path,& .ln{fill:none}",
    "& .a{stroke:none}",
    "& .ct{font-weight:700;paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}",
    "& .z13{font-size:13px}",
    "& .z11,& .nt{font-size:11px}",
    "& text.ct{font-size:10px}",
    "& .z15{font-size:15px}",
    "& .q.hot{stroke-width:2.5}",
    "& .q{fill:rgb(var(--shade));stroke:var(--rule)}",
    "& .area{fill:rgb(var(--shade));fill-opacity:.28;stroke:rgb(var(--shade));stroke-width:1.4}",
    "& .off{display:none}",
    "&.f .t:not(.on),&.f .n:not(.on){opacity:.14}",
    "& .sh{stroke:var(--ink);stroke-width:.8}",
)


def sheet() -> str:
    """Return the style sheet; every rule is for such pictures alone, since one may stand inside a page."""
    rules = [
        f"&{{{_variables(LIGHT)}}}",
        f"@media (prefers-color-scheme:dark){{&{{{_variables(DARK)}}}}}",
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
        "& .calm g.t:not(.hot){stroke:var(--t0)}",
        "& .calm g.t:not(.hot) .a{fill:var(--t0)}",
    ]
    rules.append(
        f"@media print{{&{{{_variables(PAPER)};print-color-adjust:exact}}&.f .t,&.f .n{{opacity:1!important}}}}"
    )
    return "\n".join(rules).replace("&", f".{SCOPE}")


def _variables(colours: dict[str, str]) -> str:
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
