"""`python -m benchmarks`: every figure that the project promises, beside its peers, in one run."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import graph_report, startup
from benchmarks.contestants import ENTRANTS
from benchmarks.machine import environment, installed
from benchmarks.measuring import Case, child, in_turns
from benchmarks.report import put_into, report, targets

QUIET = ("floor", "ours", "unread", "shipped")
"""Those whose commands are measured without the garbage collector as well."""

PARTS = ("commands", "replay", "template", "startup", "graph")


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    sizes = [40, 400] if asked.quick else [40, 400, 4000]
    entries = 4_000 if asked.quick else 32_000
    repeats = asked.repeats or (3 if asked.quick else 5)
    absent = {name: entrant.needs for name, entrant in ENTRANTS.items() if not installed(entrant.needs)}
    figures: dict[str, Any] = {"environment": environment(), "quick": asked.quick, "processes": repeats}
    if "commands" in asked.only:
        figures |= _commands([name for name in ENTRANTS if name not in absent], sizes, repeats)
        figures["absent"] = absent
    if "replay" in asked.only:
        figures["replay"] = _replay(entries, repeats)
    if "template" in asked.only:
        figures["template"] = _template(repeats)
    if "startup" in asked.only:
        figures["startup"] = _startup(repeats * 3)
    if "graph" in asked.only:
        figures["graph"] = _graph(repeats, quick=asked.quick)
    figures["targets"] = targets(figures)
    _tell("")
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        print(report(figures))
    if asked.page is not None:
        put_into(asked.page, figures)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--page", type=Path, help="put the tables into this page as well (docs/benchmarks.md)")
    parser.add_argument("--quick", action="store_true", help="smaller pilots and fewer processes: a first look only")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure only these")
    parser.add_argument("--repeats", type=int, help="processes for each figure")
    return parser


def _commands(names: list[str], sizes: list[int], repeats: int) -> dict[str, dict[str, Any]]:
    loud: list[Case] = [("commands", name, str(size)) for size in sizes for name in names]
    quiet: list[Case] = [("commands", name, str(size), "quiet") for size in sizes for name in QUIET]
    found = in_turns([*loud, *quiet], repeats, child, _tell)
    return {
        "commands": {name: {str(size): found["commands", name, str(size)] for size in sizes} for name in names},
        "commands_quiet": {
            name: {str(size): found["commands", name, str(size), "quiet"] for size in sizes} for name in QUIET
        },
    }


def _replay(entries: int, repeats: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        _tell(f"writing a ledger of {entries} entries")
        child(("ledgers", folder, str(entries)))
        files = {"ours": "entries", "entries": "entries", "events": "events"}
        cases: list[Case] = [("replay", manner, str(Path(folder) / f"{file}.jsonl")) for manner, file in files.items()]
        found = in_turns(cases, repeats, child, _tell)
    return {"entries_count": entries} | {case[1]: found[case] for case in cases}


def _template(repeats: int) -> dict[str, Any]:
    cases: list[Case] = [("templates", manner) for manner in ("ours", "plain", "yaml")]
    found = in_turns(cases, repeats, child, _tell)
    return {case[1]: found[case] for case in cases}


def _startup(repeats: int) -> dict[str, Any]:
    wanted = {
        "bare": startup.BARE,
        "import": startup.IMPORT,
        "first_use": startup.FIRST_USE,
        "relations": startup.RELATIONS,
        "help": startup.HELP,
        "pydantic": startup.PYDANTIC,
    }
    cases = {name: case for name, case in wanted.items() if startup.starts(case)}
    found = in_turns(list(cases.values()), repeats, startup.measure, _tell)
    return {"loaded": startup.loaded_by_import()} | {name: found[case] for name, case in cases.items()}


def _graph(repeats: int, *, quick: bool) -> dict[str, Any]:
    ties, share = (100_000, 0.1) if quick else (1_000_000, 1.0)
    there = [name for name in graph_report.MANNERS if installed(graph_report.NEEDS.get(name))]
    load: list[Case] = [("graph_load", name, str(ties)) for name in there if name in graph_report.LOADERS]
    measures: list[Case] = [
        ("graph_measures", what, name, str(share))
        for what, names in graph_report.CONTESTS.items()
        for name in there
        if name in names
    ]
    # a peer takes its time over a million ties: three processes tell enough
    found = in_turns([*load, *measures], min(repeats, 3), child, _tell)
    return {
        "ties": ties,
        "share": share,
        "load": {case[1]: found[case] for case in load},
        "measures": {
            what: {case[2]: found[case] for case in measures if case[1] == what} for what in graph_report.CONTESTS
        },
    }


def _tell(line: str) -> None:
    """Say on a terminal how far it is; a line replaces the one before."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
