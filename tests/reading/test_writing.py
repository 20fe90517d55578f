"""A programme as a file again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from partnership.findings import FilePlace
from partnership.reading import Header, Line, read_programme, read_template, write_programme
from partnership.records import FieldValue, Item, Partner, RulesOfProcedure
from partnership.records.items import Fields
from partnership.template import Template
from partnership.values import Duration, Money, Text

NOWHERE = FilePlace(file="f", line=1, column=1)
HEADER = Header(format=1, programme="p", template="volunteers", region="RU-SMO", start=date(2009, 2, 2))

STORY = """\
format: 1
programme: smolensk-2009
template: volunteers
region: RU-SMO
start: 2009-02-02
title: {en: Smolensk, ru: Смоленск}
parameters: {quorum: '0.5', n: 3}
digest: 'sha256:12'
recorded: '2009-03-01T07:00:00Z'
by: chair
basis: letter 14
note: {en: late, ru: поздно}
ledger:
- {date: 2009-02-10, partner: {id: uralsib, name: {en: Bank, ru: Банк}, sector: ngo}, recorded: '2009-03-01T07:00:00Z'}
- {date: 2009-02-11, amend: {partner: uralsib, set: {role: company, experience_years: 3}, unset: [region]}, basis: deck}
- {date: 2009-02-12, amend: {key: k, set: {a: 2.50, b: 2009-01-01, c: '2009-01-01', s: [x]}, unset: [d]}}
- {date: 2009-02-12, amend: {key: k, set: {m: {amount: 1.50, currency: RUB}}}}
- {date: 2009-02-13, end: {partner: uralsib, reason: left}, note: "a: b, c # d"}
- {date: 2009-02-14, advance: immersion, refused: true, expect: [P11]}
- {date: 2009-02-15, advance: {}}
- {date: 2009-02-16, waive: {requirement: P11, subject: a, by: chair, reason: 'yes', until: 2009-07-01}, by: secretary}
- {date: 2009-02-17, suspend: {reason: because}}
- {date: 2009-02-18, resume: {reason: {en: a, ru: б}}}
- {date: 2009-02-18, end: {partner: uralsib, reason: {es: se fue, kk: кетті}}, note: {'no': borte}}
- {date: 2009-02-19, migrate: {template: volunteers, version: '2', reason: a}}
- {date: 2009-02-19, migrate: {template: volunteers, overlays: [donor.yaml], reason: a}}
- {date: 2009-02-19, withdraw: {entry: 5, reason: a slip}}
- {date: 2009-02-20, close: {outcome: completed, reason: done}}
"""


KEYS = """\
format: 1
template: keys
version: "1"
title: {en: Keys, ru: Ключи}
registers:
  - id: keys
    kind: key
    title: {en: Keys, ru: Ключи}
    fields:
      {a: {type: decimal}, b: {type: date}, c: {type: text}, d: {type: integer}, e: {type: boolean}, en: {type: text},
       ru: {type: text}, m: {type: money}, s: {type: text, many: true}}
stages: [{id: only, title: {en: Only, ru: Единственный}, final: true}]
"""


@cache
def law(*_: object) -> Template:
    """Whatever law a file names has a register of keys."""
    return read_template(KEYS, "keys.yaml", lambda other: (b"", other), ())


def again(*lines: Line) -> list[Line]:
    read = read_programme(write_programme(HEADER, lines), "f", law_of=law)
    assert read.header == HEADER
    return [replace(each, at=NOWHERE) for each in read.lines]


def test_a_file_that_is_read_and_written_says_the_same() -> None:
    file = read_programme(STORY, "f", law_of=law)
    written = write_programme(file.header, file.lines)
    read = read_programme(written, "f", law_of=law)
    assert read.header == file.header
    assert [replace(each, at=NOWHERE) for each in read.lines] == [replace(each, at=NOWHERE) for each in file.lines]
    assert write_programme(read.header, read.lines) == written


def test_an_entry_is_one_line() -> None:
    file = read_programme(STORY, "f", law_of=law)
    lines = write_programme(file.header, file.lines).splitlines()
    assert lines[lines.index("ledger:") + 1] == (
        "- {date: 2009-02-10, partner: {id: uralsib, name: {en: Bank, ru: Банк}, sector: ngo}, "
        "recorded: '2009-03-01T07:00:00Z'}"
    )
    assert len(lines) == len(STORY.splitlines())


def test_an_empty_ledger_can_be_written() -> None:
    assert write_programme(HEADER, []).endswith("ledger: []\n")
    assert again() == []


def test_values_of_every_type_come_back() -> None:
    fields: dict[str, FieldValue] = {
        "a": Decimal("2.50"),
        "b": date(2009, 1, 1),
        "c": "2009-01-01",
        "d": 5,
        "e": True,
        "en": "x",
        "ru": "x",
        "m": Money(amount=Decimal("1.50"), currency="RUB"),
        "s": ("x", "2009-01-01"),
    }
    records = [
        Item(id="k", list="keys", fields=Fields(fields)),
        RulesOfProcedure(
            id="r",
            body="b",
            quorum=Decimal("0.5"),
            majority=Decimal(1),
            every=Duration(months=3),
            state="adopted",
            forms=("a",),
        ),
    ]
    lines = [
        Line(
            NOWHERE, "record", date(2009, 3, 1), asked={"record": each}, word="key" if isinstance(each, Item) else None
        )
        for each in records
    ]
    assert again(*lines) == lines


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    try:
        name = Text.of(text)
    except ValueError:
        return
    partner = Partner(id="p", name=name, sector="s")
    found = Line(NOWHERE, "record", date(2009, 3, 1), asked={"record": partner})
    assert again(found) == [found]


@pytest.mark.parametrize(
    "word",
    ["yes", "NO", "1:30", "null", "~", "1e5", "007", "2009-2-3", "0x1F", "<<", "=", "True", "- a", "# a", "a: b"],
)
def test_a_word_that_any_reader_takes_for_something_else_is_quoted(word: str) -> None:
    line = Line(NOWHERE, "suspend", date(2009, 3, 1), asked={"reason": Text.of(word)})
    assert again(line) == [line]
    elsewhere = yaml.safe_load(write_programme(HEADER, [line]))
    assert elsewhere["ledger"][0]["suspend"]["reason"] == word


def test_a_moment_comes_back() -> None:
    line = Line(
        NOWHERE, "advance", date(2009, 3, 1), recorded=datetime(2009, 3, 2, 10, 30, tzinfo=UTC), asked={"to": "main"}
    )
    assert again(line) == [line]


def test_a_line_without_its_record_cannot_be_written() -> None:
    with pytest.raises(KeyError, match="record"):
        write_programme(HEADER, [Line(NOWHERE, "record", date(2009, 3, 1))])
