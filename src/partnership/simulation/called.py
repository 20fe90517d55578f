"""What a practice calls otherwise than a ledger does: for each of its ids those of the ledger, of one or of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Final

from partnership.acts import AddRecord, Amend, Amended, AnyEntry, Command, End, Ended, Recorded
from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.records import RECORDS, Item, Record
from partnership.records.shapes import references
from partnership.template import Template

_ANY: Final = frozenset({"subject", "of", "about"})
"""The fields that name a record of any kind."""


@dataclass(frozen=True, slots=True)
class ReferenceFields:
    """Which fields of a record name others, under a law that may have registers of its own."""

    law: Template

    def fields(self, kind: str) -> set[str]:
        """Return the fields of a kind, or of a register of the law's own, that name records."""
        if kind in self.law.registers:
            return {name for name, field in self.law.registers[kind].fields.items() if field.kinds}
        shape = RECORDS[kind]
        return {name for name, _, _ in references(shape)} & set(shape.model_fields) | _ANY & set(shape.model_fields)

    def kinds(self, kind: str, name: str) -> tuple[str, ...]:
        """Return the kinds of record that a field may name."""
        if kind in self.law.registers:
            return self.law.registers[kind].fields[name].kinds
        return next((each.kinds for path, each, _ in references(RECORDS[kind]) if path == name), ())

    def named(self, record: Record) -> list[tuple[str, str]]:
        """Return the single records that a record names, with their fields."""
        said = fields_said(record)
        return [
            (name, value) for name in self.fields(record.kept_as()) if isinstance(value := said.get(name), str)
        ]  # a list names all of something, and tells nothing apart


def fields_said(record: Record) -> Mapping[str, Any]:
    """Return what a record says, by its fields: a row of the law's own under the law's names."""
    return record.fields if isinstance(record, Item) else record.__dict__


def rows_of(view: View, kind: str) -> tuple[Record, ...]:
    """Return the records of a kind that are in force; of one that was never written there is none."""
    try:
        return view.records(kind)
    except UnknownName:
        return ()


@dataclass(slots=True)
class LedgerIds:
    """Ids as the ledger has them for those that the practice gives: where it has several, each is meant."""

    naming: ReferenceFields
    ids: dict[str, tuple[str, ...]]
    taken: set[str]
    """Ids that are in the ledger already: whoever comes with one of them is another."""
    suffix: str

    def of(self, command: Command, *, again: bool = False, alone: bool = False) -> list[Command]:
        """Return a command for each of those that the ledger has for the ones it is about: for none, nothing is said.

        What comes anew has a new id, unless it is said `again` because it was refused; `alone` is for one of them only.
        """
        match command:
            case AddRecord(record=record):
                return self._added(command, record, again=again, alone=alone)
            case Amend(kind=kind, id=id_, changes=changes):
                said = self._changed(kind, changes)
                return [command.model_copy(update={"id": one, "changes": said}) for one in self.ids.get(id_, (id_,))]
            case End(id=id_):
                return [command.model_copy(update={"id": one}) for one in self.ids.get(id_, (id_,))]
            case _:
                return [command]

    def _added(self, command: AddRecord, record: Record, *, again: bool, alone: bool) -> list[Command]:
        known = [self.ids[id_] for _, id_ in self.naming.named(record) if id_ in self.ids]
        if not all(known):
            self.ids[record.id] = ()
            return []
        many = 1 if alone else max(map(len, known), default=1)
        if not again or len(self.ids.get(record.id, ())) != many:
            self.ids[record.id] = self._free(record.id, many)
        return [
            command.model_copy(update={"record": self._renamed(record, id_, at)})
            for at, id_ in enumerate(self.ids[record.id])
        ]

    def _free(self, id_: str, many: int) -> tuple[str, ...]:
        """Return so many ids that nothing has yet: its own, where that is free."""
        later = f"{id_}-{self.suffix}"
        ways = chain([id_], [later], (f"{later}-{n}" for n in count(2)))
        found: list[str] = []
        while len(found) < many:
            one = next(ways)
            if one not in self.taken:
                found.append(one)
        return tuple(found)

    def _renamed(self, record: Record, id_: str, at: int) -> Record:
        said = fields_said(record)
        changed = {name: self._one(said[name], at) for name in self.naming.fields(record.kept_as()) if name in said}
        if isinstance(record, Item):
            return record.model_copy(update={"id": id_, "fields": {**record.fields, **changed}})
        return record.model_copy(update={**changed, "id": id_})

    def _changed(self, kind: str, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        names = self.naming.fields(kind)

        def said_anew(said: Mapping[str, Any]) -> dict[str, Any]:
            found = {name: self._one(value, 0) if name in names else value for name, value in said.items()}
            return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}

        if kind in self.naming.law.registers:
            return {**changes, "fields": said_anew(changes.get("fields", {}))}
        return said_anew(changes)

    def _one(self, value: Any, at: int) -> Any:
        if isinstance(value, str):
            found = self.ids.get(value) or (value,)
            return found[at % len(found)]
        if isinstance(value, tuple | list):
            return tuple(one for each in value for one in self._each(each))
        return value

    def _each(self, value: Any) -> Sequence[Any]:
        return self.ids.get(value, (value,)) if isinstance(value, str) else (value,)


def about(act: Command | AnyEntry) -> str:
    """Return the id of the record that a command or an entry is about; nothing where it is about none."""
    match act:
        case AddRecord(record=record) | Recorded(record=record):
            return record.id
        case Amend(id=id_) | End(id=id_) | Amended(id=id_) | Ended(id=id_):
            return id_
        case _:
            return ""


def touched_by(command: Command, naming: ReferenceFields) -> Iterator[str]:
    """Return what a command is about, and what it names."""
    yield about(command)
    if isinstance(command, AddRecord):
        yield from (id_ for _, id_ in naming.named(command.record))


def said_in(command: Amend) -> Mapping[str, Any]:
    """Return what an amendment says, by field; of a row of the law's own what it says beneath its fields."""
    found = command.changes.get("fields", command.changes)
    return found if isinstance(found, Mapping) else command.changes


def kind_and_said(command: Command) -> tuple[str, Mapping[str, Any]]:
    """Return of which kind what a command is about is, and what is said of it."""
    match command:
        case AddRecord(record=record):
            return record.kept_as(), fields_said(record)
        case Amend(kind=kind):
            return kind, said_in(command)
        case _:
            return "", {}
