"""Fresh processes, CPU time, medians.

Each measurement is a process of its own, so that nobody runs on caches, heaps or garbage that another left behind; the
contestants take turns, so that a machine that is busy for a while is busy for all. What counts is CPU time: other work
on the machine lengthens the wait, and hardly the work.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PILOT = "smolensk-2009.yaml"

Case = tuple[str, ...]
"""A module of benchmarks.cases, and its arguments; or the arguments of an interpreter."""

Summary = dict[str, Any]
"""Median, least and most of what the processes of one case told."""


class Side(NamedTuple):
    """A checkout whose library is measured by the benchmarks of this one, and the folder in which its processes run."""

    checkout: Path
    folder: Path

    @property
    def surroundings(self) -> dict[str, str]:
        """Where the library and the benchmarks are found.

        What Python compiles is kept, so that a start is measured as every one is but the first.
        """
        found = os.pathsep.join([str(self.checkout / "src"), str(ROOT)])
        return {**os.environ, "PYTHONPATH": found, "PYTHONDONTWRITEBYTECODE": ""}


@contextmanager
def side_of(checkout: Path) -> Iterator[Side]:
    """Make ready for the measurement of a checkout; its story of the pilot lies in the folder."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(checkout / "examples" / PILOT, folder)
        yield Side(checkout.resolve(), Path(folder))


Measure = Callable[[Case, Side], dict[str, Any]]
Tell = Callable[[str], None]


def child(case: Case, side: Side) -> dict[str, Any]:
    """Run one measurement in a fresh interpreter, and return the figures that it prints."""
    module, *arguments = case
    ran = subprocess.run(
        [sys.executable, "-m", f"benchmarks.cases.{module}", *arguments],
        cwd=side.folder,
        env=side.surroundings,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])  # a peer may greet before it is asked
    return figures


def whole(case: Case, side: Side) -> dict[str, Any]:
    """Return the CPU milliseconds that a whole interpreter takes, from its start to its end."""
    command = [sys.executable, *case]
    with subprocess.Popen(command, cwd=side.folder, env=side.surroundings, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return {"ms": (usage.ru_utime + usage.ru_stime) * 1000}


def in_seconds(case: Case, side: Side) -> dict[str, Any]:
    return {"s": whole(case, side)["ms"] / 1000}


class Turns(NamedTuple):
    """How often everything is measured, and of which checkouts."""

    sides: Sequence[Side]
    repeats: int
    tell: Tell

    def measured(
        self, own: Sequence[Case], peers: Sequence[Case] = (), *, by: Measure = child, most: int | None = None
    ) -> list[Mapping[Case, Summary]]:
        """Measure every case of every side, one after the other, and all again as often as asked.

        What has nothing to do with the library (`peers`) is measured once for all sides. Returned is, for each side,
        what each case told.
        """
        samples: list[dict[Case, list[dict[str, Any]]]] = [{} for _ in self.sides]
        repeats = self.repeats if most is None else min(self.repeats, most)
        for turn in range(repeats):
            for case in (*own, *peers):
                for side, found in zip(self.sides, samples, strict=True):
                    self.tell(f"turn {turn + 1} of {repeats}: {' '.join(case)}")
                    if side is self.sides[0] or case not in peers:
                        found.setdefault(case, []).append(by(case, side))
        return [{case: _summary(found.get(case) or samples[0][case]) for case in (*own, *peers)} for found in samples]


def _summary(samples: list[dict[str, Any]]) -> Summary:
    """Sum up what all processes told; what one could not tell is left out."""
    told = [name for name in samples[0] if all(sample[name] is not None for sample in samples)]
    return {
        "median": {name: statistics.median(sample[name] for sample in samples) for name in told},
        "least": {name: min(sample[name] for sample in samples) for name in told},
        "most": {name: max(sample[name] for sample in samples) for name in told},
        "processes": len(samples),
    }
