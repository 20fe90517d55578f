"""The bench: what makers of pickers and checks need to have at hand; the workshop is one."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from partnership.readiness.checks.base import Check
from partnership.readiness.groups import Group, Reach, Reads
from partnership.readiness.network import PartnerNetwork
from partnership.readiness.operands import Binding, Scope
from partnership.readiness.paths import Getter, World
from partnership.readiness.sources import Source
from partnership.template.core import Core, Reference, Selection, Test


class Bench(Protocol):
    """Sources and groups by what they hold, and checks of parts."""

    @property
    def world(self) -> World:
        """What paths lead through."""

    @property
    def binding(self) -> Binding:
        """What the programme gives to its template."""

    def source(self, name: str) -> Source:
        """Return what a selection can be `from`."""

    def group(
        self,
        source: Source,
        reach: Reach,
        fixed: tuple[Test, ...],
        parts: tuple[Getter, ...],
        inner: tuple[Selection, ...],
    ) -> Group:
        """Return the group of a source with these fixed tests and key fields."""

    def check(self, what: Core, scope: Scope) -> Check:
        """Make the check of a part."""

    def network(self) -> PartnerNetwork:
        """Return the network between partners."""

    def is_kept(self, source: Source, reads: Reads | None) -> bool:
        """Tell whether a keeper says, on this day, that a source is kept."""

    def is_daily(self, what: Core) -> bool:
        """Tell whether an answer can change with the day alone in a way that nobody can be woken for."""

    def kind_of(self, reference: Reference, scope: Scope) -> str:
        """Return the kind of the records that a reference names; '' where that cannot be said."""

    def inside(self) -> AbstractContextManager[None]:
        """Mark that what is made now is evaluated once for each element, or for each act."""

    def note_scan(self, source: Source, *, keyed: bool, looks: bool, whole: bool = False) -> None:
        """Note how a part looks at rows: found by key or not, one by one or only counted; `whole` at all of them."""

    def settle(self) -> None:
        """Look again at every row that leans on one that has changed."""
