"""The workshop: where a template's requirements are made into checks over shared groups, once for each history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

from partnership.readiness.checks import Check, make_check
from partnership.readiness.groups import Group, Reach, Reads
from partnership.readiness.network import PartnerNetwork
from partnership.readiness.operands import Binding, Scope
from partnership.readiness.paths import Getter, World, fields_that_refer
from partnership.readiness.selecting import Picker, make_group
from partnership.readiness.sources import ListSource, Pending, RegisterSource, RosterSource, Source
from partnership.records import RECORDS, REGISTERS
from partnership.state import Tables
from partnership.template import Anchor, Template
from partnership.template.core import Core, Op, Reference, Selection, Test

KEPT_BY = "registers"
"""The register in which keepers say that a list is kept."""


class Workshop:
    """Sources and groups by what they hold, so that two requirements that ask the same share the answer."""

    def __init__(self, template: Template, tables: Tables, binding: Binding) -> None:
        self.template = template
        self.binding = binding
        self.world = World(tables, template.lists)
        self.registers: dict[str, list[RegisterSource]] = {}
        self.rosters: dict[str, list[RosterSource]] = {}
        self.recomputed: dict[str, None] = {}
        self.making: str = ""
        self._pending: Pending = {}
        self._sources: dict[str, Source] = {}
        self._groups: dict[object, Group] = {}
        self._depth = 0
        self._network: PartnerNetwork | None = None
        self._kept: Picker | None = None

    # --- what checks are made of -------------------------------------------------------------------------------------

    def source(self, name: str) -> Source:
        """Return what a selection can be `from`: a roster, a register of the template or the library, a list."""
        found = self._sources.get(name)
        if found is None:
            found = self._sources[name] = self._make_source(name)
        return found

    def _make_source(self, name: str) -> Source:
        tables = self.world.tables
        if name in self.template.rosters:
            roster = self._make_roster(name)
            self.rosters.setdefault(roster.kind, []).append(roster)
            return roster
        if name in REGISTERS or name in self.template.registers:
            kind = "item" if name in self.template.registers else REGISTERS[name].model_fields["kind"].default
            register = RegisterSource(
                name, kind, self._pending, tables, list_=name if name in self.template.registers else None
            )
            self.registers.setdefault(kind, []).append(register)
            return register
        return ListSource(name, self.template.lists[name], self._pending, tables)

    def _make_roster(self, name: str) -> RosterSource:
        roster = self.template.rosters[name]
        # whoever was named once stays named; a release that was a mistake can be taken back by amending it
        named = self._named(roster.anchored, Reach.VERSIONS)
        released = None if roster.released_by is None else self._named(roster.released_by, Reach.EVER)
        of = self._register_of_kind(roster.of)
        return RosterSource(name, of, named, released, self._pending, self.world.tables, self._tests(of, roster.where))

    def _register_of_kind(self, kind: str) -> RegisterSource:
        source = self.source(RECORDS[kind].register)
        if not isinstance(source, RegisterSource):
            raise TypeError("a roster is of a kind of record")
        return source

    def _named(self, anchor: Anchor, reach: Reach) -> Group:
        source = self.source(anchor.source)
        return self.group(source, reach, anchor.where, (Getter(self.world, source.kind, anchor.field, ever=True),), ())

    def _tests(self, source: RegisterSource, where: tuple[Test, ...]) -> Group | None:
        return self.group(source, Reach.EVER, where, (), ()) if where else None

    def group(
        self,
        source: Source,
        reach: Reach,
        fixed: tuple[Test, ...],
        parts: tuple[Getter, ...],
        inner: tuple[Selection, ...],
    ) -> Group:
        """Return the group of a source with these fixed tests and key fields; equal groups are made once."""
        key = (source.name, reach, fixed, tuple(part.path for part in parts), inner)
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = make_group(self, source, reach, fixed, parts, inner)
        return found

    def network(self) -> PartnerNetwork:
        """Return the network between partners."""
        if self._network is None:
            self._network = PartnerNetwork(self.world.tables)
        return self._network

    def is_kept(self, source: Source, reads: Reads | None) -> bool:
        """Tell whether a keeper says, on this day, that a source is kept."""
        if self._kept is None:
            kept = self.source(KEPT_BY)
            group = self.group(kept, Reach.IN_FORCE, (), (Getter(self.world, kept.kind, ("lists",)),), ())
            self._kept = Picker(group, (), (), None, but=None, daily=False)
        group = self._kept.group
        if reads is not None:
            reads.keys[group, source.register] = None
        return source.register in group.buckets

    def kind_of(self, reference: Reference, scope: Scope) -> str:
        """Return the kind of the records that a reference names; '' where that cannot be said."""
        kind = scope.get(reference.name, "")
        for step in reference.path:
            if kind not in RECORDS:
                return ""
            kinds = fields_that_refer(kind).get(step, ())
            if not kinds:
                return ""
            kind = kinds[0] if len(kinds) == 1 else ""
        return kind

    def check(self, what: Core, scope: Scope) -> Check:
        """Make the check of a core value."""
        return make_check(what, self, scope)

    # --- cost --------------------------------------------------------------------------------------------------------

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Mark that what is made now is evaluated once for each element, or for each act."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def note_scan(self, source: Source, *, keyed: bool, looks: bool, whole: bool = False) -> None:
        """Note a requirement whose answer cannot be kept: it looks at rows one by one that no key holds together.

        The rows of a whole selection are kept one by one at the top of a requirement, so there they cost nothing more.
        A list of the template never grows.
        """
        if not keyed and looks and not isinstance(source, ListSource) and (self._depth > 0 or not whole):
            self.recomputed[self.making] = None

    def is_daily(self, what: Core) -> bool:
        """Tell whether an answer can change with the day alone in a way that nobody can be woken for."""
        return _mentions_today(what)

    def settle(self) -> None:
        """Look again at every row that leans on one that has changed, until nothing is left to look at."""
        pending = self._pending
        while pending:
            (group, id_), _ = pending.popitem()
            group.retest(id_)


def _mentions_today(value: Any) -> bool:
    if isinstance(value, Reference):
        return value.name == "today"
    if isinstance(value, Test) and value.op is Op.MAX_AGE and isinstance(value.value, Reference):
        return value.value.name not in {"param", "programme"}
    if isinstance(value, tuple):
        return any(map(_mentions_today, value))
    if is_dataclass(value):
        return any(_mentions_today(getattr(value, field.name)) for field in fields(value))
    return False
