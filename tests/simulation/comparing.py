"""Telling samples apart: what tests of agreement mean by agreeing."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from partnership.simulation.chance import Chance
from partnership.simulation.fast import Fast
from partnership.simulation.history import History

FALSE_ALARM = 0.001
"""The chance that a test of agreement fails where there is agreement: over all comparisons that it makes, by Holm's
correction. The seeds are fixed, so what passes goes on passing."""


def alike(one: Any, other: Any) -> float:
    """The chance that two samples of one distribution are as far apart: of their whole shape, by chi-square over cells
    that hold enough of both together.
    """
    pooled = np.concatenate([one, other])
    if (pooled == pooled[0]).all():
        return 1.0
    cuts = np.unique([-1, *np.quantile(pooled, np.linspace(0, 1, 9)[1:-1], method="inverted_cdf")])  # -1 is "never"
    table = np.array(
        [np.bincount(np.searchsorted(cuts, some, side="left"), minlength=len(cuts) + 1) for some in (one, other)]
    )
    table = table[:, table.sum(axis=0) > 0]
    if table.shape[1] < 2:
        return 1.0
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def far_apart(found: list[tuple[str, float]]) -> list[str]:
    """Return which comparisons are too far apart, by Holm's procedure."""
    ranked = sorted(found, key=lambda each: each[1])
    far = []
    for at, (name, chance) in enumerate(ranked):
        if chance > FALSE_ALARM / (len(ranked) - at):
            break
        far.append(f"{name}: {chance:.2g}")
    return far


def assert_as_counted(fast: Fast, replication: int) -> History:
    """Spread a replication of the fast engine over people; as many stand in each state and stage as it has counted."""
    chance = Chance(8)
    batch = fast.run([replication], chance)
    history = fast.history(replication, chance)
    assert (history.counts == batch.counts[:, :, 0]).all()
    assert history.entered == {stage: int(steps[0]) for stage, steps in batch.entered.items() if steps[0] >= 0}
    still = {(stage, rule) for stage, rules in batch.still.items() for rule, runs in rules.items() if runs[0]}
    assert still == {(each.stage, rule) for each in history.openings if each.step is None for rule in each.last}
    return history
