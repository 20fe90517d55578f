"""The entries, as a table and as lines."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from partnership.acts import from_json, to_json
from partnership.cli import main
from partnership.programme import ledger_head, load_programme
from tests.cli.helpers import STORY, Ask, Terminal, Write


def test_the_table_has_a_row_for_each_entry(ask: Ask, write: Write) -> None:
    rows = ask("ledger", write()).out.splitlines()
    assert rows[0].split() == ["no.", "date", "written", "basis", "what", "detail"]
    assert len(rows) == 1 + 13 + 1
    assert rows[2].split() == ["2", "2020-03-02", "deck", "record", "partner", "anna", "(House", "4)"]
    assert rows[11].split()[:3] == ["11", "2020-05-20", "2020-07-01"]
    assert "risk r-1 (Flood): likelihood: 3; note: removed" in rows[6]


def test_columns_are_straight_in_russian(ask: Ask, write: Write) -> None:
    rows = ask("ledger", write(), "--lang", "ru").out.splitlines()
    assert rows[0].index("подробности") == rows[2].index("партнёр") == rows[3].index("человек")


def test_what_was_not_known_yet_is_left_out(ask: Ask, write: Write) -> None:
    file = write()
    assert "vera" not in ask("ledger", file, "--as-known", "2020-06-30").out
    assert "vera" in ask("ledger", file, "--as-known", "2020-07-01").out
    assert "vera" not in ask("ledger", file, "--as-known", "2020-07-01T02:00:00+03:00").out


@pytest.mark.parametrize("day", ["2020-03-02", "2020-06-30", "2020-07-01", "2020-07-04", "2021-01-01"])
def test_a_bare_day_is_read_as_the_library_reads_it(ask: Ask, write: Write, day: str) -> None:
    file = write()
    known = load_programme(file).as_known(date.fromisoformat(day))
    assert len(ask("ledger", file, "--as-known", day, "--json").out.splitlines()) == known.state.length


def test_what_is_true_later_is_left_out(ask: Ask, write: Write) -> None:
    table = ask("ledger", write(), "--until", "2020-05-20").out
    assert "vera" in table
    assert "boris" not in table


def test_json_is_lines_of_canonical_entries(ask: Ask, write: Write) -> None:
    lines = ask("ledger", write(), "--json").out.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, 14))
    assert all(to_json(from_json(line)).decode() == line for line in lines)


def test_the_lines_are_a_ledger_again(ask: Ask, write: Write) -> None:
    lines = ask("ledger", write(), "--json").out
    Path("street.jsonl").write_text(lines, encoding="utf-8")
    assert ask("ledger", "street.jsonl", "--template", "garden.yaml", "--json").out == lines


def test_nothing_known_or_true_yet_is_said(ask: Ask, write: Write) -> None:
    file = write()
    known = ask("ledger", file, "--as-known", "2019-01-01")
    assert (known.code, known.out) == (2, "")
    assert known.err.startswith("--as-known 2019-01-01T23:59:59Z: nothing had been recorded by then")
    true = ask("ledger", file, "--until", "2019-01-01", "--lang", "ru")
    assert (true.code, true.err) == (
        2,
        "--until 2019-01-01: программа начинается 2020-03-02; укажите этот день или более поздний\n",
    )


def _kept(ask: Ask, write: Write, lines: slice = slice(None)) -> str:
    kept = ask("ledger", write(), "--json").out.splitlines(keepends=True)
    Path("street.jsonl").write_text("".join(kept[lines]), encoding="utf-8")
    return "street.jsonl"


def test_the_table_ends_in_how_many_there_are_and_the_head_of_the_ledger(ask: Ask, write: Write) -> None:
    file = write()
    head = ledger_head(load_programme(file).entries)
    assert ask("ledger", file).out.splitlines()[-1] == f"13 entries; head: {head}"
    assert ask("ledger", file, "--lang", "ru").out.splitlines()[-1] == f"13 записей; отметка: {head}"
    assert ask("ledger", file, "--until", "2020-05-20").out.splitlines()[-1] == "10 entries", "they are no beginning"
    known = ask("ledger", file, "--as-known", "2020-03-02").out.splitlines()[-1]
    assert known == f"4 entries; head: {ledger_head(load_programme(file).entries[:4])}"


@pytest.mark.parametrize("command", ["run", "missing", "ledger", "graph"])
def test_a_ledger_that_was_cut_at_the_end_of_a_line_is_known_by_its_head(ask: Ask, write: Write, command: str) -> None:
    head = ask("ledger", write()).out.split()[-1]
    whole = ask(command, _kept(ask, write), "--template", "garden.yaml", "--head", head)
    assert (whole.code, whole.err) == (0, "")
    cut = _kept(ask, write, slice(9))
    assert ask(command, cut, "--template", "garden.yaml").code in {0, 1}, "it looks whole"
    for known in (head, "13"):
        told = ask(command, cut, "--template", "garden.yaml", "--head", known)
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("street.jsonl:10:1: entries are missing at the end: 4 (there are 9 of 13); the file")


def test_what_is_no_head_and_what_has_none_is_said(ask: Ask, write: Write) -> None:
    told = ask("ledger", _kept(ask, write), "--template", "garden.yaml", "--head", "thirteen")
    assert told.code == 2
    assert told.err.startswith(
        "street.jsonl: 'thirteen' is not the head of a ledger; expected what `partnership ledger`"
    )
    told = ask("run", write(), "--head", "13", "--lang", "ru")
    assert (told.code, told.err) == (2, "--head относится к книгам (.jsonl), а street.yaml — файл программы\n")


def test_a_ledger_under_two_laws_wants_both(ask: Ask, write: Write) -> None:
    file = write(STORY + "- {date: 2020-09-01, migrate: {template: new.yaml, reason: Experience}}\n")
    law = Path("garden.yaml").read_text(encoding="utf-8")
    Path("new.yaml").write_text(law.replace('version: "1"', 'version: "2"'), encoding="utf-8")
    Path("kept.jsonl").write_text(ask("ledger", file, "--json").out, encoding="utf-8")
    assert "kept under garden 2" in ask("run", "kept.jsonl", "--template", "garden.yaml").err
    told = ask("run", "kept.jsonl", "--template", "garden.yaml", "--template", "new.yaml")
    assert told.code == 0, told.err
    assert "2020-09-01  new law: template garden 2: Experience" in told.out


def test_a_withdrawal_has_its_row(ask: Ask, write: Write) -> None:
    file = write(STORY + "- {date: 2020-07-06, withdraw: {entry: 12, reason: Vera lives elsewhere}}\n")
    row = ask("ledger", file).out.splitlines()[14]
    assert row.split(maxsplit=3)[:3] == ["14", "2020-07-06", "withdrawal"]
    assert row.endswith("entry 12: Vera lives elsewhere")
    assert "2020-07-06  withdrawn: entry 12: Vera lives elsewhere" in ask("run", file).out


def test_a_note_stands_beside_its_entry(ask: Ask, write: Write) -> None:
    file = write("- {date: 2020-03-02, partner: {id: a, name: House, sector: neighbour}, note: Came first}\n")
    assert "partner a (House) — Came first" in ask("ledger", file).out


def test_in_a_terminal_no_row_is_wider_than_it(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Terminal()
    monkeypatch.setattr(sys, "stdout", page)
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["ledger", write(), "--color", "never"]) == 0
    assert max(map(len, page.getvalue().splitlines())) == 60
    assert "…" in page.getvalue()
