"""Runs that go on from a ledger: what the practice calls otherwise, who leaves, and what is done anew."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from typing_extensions import override

from partnership.acts import AddRecord, Amend, Command, End
from partnership.evaluation.gates import Gates
from partnership.programme import Programme
from partnership.records import Assignment
from partnership.simulation.beginning import Beginning, settle
from partnership.simulation.called import LedgerIds, ReferenceFields, about, fields_said, said_in, touched_by
from partnership.simulation.chance import Chance
from partnership.simulation.exact import LEAVES, Doing, Exact
from partnership.simulation.lines import BASIS, simulated
from partnership.simulation.model import Job, Model
from partnership.simulation.seated import put_people


class Continued(Exact):
    """One run that goes on from a ledger."""

    def __init__(
        self,
        model: Model,
        chance: Chance,
        replication: int,
        given: Mapping[str, float] | None,
        beginning: Beginning,
        *,
        leave: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(model, chance, replication, given, leave=leave)
        self._beginning = beginning
        day = f"{beginning.view.date:%Y%m%d}"
        self.people.prefix = f"p-{day}"
        self._called = LedgerIds(ReferenceFields(model.law), dict(beginning.ids), set(beginning.taken), day)
        self._there = dict(beginning.there)
        self._touched = {name: set(ids) for name, ids in beginning.touched.items()}
        """What each job has to do with, as the ledger calls it."""
        self._holders = {job: dict(held) for job, held in beginning.holders.items()}
        self._parts: dict[tuple[str, str], int] = {}
        """How many of those that a command is about have been dealt with, where the law refused it for another."""
        self._since = dict.fromkeys((*beginning.done, *beginning.half), 1)
        """How often each job had been done when what it meets was last met: what was done since is not done anew."""
        self._anew: set[int] = set()

    @override
    def _started(self) -> Programme:
        settle(self, self._beginning.view)
        for partner, doing in zip(self.model.partners, self.approaches, strict=True):
            if partner.id not in self._beginning.wanted:
                doing.done = 1
        put_people(self, self._beginning.seats)
        for danger, dealing in zip(self.model.dangers, self.dealing, strict=True):
            if danger.hazard.id in self._beginning.open:
                self.deal_with(0, danger, dealing)
        for number, due_again in self._beginning.done.items():
            self.doing[number].done, self.doing[number].due_again = 1, due_again
        return copy.copy(self._beginning.programme)

    @override
    def _leaving(self, step: int) -> None:
        if not step:
            for partner, lines in self._beginning.gone.items():
                scope = {**self._scope(0, n=1), "it": partner}
                self._write(0, f"{LEAVES}{partner}", lines, scope, Doing())
        super()._leaving(step)

    @override
    def _begin_round(self, step: int, first: str) -> None:
        if first in self._beginning.stages:
            self.entered.setdefault(first, step)
        super()._begin_round(step, first)

    # --- what the practice calls otherwise ---------------------------------------------------------------------------

    @override
    def _do(self, step: int, command: Command, name: str) -> bool:
        if self.line.lacking is not None and not isinstance(command, AddRecord):
            return super()._do(step, command, name)  # what lacks something has the name that the ledger gives it
        key = (name, about(command))
        found = self._there.get(command.record.id, ()) if isinstance(command, AddRecord) else ()
        begun = self._parts.get(key)
        if not found and begun is None and isinstance(command, AddRecord) and isinstance(command.record, Assignment):
            self._relieve(step, command.record.id, name)
        alone = name in self._picking
        for at, asked in enumerate(self._called.of(command, again=begun is not None, alone=alone)):
            self._touched.setdefault(name, set()).update(touched_by(asked, self._called.naming))
            if at < (begun or 0) or self._is_beyond(step, asked) or self._is_there(step, asked, found):
                continue
            if not super()._do(step, asked, name):
                self._parts[key] = at
                return False
            if isinstance(asked, AddRecord):
                self._called.taken.add(asked.record.id)
        self._parts.pop(key, None)
        if found:
            id_ = about(command)
            del self._there[id_]
            written = [one for one in self._called.ids[id_] if one in self._called.taken and one not in found]
            self._called.ids[id_] = (*found, *written)
        return True

    def _is_there(self, step: int, command: Command, found: Collection[str]) -> bool:
        """Tell whether one of those that were found says of the same what is to be written."""
        if not found or not isinstance(command, AddRecord):
            return False
        view, record = self.programme.as_of(self.model.days[step]), command.record
        things = [(name, id_) for name, id_ in self._called.naming.named(record) if id_ in self._beginning.things]
        rows = [view.get(record.kept_as(), one) for one in found]
        return any(row is not None and all(fields_said(row).get(name) == id_ for name, id_ in things) for row in rows)

    @override
    def _may_lack(self, command: End | Amend, name: str) -> bool:
        """What is of the ledger may have ended in it, whatever the practice expects."""
        return super()._may_lack(command, name) or command.id in self._beginning.taken

    def _relieve(self, step: int, id_: str, name: str) -> None:
        """End what somebody of the ledger is appointed to, for whom another comes."""
        view = self.programme.as_of(self.model.days[step])
        for one in self._called.ids.get(id_, ()):
            if view.get("assignment", one) is not None:
                super()._do(step, End.of("assignment", one, on=view.date, reason=simulated(), basis=BASIS), name)

    @cached_property
    def _picking(self) -> Collection[str]:
        return {job.name for job in self.model.jobs if job.picks is not None}

    def _is_beyond(self, step: int, command: Command) -> bool:
        """Tell whether something of the ledger has come further than a command would have it."""
        if not isinstance(command, Amend) or command.id not in self._beginning.taken:
            return False
        kind = command.kind
        words = {name: word for name, word in said_in(command).items() if (kind, name) in self._beginning.course}
        there = self.programme.as_of(self.model.days[step]).get(kind, command.id) if words else None
        return there is not None and any(
            _is_after(self._beginning.course[kind, name], fields_said(there).get(name), word)
            for name, word in words.items()
        )

    # --- people who leave --------------------------------------------------------------------------------------------

    @override
    def _is_gone(self, job: Job) -> bool:
        held = self._holders.get(job.number, {})
        return super()._is_gone(job) or not all(map(self.people.is_there, held.values()))

    @override
    def lose(self, step: int, jobs: Iterable[Job]) -> None:
        for job in jobs:
            held = self._holders.get(job.number)
            if held is None:
                super().lose(step, [job])
                continue
            gone = [id_ for id_, seat in held.items() if job.it in self.left or not self.people.is_there(seat)]
            before = {id_: ids for id_, ids in self._called.ids.items() if held.keys() & set(ids)}
            self._called.ids.update({id_: tuple(one for one in ids if one in gone) for id_, ids in before.items()})
            super().lose(step, [job])
            for id_ in gone:
                del held[id_]
            self._called.ids.update({id_: tuple(one for one in ids if one in held) for id_, ids in before.items()})
            if not held:
                del self._holders[job.number]

    # --- what is done anew -------------------------------------------------------------------------------------------

    @override
    def _due(self) -> set[int]:
        self._anew = {number for number in self._anew if not self.doing[number].is_done}
        ahead = [*self._anew, *self.pulled]
        due = super()._due() | self._anew
        while ahead:  # what is taken up late comes after what may be late too
            for task in self.model.jobs[ahead.pop()].task.after:
                for job in self.model.jobs_by_task.get(task, ()):
                    if not self.doing[job.number].is_done and job.number not in due:
                        due.add(job.number)
                        ahead.append(job.number)
        return due

    @override
    def _advance(self, step: int) -> None:
        self.changed = changed = self.changed or self.model.months[step]  # something may have run out meanwhile
        super()._advance(step)
        if not changed:
            return
        waiting = (*self.blocked[-1:], *self.waiting[-1:])
        shut = {rule for _, rules in waiting for rule in rules}
        rules = self._beginning.gates

        def lacking(gates: Gates) -> Mapping[str, Collection[str]]:
            return {rule: gates.lacking(rule) for rule in rules & {*shut, *gates.unmet()}}

        self._renew(self.programme.ask(self.model.days[step], lacking))

    @override
    def _pull(self, rules: Iterable[str]) -> None:
        super()._pull(rules)
        for rule in rules:
            for number in self.model.meeting.get(rule, ()):
                self._do_anew(number)

    def _renew(self, lacking: Mapping[str, Collection[str]]) -> None:
        """Take up again what was done and does not hold any more: an agreement has ended, a paper is too old."""
        for job in self.model.jobs:
            rules = lacking.keys() & set(job.task.meets)
            if not rules and not self._beginning.gates.isdisjoint(job.task.meets):
                for number in self._with_what_prepares(job.number):
                    self._since[number] = self.doing[number].done
            for rule in rules:
                known = any(self._lacks(number, lacking[rule]) for number in self.model.meeting[rule])
                if not known or self._lacks(job.number, lacking[rule]):
                    self._do_anew(job.number)

    def _do_anew(self, number: int) -> None:
        """Do a job once more, unless all of it was done since what it meets was met: then it would not help."""
        if self.model.jobs[number].awaits:  # it is done where anybody lacks it
            return
        together = self._with_what_prepares(number)
        doings = [self.doing[one] for one in together]
        if all(one.is_done and not one.running for one in doings) and any(
            self.doing[one].done <= self._since.get(one, 0) for one in together
        ):
            for doing in doings:
                doing.before = doing.done
                doing.due_again = 0
            self._anew.update(together)

    def _with_what_prepares(self, number: int) -> list[int]:
        """Return a job with those that it comes after and that only prepare it: they meet nothing themselves."""
        found = [number]
        for one in found:
            job = self.model.jobs[one]
            found += [
                each.number
                for task in self._preparing.intersection(job.task.after)
                for each in self.model.jobs_by_task.get(task, ())
                if each.it in {None, job.it} and each.number not in found
            ]
        return found

    @cached_property
    def _preparing(self) -> frozenset[str]:
        """The tasks that meet nothing and after which one other comes."""
        tasks = self.model.region.practice.shape.tasks
        coming = Counter(name for task in tasks for name in task.after)
        return frozenset(task.id for task in tasks if not task.meets and coming[task.id] == 1)

    def _lacks(self, number: int, lacking: Collection[str]) -> bool:
        """Tell whether it is for a job's partner, or for what the job is about, that a rule is not met."""
        job = self.model.jobs[number]
        if not lacking or job.it in lacking:
            return True
        return not self._touched.get(job.name, set()).isdisjoint(lacking)


def _is_after(words: Sequence[str], here: Any, asked: Any) -> bool:
    """Tell whether a word stands after another in the course of things, or outside of it: it is settled otherwise."""
    if here is None or asked not in words:
        return False
    return here not in words or words.index(here) > words.index(asked)
