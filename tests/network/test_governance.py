"""Which form the governance of a network has, and since when."""

import datetime as dt
from fractions import Fraction
from typing import Literal

import pytest

from partnership.errors import InputError, UnknownName
from partnership.network.measures.governance import Criterion, GovernanceFound, governance
from partnership.programme import Programme
from partnership.records import Assignment, Body, Event, Person, Responsibility, Succession
from partnership.values import Text
from tests.network.lawful import programme_of
from tests.network.pilot import on, pilot
from tests.small import day

THREE = {"aid": "ngo", "bank": "business", "club": "ngo"}


def coordinated(programme: Programme, partner: str | None, since: str = "2010-02-01", id_: str = "a-1") -> Programme:
    """The programme with a coordinator: of a partner, or on nobody's behalf."""
    programme.record(Person(id=f"p-{id_}", partner=partner), on=day(since))
    programme.record(Assignment(id=id_, role="coordinator", person=f"p-{id_}"), on=day(since))
    return programme


def dutiful(programme: Programme, *duties: tuple[str, str]) -> Programme:
    for partner, function in duties:
        duty = Responsibility(id=f"r-{partner}-{function}", partner=partner, function=function, raci="A")
        programme.record(duty, on=day("2010-03-01"))
    return programme


def seen(programme: Programme, on_: str = "2010-12-31") -> GovernanceFound:
    return governance(programme.as_of(day(on_)))


def criterion(figure: GovernanceFound, id_: str) -> Criterion:
    return next(each for each in figure.criteria if each.id == id_)


# --- the forms -------------------------------------------------------------------------------------------------------


def test_two_partners_are_no_network_yet() -> None:
    found = seen(programme_of({"aid": "ngo", "bank": "business"}))
    assert (found.value, found.since, found.history) == (None, None, ())
    assert found.text("ru") == "Партнёров слишком мало, чтобы говорить о сети."


def test_where_nobody_coordinates_governance_is_shared() -> None:
    found = seen(programme_of(THREE))
    assert found.value == "shared"
    assert found.since == day("2010-01-02")
    assert found.practice is None
    assert found.text("en") == (
        "Governance, since 2 January 2010: shared by the partners, nobody is named to coordinate."
    )


def test_a_partner_with_functions_of_its_own_who_coordinates_leads() -> None:
    found = seen(dutiful(coordinated(programme_of(THREE), "aid"), ("aid", "host"), ("bank", "give")))
    assert (found.value, found.coordinators) == ("lead", ("aid",))
    assert criterion(found, "own_functions").figure == Fraction(1, 2)
    assert found.text("en") == (
        "Governance, since 1 February 2010: a lead organisation (Aid). "
        "Functions that it carries out or answers for itself: 1 of 2. "
        "Before, from 2 January 2010: shared by the partners, nobody is named to coordinate."
    )
    assert found.text("ru") == (
        "Форма управления с 1 февраля 2010 г.: ведущая организация (Aid). "
        "Функции, которые координатор исполняет сам или за которые отвечает: 1 из 2. "
        "Ранее, с 2 января 2010 г.: совместное управление партнёров, координатор не назначен."
    )


def test_before_functions_are_given_out_a_coordinating_partner_leads_and_it_is_said_that_none_are_known() -> None:
    found = seen(dutiful(coordinated(programme_of(THREE), "aid"), ("bank", "give")), "2010-02-15")
    assert found.value == "lead"
    assert criterion(found, "own_functions").figure is None
    assert criterion(found, "own_functions").speaks_for is None
    assert (criterion(found, "functions").figure, criterion(found, "functions").threshold) == (0, 1)
    assert found.text("en").startswith(
        "Governance, since 1 February 2010: a lead organisation (Aid). "
        "No functions are given out yet: whether it has any of its own is not known. Before, "
    )
    assert found.text("ru").startswith(
        "Форма управления с 1 февраля 2010 г.: ведущая организация (Aid). "
        "Функции ещё никому не поручены: неизвестно, есть ли у координатора собственные. Ранее, "
    )


@pytest.mark.parametrize("raci", ["C", "I"], ids=["consulted", "informed"])
def test_whoever_is_only_asked_or_told_carries_nothing_and_the_coordinator_leads(raci: Literal["C", "I"]) -> None:
    programme = coordinated(programme_of(THREE), "aid")
    programme.record(Responsibility(id="r-1", partner="bank", function="give", raci=raci), on=day("2010-03-01"))
    found = seen(programme)
    assert (found.value, found.since) == ("lead", day("2010-02-01"))
    assert criterion(found, "functions").figure == 0


def test_a_partner_who_does_nothing_else_is_an_administration() -> None:
    found = seen(dutiful(coordinated(programme_of(THREE), "aid"), ("bank", "give")))
    assert found.value == "administrative"
    assert [(spell.form, spell.start) for spell in found.history] == [
        ("shared", day("2010-01-02")),
        ("lead", day("2010-02-01")),
        ("administrative", day("2010-03-01")),
    ]
    assert criterion(found, "functions").figure == 1
    assert (criterion(found, "own_functions").figure, criterion(found, "own_functions").speaks_for) == (
        0,
        "administrative",
    )
    assert "Functions that it carries out or answers for itself: 0 of 1." in found.text("en")
    assert "Функции, которые координатор исполняет сам или за которые отвечает: 0 из 1." in found.text("ru")


def test_an_administration_leads_again_when_those_who_carried_the_functions_have_left() -> None:
    programme = dutiful(coordinated(programme_of({**THREE, "dole": "business"}), "aid"), ("bank", "give"))
    programme.end("partner", "bank", reason="left", on=day("2010-06-01"))
    assert [(spell.form, spell.start) for spell in seen(programme).history][-2:] == [
        ("administrative", day("2010-03-01")),
        ("lead", day("2010-06-01")),
    ]


def test_where_the_coordinator_carries_every_function_it_leads_whatever_share_is_asked() -> None:
    programme = dutiful(coordinated(programme_of(THREE), "aid"), ("aid", "host"))
    found = governance(programme.snapshot, delivers=1)
    assert (found.value, criterion(found, "own_functions").speaks_for) == ("lead", "lead")
    dutiful(programme, ("bank", "give"))
    assert governance(programme.snapshot, delivers=1).value == "administrative"


def test_how_much_a_lead_organisation_does_itself_can_be_chosen() -> None:
    programme = dutiful(coordinated(programme_of(THREE), "aid"), ("aid", "host"), ("bank", "give"))
    assert governance(programme.snapshot, delivers=Fraction(1, 2)).value == "administrative"
    assert governance(programme.snapshot, least=4).value is None
    with pytest.raises(InputError, match="delivers: 2"):
        governance(programme.snapshot, delivers=2)


def test_a_person_on_nobodys_behalf_is_an_administration() -> None:
    found = seen(coordinated(programme_of(THREE), None))
    assert found.value == "administrative"
    assert "functions" not in found.text("en").lower()


def test_two_who_coordinate_share() -> None:
    programme = coordinated(coordinated(programme_of(THREE), "aid"), "bank", "2010-03-01", "a-2")
    found = seen(programme)
    assert (found.value, found.coordinators) == ("shared", ("aid", "bank"))
    assert found.since == day("2010-03-01")


def test_a_centre_that_has_taken_over_the_roles_is_an_administration() -> None:
    programme = coordinated(programme_of(THREE), "aid")
    for id_, type_ in (("wg", "working_group"), ("rvc", "centre")):
        programme.record(Body.model_validate({"id": id_, "name": id_.upper(), "type": type_}), on=day("2010-03-01"))
    papers = Succession(id="s-1", from_body="wg", to_body="rvc", transferred=("registers",))
    programme.record(papers, on=day("2010-04-01"))
    assert seen(programme).value == "lead"
    roles = Succession(id="s-2", from_body="wg", to_body="rvc", transferred=("roles", "registers"))
    programme.record(roles, on=day("2010-05-01"))
    found = seen(programme)
    assert (found.value, found.coordinators, found.since) == ("administrative", ("rvc",), day("2010-05-01"))
    assert governance(programme.snapshot, administrative=()).value == "lead"


def test_a_coordinator_of_a_council_is_an_administration_and_one_of_a_team_counts_for_nothing() -> None:
    programme = programme_of(THREE)
    programme.record(Body(id="council", name=Text.of("Council"), type="council"), on=day("2010-02-01"))
    programme.record(Assignment(id="a-1", role="coordinator", partner="aid", at="bank"), on=day("2010-02-01"))
    assert seen(programme).value == "shared"
    programme.record(Assignment(id="a-2", role="coordinator", partner="aid", at="council"), on=day("2010-03-01"))
    assert seen(programme).coordinators == ("council",)


def test_the_form_follows_an_assignment_that_ends_and_a_partner_who_leaves() -> None:
    programme = coordinated(programme_of({**THREE, "dole": "business"}), "aid")
    programme.end("partner", "aid", reason="left", on=day("2010-06-01"))
    found = seen(programme)
    assert [(spell.form, spell.start, spell.end) for spell in found.history] == [
        ("shared", day("2010-01-02"), day("2010-02-01")),
        ("lead", day("2010-02-01"), day("2010-06-01")),
        ("shared", day("2010-06-01"), None),
    ]


def test_what_comes_later_is_not_seen_yet() -> None:
    programme = coordinated(programme_of(THREE), "aid")
    assert seen(programme, "2010-01-31").value == "shared"
    assert len(seen(programme, "2010-01-31").history) == 1


def test_other_roles_can_be_named_and_must_exist() -> None:
    programme = programme_of(THREE)
    programme.record(Assignment(id="a-1", role="chair", partner="aid"), on=day("2010-02-01"))
    assert seen(programme).value == "shared"
    assert governance(programme.snapshot, roles=["chair"]).value == "lead"
    with pytest.raises(UnknownName, match="did you mean 'chair'"):
        governance(programme.snapshot, roles=["chairr"])


# --- how it is lived -------------------------------------------------------------------------------------------------


def met(programme: Programme, *pairs: tuple[str, str]) -> Programme:
    for number, pair in enumerate(pairs):
        event = Event(id=f"e-{number}", type="meeting", state="held", partners=pair)
        programme.record(event, on=day("2010-04-01"))
    return programme


@pytest.mark.parametrize(
    "pairs, practice, centralisation",
    [
        ([("aid", "bank"), ("aid", "club")], "brokered", 1),
        ([("aid", "bank"), ("aid", "club"), ("bank", "club")], "shared", 0),
    ],
    ids=["through one", "between all"],
)
def test_how_ties_are_lived_is_told_beside_the_form(
    pairs: list[tuple[str, str]], practice: str, centralisation: int
) -> None:
    found = seen(met(coordinated(programme_of(THREE), "aid"), *pairs))
    assert found.value == "lead"
    assert found.practice == practice
    assert criterion(found, "centralisation").figure == centralisation
    assert criterion(found, "reach").figure == 1
    assert "the coordinator is tied to 100 % of the others" in found.text()


# --- the pilot -------------------------------------------------------------------------------------------------------


def test_the_pilot_was_led_from_march_2009_on_and_lived_among_all() -> None:
    found = governance(on("2011-12-31"))
    assert [(spell.form, spell.start, spell.coordinators) for spell in found.history] == [
        ("shared", dt.date(2009, 2, 10), ()),
        ("lead", dt.date(2009, 3, 2), ("radi",)),
    ]
    assert criterion(found, "own_functions").figure == Fraction(2, 19)
    assert criterion(found, "reach").figure == 1
    assert found.practice == "shared"


def test_a_regional_centre_would_make_it_an_administration() -> None:
    programme = Programme.from_entries(pilot().templates.values(), pilot().entries)
    centre = Body(id="rvc", name=Text.of("Regional centre", "Региональный центр"), type="centre")
    programme.record(centre, on=dt.date(2012, 1, 10))
    heir = Succession(id="s-1", from_body="wg", to_body="rvc", transferred=("roles", "registers", "decisions"))
    programme.record(heir, on=dt.date(2012, 1, 11))
    found = governance(programme.snapshot)
    assert (found.value, found.coordinators, found.since) == ("administrative", ("rvc",), dt.date(2012, 1, 11))
    assert found.text("ru").startswith(
        "Форма управления с 11 января 2012 г.: отдельная управляющая организация (Региональный центр). "
        "Ранее, с 2 марта 2009 г.: ведущая организация (АНО «Ради будущего»)."
    )
