"""The plan: what a template compiles to. It is pure and knows no history: every programme, day and thread shares it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from types import MappingProxyType

from partnership.evaluation.binding import bind
from partnership.evaluation.checks import Check, make_check
from partnership.evaluation.context import ALL, Context
from partnership.evaluation.operands import Env, Scope, operand
from partnership.evaluation.paths import Getter, Lists, fields_that_refer
from partnership.evaluation.selecting import Keys, Residual, keys_of, pivot_of, row_test
from partnership.evaluation.tables import AnySpec, RosterSpec, Source, Spec, Tables
from partnership.evaluation.ties import TYING, implied
from partnership.findings import GateMoment
from partnership.index import FIRST_DAY, Index, Row
from partnership.records import RECORDS, REGISTERS
from partnership.template import Act, Anchor, Requirement, Template
from partnership.template.core import Core, Reference, Selection, Test

_GATE_MOMENTS = frozenset({GateMoment.ENTRY, GateMoment.EXIT, GateMoment.INVARIANT, GateMoment.CADENCE})
_KEPT_BY = "registers"
_NO_VARIABLES: Env = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Guard:
    """One requirement of an act, and which acts it watches."""

    requirement: Requirement
    act: ActPattern
    check: Check


class ActPattern:
    """An act as a template names it, ready to be held against a row."""

    __slots__ = ("_where", "act")

    def __init__(self, act: Act, lists: Lists) -> None:
        self.act = act
        kind = act.kind
        self._where: tuple[Residual, ...] = (
            tuple(row_test(Getter(lists, kind, test.path), test.op, operand(test.value, lists, {})) for test in act.where)
            if kind
            else ()
        )

    def matches(self, row: Row | None, ctx: Context) -> bool:
        """Tell whether a row, the subject of an act of this verb and kind, is one that is meant."""
        if not self._where:
            return True
        return row is not None and all(test(row, _NO_VARIABLES, ctx, ctx) for test in self._where)


class Plan:
    """Every requirement of a template as a check, the tables that they read, and which acts each guard watches.

    `gates` are the checks of what gates ask, by requirement; `guards` and `unsafe` (what is refused while a programme
    is suspended) are found by verb and by kind or stage; `tying` are the tables of records that tie partners, by pair.
    """

    def __init__(self, template: Template) -> None:
        compiler = Compiler(template)
        self.template = template
        self.gates: Mapping[str, Check] = MappingProxyType(
            {one.id: compiler.gate(one) for one in template.requirements.values() if one.moment in _GATE_MOMENTS}
        )
        guards: dict[tuple[str, str | None], tuple[Guard, ...]] = {}
        for one in template.requirements.values():
            if one.moment not in _GATE_MOMENTS:
                guard = compiler.guard(one)
                key = (guard.act.act.verb, guard.act.act.kind or guard.act.act.stage)
                guards[key] = (*guards.get(key, ()), guard)
        self.guards = MappingProxyType(guards)
        unsafe: dict[tuple[str, str | None], tuple[ActPattern, ...]] = {}
        for act in template.while_suspended:
            key = (act.verb, act.kind or act.stage)
            unsafe[key] = (*unsafe.get(key, ()), ActPattern(act, compiler.lists))
        self.unsafe = MappingProxyType(unsafe)
        self.tying = tuple(compiler.tying(kind) for kind in TYING)
        self.specs: tuple[AnySpec, ...] = tuple(compiler.specs)
        self.recomputed = tuple(compiler.recomputed)
        """Requirements that look at many rows one by one whenever they are asked."""
        self.kept_as = MappingProxyType({name: source.register for name, source in compiler.sources.items()})
        """For each source, the register that a keeper would vouch for."""


_PLANS: dict[str, Plan] = {}
_COMPILING = Lock()
_MOST_PLANS = 256


def plan_of(template: Template) -> Plan:
    """Return the plan of a template: compiled once for each digest, and shared from then on."""
    plan = _PLANS.get(template.digest)
    if plan is None:
        with _COMPILING:
            plan = _PLANS.get(template.digest)
            if plan is None:
                while len(_PLANS) >= _MOST_PLANS:
                    del _PLANS[next(iter(_PLANS))]
                plan = _PLANS[template.digest] = Plan(template)
    return plan


def tables_of(template: Template, index: Index) -> Tables:
    """Return the tables of an index under a template, made when first asked for."""
    found = index.followers.get(template.digest)
    if not isinstance(found, Tables):
        started = index.entries[0]
        if started.entry != "started":
            raise AssertionError("a history begins with its start")
        tables = Tables(plan_of(template), index, bind(template, started.parameters, started.region))
        found = index.followers.setdefault(template.digest, tables)
        if not isinstance(found, Tables):
            raise AssertionError("what follows an index under a digest are tables")
    return found


class Compiler:
    """Where requirements are made into checks, and selections into tables; two that ask the same share a table."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.lists: Lists = template.lists
        self.specs: list[AnySpec] = []
        self.sources: dict[str, Source] = {}
        self.recomputed: dict[str, None] = {}
        self._numbers: dict[object, int] = {}
        self._making = ""
        self._depth = 0

    # --- checks --------------------------------------------------------------------------------------------------------

    def gate(self, requirement: Requirement) -> Check:
        """Make the check of what a gate asks."""
        self._making = requirement.id
        return self.check(requirement.core, {})

    def guard(self, requirement: Requirement) -> Guard:
        """Make the check of what is asked before an act."""
        act = requirement.act
        if act is None:
            raise AssertionError(f"{requirement.id} guards no act")
        self._making = requirement.id
        with self.inside():
            check = self.check(requirement.core, {"act": act.kind} if act.kind is not None else {})
        return Guard(requirement, ActPattern(act, self.lists), check)

    def check(self, what: Core, scope: Scope) -> Check:
        """Make the check of a core value whose variables have the kinds that the scope says."""
        return make_check(what, self, scope)

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
        if not keyed and looks and source.items is None and (self._depth > 0 or not whole):
            self.recomputed[self._making] = None

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

    # --- sources -------------------------------------------------------------------------------------------------------

    def source(self, name: str) -> Source:
        """Return what a selection can be `from`: a roster, a register of the template or the library, a list."""
        found = self.sources.get(name)
        if found is None:
            found = self.sources[name] = self._make_source(name)
        return found

    def _make_source(self, name: str) -> Source:
        template = self.template
        if name in template.rosters:
            return self._roster(name)
        if name in template.registers:
            return Source(name, "item", name, complete=False, list_=name)
        if name in REGISTERS:
            kind = REGISTERS[name].model_fields["kind"].default
            return Source(name, kind, name, complete=RECORDS[kind].constitutive)
        items = {id_: Row(item, FIRST_DAY, FIRST_DAY) for id_, item in template.lists[name].items()}
        return Source(name, name, name, complete=True, items=items)

    def _roster(self, name: str) -> Source:
        roster = self.template.rosters[name]
        anchor = self.source(roster.anchored.source)
        of = self.source(RECORDS[roster.of].register)
        number = len(self.specs)
        source = Source(name, of.kind, anchor.register, complete=anchor.complete, number=number)
        self.specs.append(RosterSpec(number, source, 0, None, None))
        # whoever was named once stays named; a release that was a mistake can be taken back by amending it
        named = self._named(roster.anchored)
        released = None if roster.released_by is None else self._named(roster.released_by)
        passing = None
        if roster.where:
            id_ = (Getter(self.lists, of.kind, ("id",)),)
            passing = self.table(of, ever=True, fixed=roster.where, parts=id_)
        self.specs[number] = RosterSpec(number, source, named, released, passing)
        return source

    def _named(self, anchor: Anchor) -> int:
        source = self.source(anchor.source)
        getter = Getter(self.lists, source.kind, anchor.field, ever=True)
        return self.table(source, ever=True, fixed=anchor.where, parts=(getter,))

    def anchor(self, source: Source) -> Source:
        """Return the source whose rows name the members of a roster."""
        return self.source(self.template.rosters[source.name].anchored.source)

    @cached_property
    def keepers(self) -> int:
        """The table in which keepers say that a list is kept, by the list."""
        source = self.source(_KEPT_BY)
        return self.table(source, ever=False, fixed=(), parts=(Getter(self.lists, source.kind, ("lists",)),))

    @cached_property
    def items_by_list(self) -> int:
        """The table of the rows of the template's own registers, by the register."""
        source = Source("item", "item", "item", complete=False)
        return self.table(source, ever=True, fixed=(), parts=(Getter(self.lists, "item", ("list",)),))

    # --- tables --------------------------------------------------------------------------------------------------------

    def table(
        self,
        source: Source,
        *,
        ever: bool,
        fixed: tuple[Test, ...],
        parts: tuple[Getter, ...],
        inner: tuple[Selection, ...] = (),
        tested: tuple[str, ...] = (),
        hops_ever: bool | None = None,
    ) -> int:
        """Return the number of the table of a source with these fixed tests and key fields.

        `hops_ever` tells that paths lead to records whatever has become of them; as `ever`, if it is not said.
        """
        through = ever if hops_ever is None else hops_ever
        paths = (*(test.path for test in fixed), *(part.path for part in parts))
        settled = tested if any(path[-1] == "changed" for path in paths) else ()
        key = (source.name, ever, through, fixed, tuple(part.path for part in parts), inner, settled)
        number = self._numbers.get(key)
        if number is None:
            keys, turns = keys_of(self, source, fixed, parts, inner, tested, ever=through)
            if source.list is not None:
                keys = _of_list(source.list, keys)
            number = self._add(source, keys, ever=ever, turns=turns, pivot=pivot_of(source, fixed))
            self._numbers[key] = number
        return number

    def tying(self, kind: str) -> int:
        """Return the number of the table of the records of a kind that tie partners, by the pair that they tie."""
        return self._add(self.source(RECORDS[kind].register), implied, ever=False, turns=True, pivot=None)

    def _add(
        self,
        source: Source,
        keys: Keys,
        *,
        ever: bool,
        turns: bool,
        pivot: tuple[str, tuple[object, ...]] | None,
    ) -> int:
        number = len(self.specs)
        self.specs.append(Spec(number, source, keys, ever=ever, turns=turns, pivot=pivot))
        return number


def _of_list(list_: str, keys: Keys) -> Keys:
    return lambda row, ctx: keys(row, ctx) if row.record.list == list_ else ()


__all__ = ["ALL", "ActPattern", "Compiler", "Guard", "Plan", "plan_of", "tables_of"]
