"""What of a practice a ledger has: the records that it writes, found among those that are there by what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from partnership.evaluation import View
from partnership.records import RECORDS, AnyRecord, Assignment, Item, Person, Record
from partnership.records.shapes import listings
from partnership.simulation.called import ReferenceFields, fields_said, rows_of

_TELLING: Final = ("type", "role", "purpose", "form", "instrument", "matter", "principle", "lists", "function", "scale")
"""Choices by which records of one kind are told apart; of one that is so told there is one."""

Course = Mapping[tuple[str, str], Sequence[str]]
"""By kind and field the words that the practice sets there, in their order: how far something has come."""


@dataclass(frozen=True, slots=True)
class Made:
    """Something that the practice writes."""

    record: AnyRecord
    job: int | None = None
    """The number of the job that writes it."""
    owner: str | None = None
    """The partner that it is written for."""
    since: dt.date | None = None
    """The day from which on it counts: what is done in each round is of this round."""
    alone: bool = False
    """Whether there is one of it, whatever its kind."""
    picks: bool = False
    """Whether it names somebody who was picked: who that was, the ledger says."""
    but: tuple[tuple[str, Any], ...] = ()
    """What is not said of it (yet)."""


@dataclass
class Matching:
    """Finds what the practice would have written among what was.

    First what is like it in name, then what names others, since those are found with it; whoever no paper speaks of is
    found by the partner. Of things that nothing tells apart, as waters or households are, each is given to what the
    practice has of that kind: it may have one for a partner where the ledger has several.
    """

    naming: ReferenceFields
    view: View
    days: Mapping[str, dt.date]
    """The day on which each record was written."""
    made: Mapping[str, Made]
    course: Course
    partners: Collection[str]
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._used: set[str] = set()
        self._learned: set[str] = set()
        """What was found with something that names it, and may be several."""
        self._rows: dict[str, list[Record]] = {}
        self._naming: dict[tuple[str, str], list[Record]] = {}
        self._told = self._telling()
        for kind in {one.record.kept_as() for one in self.made.values()}:
            there = sorted(rows_of(self.view, kind), key=lambda row: self.days[row.id], reverse=True)
            self._rows[kind] = there
            for row in there:
                for _, id_ in self.naming.named(row):
                    self._naming.setdefault((kind, id_), []).append(row)

    def _telling(self) -> dict[str, set[str]]:
        """Return for each kind the choices in which the practice's rows for one partner, or for none, differ."""
        seen: dict[tuple[str, str, str | None], set[Any]] = {}
        for one in self.made.values():
            kind, said = one.record.kept_as(), fields_said(one.record)
            for name in self._choices(kind):
                seen.setdefault((kind, name, one.owner), set()).add(said.get(name))
        found: dict[str, set[str]] = {}
        for (kind, name, _), words in seen.items():
            if len(words) > 1:
                found.setdefault(kind, set()).add(name)
        return found

    def _choices(self, kind: str) -> Iterator[str]:
        """Return the fields in which the law lists what may be said, of kinds that are done once: a thing stays one."""
        if kind in self.naming.law.registers:
            fields = self.naming.law.registers[kind].fields
            yield from (name for name, shape in fields.items() if shape.type == "choice")
        elif RECORDS[kind].done_once:
            yield from (name for name, _, many in listings(RECORDS[kind]) if not many)

    def match(self) -> None:
        """Find all that can be found."""
        for one in self.made.values():
            row = next((row for row in self._rows[one.record.kept_as()] if row.id == one.record.id), None)
            if row is not None and self._counts(one, row):
                self._take(one, row)
        papers = [one for one in self.made.values() if not isinstance(one.record, Person) and self._is_one(one)]
        several: dict[str, list[Made]] = {}
        for one in self.made.values():
            if not isinstance(one.record, Person) and not self._is_one(one):
                several.setdefault(one.record.kept_as(), []).append(one)
        papers = self._find(papers)
        while several:
            ready = [kind for kind, group in several.items() if not self._names_any(group, several)]
            for kind in ready or list(several)[:1]:
                self._share(several.pop(kind))
            papers = self._find(papers)
        self._find([one for one in self.made.values() if isinstance(one.record, Person)])

    def _find(self, waiting: list[Made]) -> list[Made]:
        """Find what there is one of; return what is not to be found yet."""
        while True:
            lost = [one for one in waiting if not self._found(one)]
            if len(lost) == len(waiting):
                return lost
            waiting = lost

    def _found(self, one: Made) -> bool:
        if one.record.id in self.ids:
            return True
        named = self.naming.named(one.record)
        known = [id_ for _, id_ in named if id_ in self.ids or id_ not in self.made]
        if named and not known and not isinstance(one.record, Assignment):  # a role tells whose it is
            return False
        fitting = [row for row in self._candidates(one) if self._fits(one, row)]
        if not fitting:
            return False
        self._take(one, max(fitting, key=lambda row: self._nearness(one, row)))  # the newest of those that are as near
        return True

    def _share(self, group: list[Made]) -> None:
        """Give each row that is left to the one that it fits best, of those the one that has fewest."""
        many = dict.fromkeys((one.record.id for one in group), 0)
        for row in sorted(self._rows[group[0].record.kept_as()], key=lambda row: (self.days[row.id], row.id)):
            fitting = [one for one in group if row.id not in self._used and self._fits(one, row)]
            if fitting:
                best = max(fitting, key=lambda one: (self._nearness(one, row), -many[one.record.id]))
                many[best.record.id] += 1
                self._take(best, row)

    def _take(self, one: Made, row: Record) -> None:
        self._used.add(row.id)
        self.ids[one.record.id] = (*self.ids.get(one.record.id, ()), row.id)
        said = fields_said(row)
        for name, id_ in self.naming.named(one.record):
            other = said.get(name)
            if id_ in self.made and isinstance(other, str) and (id_ not in self.ids or id_ in self._learned):
                self._learn(self.made[id_], other)

    def _learn(self, one: Made, id_: str) -> None:
        """Take it that something is what a record names in its place; a person has to be of the same partner."""
        if isinstance(one.record, Person):
            person = self.view.get("person", id_)
            if id_ in self._used or getattr(person, "partner", None) != one.record.partner:
                return
        else:
            self._learned.add(one.record.id)
        self._used.add(id_)
        self.ids[one.record.id] = tuple(dict.fromkeys((*self.ids.get(one.record.id, ()), id_)))

    def _is_one(self, one: Made) -> bool:
        return one.alone or bool(self._words(one.record))

    def _names_any(self, group: Iterable[Made], kinds: Mapping[str, list[Made]]) -> bool:
        """Tell whether a group names something of another that is still to be found."""
        own = next(iter(group)).record.kept_as()
        return any(
            self.made[id_].record.kept_as() in kinds.keys() - {own}
            for one in group
            for _, id_ in self.naming.named(one.record)
            if id_ in self.made
        )

    def _candidates(self, one: Made) -> Sequence[Record]:
        kind = one.record.kept_as()
        for _, id_ in self.naming.named(one.record):
            if id_ not in self.made and id_ not in self.partners and not one.picks:
                return self._naming.get((kind, id_), ())
        return self._rows[kind]

    def _words(self, record: Record) -> list[tuple[str, Any]]:
        """Return what tells a record from others of its kind."""
        said = fields_said(record)
        telling = {*self._told.get(record.kept_as(), ()), *(() if isinstance(record, Item) else _TELLING)}
        return [(name, said[name]) for name in telling if said.get(name) is not None]

    def _fits(self, one: Made, row: Record) -> bool:
        said = fields_said(row)
        if row.id in self._used or any(said.get(name) != value for name, value in self._words(one.record)):
            return False
        if not self._counts(one, row) or not all(said.get(name) in ids for name, ids in self._asked(one)):
            return False
        return all(not ids.isdisjoint(said.get(name) or ()) for name, ids in self._asked_in_lists(one))

    def _counts(self, one: Made, row: Record) -> bool:
        """Tell whether a row is of the time that counts, and has come as far as the practice has such things come."""
        said, kind = fields_said(row), one.record.kept_as()
        return (
            (one.since is None or self.days[row.id] >= one.since)
            and all(said.get(name) != value for name, value in one.but)
            and all(said.get(name) in {None, *words} for (of, name), words in self.course.items() if of == kind)
        )

    def _asked(self, one: Made) -> Iterator[tuple[str, Collection[Any]]]:
        """Return whom a row has to name.

        Whoever is there does what the practice has the first of a circle do, and two people what it has one person do.
        """
        named = self.naming.named(one.record)
        things = [id_ for _, id_ in named if id_ in self.made and not isinstance(self.made[id_].record, Person)]
        by_things = bool(things) and isinstance(one.record, Item)
        for name, id_ in named:
            if id_ in self.partners:
                if id_ == one.owner and not by_things:
                    yield name, (id_,)
            elif one.picks and (id_ not in self.made or self.made[id_].alone):
                continue
            elif id_ not in self.made:
                yield name, (id_,)
            elif isinstance(self.made[id_].record, Person) and isinstance(one.record, Assignment):
                continue
            elif id_ in self._learned:
                if self.made[id_].owner is not None:
                    yield name, self._of_owner(self.made[id_])
            elif id_ in self.ids or (isinstance(one.record, Item) and not self._is_one(one)):
                yield name, self.ids.get(id_, ())

    def _asked_in_lists(self, one: Made) -> Iterator[tuple[str, frozenset[str]]]:
        """Return of whom a row has to name one in a list: of those that are of the partner for whom it is written."""
        for name, value in fields_said(one.record).items():
            if isinstance(value, tuple) and name in self.naming.fields(one.record.kept_as()):
                own = [id_ for id_ in value if id_ in self.made and self.made[id_].owner == one.owner is not None]
                if own:
                    yield name, frozenset(each for id_ in own for each in self.ids.get(id_, ()))

    def _of_owner(self, one: Made) -> Collection[str]:
        """Return all that is of the partner for whom the practice writes a thing, where it names that partner."""
        said = fields_said(one.record)
        names = [name for name, id_ in self.naming.named(one.record) if id_ == one.owner]
        return {
            row.id
            for row in rows_of(self.view, one.record.kept_as())
            if all(fields_said(row).get(name) == said[name] for name in names)
        }

    def _nearness(self, one: Made, row: Record) -> int:
        """Count what a row says as the practice does, of what need not be the same."""
        said = fields_said(row)
        alike = sum(said.get(name) in self.ids.get(id_, (id_,)) for name, id_ in self.naming.named(one.record))
        words = (value for value in fields_said(one.record).values() if isinstance(value, str))
        return 2 * alike + len(set(words) & {value for value in said.values() if isinstance(value, str)})
