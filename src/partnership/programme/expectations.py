"""How a line of a programme file went, held against what the file says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from partnership.errors import Fault
from partnership.findings import MISTAKEN, FilePlace, Finding, Severity
from partnership.messages import NOTHING, Message, joined, message
from partnership.reading import Line

_MOST_NAMED = 3


PlaceOf = Callable[[Finding], FilePlace]
"""Where that stands in a file which a finding is about."""


def place_in(line: Line) -> PlaceOf:
    """Find the words of a line that findings are about; of what is unknown as a name the key, else the value."""

    def place(found: Finding) -> FilePlace:
        return line.place(found.field, key=found.code == "unknown_field")

    return place


def mistakes(findings: Iterable[Finding], place: PlaceOf) -> tuple[Fault, ...]:
    """Return what is wrong with what was asked itself, each with its remedy: names of nothing, days out of reach."""
    return tuple(Fault(place(found), found.title, hint=found.remedy) for found in findings if found.code in MISTAKEN)


def turned_away(line: Line, findings: Iterable[Finding], suspending: Iterable[str]) -> Iterator[Fault]:
    """Return how a refusal by the rules goes against the file: the line is not marked, or expects other reasons.

    `suspending` are the requirements by which the programme is suspended, where that is among the reasons: they are
    told with the refusal, so they may be expected.
    """
    ruled = [finding for finding in findings if finding.code not in MISTAKEN]
    if not line.refused:
        reasons = [finding for finding in ruled if finding.severity is Severity.BLOCK]
        if reasons:
            yield _not_marked(line, reasons)
        return
    found = {*_names(ruled), *suspending}
    missing = [word for word in line.expect if word not in found]
    if missing:
        yield Fault(
            line.place(f"expect.{line.expect.index(missing[0])}"),
            message(
                "refused, but not for {missing}; the reasons are {found}",
                missing=", ".join(missing),
                found=", ".join(sorted(found)),
            ),
        )


def let_pass(line: Line) -> Fault:
    """Say that the rules allow a line which the file calls refused."""
    return Fault(
        line.place("refused"),
        message("marked `refused: true`, but the rules allow it"),
        hint=message("remove the mark, or correct the rules"),
    )


def _names(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.requirement is not None:
            yield finding.requirement
        if finding.code != "requirement":
            yield finding.code


def _not_marked(line: Line, reasons: list[Finding]) -> Fault:
    fields = {finding.field for finding in reasons}
    return Fault(
        line.place(fields.pop() if len(fields) == 1 else None),
        message("refused: {reasons}", reasons=joined(map(_reason, reasons), Message("; "))),
        hint=message("if it was only an attempt, mark the line with `refused: true`"),
    )


def _reason(finding: Finding) -> Message:
    """Say a reason on one line: the rule, the first of those who lack something, and where it stands."""
    lacking = tuple(dict.fromkeys(lack.subject for lack in finding.lacks if lack.subject is not None))
    named = [*lacking[:_MOST_NAMED], *(["..."] if len(lacking) > _MOST_NAMED else [])]
    who = Message(": {named}", {"named": named}) if named else NOTHING
    where = "" if finding.at is None else f" ({finding.at})"
    said = {"rule": finding.summary, "who": who, "where": where, "remedy": finding.remedy}
    return Message("{rule}{who}{where} -> {remedy}", said)
