"""The reference itself: every question that can be asked of a ledger under one law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from partnership.acts import AnyEntry, Command
from partnership.errors import check_choice
from partnership.findings import Status
from partnership.messages import message
from partnership.testing.reference import acts
from partnership.testing.reference.checks import answer
from partnership.testing.reference.counting import Answer
from partnership.testing.reference.law import Law, PlainTree
from partnership.testing.reference.past import Past
from partnership.testing.reference.places import row_kind_of
from partnership.testing.reference.select import members, select
from partnership.testing.reference.ties import METRICS, TiedPair, network_figure, ties_on
from partnership.testing.reference.understanding import MOMENTS, Reading
from partnership.values import ONE_DAY


class ReferenceEvaluator:
    """Answers about any ledger under one law, given as the tree of its file; slow, and meant to be.

    `tree` is what stands in the template's file: dicts, lists and scalars, dates as dates, numbers with a point as
    `Decimal`, as `partnership.reading.read_yaml(...).value` gives it. It is one law: what extends another file or is
    laid over one has to be composed first. That it is sound is for `load_template` to say.

    `entries` are the entries of a ledger, wherever they are kept, in any order; nothing is kept of them.

    Raises:
        UnknownName: at a word of the law that the reference does not know.
        InputError: for a tree that was not read exactly, or has not one check where one is needed.
    """

    def __init__(self, tree: PlainTree) -> None:
        self.law = Law(tree)
        Reading(self.law).file()

    # --- what there was -----------------------------------------------------------------------------------------------

    def rows(self, entries: Iterable[AnyEntry], register: str, day: date) -> list[Any]:
        """The records of a register in force on a day, each in the version of that day."""
        row_kind_of(self.law, register)
        return [row.record for row in Past.of(entries).until(day).rows(register, day)]

    def rows_ever(self, entries: Iterable[AnyEntry], register: str, day: date) -> list[Any]:
        """Every record that a register ever had by a day, in its latest version."""
        row_kind_of(self.law, register)
        return [row.record for row in Past.of(entries).until(day).rows_ever(register, day)]

    def selected(self, entries: Iterable[AnyEntry], selection: Any, day: date) -> set[str]:
        """The ids that a selection (`{from: ..., where: ...}`, as it stands in a file) selects."""
        Reading(self.law).selection(selection, {})
        return {each.id for each in select(acts.environment_of(self.law, Past.of(entries), day), selection).elements}

    def roster(self, entries: Iterable[AnyEntry], name: str, day: date) -> set[str]:
        """The members of a roster."""
        return {each.id for each in members(acts.environment_of(self.law, Past.of(entries), day), name)}

    def ties(self, entries: Iterable[AnyEntry], day: date) -> set[TiedPair]:
        """Every two partners that are tied."""
        return ties_on(Past.of(entries).until(day), day)

    def figure(self, entries: Iterable[AnyEntry], metric: str, day: date) -> Fraction | None:
        """One figure of the network of the partners in force."""
        check_choice(metric, METRICS, message("metric"))
        past = Past.of(entries).until(day)
        sectors = {row.id: row.record.sector for row in past.rows("partners", day)}
        return network_figure(metric, set(sectors), ties_on(past, day), sectors)

    # --- what the law says of it --------------------------------------------------------------------------------------

    def answers(self, entries: Iterable[AnyEntry], day: date) -> dict[str, Answer]:
        """What each requirement of each gate comes to on a day, whether or not it applies."""
        env = acts.environment_of(self.law, Past.of(entries), day)
        return {rule.id: answer(acts.asking(env, rule), rule.check) for rule in self.law.gates()}

    def statuses(self, entries: Iterable[AnyEntry], day: date) -> dict[str, Status]:
        """Satisfied, unsatisfied or unknown, for each requirement of each gate."""
        return {name: answer.status for name, answer in self.answers(entries, day).items()}

    def lacking(self, entries: Iterable[AnyEntry], day: date, requirement: str) -> set[str]:
        """Whose lack it is that a requirement is not satisfied."""
        answers = self.answers(entries, day)
        check_choice(requirement, answers, message("requirement"))
        return {who for who in answers[requirement].lacks if who is not None}

    def applying(self, entries: Iterable[AnyEntry], day: date) -> dict[str, str]:
        """The requirements of gates that apply on a day, with their severity."""
        env = acts.environment_of(self.law, Past.of(entries), day)
        found = {rule.id: acts.weight(env, rule) for rule in self.law.gates()}
        return {name: severity for name, severity in found.items() if severity is not None}

    def unmet(self, entries: Iterable[AnyEntry], day: date) -> set[str]:
        """The requirements of gates that apply on a day, block, and are neither satisfied nor waived."""
        return acts.unmet(self.law, Past.of(entries), self.law.gates(), day)

    def is_open(self, entries: Iterable[AnyEntry], day: date, stage: str, moment: str) -> bool:
        """Whether a gate is open: each requirement of it that applies and blocks is satisfied or waived."""
        self.law.stage(stage)
        check_choice(moment, MOMENTS, message("moment of a gate"))
        rules = [rule for rule in self.law.gates() if rule.stage == stage and rule.moment == moment]
        return not acts.unmet(self.law, Past.of(entries), rules, day)

    def stage(self, entries: Iterable[AnyEntry], day: date) -> str:
        """The stage on a day."""
        return acts.stage_on(self.law, Past.of(entries), day)

    def suspended_by(self, entries: Iterable[AnyEntry], day: date) -> set[str]:
        """The invariants that do not hold at the end of a day, and `by_hand` where people suspended the programme."""
        past = Past.of(entries)
        return acts.must_hold(self.law, past, day) | ({"by_hand"} if acts.by_hand(past, day) else set())

    def suspended_since(self, entries: Iterable[AnyEntry], day: date) -> date | None:
        """The first of the days, without a gap up to this one, at whose end the programme was suspended."""
        past = Past.of(entries)
        since = None
        while day >= past.started.date and acts.is_suspended(self.law, past, day):
            since, day = day, day - ONE_DAY
        return since

    def would_refuse(self, entries: Iterable[AnyEntry], command: Command) -> set[str]:
        """Every reason against a command: codes of the door and ids of requirements; none means that it is lawful.

        Raises:
            UnknownName: for a move to another law, which this law alone cannot judge.
        """
        return acts.against(self.law, Past.of(entries), command)

    def unsupported(self, entries: Iterable[AnyEntry], day: date) -> dict[int, set[str]]:
        """Entries that no longer stand on anything, by their number, with the reasons that would be given today."""
        return acts.unsupported(self.law, Past.of(entries), day)
