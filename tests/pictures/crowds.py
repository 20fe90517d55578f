"""Networks of any size for pictures, made by counting, with names as long and as alike as real ones."""

import datetime as dt
from collections.abc import Iterator

from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.values import Text

SECTORS = ("business", "ngo", "government", "childrens_institution", "media")
KINDS = (("attended", True), ("visits", False), ("teamed", True), ("party", True), ("attended", True))
NAMES = (
    ("Bank", "Банк"),
    ("Children's foundation", "Детский фонд"),
    ("Department of the region for education and science", "Департамент области по образованию и науке"),
    ("Boarding school", "Школа-интернат"),
    (
        "Directorate for information policy and public relations of the regional administration",
        "Управление информационной политики и связей с общественностью Аппарата Администрации области",
    ),
    ("Centre for social help to families and children", "Центр социальной помощи семье и детям"),
    ("Radio", "Радио"),
)
DAYS = [dt.date(2010, month, 1) for month in range(1, 13)]
"""The first of each month of a year."""


def grown() -> Network:
    """Three nodes over a year: one comes and goes, and one pair is tied twice."""
    nodes = [Node("a", sector="ngo"), Node("b", sector="media"), Node("c", sector="ngo", start=DAYS[3], end=DAYS[9])]
    edges = [
        Edge("a", "b", "visits", start=DAYS[1], end=DAYS[6]),
        Edge("a", "b", "visits", start=DAYS[4]),
        Edge("a", "c", "visits", start=DAYS[2]),
    ]
    return Network.of(nodes, edges)


def crowd(nodes: int, ties: int, *, sectors: int = 5, regions: int = 3) -> Network:
    """So many nodes in some sectors and regions, tied as a fixed sequence of numbers says; some pairs several times."""
    numbers = _numbers()
    people = [
        Node(
            f"n{number}",
            sector=SECTORS[next(numbers) % sectors] if sectors else None,
            name=Text.of(*(f"{name} {number}" for name in NAMES[number % len(NAMES)])),
            region=f"Region {next(numbers) % regions + 1}",
        )
        for number in range(nodes)
    ]
    edges: list[Edge] = []
    while len(edges) < ties:
        one, other = next(numbers) % nodes, next(numbers) % nodes
        one = one * (next(numbers) % nodes) // nodes  # some have far more ties than others
        kind, mutual = KINDS[next(numbers) % len(KINDS)]
        edges += [Edge(f"n{one}", f"n{other}", kind, mutual=mutual)] * (1 + next(numbers) % 3 * (next(numbers) % 2))
    return Network.of(people, edges[:ties])


def _numbers() -> Iterator[int]:
    """Numbers that look drawn and are the same everywhere (a linear congruence, its high bits)."""
    state = 2011
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33
