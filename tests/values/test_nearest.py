"""Did you mean ...?"""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from partnership.values import fold, nearest, nearest_hint

SECTORS = ("business", "ngo", "government", "childrens_institution", "media")


def test_a_slip_is_answered_with_what_was_meant() -> None:
    """A letter too few, a hyphen for an underscore, another keyboard."""
    assert nearest("busines", SECTORS) == "business"
    assert nearest("childrens-institution", SECTORS) == "childrens_institution"
    assert nearest("mеdia", SECTORS) == "media"
    assert nearest("Ярцево", ["Ярцева", "Демидов"]) == "Ярцева"
    hint = nearest_hint("ngoo", SECTORS)
    assert hint is not None
    assert str(hint) == "did you mean 'ngo'?"
    assert hint.in_language("ru") == "возможно, имелось в виду «ngo»?"


def test_where_nothing_is_near_nothing_is_said() -> None:
    """A wild guess would mislead."""
    assert nearest("volunteer", SECTORS) is None
    assert nearest("", SECTORS) is None
    assert nearest("x" * 1000, SECTORS) is None
    assert nearest_hint("zzz", SECTORS) is None


def test_letters_of_the_same_shape_fold_together() -> None:
    """As a scanner reads them: РассветС with Latin letters is the same word."""
    assert fold("COOO") == fold("СООО")
    assert fold("Programme_Coordinator") == fold("programme-coordinator")


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_the_answer_does_not_depend_on_the_order(word: str, choices: list[str]) -> None:
    """Sets and mappings of any hash seed give one answer, and it is one of the choices."""
    found = nearest(word, choices)
    shuffled = choices.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - any order will do
    assert nearest(word, shuffled) == found
    assert found is None or found in choices
