"""The law as a value: what can be asked of it, and that nothing can change it."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from partnership.errors import UnknownName
from partnership.findings import GateMoment, Origin, Severity
from partnership.template import Act, Requirement, Template
from partnership.template.core import Constant, Op
from partnership.template.core import Test as Condition
from partnership.values import Duration, Text
from tests.template.laws import HEAD, LISTS, STAGES, law, rule, with_guard, with_rule

WHOLE = HEAD + LISTS + STAGES


@pytest.fixture(scope="module")
def small() -> Template:
    return law(WHOLE)


def test_a_template_says_who_it_is(small: Template) -> None:
    assert (small.id, small.version, small.title) == ("small", "1", Text.of("Small", "Малый"))


def test_every_list_is_found_by_its_name_and_every_item_by_its_id(small: Template) -> None:
    assert list(small.lists["sectors"]) == ["business", "ngo", "school"]
    assert small.lists["roles"]["chair"].title.in_language("en") == "Chair"
    assert small.lists["tie_kinds"] == {}
    assert small.lists["settings"]["off_site"].title.in_language("ru") == "вне учреждения"
    assert [level.id for level in small.scales["readiness"].levels] == ["newcomer", "briefed", "independent"]


def test_the_ways_between_stages_follow_the_file(small: Template) -> None:
    assert small.stage_ids == ("preparatory", "first", "second", "main")
    assert [stage.id for stage in small.path("second")] == ["preparatory", "second"]
    assert (small.first_leaf().id, small.first_leaf("main").id) == ("first", "main")
    assert {stage: small.next_of(stage) for stage in small.stage_ids} == {
        "preparatory": ("main",),
        "first": ("second",),
        "second": ("main",),
        "main": (),
    }
    assert (small.back_of("second"), small.back_of("main")) == (("first",), ())


def test_a_stage_may_name_its_own_ways() -> None:
    stages = """\
stages:
- {id: a, title: A, next: [b], stages: [{id: a1, title: A1, next: [a2, b]}, {id: a2, title: A2}], back: [c]}
- {id: b, title: B, next: [a, c]}
- {id: c, title: C, final: true}
"""
    template = law(HEAD + LISTS + stages)
    assert template.next_of("a1") == ("a2", "b")
    assert template.next_of("a2") == ("b",)
    assert template.back_of("a1") == ("c",)


def test_a_stage_that_is_not_there_is_an_unknown_name(small: Template) -> None:
    for ask in (small.stage, small.path, small.next_of, small.back_of, small.first_leaf):
        with pytest.raises(UnknownName, match="did you mean 'main'"):
            ask("mian")


def test_a_requirement_knows_where_and_when_it_is_asked() -> None:
    template = law(with_rule("count: {of: teams}"))
    requirement = template.requirements["R1"]
    assert (requirement.moment, requirement.stage) == (GateMoment.EXIT, "preparatory")
    assert template.stage("preparatory").exit == (requirement,)
    assert (requirement.severity, requirement.origin) == (Severity.BLOCK, Origin.TEMPLATE)
    assert (requirement.waivable_by, requirement.before_effective) == ((), "none")


def test_what_a_file_says_once_holds_for_each_requirement_that_does_not_say_otherwise() -> None:
    header = """\
requirement_defaults: {severity: warn, origin: standard, citation: A book, jurisdiction: RU, before_effective: advise}
waivers: {by: [chair], at_most: P3M}
"""
    requirement = rule(with_rule("count: {of: teams}") + header)
    assert (requirement.severity, requirement.origin) == (Severity.WARN, Origin.STANDARD)
    assert (requirement.citation, requirement.jurisdiction) == (Text.of("A book"), "RU")
    assert (requirement.before_effective, requirement.waivable_by) == ("advise", ("chair",))
    assert requirement.waivable_for == Duration.parse("P3M")
    own = """\
count: {of: teams}
      severity: block
      origin: law
      waivable_by: never
      effective_from: 2010-12-23
      owed_by: coordinator
      deck: [P1]
"""
    requirement = rule(with_rule(own) + header)
    assert (requirement.severity, requirement.origin, requirement.waivable_by) == (Severity.BLOCK, Origin.LAW, ())
    assert (requirement.effective_from, requirement.owed_by) == (date(2010, 12, 23), "coordinator")
    assert requirement.deck == ("P1",)


def test_guards_know_their_act_and_levels_of_a_scale_are_guarded() -> None:
    template = law(with_guard("{record: visit, where: {state: held}}", "count: {of: teams}"))
    held = Condition(("state",), Op.EQ, Constant("held"))
    assert template.requirements["R1"].act == Act("record", "visit", None, (held,))
    level = template.requirements["L1"]
    assert (level.moment, level.stage) == (GateMoment.GUARD, None)
    assert level.act is not None
    assert (level.act.kind, [test.value for test in level.act.where]) == (
        "level",
        [Constant("readiness"), Constant("briefed")],
    )
    assert {each.id for each in template.guards} == {"R1", "L1"}


def test_to_advance_is_refused_while_suspended_whatever_the_file_says(small: Template) -> None:
    assert small.while_suspended == (Act("advance"),)
    more = law(WHOLE + "while_suspended: {refuse: [{record: placement}, {end: agreement}]}\n")
    assert more.while_suspended == (Act("advance"), Act("record", "placement"), Act("end", "agreement"))


def test_a_roster_keeps_how_it_is_anchored_and_released(small: Template) -> None:
    parties = small.rosters["parties"]
    assert (parties.of, parties.anchored.source, parties.anchored.field) == ("partner", "agreements", ("parties",))
    assert parties.released_by is not None
    assert (parties.released_by.source, parties.released_by.field) == ("handovers", ("partner",))


def test_the_remedy_is_the_authors_or_else_the_librarys() -> None:
    assert "внесите" in rule(with_rule("count: {of: teams}")).remedy.in_language("ru")
    assert rule(with_rule("count: {of: teams}\n      remedy: Make a team.")).remedy == Text.of("Make a team.")


# --- frozen means frozen ---------------------------------------------------------------------------------------------


def test_nothing_of_a_template_can_be_changed() -> None:
    text = with_guard(
        "{record: visit}",
        "adult_child_ratio: {adults: $act.adults, wards: $act.wards, by_age_band: {0-6: 3}}",
    )
    template = law(text)
    with pytest.raises(FrozenInstanceError):
        template.version = "2"  # type: ignore[misc]
    requirement = template.requirements["R1"]
    with pytest.raises(FrozenInstanceError):
        requirement.severity = Severity.WARN  # type: ignore[misc]
    with pytest.raises(ValidationError):
        requirement.check.adults = Constant("x")  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        template.stages[0].final = True  # type: ignore[misc]
    for mapping in _mappings(template, requirement):
        _refuses_changes(mapping)


def _mappings(template: Template, requirement: Requirement) -> list[Any]:
    return [
        template.lists,
        template.lists["sectors"],
        template.requirements,
        template.parameters,
        template.registers["keys"].fields,
        template.rosters,
        requirement.check.by_age_band,  # type: ignore[attr-defined]
    ]


def _refuses_changes(mapping: Any) -> None:
    key = next(iter(mapping))
    changes = (
        lambda: mapping.__setitem__(key, None),
        lambda: mapping.__delitem__(key),
        mapping.clear,
        mapping.popitem,
        lambda: mapping.pop(key),
        lambda: mapping.setdefault("new", None),
        lambda: mapping.update({}),
        lambda: mapping.__ior__({}),
    )
    for change in changes:
        with pytest.raises(TypeError, match="does not change"):
            change()


# --- one law, one fingerprint ----------------------------------------------------------------------------------------


def test_the_fingerprint_is_of_the_content_and_not_of_its_place(small: Template) -> None:
    moved = law("# a remark\n\n" + WHOLE.replace("{id: first, title: First}", "{title: First,   id: first}"))
    assert moved.digest == small.digest
    assert moved == small
    assert hash(moved) == hash(small)
    assert law(WHOLE.replace("default: 0.5", "default: 0.6")).digest != small.digest
    assert small.digest.startswith("sha256:")


def test_a_template_can_be_sent_to_another_process() -> None:
    template = law(with_rule("count: {of: teams}"))
    again = pickle.loads(pickle.dumps(template))  # noqa: S301 - our own bytes
    assert again == template
    assert again.requirements["R1"].core == template.requirements["R1"].core
    assert again.requirements["R1"].at == template.requirements["R1"].at


def test_each_key_and_value_keeps_its_place(small: Template) -> None:
    line = WHOLE[: WHOLE.index("counts_as: ngo")].count("\n") + 1
    assert str(small.source.place("sectors", 2, "counts_as")) == f"law.yaml:{line}:42"
    assert str(small.source.place("sectors", 2, "counts_as", key=True)) == f"law.yaml:{line}:31"
