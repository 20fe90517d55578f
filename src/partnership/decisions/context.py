"""What every decision needs to know: the law, the history on the command's day, and what it has found so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from partnership.acts import Advanced, Asked, Migrated, Resume
from partnership.errors import Refused
from partnership.evaluation import Context, Explainer, Gates, Tables, kept_context, plan_of, tables_of
from partnership.findings import Code, Finding, GateMoment, Lack, Severity, Status, Subject
from partnership.index import LAST_ASKED, LAST_DAY, Facts, Index, Row, State, Timeline
from partnership.messages import Sayable
from partnership.template import Template
from partnership.values import plain_day

_T = TypeVar("_T")


class DecisionContext:
    """One command before the one door; nothing here changes its history.

    Of the newest state of a history it is answered with what the writer keeps, under his lock.
    """

    __slots__ = (
        "_alone",
        "_gates",
        "_tables",
        "asked",
        "command",
        "facts",
        "index",
        "is_newest",
        "length",
        "on",
        "state",
        "template",
    )

    def __init__(
        self, template: Template, state: State, command: Asked, facts: Facts | None = None, *, is_newest: bool = False
    ) -> None:
        self.template = template
        self.state = state
        self.command = command
        self.facts = facts
        self.asked: dt.date = min(command.on, LAST_ASKED)
        """The day of the command, with its time where it says one: from there hours are counted."""
        self.on = plain_day(self.asked)
        self.index: Index = state.index
        self.length = state.length
        self.is_newest = is_newest
        self._alone: Index | None = None
        self._tables: Tables | None = None
        self._gates: Gates | None = None

    @property
    def gates(self) -> Gates:
        """What the law asks on the day; found when it is first needed, for most records need none of it."""
        gates = self._gates
        if gates is None:
            facts = self.index.facts(self.on, self.length) if self.facts is None else self.facts
            tables = tables_of(self.template, self.index, facts.parameters)
            if self.is_newest:
                tables = self._at_work(tables, facts)
            ctx = (kept_context if self.is_newest else Context)(tables, self.asked, self.length)
            gates = self._gates = Gates(ctx, facts)
        return gates

    def _at_work(self, tables: Tables, facts: Facts) -> Tables:
        """Return the writer's tables; where whoever asked last was interrupted, what he kept may be half of it."""
        if tables.at_work:
            del self.index.followers[tables.key]
            tables = tables_of(self.template, self.index, facts.parameters)
        tables.at_work = True
        tables.take_over()
        self._tables = tables
        return tables

    def done(self) -> None:
        """Say that what is kept is whole again; whoever is interrupted does not come to say it."""
        if self._tables is not None:
            self._tables.at_work = False

    @property
    def ctx(self) -> Context:
        """Where the law is evaluated."""
        return self.gates.ctx

    @property
    def explainer(self) -> Explainer:
        """Makes findings about this history."""
        return Explainer(self.gates)

    def exists(self, kind: str, id_: str) -> bool:
        """Tell whether there is a record, whenever it begins."""
        return self.index.exists(kind, id_, self.length)

    def timeline(self, kind: str, id_: str) -> Timeline | None:
        """Return all that has happened to a record; None where there is none."""
        timeline = self.index.timeline(kind, id_, write=self.is_newest)
        if timeline is not None and timeline.now[0] > self.length:  # somebody has written since this state
            if self._alone is None:
                self._alone = State.of(self.state.entries).index
            timeline = self._alone.timeline(kind, id_)
        return timeline if timeline is not None and timeline.now[1] else None

    def moved_later(self) -> Advanced | Migrated | None:
        """Return the last move, to a stage or to another law, after the day of the command."""
        last = next(reversed(self.index.facts(LAST_DAY, self.length).moves), None)
        return last if last is not None and last.date > self.on else None

    def ids(self, kind: str) -> Iterator[str]:
        """Return the ids of all records of a kind that there are on the day."""
        return (str(row.record.id) for row in self.index.rows_ever(kind, self.on, self.length))

    def may(self, verb: str, name: str | None, row: Row | None) -> bool:
        """Tell whether nothing that blocks stands before an act; warnings do not stop it."""
        if (verb, name) not in plan_of(self.template).watched:
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


def asked(
    template: Template, state: State, command: Asked, ask: Callable[[DecisionContext], _T], facts: Facts | None = None
) -> _T:
    """Put a question about a command, with what the writer keeps where the state is the newest of its history.

    One asks with that at a time. Whoever asks of an older state finds the same in the tables, and waits for nobody.
    """
    index = state.index
    if index.is_newest(state.length):
        with index.writing:
            if index.is_newest(state.length):
                context = DecisionContext(template, state, command, facts, is_newest=True)
                try:
                    answer = ask(context)
                except Refused:
                    context.done()
                    raise
                context.done()
                return answer
    return ask(DecisionContext(template, state, command, facts))


def gates_asked(template: Template, state: State, on: dt.date, ask: Callable[[Gates], _T]) -> _T:
    """Put a question about what the law asks on a day, in the same way."""
    nothing = Resume.of(on=on, reason="-")  # of a command only the day is looked at before somebody decides it
    return asked(template, state, nothing, lambda context: ask(context.gates))


def door_finding(  # noqa: PLR0913 - what a finding of the door can say, each by its name
    code: Code,
    title: Sayable,
    remedy: Sayable,
    *,
    lacks: Iterable[Lack] = (),
    moment: GateMoment = GateMoment.DOOR,
    requirement: str | None = None,
    stage: str | None = None,
    owed_by: tuple[Subject, ...] = (),
    field: str | None = None,
) -> Finding:
    """Make a finding of the door itself; `field` is the path of what was asked that it is about."""
    return Finding(
        code=code,
        requirement=requirement,
        title=title,
        status=Status.UNSATISFIED,
        moment=moment,
        stage=stage,
        field=field,
        lacks=tuple(lacks),
        remedy=remedy,
        owed_by=owed_by,
    )
