"""Acts: what may be done now and might be refused then, each put before the one door.

What is asked: the moves to every next stage; what the ledger has planned and not held yet; and of each kind of act that
the law guards, or refuses while a programme is suspended, the latest one of the ledger that is still lawful today,
asked again under a fresh id. All of it on the day of leaving, after the leave has been written down: that is when the
law begins to count what is missing (the end of that day decides only from when a suspension is dated).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from partnership.acts import AddRecord, Advance, Amend, Amended, Command, End, Recorded
from partnership.evaluation import ActPattern
from partnership.findings import Finding
from partnership.index import Row, State
from partnership.messages import Message, Sayable, message
from partnership.network.what_if.later import Later
from partnership.network.what_if.world import World, answer, end_record, lawful
from partnership.records import amended, noun, word

WhichActs = Literal["stage", "planned", "like"]
"""Why an act is asked: a next stage, something planned, or like one that the ledger has."""

MOST_TRIED = 12
"""Acts of a kind, the latest first, that are asked at most until one is lawful."""

_PLANNED = ("visit", "activity", "event", "meeting", "session")
_ONWARD = {"planned": ("held", "prepared"), "prepared": ("held",)}


@dataclass(frozen=True, slots=True)
class Probe:
    """An act that is asked before and after; `commands` end with it, those before it lead up to it."""

    about: WhichActs
    what: Sayable
    commands: tuple[Command, ...]
    lawful: bool


@dataclass(frozen=True, slots=True)
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
    _findings: Later[tuple[Finding, ...]] = field(repr=False, compare=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why it would be refused; asked of the engine when they are first read."""
        return () if self.after else self._findings()


Why = Callable[["Probe"], Callable[[], tuple[Finding, ...]]]
"""How the reasons of a refusal are found when somebody reads them."""


def ask_acts(world: World, state: State, probes: Sequence[Probe], why: Why) -> tuple[ActAsked, ...]:
    """Ask every act on top of what is supposed; that somebody ends who has left already is not asked."""
    probes = [probe for probe in probes if not _is_done(probe.commands[-1], state)]
    after = {id(chain) for chain in lawful(world.template, state, [probe.commands for probe in probes])}
    return tuple(
        ActAsked(
            probe.about,
            probe.what,
            probe.commands,
            before=probe.lawful,
            after=id(probe.commands) in after,
            _findings=Later(why(probe)),
        )
        for probe in probes
    )


class Probes:
    """The acts to ask of one programme on one day."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._gates = world.gates(world.state)
        self._ctx = self._gates.ctx
        self._told_again: dict[int, Command] = {}
        """Commands by the entry whose like they ask, so that two tales that begin alike begin with the same ones."""
        self.found = (*self._moves(), *self._planned(), *self._like())

    def _probe(self, about: WhichActs, what: Sayable, *commands: Command) -> Probe:
        return Probe(about, what, commands, answer(self._world.template, self._world.state, commands) is None)

    def _moves(self) -> Iterator[Probe]:
        template = self._world.template
        for stage in template.next_of(self._gates.stage.id):
            said = message("moving to the stage {stage:quoted}", stage=template.stage(stage).title)
            yield self._probe("stage", said, Advance(on=self._world.day, to=stage))

    def _planned(self) -> Iterator[Probe]:
        for kind in _PLANNED:
            for row in self._ctx.rows(kind):
                id_, states = row.record.id, _ONWARD.get(row.record.state, ())
                probes = [
                    self._probe("planned", _onward(kind, id_, state), self._amend(kind, id_, state)) for state in states
                ]
                if probes:
                    yield next((probe for probe in probes if probe.lawful), probes[0])

    def _amend(self, kind: str, id_: str, state: str) -> Amend:
        return Amend(on=self._world.day, kind=kind, id=id_, changes={"state": state})

    # --- like one that the ledger has --------------------------------------------------------------------------------

    def _like(self) -> Iterator[Probe]:
        plan = self._gates.plan
        patterns: dict[tuple[str, str | None], dict[Any, ActPattern]] = {}
        for key, guards in plan.guards.items():
            patterns.setdefault(key, {}).update((guard.act.act.where, guard.act) for guard in guards)
        for key, unsafe in plan.unsafe.items():
            patterns.setdefault(key, {}).update((pattern.act.where, pattern) for pattern in unsafe)
        kinds = {kind for verb, kind in patterns if verb == "record" and kind is not None}
        tales = self._tales(kinds)
        for (verb, kind), watched in patterns.items():
            if kind is not None and verb == "record":
                yield from self._like_recorded(kind, list(watched.values()), tales.get(kind, []))
            elif kind is not None and verb == "end":
                yield from self._like_ended(kind)

    def _tales(self, kinds: set[str]) -> dict[str, list[tuple[Recorded | Amended, ...]]]:
        """Return, by kind, what was told of a record up to each of its entries until today; the latest last."""
        told: dict[tuple[str, str], tuple[Recorded | Amended, ...]] = {}
        found: dict[str, list[tuple[Recorded | Amended, ...]]] = {}
        state = self._world.state
        withdrawn = state.index.withdrawn
        for entry in state.entries:
            if entry.date > self._world.day or entry.seq in withdrawn:
                continue
            match entry:
                case Recorded(record=record) if record.kind in kinds:
                    tale: tuple[Recorded | Amended, ...] = (entry,)
                    key: tuple[str, str] = record.kind, record.id
                case Amended(kind=kind, id=id_) if (kind, id_) in told:
                    key = kind, id_
                    tale = (*told[key], entry)
                case _:
                    continue
            told[key] = tale
            found.setdefault(key[0], []).append(tale)
        for tales in found.values():
            tales.sort(key=lambda tale: tale[-1].date)
        return found

    def _like_recorded(
        self, kind: str, watched: list[ActPattern], tales: list[tuple[Recorded | Amended, ...]]
    ) -> Iterator[Probe]:
        """Ask the latest acts until each that is watched has a lawful one like it, or enough have been tried."""
        tried = 0
        for tale in reversed(tales):
            row = _row(tale)
            like = [pattern for pattern in watched if pattern.matches(row, self._ctx)]
            if like:
                tried += 1
                probe = self._probe("like", _again(kind, row.record), *self._retold(kind, tale))
                if probe.lawful:
                    watched = [pattern for pattern in watched if pattern not in like]
                    yield probe
            if not watched or tried == MOST_TRIED:
                return

    def _retold(self, kind: str, tale: tuple[Recorded | Amended, ...]) -> Iterator[Command]:
        fresh = self._fresh(kind)
        for entry in tale:
            if entry.seq not in self._told_again:
                self._told_again[entry.seq] = self._like_entry(entry, fresh)
            yield self._told_again[entry.seq]

    def _like_entry(self, entry: Recorded | Amended, fresh: str) -> Command:
        day = self._world.day
        if isinstance(entry, Amended):
            return Amend(on=day, kind=entry.kind, id=fresh, changes=entry.changes)
        return AddRecord(on=day, record=entry.record.model_copy(update={"id": fresh}))

    def _fresh(self, kind: str) -> str:
        number = 1
        while self._ctx.exists(kind, f"what-if-{number}"):
            number += 1
        return f"what-if-{number}"

    def _like_ended(self, kind: str) -> Iterator[Probe]:
        """Ask that the record that came last be ended; for a partner: that another one leave, too."""
        rows = sorted(self._ctx.rows(kind), key=lambda row: (row.date, row.record.id))
        for row in reversed(rows[-2:]):
            command = end_record(self._world.day, row.record.id, kind)
            yield self._probe("like", _ended(kind, row.record), command)


def newly_refused(acts: Sequence[ActAsked]) -> tuple[ActAsked, ...]:
    """Return the acts that are lawful now and would be refused, but for those that one before leads up to."""
    refused = [act for act in acts if act.before and not act.after]
    return tuple(act for act in refused if not any(_leads_up(other, act) for other in refused))


def _leads_up(one: ActAsked, other: ActAsked) -> bool:
    steps = len(one.commands)
    return steps < len(other.commands) and one.commands == other.commands[:steps]


def _is_done(command: Command, state: State) -> bool:
    return isinstance(command, End) and state.get(command.kind, command.id, command.on) is None


def _row(tale: tuple[Recorded | Amended, ...]) -> Row:
    record: Any = None
    for entry in tale:
        record = entry.record if isinstance(entry, Recorded) else amended(record, entry.changes)
    return Row(record, tale[-1].date, tale[-1].date)


def _onward(kind: str, id_: str, state: str) -> Sayable:
    return Message("{kind} {id:quoted}: {state}", {"kind": noun(kind), "id": id_, "state": word("state", state)})


def _again(kind: str, record: Any) -> Sayable:
    state = getattr(record, "state", None)
    if state is None:
        return message("{kind} like '{id}'", kind=noun(kind), id=record.id)
    return message("{kind} ({state}) like '{id}'", kind=noun(kind), state=word("state", state), id=record.id)


def _ended(kind: str, record: Any) -> Sayable:
    return message("end of {kind} '{id}'", kind=noun(kind), id=record.id)
