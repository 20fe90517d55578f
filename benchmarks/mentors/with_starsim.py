"""The model in Starsim: a module whose states are arrays of people and whose chances are its own distributions."""

from typing import Any

import numpy as np
import starsim as ss

from benchmarks import mentors as m

OUTSIDE, WAITING, LEFT = -3, -2, -1


class Mentors(ss.Module):  # type: ignore[misc]
    """Who volunteers, and how far each has come."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self.define_states(
            ss.FloatArr("level", default=OUTSIDE), ss.FloatArr("trips", default=0), ss.FloatArr("came", default=0)
        )
        self.trip, self.joins = ss.bernoulli(p=m.TRIP), ss.bernoulli(p=m.JOINS)
        self.leaves = ss.bernoulli(p=lambda self, uids: self.chance_to_leave(uids))
        self.opened = 0

    def chance_to_leave(self, uids: Any) -> Any:
        level = self.level[uids]
        return np.where(level == WAITING, m.DROPS_WAITING, np.array(m.DROPS)[np.maximum(level, 0).astype(int)])

    def step(self) -> None:
        month = self.ti + 1
        going = self.trip.filter((self.level >= 0).uids)
        going = going[self.level[going] < m.TOP]
        self.trips[going] = self.trips[going] + 1
        rising = going[self.trips[going] == m.NEEDED]
        self.level[rising] = self.level[rising] + 1
        self.trips[rising] = 0
        waiting = (self.level == WAITING).uids
        self.level[waiting[np.argsort(self.came[waiting], kind="stable")[: m.PLACES]]] = 0
        if month >= m.FIRST_MONTH:
            joining = self.joins.filter((self.level == OUTSIDE).uids)
            self.level[joining] = WAITING
            self.came[joining] = month
        inside = ((self.level == WAITING) | (self.level >= 0)).uids
        self.level[self.leaves.filter(inside)] = LEFT
        if not self.opened and (self.level >= 1).sum() >= m.READY:
            self.opened = month


def run(seed: int, employees: int = m.EMPLOYEES) -> m.Ran:
    mentors = Mentors()
    sim = ss.Sim(
        n_agents=employees,
        modules=mentors,
        start=1,
        stop=m.MONTHS,
        dt=1,
        rand_seed=seed + 1,
        verbose=0,
        copy_inputs=False,
    )
    sim.run()
    level = np.asarray(mentors.level.values)
    three = int((level == m.TOP).sum())
    opened = int(mentors.opened)
    return m.Ran(opened, int((level == WAITING).sum()), three, int((level == LEFT).sum()), m.coverage(opened, three))
