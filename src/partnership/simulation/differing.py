"""Which figures a forecast goes by otherwise than another one would: with a region, and by the ledger alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from partnership.messages import Message, Rounded, Sayable, list_some, message
from partnership.simulation.model import work_of
from partnership.simulation.quantities import Quantity
from partnership.simulation.study import Study
from partnership.values import Duration, Text

_MOST: Final = 3
_DIGITS: Final = 6
_MEASURED: Final = message("{title}: {value} ({was} as the practice assumes)")
_OTHERWISE: Final = message("{title}: {value}, not {was}")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure that a forecast goes by, and the one that it would go by otherwise."""

    title: Text
    here: Quantity
    there: Quantity

    @property
    def times(self) -> float:
        """How many times as much one of them is as the other; without end where one is nothing."""
        one, other = sorted((self.here.centre, self.there.centre))
        return 1 if one == other else other / one if one else math.inf

    def told(self, form: Message) -> Sayable:
        return form.given(title=self.title, value=_said(self.here.value), was=_said(self.there.value))


def measured(study: Study) -> Iterator[Sayable]:
    """Say of a forecast without a region what was measured in the ledger, what differs most from the practice first."""
    assumed = {work.id: work for work in study.region.practice.shape.work}
    pairs = [
        _Pair(assumed[name].title, figure, assumed[name].default) for name, figure in study.region.shape.work.items()
    ]
    if pairs:
        yield message("Measured there: {figures}.", figures=_listed(pairs, _MEASURED))


def without_region(study: Study) -> Iterator[Sayable]:
    """Say of a forecast with a region which of its figures differ most from those that are taken without one."""
    own = study.own_region
    if own is None or own.practice.text != study.region.practice.text:
        return
    for form, pairs in (
        (message("Without a region other numbers are taken; the most different: {figures}."), _numbers(study)),
        (
            message("Without a region work takes as long as in this ledger; the most different: {figures}."),
            [
                _Pair(work.title, here, there)
                for (work, here), (_, there) in zip(work_of(study.region), work_of(own), strict=True)
            ],
        ),
    ):
        if apart := [each for each in pairs if each.times > 1]:
            yield form.given(figures=_listed(apart, _OTHERWISE))


def _numbers(study: Study) -> list[_Pair]:
    """Return the numbers of the region beside those that the practice assumes, employees of each partner among them."""
    model, practice = study.model, study.region.practice.shape
    assumed = {each.id: each.default for each in practice.numbers}
    assumed |= {f"workers.{each.id}": each.at_once for each in practice.workers}
    there = set() if study.goes_on is None else {one.id for one in study.goes_on.as_of(model.start).records("partner")}
    taken_part = {each.employees for each in model.partners if each.id in there}
    usual = None if practice.people is None else practice.people.employees
    pairs = []
    for name, number in model.numbers.items():
        is_of_partner = name not in assumed
        if is_of_partner and name not in taken_part:
            continue
        pairs.append(_Pair(number.title, number.figure, assumed[usual or "" if is_of_partner else name]))
    return pairs


def _listed(pairs: Sequence[_Pair], form: Message) -> Sayable:
    first = sorted(pairs, key=lambda each: -each.times)[:_MOST]
    return list_some([each.told(form) for each in first], len(pairs))


def _said(value: Any) -> Duration | Rounded:
    return value if isinstance(value, Duration) else Rounded(value, _DIGITS)
