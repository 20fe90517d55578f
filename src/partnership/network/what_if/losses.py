"""Losses: ties, ways between others, duties that nobody answers for, outcomes that nobody brings about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from partnership.evaluation import Context, InterestPairs, components, interests, tie_counts
from partnership.template import Function

_RACI = "RACI"


class Bonds:
    """Who is tied to whom by what people have lived (as for the gates), and by how many records."""

    def __init__(self, ctx: Context, partners: Iterable[str]) -> None:
        self.of: dict[str, dict[str, int]] = {partner: {} for partner in partners}
        for (one, other), records in sorted(tie_counts(ctx).items()):
            if one in self.of and other in self.of:
                self.of[one][other] = self.of[other][one] = records
        self._groups = _groups(self.of, frozenset())

    def ties(self, leaving: Sequence[str]) -> int:
        """Count the ties that go with some, each between two of them once."""
        gone = frozenset(leaving)
        return sum(
            records
            for one in leaving
            for other, records in self.of.get(one, {}).items()
            if other not in gone or one < other
        )

    def parts(self, leaving: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Return each group of partners that would fall apart, as the parts that are left of it."""
        gone = frozenset(leaving)
        after = _groups(self.of, gone)
        fallen = []
        for group in self._groups:
            inside = frozenset(group)
            if inside & gone:
                parts = tuple(part for part in after if part[0] in inside)
                if len(parts) > 1:
                    fallen.append(parts)
        return tuple(fallen)


def _groups(bonds: Mapping[str, Mapping[str, int]], without: frozenset[str]) -> list[tuple[str, ...]]:
    left = {partner: others.keys() - without for partner, others in bonds.items() if partner not in without}
    return [tuple(sorted(group)) for group in components(left)]


def cut_off(parts: Sequence[Sequence[str]]) -> int:
    """Count the pairs of partners that are in different parts."""
    sizes = [len(part) for part in parts]
    return (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2


@dataclass(frozen=True, slots=True)
class FunctionShare:
    """A partner's part in a function, with the record that says so."""

    partner: str
    function: str
    raci: str
    record: str


class Duties:
    """Who has which part in which function, and which outcomes come of it.

    A function that the template calls the same as another is that other one.
    """

    def __init__(self, ctx: Context) -> None:
        listed = ctx.tables.plan.template.lists["functions"].values()
        self.functions = {item.id: item for item in listed if isinstance(item, Function)}
        self.interests: InterestPairs = interests(ctx)
        self.shares: dict[str, list[FunctionShare]] = {}
        for row in ctx.rows("responsibility"):
            said = row.record
            if ctx.standing("partner", said.partner) is not None:
                share = FunctionShare(said.partner, said.function, said.raci, said.id)
                self.shares.setdefault(self.same(said.function), []).append(share)

    def same(self, function: str) -> str:
        """Return the id under which a function stands that is written down twice."""
        item = self.functions.get(function)
        return function if item is None else item.same_as or function

    def held_by(self, partner: str) -> list[FunctionShare]:
        """Return what a partner answers for, by the order of the functions."""
        return [
            share
            for function in self.functions
            for share in self.shares.get(function, ())
            if (share.partner, share.raci) == (partner, "A")
        ]

    def lost(self, leaving: Sequence[str]) -> tuple[str, ...]:
        """Return the duties for which nobody would answer, in the order of the template."""
        gone = frozenset(leaving)
        found = []
        for function, item in self.functions.items():
            if item.nature == "duty":
                answering = {share.partner for share in self.shares.get(function, ()) if share.raci == "A"}
                if answering and answering <= gone:
                    found.append(function)
        return tuple(found)

    def outcomes(self, leaving: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the outcomes that nobody would bring about: those that somebody left wants, then the others."""
        gone = frozenset(leaving)
        producers: dict[str, set[str]] = {}
        for pair in self.interests.produces:
            producers.setdefault(pair.outcome, set()).add(pair.partner)
        lost = [outcome for outcome, partners in producers.items() if partners <= gone]
        wanted = {pair.outcome for pair in self.interests.wants if pair.partner not in gone}
        return (
            tuple(outcome for outcome in lost if outcome in wanted),
            tuple(outcome for outcome in lost if outcome not in wanted),
        )
