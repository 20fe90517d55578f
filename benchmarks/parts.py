"""What is measured: the cases of each part, and their figures, for each checkout."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from benchmarks import engine_report, graph_report, simulation_report, startup
from benchmarks.contestants import ENTRANTS
from benchmarks.machine import installed
from benchmarks.measuring import Case, Turns, child, in_seconds, whole
from benchmarks.mentors import PEERS

OWN = ("ours", "shipped")
"""Contestants whose figures depend on the library."""

QUIET = ("floor", *OWN)
"""Those whose commands are measured without the garbage collector as well."""

FEW = 3
"""Processes that tell enough of what takes its time."""


class Scale(NamedTuple):
    """How much is measured."""

    sizes: tuple[int, ...]
    entries: int
    histories: Mapping[str, int]
    ties: int
    share: float


WHOLE = Scale((40, 400, 4000), 32_000, engine_report.VOLUNTEERS, 1_000_000, 1.0)
LOOK = Scale((40, 400), 4_000, engine_report.A_FEW_VOLUNTEERS, 100_000, 0.1)


def commands(turns: Turns, scale: Scale) -> list[Any]:
    there = [name for name, entrant in ENTRANTS.items() if installed(entrant.needs)]
    loud: list[Case] = [("commands", name, str(size)) for size in scale.sizes for name in there]
    quiet: list[Case] = [("commands", name, str(size), "quiet") for size in scale.sizes for name in QUIET]
    own = [case for case in (*loud, *quiet) if case[1] in OWN]
    peers = [case for case in (*loud, *quiet) if case[1] not in OWN]
    return [
        {
            "loud": {name: {str(size): found["commands", name, str(size)] for size in scale.sizes} for name in there},
            "quiet": {
                name: {str(size): found["commands", name, str(size), "quiet"] for size in scale.sizes} for name in QUIET
            },
        }
        for found in turns.measured(own, peers)
    ]


def engine(turns: Turns, scale: Scale) -> list[Any]:
    told: dict[str, Any] = {}
    for side in turns.sides:
        for name, volunteers in scale.histories.items():
            turns.tell(f"telling a history of {volunteers} volunteers")
            told[name] = child(("histories", name, str(volunteers), *engine_report.FORMS[name]), side)
    cases = engine_report.cases(scale.histories)
    found = turns.measured(list(cases.values()), most=FEW)
    runs = turns.measured([engine_report.RUN], by=in_seconds, most=FEW)
    return [
        {
            "histories": told,
            "cases": {name: here[case] for name, case in cases.items()} | {"run": ran[engine_report.RUN]},
        }
        for here, ran in zip(found, runs, strict=True)
    ]


def replay(turns: Turns, scale: Scale) -> list[Any]:
    for side in turns.sides:
        turns.tell(f"writing a ledger of {scale.entries} entries")
        child(("ledgers", str(scale.entries)), side)
    own: list[Case] = [("replay", manner, "entries.jsonl") for manner in ("ours", "entries")]
    peers: list[Case] = [("replay", "events", "events.jsonl")]
    return [
        {"entries_count": scale.entries} | {case[1]: found[case] for case in (*own, *peers)}
        for found in turns.measured(own, peers)
    ]


def template(turns: Turns, _: Scale) -> list[Any]:
    own: list[Case] = [("templates", manner) for manner in ("ours", "plain", "yaml")]
    return [{case[1]: found[case] for case in own} for found in turns.measured(own)]


def starts(turns: Turns, _: Scale) -> list[Any]:
    loaded = []
    for side in turns.sides:
        startup.warm(side)
        loaded.append(startup.loaded_by_import(side))
    often = turns._replace(repeats=turns.repeats * 3)
    found = often.measured(list(startup.STARTS.values()), by=whole)
    return [
        {"loaded": names} | {name: here[case] for name, case in startup.STARTS.items()}
        for names, here in zip(loaded, found, strict=True)
    ]


def graph(turns: Turns, scale: Scale) -> list[Any]:
    there = [name for name in graph_report.MANNERS if installed(graph_report.NEEDS.get(name))]
    load: list[Case] = [("graph_load", name, str(scale.ties)) for name in there if name in graph_report.LOADERS]
    measures: list[Case] = [
        ("graph_measures", what, name, str(scale.share))
        for what, names in graph_report.CONTESTS.items()
        for name in there
        if name in names
    ]
    own = [case for case in load if case[1] in graph_report.OWN]
    own += [case for case in measures if case[2] in graph_report.OWN]
    peers = [case for case in (*load, *measures) if case not in own]
    return [
        {
            "ties": scale.ties,
            "share": scale.share,
            "load": {case[1]: found[case] for case in load},
            "measures": {
                what: {case[2]: found[case] for case in measures if case[1] == what} for what in graph_report.CONTESTS
            },
        }
        for found in turns.measured(own, peers, most=FEW)
    ]


def simulation(turns: Turns, _: Scale) -> list[Any]:
    there = [name for name, manner in PEERS.items() if installed(manner.needs)]
    cases = simulation_report.OWN
    found = turns.measured(list(cases.values()), [simulation_report.peer(name) for name in there], most=FEW)
    drawn = turns.measured([simulation_report.FIGURE], by=in_seconds, most=FEW) if installed("matplotlib") else None
    return [
        {name: here[case] for name, case in cases.items()}
        | {"peers": {name: here[simulation_report.peer(name)] for name in there}}
        | ({} if drawn is None else {"figure": drawn[at][simulation_report.FIGURE]})
        for at, here in enumerate(found)
    ]


PARTS: dict[str, Callable[[Turns, Scale], list[Any]]] = {
    "commands": commands,
    "engine": engine,
    "replay": replay,
    "template": template,
    "startup": starts,
    "graph": graph,
    "simulation": simulation,
}
"""What can be measured by itself; each gives its figures for every side."""
