"""Weighing: what a migration would change, before anybody takes it. A board can read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership.acts import Migrate
from partnership.base import InEnglish
from partnership.decisions.context import DecisionContext
from partnership.decisions.deciding import decide
from partnership.decisions.migration import LostWord, Move
from partnership.errors import Refused
from partnership.evaluation import Context, Gates, View, bind, missing_in, tables_for
from partnership.findings import Finding
from partnership.findings.words import SEVERITY_WORDS
from partnership.index import LAST_ASKED, State
from partnership.messages import Sayable, message
from partnership.template import Template
from partnership.template.compare import Change, harder
from partnership.values import Language, as_moment, escape, some, uncollected

_MOST_LINES = 7
_MOST_NAMED = 4
_LONGEST_LINE = 180


@dataclass(frozen=True, slots=True)
class Migration(InEnglish):
    """What would change if a programme moved to another law on a day; nothing has.

    `before` and `after` are the laws, by id and version. `stage` is where the programme would stand, with its title;
    None where that is not clear. `owed` is lacking then and not now, `no_longer` is lacking now and not then. `harder`
    are the rules of both laws that bind harder or ask for more, or (`weaker` None) may: somebody has to read both.
    `lost_words` are used by records, and the other law does not have them. `refusals` is all that stands in the way.
    """

    programme: str
    date: dt.date
    before: str
    after: str
    stage: str | None
    title: Sayable | None
    owed: tuple[Finding, ...]
    no_longer: tuple[Finding, ...]
    harder: tuple[Change, ...]
    lost_words: tuple[LostWord, ...]
    refusals: tuple[Finding, ...]

    def text(self, lang: Language = "en") -> str:
        """Say it in plain lines, on a page at most."""
        return "\n".join(self._lines(lang))

    def _lines(self, lang: Language) -> Iterator[str]:
        yield message(
            "{programme}: from {before} to {after} on {date}",
            programme=self.programme,
            before=self.before,
            after=self.after,
            date=self.date,
        ).in_language(lang)
        if self.title is not None:
            yield message("Stage after the change: {title}", title=self.title).in_language(lang)
        parts = (
            (message("What stands in the way"), [_refusal(one, lang) for one in self.refusals]),
            (
                message("Required after the change, but not now"),
                [_owed(one, lang) for one in self.owed],
            ),
            (
                message("Required now, but not after the change"),
                [_rule(f, lang) for f in self.no_longer],
            ),
            (
                message("Rules that become stricter, or may"),
                [_change(one, lang) for one in self.harder],
            ),
            (
                message("Items of lists that the new rules do not have"),
                [_lost(one, lang) for one in self.lost_words],
            ),
        )
        for heading, lines in parts:
            if lines:
                yield f"{heading.in_language(lang)}:"
                yield from (f"  {escape(line, _LONGEST_LINE)}" for line in lines[:_MOST_LINES])
                more = len(lines) - _MOST_LINES
                if more > 0:
                    yield "  " + message("... and {hidden} more", hidden=more).in_language(lang)
        if not any(lines for _, lines in parts):
            yield message("Nothing changes for this programme.").in_language(lang)


def weigh(template: Template, state: State, command: Migrate, law: Template) -> Migration:
    """Return what a migration to a law would change; linear in the history, and nothing is changed.

    Records are looked at once more only where they have words of other names.
    """
    refusals: tuple[Finding, ...] = ()
    try:
        decide(template, state, command, laws={law.digest: law})
    except Refused as refusal:
        refusals = refusal.findings
    now = View(template, state, command.on).missing()
    move = Move(DecisionContext(template, state, command), command, law)
    with uncollected():
        stage, then = move.stage, _missing_then(move)
    known = {finding.requirement for finding in now}
    asked = {finding.requirement for finding in then}
    return Migration(
        programme=state.started.programme,
        date=command.on,
        before=f"{template.id} {template.version}",
        after=f"{law.id} {law.version}",
        stage=stage,
        title=None if stage is None else law.stage(stage).title,
        owed=tuple(finding for finding in then if finding.requirement not in known),
        no_longer=tuple(one for one in now if one.requirement not in asked) if stage is not None else (),
        harder=(*harder(template, law, _other_names(command)), *_other_numbers(move)),
        lost_words=move.lost_words(),
        refusals=refusals,
    )


def _missing_then(move: Move) -> tuple[Finding, ...]:
    context, law, day = move.context, move.law, min(move.command.on, LAST_ASKED)
    if move.stage is None:
        return ()
    if move.command.words:
        about = {"seq": context.length + 1, "date": day, "recorded": as_moment(day)}
        return View(law, State.of([*context.state.entries, *move.entries(about)]), day).missing()
    ctx = Context(tables_for(law, context.index, move.parameters), day, context.length)
    return missing_in(Gates(ctx), law.stage(move.stage))


def _other_names(command: Migrate) -> dict[str, str]:
    return {old: new for renamed in (command.stages, *command.words.values()) for old, new in renamed.items()}


def _other_numbers(move: Move) -> Iterator[Change]:
    """Return the parameters that would have another value than now."""
    before, region = move.context.ctx.tables.binding, move.context.index.started.region
    after = bind(move.law, move.parameters, region)
    for name, value in after.parameters.items():
        old = before.parameters.get(name, value)
        if old != value:
            said = message("{old} becomes {new}", old=old, new=value)
            yield Change("parameter", name, None, said, title=move.law.parameters[name].title)


# --- a line each -----------------------------------------------------------------------------------------------------


def _rule(finding: Finding, lang: Language) -> str:
    title = finding.title.in_language(lang)
    return title if finding.requirement is None else f"{finding.requirement} {title}"


def _refusal(finding: Finding, lang: Language) -> str:
    return f"{_rule(finding, lang)}; {finding.remedy.in_language(lang)}"


def _owed(finding: Finding, lang: Language) -> str:
    who = dict.fromkeys(lack.subject.name_alone(lang) for lack in finding.lacks if lack.subject is not None)
    owners = dict.fromkeys(owner.name_alone(lang) for owner in finding.owed_by)
    notes = [SEVERITY_WORDS[finding.severity].in_language(lang)]
    notes += [message("missing: {who}", who=_some(list(who))).in_language(lang)] if who else []
    notes += [message("responsible: {debtors}", debtors=_some(list(owners))).in_language(lang)] if owners else []
    return f"{_rule(finding, lang)} ({'; '.join(notes)})"


def _change(change: Change, lang: Language) -> str:
    title = "" if change.title is None else f" {change.title.in_language(lang)}"
    return f"{change.id}{title}: {change.said.in_language(lang)}"


def _lost(lost: LostWord, lang: Language) -> str:
    ids = _some([id_ for _, id_ in lost.records])
    number = len(lost.records)
    becomes = message("has no other name yet") if lost.becomes is None else f"→ {lost.becomes}"
    return message(
        "{list}: '{word}' {becomes}; used by {number}: {ids}",
        list=lost.list,
        word=lost.word,
        becomes=becomes,
        number=number,
        ids=ids,
    ).in_language(lang)


def _some(words: Sequence[str]) -> str:
    return some(words, _MOST_NAMED)
