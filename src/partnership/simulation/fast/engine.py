"""A model ready to be run many times, held against what the law makes of two of its replications."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from typing import Any, Final

import numpy as np

from partnership.errors import Fault
from partnership.messages import message
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast.batch import Batch
from partnership.simulation.fast.learned import Learned
from partnership.simulation.fast.people_rules import EXACT, CannotCarry
from partnership.simulation.fast.people_rules import crowded as crowded_model
from partnership.simulation.fast.refusals import leaving_partners, refuse_lacking, refuse_laws, refuse_rounds
from partnership.simulation.fast.running import Run
from partnership.simulation.fast.spreading import Spread
from partnership.simulation.history import History
from partnership.simulation.model import Model

_TRIALS: Final = 2


class Fast:
    """A model ready to be run many times."""

    def __init__(
        self,
        model: Model,
        *,
        seed: int = 0,
        given: Mapping[str, float] | None = None,
        withdrawn: Collection[str] = (),
    ) -> None:
        """Learn from one history of the exact engine what the law asks of people.

        Raises:
            CannotCarry: with everything that counting cannot carry.
        """
        self.model = model
        self.given = dict(given or {})
        refuse_laws(model)
        refuse_rounds(model)
        refuse_lacking(model)
        crowded = crowded_model(model)
        self.learned = Learned.of(crowded, seed, self.given, leaving_partners(model, withdrawn))
        self._try_out(crowded, seed)

    def _try_out(self, crowded: Model, seed: int) -> None:
        """Hold two replications against what the law makes of them: the exact engine is told who moves, and decides.

        Raises:
            CannotCarry: if a stage opens on another day there.
        """
        trial = copy(self)
        trial.model = crowded
        for replication in range(_TRIALS):
            batch = trial.run([replication], Chance(seed), keep_moves=True)
            history = spread_over_people(crowded, batch, replication, Chance(seed), self.given)
            for stage, steps in batch.entered.items():
                counted, decided = int(steps[0]), history.entered.get(stage, -1)
                if counted != decided:
                    raise CannotCarry(self._differs(stage, counted, decided, history))

    def _differs(self, stage: str, counted: int, decided: int, history: History) -> Fault:
        shut = next((each for each in history.openings if each.to == stage), history.openings[-1])
        law = self.model.law
        days = [None if step < 0 else self.model.days[step] for step in (counted, decided)]
        never = message("never")
        words = message(
            "counted, {stage:quoted} begins: {counted}; decided by the rules: {decided}; last there: {rules}",
            stage=law.stage(stage).title,
            counted=days[0] or never,
            decided=days[1] or never,
            rules=shut.last or (never,),
        )
        source = next((law.requirements[rule] for rule in shut.last if rule in law.requirements), None)
        return Fault(None if source is None else source.at, words, hint=EXACT)

    def run(
        self, replications: Any, chance: Chance, given: Mapping[str, float] | None = None, *, keep_moves: bool = False
    ) -> Batch:
        """Run replications by their numbers; each comes out the same whichever others are run with it."""
        numbers = np.asarray(replications, dtype=np.uint64)
        levers = {**self.given, **(given or {})}
        return Run(self.model, self.learned, numbers, chance, levers, keep_moves=keep_moves).run()

    def history(self, replication: int, chance: Chance, given: Mapping[str, float] | None = None) -> History:
        """Spread a replication over individuals: the exact engine writes it down, entry by entry, under the law."""
        levers = {**self.given, **(given or {})}
        batch = self.run([replication], chance, levers, keep_moves=True)
        return spread_over_people(self.model, batch, replication, chance, levers)


def spread_over_people(
    model: Model, batch: Batch, replication: int, chance: Chance, levers: Mapping[str, float]
) -> History:
    """Let the exact engine write down a replication whose moves were kept."""
    deciding = Spread(model, chance, replication, batch)
    return Exact(model, chance, replication, levers, deciding=deciding).run()
