"""What is answered: everything that would be lost, and the partners ranked by it; in one sentence, or in lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from partnership.evaluation import Suspension
from partnership.findings import Finding, GateMoment
from partnership.findings.words import MOMENT_WORDS
from partnership.messages import Language, Message, Sayable, as_written, in_brackets, joined, message, quoted
from partnership.network.figure import Figure
from partnership.network.phrases import first_of_many, id_with_title
from partnership.network.what_if.losses import Gate, Lapse, Taker
from partnership.network.what_if.plan import ExitPlan
from partnership.network.what_if.world import ActAsked, newly_refused
from partnership.template import Template

if TYPE_CHECKING:
    from partnership.network.what_if import Again

HARMS = ("suspended", "due", "functions", "roles", "wanted", "outcomes", "acts", "pairs", "passed", "ties")
"""What is counted, the gravest first: two departures are compared by the first in which they differ.

Whether the programme would be suspended; blocking requirements that are asked now and would stop holding; duties
without anybody accountable; roles that nobody else holds; outcomes without a producer that somebody left wants, and the
others; acts that would be refused; pairs of partners cut off; blocking requirements of gates passed or still far away;
ties.
"""

NAMES_SAID = 3
"""Names that a sentence spells out; the rest are counted."""

_NAMES = "; "
"""What stands between names, for some have a comma in them."""

_DOOR: Mapping[bool | None, Sayable] = {
    True: message("checked: accepted"),
    False: message("checked: refused"),
    None: message("not checked any further"),
}


@dataclass(frozen=True, kw_only=True)
class WhatIf(Figure[Mapping[str, int]]):
    """What would be lost if some partners left on a day; `value` counts it by `HARMS`.

    `suspension`: the suspension that would be in force, if it is not already. `lapses`: requirements of any gate that
    would hold less than now; `gates`: those at which nothing blocks now and something would; `eased`: requirements that
    would come to hold. `acts`: what was put before the door. `functions`: duties without anybody accountable; `roles`:
    what nobody else holds in a body or the programme, and would be held on paper only; `wanted` and `outcomes`: what
    nobody would bring about, wanted by somebody who stays or not. `parts`: what groups of the lived network fall into,
    `pairs` that are cut off so, `ties` that go. `kept`: what the door has against the leave itself.

    `kept`, `findings`, `takers` and `plan` are asked of the engine when they are first read, of the state that was
    given.
    """

    leaves: tuple[str, ...]
    names: Mapping[str, Sayable]
    on: dt.date
    suspension: Suspension | None
    lapses: tuple[Lapse, ...]
    gates: tuple[Gate, ...]
    eased: tuple[str, ...]
    acts: tuple[ActAsked, ...]
    functions: tuple[str, ...]
    roles: tuple[str, ...]
    wanted: tuple[str, ...]
    outcomes: tuple[str, ...]
    parts: tuple[tuple[tuple[str, ...], ...], ...]
    pairs: int
    ties: int
    _template: Template = field(repr=False, compare=False)
    _partners: Mapping[str, Sayable] = field(repr=False, compare=False)
    _again: Again = field(repr=False, compare=False)

    @property
    def suspended(self) -> bool:
        """Whether the programme would be suspended, and is not now."""
        return self.suspension is not None

    @cached_property
    def refused(self) -> tuple[ActAsked, ...]:
        """Acts that are lawful now, and would be refused."""
        return newly_refused(self.acts)

    @cached_property
    def harm(self) -> tuple[int, ...]:
        """What is lost, counted in the order of `HARMS`, in which departures are compared."""
        blocking = [lapse.due for lapse in self.lapses if lapse.blocks]
        lost = (self.functions, self.roles, self.wanted, self.outcomes, self.refused)
        counts = (int(self.suspended), blocking.count(True), *map(len, lost))
        return (*counts, self.pairs, blocking.count(False), self.ties)

    @cached_property
    def kept(self) -> tuple[Finding, ...]:
        """What the law has against the leave as things stand; empty where everybody is free to go."""
        return self._again.question.world.keeps(self.leaves)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What would newly stand before the next stage or be overdue: as `View.missing`, new lacks only."""
        return self._again.question.findings(self.leaves)

    @cached_property
    def takers(self) -> Mapping[str, tuple[Taker, ...]]:
        """Who could take over each function that is lost, the likeliest first."""
        takers = self._again.question.takers(self.leaves)
        return {function: takers.of_function(function) for function in self.functions}

    @cached_property
    def plan(self) -> ExitPlan:
        """What would have to be done first, tried on the supposed ledger."""
        return self._again.question.plan(self.leaves)

    # --- in words ----------------------------------------------------------------------------------------------------

    def in_a_sentence(self) -> Sayable:
        """Tell what is lost; what suspends the programme is not told twice."""
        told = () if self.suspension is None else self.suspension.unmet
        parts = (
            *self._stopped(NAMES_SAID),
            *self._lapsed(NAMES_SAID, told),
            *self._nobody(NAMES_SAID),
            *self._refused(NAMES_SAID),
            *self._untied(),
        )
        return Message("{opening}: {said}.", {"opening": self._opening, "said": joined(parts, Message(_NAMES))})

    def report(self, lang: Language = "en", most: int = 5) -> str:
        """Tell all of it in lines for a coordinator; of a long list the first `most` are spelt out."""
        return "\n".join(line.in_language(lang) for line in self._lines(most))

    def _lines(self, most: int) -> Iterator[Sayable]:
        gates = map(self._gate, self.gates)
        never = (act.what for act in self.acts if not act.before and act.about != "like")
        kept = list(map(_rule, self.kept))
        yield Message("{opening}:", {"opening": self._opening})
        for said in (
            *_headed(message("leaving would be refused at present"), kept, len(kept)),
            *self._stopped(most),
            *self._lapsed(most),
            *_counted(message("at other stages too"), self._lapses(due=False), most),
            *_headed(message("gates where nothing blocks now and something would"), gates, most),
            *self._refused(most),
            *_headed(message("refused even now"), never, most),
            *self._nobody(most),
            *self._untied(),
            *self._could_take_over(),
        ):
            yield Message("- {said}", {"said": said})
        yield message("To leave in accordance with the rules, in this order:")
        for number, step in enumerate(self.plan.steps, 1):
            said = message("  {number}. by {day}: {step} ({why}) - {door}", number=number, door=_DOOR[step.accepted])
            yield said.given(day=step.by, step=step.what, why=step.why)
        yield Message("- {said}", {"said": joined(self._of_the_plan(), Message("; "))})

    @property
    def _opening(self) -> Sayable:
        names = tuple(self.names.values())
        if len(names) == 1:
            return message("If {name} left on {day}", name=names[0], day=self.on)
        return message("If {names} left on {day}", names=joined(names, Message(_NAMES)), day=self.on)

    def _stopped(self, most: int) -> Iterator[Sayable]:
        if self.suspension is not None:
            why = first_of_many(self._rules(self.suspension.unmet), most)
            yield message("the programme would be suspended from {day}: {why}", day=self.suspension.since, why=why)

    def _lapsed(self, most: int, told: Collection[str] = ()) -> Iterator[Sayable]:
        yield from _counted(
            message("requirements that would no longer be met"), self._lapses(due=True, told=told), most
        )

    def _lapses(self, *, due: bool, told: Collection[str] = ()) -> Iterator[Sayable]:
        for lapse in self.lapses:
            if lapse.due is due and lapse.held and not lapse.holds and lapse.requirement not in told:
                title = id_with_title(lapse.requirement, lapse.title)
                names = [self._partners.get(id_) or as_written(id_) for id_ in lapse.lacks]
                who = first_of_many(names, NAMES_SAID, _NAMES)
                yield message("{requirement} (not met by: {who})", requirement=title, who=who) if names else title

    def _nobody(self, most: int) -> Iterator[Sayable]:
        """Say for what nobody would be there: duties, roles, outcomes (the wanted ones first)."""
        if self.functions:
            functions = first_of_many(self._items("functions", self.functions), most)
            yield message("nobody would answer for {functions}", functions=functions)
        yield from _headed(message("roles that nobody else holds"), self._items("roles", self.roles), most)
        outcomes = self._items("outcomes", (*self.wanted, *self.outcomes))
        if outcomes:
            said = message("nobody would produce {outcomes}")
            if self.wanted:
                said = message("nobody would produce {outcomes} (wanted by those who stay: {wanted})")
            yield said.given(outcomes=first_of_many(outcomes, most), wanted=len(self.wanted))

    def _refused(self, most: int) -> Iterator[Sayable]:
        yield from _counted(message("allowed now, would be refused"), (act.what for act in self.refused), most)

    def _untied(self) -> Iterator[Sayable]:
        if self.pairs:
            yield message("pairs of partners with no way to each other: {pairs}", pairs=self.pairs)
        yield message("ties lost: {ties}", ties=self.ties)

    def _could_take_over(self) -> Iterator[Sayable]:
        for function, takers in self.takers.items():
            named = [(self._partners[taker.partner], in_brackets(taker.reasons)) for taker in takers]
            said = [Message("{name}{why}", {"name": name, "why": why}) for name, why in named]
            who = first_of_many(said, NAMES_SAID, _NAMES) if said else message("nobody is near")
            what = self._items("functions", [function])[0]
            yield message("could take over {function}: {who}", function=what, who=who)

    def _of_the_plan(self) -> Iterator[Sayable]:
        """Say whether the engine took the whole plan, and what would be open all the same."""
        refused = self.plan.refused
        if refused is not None:
            why = joined(map(_rule, refused.findings), Message("; "))
            yield message("the plan was checked and is refused at: {step} ({why})", step=refused.what, why=why)
            return
        if self.plan.suspension is not None:
            yield message("the plan was checked and is accepted; the programme would be suspended all the same")
        else:
            yield message("the plan was checked and is accepted; the programme goes on")
        open_ = [lapse.requirement for lapse in self.plan.left_open if lapse.held and not lapse.holds]
        yield from _headed(message("still not met"), self._rules(open_), len(open_))

    def _items(self, list_: str, ids: Iterable[str]) -> list[Sayable]:
        items = self._template.lists[list_]
        return [id_with_title(id_, items[id_].title) if id_ in items else as_written(id_) for id_ in ids]

    def _rules(self, ids: Iterable[str]) -> list[Sayable]:
        return [id_with_title(id_, self._template.requirements[id_].title) for id_ in ids]

    def _gate(self, gate: Gate) -> Sayable:
        stage, moment = gate
        title = quoted(self._template.stage(stage).title) if stage in self._template.stage_ids else stage
        return Message("{stage} ({moment})", {"stage": title, "moment": MOMENT_WORDS[GateMoment(moment)]})


def _headed(heading: Sayable, said: Iterable[Sayable], most: int) -> Iterator[Sayable]:
    """Put some things behind a word; nothing where there are none."""
    listed = list(said)
    if listed:
        yield joined([heading, first_of_many(listed, most)], Message(": "))


def _counted(heading: Sayable, said: Iterable[Sayable], most: int) -> Iterator[Sayable]:
    """Put some things behind a word with their number; nothing where there are none."""
    listed = list(said)
    if listed:
        shown = first_of_many(listed, most)
        yield Message("{heading}: {count} ({shown})", {"heading": heading, "count": len(listed), "shown": shown})


def _rule(finding: Finding) -> Sayable:
    return finding.title if finding.requirement is None else id_with_title(finding.requirement, finding.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures(Figure[Mapping[str, Mapping[str, int]]]):
    """All partners, each as if it left alone, the most harmful first; `value` counts by partner and `HARMS`."""

    on: dt.date
    results: Mapping[str, WhatIf]

    def __iter__(self) -> Iterator[WhatIf]:
        return iter(self.results.values())

    def __len__(self) -> int:
        return len(self.results)

    def __getitem__(self, partner: str) -> WhatIf:
        return self.results[partner]
