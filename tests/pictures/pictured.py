"""Reading pictures back: what is written on them, which cards and lines there are, and names that want to be code."""

import xml.etree.ElementTree as ET
from itertools import combinations

from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.pictures import Picture
from partnership.values import Text

SVG = "{http://www.w3.org/2000/svg}"

NASTY = (
    "<script>alert(1)</script>",
    "]]></style><script>window.pwned=1</script>",
    '"onload="window.pwned=1" x="',
    "' onfocus='window.pwned=1",
    "a\x00b\x1b[31m\x07c\x85d\u2028e",
    "שלום עולם ארגון",
    "\u202eevil\u202c",
    "Z̃͛a̶̧l̵g̸o" * 5,
    "Превысокомногорассмотрительствующийдиректорат" * 3,
    "W" * 300,
    "👩‍👩‍👧‍👦 family 👍🏽 🇷🇺",
    "&lt;b&gt; &amp; ${window.pwned=1} {{7*7}} javascript:alert(1)",
    "東京都社会福祉協議会ボランティアセンター",
    "\ud800 lone \ufffe",
)


def nasty() -> Network:
    nodes = [
        Node(f"{number}{name}", sector=NASTY[-number - 1], name=Text.quoting(name), region=name)
        for number, name in enumerate(NASTY)
    ]
    ids = [node.id for node in nodes]
    kinds = [*NASTY[:5], "attended"]
    edges = [Edge(one, other, kinds[n % 6]) for n, (one, other) in enumerate(combinations(ids, 2)) if n % 3]
    return Network.of(nodes, edges)


def parsed(svg: str) -> ET.Element:
    """A picture as an independent reader of XML takes it."""
    return ET.fromstring(svg)  # noqa: S314 - our own text


def texts(drawn: Picture) -> list[str]:
    return ["".join(found.itertext()) for found in parsed(drawn.svg).iter(f"{SVG}text")]


def labelled(drawn: Picture, class_: str) -> list[ET.Element]:
    found = parsed(drawn.svg).iter(f"{SVG}g")
    return [group for group in found if group.get("class", "").split()[:1] == [class_]]


def assert_labels_apart(drawn: Picture) -> None:
    """No label touches another, and none leaves the sheet."""
    labels = sorted(drawn.labels, key=lambda label: label.y)
    for place, one in enumerate(labels):
        assert one.x >= 0, one
        assert one.y >= 0, one
        assert one.x + one.w <= drawn.width, one
        assert one.y + one.h <= drawn.height, one
        for other in labels[place + 1 :]:
            if other.y >= one.y + one.h:
                break
            assert not one.overlaps(other), (one, other)
