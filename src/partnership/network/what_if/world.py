"""The world before anybody leaves, on a fork of its history, and the acts that might be refused then.

What is asked: the moves to every next stage; what the ledger has planned and not held yet; and of each kind of act that
the law guards, or refuses while a programme is suspended, the latest one of the ledger that is still lawful today,
asked again under a fresh id. All of it on the day of leaving, after the leave has been written down: that is when the
law begins to count what is missing (the end of that day decides only from when a suspension is dated).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import count
from typing import Any, Literal

from partnership.acts import AddRecord, Advance, Amend, Amended, AnyEntry, Command, End, Ended, Recorded
from partnership.decisions import decide
from partnership.errors import NotLawful, Refused
from partnership.evaluation import ActPattern, Context, Gates, View, kept_context, tables_of
from partnership.findings import Finding
from partnership.index import Row, State
from partnership.messages import Message, Sayable, message
from partnership.records import Partner, amended, noun, word
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
        return refusal_of(self.template, self.state, [end_record(self.day, one) for one in leaving], read=True) or ()

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


def refusal_of(
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


# --- acts -------------------------------------------------------------------------------------------------------------


Tale = tuple[Recorded | Amended, ...]
"""How a record came to be what it is: the entry that made it, and its amendments."""

WhichActs = Literal["stage", "planned", "like"]
"""Why an act is asked: a next stage, something planned, or like one that the ledger has."""

MOST_TRIED = 12
"""Acts of a kind, the latest first, that are asked at most until one is lawful."""

_PLANNED = ("visit", "activity", "event", "meeting", "session")
_ONWARD = {"planned": ("held", "prepared"), "prepared": ("held",)}


Why = Callable[["ActAsked"], tuple[Finding, ...]]
"""How the reasons of a refusal are found when somebody reads them."""


@dataclass(frozen=True)
class ActAsked:
    """An act that was asked: whether it is lawful now (`before`), and would be then (`after`).

    `commands` are what was put before the door: the last is the act, those before it lead up to it (an activity is
    planned before it is held).
    """

    about: WhichActs
    what: Sayable
    commands: tuple[Command, ...]
    before: bool
    after: bool
    _why: Why | None = field(default=None, repr=False, compare=False)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Why it would be refused; asked of the engine when they are first read."""
        return () if self.after or self._why is None else self._why(self)


def ask_acts(world: World, state: State, probes: Sequence[ActAsked], why: Why) -> tuple[ActAsked, ...]:
    """Ask every act on top of what is supposed; that somebody ends who has left already is not asked."""
    probes = [probe for probe in probes if not _is_done(probe.commands[-1], state)]
    after = {id(chain) for chain in lawful(world.template, state, [probe.commands for probe in probes])}
    return tuple(replace(probe, after=id(probe.commands) in after, _why=why) for probe in probes)


class Probes:
    """The acts to ask of one programme on one day."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._gates = world.gates(world.state)
        self._ctx = self._gates.ctx
        self._told_again: dict[int, Command] = {}
        """Commands by the entry whose like they ask, so that two tales that begin alike begin with the same ones."""
        self.found = (*self._moves(), *self._planned(), *self._like())

    def _probe(self, about: WhichActs, what: Sayable, *commands: Command) -> ActAsked:
        lawful = refusal_of(self._world.template, self._world.state, commands) is None
        return ActAsked(about, what, commands, before=lawful, after=lawful)

    def _moves(self) -> Iterator[ActAsked]:
        template = self._world.template
        for stage in template.next_of(self._gates.stage.id):
            said = message("moving to the stage {stage:quoted}", stage=template.stage(stage).title)
            yield self._probe("stage", said, Advance(on=self._world.day, to=stage))

    def _planned(self) -> Iterator[ActAsked]:
        for record in (row.record for kind in _PLANNED for row in self._ctx.rows(kind)):
            probes = [self._onward(record, state) for state in _ONWARD.get(record.state, ())]
            if probes:
                yield next((probe for probe in probes if probe.before), probes[0])

    def _onward(self, record: Any, state: str) -> ActAsked:
        told = {"kind": noun(record.kind), "id": record.id, "state": word("state", state)}
        amend = Amend(on=self._world.day, kind=record.kind, id=record.id, changes={"state": state})
        return self._probe("planned", Message("{kind} {id:quoted}: {state}", told), amend)

    # --- like one that the ledger has --------------------------------------------------------------------------------

    def _like(self) -> Iterator[ActAsked]:
        plan = self._gates.plan
        guards = ((key, [guard.act for guard in guards]) for key, guards in plan.guards.items())
        patterns: dict[tuple[str, str | None], dict[Any, ActPattern]] = {}
        for key, found in (*guards, *plan.unsafe.items()):
            patterns.setdefault(key, {}).update((pattern.act.where, pattern) for pattern in found)
        kinds = {kind for verb, kind in patterns if verb == "record" and kind is not None}
        tales = self._tales(kinds)
        for (verb, kind), watched in patterns.items():
            if kind is not None and verb == "record":
                yield from self._like_recorded(kind, list(watched.values()), tales.get(kind, []))
            elif kind is not None and verb == "end":
                yield from self._like_ended(kind)

    def _tales(self, kinds: set[str]) -> dict[str, list[Tale]]:
        """Return, by kind, what was told of a record up to each of its entries until today; the latest last."""
        told: dict[tuple[str, str], Tale] = {}
        found: dict[str, list[Tale]] = {}
        state = self._world.state
        withdrawn = state.index.withdrawn
        for entry in state.entries:
            if entry.date > self._world.day or entry.seq in withdrawn:
                continue
            if isinstance(entry, Recorded) and entry.record.kind in kinds:
                key: tuple[str, str] = entry.record.kind, entry.record.id
                told[key] = (entry,)
            elif isinstance(entry, Amended) and (entry.kind, entry.id) in told:
                key = entry.kind, entry.id
                told[key] = (*told[key], entry)
            else:
                continue
            found.setdefault(key[0], []).append(told[key])
        for tales in found.values():
            tales.sort(key=lambda tale: tale[-1].date)
        return found

    def _like_recorded(self, kind: str, watched: list[ActPattern], tales: list[Tale]) -> Iterator[ActAsked]:
        """Ask the latest acts until each that is watched has a lawful one like it, or enough have been tried."""
        tried = 0
        for tale in reversed(tales):
            row = _row(tale)
            like = [pattern for pattern in watched if pattern.matches(row, self._ctx)]
            if like:
                tried += 1
                probe = self._probe("like", _again(kind, row.record), *self._retold(kind, tale))
                if probe.before:
                    watched = [pattern for pattern in watched if pattern not in like]
                    yield probe
            if not watched or tried == MOST_TRIED:
                return

    def _retold(self, kind: str, tale: Tale) -> Iterator[Command]:
        day, fresh = self._world.day, self._fresh(kind)
        for entry in tale:
            if entry.seq not in self._told_again:
                if isinstance(entry, Amended):
                    command: Command = Amend(on=day, kind=entry.kind, id=fresh, changes=entry.changes)
                else:
                    command = AddRecord(on=day, record=entry.record.model_copy(update={"id": fresh}))
                self._told_again[entry.seq] = command
            yield self._told_again[entry.seq]

    def _fresh(self, kind: str) -> str:
        ids = (f"what-if-{number}" for number in count(1))
        return next(id_ for id_ in ids if not self._ctx.exists(kind, id_))

    def _like_ended(self, kind: str) -> Iterator[ActAsked]:
        """Ask that the record that came last be ended; for a partner: that another one leave, too."""
        rows = sorted(self._ctx.rows(kind), key=lambda row: (row.date, row.record.id))
        for id_ in [row.record.id for row in reversed(rows[-2:])]:
            said = message("end of {kind} '{id}'", kind=noun(kind), id=id_)
            yield self._probe("like", said, end_record(self._world.day, id_, kind))


def newly_refused(acts: Sequence[ActAsked]) -> tuple[ActAsked, ...]:
    """Return the acts that are lawful now and would be refused, but for those that one before leads up to."""
    refused = [act for act in acts if act.before and not act.after]
    chains = [act.commands for act in refused]
    return tuple(act for act in refused if not any(_leads_up(chain, act.commands) for chain in chains))


def _leads_up(one: Chain, other: Chain) -> bool:
    return len(one) < len(other) and one == other[: len(one)]


def _is_done(command: Command, state: State) -> bool:
    return isinstance(command, End) and state.get(command.kind, command.id, command.on) is None


def _row(tale: Tale) -> Row:
    record: Any = None
    for entry in tale:
        record = entry.record if isinstance(entry, Recorded) else amended(record, entry.changes)
    return Row(record, tale[-1].date, tale[-1].date)


def _again(kind: str, record: Any) -> Sayable:
    state = getattr(record, "state", None)
    if state is None:
        return message("{kind} like '{id}'", kind=noun(kind), id=record.id)
    return message("{kind} ({state}) like '{id}'", kind=noun(kind), state=word("state", state), id=record.id)
