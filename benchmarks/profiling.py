"""`python -m benchmarks.profiling [ENTRANT] [V]`: where a command's time goes, by kind of command and by function."""

import argparse
import cProfile
import pstats
import time
from collections import defaultdict

from benchmarks.contestants import ENTRANTS
from benchmarks.lifecycle import story


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiling", description=__doc__)
    parser.add_argument("entrant", nargs="?", default="ours", choices=ENTRANTS)
    parser.add_argument("volunteers", nargs="?", default=400, type=int)
    parser.add_argument("--sort", default="tottime", choices=["tottime", "cumtime", "ncalls"])
    parser.add_argument("--lines", default=40, type=int)
    asked = parser.parse_args()
    by_kind(asked.entrant, asked.volunteers)
    by_function(asked.entrant, asked.volunteers, asked.sort, asked.lines)


def by_kind(name: str, volunteers: int) -> None:
    contestant = ENTRANTS[name].make()
    contestant.begin()
    for step in story(40):
        contestant.do(step)
    steps = story(volunteers)
    contestant.begin()
    took: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for step in steps:
        started = time.process_time()
        refusals = contestant.do(step)
        verdict = "accepted" if refusals is None else "refused"
        took[step.verb, step.kind, verdict].append(time.process_time() - started)
    total = sum(map(sum, took.values()))
    print(f"{name}, V={volunteers}: {total / len(steps) * 1e6:.1f} us per command")
    for (verb, kind, verdict), spent in sorted(took.items(), key=lambda item: -sum(item[1])):
        mean, share = sum(spent) / len(spent) * 1e6, sum(spent) / total
        print(f"  {share:6.1%}  {len(spent):6,} x {mean:8.1f} us  {verb} {kind} {verdict}")


def by_function(name: str, volunteers: int, sort: str, lines: int) -> None:
    contestant = ENTRANTS[name].make()
    contestant.begin()
    for step in story(40):
        contestant.do(step)
    steps = story(volunteers)
    contestant.begin()
    profile = cProfile.Profile()
    profile.enable()
    for step in steps:
        contestant.do(step)
    profile.disable()
    pstats.Stats(profile).sort_stats(sort).print_stats(lines)


if __name__ == "__main__":
    main()
