"""Ten characters in a file must not make a number of a hundred million digits: whatever is written, an answer comes."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

import partnership as pt
from partnership.acts import Amended, Start
from partnership.programme import lines_text
from partnership.records import RECORDS, field_types
from partnership.testing.strategies import plain_records
from partnership.values import exact

LAW = pt.load_template("volunteers")
SOON = timedelta(seconds=3)
"""An answer takes some milliseconds; on a busy machine it is still an answer."""

HEADER = "format: 1\nprogramme: p\ntemplate: volunteers\nregion: RU-KLU\nstart: 2026-02-02\nledger: []\n"

digits = st.integers(1, 400).map(lambda length: "9" * length)
exponents = st.integers(-(10**6), 10**6).map(lambda exponent: f"1e{exponent}")
odd_words = st.sampled_from(
    ["1e99999999", "-1E-99999999", "0e999999", "NaN", "sNaN", "Infinity", "0x10", "1_000", "٣", ""]
)
written = (
    digits
    | exponents
    | odd_words
    | digits.map(lambda long: f"0.{long}")
    | st.from_regex(r"P[0-9]{1,9}[YMWD]", fullmatch=True)
)
numbers = written | digits.map(int) | st.integers(-(10**32), 10**32)


@pytest.mark.parametrize(
    "number", [0, -3, "3", "2.50", "-0.5", Decimal("1E+29"), "1e-30", "9" * 30, 10**30 - 1], ids=repr
)
def test_a_number_of_thirty_digits_near_the_point_is_exact(number: Any) -> None:
    """More than any sum of money has, and few enough to reckon with."""
    assert exact(number) == Decimal(number)


@pytest.mark.parametrize(
    "number",
    [
        "9" * 31,
        10**30,
        "1e30",
        "1e-31",
        "1e99999999",
        "0e99",
        Decimal("0E-31"),
        Decimal("NaN"),
        True,
        1.5,
        None,
        " 1",
        "1_0",
        "x",
    ],
    ids=repr,
)
def test_every_other_number_is_none(number: Any) -> None:
    """Too long, too far from the point, not exact, or not a number."""
    assert exact(number) is None


@settings(max_examples=60, deadline=SOON)
@given(st.just("pilot_budget") | st.sampled_from(sorted(LAW.parameters)), numbers | st.booleans())
def test_a_parameter_is_taken_or_refused_at_once(name: str, value: Any) -> None:
    """And what was taken is reckoned with at once."""
    body = {"command": "start", "on": "2026-02-02", "programme": "p", "region": "RU-KLU", "parameters": {name: value}}
    try:
        start = Start.model_validate(body)
        pilot = pt.Programme.start(LAW, id="p", region="RU-KLU", on=date(2026, 2, 2), parameters=start.parameters)
    except (ValidationError, pt.Refused) as refusal:
        said = [str(refusal)]
    else:
        assert LAW.parameters[name].type not in {"number", "share"} or exact(value) is not None
        said = [finding.text("ru") for finding in pilot.missing()]
    assert all(said)


def test_a_number_in_a_programme_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    """In a process of its own, so that a machine that reckons for ever is stopped."""
    file = tmp_path / "p.yaml"
    file.write_text(HEADER + 'parameters: {pilot_budget: "1e99999999"}\n', encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", "partnership", "missing", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode
    assert "parameter 'pilot_budget' cannot be 1e99999999" in answer.stderr


@pytest.mark.parametrize("value", ["9" * 31, "9" * 10_000, "0." + "1" * 40, '"' + "9" * 3000 + '"'], ids=len)
def test_a_number_that_is_too_long_is_a_fault_of_the_file(tmp_path: Path, value: str) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(HEADER + f"parameters: {{pilot_budget: {value}}}\n", encoding="utf-8")
    with pytest.raises(pt.ProgrammeFileError, match=r"p\.yaml:7:\d+: .*at most 30 digits") as caught:
        pt.load_programme(file)
    assert "не больше 30 цифр" in caught.value.text("ru") or "не длиннее 30 цифр" in caught.value.text("ru")


NUMBERS = [
    (kind, path)
    for kind, cls in RECORDS.items()
    for path, shape in field_types(cls).items()
    if shape.scalar in {int, Decimal} and not shape.derived
]


@pytest.mark.parametrize("kind, path", NUMBERS, ids=[f"{kind}.{path}" for kind, path in NUMBERS])
def test_a_field_of_a_record_is_taken_or_refused_at_once(kind: str, path: str) -> None:
    """Every field that holds a number, each way of writing one; what is taken goes to JSON and back."""
    cls = RECORDS[kind]

    @settings(max_examples=20, deadline=SOON)
    @given(plain_records(cls, always={path.partition(".")[0]}).filter(lambda record: _at(record, path)), numbers)
    def check(record: Any, number: Any) -> None:
        tree = record.model_dump(mode="json")
        holder, _, last = path.rpartition(".")
        (tree[holder] if holder else tree)[last] = number
        try:
            taken = cls.model_validate(tree)
        except ValidationError:
            return
        assert cls.model_validate_json(json.dumps(tree)) == taken
        assert Fraction(_at(taken, path)) is not None

    check()


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


@settings(max_examples=50, deadline=SOON)
@given(numbers)
def test_a_row_of_a_register_is_taken_or_refused_at_once(number: Any) -> None:
    for form in (number, {"decimal": str(number)}):
        try:
            row = pt.records.Item.model_validate({"id": "i", "list": "mentors", "fields": {"a": form}})
        except ValidationError:
            continue
        assert pt.records.Item.model_validate_json(row.model_dump_json()) == row


def test_a_number_that_nobody_checked_is_written_as_it_stands() -> None:
    """Changes are JSON; whoever writes them to a file does not reckon with them."""
    changes: dict[str, JsonValue] = {"fields": {"a": {"decimal": "1e99999999"}, "b": {"decimal": "1.50"}}}
    on = date(2026, 2, 2)
    amended = Amended(seq=1, date=on, recorded=datetime(2026, 2, 2, tzinfo=UTC), kind="item", id="i", changes=changes)
    assert "{a: {decimal: '1e99999999'}, b: 1.50}" in lines_text([amended])
