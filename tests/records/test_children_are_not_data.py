"""Invariant 9, walked over all models."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from partnership.records import RECORDS, Person, Record, Ward, field_types
from partnership.values import Text

TELLING = (
    "birth",
    "born",
    "surname",
    "first_name",
    "last_name",
    "patronymic",
    "phone",
    "email",
    "address",
    "passport",
    "photo",
)


@pytest.mark.parametrize("cls", RECORDS.values(), ids=list(RECORDS))
def test_no_record_asks_for_a_birth_date_or_a_contact(cls: type[Record]) -> None:
    """No field of any kind invites what identifies a person."""
    for path in field_types(cls):
        assert not any(part in path for part in TELLING), path


def test_a_ward_is_a_pseudonym_a_band_and_an_institution() -> None:
    """All that is kept of a child, and no room for a word more."""
    assert set(Ward.model_fields) == {"kind", "id", "note", "institution", "age_band"}
    shapes = field_types(Ward)
    assert shapes["institution"].kinds == ("partner",)
    assert shapes["age_band"].choices == ("0-6", "7-10", "11-13", "14-15", "16-17", "18+")
    with pytest.raises(ValidationError):
        Ward.model_validate({"id": "w-1", "institution": "i", "age_band": "7-10", "note": "a word"})


def test_whatever_speaks_of_a_ward_speaks_by_pseudonym() -> None:
    """Where a record names wards it names ids; no free text stands for a child."""
    for cls in RECORDS.values():
        for path, shape in field_types(cls).items():
            if "ward" in path and not shape.derived and shape.scalar is not bool:
                assert "ward" in shape.kinds, (cls, path)
                assert shape.scalar is str


def test_the_kinds_about_people_have_no_name() -> None:
    """Names of adults are personal data, outside the entries; those who are named are organisations and things."""
    about_people = {kind for kind, cls in RECORDS.items() if {"ward", "person"} & set(cls.model_fields)}
    for kind in about_people | {"person", "ward"}:
        assert "name" not in RECORDS[kind].model_fields, kind
    texts = {path for path, shape in field_types(Person).items() if shape.scalar is Text}
    assert texts == {"note", "title"}


def test_no_date_of_a_ward_can_be_written_down() -> None:
    """A ward has an age band, and no date at all beside those of the row."""
    assert not [p for p, shape in field_types(Ward).items() if shape.scalar is date and not shape.pseudo]


@pytest.mark.parametrize("name", ["w-1", "kardymovo-017", "ward-k7", "a-1b2c", "pochinok-12345"])
def test_a_pseudonym_is_a_series_and_a_number(name: str) -> None:
    """What a working institution writes on its lists."""
    assert Ward(id=name, institution="i", age_band="7-10").id == name


@pytest.mark.parametrize(
    "name",
    [
        "masha",
        "ivanov-ivan",
        "ivan-petrov1",
        "w-20010405",
        "w-anna1",
        "Ivan-1",
        "маша-1",
        "w1",
        "w-",
        "w-1-2",
        "w.1",
        "1-1",
    ],
)
def test_what_may_be_a_name_or_a_birth_date_is_no_pseudonym(name: str) -> None:
    """Letters alone, two words, a day of birth: refused, and the message does not say the value again."""
    with pytest.raises(ValidationError) as raised:
        Ward(id=name, institution="i", age_band="7-10")
    assert f"'{name}'" not in str(raised.value)
