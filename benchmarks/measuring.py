"""Fresh processes, CPU time, medians.

Each measurement is a process of its own, so that nobody runs on caches, heaps or garbage that another left behind; the
contestants take turns, so that a machine that is busy for a while is busy for all. What counts is CPU time: other work
on the machine lengthens the wait, and hardly the work.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

WARM = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""Surroundings in which Python keeps what it compiles: a start is measured as every one is but the first."""

Case = tuple[str, ...]
"""A module of benchmarks.cases, and its arguments."""


def child(case: Case) -> dict[str, float]:
    """Run one measurement in a fresh interpreter, and return the figures that it prints."""
    module, *arguments = case
    ran = subprocess.run(
        [sys.executable, "-m", f"benchmarks.cases.{module}", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures


def cpu_of(*arguments: str) -> float:
    """Return the CPU milliseconds that a whole interpreter takes, from its start to its end."""
    with subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=WARM, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [*arguments])
    return (usage.ru_utime + usage.ru_stime) * 1000


def in_turns(
    cases: Sequence[Case], repeats: int, measure: Callable[[Case], dict[str, float]], tell: Callable[[str], None]
) -> dict[Case, dict[str, Any]]:
    """Measure every case, one after the other, and all of them again as often as asked; give medians and extremes."""
    samples: dict[Case, list[dict[str, float]]] = {case: [] for case in cases}
    for turn in range(repeats):
        for case in cases:
            tell(f"turn {turn + 1} of {repeats}: {' '.join(case)}")
            samples[case].append(measure(case))
    return {case: _summary(found) for case, found in samples.items()}


def _summary(samples: list[dict[str, Any]]) -> dict[str, Any]:
    """Sum up what all processes told; what one could not tell is left out."""
    told = [name for name in samples[0] if all(sample[name] is not None for sample in samples)]
    return {
        "median": {name: statistics.median(sample[name] for sample in samples) for name in told},
        "least": {name: min(sample[name] for sample in samples) for name in told},
        "most": {name: max(sample[name] for sample in samples) for name in told},
        "processes": len(samples),
    }
