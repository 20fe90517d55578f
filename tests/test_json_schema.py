"""The JSON Schema of what is public: it builds, says what is required and what everything is, and is right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

import partnership as pt
from partnership.acts import AnyEntry, Asked, Command, Entry
from partnership.decisions import Migration
from partnership.errors import Fault
from partnership.evaluation import Suspension
from partnership.exchange import ImportedTies
from partnership.findings import Lack, Origin, Status, Subject
from partnership.network import Network
from partnership.programme import PersonalDetails
from partnership.records import RECORDS, AnyRecord
from partnership.template import Requirement, Stage
from partnership.testing.strategies import plain_records
from partnership.values import AsItIs
from tests.test_json_forms import ASKED, COMMANDS, ENTRIES, HAPPENED, made

Tree = dict[str, Any]
Mode = Literal["validation", "serialization"]
MODES: tuple[Mode, ...] = ("validation", "serialization")
UNIONS: dict[str, Any] = {"kind": AnyRecord, "command": Command, "entry": AnyEntry}
FRONT = [found for name in vars(pt)["__all__"] if isinstance(found := getattr(pt, name), type)]
FURTHER_IN = [Fault, ImportedTies, Lack, Migration, Network, Origin, PersonalDetails, Requirement, Stage]
FURTHER_IN += [Status, Subject, Suspension]
PUBLIC: list[type] = list(dict.fromkeys([*FRONT, *RECORDS.values(), *FURTHER_IN]))
ENGINE = {pt.Programme, pt.View, pt.State, Migration}
"""What is asked and not told."""
DATA = [found for found in PUBLIC if not issubclass(found, AsItIs) and found not in ENGINE]
MODELS = [
    *(found for found in DATA if issubclass(found, BaseModel)),
    *(found for base in (Asked, Entry) for found in base.__subclasses__()),
]
CODE = re.compile(r"\b(?:R-[A-Z]\d|PM\d|PI\d|[A-Z]\d{1,2}\b|DOMAIN|invariant \d|item \d)")
"""How items of the source, and papers about it, are cited."""


@cache
def adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


@cache
def schema(type_: Any, mode: Mode = "validation") -> dict[str, Any]:
    return adapter(type_).json_schema(mode=mode)


@cache
def validator(type_: Any, mode: Mode = "validation") -> Draft202012Validator:
    return Draft202012Validator(schema(type_, mode))


def parts(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema, itself among them."""
    if isinstance(tree, dict):
        yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize("type_", [found for found in PUBLIC if found not in ENGINE], ids=lambda type_: type_.__name__)
def test_every_public_type_can_be_a_field_of_a_model(type_: type) -> None:
    """What has no JSON form of its own, a law or an error, is taken as it is."""
    assert adapter(type_).core_schema


def test_a_law_is_taken_as_it_is() -> None:
    law = pt.load_template("volunteers")
    assert adapter(pt.Template).validate_python(law) is law
    with pytest.raises(ValidationError):
        adapter(pt.Template).validate_python({"id": "volunteers"})


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("type_", [*DATA, *UNIONS.values()], ids=[*(found.__name__ for found in DATA), *UNIONS])
def test_whatever_is_data_has_a_schema(type_: Any, mode: Mode) -> None:
    Draft202012Validator.check_schema(schema(type_, mode))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("field, union", UNIONS.items(), ids=list(UNIONS))
def test_the_word_that_tells_members_of_a_union_apart_is_required(field: str, union: Any, mode: Mode) -> None:
    found = schema(union, mode)
    members = [found["$defs"][choice["$ref"].rpartition("/")[2]] for choice in found["oneOf"]]
    assert all(field in member["required"] for member in members)
    assert len(members) == len(found["discriminator"]["mapping"])


def test_alone_a_record_needs_no_word_for_its_kind() -> None:
    """Where only one kind can stand nothing has to be told apart."""
    assert schema(pt.Partner)["required"] == ["id", "name", "sector"]


def test_what_is_written_has_every_key() -> None:
    """Nothing is left out, so readers need not ask."""
    for model in MODELS:
        found = schema(model, "serialization")
        assert set(found.get("required", ())) == set(found["properties"])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_property_is_described_in_plain_words(model: Any, mode: Mode) -> None:
    found = schema(model, mode)
    for part in parts(found):
        for name, field in part.get("properties", {}).items() if part.get("type") == "object" else ():
            assert re.fullmatch(r"\S.*\.", field.get("description", "")), f"{part.get('title')}.{name}"
    for part in parts(found):
        assert not CODE.search(str(part.get("description", ""))), part["description"]


# --- right both ways -------------------------------------------------------------------------------------------------


def agree(type_: Any, tree: Any) -> bool:
    """Tell whether model and schema accept a tree; they must not differ."""
    try:
        adapter(type_).validate_json(json.dumps(tree))
    except ValidationError:
        by_model = False
    else:
        by_model = True
    by_schema: bool = validator(type_).is_valid(tree)
    assert by_model == by_schema, tree
    return by_model


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_a_record_is_as_the_schema_says(kind: str) -> None:
    @settings(max_examples=10, deadline=None)
    @given(plain_records(RECORDS[kind]))
    def check(record: BaseModel) -> None:
        for mode in MODES:
            validator(RECORDS[kind], mode).validate(json.loads(record.model_dump_json()))

    check()


@pytest.mark.parametrize(
    "union, cls, fields",
    [(Command, cls, ASKED | fields) for cls, fields in COMMANDS.items()]
    + [(AnyEntry, cls, HAPPENED | fields) for cls, fields in ENTRIES.items()],
    ids=[cls.__name__ for cls in (*COMMANDS, *ENTRIES)],
)
def test_a_command_and_an_entry_are_as_the_schema_says(union: Any, cls: type[BaseModel], fields: Any) -> None:
    @settings(max_examples=5, deadline=None)
    @given(made(cls, fields))
    def check(model: BaseModel) -> None:
        for type_, mode in product((union, cls), MODES):
            validator(type_, mode).validate(json.loads(model.model_dump_json()))

    check()


ADVANCE: Tree = {"command": "advance", "on": "2026-02-02"}
PARTNER: Tree = {"kind": "partner", "id": "mercury", "name": "Mercury", "sector": "business"}
TIE: Tree = {"kind": "tie", "id": "t", "between": ["a", "b"], "type": "trust"}
LINE: Tree = {"kind": "budget_line", "id": "b", "title": "Bus", "value": {"amount": "1.50", "currency": "RUB"}}
ROW: Tree = {"kind": "item", "id": "i", "list": "mentors", "fields": {"a": 1}}
RULES: Tree = {
    "kind": "rules_of_procedure",
    "id": "r",
    "body": "b",
    "every": "P1M",
    "state": "draft",
    "quorum": "0.5",
    "majority": 1,
}
WARD: Tree = {"kind": "ward", "id": "w-017", "institution": "school", "age_band": "7-10"}
CREDENTIAL: Tree = {"kind": "credential", "id": "c", "person": "p", "type": "clearance", "issued": "2026-02-02"}
AMEND: Tree = {"command": "amend", "on": "2026-02-02", "kind": "partner", "id": "a", "changes": {"region": "x"}}
RECORD: Tree = {"command": "record", "on": "2026-02-02", "record": PARTNER}
START: Tree = {"command": "start", "on": "2026-02-02", "programme": "p", "region": "RU-KLU"}


@pytest.mark.parametrize(
    "type_, tree",
    [
        (Command, ADVANCE | {"recorded": "2026-02-03"}),
        (Command, ADVANCE | {"recorded": "2026-02-03T10:00:00+03:00"}),
        (Command, START | {"parameters": {"a": True, "b": 3, "c": "0.5"}}),
        (Command, AMEND),
        (Command, RECORD),
        (AnyRecord, PARTNER | {"name": {"en": "Mercury", "ru": "Меркурий"}}),
        (AnyRecord, PARTNER | {"id": "меркурий-1"}),
        (AnyRecord, LINE),
        (AnyRecord, LINE | {"value": {"amount": 5, "currency": "RUB"}}),
        (AnyRecord, ROW | {"fields": {"a": {"date": "2026-02-02"}, "b": {"decimal": "1.50"}, "c": "x", "d": False}}),
        *((AnyRecord, tree) for tree in (TIE, RULES, WARD, CREDENTIAL)),
    ],
)
def test_what_the_models_accept_the_schema_accepts(type_: Any, tree: Any) -> None:
    assert agree(type_, tree)


def each(type_: Any, tree: Tree, key: str, values: Iterable[Any]) -> list[tuple[Any, Tree]]:
    return [(type_, tree | {key: value}) for value in values]


def under_a(value: Any) -> Tree:
    return {"a": value}


def worth(amount: Any, currency: Any = "RUB") -> Tree:
    return {"amount": amount, "currency": currency}


WRONG: list[tuple[Any, Any]] = [
    (Command, []),
    (Command, {"on": "2026-02-02"}),
    (Command, {"command": "advance"}),
    (Command, ADVANCE | {"nmae": "x"}),
    *each(Command, ADVANCE, "command", ["go", None]),
    *each(Command, ADVANCE, "on", ["20260202", "2026-2-2", 1770000000, True, None, "2026-02-02T00:00:00"]),
    *each(Command, ADVANCE, "recorded", ["2026-02-02T10:00:00", "10:00", 1770000000, "1770000000"]),
    *each(Command, ADVANCE, "to", ["", "a b", "-a", "a" * 81, "a/b", 1, ["a"]]),
    *each(Command, ADVANCE, "note", ["", " ", {}, {"english": "a"}, {"en": "a", "ru": ""}, 1, "a" * 2001]),
    *each(Command, ADVANCE, "basis", ["a" * 2001, 1]),
    *each(Command, AMEND, "changes", [{}, [], None]),
    *each(Command, START, "region", ["Kaluga", "ru"]),
    *each(Command, START, "parameters", map(under_a, (1.5, None, [], 10**30, "9" * 2001))),
    *each(Command, RECORD, "record", [{"id": "mercury", "name": "Mercury", "sector": "business"}]),
    *each(AnyRecord, PARTNER, "experience_years", [-1, 10**10, "3", True, 2.5]),
    *each(AnyRecord, PARTNER, "status", ["gone"]),
    *each(AnyRecord, TIE, "between", [["a"], ["a", "a"], ["a", "b", "c"], "ab", {"a": "b"}]),
    *each(AnyRecord, TIE, "strength", [0, 6, "3", True]),
    *each(AnyRecord, LINE, "value", map(worth, (1.5, -1, "", "1,5", "1e999", None))),
    *each(AnyRecord, LINE, "value", [worth(1, "rub"), worth(1, "RUBL"), worth(1, 1), 1, "1 RUB", {"amount": 1}]),
    *each(AnyRecord, ROW, "fields", map(under_a, (1.5, None, ["x", "x"], "", 10**20, {"date": 1}))),
    *each(AnyRecord, ROW, "fields", [{"a": {"decimal": "x"}}, {"a": {"decimal": "1", "date": "2026-02-02"}}, []]),
    *each(AnyRecord, RULES, "every", ["P", "1M", "PT1M", 30]),
    *each(AnyRecord, RULES, "quorum", [2, -1, 0.5, "half", True]),
    *each(AnyRecord, WARD, "id", ["masha", "w-2011-05-03", "W-017"]),
    *each(AnyRecord, WARD, "note", ["x"]),
    (pt.Duration, "P1D1M"),
    (Status, "done"),
]


@pytest.mark.parametrize("type_, tree", WRONG)
def test_what_the_models_refuse_the_schema_refuses(type_: Any, tree: Any) -> None:
    assert not agree(type_, tree)
