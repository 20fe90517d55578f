"""Numbers, money and their bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from partnership.values import (
    Duration,
    Money,
    Number,
    Text,
    WholeNumber,
    as_decimal,
    canonical_json,
    digest,
    digest_of_bytes,
)

numbers: TypeAdapter[Decimal] = TypeAdapter(Number)
counts: TypeAdapter[int] = TypeAdapter(WholeNumber)


@pytest.mark.parametrize("amount", [100, "100.50", Decimal("0.01"), 0], ids=repr)
def test_money_is_exact(amount: int | str | Decimal) -> None:
    """Whole numbers, text and decimals serve; it goes to JSON and back."""
    money = Money.model_validate({"amount": amount, "currency": "RUB"})
    assert Money.model_validate_json(money.model_dump_json()) == money
    assert str(money) == f"{amount} RUB"


@pytest.mark.parametrize(
    "amount", [1.5, True, -1, "0.001", "NaN", "Infinity", "1e30", "1,5", "", "٣", None, Decimal("1E+99999")], ids=ascii
)
def test_what_is_no_sum_of_money_is_refused(amount: Any) -> None:
    """Floats above all: they do not hold the kopecks that they show."""
    with pytest.raises(ValidationError):
        Money.model_validate({"amount": amount, "currency": "RUB"})


@pytest.mark.parametrize("currency", ["rub", "RU", "RUBL", "РУБ", "RUB\n", 1], ids=ascii)
def test_a_currency_is_three_capitals(currency: Any) -> None:
    """As ISO 4217 has them."""
    with pytest.raises(ValidationError):
        Money.model_validate({"amount": 1, "currency": currency})


def test_a_number_is_bounded() -> None:
    """Eight characters must not make a number of a million digits."""
    assert numbers.validate_python("-2.50") == Decimal("-2.50")
    for refused in ("1e999999", 10**40, Decimal("sNaN"), "0." + "1" * 13, 1.0, False):
        with pytest.raises(ValidationError):
            numbers.validate_python(refused)
    assert as_decimal([]) == []
    with pytest.raises(ValidationError):
        counts.validate_python(10**10)
    with pytest.raises(ValidationError):
        counts.validate_python(-1)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_goes_to_json_and_back_digit_by_digit(number: Decimal) -> None:
    """1.50 stays 1.50."""
    assert str(numbers.validate_json(numbers.dump_json(number))) == str(number)


def test_canonical_json_is_one_for_one_value() -> None:
    """Order of keys does not matter, letters stay letters, typed values have their text."""
    value = {
        "б": [Decimal("1.50"), date(2009, 2, 2)],
        "a": MappingProxyType({"d": Duration(1), "t": Text.of("é")}),
        "m": datetime(2009, 2, 2, tzinfo=UTC),
    }
    written = '{"a":{"d":"P1M","t":{"en":"é","ru":"é"}},"m":"2009-02-02T00:00:00Z","б":["1.50","2009-02-02"]}'
    assert canonical_json(value) == written.encode()
    assert canonical_json(dict(reversed(value.items()))) == written.encode()
    assert digest(value) == digest_of_bytes(written.encode())
    assert digest({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        {1, 2},
        pytest.param(object(), id="object()"),  # printed with its address
        b"x",
        datetime.fromisoformat("2009-02-02T00:00"),
        "\ud800",
    ],
    ids=ascii,
)
def test_what_has_no_one_form_is_not_written(value: object) -> None:
    """Sets have no order, NaN is not itself, and a moment without an offset is no moment."""
    with pytest.raises((TypeError, ValueError)):
        canonical_json({"a": value})


def test_a_value_that_holds_itself_has_no_canonical_json() -> None:
    value: list[object] = []
    value.append({"a": value})
    with pytest.raises(ValueError, match="holds itself"):
        canonical_json(value)
