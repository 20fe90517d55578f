"""What of a practice is done, and what is there of it, on the day from which runs go on from a ledger."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from partnership.acts import AddRecord, Amend, Command, Recorded
from partnership.errors import Refused
from partnership.evaluation import View
from partnership.evaluation.stays import Way
from partnership.evaluation.view import asked_in
from partnership.findings import Status
from partnership.programme import Programme
from partnership.records import Partner, Person, RegisterKept
from partnership.simulation.called import LedgerIds, ReferenceFields, about, kind_and_said, said_in, touched_by
from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.driving import APPROACH
from partnership.simulation.exact import Exact
from partnership.simulation.jobs import whole_steps
from partnership.simulation.lines import BASIS, GROUP, OpenLine
from partnership.simulation.matching import Course, Made, Matching
from partnership.simulation.model import Job, Model
from partnership.simulation.quantities import as_float
from partnership.simulation.scope import Nobody
from partnership.simulation.seated import Seat, Seating, crowd_of, put_people
from partnership.values import plain_day

_STATE: Final = "state"
"""The field of how far something has come, in kinds that the library has a word for."""


@dataclass(frozen=True)
class Beginning:
    """What is there on the day from which runs go on; all of them share it."""

    programme: Programme
    view: View
    ids: Mapping[str, tuple[str, ...]]
    """What the ledger has for each thing that the practice writes: nothing, one, or several."""
    taken: Collection[str]
    done: Mapping[int, int]
    """The jobs that are done, with the step at which each is due again."""
    there: Mapping[str, tuple[str, ...]]
    """What is there already of jobs that are not done, and of what is written for people."""
    half: Collection[int]
    """The jobs of which something is there, and something is missing."""
    seats: list[Seat]
    """Who of the people is in which state."""
    holders: Mapping[int, Mapping[str, str]]
    """By the number of a job that picks people: which records say so, and of whom."""
    open: Collection[str]
    """The hazards that have happened and are not dealt with."""
    touched: Mapping[str, Collection[str]]
    """What each job has to do with, as the ledger calls it."""
    things: Collection[str]
    """What of the ledger the practice has a word for, neither partners nor people."""
    course: Course
    wanted: Collection[str]
    """The partners that may still be won."""
    stages: Collection[str]
    """The stages that have been entered."""
    gone: Mapping[str, tuple[OpenLine, ...]]
    """By partner that has left what is still to be written of its leaving."""


def settle(run: Exact, view: View) -> None:
    """Let those partners take part who do already."""
    there = {one.id for one in view.records("partner")}
    for partner, doing in zip(run.model.partners, run.approaches, strict=True):
        if partner.id in there:
            doing.done = 1
            run.joined[partner.id] = partner
            run.people.welcome(partner.id)


def beginning_of(model: Model, programme: Programme, view: View, given: Mapping[str, float]) -> Beginning:
    """Look up what a ledger has of what a practice does."""
    return _Lookup(model, programme, view, given).beginning()


def written_on(model: Model, programme: Programme, view: View, since: dt.date | None) -> Mapping[int, dt.date]:
    """Return the day on which the last of what a job writes was written, of those that the ledger has any of.

    What is done in each round counts `since` a day.
    """
    lookup = _Lookup(model, programme, view, {})
    lookup.round = since
    ids = lookup.matched().ids
    days = {
        number: [
            lookup.days[one] for id_ in lookup.records_of(number) for one in ids.get(id_, ()) if one in lookup.days
        ]
        for number in lookup.written
    }
    return {number: max(found) for number, found in days.items() if found}


def circles_wanting(model: Model, programme: Programme, view: View) -> Sequence[str]:
    """Return the circles that nobody is in, and of which a line names one that is still to be written."""
    return _Lookup(model, programme, view, {}).wanting()


@dataclass
class _Lookup:
    model: Model
    programme: Programme
    view: View
    given: Mapping[str, float]
    written: dict[int, list[Command]] = field(default_factory=dict)
    """What each job writes."""
    made: dict[str, Made] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.run = Exact(self.model, Chance(0), 0, self.given)
        self.naming = ReferenceFields(self.model.law)
        self.seating = Seating(self.model, self.view, self.naming)
        self.seats = self.seating.seats()
        self.run.people = crowd_of(self.model, self.run.worth, self.seats)
        settle(self.run, self.view)
        self.run.stage = self.view.stage
        self.run.rounds = self.model.rounds_at(self.view.stage)
        law = self.model.law
        self.days: dict[str, dt.date] = {}
        for entry in self.programme.entries:
            if isinstance(entry, Recorded):
                self.days.setdefault(entry.record.id, plain_day(entry.date))
        self.round = Way(law, self.view.facts).round("")
        stays = [(day, law.first_leaf().id if stage is None else stage) for day, stage in self.view.facts.stays]
        self.ever = {stage for _, stage in stays}
        self.in_round = {stage for day, stage in stays if self.round is None or day >= self.round}

    def matched(self) -> Matching:
        """Find what the practice would have written among what the ledger has."""
        put_people(self.run.people, self.seats)
        self.hazards = self._write_all()
        self.leaving = self._write_leaving()
        partners = {each.id for each in self.model.partners} | {one.id for one in self.view.records("partner")}
        matching = Matching(self.naming, self.view, self.days, self.made, self._course(), partners)
        matching.match()
        return matching

    def beginning(self) -> Beginning:
        """Look everything up."""
        matching = self.matched()
        ids = matching.ids
        people = {person for person, _, _ in self.seats}
        done = self._done(ids)
        half = {number: found for number in self.written.keys() - done if (found := self._there(number, ids))}
        there = {id_: ids[id_] for found in half.values() for id_ in found}
        there |= {id_: ids[id_] for id_, one in self.made.items() if one.owner in people and id_ in ids}
        for id_, one in self.made.items():
            if one.job is None or one.job in done:
                ids.setdefault(id_, ())  # what was done without it, or in another way
        programme = copy.copy(self.programme)
        taken = set(self.days)
        self._add(programme, LedgerIds(self.naming, ids, taken, ""))
        return Beginning(
            programme, self.view, ids, taken, {number: self._due_again(number, ids) for number in done},
            there, half.keys(),
            self.seats, dict(self.seating.holders(self.seats, self.written, ids)),
            {name for name, id_ in self.hazards if ids.get(id_)},
            {self.model.jobs[number].name: self._touched(each, ids) for number, each in self.written.items()},
            {one for id_, found in ids.items() if self._is_thing(id_) for one in found},
            matching.course, frozenset(self._wanted(done)), self.ever, self._still_leaving(ids),
        )  # fmt: skip

    def wanting(self) -> list[str]:
        """Return the circles that nobody is in, and of which a line names one that is still to be written."""
        done = self._done(self.matched().ids)
        asked = {
            circle
            for job in self.model.jobs
            if (job.it is None or job.it in self.run.joined) and job.number not in done and not self._is_over(job)
            for circle in job.asks
        }
        return [
            circle.id
            for circle in self.model.region.practice.shape.circles
            if circle.id in asked and not circle.of and self.model.circles[circle.id].isdisjoint(self.run.joined)
        ]

    # --- what the practice writes ------------------------------------------------------------------------------------

    def _write_all(self) -> list[tuple[str, str]]:
        """Write down all that the practice would have written; return what its hazards write that is open."""
        for partner in self.model.partners:
            if partner.id in self.run.joined:
                self._make(partner.lines, None, partner.id)
        for job in self.model.jobs:
            if job.it is None or job.it in self.run.joined:
                self.written[job.number] = self._make(job.lines, job, job.it)
        for person, _, _ in self.seats:
            for each in self.model.rounds:
                self._make_for(person, (*each.lines, *each.arrivals))
        hazards = []
        for danger in self.model.dangers:
            scope = self.run._scope(0, n=1)  # noqa: SLF001 - a run of our own
            answers = [
                command for command in _commands(danger.answer, scope, self.view.date) if isinstance(command, Amend)
            ]
            for command in _commands(danger.lines, {**scope, "turn": scope["first"]}, self.view.date):
                if isinstance(command, AddRecord):
                    record = command.record
                    over = {
                        name: word for each in answers if each.id == record.id for name, word in said_in(each).items()
                    }
                    self.made.setdefault(record.id, Made(record, but=tuple(over.items()), alone=True))
                    hazards.append((danger.hazard.id, record.id))
        return hazards

    def _make(self, lines: tuple[OpenLine, ...], job: Job | None, it: str | None) -> list[Command]:
        scope = self.run._scope(0, n=1, it=it)  # noqa: SLF001 - a run of our own
        scope["pick"] = _Anybody(self.run.people, self.model.states)
        since = self.round if job is not None and job.task.again == "round" else None
        found = []
        for line in lines:
            if line.lacking is not None:  # for whom it is written, shows when it is
                continue
            owners = [it] if line.each is None else scope[line.each]
            with suppress(Nobody, ValidationError):  # what is written by nobody yet is not written
                for owner, command in zip(owners, line.commands(scope, self.view.date), strict=True):
                    found.append(command)
                    if isinstance(command, AddRecord):
                        number = None if job is None else job.number
                        picks = job is not None and job.picks is not None
                        self.made.setdefault(command.record.id, Made(command.record, number, owner, since, picks=picks))
        return found

    def _make_for(self, person: str, lines: tuple[OpenLine, ...]) -> None:
        """Write down what the practice writes for a person alone."""
        scope = self.run._scope(0, n=1)  # noqa: SLF001 - a run of our own
        record = self.view.get("person", person)
        partner = getattr(record, "partner", None)
        scope.update({GROUP: (person,), "partner_of": {person: partner}, "group": 1})
        for line in lines:
            if line.each == GROUP and line.lacking is None:
                with suppress(Nobody):
                    for command in line.commands(scope, self.view.date):
                        if isinstance(command, AddRecord):
                            self.made.setdefault(command.record.id, Made(command.record, owner=person, alone=True))

    def _write_leaving(self) -> dict[str, dict[str, OpenLine]]:
        """Write down what the practice adds for partners that have left; return by partner which line adds what."""
        found: dict[str, dict[str, OpenLine]] = {}
        for left in partners_left(self.programme, self.view):
            scope = self.run._scope(0, n=1)  # noqa: SLF001 - a run of our own
            scope.update(it=left.id, it_no=0, candidate=left.__dict__)
            for line in self.model.leaving:
                for command in _commands((line,), scope, self.view.date):
                    if isinstance(command, AddRecord):
                        self.made.setdefault(command.record.id, Made(command.record, owner=left.id))
                        found.setdefault(left.id, {})[command.record.id] = line
        return found

    def _still_leaving(self, ids: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[OpenLine, ...]]:
        return {
            partner: lines
            for partner, own in self.leaving.items()
            if (lines := tuple(line for id_, line in own.items() if not ids.get(id_)))
        }

    def _course(self) -> Course:
        """Return the words that the practice sets where it says how far something has come, in their order."""
        commands = [command for each in self.written.values() for command in each]
        moved = {(each.kind, name) for each in commands if isinstance(each, Amend) for name in said_in(each)}
        found: dict[tuple[str, str], list[str]] = {}
        for command in commands:
            kind, said = kind_and_said(command)
            for name, word in said.items():
                if isinstance(word, str) and (name == _STATE or (kind, name) in moved) and word not in self.days:
                    words = found.setdefault((kind, name), [])
                    if word not in words:
                        words.append(word)
        return found

    def _touched(self, commands: list[Command], ids: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
        return frozenset(
            one
            for each in commands
            for id_ in touched_by(each, self.naming)
            if self._is_thing(id_)
            for one in ids.get(id_, ())
        )

    def _is_thing(self, id_: str) -> bool:
        return id_ in self.made and not isinstance(self.made[id_].record, Person | Partner)

    def _named(self, commands: list[Command]) -> frozenset[str]:
        return frozenset(
            id_ for each in commands if isinstance(each, AddRecord) for _, id_ in self.naming.named(each.record)
        )

    def records_of(self, number: int) -> list[str]:
        """Return what a job adds, by its ids in the practice."""
        return [each.record.id for each in self.written[number] if isinstance(each, AddRecord)]

    def _leaves_of(self, job: Job) -> set[str]:
        """Return the stages in which a job is due."""
        return {leaf for leaf, due in self.model.due.items() if job.number in due}

    # --- what is done ------------------------------------------------------------------------------------------------

    def _done(self, ids: Mapping[str, tuple[str, ...]]) -> set[int]:
        """Return the jobs that are done: their rules are met, their stages are over, or what they write is there."""
        model, statuses = self.model, self.view.statuses()
        asked = {rule.id for rule in asked_in(self.view.template, self.view.template.stage(self.view.stage))}
        after: dict[str, list[Job]] = {}
        for job in model.jobs:
            for task in job.task.after:
                after.setdefault(task, []).append(job)
        done: set[int] = set()
        for job in reversed(model.jobs):
            if job.number not in self.written or not self._may_be_done(job):
                continue
            rules = [rule for rule in job.task.meets if rule in statuses]
            following = [each for each in after.get(job.task.id, ()) if job.it is None or each.it in {None, job.it}]
            met = bool(rules) and (self._is_met(job, rules, statuses) or self._is_made(job, rules, ids))
            own = [
                each
                for each in following
                if each.task.meets and each.it == job.it is not None and each.number not in done
            ]
            if met and own and self._lacks_what_others_have(job, ids):
                continue  # the rules ask it of others; what comes after it needs it here
            if met or (self._is_over(job) and asked.isdisjoint(rules)):
                done.add(job.number)
            elif not rules:
                made = self.records_of(job.number)
                if (made and all(id_ in ids for id_ in made)) or (
                    following and all(each.number in done for each in following)
                ):
                    done.add(job.number)
        return done

    def _wanted(self, done: Collection[int]) -> Iterator[str]:
        """Return who may still be won: once what comes after is done, only who is of a circle that nobody is in."""
        model = self.model
        after = {job.number for job in model.jobs if APPROACH in job.task.after}
        over = model.approach is None or not after.isdisjoint(done)
        whole = {circle.id for circle in model.region.practice.shape.circles if not circle.of}
        circles = [members for name, members in model.circles.items() if name in whole]
        for partner in model.partners:
            empty = any(partner.id in members and members.isdisjoint(self.run.joined) for members in circles)
            if partner.id not in self.run.joined and (not over or empty):
                yield partner.id

    def _may_be_done(self, job: Job) -> bool:
        """Tell whether a job can have been done in the present round: one of its stages was there in it."""
        leaves = self._leaves_of(job)
        return job.task.again != "round" or not leaves or bool(leaves & self.in_round)

    def _is_over(self, job: Job) -> bool:
        """Tell whether the stages in which a job is due are over, in the present round where it is done in each."""
        leaves = self._leaves_of(job)
        return (
            bool(leaves)
            and self.view.stage not in leaves
            and leaves <= (self.in_round if job.task.again == "round" else self.ever)
        )

    def _is_met(self, job: Job, rules: list[str], statuses: Mapping[str, Status]) -> bool:
        return all(
            statuses[rule] is Status.SATISFIED or (job.it is not None and self._is_of_another(job, rule))
            for rule in rules
        )

    def _is_of_another(self, job: Job, rule: str) -> bool:
        """Tell whether it is other partners, and not this one, that a rule asks more of."""
        lacking = self.view.lacking(rule)
        return bool(lacking) and lacking <= self.run.joined.keys() and job.it not in lacking

    def _is_made(self, job: Job, rules: list[str], ids: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether what is done for a partner is there, where it is others of which a rule asks more."""
        made = self.records_of(job.number)
        if job.it is None or not made or not all(id_ in ids for id_ in made):
            return False
        own = {one for each in self.written[job.number] for one in ids.get(about(each), ())}
        named = self._named(self.written[job.number])
        own |= {one for id_ in named for one in ids.get(id_, ())} | {job.it}
        lacking = [self.view.lacking(rule) for rule in rules]
        return all(lacking) and own.isdisjoint(frozenset().union(*lacking))

    def _lacks_what_others_have(self, job: Job, ids: Mapping[str, tuple[str, ...]]) -> bool:
        """Tell whether something that a job writes is not there for its partner, and is for another one."""
        others = [
            self.records_of(each.number)
            for each in self.model.jobs_by_task[job.task.id]
            if each is not job and each.number in self.written
        ]
        return any(
            id_ not in ids and any(other in ids for other in same)
            for id_, *same in zip(self.records_of(job.number), *others, strict=False)
        )

    def _there(self, number: int, ids: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Return what is there of a job that is half done; what is all there is to be done anew."""
        job = self.model.jobs[number]
        made = self.records_of(number)
        there = [id_ for id_ in made if id_ in ids]
        changed = any(isinstance(each, Amend) for each in self.written[number]) or any(
            line.lacking is not None for line in job.lines
        )
        half = len(there) < len(made) or changed
        return there if half and job.task.every is None else []

    def _due_again(self, number: int, ids: Mapping[str, tuple[str, ...]]) -> int:
        """Return the step at which a job is due again: where it is not known when it was done, it may be at once."""
        job = self.model.jobs[number]
        every = job.task.every
        if job.awaits:
            return 0
        if every is None:
            return 1 << 30
        days = [self.days[id_] for each in self.written[number] for id_ in ids.get(about(each), ()) if id_ in self.days]
        if not days:
            return 0
        return max(0, whole_steps(self.model, as_float(every) - (self.view.date - max(days)).days))

    def _add(self, programme: Programme, called: LedgerIds) -> None:
        """Record who or what the practice has one of and needs, and of which no paper need speak."""
        named = {id_ for commands in self.written.values() for id_ in self._named(commands)}
        for id_, one in self.made.items():
            if called.ids.get(id_) == () and (
                isinstance(one.record, Person | RegisterKept) or (one.owner is None and id_ in named)
            ):
                for asked in called.of(AddRecord.of(one.record, on=self.view.date, basis=BASIS)):
                    try:
                        programme.do(asked)
                    except Refused:
                        called.ids[id_] = ()
                    else:
                        called.taken.add(about(asked))


def partners_left(programme: Programme, view: View) -> list[Partner]:
    """Return the partners of a ledger that take part no more, as they were first recorded."""
    found = {
        entry.record.id: entry.record
        for entry in programme.entries
        if isinstance(entry, Recorded) and isinstance(entry.record, Partner)
    }
    return [partner for id_, partner in found.items() if view.get("partner", id_) is None]


class _Anybody(dict[str, Any]):
    """Somebody of a state: who it is, the ledger says."""

    def __init__(self, people: Crowd, states: tuple[str, ...]) -> None:
        super().__init__()
        self._people, self._states = people, states

    def __missing__(self, state: str) -> str:
        free = self._people.free(self._states.index(state), ())
        return self._people.name(int(free[0])) if len(free) else "nobody"


def _commands(lines: tuple[OpenLine, ...], scope: Mapping[str, Any], day: dt.date) -> Iterator[Command]:
    for line in (line for line in lines if line.lacking is None):
        with suppress(Nobody, ValidationError):
            yield from line.commands(scope, day)
