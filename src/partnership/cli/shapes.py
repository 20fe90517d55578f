"""What `--json` writes; docs/json.md is its description. Texts are given in every language that has all of them."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from partnership.cli.console import Console
from partnership.cli.story import Story, Told, Turning
from partnership.errors import Fault
from partnership.evaluation import Suspension, View
from partnership.findings import Finding, Severity
from partnership.messages import FULL, Sayable
from partnership.programme import Programme, Step
from partnership.values import in_all_languages

if TYPE_CHECKING:
    from argparse import Namespace

_FORMAT: Final = 1

JsonShape = dict[str, Any]


def write_json(asked: Namespace, console: Console, answer: JsonShape) -> None:
    """Write one document, for programs: UTF-8, keys in the order in which the page describes them.

    It begins with what was asked: the command, and the file that it is about, if there is one.
    """
    command = f"{asked.command} {asked.action}" if "action" in asked else asked.command
    about = {"file": asked.file} if "file" in asked else {}
    shape = {"format": _FORMAT, "command": command, **about, **answer}
    console.data((json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))


def text_shape(said: Sayable | str | None) -> JsonShape | None:
    """Give what is said in each language that has it."""
    if said is None or isinstance(said, str):
        return None if said is None else dict.fromkeys(FULL, said)
    return {**in_all_languages(said)}


def fields_shape(thing: object, *names: str) -> JsonShape:
    """Give what these attributes of something hold, each under its name."""
    return {name: plain(getattr(thing, name)) for name in names}


def plain(value: Any) -> Any:
    """Give any value as JSON: what is said in each language that has it, days as ISO 8601, keys as text.

    What is made of fields is a mapping of them, in their order.
    """
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case BaseModel():
            return value.model_dump(mode="json")
        case dt.date():
            return value.isoformat()
        case _ if hasattr(value, "in_language"):
            return text_shape(value)
        case _ if is_dataclass(value):
            return fields_shape(value, *(each.name for each in fields(value)))
        case Fraction():
            return float(value)
        case Mapping():
            return {_key(key): plain(part) for key, part in value.items()}
        case Iterable():
            return [plain(part) for part in value]
        case _:
            return str(value)


def _key(key: object) -> str:
    """Give a key as text: of a pair both, with a dash between them."""
    return " - ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def programme_shape(programme: Programme) -> JsonShape:
    """Give what a programme's start says, and the law that is in force."""
    return {
        "id": programme.id,
        "title": text_shape(programme.state.started.title),
        "region": programme.region,
        "start": programme.entries[0].date.isoformat(),
        "template": fields_shape(programme.template, "id", "version", "digest"),
    }


def standing_shape(snapshot: View) -> JsonShape:
    """Give the stage, the suspension and the end of a programme on a day."""
    facts = snapshot.facts
    return {
        **fields_shape(snapshot, "date", "stage"),
        "stage_since": plain(facts.stage_since),
        "next": list(snapshot.template.next_of(snapshot.stage)),
        "suspended": suspension_shape(snapshot.suspension),
        "closed": None if facts.closed is None else facts.closed.outcome,
    }


def suspension_shape(suspension: Suspension | None) -> JsonShape | None:
    """Give since when a programme is suspended, and why."""
    if suspension is None:
        return None
    return {
        "since": suspension.since.isoformat(),
        "requirements": list(suspension.unmet),
        "by_hand": suspension.by_hand,
    }


def run_shape(story: Story, faults: Iterable[Fault]) -> JsonShape:
    """Give a whole story."""
    snapshot = story.snapshot
    return {
        "programme": programme_shape(story.programme),
        "happenings": [_told_shape(one) if isinstance(one, Told) else _turning_shape(one) for one in story.happenings],
        "standing": {
            **standing_shape(snapshot),
            "waivers": plain(snapshot.facts.waivers),
            "missing": plain(snapshot.missing()),
            "unsupported": plain(story.programme.unsupported(story.date)),
        },
        "basis": dict(Counter(entry.basis or "" for entry in story.programme.entries[1:]).most_common()),
        "faults": plain(faults),
    }


def _told_shape(told: Told) -> JsonShape:
    step = told.step
    line = step.line
    return {
        "what": _how_it_went(step),
        "date": line.date.isoformat(),
        "written": told.day.isoformat(),
        "at": None if line.at.file == "-" else plain(line.at),
        **fields_shape(line, "verb", "kind", "id"),
        "as_the_file_says": not step.faults,
        "entries": plain(step.entries),
        "findings": [] if step.refusal is None else plain(step.refusal.findings),
    }


def _how_it_went(step: Step) -> str:
    if step.is_mistaken:
        return "mistaken"
    if step.refusal is not None:
        return "refused"
    return "accepted" if step.entries else "let_pass"


def _turning_shape(turning: Turning) -> JsonShape:
    return {
        "what": "suspended" if turning.findings or turning.by_hand else "resumed",
        "date": turning.day.isoformat(),
        "known": turning.seen.isoformat(),
        **fields_shape(turning, "since", "findings", "left"),
    }


def counts_shape(findings: Iterable[Finding]) -> JsonShape:
    """Count findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
