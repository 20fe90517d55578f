"""What blocking says here: how many the rules ask of a body's seats, and who could keep it from deciding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from partnership.evaluation import View
from partnership.records import Body, Partner, RulesOfProcedure
from partnership.relations.measures.coalitions.blocking import Blocking
from partnership.relations.measures.coalitions.seats import Unit
from partnership.relations.measures.titles import group_title
from partnership.relations.saying import (
    MOST_NAMES,
    Forms,
    Pair,
    counted,
    in_brackets,
    joined,
    pair,
    percent,
    quoted,
    sentence,
)

_SEATS: Final[Forms] = ("seat", "seats", "место", "места", "мест")


class Words:
    """Says it of one body, whose members are called by their names."""

    def __init__(self, snapshot: View, body: Body, unit: Unit, seats: Mapping[str, int]) -> None:
        self._snapshot, self._body, self._unit, self._seats = snapshot, body, unit, seats
        self._partners = {each.id: each for each in snapshot.records("partner") if isinstance(each, Partner)}
        self._total = sum(seats.values())

    def unknown(self) -> Pair:
        """Say why nothing can be told: nobody has a seat, or no rules are adopted."""
        body = quoted(pair(self._body.name))
        if not self._total:
            return f"Nobody sits in {body[0]} yet.", f"В органе {body[1]} пока никто не состоит."
        return (
            f"{body[0]} has no adopted rules of procedure, so nobody can tell who could block a decision.",
            f"У органа {body[1]} нет принятого регламента, и нельзя сказать, кто мог бы не допустить решения.",
        )

    def known(
        self,
        rules: RulesOfProcedure,
        asked: tuple[int, int],
        ways: tuple[Blocking, Blocking],
        at_quorum: int | None,
    ) -> Pair:
        """Say how many seats the rules ask (for a quorum, for a majority of all), and who could block by them."""
        return sentence(self._asked(rules, *asked), *self._said(*ways, at_quorum, asked[0]))

    def _asked(self, rules: RulesOfProcedure, quorum: int, majority: int) -> Pair:
        body, seats = quoted(pair(self._body.name)), counted(self._total, _SEATS)
        quorate, carried = percent(rules.quorum), percent(rules.majority)
        parts = [
            (f"{body[0]} has {seats[0]}", f"В органе {body[1]} {seats[1]}"),
            (
                f": a quorum ({quorate[0]}) is {quorum} present",
                f": для кворума ({quorate[1]}) нужно присутствующих — {quorum}",
            ),
            (
                f", and when all are there a decision ({carried[0]}) takes {majority} in favour.",
                f", а когда пришли все, для решения ({carried[1]}) нужно голосов «за» — {majority}.",
            ),
        ]
        return joined(parts, "", "")

    def _said(self, absence: Blocking, vote: Blocking, at_quorum: int | None, quorum: int) -> Iterator[Pair]:
        yield self._way(("by staying away", "не придя"), absence)
        yield self._way(("by not voting in favour", "не голосуя «за»"), vote)
        if at_quorum is not None and quorum < self._total and at_quorum <= quorum:
            verb = "is" if at_quorum == 1 else "are"
            yield (
                f"Where only {quorum} have come, {at_quorum} against {verb} enough.",
                f"Если пришедших только {quorum}, достаточно несогласных: {at_quorum}.",
            )
        alone = list(dict.fromkeys([*absence.vetoes, *vote.vetoes]))
        if alone:
            who = joined(map(self._name, alone[:MOST_NAMES]), ", ", ", ")
            can = "Может" if len(alone) == 1 else "Могут"
            yield f"Can block alone: {who[0]}.", f"{can} не допустить решения в одиночку: {who[1]}."
        else:
            yield "Nobody can block alone.", "В одиночку не допустить решения не может никто."

    def _way(self, how: Pair, way: Blocking) -> Pair:
        if way.size is None:
            return f"Nobody can block a decision {how[0]}.", f"Не допустить решения, {how[1]}, не может никто."
        if set(self._seats.values()) == {1}:
            return (
                f"Any {way.size} of {self._total} can block a decision {how[0]}.",
                f"Не допустить решения, {how[1]}, могут любые {way.size} из {self._total}.",
            )
        first = joined(map(self._name, way.coalitions[0]), ", ", ", ") if way.coalitions else ("…", "…")
        others = [(f"one of {way.count} ways", f"вариантов всего {way.count}")] if way.count > 1 else []
        said = joined(
            [
                (
                    f"It takes {way.seats} seats to block a decision {how[0]}, as these have",
                    f"Чтобы не допустить решения, {how[1]}, нужно мест: {way.seats}; столько есть у таких членов",
                ),
                joined([first, in_brackets(others)], "", ""),
            ],
            ": ",
            ": ",
        )
        return f"{said[0]}.", f"{said[1]}."

    def _name(self, member: str) -> Pair:
        return pair(self._partners[member].name) if self._unit == "partner" else group_title(self._snapshot, member)
