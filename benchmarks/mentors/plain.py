"""The model by hand: lists, a deque and `random`."""

from collections import deque
from random import Random

from benchmarks import mentors as m

OUTSIDE, WAITING, LEFT = -3, -2, -1


class Person:
    """Somebody who works there; a level from 0 is that of a volunteer."""

    __slots__ = ("state", "trained", "trips")

    def __init__(self) -> None:
        self.state = OUTSIDE
        self.trips = 0
        self.trained = 0


def run(seed: int, employees: int = m.EMPLOYEES) -> m.Ran:
    chance = Random(seed).random
    people = [Person() for _ in range(employees)]
    queue: deque[Person] = deque()
    opened = 0
    for month in range(1, m.MONTHS + 1):
        _train(queue, month)
        ready = 0
        for person in people:
            state = person.state
            if state == LEFT:
                continue
            if state == OUTSIDE:
                if month < m.FIRST_MONTH or chance() >= m.JOINS:
                    continue
                person.state = state = WAITING
                queue.append(person)
            elif state >= 0 and person.trained != month and chance() < m.TRIP and state < m.TOP:
                person.trips += 1
                if person.trips == m.NEEDED:
                    person.trips = 0
                    person.state = state = state + 1
            if chance() < (m.DROPS_WAITING if state == WAITING else m.DROPS[state]):
                person.state = LEFT
            elif state >= 1:
                ready += 1
        if not opened and ready >= m.READY:
            opened = month
    states = [person.state for person in people]
    three = states.count(m.TOP)
    return m.Ran(opened, states.count(WAITING), three, states.count(LEFT), m.coverage(opened, three))


def _train(queue: deque[Person], month: int) -> None:
    places = m.PLACES
    while places and queue:
        person = queue.popleft()
        if person.state == WAITING:
            person.state, person.trained = 0, month
            places -= 1
