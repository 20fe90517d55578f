"""The tour of a programme through the stages of its law: what was entered, and came round, on which day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from partnership.acts import Advanced, Migrated
from partnership.errors import check_choice
from partnership.messages import message
from partnership.testing.reference.law import Law
from partnership.testing.reference.past import Past

STAGE_DAYS = ("since", "before", "round")
"""What may stand behind `$stage`."""

Cycle = tuple[str, ...]


def lead_on(law: Law, stage: str, other: str) -> bool:
    """Whether a way on leads from inside a stage to another one beside it, or back to the stage itself."""
    beside = law.path(stage)[:-1] == law.path(other)[:-1]
    leaves = [path[-1]["id"] for path in law.paths() if not path[-1].get("stages")]
    ways = [(leaf, way) for leaf in leaves if stage in law.path(leaf) for way in law.next_of(leaf)]
    if stage == other:
        return any(way == stage for _, way in ways)
    return beside and any(other in law.path(way) and way not in law.path(leaf) for leaf, way in ways)


def cycle_of(law: Law, stage: str) -> Cycle:
    """The stages of the innermost cycle that a stage is in, or the stages around it; none, if there is none."""
    every = [path[-1]["id"] for path in law.paths()]
    for around in reversed(law.path(stage)):
        reached = reached_from(law, around, every)
        if around in reached:
            return tuple(each for each in every if each in reached and around in reached_from(law, each, every))
    return ()


def reached_from(law: Law, start: str, every: list[str]) -> set[str]:
    """The stages to which ways on lead from a stage, directly or by way of others."""
    reached, ahead = set[str](), [start]
    while ahead:
        here = ahead.pop()
        more = {other for other in every if other not in reached and lead_on(law, here, other)}
        reached |= more
        ahead += more
    return reached


@dataclass(frozen=True)
class Tour:
    """Where a programme stands, and on which days it came to be there."""

    law: Law
    here: str
    since: dict[str, dt.date]
    before: dict[str, dt.date] = field(default_factory=dict)
    first: dict[str, dt.date] = field(default_factory=dict)
    rounds: dict[Cycle, dt.date] = field(default_factory=dict)
    ended: dict[Cycle, dt.date] = field(default_factory=dict)
    came: tuple[Tour, dt.date] | None = None
    """The tour before the last move, and the day of that."""

    def path(self, stage: str) -> list[str]:
        """The stages around a stage, and itself; of another law it stands alone."""
        return self.law.path(stage) if self.law.has_stage(stage) else [stage]

    def moved(self, day: dt.date, there: str) -> Tour:
        """After one move."""
        left, come = self.path(self.here), self.path(there)
        way, on = self.way(there)
        entered = [each for each in come if each not in left or each == way]
        outermost = next((each for each in left if each not in come), left[-1])
        past = self.since.get(outermost)
        rounds, ended = dict(self.rounds), dict(self.ended)
        for cycle in {cycle_of(self.law, path[-1]["id"]) for path in self.law.paths()} - {()}:
            was, is_ = (any(each in cycle for each in path) for path in (left, come))
            again = was and is_ and on and cycle[0] in entered
            if (is_ and not was) or again:
                rounds[cycle] = day
            if (was and not is_) or again:
                ended[cycle] = day
        return replace(
            self,
            here=there,
            since=self.since | dict.fromkeys(entered, day),
            before=self.before | ({} if past is None else dict.fromkeys(entered, past)),
            first=dict.fromkeys(entered, day) | self.first,
            rounds=rounds,
            ended=ended,
            came=(self, day),
        )

    def way(self, there: str) -> tuple[str, bool]:
        """By which way one comes to a stage, and whether it leads on; as by one that leads on, where there is none."""
        if self.law.has_stage(self.here):
            for ways, on in ((self.law.next_of(self.here), True), (self.law.back_of(self.here), False)):
                for way in ways:
                    if self.law.first_leaf(way) == there:
                        return way, on
        return there, True

    def renamed(self, stage: str) -> Tour:
        """The same, where the last move led to a stage that has another name by now."""
        if self.came is None:
            return begun(self.law, self.since[self.here], stage)
        before, day = self.came
        return before.moved(day, stage)


def begun(law: Law, day: dt.date, stage: str) -> Tour:
    """The tour of a programme that begins in a stage."""
    path = law.path(stage)
    cycles = {cycle_of(law, each) for each in path} - {()}
    return Tour(law, stage, dict.fromkeys(path, day), first=dict.fromkeys(path, day), rounds=dict.fromkeys(cycles, day))


def tour_of(law: Law, past: Past, day: dt.date) -> Tour:
    """The tour up to a day."""
    tour = begun(law, past.started.date, law.start())
    for entry in past.until(day).entries:
        if isinstance(entry, Advanced):
            tour = tour.moved(entry.date, entry.stage)
        elif isinstance(entry, Migrated) and entry.stage:
            tour = tour.renamed(entry.stage)
    return tour


def stage_day(law: Law, past: Past, day: dt.date, word: str, stage: str) -> dt.date | None:
    """The day that `$stage` names at a stage; what is not open is told of as though it were entered on the day."""
    check_choice(word, STAGE_DAYS, message("a name after $"))
    tour = tour_of(law, past, day)
    stage = stage or tour.here
    if stage not in tour.path(tour.here):
        tour = tour.moved(day, law.first_leaf(stage))
    if word == "since":
        return tour.since[stage]
    if word == "before":
        return tour.before.get(stage)
    return tour.rounds.get(cycle_of(law, stage))


def last_round(law: Law, past: Past, day: dt.date, stage: str) -> dt.date | None:
    """The day on which the round before the present one ended; None where there was none."""
    tour = tour_of(law, past, day)
    return tour.ended.get(cycle_of(law, stage or tour.here))


def first_entered(law: Law, past: Past, day: dt.date, stage: str) -> dt.date | None:
    """The first day on which a stage was entered."""
    return tour_of(law, past, day).first.get(stage)
