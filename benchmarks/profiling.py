"""`python -m benchmarks.profiling [ENTRANT] [V] [--quiet]`: where a command's time goes, by kind of command, by part
of the work (of the library), by function (of one kind alone with `--only`); and what each command leaves for the
garbage collector to walk. Refusals are read to the last reason.

With `--quiet` the collector is off while the clock runs, so that a full collection is not laid at the door of whatever
it happened to interrupt.
"""

import argparse
import cProfile
import gc
import pstats
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from benchmarks.cases.commands import kind_of, put
from benchmarks.contestants import ENTRANTS
from benchmarks.contestants.contestant import BASIS, BY, Contestant
from benchmarks.contestants.ours import Ours
from benchmarks.lifecycle import Step, story
from partnership import Refused, decide, evolve
from partnership.acts import AddRecord, Advance, Amend, Command
from partnership.records import RECORDS

Kind = tuple[str, str, str]
"""What a step does, to what, and how it was decided."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiling", description=__doc__)
    parser.add_argument("entrant", nargs="?", default="ours", choices=ENTRANTS)
    parser.add_argument("volunteers", nargs="?", default=400, type=int)
    parser.add_argument("--quiet", action="store_true", help="switch the garbage collector off meanwhile")
    parser.add_argument("--only", choices=["plain", "other", "refused"], help="functions of these commands alone")
    parser.add_argument("--sort", default="tottime", choices=["tottime", "cumtime", "ncalls"])
    parser.add_argument("--lines", default=40, type=int)
    asked = parser.parse_args()
    heap(*_begun(asked.entrant, asked.volunteers))
    if asked.quiet:
        gc.disable()
    contestant, steps = _begun(asked.entrant, asked.volunteers)
    by_kind(contestant, steps)
    if isinstance(contestant, Ours):
        by_part(*_begun(asked.entrant, asked.volunteers))
    by_function(*_begun(asked.entrant, asked.volunteers), asked)


def heap(contestant: Contestant, steps: Sequence[Step]) -> None:
    """Say how many objects that the collector walks each command leaves, and how often it has walked all of them."""
    gc.collect()
    objects, full = len(gc.get_objects()), gc.get_stats()[2]["collections"]
    for step in steps:
        put(contestant, step)
    full = gc.get_stats()[2]["collections"] - full
    gc.collect()
    objects = len(gc.get_objects()) - objects
    print(f"{len(steps):,} commands: {objects / len(steps):.1f} objects a command kept, {full} full collections")


def by_kind(contestant: Contestant, steps: Sequence[Step]) -> None:
    took: dict[Kind, list[float]] = defaultdict(list)
    for step in steps:
        started = time.process_time()
        refused = put(contestant, step)
        elapsed = time.process_time() - started
        took[_kind(step, refused=refused)].append(elapsed)
    total = sum(map(sum, took.values()))
    print(f"{total / len(steps) * 1e6:.1f} us per command")
    for kind, spent in sorted(took.items(), key=lambda item: -sum(item[1])):
        mean, share = sum(spent) / len(spent) * 1e6, sum(spent) / total
        print(f"  {share:6.1%}  {len(spent):6,} x {mean:8.1f} us  {' '.join(kind)}")


def by_part(ours: Ours, steps: Sequence[Step]) -> None:
    """Say what the record, the command, the decision, the folding, and the findings and words of a refusal take."""
    clock = time.process_time
    took: dict[Kind, list[tuple[float, ...]]] = defaultdict(list)
    state, template = ours.programme.state, ours.template
    for step in steps:
        times, refused = [clock()], False
        record: Any = RECORDS[step.kind](id=step.id, **step.fields) if step.verb == "record" else None
        times.append(clock())
        command = _command(step, record)
        times.append(clock())
        try:
            entries = decide(template, state, command)
            times.append(clock())
            for entry in entries:
                state = evolve(state, entry)
            times.extend([clock()] * 3)
        except Refused as no:
            times.extend([clock()] * 2)
            refused = bool(no.findings)
            times.append(clock())
            ours.text(no.findings, "en")
            times.append(clock())
        took[_kind(step, refused=refused)].append(tuple(after - before for before, after in pairwise(times)))
    print("us:     record  command   decide   evolve findings    words")
    for kind, spent in sorted(took.items(), key=lambda item: -sum(map(sum, item[1]))):
        means = [sum(part) / len(spent) * 1e6 for part in zip(*spent, strict=True)]
        print(f"      {' '.join(f'{mean:8.1f}' for mean in means)}  {' '.join(kind)}")


def by_function(contestant: Contestant, steps: Sequence[Step], asked: argparse.Namespace) -> None:
    profile = cProfile.Profile()
    for kind, run in groupby(steps, key=kind_of):
        wanted = asked.only in {None, kind}
        if wanted:
            profile.enable()
        for step in run:
            put(contestant, step)
        if wanted:
            profile.disable()
    pstats.Stats(profile).sort_stats(asked.sort).print_stats(asked.lines)


def _begun(name: str, volunteers: int) -> tuple[Any, list[Step]]:
    """Return a contestant that has run a small pilot already and begun another, and what it is to do."""
    contestant = ENTRANTS[name].make()
    contestant.begin()
    for step in story(40):
        put(contestant, step)
    steps = list(story(volunteers))
    contestant.begin()
    return contestant, steps


def _kind(step: Step, *, refused: bool) -> Kind:
    return step.verb, step.kind, "refused" if refused else "accepted"


def _command(step: Step, record: Any) -> Command:
    if step.verb == "record":
        return AddRecord(on=step.on, record=record, by=BY, basis=BASIS)
    if step.verb == "amend":
        return Amend(on=step.on, kind=step.kind, id=step.id, changes=step.fields, by=BY, basis=BASIS)
    return Advance(on=step.on, by=BY, basis=BASIS)


if __name__ == "__main__":
    main()
