"""Where a programme stands at the end of its story: stage, suspension, what is missing, what the entries rest on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Final

from partnership.cli.console import Console, Style
from partnership.cli.naming import Naming, only_blocking, rule_titled
from partnership.cli.story import Story
from partnership.cli.widths import columns, pad
from partnership.findings import Finding, Severity
from partnership.messages import Message, Plural, Sayable, in_context, joined, listed, message, plural

_MOST: Final = 4
_DECK: Final = "deck"
_ASSUMED: Final = "assumed"

_STAGE: Final = in_context("standing", "stage")
_SUSPENDED: Final = in_context("standing", "suspended")
_NEXT: Final = in_context("standing", "next")
_WAIVERS: Final = in_context("standing", "waivers")
_UNSUPPORTED: Final = in_context("standing", "unsupported")
_BASIS: Final = in_context("standing", "basis")
_CLOSED: Final = in_context("standing", "closed")
_BY_SEVERITY: Final = {
    Severity.BLOCK: Plural("{count} requirement blocks", "{count} requirements block"),
    Severity.WARN: Plural("{count} warning", "{count} warnings"),
    Severity.ADVISE: Plural("{count} piece of advice", "{count} pieces of advice"),
}


class EndOfStory:
    """The end of a story, and the sentence before its beginning that says what its entries rest on."""

    def __init__(self, story: Story, console: Console, naming: Naming) -> None:
        self._story = story
        self._console = console
        self._naming = naming
        self._snapshot = story.snapshot
        labels = (_STAGE, _SUSPENDED, _NEXT, _WAIVERS, _UNSUPPORTED, _BASIS, _CLOSED)
        self._margin = max(columns(console.said(label)) for label in labels) + 4

    def preface(self) -> None:
        """Say first of all what is known and what is assumed."""
        if self._bases()[_DECK]:
            self._console.paragraph(self._basis(), style="care")

    def write(self, file: str, until: dt.date | None) -> None:
        """Say where the programme stands, line by line; `until` is the day that the story was asked for."""
        naming, snapshot = self._naming, self._snapshot
        facts = snapshot.facts
        self._console.line()
        self._console.paragraph(message("Where it stands on {day}", day=snapshot.date), style="heading")
        stage = message("{stage}, since {day}", stage=naming.stage(snapshot.stage), day=facts.stage_since)
        self._row(_STAGE, stage)
        if facts.closed is not None:
            outcome = naming.entry(facts.closed)
            self._row(_CLOSED, message("on {day}, {outcome}", day=facts.closed.date, outcome=outcome))
        else:
            self._suspension()
            self._next(file if until is None else f"{file} --on {until}")
        for waiver in facts.waivers:
            self._row(_WAIVERS, naming.waiver(waiver))
        self._unsupported()
        self._row(_BASIS, self._basis())

    def _suspension(self) -> None:
        suspension = self._snapshot.suspension
        if suspension is None:
            self._row(_SUSPENDED, message("no"))
            return
        rules = self._naming.template.requirements
        reasons = [rule_titled(id_, rules[id_].title) for id_ in suspension.unmet]
        by_hand = self._snapshot.facts.suspended
        if by_hand is not None:
            reasons.append(message("by a decision: {reason}", reason=by_hand.reason))
        why = joined(reasons, Message("; "))
        self._row(_SUSPENDED, message("since {day}: {why}", day=suspension.since, why=why), "bad")

    def _next(self, file: str) -> None:
        naming, findings = self._naming, self._snapshot.missing()
        stages = naming.template.next_of(self._snapshot.stage)
        where = naming.stages(stages) if stages else message("this is the last stage")
        if not findings:
            ready = message("{stage}: nothing stands in the way", stage=where)
            final = message("this is the last stage; all its requirements are met")
            self._row(_NEXT, ready if stages else final)
            return
        self._row(_NEXT, Message("{stage}: {counts}", {"stage": where, "counts": by_severity(findings)}))
        stopping = only_blocking(findings)
        for finding in stopping[:_MOST]:
            self._more(naming.reason(finding))
        self._left(len(stopping) - _MOST)
        self._more(message("partnership missing {file} for the full list", file=file), "quiet")

    def _unsupported(self) -> None:
        programme = self._story.programme
        findings = programme.unsupported(self._story.date)
        if not findings:
            self._row(_UNSUPPORTED, message("every entry is still supported"))
            return
        count = len({finding.entry for finding in findings})
        lost = plural("{count} entry is no longer supported:", "{count} entries are no longer supported:", count)
        self._row(_UNSUPPORTED, lost, "bad")
        for finding in findings[: 2 * _MOST]:
            entry = programme.entries[(finding.entry or 1) - 1]
            what, why = self._naming.entry(entry), self._naming.reason(finding)
            self._more(
                message("entry {seq} of {day}, {what}: {why}", seq=entry.seq, day=entry.date, what=what, why=why)
            )
        self._left(len(findings) - 2 * _MOST)

    # --- what the entries rest on ------------------------------------------------------------------------------------

    def _bases(self) -> Counter[str | None]:
        """Count the entries by what they rest on; the start is the file's header and says nothing of it."""
        return Counter(entry.basis for entry in self._story.programme.entries[1:])

    def _basis(self) -> Sayable:
        bases = self._bases()
        deck = bases[_DECK]
        assumed = plural(
            "The deck gives no dates, so every day here is assumed. {deck} of {count} entry are based on the deck, "
            "{assumed} only on an assumption.",
            "The deck gives no dates, so every day here is assumed. {deck} of {count} entries are based on the deck, "
            "{assumed} only on an assumption.",
            bases.total(),
            deck=deck,
            assumed=bases[_ASSUMED],
        )
        said = {_DECK, _ASSUMED} if deck else set()
        others = Counter({basis: number for basis, number in bases.items() if basis not in said})
        counts = listed(
            Message("{basis} {number}", {"basis": basis or message("not said"), "number": number})
            for basis, number in others.most_common(_MOST)
        )
        match bool(deck), bool(others):
            case True, True:
                return message("{assumed} What the others are based on: {counts}.", assumed=assumed, counts=counts)
            case True, False:
                return assumed
            case False, True:
                return message("What the entries are based on: {counts}.", counts=counts)
            case _:
                return message("not said")

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, label: Message, said: Sayable, style: Style | None = None) -> None:
        first = pad(f"  {self._console.said(label)}", self._margin)
        self._console.paragraph(said, first=first, rest=" " * self._margin, style=style)

    def _more(self, said: Sayable, style: Style | None = None) -> None:
        self._console.paragraph(said, first=" " * self._margin, rest=" " * (self._margin + 2), style=style)

    def _left(self, count: int) -> None:
        if count > 0:
            self._more(plural("... and {count} reason", "... and {count} reasons", count))


def by_severity(findings: Iterable[Finding]) -> Sayable:
    """Count findings by how grave they are: `3 block, 2 warn`."""
    counts = Counter(finding.severity for finding in findings)
    return listed(said.of(counts[severity]) for severity, said in _BY_SEVERITY.items() if counts[severity])
