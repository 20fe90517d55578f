"""What people read."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from partnership.values import LONGEST_TEXT, Text, escape

adapter: TypeAdapter[Text] = TypeAdapter(Text)


def test_a_text_is_said_in_two_languages() -> None:
    """Both are given, or one string serves for both."""
    bank = Text(en="Bank Uralsib", ru="Банк Уралсиб")
    assert (bank.in_language("en"), bank.in_language("ru"), str(bank)) == (
        "Bank Uralsib",
        "Банк Уралсиб",
        "Bank Uralsib",
    )
    assert adapter.validate_python("Uralsib") == Text.of("Uralsib")
    assert adapter.validate_json('"Uralsib"') == Text.of("Uralsib", "Uralsib")
    assert adapter.validate_json(bank.model_dump_json()) == bank
    assert adapter.validate_python({"en": "Bank Uralsib", "ru": "Банк Уралсиб"}) == bank


def test_a_text_may_be_in_any_language() -> None:
    """An author says it in the languages of the partners; whoever asks for another reads the nearest."""
    bank = Text(**{"kk": "Банк", "pt-BR": "Banco do Brasil", "sr-Latn": "Banka", "en": "Bank"})
    assert bank.tags == ("en", "kk", "pt-BR", "sr-Latn")
    assert bank.in_language("kk-KZ") == "Банк"
    assert bank.in_language("pt") == bank.in_language("pt-PT") == "Banco do Brasil"
    assert bank.in_language("sr_Latn_RS.UTF-8") == "Banka"
    assert bank.in_language("ru") == str(bank) == "Bank"
    school = adapter.validate_json('{"es": "Escuela", "ca": "Escola"}')
    assert school.in_language("ru") == str(school) == "Escola"
    assert school == Text(ca="Escola", es="Escuela")
    assert hash(school) == hash(Text(ca="Escola", es="Escuela"))
    assert school.model_dump_json() == '{"ca":"Escola","es":"Escuela"}'
    assert (Text(ru="б", en="a").model_dump_json(), Text.of("a").model_dump_json()) == (
        '{"en":"a","ru":"б"}',
        '{"en":"a","ru":"a"}',
    )
    assert pickle.loads(pickle.dumps(school)) == school  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    "value",
    [
        *({}, {"rus": "a"}, {"en": "a", "russian": "b"}, {"RU": "a"}, {"ru_RU": "a"}, {"qq": "a"}, {"en": "a", 1: "b"}),
        *({"en": 1, "ru": "b"}, {"en": "a", "kk": " "}, 1, None, [], True),
    ],
    ids=repr,
)
def test_a_text_without_a_language_is_none(value: object) -> None:
    """No words, words under something that is no tag as tags are written, or something that is no text."""
    with pytest.raises(ValidationError):
        adapter.validate_python(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "\n",
        "a\u202eb",
        "a\u200bb",
        "a\u2028b",
        "a\u0085b",
        "a\x1b[31mb",
        "a\x00",
        "\ud800",
        "x" * (LONGEST_TEXT + 1),
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_or_ended_is_refused(value: str) -> None:
    """Nothing hidden, nothing that paints a terminal, nothing empty, nothing without end."""
    with pytest.raises(ValidationError):
        Text.of(value)


def test_a_text_stands_on_one_line() -> None:
    """Folded lines of a file become one sentence; a second line could pass for another finding."""
    assert Text.of("a\nb\tc ").in_language("en") == "a b c"
    assert Text.of("10\u00a0лет").in_language("en") == "10\u00a0лет"


@given(st.text(max_size=60))
def test_an_accepted_text_is_settled(value: str) -> None:
    """It is in NFC, on one line, and taking it again changes nothing."""
    try:
        text = Text.of(value)
    except ValidationError:
        return
    assert Text.of(text.in_language("en")) == text
    assert unicodedata.is_normalized("NFC", text.in_language("en"))
    assert len(text.in_language("en").splitlines()) == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_an_author_wrote_can_always_be_quoted(en: str, ru: str) -> None:
    """An explanation never fails on the words that it explains."""
    text = Text.quoting({"en": en, "ru": ru})
    assert len(str(text).splitlines()) == 1
    assert escape(en) == escape(escape(en))
    assert len(escape(en, 10)) <= 10
