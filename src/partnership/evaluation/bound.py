"""What a sentence about one programme knows: its parameters, its region, the day, and whom it is about."""

from __future__ import annotations

from collections.abc import Collection

from typing_extensions import override

from partnership.evaluation.naming import Names
from partnership.evaluation.operands import Env, Scope, operand
from partnership.evaluation.tables import Context
from partnership.template.core import Reference
from partnership.template.words import UNSAID, Known
from partnership.values import Text

_OWN = frozenset({(), ("id",)})
_THEIRS = frozenset({"id", "person", "partner"})
"""Last steps of paths to whom a row belongs to: a reader who has been told the row knows that too."""


class Bound(Known):
    """Knows what one programme knows; with `env`, whom the sentence is about.

    `looked` tells that a value of theirs was looked up, so that the sentence is theirs alone; `passes` that it holds a
    day or somebody's name, so that it may be another on another day.
    """

    def __init__(
        self,
        ctx: Context,
        names: Names,
        env: Env | None = None,
        scope: Scope | None = None,
        told: Collection[Reference] = (),
    ) -> None:
        self._ctx = ctx
        self._names = names
        self._env = env or {}
        self._scope = scope or {}
        self._told = told
        self.looked = False
        self.passes = False

    @override
    def value(self, reference: Reference) -> object:
        if reference.name not in {"param", "programme", "today", *self._env}:
            return UNSAID
        self.looked = self.looked or reference.name in self._env
        self.passes = self.passes or reference.name == "today"
        return operand(reference, self._ctx.tables.plan.lists, self._scope).get(self._env, self._ctx)

    @override
    def is_told(self, reference: Reference) -> bool:
        if reference in self._told:
            return True
        if reference.name not in self._env:
            return False
        return reference.path in _OWN or (reference.name != "act" and reference.path[-1] in _THEIRS)

    @override
    def name(self, id_: str) -> Text | None:
        self.passes = True
        return self._names.spoken(id_)
