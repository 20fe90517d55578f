"""A law bound to a history, days, questions: which histories are asked what, the table, and what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.measuring import PILOT, Case

Figures = Mapping[str, Any]
Rows = tuple[Sequence[str], Sequence[Sequence[str]]]

FORMS: dict[str, tuple[str, ...]] = {
    "small": ("jsonl",),
    "asked": ("jsonl", "yaml"),
    "long": ("jsonl",),
    "longest": ("jsonl",),
}
"""Histories under the shipped law, and the files that they are needed in."""

VOLUNTEERS = {"small": 40, "asked": 900, "long": 4_500}
A_FEW_VOLUNTEERS = {"small": 40, "asked": 200, "long": 400}
"""How many volunteers they have; there are about eleven entries a volunteer, and a partner for twenty."""

LONGEST = {"longest": 9_100}
"""Asked only where somebody wants to wait for it."""

CASES: dict[str, tuple[Case, str | None]] = {
    "binding": (("engine", "binding"), None),
    "first_missing": (("engine", "first_missing", PILOT), None),
    "first_decision": (("engine", "first_decision", "long.jsonl"), "long"),
    "stage": (("engine", "stage", "asked.jsonl"), "asked"),
    "missing": (("engine", "missing", "asked.jsonl"), "asked"),
    "year": (("engine", "year", "asked.jsonl"), "asked"),
    "turns": (("engine", "turns", "asked.jsonl"), "asked"),
    "programmes": (("engine", "programmes", "small.jsonl"), "small"),
    "unsupported": (("engine", "unsupported", "asked.jsonl"), "asked"),
    "migration": (("engine", "migration", "asked.jsonl"), "asked"),
    "what_if": (("engine", "what_if", "asked.jsonl"), "asked"),
    "what_if_longest": (("engine", "what_if", "longest.jsonl"), "longest"),
}
"""What is measured, and the history that it needs."""

RUN: Case = ("-m", "partnership", "run", "asked.yaml")


class Row(NamedTuple):
    """A figure: how it is called, the case that tells it and under which name, and what was promised."""

    title: str
    case: str
    name: str
    reach: float
    digits: int


ROWS = (
    Row("binding a law to a new programme: its start and first decision, ms", "binding", "ms", 0.3, 2),
    Row("first `missing` of the pilot, over folding it, ms", "first_missing", "ms", 8, 1),
    Row("first decision on {long.entries}, over folding them, ms", "first_decision", "ms", 150, 0),
    Row("`stage` on any day of {asked.entries}, ms", "stage", "ms", 0.2, 2),
    Row("`missing` on any day of {asked.entries}, ms", "missing", "ms", 8, 1),
    Row("`missing` on 365 days in a row, {asked.entries}, s", "year", "s", 1.5, 2),
    Row("late and current paperwork in turns, {asked.entries}, ms a record", "turns", "ms", 0.5, 2),
    Row("1,000 programmes of {small.entries}, loaded and asked once, s", "programmes", "s", 12, 1),
    Row("the same: held at the peak, GB", "programmes", "gb", 0.9, 2),
    Row("`unsupported`, {asked.entries}, s", "unsupported", "s", 0.2, 2),
    Row("`migration`, {asked.entries}, s", "migration", "s", 0.15, 2),
    Row("`what_if` of all {asked.partners}, {asked.entries}, s", "what_if", "s", 0.3, 2),
    Row("`what_if` of all {longest.partners}, {longest.entries}, s", "what_if_longest", "s", 4, 1),
    Row("`partnership run` of a file of {asked.entries}, s", "run", "s", 1.2, 2),
)


class _Size:
    """A history in words, for the titles."""

    def __init__(self, told: Figures) -> None:
        self.entries = f"{told['entries']:,} entries"
        self.partners = f"{told['partners']:,} partners"


def cases(histories: Mapping[str, int]) -> dict[str, Case]:
    return {name: case for name, (case, history) in CASES.items() if history is None or history in histories}


def _rows(engine: Figures) -> Iterator[tuple[str, Row, Figures]]:
    sizes = {name: _Size(told) for name, told in engine["histories"].items()}
    for row in ROWS:
        found = engine["cases"].get(row.case)
        if found is not None and row.name in found["median"]:
            yield row.title.format(**sizes), row, found


def table(engine: Figures) -> Rows:
    head = ("a law bound to histories, under the shipped law", "measured", "least", "most")
    return head, [
        (title, *(f"{found[which][row.name]:,.{row.digits}f}" for which in ("median", "least", "most")))
        for title, row, found in _rows(engine)
    ]


def folding(engine: Figures) -> str:
    entries, told = engine["histories"]["long"]["entries"], engine["cases"]["first_decision"]["median"]
    fold, load, first, second = (told[f"{name}_ms"] for name in ("fold", "load", "first", "second"))
    return (
        f"{entries:,} entries: State.of takes {fold:.0f} ms, Programme.from_entries {load:.0f} ms, "
        f"the first decision then {first:.1f} ms, the second {second:.1f} ms."
    )


def promises(engine: Figures) -> Iterator[tuple[str, float, float, int]]:
    """Give what was promised: what, the figure measured, the most that it may be, and how exactly it is told."""
    for title, row, found in _rows(engine):
        yield title, found["median"][row.name], row.reach, row.digits
