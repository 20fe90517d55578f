"""Simulating a region: who is measured, the tables, and what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.measuring import Case
from benchmarks.mentors import EMPLOYEES, PEERS, Ran

Figures = Mapping[str, Any]
Rows = tuple[Sequence[str], Sequence[Sequence[str]]]

SIZES = (EMPLOYEES, 20_000, 200_000)
FAST_REACH_MS, GROWTH_REACH = 0.10, 1.5
EXACT_REACH, RECORD_REACH = 5.0, 1.3
FAN_REACH_S, FIGURE_REACH_S = 1.5, 3.0
CUT_REACH, HISTORY_REACH_MS = 10.0, 10.0
MOST_ERRORS = 4.0
"""Standard errors by which the mean of a peer may be off ours: of 25 figures, one in 600 runs has one further off."""

OWN: Mapping[str, Case] = {
    **{f"fast_{size}": ("simulation", "fast", str(size)) for size in SIZES},
    **{what: ("simulation", what) for what in ("exact", "fan", "paired", "history")},
}
FIGURE: Case = ("-m", "benchmarks.cases.simulation", "figure")


def peer(name: str) -> Case:
    return ("simulation", "peer", name)


def apart(figures: Figures) -> list[str]:
    """Tell which peers found something else than the fast engine, and what."""
    ours = figures["fast_2000"]["median"]
    found = []
    for name, theirs in figures["peers"].items():
        for what in Ran._fields:
            off = abs(theirs["median"][what] - ours[what])
            error = (theirs["median"][f"{what}_error"] ** 2 + ours[f"{what}_error"] ** 2) ** 0.5
            if off > MOST_ERRORS * error + 1e-9:
                found.append(f"{PEERS[name].title}: {what} is {theirs['median'][what]:.2f}, not {ours[what]:.2f}")
    return found


def tables(figures: Figures) -> Iterator[str | Rows]:
    simpy = figures["peers"].get("simpy")
    head = (f"{EMPLOYEES:,} employees, 36 months", "ms a replication", "x the fast engine", "level 3 at the end")
    ours = figures["fast_2000"]
    rows = [("partnership, fast engine", *_row(ours, ours))]
    rows += [(PEERS[name].title, *_row(found, ours)) for name, found in figures["peers"].items()]
    exact = figures["exact"]
    rows.append(
        (
            f"partnership, exact engine, a ledger of {_of(exact, 'entries'):,.0f} entries",
            f"{_of(exact, 'ms'):.0f} {_span(exact, 'ms', 0)}",
            f"{_of(exact, 'ms') / _of(ours, 'ms'):,.0f}",
            "",
        )
    )
    yield head, rows
    different = apart(figures)
    yield "All agree in distribution." if not different else "They do not agree: " + "; ".join(different)
    yield (
        ("the fast engine by employees", "ms a replication", "ratio", "to learn the law, ms"),
        [
            (
                f"{size:,}",
                f"{_of(found, 'ms'):.3f} {_span(found, 'ms', 3)}",
                f"{_of(found, 'ms') / _of(ours, 'ms'):.2f}",
                f"{_of(found, 'learn_ms'):.0f}",
            )
            for size in SIZES
            for found in [figures[f"fast_{size}"]]
        ],
    )
    yield (
        ("the exact engine, x what it costs to ...", "ratio"),
        [
            (what, f"{_of(exact, 'ms') / _of(exact, name):.2f}")
            for what, name in (
                ("record the entries, commands at hand", "record_ms"),
                ("make the commands of their words and record them", "make_ms"),
                ("do so, and ask what is missing once a month", "ask_ms"),
            )
        ]
        + ([("run a replication in SimPy", f"{_of(exact, 'ms') / _of(simpy, 'ms'):.2f}")] if simpy else []),
    )
    history, paired = figures["history"], figures["paired"]
    yield (
        ("a question", "figure"),
        [
            ("10,000 replications and the fan chart, s", f"{_of(figures['fan'], 's'):.2f}"),
            *(
                [("a first figure, from a cold start, s", f"{_of(figures['figure'], 's'):.2f}")]
                if "figure" in figures
                else []
            ),
            ("what if recruitment were .008: variance cut, x", f"{_of(paired, 'cut'):.1f}"),
            ("the same with equal seeds in numpy, x", f"{_of(paired, 'same_seed'):.1f}"),
            (f"who and when in {_of(history, 'entries'):,.0f} entries, ms", f"{_of(history, 'ms'):.0f}"),
            ("the same, written as a ledger, ms", f"{_of(history, 'whole_ms'):.0f}"),
        ],
    )


def _row(found: Figures, ours: Figures) -> Sequence[str]:
    return (
        f"{_of(found, 'ms'):.3g} {_span(found, 'ms', 3 if _of(found, 'ms') < 1 else 1)}",
        f"{_of(found, 'ms') / _of(ours, 'ms'):,.0f}",
        f"{_of(found, 'three'):.1f} ± {_of(found, 'three_error'):.1f}",
    )


def promises(figures: Figures) -> Iterator[tuple[str, float, float, bool]]:
    """Give what was promised: what, the figure measured, its bound, and whether that is the most or the least."""
    fast, exact = _of(figures["fast_2000"], "ms"), _of(figures["exact"], "ms")
    yield "the fast engine, ms a replication", fast, FAST_REACH_MS, True
    for size in SIZES[1:]:
        yield f"{size:,} employees, x 2,000", _of(figures[f"fast_{size}"], "ms") / fast, GROWTH_REACH, True
    if "simpy" in figures["peers"]:
        yield "the exact engine, x SimPy", exact / _of(figures["peers"]["simpy"], "ms"), EXACT_REACH, True
    yield "the exact engine, x recording its entries", exact / _of(figures["exact"], "make_ms"), RECORD_REACH, True
    yield "10,000 replications and the fan, s", _of(figures["fan"], "s"), FAN_REACH_S, True
    if "figure" in figures:
        yield "a first figure, from a cold start, s", _of(figures["figure"], "s"), FIGURE_REACH_S, True
    yield "variance cut by shared chance, x", _of(figures["paired"], "cut"), CUT_REACH, False
    yield "who and when in a history, ms", _of(figures["history"], "ms"), HISTORY_REACH_MS, True


def _of(summary: Figures, name: str) -> float:
    found: float = summary["median"][name]
    return found


def _span(summary: Figures, name: str, digits: int) -> str:
    return f"({summary['least'][name]:.{digits}f}-{summary['most'][name]:.{digits}f})"
