"""`python -m benchmarks`: every figure that the project promises, beside its peers, in one run."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import engine_report
from benchmarks.contestants import ENTRANTS
from benchmarks.machine import environment, installed
from benchmarks.measuring import ROOT, Turns, side_of
from benchmarks.parts import LOOK, PARTS, WHOLE
from benchmarks.report import put_into, report, targets


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    scale = LOOK if asked.quick else WHOLE
    if asked.longest:
        scale = scale._replace(histories={**scale.histories, **engine_report.LONGEST})
    repeats = asked.repeats or (3 if asked.quick else 5)
    figures: dict[str, Any] = {"environment": environment(), "quick": asked.quick, "processes": repeats}
    figures["absent"] = {name: one.needs for name, one in ENTRANTS.items() if not installed(one.needs)}
    with ExitStack() as stack:
        checkouts = [ROOT] if asked.beside is None else [ROOT, asked.beside]
        sides = [stack.enter_context(side_of(checkout)) for checkout in checkouts]
        turns = Turns(sides, repeats, _tell)
        found = {part: PARTS[part](turns, scale) for part in asked.only}
    here, *others = [{part: found[part][at] for part in asked.only} for at in range(len(sides))]
    figures |= here
    figures["targets"] = targets(figures)
    for other in others:
        figures["beside"] = {**other, "targets": targets(other)}
    _tell("")
    print(json.dumps(figures, ensure_ascii=False, indent=2) if asked.json else report(figures))
    if asked.page is not None:
        put_into(asked.page, figures)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--page", type=Path, help="put the tables into this page as well (docs/benchmarks.md)")
    parser.add_argument("--quick", action="store_true", help="smaller pilots and fewer processes: a first look only")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="measure only these")
    parser.add_argument("--repeats", type=int, help="processes for each figure")
    parser.add_argument(
        "--beside", type=Path, help="measure the library of another checkout as well, in turns with this"
    )
    parser.add_argument(
        "--longest", action="store_true", help="ask a history of 10^5 entries, too: that takes its time"
    )
    return parser


def _tell(line: str) -> None:
    """Say on a terminal how far it is; a line replaces the one before."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
