"""A public name stands for one thing in the whole library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import partnership

SOURCE = Path(partnership.__file__).parent

SAID_AGAIN = "the reference shares no code with what it judges, and says again what it needs"
ALLOWED = {
    **dict.fromkeys(
        (
            *("AGE_BANDS", "LATER", "MOMENTS", "OPERATORS", "PARAMETER_TYPES", "PEOPLE", "RESTING", "SETTINGS"),
            *("STAGE_DAYS", "Amount", "Row", "components", "is_later", "network_figure", "stage_day", "unsupported"),
        ),
        SAID_AGAIN,
    ),
    "to_pandas": "what such a function is called in every library that has one",
    "to_polars": "what such a function is called in every library that has one",
}
"""Names that are defined twice all the same, each with its reason."""


def defined_in(tree: ast.Module) -> Iterator[str]:
    """The public names that a module defines itself; type variables stand for nothing outside their signatures."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
                continue
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                continue


def places_of_names() -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for name in defined_in(ast.parse(file.read_text(encoding="utf-8"))):
            if not name.startswith("_"):
                places.setdefault(name, set()).add(str(file.relative_to(SOURCE)))
    return places


def test_no_public_name_is_defined_in_two_files() -> None:
    """Whoever reads a name anywhere knows which thing is meant; a name that is said again is listed with its reason."""
    twice = {name: sorted(files) for name, files in places_of_names().items() if len(files) > 1}
    assert {name: files for name, files in twice.items() if name not in ALLOWED} == {}


def test_what_is_allowed_twice_is_defined_twice() -> None:
    places = places_of_names()
    assert [name for name in ALLOWED if len(places.get(name, ())) < 2] == []


def test_what_the_reference_says_again_is_said_there() -> None:
    """Only the reference may say again what another file says."""
    places = places_of_names()
    said_again = [name for name, reason in ALLOWED.items() if reason == SAID_AGAIN]
    outside = {
        name: [file for file in places[name] if not file.startswith("testing/reference/")] for name in said_again
    }
    assert {name: files for name, files in outside.items() if len(files) > 1} == {}
