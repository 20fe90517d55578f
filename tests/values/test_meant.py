"""What somebody wrote in their own way is answered with how it is written here."""

from decimal import Decimal
from typing import Any

import pytest

from partnership.values import Duration, Wanted, nearest, nearest_hint, offered, rewritten


@pytest.mark.parametrize(
    "given,wanted,instead",
    [
        ("72h", "period", "PT72H"),
        ("72 часа", "period", "PT72H"),
        ("P12H", "period", "PT12H"),
        ("180 days", "period", "P180D"),
        ("1 месяц", "period", "P1M"),
        ("p1y6m", "period", "P1Y6M"),
        ("p1dt12h", "period", "P1DT12H"),
        ("ежеквартально", "period", "P3M"),
        ("Р30D", "period", "P30D"),
        ("60%", "share", "0.6"),
        ("12,5 %", "share", "0.125"),
        (60, "share", "0.6"),
        (100, "share", "1"),
        (Decimal("2.5"), "share", "0.025"),
        ("1/3", "share", "0.333"),
        ("50 %", "number", "0.5"),
        ("0,5", "number", "0.5"),
        ("1 500 000,50 руб.", "number", "1500000.50"),
        ("19.02.2026", "day", "2026-02-19"),
        ("02/19/2026", "day", "2026-02-19"),
        ("2 марта 2026 г.", "day", "2026-03-02"),
        ("Да", "truth", "true"),
        ("no", "truth", "false"),
    ],
)
def test_a_value_is_answered_with_how_it_is_written(given: Any, wanted: Wanted, instead: str) -> None:
    found = rewritten(given, wanted)
    assert found is not None
    assert str(found) == f"write {instead}"
    if wanted == "period" and not instead.startswith("PT"):
        assert str(Duration.parse(instead)) == instead


@pytest.mark.parametrize(
    "given,wanted",
    [
        ("soon", "period"),
        ("5 apples", "period"),
        ("150%", "share"),
        ("150%", "number"),
        ("5/3", "share"),
        (True, "share"),
        ("31.02.2026", "day"),
        ("5 Foo 2026", "day"),
        ("maybe", "truth"),
        ("two", "number"),
        ("1 2 3 x", "period"),
        ("p٣d", "period"),
        ("9" * 41, "number"),
        (None, "day"),
    ],
)
def test_what_cannot_be_guessed_is_not_guessed(given: Any, wanted: Wanted) -> None:
    assert rewritten(given, wanted) is None


def test_a_number_alone_may_be_days_or_months() -> None:
    assert str(rewritten(30, "whole_days")) == "write P30D for days, P30M for months"


def test_a_number_alone_may_be_hours_where_they_are_counted() -> None:
    assert str(rewritten("72", "period")) == "write P72D for days, P72M for months, PT72H for hours"
    assert rewritten("72 hours", "whole_days") is None


def test_a_small_number_alone_may_count_members_or_be_per_cent() -> None:
    told = "for 3 of 5 write 3/5, for 3 % 0.03"
    assert str(rewritten(3, "share")) == str(rewritten("3", "share")) == told


def test_what_is_right_but_quoted_is_written_without_quotes() -> None:
    assert str(rewritten("0.6", "share")) == str(rewritten("2026-02-19", "day")) == "write it without quotes"


@pytest.mark.parametrize(
    "word,choice",
    [
        ("update", "date"),
        ("min", "in"),
        ("owner", "none"),
        ("mentors", "sectors"),
        ("school-5", "school-4"),
        ("p-2", "p-1"),
    ],
)
def test_a_word_that_only_has_many_letters_in_common_is_not_proposed(word: str, choice: str) -> None:
    assert nearest(word, [choice]) is None


@pytest.mark.parametrize(
    "word,choice", [("nog", "ngo"), ("redy", "ready"), ("int", "integer"), ("clauses", "clause"), ("ector", "sector")]
)
def test_a_misspelling_is_proposed(word: str, choice: str) -> None:
    assert nearest(word, [choice]) == choice


def test_a_letter_of_another_alphabet_is_named() -> None:
    hint = nearest_hint("М2", ["M1", "M2"])
    assert str(hint) == "the first letter, 'М', is Cyrillic; in 'M2' all are Latin: type the word anew"
    assert hint is not None
    assert (
        hint.in_language("ru") == "первая буква («М») — кириллица; в «M2» все буквы — латиница: наберите слово заново"
    )


def test_of_many_choices_the_three_nearest_are_offered() -> None:
    words = [f"word-{letter}" for letter in "abcdefghijklm"]
    assert offered("wird-c", words) == "word-c, word-a, word-b, ..."
    assert offered("anything", words[:12]) == ", ".join(words[:12])
    assert offered("anything", []) == ""
