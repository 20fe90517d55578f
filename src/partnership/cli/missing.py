"""`partnership missing`: the bill of what is owed before the next stage, by who owes it, with the remedy of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import no_stage, opened, snapshot_on, tell_all
from partnership.cli.naming import SEVERITY_STYLES, Naming, only_blocking
from partnership.cli.shapes import (
    JsonShape,
    counts_shape,
    plain,
    programme_shape,
    standing_shape,
    write_json,
)
from partnership.cli.status import by_severity
from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.findings import (
    MOST_NAMED,
    ORIGIN_WORDS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    Finding,
    Lack,
    Severity,
    Status,
    Subject,
    lack_lines,
)
from partnership.messages import Message, Sayable, listed, message
from partnership.programme import Programme

if TYPE_CHECKING:
    from argparse import Namespace

_MOST_LACKS: Final = 2
_MOST_TOLD: Final = 12
"""Findings up to which each is told in full; of more, a page: one lack of those that block, and the rest by title."""
_MOST_LACKS_OF_ALL: Final = 8
_SEVERAL: Final = 3
"""Debtors from which on a rule is told once for all of them."""

Debt = tuple[Finding, tuple[Lack, ...]]
"""A finding, and which of its lacks are one debtor's."""


def missing(asked: Namespace, console: Console) -> Exit:
    """Write the bill; the law says no where something on it blocks."""
    found = opened(asked, console)
    programme = tell_all(found, console)
    snapshot = snapshot_on(asked.on, found, console)
    try:
        findings = snapshot.missing(asked.to)
    except UnknownName as unknown:
        law = snapshot.template
        raise no_stage(unknown.name, {id_: law.stage(id_).title for id_ in law.stage_ids}) from None
    if asked.json:
        write_json(asked, console, _shape(asked, programme, snapshot, findings))
    else:
        _Bill(programme, console, whole=asked.all).write(snapshot, asked.to, findings)
    return Exit.LAW_SAYS_NO if only_blocking(findings) else Exit.FINE


def debtors(findings: Sequence[Finding]) -> dict[Subject | None, list[Debt]]:
    """Group findings by who owes them; what several owe stands under each, what nobody owes under None, at the end."""
    found: dict[Subject | None, list[Debt]] = {}
    for finding in findings:
        shares: dict[Subject | None, list[Lack]] = {}
        for lack in finding.lacks:
            for owner in lack.owed_by or finding.owed_by or (None,):
                shares.setdefault(owner, []).append(lack)
        for owner in finding.owed_by or (None,) if not shares else ():
            shares[owner] = []
        for owner, lacks in shares.items():
            found.setdefault(owner, []).append((finding, tuple(lacks)))
    nobody = found.pop(None, [])
    return {**found, None: nobody} if nobody else found


class _Bill:
    def __init__(self, programme: Programme, console: Console, *, whole: bool) -> None:
        self._programme = programme
        self._console = console
        self._whole = whole
        self._brief = False
        self._naming = Naming(programme)

    def write(self, snapshot: View, to: str | None, findings: Sequence[Finding]) -> None:
        console, naming = self._console, self._naming
        closed = snapshot.facts.closed
        if closed is not None:
            console.paragraph(
                message(
                    "{programme} was closed on {day}; nothing more is required.",
                    programme=self._programme.id,
                    day=closed.date,
                )
            )
            return
        stages = (to,) if to is not None else snapshot.template.next_of(snapshot.stage)
        needs = (
            message("What {programme} still needs on {day} to enter the stage: {stage}", stage=naming.stages(stages))
            if stages
            else message("What {programme} still needs on {day}, at its last stage")
        )
        console.paragraph(needs.given(programme=self._programme.id, day=snapshot.date), style="heading")
        now = message("{stage}, since {day}", stage=naming.stage(snapshot.stage), day=snapshot.facts.stage_since)
        console.paragraph(message("Stage now: {stage}.", stage=now))
        suspended = snapshot.suspended_since
        if suspended is not None:
            console.paragraph(message("The programme has been suspended since {day}.", day=suspended), style="bad")
        if not findings:
            console.paragraph(message("Nothing is missing."), style="good")
            return
        console.paragraph(message("Not met: {counts}.", counts=by_severity(findings)))
        self._brief = not self._whole and len(findings) > _MOST_TOLD
        told_in_full = only_blocking(findings) if self._brief else findings
        several = [] if self._whole else [finding for finding in told_in_full if _owed_by_several(finding)]
        for owner, debts in debtors([finding for finding in told_in_full if finding not in several]).items():
            self._owner(self._owner_name(owner), debts)
        if several:
            self._owner(message("Owed by several"), [(finding, finding.lacks) for finding in several])
        if self._brief:
            self._titles([finding for finding in findings if finding.severity is not Severity.BLOCK])
        if not self._whole:
            console.line()
            console.paragraph(message("--all shows each lack, and where each rule stands."), style="quiet")

    def _owner(self, owner: Sayable | str, debts: Sequence[Debt]) -> None:
        self._console.line()
        self._console.paragraph(owner, style="strong")
        for finding, lacks in debts:
            self._debt(finding, lacks)

    def _titles(self, findings: Sequence[Finding]) -> None:
        if findings:
            self._console.line()
            self._console.paragraph(message("Does not block the move"), style="strong")
        for finding in findings:
            self._title(finding)

    def _title(self, finding: Finding) -> str:
        """Write the line that opens a finding; give the margin of what stands under it."""
        opening = finding.requirement or finding.code
        grave = [SEVERITY_WORDS[finding.severity]]
        if finding.status is Status.UNKNOWN:
            grave.append(STATUS_WORDS[finding.status])
        self._console.paragraph(
            Message("{title} [{grave}]", {"title": finding.title, "grave": listed(grave)}),
            first=f"  {opening}  ",
            label=SEVERITY_STYLES[finding.severity],
        )
        return " " * (len(opening) + 4)

    def _owner_name(self, owner: Subject | None) -> Sayable | str:
        if owner is None:
            return message("No one is named as responsible")
        match owner.kind:
            case "sectors":
                return message("{name} (the whole sector)", name=self._naming.subject(owner))
            case "roles":
                return message("{name} (nobody holds the role)", name=self._naming.subject(owner))
            case _:
                return owner.text(self._console.lang, self._programme.personal_data)

    def _debt(self, finding: Finding, lacks: Sequence[Lack]) -> None:
        console = self._console
        margin = self._title(finding)
        names = self._programme.personal_data
        if self._whole:
            bare = (lack.model_copy(update={"owed_by": ()}) for lack in lacks[:_MOST_LACKS_OF_ALL])
            lines = [(lack.text(console.lang, names), 1) for lack in bare]
        else:
            lines = lack_lines(lacks, console.lang, names, most=MOST_NAMED, debtors=False)[
                : 1 if self._brief else _MOST_LACKS
            ]
        for line, _ in lines:
            console.paragraph(line, first=f"{margin}- ", style="quiet")
        hidden = len(lacks) - sum(count for _, count in lines)
        if hidden:
            console.paragraph(message("... and {hidden} more", hidden=hidden), first=margin, style="quiet")
        console.paragraph(message("how to fix: {remedy}", remedy=finding.remedy), first=margin)
        if self._whole:
            place = message("rule: {place}; {source}", place=finding.at or "-", source=source(finding))
            console.paragraph(place, first=margin, style="quiet")


def _owed_by_several(finding: Finding) -> bool:
    """Tell whether so many owe something under a rule that it is told once, and not under each of them."""
    owners = {owner for lack in finding.lacks for owner in lack.owed_by} | {*finding.owed_by}
    return len(owners) >= _SEVERAL


def source(finding: Finding) -> Sayable:
    """Say whose rule it is, with its citation and where it holds."""
    parts = (ORIGIN_WORDS[finding.origin], finding.citation, finding.jurisdiction)
    return listed(part for part in parts if part is not None)


def _shape(asked: Namespace, programme: Programme, snapshot: View, findings: Sequence[Finding]) -> JsonShape:
    owed = debtors(findings)
    stages = (asked.to,) if asked.to is not None else snapshot.template.next_of(snapshot.stage)
    return {
        "programme": programme_shape(programme),
        "standing": standing_shape(snapshot),
        "to": list(stages),
        "counts": counts_shape(findings),
        "findings": plain(findings),
        "owed": [
            {
                "owner": plain(owner),
                "findings": [
                    {"finding": findings.index(finding), "lacks": [finding.lacks.index(lack) for lack in lacks]}
                    for finding, lacks in debts
                ],
            }
            for owner, debts in owed.items()
        ],
    }
