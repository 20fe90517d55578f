"""The door for surveyed ties: each answer of a survey becomes a declared tie, or is given back with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from typing_extensions import Unpack

from partnership.acts import About
from partnership.errors import check_choice
from partnership.exchange.importing import (
    ImportedTie,
    ImportedTies,
    NameIndex,
    hand_in,
    items_called,
    nearest_item,
    record_names,
    rehearsal,
    tail_of,
)
from partnership.exchange.survey import Survey, SurveyAnswer
from partnership.exchange.survey.words import SurveyScale, day_of, is_directed
from partnership.messages import Message, Sayable, message
from partnership.records import Tie
from partnership.values import digest, fold

if TYPE_CHECKING:
    from partnership.programme import Programme

_ID_DIGITS = 16

Same = tuple[tuple[str, str], str, bool]
"""What makes two ties the same: their ends (in order where direction means nothing), kind, and whether it does."""

T = TypeVar("T")


def import_ties(
    programme: Programme,
    survey: Survey,
    *,
    on: dt.date,
    type: str | None = None,
    kinds: Mapping[str, str] | None = None,
    scale: SurveyScale | None = None,
    directed: bool = False,
    dry_run: bool = False,
    **about: Unpack[About],
) -> ImportedTies:
    """Put every answer of a survey before the door as a declared tie; the programme holds those that are accepted.

    One that is refused stops no other. `on` is the day of answers without one of their own; `type` the kind of tie of
    answers without a kind (left out: the first of the template's); `kinds` says which kind a word of the table means;
    `scale` on which scale it asks for strength (an answer without one is 1); `directed` whether an answer without a
    direction goes one way. Who is meant is found by id or by name in either language, never guessed. A tie that the
    programme has already on that day, or that stands in the table before, is refused: where no direction counts, the
    answers of two sides are one tie. Ids come from ends, kind, direction and day.

    Raises:
        UnknownName: if the template has no such kind of tie.
    """
    default = _kind(programme, on, type)
    target = rehearsal(programme) if dry_run else programme
    meant = {fold(word): kind for word, kind in (kinds or {}).items()}
    desk = _Desk(target, survey, on, default, meant, scale or SurveyScale(), directed, about)
    return ImportedTies(survey, desk.all(), dry_run)


def _kind(programme: Programme, on: dt.date, type_: str | None) -> str:
    known = programme.law_on(on).lists["tie_kinds"]
    if type_ is None:
        type_ = next(iter(known), "")
    check_choice(type_, known, message("kind of tie"))
    return type_


@dataclass(slots=True)
class _Desk:
    """Reads answers, one after the other by day, and hands them in at the door."""

    programme: Programme
    survey: Survey
    on: dt.date
    type: str
    kinds: Mapping[str, str]
    scale: SurveyScale
    directed: bool
    about: About
    roster: NameIndex = field(init=False)
    there: dict[Same, list[str]] = field(default_factory=dict)
    told: dict[Same, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        state = self.programme.state
        rows = partial(state.index.rows_ever, day=max(state.horizon, self.on), length=state.length)
        self.roster = NameIndex(
            [
                *((row.record.id, record_names(row.record)) for row in rows("partner")),
                *((row.record.id, ()) for row in rows("person")),
            ]
        )
        for row in rows("tie"):
            if isinstance(row.record, Tie):
                self.there.setdefault(_same(row.record), []).append(row.record.id)

    def all(self) -> tuple[ImportedTie, ...]:
        """Take every answer, the earliest day first, so that the ledger is written forward."""
        answers = self.survey.answers
        days = [day if isinstance(day := self._day(answer), dt.date) else self.on for answer in answers]
        became: dict[int, ImportedTie] = {}
        for place in sorted(range(len(answers)), key=days.__getitem__):
            became[place] = self._take(answers[place])
        return tuple(became[place] for place in range(len(answers)))

    def _take(self, answer: SurveyAnswer) -> ImportedTie:
        reasons: list[Sayable] = []
        day = _or_reason(self._day(answer), reasons)
        directed = _or_reason(is_directed(answer.direction) if answer.direction else self.directed, reasons)
        strength = _or_reason(self.scale.strength(answer.strength) if answer.strength else 1, reasons)
        type_ = _or_reason(self._kind_of(answer, day or self.on), reasons)
        source, near = self._who(answer.source, reasons)
        target, nearer = self._who(answer.target, reasons)
        if source is not None and source == target:
            reasons.append(message("'{source}' cannot be tied to itself", source=source))
        if reasons or source is None or target is None or day is None or type_ is None:
            return ImportedTie(answer, reasons=tuple(reasons), nearest=near or nearer)
        ends = (source, target) if directed else (min(source, target), max(source, target))
        tie = Tie(
            id=_id(ends, type_, day, directed=bool(directed)),
            between=ends,
            type=type_,
            strength=strength or 1,
            directed=bool(directed),
        )
        return self._hand_in(answer, tie, day)

    def _hand_in(self, answer: SurveyAnswer, tie: Tie, day: dt.date) -> ImportedTie:
        same = _same(tie)
        if (row := self.told.get(same)) is not None:
            reason = message("row {row} says the same tie", row=row)
            return ImportedTie(answer, tie, reasons=(reason,))
        state = self.programme.state
        for id_ in self.there.get(same, ()):
            if state.get("tie", id_, day) is not None:
                reason = message("the programme has this tie on {day}: '{id}'; amend that one instead", day=day, id=id_)
                return ImportedTie(answer, tie, reasons=(reason,))
        entry, reasons = hand_in(self.programme, tie, day, self.about)
        if entry is not None:
            self.told[same] = answer.row
        return ImportedTie(answer, tie, entry, reasons)

    def _day(self, answer: SurveyAnswer) -> dt.date | Message:
        return day_of(answer.date) if answer.date else self.on

    def _kind_of(self, answer: SurveyAnswer, day: dt.date) -> str | Message:
        if not answer.type:
            return self.type
        known = self.programme.law_on(day).lists["tie_kinds"]
        word = fold(answer.type)
        meant = self.kinds.get(word)
        fitting = items_called(known, word) if meant is None else [meant]
        if len(fitting) == 1 and fitting[0] in known:
            return fitting[0]
        said = message("kind of tie: the template has no '{meant}'{tail}", meant=meant or answer.type)
        return said.given(tail=nearest_item(known, answer.type))

    def _who(self, word: str, reasons: list[Sayable]) -> tuple[str | None, str | None]:
        """Return who is meant by a word, or why nobody is (among the reasons), and the nearest name."""
        if not word:
            reasons.append(message("a name is missing"))
            return None, None
        found = self.roster.find(word)
        if not found and word in self.survey.labels:
            found = self.roster.find(self.survey.labels[word])
        if len(found) == 1:
            return found[0], None
        if found:
            shown = ", ".join(found)
            reasons.append(message("'{word}' fits several: {shown}; give the id", word=word, shown=shown))
            return None, None
        near = self.roster.nearest(word)
        hint = None if near is None else message("did you mean '{found}'?", found=near)
        reasons.append(message("there is no partner '{word}'{tail}", word=word, tail=tail_of(hint)))
        return None, near


def _or_reason(found: T | Message, reasons: list[Sayable]) -> T | None:
    if isinstance(found, Message):
        reasons.append(found)
        return None
    return found


def _same(tie: Tie) -> Same:
    one, other = tie.between
    return ((one, other) if tie.directed else (min(one, other), max(one, other))), tie.type, tie.directed


def _id(ends: tuple[str, str], type_: str, day: dt.date, *, directed: bool) -> str:
    return "tie-" + digest([*ends, type_, directed, day]).removeprefix("sha256:")[:_ID_DIGITS]
