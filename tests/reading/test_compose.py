"""Several files as one law, each value knowing its own file."""

from __future__ import annotations

from typing import Any

from partnership.reading import Composed, compose, read_yaml

BASE = """\
template: base
title: Base
roles:
- {id: chair, title: Chair}
- {id: secretary, title: Secretary}
stages:
- id: main
  title: Main
  gates:
    entry:
    - {id: P1, title: One, count: {of: partners, min: 2}}
    - {id: P2, title: Two, count: {of: roles}}
- id: last
  final: true
while_suspended: {refuse: [{record: visit}]}
parameters: [{id: quorum, default: 0.5}]
"""
OVER = """\
template: child
roles:
- {id: auditor, title: Auditor}
stages:
- id: main
  gates:
    entry:
    - {id: P2, title: Two and more, count: {of: roles, min: 2}}
    - {id: P3, title: Three, count: {of: roles}}
    exit:
    - {id: P4, title: Four, count: {of: roles}}
while_suspended: {refuse: [{record: visit}, {record: placement}]}
"""


def composed(base: str = BASE, over: str = OVER) -> Composed:
    return compose(read_yaml(base, "base.yaml"), read_yaml(over, "over.yaml"), by="child")


def entry(whole: Composed) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = whole.value["stages"][0]["gates"]["entry"]
    return found


def test_lists_merge_by_id_and_scalars_are_replaced() -> None:
    value = composed().value
    assert value["template"] == "child"
    assert value["title"] == "Base"
    assert [each["id"] for each in value["roles"]] == ["chair", "secretary", "auditor"]


def test_a_stage_is_opened_and_a_rule_replaced_whole() -> None:
    whole = composed()
    assert [each["id"] for each in entry(whole)] == ["P1", "P2", "P3"]
    assert entry(whole)[1] == {"id": "P2", "title": "Two and more", "count": {"of": "roles", "min": 2}}
    assert whole.value["stages"][0]["title"] == "Main"
    assert whole.value["stages"][0]["gates"]["exit"][0]["id"] == "P4"


def test_acts_that_are_refused_can_only_grow_in_number() -> None:
    assert composed().value["while_suspended"] == {"refuse": [{"record": "visit"}, {"record": "placement"}]}
    assert composed(over="while_suspended: {refuse: []}\n").value["while_suspended"] == {
        "refuse": [{"record": "visit"}]
    }


def test_every_value_knows_the_file_it_came_from() -> None:
    whole = composed()
    gate = ("stages", 0, "gates", "entry")
    assert str(whole.place((*gate, 0, "count", "min"))) == "base.yaml:11:55"
    assert str(whole.place((*gate, 1, "count", "min"))) == "over.yaml:8:61"
    assert str(whole.place((*gate, 2))) == "over.yaml:9:7"
    assert str(whole.place(("template",), key=True)) == "over.yaml:1:1"
    assert str(whole.place(("title",), key=True)) == "base.yaml:2:1"
    assert str(whole.place(("roles", 2, "title"))) == "over.yaml:3:24"
    assert str(whole.place(("stages", 1, "final"))) == "base.yaml:14:10"
    assert str(whole.place(("while_suspended", "refuse", 1, "record"))) == "over.yaml:12:54"
    assert str(whole.place(())) == "base.yaml:1:1"


def test_what_was_added_and_what_was_replaced_is_reported() -> None:
    changes = {each.path: each for each in composed().changes}
    replaced = changes["stages", "main", "gates", "entry", "P2"]
    assert replaced.what == "replaced"
    assert (replaced.before["title"], replaced.after["title"]) == ("Two", "Two and more")
    assert (str(replaced.was_at), str(replaced.at)) == ("base.yaml:12:7", "over.yaml:8:7")
    assert replaced.by == "child"
    added = changes["stages", "main", "gates", "entry", "P3"]
    assert (added.what, added.before, added.was_at) == ("added", None, None)
    assert changes["stages", "main", "gates", "exit"].what == "added"
    assert changes["roles", "auditor"].what == "added"
    assert changes["template",].what == "replaced"
    assert ("while_suspended", "refuse", "0") not in changes


def test_what_is_said_again_is_no_change() -> None:
    assert composed(over=BASE).changes == ()
    assert composed(over=BASE).value == composed(over="template: base\n").value


def test_three_files_keep_their_places_apart() -> None:
    third = read_yaml("roles: [{id: chair, title: Head}]\nparameters: [{id: quorum, default: 0.6}]\n", "third.yaml")
    whole = compose(composed(), third, by="third")
    assert str(whole.place(("roles", 0, "title"))) == "third.yaml:1:28"
    assert str(whole.place(("roles", 2))) == "over.yaml:3:3"
    assert str(whole.place(("roles", 1))) == "base.yaml:5:3"
    assert [each.by for each in whole.changes].count("third") == 2
    assert {each.by for each in whole.changes} == {"child", "third"}


def test_an_id_that_stands_twice_in_one_file_is_kept_for_the_check_that_refuses_it() -> None:
    assert len(composed(over="roles: [{id: a}, {id: a}]\n").value["roles"]) == 4


def test_neither_file_is_changed() -> None:
    base, over = read_yaml(BASE, "base.yaml"), read_yaml(OVER, "over.yaml")
    compose(base, over, by="child")
    assert base.value == read_yaml(BASE, "base.yaml").value
    assert over.value == read_yaml(OVER, "over.yaml").value
