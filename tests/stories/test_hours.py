"""Hours, parts of dates and lengths of terms: what happened at what time, and what of it a law can ask."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from partnership.acts import AddRecord, Advance, to_json
from partnership.errors import ProgrammeFileError, Refused, TemplateError
from partnership.programme import Programme, load_programme, save_programme
from partnership.reading import read_template
from partnership.records import (
    Agreement,
    Body,
    Event,
    Incident,
    LegalBasis,
    Meeting,
    Observation,
    Publication,
    kind_of,
)
from partnership.template import Template
from partnership.testing import Scene, given, on
from partnership.values import Duration, PartialDate, Term, Text, TimedDay
from tests.judge.ledger import Ledger
from tests.small import no_file
from tests.stories.scenes import NORTH, SOUTH, rule
from tests.testing.reference.one_rule import NO, UNKNOWN, YES, of_both

START = date(2010, 5, 1)

LAW = """
format: 1
template: hours
version: "1"
title: {en: Hours, ru: Часы}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
matters: [{id: plan, title: {en: Plan, ru: План}}]
meeting_types: [{id: briefing, title: {en: Briefing, ru: Совещание}}]
incident_types: [{id: flood, title: {en: Flood, ru: Паводок}}]
publication_kinds: [{id: report, title: {en: Situation report, ru: Сводка}}]
agreement_types: [{id: pact, title: {en: Pact, ru: Договор}}]
event_types: [{id: fair, title: {en: Fair, ru: Ярмарка}}]
parameters: [{id: soon, type: duration, default: PT72H, title: {en: Soon, ru: Скоро}}]
registers:
  - id: sheds
    title: {en: Sheds, ru: Склады}
    fields: {opened: {type: moment}, built: {type: partial_date}}
stages:
  - id: one
    title: {en: One, ru: Один}
    gates: {%s: [%s]}
  - {id: two, title: {en: Two, ru: Два}, final: true}
guards: [%s]
"""


def at(day: int, hour: int, minute: int = 0, *, zone: float = 3) -> TimedDay:
    """A moment of May 2010, by the clock of some place."""
    return TimedDay.of(datetime(2010, 5, day, hour, minute, tzinfo=timezone(timedelta(hours=zone))))


@cache
def law(check: str = "", guard: str = "", moment: str = "exit") -> Template:
    """A law that asks one thing at a gate, or before an act."""
    asked, before = rule(check) if check else "", rule(guard, "G") if guard else ""
    return read_template(LAW % (moment, asked, before), "hours.yaml", no_file)


def scene(of: Template, *told: Any) -> Scene:
    """A programme with a partner and a body."""
    return given(of, on(START, NORTH, Body(id="staff", name=Text.of("Staff", "Штаб"), type="working_group")), *told)


FLOOD = Incident(id="flood", type="flood")
REPORT = Publication(id="report", what="report", state="published")
BRIEFING = Meeting(id="briefing", body="staff", type="briefing", state="held")
FAIR = Event(id="fair", type="fair", state="held")
IN_TIME = "act: {record: publication}, count: {of: {from: incidents, where: {date: {max_age: PT72H}}}}"
EVERY_TWELVE = "timing: {of: {from: meetings, where: {state: held}}, cadence: PT12H}"


# --- within 72 hours -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", [IN_TIME, IN_TIME.replace("PT72H", "$param.soon")], ids=["PT72H", "$param.soon"])
def test_a_report_within_seventy_two_hours_is_taken_to_the_minute_and_refused_a_minute_later(word: str) -> None:
    """The act asks at its own moment: both ends have a time."""
    told = scene(law(guard=word), on(at(3, 14), FLOOD))
    told.when(REPORT, on=at(6, 14)).then_accepted()
    told.when(REPORT, on=at(6, 14, 1)).then_refused(by="G")


def test_what_counts_between_two_places_is_how_much_time_passed_and_not_what_their_clocks_show() -> None:
    """14:00 in Moscow is 18:00 in Novosibirsk; and clocks set forward at night take an hour of nobody's time away."""
    told = scene(law(guard=IN_TIME), on(at(3, 14, zone=3), FLOOD))
    told.when(REPORT, on=at(6, 18, zone=7)).then_accepted()
    told.when(REPORT, on=at(6, 18, 1, zone=7)).then_refused(by="G")
    summer = TimedDay.of(datetime(2016, 3, 26, 12, tzinfo=timezone(timedelta(hours=1))))
    day = Duration.parse("PT24H")
    after = (TimedDay.of(datetime(2016, 3, 27, hour, tzinfo=timezone(timedelta(hours=2)))) for hour in (13, 14))
    assert [day.is_within(summer, moment) for moment in after] == [True, False]


def test_where_one_end_has_only_a_day_nothing_passes_that_might_be_late() -> None:
    """A flood of 3 May may have been at midnight; a report of 6 May may have been sent at its last minute."""
    of_a_day = scene(law(guard=IN_TIME), on(date(2010, 5, 3), FLOOD))
    of_a_day.when(REPORT, on=at(6, 0)).then_accepted()
    of_a_day.when(REPORT, on=at(6, 0, 1)).then_refused(by="G")
    of_a_day.when(REPORT, on=date(2010, 5, 5)).then_accepted()
    of_a_day.when(REPORT, on=date(2010, 5, 6)).then_refused(by="G")
    timed = scene(law(guard=IN_TIME), on(at(3, 14), FLOOD))
    timed.when(REPORT, on=date(2010, 5, 5)).then_accepted()
    timed.when(REPORT, on=date(2010, 5, 6)).then_refused(by="G")


def test_what_might_still_be_to_come_counts_for_nothing_yet() -> None:
    """A flood of 3 May, no hour told, may come only after a report of 14:00; at the end of the day it has come."""
    told = scene(law(guard=IN_TIME), on(date(2010, 5, 3), FLOOD))
    told.when(REPORT, on=at(3, 14)).then_refused(by="G")
    told.when(REPORT, on=date(2010, 5, 3)).then_accepted()
    planned = "act: {record: publication}, count: {of: {from: meetings, where: {planned_for: {max_age: PT1H}}}}"
    evening = Meeting(id="evening", body="staff", type="briefing", state="planned", planned_for=at(3, 20))
    told = scene(law(guard=planned), on(START, evening))
    told.when(REPORT, on=at(3, 19, 59)).then_refused(by="G")
    told.when(REPORT, on=at(3, 20, 30)).then_accepted()
    told.when(REPORT, on=at(3, 21, 1)).then_refused(by="G")


def test_a_refusal_in_hours_says_when_it_was_and_how_long_it_counts() -> None:
    """In both languages, with the time and the place's distance from UTC."""
    told = scene(law(guard=IN_TIME), on(at(3, 14), FLOOD)).when(REPORT, on=at(6, 15)).then_refused(by="G")
    assert "it dates from 3 May 2010, 14:00 (UTC+03:00), and must not be older than 72 hours" in str(told.refusal)


# --- every twelve hours ----------------------------------------------------------------------------------------------


def test_a_briefing_every_twelve_hours_lapses_by_itself_on_the_day_on_which_it_is_too_old() -> None:
    """A question on a day is one at its end: a briefing of 13:00 counts until 1:00, one of 11:00 not till midnight."""
    rule = law(EVERY_TWELVE, moment="invariant")
    late = scene(rule, on(at(1, 13), BRIEFING))
    late.then_running(on=date(2010, 5, 1)).then_suspended(on=date(2010, 5, 2), since=date(2010, 5, 2), by="R")
    scene(rule, on(at(1, 11), BRIEFING)).then_suspended(on=date(2010, 5, 1), since=date(2010, 5, 1), by="R")


def test_a_move_with_its_time_asks_a_rhythm_at_that_moment() -> None:
    """At 23:00 a briefing of 11:00 is young enough, at 23:01 it is not; whoever says only the day asks at its end."""
    told = scene(law(EVERY_TWELVE), on(at(2, 11), BRIEFING))
    told.when(Advance(on=at(2, 23))).then_accepted()
    told.when(Advance(on=at(2, 23, 1))).then_refused(by="R")
    told.when(Advance(on=date(2010, 5, 2))).then_refused(by="R")


def test_a_missing_briefing_says_until_when_it_was_due() -> None:
    """With its time, in both languages."""
    found = scene(law(EVERY_TWELVE), on(at(2, 11), BRIEFING)).programme.missing(on=date(2010, 5, 3))
    ((said,),) = [[lack.what for lack in one.lacks] for one in found if one.requirement == "R"]
    assert "the next one should have been held by 2 May 2010, 23:00 (UTC+03:00)" in said.in_language("en")
    assert "2 мая 2010 г., 23:00 (UTC+03:00)" in said.in_language("ru")


@pytest.mark.parametrize(
    "first, then, at_least, at_most",
    [
        (at(3, 10), at(3, 16), True, True),
        (at(3, 10), at(3, 15, 59), False, True),
        (at(3, 10), at(3, 16, 1), True, False),
        (at(3, 10, zone=3), at(3, 9, zone=-4), True, True),
        (date(2010, 5, 3), at(4, 6), True, False),
        (date(2010, 5, 3), at(4, 5, 59), False, False),
        (at(3, 18), date(2010, 5, 4), True, False),
        (at(3, 19), date(2010, 5, 4), False, False),
    ],
)
def test_what_lies_between_two_things_lies_there_for_sure(
    first: date,
    then: date,
    at_least: bool,  # noqa: FBT001 - what the table says
    at_most: bool,  # noqa: FBT001 - what the table says
) -> None:
    """From the end of a day, or to its start, where the time is not told; at most, the other way round."""
    asked: list[bool] = []
    for bound in ("at_least", "at_most"):
        check: Any = {"timing": {"first": "meetings", "then": "events", bound: "PT6H"}}
        ledger = Ledger()
        ledger.entries[0] = ledger.entries[0].model_copy(update={"date": START})
        for number, (day, record) in enumerate(((first, BRIEFING), (then, FAIR)), 2):
            ledger.record(0, kind_of(record), record.id, **record.model_dump(exclude={"id", "kind"}))
            ledger.entries[-1] = ledger.entries[-1].model_copy(update={"date": day, "seq": number})
        found = of_both(ledger, check, date(2010, 5, 9), **WORDS)
        assert found in {YES, NO}
        asked.append(found is YES)
    assert asked == [at_least, at_most]


WORDS = {
    "meeting_types": [{"id": "briefing", "title": "b"}],
    "event_types": [{"id": "fair", "title": "f"}],
    "registers": [{"id": "sheds", "title": "s", "fields": {"built": {"type": "partial_date"}}}],
    "agreement_types": [{"id": "pact", "title": "p"}],
}


# --- the order of one day --------------------------------------------------------------------------------------------


def test_times_of_one_day_do_not_deny_the_order_in_which_acts_were_entered() -> None:
    """Acts of a day are in the order of their entries; an earlier time after a later one is refused, and says so."""
    told = scene(law(), on(at(3, 14), FLOOD))
    told.when(REPORT, on=at(3, 10)).then_refused(code="time_backwards")
    told.when(REPORT, on=at(3, 14)).then_accepted()
    told.when(REPORT, on=date(2010, 5, 3)).then_accepted()
    told.when(REPORT, on=at(2, 23)).then_accepted()


def test_once_the_later_act_is_withdrawn_the_earlier_time_is_free() -> None:
    """What was withdrawn is as if it had not been."""
    programme = scene(law(), on(at(3, 14), FLOOD)).programme
    programme.withdraw(4, reason="the wrong day", on=at(3, 15))
    programme.do(AddRecord(on=at(3, 10), record=REPORT))
    assert programme.entries[-1].date == at(3, 10)


def test_an_act_of_the_hour_is_written_down_in_that_hour_where_nothing_else_is_said() -> None:
    """And nobody writes of an hour that has not come."""
    programme = scene(law(), on(at(3, 14), FLOOD)).programme
    assert programme.entries[-1].recorded == at(3, 14).moment
    late = Programme.from_entries(law(), programme.entries, now=lambda: at(3, 16).moment)
    found = {one.code for one in _refused(late, AddRecord(on=at(3, 17), record=REPORT))}
    assert found == {"in_future"}


def _refused(programme: Programme, command: AddRecord) -> Any:
    with pytest.raises(Refused) as refusal:
        programme.do(command)
    return refusal.value.findings


# --- written and read ------------------------------------------------------------------------------------------------


def test_a_programme_with_times_and_parts_of_dates_comes_back_as_it_went(tmp_path: Path) -> None:
    """As a programme file and as a ledger, byte for byte."""
    text = """
format: 1
programme: p
template: hours.yaml
region: RU-SMO
start: 2010-05-01
ledger:
- {date: 2010-05-01, partner: {id: north, name: North, sector: ngo}}
- {date: 2010-05-03T14:00+03:00, incident: {id: flood, type: flood}}
- {date: 2010-05-03T16:30:00Z, sheds: {id: shed, opened: 2010-05-02T08:00+03:00, built: 1977}}
- {date: 2010-05-04, sheds: {id: barn, opened: 2010-05-02, built: 1977-12}}
- {date: 2010-05-04, legal_basis: {id: act, title: Act, act: "1", adopted: 1989-03}}
- {date: 2010-05-05, amend: {sheds: shed, set: {opened: 2010-05-03T09:00-05:00, built: 1978-01-02}}}
"""
    (tmp_path / "hours.yaml").write_text(LAW % ("exit", "", ""), encoding="utf-8")
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    told = load_programme(tmp_path / "p.yaml")
    assert [str(entry.date) for entry in told.entries[2:4]] == [
        "2010-05-03T14:00:00+03:00",
        "2010-05-03T16:30:00+00:00",
    ]
    assert told.snapshot.get("legal_basis", "act") == LegalBasis(
        id="act", title=Text.of("Act"), act="1", adopted=PartialDate.parse("1989-03")
    )
    save_programme(told, tmp_path / "again.yaml")
    saved = (tmp_path / "again.yaml").read_text(encoding="utf-8")
    (tmp_path / "again.yaml").write_text(saved.replace("template: hours", "template: hours.yaml"), encoding="utf-8")
    save_programme(told, tmp_path / "again.jsonl")
    for again in (
        load_programme(tmp_path / "again.yaml"),
        load_programme(tmp_path / "again.jsonl", template=told.template),
    ):
        assert list(map(to_json, again.entries)) == list(map(to_json, told.entries))
        assert again.digest() == told.digest()


def test_who_needs_no_times_sees_nothing_of_them() -> None:
    """An entry of a day is the bytes that it was."""
    entry = scene(law()).programme.entries[1]
    assert b'"date":"2010-05-01"' in to_json(entry)
    assert b'"recorded":"2010-05-01T00:00:00Z"' in to_json(entry)


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("date", '"2010-05-03T14:00"'),
        ("date", "1977"),
        ("date", "1977-12"),
    ],
)
def test_a_time_without_a_zone_and_a_part_of_a_date_are_no_day_of_an_act(
    field: str, wrong: str, tmp_path: Path
) -> None:
    """When something is true from is a whole day, or a moment."""
    (tmp_path / "hours.yaml").write_text(LAW % ("exit", "", ""), encoding="utf-8")
    header = "format: 1\nprogramme: p\ntemplate: hours.yaml\nregion: RU-SMO\nstart: 2010-05-01\nledger:\n"
    line = f"- {{{field}: {wrong}, partner: {{id: north, name: North, sector: ngo}}}}\n"
    (tmp_path / "p.yaml").write_text(header + line, encoding="utf-8")
    with pytest.raises(ProgrammeFileError, match="expected a date"):
        load_programme(tmp_path / "p.yaml")


# --- dates that are known in part ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "built, old, young, other",
    [
        (1977, True, False, True),
        ("1979-12", True, False, True),
        (1980, False, False, False),
        ("1980-05", True, False, False),
        ("1980-06", False, True, True),
        (1981, False, True, True),
        (date(1980, 5, 31), True, False, True),
        (date(1980, 6, 1), False, True, True),
    ],
)
def test_a_year_is_before_or_after_a_day_only_with_all_of_its_days(
    built: Any,
    old: bool,  # noqa: FBT001 - what the table says
    young: bool,  # noqa: FBT001 - what the table says
    other: bool,  # noqa: FBT001 - what the table says
) -> None:
    """1980 is neither before 1 June 1980 nor after 31 May: nobody knows, and what nobody knows meets no test."""
    ledger = Ledger().record(1, "item", "shed", list="sheds", fields={"built": built})
    for test, holds in (
        ({"lt": date(1980, 6, 1)}, old),
        ({"lte": date(1980, 5, 31)}, old),
        ({"gt": date(1980, 5, 31)}, young),
        ({"gte": date(1980, 6, 1)}, young),
        ({"ne": date(1980, 5, 15)}, other if built != "1980-06" else True),
    ):
        check = {"count": {"of": {"from": "sheds", "where": {"built": test}}}}
        assert (of_both(ledger, check, date(2009, 5, 1), **WORDS) is YES) is holds, test


def test_a_part_of_a_date_has_no_place_in_a_rhythm() -> None:
    """How long ago 1977 was, to the day, nobody can say: unknown."""
    ledger = Ledger().record(1, "item", "shed", list="sheds", fields={"built": 2008})
    check: Any = {"timing": {"since": "sheds", "field": "built", "at_most": "P5Y"}}
    assert of_both(ledger, check, date(2009, 5, 1), **WORDS) is UNKNOWN
    aged = {"count": {"of": {"from": "sheds", "where": {"built": {"max_age": "P2Y"}}}}}
    assert of_both(ledger, aged, date(2009, 12, 31), **WORDS) is YES
    assert of_both(ledger, aged, date(2010, 1, 2), **WORDS) is NO


# --- how long a term is ----------------------------------------------------------------------------------------------


def pact(start: date | None, end: date | None, name: str = "pact") -> Agreement:
    """An agreement of two for a term."""
    return Agreement(id=name, type="pact", parties=("north", "south"), valid_from=start, valid_to=end)


@pytest.mark.parametrize(
    "start, end, year",
    [
        (date(2010, 5, 1), date(2011, 5, 1), True),
        (date(2010, 5, 1), date(2011, 4, 30), False),
        (date(2012, 2, 29), date(2013, 2, 28), True),
        (date(2015, 3, 1), date(2016, 3, 1), True),
        (date(2010, 5, 1), None, False),
        (None, date(2020, 5, 1), False),
    ],
)
def test_a_term_of_a_year_is_a_year_whether_or_not_it_has_a_leap_day(
    start: date | None,
    end: date | None,
    year: bool,  # noqa: FBT001 - what the table says
) -> None:
    """From its own first day; a term with an open end has no length, and meets no test of one."""
    ledger = Ledger().partner(1, "north").partner(1, "south")
    ledger.record(2, "agreement", "pact", **pact(start, end).model_dump(exclude={"id", "kind"}))
    day = start or date(2009, 2, 10)
    for check in (
        {"count": {"of": {"from": "agreements", "where": {"term": {"gte": "P1Y"}}}}},
        {"compare": {"left": {"min": "agreements", "field": "term"}, "op": "gte", "right": "P1Y"}},
    ):
        assert (of_both(ledger, check, day, **WORDS) is YES) is year


def test_a_shorter_agreement_is_refused_and_told_how_long_it_is() -> None:
    """What the act brings is held against a period, in `compare`; the reason says both lengths."""
    rule = "act: {record: agreement}, compare: {left: $act.term, op: gte, right: P1Y}"
    of = law(guard=rule)
    told = scene(of, on(START, SOUTH))
    told.when(pact(START, date(2011, 5, 1)), on=START).then_accepted()
    short = told.when(pact(START, date(2011, 3, 4)), on=START).then_refused(by="G")
    assert "length of the term: 10 months 3 days, needed: at least 1 year" in str(short.refusal)


def test_of_several_terms_the_shortest_is_found_by_its_days() -> None:
    """And a period is longer than another by months, then days and hours."""
    short, long = Term(date(2010, 2, 1), date(2010, 3, 1)), Term(date(2010, 3, 1), date(2010, 4, 1))
    assert short < long
    assert short == Duration.parse("P1M") == long
    assert [str(each) for each in (short, long, Term(START, date(2011, 3, 4)))] == ["P1M", "P1M", "P10M3D"]
    assert Duration.parse("PT23H") < Duration.parse("P1D") < Duration.parse("PT25H") < Duration.parse("P1M")


# --- faults of a law -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "check, said",
    [
        ("compare: {left: {min: agreements, field: term}, op: gte, right: 365}", "a period is compared with a number"),
        ("compare: {left: {sum: agreements, field: term}, op: gte, right: P1Y}", "term"),
        ("count: {of: {from: agreements, where: {term: {gte: 12}}}}", "a period such as P45D"),
        ("count: {of: {from: agreements, where: {term: {gte: a year}}}}", "a period such as P45D"),
        ("waivable_by: never, waivable_for: PT12H, count: {of: partners}", "counted in days"),
        ("count: {of: {from: meetings, where: {date: {max_age: PT12}}}}", "PT72H"),
    ],
)
def test_what_cannot_be_meant_is_a_fault_of_the_law(check: str, said: str) -> None:
    """At its line, with what to write instead."""
    with pytest.raises(TemplateError, match=said):
        law(check)


def test_a_programme_sets_hours_only_where_the_law_reckons_in_hours() -> None:
    """A parameter of days stays one of days."""
    text = (LAW % ("exit", "", "")).replace("default: PT72H", "default: P3D")
    of = read_template(text, "days.yaml", no_file)
    with pytest.raises(Refused, match="a period in days"):
        Programme.start(of, id="p", region="RU-SMO", on=START, parameters={"soon": "PT10H"})
    assert Programme.start(of, id="p", region="RU-SMO", on=START, parameters={"soon": "P2D"}).entries


def test_what_was_observed_at_an_hour_is_as_old_as_that_hour() -> None:
    """A record's own day may say its time, whatever the entry says."""
    values = [(at(3, 10), YES), (at(3, 9, 59), NO), (date(2010, 5, 3), NO), (date(2010, 5, 4), YES)]
    for observed, expected in values:
        check: Any = {"count": {"of": {"from": "observations", "where": {"changed": {"max_age": "PT38H"}}}}}
        ledger = Ledger().record(1, "indicator", "i", title="I", unit="u")
        value = Observation(id="o", indicator="i", value=Decimal(1), observed_on=observed)
        ledger.record(2, "observation", "o", **value.model_dump(exclude={"id", "kind"}))
        assert of_both(ledger, check, date(2010, 5, 4), **WORDS) is expected, observed
