"""Who of a region holds the roles that something is owed by, and by which figures a forecast differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from partnership.programme import load_programme, load_template
from partnership.simulation import Region, Study, forecast, load_region, simulate
from partnership.simulation.assembling import model_of
from partnership.simulation.in_charge import Held, appointed, holding, in_charge
from partnership.simulation.model import Model
from tests.cli.helpers import ROOT

SMOLENSK = ROOT / "examples" / "smolensk-2009.yaml"
RIVER = ROOT / "examples" / "watershed-example.yaml"


def model(name: str) -> Model:
    region = load_region(name)
    return model_of(load_template(region.shape.template), region)


def pilot(region: Region | None, file: str = str(SMOLENSK), on: dt.date | None = None) -> Study:
    """Return a forecast of which nothing has been run yet."""
    return forecast(load_programme(file), region, on=on, replications=0)


# --- who ------------------------------------------------------------------------------------------------------------


def test_the_practice_appoints_partners_and_people_of_theirs() -> None:
    """The funder has the concept, too; the chair is somebody of an authority."""
    found = appointed(model("smolensk"))
    assert Held("concept_owner", "victoria", by_person=False) in found
    assert [each for each in found if each.role == "chair"] == [Held("chair", "gov-youth", by_person=True)]
    assert {each.partner for each in found if each.role == "safeguarding_lead"} == {
        "school-kardymovo",
        "school-yartsevo",
        "school-pochinok",
        "school-demidov",
    }


@pytest.mark.parametrize(
    "lang, said",
    [
        (
            "en",
            (
                "Who is responsible here. Author and owner of the concept: Victoria children's foundation; "
                "Chair of the working group: a person from Main directorate for youth affairs of the Smolensk region."
            ),
        ),
        (
            "ru",
            (
                "Кто здесь ответственный. Автор и держатель концепции: Детский фонд «Виктория»; "
                "Председатель рабочей группы: представитель организации"
            ),
        ),
    ],
)
def test_a_role_is_told_with_whoever_of_the_region_holds_it(lang: str, said: str) -> None:
    found = in_charge(model("smolensk"), None, ["concept_owner", "chair"])
    assert found is not None
    assert found.in_language(lang).startswith(said)


def test_what_many_hold_or_several_alike_is_not_told_one_by_one() -> None:
    """Thirteen coordinators, three schools of one name; nor is a role that nobody is appointed to."""
    assert in_charge(model("smolensk"), None, ["partner_coordinator", "register_keeper"]) is None
    assert in_charge(model("kaluga"), None, ["childrens_institution"]) is None
    one = in_charge(model("kaluga"), None, ["government"])
    assert str(one) == "Who is responsible here. Public authorities: The ministry of education."


def test_in_a_forecast_it_is_whoever_holds_the_role_in_the_ledger() -> None:
    """The region has a foundation of its own; the programme's concept is Victoria's."""
    study = pilot(load_region("kaluga"))
    assert study.goes_on is not None
    (held,) = holding(study.model, study.goes_on)["concept_owner"]
    assert (held.partner, held.by_person) == ("victoria", False)
    (without,) = holding(study.model, None)["concept_owner"]
    assert without.partner == "foundation"


def test_a_study_tells_who_stands_for_the_roles_that_it_names_and_for_no_others() -> None:
    """Up to the immersion the author of the concept and the coordinator keep the stages from ending, nobody else."""
    law, region = load_template("volunteers"), load_region("smolensk")
    said = simulate(law, region, replications=4).text()
    assert "responsible: Author and owner of the concept)" in said
    (who,) = [line for line in said.splitlines() if line.startswith("Who is responsible here.")]
    assert "Author and owner of the concept: Victoria children's foundation" in who
    assert "Chair of the working group" not in who


# --- by which figures -------------------------------------------------------------------------------------------------


def test_a_forecast_says_what_was_measured_in_its_ledger_and_what_else_would_be_assumed() -> None:
    """What differs most comes first, and the others are counted."""
    said = pilot(None, str(RIVER)).text()
    assert "Measured there: What a measure brought: 231 days (45 days as the practice assumes); " in said
    assert "; and 5 more." in said
    in_russian = pilot(None, str(RIVER)).text("ru")
    assert "Измерено по ней: Оценка мероприятия: 231 день (в практике принято 45 дней); " in in_russian


def test_where_nothing_can_be_measured_yet_no_figure_is_said_to_be() -> None:
    assert "Measured there" not in pilot(None, on=dt.date(2009, 2, 2)).text()


def test_a_forecast_by_a_region_says_which_figures_are_others_without_it() -> None:
    """Fewer people work for the companies than the practice assumes, and some work took longer in this ledger."""
    study = pilot(load_region("smolensk"))
    said = study.text()
    assert (
        "Without a region other numbers are taken; the most different: "
        "Employees of a company: Kopeika supermarket, Smolensk: 60, not 200; "
        "Employees of a company: Bank Uralsib: 120, not 200; "
    ) in said
    assert "Without a region work takes as long as in this ledger; the most different: Drafting a paper: " in said
    assert "Measured there" not in said
    in_russian = "сильнее всего отличаются: Сотрудников в компании: Универсам «Копейка», г. Смоленск: 60, а не 200; "
    assert in_russian in study.text("ru")


def test_figures_of_another_practice_are_not_held_against_each_other() -> None:
    """They may mean something else there."""
    region = load_region("svetlitsa")
    other = replace(region, practice=replace(region.practice, text=region.practice.text + b"# ours\n"))
    assert "Without a region" in pilot(region, str(RIVER)).text()
    assert "Without a region" not in pilot(other, str(RIVER)).text()
