"""What is learned of a law before it is counted, from histories that the exact engine drives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from partnership.evaluation.gates import Gates
from partnership.findings import FilePlace
from partnership.simulation.arrays import Integers, Which
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast.people_rules import KindChance, Rules, SomeMove, people_rules
from partnership.simulation.fast.shut_rules import Shut, lost_rules, refuse_leaving, shut_by
from partnership.simulation.fast.watched import Probe, WatchedHistory
from partnership.simulation.model import Model


@dataclass(frozen=True, eq=False)
class Learned:
    """What the law asks of people, of partners and of tasks, as far as counting needs it."""

    rules: Rules
    needed: Mapping[str, tuple[frozenset[str], ...]]
    """The circles of which each rule wants somebody."""
    enough: Mapping[str, Integers]
    """For rules that some of a task's jobs meet: how many are enough, by how many partners are there."""
    lost: Mapping[str, frozenset[str]]
    """The rules that do not hold where one whom a task has picked has left, by task."""
    shut: tuple[Shut, ...]
    """What each hazard shuts."""
    unsafe: Which
    """Which jobs write what the law refuses while the programme is suspended."""

    @classmethod
    def of(cls, crowded: Model, seed: int, given: Mapping[str, float], leaving: Mapping[str, FilePlace]) -> Self:
        """Learn from a model in which as many people are there as it takes.

        Raises:
            CannotCarry: with everything that counting cannot carry.
        """
        probe = Probe(crowded, KindChance(seed), 0, given, deciding=SomeMove(crowded, Chance(seed)))
        probe.run()
        refuse_leaving(probe, leaving)
        rules = people_rules(crowded, probe)
        of_jobs = rules.blocking - rules.people.keys()
        needed = _needed(crowded, seed, given, of_jobs)
        enough = _enough(crowded, seed, given, probe, of_jobs)
        lost = lost_rules(probe, rules.blocking)
        shut = tuple(shut_by(probe, rules.blocking, danger) for danger in crowded.dangers)
        return cls(
            rules, needed, enough, lost, shut, np.array([job.name in probe.unsafe for job in crowded.jobs], bool)
        )


def _unsure(model: Model) -> set[str]:
    return {each.id for each in model.partners if each.agrees is not None}


def _enough(
    crowded: Model, seed: int, given: Mapping[str, float], probe: WatchedHistory, of_jobs: frozenset[str]
) -> Mapping[str, Integers]:
    """Learn which rules are met by some of the jobs of a task, and by how many, for each number of partners that may be
    there: from histories in which so many of those agree who need not. Partners of several kinds are no matter of a
    number.
    """
    found: dict[str, Integers] = {}
    unsure = _unsure(crowded)
    histories: dict[frozenset[str], WatchedHistory] = {}
    for rule in sorted(of_jobs):
        its = [crowded.jobs[job].it or "" for job in crowded.meeting.get(rule, ())]
        most = probe.enough(rule)
        alike = {(each.candidate.sector, each.candidate.role) for each in crowded.partners if each.id in its}
        if most is None or most >= len(its) or len(alike) > 1:
            continue
        enough = np.arange(len(its) + 1, dtype=np.int32)
        enough[-1] = most
        absent = [it for it in its if it in unsure]
        for many in range(1, min(len(absent), len(its) - 1) + 1):
            but = frozenset(absent[-many:])
            if but not in histories:
                histories[but] = WatchedHistory(
                    crowded, KindChance(seed, but), 0, given, deciding=SomeMove(crowded, Chance(seed))
                )
                histories[but].run()
            there = len(its) - many
            enough[there] = histories[but].enough(rule) or there
            if histories[but].is_shut(rule):
                enough[there] = len(its) + 1  # so few are never enough
        found[rule] = enough
    return found


def _needed(
    crowded: Model, seed: int, given: Mapping[str, float], of_jobs: frozenset[str]
) -> Mapping[str, tuple[frozenset[str], ...]]:
    """Learn which rules want somebody of a circle: from histories in which none of it agrees."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    unsure = _unsure(crowded)
    for circle in {each for each in crowded.circles.values() if each and each <= unsure}:
        without = Exact(crowded, KindChance(seed, circle), 0, given, deciding=SomeMove(crowded, Chance(seed)))
        without.run()
        gates = Gates(without.programme.as_of(crowded.days[-1]).context())
        for name in sorted(of_jobs):
            done = all(
                without.doing[job].done or crowded.jobs[job].it in circle for job in crowded.meeting.get(name, ())
            )
            if done and gates.blocks(crowded.law.requirements[name]):
                found[name] = (*found.get(name, ()), circle)
    return found
