"""Whatever is asked for by a name that nothing has is answered in one way, with the nearest name."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest

import partnership as pt
from partnership.programme import PersonalDetails
from partnership.records import Fields, noun, parse_record, record_class

LAW = pt.load_template("volunteers")


def people() -> pt.PersonalData:
    kept = pt.PersonalData()
    kept.keep("p-chair", PersonalDetails(name=pt.Text.of("Anna", "Анна")))
    return kept


ASKED: dict[str, tuple[Callable[[], Any], str]] = {
    "LAW.requirements['P99x']": (lambda: LAW.requirements["P99x"], "requirement 'P99x'"),
    "LAW.requirements['g20']": (lambda: LAW.requirements["g20"], "requirement 'g20'; did you mean 'G20'?"),
    "LAW.lists['sectrs']": (lambda: LAW.lists["sectrs"], "list 'sectrs'; did you mean 'sectors'?"),
    "LAW.lists['sectors']['busines']": (
        lambda: LAW.lists["sectors"]["busines"],
        "item of sectors 'busines'; did you mean 'business'?",
    ),
    "LAW.scales['immersio']": (lambda: LAW.scales["immersio"], "scale 'immersio'; did you mean 'immersion'?"),
    "LAW.parameters['pilot_budgets']": (
        lambda: LAW.parameters["pilot_budgets"],
        "parameter 'pilot_budgets'; did you mean 'pilot_budget'?",
    ),
    "LAW.registers['mentor']": (lambda: LAW.registers["mentor"], "register 'mentor'"),
    "LAW.rosters['partner']": (lambda: LAW.rosters["partner"], "roster 'partner'"),
    "LAW.stage('resourcin')": (lambda: LAW.stage("resourcin"), "stage 'resourcin'; did you mean 'resourcing'?"),
    "LAW.path('resourcin')": (lambda: LAW.path("resourcin"), "stage 'resourcin'"),
    "LAW.next_of('resourcin')": (lambda: LAW.next_of("resourcin"), "stage 'resourcin'"),
    "LAW.back_of('resourcin')": (lambda: LAW.back_of("resourcin"), "stage 'resourcin'"),
    "LAW.first_leaf('resourcin')": (lambda: LAW.first_leaf("resourcin"), "stage 'resourcin'"),
    "pt.load_template('volunters')": (
        lambda: pt.load_template("volunters"),
        "template 'volunters'; did you mean 'volunteers'?",
    ),
    "record_class('partnr')": (lambda: record_class("partnr"), "kind of record 'partnr'; did you mean 'partner'?"),
    "parse_record('partnr', {})": (lambda: parse_record("partnr", {}), "kind of record 'partnr'"),
    "noun('partnr')": (lambda: noun("partnr"), "kind of record 'partnr'"),
    "Fields({'since': 2009})['sinse']": (
        lambda: Fields({"since": 2009})["sinse"],
        "field 'sinse'; did you mean 'since'?",
    ),
    "people()['p-chiar']": (lambda: people()["p-chiar"], "person 'p-chiar'; did you mean 'p-chair'?"),
}


@pytest.mark.parametrize("ask, complaint", ASKED.values(), ids=list(ASKED))
def test_a_name_that_nothing_has_is_an_unknown_name(ask: Callable[[], Any], complaint: str) -> None:
    with pytest.raises(pt.UnknownName) as caught:
        ask()
    assert str(caught.value).startswith(f"unknown: {complaint}")
    assert caught.value.text("ru").startswith("неизвестно: ")
    assert isinstance(caught.value, KeyError)


@pytest.mark.parametrize("mapping", [LAW.requirements, LAW.lists, Fields({"since": 2009}), people()])
def test_a_mapping_of_ours_is_a_mapping(mapping: Mapping[str, Any]) -> None:
    """It may be asked whether it has a name, and for a name with something in its place."""
    assert "nobody" not in mapping
    assert mapping.get("nobody", "nothing") == "nothing"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda law: pickle.loads(pickle.dumps(law))])  # noqa: S301 - bytes of our own
def test_a_copy_of_a_law_still_knows_what_it_holds(again: Callable[[Any], Any]) -> None:
    names = again(LAW.requirements)
    assert names.keys() == LAW.requirements.keys()
    with pytest.raises(pt.UnknownName, match="requirement 'P99x'"):
        names["P99x"]
