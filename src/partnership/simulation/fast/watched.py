"""Histories that are watched while they are driven: what rules ask of tasks, and what is refused meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from typing_extensions import override

from partnership.acts import AddRecord, Amend, Command, Suspend, Suspended
from partnership.errors import Refused
from partnership.evaluation import plan_of
from partnership.evaluation.gates import Gates
from partnership.simulation.driving import Doing
from partnership.simulation.exact import Exact
from partnership.simulation.history import History
from partnership.simulation.lines import OpenLine, simulated
from partnership.simulation.model import Job


class WatchedHistory(Exact):
    """A history of which it is noted after how many jobs of a task its rules are met."""

    @override
    def run(self) -> History:
        self.jobs = {job.name: job for job in self.model.jobs}
        self.open_after: dict[str, int] = {}
        self.shut_after: dict[str, int] = {}
        """With how many jobs done a rule was first seen to be met for good, and last seen not to be."""
        return super().run()

    @override
    def _write(self, step: int, name: str, lines: tuple[OpenLine, ...], scope: Mapping[str, Any], doing: Doing) -> bool:
        job = self.jobs.get(name)
        if job is None or job.it is None:
            return super()._write(step, name, lines, scope, doing)
        self._look(step, job, 0)
        written = super()._write(step, name, lines, scope, doing)
        if written:
            self._look(step, job, 1)
        return written

    def _look(self, step: int, job: Job, more: int) -> None:
        """Note whether the rules of a job's task are met, now that so many of its jobs are done."""
        together = self.model.together[job.task.id]
        done = sum(self.doing[one].done > 0 for one in together) + more
        gates = Gates(self.programme.as_of(self.model.days[step]).context())
        for rule in job.task.meets:
            if self.model.meeting[rule] != together:
                continue
            if gates.blocks(self.model.law.requirements[rule]):
                self.shut_after[rule] = done
                self.open_after.pop(rule, None)
            else:
                self.open_after.setdefault(rule, done)

    def is_shut(self, rule: str) -> bool:
        """Tell whether a rule is not met in the end."""
        return Gates(self.programme.as_of(self.model.days[-1]).context()).blocks(self.model.law.requirements[rule])

    def enough(self, rule: str) -> int | None:
        """Return how many jobs of a task were enough for its rule, where that is seen: fewer were not."""
        shut = self.shut_after.get(rule)
        return self.open_after.get(rule) if shut is not None else None


class Probe(WatchedHistory):
    """A history of which it is noted, too, which jobs write what the law refuses while the programme is suspended."""

    @override
    def run(self) -> History:
        self.unsafe: set[str] = set()
        return super().run()

    @override
    def _do(self, step: int, command: Command, name: str) -> bool:
        watched: tuple[str, str | None] = ("", None)
        match command:
            case AddRecord(record=record):
                watched = ("record", record.kept_as())
            case Amend(kind=kind):
                watched = ("amend", kind)
            case _:
                pass
        is_asked = name in self.jobs and name not in self.unsafe
        if is_asked and watched in plan_of(self.model.law).unsafe and self._waits(command):
            self.unsafe.add(name)
        return super()._do(step, command, name)

    def _waits(self, command: Command) -> bool:
        """Tell whether the law refuses something, were the programme suspended."""
        (entry,) = self.programme.propose(Suspend.of(on=command.on, reason=simulated()))
        suspended = cast("Suspended", entry)
        try:
            self.programme.propose(command, suspended=suspended)
        except Refused as refusal:
            return any(finding.code == "suspended" for finding in refusal.findings)
        return False
