"""What random worlds are made of: a few words for every list of a template, and a few ids for every kind of record."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from partnership.records import RECORDS, references

WORDS: dict[str, tuple[str, ...]] = {
    "sectors": ("business", "ngo", "government"),
    "roles": ("chair", "secretary", "lead"),
    "agreement_types": ("cooperation", "intent"),
    "clauses": ("exit_clause", "review_clause"),
    "document_types": ("plan", "concept"),
    "meeting_types": ("regular", "founding"),
    "matters": ("election", "budget"),
    "credential_types": ("clearance", "training"),
    "consent_purposes": ("take_part", "publication"),
    "session_types": ("course", "group"),
    "visit_types": ("immersion", "ordinary"),
    "event_types": ("presentation", "fair"),
    "activity_forms": ("games", "chess"),
    "publication_kinds": ("story", "rules"),
    "incident_types": ("injury", "complaint"),
    "instruments": ("culture", "survey"),
    "statements": ("kept_well", "ready_to_go"),
    "tie_kinds": ("works_with", "funds"),
    "principles": ("openness", "equality"),
    "beneficiaries": ("households",),
}

FUNCTIONS: list[dict[str, Any]] = [
    {"id": "pays", "side": "business", "nature": "duty"},
    {"id": "trains", "side": "ngo", "nature": "duty"},
    {"id": "gains", "side": "business", "nature": "benefit"},
]
OUTCOMES: list[dict[str, Any]] = [
    {"id": "confidence", "beneficiary": "households", "produced_by": ["pays", "trains"]},
    {"id": "good_name", "beneficiary": "business", "side": "business", "produced_by": ["gains"]},
]
LEVELS = ("invited", "briefed", "ready")
QUALITIES = ("poor", "good", "best")
"""The levels of a scale of chests."""
PHASES = ("watch", "alarm")
"""The levels of a scale of the programme itself."""
REGISTER: dict[str, Any] = {
    "id": "keys",
    "kind": "key",
    "title": "Keys",
    "one": "key",
    "many": "keys",
    "name": "colour",
    "fields": {
        "holder": {"type": "id", "of": "person", "required": True},
        "chest": {"type": "id", "of": "chest"},
        "users": {"type": "id", "of": "person", "many": True},
        "number": {"type": "integer", "max": 3},
        "given": {"type": "date"},
        "used": {"type": "moment"},
        "made": {"type": "partial_date"},
        "valid_to": {"type": "date"},
        "weight": {"type": "decimal", "min": 0},
        "deposit": {"type": "money"},
        "grade": {"type": "level", "of": "quality"},
        "colour": {"type": "choice", "choices": ["red", "blue"]},
        "spare": {"type": "boolean"},
        "note": {"type": "choice", "choices": ["long", "short"]},
        "list": {"type": "choice", "choices": ["first", "second"]},
    },
}
CHESTS: dict[str, Any] = {
    "id": "chests",
    "kind": "chest",
    "title": "Chests",
    "day": "opened",
    "fields": {
        "keeper": {"type": "id", "of": "partner"},
        "opened": {"type": "date"},
        "wood": {"type": "choice", "choices": [{"id": "oak", "title": "Oak"}, "ash"]},
    },
}
ROSTERS: list[dict[str, Any]] = [
    {
        "id": "parties",
        "title": "Parties",
        "of": "partner",
        "anchored": {"from": "agreements", "where": {"type": "cooperation"}, "field": "parties"},
        "released_by": {"from": "handovers", "field": "partner"},
    },
    {"id": "crew", "title": "Crew", "of": "person", "anchored": {"from": "assignments", "field": "person"}},
    {
        "id": "firms",
        "title": "Firms",
        "of": "partner",
        "anchored": {"from": "signatures", "field": "partner"},
        "where": {"sector": "business"},
    },
]
PARAMETERS: list[dict[str, Any]] = [
    {"id": "enough", "title": "Enough", "type": "integer", "min": 0, "max": 5, "default": 1},
    {"id": "part", "title": "Part", "type": "share", "default": Decimal("0.5")},
    {"id": "while", "title": "While", "type": "duration", "default": "P10D"},
    {"id": "hours", "title": "Hours", "type": "duration", "default": "PT100H"},
]

SPANS = ("P5D", "P10D", "P20D", "P1M", "PT30H", "P5DT12H", "PT240H")
CLOCKS = (-11, 0, 3, 3, 3, 12)
"""Hours before or after UTC that clocks in these worlds show."""
SHARES = (Decimal("0.5"), Decimal("0.34"), Decimal("0.8"), 1)

SPOKEN: dict[str, tuple[str, ...]] = {
    "document": ("document",),
    "signed": ("agreement", "signature", "signature", "amendment"),
    "role": ("assignment",),
    "meeting": ("meeting",),
    "decision": ("decision", "decision", "minutes", "proposal", "objection", "objection", "membership", "assignment"),
    "credential": ("credential",),
    "consent": ("consent",),
    "level": ("level",),
    "indicator": ("indicator", "observation", "observation"),
    "assessment": ("assessment",),
    "attest": ("attestation", "assignment"),
    "stage": ("stage_reached",),
    "network": ("tie", "event", "meeting", "session", "team"),
    "single_accountable": ("responsibility",),
    "cofinancing_share": ("contribution",),
    "published_within": ("publication", "event"),
    "mutual_interest": ("interest", "responsibility"),
    "none_open": ("register_kept",),
    "two_adults": ("visit", "credential"),
    "adult_child_ratio": ("visit", "ward"),
}
"""Kinds of record that the typed words are about."""

POOL = {
    "partner": ("bank", "fund", "board", "home"),
    "person": ("ivan", "olga", "petr", "anna"),
    "ward": ("w-1", "w-2", "w-3"),
    "body": ("wg", "council"),
    "agreement": ("deal", "pact"),
    "need": ("want", "wish"),
    "place": ("seat", "desk"),
    "volunteer": ("vol-a", "vol-b", "vol-c"),
    "meeting": ("m-a", "m-b"),
    "decision": ("d-a", "d-b"),
    "proposal": ("q-a", "q-b"),
    "indicator": ("i-a", "i-b"),
    "team": ("t-a", "t-b"),
    "keys": ("one", "two", "three", "four", "five"),
    "chests": ("oak", "pine", "fir"),
}
"""Ids of the records that others name."""

NAMED = (
    *sorted(
        {kind for cls in RECORDS.values() for _, ref, _ in references(cls) for kind in ref.kinds} - {"person", "ward"}
    ),
    *("keys", "chests"),
)
"""Kinds whose records laws name by their ids."""


def ids(kind: str) -> tuple[str, ...]:
    """The ids that records of a kind may have in these worlds."""
    return POOL.get(kind) or tuple(f"{kind.replace('_', '-')}-{number}" for number in range(1, 6))


def listed(name: str) -> tuple[str, ...]:
    """The words of one of the template's lists."""
    if name == "functions":
        return tuple(each["id"] for each in FUNCTIONS)
    if name == "outcomes":
        return tuple(each["id"] for each in OUTCOMES)
    return ("readiness", "quality", "phase") if name == "scales" else WORDS[name]
