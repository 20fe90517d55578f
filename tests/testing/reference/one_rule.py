"""A law of one rule, asked about a ledger that is put down by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from partnership.evaluation import View
from partnership.findings import Status
from partnership.index import State
from partnership.template import build_template
from partnership.testing.reference import PlainTree, ReferenceEvaluator
from tests.judge.ledger import START, Ledger
from tests.judge.worlds import File

YES, NO, UNKNOWN = Status.SATISFIED, Status.UNSATISFIED, Status.UNKNOWN


def law(*requirements: PlainTree, **sections: Any) -> PlainTree:
    """A template whose first stage is not left before these requirements are met."""
    asked = [{"id": f"R{number}", "title": "R", **each} for number, each in enumerate(requirements, 1)]
    return {
        "format": 1,
        "template": "t",
        "version": "1",
        "title": "T",
        "sectors": [{"id": each, "title": each} for each in ("business", "ngo")],
        "scales": [
            {"id": "readiness", "title": "r", "of": "person", "levels": [{"id": "briefed", "title": "b"}]},
            {"id": "practice", "title": "p", "of": "partner", "levels": [{"id": "good", "title": "g"}]},
        ],
        "stages": [
            {"id": "first", "title": "1", "gates": {"exit": asked}},
            {"id": "second", "title": "2", "final": True},
        ],
        **sections,
    }


def asked(ledger: Ledger, check: PlainTree, on: date, **sections: Any) -> Status:
    """What one check comes to on a day."""
    return ReferenceEvaluator(law(check, **sections)).statuses(ledger.entries, on)["R1"]


def of_both(ledger: Ledger, check: PlainTree, on: date, **sections: Any) -> Status:
    """What one check comes to on a day, which the reference and the engine say alike."""
    found = asked(ledger, check, on, **sections)
    template = build_template(File(law(check, **sections)), "law.yaml")
    assert View(template, State.of(ledger.entries), on).statuses()["R1"] is found
    return found


def number(on: date) -> int:
    """A day as the ledger counts it, from the start."""
    return (on - START).days
