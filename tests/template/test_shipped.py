"""The law that the package ships is sound, and can be said in both languages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from partnership.findings import Origin
from partnership.programme import load_template, shipped_templates
from partnership.template import Template, build_template
from partnership.template.phrasing import Known, Phrasing, describe
from tests.template.marked import SourceMap

_cyrillic = re.compile("[а-яё]", re.IGNORECASE).search


@pytest.fixture(scope="module")
def volunteers() -> Template:
    text = (files("partnership") / "templates" / "volunteers.yaml").read_text("utf-8")
    return build_template(SourceMap(text, "volunteers.yaml"), "volunteers.yaml")


def test_the_shipped_law_is_sound(volunteers: Template) -> None:
    assert volunteers.id == "volunteers"
    assert len(volunteers.requirements) > 57  # the draft of DOMAIN 3.5


@pytest.mark.parametrize("name", shipped_templates())
def test_each_rule_of_a_shipped_law_is_said_in_both_languages(name: str) -> None:
    template = load_template(name)
    speech = Phrasing(template.titles, Known())
    for requirement in template.requirements.values():
        for said in (
            requirement.title,
            describe(requirement.core, speech),
            requirement.check.remedy(speech),
            requirement.remedy,
        ):
            assert not _cyrillic(said.in_language("en")), requirement.id
            assert _cyrillic(said.in_language("ru")) or not said.in_language("ru").strip("0123456789 <>=≥≤≠."), (
                requirement.id
            )  # figures need no words


def test_each_of_its_rules_says_whose_it_is(volunteers: Template) -> None:
    for requirement in volunteers.requirements.values():
        assert requirement.origin in {Origin.DECK, Origin.STANDARD, Origin.LAW}, requirement.id
        assert requirement.citation is not None, requirement.id
