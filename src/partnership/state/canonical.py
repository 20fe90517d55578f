"""A state as plain JSON values: the form that is compared and digested."""

from __future__ import annotations

from partnership.state.tables import Tables


def canonical_state(tables: Tables) -> dict[str, object]:
    """Return what stands on the cursor's day, sorted by kind and id; empty registers are left out."""
    facts = tables.facts
    records = {
        kind: {
            id_: {
                "record": row.record.model_dump(mode="json"),
                "date": row.date.isoformat(),
                "changed": row.changed.isoformat(),
            }
            for id_, row in sorted(rows.items())
        }
        for kind, rows in sorted(tables.current.items())
        if rows
    }
    return {
        "day": tables.cursor.isoformat(),
        "programme": facts.started.programme if facts.started else None,
        "law": facts.law,
        "stage": facts.stage,
        "stage_since": facts.stage_since.isoformat() if facts.stage_since else None,
        "waivers": [waiver.model_dump(mode="json") for waiver in facts.waivers],
        "suspended": facts.suspended.model_dump(mode="json") if facts.suspended else None,
        "closed": facts.closed.model_dump(mode="json") if facts.closed else None,
        "records": records,
    }
