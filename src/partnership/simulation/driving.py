"""Drives a programme by commands, as people would, step by step, and keeps its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from partnership.acts import Amend, Close, Command, End
from partnership.errors import Fault, InputError, Refused
from partnership.evaluation import SATISFIED
from partnership.evaluation.gates import Gates
from partnership.messages import message
from partnership.programme import Programme
from partnership.simulation.called import ReferenceFields, about, fields_said, kind_and_said, rows_of, said_in
from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.deciding import Deciding
from partnership.simulation.history import Attempt, History, Opening, opening
from partnership.simulation.jobs import due_jobs, is_in_stage, jobs_of, may_move, whole_steps
from partnership.simulation.lacking import Lacked, Lacks, lacks_of, said_of
from partnership.simulation.lines import GROUP, LACKS, OpenLine, as_text, refusal_at_line
from partnership.simulation.loading import RegionError
from partnership.simulation.model import WORLD, Danger, Invited, Job, Model, Round, WayOn, WorkKind, once_more
from partnership.simulation.packages import numpy
from partnership.simulation.practice import LEFT
from partnership.simulation.quantities import as_float
from partnership.simulation.region import LawChange
from partnership.simulation.scope import CircleSize, First, Nobody, PartnerNumber, Picked
from partnership.values import uncollected

APPROACH: Final = "approach"
"""The task of winning partners, which other tasks may come after."""

_NEVER: Final = 1 << 30
_NOT_THERE: Final = "not_found"
_GONE: Final = frozenset({_NOT_THERE, "already_ended"})
_FUNDING: Final = message("the money has run out")


class LineError(RegionError):
    """A line becomes no act, or is about what was never written; a replication in which that happens has failed."""


@dataclass(slots=True)
class Doing:
    """How far a job is: when it ends, how often it has been done, how much of it is written down."""

    ends: int = _NEVER
    done: int = 0
    before: int = 0
    """How often it had been done when a round began in which it is done anew."""
    due_again: int = _NEVER
    written: int = 0
    running: bool = False
    round: int = 0
    """The round in which it was begun, which it belongs to."""

    @property
    def is_done(self) -> bool:
        """Whether it is done, in this round where it is done in each."""
        return self.done > self.before


class Driver:
    """One replication, driven to its end: what is done is done once, or as often as the practice says."""

    def __init__(
        self,
        model: Model,
        chance: Chance,
        replication: int,
        given: Mapping[str, float] | None = None,
        *,
        leave: Mapping[str, int] | None = None,
        deciding: Deciding | None = None,
        absent: frozenset[str] = frozenset(),
    ) -> None:
        """`given` sets levers, `leave` says at which step partners leave, `deciding` who moves and who is picked, in
        place of chance, `absent` who does not agree to take part, whatever chance says.
        """
        self.model, self.chance, self.replication = model, chance, replication
        self.given = dict(given or {})
        self.leave = dict(leave or {})
        self.absent = absent
        self.deciding = deciding or Deciding(model, chance, replication)
        worth = {name: model.worth(name, self.given, chance, replication) for name in model.numbers}
        self.worth: Mapping[str, float] = worth
        whole = {each.id for each in model.region.practice.shape.numbers if each.type == "whole"}
        self.written = {name: round(value) if name in whole else value for name, value in worth.items()}
        """The numbers as lines have them."""
        self.free = [int(worth[f"workers.{name}"]) for name in model.workers]
        self.stopped = [0] * len(self.free)
        self.busy = [0] * len(self.free)
        self.doing = [Doing() for _ in model.jobs]
        self.approaches = [Doing() for _ in model.partners]
        self.dealing = [Doing() for _ in model.dangers]
        self.laws = list(model.laws)
        self.joined: dict[str, Invited] = {}
        self.left: set[str] = set()
        self.people = Crowd(model, worth)
        self.attempts: list[Attempt] = []
        self.turned_away: dict[str, dict[str, Command]] = {}
        """By rule the acts that it refused, by what they were about."""
        self.wrote: dict[str, set[str]] = {job.name: set() for job in model.jobs}
        """By job, what it has written, changed or ended."""
        self.refused: dict[str, tuple[str, ...]] = {}
        self.entered: dict[str, int] = {}
        self.stage = model.law.first_leaf().id
        self.waiting: list[tuple[int, frozenset[str]]] = []
        """The same as `blocked`, of the way that comes round once more meanwhile."""
        self.rounds = 0
        """How many rounds of cycles have begun."""
        self.blocked: list[tuple[int, frozenset[str]]] = []
        self.passed: dict[str, tuple[str, list[tuple[int, frozenset[str]]]]] = {}
        """By stage where the way on leads that was shut when the cycle last came round, and what kept it shut."""
        self.openings: list[Opening] = []
        self.groups: dict[str, int] = {}
        self.changed = True
        self.ended: int | None = None
        self.pulled: set[int] = set()
        self.leaver: str | None = None
        """Whose leaving is written down just now."""
        self.naming = ReferenceFields(model.law)
        self._prepare()

    def _prepare(self) -> None:
        """Make ready what those keep who do more than drive."""

    # --- from the first step to the last -----------------------------------------------------------------------------

    def run(self) -> History:
        """Drive the programme to the horizon, or to its end."""
        with uncollected():  # a history is kept whole
            return self._driven()

    def _driven(self) -> History:
        model = self.model
        self.programme = self._started()
        counts = numpy().zeros((len(model.days), len(model.states)), dtype=numpy().int64)
        self._enter(0)
        self.rounds = model.rounds_at(self.stage)
        if model.approach is None:
            for partner, doing in zip(model.partners, self.approaches, strict=True):
                if not doing.done:
                    self._agree(0, partner, doing)
        for step in range(len(model.days)):
            if self.ended is None:
                self._step(step)
            if model.states:
                counts[step] = numpy().bincount(self.people.state[self.people.here], minlength=len(model.states))
        self._close_openings()
        return History(
            self.replication, self.entered, tuple(self.openings), tuple(self.attempts), counts, tuple(self.joined),
            self.ended, self.programme,
        )  # fmt: skip

    def _started(self) -> Programme:
        """Begin the programme that is driven."""
        shape = self.model.region.shape
        return Programme.start(
            self.model.law,
            id=f"{shape.id}-{self.replication}",
            region=shape.region,
            on=self.model.start,
            title=shape.title,
            parameters=self.model.parameters,
            basis="simulated",
        )

    def _step(self, step: int) -> None:
        self._law(step)
        self._answer(step)
        model = self.model
        if model.months[step]:
            self._hazards(step)
        self._leaving(step)
        self._finish(step)
        if model.months[step] and not self._is_suspended(step):
            for each in model.rounds:
                self._move(step, each)
        self._advance(step)
        self._funding(step)
        if self.ended is None:
            self._begin(step)

    # --- work --------------------------------------------------------------------------------------------------------

    def _begin(self, step: int) -> None:
        """Begin what is due, in the order of the practice, as far as there are hands for it."""
        model = self.model
        if model.approach is not None:
            for number, doing in enumerate(self.approaches):
                if not doing.running and not doing.done:
                    self._take_up(step, doing, model.approach, f"{APPROACH}:{model.partners[number].id}")
        for number in sorted(self._due()):
            job, doing = model.jobs[number], self.doing[number]
            if doing.running or (doing.is_done and step < doing.due_again):
                continue
            if self._may_begin(number) and self._is_awaited(step, job):
                self._take_up(step, doing, job.work, job.name)

    def _take_up(self, step: int, doing: Doing, work: WorkKind, name: str) -> None:
        if work.by is not None:
            if self.busy[work.by] >= self.free[work.by] or step < self.stopped[work.by]:
                return
            self.busy[work.by] += 1
        doing.running, doing.round = True, self.rounds
        takes = work.takes.at(self.chance.one(self.replication, doing.done, f"takes:{name}"))
        doing.ends = step + whole_steps(self.model, takes)

    def _due(self) -> set[int]:
        leaf = self.stage
        return {*due_jobs(self.model, leaf), *self.pulled}

    def _may_begin(self, number: int) -> bool:
        job = self.model.jobs[number]
        if job.it is not None and (job.it not in self.joined or job.it in self.left):
            return False
        if any(not self._members(circle) for circle in job.asks):
            return False
        if any(self.people.many(self.model.states.index(state)) < many for state, many in job.task.needs.items()):
            return False
        return all(self._is_done(other, job.it) for other in job.task.after)

    def _is_awaited(self, step: int, job: Job) -> bool:
        """Tell whether anybody lacks what a job writes, where it writes nothing else."""
        if not job.awaits:
            return True
        for line in job.lines:
            members = None if line.each is None else self._members(line.each)
            if any(line.who(self._who_lacks(step, line.lacking or ""), members)):
                return True
        return False

    def _who_lacks(self, step: int, rule: str) -> Lacks:
        """Return who or what lacks something under a rule; of one that stands before an act, what it turned away.

        While it is written that a partner leaves that is the partner alone.
        """
        view, known = self.programme.as_of(self.model.days[step]), self.model.law.requirements.get(rule)
        if known is not None and known.act is None:
            if self.programme.ask(view.date, lambda gates: gates.mark(rule) == SATISFIED):
                return {}
            return {one: lacked for one, lacked in lacks_of(view, rule).items() if self.leaver in {None, one}}
        found: dict[str | None, Lacked] = {}
        for id_, command in self.turned_away.get(rule, {}).items():
            kind, said = kind_and_said(command)
            found[id_] = Lacked(kind, None, {**said_of(view, kind, id_), **said})
        return found

    def _is_done(self, task: str, it: str | None) -> bool:
        if task == APPROACH:
            return all(doing.done for doing in self.approaches)
        return all(
            self.doing[each.number].is_done
            for each in jobs_of(self.model, task, it)
            if each.it is None or (each.it in self.joined and each.it not in self.left)
        )

    def _finish(self, step: int) -> None:
        for partner, doing in zip(self.model.partners, self.approaches, strict=True):
            if doing.running and step >= doing.ends:
                self._agree(step, partner, doing)
        for job, doing in zip(self.model.jobs, self.doing, strict=True):
            if not doing.running or step < doing.ends:
                continue
            if job.it in self.left:
                self._let_go(doing, job.work)
                continue
            scope = self._scope(step, n=doing.done + 1, it=job.it)
            scope["round"] = doing.round
            person = None
            if job.picks is not None:
                free = self.people.free(job.picks, self.model.together[job.task.id])
                if not len(free):
                    continue  # until somebody is
                person = self.deciding.picked(step, job, free, self.people)
                scope["pick"][self.model.states[job.picks]] = self.people.name(person)
            if self._write(step, job.name, job.lines, scope, doing):
                self._let_go(doing, job.work)
                every = job.task.every
                doing.due_again = _NEVER if every is None else step + whole_steps(self.model, as_float(every))
                if job.awaits:
                    doing.due_again = step
                for rule in job.awaits:
                    self.turned_away.pop(rule, None)
                if person is not None:
                    self.people.held[job.number] = person

    def _let_go(self, doing: Doing, work: WorkKind) -> None:
        if work.by is not None:
            self.busy[work.by] -= 1
        self._over(doing)

    def _over(self, doing: Doing) -> None:
        doing.running, doing.written = False, 0
        doing.done += 1
        self.changed = True

    def _agree(self, step: int, partner: Invited, doing: Doing) -> None:
        agrees = partner.agrees
        name = f"agrees:{partner.id}"
        share = 1.0 if agrees is None else agrees.at(self.chance.one(self.replication, 0, f"world:{name}"))
        if partner.id not in self.absent and self.chance.one(self.replication, 0, name) < share:
            scope = self._scope(step, n=1, it=partner.id)
            if not self._write(step, name, partner.lines, scope, doing):
                return
            self.joined[partner.id] = partner
            self.people.welcome(partner.id)
        if self.model.approach is None:
            doing.done = 1
        else:
            self._let_go(doing, self.model.approach)

    def _hazards(self, step: int) -> None:
        month = self.model.month_of[step]
        for danger, dealing in zip(self.model.dangers, self.dealing, strict=True):
            hazard = danger.hazard
            if dealing.running or not is_in_stage(self.model, hazard.stage, self.stage):
                continue
            if not self._happens(month, f"hazard:{hazard.id}", self.worth[hazard.chance]):
                continue
            self.deal_with(step, danger, dealing)
            self.strike(step, danger, dealing.done)

    def deal_with(self, step: int, danger: Danger, dealing: Doing) -> None:
        """Begin to deal with what has gone wrong."""
        month = self.model.month_of[step]
        takes = danger.work.takes.at(self.chance.one(self.replication, month, f"takes:{danger.hazard.id}"))
        dealing.running, dealing.ends = True, step + whole_steps(self.model, takes)
        if danger.takes is not None:
            self.busy[danger.takes] += 1
        if danger.stops is not None:
            self.stopped[danger.stops] = max(self.stopped[danger.stops], dealing.ends)

    def strike(self, step: int, danger: Danger, times: int) -> None:
        """Write what goes wrong, after it has so many times."""
        scope = self._scope(step, n=times + 1)
        scope["turn"] = First(scope, times)
        self._write(step, f"hazard:{danger.hazard.id}", danger.lines, scope, Doing())
        self.changed = True

    def _answer(self, step: int) -> None:
        """End what has gone wrong, where it has been dealt with."""
        for danger, dealing in zip(self.model.dangers, self.dealing, strict=True):
            if not dealing.running or step < dealing.ends:
                continue
            scope = self._scope(step, n=dealing.done + 1)
            if self._write(step, f"answer:{danger.hazard.id}", danger.answer, scope, dealing):
                self._over(dealing)
                if danger.takes is not None:
                    self.busy[danger.takes] -= 1

    def _law(self, step: int) -> None:
        """Go over to another version of the law, where one comes."""
        day = self.model.days[step]
        for each in tuple(self.laws):
            change, later = each
            if not self._comes(step, change):
                continue
            self.laws.remove(each)
            try:
                self.programme.migrate(
                    later.law, on=day, reason=change.title, stages=change.stages, words=change.words,
                    parameters=change.parameters, basis="simulated",
                )  # fmt: skip
            except Refused as refusal:
                rules = tuple(finding.requirement or finding.code for finding in refusal.findings)
                self.attempts.append(Attempt(step, f"law:{change.id}", rules))
                continue
            self.model = later
            self._enter(step)
            self.changed = True

    def _comes(self, step: int, change: LawChange) -> bool:
        """Tell whether a version of the law comes; what is said of a year is decided month by month."""
        if change.chance is None:
            return change.on is not None and self.model.days[step] >= change.on
        share = change.chance.at(self.chance.one(self.replication, WORLD, f"world:law:{change.id}"))
        month = self.model.month_of[step]
        return self.model.months[step] and self._happens(month, f"law:{change.id}", 1 - (1 - share) ** (1 / 12))

    def _happens(self, month: int, decision: str, share: float) -> bool:
        return self.chance.one(self.replication, month, decision) < share

    # --- partners ----------------------------------------------------------------------------------------------------

    def _leaving(self, step: int) -> None:
        month = self.model.month_of[step]
        for partner in tuple(self.joined.values()):
            if partner.id in self.left:
                continue
            asked = self.leave.get(partner.id, _NEVER) <= step
            if not asked and partner.leaves is not None and self.model.months[step]:
                share = partner.leaves.at(self.chance.one(self.replication, 0, f"world:leaves:{partner.id}"))
                asked = self._happens(month, f"leaves:{partner.id}", share)
            if asked:
                self.withdraw(step, partner.id)

    def withdraw(self, step: int, partner: str) -> None:
        """Let a partner leave."""
        self.left.add(partner)
        self._write_leaving(step, self.model.leaving, self._scope(step, n=1, it=partner))
        self.people.farewell(partner, self._not_yet)
        self.lose(step, [job for job in self.model.jobs if job.it == partner or self._is_gone(job)])
        self.changed = True

    def _write_leaving(self, step: int, lines: tuple[OpenLine, ...], scope: Mapping[str, Any]) -> None:
        """Write what is written when a partner leaves, of what it lacks and of nobody else's."""
        self.leaver = scope["it"]
        self._write(step, f"leaves:{self.leaver}", lines, scope, Doing())
        self.leaver = None

    def _funding(self, step: int) -> None:
        funding = self.model.region.shape.funding
        if (
            funding is None
            or self.model.days[step] < funding.ends
            or (step and self.model.days[step - 1] >= funding.ends)
        ):
            return
        share = funding.goes_on.at(self.chance.one(self.replication, 0, "world:funding"))
        if self.chance.one(self.replication, 0, "funding") >= share:
            self._do(
                step,
                Close.of("cancelled", on=self.model.days[step], reason=as_text(_FUNDING), basis="simulated"),
                "funding",
            )
            self.ended = step

    # --- people ------------------------------------------------------------------------------------------------------

    def _move(self, step: int, each: Round) -> None:
        move, model = each.move, self.model
        if not may_move(model, each, self.stage, step) or not all(self._is_done(task, None) for task in move.after):
            return
        shares = [None if name is None else self.worth[name] for name in each.chances]
        most = None if move.at_most is None else int(self.worth[move.at_most])
        chosen = self.deciding.movers(model.month_of[step], each, self.people, shares, most)
        if len(chosen) < move.at_least:
            return
        needed = model.times(each)
        for group in in_groups(chosen, move.together, move.at_least):
            if each.lines and not self._write_for(step, move.id, each.lines, group):
                continue
            if each.to is None:
                continue
            going = self.people.moved(group, needed)
            if len(going):
                if each.arrivals:
                    self._write_for(step, move.id, each.arrivals, going)
                self.people.go(going, each.to)
        if each.to is not None and model.states[each.to] == LEFT:
            self.lose(step, [job for job in model.jobs if self._is_gone(job)])
        self.changed = True

    def _is_gone(self, job: Job) -> bool:
        """Tell whether the one who was picked for a job has left."""
        person = self.people.held.get(job.number)
        return person is not None and not self.people.is_there(person)

    def lose(self, step: int, jobs: Iterable[Job]) -> None:
        """End what jobs have written down for those who have left; the jobs are due again."""
        for job in jobs:
            doing = self.doing[job.number]
            if not doing.done:
                continue
            self.people.held.pop(job.number, None)
            doing.due_again = step
            self._write(step, f"lost:{job.name}", job.lost, self._scope(step, n=doing.done, it=job.it), Doing())

    def _write_for(self, step: int, name: str, lines: tuple[OpenLine, ...], group: Any) -> bool:
        people = self.people
        numbers = group.tolist()
        names = [people.name(number) for number in numbers]
        self.groups[name] = self.groups.get(name, 0) + 1
        scope = self._scope(step, n=self.model.month_of[step])
        scope[GROUP] = tuple(names)
        scope["partner_of"] = {name: people.partner_of(number) for name, number in zip(names, numbers, strict=True)}
        scope["group"] = self.groups[name]
        scope["turn"] = turn = First(scope, self.groups[name])
        scope["turn_no"] = PartnerNumber(turn, self.model.number_of)
        return self._write(step, name, lines, scope, Doing())

    # --- what is written ---------------------------------------------------------------------------------------------

    def _members(self, circle: str) -> tuple[str, ...]:
        members = self.model.circles.get(circle, frozenset())
        return tuple(each for each in self.joined if each in members and each not in self.left)

    def _scope(self, step: int, *, n: int, it: str | None = None) -> dict[str, Any]:
        here = [each for each in self.joined if each not in self.left]
        scope: dict[str, Any] = {name: self._members(name) for name in self.model.circles}
        scope.update(
            {
                "partners": tuple(here),
                "day": self.model.days[step],
                "n": n,
                "round": self.rounds,
                "region": self.model.region.shape.region,
                "number": self.written,
                "param": self.model.terms,
                "first": First(scope),
                "size": CircleSize(scope),
                "pick": Picked(),
            }
        )
        if it is not None:
            scope["it"] = it
            scope["it_no"] = self.model.number_of[it]
            scope["candidate"] = self._candidate(it)
        return scope

    def _candidate(self, it: str) -> Mapping[str, Any]:
        found = next(each for each in self.model.partners if each.id == it)
        each = found.candidate
        return {"id": it, "name": each.name, "sector": each.sector, "role": each.role, "fields": each.fields}

    def _write(self, step: int, name: str, lines: tuple[OpenLine, ...], scope: Mapping[str, Any], doing: Doing) -> bool:
        """Write the lines that are not yet written; False where one of them was refused."""
        number = 0
        for line in lines:
            self.line = line
            try:
                for command in self._commands(step, line, scope):
                    number += line.lacking is None  # who has got it lacks it no more when it is tried again
                    if number <= doing.written and line.lacking is None:
                        continue
                    if not self._do(step, command, name):
                        return False
                    doing.written = number
            except Nobody as circle:
                self._note(step, name, (f"nobody:{circle}",))
                return False
        return True

    def _commands(self, step: int, line: OpenLine, scope: Mapping[str, Any]) -> Iterator[Command]:
        """Return the acts of a line.

        Raises:
            LineError: if it becomes none, or names what is not known.
            Nobody: if it names one of a circle that nobody is in.
        """
        if line.lacking is not None:
            scope = {**scope, LACKS: self._who_lacks(step, line.lacking)}
        try:
            yield from line.commands(scope, self.model.days[step])
        except (ValidationError, InputError) as error:
            raise LineError(refusal_at_line(error, line)) from error
        except (KeyError, AttributeError) as error:
            raise LineError(_unknown_word(line, str(error.args[0] if error.args else error))) from error

    @property
    def _not_yet(self) -> Sequence[int]:
        """The states of those who have climbed no step yet: they came by their employer, and go with it."""
        people = self.model.region.practice.shape.people
        climbed = {each.id for each in people.states if each.level is not None} if people is not None else set()
        return [number for number, state in enumerate(self.model.states) if state not in climbed]

    def _do(self, step: int, command: Command, name: str) -> bool:
        if self.leaver is not None and isinstance(command, Amend) and not self._is_held(step, command, self.leaver):
            return True
        try:
            self.programme.do(command)
        except Refused as refusal:
            if isinstance(command, (End, Amend)) and all(finding.code in _GONE for finding in refusal.findings):
                if refusal.findings[0].code == _NOT_THERE and not self._may_lack(command):
                    words = message("there is no {kind} '{id}'", kind=self.model.law.noun(command.kind), id=command.id)
                    hint = message("let the task that writes it come first, or mend the id")
                    raise LineError(Fault(self.line.at, words, hint=hint)) from refusal
                return True  # what has ended already, or was never a leaving partner's, is not to be ended
            rules = tuple(sorted({finding.requirement or finding.code for finding in refusal.findings}))
            self._note(step, name, rules)
            self._pull(rules)
            for rule in rules:
                self.turned_away.setdefault(rule, {})[about(command)] = command
            return False
        if name in self.wrote:
            self.wrote[name].add(about(command))
        return True

    def _is_held(self, step: int, command: Amend, partner: str) -> bool:
        """Tell whether what goes to another is the leaving partner's, or is a person's of it; others keep theirs."""
        view = self.programme.as_of(self.model.days[step])
        record = next((row for row in rows_of(view, command.kind) if row.id == command.id), None)
        names = self.naming.fields(command.kind) & said_in(command).keys()
        if record is None or not names:
            return True
        values = [fields_said(record).get(each) for each in names]
        ids = [id_ for value in values for id_ in (value if isinstance(value, tuple) else (value,))]
        return any(id_ == partner or getattr(view.get("person", id_), "partner", None) == partner for id_ in ids if id_)

    def _may_lack(self, command: End | Amend) -> bool:  # noqa: ARG002 - others look at the record
        """Tell whether what a command is about need not be there: not every partner who leaves has had all of it."""
        return self.leaver is not None

    def _pull(self, rules: Iterable[str]) -> None:
        """Let what meets some rules be due, since they have refused something."""
        self.pulled.update(job for rule in rules for job in self.model.meeting.get(rule, ()))

    def _note(self, step: int, name: str, rules: tuple[str, ...]) -> None:
        """Note what did not come about; who tries again and hears the same has nothing new to tell."""
        if self.refused.get(name) != rules:
            self.refused[name] = rules
            self.attempts.append(Attempt(step, name, rules))

    # --- the way on --------------------------------------------------------------------------------------------------

    def _enter(self, step: int, to: str | None = None) -> None:
        law = self.model.law
        left = set() if to is None else {each.id for each in law.path(self.stage)} - {to}
        self.stage = self.programme.stage
        for each in law.path(self.stage):
            if to is not None and each.id in self.model.anew and each.id not in left:
                self._begin_round(step, each.id)
            self.entered.setdefault(each.id, step)
        self.blocked, self.waiting = [], []
        self.pulled = set()

    def _begin_round(self, step: int, first: str) -> None:
        """Count a round of the cycle that begins with a stage, and take up anew what is done in each."""
        self.rounds += 1
        if first in self.entered:
            self.entered.setdefault(once_more(first), step)
        for number in self.model.anew[first]:
            doing = self.doing[number]
            doing.before = doing.done + doing.running

    def _is_suspended(self, step: int) -> bool:
        return bool(self.model.rounds) and self.programme.ask(self.model.days[step], Gates.is_suspended)

    def _advance(self, step: int) -> None:
        self.changed = self.changed or self.model.months[step]  # time alone may have opened a way
        been: set[str] = set()
        while self.changed and self.stage not in been and (way := self.model.ways.get(self.stage)) is not None:
            self.changed = False
            been.add(self.stage)  # no stage is gone through twice in a step
            shut = self._shut(step, way, self.blocked)
            if not shut:
                self._go(step, way, self.blocked)
            elif way.meanwhile is not None:
                also = self._shut(step, way.meanwhile, self.waiting)
                if not also:
                    self.passed[self.stage] = (way.to, self.blocked)
                    self._go(step, way.meanwhile, self.waiting)
                shut |= also
            if not self.changed:
                self.pulled = {
                    job for rule in shut for job in self.model.meeting.get(rule, ()) if not self.doing[job].is_done
                }

    def _shut(self, step: int, way: WayOn, seen: list[tuple[int, frozenset[str]]]) -> frozenset[str]:
        """Return the rules that keep a way on shut, and note where they are others than before."""

        def ask(gates: Gates) -> frozenset[str]:
            unmet = gates.unmet() if way.waits else ()
            return frozenset([*(rule.id for rule in gates.blocking(way.asked)), *unmet])

        shut = self.programme.ask(self.model.days[step], ask)
        if shut and (not seen or seen[-1][1] != shut):
            seen.append((step, shut))
        return shut

    def _go(self, step: int, way: WayOn, seen: list[tuple[int, frozenset[str]]]) -> None:
        """Go a way on that is open; a rule before the move may refuse it."""
        try:
            self.programme.advance(way.to, on=self.model.days[step], basis="simulated")
        except Refused as refusal:
            rules = frozenset(finding.requirement or finding.code for finding in refusal.findings)
            self._note(step, f"advance:{way.to}", tuple(sorted(rules)))
            if not seen or seen[-1][1] != rules:
                seen.append((step, rules))
            return
        if not self.model.law.cycle_of(self.stage):  # what its rules read is not asked again
            self.programme.clear_caches()
        self.openings.append(opening(self.stage, way.to, step, seen))
        self._enter(step, way.to)
        self.changed = True

    def _close_openings(self) -> None:
        way = self.model.ways.get(self.stage)
        if self.ended is not None:
            return
        if way is not None:
            self.passed[self.stage] = (way.to, self.blocked)
        for stage, (to, blocked) in self.passed.items():
            if stage == self.stage or to not in self.entered:
                self.openings.append(opening(stage, to, None, blocked, len(self.model.days)))


def in_groups(numbers: Any, together: int | None, at_least: int) -> Iterator[Any]:
    """Part people into groups; the rest of too few goes with the last."""
    if together is None or len(numbers) <= together:
        yield numbers
        return
    starts = list(range(0, len(numbers), together))
    if len(numbers) - starts[-1] < at_least:
        starts.pop()
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(numbers)
        yield numbers[start:end]


def _unknown_word(line: OpenLine, word: str) -> Fault:
    """Say that a line names what is not known when it is written."""
    return Fault(line.at, message("nothing is known as '{word}' when this line is written", word=word))
