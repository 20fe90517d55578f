"""Forecasts from the ledgers that ship: they go on as they are, with what they have, and run out of nothing."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from partnership.acts import Ended, Recorded, command_of
from partnership.errors import InputError
from partnership.index import State
from partnership.programme import Programme, load_programme
from partnership.simulation import (
    ForecastStanding,
    StageStanding,
    Study,
    chance_told,
    exits,
    forecast,
    load_region,
    region_of_ledger,
    standing_of_stage,
    standing_told,
    standings,
    standings_told,
    worst_told,
)
from partnership.simulation.estimates import share
from partnership.simulation.seated import crowd_of, put_people
from partnership.simulation.worst_worlds import WorstWorlds
from partnership.values import Duration, plain_day

LEDGERS = {
    "disaster-coalition": ("disaster-coalition-example", "river-district"),
    "watershed": ("watershed-example", "svetlitsa"),
    "aid-project": ("aid-project-example", "tarsu-valley"),
    "volunteers": ("smolensk-2009", "smolensk"),
}


@cache
def ledger(law: str) -> Programme:
    return load_programme(f"examples/{LEDGERS[law][0]}.yaml")


@cache
def ahead(law: str, on: dt.date | None = None, runs: int = 2) -> Study:
    return forecast(ledger(law), load_region(LEDGERS[law][1]), on=on, replications=runs, seed=1)


def go_on(law: str, on: str, stage: str) -> object:
    return pytest.param(law, dt.date.fromisoformat(on), stage, id=f"{law} from {on} to {stage}")


@pytest.mark.parametrize(
    "law, on, stage",
    [
        go_on("disaster-coalition", "2026-01-20", "preparedness:2"),  # the agreement has its first signatures
        go_on("disaster-coalition", "2026-04-27", "preparedness:2"),  # in the middle of the response
        go_on("disaster-coalition", "2026-06-29", "preparedness:2"),  # a company has left, and handed over
        go_on("disaster-coalition", "2026-09-14", "preparedness:2"),  # an incident is open
        go_on("disaster-coalition", "2026-10-12", "preparedness:2"),  # the second round
        go_on("watershed", "2018-03-16", "evaluating"),  # one person does two things
        go_on("watershed", "2018-09-12", "evaluating"),
        go_on("watershed", "2021-06-10", "characterising"),  # suspended: the agreement has run out
        go_on("watershed", "2021-09-21", "characterising"),
        go_on("watershed", "2023-01-16", "characterising:2"),
        go_on("aid-project", "2023-02-01", "closed"),
        go_on("aid-project", "2024-07-25", "finalisation"),  # suspended: a case of fraud is open
        go_on("aid-project", "2025-01-19", "finalisation"),
        go_on("volunteers", "2009-02-02", "main"),
        go_on("volunteers", "2009-10-30", "main"),  # volunteers have signed up whom nobody has trained
        go_on("volunteers", "2011-01-23", "follow_up"),
        # what a rule still lacked, and no line of the practice could write
        go_on("aid-project", "2023-04-11", "closed"),  # more is in the budget than has been promised
        go_on("aid-project", "2023-11-10", "closed"),  # of the money received a part has been spent
        go_on("aid-project", "2024-07-26", "closed"),
        go_on("aid-project", "2025-11-17", "closed"),  # a complaint is open, which the practice has not received
        go_on("volunteers", "2010-04-19", "follow_up"),  # of four institutions two have a team
        go_on("volunteers", "2010-06-01", "follow_up"),  # one pupil helps, and none of the others has taken part
        go_on("volunteers", "2011-05-16", "follow_up"),  # a partner has left, and not handed over yet
        go_on("volunteers", "2010-07-08", "follow_up"),  # outcomes are wanted that have no indicator
        go_on("watershed", "2019-03-04", "evaluating"),  # a partner has objected to the goals
        go_on("watershed", "2019-03-18", "evaluating"),  # the goal is higher than what the measures bring
        go_on("watershed", "2019-07-01", "evaluating"),  # the money does not cover what was planned
        go_on("watershed", "2020-03-02", "evaluating"),  # a measure is built on the land of another
        go_on("disaster-coalition", "2026-06-20", "review"),  # who followed a household has left
        go_on("disaster-coalition", "2026-09-15", "preparedness:2"),  # a lesson has no owner
    ],
)
def test_a_programme_goes_on_from_where_it_is(law: str, on: dt.date, stage: str) -> None:
    """Every run gets there; and the law lets every entry of it pass."""
    found = ahead(law, on)
    assert found.failures == ()
    assert found.share_reaching(stage).value == 1
    programme = found.history(0).programme
    assert programme is not None
    again = Programme(found.template, State.empty())
    for entry in programme.entries:
        assert again.do(command_of(entry)) == (entry,)
    assert again.digest() == programme.digest()


def test_what_runs_out_is_renewed() -> None:
    """The pact ends with 2027 and the programme is suspended; another is signed, and the rounds turn."""
    history = ahead("disaster-coalition").history(0)
    assert history.programme is not None
    end = history.programme.as_of(dt.date(2031, 10, 12))
    assert end.suspended_since is None
    pact = next(one for one in end.records("agreement") if getattr(one, "type", None) == "coalition_agreement")
    assert pact.id != "pact"


def test_each_water_of_the_ledger_has_a_goal_and_what_the_practice_has_more_of_has_none() -> None:
    """Three partners live at the river, and the ledger has two waters: there are two goals of the second round."""
    history = ahead("watershed").history(0)
    assert history.programme is not None
    view = history.programme.as_of(dt.date(2024, 1, 16))
    before = {one.id for one in ledger("watershed").snapshot.records("goals")}
    goals = [one.fields["water"] for one in view.records("goals") if one.id not in before]  # type: ignore[attr-defined] # rows have fields
    assert sorted(goals) == ["lake", "upper"]
    assert {one.id for one in view.records("waters")} == {"lake", "upper"}


def test_nobody_is_appointed_beside_somebody_who_is() -> None:
    """The ledger has a treasurer who is the coordinator too; whoever comes takes that one's place."""
    history = ahead("watershed", dt.date(2018, 3, 16)).history(0)
    assert history.programme is not None
    ended = {one.id for one in history.programme.entries if isinstance(one, Ended)}
    assert "as-funds" in ended


@pytest.mark.parametrize("law", LEDGERS)
def test_it_is_told_where_a_programme_stands_in_the_forecast_of_a_year_ago(law: str) -> None:
    programme = ledger(law)
    last = programme.snapshot.date
    then = max(last.replace(year=last.year - 1), programme.entries[0].date)  # one of them is younger than a year
    before = ahead(law, then)
    came = [(day, stage) for day, stage in programme.snapshot.facts.stays if day > then and stage is not None]
    assert came
    for day, stage in came:
        where = standing_of_stage(before, stage, day)
        assert 0 <= where.percentile <= 1


def test_placements_of_volunteers_who_leave_end_and_others_are_placed() -> None:
    """Everybody leaves in the first months: no placement names somebody who is gone."""
    day = dt.date(2010, 4, 28)
    found = forecast(
        ledger("volunteers"), load_region("smolensk"), on=day, replications=1, seed=3,
        levers={"leave_experienced": 0.9, "leave_new": 0.9},
    )  # fmt: skip
    history = found.history(0)
    assert history.programme is not None
    then, end = ledger("volunteers").as_of(day), history.programme.as_of(day + dt.timedelta(days=200))
    placed = {one.id for one in then.records("placement")}
    assert len(placed) > 1
    ended = {one.id for one in history.programme.entries if isinstance(one, Ended) and one.basis == "simulated"}
    assert placed & ended
    volunteers = {one.id for one in end.records("volunteer")}
    assert {one.volunteer for one in end.records("placement")} <= volunteers  # type: ignore[attr-defined] # placements


def test_a_forecast_needs_a_programme_that_has_begun() -> None:
    with pytest.raises(InputError, match="is not within the ledger; expected a day from 1 February 2023"):
        ahead("aid-project", dt.date(2020, 1, 1))


def test_a_closed_programme_says_from_which_day_something_was_ahead() -> None:
    """The day before it entered its last stage; or, closed on the way, the day before that."""
    with pytest.raises(InputError, match="the programme is closed; go on from 11 January 2026, or from an earlier day"):
        ahead("aid-project")
    assert ahead("aid-project", dt.date(2026, 1, 11), runs=0).ahead == ("closed",)
    whole, day = ledger("aid-project"), dt.date(2024, 3, 4)
    closed = Programme.from_entries(whole.templates.values(), [one for one in whole.entries if one.date <= day])
    closed.close(on=day, outcome="cancelled", reason="over")
    with pytest.raises(InputError, match="go on from 3 March 2024, or from an earlier day"):
        forecast(closed, replications=0)


@pytest.mark.parametrize(
    "quicker, due, said, in_russian",
    [
        (0.0, 0.0, 'is ahead of this forecast: "Review" came sooner than in any of its runs. Its times may be too',
         "опережает этот прогноз: этап «Обзор» начался раньше, чем в любом из его прогонов. Возможно, сроки в"),
        (0.1, 0.5, 'is ahead of this forecast: "Review" came sooner than in 90 % of its runs.',
         "опережает этот прогноз: этап «Обзор» начался раньше, чем в 90 % его прогонов."),
        (0.4, 0.0, 'is about where this forecast expected it: "Review" came later than in 40 % of its runs.',
         "примерно так, как ожидал этот прогноз: этап «Обзор» начался позже, чем в 40 % его прогонов."),
        (0.9, 0.5, 'is behind this forecast: "Review" came later than in 90 % of its runs.',
         "отстаёт от этого прогноза: этап «Обзор» начался позже, чем в 90 % его прогонов."),
        (1.0, 0.0, 'is behind this forecast: "Review" came later than in any of its runs. Its times may be too short.',
         "отстаёт от этого прогноза: этап «Обзор» начался позже, чем в любом из его прогонов."),
        (0.1, 0.9, 'is behind this forecast: 90 % of its runs had reached "Finalisation" by now.',
         "отстаёт от этого прогноза: до этапа «Завершение» к этому времени дошли 90 % его прогонов."),
        (None, 0.0, 'about where this forecast expected it: by now none of its runs had reached "Finalisation".',
         "примерно так, как ожидал этот прогноз: до этапа «Завершение» к этому времени не дошёл ни один его прогон."),
        (None, 0.5, 'about where this forecast expected it: by now 50 % of its runs had reached "Finalisation".',
         "ожидал этот прогноз: до этапа «Завершение» к этому времени дошли 50 % его прогонов."),
    ],
)  # fmt: skip
def test_first_it_is_told_whether_a_programme_is_ahead_of_an_earlier_forecast(
    quicker: float | None, due: float, said: str, in_russian: str
) -> None:
    """By the stage that came last, or by one that three quarters of the runs have reached and the programme has not."""
    before = ahead("aid-project", dt.date(2025, 1, 19), runs=0)
    found = [StageStanding("finalisation", None, share(round(20 * due), 20), None)]
    if quicker is not None:
        found.insert(
            0,
            StageStanding("annual_review", ForecastStanding("annual_review", 30.0, quicker, 60.0), share(9, 20), None),
        )
    verdict, *rest = standings_told(before, found)
    assert len(rest) == len(found)
    assert said in verdict.in_language("en")
    assert in_russian in verdict.in_language("ru")


@pytest.mark.parametrize(
    "part, said, in_russian",
    [
        (0.0, "none of its runs was quicker", "ни один прогон не был быстрее"),
        (0.004, "0.4 % of its runs were quicker", "быстрее было 0,4 % прогонов"),
        (0.35, "35 % of its runs were quicker", "быстрее было 35 % прогонов"),
        (1.0, "all of its runs were quicker", "все прогоны были быстрее"),
    ],
)
def test_no_run_and_every_run_are_no_per_cent(part: float, said: str, in_russian: str) -> None:
    before = ahead("aid-project", dt.date(2025, 1, 19), runs=0)
    told = standing_told(before, ForecastStanding("annual_review", 30.0, part, 60.0))
    assert f"and {said}." in told.in_language("en")
    assert f", {in_russian}." in told.in_language("ru")


@pytest.mark.parametrize(
    "failed, said, in_russian",
    [
        (0.0, '"Closed" is reached within 10 days in all runs.', "До этапа «Закрыт» за 10 дней доходят все прогоны."),
        (0.5, '"Closed" is not reached within 10 days in 50 % of the runs.', "не доходят 50 % прогонов."),
        (1.0, '"Closed" is not reached within 10 days in any run.', "за 10 дней не доходит ни один прогон."),
    ],
)
def test_where_all_or_none_fail_it_is_said_without_per_cent(failed: float, said: str, in_russian: str) -> None:
    before = ahead("aid-project", dt.date(2025, 1, 19), runs=0)
    first = next(iter(worst_told(before, WorstWorlds((), 1.0, failed, failed, 1.0), "closed", 10)))
    assert first.in_language("en") == said
    assert in_russian in first.in_language("ru")


def test_a_chance_of_none_is_told_alike_wherever_it_is_told() -> None:
    """Of a single run that does not get there no bounds are told, neither of the study nor of the one stage."""
    found = ahead("aid-project", dt.date(2025, 1, 19), runs=1)
    never = chance_told(found, "closed", 10)
    assert never.in_language("en") == '"Closed" is not reached within 10 days in any run.'
    assert never.in_language("ru") == "До этапа «Закрыт» за 10 дней не доходит ни один прогон."
    short = forecast(ledger("aid-project"), on=dt.date(2025, 1, 19), horizon=Duration.parse("P30D"), replications=1)
    assert chance_told(short, "closed") in [*Study.teller(short)]


def test_an_earlier_forecast_that_is_none_is_refused() -> None:
    before = ahead("aid-project", dt.date(2025, 1, 19), runs=0)
    with pytest.raises(InputError, match="begins on 19 January 2025; expected a day before 19 January 2025"):
        standings(before, ledger("aid-project"), dt.date(2025, 1, 19))


def test_a_cycle_that_is_gone_round_in_the_ledger_comes_round_once_more() -> None:
    """From the review the next preparedness is the second, and not the third."""
    found = ahead("disaster-coalition", dt.date(2026, 9, 14))
    assert (found.days_to("preparedness:2") == found.days_to("preparedness")).all()
    assert found.ahead == ("preparedness:2",)


def test_what_is_asked_of_a_forecast_goes_on_from_its_ledger_too() -> None:
    """More runs, other arms, and leavings: none of them begins anew."""
    found = ahead("disaster-coalition")
    more = found.go_on(1)
    assert len(more) == 3
    assert (more.days_to("preparedness:2")[:2] == found.days_to("preparedness:2")).all()
    programme = found.history(0).programme
    assert programme is not None
    begun = len(ledger("disaster-coalition").entries)
    river = load_region("river-district")
    arms = forecast(ledger("disaster-coalition"), river, replications=1, seed=1, arms={"one": {"workers.office": 1}})
    for arm in ("base", "one"):
        history = arms.history(0, arm).programme
        assert history is not None
        assert history.entries[:begun] == programme.entries[:begun]
    (first, *_) = exits(found, "review", [2], partners=[ledger("disaster-coalition").snapshot.records("partner")[0].id])
    assert first.reached.replications == 2


def test_a_law_s_parameter_is_none_to_be_set_of_a_programme_that_runs() -> None:
    with pytest.raises(InputError, match="the programme has its own parameters"):
        forecast(ledger("watershed"), load_region("svetlitsa"), levers={"law.samples_per_station": 1}, replications=0)


def test_a_region_is_measured_in_a_ledger_stage_by_stage() -> None:
    """How long work took to its first paper: an agreement that was renewed years later took no longer for that."""
    measured = region_of_ledger(ledger("watershed")).shape
    assert measured.work["voting"].centre == 28
    assert {each.basis for each in measured.work.values()} == {"measured"}
    assert {each.source for each in measured.work.values()} == {ledger("watershed").id}
    assert measured.partners == ()
    before = region_of_ledger(ledger("watershed"), on=dt.date(2018, 9, 12)).shape
    assert "voting" not in before.work, "what came later is not known yet"


def test_what_is_waited_for_is_not_measured() -> None:
    """Of one disaster nobody learns when the next one comes."""
    assert "disaster" not in region_of_ledger(ledger("disaster-coalition")).shape.work


def test_a_team_of_the_ledger_is_that_of_the_institution_whose_pupils_are_in_it() -> None:
    """Given teams in two of four institutions, when it goes on, then the two others get one, and those keep theirs."""
    history = ahead("volunteers", dt.date(2010, 6, 1)).history(0)
    assert history.programme is not None
    view = history.programme.snapshot
    pupils = {one.id: getattr(one, "institution", None) for one in view.records("ward")}
    teams = [one for one in view.records("team") if getattr(one, "purpose", None) == "mixed_age"]
    assert len(teams) == 4
    for team in teams:
        assert len({pupils[one] for one in team.__dict__["members"] if one in pupils}) == 1


def test_what_a_partner_who_has_left_still_owes_is_handed_over_once() -> None:
    """Given a partner who has left and not handed over, when it goes on, then one handover is written and no more."""
    for day, told in ((dt.date(2011, 5, 16), 1), (dt.date(2011, 6, 1), 0)):
        history = ahead("volunteers", day).history(0)
        assert history.programme is not None
        there = {entry.record.id for entry in ledger("volunteers").entries if isinstance(entry, Recorded)}
        handovers = [one.id for one in history.programme.snapshot.records("handover") if one.id not in there]
        assert len(handovers) == told


def test_somebody_whom_the_practice_names_and_nobody_is_yet_is_assumed_to_be_won() -> None:
    """Given no evaluator in the first year, when it goes on by its own figures, then one is won and it closes."""
    day = dt.date(2024, 1, 15)
    measured = region_of_ledger(ledger("aid-project"), on=day).shape
    assert [(one.sector, one.role) for one in measured.partners] == [("academic", None)]
    later = region_of_ledger(ledger("aid-project"), on=dt.date(2025, 11, 17)).shape
    assert later.partners == (), "in the end there is one"
    found = forecast(ledger("aid-project"), on=day, replications=2, seed=1)
    assert found.share_reaching("closed").value == 1
    assert "these are assumed to join: Academic, training and research (still to be won)." in found.text()


def test_whom_the_programme_reaches_goes_on_to_count_once_its_main_stage_lies_behind() -> None:
    found = ahead("volunteers")
    acting = found.values("independent")[-1]
    assert (found.values("pupils_reached")[-1][acting > 0] > 0).all()
    assert acting.any()


@pytest.mark.parametrize("drawn", [1, 40, 500])
def test_volunteers_of_a_ledger_are_their_own_company_s_people_however_few_are_drawn_for_it(drawn: int) -> None:
    """How many work at a company is uncertain: whoever of them volunteers by the ledger is there in every run."""
    model = ahead("volunteers", runs=0).model
    seats = [(f"v-{who}-{number}", who, 1) for who in ("uralsib", "kopeika") for number in range(3)]
    worth = {each.employees or "": drawn for each in model.partners}
    crowd = crowd_of(model, worth, seats)
    numbers = put_people(crowd, seats)
    assert {person: crowd.partner_of(number) for person, number in numbers.items()} == {
        person: partner for person, partner, _ in seats
    }
    assert crowd.first[-1] == max(3, drawn) * len(crowd.partners)


def days_of(law: str, step: int) -> list[dt.date]:
    first, last = plain_day(ledger(law).entries[0].date), ledger(law).snapshot.date
    return [first + dt.timedelta(days) for days in range(0, (last - first).days, step)]


@pytest.mark.soak
@pytest.mark.parametrize("law", LEDGERS)
def test_no_day_of_a_ledger_contradicts_the_days_around_it(law: str) -> None:
    """Given any week of a ledger, when it goes on from it, then it gets as far as from the weeks before and after."""
    region = load_region(LEDGERS[law][1])
    ends: list[tuple[dt.date, bool]] = []
    for day in days_of(law, 7):
        found = forecast(ledger(law), region, on=day, replications=2, seed=1)
        last = [stage for stage in found.ahead if ":" not in stage][-1:]
        ends.append((day, all(found.share_reaching(stage).value > 0 for stage in last)))
    stuck = [
        day
        for (_, before), (day, here), (_, after) in zip(ends, ends[1:], ends[2:], strict=False)
        if before and after and not here
    ]
    assert stuck == []
