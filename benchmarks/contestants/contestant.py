"""What a contestant does."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from benchmarks.lifecycle import Language, Step

BY = "clerk"
BASIS = "minutes"


class Why(NamedTuple):
    """One reason, brought to what can be compared: who lacks something, who owes it, where the rule stands."""

    lacking: frozenset[str]
    owing: frozenset[str]
    at: str
    known: bool


class Contestant(Protocol):
    """A pilot that is kept somehow."""

    def begin(self) -> None:
        """Start the pilot and make whatever is made once; not measured with the commands."""

    def do(self, step: Step) -> Sequence[Any] | None:
        """Put one command to it: None if it passed, otherwise everything that stood against it."""

    def text(self, refusals: Sequence[Any], lang: Language) -> str:
        """Say what `do` returned in one language, to the last reason."""

    def missing(self, day: dt.date) -> Sequence[Any]:
        """Return what stood before the next stage on any day."""

    def reasons(self, refusals: Sequence[Any]) -> Mapping[str, Why]:
        """Bring what `do` or `missing` returned to what can be compared, by the rule."""

    @property
    def written(self) -> int:
        """How many entries there are."""


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
