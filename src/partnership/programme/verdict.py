"""How a line of a programme file went, held against what the file says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.errors import Fault
from partnership.findings import MISTAKEN, Finding, Place, Severity
from partnership.reading import Line
from partnership.values import Language, Text

_MOST_NAMED = 3


def mistakes(findings: Iterable[Finding], at: Place) -> tuple[Fault, ...]:
    """Return what is wrong with what was asked itself, each with its remedy: names of nothing, days out of reach."""
    return tuple(Fault(at, found.title, hint=found.mend) for found in findings if found.code in MISTAKEN)


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
            line.at,
            Text.quoting(
                f"turned away, but not for {', '.join(missing)}; the reasons are {', '.join(sorted(found))}",
                f"отказано, но не из-за {', '.join(missing)}; причины: {', '.join(sorted(found))}",
            ),
        )


def let_pass(line: Line) -> Fault:
    """Say that the rules allow a line which the file calls refused."""
    return Fault(
        line.at,
        Text.of(
            "marked with refused: true, but the law lets it pass", "помечено refused: true, но правила это допускают"
        ),
        hint=Text.of("take the mark away, or mend the law", "уберите пометку или исправьте правила"),
    )


def _names(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.requirement is not None:
            yield finding.requirement
        if finding.code != "requirement":
            yield finding.code


def _not_marked(line: Line, reasons: list[Finding]) -> Fault:
    en = "; ".join(_reason(finding, "en") for finding in reasons)
    ru = "; ".join(_reason(finding, "ru") for finding in reasons)
    return Fault(
        line.at,
        Text.quoting(f"turned away: {en}", f"отказано: {ru}"),
        hint=Text.of(
            "mend what is lacking, or mark the line with refused: true if it was an attempt",
            "устраните причину или пометьте строку refused: true, если это была попытка",
        ),
    )


def _reason(finding: Finding, lang: Language) -> str:
    """Say a reason on one line: the rule, the first of those who lack something, and where it stands."""
    lacking = [lack.subject.text(lang) for lack in finding.lacks if lack.subject is not None]
    named = ", ".join(dict.fromkeys(lacking[:_MOST_NAMED])) + (", ..." if len(lacking) > _MOST_NAMED else "")
    line = finding.headline(lang) + (f": {named}" if named else "")
    return line if finding.at is None else f"{line} ({finding.at})"
