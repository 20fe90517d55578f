"""What a file says, and where."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from partnership.errors import InputError, TemplateError
from partnership.findings import FilePlace
from partnership.reading import Limits, read_yaml, tree
from tests.reading.helpers import faults_in

EXAMPLE = """\
# a comment
stages:
- id: main
  gates:
    entry: [{id: P11, title: "Кто, где", severity: block}, {id: P12}]
  days: [1, 2.50, 2009-02-02]
title: {en: One, ru: Один}
"""


@pytest.fixture(params=["libyaml", "pure Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure Python":
        monkeypatch.setattr(tree, "CParser", None)
    return str(request.param)


def value_of(text: str) -> Any:
    return read_yaml(f"x: {text}\n", "f").value["x"]


@pytest.mark.usefixtures("parser")
def test_values_are_plain_and_each_knows_its_line_and_column() -> None:
    marked = read_yaml(EXAMPLE, "f.yaml")
    assert marked.value == {
        "stages": [
            {
                "id": "main",
                "gates": {"entry": [{"id": "P11", "title": "Кто, где", "severity": "block"}, {"id": "P12"}]},
                "days": [1, Decimal("2.50"), date(2009, 2, 2)],
            }
        ],
        "title": {"en": "One", "ru": "Один"},
    }
    gate = ("stages", 0, "gates", "entry")
    assert marked.place(()) == FilePlace(file="f.yaml", line=2, column=1)
    assert marked.place((*gate, 0, "severity")) == FilePlace(file="f.yaml", line=5, column=52)
    assert marked.place((*gate, 0, "severity"), key=True) == FilePlace(file="f.yaml", line=5, column=42)
    assert marked.place((*gate, 1)) == FilePlace(file="f.yaml", line=5, column=60)
    assert marked.place(("stages", 0, "days", 2)) == FilePlace(file="f.yaml", line=6, column=19)
    assert marked.place(("title",), key=True) == FilePlace(file="f.yaml", line=7, column=1)
    assert marked.place(("title", "ru")) == FilePlace(file="f.yaml", line=7, column=22)


def test_every_place_points_at_its_own_text() -> None:
    marked = read_yaml(EXAMPLE, "f.yaml")
    lines = EXAMPLE.splitlines()

    def walk(value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for name, inside in value.items():
                at = marked.place((*path, name), key=True)
                assert lines[at.line - 1][at.column - 1 :].startswith(name)
                walk(inside, (*path, name))
        elif isinstance(value, list):
            for index, inside in enumerate(value):
                walk(inside, (*path, index))
        else:
            at = marked.place(path)
            assert lines[at.line - 1][at.column - 1 :].lstrip('"').startswith(str(value))

    walk(marked.value, ())


def test_what_is_missing_is_missed_at_the_nearest_value_above_it() -> None:
    marked = read_yaml(EXAMPLE, "f.yaml")
    assert marked.place(("stages", 0, "gates", "exit", 3)) == marked.place(("stages", 0, "gates"))
    assert marked.place(("stages", 7)) == marked.place(("stages",))
    assert marked.place(("title", "en", "deeper")) == marked.place(("title", "en"))


@pytest.mark.parametrize(
    "text,value",
    [
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("on", "on"),
        ("NO", "NO"),
        ("12", 12),
        ("-3", -3),
        ("+7", 7),
        ("0", 0),
        ("0.75", Decimal("0.75")),
        ("-1.50", Decimal("-1.50")),
        ("2009-02-28", date(2009, 2, 28)),
        ("2009-02-28T10:00:00Z", datetime(2009, 2, 28, 10, tzinfo=UTC)),
        ("2009-02-28 13:00:00 +03:00", datetime(2009, 2, 28, 10, tzinfo=UTC)),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("12a", "12a"),
        ("P45D", "P45D"),
        ("$it.partner", "$it.partner"),
        ("'12'", "12"),
        ('"null"', "null"),
        ("''", ""),
        ("|\n  two\n  lines", "two\nlines\n"),
        (">\n  one\n  line", "one line\n"),
    ],
)
def test_an_unquoted_word_means_what_yaml_1_2_says(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("null", "'x' has no value; write one, or leave the key out"),
        ("~", "'x' has no value; write one, or leave the key out"),
        ("", "'x' has no value; write one, or leave the key out"),
        ("True", "'True' is neither true nor false; write true, or \"True\" in quotes for text"),
        ("007", "'007' begins with zero; expected a number without it; write \"007\" in quotes if it is a code"),
        (".5", "'.5' is not a complete number; write 0.5, or \".5\" in quotes for text"),
        ("5.", "'5.' is not a complete number; write 5, or \"5.\" in quotes for text"),
        ("1e5", "'1e5' is a number with an exponent; expected a number written out; put it in quotes if it is text"),
        ("0x1F", "'0x1F' is not a decimal number"),
        ("0o17", "'0o17' is not a decimal number"),
        ("-.inf", "'-.inf' is not a number that can be counted"),
        (".nan", "'.nan' is not a number that can be counted"),
        ("2009-02-30", "there is no day 2009-02-30; expected a date of the calendar, year-month-day"),
        ("0000-01-01", "there is no day 0000-01-01"),
        (
            "2009-2-3",
            (
                "'2009-2-3' looks like a date, but is not one; expected a date with two digits of month and day; "
                "write 2009-02-03"
            ),
        ),
        ("2009-02-03T10:00:00", "the moment 2009-02-03T10:00:00 does not say in which time zone"),
        ("2009-02-03T25:00:00Z", "there is no moment 2009-02-03T25:00:00Z"),
        ("<<", "a merge sign, '<<'"),
        ("9" * 31, "expected at most 30 digits"),
        ("&a b", "an anchor, '&a'; delete it and write the value out where it is needed"),
        ("*a", "an alias, '*a'; write the value out"),
        ("!!str b", "a tag, 'tag:yaml.org,2002:str'; delete it"),
        ("!secret b", "a tag, '!secret'"),
        ("!!python/object:os.system {}", "a tag, 'tag:yaml.org,2002:python/object:os.system'"),
        ('"a\\u202eb"', "an escape that stands for U+202E RIGHT-TO-LEFT OVERRIDE; delete it"),
        ('"\\0"', "an escape that stands for U+0000"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_a_value_that_others_would_guess_at_is_refused_with_a_proposal(text: str, complaint: str) -> None:
    found = faults_in(f"x: {text}\n")
    assert len(found) == 1
    assert complaint in found[0]
    assert re.match(r"f\.yaml:1:[14]: ", found[0])


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("12: x", "f.yaml:1:1: the key '12' is not text; expected a key of text; write \"12\" in quotes"),
        ("true: x", "f.yaml:1:1: the key 'true' is not text"),
        ("2009-02-02: x", "f.yaml:1:1: the key '2009-02-02' is not text"),
        ("null: x", "f.yaml:1:1: the key 'null' is not text"),
        ("0x1: x", "f.yaml:1:1: the key '0x1' is not text"),
        ("?\n: x", "f.yaml:1:2: a value without a key"),
        ("<<: {a: b}", "f.yaml:1:1: a merge key, '<<'; write the keys out"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3:1: the key 'a' appears twice; delete one; the first is at 1:1"),
        ("a: {b: {c: 1}, d: 1, b: 2}", "f.yaml:1:22: the key 'b' appears twice; delete one; the first is at 1:5"),
        ("*x : y", "f.yaml:1:1: an alias, '*x'"),
        ("? [a, b]\n: c", "f.yaml:1:3: a list or a set of keys where a key is expected"),
        ("{{ name }}: c", "f.yaml:1:1: a list or a set of keys where a key is expected"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_a_key_is_text_and_stands_once(text: str, complaint: str) -> None:
    found = faults_in(text)
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_words_that_other_readers_take_for_booleans_are_plain_keys() -> None:
    assert read_yaml("on: 1\nyes: 2\n'12': 3\n", "f").value == {"on": 1, "yes": 2, "12": 3}


def test_a_comma_in_unquoted_text_is_recognised() -> None:
    (found,) = faults_in("{title: We sign, then meet, by: chair}")
    assert found.startswith("f.yaml:1:18: 'then meet' has no value; if the comma before it belongs to the text, put")


def test_a_colon_without_a_space_is_recognised() -> None:
    assert faults_in("{title:Meeting, by: chair}") == [
        "f.yaml:1:2: no space after the colon of 'title'; put a space after the colon"
    ]


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("", "f.yaml:1:1: the file is empty"),
        ("# only a comment\n", "f.yaml:1:1: the file is empty"),
        ("---\n...\n", "f.yaml:1:1: the file is empty"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document in one file"),
        ("%YAML 1.1\n---\na: 1\n", "f.yaml:1:1: a directive, '%YAML 1.1'; delete the line"),
        ("%TAG ! tag:x\n---\na: 1\n", "f.yaml:1:1: a directive"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_a_file_holds_one_document_and_no_directive(text: str, complaint: str) -> None:
    found = faults_in(text)
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_the_line_that_opens_a_document_is_allowed() -> None:
    assert read_yaml("---\na: 1\n...\n", "f").value == {"a": 1}


@pytest.mark.parametrize(
    "text,complaint",
    [
        ("a: [1, 2\nb: 3\n", "f.yaml:1:4: the [ that opens here is not closed before line 2; write ] where it ends"),
        ("a: {b: 1\n", "f.yaml:1:4: the { that opens here is not closed before line 2; write } where it ends"),
        ("a: b: c\n", "f.yaml:1:5: a second colon, after 'b'"),
        ("a: 1\n b: 2\n", "f.yaml:2:2: this line begins in column 2"),
        ("a: 1\nb\n", "a key without a colon"),
        ("a:\n  - 1\n b: 2\n", "f.yaml:3:2: this line begins in column 2"),
        ("a:\n  b: 1\n c: 2\n", "those of line 2 begin in column 3"),
        ("a: 'open\nb: 2\n", "f.yaml:1:4: the quote that opens here is never closed"),
        ('a: "\\q"\n', "a backslash before a character that it cannot stand before"),
        ("a: @me\n", "f.yaml:1:4: a text cannot begin with the sign @"),
        ("a:\n\tb: 1\n", "f.yaml:2:1: a tab in the indentation"),
        ("a: - b\n", "f.yaml:1:4: a list item '-' in the wrong place"),
        ("a: [1, , 2]\n", "there is nothing here where a value is expected"),
        ("a: *\n", "a name is missing after the sign * or &"),
        ("a: |x\n", "the sign | or > is followed by something else"),
        ("[a]\n[b]\n", "the file goes on after its content has ended"),
        ("a: 1\n'x\n", "the quote that opens here is never closed"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_a_fault_of_syntax_is_told_without_the_words_of_a_parser(text: str, complaint: str) -> None:
    (found,) = faults_in(text)
    assert complaint in found
    assert "token" not in found
    (russian,) = faults_in(text, lang="ru")
    assert re.search("[а-я]", russian)


def test_every_fault_up_to_a_fault_of_syntax_is_told() -> None:
    found = faults_in("a: null\na: 1\n3: x\nb: *c\nc: [\n")
    assert [each.split(": ")[0] for each in found] == [
        "f.yaml:1:1",
        "f.yaml:2:1",
        "f.yaml:3:1",
        "f.yaml:4:4",
        "f.yaml:6:1",
    ]


def test_at_most_a_hundred_faults_are_told() -> None:
    assert len(faults_in("".join(f"k{index}: null\n" for index in range(1000)))) == 100
    assert len(faults_in("x: null\n" * 20, Limits(faults=7))) == 7


def test_a_file_has_no_more_values_than_allowed() -> None:
    (found,) = faults_in("[a, b, c, d, e, f]", Limits(nodes=3))
    assert "too many keys and values in one file; expected at most 3; divide the file" in found


def test_an_item_of_a_list_that_is_empty_is_told() -> None:
    assert faults_in("a:\n- b\n-\n") == ["f.yaml:3:2: no value; expected a value; write one, or leave the key out"]


def test_faults_are_told_in_russian_too() -> None:
    assert faults_in("a: 1\na: 2009-02-30\n", lang="ru") == [
        "f.yaml:2:1: поле «a» указано дважды; оставьте одно; первое — в 1:1",
        "f.yaml:2:4: нет такого дня: 2009-02-30; ожидается: дата календаря, год-месяц-день",
    ]


def test_the_caller_names_the_branch_of_the_error() -> None:
    with pytest.raises(TemplateError):
        read_yaml("", "f", error=TemplateError)
    with pytest.raises(InputError):
        read_yaml("a: null", "f")


def test_a_root_may_be_anything() -> None:
    assert read_yaml("[1, 2]", "f").value == [1, 2]
    assert read_yaml("word", "f").value == "word"
    assert read_yaml("word", "f").place(()) == FilePlace(file="f", line=1, column=1)


@pytest.mark.usefixtures("parser")
def test_line_ends_of_windows_a_mark_of_an_editor_and_letters_of_any_width_change_no_place() -> None:
    marked = read_yaml("\ufeffa: {𐍈: 'ф', b: 1}\r\n# 𐍈\r\nb: 2\r\n".encode(), "f")
    assert marked.value == {"a": {"𐍈": "ф", "b": 1}, "b": 2}
    assert marked.place(("a", "b")) == FilePlace(file="f", line=1, column=16)
    assert marked.place(("b",)) == FilePlace(file="f", line=3, column=4)


def test_a_tree_tells_what_it_is() -> None:
    assert repr(read_yaml("a: 1\n", "f.yaml")) == "<SourceMap f.yaml: 3 nodes>"
