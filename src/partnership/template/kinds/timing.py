"""When things happened: often enough, in the right order, long enough ago."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import model_validator
from typing_extensions import override

from partnership.messages import Sayable, message
from partnership.template import core
from partnership.template.fault_messages import reported
from partnership.template.kinds.references import FieldOf
from partnership.template.kinds.shape import Kind
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing, within
from partnership.template.terms import FieldPath, Period, Sel, Since
from partnership.values import Duration

_DAY: Final = 24


def surely_longer(one: Duration, other: Duration) -> bool:
    """Whether a period is longer than another from whichever day both begin: months have 28 to 31 days.

    Where one is counted in days and one in hours, from late on a day until early on another is a day less.
    """
    months = one.months - other.months
    hours = (months * (28 if months > 0 else 31) + one.days - other.days) * _DAY + one.hours - other.hours
    return hours > (0 if bool(one.hours) is bool(other.hours) else _DAY)


class TimingWord(Kind, kind="timing"):
    """One of three: `of` is not older than `cadence`; `first` comes before `then`; so much has passed `since`.

    `field` is the date that counts: `date` (of the first entry) unless said otherwise.
    """

    of: Sel | None = None
    cadence: Period | None = None
    first: Sel | None = None
    then: Sel | None = None
    since: Since | None = None
    field: Annotated[FieldPath, FieldOf(("of", "first", "then", "since"), dated=True)] = ("date",)
    at_least: Period | None = None
    at_most: Period | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        given = {name for name in ("of", "cadence", "first", "then", "since") if getattr(self, name) is not None}
        bounded = self.at_least is not None or self.at_most is not None
        ordered = given == {"first", "then"}
        elapsed = given == {"since"} and bounded
        often = given == {"of", "cadence"} and not bounded
        if not (ordered or elapsed or often):
            raise reported("timing_shape")
        if elapsed and "field" in self.model_fields_set and not isinstance(self.since, core.Selection):
            raise reported("timing_field")
        least, most = self.at_least, self.at_most
        if isinstance(least, Duration) and isinstance(most, Duration) and surely_longer(least, most):
            raise reported("periods_reversed", word=str(least), more=str(most))
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        if self.of is not None and self.cadence is not None:
            return core.Cadence(self.of, self.field, self.cadence)
        if self.first is not None and self.then is not None:
            return core.Order(self.first, self.then, self.field, self.at_least, self.at_most)
        if self.since is not None:
            return core.Elapsed(self.since, self.field, self.at_least, self.at_most)
        raise AssertionError("a timing is one of three, which its model has made sure of")

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        if self.of is not None and self.cadence is not None:
            rows, every = phrasing.rows(self.of).many, phrasing.value(self.cadence)
            return message("due again, at least every {every}: {rows}", every=every, rows=rows)
        if self.first is not None and self.then is not None:
            first, then = phrasing.rows(self.first).many, phrasing.rows(self.then).many
            return message("record {first} first, then {then}", first=first, then=then)
        bounds = within(self.at_least, self.at_most, phrasing)
        if self.at_most is None:
            return message("wait{bounds}", bounds=bounds)
        if not isinstance(self.since, core.Selection):
            return message("act in time{bounds}", bounds=bounds)
        return message("do it again in time{bounds}", bounds=bounds)
