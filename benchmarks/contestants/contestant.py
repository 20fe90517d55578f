"""What a contestant does."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from benchmarks.lifecycle import Step

BY = "clerk"
BASIS = "minutes"


class Contestant(Protocol):
    """A pilot that is kept somehow."""

    def begin(self) -> None:
        """Start the pilot and make whatever is made once; not measured with the commands."""

    def do(self, step: Step) -> Sequence[Any] | None:
        """Put one command to it: None if it passed, otherwise everything that stood against it."""

    def reasons(self, refusals: Sequence[Any]) -> Mapping[str, frozenset[str]]:
        """Bring what `do` returned to rules and the ids of those who lack something."""

    @property
    def written(self) -> int:
        """How many entries there are."""


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
