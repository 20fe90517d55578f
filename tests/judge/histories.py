"""Random histories: records and commands, lawful and unlawful, in their order and out of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone
from typing import Any

from partnership.acts import AddRecord, Advance, Amend, Close, Command, End, Resume, Start, Suspend, Waive
from partnership.records import RECORDS, Item
from partnership.testing.reference.law import Law, PlainTree
from partnership.values import Text, TimedDay, as_moment
from tests.judge.dice import Dice
from tests.judge.ledger import day
from tests.judge.universe import CLOCKS, LEVELS, PHASES, QUALITIES, SPOKEN, ids, listed

WHY = Text(kk="why", es="why")


class Teller:
    """Makes up one thing after another, and remembers what it has spoken of."""

    def __init__(self, dice: Dice, law: Law) -> None:
        self.dice = dice
        self.law = law
        self.told: dict[str, list[str]] = {}
        self.clock = 0
        self.lead: str | None = None
        rules = json.dumps([rule.tree for rule in [*law.gates(), *law.guards()]], default=str)
        self.spoken = [kind for kind in KINDS if f'"{_register(kind)}"' in rules or f'"record": "{kind}"' in rules]
        self.spoken += ["amendment"] if "agreement" in self.spoken else []
        self.spoken += [kind for word, kinds in SPOKEN.items() if f'"{word}":' in rules for kind in kinds]

    # --- fields

    def ref(self, *kinds: str) -> str:
        """An id of something told of; sometimes of something that was not."""
        kind = self.dice.one(kinds)
        known = self.told.get(kind)
        return self.dice.one(known) if known and not self.dice.chance(25) else self.dice.one(ids(kind))

    def refs(self, *kinds: str, low: int = 0, high: int = 3) -> list[str]:
        """Several of them."""
        found = list(dict.fromkeys(self.ref(*kinds) for _ in range(self.dice.number(low, high))))
        spare = [each for kind in kinds for each in ids(kind) if each not in found]
        return found + spare[: max(0, low - len(found))]

    def word(self, name: str) -> str:
        """A word of a list; seldom one that is not in it."""
        return "nonsense" if self.dice.chance(60) else self.dice.one(listed(name))

    def maybe(self, make: Callable[[], Any]) -> Any:
        """Something or nothing."""
        return make() if self.dice.chance(2) else None

    def day(self, low: int = 0, high: int = 60) -> Any:
        """A day, now and then with its time."""
        return self.timed(day(self.dice.number(low, high)))

    def timed(self, on: Any) -> Any:
        """The same day, now and then with a time of it by some clock."""
        if not self.dice.chance(3):
            return on
        clock = timezone(timedelta(hours=self.dice.one(CLOCKS)))
        return TimedDay.of(datetime.combine(on, time(self.dice.number(0, 23)), clock))

    def part(self) -> Any:
        """A day, or its month, or its year."""
        on = day(self.dice.number(0, 60))
        return self.dice.one([on, f"{on:%Y-%m}", on.year])

    def term(self) -> PlainTree:
        """A term, more often without an end than with one, which is soon."""
        starts = self.clock + self.dice.number(0, 6) if self.dice.chance(4) else None
        ends = (starts or self.clock) + self.dice.number(1, 25) if self.dice.chance(2) else None
        return {
            "valid_from": None if starts is None else day(starts),
            "valid_to": None if ends is None else day(ends),
        }

    def until(self) -> PlainTree:
        """The end of a term."""
        return {"valid_to": self.term()["valid_to"]}

    def state(self, kind: str) -> str:
        """One of the states that a record of a kind can be in; mostly the one that counts."""
        found: Any = RECORDS[kind].model_fields["state"].annotation
        states = list(found.__args__)
        counts = [each for each in ("held", "open", "adopted", "published", "debriefed") if each in states]
        return str(self.dice.one([*counts, *states]))

    # --- records

    def record(self, kind: str) -> Any:
        """A record of a kind, with an id that is new as long as there is one."""
        told = self.told.setdefault(kind, [])
        new = [each for each in ids(kind) if each not in told]
        again = told and (not new or self.dice.chance(12))
        name = self.dice.one(told if again else new)
        fields = _said(KINDS[kind](self))
        made = _made(kind, name, fields)
        if name not in told:
            told.append(name)
        return made


def _register(kind: str) -> str:
    return RECORDS[kind].register if kind in RECORDS else kind


def _said(fields: PlainTree) -> PlainTree:
    """Only the fields that say something."""
    return {name: value for name, value in fields.items() if value is not None}


def _made(kind: str, name: str, fields: PlainTree) -> Any:
    """A record of a kind, or a row of a register of the law's own."""
    if kind in RECORDS:
        return RECORDS[kind].model_validate({"id": name, **fields})
    return Item.model_validate({"id": name, "list": kind, **fields})


def _votes(teller: Teller) -> PlainTree:
    members = teller.dice.number(2, 5)
    present = teller.dice.number(1, members)
    for_it = teller.dice.number(0, present)
    against = teller.dice.number(0, present - for_it)
    counted = {"votes_against": against, "votes_abstained": present - for_it - against}
    return {
        "members": members,
        "present": present,
        "votes_for": for_it,
        **(counted if teller.dice.chance(2) else {}),
    }


def _attendance(teller: Teller) -> PlainTree:
    return {key: value for key, value in _votes(teller).items() if not key.startswith("votes_")}


def _objected_to(teller: Teller) -> PlainTree:
    kind = teller.dice.one([kind for kind in ("proposal", "decision") if kind in teller.told] or ["proposal"])
    return {kind: teller.ref(kind)}


def _money(teller: Teller) -> PlainTree:
    return {"amount": teller.dice.number(0, 3) * 100, "currency": "EUR" if teller.dice.chance(8) else "RUB"}


KINDS: dict[str, Callable[[Teller], PlainTree]] = {
    "partner": lambda t: {
        "name": "P",
        "sector": t.word("sectors"),
        "status": "suspended" if t.dice.chance(6) else "active",
        "experience_years": t.maybe(lambda: t.dice.number(0, 3)),
        "parent": t.ref("partner") if t.dice.chance(8) else None,
    },
    "person": lambda t: {
        "partner": t.maybe(lambda: t.ref("partner")),
        "adult": not t.dice.chance(6),
        "household": "hh" if t.dice.chance(3) else None,
        "staff": t.dice.chance(3),
    },
    "ward": lambda t: {
        "institution": t.ref("partner"),
        "age_band": t.dice.one(["7-10", "0-6", "11-13", "14-15"]),
    },
    "body": lambda t: {"name": "B", "type": "working_group", "sectors": t.dice.some(listed("sectors"), 0, 2)},
    "agreement": lambda t: {
        "type": t.word("agreement_types"),
        "parties": t.refs("partner", low=2),
        "clauses": t.dice.some(listed("clauses"), 0, 2),
        **t.term(),
    },
    "amendment": lambda t: {
        "agreement": t.ref("agreement"),
        "what": "w",
        "clauses_added": [t.word("clauses")] if t.dice.chance(2) else [],
        "clauses_removed": [t.word("clauses")] if t.dice.chance(3) else [],
        "parties_added": t.refs("partner", high=1),
        "parties_removed": t.refs("partner", high=1) if t.dice.chance(3) else [],
        "new_valid_to": t.until()["valid_to"] if t.dice.chance(3) else None,
    },
    "signature": lambda t: {"agreement": t.ref("agreement"), "partner": t.ref("partner")},
    "interest": lambda t: {
        "partner": t.ref("partner"),
        "outcome": t.word("outcomes"),
        "confirmed": not t.dice.chance(3),
    },
    "responsibility": lambda t: {
        "partner": t.ref("partner"),
        "function": t.word("functions"),
        "raci": t.dice.one(["A", "R", "C"]),
    },
    "contribution": lambda t: {
        "partner": t.ref("partner"),
        "what": t.dice.one(["cash", "cash", "cash", "time"]),
        "value": None if t.dice.chance(5) else _money(t),
        "state": t.dice.one(["committed", "delivered", "promised"]),
    },
    "assignment": lambda t: {
        "role": t.word("roles"),
        "person": t.ref("person"),
        "partner": t.ref("partner") if t.dice.chance(4) else None,
        "at": t.maybe(lambda: t.ref("body")),
        **t.term(),
    },
    "meeting": lambda t: {
        "body": t.ref("body"),
        "type": t.word("meeting_types"),
        "state": t.state("meeting"),
        "planned_for": t.maybe(t.day),
        "partners": t.refs("partner"),
        **(t.maybe(lambda: _attendance(t)) or {}),
    },
    "proposal": lambda t: {
        "matter": t.word("matters"),
        "body": t.maybe(lambda: t.ref("body")),
        "subject": t.maybe(lambda: t.ref("partner")),
    },
    "decision": lambda t: {
        "matter": t.word("matters"),
        "body": t.maybe(lambda: t.ref("body")),
        "proposal": t.ref("proposal") if "proposal" in t.told and not t.dice.chance(3) else None,
        "subject": t.maybe(lambda: t.ref("partner")),
        "procedure": t.maybe(lambda: t.dice.one(["written", "mixed"])),
        "partners": t.refs("partner"),
        **(t.maybe(lambda: _votes(t)) or {}),
    },
    "objection": lambda t: {
        **_objected_to(t),
        "partner": t.ref("partner"),
        "person": t.maybe(lambda: t.ref("person")),
        "state": t.dice.one(["open", "open", "upheld", "dismissed"]),
    },
    "membership": lambda t: {"body": t.ref("body"), "partner": t.ref("partner")},
    "minutes": lambda t: {"decisions": t.refs("decision")},
    "document": lambda t: {
        "type": t.word("document_types"),
        "state": t.dice.one(["adopted", "draft", "published"]),
        "about": t.maybe(lambda: t.ref("partner")),
        "includes_programme": t.maybe(lambda: t.dice.chance(2)),
        **t.term(),
    },
    "need": lambda t: {"institution": t.ref("partner"), "what": "W", "state": t.dice.one(["open", "met"])},
    "place": lambda t: {
        "need": t.ref("need"),
        "institution": t.ref("partner"),
        "capacity": t.dice.number(1, 3),
        "state": t.dice.one(["open", "full"]),
    },
    "volunteer": lambda t: {
        "person": t.ref("person"),
        "partner": t.maybe(lambda: t.ref("partner")),
        "experienced": t.dice.chance(2),
    },
    "placement": lambda t: {"place": t.ref("place"), "volunteer": t.ref("volunteer"), **t.term()},
    "credential": lambda t: {"person": t.ref("person"), "type": t.word("credential_types"), **t.term()},
    "consent": lambda t: {
        "person": t.ref("person", "ward"),
        "purpose": t.word("consent_purposes"),
        "by": t.dice.one(["self", "guardian"]),
        **t.until(),
    },
    "level": lambda t: t.dice.one(
        [
            {"person": t.ref("person"), "scale": "readiness", "level": t.dice.one([*LEVELS, "briefed"])},
            {"person": t.ref("person", "ward"), "scale": "readiness", "level": t.dice.one(LEVELS)},
            {"of": t.ref("chests"), "scale": "quality", "level": t.dice.one(QUALITIES)},
            {"of": t.maybe(lambda: t.ref("chests")), "scale": "phase", "level": t.dice.one(PHASES)},
        ]
    ),
    "incident": lambda t: {"type": t.word("incident_types"), "state": t.dice.one(["open", "closed"])},
    "register_kept": lambda t: {
        "lists": t.dice.one(["incidents", "needs", "people", "keys", "chests"]),
        "keeper": t.ref("partner"),
        **t.until(),
    },
    "session": lambda t: {"type": t.word("session_types"), "state": t.state("session"), "attended": t.refs("person")},
    "visit": lambda t: {
        "type": t.word("visit_types"),
        "institution": t.ref("partner"),
        "state": t.state("visit"),
        "planned_for": t.maybe(t.day),
        "adults": t.refs("person"),
        "wards": t.refs("ward"),
        "setting": t.dice.one(["on_site", "off_site"]),
    },
    "event": lambda t: {"type": t.word("event_types"), "state": t.state("event"), "partners": t.refs("partner")},
    "publication": lambda t: {
        "what": t.word("publication_kinds"),
        "about": t.maybe(lambda: t.ref("partner", "event")),
        "pictured": t.refs("ward"),
        "state": t.dice.one(["published", "draft"]),
    },
    "indicator": lambda t: {
        "outcome": None if t.dice.chance(4) else t.word("outcomes"),
        "title": "I",
        "unit": "u",
        "baseline": t.maybe(lambda: t.dice.number(0, 2)),
        "target": t.maybe(lambda: t.dice.number(1, 3)),
    },
    "observation": lambda t: {
        "indicator": t.ref("indicator"),
        "value": t.dice.number(0, 4),
        "partner": t.maybe(lambda: t.ref("partner")),
        "observed_on": t.maybe(t.day),
    },
    "assessment": lambda t: {
        "instrument": t.word("instruments"),
        "subject": t.ref("partner", "person"),
        "score": t.dice.number(0, 4),
        "respondents": t.maybe(lambda: t.dice.number(0, 4)),
    },
    "attestation": lambda t: {
        "statement": t.word("statements"),
        "by": t.ref("person", "partner"),
        "evidence": t.maybe(lambda: "file"),
    },
    "stage_reached": lambda t: {"subject": t.ref("partner"), "stage": t.dice.one(["second", "third"])},
    "team": lambda t: {
        "name": "T",
        "purpose": "programme",
        "members": t.refs("person", "ward"),
        "age_groups": t.dice.some(["young", "old"], 0, 2),
    },
    "tie": lambda t: {
        "between": t.refs("partner", "person", low=2, high=2),
        "type": t.word("tie_kinds"),
        "strength": t.dice.number(1, 3),
    },
    "media_plan": lambda t: {
        "title": "M",
        "items": [{"planned_for": day(each), "hook": "H"} for each in t.dice.some(range(60), 0, 2)],
        "state": t.dice.one(["adopted", "draft"]),
    },
    "handover": lambda t: {"partner": t.ref("partner"), "to": t.refs("partner")},
    "chests": lambda t: {
        **({"list": "nonsense"} if t.dice.chance(40) else {}),
        "fields": _said(
            {
                "keeper": t.maybe(lambda: t.ref("partner")),
                "opened": t.maybe(t.day),
                "wood": t.maybe(lambda: t.dice.one(["oak", "ash"])),
            }
        ),
    },
    "keys": lambda t: {
        "fields": _said(
            {
                "holder": None if t.dice.chance(25) else t.ref("person"),
                "chest": t.maybe(lambda: t.ref("chests")),
                "users": t.maybe(lambda: t.refs("person")),
                "valid_to": t.until()["valid_to"] if t.dice.chance(2) else None,
                "deposit": t.maybe(lambda: _money(t)),
                "grade": t.maybe(lambda: t.dice.one(QUALITIES)),
                "number": t.maybe(lambda: t.dice.number(0, 4)),
                "given": t.maybe(lambda: day(t.dice.number(0, 60))),
                "used": t.maybe(t.day),
                "made": t.maybe(t.part),
                "colour": t.maybe(lambda: t.dice.one(["red", "blue", "red", "blue", "green"])),
                "spare": t.maybe(lambda: t.dice.chance(2)),
                "note": t.maybe(lambda: t.dice.one(["long", "short"])),
                "list": t.maybe(lambda: t.dice.one(["first", "second"])),
            }
        ),
    },
}
"""How a record of each kind is made up."""

GROUND = ("partner", "partner", "person", "person", "body", "ward", "agreement")
"""What a history begins with, so that what follows has something to name."""

NEEDED = {
    "observation": ("indicator",),
    "minutes": ("decision",),
    "objection": ("proposal", "decision"),
    "place": ("need",),
    "volunteer": ("person",),
    "placement": ("need", "place", "volunteer"),
    "visit": ("ward",),
}
"""What must be there before records of a kind can be."""

LATER = (*KINDS, "partner", "person", "signature", "signature", "agreement", "credential", "assignment", "interest")
"""What it goes on with."""


def telling(dice: Dice, tree: PlainTree, most: int = 24) -> list[Command]:
    """A history: the start, some ground to stand on, then anything that anybody might ask."""
    teller = Teller(dice, Law(tree))
    parameters: PlainTree = {"enough": dice.number(0, 2)} if dice.chance(3) else {}
    region = dice.one(["RU-SMO", "RU-KLU", "FI"])
    commands: list[Command] = [Start(on=day(0), programme="p", region=region, parameters=parameters)]
    needed = [kind for each in NEEDED for kind in NEEDED[each] if each in teller.spoken]
    for kind in (*GROUND, *dict.fromkeys(needed)):
        teller.clock += dice.number(0, 1)
        commands.append(AddRecord(record=teller.record(kind), **_when(teller, late=False)))
    if any(teller.law.may_waive(rule) for rule in [*teller.law.gates(), *teller.law.guards()]):
        teller.lead = teller.ref("person")
        lead: Any = RECORDS["assignment"].model_validate({"id": "leading", "role": "lead", "person": teller.lead})
        commands.append(AddRecord(record=lead, **_when(teller, late=False)))
    for _ in range(dice.number(most // 3, most)):
        if dice.chance(2):
            teller.clock += dice.number(0, 8)
        commands.append(_asked(teller))
    return commands


def _when(teller: Teller, *, late: bool = True) -> PlainTree:
    """Today, or (late paperwork) some day before; written down today, or by mistake before that."""
    dice = teller.dice
    on = dice.number(-1, teller.clock) if late and dice.chance(5) else teller.clock
    written = teller.clock - 3 if late and dice.chance(30) else teller.clock
    unsaid = late and dice.chance(5)
    return {"on": teller.timed(day(on)), "recorded": None if unsaid else as_moment(day(max(written, -1)))}


def _asked(teller: Teller) -> Command:
    dice, when = teller.dice, _when(teller)
    told = [(kind, name) for kind, names in teller.told.items() for name in names]
    asked = ["record"] * 11 + ["amend"] * 2 + ["end"] * 2 + ["advance"] * 2 + ["hand", "close"]
    match dice.one(asked + ["waive"] * (2 if teller.lead is None else 5)):
        case "amend":
            kind, name = dice.one(told)
            return Amend(kind=kind, id=name, changes=_changes(teller, kind), **when)
        case "end":
            kind, name = dice.one(told)
            return End(kind=kind, id=name, reason=WHY, **when)
        case "advance":
            stages = [path[-1]["id"] for path in teller.law.paths()]
            return Advance(to=dice.one([None, None, *stages, *stages, "nowhere"]), **when)
        case "waive":
            return _waiver(teller, when)
        case "hand":
            return Suspend(reason=WHY, **when) if dice.chance(2) else Resume(reason=WHY, **when)
        case "close" if dice.chance(4):
            return Close(outcome=dice.one(["cancelled", "completed"]), reason=WHY, **when)
        case _:
            kinds = teller.spoken if teller.spoken and not dice.chance(5) else LATER
            return AddRecord(record=teller.record(dice.one(kinds)), **when)


def _changes(teller: Teller, kind: str) -> PlainTree:
    """One or two fields of a record, as they might also be."""
    if kind not in RECORDS and not teller.dice.chance(12):
        fields = KINDS[kind](teller)["fields"]
        made = _made(kind, ids(kind)[0], {"fields": fields}).model_dump(mode="json")["fields"]
        picked = teller.dice.some([*made, "number" if kind == "keys" else "wood"], 1, 3)
        return {"fields": {name: None if teller.dice.chance(5) else made.get(name) for name in picked}}
    for _ in range(4):
        fields = _said(KINDS[kind](teller))
        made = _made(kind, ids(kind)[0], fields).model_dump(mode="json")
        names = [name for name in fields if name not in {"name", "what", "title"} or kind == "contribution"]
        picked = teller.dice.some(names, 1, 2) if names else []
        if picked:
            return {name: made[name] for name in picked}
    return {"note": "N"}


def _waiver(teller: Teller, when: PlainTree) -> Command:
    """Mostly of what can be waived, by somebody who may; for one subject as often as for all."""
    rules = [*teller.law.gates(), *teller.law.guards()]
    can = [rule.id for rule in rules if teller.law.may_waive(rule)]
    dice = teller.dice
    return Waive(
        requirement=dice.one(can)
        if can and not dice.chance(4)
        else dice.one([*(each.id for each in rules), "nothing"]),
        subject=teller.ref("partner", "partner", "person") if dice.chance(2) else None,
        reason=WHY,
        waived_by=teller.lead if teller.lead is not None and not dice.chance(4) else teller.ref("person"),
        until=when["on"] + timedelta(days=dice.number(0, 30)),
        **when,
    )
