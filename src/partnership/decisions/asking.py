"""What every decision needs to know: the law, the history on the command's day, and what it has found so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from partnership.commands import Asked
from partnership.entries import Advanced, Migrated
from partnership.evaluation import Context, Explainer, Gates, kept_context, plan_of, tables_of
from partnership.findings import Code, Finding, GateMoment, Lack, Severity, Status, Subject
from partnership.index import LAST_DAY, Facts, Index, Row, State, Timeline
from partnership.template import Template
from partnership.values import Text

_LAST = LAST_DAY - dt.timedelta(days=1)


class Asking:
    """One command before the one door; nothing here changes its history.

    Where the state is the newest of its history, the writer's kept answers are used, unless somebody else is writing
    or asking with them: then the same is found in the tables. `done` says that they are free again.
    """

    __slots__ = ("_alone", "_free", "_gates", "command", "facts", "index", "length", "on", "state", "template")

    def __init__(self, template: Template, state: State, command: Asked, facts: Facts | None = None) -> None:
        self.template = template
        self.state = state
        self.command = command
        self.facts = facts
        self.on: dt.date = min(command.on, _LAST)
        self.index: Index = state.index
        self.length = state.length
        self._alone: Index | None = None
        self._gates: Gates | None = None
        self._free = False

    @property
    def gates(self) -> Gates:
        """What the law asks on the day; found when it is first needed, for most records need none of it."""
        gates = self._gates
        if gates is None:
            facts = self.index.facts(self.on, self.length) if self.facts is None else self.facts
            tables = tables_of(self.template, self.index, facts.parameters)
            self._free = self.length == len(self.index.entries) and self.index.writing.acquire(blocking=False)
            ctx = (kept_context if self._free else Context)(tables, self.on, self.length)
            gates = self._gates = Gates(ctx, facts)
        return gates

    @property
    def ctx(self) -> Context:
        """Where the law is evaluated."""
        return self.gates.ctx

    def done(self) -> None:
        """Let others use the kept answers."""
        if self._free:
            self._free = False
            self.ctx.tables.take_over()
            self.index.writing.release()

    @property
    def explainer(self) -> Explainer:
        """Makes findings about this history."""
        return Explainer(self.gates)

    def exists(self, kind: str, id_: str) -> bool:
        """Tell whether there is a record, whenever it begins."""
        return self.index.exists(kind, id_, self.length)

    def ever(self, kind: str, id_: str) -> Row | None:
        """Return a record in its version of the day, ended or not; None before it begins, or where there is none."""
        return self.index.ever(kind, id_, self.on, self.length)

    def timeline(self, kind: str, id_: str) -> Timeline | None:
        """Return all that has happened to a record; None where there is none."""
        timeline = self.index.timeline(kind, id_)
        if timeline is not None and timeline.now[0] > self.length:  # somebody has written since this state
            if self._alone is None:
                self._alone = State.of(self.state.entries).index
            timeline = self._alone.timeline(kind, id_)
        return timeline if timeline is not None and timeline.now[1] else None

    def moved_later(self) -> Advanced | Migrated | None:
        """Return the last move, to a stage or to another law, after the day of the command."""
        facts = self.index.facts(LAST_DAY, self.length)
        every: list[Advanced | Migrated] = [*facts.openings, *facts.migrations]
        later = [one for one in every if one.date > self.on]
        return max(later, key=lambda one: (one.date, one.seq), default=None)

    def ids(self, kind: str) -> Iterator[str]:
        """Return the ids of all records of a kind that there are on the day."""
        return (str(row.record.id) for row in self.index.rows_ever(kind, self.on, self.length))

    def may(self, verb: str, name: str | None, row: Row | None) -> bool:
        """Tell whether nothing that blocks stands before an act; warnings do not stop it."""
        plan, act = plan_of(self.template), (verb, name)
        if act not in plan.guards and act not in plan.unsafe:
            return True
        gates = self.gates
        for guard in gates.unmet_guards(verb, name, row):
            if gates.severity(guard.requirement) is Severity.BLOCK:
                return False
        return not gates.is_unsafe(verb, name, row)

    def act_findings(self, verb: str, name: str | None, row: Row | None) -> Iterator[Finding]:
        """Return all that stands before an act, or that it is warned of."""
        explain = self.explainer
        if self.gates.is_unsafe(verb, name, row):
            suspension = explain.suspension()
            if suspension is not None:
                yield suspension
        for guard in self.gates.unmet_guards(verb, name, row):
            finding = explain.guard(guard, row)
            if finding is not None:
                yield finding


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
