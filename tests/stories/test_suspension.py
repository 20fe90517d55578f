"""An agreement lapses, and is renewed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.acts import Advance
from partnership.errors import NotReady
from partnership.programme import Programme
from partnership.reading import read_template
from partnership.records import Assignment, Interest, Need, Partner, Person, Placement
from partnership.testing import Scene, advance, amend, close, end, given, on, waive
from partnership.values import Text
from tests.small import no_file
from tests.stories.scenes import smolensk

LAPSES = date(2010, 6, 15)
RENEWED = date(2010, 7, 2)
MEANWHILE = date(2010, 6, 20)
PLACEMENT = Placement(id="one-more", place="place-pochinok", volunteer="v-uralsib-3")


def lapsed() -> Scene:
    """The pilot in June 2010, before anybody has renewed the agreement."""
    return smolensk(date(2010, 6, 14))


def test_an_agreement_that_lapses_suspends_the_programme_from_that_very_day() -> None:
    """Not from the day on which somebody looks."""
    lapsed().then_running(on=LAPSES - timedelta(days=1))
    lapsed().then_suspended(since=LAPSES, by="M12", on=LAPSES)
    lapsed().then_suspended(since=LAPSES, by="M12", on=date(2010, 6, 27))


def test_placements_are_refused_meanwhile() -> None:
    """And accepted the day before."""
    lapsed().when(PLACEMENT, on=MEANWHILE).then_refused(code="suspended")
    lapsed().when(PLACEMENT, on=LAPSES - timedelta(days=1)).then_accepted()


def test_no_stage_is_opened_meanwhile() -> None:
    """Neither forward nor back."""
    lapsed().when(advance("follow_up", on=MEANWHILE)).then_refused(code="suspended")


def test_what_is_safe_goes_on_meanwhile() -> None:
    """Paperwork that mends, and what nobody is harmed by."""
    wish = Interest(id="wish", partner="rassvet", outcome="PN1", confirmed=True)
    lapsed().when(wish, on=MEANWHILE).then_accepted().then_suspended(since=LAPSES)


def test_it_resumes_when_the_agreement_is_renewed_and_signed_by_all() -> None:
    """On the day of the last signature; what was before stays as it was."""
    renewed = smolensk(RENEWED)
    renewed.then_running(on=RENEWED)
    renewed.then_suspended(since=LAPSES, by="M12", on=RENEWED - timedelta(days=1))
    renewed.when(PLACEMENT, on=RENEWED).then_accepted()


# --- since when ------------------------------------------------------------------------------------------------------

WATCHED = """
format: 1
template: watched
version: "1"
title: {en: Watched, ru: Под надзором}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
roles: [{id: chair, title: {en: Chair, ru: Председатель}}]
stages:
- {id: zero, title: {en: Zero, ru: Ноль}}
- id: one
  title: {en: One, ru: Один}
  gates:
    invariant:
    - id: R
      title: {en: Where somebody has a role there is a need, ru: "Где у кого-то роль, там есть потребность"}
      waivable_by: [chair]
      coverage: {each: assignments, has: {from: needs, where: {institution: $it.person.partner}}}
- {id: two, title: {en: Two, ru: Два}, final: true}
"""
BEGINS, LATER = date(2010, 1, 10), date(2010, 6, 1)


def ground(law: str = WATCHED) -> Scene:
    """Anna is the chair and comes from the bank, where there is a need; the stage in which that must be is ahead."""
    template = read_template(law, "watched.yaml", no_file)
    return given(
        template,
        on(
            BEGINS,
            *(Partner(id=one, name=Text.of(one), sector="ngo") for one in ("bank", "aid", "care")),
            Person(id="anna", partner="bank"),
            Need(id="need", institution="bank", what=Text.of("Chess")),
            Assignment(id="chair", role="chair", person="anna"),
        ),
    )


def watched() -> Scene:
    """The stage is open from the first day on."""
    return ground().and_given(advance("one", on=BEGINS))


def test_after_a_waiver_a_suspension_counts_from_its_end() -> None:
    """What was lacking before is lacking again; in between nobody was held up."""
    ended, waived, over = date(2010, 2, 1), date(2010, 2, 10), date(2010, 3, 1)
    scene = watched().and_given(end("need", "need", on=ended)).then_suspended(since=ended, on=LATER)
    scene = scene.and_given(waive("R", on=waived, until=over, waived_by="anna"))
    scene.then_suspended(since=ended, on=waived - timedelta(days=1)).then_running(on=waived)
    scene.then_running(on=over - timedelta(days=1)).then_suspended(since=over, on=over)
    scene.then_suspended(since=over, on=LATER)


def since(programme: Programme, on: date) -> str:
    """What whoever wants to move on is told."""
    with pytest.raises(NotReady) as refused:
        programme.propose(Advance(on=on))
    return refused.value.findings[0].title.in_language("en")


def test_late_paperwork_between_two_others_moves_the_day_from_which_a_suspension_counts() -> None:
    """Anna went to the aid in March, where there is no need; by way of care in February, as is found out in June."""
    february, march = date(2010, 2, 1), date(2010, 3, 1)
    programme = watched().and_given(amend("person", "anna", on=march, partner="aid")).programme
    assert since(programme, LATER) == "the programme has been suspended since 1 March 2010"
    programme.amend("person", "anna", {"partner": "care"}, on=february, recorded=LATER)
    assert since(programme, LATER) == "the programme has been suspended since 1 February 2010"
    assert programme.as_of(LATER).suspended_since == february


def test_where_a_stage_was_opened_on_another_day_a_suspension_counts_anew() -> None:
    """It was opened in February, not in April; what must hold in it had not held since March."""
    february, march, april = date(2010, 2, 1), date(2010, 3, 1), date(2010, 4, 1)
    programme = ground().and_given(advance("one", on=april)).programme
    opened = len(programme.entries)
    programme.end("need", "need", on=march, recorded=LATER, reason="over")
    assert since(programme, LATER) == "the programme has been suspended since 1 April 2010"
    programme.withdraw(opened, on=LATER, reason="it was in February")
    programme.advance("one", on=february, recorded=LATER)
    assert since(programme, LATER) == "the programme has been suspended since 1 March 2010"


def test_a_waiver_that_is_given_afterwards_moves_the_day_as_well() -> None:
    """Whoever has asked before is told what it is now."""
    over = date(2010, 3, 1)
    programme = watched().and_given(end("need", "need", on=date(2010, 2, 1))).programme
    assert since(programme, LATER) == "the programme has been suspended since 1 February 2010"
    programme.waive("R", on=date(2010, 2, 10), until=over, waived_by="anna", reason="a need is on its way")
    assert since(programme, LATER) == "the programme has been suspended since 1 March 2010"


def test_nothing_is_suspended_any_more_once_the_programme_is_closed() -> None:
    """What ends afterwards turns nothing."""
    closed, ended = date(2010, 2, 1), date(2010, 3, 1)
    programme = watched().and_given(close("cancelled", on=closed)).programme
    assert not programme.as_of(LATER).turns()
    late = watched().and_given(end("need", "need", on=date(2010, 1, 20)), close("cancelled", on=closed)).programme
    turns = [(turn.day, turn.is_suspended) for turn in late.as_of(ended).turns()]
    assert turns == [(date(2010, 1, 20), True), (closed, False)]
    assert late.as_of(ended).suspension is None
    by_hand = watched().programme
    by_hand.suspend(on=date(2010, 1, 20), reason="frost")
    by_hand.close(on=closed, outcome="cancelled", reason="over")
    turns = [(turn.day, turn.is_suspended) for turn in by_hand.as_of(ended).turns()]
    assert turns == [(date(2010, 1, 20), True), (closed, False)]


def test_what_must_hold_in_a_stage_must_hold_in_each_of_its_parts() -> None:
    """The stage around them asks, whichever of them is open."""
    ended = date(2010, 2, 1)
    parts = "  stages: [{id: am, title: {en: Morning, ru: Утро}}, {id: pm, title: {en: Evening, ru: Вечер}}]\n"
    whole = ground(WATCHED.replace("  gates:\n    invariant", f"{parts}  gates:\n    invariant"))
    morning = whole.and_given(advance("one", on=BEGINS)).then_stage("am")
    evening = morning.and_given(advance("pm", on=BEGINS)).then_stage("pm")
    for scene in (morning, evening):
        scene.and_given(end("need", "need", on=ended)).then_suspended(since=ended, by="R", on=LATER)


def test_a_rule_that_binds_for_a_time_suspends_for_that_time() -> None:
    """From its first day, whenever it began to be unmet, and up to its last."""
    begins, ends = date(2010, 3, 1), date(2010, 4, 1)
    text = WATCHED.replace(
        "      waivable_by", f"      effective_from: {begins}\n      effective_to: {ends}\n      waivable_by"
    )
    scene = ground(text).and_given(advance("one", on=BEGINS), end("need", "need", on=date(2010, 2, 1)))
    scene.then_running(on=begins - timedelta(days=1)).then_suspended(since=begins, on=begins)
    scene.then_suspended(since=begins, on=ends - timedelta(days=1)).then_running(on=ends)
    turns = [(turn.day, turn.is_suspended) for turn in scene.programme.as_of(LATER).turns()]
    assert turns == [(begins, True), (ends, False)]
