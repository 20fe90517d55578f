"""What lies behind a rule that is not met: another one that it waits for, or a partner whom nobody is any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from partnership.simulation.arrays import Which
from partnership.simulation.lines import circles_named
from partnership.simulation.model import Model, PartnerKind, circle_members
from partnership.simulation.practice import Task
from partnership.template.core import (
    All,
    Constant,
    Core,
    Count,
    Elements,
    ForEach,
    Literals,
    Op,
    Reference,
    Selection,
    Test,
)

_ALL: Final = Fraction(1)

_Each = Mapping[str, tuple[str, ...]]
"""What a name stands for in turn, of each of which something is asked."""


class Causes:
    """Of a model in which some partners leave: which rules come before which, and what they want of partners."""

    def __init__(self, model: Model, leave: Collection[str] = ()) -> None:
        self.model, self.leave = model, frozenset(leave)
        self._tasks = {task.id: task for task in model.region.practice.shape.tasks}
        self._places = {task: place for place, task in enumerate(self._tasks)}
        self._rosters = frozenset({"partners"}.union(*(law.rosters for law in (model.law, *model.region.laws))))

    # --- which rules come before which -------------------------------------------------------------------------------

    def in_order(self, unmet: Mapping[str, Which]) -> list[str]:
        """Return rules by the runs in which they are not met: first those that others wait for.

        In each run what is not met there is put down to the rules that wait for no other, and the rule comes first to
        which most is put down.
        """
        waits = {rule: self._waits(rule, unmet) for rule in unmet}
        roots = {rule: runs & ~_any_of([unmet[other] for other in waits[rule]], runs) for rule, runs in unmet.items()}
        held = {
            rule: roots[rule] * (1 + np.sum([runs for other, runs in unmet.items() if rule in waits[other]], axis=0))
            for rule in unmet
        }
        total = np.maximum(np.sum(list(held.values()), axis=0), 1)
        part = {rule: round(float(np.mean(each / total)), 6) for rule, each in held.items()}
        return sorted(unmet, key=lambda rule: (-part[rule], -int(unmet[rule].sum()), self._place(rule), rule))

    def _waits(self, rule: str, among: Collection[str]) -> frozenset[str]:
        """Return the rules among some that come before one: in the practice, or as they want a partner who is gone.

        One that wants such a partner itself waits for no other.
        """
        if any(map(self.is_gone, self._by_law(rule))):
            return frozenset()
        gone = set(filter(self.is_gone, self._by_work(rule)))
        before, nothing = self._before, frozenset[str]()
        found = {one for one in among if rule not in before.get(one, ()) and one in before.get(rule, nothing)}
        found |= {other for other in among if self._by_law(other) & gone}
        return frozenset(found - {rule})

    @cached_property
    def _before(self) -> Mapping[str, frozenset[str]]:
        """By rule those that are met by what has to be done before what meets it."""
        found = {}
        for rule in dict.fromkeys(met for task in self._tasks.values() for met in task.meets):
            own = {task.id for task in self._meeting(rule)}
            earlier = (self._tasks[name] for name in self.tasks_before(own) - own)
            found[rule] = frozenset(met for task in earlier for met in task.meets)
        return found

    def _meeting(self, rule: str) -> Sequence[Task]:
        return [task for task in self._tasks.values() if rule in task.meets]

    def _place(self, rule: str) -> int:
        return min((self._places[task.id] for task in self._meeting(rule)), default=-1)

    def tasks_before(self, names: Collection[str]) -> set[str]:
        """Return tasks with all that have to be done before them."""
        found: set[str] = set()
        ahead = [*names]
        while ahead:
            name = ahead.pop()
            if name in self._tasks and name not in found:
                found.add(name)
                ahead.extend(self._tasks[name].after)
        return found

    def met_after(self, names: Collection[str]) -> list[str]:
        """Return the rules that are met by tasks, or by what comes after them, in the order of the practice."""
        later = (task for task in self._tasks.values() if not self.tasks_before({task.id}).isdisjoint(names))
        return list(dict.fromkeys(met for task in later for met in task.meets))

    # --- what they want of partners ----------------------------------------------------------------------------------

    def wanting(self, rule: str) -> list[PartnerKind]:
        """Return the kinds of partners that a rule, or the work for it, needs and of whom nobody is there, or left."""
        return sorted(filter(self.is_gone, self._by_law(rule) | self._by_work(rule)), key=str)

    def is_gone(self, kind: PartnerKind) -> bool:
        """Tell whether there is no partner of a kind, or all of them leave."""
        return self.leave.issuperset(self.of_kind(kind))

    def of_kind(self, kind: PartnerKind) -> frozenset[str]:
        """Return the partners of a kind, whether they agree or not."""
        return frozenset(each.id for each in self.model.partners if kind.has(each.candidate))

    def _by_law(self, rule: str) -> frozenset[PartnerKind]:
        known = self.model.requirement(rule)
        return frozenset(() if known is None else self._asked_in(known.core, {}))

    def _by_work(self, rule: str) -> frozenset[PartnerKind]:
        """Return whom the tasks name that a rule waits for: those that meet it, and those before that meet none.

        Of the others that come before those whom there never was: what was done with a partner who left later is done.
        """
        own = {task.id for task in self._meeting(rule)}
        return frozenset(
            kind
            for name in self.tasks_before(own)
            for kind in self._named[name]
            if name in own or not self._tasks[name].meets or not self.of_kind(kind)
        )

    @cached_property
    def _named(self) -> Mapping[str, Sequence[PartnerKind]]:
        """By task the kinds of partners of whom it names one, or of whom it is done for each."""
        kinds = {circle: kind for circle, kind in self.model.kinds.items() if kind.sector or kind.role}
        return {
            task.id: [kinds[name] for name in {*circles_named(task.lines), task.each} if name in kinds]
            for task in self._tasks.values()
        }

    def _asked_in(self, core: Core, each: _Each) -> Iterator[PartnerKind]:
        """Return the kinds of partners without whom something cannot be met; of what may be met otherwise, none."""
        match core:
            case All(of=parts):
                for part in parts:
                    yield from self._asked_in(part, each)
            case Count(of=selection, lower=lower) if lower != 0:
                yield from self._selected(selection, each)
            case ForEach(elements=elements, name=name, require=parts):
                if isinstance(elements, Selection) and not core.allows_none:
                    yield from self._selected(elements, each)
                if core.at_least is None and core.share == _ALL:
                    each = {**each, name: self._listed(elements)}
                for part in parts:
                    yield from self._asked_in(part, each)
            case _:
                pass

    def _listed(self, elements: Elements) -> tuple[str, ...]:
        """Return the words of which something is asked: listed in a rule, or all of a list of the law."""
        match elements:
            case Literals(ids=ids):
                return ids
            case Selection(source=source, where=(), having=()):
                return tuple(self.model.law.lists.get(source, ()))
            case _:
                return ()

    def _selected(self, selection: Selection, each: _Each) -> Iterator[PartnerKind]:
        sectors: list[str | None] = [
            kind for test in selection.where for kind in self._said(selection.source, test, "sector", each)
        ]
        roles: list[str | None] = [
            kind for test in selection.where for kind in self._said(selection.source, test, "role", each)
        ]
        if sectors or roles:
            yield from (PartnerKind(sector, role) for sector in sectors or [None] for role in roles or [None])
        for inner in selection.having:
            yield from self._selected(inner, each)

    def _said(self, source: str, test: Test, key: str, each: _Each) -> tuple[str, ...]:
        """Return what a test asks the sector, or the role, of a partner to be."""
        of_partner = source in self._rosters if len(test.path) == 1 else test.path[-2] == "partner"
        if not of_partner or test.path[-1] != key or test.op is not Op.EQ:
            return ()
        match test.value:
            case Constant(value=str(word)):
                return (word,)
            case Reference(name=name, path=()):
                return each.get(name, ())
            case _:
                return ()

    # --- who owes them -----------------------------------------------------------------------------------------------

    def has_left(self, owed_by: str, holders: Iterable[str | None] = ()) -> bool:
        """Tell whether all have left who have a role, or are of a sector; `holders` those who have it at the start."""
        who = {
            *holders,
            *(each.id for each in self.model.partners if owed_by in {each.candidate.sector, each.candidate.role}),
        }
        practice = self.model.region.practice.shape
        circles = {circle.id: circle for circle in practice.circles}
        everybody = {each.id for each in self.model.partners}
        written = [(None, line) for line in practice.joining]
        for each, line in (*written, *((task.each, line) for task in practice.tasks for line in task.lines)):
            said = line.get("assignment")
            if not isinstance(said, dict) or said.get("role") != owed_by:
                continue
            names = circles_named((line,)) or {line.get("each", each)}
            for name in names:
                circle = circles.get(name or "")
                members = None if circle is None else circle_members(circle, self.model.region, self.model.partners)
                who |= everybody if members is None else {one.id for one in members}
        return bool(who) and self.leave.issuperset(who)


def _any_of(parts: Sequence[Which], like: Which) -> Which:
    found = np.zeros_like(like)
    for each in parts:
        found |= each
    return found
