"""A path means the same wherever it stands: what it finds is what both evaluators find."""

from __future__ import annotations

from typing import Any

import pytest

from partnership.acts import Amend
from partnership.decisions import decide
from partnership.errors import Refused
from partnership.findings import Status
from partnership.index import State
from partnership.template import build_template
from partnership.testing.reference import PlainTree, ReferenceEvaluator
from partnership.values import as_moment
from tests.judge.ledger import Ledger, day
from tests.judge.worlds import File
from tests.testing.reference.one_rule import NO, YES, law, of_both

KEYS: PlainTree = {
    "id": "keys",
    "title": "Keys",
    "fields": {
        "holder": {"type": "id", "of": "person"},
        "note": {"type": "text"},
        "list": {"type": "text"},
    },
}


def found(ledger: Ledger, check: PlainTree, on: int = 10, **sections: Any) -> Status:
    """What a check comes to under a law with a register of its own."""
    return of_both(ledger, check, day(on), registers=[KEYS], **sections)


def keys() -> Ledger:
    """Two keys, held by a person of a business and by one of an NGO."""
    ledger = Ledger().partner(1, "bank").partner(1, "home", "ngo")
    ledger.record(1, "person", "ivan", partner="bank").record(1, "person", "olga", partner="home")
    ledger.record(2, "item", "k1", list="keys", fields={"holder": "ivan", "note": "long", "list": "first"})
    return ledger.record(2, "item", "k2", list="keys", fields={"holder": "olga"})


HOPS: dict[str, tuple[PlainTree, PlainTree]] = {
    "where": (
        {"count": {"of": {"from": "keys", "where": {"holder.partner.sector": "ngo"}}}},
        {"count": {"of": {"from": "keys", "where": {"holder.partner.sector": "ngo", "note": "long"}}}},
    ),
    "distinct": (
        {"count": {"of": "keys", "distinct": "holder.partner.sector", "exactly": 2}},
        {"count": {"of": "keys", "distinct": "holder.partner.sector", "max": 1}},
    ),
    "of an element": (
        {"coverage": {"each": "keys", "has": {"from": "partners", "where": {"id": "$it.holder.partner"}}}},
        {"coverage": {"each": "keys", "has": {"from": "partners", "where": {"parent": "$it.holder.partner"}}}},
    ),
    "of a variable": (
        {
            "for_each": {
                "in": "keys",
                "as": "key",
                "require": [{"count": {"of": {"from": "partners", "where": {"id": "$key.holder.partner"}}}}],
            }
        },
        {
            "for_each": {
                "in": "keys",
                "as": "key",
                "require": [
                    {"count": {"of": {"from": "partners", "where": {"id": "$key.holder.partner", "sector": "ngo"}}}}
                ],
            }
        },
    ),
    "having": (
        {
            "count": {
                "of": {"from": "keys", "having": {"from": "partners", "where": {"id": "$it.holder.partner"}}},
                "min": 2,
            }
        },
        {
            "count": {
                "of": {"from": "keys", "having": {"from": "partners", "where": {"id": "$it.holder.partner"}}},
                "min": 3,
            }
        },
    ),
    "another operator": (
        {"count": {"of": {"from": "keys", "where": {"holder.partner.sector": {"ne": "ngo"}, "note": "long"}}}},
        {"count": {"of": {"from": "keys", "where": {"holder.partner.sector": {"ne": "business"}, "note": "long"}}}},
    ),
    "a figure": (
        {"compare": {"left": {"count": "keys", "distinct": "holder.partner.sector"}, "op": "gte", "right": 2}},
        {"compare": {"left": {"count": "keys", "distinct": "holder.partner.sector"}, "op": "lte", "right": 1}},
    ),
    "what a roster is anchored in": (
        {"count": {"of": "of_ngos", "exactly": 1}},
        {"count": {"of": "of_ngos", "exactly": 2}},
    ),
    "a roster": ({"count": {"of": "homes", "exactly": 2}}, {"count": {"of": "homes", "min": 3}}),
}
"""Where a path through a reference in a register of the template's own may stand; a check that holds, and not."""


@pytest.mark.parametrize("place", HOPS)
def test_a_path_leads_through_a_reference_in_a_register_of_ones_own(place: str) -> None:
    homes: PlainTree = {
        "id": "homes",
        "title": "H",
        "of": "partner",
        "anchored": {"from": "keys", "field": "holder.partner"},
    }
    narrow = {**homes["anchored"], "where": {"holder.partner.sector": "ngo"}}
    rosters = [homes, {**homes, "id": "of_ngos", "anchored": narrow}]
    assert [found(keys(), check, rosters=rosters) for check in HOPS[place]] == [YES, NO]


def test_a_field_of_ones_own_may_be_called_like_a_field_of_every_row() -> None:
    """A register may have a note and a list of its own; a path in it means those."""
    asked = [{"note": "long"}, {"list": "first"}, {"list": "keys"}, {"note": {"set": False}}]
    assert [found(keys(), {"count": {"of": {"from": "keys", "where": where}}}) for where in asked] == [
        YES,
        YES,
        NO,
        YES,
    ]


def test_a_path_into_several_values_finds_each_of_them() -> None:
    """The days of all the releases that a media plan foresees."""
    plan = Ledger().record(1, "media_plan", "m", title="M", state="adopted", items=[
        {"planned_for": day(20), "hook": "Start"}, {"planned_for": day(30), "hook": "End"},
    ])  # fmt: skip
    none = Ledger().record(1, "media_plan", "m", title="M", state="adopted")

    def planned(ledger: Ledger, path: str, test: PlainTree) -> Status:
        return found(ledger, {"count": {"of": {"from": "media_plans", "where": {path: test}}}})

    asked: list[tuple[str, PlainTree]] = [
        ("items.planned_for", {"has": day(30)}),
        ("items.planned_for", {"has_all": [day(20), day(30)]}),
        ("items.hook", {"set": True}),
        ("items.planned_for", {"has": day(25)}),
        ("items.hook", {"set": False}),
    ]
    assert [planned(plan, *each) for each in asked] == [YES, YES, YES, NO, NO]
    assert [planned(none, *each) for each in asked] == [NO, NO, NO, NO, YES]


def test_several_values_of_a_field_are_so_many_different_ones() -> None:
    """Two meetings of three partners between them are three; names in two languages are as many as they are."""
    ledger = Ledger().partner(1, "a").partner(1, "b").partner(1, "c")
    for name, partners in (("m1", ["a", "b"]), ("m2", ["b", "c"])):
        ledger.record(2, "meeting", name, body="wg", type="regular", state="held", partners=partners)
    assert found(ledger, {"count": {"of": "meetings", "distinct": "partners", "exactly": 3}}) is YES
    assert found(ledger, {"count": {"of": "partners", "distinct": "name", "exactly": 3}}) is YES


def test_in_all_there_has_been_a_path_leads_to_whom_there_has_been() -> None:
    """With `ever` a contribution of a partner who has left is still one of his sector, tested or counted."""
    ledger = Ledger().partner(1, "a").record(2, "contribution", "c", partner="a", what="time", state="delivered")
    ledger.end(5, "partner", "a")
    for ever, expected in ((True, YES), (False, NO)):
        gifts: PlainTree = {"from": "contributions", **({"ever": True} if ever else {})}
        tested = {"count": {"of": {**gifts, "where": {"partner.sector": "business"}}}}
        assert found(ledger, tested) is expected
        assert found(ledger, {"count": {"of": gifts, "distinct": "partner.sector"}}) is expected


def test_a_path_through_one_of_several_kinds_leads_on_from_the_one_that_it_is() -> None:
    """A consent is for a person or for a ward, and only a ward has an institution."""
    ledger = Ledger().partner(1, "home", "ngo").record(1, "ward", "w-1", institution="home", age_band="7-10")
    ledger.record(2, "consent", "c", person="w-1", purpose="story", by="guardian")
    check: PlainTree = {"count": {"of": {"from": "consents", "where": {"person.institution.sector": "ngo"}}}}
    assert found(ledger, check, consent_purposes=[{"id": "story", "title": "s"}]) is YES


def test_elements_of_several_kinds_have_the_fields_of_the_one_that_each_is() -> None:
    """Of a team's members the children come from the home, and the others from a partner."""
    home: PlainTree = {"any": [
        {"count": {"of": {"from": "partners", "where": {"id": "$who.institution"}}}},
        {"count": {"of": {"from": "partners", "where": {"id": "$who.partner"}}}},
    ]}  # fmt: skip
    inside: PlainTree = {"for_each": {"in": "$team.members", "as": "who", "require": [home]}}
    check: PlainTree = {"for_each": {"in": "teams", "as": "team", "require": [inside]}}
    ledger = Ledger().partner(1, "home", "ngo").record(1, "person", "ivan", partner="home").record(1, "person", "olga")
    ledger.record(1, "ward", "w-1", institution="home", age_band="7-10")
    ledger.record(2, "team", "t", name="T", purpose="programme", members=["ivan", "w-1"])
    assert found(ledger, check) is YES
    assert found(ledger.amend(3, "team", "t", members=["ivan", "w-1", "olga"]), check) is NO


# --- since when a row states what its tests read ---------------------------------------------------------------------

FRESH: PlainTree = {"changed": {"max_age": "P7D"}}


@pytest.mark.parametrize("changes, expected", [({"status": "suspended"}, NO), ({"sector": "business"}, YES)])
def test_a_roster_of_those_who_are_something_lately_goes_by_the_fields_that_it_tests(
    changes: PlainTree, expected: Status
) -> None:
    """A bank that was suspended last week became a business long before."""
    roster: PlainTree = {
        "id": "new",
        "title": "N",
        "of": "partner",
        "anchored": {"from": "signatures", "field": "partner"},
    }
    ledger = Ledger().partner(1, "bank", "ngo" if "sector" in changes else "business")
    ledger.record(2, "signature", "s", agreement="a", partner="bank").amend(18, "partner", "bank", **changes)
    where = {"sector": "business", **FRESH}
    assert found(ledger, {"count": {"of": "new"}}, 20, rosters=[{**roster, "where": where}]) is expected


def test_what_names_the_members_of_a_roster_lately_goes_by_the_fields_that_it_tests() -> None:
    """A third party came into an old deal: the deal was none of the last week's when it named him."""
    anchored: PlainTree = {"from": "agreements", "where": {"type": "deal", **FRESH}, "field": "parties"}
    rosters = [{"id": "new", "title": "N", "of": "partner", "anchored": anchored}]
    words = [{"id": "deal", "title": "d"}]
    ledger = Ledger().partner(1, "a").partner(1, "b").partner(1, "c")
    ledger.record(2, "agreement", "x", type="deal", parties=["a", "b"]).amend(18, "agreement", "x", parties=["a", "c"])
    check: PlainTree = {"count": {"of": "new", "exactly": 2}}
    assert found(ledger, check, 20, rosters=rosters, agreement_types=words) is YES


def test_whoever_was_named_once_stays_named_when_what_named_him_is_old_or_reads_otherwise() -> None:
    """To be new, or signed under a deal, was asked when it named him: nobody leaves a roster because days go by."""
    deal: PlainTree = {"from": "signatures", "where": {"agreement.type": "deal"}, "field": "partner"}
    new: PlainTree = {"from": "signatures", "where": FRESH, "field": "partner"}
    words = [{"id": each, "title": each} for each in ("deal", "intent")]
    ledger = Ledger().partner(1, "a").partner(1, "b").record(1, "agreement", "x", type="deal", parties=["a", "b"])
    ledger.record(2, "signature", "s", agreement="x", partner="a").amend(5, "agreement", "x", type="intent")
    ledger.record(6, "signature", "t", agreement="x", partner="b")
    for anchored, members in ((deal, 1), (new, 2)):
        rosters = [{"id": "in", "title": "I", "of": "partner", "anchored": anchored}]
        check: PlainTree = {"count": {"of": "in", "exactly": members}}
        assert found(ledger, check, 40, rosters=rosters, agreement_types=words) is YES


@pytest.mark.parametrize("changes, watched", [({"setting": "off_site"}, False), ({"state": "held"}, True)])
def test_a_guard_of_what_has_lately_become_so_goes_by_the_fields_that_it_tests(
    changes: PlainTree, *, watched: bool
) -> None:
    """A visit that is held is watched when it comes to be held, not when something else of it is corrected."""
    guard: PlainTree = {
        "id": "G",
        "title": "G",
        "act": {"record": "visit", "where": {"state": "held", **FRESH}},
        "count": {"of": "bodies"},
    }
    tree = law(guards=[guard], visit_types=[{"id": "first", "title": "f"}])
    ledger = Ledger().partner(1, "home")
    ledger.record(2, "visit", "v", type="first", institution="home", state="planned" if watched else "held")
    asked = Amend(on=day(20), recorded=as_moment(day(20)), kind="visit", id="v", changes=changes)
    expected = {"G"} if watched else set()
    assert ReferenceEvaluator(tree).would_refuse(ledger.entries, asked) == expected
    template = build_template(File(tree), "law.yaml")
    state = State.of([ledger.entries[0].model_copy(update={"digest": template.digest}), *ledger.entries[1:]])
    reasons: set[str | None] = set()
    try:
        decide(template, state, asked)
    except Refused as refusal:
        reasons = {finding.requirement for finding in refusal.findings}
    assert reasons == expected


# --- how many there must be ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names, expected", [("", YES), ("a", NO), ("ab", NO), ("abc", YES)], ids=["none", "one", "two", "three"]
)
def test_none_or_so_many_are_none_or_so_many(names: str, expected: Status) -> None:
    """`min: 3` with `allow_none` lets pass that there is nobody, not that there are one or two."""
    ledger = Ledger().partner(1, "left").end(2, "partner", "left")
    for name in names:
        ledger.partner(3, name)
    check: PlainTree = {
        "in": "partners",
        "as": "p",
        "min": 3,
        "allow_none": True,
        "require": [{"count": {"of": "sectors"}}],
    }
    assert found(ledger, {"for_each": check}) is expected
