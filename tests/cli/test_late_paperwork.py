"""What late paperwork changes in a story that had been told: no period is negative, and no suspension stays untold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from partnership.acts import Migrated, Started
from partnership.cli.story import Story, Turning, turns_before
from partnership.programme import Programme, load_programme, load_template, save_programme, tell
from tests.cli.helpers import STORY, Ask, Write
from tests.invariants.playing import finished, in_worlds
from tests.judge.worlds import World

DAILY = """
format: 1
template: minus
version: "1"
title: {en: Daily, ru: Ежедневно}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
registers:
  - {id: reports, title: {en: Reports, ru: Сводки}, fields: {day: {type: date, required: true}}}
stages:
  - id: one
    title: {en: One, ru: Один}
    gates:
      invariant:
        - id: R1
          title: {en: A report each day, ru: Сводка каждый день}
          count: {of: {from: reports, where: {day: $today}}}
  - {id: two, title: {en: Two, ru: Два}, final: true}
"""
HEADER = "format: 1\nprogramme: minus\ntemplate: daily.yaml\nregion: US\nstart: 2026-01-01\nledger:\n"


def _report(day: str, recorded: str = "") -> str:
    late = f"recorded: {recorded}, " if recorded else ""
    return f"- {{date: {day}, {late}reports: {{id: r{day}, day: {day}}}}}\n"


def _somebody(day: str) -> str:
    return f"- {{date: {day}, partner: {{id: p{day}, name: P, sector: ngo}}}}\n"


def _story(lines: str) -> str:
    Path("daily.yaml").write_text(DAILY, encoding="utf-8")
    Path("p.yaml").write_text(HEADER + lines, encoding="utf-8")
    return "p.yaml"


def _turnings(text: str) -> list[str]:
    """Give the lines of a story that tell of suspensions."""
    words = ("suspended", "resumed", "was not suspended after all", "still suspended")
    story = text.split("Where it stands", maxsplit=1)[0].splitlines()
    told = [line.strip() for line in story if any(line[14:].startswith(f"{word}: ") for word in words)]
    return [line.partition(": there is ")[0] for line in told]  # what came nearest is told elsewhere


KNOWN = "as is known since"
HOLDS = "all standing conditions are met again"
RULE = "R1 A report each day"


@pytest.mark.parametrize(
    "lines, told",
    [
        pytest.param(
            _report("2026-01-01")
            + _report("2026-01-02")
            + _somebody("2026-01-04")
            + _report("2026-01-03", "2026-01-04"),
            [
                f"2026-01-03  suspended: {RULE}",
                f"2026-01-03  was not suspended after all: {KNOWN} 4 January 2026, all standing conditions",
                f"2026-01-04  suspended: {RULE}",
            ],
            id="a suspension that had been told never was",
        ),
        pytest.param(
            _report("2026-01-01") + _report("2026-01-05") + _report("2026-01-03", "2026-01-05"),
            [
                f"2026-01-02  suspended: {RULE}",
                f"2026-01-03  resumed: {KNOWN} 5 January 2026, all standing conditions were met, after 1",
                f"2026-01-04  suspended: {KNOWN} 5 January 2026: {RULE}",
            ],
            id="a suspension that had been told was two",
        ),
        pytest.param(
            _report("2026-01-01") + _report("2026-01-04") + _report("2026-01-06") + _report("2026-01-05", "2026-01-06"),
            [
                f"2026-01-02  suspended: {RULE}",
                f"2026-01-04  resumed: {HOLDS}, after 2 days",
                f"2026-01-05  suspended: {RULE}",
                f"2026-01-05  was not suspended after all: {KNOWN} 6 January 2026, all standing conditions",
            ],
            id="one of two never was",
        ),
        pytest.param(
            _report("2026-01-01") + _report("2026-01-05") + _report("2026-01-04", "2026-01-05"),
            [
                f"2026-01-02  suspended: {RULE}",
                f"2026-01-04  resumed: {KNOWN} 5 January 2026, all standing conditions were met, after 2",
            ],
            id="a suspension was over earlier",
        ),
        pytest.param(
            _report("2026-01-01") + _report("2026-01-05") + _report("2026-01-02", "2026-01-05"),
            [
                f"2026-01-02  suspended: {RULE}",
                f"2026-01-03  suspended: {KNOWN} 5 January 2026: {RULE}",
            ],
            id="a suspension began later",
        ),
        pytest.param(
            _report("2026-01-01")
            + _report("2026-01-02")
            + _report("2026-01-03")
            + "- {date: 2026-01-02, recorded: 2026-01-03, end: {reports: r2026-01-02, reason: It was another day's}}\n"
            + _report("2026-01-04"),
            [
                f"2026-01-02  suspended: {KNOWN} 3 January 2026: {RULE}",
                f"2026-01-03  resumed: {HOLDS}, after 1 day",
            ],
            id="a suspension that nobody had told",
        ),
        pytest.param(
            _report("2026-01-01")
            + _report("2026-01-02")
            + _somebody("2026-01-03")
            + "- {date: 2026-01-03, withdraw: {entry: 3, reason: A slip}}\n"
            + _report("2026-01-03"),
            [f"2026-01-02  suspended: {KNOWN} 3 January 2026: {RULE}"],
            id="a withdrawal takes the ground away",
        ),
    ],
)
def test_what_late_paperwork_changed_is_told(ask: Ask, lines: str, told: list[str]) -> None:
    answer = ask("run", _story(lines))
    assert answer.code == 0, answer.err
    assert _turnings(answer.out)[: len(told)] == told


def test_a_suspension_that_was_told_to_be_over_and_was_not(ask: Ask, write: Write) -> None:
    story = "".join(f"{line}\n" for line in STORY.splitlines()[:13])
    late = "- {date: 2020-06-01, recorded: 2020-07-01, end: {partner: boris, reason: Never moved in}}\n"
    assert _turnings(ask("run", write(story + late)).out) == [
        "2020-05-01  suspended: G2 A neighbour is there",
        f"2020-06-01  resumed: {HOLDS}, after 31 days",
        f"2020-06-01  still suspended: {KNOWN} 1 July 2020: G2 A neighbour is there",
    ]


def test_a_suspension_that_never_was_is_told_in_russian(ask: Ask) -> None:
    lines = (
        _report("2026-01-01") + _report("2026-01-02") + _somebody("2026-01-04") + _report("2026-01-03", "2026-01-04")
    )
    told = ask("run", _story(lines), "--lang", "ru").out
    assert "  2026-01-03  приостановки не было: как стало известно 4 января 2026 г., постоянные условия" in told


def test_a_suspension_that_never_was_ends_in_json_on_the_day_on_which_it_began(ask: Ask) -> None:
    lines = (
        _report("2026-01-01") + _report("2026-01-02") + _somebody("2026-01-04") + _report("2026-01-03", "2026-01-04")
    )
    happenings = ask("run", _story(lines), "--json").json["happenings"]
    (taken_back,) = (one for one in happenings if one["what"] == "resumed" and one["date"] == one["since"])
    assert taken_back == {
        "what": "resumed", "date": "2026-01-03", "known": "2026-01-04", "since": "2026-01-03",
        "findings": [], "left": [],
    }  # fmt: skip


def test_a_close_is_no_resumption(ask: Ask) -> None:
    lines = _report("2026-01-01") + "- {date: 2026-01-05, close: {outcome: cancelled, reason: Nobody reports}}\n"
    assert _turnings(ask("run", _story(lines)).out) == [f"2026-01-02  suspended: {RULE}"]


def test_a_ledger_tells_what_was_known_when_it_was_written(ask: Ask) -> None:
    lines = (
        _report("2026-01-01") + _report("2026-01-02") + _somebody("2026-01-04") + _report("2026-01-03", "2026-01-04")
    )
    file = _story(lines)
    told = _turnings(ask("run", file).out)
    Path("p.jsonl").write_text(ask("ledger", file, "--json").out, encoding="utf-8")
    assert _turnings(ask("run", "p.jsonl", "--template", "daily.yaml").out) == told
    until = _turnings(ask("run", "p.jsonl", "--template", "daily.yaml", "--until", "2026-01-03").out)
    assert until == [f"2026-01-03  suspended: {RULE}"]


@pytest.mark.parametrize("size", [20, 200])
def test_what_turned_is_looked_for_as_often_as_there_is_late_paperwork_whatever_the_size(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    looks = []

    def counted(*asked: Any) -> object:
        looks.append(asked)
        return turns_before(*asked)

    monkeypatch.setattr("partnership.cli.story.turns_before", counted)
    days = [(dt.date(2026, 1, 1) + dt.timedelta(days=day)).isoformat() for day in range(size)]
    lines = "".join(_somebody(day) for day in days)
    assert ask("run", _story(lines)).code == 0
    assert len(looks) == 1
    looks.clear()
    for day in days[5:8]:
        late = f"- {{date: {days[0]}, recorded: {day}, person: {{id: late-{day}}}}}\n"
        lines = lines.replace(_somebody(day), late + _somebody(day))
    assert ask("run", _story(lines)).code == 0
    assert len(looks) <= 5


# --- whatever happens ------------------------------------------------------------------------------------------------


def _told(programme: Programme, world: World, folder: Path) -> list[Story]:
    """Tell a programme from its entries and from its lines."""
    (folder / "world.yaml").write_text(world.text, encoding="utf-8")
    save_programme(programme, folder / "p.jsonl")
    save_programme(programme, folder / "p.yaml", law="world.yaml")
    law = load_template(folder / "world.yaml")
    telling = tell(folder / "p.yaml")
    entries = load_programme(folder / "p.jsonl", template=law)
    return [Story(entries, None, None), Story(telling.programme, telling, None)]


def _suspensions(story: Story) -> dict[dt.date, frozenset[str]]:
    """Follow what a story says, and give on each of its days what does not hold: what is said later counts."""
    days = [dt.date.fromordinal(day) for day in range(story.start.toordinal(), story.date.toordinal() + 1)]
    unmet: dict[dt.date, frozenset[str]] = dict.fromkeys(days, frozenset())
    for turning in story.happenings:
        if isinstance(turning, Turning):
            named = frozenset(finding.requirement or "" for finding in turning.findings)
            for day in days:
                if day >= turning.day:
                    unmet[day] = named
    return unmet


@in_worlds(25)
def test_no_period_is_negative_and_the_story_ends_as_it_stands(world: World) -> None:
    programme = finished(world)
    with TemporaryDirectory() as folder:
        stories = _told(programme, world, Path(folder))
        kept, tried = ([one for one in story.happenings if isinstance(one, Turning)] for story in stories)
        assert kept == tried
        for story in stories:
            turnings = [one for one in story.happenings if isinstance(one, Turning)]
            assert all(one.since <= one.day <= one.seen for one in turnings)
            assert all(one.never_was or one.findings or one.since < one.day for one in turnings)
            if story.snapshot.facts.closed is None:
                suspension = story.snapshot.suspension
                standing = frozenset(() if suspension is None else suspension.unmet)
                assert _suspensions(story)[story.date] == standing


@in_worlds(25)
def test_without_late_paperwork_a_story_tells_every_turn_once_on_its_day(world: World) -> None:
    programme = finished(world)
    if any(entry.recorded.date() > entry.date for entry in programme.entries):
        return
    laws = [entry for entry in programme.entries if isinstance(entry, Started | Migrated)]
    with TemporaryDirectory() as folder:
        for story in _told(programme, world, Path(folder)):
            told = [(one.day, one.seen) for one in story.happenings if isinstance(one, Turning)]
            turns = turns_before(programme, laws, story.date + dt.timedelta(1))
            closed = story.snapshot.facts.closed
            assert told == [(one.day, one.day) for one in turns if one.unmet or closed is None or one.day < closed.date]
