"""The command line knows what day it is: it says so of days to come, and takes them for faults where it is asked to."""

from pathlib import Path

import pytest

from partnership.programme import load_programme, save_programme
from tests.cli.helpers import STORY, Ask, Write

PLAN = "- {date: 2206-03-01, partner: {id: late, name: Late, sector: neighbour}}\n"
SLIP = "- {date: 2020-08-01, recorded: 2206-03-01, partner: {id: late, name: Late, sector: neighbour}}\n"


@pytest.mark.parametrize("line", [PLAN, SLIP], ids=["dated", "written down"])
def test_a_file_that_tells_of_days_to_come_is_told_and_it_is_said(ask: Ask, write: Write, line: str) -> None:
    told = ask("missing", write(STORY + line))
    assert told.code == 0
    assert "street.yaml tells of days to come, the last of them 1 March 2206 (today is " in told.err
    assert "в street.yaml есть дни, которые ещё не наступили" in ask("run", write(STORY + line), "--lang", "ru").err


def test_of_a_slip_that_was_withdrawn_nothing_is_said_nor_of_what_was_written_after_it(ask: Ask, write: Write) -> None:
    entry = len(load_programme(write(STORY + SLIP)).entries)
    after = "- {date: 2020-08-02, partner: {id: later, name: Later, sector: neighbour}}\n"
    mended = f"- {{date: 2020-08-03, withdraw: {{entry: {entry}, reason: Slip}}}}\n"
    assert ask("missing", write(STORY + SLIP + after + mended)).err == ""
    assert "tells of days to come" in ask("missing", write(STORY + SLIP + after)).err


def test_of_a_file_of_the_past_nothing_is_said(ask: Ask, write: Write) -> None:
    assert ask("missing", write()).err == ""
    assert ask("missing", write(), "--strict-time").err == ""


@pytest.mark.parametrize("command", ["run", "missing", "ledger"])
def test_where_it_is_asked_to_it_takes_them_for_faults_at_their_place(ask: Ask, write: Write, command: str) -> None:
    lines = STORY.count("\n")
    told = ask(command, write(STORY + PLAN), "--strict-time")
    assert told.code == 2
    assert "1 March 2206 has not come yet: today is " in told.err
    assert f"street.yaml:{8 + lines}:10: " in told.err


def test_a_ledger_is_looked_at_in_the_same_way(ask: Ask, write: Write, tmp_path: Path) -> None:
    programme = load_programme(write(STORY + SLIP))
    save_programme(programme, tmp_path / "street.jsonl")
    asked = ("missing", "street.jsonl", "--template", "garden.yaml")
    assert "tells of days to come" in ask(*asked).err
    strict = ask(*asked, "--strict-time")
    assert strict.code == 2
    assert f"street.jsonl:{len(programme.entries)}:1: recorded at 2206-03-01 00:00, but it is only " in strict.err


def test_a_slip_that_was_withdrawn_is_none_any_more(ask: Ask, write: Write, tmp_path: Path) -> None:
    programme = load_programme(write(STORY + SLIP))
    programme.withdraw(len(programme.entries), on=programme.entries[-2].date, reason="a slip")
    save_programme(programme, tmp_path / "street.jsonl")
    assert ask("missing", "street.jsonl", "--template", "garden.yaml", "--strict-time").code == 0
