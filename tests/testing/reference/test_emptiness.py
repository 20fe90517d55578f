"""A register that is kept and empty says that there is none, whatever is asked of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from partnership.findings import Status
from partnership.testing.reference import PlainTree
from tests.judge.ledger import Ledger, day
from tests.testing.reference.one_rule import NO, UNKNOWN, YES, asked

NEEDS: PlainTree = {"count": {"of": "needs"}}
NEVER: PlainTree = {"count": {"of": {"from": "sectors", "where": {"id": "nobody"}}}}
EACH: PlainTree = {"each": "needs", "has": {"from": "places", "where": {"need": "$it"}}}

EMPTY: dict[str, tuple[PlainTree, Status]] = {
    "at least one": (NEEDS, NO),
    "at least two sectors": ({"count": {"of": "needs", "distinct": "institution.sector", "min": 2}}, NO),
    "exactly one": ({"count": {"of": "needs", "exactly": 1}}, NO),
    "none": ({"count": {"of": "needs", "max": 0}}, YES),
    "exactly none": ({"count": {"of": "needs", "exactly": 0}}, YES),
    "none open": ({"none_open": {"from": "needs"}}, YES),
    "all": ({"all": [NEEDS]}, NO),
    "any": ({"any": [NEEDS, NEVER]}, NO),
    "none of these": ({"none": [NEEDS]}, YES),
    "one at least of these": ({"at_least": {"n": 1, "of": [NEEDS, NEVER]}}, NO),
    "when there is one": ({"when": {"if": NEEDS, "then": NEVER}}, YES),
    "each": ({"coverage": EACH}, NO),
    "each, or nobody": ({"coverage": {**EACH, "allow_none": True}}, YES),
    "half": ({"coverage": {**EACH, "share": Decimal("0.5")}}, NO),
    "two of them": ({"for_each": {"in": "needs", "as": "need", "min": 2, "require": [NEEDS]}}, NO),
    "a number": ({"compare": {"left": {"count": "needs"}, "op": "eq", "right": 0}}, YES),
    "nought out of nought": (
        {"compare": {"left": {"ratio": [{"count": "needs"}, {"count": "needs"}]}, "op": "eq", "right": 0}},
        UNKNOWN,
    ),
}


def kept(lists: str) -> Ledger:
    """Somebody keeps a list, and there has never been anything to write into it."""
    return Ledger().partner(1, "one").record(1, "register_kept", "k", lists=lists, keeper="one")


@pytest.mark.parametrize("what", EMPTY)
def test_nothing_in_a_register_that_is_kept_is_none(what: str) -> None:
    check, status = EMPTY[what]
    assert asked(Ledger().partner(1, "one"), check, day(2)) is UNKNOWN
    assert asked(kept("incidents"), check, day(2)) is UNKNOWN
    assert asked(kept("needs"), check, day(2)) is status


def test_it_is_none_only_while_somebody_keeps_it() -> None:
    ledger = kept("needs").end(9, "register_kept", "k")
    assert [asked(ledger, NEEDS, day(on)) for on in (0, 1, 8, 9)] == [UNKNOWN, NO, NO, UNKNOWN]


def test_a_register_of_the_templates_own_and_a_roster_are_kept_likewise() -> None:
    """A roster is as well known as the register that names its members."""
    keys: PlainTree = {"id": "keys", "title": "k", "fields": {"colour": {"type": "text"}}}
    seekers: PlainTree = {"id": "seekers", "title": "s", "of": "partner"}
    seekers["anchored"] = {"from": "needs", "field": "institution"}
    for source, lists in (("keys", "keys"), ("seekers", "needs")):
        check: PlainTree = {"count": {"of": source}}
        found = [asked(one, check, day(2), registers=[keys], rosters=[seekers]) for one in (Ledger(), kept(lists))]
        assert found == [UNKNOWN, NO]


def test_a_register_that_is_complete_by_nature_stays_as_it_is() -> None:
    """No signature yet: that there is none is so, that there ought to be one is not known to be missed."""
    assert asked(Ledger(), {"count": {"of": "signatures"}}, day(2)) is UNKNOWN
    assert asked(Ledger(), {"count": {"of": "signatures", "max": 0}}, day(2)) is YES


def test_a_sum_over_nothing_is_no_figure_though_the_register_is_kept() -> None:
    check: PlainTree = {"compare": {"left": {"sum": "contributions", "field": "value"}, "op": "eq", "right": 0}}
    assert asked(kept("contributions"), check, day(2)) is UNKNOWN


def test_with_allow_none_nobody_is_no_lack_but_too_few_are() -> None:
    """Two at least, or nobody at all."""
    check: PlainTree = {"for_each": {"in": "needs", "as": "n", "min": 2, "allow_none": True, "require": [NEEDS]}}
    ledger = kept("needs")
    assert asked(ledger, check, day(2)) is YES
    ledger.record(3, "need", "n", institution="one", what="chess")
    assert asked(ledger, check, day(3)) is NO
    ledger.record(4, "need", "m", institution="one", what="games")
    assert asked(ledger, check, day(4)) is YES
