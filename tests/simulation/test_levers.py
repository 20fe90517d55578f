"""What can be set in a study is listed, each with what it may be."""

from __future__ import annotations

import pytest

from partnership.errors import InputError, UnknownName
from partnership.programme import load_template
from partnership.simulation.assembling import model_of
from partnership.simulation.levers import Lever, check_levers, levers_of
from partnership.simulation.loading import load_region, shipped_regions


def levers(region: str) -> dict[str, Lever]:
    found = load_region(region)
    return {each.name: each for each in levers_of(load_template(found.shape.template), found)}


@pytest.mark.parametrize("region", shipped_regions())
def test_what_is_listed_may_be_set_to_its_ends_and_not_beyond(region: str) -> None:
    """So that whoever chooses within what is said is never refused, and others are."""
    found = load_region(region)
    model = model_of(load_template(found.shape.template), found)
    for name, each in levers(region).items():
        for value in (each.value, each.least, *([] if each.most is None else [each.most])):
            check_levers(model, {name: value})
        for beyond in (each.least - 1, *([] if each.most is None else [each.most + 1])):
            with pytest.raises(InputError):
                check_levers(model, {name: beyond})


@pytest.mark.parametrize("region", shipped_regions())
def test_what_is_not_listed_is_refused(region: str) -> None:
    """So that nothing is set without an effect, and all that can be set is listed."""
    found = load_region(region)
    law = load_template(found.shape.template)
    model = model_of(law, found)
    names = {*model.numbers, *(f"law.{name}" for name in law.parameters)}
    for name in names - levers(region).keys():
        with pytest.raises((InputError, UnknownName)):
            check_levers(model, {name: 1})


def test_how_many_people_a_company_has_is_no_lever() -> None:
    """It is said in the region's file, of each company or for all of them."""
    found = load_region("kaluga")
    model = model_of(load_template("volunteers"), found)
    assert "employees" in model.numbers
    assert "employees" not in levers("kaluga")
    for name, key in (("employees", "numbers"), ("employees.bank", "partners")):
        with pytest.raises(InputError, match=f"set it in the region's file, under `{key}:`"):
            check_levers(model, {name: 500})


@pytest.mark.parametrize(
    "name, value, what",
    [
        ("work.signing", "P20D", "under `work:`: signing: {value: P20D, basis: expert}"),
        ("work.signin", "P20D", "under `work:`: signing: {value: P20D, basis: expert}"),
        (
            "signing",
            20,
            "it says how long work takes; write it in the region's file under `work:`: signing: {value: P30D",
        ),
        ("horizon", "P2Y", "set it in the region's file, under `horizon:`"),
        ("partners.school.agrees", 0.5, "set it in the region's file, under `partners:`"),
        ("numbers.sign_up", 0.1, "Write sign_up"),
        ("parameters.quorum", 0.6, "Write law.quorum"),
        ("office", 3, "Write workers.office"),
    ],
)
def test_what_a_region_says_otherwise_is_answered_with_where_it_is_set(name: str, value: float, what: str) -> None:
    """Given somebody who sets what is no lever, or calls one as the files do: they are told how it is done."""
    found = load_region("kaluga")
    with pytest.raises((InputError, UnknownName)) as refused:
        check_levers(model_of(load_template("volunteers"), found), {name: value})
    assert what in str(refused.value)


def test_what_is_ours_to_choose_comes_first() -> None:
    """What the practice marks so, workers and the law; the rest is how the world is."""
    found = levers("smolensk")
    ours = [name for name, each in found.items() if each.is_ours]
    assert ours == [*found][: len(ours)]
    assert {"sign_up", "training_places", "workers.office", "law.quorum"} <= {*ours}
    assert not {"visit", "pupils"} & {*ours}


def test_it_is_told_whether_the_region_says_so() -> None:
    """The rest is assumed by the practice, or stands so in the template."""
    found = levers("smolensk")
    assert (found["pupils"].value, found["pupils"].is_of_region) == (540, True)
    assert (found["visit"].value, found["visit"].is_of_region) == (0.7, False)
    assert (found["law.pilot_budget"].value, found["law.pilot_budget"].is_of_region) == (1_000_000, True)
    assert (found["law.quorum"].value, found["law.quorum"].is_of_region) == (0.5, False)
    assert levers("svetlitsa")["law.plan_majority"].value == pytest.approx(2 / 3)
