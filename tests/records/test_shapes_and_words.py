"""What is known about the fields of each kind, and how it is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from partnership.errors import UnknownName
from partnership.messages import Sayable
from partnership.records import (
    RECORDS,
    Agreement,
    Assignment,
    Contribution,
    Decision,
    MediaPlan,
    Record,
    RulesOfProcedure,
    Tie,
    Visit,
    field_label,
    field_types,
    listings,
    noun,
    references,
    word,
)
from partnership.values import Duration, Money, Ref


def both(said: Sayable) -> tuple[str, str]:
    return said.in_language("en"), said.in_language("ru")


CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def test_references_say_whom_a_field_names() -> None:
    """Parties are partners, several of them; a seat is one of four kinds."""
    assert ("parties", Ref("partner"), True) in references(Agreement)
    assert ("at", Ref(("body", "partner", "team", "club")), False) in references(Assignment)
    assert references(Tie) == (("between", Ref(("person", "partner")), True),)


def test_listings_say_from_which_list_a_word_comes() -> None:
    """Clauses come from the template's list of clauses."""
    assert {(path, mark.list, many) for path, mark, many in listings(Agreement)} == {
        ("type", "agreement_types", False),
        ("clauses", "clauses", True),
    }


def test_every_reference_names_a_kind_that_exists() -> None:
    """No field refers to a kind that nobody can record."""
    for cls in RECORDS.values():
        for path, mark, _ in references(cls):
            assert set(mark.kinds) <= set(RECORDS), (cls, path)


def test_embedded_fields_have_dotted_paths() -> None:
    """A sum of money is tested by its amount, a media plan by the days of its items."""
    money = field_types(Contribution)
    assert (money["value"].scalar, money["value.amount"].scalar, money["value.currency"].scalar) == (
        Money,
        Decimal,
        str,
    )
    assert money["value.amount"].optional
    plan = field_types(MediaPlan)
    assert plan["items.planned_for"].scalar is date
    assert plan["items.planned_for"].many
    assert not any(path.startswith("title.") for path in plan)


def test_choices_derived_and_row_fields_are_told() -> None:
    """What a `where` may name, and of which type each is."""
    shapes = field_types(Decision)
    assert shapes["share_for"].derived
    assert shapes["share_for"].scalar is Decimal
    assert shapes["date"].pseudo
    assert shapes["changed"].pseudo
    assert field_types(Visit)["setting"].choices == ("on_site", "off_site")
    assert field_types(RulesOfProcedure)["every"].scalar is Duration
    assert "kind" not in shapes


@pytest.mark.parametrize("cls", RECORDS.values(), ids=list(RECORDS))
def test_shapes_cover_every_field_and_are_computed_once(cls: type[Record]) -> None:
    """A template's author can name every field that is stored."""
    assert set(cls.model_fields) - {"kind"} <= set(field_types(cls))
    assert field_types(cls) is field_types(cls)


def test_every_kind_has_a_noun_in_both_languages() -> None:
    """Explanations name kinds and registers in people's words."""
    for kind, cls in RECORDS.items():
        for form in ("one", "many", "one:genitive", "many:genitive"):
            assert set(noun(kind).in_language("ru", form).lower()) & CYRILLIC
            assert noun(kind).in_language("en", form).isascii()
        assert noun(cls.register) == noun(kind)
    assert both(noun("minutes")) == ("minutes", "протокол заседания")
    with pytest.raises(UnknownName, match="did you mean 'partners'"):
        noun("partnersh")


def test_every_field_has_a_label_in_both_languages() -> None:
    """No field stays a bare name in a Russian sentence."""
    for cls in RECORDS.values():
        for path in field_types(cls):
            label = field_label(path)
            assert set(label.in_language("ru").lower()) & CYRILLIC, path
            assert label.in_language("en").isascii()
    assert both(field_label("value.amount")) == ("amount", "сумма")
    assert both(field_label("of_a_template")) == ("of a template", "of a template")


def test_a_field_is_called_the_same_in_every_kind() -> None:
    """Sentences name a field without its kind, so a label that one kind gives it holds for all."""
    labels: dict[str, set[str | None]] = {}
    for cls in RECORDS.values():
        for path, shape in field_types(cls).items():
            labels.setdefault(path.rpartition(".")[2], set()).add(shape.label)
    assert {name: said for name, said in labels.items() if len(said) > 1} == {}


def test_a_word_of_a_choice_belongs_to_its_field() -> None:
    """Where a field is no choice, a word that looks like one is a name."""
    assert both(word("beneficiary", "ngo")) == ("NGO", "НКО")
    assert both(word("raci", "A")) == ("accountable", "отвечает")
    assert both(word("district", "planned")) == ("planned", "planned")
    assert word("phase_of_the_template", "planned") == word("state", "planned")


def test_every_choice_is_a_word_in_both_languages() -> None:
    """States are said as people say them."""
    for cls in RECORDS.values():
        for path, shape in field_types(cls).items():
            for choice in shape.choices:
                if path != "age_band":
                    assert set(word(path, choice).in_language("ru").lower()) & CYRILLIC, choice
    assert both(word("state", "held")) == ("held", "проведено")
    assert both(word("adult", value=True)) == ("yes", "да")
    assert both(word("age_band", "7-10")) == ("7-10", "7-10")
    assert both(word("place", "open")) == ("open", "open")
    assert both(word("score", Decimal("2.5"))) == ("2.5", "2.5")
