"""What a template calls the things that its requirements speak of, and what their fields hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnership.messages import Sayable
from partnership.records import REGISTERS, FieldShape, kind_of
from partnership.records.shapes import ROW_FIELDS
from partnership.template.frozen import Frozen
from partnership.template.vocabulary import LIST_FIELDS, fields_of_kind


@dataclass(frozen=True, slots=True)
class Circle:
    """A roster: whose circle it is, and in which register its members are named."""

    title: Sayable
    of: str
    register: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A parameter: what it is, and whether its value is a share of a whole."""

    title: Sayable
    is_share: bool


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of a register of the template's own: what it holds, what it is called, and the words of its choice.

    `such` is how a sentence says of a row that it has one of these words, where the author says so.
    """

    shape: FieldShape
    title: Sayable | None
    words: Mapping[str, Sayable]
    such: Mapping[str, Sayable]


@dataclass(frozen=True, slots=True)
class RegisterTitles:
    """A register of the template's own: what it and its rows are called, its fields, and which of them names a row."""

    title: Sayable
    one: Sayable | None
    many: Sayable | None
    fields: Mapping[str, OwnField]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles of items of lists, of levels in their order, stages, parameters, registers and rosters, by id."""

    lists: Mapping[str, Mapping[str, Sayable]] = field(default_factory=Frozen)
    scales: Mapping[str, Mapping[str, Sayable]] = field(default_factory=Frozen)
    of_scale: Mapping[str, str] = field(default_factory=Frozen)
    """The kind of record that a scale is of."""
    stages: Mapping[str, Sayable] = field(default_factory=Frozen)
    parameters: Mapping[str, Measure] = field(default_factory=Frozen)
    registers: Mapping[str, RegisterTitles] = field(default_factory=Frozen)
    rosters: Mapping[str, Circle] = field(default_factory=Frozen)
    records: Mapping[tuple[str, str], Sayable] = field(default_factory=Frozen)
    """By kind and id, what the law calls the records that its rules name."""

    def item(self, list_: str, id_: str) -> Sayable | None:
        """The title of an item of a list, if the template has it."""
        return self.lists.get(list_, {}).get(id_)

    def of_any_list(self, id_: str) -> Sayable | None:
        """The title of the first item of any list that has this id."""
        return next((items[id_] for items in self.lists.values() if id_ in items), None)

    def record(self, kinds: tuple[str, ...], id_: str) -> Sayable | None:
        """What the law calls a record of one of these kinds that it names."""
        return next((self.records[kind, id_] for kind in kinds if (kind, id_) in self.records), None)

    def levels(self, scale: str | None, ids: tuple[str, ...]) -> Mapping[str, Sayable]:
        """The levels of a scale, from the lowest; without its name, of the first that has all of these."""
        if scale is not None:
            return self.scales.get(scale, {})
        return next((levels for levels in self.scales.values() if all(id_ in levels for id_ in ids)), {})

    def shape(self, source: str, path: tuple[str, ...]) -> FieldShape | None:
        """What stands at a path of the rows of a source: its list, its kinds, its choices."""
        found = self._at(source, path)
        return found.shape if isinstance(found, OwnField) else found

    def own(self, source: str, path: tuple[str, ...]) -> OwnField | None:
        """The field of a register of the template's own at the end of a path; None where it is one of the library's."""
        found = self._at(source, path)
        return found if isinstance(found, OwnField) else None

    def of_any_register(self, name: str) -> Sayable | None:
        """What a field of the template's own registers is called, whichever has it."""
        found = (each.fields[name].title for each in self.registers.values() if name in each.fields)
        return next((title for title in found if title is not None), None)

    def kind(self, source: str) -> str:
        """The kind of the records of a source; '' for a list."""
        if source in self.rosters:
            return self.rosters[source].of
        if source in self.registers:
            return source
        return kind_of(REGISTERS[source]) if source in REGISTERS else ""

    def _at(self, source: str, path: tuple[str, ...]) -> FieldShape | OwnField | None:
        kind = self.kind(source)
        fields = self._fields(kind) if kind else LIST_FIELDS.get(source, {})
        for at, step in enumerate(path):
            embedded = fields.get(".".join(path[at:]))
            if embedded is not None:
                return embedded
            found = fields.get(step)
            if found is None:
                return None
            fields = self._behind(found.shape if isinstance(found, OwnField) else found)
        return None

    def _fields(self, kind: str) -> Mapping[str, FieldShape | OwnField]:
        if kind in self.registers:
            return {**ROW_FIELDS, **self.registers[kind].fields}
        return fields_of_kind(kind) or {}

    def _behind(self, shape: FieldShape) -> Mapping[str, FieldShape | OwnField]:
        if shape.kinds:
            return self._fields(shape.kinds[0])
        return LIST_FIELDS.get(shape.list or "", {})
