"""What is answered: everything that would be lost, and the partners ranked by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from partnership.evaluation import Suspension
from partnership.findings import Finding
from partnership.messages import Language, Message, Sayable, message
from partnership.network.figure import Figure
from partnership.network.what_if import words
from partnership.network.what_if.acts import ActAsked, newly_refused
from partnership.network.what_if.lapses import Gate, Lapse
from partnership.network.what_if.later import Later
from partnership.network.what_if.lost import HARMS
from partnership.network.what_if.plan import ExitPlan
from partnership.network.what_if.taking_over import Taker


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf(Figure[Mapping[str, int]]):
    """What would be lost if some partners left on a day; `value` counts it by `HARMS`.

    `suspension`: the suspension that would be in force, if it is not already. `lapses`: requirements of any gate that
    would hold less than now; `gates`: those at which nothing blocks now and something would; `eased`: requirements that
    would come to hold. `acts`: what was put before the door. `functions`: duties without anybody accountable; `roles`:
    what nobody else holds in a body or the programme, and would be held on paper only; `wanted` and `outcomes`: what
    nobody would bring about, wanted by somebody who stays or not. `parts`: what groups of the lived network fall into,
    `pairs` that are cut off so, `ties` that go. `kept`: what the door has against the leave itself.

    `findings`, `takers` and `plan` are asked of the engine when they are first read, of the state that was given.
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
    _titles: words.LossTitles = field(repr=False, compare=False)
    _partners: Mapping[str, Sayable] = field(repr=False, compare=False)
    _kept: Later[tuple[Finding, ...]] = field(repr=False, compare=False)
    _findings: Later[tuple[Finding, ...]] = field(repr=False, compare=False)
    _takers: Later[Mapping[str, tuple[Taker, ...]]] = field(repr=False, compare=False)
    _plan: Later[ExitPlan] = field(repr=False, compare=False)

    @property
    def suspended(self) -> bool:
        """Whether the programme would be suspended, and is not now."""
        return self.suspension is not None

    @property
    def refused(self) -> tuple[ActAsked, ...]:
        """Acts that are lawful now, and would be refused."""
        return newly_refused(self.acts)

    @property
    def harm(self) -> tuple[int, ...]:
        """What is lost, in the order in which departures are compared."""
        return tuple(self.value[name] for name in HARMS)

    @property
    def kept(self) -> tuple[Finding, ...]:
        """What the law has against the leave as things stand; empty where everybody is free to go."""
        return self._kept()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What would newly stand before the next stage or be overdue: as `View.missing`, new lacks only."""
        return self._findings()

    @property
    def takers(self) -> Mapping[str, tuple[Taker, ...]]:
        """Who could take over each function that is lost, the likeliest first."""
        return self._takers()

    @property
    def plan(self) -> ExitPlan:
        """What would have to be done first, tried on the supposed ledger."""
        return self._plan()

    def report(self, lang: Language = "en", most: int = 5) -> str:
        """Tell all of it in lines for a coordinator; of a long list the first `most` are spelt out."""
        return "\n".join(line.in_language(lang) for line in self._lines(most))

    def _lines(self, most: int) -> Iterator[Sayable]:
        titles = self._titles
        yield Message("{opening}:", {"opening": words.if_they_left(tuple(self.names.values()), self.on)})
        for said in (
            words.leave_refused(self.kept),
            words.suspended(self.suspension, titles, most),
            words.lapsed(self.lapses, self._partners, most),
            words.passed(self.lapses, self._partners, most),
            words.shut_again([titles.gate(gate) for gate in self.gates], most),
            words.refused(self.refused, most),
            words.refused_already(self.acts, most),
            words.unanswered(self.functions, titles, most),
            words.vacant(self.roles, titles, most),
            words.unproduced(self.wanted, self.outcomes, titles, most),
            words.pairs_cut_off(self.pairs),
            words.untied(self.ties),
        ):
            if said is not None:
                yield words.item(said)
        for function, takers in self.takers.items():
            yield words.item(words.could_take_over(function, takers, titles, self._partners))
        yield from self._plan_lines()

    def _plan_lines(self) -> Iterator[Sayable]:
        yield message("To leave in accordance with the rules, in this order:")
        for number, step in enumerate(self.plan.steps, 1):
            yield message(
                "  {number}. by {day}: {step} ({why}) - {door}",
                number=number,
                day=step.by,
                step=step.what,
                why=step.why,
                door=words.door_said(accepted=step.accepted),
            )
        yield words.item(words.outcome_of_plan(self.plan, self._titles))


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
