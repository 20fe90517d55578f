"""Which lines of a programme file fail because an earlier one did: the cause is told, and they with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from partnership.errors import Fault, Refused
from partnership.findings import MISTAKEN, Finding
from partnership.messages import Message, plural
from partnership.reading import Line
from partnership.values import some

_MOST_NAMED: Final = 8


class Consequences:
    """What lines that failed would have made, and which later lines rest on it."""

    def __init__(self) -> None:
        self._lost: dict[str, int] = {}
        self._first_mistake: int | None = None
        self._told: dict[int, tuple[Fault, list[int]]] = {}

    def note(
        self, faults: list[Fault], line: Line, refusal: Refused | None, found: Sequence[Fault], *, is_mistaken: bool
    ) -> None:
        """Add what is wrong with a line to the faults of its file; where an earlier line is why, tell it there."""
        cause = self._cause(line, refusal, is_mistaken=is_mistaken)
        if cause is None:
            cause = len(faults)
            faults += found
            if is_mistaken and self._first_mistake is None:
                self._first_mistake = cause
        else:
            faults[cause] = self._told_with(cause, faults[cause], line)
        if line.verb == "record" and line.id is not None and not line.refused:
            self._lost.setdefault(line.id, cause)
        for name in _unknown(line, refusal):
            self._lost.setdefault(name, cause)

    def _cause(self, line: Line, refusal: Refused | None, *, is_mistaken: bool) -> int | None:
        """Find the fault because of which a line fails: of what it names, or, where rules refuse it, any before it."""
        if refusal is None or line.refused:
            return None
        if not is_mistaken:
            return self._first_mistake
        wrong = [finding for finding in refusal.findings if finding.code in MISTAKEN]
        causes = [self._lost.get(name) for name in _unknown(line, refusal)]
        return causes[0] if len(causes) == len(wrong) and None not in causes else None

    def _told_with(self, cause: int, fault: Fault, line: Line) -> Fault:
        whole, lines = self._told.setdefault(cause, (fault, []))
        lines.append(line.at.line)
        named = some([str(each) for each in lines], _MOST_NAMED)
        follow = plural(
            "until this is corrected, line {lines} fails too",
            "until this is corrected, lines {lines} fail too",
            len(lines),
        ).given(lines=named)
        return replace(whole, hint=Message("{hint} ({follow})", {"hint": whole.hint or "", "follow": follow}))


def _unknown(line: Line, refusal: Refused | None) -> Iterator[str]:
    """Give the ids that a line names and that are not there."""
    for finding in refusal.findings if refusal is not None else ():
        name = _named(line, finding)
        if name is not None:
            yield name


def _named(line: Line, finding: Finding) -> str | None:
    if finding.code not in {"unknown_id", "not_found"}:
        return None
    if finding.lacks and finding.lacks[0].subject is not None:
        return finding.lacks[0].subject.id
    named = line.id if finding.field == "id" else line.asked.get(finding.field or "")
    return named if isinstance(named, str) else None
