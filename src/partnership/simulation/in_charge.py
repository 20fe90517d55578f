"""Who of a region holds which role: by the ledger that runs go on from, else as the practice appoints its partners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from partnership.acts import AddRecord, Command
from partnership.errors import InputError
from partnership.messages import Message, Sayable, joined, listed, message
from partnership.programme import Programme
from partnership.records import Assignment, Partner, Person
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.model import Model
from partnership.simulation.scope import Nobody
from partnership.values import Text

_NOT_MADE: Final = (Nobody, ValidationError, InputError, KeyError, AttributeError)
"""Why a line cannot be written before a run has begun; what is wrong with it is told when it is written."""
_TOLD: Final = frozenset({"assignment", "person"})
_MOST: Final = 3
"""Of how many who hold a role each is named."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a partner holds, itself or by a person of its own."""

    role: str
    partner: str | None
    """None where somebody holds it who is of no partner."""
    by_person: bool


def appointed(model: Model) -> tuple[Held, ...]:
    """Return who is appointed to which role where all partners of a region take part, in the order of the practice."""
    run = Exact(model, Chance(0), 0)
    run.joined.update((each.id, each) for each in model.partners)
    day = model.start
    commands: list[Command] = []
    for lines, written, it in [
        *((each.lines, model.region.practice.shape.joining, each.id) for each in model.partners),
        *((job.lines, job.task.lines, job.it) for job in model.jobs),
    ]:
        scope = run._scope(0, n=1, it=it)  # noqa: SLF001 - a run of our own
        for line, said in zip(lines, written, strict=True):
            if line.lacking is None and not _TOLD.isdisjoint(said):
                with suppress(*_NOT_MADE):
                    commands.extend(line.commands(scope, day))
    records = [each.record for each in commands if isinstance(each, AddRecord)]
    people = [each for each in records if isinstance(each, Person)]
    return tuple(_held([each for each in records if isinstance(each, Assignment)], people))


def holding(model: Model, programme: Programme | None) -> Mapping[str, tuple[Held, ...]]:
    """Return who holds each role: in a forecast by the ledger on its first day, else whom the practice appoints.

    Where it appoints nobody to one, it is those whose own role it is.
    """
    found: dict[str, list[Held]] = {}
    there = () if programme is None else _held_in(programme, model.start)
    own = [Held(role, each.id, by_person=False) for each in model.partners if (role := each.candidate.role) is not None]
    for some in (there, appointed(model), own):
        known = {*found}
        for each in some:
            if each.role not in known:
                found.setdefault(each.role, []).append(each)
    return {role: tuple(dict.fromkeys(held)) for role, held in found.items()}


def holders_in(programme: Programme | None, day: dt.date, role: str) -> Iterator[str | None]:
    """Return the partners of those who hold a role in a ledger on a day; None for somebody of no partner."""
    return (each.partner for each in (() if programme is None else _held_in(programme, day)) if each.role == role)


def _held_in(programme: Programme, day: dt.date) -> Iterator[Held]:
    view = programme.as_of(day)
    given = [each for each in view.records("assignment") if isinstance(each, Assignment)]
    return _held(given, [each for each in view.records("person") if isinstance(each, Person)])


def _held(assignments: Iterable[Assignment], people: Iterable[Person]) -> Iterator[Held]:
    partner_of = {each.id: each.partner for each in people}
    for each in assignments:
        partner = each.partner or each.on_behalf_of or partner_of.get(each.person or "")
        yield Held(each.role, partner, each.person is not None)


def in_charge(model: Model, programme: Programme | None, owed_by: Collection[str]) -> Sayable | None:
    """Say who of a region holds the roles, or is of the sectors, that something is owed by; None where that is nobody.

    Nothing is said of what many hold, or several that are alike.
    """
    lists, names = model.law.lists, _names(model, programme)
    roles = holding(model, programme)
    said = []
    for word in owed_by:
        item = lists["roles"].get(word)
        who: list[Sayable] = _who(roles.get(word, ()), names)
        if item is None and (item := lists["sectors"].get(word)) is not None:
            who = [each.candidate.name for each in model.partners if each.candidate.sector == word]
        if item is not None and 0 < len(who) <= _MOST and len({each.in_language("en") for each in who}) == len(who):
            said.append(Message("{role}: {who}", {"role": item.title, "who": listed(who)}))
    return message("Who is responsible here. {who}.", who=joined(said, Message("; "))) if said else None


def _names(model: Model, programme: Programme | None) -> Mapping[str, Text]:
    """Return what partners are called; of those who have left nothing but the ledger knows."""
    there = () if programme is None else programme.as_of(model.start).records("partner")
    names = {each.id: each.candidate.name for each in model.partners}
    return names | {each.id: each.name for each in there if isinstance(each, Partner)}


def _who(held: Iterable[Held], names: Mapping[str, Text]) -> list[Sayable]:
    return [
        message("a person from {name}", name=name) if each.by_person else name
        for each in held
        if (name := names.get(each.partner or "")) is not None
    ]
