"""Moving to another version of the law: what it needs, what it changes, and that it can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnership.acts import AddRecord as RecordCommand
from partnership.acts import Amended, Migrate, Migrated, Recorded
from partnership.decisions import decide
from partnership.errors import NotLawful, Refused
from partnership.programme import Programme, load_template
from partnership.records import (
    Agreement,
    Amendment,
    Document,
    Fields,
    Item,
    Level,
    Partner,
    Person,
    Record,
    RegisterKept,
)
from partnership.template import Template
from partnership.testing import Scene, advance, amend, end, given, happened, migrate, on
from partnership.values import Text
from tests.small import day, partner, small_law
from tests.stories.scenes import DAY, START, law, partners

STRICTER = """
overlay: stricter
over: [volunteers]
stages:
  - id: preparatory
    gates:
      exit:
        - id: X1
          title: {en: A risk was thought of, ru: О рисках подумали}
          owed_by: programme_coordinator
          count: {of: risks}
"""

FIRST = """
format: 1
template: mill
version: "1"
title: {en: The mill, ru: Мельница}
parameters: [{id: most, title: Most, type: integer, min: 1, max: 9, default: 9}]
sectors: [{id: ngo, title: NGO}, {id: business, title: Business}]
agreement_types: [{id: pact, title: Pact}]
clauses: [{id: leave, title: Leave}, {id: share, title: Share}]
document_types: [{id: plan, title: Plan}]
scales: [{id: skill, title: Skill, of: person, levels: [{id: learns, title: Learns}, {id: mills, title: Mills}]}]
registers:
- id: sacks
  title: Sacks
  fields:
    weight: {type: integer}
    kind: {type: choice, choices: [rye, oats]}
rosters: [{id: ngos, title: N, of: partner, anchored: {from: agreements, field: parties}, where: {sector: ngo}}]
stages:
- id: open
  title: {en: Open, ru: Начало}
  gates: {exit: [{id: R1, title: Not too many, count: {of: partners, min: 1, max: $param.most}}]}
- {id: work, title: {en: Work, ru: Работа}, back: [open]}
- {id: done, title: {en: Done, ru: Итоги}, final: true}
"""
"""A law that knows a word of every sort."""

SECOND = FIRST.replace('"1"', '"2"')
T0, T1, T2, T3, T4 = day("2020-01-10"), day("2020-02-10"), day("2020-03-10"), day("2020-04-10"), day("2020-05-10")
RENAMED = {"sectors": {"ngo": "npo"}}


@pytest.fixture
def stricter(tmp_path: Path) -> Template:
    """The shipped law with one requirement more."""
    file = tmp_path / "stricter.yaml"
    file.write_text(STRICTER, encoding="utf-8")
    return load_template("volunteers", overlays=[str(file)])


def version(*changes: tuple[str, str]) -> Template:
    """The second version of the small law, with other words."""
    text = SECOND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return small_law(text)


def told(*laws: Template, records: tuple[Record, ...] = (), parameters: dict[str, int] | None = None) -> Scene:
    """A mill that has come to its work, of a bank and an NGO."""
    first = (partner("bank"), partner("aid", "ngo"), Person(id="anna"), *records)
    return given(small_law(FIRST), on(T0, *first), advance("work", on=T1), laws=laws, parameters=parameters)


def sector(scene: Scene, on: date, of: str = "aid") -> str:
    """The sector of a partner on a day."""
    found = scene.programme.as_of(on).get("partner", of)
    assert isinstance(found, Partner)
    return found.sector


# --- a migration is an act of its own --------------------------------------------------------------------------------


def test_a_migration_says_what_changes_before_it_is_taken(stricter: Template) -> None:
    """DecisionContext changes nothing."""
    given(law(), on(START, *partners()), laws=[stricter]).then_migration(stricter, adds=["X1"]).then_not_missing("X1")


def test_a_running_programme_stays_under_its_law_until_it_migrates(stricter: Template) -> None:
    """From the day of the migration the new requirement is owed, and not before."""
    scene = given(law(), on(START, *partners()), laws=[stricter]).then_not_missing("X1", on=DAY)
    scene.when(migrate(stricter, on=DAY)).then_accepted().then_missing("X1").then_not_missing("X1", on=START)


def test_a_migration_to_the_law_that_is_in_force_is_none() -> None:
    """There is nothing to move to."""
    given(law(), on(START, *partners())).when(migrate(law(), on=DAY)).then_refused(code="wrong_template")


def test_a_law_that_nobody_has_at_hand_cannot_be_moved_to() -> None:
    """A false digest is refused before anything is taken in."""
    programme = told().programme
    entries = list(programme.entries)
    command = Migrate(on=T2, template="mill", version="2", digest="sha256:false", reason=Text.of("-"))
    with pytest.raises(NotLawful) as refusal:
        programme.do(command)
    assert [finding.code for finding in refusal.value.findings] == ["law_not_at_hand"]
    with pytest.raises(NotLawful):
        decide(programme.template, programme.state, migrate(version(), on=T2))
    assert list(programme.entries) == entries
    assert programme.stage == "work"


def test_the_digest_is_that_of_the_version_which_is_named() -> None:
    """Whoever names another version than the digest has is told both."""
    second = version()
    command = migrate(second, on=T2).model_copy(update={"version": "7"})
    told(second).when(command).then_refused(code="wrong_template")


# --- the stage -------------------------------------------------------------------------------------------------------


def test_a_law_without_the_stage_that_is_open_is_moved_to_only_with_a_word_where_one_then_is() -> None:
    """Refused with what to say; said, each day goes by the names of its own law."""
    second = version(("id: work", "id: running"))
    scene = told(second)
    refused = scene.when(migrate(second, on=T2)).then_refused(code="stage_unmapped")
    assert refused.refusal is not None
    assert "stages: {work: running}" in refused.refusal.text()
    assert "stages: {work: running}" in refused.refusal.text("ru")
    refused.then_stage("work")
    moved = scene.when(migrate(second, on=T2, stages={"work": "running"})).then_accepted()
    moved.then(happened(Migrated, from_stage="work", stage="running"))
    moved.then_stage("running").then_stage("work", on=T1).when(advance("done", on=T3)).then_accepted().then_stage(
        "done"
    )


def test_a_migration_is_undone_by_one_back() -> None:
    """The stage, the words and the parameters come back, and every day has its own."""
    second = version(
        ("id: work", "id: running"),
        ("id: ngo", "id: npo"),
        ("sector: ngo", "sector: npo"),
        ("max: 9, default: 9", "max: 5, default: 5"),
    )
    scene = told(second, parameters={"most": 8})
    there = migrate(second, on=T2, stages={"work": "running"}, words=RENAMED, parameters={"most": 5})
    back = migrate(
        small_law(FIRST),
        on=T3,
        stages={"running": "work"},
        words={"sectors": {"npo": "ngo"}},
        parameters={"most": 8},
    )
    undone = (
        scene.when(there).then_accepted().when(back).then_accepted().then_stage("work").then_stage("running", on=T2)
    )
    assert [sector(undone, day) for day in (T1, T2, T3)] == ["ngo", "npo", "ngo"]
    before, after = scene.programme.as_of(T3), undone.programme.as_of(T3)
    assert before.missing("work") == after.missing("work")
    assert undone.programme.template == scene.programme.template


def test_of_a_stage_that_is_parted_one_part_is_chosen() -> None:
    """Neither no word nor the name of the whole says where one is, nor does a stage outside it."""
    parts = "stages: [{id: grind, title: G}, {id: sell, title: S}]"
    second = version(("id: work, ", f"id: work, {parts}, "))
    scene = told(second)
    for stages in ({}, {"work": "work"}, {"work": "done"}):
        scene.when(migrate(second, on=T2, stages=stages)).then_refused(code="stage_unmapped").then_stage("work")
    moved = scene.when(migrate(second, on=T2, stages={"work": "sell"})).then_accepted().then_stage("sell")
    moved.when(migrate(small_law(FIRST), on=T3)).then_refused(code="stage_unmapped")
    moved.when(migrate(small_law(FIRST), on=T3, stages={"sell": "work"})).then_accepted().then_stage("work")


def test_a_migration_leads_to_no_other_stage() -> None:
    """Whoever wants to go on advances: gates are asked there."""
    second = version()
    told(second).when(migrate(second, on=T2, stages={"work": "done"})).then_refused(code="stage_not_next")
    told(second).when(migrate(second, on=T2)).then(happened(Migrated, from_stage=None, stage=None))


def test_stages_that_no_law_has_are_told_with_the_nearest() -> None:
    """On both sides of the word."""
    second = version(("id: work", "id: running"))
    refused = told(second).when(migrate(second, on=T2, stages={"wrok": "runnin"})).then_refused(code="stage_unknown")
    assert refused.refusal is not None
    assert "did you mean 'work'" in refused.refusal.text()
    assert "did you mean 'running'" in refused.refusal.text()


def test_a_programme_that_has_not_moved_yet_stays_where_it_is() -> None:
    """Though the new law begins with another stage."""
    second = version(("- id: open\n", "- {id: talks, title: Talks}\n- id: open\n"))
    scene = given(small_law(FIRST), on(T0, partner("bank")), laws=[second])
    moved = scene.when(migrate(second, on=T1)).then_accepted().then_stage("open").then_stage("open", on=T0)
    moved.when(migrate(small_law(FIRST), on=T2)).then_accepted().then_stage("open")


# --- what stands before it is told at once ---------------------------------------------------------------------------


def test_everything_that_stands_before_a_migration_is_told_at_once() -> None:
    """Stage, parameter, words: one refusal, and nothing has changed."""
    second = version(
        ("id: work", "id: running"),
        ("id: ngo", "id: npo"),
        ("sector: ngo", "sector: npo"),
        ("max: 9, default: 9", "max: 5, default: 5"),
    )
    scene = told(second, parameters={"most": 8})
    refused = scene.when(migrate(second, on=T2)).then_refused(lacking=["aid"])
    assert refused.refusal is not None
    codes = [finding.code for finding in refused.refusal.findings]
    assert codes == ["stage_unmapped", "parameter_unmapped", "word_unmapped"]
    assert refused.programme.digest() == scene.programme.digest()
    assert refused.programme.state == scene.programme.state


@pytest.mark.parametrize("default", ["min: 1, max: 5, default: 5", "default: a"])
def test_a_parameter_that_the_other_law_does_not_take_is_set_anew(default: str) -> None:
    """Out of range or of another type: the programme says what it is to be."""
    kind, value = ("integer", 5) if "max" in default else ("text", "many")
    second = version(
        ("type: integer, min: 1, max: 9, default: 9", f"type: {kind}, {default}"), (", max: $param.most", "")
    )
    scene = told(second, parameters={"most": 8})
    scene.when(migrate(second, on=T2)).then_refused(code="parameter_unmapped").then_stage("work")
    scene.when(migrate(second, on=T2, parameters={"most": 99})).then_refused(code="parameter", alone=True)
    scene.when(migrate(second, on=T2, parameters={"mots": 1})).then_refused(code="parameter")
    scene.when(migrate(second, on=T2, parameters={"most": value})).then_accepted().then_stage("work")


def test_what_a_migration_has_set_goes_along_to_the_next_law() -> None:
    """And not what was set at the start, which the third law would not take."""
    second, third = (version(("max: 9, default: 9", f"max: {most}, default: {most}")) for most in (5, 6))
    scene = told(second, third, parameters={"most": 8})
    moved = scene.when(migrate(second, on=T2, parameters={"most": 5})).then_accepted()
    moved.when(migrate(third, on=T3)).then_accepted().then_stage("work")


def test_parameters_count_from_the_day_of_the_migration() -> None:
    """What was set before counts before, under each law."""
    second = version(("max: 9, default: 9", "max: 5, default: 5"))
    scene = given(
        small_law(FIRST), on(T0, partner("bank"), partner("aid", "ngo")), laws=[second], parameters={"most": 1}
    )
    moved = scene.when(migrate(second, on=T1, parameters={"most": 2})).then_accepted()
    moved.then_not_missing("R1").then_missing("R1", on=T0)
    back = moved.when(migrate(small_law(FIRST), on=T2)).then_accepted().then_not_missing("R1")
    again = back.when(migrate(second, on=T3, parameters={"most": 1})).then_accepted()
    again.then_missing("R1").then_not_missing("R1", on=T2).then_not_missing("R1", on=T1).then_missing("R1", on=T0)


def test_a_suspension_by_a_parameter_counts_from_the_day_on_which_that_was_set() -> None:
    """Under the same law it had another value before."""
    must = "    invariant: [{id: R2, title: Few, count: {of: partners, min: 1, max: $param.most}}]\n"
    text = FIRST.replace(
        "- {id: work, title: {en: Work, ru: Работа}, back: [open]}\n",
        "- id: work\n  title: {en: Work, ru: Работа}\n  gates:\n" + must,
    )
    first, second = small_law(text), small_law(text.replace('"1"', '"2"'))
    scene = given(first, on(T0, partner("bank"), partner("aid", "ngo")), advance("work", on=T1), laws=[second])
    scene = scene.when(migrate(second, on=T2)).then_accepted().then_running()
    scene = scene.when(migrate(first, on=T3, parameters={"most": 1})).then_accepted()
    scene.then_suspended(since=T3, by="R2", on=T4).then_running(on=T1)


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_that_are_gone_are_told_with_who_uses_them_and_become_others() -> None:
    """Each record is told again once, in the same decision; earlier days keep their words."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    scene = told(second)
    scene.when(migrate(second, on=T2)).then_refused(code="word_unmapped", lacking=["aid"])
    scene.when(migrate(second, on=T2, words={"sectors": {"bank": "npo"}})).then_refused(code="word_unmapped")
    moved = scene.when(migrate(second, on=T2, words=RENAMED)).then_accepted()
    number = len(scene.programme.entries) + 1
    moved.then(happened(Migrated, seq=number), happened(Amended, id="aid", changes={"sector": "npo"}, migration=number))
    assert [sector(moved, day) for day in (T1, T2)] == ["ngo", "npo"]


@pytest.mark.parametrize(
    "change, words, record, changes",
    [
        pytest.param(
            ("{id: leave", "{id: exit"),
            {"clauses": {"leave": "exit"}},
            Agreement(id="pact", type="pact", parties=("bank", "aid"), clauses=("share", "leave")),
            {"clauses": ["share", "exit"]},
            id="several words of one field",
        ),
        pytest.param(
            ("{id: mills", "{id: master"),
            {"scales.skill": {"mills": "master"}},
            Level(id="l", person="anna", scale="skill", level="mills"),
            {"level": "master"},
            id="a level",
        ),
        pytest.param(
            ("scales: [{id: skill", "scales: [{id: craft"),
            {"scales": {"skill": "craft"}},
            Level(id="l", person="anna", scale="skill", level="mills"),
            {"scale": "craft"},
            id="a scale",
        ),
        pytest.param(
            ("- id: sacks", "- id: bags"),
            {"registers": {"sacks": "bags"}},
            Item(id="i", list="sacks", fields=Fields({"weight": 3})),
            {"list": "bags"},
            id="a register",
        ),
        pytest.param(
            ("- id: sacks", "- id: bags"),
            {"registers": {"sacks": "bags"}},
            RegisterKept(id="k", lists="sacks", keeper="aid"),
            {"lists": "bags"},
            id="a register that is kept",
        ),
        pytest.param(
            ("weight:", "kilos:"),
            {"registers.sacks.fields": {"weight": "kilos"}},
            Item(id="i", list="sacks", fields=Fields({"weight": 3, "kind": "rye"})),
            {"fields": {"kilos": 3, "kind": "rye", "weight": None}},
            id="a field",
        ),
        pytest.param(
            ("choices: [rye,", "choices: [wheat,"),
            {"registers.sacks.kind": {"rye": "wheat"}},
            Item(id="i", list="sacks", fields=Fields({"weight": 3, "kind": "rye"})),
            {"fields": {"kind": "wheat", "weight": 3}},
            id="a choice",
        ),
    ],
)
def test_words_of_every_sort_can_have_other_names(
    change: tuple[str, str], words: dict[str, dict[str, str]], record: Record, changes: dict[str, object]
) -> None:
    """Lists, scales, levels, registers, their fields and choices."""
    second = version(change)
    scene = told(second, records=(record,))
    scene.when(migrate(second, on=T2)).then_refused(code="word_unmapped", lacking=[record.id])
    moved = scene.when(migrate(second, on=T2, words=words)).then_accepted()
    assert [entry.changes for entry in moved.entries if isinstance(entry, Amended)] == [changes]


def test_a_value_that_is_typed_otherwise_keeps_a_migration_back() -> None:
    """No word can mend it: the rows are ended before, and recorded anew after."""
    second = version(("weight: {type: integer}", "weight: {type: text}"))
    scene = told(second, records=(Item(id="i", list="sacks", fields=Fields({"weight": 3})),))
    scene.when(migrate(second, on=T2)).then_refused(code="word_unmapped", lacking=["i"]).then_stage("work")
    ended = scene.when(end("sacks", "i", on=T2)).then_accepted()
    ended.when(migrate(second, on=T2)).then_accepted().then_stage("work")


def test_what_does_not_fit_under_its_new_name_is_told_beforehand() -> None:
    """The field has another name there, and holds text where a number was written down."""
    second = version(("weight: {type: integer}", "kilos: {type: text}"))
    scene = told(second, records=(Item(id="i", list="sacks", fields=Fields({"weight": 3})),))
    words = {"registers.sacks.fields": {"weight": "kilos"}}
    scene.when(migrate(second, on=T2, words=words)).then_refused(code="word_unmapped", lacking=["i"])
    lost = scene.programme.migration(second, on=T2, words=words).lost_words
    assert [(one.list, one.word, one.becomes, one.records) for one in lost] == [
        ("registers.sacks.fields", "weight", "kilos", (("sacks", "i"),)),
        ("registers.sacks.kilos", "3", None, (("sacks", "i"),)),
    ]


def test_only_a_word_that_is_gone_has_another_name() -> None:
    """What the new law has too is changed by amending; lists and words that it lacks are told with the nearest."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    scene = told(second)
    words = {"sectors": {"ngo": "npoo", "business": "npo"}, "sectrs": {"ngo": "npo"}}
    refused = scene.when(migrate(second, on=T2, words=words)).then_refused(code="word_kept")
    assert refused.refusal is not None
    assert "did you mean 'npo'" in refused.refusal.text()
    assert "did you mean 'sectors'" in refused.refusal.text()


def test_what_will_be_valid_or_was_amended_for_later_has_to_have_its_words_too() -> None:
    """It is told again on the day on which it begins to use the word."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    later = told(second).when(amend("partner", "bank", on=T4, sector="ngo")).then_accepted()
    ended = later.when(end("partner", "aid", on=T2)).then_accepted()
    ended.when(migrate(second, on=T3)).then_refused(code="word_unmapped", lacking=["bank"])
    moved = ended.when(migrate(second, on=T3, words=RENAMED)).then_accepted()
    assert [sector(moved, day, "bank") for day in (T3, T4)] == ["business", "npo"]


def test_who_has_left_is_called_by_the_new_name_too() -> None:
    """So that a roster of the new law asks for them still."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    pact = Agreement(id="pact", type="pact", parties=("bank", "aid"))
    left = told(second, records=(pact,)).when(end("partner", "aid", on=T1)).then_accepted()
    moved = left.when(migrate(second, on=T2, words=RENAMED)).then_accepted()
    assert [(entry.id, entry.changes) for entry in moved.entries if isinstance(entry, Amended)] == [
        ("aid", {"sector": "npo"})
    ]
    assert moved.programme.as_of(T3).get("partner", "aid") is None
    moved.then_supported(on=T3)


def test_no_age_begins_anew_with_another_word() -> None:
    """The plan of January is as old under its new name as under its old one."""
    asks = "{id: R1, title: A fresh plan, document: {type: plan, max_age: P50D}}"
    first = FIRST.replace("{id: R1, title: Not too many, count: {of: partners, min: 1, max: $param.most}}", asks)
    second = small_law(
        first.replace('"1"', '"2"').replace("id: plan", "id: scheme").replace("type: plan", "type: scheme")
    )
    plan = Document(id="d", type="plan", state="adopted")
    scene = given(small_law(first), on(T0, plan), laws=[second]).then_not_missing("R1", on=T1).then_missing("R1", on=T2)
    moved = scene.when(migrate(second, on=T1, words={"document_types": {"plan": "scheme"}})).then_accepted()
    moved.then_not_missing("R1", on=T1).then_missing("R1", on=T2)


def test_an_age_counts_on_through_another_word() -> None:
    """From the day on which the plan was adopted, not from the remark that was made before the migration."""
    asks = "{id: R1, title: A fresh plan, document: {type: plan, state: adopted, max_age: P50D}}"
    first = FIRST.replace("{id: R1, title: Not too many, count: {of: partners, min: 1, max: $param.most}}", asks)
    renamed = first.replace('"1"', '"2"').replace("id: plan", "id: scheme").replace("type: plan", "type: scheme")
    second = small_law(renamed)
    scene = given(
        small_law(first),
        on(T0, Document(id="d", type="plan", state="draft")),
        amend("document", "d", on=day("2020-01-20"), state="adopted"),
        amend("document", "d", on=day("2020-02-01"), note=Text.of("Seen")),
        laws=[second],
    )
    moved = scene.when(migrate(second, on=T1, words={"document_types": {"plan": "scheme"}})).then_accepted()
    for told_by in (scene, moved):
        told_by.then_not_missing("R1", on=T2).then_missing("R1", on=day("2020-03-11"))


def test_what_a_migration_has_told_again_cannot_be_withdrawn_alone() -> None:
    """The migration itself cannot be either: it is undone by one back."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    programme = told(second).when(migrate(second, on=T2, words=RENAMED)).then_accepted().programme
    for number in (len(programme.entries), len(programme.entries) - 1):
        with pytest.raises(NotLawful, match="cannot be withdrawn"):
            programme.withdraw(number, on=T3, reason="-")


# --- the order of moves ----------------------------------------------------------------------------------------------


def test_a_migration_is_not_put_in_before_a_later_move() -> None:
    """Neither to a stage nor to a law, and no move before a migration."""
    second, third = version(), small_law(FIRST.replace('"1"', '"3"'))
    scene = told(second, third)
    scene.when(migrate(second, on=T0)).then_refused(code="stage_not_next")
    moved = scene.when(migrate(second, on=T3)).then_accepted()
    moved.when(migrate(third, on=T2)).then_refused(code="stage_not_next")
    moved.when(advance("done", on=T2)).then_refused(code="stage_not_next")
    assert moved.programme.template == second
    assert moved.when(migrate(third, on=T3)).then_accepted().programme.template == third


@pytest.mark.parametrize("when", [T1, T2], ids=["on the day of the move", "later"])
def test_a_move_that_a_migration_rests_on_is_not_withdrawn(when: date) -> None:
    """The one that led to the stage from which the law was changed; those before it may be."""
    second = version(("id: work", "id: running"))
    programme = told(second).when(migrate(second, on=when, stages={"work": "running"})).then_accepted().programme
    number = next(entry.seq for entry in programme.entries if entry.entry == "advanced")
    with pytest.raises(Refused) as refusal:
        programme.withdraw(number, on=T3, reason="-")
    assert [finding.code for finding in refusal.value.findings] == ["not_withdrawable"]


def test_what_a_migration_told_again_of_a_mistake_is_nobodys_to_mend() -> None:
    """The record is withdrawn, and with it what followed from the migration by itself."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    moved = told(second).when(migrate(second, on=T2, words=RENAMED)).then_accepted()
    (again,) = (entry.seq for entry in moved.entries if isinstance(entry, Amended))
    programme = moved.and_given(amend("partner", "aid", on=T3, place="Vyazma")).programme
    mistake = next(one.seq for one in programme.entries if isinstance(one, Recorded) and one.record.id == "aid")
    programme.withdraw(mistake, on=T4, reason="never was")
    assert again not in {finding.entry for finding in programme.unsupported(on=T4)}
    assert len(programme.entries) - 1 in {finding.entry for finding in programme.unsupported(on=T4)}


def test_a_migration_that_was_only_supposed_gives_nothing_other_words() -> None:
    """What is written down afterwards is written once, in the words of the law that is in force."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    programme = told(second).programme
    law, fork = programme.template, programme.state.fork()

    def command(id_: str) -> RecordCommand:
        return RecordCommand(on=T1, record=partner(id_, "ngo"))

    move = decide(law, fork, migrate(second, on=T2, words=RENAMED), laws={second.digest: second})
    with fork.suppose(*move) as moved:
        assert len(decide(law, moved, command("late"))) > 1
    with fork.suppose(*decide(law, fork, command("late"))) as more:
        assert len(decide(law, more, command("later"))) == 1


# --- late paperwork --------------------------------------------------------------------------------------------------


def test_late_paperwork_is_judged_by_the_law_of_its_day_and_told_again_in_the_words_of_the_next() -> None:
    """It makes no difference when it was written down."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    scene = told(second).when(migrate(second, on=T2, words=RENAMED)).then_accepted()
    scene.when(on(T1, partner("late", "npo"))).then_refused(code="unknown_word")
    scene.when(on(T2, partner("late", "ngo"))).then_refused(code="unknown_word")
    late = scene.when(on(T1, partner("late", "ngo"), recorded=T3)).then_accepted()
    assert [sector(late, day, "late") for day in (T1, T2)] == ["ngo", "npo"]
    assert [entry.entry for entry in late.entries] == ["recorded", "amended"]
    late.then_supported(on=T3)


def test_a_late_correction_is_not_undone_by_the_words_that_came_after_it() -> None:
    """The partner was a business all the time: no migration makes an NGO of it; nor does one that is withdrawn."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    scene = told(second).when(migrate(second, on=T2, words=RENAMED)).then_accepted()
    late = scene.when(amend("partner", "aid", on=T1, recorded=T3, sector="business")).then_accepted()
    assert [sector(late, day) for day in (T0, T1, T2)] == ["ngo", "business", "business"]
    programme = late.programme
    number = next(entry.seq for entry in programme.entries if isinstance(entry, Amended) and entry.migration is None)
    programme.withdraw(number, on=T4, reason="It was another partner")
    again = Scene(programme.template, programme.state, laws=tuple(programme.templates.values()))
    assert [sector(again, day) for day in (T0, T1, T2, T4)] == ["ngo", "ngo", "npo", "npo"]


def test_what_is_amended_after_a_migration_stays() -> None:
    """Late paperwork about the days before does not reach it."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    scene = told(second).when(migrate(second, on=T2, words=RENAMED)).then_accepted()
    scene = scene.when(amend("partner", "aid", on=T2, sector="business")).then_accepted()
    late = scene.when(amend("partner", "aid", on=T1, recorded=T3, sector="ngo", place="Hill")).then_accepted()
    assert [sector(late, day) for day in (T1, T2, T3)] == ["ngo", "business", "business"]
    stays = scene.when(amend("partner", "bank", on=T2, sector="business")).then_accepted()
    late = stays.when(amend("partner", "bank", on=T1, recorded=T3, sector="ngo")).then_accepted()
    assert [sector(late, day, "bank") for day in (T1, T2, T3)] == ["ngo", "business", "business"]


def test_a_late_word_that_nobody_renamed_leaves_the_migration_unsupported() -> None:
    """It was lawful on its own day; what the later law cannot read of it counts for nothing, and is told."""
    second = version(
        ("weight: {type: integer}", "weight: {type: date}"),
        ("{id: leave", "{id: exit"),
        (
            "count: {of: partners, min: 1, max: $param.most}",
            "count: {of: {from: sacks, where: {weight: {gte: 2020-01-01}}}, min: 1}",
        ),
    )
    scene = told(second).when(migrate(second, on=T2)).then_accepted().then_supported()
    late = on(T1, Item(id="i", list="sacks", fields=Fields({"weight": 3})), recorded=T3)
    heavy = scene.when(late).then_accepted()
    clause = on(T1, Agreement(id="pact", type="pact", parties=("bank", "aid"), clauses=("leave",)), recorded=T3)
    both = heavy.when(clause).then_accepted()
    found = both.programme.unsupported(T3)
    assert {finding.entry for finding in found} == {len(scene.programme.entries)}
    assert [finding.title.in_language("en").split()[0] for finding in found] == ["'leave'", "registers.sacks.weight"]
    assert dict(both.programme.as_of(T3).statuses()) == {"R1": "unsatisfied"}


def test_warnings_and_support_go_by_the_law_of_the_day() -> None:
    """A guard of the new law says nothing of what was done under the old one."""
    guard = (
        "guards:\n- {id: G1, act: {record: person}, title: Nobody comes alone, severity: warn, count: {of: sacks}}\n"
    )
    second = small_law(SECOND + guard)
    scene = told(second).when(migrate(second, on=T2)).then_accepted()
    assert scene.when(on(T1, Person(id="olga"), recorded=T3)).then_accepted().warned == ()
    scene.when(on(T2, Person(id="olga"))).then_accepted(warned_by="G1")
    strict = small_law(SECOND + guard.replace(" severity: warn,", ""))
    stricter = told(strict).when(migrate(strict, on=T2)).then_accepted()
    stricter.when(on(T2, Person(id="olga"))).then_refused(by="G1")
    stricter.when(on(T1, Person(id="olga"), recorded=T3)).then_accepted().then_supported(on=T3)


def test_a_state_is_migrated_as_it_was_whatever_has_been_written_since() -> None:
    """Deciding on an earlier state asks that state."""
    second = version(("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    programme = told(second).programme
    state = programme.state
    programme.amend("partner", "aid", {"sector": "business"}, on=T1)
    entries = decide(programme.template, state, migrate(second, on=T2, words=RENAMED), laws={second.digest: second})
    assert [(one.id, one.changes) for one in entries if isinstance(one, Amended)] == [("aid", {"sector": "npo"})]
    programme.migrate(second, on=T2, words=RENAMED, reason="-")
    assert [one for one in programme.entries if isinstance(one, Amended) and one.migration is not None] == []


def test_a_clause_that_was_added_is_called_otherwise_too() -> None:
    """Whatever record says it."""
    second = version(("{id: leave", "{id: exit"))
    pact = Agreement(id="pact", type="pact", parties=("bank", "aid"))
    added = Amendment(id="a", agreement="pact", what=Text.of("Leaving"), clauses_added=("leave",))
    moved = told(second, records=(pact, added)).when(migrate(second, on=T2, words={"clauses": {"leave": "exit"}}))
    moved.then_accepted()
    assert [entry.changes for entry in moved.entries[1:] if isinstance(entry, Amended)] == [{"clauses_added": ["exit"]}]


def test_a_migration_can_be_read_back_under_the_laws_that_its_ledger_names() -> None:
    """And the programme answers as before."""
    second = version(("id: work", "id: running"), ("id: ngo", "id: npo"), ("sector: ngo", "sector: npo"))
    moved = told(second).when(migrate(second, on=T2, stages={"work": "running"}, words=RENAMED)).then_accepted()
    again = Programme.from_entries([small_law(FIRST), second], moved.programme.entries)
    assert again.digest() == moved.programme.digest()
    assert (again.stage, again.template.version) == ("running", "2")
