"""`histories NAME VOLUNTEERS FORM...`: write the story of as many volunteers under the shipped law into this folder.

`jsonl` is the ledger, one entry a line, `yaml` the same as a programme file. The moves are left out: the shipped law
turns them away.
"""

import json
import sys
from pathlib import Path

from benchmarks.contestants.ours import Shipped
from benchmarks.lifecycle import story
from partnership import Programme, save_programme


def told(volunteers: int) -> Programme:
    shipped = Shipped()
    shipped.begin()
    for step in story(volunteers):
        if step.verb != "advance" and not step.refused:
            assert shipped.do(step) is None, step
    return shipped.programme


def main() -> None:
    name, volunteers, *forms = sys.argv[1:]
    programme = told(int(volunteers))
    for form in forms:
        save_programme(programme, Path(f"{name}.{form}"))
    partners = len(programme.snapshot.records("partner"))
    print(json.dumps({"entries": len(programme.entries), "partners": partners}))


if __name__ == "__main__":
    main()
