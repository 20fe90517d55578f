"""Whatever stands in a file, it becomes a law or a list of faults: never a crash, never a hang."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import Fault, TemplateError
from partnership.template import KINDS, build_template
from tests.template.laws import HEAD, LISTS, with_guard, with_rule
from tests.template.marked import SourceMap
from tests.template.test_kinds import CASES, GUARDS, VISIT

WHOLE = [SourceMap(with_rule(written)) for written, _ in CASES]
WHOLE += [SourceMap(with_guard(VISIT, written)) for written, _ in GUARDS]

ODD = ("", "$", "$it", "$act", "$act.x.y", "$param", "$param.", "$it.partner.sector", "partners", "\0", "é")
words = st.sampled_from([*KINDS, *ODD])
scalars = st.one_of(
    words,
    st.text(max_size=12),
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
)
junk = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


class Changed:
    """A file in which something was replaced; places are those of the sound file, or above."""

    def __init__(self, sound: SourceMap, value: Any) -> None:
        self.value = value
        self.place = sound.place


def _spots(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *[spot for key, each in inside for spot in _spots(each, (*path, key))]]


def _replaced(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    if not path:
        return new
    whole = copy.deepcopy(value)
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = new
    return whole


@given(st.data())
def test_any_value_in_any_place_is_a_law_or_a_fault(data: st.DataObject) -> None:
    sound = data.draw(st.sampled_from(WHOLE))
    # The rule stands at the end of the file: most of what can go wrong goes wrong there.
    spots = _spots(sound.value)
    rule = [spot for spot in spots if "R1" in str(spot) or spot[:1] in {("stages",), ("guards",)}]
    path = data.draw(st.sampled_from(rule) | st.sampled_from(spots))
    _is_law_or_fault(Changed(sound, _replaced(sound.value, path, data.draw(junk))))


@given(junk)
def test_what_is_no_template_at_all_is_a_fault(value: Any) -> None:
    _is_law_or_fault(Changed(SourceMap("a: b"), value))


def _is_law_or_fault(tree: Any) -> None:
    found = _faults(tree)
    assert found is None or found
    for fault in found or ():
        assert fault.text("en")
        assert fault.text("ru")


def _faults(tree: Any) -> tuple[Fault, ...] | None:
    try:
        build_template(tree, "law.yaml")
    except TemplateError as error:
        return error.faults
    return None


@pytest.mark.parametrize("depth", [30, 300, 3000])
def test_checks_nested_beyond_reason_are_a_fault(depth: int) -> None:
    check: Any = {"count": {"of": "teams"}}
    for _ in range(depth):
        check = {"all": [check]}
    sound = WHOLE[0]
    value = copy.deepcopy(sound.value)
    value["stages"][0]["gates"]["exit"][0] = {"id": "R1", "title": "Deep", **check}
    if depth < 40:
        build_template(Changed(sound, value), "law.yaml")
    else:
        with pytest.raises(TemplateError):
            build_template(Changed(sound, value), "law.yaml")


def test_numbers_that_are_none_are_refused() -> None:
    for number in (Decimal("NaN"), Decimal("Infinity"), 10**60, Decimal("1E+900")):
        value = SourceMap(with_rule("compare: {left: 1, op: eq, right: 1}")).value
        value["stages"][0]["gates"]["exit"][0]["compare"]["right"] = number
        with pytest.raises(TemplateError, match="not a number that can be compared"):
            build_template(Changed(WHOLE[0], value), "law.yaml")


def test_a_list_of_thousands_is_read_in_no_time() -> None:
    roles = "".join([f"- {{id: r{number}, title: R}}\n" for number in range(2000)])
    text = (HEAD + LISTS).replace("roles:\n", f"roles:\n{roles}") + "stages: [{id: a, title: A, final: true}]\n"
    assert len(build_template(SourceMap(text), "law.yaml").lists["roles"]) == 2003


def test_days_are_days() -> None:
    value = SourceMap(with_rule("count: {of: teams}")).value
    rule = value["stages"][0]["gates"]["exit"][0]
    rule["effective_from"] = date(2010, 12, 23)
    assert build_template(Changed(WHOLE[0], value), "law.yaml").requirements["R1"].effective_from == date(2010, 12, 23)
