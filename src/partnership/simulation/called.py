"""What a practice calls otherwise than a ledger does: its ids, matched with those of the records that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, Final

from partnership.acts import AddRecord, Amend, Command, End
from partnership.evaluation import View
from partnership.records import RECORDS, Record
from partnership.records.base import kind_of
from partnership.records.shapes import references

_TELLING: Final = ("type", "role", "purpose", "form", "instrument", "matter", "principle", "lists", "function", "scale")
"""Choices by which records of one kind are told apart."""

_ANY: Final = "subject"
"""The field that names a record of any kind."""


@dataclass(slots=True)
class LedgerIds:
    """Ids as the ledger has them for those that the practice gives."""

    taken: set[str]
    """Ids that are in the ledger already: whoever comes with one of them is another."""
    suffix: str
    ids: dict[str, str] = field(default_factory=dict)

    def match(self, written: Iterable[Record], view: View) -> list[Record]:
        """Find what the practice would have written among what was; return what is not to be found.

        First what names others, since those are found with it; whoever no paper speaks of is found by the partner.
        """
        made = {record.id: record for record in written if record.id not in self.taken}
        used: set[str] = set()
        waiting = sorted(made.values(), key=lambda one: not any(id_ in made for _, id_ in _named(one)))
        while True:
            lost = [record for record in waiting if not self._found(record, view, made, used)]
            if len(lost) == len(waiting):
                return [record for record in lost if record.id not in self.ids]
            waiting = lost

    def _found(self, record: Record, view: View, made: Mapping[str, Record], used: set[str]) -> bool:
        """Find one record, and with it those that it names; it has to be about something that is known already."""
        if record.id in self.ids:
            return True
        known = [(name, self.ids.get(id_, id_)) for name, id_ in _named(record) if id_ in self.ids or id_ not in made]
        if not known and _named(record):
            return False
        told = [(name, getattr(record, name)) for name in _TELLING if getattr(record, name, None) is not None]
        for there in view.records(kind_of(record)):
            if there.id not in used and all(getattr(there, name) == value for name, value in (*known, *told)):
                used.add(there.id)
                self.ids[record.id] = there.id
                for name, id_ in _named(record):
                    if id_ in made and isinstance(other := getattr(there, name), str):
                        self.ids.setdefault(id_, other)
                return True
        return False

    def of(self, command: Command) -> Command:
        """Return a command with the ids that the ledger has, and a new one for what comes anew."""
        match command:
            case AddRecord(record=record):
                if self.ids.get(record.id, record.id) in self.taken:
                    self.ids[record.id] = self._free(f"{record.id}-{self.suffix}")
                return command.model_copy(update={"record": self._renamed(record)})
            case Amend(kind=kind, id=id_, changes=changes):
                return command.model_copy(
                    update={"id": self.ids.get(id_, id_), "changes": self._changed(kind, changes)}
                )
            case End(id=id_):
                return command.model_copy(update={"id": self.ids.get(id_, id_)})
            case _:
                return command

    def _free(self, id_: str) -> str:
        return next(one for one in chain([id_], (f"{id_}-{n}" for n in count(2))) if one not in self.taken)

    def _renamed(self, record: Record) -> Record:
        update = {name: self._one(getattr(record, name)) for name in _naming(type(record))}
        return record.model_copy(update={**update, "id": self.ids.get(record.id, record.id)})

    def _changed(self, kind: str, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        names = _naming(RECORDS[kind])
        return {name: self._one(value) if name in names else value for name, value in changes.items()}

    def _one(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.ids.get(value, value)
        return tuple(self._one(each) for each in value) if isinstance(value, tuple | list) else value


def _naming(kind: type[Record]) -> set[str]:
    """Return the fields that name records, one or several."""
    return {name for name, _, _ in references(kind)} & set(kind.model_fields) | {_ANY} & set(kind.model_fields)


def _named(record: Record) -> list[tuple[str, str]]:
    """Return the single records that a record names, with their fields."""
    return [(name, value) for name in _naming(type(record)) if isinstance(value := getattr(record, name), str)]
