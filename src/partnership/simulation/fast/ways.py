"""The ways on, in many replications at once: which are open, and what was the last that stood before each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from partnership.simulation.arrays import Integers, Which
from partnership.simulation.fast.hazards import Hazards
from partnership.simulation.fast.lanes import NEVER, Lanes
from partnership.simulation.fast.learned import Learned
from partnership.simulation.fast.people_rules import PeopleRule
from partnership.simulation.fast.work import CountedWork


class Ways:
    """The ways on from stage to stage."""

    def __init__(self, lanes: Lanes, work: CountedWork, hazards: Hazards, learned: Learned) -> None:
        self.lanes, self.work, self.hazards, self.learned = lanes, work, hazards, learned
        self.entered = {stage: np.full(lanes.many, -1, dtype=np.int32) for stage in lanes.model.stages}
        self.came = np.zeros((len(lanes.leaves), lanes.many), dtype=np.int32)
        """The step at which each stage was entered last."""
        self.last: dict[str, list[str]] = {}
        self.held_by: dict[str, Integers] = {}
        self.alone: dict[str, Integers] = {}
        self.still: dict[str, dict[str, Which]] = {}
        """By stage the rules that are not met where the horizon is reached, and where."""
        self.held = {leaf: self._holding(leaf) for leaf in lanes.model.ways}
        self.shut = {leaf: self._shutting(leaf) for leaf in lanes.model.ways}
        self.ready: dict[str, dict[str, Integers]] = {leaf: {} for leaf in lanes.leaves}
        """Since when each rule about people is met, stage by stage."""

    def _holding(self, leaf: str) -> tuple[list[tuple[str, tuple[int, ...]]], list[PeopleRule]]:
        """Return what stands before a way on: rules that jobs meet, and rules that people do."""
        model, rules = self.lanes.model, self.learned.rules
        blocking = [rule.id for rule in model.ways[leaf].asked if rule.id in rules.blocking]
        of_people = [rules.people[rule] for rule in blocking if rule in rules.people]
        of_jobs = [
            (rule, model.meeting.get(rule, ()))
            for rule in blocking
            if rule not in rules.people and (rule in model.meeting or rule in self.learned.needed)
        ]
        return of_jobs, of_people

    def _shutting(self, leaf: str) -> list[tuple[str, int]]:
        """Return what shuts a way on while something has gone wrong: the rule, and which hazard it is."""
        law, way = self.lanes.model.law, self.lanes.model.ways[leaf]
        asked = {rule.id for rule in way.asked}
        if way.waits:
            asked |= {one.id for around in law.path(leaf) for one in around.invariant}
        return [(rule, row) for row, shut in enumerate(self.learned.shut) for rule in sorted(shut.rules & asked)]

    def enter(self, stage: str, where: Which, step: int) -> None:
        """Let some enter a stage, and those around it that they are not in."""
        lanes, law = self.lanes, self.lanes.model.law
        leaf = lanes.leaves.index(law.first_leaf(stage).id)
        lanes.leaf = np.where(where, leaf, lanes.leaf)
        for around in law.path(lanes.leaves[leaf]):
            new = where & (self.entered[around.id] < 0)
            self.entered[around.id][new] = step
        np.copyto(self.came[leaf], step, where=where)

    def advance(self, step: int) -> None:
        """Go every way on that is open."""
        lanes, moved = self.lanes, self.lanes.alive
        while True:
            leaf_was, now = lanes.leaf, np.zeros(lanes.many, dtype=bool)  # to enter a stage makes another array
            for index in lanes.stages(moved):
                leaf = lanes.leaves[index]
                way = lanes.model.ways.get(leaf)
                if way is None:
                    continue
                here = moved & (leaf_was == index)
                opened = here & self._open(step, leaf, here)
                if opened.any():
                    self._remember(leaf, opened)
                    self.enter(way.to, opened, step)
                    now |= opened
            if not now.any():
                return
            moved = now

    def _open(self, step: int, leaf: str, here: Which) -> Which:
        """Tell where everything that is asked before a way on is met, and note since when each is."""
        of_jobs, of_people = self.held[leaf]
        opened = here
        ready = self.ready[leaf]
        if of_people:
            totals = self.lanes.by_state()
            for rule in of_people:
                met = rule.is_met(totals)
                since = ready.get(rule.rule)
                if since is None:
                    since = ready[rule.rule] = np.full(self.lanes.many, NEVER, dtype=np.int32)
                np.copyto(since, NEVER, where=here & ~met)
                np.copyto(since, step, where=here & met & (since == NEVER))
                opened = opened & met
        for _, row in self.shut[leaf]:
            opened = opened & (self.hazards.dealt[row] <= step)
        for name, jobs in of_jobs:
            if not opened.any():
                break
            opened = opened & (self._met_at(name, jobs) <= step)
        return opened

    def _met_at(self, rule: str, jobs: tuple[int, ...]) -> Integers:
        """Return the step from which the jobs of a rule are done, and whom it wants has agreed."""
        lanes, enough = self.lanes, self.learned.enough.get(rule)
        found: Integers = np.zeros(lanes.many, dtype=np.int32) if enough is None else self._some_met(jobs, enough)
        for job in jobs if enough is None else ():
            at = self.work.finished_at[job]
            it = lanes.model.jobs[job].it
            if it is not None:
                at = np.where(lanes.joined[lanes.partners[it]], at, 0)
            found = np.maximum(found, at)
        for circle in self.learned.needed.get(rule, ()):
            there = lanes.joined[[lanes.partners[each] for each in circle]].any(axis=0)
            found = np.where(there, found, NEVER)
        return found

    def _some_met(self, jobs: Sequence[int], enough: Integers) -> Integers:
        """Return the step from which as many jobs are done as are enough for those who are there."""
        lanes = self.lanes
        there = lanes.joined[[lanes.partners[lanes.model.jobs[job].it or ""] for job in jobs]]
        never = np.full((2, lanes.many), NEVER, dtype=np.int32)
        times = np.concatenate([np.where(there, self.work.finished_at[list(jobs)], NEVER), never])
        times.sort(axis=0)
        wanted = np.minimum(enough[there.sum(axis=0)], len(jobs) + 1)
        found = np.take_along_axis(times, np.maximum(wanted - 1, 0)[None], axis=0)[0]
        met: Integers = np.where(wanted > 0, found, 0)
        return met

    def close(self) -> None:
        """Note what still stands before the way on where the horizon is reached."""
        lanes = self.lanes
        for leaf in lanes.model.ways:
            self._remember(leaf, lanes.alive & (lanes.leaf == lanes.leaves.index(leaf)), len(lanes.model.days))

    def _remember(self, leaf: str, where: Which, end: int = NEVER) -> None:
        """Note what was the last before a way on, and for how long it was the only one; at the end, what still is."""
        of_jobs, of_people = self.held[leaf]
        many = self.lanes.many
        came = self.came[self.lanes.leaves.index(leaf)]
        nobody = np.full(many, NEVER, dtype=np.int32)
        since = {rule: self._met_at(rule, jobs) for rule, jobs in of_jobs}
        since.update({rule.rule: self.ready[leaf].get(rule.rule, nobody) for rule in of_people})
        for rule, row in self.shut[leaf]:
            since[rule] = np.maximum(since.get(rule, 0), self.hazards.dealt[row])
        if not since:
            return
        names = sorted(since)  # of those that were met on one day the first is told, as in a history
        times = np.minimum(np.maximum(np.stack([since[rule] for rule in names]), came), end)
        last = times.max(axis=0)
        before = np.maximum(np.where(times == last, -1, times).max(axis=0), came)
        self.last[leaf] = names
        held = self.held_by.setdefault(leaf, np.full(many, -1, dtype=np.int32))
        alone = self.alone.setdefault(leaf, np.zeros(many, dtype=np.int32))
        np.copyto(held, times.argmax(axis=0), where=where & (last > came))
        np.copyto(alone, last - before, where=where)
        if end < NEVER:
            unmet = {rule: where & (at == end) for rule, at in zip(names, times, strict=True)}
            self.still[leaf] = {rule: runs for rule, runs in unmet.items() if runs.any()}
