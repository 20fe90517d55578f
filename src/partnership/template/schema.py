"""The form of a template's file as JSON Schema, for editors that complete and check while one writes.

It is made of the same models that read the file, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from partnership.template.kinds import KINDS
from partnership.template.names import SETTING_IDS
from partnership.template.structure import TemplateShape
from partnership.template.terms import ACT, BESIDE, LATER, MAJORITIES, OPERATORS, QUORUMS
from partnership.values import FRACTION, Duration

_REFERENCE: Final = {"type": "string", "pattern": r"^\$[a-z_][A-Za-z0-9_.-]*$"}
_SCALAR: Final = {"type": ["string", "number", "boolean"]}
_WORD: Final = {"type": "string", "minLength": 1}


def _of(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _either(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(schemas)}


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1}


def _tests() -> dict[str, Any]:
    """The operators of a `where`, each with what it takes."""
    several = _either({"type": "array", "items": _SCALAR}, _REFERENCE)
    period = _of("Period")
    takes: dict[str, dict[str, Any]] = dict.fromkeys(OPERATORS, _of("Operand"))
    takes |= {"in": several, "has_any": several, "has_all": several}
    takes |= {"set": {"type": "boolean"}, "max_age": period, "at_least": _WORD}
    return {"type": "object", "properties": takes, "additionalProperties": False, "minProperties": 1}


def _figures() -> list[dict[str, Any]]:
    """What an expression of `compare` can be, beside a number or a reference."""
    selection, field = _of("Selection"), _WORD
    pair = {"type": "array", "items": _of("Expression"), "minItems": 2, "maxItems": 2}
    takes = {"ratio": pair, "size": _REFERENCE}
    beside = {"field": field, "distinct": field, "empty": {"type": "number"}}
    return [
        _closed(
            {verb: takes.get(verb, selection), **{key: beside[key] for key in keys}},
            *(verb, *(key for key in keys if key == "field")),
        )
        for verb, keys in BESIDE.items()
    ]


def _terms() -> dict[str, dict[str, Any]]:
    whole = _either({"type": "integer", "minimum": 1}, _REFERENCE)
    selection = _closed(
        {
            "from": _WORD,
            "where": _of("Where"),
            "having": _of("Selections"),
            "ever": {"type": "boolean"},
            "on": _of("Operand"),
            "latest": _either(whole, _closed({"n": whole, "per": _of("Words"), "by": _WORD, "whose": _of("Where")})),
            "with": {"const": ACT},
        },
        "from",
    )
    fraction = {"type": "string", "pattern": f"^{FRACTION.pattern}$"}
    shares = ({"type": "number", "minimum": 0, "maximum": 1}, fraction, _REFERENCE)
    children = _either(_of("Whole"), _closed(dict.fromkeys(SETTING_IDS, _of("Whole")), *SETTING_IDS))
    return {
        "Operand": _either(_SCALAR, _of("Later")),
        "Later": _closed({"day": _REFERENCE, "after": _of("Period")}, *LATER),
        "Setting": _SCALAR,
        "Where": {
            "type": "object",
            "additionalProperties": _either(_SCALAR, {"type": "array", "items": _SCALAR}, _tests()),
        },
        "Selection": _either(_WORD, selection),
        "Since": _either(_REFERENCE, {"type": "string", "format": "date"}, _of("Later"), _of("Selection")),
        "Selections": _either(_of("Selection"), _list(_of("Selection"))),
        "Elements": _either(_of("Selection"), _list(_WORD)),
        "Words": _either(_WORD, _list(_WORD)),
        "FieldPath": _WORD,
        "Whole": _either({"type": "integer", "minimum": 0}, _REFERENCE),
        "Number": _either({"type": "number"}, _REFERENCE),
        "Share": _either(*shares),
        "Majority": _either({"enum": list(MAJORITIES)}, *shares),
        "Quorum": _either({"enum": list(QUORUMS)}, *shares),
        "Period": _either({"type": "string", "pattern": _period_pattern()}, _REFERENCE),
        "Expression": _either(_of("Number"), _of("Period"), _of("Later"), *_figures()),
        "Bands": {"type": "object", "additionalProperties": children, "minProperties": 1},
    }


def _period_pattern() -> str:
    from pydantic import TypeAdapter

    return str(TypeAdapter(Duration).json_schema()["pattern"])


def template_schema() -> dict[str, Any]:
    """Describe the file of a template, each requirement with its check under its own word, as an author writes it."""
    schema = TemplateShape.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = schema["$defs"]
    requirement = definitions["RequirementShape"]
    checks = {
        word: _bare(choice["properties"][word], definitions)
        for choice in requirement["properties"]["check"]["oneOf"]
        for word in choice["required"]
    }
    del requirement["properties"]["check"]
    requirement["properties"] |= checks
    requirement["required"].remove("check")
    requirement["oneOf"] = [{"required": [word]} for word in KINDS]
    definitions["Check"] = {"oneOf": [_closed({word: checks[word]}, word) for word in KINDS]}
    definitions |= _terms()
    linked: dict[str, Any] = _linked(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **linked}


def overlay_schema() -> dict[str, Any]:
    """Describe the file of an overlay: the same sections, under a name of its own."""
    return {**template_schema(), "required": ["format", "overlay"]}


def _bare(body: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """What stands under a word; of a kind that is written as one bare field, that field."""
    field = body.get("x-field")
    if field is None:
        return body
    found: dict[str, Any] = definitions[body["$ref"].rpartition("/")[2]]["properties"][field]
    return found


def _linked(value: Any) -> Any:
    """Put references in the place of the marks of our own terms, and of each repetition of the union of checks."""
    if isinstance(value, list):
        return [_linked(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(term := value.get("x-term"), str):
        return {**_of(term), **{key: each for key, each in value.items() if key in {"default", "description", "title"}}}
    if _is_union(value):
        return _of("Check")
    if isinstance(either := value.get("anyOf"), list) and {"type": "null"} in either:
        # Without a value a key is left out: no file holds a null.
        given = [each for each in either if each != {"type": "null"}]
        rest = {key: each for key, each in value.items() if key not in {"anyOf", "default"}}
        return _linked({**rest, **(given[0] if len(given) == 1 else {"anyOf": given})})
    return {key: _linked(each) for key, each in value.items()}


def _is_union(value: Mapping[str, Any]) -> bool:
    choices = value.get("oneOf")
    if not isinstance(choices, list) or len(choices) != len(KINDS) or "properties" in value:
        return False
    return all("$ref" in str(each) and each.get("type") == "object" for each in choices) and "$defs" not in value
