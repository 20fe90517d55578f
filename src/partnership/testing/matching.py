"""What was expected against what happened: entries, and findings that a refusal or a look at what is missing gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from partnership.acts import AnyEntry, Asked, Entry
from partnership.findings import Code, Finding, Status
from partnership.records import Record
from partnership.testing.builders import On
from partnership.values import as_moment


@dataclass(frozen=True, slots=True)
class ExpectedEntry:
    """An entry of a kind, of which only the fields that are named are compared."""

    kind: type[Entry]
    fields: Mapping[str, Any]


def happened(kind: type[Entry], /, **fields: Any) -> ExpectedEntry:
    """Expect an entry of a kind, with these fields and any others: `happened(Advanced, stage="main")`."""
    unknown = [name for name in fields if name not in kind.model_fields]
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {', '.join(unknown)}")
    return ExpectedEntry(kind, fields)


Expected = Record | On | ExpectedEntry | Entry | Asked
"""What `then` compares with the entries that were written.

A record: that it was recorded; `on(day, record)`: on this day; `happened(...)`: a kind of entry with some fields; an
entry: all of it, sequence number and moment too; a command: the entry that it becomes.
"""


def differences(expected: Sequence[Expected], found: Sequence[AnyEntry]) -> Iterator[str]:
    """Say in which ways the entries are not those expected; nothing where they are."""
    wanted = [fields for one in expected for fields in _fields(one)]
    if len(wanted) != len(found):
        yield f"expected {_entries(len(wanted))}, found {_entries(len(found))}"
    for place, (fields, entry) in enumerate(zip(wanted, found, strict=False), start=1):
        for name, value in fields.items():
            actual = getattr(entry, name, None)
            if isinstance(value, Record) and isinstance(actual, Record):
                yield from (f"entry {place}, {line}" for line in _in_record(value, actual))
            elif actual != value:
                yield f"entry {place}, {name}: expected {_shown(value)}, found {_shown(actual)}"


def _entries(number: int) -> str:
    return "no entry" if number == 0 else "1 entry" if number == 1 else f"{number} entries"


def _fields(expected: Expected) -> Iterator[dict[str, Any]]:
    match expected:
        case Record():
            yield {"entry": "recorded", "record": expected}
        case On():
            late = _late(expected)
            for record in expected.records:
                yield {"entry": "recorded", "date": expected.day, "record": record, **late}
        case ExpectedEntry():
            yield {"entry": expected.kind.model_fields["entry"].default, **expected.fields}
        case Entry():
            yield {name: getattr(expected, name) for name in type(expected).model_fields}
        case Asked():
            yield _of_command(expected)


def _late(expected: On) -> dict[str, dt.datetime]:
    return {} if expected.recorded is None else {"recorded": as_moment(expected.recorded)}


_PAST = {
    "start": "started",
    "record": "recorded",
    "amend": "amended",
    "end": "ended",
    "advance": "advanced",
    "waive": "waived",
    "suspend": "suspended",
    "resume": "resumed",
    "migrate": "migrated",
    "close": "closed",
}


def _of_command(command: Asked) -> dict[str, Any]:
    fields = {name: getattr(command, name) for name in type(command).model_fields if name not in {"command", "on"}}
    if fields["recorded"] is None:
        del fields["recorded"]
    fields.pop("stages", None)  # the entry says only where the programme then stands
    if "to" in fields:
        to = fields.pop("to")
        fields |= {} if to is None else {"stage": to}
    return {"entry": _PAST[getattr(command, "command")], "date": command.on, **fields}  # noqa: B009 - each command's own


def _in_record(expected: Record, actual: Record) -> Iterator[str]:
    if type(expected) is not type(actual):
        yield f"record: expected {_shown(expected)}, found {_shown(actual)}"
        return
    for name in type(expected).model_fields:
        one, other = getattr(expected, name), getattr(actual, name)
        if one != other:
            yield f"{name}: expected {_shown(one)}, found {_shown(other)}"


def _shown(value: Any) -> str:
    return f"{type(value).__name__}({value})" if isinstance(value, BaseModel) else repr(value)


# --- findings --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WantedFinding:
    """What a finding is expected to say: the rule, who owes the remedy, the code, and whom it names as lacking."""

    by: tuple[str, ...] = ()
    owed_by: str | None = None
    code: Code | None = None
    lacking: tuple[str, ...] = ()
    status: Status | None = None

    def unmet(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Say what was expected and is not among the findings."""
        all_ = tuple(findings)
        if not all_:
            yield "at least one reason"
        for requirement in self.by:
            if not any(finding.requirement == requirement for finding in all_):
                yield requirement
        about = tuple(finding for finding in all_ if not self.by or finding.requirement in self.by)
        if self.code is not None and not any(finding.code == self.code for finding in about):
            yield f"code {self.code}"
        if self.owed_by is not None and not any(self.owed_by in owing(finding) for finding in about):
            yield f"owed by {self.owed_by}"
        if self.status is not None and not all(finding.status is self.status for finding in about):
            yield f"status {self.status}"
        for id_ in self.lacking:
            if not any(id_ in ids_lacking(finding) for finding in about):
                yield f"{id_} among those who lack something"

    def words(self) -> str:
        """Say in one line what is expected."""
        parts = [f"by {', '.join(self.by)}"] if self.by else []
        parts += [f"code {self.code}"] if self.code is not None else []
        parts += [f"owed by {self.owed_by}"] if self.owed_by is not None else []
        parts += [f"lacking: {', '.join(self.lacking)}"] if self.lacking else []
        return "; ".join(parts)


def owing(finding: Finding) -> frozenset[str]:
    """Return the ids of all who owe the remedy."""
    return frozenset(who.id for group in (finding.owed_by, *(lack.owed_by for lack in finding.lacks)) for who in group)


def ids_lacking(finding: Finding) -> frozenset[str]:
    """Return the ids of all who or which lack something."""
    return frozenset(lack.subject.id for lack in finding.lacks if lack.subject is not None)


def rules(by: str | Sequence[str] | None) -> tuple[str, ...]:
    """Bring one id of a requirement, several, or none to a tuple."""
    return () if by is None else (by,) if isinstance(by, str) else tuple(by)
