"""Whoever leaves hands over where another of the side is there to take it; else the law stops the programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from partnership.errors import InputError
from partnership.messages.message import shown
from partnership.programme import Programme, load_programme, load_template
from partnership.records import Responsibility
from partnership.simulation import Difference, PartnerExit, Region, exits_told, forecast, load_region, simulate
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.history import History
from partnership.simulation.loading import region_of
from partnership.simulation.model import Model
from partnership.simulation.study import leaving_step

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet


@pytest.fixture(scope="module")
def smolensk() -> Model:
    return model_of(load_template("volunteers"), load_region("smolensk"))


def without(model: Model, partner: str, step: int = 70) -> History:
    return Exact(model, Chance(3), 5, leave={partner: step}).run()


def test_a_partner_leaves_so_many_months_after_the_first_day() -> None:
    """On the first step by which they are over: after one as after the last that ends before the runs do."""
    kaluga = model_of(load_template("volunteers"), load_region("kaluga"))
    days = [kaluga.days[leaving_step(kaluga, "bank", months)].isoformat() for months in (1, 6, 47)]
    assert kaluga.start.isoformat() == "2026-02-02"
    assert days == ["2026-03-02", "2026-08-03", "2030-01-07"]
    with pytest.raises(InputError) as refused:
        leaving_step(kaluga, "bank", 48)
    (fault,) = refused.value.faults
    assert "leaves after 48 months" in shown(fault.what, "en")
    assert "уход через 48 мес." in shown(fault.what, "ru")


def test_exits_say_after_how_many_months_a_partner_leaves() -> None:
    """In words of one and of many."""
    study = simulate(load_template("volunteers"), load_region("kaluga"), replications=0, engine="exact")
    nothing = Difference(0.0, 0.0, 0.0, 0)
    found = [PartnerExit("bank", months, nothing, None, ()) for months in (1, 6)]
    one, six = exits_told(study, found)
    assert '"The bank" leaves after 1 month: ' in one.in_language("en")
    assert "«Банк» уходит через 6 месяцев: " in six.in_language("ru")


def test_a_company_that_leaves_costs_time_and_its_people_who_had_not_begun(smolensk: Model) -> None:
    """Its volunteers may go on; whoever has climbed no step went with the employer."""
    whole, less = (Exact(smolensk, Chance(3), 7, leave=leave).run() for leave in ({}, {"uralsib": 70}))
    assert less.entered["main"] > whole.entered["main"]
    assert not less.attempts
    outside = smolensk.states.index("outside")
    assert less.counts[-1][outside] < whole.counts[-1][outside]


def test_an_authority_that_leaves_hands_its_duties_to_another(smolensk: Model) -> None:
    """Each shared duty has one who answers for it, and the one who left answers for none."""
    programme = without(smolensk, "gov-youth").programme
    assert programme is not None
    answers = [
        each
        for each in programme.snapshot.records("responsibility")
        if isinstance(each, Responsibility) and each.raci == "A"
    ]
    assert not [each for each in answers if each.partner == "gov-youth"]
    assert {each.function for each in answers} >= {"F14", "F15", "F16", "F18", "F20"}


def test_without_its_only_coordinator_the_programme_stands_still(smolensk: Model) -> None:
    """Nobody is there to hand over to, and the law counts the one who left."""
    history = without(smolensk, "radi", 110)
    assert "main" not in history.entered
    assert {"M15", "M17"} <= set(history.openings[-1].last)
    assert history.attempts[0].rules == ("nobody:coordinator",)


@pytest.mark.parametrize("partner", ["uralsib", "gov-youth", "school-demidov", "radi"])
def test_a_history_with_a_leaving_is_a_ledger_like_any_other(smolensk: Model, partner: str) -> None:
    """It is taken up again and is the same."""
    programme = without(smolensk, partner).programme
    assert programme is not None
    assert Programme.from_entries(smolensk.law, programme.entries).digest() == programme.digest()


@pytest.mark.parametrize("partner", ["uralsib", "gov-youth", "school-demidov", "zabota"])
@pytest.mark.parametrize("step", [60, 125])
def test_nobody_who_left_has_a_seat_a_place_or_a_duty(smolensk: Model, partner: str, step: int) -> None:
    """What was the partner's ends, or goes to another of its side; of what it signed the ledger goes on to tell."""
    history = without(smolensk, partner, step)
    assert history.attempts == ()
    assert history.programme is not None
    view = history.programme.as_of(smolensk.days[-1])
    gone = {partner, f"c-{partner}", f"e-{partner}", f"place-{partner}"}
    for kind in ("assignment", "membership", "team", "person", "place", "placement", "responsibility", "tie"):
        for each in view.records(kind):
            if each.id.startswith("p-"):  # a volunteer, who may go on without the employer
                continue
            assert not gone & set(_named(each.model_dump(mode="json"))), f"{kind} {each.id}"


# --- where there are two of each kind --------------------------------------------------------------------------------


@cache
def two_of_each(region: str) -> Region:
    """Return a region that ships, with two of each partner that there is one of."""
    lines = (files("partnership") / "regions" / f"{region}.yaml").read_text(encoding="utf-8").splitlines()
    doubled = [
        line.replace(", sector:", ", count: 2, sector:") if "name:" in line and "count:" not in line else line
        for line in lines
    ]
    practice = load_region(region).practice
    return region_of("\n".join(doubled).encode(), f"{region}.yaml", practice.text, practice.file)


@cache
def model_for(region: str, *, is_doubled: bool) -> Model:
    where = two_of_each(region) if is_doubled else load_region(region)
    return model_of(load_template(where.shape.template), where)


def leaving(region: str, partner: str, month: int, stage: str, *, is_doubled: bool = True) -> ParameterSet:
    id_ = f"{partner} of {'two' if is_doubled else 'several'} in {region}, after {month} months"
    return pytest.param(region, partner, month, stage, is_doubled, id=id_)


@pytest.mark.parametrize(
    "region, partner, month, stage, is_doubled",
    [
        leaving("tarsu-valley", "northaid-1", 20, "closed"),  # what it had promised is promised by the other
        leaving("tarsu-valley", "wells-2", 35, "closed"),  # the manager is another one, and attests the work anew
        leaving("tarsu-valley", "springs", 16, "closed", is_doubled=False),  # what it had not spent it returns
        leaving("river-district", "helping-hands-1", 6, "review"),  # complaints have another officer
        leaving("river-district", "food-line", 6, "review", is_doubled=False),
        leaving("svetlitsa", "zarechye-1", 24, "evaluating"),  # nobody samples at its bank any more
        leaving("svetlitsa", "nivy-2", 69, "evaluating"),  # what its measure brought another estimates
    ],
)
def test_one_of_several_may_leave(region: str, partner: str, month: int, stage: str, is_doubled: bool) -> None:  # noqa: FBT001 - a case
    """What the partner did for all is done by another, or done anew, and the last stage is reached."""
    model = model_for(region, is_doubled=is_doubled)
    step = next(at for at, number in enumerate(model.month_of) if number >= month)
    history = Exact(model, Chance(1), 0, leave={partner: step}).run()
    assert partner in history.partners
    assert stage in history.entered, history.openings[-1]


@pytest.mark.soak
@pytest.mark.parametrize("region", ["svetlitsa", "river-district", "tarsu-valley"])
def test_whoever_leaves_and_whenever(region: str) -> None:
    """Where another of the same kind takes part, no leaving stops the programme."""
    model = model_for(region, is_doubled=True)
    last = {stage for stage in model.stages if stage in Exact(model, Chance(1), 0).run().entered}
    stuck = []
    for partner in model.partners:
        kind = (partner.candidate.sector, partner.candidate.role)
        for step in range(10, len(model.days) // 2, 20):
            history = Exact(model, Chance(1), 0, leave={partner.id: step}).run()
            others = [
                each
                for each in model.partners
                if each.id in history.partners
                and each.id != partner.id
                and (each.candidate.sector, each.candidate.role) == kind
            ]
            if others and not last <= history.entered.keys():
                stuck.append((partner.id, step, history.openings[-1]))
    assert not stuck


def test_what_others_hold_stays_with_them() -> None:
    """In the pilot several authorities answer for duties; none of these goes to another when a bank leaves."""
    pilot = load_programme("examples/smolensk-2009.yaml")
    study = forecast(
        pilot, load_region("smolensk"), on=dt.date(2009, 6, 22), replications=1, seed=1, leave={"uralsib": 2}
    )
    programme = study.history(0).programme
    assert programme is not None
    answers = {
        each.function: each.partner
        for each in programme.snapshot.records("responsibility")
        if isinstance(each, Responsibility) and each.raci == "A"
    }
    assert study.share_reaching("main").value == 1
    assert (answers["F15"], answers["F16"], answers["F14"]) == ("gov-education", "gov-information", "gov-youth")


def test_of_a_way_that_a_cycle_passes_by_it_is_told_what_keeps_it_shut() -> None:
    """The fund has left, and the work goes round and round without its money: it is never complete."""
    law = load_template("aid-project")
    study = simulate(law, load_region("tarsu-valley"), replications=1, seed=1, leave={"northaid": 30})
    missing = [each.rule for each in study.bottlenecks("annual_review") if not each.ended]
    assert "I10" in missing
    assert 'the way from "Review" to "Finalisation" has not opened' in " ".join(study.text().split())


def _named(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _named(each)
        case list():
            for each in value:
                yield from _named(each)
        case _:
            return
