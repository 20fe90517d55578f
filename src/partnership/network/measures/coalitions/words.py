"""What blocking says here: how many the rules ask of a body's seats, and who could keep it from deciding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.evaluation import View
from partnership.messages import Plural, Sayable, in_brackets, listed, message, plural
from partnership.network.measures.coalitions.blocking import Blocking
from partnership.network.measures.coalitions.seats import Unit
from partnership.network.measures.titles import group_title
from partnership.network.phrases import MOST_NAMES, sentence
from partnership.records import Body, Partner, RulesOfProcedure

_SEATS = Plural(
    "{body:quoted} has {count} seat: a quorum ({quorum:percent}) is {present} present, and when all are there a "
    "decision ({majority:percent}) takes {in_favour} in favour.",
    "{body:quoted} has {count} seats: a quorum ({quorum:percent}) is {present} present, and when all are there a "
    "decision ({majority:percent}) takes {in_favour} in favour.",
)


class CoalitionPhrases:
    """Says it of one body, whose members are called by their names."""

    def __init__(self, snapshot: View, body: Body, unit: Unit, seats: Mapping[str, int]) -> None:
        self._snapshot, self._body, self._unit, self._seats = snapshot, body, unit, seats
        self._partners = {each.id: each for each in snapshot.records("partner") if isinstance(each, Partner)}
        self._total = sum(seats.values())

    def unknown(self) -> Sayable:
        """Say why nothing can be told: nobody has a seat, or no rules are adopted."""
        if not self._total:
            return message("Nobody sits in {body:quoted} yet.", body=self._body.name)
        return message(
            "{body:quoted} has no adopted rules of procedure, so nobody can tell who could block a decision.",
            body=self._body.name,
        )

    def known(
        self,
        rules: RulesOfProcedure,
        asked: tuple[int, int],
        ways: tuple[Blocking, Blocking],
        at_quorum: int | None,
    ) -> Sayable:
        """Say how many seats the rules ask (for a quorum, for a majority of all), and who could block by them."""
        quorum, majority = asked
        seats = _SEATS.of(
            self._total,
            body=self._body.name,
            quorum=rules.quorum,
            present=quorum,
            majority=rules.majority,
            in_favour=majority,
        )
        return sentence(seats, *self._said(*ways, at_quorum, quorum))

    def _said(self, absence: Blocking, vote: Blocking, at_quorum: int | None, quorum: int) -> Iterator[Sayable]:
        yield self._way(message("by staying away"), absence)
        yield self._way(message("by not voting in favour"), vote)
        if at_quorum is not None and quorum < self._total and at_quorum <= quorum:
            yield plural(
                "Where only {present} have come, {count} against is enough.",
                "Where only {present} have come, {count} against are enough.",
                at_quorum,
                present=quorum,
            )
        alone = list(dict.fromkeys([*absence.vetoes, *vote.vetoes]))
        if alone:
            who = listed(map(self._name, alone[:MOST_NAMES]))
            yield plural("Can block alone: {who}.", "Can block alone: {who}.", len(alone), who=who)
        else:
            yield message("Nobody can block alone.")

    def _way(self, how: Sayable, way: Blocking) -> Sayable:
        if way.size is None:
            return message("Nobody can block a decision {how}.", how=how)
        if set(self._seats.values()) == {1}:
            return message("Any {size} of {all} can block a decision {how}.", size=way.size, all=self._total, how=how)
        others = in_brackets([message("one of {ways} ways", ways=way.count)] if way.count > 1 else [])
        return message(
            "It takes {seats} seats to block a decision {how}, as these have: {who}{others}.",
            seats=way.seats,
            how=how,
            who=listed(map(self._name, way.coalitions[0])) if way.coalitions else "…",
            others=others,
        )

    def _name(self, member: str) -> Sayable:
        return self._partners[member].name if self._unit == "partner" else group_title(self._snapshot, member)
