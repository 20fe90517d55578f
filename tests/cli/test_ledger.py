"""The entries, as a table and as lines."""

import json
import sys
from pathlib import Path

import pytest

from partnership.cli import main
from partnership.entries import from_json, to_json
from tests.cli.helpers import Ask, Terminal, Write


def test_the_table_has_a_row_for_each_entry(ask: Ask, write: Write) -> None:
    rows = ask("ledger", write()).out.splitlines()
    assert rows[0].split() == ["no.", "date", "written", "basis", "what", "detail"]
    assert len(rows) == 1 + 13 + 1
    assert rows[-1].startswith("13 entries; head: 13:")
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
    assert known.err.startswith("--as-known 2019-01-01T23:59:59Z: nothing was written down by then")
    true = ask("ledger", file, "--until", "2019-01-01", "--lang", "ru")
    assert (true.code, true.err) == (
        2,
        "--until 2019-01-01: программа начинается 2020-03-02; укажите этот день или более поздний\n",
    )


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
