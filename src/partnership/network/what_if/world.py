"""The world before anybody leaves: what the law says, who holds what, who is tied to whom, and what may be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache

from partnership.acts import AnyEntry, Command, End, Ended
from partnership.decisions import decide
from partnership.errors import NotLawful, Refused
from partnership.evaluation import Context, Gates, View, kept_context, tables_of
from partnership.findings import Finding
from partnership.index import State
from partnership.messages import Sayable, message
from partnership.records import Partner
from partnership.template import Template
from partnership.values import Text, as_moment, in_all_languages

_SUPPOSED_ALL_THE_SAME = frozenset({"requirement", "suspended", "already_ended"})
"""Codes of what the door says of somebody who is there: the law would keep it, or it is known to leave later."""


class World:
    """A programme on one day, with what may be asked of it under a supposition.

    What is supposed is written into a fork of its history: the programme's own index is never touched.
    """

    def __init__(self, snapshot: View) -> None:
        self.snapshot = snapshot
        self.template = snapshot.template
        self.day: dt.date = snapshot.date
        self.state = snapshot.state.fork()
        index, length = self.state.index, self.state.length
        told = {id_: index.versions("partner", id_, length) for id_ in index.firsts["partner"]}
        self.partners: dict[str, Partner] = {row.record.id: row.record for row in snapshot.context().rows("partner")}
        self.known = {id_: versions[0].record.name for id_, versions in told.items() if versions}
        """Whoever has ever been a partner, by the name that it came with."""
        self.names: dict[str, Sayable] = {id_: item.title for id_, item in snapshot.template.lists["sectors"].items()}
        self.names |= self.known
        self.names |= {id_: partner.name for id_, partner in self.partners.items()}

    def context(self, state: State) -> Context:
        """Return where a state of the fork, which must be its newest, is asked on the day: with answers kept up."""
        return kept_context(tables_of(self.template, state.index), self.snapshot.context().day, state.length)

    def gates(self, state: State) -> Gates:
        """Return what the law says of a state of the fork, which must be its newest."""
        return Gates(self.context(state))

    @contextmanager
    def without(self, leaving: Sequence[str]) -> Iterator[State]:
        """Suppose that some have left, for as long as the block lasts; a law that would keep them is passed over.

        Raises:
            NotLawful: if one of them is not there to leave.
        """
        state = self.state
        with ExitStack() as stack:
            for partner in leaving:
                state = stack.enter_context(state.suppose(self._left(state, partner)))
            yield state

    def keeps(self, leaving: Sequence[str]) -> tuple[Finding, ...]:
        """Return what the law has against it that these leave as things stand, one after the other."""
        return answer(self.template, self.state, [end_record(self.day, one) for one in leaving], read=True) or ()

    def _left(self, state: State, partner: str) -> AnyEntry:
        try:
            return decide(self.template, state, end_record(self.day, partner))[0]
        except NotLawful as refusal:
            codes = {finding.code for finding in refusal.findings}
            if state.get("partner", partner, self.day) is None or not codes <= _SUPPOSED_ALL_THE_SAME:
                raise
        recorded = max([as_moment(self.day), *(entry.recorded for entry in state.entries[-1:])])
        return Ended(
            seq=state.length + 1, date=self.day, recorded=recorded, kind="partner", id=partner, reason=_reason()
        )


def end_record(day: dt.date, id_: str, kind: str = "partner") -> End:
    """Ask that a partner leave, or that another record end with it."""
    return End(on=day, kind=kind, id=id_, reason=_reason())


@cache
def _reason() -> Text:
    """Why it ends, written down as authors' texts are."""
    return Text(**in_all_languages(message("What if it left")))


Chain = tuple[Command, ...]
"""Commands that are put before the door each on top of those before it."""


def lawful(template: Template, state: State, chains: Sequence[Chain], done: int = 0) -> Iterator[Chain]:
    """Yield the chains that are lawful to their end; what several begin with is put before the door once."""
    begun: dict[int, list[Chain]] = {}
    for chain in chains:
        begun.setdefault(id(chain[done]), []).append(chain)
    for together in begun.values():
        try:
            entries = decide(template, state, together[0][done])
        except Refused:
            continue
        yield from (chain for chain in together if len(chain) == done + 1)
        longer = [chain for chain in together if len(chain) > done + 1]
        if longer:
            with state.suppose(*entries) as supposed:
                yield from lawful(template, supposed, longer, done + 1)


def answer(
    template: Template, state: State, commands: Sequence[Command], *, read: bool = False
) -> tuple[Finding, ...] | None:
    """Put commands before the one door, each on top of those before it; None where all are lawful.

    Otherwise the findings about the first that is not; they are computed only where they are to be `read`.
    """
    with ExitStack() as stack:
        for command in commands:
            try:
                entries = decide(template, state, command)
            except Refused as refusal:
                return refusal.findings if read else ()
            if command is not commands[-1]:
                state = stack.enter_context(state.suppose(*entries))
    return None
