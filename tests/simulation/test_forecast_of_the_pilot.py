"""A forecast from the pilot's ledger, in which what the practice writes has other names."""

from __future__ import annotations

import datetime as dt

from partnership.programme import Programme, load_programme
from partnership.simulation import forecast, load_region


def test_the_pilot_goes_on_to_its_main_stage_with_the_people_and_papers_that_it_has() -> None:
    """Cut when immersion begins, it opens the main stage: its coordinators are trained, what runs out is renewed."""
    pilot = load_programme("examples/smolensk-2009.yaml")
    day = dt.date(2009, 9, 28)
    entries = [entry for entry in pilot.entries if entry.recorded.date() <= day]
    today = Programme.from_entries(pilot.template, entries)
    found = forecast(today, load_region("smolensk"), on=day, replications=2, seed=7)
    assert found.share_reaching("main").value == 1
    said = found.text()
    before, _, after = said.partition("What last kept")
    assert after
    assert "The coordinating body" not in before, "what lies behind is not told"
