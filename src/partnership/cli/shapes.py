"""What `--json` writes; docs/json.md is its description. Texts are given in every language that has all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from partnership.cli.console import Console
from partnership.cli.story import Story, Told, Turning
from partnership.errors import Fault
from partnership.evaluation import Suspension, View
from partnership.findings import Finding, Severity
from partnership.messages import FULL, Sayable
from partnership.programme import Programme, Step
from partnership.values import in_all_languages

FORMAT: Final = 1

JsonShape = dict[str, Any]


def write_json(console: Console, shape: JsonShape) -> None:
    """Write one document, for programs: UTF-8, keys in the order in which the page describes them."""
    console.data((json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))


def text_shape(said: Sayable | str | None) -> JsonShape | None:
    """Give what is said in each language that has it."""
    if said is None or isinstance(said, str):
        return None if said is None else dict.fromkeys(FULL, said)
    return {**in_all_languages(said)}


def finding_shape(finding: Finding) -> JsonShape:
    """Give a finding as it is in JSON."""
    shape: JsonShape = finding.model_dump(mode="json")
    return shape


def programme_shape(programme: Programme) -> JsonShape:
    """Give what a programme's start says, and the law that is in force."""
    template = programme.template
    return {
        "id": programme.id,
        "title": text_shape(programme.state.started.title),
        "region": programme.region,
        "start": programme.entries[0].date.isoformat(),
        "template": {"id": template.id, "version": template.version, "digest": template.digest},
    }


def standing_shape(snapshot: View) -> JsonShape:
    """Give the stage, the suspension and the end of a programme on a day."""
    facts = snapshot.facts
    return {
        "date": snapshot.date.isoformat(),
        "stage": snapshot.stage,
        "stage_since": None if facts.stage_since is None else facts.stage_since.isoformat(),
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


def run_shape(file: str, story: Story, faults: Iterable[Fault]) -> JsonShape:
    """Give a whole story."""
    snapshot = story.snapshot
    return {
        "format": FORMAT,
        "command": "run",
        "file": file,
        "programme": programme_shape(story.programme),
        "happenings": [_told_shape(one) if isinstance(one, Told) else _turning_shape(one) for one in story.happenings],
        "standing": {
            **standing_shape(snapshot),
            "waivers": [waiver.model_dump(mode="json") for waiver in snapshot.facts.waivers],
            "missing": [finding_shape(finding) for finding in snapshot.missing()],
            "unsupported": [finding_shape(finding) for finding in story.programme.unsupported(story.date)],
        },
        "basis": dict(Counter(entry.basis or "" for entry in story.programme.entries[1:]).most_common()),
        "faults": [_fault_shape(fault) for fault in faults],
    }


def _told_shape(told: Told) -> JsonShape:
    step = told.step
    line = step.line
    return {
        "what": _how_it_went(step),
        "date": line.date.isoformat(),
        "written": told.day.isoformat(),
        "at": None if line.at.file == "-" else line.at.model_dump(mode="json"),
        "verb": line.verb,
        "kind": line.kind,
        "id": line.id,
        "as_the_file_says": not step.faults,
        "entries": [entry.model_dump(mode="json") for entry in step.entries],
        "findings": [] if step.refusal is None else [finding_shape(finding) for finding in step.refusal.findings],
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
        "since": turning.since.isoformat(),
        "findings": [finding_shape(finding) for finding in turning.findings],
        "left": list(turning.left),
    }


def _fault_shape(fault: Fault) -> JsonShape:
    return {
        "at": None if fault.at is None else fault.at.model_dump(mode="json"),
        "what": text_shape(fault.what),
        "expected": text_shape(fault.expected),
        "hint": text_shape(fault.hint),
    }


def counts_shape(findings: Iterable[Finding]) -> JsonShape:
    """Count findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}
