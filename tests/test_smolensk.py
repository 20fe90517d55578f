"""The Smolensk programme: a lawful history from the first presentation to the end of the pilot, told without gaps.

Two sweeps stand at the end: nothing passes in an empty world, and whatever is taken out of the history is missed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from partnership.decisions import decide
from partnership.errors import Refused
from partnership.evaluation import plan_of
from partnership.findings import Severity, Status
from partnership.programme import Programme, Telling, load_template, tell
from partnership.reading import Line
from partnership.template import Template

FILE = Path(__file__).parent.parent / "examples" / "smolensk-2009.yaml"

ORGANISATIONS = {
    *("victoria", "uralsib", "kopeika", "school-kardymovo", "school-yartsevo", "school-pochinok", "school-demidov"),
    *("gov-education", "gov-information", "gov-youth", "zabota", "rassvet", "radi"),
}
"""The 13 organisations that the deck names."""

MAY_GO_UNNOTICED = {
    "dialogue": "a related programme: the deck tells of it and asks nothing (Z1)",
    "culture-kopeika": "a score below the threshold counts as none, and the waiver stands in for it",
    "picture-k01-school": "a consent with a stake counts for nothing, which is what its line shows",
    "as-kopeika": "two coordinators of one company are no lack; that the first one left is news, not a duty",
}
"""Lines whose loss no gate, guard or lint has a reason to see."""


@cache
def told() -> tuple[Telling, tuple[tuple[str, ...] | None, ...]]:
    """The file, told to its end, with the reasons of each line that was refused."""
    telling = tell(FILE)
    reasons = tuple(None if step.refusal is None else reasons_of(step.refusal) for step in telling.steps())
    return telling, reasons


def reasons_of(refusal: Refused) -> tuple[str, ...]:
    return tuple(sorted(finding.requirement or finding.code for finding in refusal.findings))


@pytest.fixture
def telling() -> Telling:
    return told()[0]


@pytest.fixture
def programme(telling: Telling) -> Programme:
    return telling.programme


# --- the story -------------------------------------------------------------------------------------------------------


def test_every_line_goes_as_it_says(telling: Telling) -> None:
    assert telling.faults == []


def test_every_line_says_whether_the_deck_has_it(telling: Telling) -> None:
    assert {line.basis for line in telling.file.lines} == {"deck", "assumed"}


def test_the_header_says_what_is_assumed() -> None:
    header = FILE.read_text(encoding="utf-8").split("format: 1")[0]
    assert "basis: deck" in header
    assert "basis: assumed" in header


def test_all_organisations_of_the_deck_take_part(programme: Programme) -> None:
    partners = {each.id for each in programme.as_of(dt.date(2010, 3, 1)).records("partner")}
    assert partners == ORGANISATIONS | {"media-slot"}


def test_every_stage_is_reached_in_order(programme: Programme) -> None:
    openings = [(opening.date, opening.stage) for opening in programme.snapshot.facts.openings]
    assert [stage for _, stage in openings] == ["coordinating_body", "immersion", "main", "follow_up"]
    assert [str(date) for date, _ in openings] == ["2009-06-22", "2009-09-28", "2010-03-01", "2011-12-01"]


def test_what_must_hold_stopped_holding_three_times(programme: Programme) -> None:
    turns = [(str(turn.day), turn.unmet) for turn in programme.snapshot.turns()]
    assert turns == [
        ("2010-06-15", ("M12",)),  # the agreement of 2009 lapsed
        ("2010-07-02", ()),  # the last party signed the new one
        ("2010-08-29", ("M10",)),  # nobody had met for 45 days
        ("2010-09-08", ()),
        ("2011-05-16", ("M15",)),  # the newsroom left
        ("2011-05-24", ()),  # and handed over
    ]


def test_the_law_turns_attempts_away_for_the_reasons_that_the_file_gives(telling: Telling) -> None:
    expected = [word for line in telling.file.lines if line.refused for word in line.expect]
    assert len([line for line in telling.file.lines if line.refused]) == 22
    assert all(line.expect for line in telling.file.lines if line.refused)
    assert set(expected) >= {
        "A01",
        "A04",
        "A05",
        "A08",
        "G01",
        "G10",
        "G18",
        "G20",
        "G22",
        "I01",
        "L02",
        "L08",
        "suspended",
    }


def test_late_paperwork_a_waiver_a_leaving_and_a_renewal_are_in_it(telling: Telling) -> None:
    lines = telling.file.lines
    assert len([line for line in lines if line.recorded is not None and line.recorded.date() > line.date]) >= 5
    assert [line.asked["requirement"] for line in lines if line.verb == "waive"] == ["P02"]
    assert [line.id for line in lines if line.verb == "end"] == ["as-kopeika", "media-slot"]
    renewed = telling.programme.snapshot.get("agreement", "agreement-2010")
    assert renewed is not None
    assert getattr(renewed, "supersedes", None) == "agreement-2009"


def test_nobody_is_named(telling: Telling) -> None:
    for line in telling.file.lines:
        if line.kind == "person" and line.verb == "record":
            assert re.fullmatch(r"p-[a-z]+-[0-9]", line.id or "")


def test_late_paperwork_leaves_nothing_without_support(programme: Programme) -> None:
    assert programme.unsupported() == ()


def test_no_rule_of_the_shipped_law_is_recomputed_when_asked(programme: Programme) -> None:
    assert plan_of(programme.template).recomputed == ()


# --- the sweeps ------------------------------------------------------------------------------------------------------


def test_no_gate_passes_in_an_empty_world() -> None:
    template = load_template("volunteers")
    start = dt.date(2009, 2, 2)
    empty = Programme.start(template, id="nothing", region="RU-SMO", on=start)
    for day in (start, dt.date(2011, 6, 1), dt.date(2013, 1, 1)):
        statuses = empty.as_of(day).statuses()
        assert {name for name, status in statuses.items() if status is Status.SATISFIED} == set()


def test_a_newcomer_is_told_what_is_missing() -> None:
    template = load_template("volunteers")
    fresh = Programme.start(template, id="fresh", region="RU-SMO", on=dt.date(2009, 2, 2))
    missing = {finding.requirement for finding in fresh.missing() if finding.severity is Severity.BLOCK}
    assert missing >= {"P25", "P39", "P40"}


Seen = tuple[object, ...]


def written_down(line: Line) -> tuple[int, int]:
    day = line.recorded or line.date
    return day.year, day.month


def retold(template: Template, lines: Sequence[Line], programme: Programme) -> Iterator[Seen]:
    """What can be seen of a history as it is told: who was refused and why, and how each rule stood each month."""
    for _, month in groupby(lines, key=written_down):
        for line in month:
            try:
                entries = decide(template, programme.state, line.command())
            except Refused as refusal:
                yield line.at.line, reasons_of(refusal)
                continue
            yield line.at.line, None
            if line.verb == "advance":
                yield tuple(sorted(programme.snapshot.statuses().items()))
            if not line.refused:
                assert len(entries) == 1
                programme.do(line.command())
        yield programme.stage, tuple(sorted(programme.snapshot.statuses().items()))
    yield tuple(finding.text("en") for finding in programme.missing())
    yield tuple((turn.day, turn.unmet) for turn in programme.snapshot.turns())


def unnoticed(which: slice) -> set[str]:
    """The lines (of those chosen) that can be taken out of the file without anybody seeing it."""
    telling, reasons = told()
    template, lines, entries = telling.programme.template, telling.file.lines, telling.programme.entries
    whole = list(retold(template, lines, Programme.from_entries(template, entries[:1])))
    taken = [index for index, line in enumerate(lines) if not line.refused][which]
    missed = set()
    for index in taken:
        kept = [*lines[:index], *lines[index + 1 :]]
        line = lines[index]
        begun = Programme.from_entries(template, entries[:1])
        expected = (seen for seen in whole if seen[0] != line.at.line or len(seen) != 2 or reasons[index] is not None)
        if all(now == before for now, before in zip(retold(template, kept, begun), expected, strict=False)):
            missed.add(line.id or line.asked.get("to") or line.verb)
    return missed


def test_what_is_taken_out_of_the_history_is_missed() -> None:
    assert unnoticed(slice(0, None, 12)) <= MAY_GO_UNNOTICED.keys()


@pytest.mark.soak
def test_whatever_is_taken_out_of_the_history_is_missed() -> None:
    assert unnoticed(slice(None)) == MAY_GO_UNNOTICED.keys()
