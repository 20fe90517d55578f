"""`commands ENTRANT V [quiet]`: CPU microseconds per command of the pilot, and what it takes to begin one.

Imports, validators and the first use of every path are left out: one pilot of 40 volunteers runs before the clock.
With `quiet` the garbage collector is off while the clock runs, to tell what the work costs from what the heap costs.
Small pilots are repeated until there are about as many commands as in one of 400 volunteers.
"""

import gc
import json
import sys
import time

from benchmarks.contestants import ENTRANTS
from benchmarks.lifecycle import story

ENOUGH = 4_000
"""Commands after which a figure is steady."""


def main() -> None:
    name, volunteers, quiet = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["quiet"]
    contestant = ENTRANTS[name].make()
    contestant.begin()
    for step in story(40):
        contestant.do(step)

    steps = story(volunteers)
    pilots = -(-ENOUGH // len(steps))
    beginning = working = 0.0
    surprises = 0
    for _ in range(pilots):
        gc.collect()
        started = time.process_time()
        contestant.begin()
        beginning += time.process_time() - started
        if quiet:
            gc.disable()
        started = time.process_time()
        for step in steps:
            surprises += (contestant.do(step) is not None) != step.refused
        working += time.process_time() - started
        gc.enable()
    assert name == "shipped" or not surprises, f"{name} decided {surprises} commands otherwise"
    commands = len(steps) * pilots
    print(
        json.dumps(
            {
                "us_per_command": working / commands * 1e6,
                "begin_ms": beginning / pilots * 1e3,
                "commands": len(steps),
                "refused": sum(step.refused for step in steps) + surprises // pilots,
            }
        )
    )


if __name__ == "__main__":
    main()
