"""`partnership run`: the story of a programme, stage by stage, month by month, and where it stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from partnership.acts import (
    Advanced,
    Amended,
    Migrated,
    Recorded,
    Resumed,
    Suspended,
    Waived,
)
from partnership.cli.console import Console, Style
from partnership.cli.exits import Exit
from partnership.cli.inputs import Opened, code_of, fault_lines, not_begun, nothing_known, opened, say_days_to_come
from partnership.cli.naming import Naming, only_blocking, rule_titled
from partnership.cli.shapes import run_shape, write_json
from partnership.cli.status import EndOfStory
from partnership.cli.story import Happening, Story, Told, Turning
from partnership.cli.widths import columns
from partnership.findings import Finding
from partnership.messages import (
    NOTHING,
    Message,
    Sayable,
    as_written,
    in_brackets,
    in_context,
    joined,
    listed,
    message,
    plural,
)

if TYPE_CHECKING:
    from argparse import Namespace

_NAMED: Final = frozenset({"body", "club", "partner", "team"})
"""Kinds of which a month's line gives the names, where there is room."""

_MOST_REASONS: Final = 4
_MOST_LATE: Final = 2
_DATE: Final = len("2009-02-02")
_LABELS: Final[Mapping[str, tuple[Message, Style | None]]] = {
    "ended": (in_context("happening", "ended"), "care"),
    "advanced": (Advanced.noun, "good"),
    "waived": (Waived.noun, "care"),
    "migrated": (Migrated.noun, "care"),
    "closed": (in_context("happening", "closed"), "good"),
    "withdrawn": (in_context("happening", "withdrawn"), "care"),
}
_WAIVED, _NOT_ASKED = (
    message("waived: {rules}"),
    message("the stage {stage:quoted} does not ask for this: {rules}"),
)
_INDENT: Final = " " * (2 + _DATE + 2)


def run(asked: Namespace, console: Console) -> Exit:
    """Tell the story of a programme's file; a line that goes otherwise than it says makes the law say no."""
    found = opened(asked, console)
    story = told_story(found, asked.until)
    faults = [] if found.telling is None else found.telling.faults
    if asked.until is None:
        say_days_to_come(found, console)
    if asked.json:
        write_json(asked, console, run_shape(story, faults))
    else:
        _Page(story, console, whole=asked.all).write(asked.file, asked.until)
    if found.telling is not None and faults:
        console.complain(fault_lines(found.telling, console.lang))
        return code_of(found.telling)
    return Exit.FINE


def told_story(found: Opened, until: dt.date | None) -> Story:
    """Tell a story up to a day.

    Raises:
        Unusable: if the programme begins later.
    """
    start = found.programme.entries[0]
    if until is not None and until < start.date:
        raise not_begun("--until", until, start.date)
    if found.telling is None and until is not None and start.recorded.date() > until:
        raise nothing_known("--until", until.isoformat(), start.recorded.date())
    return Story(found.programme, found.telling, until)


class _Page:
    """A story on its way to the console."""

    def __init__(self, story: Story, console: Console, *, whole: bool) -> None:
        self._story = story
        self._console = console
        self._whole = whole
        self._naming = Naming(story.programme)
        self._last: tuple[str, frozenset[object]] | None = None

    def write(self, file: str, until: dt.date | None) -> None:
        standing = EndOfStory(self._story, self._console, self._naming)
        self._title()
        standing.preface()
        for chapter in self._chapters():
            self._chapter(chapter)
        standing.write(file, until)

    def _title(self) -> None:
        programme, naming = self._story.programme, self._naming
        self._console.paragraph(programme.state.started.title or programme.template.title, style="strong")
        self._console.paragraph(naming.entry(programme.entries[0]))

    # --- chapters and months -----------------------------------------------------------------------------------------

    def _chapters(self) -> Iterator[list[Happening]]:
        """Part the story where a stage opens; the first chapter is the stage in which the programme starts."""
        chapter: list[Happening] = []
        for happening in self._story.happenings:
            if isinstance(happening, Told) and isinstance(happening.entry, Advanced):
                yield chapter
                chapter = []
            chapter.append(happening)
        yield chapter

    def _chapter(self, chapter: Sequence[Happening]) -> None:
        opening = chapter[0].entry if chapter and isinstance(chapter[0], Told) else None
        if isinstance(opening, Advanced):
            stage, day, happenings = opening.stage, opening.date, chapter[1:]
        else:
            stage, day, happenings = None, self._story.start, chapter
        self._console.line()
        heading = message("{stage}, from {day}", stage=self._naming.stage(stage, day), day=day)
        self._console.paragraph(heading, style="heading")
        months = groupby(happenings, key=lambda one: _known(one).replace(day=1))
        if self._whole:
            for happening in happenings:
                self._one(happening)
            return
        for first, last, within in _merged((month, list(found)) for month, found in months):
            self._month(_span(first, last), within)

    def _month(self, month: str, happenings: Sequence[Happening]) -> None:
        taken: list[Told] = []
        late: list[Told] = []
        shown: list[Happening] = []
        for one in happenings:
            if not isinstance(one, Told) or not _is_quiet(one):
                shown.append(one)
            elif not one.is_late:
                taken.append(one)
            else:
                late.append(one)
                shown += [one] if len(late) <= _MOST_LATE else []
        if taken:
            self._taken(month, taken)
        for one in shown:
            self._one(one)
        if len(late) > _MOST_LATE:
            rest = message("and {more} more", more=len(late) - _MOST_LATE)
            self._event(late[-1].day, message("recorded late"), rest, "care")

    def _taken(self, month: str, taken: Sequence[Told]) -> None:
        """Count on one line what a month brought, by kind; with names or without the rarest, as there is room."""
        kinds: Counter[str] = Counter()
        called: dict[str, list[Sayable]] = {}
        for one in taken:
            kind = one.entry.record.kept_as() if isinstance(one.entry, Recorded) else ""
            kinds[kind] += 1
            if isinstance(one.entry, Recorded) and kind in _NAMED:
                called.setdefault(kind, []).append(self._naming.called(one.entry.record) or NOTHING)
        entries = self._console.said(plural("{count} entry", "{count} entries", len(taken)))
        opening = f"  {month:<{_DATE + 2}}{entries}: "
        room = self._console.width - columns(opening)
        counts = {kind: self._naming.counted(kind, number) for kind, number in kinds.most_common()}
        named = [
            Message("{count}{names}", {"count": count, "names": in_brackets(called.get(kind, ()))})
            for kind, count in counts.items()
        ]
        text = self._console.said(listed(named))
        text = text if columns(text) <= room else self._console.said(listed(counts.values()))
        while columns(text) > room and ", " in text:
            text = text.removesuffix(", ...").rpartition(", ")[0] + ", ..."
        self._console.line(opening + text)

    # --- one thing ---------------------------------------------------------------------------------------------------

    def _one(self, happening: Happening) -> None:
        match happening:
            case Turning():
                self._turning(happening)
            case Told(step=step) if step.refusal is not None or step.faults:
                self._attempt(happening)
            case _:
                self._entry(happening)

    def _entry(self, told: Told) -> None:
        entry = told.entry
        if entry is None:
            raise AssertionError("a line that is neither taken in nor turned away is at fault")
        text = self._naming.entry(entry)
        if told.is_late:
            text = message("{what}, true from {day}", what=text, day=entry.date)
        match entry:
            case Recorded() | Amended() if told.is_late:
                self._event(told.day, message("recorded late"), text, "care")
            case Recorded():
                self._console.paragraph(text, first=f"  {told.day}  ")
            case Suspended():
                self._event(told.day, message("suspended"), message("by a decision: {reason}", reason=text), "bad")
            case Resumed() if self._story.programme.as_of(entry.date).suspension is not None:
                lifted = message("no longer by a decision: {reason}", reason=text)
                self._event(told.day, message("still suspended"), lifted, "bad")
            case Resumed():
                self._event(told.day, message("resumed"), message("by a decision: {reason}", reason=text), "good")
            case _:
                label, style = _LABELS.get(entry.entry, (entry.noun, None))
                self._event(told.day, label, text, style)

    def _attempt(self, told: Told) -> None:
        step = told.step
        attempt = self._naming.attempt(step.line)
        if step.is_mistaken:
            self._event(told.day, message("error in the file"), attempt, "bad")
            for fault in step.faults:
                self._console.paragraph(replace(fault, at=None).text(self._console.lang), first=_INDENT)
            return
        if step.refusal is None:
            passed = message("{attempt}: marked as refused in the file, but the rules allow it", attempt=attempt)
            self._event(told.day, message("accepted"), passed, "bad")
            return
        reasons = self._reasons(step.refusal.findings, step.line.expect)
        again = (self._console.said(attempt), frozenset(self._same(finding) for finding in reasons))
        if again == self._last and not step.faults and not self._whole:
            once_more = message("{what}, again for the same reasons", what=attempt)
            self._event(told.day, message("refused"), once_more, "bad")
            return
        self._last = again
        self._event(told.day, message("refused"), attempt, "bad")
        if step.faults:
            wrong = (
                message("refused, but not for what the file expects")
                if step.line.refused
                else message("refused by the rules, but not marked `refused: true`")
            )
            self._console.paragraph(wrong, first=_INDENT, style="bad")
        if self._whole:
            self._in_full(reasons)
        else:
            self._in_short(reasons)

    def _same(self, finding: Finding) -> object:
        """Give what two reasons have in common that are the same: the rule, what is told of it, and who lacks what."""
        return self._console.said(self._naming.reason(finding)), frozenset(lack.subject for lack in finding.lacks)

    def _reasons(self, findings: Sequence[Finding], expected: Sequence[str]) -> list[Finding]:
        """Give the reasons of a refusal, those first that the file expects; all of them only where all is told."""
        found = findings if self._whole else only_blocking(findings)
        return sorted(found, key=lambda finding: (finding.requirement or finding.code) not in expected)

    def _in_short(self, reasons: Sequence[Finding]) -> None:
        most = _MOST_REASONS + 1 if len(reasons) == _MOST_REASONS + 1 else _MOST_REASONS
        for finding in reasons[:most]:
            said = Message("{reason} -> {remedy}", {"reason": self._naming.reason(finding), "remedy": finding.remedy})
            self._console.paragraph(said, first=_INDENT)
        if len(reasons) > most:
            more = plural(
                "... and {count} reason (--all shows it)",
                "... and {count} reasons (--all shows them)",
                len(reasons) - most,
            )
            self._console.paragraph(more, first=_INDENT, style="quiet")

    def _in_full(self, reasons: Sequence[Finding]) -> None:
        for finding in reasons:
            for line in finding.text(self._console.lang, names=self._story.programme.personal_data).splitlines():
                body = line.lstrip()
                self._console.paragraph(body, first=_INDENT + " " * (len(line) - len(body)))

    def _turning(self, turning: Turning) -> None:
        late = message("as is known since {day}, all standing conditions were met", day=turning.seen)
        if turning.never_was:
            self._event(turning.day, message("was not suspended after all"), late, "good")
            return
        if not turning.findings:
            days = plural("after {count} day", "after {count} days", (turning.day - turning.since).days)
            again = late if turning.is_late else message("all standing conditions are met again")
            met = self._left(turning) if turning.left else again
            if turning.by_hand:
                told = message("by a decision; {what}", what=met)
                self._event(turning.day, message("still suspended"), told, "bad")
            else:
                self._event(turning.day, message("resumed"), listed((met, days)), "good")
            return
        label = message("still suspended") if turning.before else message("suspended")
        reasons: Sayable = joined((self._naming.reason(finding) for finding in turning.findings), Message("; "))
        if turning.is_late:
            reasons = message("as is known since {day}: {what}", day=turning.seen, what=reasons)
        self._event(turning.day, label, reasons, "bad")

    def _left(self, turning: Turning) -> Sayable:
        """Say why what still did not hold suspends no longer."""
        view = self._story.programme.as_of(turning.day)
        rules, waived = view.template.requirements, {waiver.requirement for waiver in view.facts.waivers}
        stage = view.template.stage(view.stage).title
        said: dict[Message, list[Sayable]] = {}
        for each in turning.left:
            why = _WAIVED if each in waived else _NOT_ASKED.given(stage=stage)
            said.setdefault(why, []).append(rule_titled(each, rules[each].title) if each in rules else as_written(each))
        what = joined((why.given(rules=listed(those)) for why, those in said.items()), Message("; "))
        return message("as is known since {day}: {what}", day=turning.seen, what=what) if turning.is_late else what

    def _event(self, day: dt.date, label: Message, said: Sayable, style: Style | None) -> None:
        first = f"  {day}  {self._console.said(label)}: "
        self._console.paragraph(said, first=first, rest=_INDENT, label=style)


def _merged(
    months: Iterable[tuple[dt.date, list[Happening]]],
) -> Iterator[tuple[dt.date, dt.date, list[Happening]]]:
    """Tell months of one year together in which nothing stands out, as long as they follow one another."""
    first, last, pending = dt.date.min, dt.date.min, list[Happening]()
    for month, happenings in months:
        is_quiet = all(isinstance(one, Told) and _is_quiet(one) and not one.is_late for one in happenings)
        if pending and is_quiet and month.year == last.year:
            last = month
            pending += happenings
            continue
        if pending:
            yield first, last, pending
        first, last, pending = month, month, happenings if is_quiet else []
        if not is_quiet:
            yield month, month, happenings
    if pending:
        yield first, last, pending


def _span(first: dt.date, last: dt.date) -> str:
    """Write months as `2009-02`, several of a year as `2009-02..04`."""
    opening = f"{first.year:04}-{first.month:02}"
    return opening if first == last else f"{opening}..{last.month:02}"


def _known(happening: Happening) -> dt.date:
    return happening.seen if isinstance(happening, Turning) else happening.day


def _is_quiet(told: Told) -> bool:
    """Whether a line is one of the many that a month's line counts."""
    return not told.step.faults and isinstance(told.entry, Recorded | Amended)
