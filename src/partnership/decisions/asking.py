"""What every decision needs to know: the law, the history on the command's day, and what it has found so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from partnership.commands import Asked
from partnership.findings import Code, Finding, GateMoment, Lack, Status, Subject
from partnership.readiness import SATISFIED, Explainer, Guard, Readiness
from partnership.state import Row, State
from partnership.template import Template
from partnership.values import Text


class Asking:
    """One command before the one door: its history has been moved to its day, and nothing here changes it."""

    __slots__ = ("command", "on", "readiness", "state", "tables", "template")

    def __init__(self, template: Template, state: State, command: Asked) -> None:
        self.template = template
        self.state = state
        self.command = command
        self.on: dt.date = command.on
        self.tables = tables = state.tables
        self.readiness = Readiness.of(template, tables)
        tables.move(self.on)
        self.readiness.workshop.settle()

    @property
    def explainer(self) -> Explainer:
        """Makes findings about this history."""
        return Explainer(self.readiness)

    # --- guards ------------------------------------------------------------------------------------------------------

    def unmet(self, verb: str, name: str | None, row: Row | None) -> Iterator[Guard]:
        """Return the guards of an act that apply, are not met, and are not waived for anything that it names."""
        guards = self.readiness.guards.get((verb, name))
        if not guards:
            return
        env = {"act": row} if row is not None else {}
        subjects: set[str | None] | None = None
        for guard in guards:
            if not guard.act.matches(row) or guard.check.mark(env, None) == SATISFIED:
                continue
            if self.readiness.severity(guard.requirement) is None:
                continue
            waived = self.readiness.waived(guard.requirement.id)
            if waived:
                if subjects is None:
                    subjects = {None} if row is None else {None, *named_by(row)}
                if waived & subjects:
                    continue
            yield guard

    def is_unsafe(self, verb: str, name: str | None, row: Row | None) -> bool:
        """Tell whether the template refuses such an act while the programme is suspended, and it is."""
        unsafe = self.readiness.unsafe
        if not unsafe:
            return False
        patterns = unsafe.get((verb, name))
        return (
            patterns is not None and any(pattern.matches(row) for pattern in patterns) and self.readiness.is_suspended()
        )


def named_by(row: Row) -> Iterator[str]:
    """Return every id that a record names, its own first."""
    record = row.record
    yield record.id
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, str))


def said(
    code: Code,
    title: tuple[str, str],
    mend: tuple[str, str],
    *,
    lacks: Iterable[Lack] = (),
    moment: GateMoment = GateMoment.DOOR,
    requirement: str | None = None,
    stage: str | None = None,
    owed_by: tuple[Subject, ...] = (),
) -> Finding:
    """Make a finding of the door itself; title and mend in English and Russian."""
    return Finding(
        code=code,
        requirement=requirement,
        title=Text.quoting(*title),
        status=Status.UNSATISFIED,
        moment=moment,
        stage=stage,
        lacks=tuple(lacks),
        mend=Text.quoting(*mend),
        owed_by=owed_by,
    )
