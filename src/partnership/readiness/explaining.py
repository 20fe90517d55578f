"""Explaining: what a requirement lacks, as a finding: the rule, everybody who lacks something, the mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from partnership.findings import Finding, GateMoment, Lack, Severity, Status, Subject
from partnership.readiness.checks import UNKNOWN, UNSATISFIED, Shortfall
from partnership.readiness.naming import Names, Path
from partnership.readiness.readiness import Guard, Readiness, Standing
from partnership.state import Row
from partnership.template import Requirement
from partnership.template.core import Core
from partnership.template.words import describe
from partnership.values import Text

STATUSES = (Status.UNSATISFIED, Status.UNKNOWN, Status.SATISFIED)
"""Marks as statuses."""


class Explainer:
    """Makes findings about one history under its law, on the day on which it stands."""

    def __init__(self, readiness: Readiness) -> None:
        self._readiness = readiness
        self.names = Names(readiness.template, readiness.tables, readiness.holders)
        self._said: dict[int, Text] = {}  # by identity: the parts of a template live as long as it does

    def standing(self, standing: Standing) -> Finding | None:
        """Return what a requirement of a gate lacks; None where it is met or does not apply today."""
        readiness, requirement = self._readiness, standing.requirement
        severity = readiness.severity(requirement)
        if severity is None or readiness.is_met(standing):
            return None
        waived = readiness.waived(requirement.id)
        shortfalls = [one for one in standing.kept.shortfalls() if not _waived(one, waived)]
        return self._finding(requirement, severity, STATUSES[standing.kept.mark()], shortfalls)

    def guard(self, guard: Guard, row: Row | None) -> Finding | None:
        """Return what an act lacks under one guard (`row` None: a move); None where it is met or does not apply."""
        readiness, requirement = self._readiness, guard.requirement
        severity = readiness.severity(requirement)
        if severity is None:
            return None
        env = {} if row is None else {"act": row}
        mark = guard.check.mark(env, None)
        if mark not in {UNKNOWN, UNSATISFIED}:
            return None
        kind = requirement.act.kind if requirement.act is not None else None
        around = ((kind, row),) if kind is not None and row is not None else ()
        return self._finding(requirement, severity, STATUSES[mark], list(guard.check.shortfalls(env)), around)

    def _finding(
        self,
        requirement: Requirement,
        severity: Severity,
        status: Status,
        shortfalls: Iterable[Shortfall],
        around: Path = (),
    ) -> Finding:
        found: dict[tuple[object, ...], Lack] = {}
        for shortfall in shortfalls:
            mark = (id(self._describe(shortfall.of)), *shortfall.rows, shortfall.have, shortfall.need, shortfall.lapsed)
            if mark not in found:
                found[mark] = self._lack(requirement, shortfall, around)
        lacks = tuple(found.values())
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
            mend=requirement.mend,
            owed_by=tuple(owners.values()),
            at=requirement.at,
        )

    def _lack(self, requirement: Requirement, shortfall: Shortfall, around: Path) -> Lack:
        what = self._describe(shortfall.of)
        subjects = [self.names.subject(kind, row) for kind, row in shortfall.path]
        for outer in reversed(subjects[:-1]):
            what = Text(en=f"{what.en} ({outer.text('en')})", ru=f"{what.ru} ({outer.text('ru')})")
        return Lack(
            subject=subjects[-1] if subjects else None,
            what=what,
            have=shortfall.have,
            need=shortfall.need,
            lapsed=shortfall.lapsed,
            owed_by=self.names.owners(requirement.owed_by, (*around, *shortfall.path)),
        )

    def _describe(self, asked: Core) -> Text:
        said = self._said.get(id(asked))
        if said is None:
            said = self._said[id(asked)] = describe(asked)
        return said

    # --- the programme as a whole ------------------------------------------------------------------------------------

    def suspension(self) -> Finding | None:
        """Return why the programme is suspended today and since when; None where it is not."""
        readiness = self._readiness
        suspension = readiness.suspension()
        if suspension is None:
            return None
        lacks = []
        for id_ in suspension.unmet:
            title = readiness.standings[id_].requirement.title
            finding = self.standing(readiness.standings[id_])
            owners = finding.owed_by if finding is not None else ()
            lacks.append(Lack(what=Text(en=f"{id_} {title.en}", ru=f"{id_} {title.ru}"), owed_by=owners))
        by_hand = readiness.facts.suspended
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
            stage=readiness.stage.id,
            lacks=tuple(lacks),
            mend=Text(
                en="mend what must hold all the time, then go on",
                ru="восстановите то, что должно выполняться постоянно, и продолжайте",
            ),
        )


def day_text(day: dt.date) -> str:
    """Write a day so that both languages read it alike."""
    return day.isoformat()


def _waived(shortfall: Shortfall, waived: set[str | None]) -> bool:
    return bool(shortfall.path) and shortfall.path[0][1].record.id in waived
