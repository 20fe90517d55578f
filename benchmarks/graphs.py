"""Networks to measure on, drawn with a seed: ties as tuples, the way a user has them."""

import datetime as dt
import random
from pathlib import Path
from typing import Any, NamedTuple

SECTORS = ("business", "ngo", "government", "childrens_institution")
KINDS = ("declared", "attended", "visits", "placed", "teamed")
FIRST_DAY = dt.date(2009, 1, 1)
YEARS = 10
ASKED = dt.date(2014, 6, 1)
"""The day that is asked for: about half of the ties have begun and not ended."""


class Drawn(NamedTuple):
    """Ids with sectors, and ties: source, target, kind, start, end."""

    nodes: list[tuple[str, str]]
    ties: list[tuple[Any, ...]]


def portfolio(ties: int) -> Drawn:
    """Ten times as many ties as nodes, any way, in ten years; half of them have ended."""
    draw = random.Random(2009)
    days = [FIRST_DAY + dt.timedelta(days=day) for day in range(YEARS * 365)]
    nodes = _nodes(ties // 10)
    ids = [id_ for id_, _ in nodes]
    rows: list[tuple[Any, ...]] = []
    for _ in range(ties):
        start = draw.randrange(len(days))
        end = None if draw.random() < 0.5 else days[min(start + draw.randrange(30, 2000), len(days) - 1)]
        rows.append((draw.choice(ids), draw.choice(ids), draw.choice(KINDS), days[start], end))
    return Drawn(nodes, rows)


def with_hub(nodes: int, ties: int, hub: int) -> Drawn:
    """Distinct one-way ties any way, `hub` of them to or from one node; each node starts or takes some twenty."""
    draw = random.Random(1989)
    drawn = _nodes(nodes)
    pairs: dict[tuple[int, int], None] = {}
    for other in draw.sample(range(1, nodes), hub):
        pairs[(0, other) if draw.random() < 0.5 else (other, 0)] = None
    while len(pairs) < ties:
        one, other = draw.randrange(nodes), draw.randrange(nodes)
        if one != other:
            pairs[one, other] = None
    return Drawn(drawn, [(drawn[one][0], drawn[other][0]) for one, other in pairs])


def villages(nodes: int, ties: int) -> Drawn:
    """Distinct one-way ties, nine of ten to one of some forty neighbours: contacts know each other, as people do.

    One node in twenty hangs on a single tie, so that there are cut partners and bridges to be found.
    """
    draw = random.Random(1992)
    drawn = _nodes(nodes)
    village = nodes - nodes // 20
    if ties > village * (village - 1):
        raise ValueError(f"{nodes} nodes have no room for {ties} distinct ties")
    pairs: dict[tuple[int, int], None] = {(one, draw.randrange(village)): None for one in range(village, nodes)}
    while len(pairs) < ties:
        one = draw.randrange(village)
        near = draw.random() < 0.9
        other = (one + draw.choice((-1, 1)) * draw.randrange(1, 21)) % village if near else draw.randrange(village)
        if one != other:
            pairs[one, other] = None
    strengths = (1 + draw.randrange(5) for _ in pairs)
    return Drawn(
        drawn,
        [
            (drawn[one][0], drawn[other][0], "declared", None, None, strength)
            for (one, other), strength in zip(pairs, strengths, strict=True)
        ],
    )


def _nodes(count: int) -> list[tuple[str, str]]:
    return [(f"p{number}", SECTORS[number % len(SECTORS)]) for number in range(count)]


def resident_mb() -> float | None:
    """Return how much memory the process holds; None where the system does not tell."""
    return _status("VmRSS")


def peak_mb(*, anew: bool = False) -> float | None:
    """Return the most memory that the process has held, since it was last asked for `anew`."""
    if anew:
        try:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        except OSError:
            return None
    return _status("VmHWM")


def _status(name: str) -> float | None:
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith(name))
