"""A ledger put down by hand, for examples whose answer can be seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from partnership.acts import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Recorded,
    Resumed,
    Started,
    Suspended,
    Waived,
)
from partnership.records import RECORDS
from partnership.values import Text, as_moment

START = date(2009, 2, 2)


def day(number: int) -> date:
    """A day by its distance from the start."""
    return START + timedelta(days=number)


class Ledger:
    """Entries in the order in which they are put down; each call says on which day from the start it is true."""

    def __init__(self, region: str = "RU-SMO", **parameters: Any) -> None:
        self.entries: list[AnyEntry] = []
        self._add(
            Started,
            0,
            programme="p",
            template="t",
            version="1",
            digest="sha256:0",
            region=region,
            parameters=parameters,
        )

    def _add(self, entry: Any, on: int, /, **fields: Any) -> Ledger:
        when: dict[str, Any] = {"seq": len(self.entries) + 1, "date": day(on), "recorded": as_moment(day(max(on, 0)))}
        self.entries.append(entry(**when, **fields))
        return self

    def record(self, on: int, record: str, record_id: str, /, **fields: Any) -> Ledger:
        """A record came in."""
        return self._add(Recorded, on, record=RECORDS[record].model_validate({"id": record_id, **fields}))

    def amend(self, on: int, record: str, record_id: str, /, **changes: Any) -> Ledger:
        """Fields of it changed."""
        return self._add(Amended, on, kind=record, id=record_id, changes=changes)

    def end(self, on: int, record: str, name: str) -> Ledger:
        """It ended."""
        return self._add(Ended, on, kind=record, id=name, reason=Text.of("over"))

    def advance(self, on: int, stage: str, from_stage: str = "?") -> Ledger:
        """The programme moved on."""
        return self._add(Advanced, on, stage=stage, from_stage=from_stage.replace("?", "none"))

    def waive(self, on: int, requirement: str, until: int, subject: str | None = None, by: str = "ivan") -> Ledger:
        """A requirement was set aside."""
        return self._add(
            Waived, on, requirement=requirement, subject=subject, reason=Text.of("why"), waived_by=by, until=day(until)
        )

    def suspend(self, on: int) -> Ledger:
        """People suspended the programme."""
        return self._add(Suspended, on, reason=Text.of("why"))

    def resume(self, on: int) -> Ledger:
        """They resumed it."""
        return self._add(Resumed, on, reason=Text.of("why"))

    def close(self, on: int) -> Ledger:
        """It was cancelled."""
        return self._add(Closed, on, outcome="cancelled", reason=Text.of("why"))

    def partner(self, on: int, name: str, sector: str = "business", **fields: Any) -> Ledger:
        """A partner was admitted."""
        return self.record(on, "partner", name, name=name, sector=sector, **fields)
