"""Where a programme stands at the end of its story: stage, suspension, what is missing, what the entries rest on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Final

from partnership.cli.console import Console, Style
from partnership.cli.naming import Naming, blocking
from partnership.cli.story import Story
from partnership.cli.widths import columns, pad
from partnership.findings import Finding, Severity

_MOST: Final = 4
_DECK: Final = "deck"
_ASSUMED: Final = "assumed"


class Standing:
    """The end of a story, and the sentence before its beginning that says what its entries rest on."""

    def __init__(self, story: Story, console: Console, naming: Naming) -> None:
        self._story = story
        self._words = words
        self._console = console
        self._naming = naming
        self._snapshot = story.snapshot
        labels = ("stage", "suspended", "next", "waivers", "unsupported", "basis", "closed")
        self._margin = max(columns(words(f"{label}-label")) for label in labels) + 4

    def preface(self) -> None:
        """Say first of all what is known and what is assumed."""
        if self._bases()[_DECK]:
            self._console.paragraph(self._basis(), style="care")

    def write(self, file: str, until: dt.date | None) -> None:
        """Say where the programme stands, line by line; `until` is the day that the story was asked for."""
        words, naming, snapshot = self._words, self._naming, self._snapshot
        facts = snapshot.facts
        self._console.line()
        self._console.paragraph(message("Where it stands on {day}", day=snapshot.date), style="heading")
        self._row("stage", message("{stage}, since {day}", stage=naming.stage(snapshot.stage), day=facts.stage_since))
        if facts.closed is not None:
            self._row("closed", message("on {day}, {outcome}", day=facts.closed.date, outcome=naming.entry(facts.closed)))
        else:
            self._suspension()
            self._next(file if until is None else f"{file} --on {until}")
        for waiver in facts.waivers:
            self._row("waivers", naming.waiver(waiver))
        self._unsupported()
        self._row("basis", self._basis())

    def _suspension(self) -> None:
        words, suspension = self._words, self._snapshot.suspension
        if suspension is None:
            self._row("suspended", message("no"))
            return
        rules = self._naming.template.requirements
        reasons = [f"{id_} {self._naming.text(rules[id_].title)}" for id_ in suspension.unmet]
        by_hand = self._snapshot.facts.suspended
        if by_hand is not None:
            reasons.append(message("by a decision: {reason}", reason=self._naming.text(by_hand.reason)))
        self._row("suspended", message("since {day}: {why}", day=suspension.since, why="; ".join(reasons)), "bad")

    def _next(self, file: str) -> None:
        words, naming = self._words, self._naming
        findings = self._snapshot.missing()
        stages = naming.template.next_of(self._snapshot.stage)
        where = message(" or ").join(naming.stage(stage) for stage in stages) if stages else message("this is the last stage")
        if not findings:
            self._row("next", words("next-ready" if stages else "final-ready", stage=where))
            return
        self._row("next", message("{stage}: {list}", stage=where, list=by_severity(findings, console)))
        stopping = blocking(findings)
        for finding in stopping[:_MOST]:
            self._more(naming.reason(finding))
        if len(stopping) > _MOST:
            self._more(message("... and {more}", more=plural("{count} reason", "{count} reasons", len(stopping) - _MOST)))
        self._more(message("partnership missing {file} for the full list", file=file), "quiet")

    def _unsupported(self) -> None:
        words, naming = self._words, self._naming
        programme = self._story.programme
        findings = programme.unsupported(self._story.date)
        if not findings:
            self._row("unsupported", message("every entry is still supported"))
            return
        count = len({finding.entry for finding in findings})
        self._row("unsupported", message("{entries} on anything:", entries=plural("{count} entry no longer rests", "{count} entries no longer rest", count)), "bad")
        for finding in findings[: 2 * _MOST]:
            entry = programme.entries[(finding.entry or 1) - 1]
            what = naming.entry(entry)
            self._more(message("entry {seq} of {day}, {what}: {why}", seq=entry.seq, day=entry.date, what=what, why=naming.reason(finding)))
        if len(findings) > 2 * _MOST:
            self._more(message("... and {more}", more=plural("{count} reason", "{count} reasons", len(findings) - 2 * _MOST)))

    # --- what the entries rest on ------------------------------------------------------------------------------------

    def _bases(self) -> Counter[str | None]:
        """Count the entries by what they rest on; the start is the file's header and says nothing of it."""
        return Counter(entry.basis for entry in self._story.programme.entries[1:])

    def _basis(self) -> str:
        words, bases = self._words, self._bases()
        deck, assumed = bases[_DECK], bases[_ASSUMED]
        parts = []
        if deck:
            every = plural("{count} entry", "{count} entries", bases.total())
            parts.append(message("The deck gives no dates, so every day here is assumed. {deck} of {all} rest on the deck, "
"{assumed} on nothing but an assumption.", deck=deck, assumed=assumed, all=every))
        said = {_DECK, _ASSUMED} if deck else set()
        others = Counter({basis: number for basis, number in bases.items() if basis not in said})
        if others:
            listed = ", ".join(
                f"{basis or message("not said")} {number}" for basis, number in others.most_common(_MOST)
            )
            parts.append(words("basis-other" if deck else "basis-list", list=listed))
        return " ".join(parts) or message("not said")

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, label: str, text: str, style: Style | None = None) -> None:
        first = pad(f"  {self._words(f'{label}-label')}", self._margin)
        self._console.paragraph(text, first=first, rest=" " * self._margin, style=style)

    def _more(self, text: str, style: Style | None = None) -> None:
        self._console.paragraph(text, first=" " * self._margin, rest=" " * (self._margin + 2), style=style)


def by_severity(findings: tuple[Finding, ...], console: Console) -> str:
    """Count findings by how grave they are: `3 block, 2 warn`."""
    counts = Counter(finding.severity for finding in findings)
    keys = {Severity.BLOCK: "blocks", Severity.WARN: "warns", Severity.ADVISE: "advises"}
    return ", ".join(words.count(counts[severity], key) for severity, key in keys.items() if counts[severity])
