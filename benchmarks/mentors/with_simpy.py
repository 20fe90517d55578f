"""The model in SimPy: a process for each person, one for the training and one that looks at the stage.

In the month k people look back at k - 1 and go on a trip at k.0, the stage is looked at at k.1, training is at k.3,
joining at k.6 and those who wait lose patience at k.9. Waits of many months are drawn at once, as one does there.
"""

import math
from random import Random
from typing import Any

from benchmarks import mentors as m

END = m.MONTHS + 1


def run(seed: int, employees: int = m.EMPLOYEES) -> m.Ran:
    import simpy

    env = simpy.Environment()
    world = World(env, Random(seed))
    for _ in range(employees):
        env.process(world.employee())
    env.process(world.training())
    env.process(world.stage())
    env.run(until=END + 0.2)
    return m.Ran(world.opened, world.waiting, world.three, world.left, m.coverage(world.opened, world.three))


class World:
    """What the processes share."""

    def __init__(self, env: Any, random: Random) -> None:
        import simpy

        self.env, self.random = env, random
        self.queue = simpy.Store(env)
        self.opened = self.waiting = self.left = self.ready = self.three = 0

    def months(self, chance: float) -> int:
        """Draw how many months it takes until something of this chance happens."""
        return math.ceil(math.log(1 - self.random.random()) / math.log(1 - chance)) or 1

    def employee(self) -> Any:
        env = self.env
        yield env.timeout(m.FIRST_MONTH - 1 + self.months(m.JOINS) + 0.6)
        self.waiting += 1
        trained = env.event()
        patience = env.timeout(self.months(m.DROPS_WAITING) - 1 + 0.3)
        yield self.queue.put(trained)
        yield trained | patience
        self.waiting -= 1
        if not trained.triggered:
            trained.succeed()  # who trains sees that nobody is there any more
            self.left += 1
            return
        yield from self.volunteer()

    def volunteer(self) -> Any:
        env, chance = self.env, self.random.random
        level = trips = 0
        yield env.timeout(0.7)
        while chance() >= m.DROPS[level]:
            self.ready += level >= 1
            self.three += level == m.TOP
            if chance() < m.TRIP and level < m.TOP:
                trips += 1
                if trips == m.NEEDED:
                    level, trips = level + 1, 0
            yield env.timeout(1)
        self.left += 1

    def training(self) -> Any:
        yield self.env.timeout(0.3)
        while True:
            yield self.env.timeout(1)
            places = m.PLACES
            while places and self.queue.items:
                trained = yield self.queue.get()
                if not trained.triggered:
                    trained.succeed()
                    places -= 1

    def stage(self) -> Any:
        yield self.env.timeout(0.1)
        for month in range(m.MONTHS + 1):
            self.ready = self.three = 0
            yield self.env.timeout(1)
            if not self.opened and self.ready >= m.READY:
                self.opened = month
