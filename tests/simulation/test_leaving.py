"""What leaves with a partner that leaves."""

from __future__ import annotations

from partnership.acts import Ended, Recorded
from partnership.programme import load_template
from partnership.records import Person
from partnership.simulation import load_region, simulate


def test_volunteers_leave_with_their_company() -> None:
    """Nobody of a company that has left signs up any more, and whoever had is ended on that day at the latest."""
    law, region = load_template("volunteers"), load_region("kaluga")
    study = simulate(law, region, replications=0, seed=7, leave={"plant": 20})
    history = next(each for each in map(study.history, range(9)) if "plant" in each.partners)
    assert history.programme is not None
    ended = {entry.id: entry.date for entry in history.programme.entries if isinstance(entry, Ended)}
    came = {
        entry.record.id: entry.date
        for entry in history.programme.entries
        if isinstance(entry, Recorded) and isinstance(entry.record, Person) and entry.record.id.startswith("p-plant")
    }
    assert came
    assert all(day < ended["plant"] for day in came.values())
    assert all(ended[person] <= ended["plant"] for person in came)
