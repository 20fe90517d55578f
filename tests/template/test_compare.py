"""What another version of a law changes is said before anybody takes it, above all where it asks for less."""

from __future__ import annotations

import pytest

from partnership.template.compare import weakened
from tests.template.laws import HEAD, LISTS, STAGES, law, with_guard, with_rule

Seen = tuple[str, str, bool | None]


def changes(before: str, after: str) -> list[Seen]:
    return [(change.what, change.id, change.weaker) for change in weakened(law(before), law(after))]


def rules(before: str, after: str) -> list[Seen]:
    return changes(with_rule(before), with_rule(after))


def test_the_same_law_changes_nothing() -> None:
    assert changes(with_rule("count: {of: teams}"), with_rule("count: {of: teams}") + "# a remark\n") == []


def test_what_is_new_asks_for_more_and_what_is_gone_for_less() -> None:
    without = HEAD + LISTS + STAGES
    assert changes(without, with_rule("count: {of: teams}")) == [("added", "R1", False)]
    assert changes(with_rule("count: {of: teams}"), without) == [("removed", "R1", True)]


@pytest.mark.parametrize(
    "before, after, weaker",
    [
        ("count: {of: teams, min: 3}", "count: {of: teams, min: 2}", True),
        ("count: {of: teams, min: 2}", "count: {of: teams, min: 3}", False),
        ("count: {of: teams, max: 2}", "count: {of: teams, max: 3}", True),
        ("count: {of: teams, exactly: 2}", "count: {of: teams, min: 1}", True),
        ("count: {of: teams, min: 2, max: 4}", "count: {of: teams, min: 1, max: 3}", None),
        ("count: {of: teams}", "count: {of: people}", None),
        ("count: {of: teams, min: 2}", "count: {of: teams, min: $param.teams}", None),
        ("coverage: {each: parties, has: teams}", "coverage: {each: parties, has: teams, share: 0.8}", True),
        ("coverage: {each: parties, has: teams}", "coverage: {each: parties, has: teams, allow_none: true}", True),
        ("all: [{count: {of: teams}}, {count: {of: people}}]", "all: [{count: {of: teams}}]", True),
        ("all: [{count: {of: teams}}]", "all: [{count: {of: teams}}, {count: {of: people}}]", False),
        ("any: [{count: {of: teams}}]", "any: [{count: {of: teams}}, {count: {of: people}}]", True),
        ("all: [{count: {of: teams}}, {count: {of: people}}]", "count: {of: teams}", True),
        ("count: {of: teams}", "all: [{count: {of: teams}}, {count: {of: people}}]", False),
        ("any: [{count: {of: teams}}, {count: {of: people}}]", "count: {of: teams}", False),
        ("count: {of: teams}", "any: [{count: {of: teams}}, {count: {of: people}}]", True),
        ("at_least: {n: 2, of: [{count: {of: teams}}, {count: {of: people}}]}",
         "at_least: {n: 1, of: [{count: {of: teams}}, {count: {of: people}}]}", True),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_a_check_that_asks_for_less_is_known_where_it_can_be(before: str, after: str, *, weaker: bool | None) -> None:
    assert rules(before, after) == [("check", "R1", weaker)]


@pytest.mark.parametrize(
    "before, after, change",
    [
        ("", "severity: warn", ("severity", "R1", True)),
        ("severity: advise", "severity: warn", ("severity", "R1", False)),
        ("", "waivable_by: [chair]", ("waivers", "R1", True)),
        ("waivable_by: [chair]", "waivable_by: never", ("waivers", "R1", False)),
        ("waivable_by: [chair], waivable_for: P1M", "waivable_by: [chair], waivable_for: P2M", ("waivers", "R1", True)),
        ("waivable_by: [chair], waivable_for: P1M", "waivable_by: [chair]", ("waivers", "R1", True)),
        ("", "effective_from: 2010-01-01", ("dates", "R1", True)),
        ("effective_to: 2010-01-01", "effective_to: 2011-01-01", ("dates", "R1", False)),
        ("", "jurisdiction: RU", ("jurisdiction", "R1", True)),
        ("jurisdiction: RU-SMO", "jurisdiction: RU", ("jurisdiction", "R1", False)),
        ("jurisdiction: RU", "jurisdiction: RU-SMO", ("jurisdiction", "R1", True)),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_stands_around_a_check_can_weaken_it_too(before: str, after: str, change: Seen) -> None:
    old, new = ("\n      ".join(["count: {of: teams}", *each.split(", ")]) for each in (before, after))
    assert rules(old.rstrip(), new.rstrip()) == [change]


def test_a_rule_that_is_asked_elsewhere_has_moved() -> None:
    moved = with_rule("count: {of: teams}").replace("    exit:", "    invariant:")
    assert changes(with_rule("count: {of: teams}"), moved) == [("moved", "R1", None)]


def test_a_guard_may_come_to_guard_another_act() -> None:
    before, after = (with_guard(act, "count: {of: teams}") for act in ("{record: visit}", "{record: event}"))
    assert changes(before, after) == [("act", "R1", None)]


@pytest.mark.parametrize(
    "sound, other, change",
    [
        ("{type: cooperation}", "{type: intent}", ("roster", "parties", None)),
        ("default: 0.5", "default: 0.4", ("parameter", "quorum", None)),
        ("back: [first]", "back: []", ("stage", "second", None)),
    ],
    ids=["roster", "parameter", "stage"],
)
def test_what_rules_rest_on_is_compared_too(sound: str, other: str, change: Seen) -> None:
    whole = HEAD + LISTS + STAGES
    assert changes(whole, whole.replace(sound, other, 1)) == [change]


def test_what_is_refused_while_suspended_is_compared_too() -> None:
    whole = HEAD + LISTS + STAGES
    strict = whole + "while_suspended: {refuse: [{record: visit}]}\n"
    assert changes(whole, strict) == [("suspension", "visit", False)]
    assert changes(strict, whole) == [("suspension", "visit", True)]


def test_what_asks_for_less_comes_first_and_is_said_in_both_languages() -> None:
    before = with_rule("count: {of: teams}")
    after = before.replace("back: [first]", "back: []").replace("count:", "severity: warn\n      count:")
    found = weakened(law(before), law(after))
    assert [change.weaker for change in found] == [True, None]
    assert found[0].said.in_language("en") == "warns, previously: blocks"
    assert found[0].at is not None
    assert all(change.said.in_language("ru") for change in found)
