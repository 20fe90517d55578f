"""The world before anybody leaves: what the law says, who holds what, who is tied to whom, and what may be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from partnership.commands import Command, End
from partnership.decisions import decide
from partnership.entries import AnyEntry, Ended
from partnership.errors import NotLawful, Refused
from partnership.evaluation import View
from partnership.findings import Finding
from partnership.index import State, Tables
from partnership.records import Partner
from partnership.template import Template
from partnership.values import Text, as_moment

REASON = Text.of("What if it left", "Что, если выйдет")

_SUPPOSED_ALL_THE_SAME = frozenset({"requirement", "suspended", "already_ended"})
"""Codes of what the door says of somebody who is there: the law would keep it, or it is known to leave later."""


class World:
    """A programme on one day, with what may be asked of it under a supposition."""

    def __init__(self, snapshot: View) -> None:
        self.snapshot = snapshot
        self.template = snapshot.template
        self.day: dt.date = snapshot.date
        tables = self.tables
        self.partners: dict[str, Partner] = {id_: row.record for id_, row in sorted(tables.current["partner"].items())}
        self.names: dict[str, Text] = {id_: item.title for id_, item in snapshot.template.lists["sectors"].items()}
        self.names |= {id_: row.record.name for id_, row in tables.firsts["partner"].items()}
        self.names |= {id_: partner.name for id_, partner in self.partners.items()}

    @property
    def tables(self) -> Tables:
        """The tables of the state that was given, on the day."""
        tables = self.snapshot.state.tables
        tables.move(self.day)
        return tables

    @contextmanager
    def without(self, leaving: Sequence[str]) -> Iterator[Tables]:
        """Suppose that some have left, for as long as the block lasts; a law that would keep them is passed over.

        Raises:
            NotLawful: if one of them is not there to leave.
        """
        tables = self.tables
        with ExitStack() as stack:
            for partner in leaving:
                stack.enter_context(tables.suppose(self._left(tables, partner)))
            yield tables

    def keeps(self, leaving: Sequence[str]) -> tuple[Finding, ...]:
        """Return what the law has against it that these leave as things stand, one after the other."""
        return answer(self.template, self.tables, [end(self.day, one) for one in leaving], read=True) or ()

    def _left(self, tables: Tables, partner: str) -> AnyEntry:
        state = State(tables, len(tables.entries))
        try:
            return decide(self.template, state, end(self.day, partner))[0]
        except NotLawful as refusal:
            codes = {finding.code for finding in refusal.findings}
            if partner not in tables.current["partner"] or not codes <= _SUPPOSED_ALL_THE_SAME:
                raise
        recorded = max([as_moment(self.day), *(entry.recorded for entry in tables.entries[-1:])])
        return Ended(seq=state.length + 1, date=self.day, recorded=recorded, kind="partner", id=partner, reason=REASON)


def end(day: dt.date, partner: str) -> End:
    """Ask that a partner leave."""
    return End(on=day, kind="partner", id=partner, reason=REASON)


def answer(
    template: Template, tables: Tables, commands: Sequence[Command], *, read: bool = False
) -> tuple[Finding, ...] | None:
    """Put commands before the one door, each on top of those before it; None where all are lawful.

    Otherwise the findings about the first that is not; they are computed only where they are to be `read`.
    """
    with ExitStack() as stack:
        for command in commands:
            try:
                entries = decide(template, State(tables, len(tables.entries)), command)
            except Refused as refusal:
                return refusal.findings if read else ()
            if command is not commands[-1]:
                stack.enter_context(tables.suppose(*entries))
    return None
