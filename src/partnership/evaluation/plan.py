"""The plan: what a template compiles to. It is pure and knows no history: every programme, day and thread shares it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType
from typing import Any

from partnership.evaluation.binding import Binding, bind
from partnership.evaluation.check import Check
from partnership.evaluation.checks import make_check
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.paths import Getter, Lists
from partnership.evaluation.selecting import passes, tested_fields
from partnership.evaluation.table import AnySpec
from partnership.evaluation.tables import Tables
from partnership.evaluation.ties import TYING
from partnership.findings import GateMoment
from partnership.index import Index, Row
from partnership.template import Act, Requirement, Template
from partnership.values import ParameterValue, canonical_json

GivenParameters = Mapping[str, ParameterValue] | None

_GATE_MOMENTS = frozenset({GateMoment.ENTRY, GateMoment.EXIT, GateMoment.INVARIANT, GateMoment.CADENCE})


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
        kind = act.kind or ""
        tests = act.where if kind else ()  # of a stage nothing is asked
        tested = tested_fields(tests)
        self._where = tuple([passes(Getter(lists, kind, test.path, tested=tested), test, lists) for test in tests])

    def matches(self, row: Row | None, ctx: Context) -> bool:
        """Tell whether a row, the subject of an act of this verb and kind, is one that is meant."""
        if row is None:
            return not self._where
        for test in self._where:  # noqa: SIM110 - every act comes by here several times, and a generator costs as much again
            if not test(row, ctx):
                return False
        return True


class Plan:
    """Every requirement of a template as a check, the tables that they read, and which acts each guard watches.

    `gates` are the checks of what gates ask, by requirement; `guards` and `unsafe` (what is refused while a programme
    is suspended) are found by verb and by kind or stage; `tying` are the tables of records that tie partners, by pair,
    and `holders` that of assignments, by role.
    """

    def __init__(self, template: Template) -> None:
        compiler = Compiler(template, make_check)
        self.template = template
        self.gates: Mapping[str, Check] = MappingProxyType(
            {one.id: compiler.gate(one) for one in template.requirements.values() if one.moment in _GATE_MOMENTS}
        )
        beginnings = {one.id: compiler.beginning(one) for one in template.requirements.values()}
        self.beginnings = MappingProxyType({name: one for name, one in beginnings.items() if one is not None})
        """From when on requirements are asked that say it."""
        guards: dict[tuple[str, str | None], tuple[Guard, ...]] = {}
        for one in template.requirements.values():
            if one.moment not in _GATE_MOMENTS:
                act, check = compiler.guard(one)
                guard = Guard(one, ActPattern(act, compiler.lists), check)
                for key in _keys_of(act):
                    guards[key] = (*guards.get(key, ()), guard)
        self.guards = MappingProxyType(guards)
        unsafe: dict[tuple[str, str | None], tuple[ActPattern, ...]] = {}
        for act in template.while_suspended:
            for key in _keys_of(act):
                unsafe[key] = (*unsafe.get(key, ()), ActPattern(act, compiler.lists))
        self.unsafe = MappingProxyType(unsafe)
        self.watched = frozenset([*guards, *unsafe])
        """The acts of which the law asks anything, ever."""
        self.tying = tuple(compiler.tying(kind) for kind in TYING)
        with compiler.explaining():
            self.holders = compiler.holders
        self.lists = compiler.lists
        """All that paths lead through."""
        self.specs: tuple[AnySpec, ...] = tuple(compiler.specs)
        self.decisive = (*compiler.decisive, *self.tying)
        """The tables on which marks rest; the others only explain."""
        self.recomputed = tuple(compiler.recomputed)
        """Requirements that look at many rows one by one whenever they are asked."""
        self.kept_as = MappingProxyType({name: source.register for name, source in compiler.sources.items()})
        """For each source, the register that a keeper would vouch for."""
        self._said: dict[object, dict[object, Any]] = {}

    def said(self, binding: Binding) -> dict[object, Any]:
        """Return a place for words that follow from the law and a binding: alike programmes share it."""
        key = (binding.region, *binding.parameters.items())
        found = self._said.get(key)
        if found is None:
            found = {} if len(self._said) >= _MOST_BINDINGS else self._said.setdefault(key, {})
        return found


def _keys_of(act: Act) -> Iterator[tuple[str, str | None]]:
    """Yield the acts that a template means by one: what is asked of a record is asked of what amends it, too."""
    yield act.verb, act.kind or act.stage
    if act.verb == "record":
        yield "amend", act.kind


_PLANS: dict[str, Plan] = {}
_COMPILING = Lock()
_MOST_PLANS = 256
_MOST_BINDINGS = 64


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


def tables_of(template: Template, index: Index, parameters: GivenParameters = None) -> Tables:
    """Return the tables of an index under a template, made when first asked for.

    `parameters` are those of the programme; None: as they were set when it began.
    """
    key = template.digest if parameters is None else (template.digest, canonical_json(dict(parameters)))
    found = index.followers.get(key)
    if found is None:
        made = tables_for(template, index, parameters, key)
        if index.supposing:
            made.fill(plan_of(template).decisive)
        found = index.followers.setdefault(key, made)
    if not isinstance(found, Tables):
        raise TypeError("what follows an index under a digest are tables")
    return found


def tables_for(template: Template, index: Index, parameters: GivenParameters, key: Hashable = None) -> Tables:
    """Make tables of an index; without a key nobody keeps them, and they tell of the entries that there are now."""
    started = index.started
    given = started.parameters if parameters is None else parameters
    return Tables(plan_of(template), index, bind(template, given, started.region), key)
