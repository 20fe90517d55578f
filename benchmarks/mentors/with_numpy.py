"""The model with numpy: an array of people, a replication at a time."""

import numpy as np

from benchmarks import mentors as m

OUTSIDE, WAITING, LEFT = 4, 5, 6
DROPS = np.array([*m.DROPS, 0.0, m.DROPS_WAITING, 0.0])


def run(seed: int, employees: int = m.EMPLOYEES) -> m.Ran:
    rng = np.random.default_rng(seed)
    state = np.full(employees, OUTSIDE, dtype=np.int8)
    trips = np.zeros(employees, dtype=np.int8)
    came = np.zeros(employees, dtype=np.int32)
    opened = 0
    for month in range(1, m.MONTHS + 1):
        volunteers = np.flatnonzero(state <= m.TOP)
        going = volunteers[rng.random(len(volunteers)) < m.TRIP]
        going = going[state[going] < m.TOP]
        trips[going] += 1
        rising = going[trips[going] == m.NEEDED]
        state[rising] += 1
        trips[rising] = 0
        waiting = np.flatnonzero(state == WAITING)
        state[waiting[np.argsort(came[waiting], kind="stable")[: m.PLACES]]] = 0
        if month >= m.FIRST_MONTH:
            outside = np.flatnonzero(state == OUTSIDE)
            joining = outside[rng.random(len(outside)) < m.JOINS]
            state[joining] = WAITING
            came[joining] = month
        inside = np.flatnonzero((state != OUTSIDE) & (state != LEFT))
        state[inside[rng.random(len(inside)) < DROPS[state[inside]]]] = LEFT
        if not opened and np.count_nonzero((state >= 1) & (state <= m.TOP)) >= m.READY:
            opened = month
    three = int((state == m.TOP).sum())
    return m.Ran(opened, int((state == WAITING).sum()), three, int((state == LEFT).sum()), m.coverage(opened, three))
