"""Moments of the way: days that the stages tell, and rules that are asked from a moment on."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from partnership.errors import TemplateError
from partnership.findings import Severity
from partnership.reading import read_template
from partnership.records import Agreement, Body, Document, Meeting, Partner
from partnership.template import Template
from partnership.testing import Scene, StoryItem, advance, amend, end, given, on
from partnership.values import Text
from tests.small import no_file

LAW = """
format: 1
template: moments
version: "1"
title: {en: A way of three stages, ru: Путь в три этапа}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
roles: [{id: lead, title: {en: Lead, ru: Руководитель}}]
agreement_types: [{id: cooperation, title: {en: Cooperation, ru: Сотрудничество}}]
meeting_types: [{id: yearly, title: {en: Yearly, ru: Ежегодное}}]
document_types: [{id: report, title: {en: Report, ru: Отчёт}}]
stages:
  - id: preparation
    title: {en: Preparation, ru: Подготовка}
  - id: immersion
    title: {en: Immersion, ru: Погружение}
    stages:
      - {id: first_half, title: {en: First half, ru: Первая половина}}
      - {id: second_half, title: {en: Second half, ru: Вторая половина}}
    next: [main]
    back: [preparation]
    gates:
      MOMENT: [{id: A, title: {en: Asked, ru: Спрошено}, RULE}]
  - {id: main, title: {en: Main stage, ru: Основной этап}, final: true}
"""


@cache
def law(rule: str, moment: str = "exit") -> Template:
    """A law with one rule at the stage in the middle."""
    return read_template(LAW.replace("MOMENT", moment).replace("RULE", rule), "moments.yaml", no_file)


def day(text: str) -> dt.date:
    """A day of 2010."""
    return dt.date.fromisoformat(f"2010-{text}")


def immersed(template: Template, *more: StoryItem) -> Scene:
    """A programme in the second half of its immersion, which began on 3 May."""
    return given(
        template,
        on(
            day("01-04"),
            Partner(id="a", name=Text.of("A"), sector="ngo"),
            Body(id="b", name=Text.of("B"), type="council"),
        ),
        on(day("02-01"), Document(id="early", type="report", state="adopted")),
        advance("immersion", on=day("05-03")),
        advance("second_half", on=day("06-01")),
        *more,
    )


def said(scene: Scene, on: dt.date) -> list[str]:
    """What is missing on a day, in words."""
    return [
        f"{finding.title}: {lack.what}" for finding in scene.programme.as_of(on).missing() for lack in finding.lacks
    ]


SINCE = "count: {of: {from: documents, where: {type: report, date: {gte: $stage.since}}}}"


def test_since_this_stage_began_is_since_the_stage_of_the_rule_was_entered() -> None:
    """Not since the part of it that is open, and not since it was told of last; the miss says the stage and the day."""
    template = law(SINCE)
    scene = immersed(template)
    (told,) = said(scene, day("06-10"))
    assert 'but it dates from 1 February 2010, before the stage "Immersion" began on 3 May 2010' in told
    scene.when(advance("main", on=day("06-10"))).then_refused(by="A")
    at_once = immersed(template, on(day("05-03"), Document(id="now", type="report", state="adopted")))
    at_once.when(advance("main", on=day("06-10"))).then_accepted()


def test_who_comes_back_into_a_stage_begins_it_anew() -> None:
    """What was written in the stay before does not count for this one."""
    template = law(SINCE)
    scene = immersed(
        template,
        on(day("06-05"), Document(id="then", type="report", state="adopted")),
        advance("preparation", on=day("06-10")),
        advance("immersion", on=day("07-01")),
        advance("second_half", on=day("07-02")),
    )
    scene.when(advance("main", on=day("07-05"))).then_refused(by="A")


@pytest.mark.parametrize("value, holds", [("since", False), ("before", True)], ids=["this stage", "the stage before"])
def test_the_stage_before_began_before_this_one(value: str, *, holds: bool) -> None:
    """A report of the preparation counts since the preparation began, and not since this stage did."""
    scene = immersed(law(SINCE.replace("since", value)))
    outcome = scene.when(advance("main", on=day("06-10")))
    (outcome.then_accepted if holds else lambda: outcome.then_refused(by="A"))()


def test_time_is_counted_since_a_stage_began_as_since_anything_else() -> None:
    """A month in a stage at least; and no more than two."""
    scene = immersed(law("timing: {since: $stage.since, at_least: P1M}"))
    assert said(scene, day("06-02")) == [
        'Asked: too early: the stage "Immersion" began on 3 May 2010; wait until 3 June 2010'
    ]
    scene.when(advance("main", on=day("06-02"))).then_refused(by="A")
    scene.when(advance("main", on=day("06-03"))).then_accepted()
    late = immersed(law("timing: {since: $stage.since, at_most: P2M}"))
    late.when(advance("main", on=day("07-03"))).then_accepted()
    late.when(advance("main", on=day("07-04"))).then_refused(by="A")
    given_day = immersed(law("timing: {since: 2010-06-01, at_least: P1M}"))
    given_day.when(advance("main", on=day("06-30"))).then_refused(by="A")
    given_day.when(advance("main", on=day("07-01"))).then_accepted()


def test_what_is_asked_before_a_stage_is_entered_tells_of_it_as_entered_on_that_day() -> None:
    """Before the entry, the stage before is the one that is open."""
    template = law(SINCE.replace("since", "before"), "entry")
    start = given(template, on(day("01-04"), Partner(id="a", name=Text.of("A"), sector="ngo")))
    start.when(advance("immersion", on=day("02-01"))).then_refused(by="A")
    told = given(template, *start.programme.entries, on(day("01-10"), Document(id="d", type="report", state="draft")))
    told.when(advance("immersion", on=day("02-01"))).then_accepted()


# --- from a moment on ------------------------------------------------------------------------------------------------

MEETS = "severity: block, count: {of: {from: meetings, where: {state: held}}}"


@pytest.mark.parametrize(
    "moment, first",
    [
        ("{day: $stage.since, after: P1M}", "06-03"),
        ("{stage: immersion, after: P1M}", "06-03"),
        ("{stage: second_half}", "06-01"),
        ("{day: 2010-06-20}", "06-20"),
        ("{first: {from: agreements, where: {type: cooperation}}, after: P5D}", "06-10"),
        ("{first: agreements, field: valid_from}", "06-07"),
    ],
)
def test_an_invariant_is_asked_from_its_moment_on_and_not_before(moment: str, first: str) -> None:
    """It suspends nobody until then; and it is said from when it will be asked."""
    agreement = Agreement(
        id="g", type="cooperation", parties=("a", "c"), valid_from=day("06-07"), valid_to=dt.date(2011, 1, 1)
    )
    scene = immersed(
        law(f"from: {moment}, {MEETS}", "invariant"),
        on(day("06-05"), Partner(id="c", name=Text.of("C"), sector="ngo"), agreement),
    )
    begins = day(first)
    before = scene.programme.as_of(begins - dt.timedelta(days=1))
    assert before.suspension is None
    assert all(finding.severity is Severity.ADVISE for finding in before.missing())
    scene.then_suspended(since=begins, by="A", on=day("07-30"))


def test_it_is_said_from_when_a_rule_will_be_asked() -> None:
    """As advice, as long as it is to come; in both languages."""
    scene = immersed(law(f"from: {{stage: immersion, after: P1M}}, {MEETS}", "invariant"))
    (finding,) = scene.programme.as_of(day("06-02")).missing()
    assert finding.severity is Severity.ADVISE
    assert finding.title.in_language("en") == "Asked (asked from 3 June 2010)"
    assert finding.title.in_language("ru") == "Спрошено (спрашивается с 3 июня 2010 г.)"
    (later,) = scene.programme.as_of(day("06-03")).missing()
    assert (later.severity, str(later.title)) == (Severity.BLOCK, "Asked")


def test_what_was_there_once_has_begun_the_rule_for_good() -> None:
    """To end the agreement does not make anything easier."""
    agreement = Agreement(id="g", type="cooperation", parties=("a", "c"))
    scene = immersed(
        law(f"from: {{first: agreements}}, {MEETS}", "invariant"),
        on(day("06-05"), Partner(id="c", name=Text.of("C"), sector="ngo"), agreement),
        end("agreement", "g", on=day("06-06"), reason="A slip"),
    )
    scene.then_suspended(since=day("06-05"), by="A", on=day("07-30"))


def test_a_rhythm_needs_no_first_row_to_begin_with() -> None:
    """Meetings every month from the second month on: none is owed in the first, and one in the next."""
    scene = immersed(
        law(
            "from: {day: $stage.since, after: P1M}, severity: warn, "
            "timing: {of: {from: meetings, where: {state: held}}, cadence: P1M}",
            "cadence",
        )
    )
    early = scene.programme.as_of(day("06-02")).missing()
    assert [finding.severity for finding in early] == [Severity.ADVISE]
    late = scene.programme.as_of(day("06-03")).missing()
    assert [finding.severity for finding in late] == [Severity.WARN]
    met = immersed(
        scene.programme.template,
        on(day("06-20"), Meeting(id="m", body="b", type="yearly", state="held", present=2, members=3)),
    )
    assert met.programme.as_of(day("07-20")).missing() == ()
    assert [finding.severity for finding in met.programme.as_of(day("07-21")).missing()] == [Severity.WARN]


def test_a_gate_is_asked_from_its_moment_on() -> None:
    """A move before it is free."""
    scene = immersed(law(f"from: {{day: $stage.since, after: P2M}}, {MEETS}"))
    scene.when(advance("main", on=day("07-02"))).then_accepted()
    scene.when(advance("main", on=day("07-03"))).then_refused(by="A")


# --- what has no meaning ---------------------------------------------------------------------------------------------

CYCLE = LAW.replace("final: true", "next: [immersion]").replace("\n    back: [preparation]", "")
FIRST = "    title: {en: Preparation, ru: Подготовка}\n"


def first(rule: str) -> str:
    """The law of a cycle, with one more rule at the stage in which a programme begins."""
    gates = "    gates:\n      exit: [{id: B, title: {en: B, ru: B}, %s}]\n"
    return CYCLE.replace(FIRST, FIRST + gates % rule)


@pytest.mark.parametrize(
    "text, moment, rule, fault",
    [
        (LAW, "exit", SINCE.replace("since", "sinse"), "stage.sinse.*did you mean .stage.since"),
        (LAW, "entry", SINCE, r"would be the day of the move itself.*\$stage.before"),
        (LAW, "exit", SINCE.replace("since", "round"), "no stages of this law form a cycle"),
        (LAW, "exit", "round: any, count: {of: documents}", "no stages of this law form a cycle"),
        (LAW, "exit", "from: {after: P1M}, count: {of: documents}", "`from` names one moment"),
        (LAW, "exit", "from: {stage: immersion, day: 2010-01-01}, count: {of: documents}", "`from` names one moment"),
        (LAW, "exit", "from: {stage: imersion}, count: {of: documents}", "unknown stage 'imersion'"),
        (LAW, "exit", "from: {first: documents, field: title}, count: {of: documents}", "not a date|no field"),
        (LAW, "exit", "from: {day: $act.date}, count: {of: documents}", "act"),
        (LAW, "exit", "timing: {since: $stage.since}", "timing"),
        (first("round: any, count: {of: documents}"), "exit", SINCE, "from the stage 'preparation' back to it"),
        (first("timing: {since: $stage.before, at_least: P1D}"), "exit", SINCE, "no stage comes before 'preparation'"),
    ],
)
def test_what_can_have_no_meaning_is_a_fault_of_the_law(text: str, moment: str, rule: str, fault: str) -> None:
    """With what was expected instead."""
    whole = text.replace("MOMENT", moment).replace("RULE", rule)
    with pytest.raises(TemplateError, match=f"(?s){fault}"):
        read_template(whole, "moments.yaml", no_file)


def test_a_cycle_is_of_stages_side_by_side() -> None:
    """What is inside one of them is in the cycle too; what only leads into it is not."""
    template = read_template(CYCLE.replace("MOMENT", "exit").replace("RULE", SINCE), "moments.yaml", no_file)
    assert template.cycle_of("first_half") == template.cycle_of("main") == ("immersion", "main")
    assert template.cycle_of("preparation") == ()


# --- other places where a day may stand ------------------------------------------------------------------------------


def test_rows_may_be_those_of_the_day_on_which_the_stage_began() -> None:
    """Two partners were there when the immersion began; that one came later changes nothing."""
    asked = "count: {of: {from: partners, on: $stage.since}, min: 2}"
    late = immersed(law(asked), on(day("06-05"), Partner(id="c", name=Text.of("C"), sector="ngo")))
    late.when(advance("main", on=day("06-10"))).then_refused(by="A")
    in_time = given(
        law(asked),
        on(day("01-04"), *(Partner(id=each, name=Text.of(each), sector="ngo") for each in ("a", "c"))),
        advance("immersion", on=day("05-03")),
        advance("second_half", on=day("06-01")),
    )
    in_time.when(advance("main", on=day("06-10"))).then_accepted()


GUARD = """
guards:
  - id: G
    act: {record: document, where: {type: report}}
    title: {en: A fortnight in the open stage, ru: Две недели на этапе}
    timing: {since: $stage.since, at_least: P2W}
"""


def test_a_guard_speaks_of_the_stage_that_is_open() -> None:
    """It stands at none; inside of a stage with parts it is the part."""
    template = read_template(
        LAW.replace("MOMENT", "exit").replace("RULE", "count: {of: partners}") + GUARD, "moments.yaml", no_file
    )
    scene = given(
        template,
        on(day("01-04"), Partner(id="a", name=Text.of("A"), sector="ngo")),
        advance("immersion", on=day("05-03")),
        advance("second_half", on=day("06-01")),
    )
    report = Document(id="d", type="report", state="adopted")
    scene.when(report, on=day("06-14")).then_refused(by="G")
    scene.when(report, on=day("06-15")).then_accepted()


def test_an_invariant_may_ask_for_something_of_this_round_from_a_moment_on() -> None:
    """A report of this round by the third week of it: the one of the last round does not do."""
    rule = "round: this, from: {day: $stage.round, after: P2W}, document: {type: report, state: adopted}"
    template = read_template(CYCLE.replace("MOMENT", "invariant").replace("RULE", rule), "moments.yaml", no_file)
    scene = given(
        template,
        on(day("01-04"), Partner(id="a", name=Text.of("A"), sector="ngo")),
        advance("immersion", on=day("02-01")),
        on(day("02-05"), Document(id="one", type="report", state="adopted")),
        advance("second_half", on=day("02-10")),
        advance("main", on=day("03-01")),
        advance("immersion", on=day("04-01")),
    )
    assert scene.programme.as_of(day("03-20")).suspension is None
    scene.then_suspended(since=day("04-15"), by="A", on=day("05-01"))


def remedies(scene: Scene, on: dt.date) -> list[str]:
    """What would help on a day."""
    return [finding.remedy.in_language("en") for finding in scene.programme.as_of(on).missing()]


def test_what_is_owed_at_intervals_warns_and_stands_in_no_moves_way() -> None:
    """Also where the law says nothing; of a rhythm alone it is a fault to say that it blocks."""
    scene = immersed(law("timing: {of: {from: meetings, where: {state: held}}, cadence: P1W}", "cadence"))
    (finding,) = scene.programme.as_of(day("06-10")).missing()
    assert (finding.severity, "warns" in finding.text("en")) == (Severity.WARN, True)
    scene.when(advance("main", on=day("06-10"))).then_accepted()
    with pytest.raises(TemplateError, match="stands in no move's way"):
        law("severity: block, timing: {of: meetings, cadence: P1W}", "cadence")


@pytest.mark.parametrize(
    "rule",
    [
        "timing: {since: $stage.since, at_most: P1M}",
        "timing: {first: {from: documents, where: {state: adopted}}, then: meetings, at_most: P1M}",
        "timing: {first: meetings, then: documents}",
    ],
)
def test_what_can_only_be_late_is_not_to_be_done_again(rule: str) -> None:
    """A deadline that is over, and an order in which things have happened: nothing that comes changes them."""
    scene = immersed(law(rule), on(day("05-20"), Meeting(id="m", body="b", type="yearly", state="held")))
    assert remedies(scene, day("06-20")) == ["it is too late for this: correct the days if they are wrong"]
    waivable = immersed(
        law(f"{rule}, waivable_by: [lead]"), on(day("05-20"), Meeting(id="m", body="b", type="yearly", state="held"))
    )
    assert remedies(waivable, day("06-20"))[0].endswith("or have the rule waived")


def test_what_comes_again_can_be_done_again() -> None:
    scene = immersed(law("timing: {since: documents, at_most: P1M}"))
    assert remedies(scene, day("06-20")) == ["do it again in time, at most 1 month"]


def test_what_came_nearest_on_another_day_is_told_as_it_was_on_that_day() -> None:
    """A draft when the stage began, though it has been adopted since; and what was written later was not there."""
    template = law("count: {of: {from: documents, on: $stage.since, where: {type: report, state: adopted}}}")
    draft = on(day("02-02"), Document(id="d", type="report", state="draft"))
    scene = immersed(template, end("document", "early", on=day("03-01")), draft)
    scene = scene.and_given(amend("document", "d", on=day("06-05"), state="adopted"))
    (told,) = said(scene, day("06-10"))
    assert 'there is a draft document "Report" (d, entry 8, 2 February 2010), but it must be adopted' in told
    alone = immersed(template, end("document", "early", on=day("03-01")))
    later = alone.and_given(on(day("06-05"), Document(id="d", type="report", state="adopted")))
    (told,) = said(later, day("06-10"))
    assert "it only begins on 5 June 2010" in told
