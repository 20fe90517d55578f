"""What a template calls the things that its requirements speak of, and what their fields hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnership.messages import Sayable
from partnership.records import REGISTERS, FieldShape, kind_of
from partnership.template.frozen import Frozen
from partnership.template.vocabulary import LIST_FIELDS, FieldShapes, fields_of_kind


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
class Titles:
    """Titles of items of lists, of levels in their order, stages, parameters, registers and rosters, by id."""

    lists: Mapping[str, Mapping[str, Sayable]] = field(default_factory=Frozen)
    scales: Mapping[str, Mapping[str, Sayable]] = field(default_factory=Frozen)
    stages: Mapping[str, Sayable] = field(default_factory=Frozen)
    parameters: Mapping[str, Measure] = field(default_factory=Frozen)
    registers: Mapping[str, Sayable] = field(default_factory=Frozen)
    rosters: Mapping[str, Circle] = field(default_factory=Frozen)

    def item(self, list_: str, id_: str) -> Sayable | None:
        """The title of an item of a list, if the template has it."""
        return self.lists.get(list_, {}).get(id_)

    def of_any_list(self, id_: str) -> Sayable | None:
        """The title of the first item of any list that has this id."""
        return next((items[id_] for items in self.lists.values() if id_ in items), None)

    def levels(self, scale: str | None, ids: tuple[str, ...]) -> Mapping[str, Sayable]:
        """The levels of a scale, from the lowest; without its name, of the first that has all of these."""
        if scale is not None:
            return self.scales.get(scale, {})
        return next((levels for levels in self.scales.values() if all(id_ in levels for id_ in ids)), {})

    def shape(self, source: str, path: tuple[str, ...]) -> FieldShape | None:
        """What stands at a path of the rows of a source: its list, its kinds, its choices."""
        fields = self._fields(source)
        for at, step in enumerate(path):
            embedded = fields.get(".".join(path[at:]))
            if embedded is not None:
                return embedded
            shape = fields.get(step)
            if shape is None:
                return None
            fields = self._behind(shape)
        return None

    def kind(self, source: str) -> str:
        """The kind of the records of a source; '' for a list and a register of the template's own."""
        if source in self.rosters:
            return self.rosters[source].of
        return kind_of(REGISTERS[source]) if source in REGISTERS and source not in self.registers else ""

    def _fields(self, source: str) -> FieldShapes:
        kind = self.kind(source)
        return (fields_of_kind(kind) if kind else LIST_FIELDS.get(source)) or {}

    @staticmethod
    def _behind(shape: FieldShape) -> FieldShapes:
        if shape.kinds:
            return fields_of_kind(shape.kinds[0]) or {}
        return LIST_FIELDS.get(shape.list or "", {})
