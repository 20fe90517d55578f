"""Ids that nobody can mistake."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from partnership.values import LONGEST_ID, Id, Listed, Ref, check_id, id_trouble, ref

adapter: TypeAdapter[str] = TypeAdapter(Id)


@pytest.mark.parametrize("name", ["uralsib", "d-chair", "2009.plan_1", "Ярцево", "рассвет-с", "x" * 80, "7"])
def test_an_id_is_letters_of_one_script_and_digits(name: str) -> None:
    """Latin or Cyrillic, as the programme's people write."""
    assert adapter.validate_python(name) == name
    assert adapter.validate_json(f'"{name}"') == name
    assert check_id(name) == name
    assert id_trouble(name) is None


@pytest.mark.parametrize(
    "name, reason",
    [
        ("", "empty"),
        ("x" * 81, "at most 80"),
        ("Paccвет", "one script"),
        ("uralsіb", "one script"),
        ("a\u202eb", "U[+]202E"),
        ("a\u200bb", "U[+]200B"),
        ("a\u00adb", "U[+]00AD"),
        ("a\x00b", "U[+]0000"),
        ("a b", "a space; write a-b"),
        ("a\n", "U[+]000A"),
        ("a/b", "U[+]002F"),
        ("ａｂ", "U[+]FF41"),
        ("𝐚b", "U[+]1D41A"),
        ("١٢", "U[+]0661"),
        ("-a", "begins"),
        (".a", "begins"),
        ("e\u20dd", "U[+]20DD"),
    ],
    ids=ascii,
)
def test_an_id_that_could_be_mistaken_is_refused(name: str, reason: str) -> None:
    """Mixed scripts (as scanned papers have them), what cannot be seen, and look-alikes."""
    with pytest.raises(ValidationError, match="Input should be an id"):
        adapter.validate_python(name)
    with pytest.raises(ValueError, match=reason):
        check_id(name)
    trouble = id_trouble(name)
    assert trouble is not None
    assert trouble.in_language("ru") != trouble.in_language("en")


def test_one_fault_is_said_once() -> None:
    """The two ways to be an id are our own affair."""
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python("a b")
    assert raised.value.error_count() == 1
    assert raised.value.errors()[0]["loc"] == ()


def test_an_id_typed_in_two_steps_is_the_same_id() -> None:
    """Й as one character or as И with its sign: one spelling is kept (NFC)."""
    decomposed = unicodedata.normalize("NFD", "йод-ё")
    assert adapter.validate_python(decomposed) == "йод-ё"
    assert adapter.validate_json(f'"{decomposed}"') == "йод-ё"


@given(st.text(max_size=100))
def test_whatever_is_accepted_stays_as_it_is(name: str) -> None:
    """The check is settled after one pass, agrees with its explanation, and lets nothing invisible through."""
    try:
        accepted = adapter.validate_python(name)
    except ValidationError:
        assert id_trouble(name) is not None
        return
    assert adapter.validate_python(accepted) == accepted == unicodedata.normalize("NFC", name)
    assert accepted.isprintable()
    assert 1 <= len(accepted) <= LONGEST_ID
    assert id_trouble(name) is None


@pytest.mark.parametrize("value", [5, None, True, b"a", ["a"]], ids=repr)
def test_an_id_is_text(value: object) -> None:
    """A number in a file is not an id until it is quoted."""
    with pytest.raises(ValidationError):
        adapter.validate_python(value)


def test_marks_say_what_an_id_stands_for() -> None:
    """One kind or several, as a tuple either way."""
    assert Ref("partner").kinds == ("partner",)
    assert Ref(("person", "ward")).kinds == ("person", "ward")
    assert ref("partner").__metadata__[-1] == Ref("partner")
    assert ref("person", "ward").__metadata__[-1] == Ref(("person", "ward"))
    assert Listed("sectors") == Listed("sectors")
    assert adapter.json_schema()["maxLength"] == LONGEST_ID
