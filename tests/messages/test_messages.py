"""What the library says is data: a sentence and its arguments, put into words where it is shown."""

from __future__ import annotations

import copy
import datetime as dt
import logging
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.base import PartnershipError
from partnership.messages import (
    FULL,
    NOTHING,
    Message,
    Noun,
    Percent,
    Plural,
    Sayable,
    UnknownLanguage,
    as_written,
    either,
    in_brackets,
    joined,
    language_of,
    languages,
    listed,
    message,
    quoted,
)
from partnership.records import having, noun, word
from partnership.records.marks import IS
from partnership.values import Duration, Text
from tools.catalogues import LOCALE, faults, in_code

TIES = Plural("{count} tie", "{count} ties")


@pytest.mark.parametrize("path", sorted(LOCALE.glob("*/LC_MESSAGES/partnership.po")), ids=lambda path: path.parts[-3])
def test_a_catalogue_says_what_the_code_says_and_nothing_else(path: object) -> None:
    """Nothing is missing in a full language, nothing is left over in any, and no argument is lost."""
    assert list(faults(path)) == []  # type: ignore[arg-type]  # glob gives paths


def test_the_code_has_messages_of_every_room_that_speaks() -> None:
    """The tool finds what the code says: were it blind, it would find every catalogue complete."""
    found = in_code()
    assert len(found) > 1_000
    assert (None, "{count} tie") in found
    assert ("one", "partner") in found


def test_a_message_is_said_in_the_language_of_whoever_reads_it() -> None:
    """The same refusal is read in Smolensk and abroad."""
    said = message("refused; nothing has changed")
    assert said.in_language("en") == str(said) == "refused; nothing has changed"
    assert said.in_language("ru") == "отказано; ничего не изменилось"
    assert said.in_language("ru-RU") == said.in_language("ru_RU.UTF-8") == said.in_language("ru")


def test_numbers_choose_the_form_of_a_language() -> None:
    """One tie, two ties; in Russian there are three forms."""
    assert [TIES.of(count).in_language("en") for count in (1, 2, 21)] == ["1 tie", "2 ties", "21 ties"]
    assert [TIES.of(count).in_language("ru") for count in (1, 2, 5, 11, 21, 22)] == [
        "1 связь",
        "2 связи",
        "5 связей",
        "11 связей",
        "21 связь",
        "22 связи",
    ]


def test_a_noun_is_declined_by_the_catalogue() -> None:
    """English has articles and Russian has cases; the code knows neither."""
    partner = noun("partner")
    asked = Message("{kind:a}, {kind:many}, {kind:one:genitive}, {kind:many:genitive}", {"kind": partner})
    assert asked.in_language("en") == "a partner, partners, partner, partners"
    assert asked.in_language("ru") == "партнёр, партнёры, партнёра, партнёров"
    assert noun("minutes").in_language("en", "a") == "minutes"
    assert noun("incident").in_language("en", "a") == "an incident"


@pytest.mark.parametrize(
    "kind, form, told",
    [
        ("document", "one", "принятый документ"),
        ("publication", "one:genitive", "принятой публикации"),
        ("decision", "one", "принятое решение"),
        ("document", "many:genitive", "принятых документов"),
        ("event", "one:instrumental", "принятым событием"),
        ("decision", "one:genitive", "принятого решения"),
    ],
    ids=["he", "of her", "it", "of several", "with it", "of it, as of him"],
)
def test_words_agree_with_their_noun(kind: str, form: str, told: str) -> None:
    """In number, case and gender; a form that a catalogue lacks is the nearest wider one."""
    named = noun(kind)
    adopted = having(IS, values=Message("{said:case}", {"said": quoted(word("state", "adopted"))}))
    said = named.in_language("ru", form)
    assert adopted.around(said, "ru", named.agreeing("ru", form)) == told
    assert adopted.around(kind, "en", named.agreeing("en", form)) == f"adopted {kind}"


def test_a_word_takes_the_article_of_the_language() -> None:
    """English has one, by how the word begins; what has no plural takes none."""
    said = message("the law names {more:a} '{word}', which it does not declare", more="area", word="x")
    assert str(said).startswith("the law names an area 'x'")
    assert " an " not in said.in_language("ru")
    assert noun("incident").in_language("en", "a") == "an incident"
    assert noun("minutes").in_language("en", "a") == "minutes"


def test_what_follows_a_noun_follows_every_form() -> None:
    """A circle has its partners in the genitive too."""
    within = noun("partner").within(message("in the roster {title:quoted}", title=Text.of("Parties", "Стороны")))
    assert within.in_language("en", "many") == 'partners in the roster "Parties"'
    assert within.in_language("ru", "many:genitive") == "партнёров из состава «Стороны»"


def test_values_are_written_as_a_language_writes_them() -> None:
    """Figures, shares, days, periods, and the answers yes and no."""
    said = Message(
        "{share:percent}; {figure}; {exact}; {day}; {moment}; {period}; {answer}; {whole}",
        {
            "share": Fraction(5, 12),
            "figure": Decimal("1.25"),
            "exact": Fraction(7),
            "day": dt.date(2010, 6, 1),
            "moment": dt.datetime(2010, 6, 1, 9, 5, tzinfo=dt.UTC),
            "period": Duration.parse("P1Y2M3D"),
            "answer": True,
            "whole": 1234,
        },
    )
    assert said.in_language("en") == "41.7 %; 1.25; 7; 1 June 2010; 2010-06-01 09:05; 1 year 2 months 3 days; yes; 1234"
    assert said.in_language("ru") == "41,7 %; 1,25; 7; 1 июня 2010 г.; 2010-06-01 09:05; 1 год 2 месяца 3 дня; да; 1234"


def test_a_title_that_is_quoted_keeps_its_own_quotation_marks() -> None:
    """The marks inside are the inner ones of the language."""
    bank = Text.of('Bank "Uralsib"', "Банк «Уралсиб»")
    assert quoted(bank).in_language("en") == "\"Bank 'Uralsib'\""
    assert quoted(bank).in_language("ru") == "«Банк „Уралсиб“»"


def test_several_things_are_joined_as_a_language_joins_them() -> None:
    """Choices with or, lists with commas, nothing in brackets where there is nothing."""
    parts = [as_written("a"), noun("partner")]
    assert either(parts).in_language("ru") == "a или партнёр"
    assert either([*parts, "c"]).in_language("en") == "a, partner or c"
    assert str(either([])) == ""
    assert listed(parts).in_language("en") == "a, partner"
    assert joined(parts, Message("; ")).in_language("en") == "a; partner"
    assert in_brackets(parts).in_language("ru") == " (a, партнёр)"
    assert in_brackets([]) is NOTHING
    assert NOTHING.in_language("ru") == ""


@pytest.mark.parametrize(
    "said", [listed([message("partner")]), quoted("partner"), Noun("partner", "partners"), Percent(1)]
)
def test_whatever_is_said_is_english_as_a_string(said: Sayable) -> None:
    assert str(said) == said.in_language("en")


def test_an_author_cannot_write_a_second_line_into_a_message() -> None:
    """What is repeated from a file is made visible, and is never read as a sentence of ours."""
    assert str(message("unknown: {what} '{name}'", what="role", name="a\n{what}\u202e")) == (
        "unknown: role 'a<U+000A>{what}<U+202E>'"
    )


def test_what_a_catalogue_lacks_is_said_in_english_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A partial catalogue is of use from its first sentence on."""
    caplog.set_level(logging.INFO, logger="partnership.languages")
    assert Message("nobody has translated this").in_language("ru") == "nobody has translated this"
    assert Noun("gnome", "gnomes").in_language("ru", "many:genitive") == "gnomes"
    assert Plural("{count} gnome", "{count} gnomes").of(2).in_language("ru") == "2 gnomes"
    assert [record.getMessage().partition(": ")[2] for record in caplog.records] == [
        "nobody has translated this",
        "gnomes (many)",
        "{count} gnomes",
    ]


def test_an_unknown_language_is_an_error_with_the_nearest() -> None:
    """Nobody gets English without having asked for it."""
    assert set(FULL) <= set(languages())
    with pytest.raises(UnknownLanguage, match=r"no catalogue for the language 'rux'.*did you mean 'ru'") as caught:
        message("name").in_language("rux")
    assert isinstance(caught.value, PartnershipError)
    assert caught.value.text("ru").startswith("для языка «rux» нет каталога")
    for tag in ("", "../ru", "x" * 100_000):
        with pytest.raises(UnknownLanguage):
            language_of(tag)


def test_a_tag_finds_its_language() -> None:
    """As a locale writes it, as BCP 47 does, with three letters; another language only if one asks for it."""
    assert {language_of(tag) for tag in ("ru", "ru-RU", "ru_RU.UTF-8", "RU", "rus", "ru-Cyrl-RU")} == {"ru"}
    assert language_of("en_GB") == "en"
    assert language_of("de", otherwise="en") == "en"


def test_a_message_is_a_value() -> None:
    """It can be compared, sent to another process, and given its arguments later."""
    table = message("'{word}' is not a list of values")
    said = table.given(word="x")
    assert said == message("'{word}' is not a list of values", word="x") != table
    again = pickle.loads(pickle.dumps(said))  # noqa: S301 - our own bytes
    assert hash(said) == hash(again) == hash(copy.deepcopy(said))
    assert str(message("{names}", names=["a", "b"])) == "a, b"


@given(st.text(), st.sampled_from(FULL))
def test_no_argument_breaks_a_sentence(word: str, language: str) -> None:
    """Braces, percent signs and marks of any kind are words like others."""
    said = message("unknown: {what} '{name}'", what=message("name"), name=word).in_language(language)
    assert len(said.splitlines()) == 1
    assert said.startswith(("unknown: name", "неизвестно: имя"))
