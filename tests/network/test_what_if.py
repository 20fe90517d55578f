"""What if a partner leaves: what is answered beforehand is what happens when it really leaves."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.acts import Command, End, Ended
from partnership.decisions import decide
from partnership.errors import InputError, NotLawful, Refused, UnknownName
from partnership.evaluation import View
from partnership.findings import GateMoment, Status
from partnership.index import Index, State
from partnership.network.measures.fragility import exit_impact
from partnership.network.views import partner_network
from partnership.network.what_if import HARMS, Departures, WhatIf, what_if
from partnership.programme import Programme
from partnership.records import (
    Assignment,
    Event,
    Interest,
    Person,
    Responsibility,
    Tie,
)
from partnership.testing import lawful_programmes
from partnership.values import Text, as_moment
from tests.network.pilot import pilot
from tests.small import SMALL, day, partner, running, running_under, small_law

DAY = day("2010-03-10")
GONE = Text.of("Gone", "Ушёл")
DAYS = (day("2010-06-01"), day("2011-12-12"))

HOUSE = (
    SMALL.replace("{id: R8, severity: warn, ", "{id: R8, ").replace("[{record: placement}]", "[{record: tie}]")
    + """
functions:
- {id: F1, title: {en: Train the volunteers, ru: Обучать добровольцев}, side: ngo, nature: duty}
- {id: F2, title: {en: Tell of it, ru: Рассказывать}, side: business, nature: duty}
- {id: F3, title: {en: Tell of it too, ru: Тоже рассказывать}, side: ngo, nature: duty, same_as: F2}
outcomes:
- {id: O1, title: {en: Volunteers are ready, ru: Добровольцы готовы}, beneficiary: pupils, produced_by: [F1]}
- {id: O2, title: {en: People know, ru: Люди знают}, beneficiary: pupils, produced_by: [F2]}
matters: [{id: handover, title: {en: Handover, ru: Передача дел}}]
tie_kinds: [{id: works_with, title: {en: Works with, ru: Работает с}}]
event_types: [{id: fair, title: {en: Fair, ru: Ярмарка}}]
"""
)
SINCE = day("2010-02-02")


def furnished() -> Programme:
    """The bank and the NGO under a law that has functions and outcomes, too; in its second stage since 2010-02-01."""
    return running_under(small_law(HOUSE))


def house() -> Programme:
    """The bank, the NGO and a shop; the NGO answers for the training, coordinates, and holds the shop to the bank."""
    programme, on = furnished(), SINCE
    programme.record(partner("shop"), on=on)
    for record in (
        Responsibility(id="r-1", partner="aid", function="F1", raci="A"),
        Responsibility(id="r-2", partner="bank", function="F2", raci="A"),
        Responsibility(id="r-3", partner="aid", function="F3", raci="R"),
        Responsibility(id="r-4", partner="shop", function="F1", raci="C"),
    ):
        programme.record(record, on=on)
    programme.record(Interest(id="i-1", partner="bank", outcome="O1", confirmed=True), on=on)
    programme.record(Tie(id="t-1", between=("aid", "bank"), type="works_with"), on=on)
    programme.record(Tie(id="t-2", between=("aid", "shop"), type="works_with"), on=on)
    programme.record(Event(id="e-1", type="fair", state="held", partners=("aid", "bank")), on=on)
    programme.record(Person(id="p-2", partner="shop"), on=on)
    programme.record(Assignment(id="a-2", role="chair", person="p-2", on_behalf_of="shop"), on=on)
    return programme


# --- stories ---------------------------------------------------------------------------------------------------------


def test_the_only_ngo_leaves_and_its_duty_falls_to_nobody() -> None:
    """What it alone answered for, what came of it, the role that it held, and the way between the others."""
    found = what_if(house(), leaves="aid", on=DAY)
    assert found.functions == ("F1",)
    assert (found.wanted, found.outcomes) == (("O1",), ())
    assert found.roles == ("coordinator",)
    assert found.parts == ((("bank",), ("shop",)),)
    assert (found.pairs, found.ties) == (1, 3)


def test_an_outcome_that_only_the_leaver_wanted_is_not_missed_by_anybody_left() -> None:
    """It is lost all the same, but behind those that are wanted."""
    found = what_if(house(), leaves=("aid", "bank"), on=DAY)
    assert (found.wanted, found.outcomes) == ((), ("O1", "O2"))


def test_a_duty_written_down_twice_is_one() -> None:
    """Whoever answers for it under one name answers for it under the other."""
    assert what_if(house(), leaves="bank", on=DAY).functions == ("F2",)
    assert what_if(house(), leaves=("bank", "shop"), on=DAY).functions == ("F2",)


def test_a_duty_with_another_accountable_partner_is_not_lost() -> None:
    """Each company answers for its own volunteers: without the bank the supermarket still does."""
    assert ranked(DAYS[0])["uralsib"].functions == ()
    both = what_if(pilot(), leaves=("uralsib", "kopeika"), on=DAYS[0])
    assert both.functions == ("F1", "F2")


def test_a_partner_takes_its_own_voice_with_it_and_leaves_its_offices_behind() -> None:
    """Its coordinator and the roles in its own house are not needed any more; the chair of the working group is."""
    roles = {partner: found.roles for partner, found in ranked(DAYS[0]).results.items() if found.roles}
    assert roles == {
        "gov-youth": ("chair",),
        "radi": ("programme_coordinator",),
        "victoria": ("concept_owner", "funder"),
        "zabota": ("secretary",),
    }


def test_the_last_business_leaves_and_the_programme_stands_still() -> None:
    """A business takes part, or nothing unsafe is done: placing a volunteer is refused from the same day."""
    programme = running()
    found = what_if(programme, leaves="bank", on=DAY)
    assert found.suspension is not None
    assert (found.suspension.since, found.suspension.unmet) == (DAY, ("R3",))
    lapse = next(lapse for lapse in found.lapses if lapse.requirement == "R3")
    assert (lapse.before, lapse.after, lapse.lacks) == (Status.SATISFIED, Status.UNSATISFIED, ("business",))
    assert ("during", GateMoment.INVARIANT) in found.gates


def test_acts_are_refused_once_the_programme_stands_still() -> None:
    """An act like one that the ledger has is lawful now, and is refused then, for the reason that the law gives."""
    found = what_if(house(), leaves=("bank", "shop"), on=DAY)
    (act,) = found.refused
    assert str(act.what) == "tie like 't-2'"
    assert [finding.code for finding in act.findings] == ["suspended"]
    assert what_if(house(), leaves="aid", on=DAY).refused == ()


def test_an_act_that_cannot_be_led_up_to_is_refused_once() -> None:
    """What was not held cannot be summed up either: that is not another act that the law turns away."""
    found = ranked(DAYS[0])["uralsib"]
    assert [str(act.what) for act in found.refused] == [
        "placement like 'at-pochinok'",
        "visit (held) like 'visit-kardymovo-1'",
        "publication (published) like 'story-1'",
        "activity (held) like 'help-1'",
    ]
    led_up = [act for act in found.acts if act.before and not act.after and act not in found.refused]
    assert {str(act.what).partition(" like")[0] for act in led_up} == {"visit (debriefed)", "activity (debriefed)"}


def test_what_is_planned_is_asked_as_well() -> None:
    """A meeting that is planned may be held, whoever leaves: nothing in this law is against it."""
    programme = house()
    programme.record(Event(id="e-2", type="fair", state="planned", partners=("shop",)), on=DAY)
    found = what_if(programme, leaves="aid", on=DAY)
    planned = [act for act in found.acts if act.about == "planned"]
    assert [(act.before, act.after) for act in planned] == [(True, True)]
    assert planned[0].commands[-1].command == "amend"


def test_the_next_stage_is_asked_before_and_after() -> None:
    """While the programme stands still no stage is opened; before, this one was open."""
    programme = running()
    programme.record(partner("third", "ngo"), on=SINCE)
    found = what_if(programme, leaves="bank", on=DAY)
    stage = next(act for act in found.acts if act.about == "stage")
    lawful = Programme.from_entries(programme.template, list(programme.entries))
    assert stage.before is done(lawful, stage.commands)
    assert not stage.after


def done(programme: Programme, commands: tuple[Command, ...]) -> bool:
    """Whether a programme really takes these acts."""
    try:
        for command in commands:
            programme.do(command)
    except Refused:
        return False
    return True


def test_a_law_may_keep_a_partner_and_it_is_asked_what_if_all_the_same() -> None:
    """People leave whatever the law says; what the law has against it is told."""
    programme = house()
    alone = what_if(programme, leaves="shop", on=DAY)
    assert alone.kept == ()
    everybody = what_if(programme, leaves=("shop", "bank", "aid"), on=DAY)
    assert [finding.requirement for finding in everybody.kept] == ["R8"]
    assert everybody.functions == ("F1", "F2")
    assert "- leaving would be refused at present: R8" in everybody.report()


def test_several_leave_at_once() -> None:
    """What neither of two alone would lose is lost with both, and a tie between them is counted once."""
    programme = furnished()
    programme.record(partner("shop"), on=SINCE)
    programme.record(partner("third", "ngo"), on=SINCE)
    programme.record(Tie(id="t-1", between=("bank", "shop"), type="works_with"), on=SINCE)
    assert not what_if(programme, leaves="bank", on=DAY).suspended
    assert not what_if(programme, leaves="shop", on=DAY).suspended
    both = what_if(programme, leaves=("bank", "shop"), on=DAY)
    assert both.suspended
    assert both.ties == 1


# --- who could take over, and how ------------------------------------------------------------------------------------


def test_whoever_has_a_part_in_a_duty_is_the_first_to_take_it_over() -> None:
    """The shop is consulted on the training, which goes before another NGO; of the bank nothing speaks."""
    programme = house()
    programme.record(partner("care", "ngo"), on=SINCE)
    takers = what_if(programme, leaves="aid", on=DAY).takers["F1"]
    assert [(taker.partner, [str(reason) for reason in taker.reasons]) for taker in takers] == [
        ("shop", ["is consulted on it already"]),
        ("care", ["the same sector: N"]),
    ]


def test_a_plan_is_made_of_commands_that_the_engine_takes_one_after_the_other() -> None:
    """Decision, responsibilities, roles, handover, leave: the engine takes them for good, too."""
    programme = house()
    plan = what_if(programme, leaves="aid", on=DAY).plan
    assert plan.is_accepted
    assert [step.command.command for step in plan.steps] == [
        "record",
        "end",
        "record",
        "end",
        "record",
        "end",
    ]
    for step in plan.steps:
        programme.do(step.command)
    after = programme.as_of(DAY)
    assert after.get("partner", "aid") is None
    assert what_if(programme, on=DAY).value.keys() == {"bank", "shop"}
    shares = {
        (one.partner, one.function, one.raci)
        for one in after.records("responsibility")
        if isinstance(one, Responsibility)
    }
    assert ("shop", "F1", "A") in shares


def test_a_plan_says_at_which_step_it_is_refused() -> None:
    """This law does not let the last partner go."""
    plan = what_if(house(), leaves=("shop", "bank", "aid"), on=DAY).plan
    assert not plan.is_accepted
    assert plan.refused is not None
    assert [finding.requirement for finding in plan.refused.findings] == ["R8"]


def test_a_plan_of_the_pilot_names_the_parameter_that_a_day_comes_from() -> None:
    """The next meeting is due 45 days after the last one: the number is the template's, and is said to be."""
    plan = what_if(pilot(), leaves="radi", on=day("2010-06-01")).plan
    why = plan.steps[0].why
    assert "12 June 2010" in str(why)
    assert "working_group_cadence: 45 days" in str(why)
    assert {step.by for step in plan.steps} == {day("2010-06-01")}


# --- what cannot be asked --------------------------------------------------------------------------------------------


def test_an_unknown_partner_is_named_with_the_nearest() -> None:
    """A slip of the pen is mended."""
    with pytest.raises(UnknownName) as caught:
        what_if(pilot(), leaves="uralsip")
    assert caught.value.nearest == "uralsib"


@pytest.mark.parametrize(
    "when, code", [("2009-02-05", "not_found"), ("2011-06-01", "already_ended")], ids=["not yet", "not any more"]
)
def test_who_is_not_there_cannot_leave(when: str, code: str) -> None:
    """The door says so itself."""
    with pytest.raises(NotLawful) as caught:
        what_if(pilot(), leaves="media-slot", on=day(when))
    assert [finding.code for finding in caught.value.findings] == [code]


def test_nobody_cannot_leave() -> None:
    """At least one has to be named."""
    with pytest.raises(InputError):
        what_if(running(), leaves=())


def test_who_is_known_to_leave_later_may_be_supposed_to_leave_earlier() -> None:
    """The door would not write that down twice; what follows is asked all the same, and so is the reason."""
    found = what_if(pilot(), leaves="media-slot", on=day("2010-06-01"))
    assert [finding.code for finding in found.kept] == ["already_ended"]
    assert {lapse.requirement for lapse in found.lapses} == {"M03"}


def test_nobody_leaves_a_programme_that_is_closed() -> None:
    """Of all partners it is said that it is over; of one the door says why; until the day before it may be asked."""
    programme = running()
    over = day("2010-05-01")
    programme.close(outcome="cancelled", on=over, reason="over")
    found = what_if(programme)
    assert len(found) == 0
    assert str(found) == "The programme was closed on 1 May 2010: nobody can leave it any more."
    assert found.text("ru") == "Программа завершена 1 мая 2010 г.: выйти из неё уже нельзя."
    with pytest.raises(NotLawful, match="closed on 1 May 2010"):
        what_if(programme, leaves="bank")
    assert set(what_if(programme, on=over - dt.timedelta(days=1)).value) == {"aid", "bank"}


# --- the judge: they really leave ------------------------------------------------------------------------------------


def afresh(programme: Programme) -> Programme:
    """The same ledger, folded by somebody who has asked nothing."""
    return Programme.from_entries(list(programme.templates.values()), list(programme.entries))


def really_left(programme: Programme, leaving: tuple[str, ...], on: dt.date) -> Programme:
    """The programme after they have left through the door; where it keeps them, the entry is written all the same."""
    entries = list(programme.entries)
    for one in leaving:
        try:
            state = State.of(entries) if len(leaving) > 1 else programme.state
            entries += decide(programme.law_on(on), state, End(on=on, kind="partner", id=one, reason=GONE))
        except Refused:
            recorded = max(entries[-1].recorded, as_moment(on))
            seq = len(entries) + 1
            entries.append(Ended(seq=seq, date=on, recorded=recorded, kind="partner", id=one, reason=GONE))
    # an end that the law would refuse is no entry of a ledger that the door has written
    return Programme(programme.template, State.of(entries), templates=programme.templates.values())


def lacks(snapshot: View) -> dict[str, tuple[Status, frozenset[str]]]:
    """How every requirement stands, and who lacks something."""
    return {id_: (status, snapshot.lacking(id_)) for id_, status in snapshot.statuses().items()}


def judged(programme: Programme, found: WhatIf) -> None:
    """Hold an answer against a programme that the partners have really left, folded anew from its entries."""
    before = programme.as_of(found.on)
    after = really_left(programme, found.leaves, found.on).as_of(found.on)
    was, now = lacks(before), lacks(after)
    applying = {id_ for id_ in now if after._gates().severity(programme.template.requirements[id_]) is not None}
    worse = {
        id_: now[id_][1] - was[id_][1]
        for id_ in applying
        if now[id_][0] is not Status.SATISFIED and (now[id_][0] is not was[id_][0] or now[id_][1] - was[id_][1])
    }
    assert {lapse.requirement: frozenset(lapse.lacks) for lapse in found.lapses} == worse
    assert {lapse.requirement: (lapse.before, lapse.after) for lapse in found.lapses} == {
        id_: (was[id_][0], now[id_][0]) for id_ in worse
    }
    assert set(found.eased) == {
        id_ for id_ in now if now[id_][0] is Status.SATISFIED and was[id_][0] is not Status.SATISFIED
    }
    assert found.suspension == (after.suspension if before.suspension is None else None)
    known = {finding.requirement: finding for finding in before.missing()}
    newly = {
        finding.requirement: [lack for lack in finding.lacks if lack not in old.lacks] if old else list(finding.lacks)
        for finding in after.missing()
        if (old := known.get(finding.requirement)) is None or any(lack not in old.lacks for lack in finding.lacks)
    }
    assert {finding.requirement: list(finding.lacks) for finding in found.findings} == newly
    due = {lapse.requirement for lapse in found.lapses if lapse.due and not lapse.holds}
    assert due == {finding.requirement for finding in after.missing()} & set(worse)


def acts_judged(programme: Programme, found: WhatIf) -> None:
    """Try every act that was asked for good: as things stand, and after the partners have really left."""
    for act in found.acts:
        assert act.before is done(afresh(programme), act.commands)
        assert act.after is done(really_left(programme, found.leaves, found.on), act.commands)


@cache
def ranked(on: dt.date) -> Departures:
    """All partners of the pilot."""
    return what_if(pilot(), on=on)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_partner_of_the_pilot_really_leaves_and_it_is_as_was_said(on: dt.date) -> None:
    """Requirements, who lacks what, new findings, suspension."""
    assert len(ranked(on)) == len(pilot().as_of(on).records("partner"))
    programme = afresh(pilot())
    for found in ranked(on):
        judged(programme, found)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_acts_of_the_pilot_are_refused_as_was_said(on: dt.date) -> None:
    """Acts that were asked for one partner are tried for good, without it and with it: the refused ones, and some."""
    found = ranked(on)["kopeika"]
    assert len(found.acts) > 20
    acts_judged(pilot(), replace(found, acts=(*found.refused, *found.acts[::6])))
    for act in found.acts:
        assert bool(act.findings) is not act.after


def test_an_act_is_refused_on_the_day_of_leaving_just_as_on_the_day_after() -> None:
    """The law counts what is missing from the moment at which the leave is written down; the pilot shows it.

    The newsroom left on 16 May 2011, and a visit was refused on 21 May. It would have been on 16 May, too.
    """
    on = day("2011-05-16")
    without = Programme.from_entries(pilot().template, [entry for entry in pilot().entries if entry.date < on])
    found = what_if(without, leaves="media-slot", on=on)
    refused = [act for act in found.refused if act.commands[-1].command == "record"]
    assert [command.record.kind for act in refused if (command := act.commands[-1]).command == "record"] == [
        "placement",
        "visit",
        "visit",
        "publication",
    ]
    for act in refused:
        later = tuple(command.model_copy(update={"on": day("2011-05-21")}) for command in act.commands)
        assert done(afresh(without), later)
        assert not done(really_left(without, ("media-slot",), on), later)
    assert found.suspension == pilot().as_of(day("2011-05-21")).suspension


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(programme=lawful_programmes(small_law(HOUSE), max_entries=14), later=st.integers(0, 40))
def test_in_any_programme_it_is_as_was_said(programme: Programme, later: int) -> None:
    """Whatever the ledger holds: each partner alone, and all of them at once."""
    on = programme.state.horizon + dt.timedelta(days=later)
    found = what_if(programme, on=on)
    for each in found:
        judged(programme, each)
        acts_judged(programme, each)
    if len(found) > 1:
        judged(programme, what_if(programme, leaves=tuple(found.results), on=on))


# --- nothing is changed ----------------------------------------------------------------------------------------------


def seen(programme: Programme, on: dt.date) -> list[object]:
    """What a programme answers on a day, and at its end."""
    snapshot = programme.as_of(on)
    return [
        programme.entries,
        programme.digest(),
        programme.digest(on),
        programme.stage,
        snapshot.statuses(),
        snapshot.missing(),
        snapshot.suspension,
        snapshot.records("partner"),
        programme.snapshot.missing(),
        programme.state.horizon,
    ]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_asking_changes_nothing(on: dt.date) -> None:
    """Neither the question, nor reading what is only found when it is read."""
    programme = afresh(pilot())
    before = seen(programme, on)
    for found in what_if(programme, on=on):
        assert found.plan.steps
        assert found.report("ru")
        assert all(act.findings for act in found.refused)
    assert seen(programme, on) == before == seen(afresh(pilot()), on)


def test_what_is_read_later_is_of_the_programme_that_was_asked() -> None:
    """The programme goes on; the answer stays that of the day on which it was given."""
    programme, other = house(), house()
    found, twin = what_if(programme, leaves="aid", on=DAY), what_if(other, leaves="aid", on=DAY)
    steps = [step.what for step in twin.plan.steps]
    programme.record(Responsibility(id="r-9", partner="bank", function="F1", raci="A"), on=DAY)
    assert [step.what for step in found.plan.steps] == steps
    assert found.findings == twin.findings
    assert programme.as_of(DAY).get("responsibility", "r-9") is not None


# --- the network -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_pairs_are_cut_off_as_the_measure_of_fragility_says(on: dt.date) -> None:
    """The lived network is the same, whether the gates ask for it or an analyst does."""
    impact = exit_impact(partner_network(pilot().as_of(on)))
    assert {partner: found.pairs for partner, found in ranked(on).results.items()} == dict(impact.value)
    assert {partner: found.ties for partner, found in ranked(on).results.items()} == dict(impact.ties)


# --- the ranking -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_partners_are_ranked_by_the_first_difference(on: dt.date) -> None:
    """The order is the one that is stated, and each answer is the one that is given when it is asked for alone."""
    found = ranked(on)
    harms = [result.harm for result in found]
    assert harms == sorted(harms, reverse=True)
    assert all(tuple(result.value) == HARMS for result in found)
    alone = what_if(pilot(), leaves="radi", on=on)
    assert alone == found["radi"]
    assert found.value["radi"] == alone.value


def test_the_same_is_answered_of_a_snapshot() -> None:
    """Whoever has a snapshot asks it."""
    on = DAYS[0]
    assert what_if(pilot().as_of(on), leaves="radi") == what_if(pilot(), leaves="radi", on=on)
    assert what_if(pilot().as_of(DAYS[1]), leaves="radi", on=on) == what_if(pilot(), leaves="radi", on=on)


def histories() -> int:
    gc.collect()
    return sum(isinstance(one, Index) for one in gc.get_objects())


def test_a_ranking_keeps_no_copy_of_the_history() -> None:
    """Most of its results are never read to the end; whoever reads one is told what he is told of it alone."""
    programme = house()
    before = histories()
    found = what_if(programme, on=DAY)
    assert histories() == before
    for partner_, result in found.results.items():
        alone = what_if(programme, leaves=partner_, on=DAY)
        assert result.report() == alone.report()
        assert [act.findings for act in result.refused] == [act.findings for act in alone.refused]


def test_where_nobody_is_there_nobody_can_leave() -> None:
    """A programme without partners has an empty ranking, and says so."""
    programme = Programme.start(small_law(), id="empty", region="RU-SMO", on=DAY)
    found = what_if(programme)
    assert len(found) == 0
    assert str(found) == "On 10 March 2010 there is nobody who could leave."


# --- in words --------------------------------------------------------------------------------------------------------


def test_a_coordinator_reads_what_would_be_lost() -> None:
    """One sentence in each language, with names and titles."""
    found = what_if(house(), leaves="aid", on=DAY)
    assert str(found) == (
        "If Aid left on 10 March 2010: "
        'nobody would answer for F1 "Train the volunteers"; '
        'roles that nobody else holds: coordinator "Coordinator"; '
        'nobody would produce O1 "Volunteers are ready" (wanted by those who stay: 1); '
        "pairs of partners with no way to each other: 1; ties lost: 3."
    )
    assert found.text("ru") == (
        "Если выйдет партнёр «Aid» (10 марта 2010 г.): "
        "останутся без ответственного: F1 «Обучать добровольцев»; "
        "роли, которые больше никто не исполняет: coordinator «Координатор»; "
        "некому обеспечить результаты: O1 «Добровольцы готовы» (в стольких заинтересованы оставшиеся: 1); "
        "пар партнёров без пути друг к другу: 1; будет потеряно связей: 3."
    )


def test_the_report_tells_the_plan_step_by_step() -> None:
    """Each step with its day, where the day comes from, and what the engine said of it."""
    lines = what_if(house(), leaves="aid", on=DAY).report().splitlines()
    assert lines[0] == "If Aid left on 10 March 2010:"
    assert '- could take over F1 "Train the volunteers": Shop (is consulted on it already)' in lines
    assert lines[-2] == "  6. by 10 March 2010: leave: Aid (the day in question) - checked: accepted"
    assert lines[-1].startswith("- the plan was checked and is accepted; the programme goes on")
