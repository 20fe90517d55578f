"""Rows of a template's own registers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from partnership.records import Fields, FieldScalar, Item, parse_record, record_adapter


def test_typed_fields_come_back_with_their_types() -> None:
    """A day stays a day, a decimal a decimal, and text that looks like a day stays text."""
    values: dict[str, FieldScalar] = {"on": date(2009, 2, 2), "n": Decimal("1.50"), "t": "2009-02-02", "b": True}
    item = Item(id="i", list="mentors", fields=Fields(values))
    again = record_adapter().validate_json(item.model_dump_json())
    assert isinstance(again, Item)
    assert again == item
    assert dict(again.fields) == values


def test_fields_of_other_types_are_other_fields() -> None:
    """True is not 1, and 1 is not 1.0, although Python says so."""
    assert len({Fields({"a": True}), Fields({"a": 1}), Fields({"a": Decimal(1)})}) == 3
    assert Fields({"a": 1, "b": 2}) == Fields({"b": 2, "a": 1})


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        None,
        [{"a": 1}],
        ["x", "x"],
        {"amount": -1, "currency": "RUB"},
        {"date": "2009-02-30"},
        {"date": "x"},
        {"decimal": "x"},
        {"decimal": "NaN"},
        {"decimal": "1E+99999"},
        {"a": 1},
        datetime(2009, 2, 2),  # noqa: DTZ001 - that is what is wrong with it
        10**20,
        Decimal("Infinity"),
        Decimal("1E-50"),
        "a\u202eb",
        "",
    ],
    ids=repr,
)
def test_what_is_no_plain_value_is_refused(value: Any) -> None:
    """Floats, lists that hold a value twice, empty or invisible text, and numbers that would fill the memory."""
    with pytest.raises(ValidationError):
        parse_record("item", {"id": "i", "list": "l", "fields": {"a": value}})


@pytest.mark.parametrize(
    "fields",
    [{1: "a"}, {"a b": 1}, [], "x", {f"f{n}": 1 for n in range(300)}],
    ids=["number", "space", "list", "text", "many"],
)
def test_names_of_fields_are_ids(fields: Any) -> None:
    """A field is told by an id, and there is an end to them."""
    with pytest.raises(ValidationError):
        parse_record("item", {"id": "i", "list": "l", "fields": fields})
