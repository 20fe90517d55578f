"""The judge: a second, slow and obviously right evaluator of the law.

It shares no code with the engine, and none with the room that reads and expands templates. It is given a template's
file as the plain tree that its author wrote, and the entries of a ledger as a plain list, and finds every answer by
reading all of them again. Nothing is kept from one question to the next; there is no index. What it says is what the
sentences say.

It leans on what lies below the engine: records (what a field is, and what an id in it stands for), entries, commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from partnership.commands import Command
from partnership.entries import AnyEntry
from partnership.findings import Status
from partnership.testing.reference import acts
from partnership.testing.reference.checks import judge
from partnership.testing.reference.counting import Answer
from partnership.testing.reference.law import Law, Tree
from partnership.testing.reference.past import Past
from partnership.testing.reference.select import members, select
from partnership.testing.reference.ties import Tie, figure, ties

ONE_DAY = timedelta(days=1)


class Reference:
    """Answers about any ledger under one template, given as the tree of its file."""

    def __init__(self, tree: Tree) -> None:
        self.law = Law(tree)

    # --- what there was -----------------------------------------------------------------------------------------------

    def rows(self, entries: Sequence[AnyEntry], register: str, day: date) -> list[Any]:
        """The records of a register in force on a day, each in the version of that day."""
        return [row.record for row in Past(entries).until(day).rows(register, day)]

    def rows_ever(self, entries: Sequence[AnyEntry], register: str, day: date) -> list[Any]:
        """Every record that a register ever had by a day, in its latest version."""
        return [row.record for row in Past(entries).until(day).rows_ever(register, day)]

    def selected(self, entries: Sequence[AnyEntry], selection: Any, day: date) -> set[str]:
        """The ids that a selection selects."""
        return {each.id for each in select(acts.scene_of(self.law, Past(entries), day), selection).elements}

    def roster(self, entries: Sequence[AnyEntry], name: str, day: date) -> set[str]:
        """The members of a roster."""
        return {each.id for each in members(acts.scene_of(self.law, Past(entries), day), name)}

    def ties(self, entries: Sequence[AnyEntry], day: date) -> set[Tie]:
        """Every two partners that are tied."""
        return ties(Past(entries).until(day), day)

    def figure(self, entries: Sequence[AnyEntry], metric: str, day: date) -> Fraction | None:
        """One figure of the network of the partners in force."""
        past = Past(entries).until(day)
        partners = past.rows("partners", day)
        sectors = {row.id: row.record.sector for row in partners}
        return figure(metric, set(sectors), ties(past, day), sectors)

    # --- what the law says of it --------------------------------------------------------------------------------------

    def answers(self, entries: Sequence[AnyEntry], day: date) -> dict[str, Answer]:
        """What each requirement of each gate comes to on a day, whether or not it applies."""
        scene = acts.scene_of(self.law, Past(entries), day)
        return {rule.id: judge(scene, rule.check) for rule in self.law.gates()}

    def statuses(self, entries: Sequence[AnyEntry], day: date) -> dict[str, Status]:
        """Satisfied, unsatisfied or unknown, for each requirement of each gate."""
        return {name: answer.status for name, answer in self.answers(entries, day).items()}

    def lacking(self, entries: Sequence[AnyEntry], day: date, requirement: str) -> set[str]:
        """Whose lack it is that a requirement is not satisfied."""
        return {who for who in self.answers(entries, day)[requirement].lacks if who is not None}

    def applying(self, entries: Sequence[AnyEntry], day: date) -> dict[str, str]:
        """The requirements of gates that apply on a day, with their severity."""
        region = Past(entries).started.region
        found = {rule.id: self.law.severity(rule, region, day) for rule in self.law.gates()}
        return {name: severity for name, severity in found.items() if severity is not None}

    def unmet(self, entries: Sequence[AnyEntry], day: date) -> set[str]:
        """The requirements of gates that apply on a day, block, and are neither satisfied nor waived."""
        return acts.unmet(self.law, Past(entries), self.law.gates(), day)

    def is_open(self, entries: Sequence[AnyEntry], day: date, stage: str, moment: str) -> bool:
        """Whether a gate is open: each requirement of it that applies and blocks is satisfied or waived."""
        rules = [rule for rule in self.law.gates() if rule.stage == stage and rule.moment == moment]
        return not acts.unmet(self.law, Past(entries), rules, day)

    def stage(self, entries: Sequence[AnyEntry], day: date) -> str:
        """The stage on a day."""
        return acts.stage_on(self.law, Past(entries), day)

    def suspended_by(self, entries: Sequence[AnyEntry], day: date) -> set[str]:
        """The invariants that do not hold at the end of a day, and `by_hand` where people suspended the programme."""
        past = Past(entries)
        return acts.must_hold(self.law, past, day) | ({"by_hand"} if acts.by_hand(past, day) else set())

    def suspended_since(self, entries: Sequence[AnyEntry], day: date) -> date | None:
        """The first of the days, without a gap up to this one, at whose end the programme was suspended."""
        past = Past(entries)
        since = None
        while day >= past.started.date and acts.is_suspended(self.law, past, day):
            since, day = day, day - ONE_DAY
        return since

    def would_refuse(self, entries: Sequence[AnyEntry], command: Command) -> set[str]:
        """Every reason against a command: codes of the door and ids of requirements; none means that it is lawful."""
        return acts.against(self.law, Past(entries), command)

    def unsupported(self, entries: Sequence[AnyEntry], day: date) -> dict[int, set[str]]:
        """Entries that no longer stand on anything, by their number, with the reasons that would be given today."""
        return acts.unsupported(self.law, Past(entries), day)
