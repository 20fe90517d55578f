"""docs/deck.md places each of the deck's 140 items, and each place that it names exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from partnership.programme import load_template
from partnership.records import RECORDS, field_types
from partnership.template import Template

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (?P<id>[A-Z][A-Za-z0-9-]*) \| (?P<words>[^|]+) \| (?P<places>(?:`[^`]+` ?)+)\|$", re.MULTILINE)
FAMILIES = {
    "A": 22,  # who takes part
    "S": 5,  # sectors
    "K": 7,  # success factor and principles
    "R-": 13,  # first resources
    "B": 10,  # coordinating body
    "E": 5,  # immersion
    "F": 25,  # functions
    "O": 17,  # results for pupils
    "P": 16,  # results for partners
    "G": 5,  # main activities
    "R": 4,  # results of the programme
    "N": 3,  # next steps
    "U": 6,  # sustainability
    "Z": 2,  # around it
}
"""How many items the deck has of each family (DOMAIN 1), 140 in all."""

ITEMS = {
    row["id"]: tuple(re.findall(r"`([^`]+)`", row["places"]))
    for row in ROW.finditer((ROOT / "docs" / "deck.md").read_text(encoding="utf-8"))
}
PLACES = sorted({place for places in ITEMS.values() for place in places})


def family(item: str) -> str:
    if item.startswith("R-"):
        return "R-"
    return item[0]


@pytest.fixture(scope="module")
def template() -> Template:
    return load_template("volunteers")


@pytest.fixture(scope="module")
def example() -> str:
    return (ROOT / "examples" / "smolensk-2009.yaml").read_text(encoding="utf-8")


def exists(place: str, template: Template, example: str) -> bool:
    kind, _, name = place.partition(":")
    first, _, second = name.partition(".")
    match kind:
        case "gate":
            return name in template.requirements
        case "list":
            return second in template.lists[first]
        case "stage":
            return name in template.stage_ids
        case "scale":
            return second in {level.id for level in template.scales[first].levels}
        case "register":
            return name in template.registers
        case "roster":
            return name in template.rosters
        case "parameter":
            return name in template.parameters
        case "record":
            return first in RECORDS and (not second or second in field_types(RECORDS[first]))
        case "example":
            return re.search(rf"(\bid: |^programme: ){re.escape(name)}\b", example, re.MULTILINE) is not None
        case _:
            return False


def test_the_deck_has_140_items_and_each_has_a_row() -> None:
    assert Counter(map(family, ITEMS)) == FAMILIES
    assert len(ITEMS) == 140


def test_no_item_is_listed_twice() -> None:
    rows = [row["id"] for row in ROW.finditer((ROOT / "docs" / "deck.md").read_text(encoding="utf-8"))]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("place", PLACES)
def test_each_place_that_is_named_exists(place: str, template: Template, example: str) -> None:
    assert exists(place, template, example)


def test_a_place_that_does_not_exist_is_noticed(template: Template, example: str) -> None:
    made_up = [
        "gate:P99",
        "list:sectors.church",
        "stage:autumn",
        "record:wish",
        "record:partner.colour",
        "example:nobody",
    ]
    assert not any(exists(place, template, example) for place in made_up)


def test_each_deck_item_cited_by_the_template_is_one_of_the_deck(template: Template) -> None:
    cited = {item for requirement in template.requirements.values() for item in requirement.deck}
    cited |= {item for items in template.lists.values() for each in items.values() for item in each.deck}
    assert cited <= ITEMS.keys()


def test_a_rule_from_the_deck_says_from_which_item(template: Template) -> None:
    silent = [each.id for each in template.requirements.values() if each.origin == "deck" and not each.deck]
    assert silent == []


def test_each_item_that_names_a_rule_is_cited_by_it(template: Template) -> None:
    unanswered = [
        (item, place)
        for item, places in ITEMS.items()
        for place in places
        if place.startswith("gate:") and item not in template.requirements[place.removeprefix("gate:")].deck
    ]
    assert unanswered == []


def test_each_requirement_says_whence_it_comes_in_two_languages(template: Template) -> None:
    for each in template.requirements.values():
        assert each.origin in {"deck", "standard", "law"}, each.id
        assert each.citation is not None, each.id
        assert each.own_remedy is not None, each.id
        for text in (each.title, each.citation, each.own_remedy):
            assert re.search("[а-яё]", text.in_language("ru")), f"{each.id}: {text.in_language('ru')}"
            assert not re.search("[а-яё]", text.in_language("en")), f"{each.id}: {text.in_language('en')}"


def test_each_law_says_where_it_holds(template: Template) -> None:
    laws = [each for each in template.requirements.values() if each.origin == "law"]
    assert {each.id for each in laws} >= {"A01", "G03", "G10", "G15", "M07"}
    assert all(each.jurisdiction for each in laws)
