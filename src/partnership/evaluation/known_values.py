"""What a sentence about one programme knows: its parameters, its region, the day, and whom it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from typing_extensions import override

from partnership.evaluation.context import Context
from partnership.evaluation.naming import Namer
from partnership.evaluation.operands import Env, Operand, VariableKinds, operand
from partnership.evaluation.stays import open_stage_of
from partnership.messages import Sayable
from partnership.template.core import Reference
from partnership.template.phrasing import UNSAID, Known

_T = TypeVar("_T")

_OPERANDS = "operands"
_PHRASES = "phrases"
_MOST_PHRASES = 4096

_OWN = frozenset({(), ("id",)})
_THEIRS = frozenset({"id", "person", "partner"})
"""Last steps of paths to whom a row belongs to: a reader who has been told the row knows that too."""


def operand_of(reference: Reference, scope: VariableKinds, ctx: Context) -> Operand:
    """Return what looks a reference up, made once for each kind of row that it may be of."""
    operands: dict[object, Operand] = ctx.tables.said.setdefault(_OPERANDS, {})
    key = (reference, scope.get(reference.name))
    found = operands.get(key)
    if found is None:
        found = operands[key] = operand(reference, ctx.tables.plan.lists, scope)
    return found


class KnownValues(Known):
    """Knows what one programme knows; with `env`, whom the sentence is about.

    `looked` tells that a value of theirs was looked up, so that the sentence is theirs alone; `passes` that it holds a
    day or somebody's name, so that it may be another on another day.
    """

    def __init__(
        self,
        ctx: Context,
        names: Namer,
        env: Env | None = None,
        scope: VariableKinds | None = None,
        told: tuple[Reference, ...] = (),
    ) -> None:
        self._ctx = ctx
        self._names = names
        self._env = env or {}
        self._scope = scope or {}
        self._told = told
        self.looked = False
        self.passes = False
        # what holds neither a day nor a name is said alike in every sentence
        self._phrases: dict[object, tuple[object, Any]] = ctx.tables.said.setdefault(_PHRASES, {})

    @override
    def value(self, reference: Reference) -> object:
        if reference.name not in {"param", "programme", "stage", "today", *self._env}:
            return UNSAID
        self.looked = self.looked or reference.name in self._env
        self.passes = self.passes or reference.name in {"stage", "today"}
        return operand_of(reference, self._scope, self._ctx).get(self._env, self._ctx)

    @property
    @override
    def stage(self) -> str | None:
        self.passes = True
        return self._scope.get("stage") or open_stage_of(self._ctx)

    @override
    def is_told(self, reference: Reference) -> bool:
        if reference in self._told:
            return True
        if reference.name not in self._env:
            return False
        return reference.path in _OWN or (reference.name != "act" and reference.path[-1] in _THEIRS)

    @override
    def phrase(self, about: object, make: Callable[[], _T]) -> _T:
        # by identity, of which the part itself is kept too
        phrases, key = self._phrases, (id(about), self._told, tuple(self._env))
        found = phrases.get(key)
        if found is not None:
            # what is said of one part has one type
            return found[1]  # type: ignore[no-any-return]
        before, self.looked, self.passes = (self.looked, self.passes), False, False
        made = make()
        if not self.looked and not self.passes and len(phrases) < _MOST_PHRASES:
            phrases[key] = (about, made)
        self.looked, self.passes = self.looked or before[0], self.passes or before[1]
        return made

    @override
    def name(self, id_: str) -> Sayable | None:
        self.passes = True
        return self._names.spoken(id_)
