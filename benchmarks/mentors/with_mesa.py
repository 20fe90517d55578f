"""The model in Mesa: an agent for each person, who does what a month brings."""

from collections import deque

import mesa

from benchmarks import mentors as m

OUTSIDE, WAITING, LEFT = -3, -2, -1


class Person(mesa.Agent):
    """Somebody who works there; a level from 0 is that of a volunteer."""

    def __init__(self, model: "Mentors") -> None:
        super().__init__(model)
        self.level = OUTSIDE
        self.trips = 0
        self.trained = 0

    def step(self) -> None:
        model = self.model
        chance = model.random.random
        if self.level == OUTSIDE:
            if model.month < m.FIRST_MONTH or chance() >= m.JOINS:
                return
            self.level = WAITING
            model.queue.append(self)
        elif self.level >= 0 and self.trained != model.month and chance() < m.TRIP and self.level < m.TOP:
            self.trips += 1
            if self.trips == m.NEEDED:
                self.level, self.trips = self.level + 1, 0
        if chance() < (m.DROPS_WAITING if self.level == WAITING else m.DROPS[self.level]):
            self.level = LEFT
            model.left += 1
            self.remove()


class Mentors(mesa.Model):
    """A company and its programme."""

    def __init__(self, employees: int, seed: int) -> None:
        super().__init__(seed=seed)
        Person.create_agents(self, employees)
        self.queue: deque[Person] = deque()
        self.month = self.opened = self.left = 0

    def step(self) -> None:
        self.month += 1
        places = m.PLACES
        while places and self.queue:
            person = self.queue.popleft()
            if person.level == WAITING:
                person.level, person.trained = 0, self.month
                places -= 1
        self.agents.do("step")
        if not self.opened and sum(person.level >= 1 for person in self.agents) >= m.READY:
            self.opened = self.month


def run(seed: int, employees: int = m.EMPLOYEES) -> m.Ran:
    model = Mentors(employees, seed)
    for _ in range(m.MONTHS):
        model.step()
    levels = [person.level for person in model.agents]
    three = levels.count(m.TOP)
    return m.Ran(model.opened, levels.count(WAITING), three, model.left, m.coverage(model.opened, three))
