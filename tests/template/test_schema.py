"""What editors are told about a template's file is what the reader takes."""

from __future__ import annotations

import json
from typing import Any

from partnership.template import KINDS
from partnership.template.names import LIST_NAMES, SIMPLE_LISTS
from partnership.template.requirement import RequirementShape
from partnership.template.schema import overlay_schema, template_schema
from partnership.template.structure import TemplateShape
from partnership.template.terms import EXPRESSIONS, OPERATORS

SCHEMA = template_schema()
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]


def test_each_section_of_a_file_is_known_to_both() -> None:
    assert set(SCHEMA["properties"]) == {field.alias or name for name, field in TemplateShape.model_fields.items()}
    assert set(LIST_NAMES) <= set(SCHEMA["properties"])
    assert set(SIMPLE_LISTS) < set(LIST_NAMES)


def test_each_kind_is_a_key_of_a_requirement_and_of_a_check() -> None:
    requirement = DEFINITIONS["RequirementShape"]
    own = {field.alias or name for name, field in RequirementShape.model_fields.items() if name != "check"}
    assert set(requirement["properties"]) == own | set(KINDS)
    assert [each["required"] for each in requirement["oneOf"]] == [[kind] for kind in KINDS]
    assert [each["required"] for each in DEFINITIONS["Check"]["oneOf"]] == [[kind] for kind in KINDS]


def test_the_words_of_each_kind_are_those_of_its_model() -> None:
    for kind, model in KINDS.items():
        body = DEFINITIONS["RequirementShape"]["properties"][kind]
        if "$ref" in body and body["$ref"] != "#/$defs/Words":
            properties = DEFINITIONS[body["$ref"].rpartition("/")[2]]["properties"]
            assert set(properties) == {field.alias or name for name, field in model.model_fields.items()}, kind


def test_the_operators_of_a_where_are_those_that_are_read() -> None:
    tests = DEFINITIONS["Where"]["additionalProperties"]["anyOf"][-1]
    assert tuple(tests["properties"]) == OPERATORS


def test_the_figures_of_a_comparison_are_those_that_are_read() -> None:
    figures = [each["required"][0] for each in DEFINITIONS["Expression"]["anyOf"] if "required" in each]
    assert tuple(figures) == EXPRESSIONS


def test_every_reference_leads_somewhere_and_no_mark_is_left() -> None:
    text = json.dumps(SCHEMA)
    assert "x-term" not in text.replace('"x-field"', "")
    for piece in text.split('"$ref": "')[1:]:
        assert piece.partition('"')[0].removeprefix("#/$defs/") in DEFINITIONS


def test_a_file_holds_no_null() -> None:
    assert '"null"' not in json.dumps(SCHEMA)


def test_an_overlay_says_what_it_lies_over_instead_of_being_a_template() -> None:
    assert overlay_schema()["required"] == ["format", "overlay"]
    assert set(SCHEMA["required"]) == {"format", "template", "version", "title"}
