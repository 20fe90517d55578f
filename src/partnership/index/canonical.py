"""A state as plain JSON values: the form that is compared and digested."""

from __future__ import annotations

import datetime as dt

from partnership.index.index import Index
from partnership.values import plain_day


def canonical_state(index: Index, day: dt.date, length: int) -> dict[str, object]:
    """Return what stands on a day by the first so many entries, sorted by kind and id; empty registers are left out."""
    facts = index.facts(day, length)
    records: dict[str, dict[str, object]] = {}
    for kind in tuple(index.logs):
        rows = {str(row.record.id): row for row in index.rows(kind, day, length)}
        for id_, row in sorted(rows.items()):
            records.setdefault(row.record.kept_as(), {})[id_] = {
                "record": row.record.model_dump(mode="json"),
                "date": row.date.isoformat(),
                "changed": row.changed.isoformat(),
            }
    return {
        "day": plain_day(day).isoformat(),
        "programme": facts.started.programme if facts.started else None,
        "law": facts.law,
        "stage": facts.stage,
        "stage_since": facts.stage_since.isoformat() if facts.stage_since else None,
        "waivers": [waiver.model_dump(mode="json") for waiver in facts.waivers],
        "suspended": facts.suspended.model_dump(mode="json") if facts.suspended else None,
        "closed": facts.closed.model_dump(mode="json") if facts.closed else None,
        "records": dict(sorted(records.items())),
    }
