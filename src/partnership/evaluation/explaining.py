"""Explaining: what a requirement lacks, as a finding: the rule, everybody who lacks something, the mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from partnership.evaluation.bound import Bound
from partnership.evaluation.checks import UNKNOWN, UNSATISFIED, Shortfall
from partnership.evaluation.gates import Gates
from partnership.evaluation.lacking import Lacking
from partnership.evaluation.naming import Names, Path
from partnership.evaluation.operands import Env, Scope, operand
from partnership.evaluation.paths import kind_of_row
from partnership.evaluation.plan import Guard
from partnership.findings import Finding, GateMoment, Lack, Place, Severity, Status, Subject
from partnership.index import Row
from partnership.template import Requirement, core
from partnership.template.core import Core, Op, Reference
from partnership.template.words import NOTHING, Pair, Speech, is_given, mend, text
from partnership.values import Text

STATUSES = (Status.UNSATISFIED, Status.UNKNOWN, Status.SATISFIED)
"""Marks as statuses."""


_SENTENCES = "sentences"
_MOST_SENTENCES = 4096


class Explainer:
    """Makes findings about one history under its law, on the day on which it stands."""

    def __init__(self, gates: Gates) -> None:
        self._gates = gates
        self._ctx = gates.ctx
        self.names = Names(gates.ctx)
        self._speech = Speech(gates.template.titles, self._bound({}, {}, ()))
        self._said: dict[tuple[object, ...], Text] = {}
        # what holds neither a day nor a name is said alike in every explanation
        self._lasting: dict[tuple[object, ...], Text] = gates.ctx.tables.said.setdefault(_SENTENCES, {})

    def gate(self, requirement: Requirement) -> Finding | None:
        """Return what a requirement of a gate lacks; None where it is met or does not apply on the day."""
        gates = self._gates
        severity = gates.severity(requirement)
        if severity is None or gates.is_met(requirement.id):
            return None
        mark, shortfalls = gates.still(requirement.id)
        return self._finding(requirement, severity, STATUSES[mark], shortfalls)

    def guard(self, guard: Guard, row: Row | None) -> Finding | None:
        """Return what an act lacks under one guard (`row` None: a move); None where it is met or does not apply."""
        requirement = guard.requirement
        severity = self._gates.severity(requirement)
        if severity is None:
            return None
        env = {} if row is None else {"act": row}
        mark = guard.check.mark(env, self._ctx)
        if mark not in {UNKNOWN, UNSATISFIED}:
            return None
        kind = requirement.act.kind if requirement.act is not None else None
        around = ((kind, row),) if kind is not None and row is not None else ()
        return self._finding(
            requirement, severity, STATUSES[mark], list(guard.check.shortfalls(env, self._ctx)), around
        )

    def _finding(
        self,
        requirement: Requirement,
        severity: Severity,
        status: Status,
        shortfalls: Iterable[Shortfall],
        around: Path = (),
    ) -> Finding:
        lacks = self._lacks(requirement, list(shortfalls), around)
        owners: dict[str, Subject] = {}
        for lack in lacks:
            owners.update((owner.id, owner) for owner in lack.owed_by)
        if not owners:
            owners.update((owner.id, owner) for owner in self.names.owners(requirement.owed_by, around))
        return Finding(
            code="requirement",
            requirement=requirement.id,
            title=requirement.title,
            status=status,
            severity=severity,
            moment=requirement.moment,
            stage=requirement.stage,
            origin=requirement.origin,
            citation=requirement.citation,
            jurisdiction=requirement.jurisdiction,
            lacks=lacks,
            mend=self._mend(requirement),
            owed_by=tuple(owners.values()),
            at=self._at(requirement),
        )

    def _at(self, requirement: Requirement) -> Place:
        """Return where the rule stands, found once."""
        memo = self._ctx.tables.said
        found = memo.get((_SENTENCES, requirement.id))
        if not isinstance(found, Place):
            found = memo[_SENTENCES, requirement.id] = requirement.at
        return found

    def _mend(self, requirement: Requirement) -> Text:
        """Return the nearest mend: the author's, or one made of the rule itself, once if it names no day."""
        if requirement.own_mend is not None:
            return requirement.own_mend
        memo = self._ctx.tables.said
        found = memo.get(requirement.id)
        if not isinstance(found, Text):
            known = self._bound({}, {}, ())
            found = mend(requirement.check, Speech(self._gates.template.titles, known))
            if not known.passes:
                memo[requirement.id] = found
        return found

    def _lacks(self, requirement: Requirement, shortfalls: list[Shortfall], around: Path) -> tuple[Lack, ...]:
        """Return what is lacking; what only a parameter would change is left out beside anything else."""
        within_reach = [one for one in shortfalls if not _is_given(one.of)]
        ways = _ways(requirement.core, within_reach, self._speech)
        found: dict[tuple[object, ...], Lack] = {}
        for shortfall in within_reach or shortfalls:
            about, what = self._sentence(requirement, shortfall, ways.get(shortfall.of, NOTHING) if ways else NOTHING)
            mark = (what.en, *shortfall.rows, about, shortfall.have, shortfall.need, shortfall.lapsed)
            if mark not in found:
                found[mark] = self._lack(requirement, shortfall, around, about, what)
        return tuple(found.values())

    def _lack(
        self, requirement: Requirement, shortfall: Shortfall, around: Path, about: Subject | None, what: Text
    ) -> Lack:
        subjects = [self.names.subject(kind, row) for kind, row in shortfall.path]
        for outer in reversed(subjects[:-1]):
            what = Text.quoting(f"{what.en} - {outer.text('en')}", f"{what.ru} - {outer.text('ru')}")
        return Lack(
            subject=subjects[-1] if subjects else about,
            what=what,
            have=shortfall.have,
            need=shortfall.need,
            lapsed=shortfall.lapsed,
            owed_by=self.names.owners(requirement.owed_by, (*around, *shortfall.path)),
        )

    # --- the sentence ------------------------------------------------------------------------------------------------

    def _sentence(self, requirement: Requirement, shortfall: Shortfall, way: Pair) -> tuple[Subject | None, Text]:
        """Say what is lacking; and for an act, whom the act names as the one who must have it."""
        about, told = (None, ()) if shortfall.path else self._named_by_act(requirement, shortfall)
        # by identity: the parts of a template live as long as it does
        mark = (id(shortfall.of), shortfall.mark, shortfall.have, shortfall.need, shortfall.lapsed, told, way)
        what = self._said.get(mark) or self._lasting.get(mark)
        if what is None:
            known = self._bound(shortfall.env, self._scope(requirement, shortfall), told)
            said = Lacking(Speech(self._gates.template.titles, known), self._kept_as).sentence(shortfall)
            what = requirement.title if said is None else text((said[0] + way[0], said[1] + way[1]))
            if not known.looked:
                self._said[mark] = what
                if not known.passes and len(self._lasting) < _MOST_SENTENCES:
                    self._lasting[mark] = what
        return about, what

    def _bound(self, env: Env, scope: Scope, told: Collection[Reference]) -> Bound:
        return Bound(self._ctx, self.names, env, scope, told)

    def _kept_as(self, source: str) -> str:
        return self._gates.plan.kept_as[source]

    @staticmethod
    def _scope(requirement: Requirement, shortfall: Shortfall) -> Scope:
        """Return what kind of row each variable stands for."""
        kinds = {id(row): kind_of_row(kind, row) for kind, row in shortfall.path}
        act = requirement.act.kind if requirement.act is not None else None
        return {name: act or "" if name == "act" else kinds.get(id(row), "") for name, row in shortfall.env.items()}

    def _named_by_act(
        self, requirement: Requirement, shortfall: Shortfall
    ) -> tuple[Subject | None, tuple[Reference, ...]]:
        """Return whom an act names as the one who must have what is lacking, and by which reference."""
        env, lists = shortfall.env, self._gates.plan.lists
        if "act" not in env:
            return None, ()
        scope = self._scope(requirement, shortfall)
        for reference in _whose(shortfall.of):
            found = operand(reference, lists, scope).get(env, self._ctx)
            if isinstance(found, str) and (subject := self.names.of_id(found)).kind:
                return subject, (reference,)
        return None, ()

    # --- the programme as a whole ------------------------------------------------------------------------------------

    def suspension(self) -> Finding | None:
        """Return why the programme is suspended today and since when; None where it is not."""
        gates = self._gates
        suspension = gates.suspension()
        if suspension is None:
            return None
        lacks = []
        for id_ in suspension.unmet:
            requirement = gates.template.requirements[id_]
            finding = self.gate(requirement)
            owners = finding.owed_by if finding is not None else ()
            title = requirement.title
            lacks.append(Lack(what=Text(en=f"{id_} {title.en}", ru=f"{id_} {title.ru}"), owed_by=owners))
        by_hand = gates.facts.suspended
        if by_hand is not None:
            reason = by_hand.reason
            lacks.append(
                Lack(what=Text(en=f"suspended by hand: {reason.en}", ru=f"приостановлено решением: {reason.ru}"))
            )
        since = day_text(suspension.since)
        return Finding(
            code="suspended",
            title=Text(en=f"the programme is suspended since {since}", ru=f"программа приостановлена с {since}"),
            severity=Severity.BLOCK,
            moment=GateMoment.INVARIANT,
            stage=gates.stage.id,
            lacks=tuple(lacks),
            mend=Text(
                en="mend what must hold all the time, then go on",
                ru="восстановите то, что должно выполняться постоянно, и продолжайте",
            ),
        )


def day_text(day: dt.date) -> str:
    """Write a day so that both languages read it alike."""
    return day.isoformat()


def _is_given(what: Core) -> bool:
    """Tell whether a comparison holds what the template and its parameters say against each other, and nothing else."""
    return isinstance(what, core.Compare) and is_given(what.left) and is_given(what.right)


def _ways(what: Core, shortfalls: list[Shortfall], speech: Speech) -> dict[Core, Pair]:
    """Say of each part that is lacking which of several ways it is, where not all of them are needed."""
    found: dict[Core, Pair] = {}
    choices = [part for part in _within(what) if isinstance(part, core.Any | core.AtLeast)]
    if not choices:
        return found
    lacking = {shortfall.of for shortfall in shortfalls}
    for asked in choices:
        ways = [part for part in asked.of if not _is_given(part)]
        parts = [lacking.intersection(_within(way)) for way in ways]
        if sum(map(bool, parts)) > 1:
            for at, lacked in enumerate(parts, 1):
                found.update(dict.fromkeys(lacked, _way(at, len(ways), asked, speech)))
    return found


def _way(at: int, total: int, asked: core.Any | core.AtLeast, speech: Speech) -> Pair:
    if isinstance(asked, core.Any):
        return f" - way {at} of {total}, one is enough", f" - путь {at} из {total}, достаточно одного"
    n = speech.value(asked.n)
    return f" - condition {at} of {total}, {n[0]} are enough", f" - условие {at} из {total}, достаточно {n[1]}"


def _within(what: Core) -> Iterator[Core]:
    """Yield a rule and all its parts, the outermost first."""
    yield what
    match what:
        case core.ForEach():
            parts = what.require
        case core.When():
            parts = (what.condition, what.consequence)
        case core.All() | core.Any() | core.NoneOf() | core.AtLeast():
            parts = what.of
        case _:
            parts = ()
    for part in parts:
        yield from _within(part)


_WHOSE = ("person", "ward", "volunteer", "id", "subject", "place", "team", "partner", "institution", "at")
"""Fields that tell whose a row is, the nearest first."""


def _whose(what: Core) -> list[Reference]:
    """Return the fields of an act that tell whose a lacking row would be, the nearest first."""
    match what:
        case core.Count(of=selection) | core.Compare(left=core.Counted(of=selection)):
            tests = [test for test in selection.where if test.op in {Op.EQ, Op.HAS} and test.path[-1] in _WHOSE]
        case _:
            return []
    tests.sort(key=lambda test: _WHOSE.index(test.path[-1]))
    values = (test.value for test in tests)
    return [value for value in values if isinstance(value, Reference) and value.name == "act" and value.path]
