"""Support: entries that were lawful when they were written, and that late paperwork has left standing on nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from partnership.entries import Advanced, Amended, AnyEntry, Ended, Recorded, Waived
from partnership.findings import Finding, GateMoment, Lack, Severity
from partnership.readiness import Explainer, Readiness, gates_between
from partnership.records import amended
from partnership.state import Row, State, Tables
from partnership.template import Template
from partnership.values import Text


def unsupported(template_of: Callable[[str], Template], state: State) -> tuple[Finding, ...]:
    """Return the entries that today's knowledge does not bear out on their own day, each with what it rested on.

    The history is told again in the order of its days (not of its writing), and each act is held against its guards, each
    advance against its gates, as of that day. What is waived, for the whole requirement on that day or at any time for the very
    record, is left out. Linear in the history: a look back, asked for when somebody wants to know.

    `template_of` gives the template of a digest: a programme may have changed its law on the way.
    """
    entries = sorted(state.entries, key=lambda entry: (entry.date, entry.seq))
    pardoned = {(entry.requirement, entry.subject) for entry in entries if isinstance(entry, Waived)}
    tables = Tables()
    found: list[Finding] = []
    for entry in entries:
        if tables.facts.started is not None and tables.facts.law is not None:
            tables.move(entry.date)
            readiness = Readiness.of(template_of(tables.facts.law), tables)
            readiness.workshop.settle()
            found.extend(
                finding.model_copy(update={"code": "unsupported", "entry": entry.seq})
                for finding in _held_against(readiness, entry)
                if not _pardoned(pardoned, finding, entry)
            )
        tables.apply(entry)
    return tuple(sorted(found, key=lambda finding: finding.entry or 0))


def _pardoned(pardoned: set[tuple[str, str | None]], finding: Finding, entry: AnyEntry) -> bool:
    subject = (
        entry.record.id if isinstance(entry, Recorded) else entry.id if isinstance(entry, Amended | Ended) else None
    )
    return subject is not None and (finding.requirement, subject) in pardoned


def _held_against(readiness: Readiness, entry: AnyEntry) -> Iterator[Finding]:
    explain = Explainer(readiness)
    match entry:
        case Recorded():
            row = Row(entry.record, entry.date, entry.date)
            yield from _guards(readiness, explain, "record", entry.record.kind, row)
        case Amended():
            history = readiness.tables.histories[entry.kind].get(entry.id)
            before = history.on(entry.date) if history is not None else None
            if history is None or before is None:
                yield _orphan(entry.kind, entry.id)
                return
            row = Row(amended(before.row.record, entry.changes), before.row.date, entry.date)
            yield from _guards(readiness, explain, "record", entry.kind, row)
        case Ended():
            row_before = readiness.tables.ever[entry.kind].get(entry.id)
            if row_before is not None:
                yield from _guards(readiness, explain, "end", entry.kind, row_before)
        case Advanced():
            yield from _move(readiness, explain, entry)
        case _:
            return


def _guards(readiness: Readiness, explain: Explainer, verb: str, kind: str, row: Row) -> Iterator[Finding]:
    for guard in readiness.guards.get((verb, kind), ()):
        if readiness.severity(guard.requirement) is not Severity.BLOCK or not guard.act.matches(row):
            continue
        if None in readiness.waived(guard.requirement.id):
            continue
        finding = explain.guard(guard, row)
        if finding is not None:
            yield finding


def _move(readiness: Readiness, explain: Explainer, entry: Advanced) -> Iterator[Finding]:
    template = readiness.template
    here = readiness.stage
    if here.id != entry.from_stage or entry.stage not in template.stage_ids:
        return
    targets = (*template.next_of(here.id), *template.back_of(here.id))
    there = next((t for t in targets if template.first_leaf(t).id == entry.stage), entry.stage)
    for requirement in gates_between(template, here, template.stage(there)):
        finding = explain.standing(readiness.standings[requirement.id])
        if finding is not None and finding.severity is Severity.BLOCK:
            yield finding


def _orphan(kind: str, id_: str) -> Finding:
    return Finding(
        code="unsupported",
        title=Text(
            en=f"{kind} '{id_}' is amended before it is recorded", ru=f"{kind} «{id_}» изменяется раньше, чем внесено"
        ),
        moment=GateMoment.DOOR,
        lacks=(Lack(what=Text(en="its first entry", ru="первая запись")),),
        mend=Text(en="mend the dates", ru="исправьте даты"),
    )
