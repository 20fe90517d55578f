"""The library, under the law of the benchmark and under the one that it ships."""

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, overload

from typing_extensions import override

from benchmarks.contestants.contestant import BASIS, BY
from benchmarks.lifecycle import START, Step
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
            return self._told(refused)
        return None

    def _told(self, refused: Refused) -> Sequence[Finding]:
        return refused.findings

    def reasons(self, refusals: Sequence[Finding]) -> Mapping[str, frozenset[str]]:
        return {
            one.requirement or one.code: frozenset(lack.subject.id for lack in one.lacks if lack.subject is not None)
            for one in refusals
        }

    @property
    def written(self) -> int:
        return len(self.programme.entries) - self._before


class Unread(Ours):
    """The same, for a program that asks only whether: refusals are carried, and explained when they are read."""

    @override
    def _told(self, refused: Refused) -> Sequence[Finding]:
        return _Carried(refused)


class _Carried(Sequence[Finding]):
    """The findings of a refusal, made when somebody looks at them."""

    def __init__(self, refused: Refused) -> None:
        self._refused = refused

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Finding]: ...
    @override
    def __getitem__(self, at: int | slice) -> Finding | Sequence[Finding]:
        return self._refused.findings[at]

    @override
    def __len__(self) -> int:
        return len(self._refused.findings)


class Shipped(Ours):
    """A programme under the shipped law, which has far more rules and turns every move of this story away."""

    @override
    def _template(self) -> Template:
        return template_of(shipped_bytes(), "volunteers.yaml")


def shipped_bytes() -> bytes:
    return (resources.files("partnership") / "templates" / "volunteers.yaml").read_bytes()


def template_of(data: bytes, file: str) -> Template:
    return read_template(data, file, _nothing_else)


def _nothing_else(name: str) -> tuple[bytes, str]:
    raise LookupError(name)
