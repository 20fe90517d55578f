"""Mermaid and DOT: their own parsers read them where they are installed, and a strict grammar of ours always."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pydot
import pytest
from hypothesis import given, settings

from partnership.exchange import write
from partnership.exchange.formats.plain import Plain, visible
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from tests.exchange.told import NASTY, nasty_network, nasty_networks, rich
from tests.network.drawn import networks

# --- Mermaid ---------------------------------------------------------------------------------------------------------

LABEL = r'"(?:[^\W_]|[ ,«»№–—-]|#\d+;)+"'
MERMAID = re.compile(
    rf"flowchart LR|  subgraph s\d+\[{LABEL}\]|  (?:  )?n\d+\[{LABEL}\]|  end|  n\d+ (?:-->|<-->|---)\|{LABEL}\| n\d+"
)
"""Every line that a flowchart of ours may have; nothing in a label may be a sign that Mermaid or Markdown knows."""


def decoded(label: str) -> str:
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label)


def test_a_flowchart_shows_partners_by_sector_and_ties_with_their_kind_strength_and_days() -> None:
    """A mutual tie points both ways among directed ones."""
    lines = write(rich(), "mermaid").splitlines()
    assert lines[:5] == ["flowchart LR", '  subgraph s0["business"]', '    n0["Bank"]', "  end", '  subgraph s1["ngo"]']
    assert [decoded(line) for line in lines[-5:]] == [
        '  n0 <-->|"declared tie, 3, 2010-02-01 – 2010-03-01"| n1',
        '  n0 <-->|"declared tie, 0.5"| n1',
        '  n1 -->|"came, 2010-05-01 – …"| n0',
        '  n1 -->|"visits, … – 2010-06-01"| n1',
        '  n2 -->|"holds a role at"| n0',
    ]


def test_where_no_tie_has_a_direction_links_have_no_arrows() -> None:
    """An undirected network looks like one."""
    network = Network.of([], [Edge("a", "b", "declared", mutual=True)])
    assert "  n0 ---|" in write(network, "mermaid")


@settings(max_examples=100, deadline=None)
@given(network=nasty_networks())
def test_every_line_of_a_flowchart_keeps_to_the_grammar(network: Network) -> None:
    """No directive, comment, callback, link, markup or Markdown can come of a name."""
    text = write(network, "mermaid")
    lines = text.splitlines()
    assert all(map(MERMAID.fullmatch, lines)), [line for line in lines if not MERMAID.fullmatch(line)]
    assert not re.search(r"%|<[^-]|`|https?:|www\.|javascript:", text)


def test_markdown_in_a_name_is_no_markdown() -> None:
    """A full stop or a hyphen that would begin a list is a code; one inside a word stays readable."""
    text = write(Network.of([Node("1. Bank"), Node("- a"), Node("co-op"), Node("end"), Node("  ")], []), "mermaid")
    assert text.splitlines()[1:] == [
        '  n0["1#46; Bank"]',
        '  n1["#45; a"]',
        '  n2["co-op"]',
        '  n3["end"]',
        '  n4["#63;"]',
    ]


PARSER = """
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const require = createRequire(pathToFileURL(process.argv[2] + '/package.json'));
const { JSDOM } = await import(pathToFileURL(require.resolve('jsdom')));
globalThis.window = new JSDOM('').window;
globalThis.document = window.document;
const path = process.argv[2] + '/node_modules/mermaid/dist/mermaid.core.mjs';
const mermaid = (await import(pathToFileURL(path))).default;
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxTextSize: 1e7, maxEdges: 1e5 });
let input = '';
for await (const chunk of process.stdin) input += chunk;
const found = [];
for (const text of JSON.parse(input)) {
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
  found.push({
    type,
    nodes: [...db.getVertices().values()].map((n) => [n.id, n.text, n.link ?? null, n.haveCallback ?? false]),
    edges: db.getEdges().map((edge) => [edge.start, edge.end, edge.text, edge.type]),
    groups: db.getSubGraphs().map((group) => group.title),
  });
}
console.log(JSON.stringify(found));
process.exit(0);
"""


def mermaid_reads(texts: list[str], folder: Path) -> Any:
    home = os.environ.get("PARTNERSHIP_MERMAID")
    if shutil.which("node") is None or home is None:
        pytest.skip("node, or an installation of mermaid and jsdom named by PARTNERSHIP_MERMAID, is not here")
    script = folder / "parse.mjs"
    script.write_text(PARSER, encoding="utf-8")
    ran = subprocess.run(
        ["node", str(script), home], input=json.dumps(texts), capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def from_mermaid(text: str) -> str:
    """Turn the marks that Mermaid keeps entity codes under while it parses into the characters themselves."""
    return re.sub("\ufb02°°(\\d+)¶ß", lambda code: chr(int(code[1])), text)


def test_mermaids_own_parser_reads_what_we_write(tmp_path: Path) -> None:
    """Nodes, ties, groups and every label, however nasty; no link and no callback."""
    networks_ = [rich(), nasty_network(), Network.of([], []), Network.of([], [Edge("a", "a", "declared", mutual=True)])]
    read = mermaid_reads([write(network, "mermaid") for network in networks_], tmp_path)
    for network, found in zip(networks_, read, strict=True):
        plain = Plain(network, "en")
        assert found["type"] == "flowchart-v2"
        labels = {id_: from_mermaid(text) for id_, text, *_ in found["nodes"]}
        assert labels == {f"n{number}": node.label for number, node in enumerate(plain.nodes)}
        assert not any(link or callback for *_, link, callback in found["nodes"])
        place = {node.key: f"n{number}" for number, node in enumerate(plain.nodes)}
        assert [tuple(edge[:2]) for edge in found["edges"]] == [(place[t.source], place[t.target]) for t in plain.ties]
        assert all(
            from_mermaid(e[2]).startswith(t.label.strip()) for e, t in zip(found["edges"], plain.ties, strict=True)
        )


# --- DOT -------------------------------------------------------------------------------------------------------------

QUOTED = r'"[^"\\<>]*"'
FIELDS = rf"\[[a-z_]+={QUOTED}(?:, [a-z_]+={QUOTED})*\];"
DOT = re.compile(
    rf"(?:di)?graph \{{|  rankdir=LR;|  subgraph cluster_\d+ \{{|    label={QUOTED};|  (?:  )?n\d+ {FIELDS}|  \}}"
    rf"|  n\d+ -[->] n\d+ {FIELDS}|\}}"
)
"""Every line that our DOT may have: no quote, no backslash and no angle bracket inside a string."""

ACTIVE = {"URL", "href", "edgeURL", "labelURL", "headURL", "tailURL", "image", "shapefile", "imagepath", "target"}
"""Attributes by which Graphviz makes links or opens files."""


@settings(max_examples=100, deadline=None)
@given(network=nasty_networks())
def test_every_line_of_dot_keeps_to_the_grammar(network: Network) -> None:
    """Names stay inside their quotes, and attributes of an analyst's own stay out."""
    lines = write(network, "dot").split("\n")
    assert lines.pop() == ""
    assert all(map(DOT.fullmatch, lines)), [line for line in lines if not DOT.fullmatch(line)]


def test_an_attribute_that_graphviz_would_act_on_is_left_out() -> None:
    """An analyst's `URL` or `image` does not become a link or a file that is opened."""
    text = write(Network.of([Node("a", attributes=dict.fromkeys(ACTIVE, "javascript:alert(1)"))], []), "dot")
    assert "javascript" not in text


def graphviz_reads(text: str) -> Any:
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("graphviz is not installed")
    ran = subprocess.run([dot, "-Tdot_json"], input=text, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0
    assert not ran.stderr, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("network", [rich(), nasty_network(), Network.of([], [])], ids=["rich", "nasty", "empty"])
def test_graphviz_reads_what_we_write(network: Network) -> None:
    """Every label, every field and every end, in its own JSON."""
    read = graphviz_reads(write(network, "dot"))
    plain = Plain(network, "en")
    objects = {each["name"]: each for each in read.get("objects", ())}
    assert [objects[f"n{number}"]["key"] for number in range(len(network))] == [
        html.escape(node.key).replace("\\", "&#92;") for node in plain.nodes
    ]
    found = {name: html.unescape(each["label"]) for name, each in objects.items() if name.startswith("n")}
    assert found == {f"n{number}": html.unescape(html.escape(node.label)) for number, node in enumerate(plain.nodes)}
    names = {each["_gvid"]: each["name"] for each in read.get("objects", ())}
    place = {node.key: f"n{number}" for number, node in enumerate(plain.nodes)}
    edges = sorted(read.get("edges", ()), key=lambda edge: edge["_gvid"])
    assert len(edges) == len(pairs(plain, place))
    assert {tuple(sorted((names[e["tail"]], names[e["head"]]))) for e in edges} == pairs(plain, place)
    assert not ACTIVE & {field for each in (*objects.values(), *edges) for field in each}
    sectors = {html.unescape(each["label"]) for name, each in objects.items() if name.startswith("cluster")}
    assert sectors == {visible(node.sector) for node in network.nodes if node.sector is not None}


def pairs(plain: Plain, place: dict[str, str]) -> set[tuple[str, ...]]:
    return {tuple(sorted((place[tie.source], place[tie.target]))) for tie in plain.ties}


@pytest.mark.filterwarnings("ignore:.* deprecated - use:DeprecationWarning")  # pydot's own use of pyparsing
@settings(max_examples=15, deadline=None)
@given(network=networks(dated=True))
def test_dot_has_one_edge_for_each_pair_that_is_tied(network: Network) -> None:
    """It says how many ties it stands for, and points both ways where they do; an undirected network is a graph."""
    (graph,) = pydot.graph_from_dot_data(write(network, "dot"))
    plain = Plain(network, "en")
    assert (graph.get_type() == "digraph") is plain.directed
    place = {node.key: f"n{number}" for number, node in enumerate(plain.nodes)}
    told = {}
    for edge in graph.get_edges():
        ends = str(edge.get_source()), str(edge.get_destination())
        told[tuple(sorted(ends))] = (int((edge.get("ties") or "1").strip('"')), ends, edge.get("dir") == '"both"')
    assert len(told) == len(graph.get_edges())
    assert set(told) == pairs(plain, place)
    for pair, (count, ends, both) in told.items():
        ties = [tie for tie in plain.ties if tuple(sorted((place[tie.source], place[tie.target]))) == pair]
        ways = {(place[tie.source], place[tie.target]) for tie in ties}
        assert count == len(ties)
        assert ends in ways
        assert both is (plain.directed and (len(ways) > 1 or any(tie.edge.mutual for tie in ties)))


def test_dot_tells_what_a_ledger_tells() -> None:
    """Both names, sector, kinds and entries, as fields; the ties of a pair on one edge."""
    text = write(rich(), "dot", lang="ru")
    assert '    label="business";' in text
    assert '    n0 [label="Банк", key="bank", name_en="Bank", name_ru="Банк", kind="partner"' in text
    assert (
        '  n0 -> n1 [label="заявленная связь (2), приезжали", dir="both", ties="3", penwidth="3", '
        'kind="declared, visits", title_en="declared tie, came", '
        'title_ru="заявленная связь, приезжали", entries="4 7"];'
    ) in text
    assert '  n1 -> n1 [label="выезжает к", kind="visits"' in text
    assert len(NASTY) == len(nasty_network())
