"""Every version of every record, by the day from which it stands."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

_since = itemgetter(0)


class Versions:
    """What was written down, so that any day can be asked.

    Commands come in the order of their days, so that a version is put behind those before it.
    """

    def __init__(self, stage: str) -> None:
        self._of: dict[tuple[str, str], list[tuple[dt.date, Any]]] = {}
        self._stages = [(dt.date.min, stage)]

    def record(self, kind: str, id_: str, day: dt.date, version: Any) -> None:
        self._of[kind, id_] = [(day, version)]

    def amend(self, kind: str, id_: str, day: dt.date, version: Any) -> None:
        self._of[kind, id_].append((day, version))

    def move(self, day: dt.date, stage: str) -> None:
        self._stages.append((day, stage))

    def latest(self, kind: str, id_: str) -> Any:
        return self._of[kind, id_][-1][1]

    def stage(self, day: dt.date) -> str:
        return self._stages[bisect_right(self._stages, day, key=_since) - 1][1]

    def on(self, day: dt.date) -> Iterator[tuple[str, str, dt.date, Any]]:
        """Give kind, id, first day and version of each record that there was on a day."""
        for (kind, id_), versions in self._of.items():
            at = bisect_right(versions, day, key=_since)
            if at:
                yield kind, id_, versions[0][0], versions[at - 1][1]
