"""`commands ENTRANT V [quiet]`: CPU microseconds per command of the pilot, by kind, and what it takes to begin one.

`plain` is a record that no guard asks about, `accepted` every command that passes, `refused` one that is turned away
and read to its last reason in one language, `all` all of them as they come.

Imports, validators and the first use of every path are left out: one pilot of 40 volunteers runs before the clock.
With `quiet` the garbage collector is off while the clock runs, to tell what the work costs from what the heap costs.
Small pilots are repeated until there are about as many commands as in one of 400 volunteers.
"""

import gc
import json
import sys
import time
from itertools import groupby

from benchmarks.contestants import ENTRANTS
from benchmarks.contestants.contestant import Contestant
from benchmarks.lifecycle import Step, story

ENOUGH = 4_000
"""Commands after which a figure is steady."""

GUARDED = {"level", "placement", "visit"}
"""Kinds of record that some guard asks about."""


def main() -> None:
    name, volunteers, quiet = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["quiet"]
    contestant = ENTRANTS[name].make()
    contestant.begin()
    for step in story(40):
        put(contestant, step)

    steps = story(volunteers)
    runs = [(kind, list(run)) for kind, run in groupby(steps, key=kind_of)]
    counts = {kind: sum(len(run) for told, run in runs if told == kind) for kind, _ in runs}
    pilots = -(-ENOUGH // len(steps))
    beginning = 0.0
    took = dict.fromkeys(counts, 0.0)
    surprises = 0
    for _ in range(pilots):
        gc.collect()
        started = time.process_time()
        contestant.begin()
        beginning += time.process_time() - started
        if quiet:
            gc.disable()
        # the clock is read once where one kind of command ends and another begins: it costs as much as a small command
        started = time.process_time()
        for kind, run in runs:
            for step in run:
                surprises += put(contestant, step) != step.refused
            ended = time.process_time()
            took[kind] += ended - started
            started = ended
        gc.enable()
    assert name == "shipped" or not surprises, f"{name} decided {surprises} commands otherwise"
    per = {kind: took[kind] / (counts[kind] * pilots) * 1e6 for kind in counts}
    accepted = counts["plain"] + counts["other"]
    print(
        json.dumps(
            {
                "plain": per["plain"],
                "accepted": (took["plain"] + took["other"]) / (accepted * pilots) * 1e6,
                "refused": per["refused"],
                "all": sum(took.values()) / (len(steps) * pilots) * 1e6,
                "begin_ms": beginning / pilots * 1e3,
                "commands": len(steps),
                "refusals": counts["refused"] + surprises // pilots,
            }
        )
    )


def kind_of(step: Step) -> str:
    if step.refused:
        return "refused"
    return "plain" if step.verb == "record" and step.kind not in GUARDED else "other"


def put(contestant: Contestant, step: Step) -> bool:
    """Put a command, read what stands against it, and tell whether it was refused."""
    refusals = contestant.do(step)
    if refusals is None:
        return False
    contestant.text(refusals, "en")
    return True


if __name__ == "__main__":
    main()
