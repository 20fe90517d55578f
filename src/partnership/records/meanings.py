"""What each field of a record holds, in a sentence, for JSON Schema.

Nothing but the making of a schema reads this.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from partnership.records.base import Record

_SHARED: Mapping[str, str] = MappingProxyType(
    {
        "about": "The id of what it is about, of whatever kind.",
        "agreement": "The agreement, by its id.",
        "attended": "The persons who were there, by their ids.",
        "body": "The body, by its id.",
        "decision": "The decision on which it rests, by its id.",
        "district": "The district, in words.",
        "form": "The form of activity, by its id in the template's list.",
        "institution": "The institution, by its id as a partner.",
        "kind": "Which kind of record it is.",
        "members": "How many members the body has.",
        "name": "What it is called. Never a person's name.",
        "outcome": "The outcome, by its id in the template's list.",
        "parent": "The organisation above it, by its id.",
        "partner": "The partner, by its id.",
        "partners": "The partners that took part, by their ids.",
        "person": "The person, by the id.",
        "place": "The place on the map, in words.",
        "planned_for": "The day for which it is planned.",
        "present": "How many members were present.",
        "role": "The role, by its id in the template's list.",
        "sector": "The sector for which it counts, by its id in the template's list.",
        "state": "How far it has come.",
        "statement": "The words that were found for it.",
        "status": "How it stands.",
        "subject": "The id of what it is about, of whatever kind.",
        "title": "What it is called.",
        "type": "Its type, by its id in the template's list.",
        "unit": "The unit that it is counted in.",
        "valid_from": "The first day on which it is in force; without it, the day of its entry.",
        "valid_to": "The first day on which it is no longer in force; it lies after the first.",
        "value": "What it is worth.",
        "wards": "The children, by their pseudonyms.",
    }
)
"""What fields hold that several kinds have in common; a docstring beneath the field says where it is otherwise."""


def meanings(cls: type[Record]) -> Mapping[str, str]:
    """Collect what each field of a kind holds: what stands beneath it, else what it holds in all kinds that have it.

    Docstrings of fields are read in the source; where an installation has left that out, they are not there.
    """
    said = dict(_SHARED)
    for base in reversed(cls.__mro__):
        if issubclass(base, Record):
            said |= docstrings(base.__module__).get(base.__name__, {})
    return said


def described(schema: CoreSchema, handler: GetJsonSchemaHandler, said: Mapping[str, str]) -> JsonSchemaValue:
    """Make the JSON Schema of a model, and say of each field what it holds."""
    found = handler(schema)
    for name, field in handler.resolve_ref_schema(found)["properties"].items():
        if name in said:
            field["description"] = said[name]
    return found


@cache
def docstrings(module: str) -> Mapping[str, Mapping[str, str]]:
    """Read the docstrings beneath the fields of a module's classes."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except OSError:
        return {}
    return {node.name: dict(_beneath(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _beneath(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                yield name, " ".join(said.split())
            case _:
                pass
