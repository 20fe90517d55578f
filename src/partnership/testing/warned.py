"""What an act is warned of: rules that it does not meet and that do not stop it."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.commands import Advance, Amend, Command, End, Start
from partnership.commands import Record as Take
from partnership.decisions.asking import Asking
from partnership.findings import Finding, Severity
from partnership.programme import Programme
from partnership.records import RECORDS, amended
from partnership.state import Row


def warnings(programme: Programme, command: Command) -> tuple[Finding, ...]:
    """Return the rules unmet that warn or advise; of an act that is refused for other reasons, none."""
    state = programme.state
    if isinstance(command, Start) or not state.length or command.on < state.entries[0].date:
        return ()
    law = programme.law_on(command.on)
    if isinstance(command, Advance):
        snapshot = programme.as_of(command.on)
        ways = (*law.next_of(snapshot.stage), *law.back_of(snapshot.stage))
        known = command.to is None or command.to in ways
        return tuple(_soft(snapshot.missing(command.to))) if known else ()
    asking = Asking(law, state, command)
    return tuple(_soft(_of_act(asking, command)))


def _of_act(asking: Asking, command: Command) -> Iterator[Finding]:
    match command:
        case Take(record=record):
            verb, row = "record", Row(record, command.on, command.on)
        case Amend() | End():
            standing = _standing(asking, command)
            if standing is None:
                return
            verb, row = ("end" if isinstance(command, End) else "record"), standing
        case _:
            return
    for guard in asking.unmet(verb, row.record.kind, row):
        finding = asking.explainer.guard(guard, row)
        if finding is not None:
            yield finding


def _standing(asking: Asking, command: Amend | End) -> Row | None:
    history = asking.tables.histories[command.kind].get(command.id) if command.kind in RECORDS else None
    version = history.on(command.on) if history is not None else None
    if version is None or version.ended:
        return None
    if isinstance(command, End):
        return version.row
    try:
        changed = amended(version.row.record, command.changes)
    except ValueError:  # the door says what is wrong with the change
        return None
    return Row(changed, version.row.date, command.on)


def _soft(findings: Iterator[Finding] | tuple[Finding, ...]) -> Iterator[Finding]:
    yield from (finding for finding in findings if finding.severity is not Severity.BLOCK)
