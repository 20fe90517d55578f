"""The graph of relationships: who is measured at what, the tables, and what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Figures = Mapping[str, Any]
Rows = tuple[Sequence[str], Sequence[Sequence[str]]]

MANNERS = {
    "ours": "partnership",
    "networkx": "networkx",
    "rustworkx": "rustworkx",
    "igraph": "igraph",
}
OWN = ("ours",)
NEEDS = {"networkx": "networkx", "rustworkx": "rustworkx", "igraph": "igraph"}
"""What a manner needs. igraph is GPL and never a dependency: it is measured where somebody has it."""

LOADERS = ("ours", "networkx", "rustworkx", "igraph")

CONTESTS = {
    "brokerage": ("ours",),
    "redundancy": ("ours", "networkx", "igraph"),
    "fragility": ("ours", "networkx", "rustworkx", "igraph"),
    "what_if": ("ours",),
    "picture": ("ours",),
}
"""What is measured, and of whom: peers are there where they have a measure of that name."""

TITLES = {
    "brokerage": "brokerage, all roles, expected and z; 100,000 nodes, 1,000,000 ties, a hub of 10,000",
    "redundancy": "constraint, effective size, hierarchy; 10,000 nodes, 100,000 ties",
    "fragility": "cut partners, bridges, exit impact; the same",
    "what_if": "what if each partner left: the Smolensk programme",
    "picture": "picture of 200 nodes, 600 ties",
}

PARTIAL = {
    ("redundancy", "networkx"): "constraint and effective size",
    ("redundancy", "igraph"): "constraint alone",
    ("fragility", "networkx"): "no exit impact",
    ("fragility", "rustworkx"): "no exit impact",
    ("fragility", "igraph"): "no exit impact",
}
"""Where a peer does only a part of it."""

REACHES_MS = {"brokerage": 4000.0, "redundancy": 1200.0, "fragility": 150.0, "what_if": 50.0, "picture": 150.0}
LOAD_REACH_S, MEMORY_REACH_MB, SLICE_REACH_S = 3.0, 60.0, 0.3


def tables(graph: Figures) -> Iterator[Rows]:
    yield (
        (f"{graph['ties']:,} ties", "load, s", "held, MB", "ties of a day, s", "another day, s"),
        [_loaded(graph, name) for name in graph["load"]],
    )
    head = "measures" if graph["share"] == 1 else f"measures, on {graph['share']:g} of the size"
    rows = [_measured(graph, what, name) for what, found in graph["measures"].items() for name in found]
    yield (head, "who", "ms", "more at the peak, MB", "reach, ms"), rows


def _loaded(graph: Figures, name: str) -> Sequence[str]:
    found = graph["load"][name]
    return (
        MANNERS[name],
        f"{_of(found, 's'):.2f} ({found['least']['s']:.2f}-{found['most']['s']:.2f})",
        _mb(found),
        f"{_of(found, 'slice_s'):.2f}",
        f"{_of(found, 'again_s'):.2f}",
    )


def _measured(graph: Figures, what: str, name: str) -> Sequence[str]:
    found = graph["measures"][what][name]
    part = PARTIAL.get((what, name))
    return (
        TITLES[what],
        MANNERS[name] + (f" ({part})" if part else ""),
        f"{_of(found, 'ms'):.0f} ({found['least']['ms']:.0f}-{found['most']['ms']:.0f})",
        _mb(found),
        f"{REACHES_MS[what]:.0f}" if name in OWN else "",
    )


def promises(graph: Figures) -> Iterator[tuple[str, float, float]]:
    """Give what was promised: what, the figure measured, and the most that it may be."""
    ours = graph["load"]["ours"]
    yield f"load {graph['ties']:,} ties, s", _of(ours, "s"), LOAD_REACH_S
    if "mb" in ours["median"]:
        yield f"hold {graph['ties']:,} ties, MB", _of(ours, "mb"), MEMORY_REACH_MB
    yield f"the ties of a day among {graph['ties']:,}, s", _of(ours, "slice_s"), SLICE_REACH_S
    for what, found in graph["measures"].items():
        yield f"{TITLES[what].split(';')[0]}, ms", _of(found["ours"], "ms"), REACHES_MS[what]


def _of(summary: Figures, name: str) -> float:
    found: float = summary["median"][name]
    return found


def _mb(summary: Figures) -> str:
    return f"{_of(summary, 'mb'):.0f}" if "mb" in summary["median"] else "unknown"
