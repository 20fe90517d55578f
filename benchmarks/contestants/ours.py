"""The library, under the law of the benchmark and under the one that it ships."""

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from typing_extensions import override

from benchmarks.contestants.contestant import BASIS, BY, Why
from benchmarks.lifecycle import START, Language, Step
from partnership.errors import Refused
from partnership.findings import Finding
from partnership.programme import Programme
from partnership.reading import read_template
from partnership.records import RECORDS
from partnership.template import Template

PILOT = Path(__file__).parent.parent / "lifecycle" / "pilot.yaml"


class Ours:
    """A programme under the benchmark's template."""

    def __init__(self) -> None:
        self.template = self._template()

    def _template(self) -> Template:
        return template_of(PILOT.read_bytes(), PILOT.name)

    def begin(self) -> None:
        self.programme = Programme.start(self.template, id="pilot", region="RU-SMO", on=START, by=BY, basis=BASIS)
        self.programme.missing()
        self._before = len(self.programme.entries)

    def do(self, step: Step) -> Sequence[Finding] | None:
        programme = self.programme
        try:
            if step.verb == "record":
                record: Any = RECORDS[step.kind](id=step.id, **step.fields)
                programme.record(record, on=step.on, by=BY, basis=BASIS)
            elif step.verb == "amend":
                programme.amend(step.kind, step.id, step.fields, on=step.on, by=BY, basis=BASIS)
            else:
                programme.advance(on=step.on, by=BY, basis=BASIS)
        except Refused as refused:
            return refused.findings
        return None

    def text(self, refusals: Sequence[Finding], lang: Language) -> str:
        return "\n".join([finding.text(lang) for finding in refusals])

    def missing(self, day: dt.date) -> Sequence[Finding]:
        return self.programme.as_of(day).missing()

    def reasons(self, refusals: Sequence[Finding]) -> Mapping[str, Why]:
        return {one.requirement or one.code: _why(one) for one in refusals}

    @property
    def written(self) -> int:
        return len(self.programme.entries) - self._before


class Shipped(Ours):
    """A programme under the shipped law, which has far more rules and turns every move of this story away."""

    @override
    def _template(self) -> Template:
        return template_of(shipped_bytes(), "volunteers.yaml")


def _why(finding: Finding) -> Why:
    lacking = frozenset(lack.subject.id for lack in finding.lacks if lack.subject is not None)
    owing = frozenset(owner.id for owner in finding.owed_by)
    return Why(lacking, owing, str(finding.at or ""), finding.status == "unsatisfied")


def shipped_bytes() -> bytes:
    return (resources.files("partnership") / "templates" / "volunteers.yaml").read_bytes()


def template_of(data: bytes, file: str) -> Template:
    return read_template(data, file, _nothing_else)


def _nothing_else(name: str) -> tuple[bytes, str]:
    raise LookupError(name)
