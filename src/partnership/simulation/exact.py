"""The exact engine: what was done and does not hold any more, since somebody has left, is done anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from typing_extensions import override

from partnership.acts import AddRecord, Command, End, Recorded
from partnership.evaluation.gates import Gates
from partnership.records import RECORDS, Assignment
from partnership.simulation.called import LedgerIds, about, fields_said, rows_of, touched_by
from partnership.simulation.driving import Driver
from partnership.simulation.lines import BASIS, simulated


class Exact(Driver):
    """One replication by the exact engine.

    From the day on which a partner leaves, a job whose rules were met by what the partner did, or had a part in, is
    done once more where they keep the way on shut; what is written then has ids of its own.
    """

    @override
    def _prepare(self) -> None:
        self._renews = False
        """Whether anything is done anew: lines have the names that they give until then."""
        self._called = LedgerIds(self.naming, {}, set(), "")
        """What lines call otherwise than the ledger does."""
        self._there: dict[str, tuple[str, ...]] = {}
        """What is there already of what is to be written."""
        self._touched: dict[str, set[str]] = {}
        """What each job has to do with, as the ledger calls it."""
        self._since: dict[int, int] = {}
        """How often each job had been done when what it meets was last met: what was done since is not done anew."""
        self._parts: dict[tuple[str, str], int] = {}
        """How many of those that a command is about have been dealt with, where the law refused it for another."""
        self._anew: set[int] = set()
        """The jobs that are done anew."""
        self._anew_for: dict[str, AbstractSet[str]] = {}
        """For whom they are, where that is known."""

    @override
    def withdraw(self, step: int, partner: str) -> None:
        if not self._renews:
            self._begin_anew(step)
        super().withdraw(step, partner)

    def _begin_anew(self, step: int) -> None:
        """From now on do anew what does not hold any more."""
        naming, day = self.naming, f"{self.model.days[step]:%Y%m%d}"
        named = {
            each.record.id: {id_ for _, id_ in naming.named(each.record)}
            for each in self.programme.entries
            if isinstance(each, Recorded)
        }
        self._renews, self._called = True, LedgerIds(naming, {id_: (id_,) for id_ in named}, set(named), day)
        self._touched = {name: ids.union(*(named.get(id_, ()) for id_ in ids)) for name, ids in self.wrote.items()}
        self._since = {number: doing.done for number, doing in enumerate(self.doing)}

    # --- what lines call otherwise -----------------------------------------------------------------------------------

    @override
    def _do(self, step: int, command: Command, name: str) -> bool:
        called = self._called
        if not self._renews or (self.line.lacking is not None and not isinstance(command, AddRecord)):
            return super()._do(step, command, name)  # what lacks something has the name that the ledger gives it
        key = (name, about(command))
        found = self._there.get(command.record.id, ()) if isinstance(command, AddRecord) else ()
        begun = self._parts.get(key)
        if not found and begun is None and isinstance(command, AddRecord) and isinstance(command.record, Assignment):
            self._relieve(step, command.record.id, name)
        alone = name in self._picking
        for at, asked in enumerate(called.of(command, again=begun is not None, alone=alone)):
            self._touched.setdefault(name, set()).update(touched_by(asked, called.naming))
            if at < (begun or 0) or self._is_said(step, asked, found):
                continue
            if (stands := self._standing(step, asked, name)) is not None:
                ids = called.ids[about(command)]
                called.ids[about(command)] = (*ids[:at], stands, *ids[at + 1 :])
                continue
            if not super()._do(step, asked, name):
                self._parts[key] = at
                return False
            if isinstance(asked, AddRecord):
                called.taken.add(asked.record.id)
        self._parts.pop(key, None)
        if found:
            id_ = about(command)
            del self._there[id_]
            written = [one for one in called.ids[id_] if one in called.taken and one not in found]
            called.ids[id_] = (*found, *written)
        return True

    def _is_said(self, step: int, command: Command, found: Collection[str]) -> bool:  # noqa: ARG002 - a ledger tells
        """Tell whether the ledger says already what is to be written, or has come further."""
        return False

    def _standing(self, step: int, command: Command, name: str) -> str | None:
        """Return what stands in the place of something that is to be written anew, of which nobody lacks anything."""
        lacking = self._anew_for.get(name)
        if lacking is None or not isinstance(command, AddRecord):
            return None
        record, kind = command.record, command.record.kept_as()
        own = self.model.law.registers.get(kind)
        is_done_once = RECORDS[kind].done_once if own is None else own.each_round
        if is_done_once or not lacking.isdisjoint(touched_by(command, self._called.naming)):
            return None
        said = {**fields_said(record), "id": None}
        rows = rows_of(self.programme.as_of(self.model.days[step]), kind)
        return next((row.id for row in rows if {**fields_said(row), "id": None} == said), None)

    def _relieve(self, step: int, id_: str, name: str) -> None:
        """End what somebody is appointed to, for whom another comes."""
        view = self.programme.as_of(self.model.days[step])
        for one in self._called.ids.get(id_, ()):
            if view.get("assignment", one) is not None:
                super()._do(step, End.of("assignment", one, on=view.date, reason=simulated(), basis=BASIS), name)

    @cached_property
    def _picking(self) -> Collection[str]:
        return {job.name for job in self.model.jobs if job.picks is not None}

    # --- what is done anew -------------------------------------------------------------------------------------------

    @override
    def _due(self) -> set[int]:
        if not self._renews:
            return super()._due()
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
    def _begin_round(self, step: int, first: str) -> None:
        self._anew.difference_update(self.model.anew[first])  # they are due again in their own stages
        super()._begin_round(step, first)

    @override
    def _advance(self, step: int) -> None:
        changed = self.changed or self.model.months[step]  # something may have run out meanwhile
        super()._advance(step)
        if not self._renews or not changed:
            return
        waiting = (*self.blocked[-1:], *self.waiting[-1:])
        shut = {rule for _, rules in waiting for rule in rules}

        def lacking(gates: Gates) -> Mapping[str, AbstractSet[str]]:
            return {rule: gates.lacking(rule) for rule in self._gates & {*shut, *gates.unmet()}}

        self._renew(self.programme.ask(self.model.days[step], lacking))

    @override
    def _pull(self, rules: Iterable[str]) -> None:
        super()._pull(rules)
        for rule in rules if self._renews else ():
            for number in self.model.meeting.get(rule, ()):
                self._do_anew(number)

    def _renew(self, lacking: Mapping[str, AbstractSet[str]]) -> None:
        """Take up again what was done and does not hold any more: an agreement has ended, a paper is too old."""
        for job in self.model.jobs:
            rules = lacking.keys() & set(job.task.meets)
            if not rules and not self._gates.isdisjoint(job.task.meets):
                for number in self._with_what_prepares(job.number):
                    self._since[number] = self.doing[number].done
            for rule in rules:
                known = any(self._lacks(number, lacking[rule]) for number in self.model.meeting[rule])
                if not known or self._lacks(job.number, lacking[rule]):
                    self._do_anew(job.number, lacking[rule])

    def _do_anew(self, number: int, lacking: AbstractSet[str] | None = None) -> None:
        """Do a job once more, unless all of it was done since what it meets was met: then it would not help.

        What stands and is `lacking` to nobody is left as it is, where that is known.
        """
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
            for one in together:
                self._anew_for.pop(self.model.jobs[one].name, None)
                if lacking is not None:
                    self._anew_for[self.model.jobs[one].name] = lacking

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
    def _gates(self) -> AbstractSet[str]:
        """The rules of gates: they are met or not whoever asks; the others stand before an act."""
        return self.programme.as_of(self.model.days[0]).statuses().keys()

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
