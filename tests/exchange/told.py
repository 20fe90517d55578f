"""Nasty networks, and what a network says, for comparing it with what another program read back."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from partnership.values import Text

NASTY = (
    "end",
    "=1+1",
    "+7 495",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    'quote " and \\ and trailing \\',
    '"]; click n0 "javascript:alert(1)"',
    '%%{init: {"theme": "dark"}}%%',
    "<script>alert(1)</script>",
    "<b>bold</b> & <br/>",
    "]]> and --> and <!-- and <?xml ?>",
    "`**md**` 1. x - y www.example.org",
    "#quot; &quot; &#34; &amp;",
    "a;b,c\td|e",
    "two\nlines\r\nand \x00 \x1b[31m \x7f \ufffe",
    "\u202eright to left\u200b",
    "\ud800 half of a character",
    "{}[]()*_~^$%!?/:",
    "Фонд «Мир», г. Смоленск № 1",
    "😀 𝒳 е́ ﬂ°°60¶ß",
    " ",
    "",
    "*Arcs",
    "\\N \\G \\l",
    "NA",
    "null",
)
"""Names and ids that have broken some program."""

strings = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=()), max_size=12))
ids = st.one_of(strings, st.integers(-3, 2**70), st.tuples(st.integers(0, 3), strings), st.floats(), st.booleans())


def nasty_network() -> Network:
    """One node for each nasty string: as id, name, sector, region and attribute; each tied to the next."""
    nodes = [
        Node(
            id_,
            sector=NASTY[-number - 1] if number % 3 else None,
            name=Text.quoting({"en": id_, "ru": id_[::-1]}),
            region=id_,
            attributes={
                id_: id_,
                "list": [None, id_, {1: dt.date(2010, 1, 1)}],
                "none": None,
                "id": id_,
                "set": {2, 1},
            },
        )
        for number, id_ in enumerate(NASTY)
    ]
    edges = [
        Edge(
            id_,
            NASTY[(number + 1) % len(NASTY)],
            kind=id_,
            mutual=number % 2 == 0,
            strength=None if number % 3 else 2.5,
            record=("tie", f"t-{number}"),
            label=Text.quoting(id_),
        )
        for number, id_ in enumerate(NASTY)
    ]
    return Network.of(nodes, edges)


@st.composite
def nasty_networks(draw: st.DrawFn) -> Network:
    """Small networks of any ids and any names."""
    chosen: list[NodeId] = draw(st.lists(ids, max_size=5, unique_by=lambda id_: (id_, 0)))
    nodes = [
        Node(
            id_,
            sector=draw(st.none() | strings),
            name=draw(st.none() | st.fixed_dictionaries({"en": strings, "ru": strings}).map(Text.quoting)),
            attributes=draw(st.dictionaries(strings, st.none() | strings | st.floats() | st.integers(), max_size=2)),
        )
        for id_ in chosen
    ]
    ends = st.sampled_from(chosen) if chosen else st.nothing()
    edge = st.builds(Edge, ends, ends, strings, mutual=st.booleans(), strength=st.none() | st.floats(0, 9))
    return Network.of(nodes, draw(st.lists(edge, max_size=6)) if chosen else [])


def rich() -> Network:
    """Partners and a person with all that a ledger tells: days, strength, entries, records, a loop, parallel ties."""
    day = dt.date
    return Network.of(
        [
            Node("bank", sector="business", name=Text.of("Bank", "Банк"), region="RU-SMO", start=day(2010, 1, 2)),
            Node("aid", sector="ngo", name=Text.of("Aid", "Помощь"), end=day(2011, 1, 1)),
            Node("person:p-1", "person"),
            Node("alone", sector="ngo", attributes={"size": 3, "share": 0.5, "old": True}),
        ],
        [
            Edge("bank", "aid", "declared", mutual=True, start=day(2010, 2, 1), end=day(2010, 3, 1), strength=3.0),
            Edge("bank", "aid", "declared", mutual=True, strength=0.5, entries=(4, 7), record=("tie", "t-1")),
            Edge("aid", "bank", "visits", start=day(2010, 5, 1), label=Text.of("came", "приезжали")),
            Edge("aid", "aid", "visits", end=day(2010, 6, 1)),
            Edge("person:p-1", "bank", "role", entries=(9,)),
        ],
    )


def ties(network: Network, keys: dict[NodeId, str] | None = None) -> list[Any]:
    """Every tie as plain data; the ends of a mutual one in order."""

    def told(edge: Edge) -> tuple[Any, ...]:
        ends = [str(edge.source), str(edge.target)] if keys is None else [keys[edge.source], keys[edge.target]]
        return (
            *(sorted(ends) if edge.mutual else ends),
            edge.kind,
            edge.mutual,
            str(edge.start),
            str(edge.end),
            str(edge.strength),
            edge.entries,
            str(edge.record),
            str(edge.label),
        )

    return sorted(map(told, network.edges))


def nodes(network: Network) -> list[Any]:
    """Every node as plain data."""
    return [
        (str(node.id), node.kind, node.sector, network.name(node.id), node.region, node.start, node.end)
        for node in network.nodes
    ]
