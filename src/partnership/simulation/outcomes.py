"""What came of replications, whichever engine ran them: arrays with a place for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from partnership.simulation.arrays import Integers, Numbers, Which
from partnership.simulation.fast import Batch
from partnership.simulation.history import History
from partnership.simulation.model import Model
from partnership.values import Text


@dataclass(frozen=True, slots=True)
class Failure:
    """A replication that could not be run to its end: which, and why. Its seed and number run it again."""

    replication: int
    kind: str
    """The error, by the name of its class."""
    why: Text
    """What was wrong; of a line of a practice with its file and line."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Replications of one arm. Counts are -1 where something never came."""

    replications: Numbers
    entered: Mapping[str, Integers]
    """The step at which each stage was first entered."""
    last: Mapping[str, tuple[str, ...]]
    """For each stage, the rules that stood last before the way on."""
    held_by: Mapping[str, Integers]
    """Which of these it was; -1 where none."""
    alone: Mapping[str, Integers]
    """For how many steps it stood there alone."""
    counts: Integers
    """People by step, state and replication."""
    ended: Integers
    failures: tuple[Failure, ...] = ()
    still: Mapping[str, Mapping[str, Which]] = field(default_factory=dict)
    """By stage and rule in which runs it was not met at the end, among others: the way on never opened."""

    @classmethod
    def of_batch(cls, batch: Batch) -> Self:
        """Take over what the fast engine found."""
        last = {stage: tuple(rules) for stage, rules in batch.last.items()}
        return cls(
            batch.replications, batch.entered, last, batch.held_by, batch.alone, batch.counts, batch.ended,
            still=batch.still,
        )  # fmt: skip

    @classmethod
    def of_histories(cls, model: Model, histories: Sequence[History], failures: Sequence[Failure] = ()) -> Self:
        """Take over what the exact engine found."""
        many = len(histories)
        entered = {
            stage: np.array([one.entered.get(stage, -1) for one in histories], dtype=np.int32) for stage in model.stages
        }
        rules: dict[str, list[str]] = {}
        for opening in (each for one in histories for each in one.openings):
            names = rules.setdefault(opening.stage, [])
            names.extend(rule for rule in opening.last if rule not in names)
        for names in rules.values():
            names.sort()
        held = {stage: np.full(many, -1, dtype=np.int32) for stage in rules}
        alone = {stage: np.zeros(many, dtype=np.int32) for stage in rules}
        for at, one in enumerate(histories):
            for opening in one.openings:
                if opening.last and held[opening.stage][at] < 0:
                    held[opening.stage][at] = rules[opening.stage].index(opening.last[0])
                    alone[opening.stage][at] = opening.alone
        steps, states = len(model.days), len(model.states)
        counts = np.zeros((steps, states, many), dtype=np.int32)
        for at, one in enumerate(histories):
            counts[:, :, at] = one.counts
        ended = np.array([-1 if one.ended is None else one.ended for one in histories], dtype=np.int32)
        numbers = np.array([one.replication for one in histories], dtype=np.uint64)
        last = {stage: tuple(names) for stage, names in rules.items()}
        return cls(numbers, entered, last, held, alone, counts, ended, tuple(failures), _still(histories))

    @classmethod
    def joined(cls, parts: Sequence[Outcomes]) -> Self:
        """Put parts one behind another."""
        last = {
            stage: tuple(dict.fromkeys(rule for part in parts for rule in part.last.get(stage, ())))
            for stage in dict.fromkeys(stage for part in parts for stage in part.last)
        }
        held, alone = {}, {}
        for stage, rules in last.items():
            new = {rule: index for index, rule in enumerate(rules)}
            held[stage] = np.concatenate([_renamed(part, stage, new) for part in parts])
            alone[stage] = np.concatenate(
                [part.alone.get(stage, np.zeros(len(part.replications), dtype=np.int32)) for part in parts]
            )
        return cls(
            np.concatenate([part.replications for part in parts]),
            {stage: np.concatenate([part.entered[stage] for part in parts]) for stage in parts[0].entered},
            last,
            held,
            alone,
            np.concatenate([part.counts for part in parts], axis=2),
            np.concatenate([part.ended for part in parts]),
            tuple(failure for part in parts for failure in part.failures),
            {
                stage: {
                    rule: np.concatenate([part.was_still(stage, rule) for part in parts])
                    for rule in dict.fromkeys(rule for part in parts for rule in part.still.get(stage, ()))
                }
                for stage in dict.fromkeys(stage for part in parts for stage in part.still)
            },
        )

    def was_still(self, stage: str, rule: str) -> Which:
        """Tell in which runs a rule was not met at the end, among others."""
        found = self.still.get(stage, {}).get(rule)
        return np.zeros(len(self), dtype=bool) if found is None else found

    def has_not_ended(self, stage: str) -> Which:
        """Tell in which runs a stage was still open at the end, as something was not met."""
        found = np.zeros(len(self), dtype=bool)
        for runs in self.still.get(stage, {}).values():
            found |= runs
        return found

    def stood_last(self, stage: str, rule: str) -> Which:
        """Tell in which runs a rule stood last before a way on that opened."""
        first: Which = self.held_by[stage] == self.last[stage].index(rule)
        return first & ~self.has_not_ended(stage)

    def __len__(self) -> int:
        return len(self.replications)

    @property
    def upto(self) -> int:
        """The number after that of the last replication, whether it failed or not."""
        last = [int(self.replications[-1])] if len(self) else []
        return max([*last, *(failure.replication for failure in self.failures)], default=-1) + 1

    def first(self, upto: int) -> Outcomes:
        """Return those of replications before a number."""
        some = self.replications < upto
        return Outcomes(
            self.replications[some],
            {stage: steps[some] for stage, steps in self.entered.items()},
            self.last,
            {stage: rules[some] for stage, rules in self.held_by.items()},
            {stage: steps[some] for stage, steps in self.alone.items()},
            self.counts[:, :, some],
            self.ended[some],
            tuple(failure for failure in self.failures if failure.replication < upto),
            {stage: {rule: runs[some] for rule, runs in rules.items()} for stage, rules in self.still.items()},
        )


def _still(histories: Sequence[History]) -> dict[str, dict[str, Which]]:
    """Return in which runs which rules were not met at the end, before a way on that never opened.

    Where a cycle has come round, a way that opened before is one that opened.
    """
    found: dict[str, dict[str, Which]] = {}
    for at, one in enumerate(histories):
        opened = {(opening.stage, opening.to) for opening in one.openings if opening.step is not None}
        for opening in one.openings:
            for rule in opening.last if (opening.stage, opening.to) not in opened else ():
                runs = found.setdefault(opening.stage, {}).setdefault(rule, np.zeros(len(histories), dtype=bool))
                runs[at] = True
    return found


def _renamed(part: Outcomes, stage: str, new: Mapping[str, int]) -> Any:
    if stage not in part.held_by:
        return np.full(len(part.replications), -1, dtype=np.int32)
    names = np.array([new[rule] for rule in part.last[stage]] or [-1], dtype=np.int32)
    held = part.held_by[stage]
    return np.where(held < 0, -1, names[np.maximum(held, 0)]).astype(np.int32)
