"""Runs that go on from a ledger: what the practice calls otherwise, who leaves, and what is done anew."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from typing_extensions import override

from partnership.acts import AddRecord, Amend, Command, End
from partnership.programme import Programme
from partnership.simulation.beginning import Beginning, settle
from partnership.simulation.called import LedgerIds, fields_said, said_in
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.model import Job, Model
from partnership.simulation.seated import crowd_of, put_people


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
        self.people = crowd_of(model, self.worth, beginning.seats)
        self.people.prefix = f"p-{day}"
        self._renews = True
        self._called = LedgerIds(self.naming, dict(beginning.ids), set(beginning.taken), day)
        self._there = dict(beginning.there)
        self._touched = {name: set(ids) for name, ids in beginning.touched.items()}
        self._since = dict.fromkeys((*beginning.done, *beginning.half), 1)

    @override
    def _started(self) -> Programme:
        settle(self, self._beginning.view)
        for partner, doing in zip(self.model.partners, self.approaches, strict=True):
            if partner.id not in self._beginning.wanted:
                doing.done = 1
        numbers = put_people(self.people, self._beginning.seats)
        self._holders = {
            job: {id_: numbers[person] for id_, person in held.items()} for job, held in self._beginning.holders.items()
        }
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
                self._write_leaving(0, lines, {**self._scope(0, n=1), "it": partner})
        super()._leaving(step)

    @override
    def _begin_round(self, step: int, first: str) -> None:
        if first in self._beginning.stages:
            self.entered.setdefault(first, step)
        super()._begin_round(step, first)

    # --- what the practice calls otherwise ---------------------------------------------------------------------------

    @override
    def _is_said(self, step: int, command: Command, found: Collection[str]) -> bool:
        return self._is_beyond(step, command) or self._is_there(step, command, found)

    def _is_there(self, step: int, command: Command, found: Collection[str]) -> bool:
        """Tell whether one of those that were found says of the same what is to be written."""
        if not found or not isinstance(command, AddRecord):
            return False
        view, record = self.programme.as_of(self.model.days[step]), command.record
        things = [(name, id_) for name, id_ in self._called.naming.named(record) if id_ in self._beginning.things]
        rows = [view.get(record.kept_as(), one) for one in found]
        return any(row is not None and all(fields_said(row).get(name) == id_ for name, id_ in things) for row in rows)

    @override
    def _may_lack(self, command: End | Amend) -> bool:
        """What is of the ledger may have ended in it, whatever the practice expects."""
        return super()._may_lack(command) or command.id in self._beginning.taken

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


def _is_after(words: Sequence[str], here: Any, asked: Any) -> bool:
    """Tell whether a word stands after another in the course of things, or outside of it: it is settled otherwise."""
    if here is None or asked not in words:
        return False
    return here not in words or words.index(here) > words.index(asked)
