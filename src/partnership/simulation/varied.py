"""What an arm changes, in sentences: a variant, or the leaving of partners against the same runs in which they stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from partnership.messages import Message, Plural, Sayable, joined, list_some, listed, message, plural
from partnership.simulation.moved import (
    Among,
    HeldOtherwise,
    UnmetWhereLost,
    held_otherwise,
    on_the_way,
    unmet_where_lost,
)
from partnership.simulation.study import BASE, STAYING, Study
from partnership.simulation.unmoved import why_unmoved
from partnership.simulation.wording import (
    change_of,
    changed,
    is_certain,
    is_change,
    part_told,
    partner_title,
    percent,
    rule_title,
    shifted,
    stage_title,
    title_of,
    undecided,
    undecided_by_days,
)

_SET: Final = message("{title:quoted} to {value} instead of {was}")
_MOST_RULES: Final = 3
_POINTS: Final = 100
_VARIANT: Final = message("with this variant")
_OPEN_CHANCE: Final = message("No difference that these runs can tell in the chance, in percentage points: {what}.")
_OPEN_DAYS: Final = message("No difference that these runs can tell in when a stage is reached: {what}.")
_OPEN_AT_THE_END: Final = message("No difference that these runs can tell at the end: {what}.")
_LEAVING: Final = Plural("when it leaves", "when they leave")


def variant_told(study: Study, arm: str, stages: Sequence[str], to: str | None) -> Iterator[Sayable]:
    """Say what is set otherwise in an arm, and what that changes: the chance of stages, their day, and measures.

    Where one stage was asked for (`to`): of it and of those that are gone through before, and of no measure.
    """
    levers = [*change_of(study, arm, _SET)]
    if not levers:
        yield message("Variant {arm:quoted} sets nothing otherwise.", arm=arm)
        return
    yield message("Variant {arm:quoted} sets {levers}.", arm=arm, levers=joined(levers, Message("; ")))
    yield from _Differing(study, arm, BASE, _VARIANT).told(stages, to)


def leaving_told(study: Study, stages: Sequence[str], to: str | None) -> Iterator[Sayable]:
    """Say what it changes that partners leave, against the arm in which they stay; what comes sooner is told so."""
    who = [Message("{name:quoted}", {"name": partner_title(study, each)}) for each in study.arms[BASE].leave]
    yield plural(
        "What it changes that {who} leaves, against the same runs in which it does not:",
        "What it changes that {count} partners leave, against the same runs in which they do not: {who}.",
        len(who),
        who=listed(who),
    )
    yield from _Differing(study, BASE, STAYING, _LEAVING.of(len(who))).told(stages, to)


class _Differing:
    """How one arm differs from another in the same replications; `how` says what makes the difference."""

    def __init__(self, study: Study, arm: str, base: str, how: Message) -> None:
        self.study, self.arm, self.base, self.how = study, arm, base, how
        self.open: dict[Message, list[Sayable]] = {}
        """What differs, though there are too few runs to say in which direction, by how that is said."""
        self.why: set[Sayable] = set()
        """The reasons that have been told: of what comes after it they are not told again."""
        self.is_expected = base == BASE
        """Whether nothing has to be said of what helps: that is what a variant is tried for, and has been said once."""

    def told(self, stages: Sequence[str], to: str | None) -> Iterator[Sayable]:
        study, found = self.study, [said for stage in stages for said in self._stage(stage)]
        for measure in () if to is not None else study.model.measures:
            found += self._measure(measure.id)
        yield from found
        for form, what in self.open.items():
            yield form.given(what=joined(what, Message("; ")))
        if found or self.open:
            return
        if to is None:
            yield message("No stage and no measure changes {how}.", how=self.how)
        else:
            yield message(
                "Up to {stage:quoted} nothing changes {how}.", stage=stage_title(study, to or ""), how=self.how
            )
        if self.base == BASE:
            yield from why_unmoved(study, self.arm, None if to is None else on_the_way(study, to))

    def _measure(self, measure: str) -> Iterator[Sayable]:
        change, title = self.study.compare(self.arm, measure, self.base), title_of(self.study, measure)
        if is_certain(change):
            form = message("{measure}, at the end: {change} {how}.")
            yield form.given(measure=title, change=changed(change), how=self.how)
        elif is_change(change):
            what = Message("{measure}", {"measure": title})
            self.open.setdefault(_OPEN_AT_THE_END, []).append(undecided(what, change))

    def _stage(self, stage: str) -> Iterator[Sayable]:
        study, arm, base, title = self.study, self.arm, self.base, stage_title(self.study, stage)
        reached, later = study.compare(arm, stage, base), study.later(arm, stage, base)
        quoted = Message("{stage:quoted}", {"stage": title})
        if is_certain(reached):
            said = message(
                "{stage:quoted} is reached in {share} of the runs {how}, not in {was}.",
                stage=title,
                share=percent(study.share_reaching(stage, arm=arm)),
                was=percent(study.share_reaching(stage, arm=base)),
                how=self.how,
            )
            yield self._expected(said, is_better=reached.value > 0)
            for why in self._where_lost(stage, is_more=reached.value > 0):
                yield from self._once(why)
        elif is_change(reached):
            self.open.setdefault(_OPEN_CHANCE, []).append(undecided(quoted, reached, _POINTS))
        if later is not None and is_certain(later):
            said = message(
                "{stage:quoted} is reached {when} {how}, on average of the runs that reach it both ways.",
                stage=title,
                when=shifted(later),
                how=self.how,
            )
            yield self._expected(said, is_better=later.value < 0)
            for held in held_otherwise(study, arm, stage, base)[:_MOST_RULES]:
                yield from self._once(self._held(held))
        elif later is not None and is_change(later):
            self.open.setdefault(_OPEN_DAYS, []).append(undecided_by_days(quoted, later))

    def _expected(self, said: Message, *, is_better: bool) -> Message:
        """Say of what helps, though somebody has left, that this is not what one would expect."""
        if not is_better or self.is_expected:
            return said
        self.is_expected = True
        return message("{said} One would rather expect the opposite of a leaving.", said=said)

    def _once(self, why: Sayable) -> Iterator[Sayable]:
        if why not in self.why:
            self.why.add(why)
            yield why

    def _held(self, each: HeldOtherwise) -> Sayable:
        """Say what is in the way for longer, or no more so long, where a stage is reached at another time."""
        title, count = self.study.template.stage(each.stage).title, abs(round(each.days))
        if each.rule is None:
            more = plural(
                "Why: before the end of {stage:quoted} several things are missing at once for {count} day more {how}, "
                "on average; what came last: {rules}.",
                "Why: before the end of {stage:quoted} several things are missing at once for {count} days more {how}, "
                "on average; what came last: {rules}.",
                count,
            )
            fewer = plural(
                "Why: before the end of {stage:quoted} several things are missing at once for {count} day fewer {how}, "
                "on average; what came last otherwise: {rules}.",
                "Why: before the end of {stage:quoted} several things are missing at once for {count} days fewer "
                "{how}, on average; what came last otherwise: {rules}.",
                count,
            )
            form = more if each.days > 0 else fewer
            return form.given(stage=title, how=self.how, rules=self._among(each.last))
        more = plural(
            "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} day more {how}, on "
            "average.",
            "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} days more {how}, on "
            "average.",
            count,
        )
        fewer = plural(
            "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} day fewer {how}, on "
            "average.",
            "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} days fewer {how}, on "
            "average.",
            count,
        )
        form = more if each.days > 0 else fewer
        return form.given(rule=rule_title(self.study, each.rule), stage=title, how=self.how)

    def _where_lost(self, stage: str, *, is_more: bool) -> Iterator[Sayable]:
        """Say what is not met in the runs that do not reach a stage any more; or of those that do now, otherwise."""
        arms = (self.base, self.arm) if is_more else (self.arm, self.base)
        found: UnmetWhereLost | None = unmet_where_lost(self.study, arms[0], stage, arms[1])
        if found is None:
            return
        if found.rules:
            form = message("Why: in the runs that no longer reach it {how}, not met by {day}: {rules}.")
            if is_more:
                form = message("Why: in the runs that reach it only {how}, not met by {day} otherwise: {rules}.")
            yield form.given(day=self.study.days[-1], how=self.how, rules=self._among(found.rules, arms[0]))
        if found.given_up:
            form = message("Why: in {share} of the runs that no longer reach it {how} the money ends first.")
            if is_more:
                form = message("Why: in {share} of the runs that reach it only {how} the money ends first otherwise.")
            yield form.given(share=part_told(found.given_up), how=self.how)

    def _among(self, found: Sequence[Among], at_end_of: str | None = None) -> Sayable:
        """Name the first few rules, each with its share of the runs that it is told of."""
        rules = [
            message("{rule} in {share}", rule=rule_title(self.study, each.rule, at_end_of), share=part_told(each.share))
            for each in found[:_MOST_RULES]
        ]
        return list_some(rules, len(found))
