"""Files of other tools come in as the networks that they hold, and never a tie that they do not."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import warnings
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership import network as measures
from partnership.errors import InputError, UnknownName
from partnership.exchange import LeftOut, read_network, write
from partnership.exchange.formats.plain import visible
from partnership.network import Edge, Network, Node
from partnership.pictures import picture
from tests.exchange.told import nasty_network, nodes, rich, ties
from tests.network.drawn import networks

# --- what our writers and those of networkx write, is read back ------------------------------------------------------


def text_of(network: Network, name: str) -> str:
    text = write(network, name)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", ["graphml", "gexf", "json"])
@settings(max_examples=60, deadline=None)
@given(network=networks(dated=True))
def test_what_the_library_writes_comes_back_as_it_was(name: str, network: Network) -> None:
    """Directed and mutual, parallel and loops, with days, kinds and strengths."""
    again = read_network(text_of(network, name))
    assert ties(again) == ties(network)
    assert nodes(again) == nodes(network)


@pytest.mark.parametrize("name", ["graphml", "gexf", "json"])
def test_all_that_a_ledger_tells_and_every_nasty_name_come_back(name: str) -> None:
    again = read_network(text_of(rich(), name))
    assert ties(again) == ties(rich())
    assert nodes(again) == nodes(rich())
    nasty = read_network(text_of(nasty_network(), name))
    assert [visible(nasty.name(id_).in_language("ru")) for id_ in nasty.ids] == [
        visible(nasty_network().name(id_).in_language("ru")) for id_ in nasty_network().ids
    ]
    assert nasty.edge_count == nasty_network().edge_count


Ties = list[tuple[str, str, float]]
"""Ties between nodes, with their weights; parallel ones and loops among them."""

NODES = ("a", "b", "c d", "Фонд «Мир»", "e&<")

some_ties = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from((1.0, 2.0, 0.5))), max_size=8
)


def graph_of(told: Ties, cls: Any) -> Any:
    graph = cls()
    graph.add_nodes_from(NODES)
    for one, other, weight in told:
        graph.add_edge(one, other, weight=weight)
    return graph


def graphml(graph: Any) -> str:
    return "\n".join(nx.generate_graphml(graph))


def gexf(graph: Any) -> str:
    stream = io.BytesIO()
    nx.write_gexf(graph, stream, version="1.2draft")
    return stream.getvalue().decode()


def gml(graph: Any) -> str:
    return "\n".join(nx.generate_gml(graph))


def pajek(graph: Any) -> str:
    return "\n".join(nx.generate_pajek(graph))


def node_link(graph: Any) -> str:
    return json.dumps(nx.node_link_data(graph, edges="links"))


def cytoscape(graph: Any) -> str:
    return json.dumps(nx.cytoscape_data(graph))


WRITERS: dict[str, Callable[[Any], str]] = {
    "GraphML": graphml,
    "GEXF": gexf,
    "GML": gml,
    "Pajek": pajek,
    "node-link": node_link,
    "Cytoscape": cytoscape,
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("cls", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph], ids=lambda cls: cls.__name__)
@settings(max_examples=25, deadline=None)
@given(told=some_ties)
def test_every_tie_that_networkx_writes_is_read_and_no_other(writer: str, cls: Any, told: Ties) -> None:
    """In any of its formats, from any of its graphs: the ends, the weight, the direction."""
    graph = graph_of(told, cls)
    network = read_network(WRITERS[writer](graph))
    ordered = (lambda *ends: ends) if graph.is_directed() else (lambda *ends: tuple(sorted(ends)))
    held = [(*ordered(one, other), data["weight"]) for one, other, data in graph.edges(data=True)]
    assert sorted((*ordered(edge.source, edge.target), edge.strength) for edge in network.edges) == sorted(held)
    assert all(edge.mutual is not graph.is_directed() for edge in network.edges)
    assert sorted(map(str, network.ids)) == sorted(NODES)


# --- each format as others write it ----------------------------------------------------------------------------------

KINDS_IN_PAJEK = """% a comment
*Network friends
*Vertices 4
1 "Ann"
2 "Bob"
3 "Cid"
4 "Dan"
*Arcs :1 "advice"
1 2 3 l "asks"
2 3 1.5 c Blue
*Edges :2 "friends"
1 3
*Arcslist :3 "boss"
4 1 2
*Matrix :4 "helps"
0 0 0 2
0 0 0 0
0 0 0 0
0 0 0 0
*Partition club
*Vertices 4
1
1
2
2
"""


def told(network: Network) -> list[tuple[object, ...]]:
    held = [(edge.source, edge.target, edge.kind, edge.mutual, edge.strength) for edge in network.edges]
    return sorted(held, key=str)


def test_each_kind_of_tie_of_a_pajek_file_is_one_of_its_own() -> None:
    """networkx reads the heading of the second kind as a tie; a partition is an attribute that can be the sector."""
    network = read_network(KINDS_IN_PAJEK, columns={"sector": "club"})
    assert told(network) == [
        ("Ann", "Bob", "asks", False, 3.0),
        ("Ann", "Cid", "friends", True, None),
        ("Ann", "Dan", "helps", False, 2.0),
        ("Bob", "Cid", "advice", False, 1.5),
        ("Dan", "Ann", "boss", False, None),
        ("Dan", "Bob", "boss", False, None),
    ]
    assert network.labels() == ["1", "1", "2", "2"]


def test_a_pajek_file_of_two_modes_says_which_is_which() -> None:
    network = read_network("*Vertices 3 2\n1 p\n2 q\n3 board\n*Matrix\n1\n0\n")
    assert [(node.id, node.attributes["mode"]) for node in network.nodes] == [("p", 1), ("q", 1), ("board", 2)]
    assert told(network) == [("p", "board", "tie", False, 1.0)]


GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <graph edgedefault="directed">
    <node id="a"><data key="n">Ann\x0b&#7;</data><data key="w">true </data><data key="d">2010-01-02</data></node>
    <node id="b"><data key="g"><y:ShapeNode><y:NodeLabel>Bob</y:NodeLabel></y:ShapeNode></data>
      <graph edgedefault="undirected"><node id="c"><data key="late">x</data></node>
        <edge source="b" target="c"><data key="t">4</data></edge></graph>
    </node>
    <edge source="a" target="b" directed="false"/>
    <edge source="b" target="a"/>
  </graph>
  <key id="n" for="node" attr.name="name" attr.type="string"/>
  <key id="w" for="node" attr.name="member" attr.type="boolean"><default>false</default></key>
  <key id="d" for="node" attr.name="start" attr.type="date"/>
  <key id="g" for="node" yfiles.type="nodegraphics"/>
  <key id="t" for="edge" attr.name="trust" attr.type="int"/>
</graphml>
"""


def test_graphml_with_late_keys_dates_control_characters_nesting_and_both_sorts_of_ties_is_read() -> None:
    """networkx stumbles over each: the late keys, the type `date`, ties of two sorts, the control character."""
    network = read_network(GRAPHML, columns={"strength": "trust"})
    assert told(network) == [
        ("a", "b", "tie", True, None),
        ("b", "a", "tie", False, None),
        ("b", "c", "tie", True, 4.0),
    ]
    assert [network.name(id_).in_language("en") for id_ in network.ids] == ["Ann<U+000B><U+0007>", "Bob", "c"]
    assert network.node("a").start == dt.date(2010, 1, 2)
    assert [node.attributes.get("member") for node in network.nodes] == [True, False, False]
    assert network.node("c").attributes["late"] == "x"


GEXF = """<gexf version="1.1"><graph defaultedgetype="directed" timeformat="date">
<attributes class="node" mode="static">
<attribute id="0" title="club" type="string"><default>none</default></attribute></attributes>
<attributes class="edge"><attribute id="0" title="level" type="string"/></attributes>
<nodes><node id="1" label="Ann" start="2010-01-01"><nodes><node id="2" label="Bob"/></nodes></node>
<node id="3" label="Cid"><attvalues><attvalue for="0" value="red"/></attvalues></node></nodes>
<edges><edge id="0" source="1" target="2" type="mutual" weight="2"><spells>
<spell start="2010-01-01" end="2010-01-31"/><spell start="2011-01-01T10:00:00" endopen="2011-02-01"/></spells></edge>
<edge id="1" source="2" target="3"><attvalues><attvalue for="0" value="high"/></attvalues></edge>
<edge id="2" source="3" target="1" type="undirected" start="2010-05-01"/></edges></graph></gexf>"""


def test_gexf_of_an_older_version_is_read_with_mutual_ties_spells_and_nodes_in_nodes() -> None:
    """The last day of a spell counts in, and a tie of two spells is one in each."""
    network = read_network(GEXF, columns={"sector": "club"})
    assert [(edge.source, edge.target, edge.mutual, str(edge.start), str(edge.end)) for edge in network.edges] == [
        ("1", "2", True, "2010-01-01", "2010-02-01"),
        ("1", "2", True, "2011-01-01", "2011-02-01"),
        ("2", "3", False, "None", "None"),
        ("3", "1", True, "2010-05-01", "None"),
    ]
    assert [edge.strength for edge in network.edges] == [2.0, 2.0, None, None]
    assert network.labels() == ["none", "none", "red"]
    assert [network.name(id_).in_language("en") for id_ in network.ids] == ["Ann", "Bob", "Cid"]
    assert network.node("1").start == dt.date(2010, 1, 1)


def test_an_attribute_may_be_called_anything() -> None:
    """As `self`, `key` or `node_for_adding`, which networkx calls its arguments."""
    names = ("self", "key", "node_for_adding", "u_for_edge", "v_for_edge", "data", "record", "entries", "title_en")
    for name in names:
        declared = f"<attributes class='CLASS'><attribute id='0' title='{name}' type='string'/></attributes>"
        value = "<attvalues><attvalue for='0' value='x'/></attvalues>"
        inside = (
            f"{declared.replace('CLASS', 'node')}{declared.replace('CLASS', 'edge')}<nodes><node id='a'>{value}</node>"
            f"</nodes><edges><edge source='a' target='a'>{value}</edge></edges>"
        )
        network = read_network(f"<gexf><graph>{inside}</graph></gexf>")
        assert network.node("a").attributes == {name: "x"}
        assert network.edge_count == 1


def test_gml_with_parallel_ties_comments_and_entities_is_read() -> None:
    """networkx refuses parallel ties that are not announced."""
    text = (
        '# by hand\nCreator "x"\ngraph\n[\n directed 1\n node [ id 1 label "A &amp; B" pos [ x 1 x 2.5e1 ] ]\n'
        ' node [ id 2 label "C" ]\n edge [ source 1 target 2 value 3 ]\n edge [ source 1 target 2 value 1.5 ]\n]\n'
    )
    network = read_network(text)
    assert told(network) == [("A & B", "C", "tie", False, 1.5), ("A & B", "C", "tie", False, 3.0)]
    assert network.node("A & B").attributes["pos"] == {"x": [1, 25.0]}
    alike = read_network(text.replace('"C"', '"A &amp; B"'))
    assert alike.ids == ["1", "2"]


JSON = {
    "D3 by place": (
        """{"nodes": [{"name": "Ann", "group": 1}, {"name": "Bob"}],
        "links": [{"source": 0, "target": 1, "value": 2}]}""",
        [("Ann", "Bob", "tie", True, 2.0)],
    ),
    "Kumu": (
        """{"elements": [{"id": "a"}, {"id": "b"}], "connections":
        [{"from": "a", "to": "b", "direction": "directed", "type": "funds"}, {"from": "b", "to": "a"}]}""",
        [("a", "b", "funds", False, None), ("b", "a", "tie", True, None)],
    ),
    "graphology": (
        """{"options": {"type": "directed"}, "nodes": [{"key": "a", "attributes": {"label": "A"}}, {"key": "b"}],
        "edges": [{"key": "1", "source": "a", "target": "b", "attributes": {"weight": 3}},
        {"source": "b", "target": "a", "undirected": true}]}""",
        [("a", "b", "tie", False, 3.0), ("b", "a", "tie", True, None)],
    ),
    "pairs, and nodes as ends": (
        """{"directed": true, "nodes": [{"id": [1, "x"]}, 2],
        "links": [{"source": {"id": 2}, "target": [1, "x"]}]}""",
        [(2, (1, "x"), "tie", False, None)],
    ),
}


@pytest.mark.parametrize("text, held", JSON.values(), ids=JSON)
def test_nodes_and_links_are_read_as_several_tools_write_them(text: str, held: list[tuple[object, ...]]) -> None:
    assert told(read_network(text)) == held


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_bytes_are_read_as_windows_saves_them(encoding: str) -> None:
    text = KINDS_IN_PAJEK.replace("Ann", "Банк «Север»").replace("\n", "\r\n")
    assert read_network(text.encode(encoding)).ids[0] == "Банк «Север»"
    assert read_network(KINDS_IN_PAJEK.replace("Ann", "Müller").encode("latin-1")).ids[0] == "Müller"
    declared = '<?xml version="1.0" encoding="windows-1251"?><graphml><graph><node id="ж"/></graph></graphml>'
    assert read_network(declared.encode("cp1251")).ids == ["ж"]


# --- what is wrong is said, where it stands --------------------------------------------------------------------------

HEAD = (
    "<graphml><key id='w' for='edge' attr.name='weight' attr.type='double'/>\n<graph>\n<node id='a'/>\n<node id='b'/>\n"
)


@pytest.mark.parametrize(
    "text, says",
    [
        ("hello", "f:1:1: this is none of GraphML, GEXF, GML, Pajek and JSON"),
        ("<kml/>", "f:1:1: neither GraphML nor GEXF: the file begins with <kml>"),
        ("<graphml>\n<graph>", "f:2:8: this is no XML: no element found"),
        ('<!DOCTYPE x [\n<!ENTITY a "b">]><graphml/>', "f:2:1: the file declares entities of its own"),
        ("<graphml>" + "<a>" * 200 + "</a>" * 200, "f:1:1: nested too deeply"),
        ("<graphml><graph/><graph/></graphml>", "f:1:1: a file of one graph is read; this one has 2"),
        ("<gexf/>", "f:1:1: a file of one graph is read; this one has 0"),
        (f"{HEAD}<edge source='a' target='c'/></graph></graphml>", "f:5:1: no node has the id 'c'"),
        (f"{HEAD}<edge source='a'/></graph></graphml>", "f:5:1: a tie without its two ends"),
        (f"{HEAD}<node id='a'/></graph></graphml>", "f:5:1: two nodes have the id 'a'"),
        (f"{HEAD}<node/></graph></graphml>", "f:5:1: a node without an id"),
        (f"{HEAD}<hyperedge/></graph></graphml>", "f:5:1: a tie between more than two nodes"),
        (
            f"{HEAD}<edge source='a' target='b'>\n<data key='w'>-1</data></edge></graph></graphml>",
            "f:5:1: '-1.0' is no strength from 0 to 1e+100; let another attribute tell it",
        ),
        ("graph [\n node [ id 1 ]\n edge [ source 1 target 2 ]\n]", "f:3:1: no node has the id '2'"),
        ("graph [\n node [ id 1 ]\n edge [ source 1 ]\n]", "f:3:1: a tie without its two ends"),
        ("graph [\n node [\n id id ]\n]", "f:3:1: this is no GML: 'id'"),
        ("graph [\n\n $ ]", "f:3:1: this is no GML: '$ ]'"),
        ("graph [\n node [ id 1 ]\n", "f:3:1: the file ends in the middle of a list"),
        ("graph [ ] graph [ ]", "f:1:1: a file of one graph is read; this one has 2; save one of them"),
        ("*Vertices 2\n1 a\n2 b\n*Arcs\n1 3\n", "f:5:1: '3' is no number of a vertex; there are 2"),
        ("*Vertices 2\n*Arcs\n1\n", "f:3:1: '' is no number of a vertex"),
        ("*Vertices 99999999\n", "f:1:1: '99999999' is no number of vertices"),
        ("*Vertices many\n", "f:1:1: 'many' is no number of vertices"),
        ("*Vertices 2\n*Matrix\n0 1\n", "f:3:1: a matrix of 2 by 2 has other than 2 cells"),
        ("*Vertices 2\n*Matrix\n0 1\n0 x\n", "f:4:1: 'x' is no number"),
        ("*Vertices 2\n*Events\n", "f:2:1: a section that is not read: '*Events'"),
        ("*Vertices 1\n*Vertices 1\n", "f:2:1: a file of one graph is read; this one has 2"),
        ("*Network a\nb\n*Vertices 1\n", "f:2:1: this is no Pajek network: 'b'"),
        ("*Vertices 1\n*Vector x\n*Vertices 1\n1\n2\n", "f:5:1: '2' is no number of a vertex; there are 1"),
        ('{"nodes": [}', "f:1:12: this is no JSON: Expecting value"),
        ("[" * 100_000, "f:1:1: nested too deeply"),
        ("[1, 2]", "f:1:1: this JSON holds no network"),
        ('{"nodes": [{"id": 1},\n{"id": 1}], "links": []}', "f:2:1: two nodes have the id '1'"),
        (
            '{"links": [\n{"source": 1, "target": 1},\n{"source": 1, "target": 2}],\n"nodes": [{"id": 1}]}',
            "f:3:1: no node",
        ),
        (
            '{"nodes": [{"id": 1}],\n\n"links": [\n{"source": 1, "target": 1, "weight": "x"}]}',
            "f:4:1: 'x' is no strength",
        ),
    ],
    ids=lambda value: value[:24],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read_network(text, "f")
    assert str(refused.value).startswith(says)
    assert any("а" <= letter <= "я" for letter in refused.value.text("ru"))


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        read_network("*Vertices 2\n*Arcs\n1 3\n1 4\n1 2 -1\n")
    assert [fault.at.line for fault in refused.value.faults if fault.at] == [3, 4, 5]


def test_what_tells_the_strength_is_named_or_left_out() -> None:
    """What is signed is no strength; a word that a survey would take for one is none where it is no number."""
    signed = "*Vertices 2\n*Arcs\n1 2 -1\n"
    assert [edge.strength for edge in read_network(signed, columns={"strength": "-"}).edges] == [None]
    with pytest.raises(UnknownName, match="did you mean 'weight'"):
        read_network(signed, columns={"strength": "wieght"})
    with pytest.raises(UnknownName, match="did you mean 'sector'"):
        read_network(signed, columns={"sektor": "x"})


def test_what_has_no_place_in_a_network_is_said_in_both_languages() -> None:
    with pytest.warns(LeftOut, match="1 time that is no day is left out") as told_:
        network = read_network("*Vertices 2\n*Arcs\n1 2 1 [1-3]\n")
    assert network.edge_count == 1
    (one,) = (warning.message for warning in told_)
    assert isinstance(one, LeftOut)
    assert any("а" <= letter <= "я" for letter in one.text("ru"))
    over_time = GEXF.replace('value="red"/>', 'value="red"/><attvalue for="0" value="blue"/>')
    with pytest.warns(LeftOut, match="1 value was followed by a later one"):
        assert read_network(over_time, columns={"sector": "club"}).labels()[-1] == "blue"


@settings(max_examples=200, deadline=None)
@given(
    start=st.sampled_from((GRAPHML, GEXF, KINDS_IN_PAJEK, write(rich(), "json"), "graph [ node [ id 1 ] ]")),
    cut=st.integers(0, 400),
    put=st.text(max_size=5),
)
def test_a_damaged_file_is_read_or_refused(start: str, cut: int, put: str) -> None:
    """Nothing that stands in a file makes the reader stumble."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)
        with contextlib.suppress(InputError):
            read_network(start[:cut] + put + start[cut + len(put) :])


# --- what comes in is a network like any other -----------------------------------------------------------------------


def test_every_measure_picture_and_format_takes_what_was_read() -> None:
    network = read_network(KINDS_IN_PAJEK, columns={"sector": "club"})
    for measure in (
        measures.density,
        measures.cut_partners,
        measures.ei_index,
        measures.constraint,
        measures.brokerage,
    ):
        assert measure(network).text("ru")
    assert "<svg" in picture(network).svg
    assert ties(read_network(write(network, "graphml"))) == ties(network)
    assert Network.of([Node("a")], [Edge("a", "a", "x")]).edge_count == 1
