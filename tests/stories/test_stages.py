"""What opens a stage, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.acts import Advanced
from partnership.findings import Status
from partnership.programme import Programme
from partnership.reading import read_template
from partnership.records import Attestation, Incident, RegisterKept
from partnership.testing import advance, amend, close, end, given, happened, on
from tests.small import no_file, partner
from tests.stories.scenes import DAY, START, law, partners, smolensk

READY = date(2010, 2, 28)
OPENS = date(2010, 3, 1)


def test_the_main_stage_opens_when_everybody_is_trained() -> None:
    """In the pilot, on 1 March 2010."""
    smolensk(READY).when(advance(on=OPENS)).then(
        happened(Advanced, date=OPENS, from_stage="immersion", stage="main")
    ).then_stage("main")


def test_the_main_stage_does_not_open_on_one_untrained_coordinator() -> None:
    """All coordinators are trained, or none will do: the one is named, and his partner owes it."""
    untrained = smolensk(READY).and_given(end("credential", "cred-coord-rassvet", on=OPENS))
    untrained.when(advance(on=OPENS)).then_refused(by="I01", owed_by="rassvet", alone=True).then_stage("immersion")


def test_no_stage_is_skipped() -> None:
    """From preparation no way leads to the main stage."""
    given(law(), on(START, *partners())).when(advance("main", on=DAY)).then_refused(code="stage_not_next")


def test_a_stage_that_is_left_by_the_way_back_asks_nothing_of_its_exit() -> None:
    """Going back is always possible, to mend what is not well; the exit gate is asked again later."""
    scene = smolensk(OPENS).then_stage("main")
    scene.when(advance("immersion", on=date(2010, 3, 3))).then_accepted().then_stage("immersion")


def test_an_incident_register_that_nobody_keeps_is_unknown_and_not_a_pass() -> None:
    """That nothing is written down means nothing, until somebody says that it is kept."""
    scene = given(law(), on(START, *partners()))
    scene.then_missing("I09", to="immersion", status=Status.UNKNOWN)
    kept = scene.and_given(on(DAY, RegisterKept(id="kept", lists="incidents", keeper="care")))
    kept.then_not_missing("I09", to="immersion")
    kept.when(Incident(id="harm", type="safeguarding")).then_missing("I09", to="immersion", status=Status.UNSATISFIED)


def test_an_open_incident_suspends_the_programme_until_it_is_closed() -> None:
    """From its own day; closing it is the mend."""
    harmed = smolensk(date(2010, 4, 30)).when(Incident(id="harm", type="safeguarding"), on=date(2010, 5, 3))
    harmed.then_accepted().then_suspended(since=date(2010, 5, 3), by="M13")
    harmed.when(amend("incident", "harm", on=date(2010, 5, 6), state="closed")).then_accepted().then_running()
    harmed.then_suspended(since=date(2010, 5, 3), by="M13", on=date(2010, 5, 5))


WAY = """
format: 1
template: way
version: "1"
title: {en: A way of three stages, ru: Путь в три этапа}
sectors: [{id: business, title: {en: Business, ru: Бизнес}}]
statements: [{id: ok, title: {en: It is well, ru: Всё в порядке}}, {id: paid, title: {en: Paid, ru: Уплачено}}]
stages:
  - {id: first, title: {en: First, ru: Первый}, next: [second]}
  - id: second
    title: {en: Second, ru: Второй}
    next: [third]
    gates:
      entry: [{id: IN, title: {en: Paid, ru: Уплачено}, attest: {statement: paid}}]
      exit: [{id: OUT, title: {en: Attested, ru: Засвидетельствовано}, attest: {statement: ok}}]
  - {id: third, title: {en: Third, ru: Третий}, final: true}
"""


def test_to_a_stage_that_is_two_moves_away_all_on_the_way_is_missing() -> None:
    """What the stage between asks of whoever enters it, and of whoever leaves it; no single move leads there."""
    way = read_template(WAY, "way.yaml", no_file)
    view = given(way).programme.snapshot
    assert [finding.requirement for finding in view.missing()] == ["IN"]
    assert [finding.requirement for finding in view.missing("second")] == ["IN"]
    assert [finding.requirement for finding in view.missing("third")] == ["IN", "OUT"]
    given(way).when(advance("third", on=START)).then_refused(code="stage_not_next")


PARTS = """
format: 1
template: parts
version: "1"
title: {en: A stage of two parts, ru: Этап из двух частей}
stages:
  - {id: first, title: {en: First, ru: Первый}, next: [second]}
  - id: second
    title: {en: Second, ru: Второй}
    stages:
      - {id: morning, title: {en: Morning, ru: Утро}}
      - {id: evening, title: {en: Evening, ru: Вечер}}
    final: true
"""


def test_a_stage_of_several_parts_is_entered_by_its_name_or_that_of_its_first_part() -> None:
    """Not by that of a later one."""
    parts = given(read_template(PARTS, "parts.yaml", no_file))
    for name in ("second", "morning"):
        parts.when(advance(name, on=START)).then_accepted().then_stage("morning")
    parts.when(advance("evening", on=START)).then_refused(code="stage_not_next")


@pytest.mark.parametrize(
    "jurisdiction, region, binds",
    [
        ("RU", "RU-SMO", True),
        ("RU", "RU", True),
        ("INT", "FI", True),
        ("RU-SMO", "RU-SMO", True),
        ("RU-SMO", "RU", False),
        ("RU-K", "RU-KLU", False),
        ("FI", "RU-SMO", False),
    ],
)
def test_a_rule_binds_where_its_law_holds(jurisdiction: str, region: str, *, binds: bool) -> None:
    """In a country and all its parts; a part whose code begins alike is another part."""
    text = WAY.replace("{id: IN, ", f"{{id: IN, jurisdiction: {jurisdiction}, ")
    way = read_template(text, "way.yaml", no_file)
    programme = Programme.start(way, id="x", region=region, on=START)
    assert [finding.requirement for finding in programme.missing()] == (["IN"] if binds else [])


GUARDED = """
guards:
  - {id: G, act: {advance: second}, title: {en: Paid before, ru: Уплачено заранее}, attest: {statement: paid}}
"""


def test_a_guard_of_a_stage_is_asked_of_whoever_would_enter_it() -> None:
    """Beside the gates, and only there."""
    text = WAY.replace("gates:\n      entry", "gates:\n      cadence") + GUARDED
    way = given(read_template(text, "way.yaml", no_file), on(START, partner("bank")))
    way.when(advance("second", on=START)).then_refused(by="G", alone=True)
    paid = way.and_given(on(START, Attestation(id="paid", statement="paid", by="bank")))
    paid.when(advance("second", on=START)).then_accepted().then_stage("second")


def test_a_programme_is_complete_when_the_stage_around_its_last_part_may_be_left_too() -> None:
    """What the whole asks before it is over stands in the way of the part."""
    gate = "    gates: {exit: [{id: OUT, title: {en: Done, ru: Сделано}, attest: {statement: ok}}]}\n    final: true"
    text = PARTS.replace("    final: true", gate) + (
        "statements: [{id: ok, title: {en: Well, ru: Хорошо}}]\nsectors: [{id: business, title: Business}]\n"
    )
    parts = given(read_template(text, "parts.yaml", no_file), on(START, partner("bank")))
    evening = parts.and_given(advance("second", on=START), advance("evening", on=START)).then_stage("evening")
    evening.when(close("completed", on=START)).then_refused(by="OUT", alone=True)
    attested = evening.and_given(on(START, Attestation(id="ok", statement="ok", by="bank")))
    attested.when(close("completed", on=START)).then_accepted()
