"""Errors of validation, told at their places and in words that can be acted on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from partnership.reading import file_faults, read_yaml
from partnership.template.schema_faults import keys_of, models_at, path_of
from partnership.values import Duration, Id, Moment, Money, Text


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Count(Shape):
    kind: Literal["count"] = "count"
    count: int = 1
    of: str


class Share(Shape):
    kind: Literal["share"] = "share"
    share: Decimal = Field(ge=0, le=1, max_digits=4, decimal_places=2)


def _no_tuesday(day: date) -> date:
    if day.weekday() == 1:
        raise ValueError("not a Tuesday")
    return day


class Rule(Shape):
    id: Id
    title: Text
    severity: Literal["block", "warn"] = "block"
    check: Annotated[Count | Share, Field(discriminator="kind")] | None = None
    since: date | None = Field(default=None, alias="from")
    at: Moment | None = None
    every: Duration | None = None
    price: Money | None = None
    tags: list[str] = []
    kept: bool = True
    size: int | None = Field(default=None, gt=0, lt=10)
    words: str | None = Field(default=None, min_length=2, max_length=4)
    work: Annotated[date, AfterValidator(_no_tuesday)] | None = None
    within: dict[str, Count] = {}


class File(Shape):
    rules: list[Rule]


def told(rule: str, lang: str = "en") -> list[str]:
    marked = read_yaml(f"rules:\n- {{{rule}}}\n", "f")
    with pytest.raises(ValidationError) as caught:
        File.model_validate(marked.value)
    faults = file_faults(caught.value, marked, model=File)
    return [fault.text("ru" if lang == "ru" else "en") for fault in faults]


def told_of(text: str) -> str:
    """Say what is wrong with a rule that is sound but for one more key."""
    (only,) = told(f"id: a, title: b, {text}")
    return only


def test_a_misspelt_key_and_the_missing_one_are_one_fault() -> None:
    assert told("id: a, titel: b") == ["f:2:11: unknown key 'titel'; did you mean 'title', which is missing?"]
    assert told("id: a, titel: b", "ru") == [
        "f:2:11: неизвестное поле «titel»; возможно, имелось в виду «title», которого не хватает?"
    ]


def test_a_missing_key_is_told_where_it_is_missed() -> None:
    assert told("id: a") == ["f:2:3: the key 'title' is missing"]


def test_each_missing_key_is_claimed_by_one_misspelling_only() -> None:
    found = told("idd: a, iddd: b, titel: c")
    assert found[0].endswith("unknown key 'idd'; did you mean 'id', which is missing?")
    assert "which is missing" not in found[1]


def test_keys_are_proposed_as_they_are_written_in_the_file() -> None:
    assert told_of("fromm: 2009-02-02") == "f:2:21: unknown key 'fromm'; did you mean 'from'?"
    assert "since" not in told_of("zzzzzz: 1")
    assert told_of("sizes: 1").endswith("did you mean 'size'?")
    assert told_of("zzzzzz: 1").endswith("expected one of: size, at, check, ..."), "of many, the three nearest"


@pytest.mark.parametrize(
    "text,complaint",
    [
        (
            "severity: blok",
            "f:2:31: 'severity' is 'blok'; expected one of: block, warn; did you mean 'block'?",
        ),
        ("size: three", "expected a whole number"),
        ("size: 2.5", "'size' is the number 2.5; expected a whole number"),
        ("size: '3'", "expected a whole number; write it without quotes"),
        ("size: 0", "expected more than 0"),
        ("size: 10", "expected less than 10"),
        ("kept: yes", "'kept' is 'yes'; expected true or false; write true"),
        ("kept: нет", "expected true or false; write false"),
        ("kept: 1", "'kept' is the number 1; expected true or false"),
        ("from: 02.03.2009", "expected a date written year-month-day, such as 2009-02-10; write 2009-03-02"),
        ("from: '2009-02-03'", "expected a date written year-month-day, such as 2009-02-10; write it without quotes"),
        ("from: 2009", "'from' is the number 2009; expected a date written year-month-day, such as 2009-02-10"),
        (
            "from: 2009-02-03T10:00:00Z",
            "is the moment 2009-02-03T10:00:00+00:00; expected a date written year-month-day, such as 2009-02-10",
        ),
        ("at: soon", "expected a date, or a moment such as 2009-02-10T10:00:00Z"),
        ("every: 45 days", "expected a period such as P45D, P6W, P3M, P1Y6M or PT72H"),
        ("every: 45", "expected a period such as P45D, P6W, P3M, P1Y6M or PT72H"),
        ("words: 2009", "'words' is the number 2009; expected text; for text write \"2009\" in quotes"),
        ("words: true", "'words' is true; expected text; for text write \"true\" in quotes"),
        ("words: a", "expected at least 2 characters"),
        ("words: abcde", "expected at most 4 characters"),
        ("tags: a", "'tags' is 'a'; expected a list such as [a, b]; write [a]"),
        ("tags: {a: b}", "'tags' is a set of keys; expected a list such as [a, b]"),
        ("tags: [a, 2]", "f:2:31: 'tags' is the number 2; expected text"),
        ("price: 5", "expected keys and values such as {key: value}"),
        ("price: {amount: '12,5', currency: RUB}", "write 12.5"),
        ("price: {amount: 1, currency: rub}", "expected three capital letters such as RUB"),
        ("price: {amount: 1.555, currency: RUB}", "expected a number with at most 2 digits after the point"),
        ("check: {kind: cuont, of: x}", "'count', 'share'"),
        ("check: {kind: count, count: 1}", "f:2:28: the key 'of' is missing"),
        ("check: {kind: count, count: x, of: y}", "f:2:49: 'count' is 'x'; expected a whole number"),
        ("check: {kind: share, share: 2.5}", "expected at most 1"),
        ("within: {a: {of: 1}}", "'of' is the number 1; expected text"),
        ("work: 2009-02-03", "is the date 2009-02-03; expected not a Tuesday"),
        ("severity: [block]", "'severity' is a list; expected one of: block, warn"),
    ],
)
def test_what_stands_there_and_what_was_expected_are_told(text: str, complaint: str) -> None:
    assert complaint in told_of(text)


def test_text_in_two_languages_is_explained() -> None:
    (found,) = told("id: a, title: 5")
    assert found.startswith("f:2:18: 'title' is the number 5; expected text, or {en: ..., ru: ...}; for text")
    assert told("id: a, title: {en: x, rus: y}") == [
        "f:2:26: 'rus' is not the tag of a language; expected a tag such as en, ru or kk; did you mean 'ru'?"
    ]
    assert told("id: a, title: {en: x, RU-ru: y}")[0].endswith("did you mean 'ru-RU'?")
    assert told("id: a, title: {}") == ["f:2:18: 'title' is a set of keys; expected text, or {en: ..., ru: ...}"]


def test_what_is_wrong_with_an_id_is_told() -> None:
    (found,) = told("id: 'the chair', title: x", "ru")
    assert found == ("f:2:8: в поле «id» стоит «the chair»; в идентификаторе нет пробелов; напишите the-chair")


def test_every_fault_of_a_file_is_told_at_once() -> None:
    marked = read_yaml("rules:\n- {id: a}\n- {title: b, from: x}\n- c\n", "f")
    with pytest.raises(ValidationError) as caught:
        File.model_validate(marked.value)
    assert [str(fault.at) for fault in file_faults(caught.value, marked)] == ["f:2:3", "f:3:3", "f:3:20", "f:4:3"]


def test_a_place_is_found_through_branches_that_no_author_wrote() -> None:
    marked = read_yaml("a: {count: {count: 5}}\n", "f")
    value: Any = marked.value
    assert path_of(value, ("a", "count", "count", "count"), 5) == ("a", "count", "count")
    assert path_of(value, ("a", "model", "count", "of"), value["a"]["count"]) == ("a", "count")
    assert marked.place(path_of(value, ("a", "tag", "count"), value["a"]["count"])).column == 12
    assert path_of(value, ("nothing", 3)) == ()


def test_of_two_ways_the_one_that_leads_to_the_given_value_is_taken() -> None:
    inner = {"count": "text"}
    value = {"check": {"count": inner}}
    assert path_of(value, ("check", "count", "count"), inner) == ("check", "count")
    assert path_of(value, ("check", "count", "count"), inner["count"]) == ("check", "count", "count")


def test_a_long_way_that_leads_nowhere_is_given_up_soon() -> None:
    value: Any = "end"
    for _ in range(40):
        value = {"of": value}
    assert path_of(value, ("of", "all") * 40, object()) == ("of",) * 40


def test_known_keys_are_found_through_types() -> None:
    assert keys_of(models_at(File, ("rules", 0, "price"))) == {"amount", "currency"}
    assert keys_of(models_at(File, ("rules", 0, "check"))) == {"count", "of", "share"}
    assert keys_of(models_at(File, ("rules", 0, "within", "any"))) == {"count", "of"}
    assert keys_of(models_at(File, ("nothing",))) == frozenset()


def test_moments_are_told_apart_from_dates() -> None:
    assert isinstance(read_yaml("a: 2009-02-03T10:00:00Z", "f").value["a"], datetime)
