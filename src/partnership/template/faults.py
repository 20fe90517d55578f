"""What a validator found, put into words that an author of YAML can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnership.errors import MOST_FAULTS, Fault
from partnership.findings import Place
from partnership.template.kinds import KINDS
from partnership.template.kinds.union import Under
from partnership.template.requirement import RequirementShape
from partnership.template.sayings import SAID, saying
from partnership.template.tree import Path, Tree, existing
from partnership.values import nearest_hint

UNREADABLE: Final = "\0"
"""Stands where the reader could not read a value and has said so: nothing more is said about it."""

_BY_TYPE: Final = {
    "bool_type": "truth",
    "date_type": "not_a_day",
    "dict_type": "not_a_mapping",
    "id": "not_an_id",
    "int_type": "not_a_whole_number",
    "list_type": "not_a_list",
    "model_attributes_type": "not_a_mapping",
    "model_type": "not_a_mapping",
    "string_pattern_mismatch": "jurisdiction",
    "string_type": "word",
    "tuple_type": "not_a_list",
}
_BOUNDS: Final = {
    "greater_than_equal": ("too_small", "ge"),
    "less_than_equal": ("too_large", "le"),
    "too_short": ("too_few", "min_length"),
    "too_long": ("too_large", "max_length"),
    "string_too_short": ("too_few", "min_length"),
    "string_too_long": ("too_large", "max_length"),
}
_FEW: Final = 12
_DEEPEST: Final = 40  # what the reading room lets through; the validator itself gives up much later
_KEYS: Final = {
    "act_shape": ("end", "advance", "where"),
    "dates_reversed": ("effective_to",),
    "exact_and_bounds": ("exactly",),
    "min_over_max": ("max", "exactly"),
    "ward_bands": ("by_age_band",),
}
"""The key to point at, for faults that lie between several keys of one value."""


def faults_of(error: ValidationError, tree: Tree, model: type[BaseModel]) -> list[Fault]:
    """Say each error of validating `tree.value` as `model`, with its place; a misspelt key and a missing one are one
    fault.
    """
    errors = [each for each in error.errors(include_url=False) if not _spurious(each)]
    misspelt = {(each["loc"][:-1], str(each["loc"][-1])) for each in errors if each["type"] == "extra_forbidden"}
    faults: list[Fault] = []
    for each in errors[: MOST_FAULTS * 2]:
        if each["type"] == "missing" and _was_misspelt(each, misspelt):
            continue
        fault = _fault(each, tree, model)
        if fault is not None:
            faults.append(fault)
    return faults[:MOST_FAULTS]


def _spurious(error: ErrorDetails) -> bool:
    """A list whose items all have faults counts as empty for pydantic; and what could not be read has been reported."""
    emptied = error["type"] == "too_short" and bool(error["input"])
    return emptied or (error["type"] != "missing" and error["input"] == UNREADABLE)


def _was_misspelt(error: ErrorDetails, misspelt: Iterable[tuple[tuple[int | str, ...], str]]) -> bool:
    *where, wanted = error["loc"]
    meant = tuple(KINDS) if wanted == "check" else (str(wanted),)
    return any(place == tuple(where) and nearest_hint(word, meant) is not None for place, word in misspelt)


def fault(
    at: Place | None,
    name: str,
    *,
    word: object = "",
    more: object = "",
    choices: Iterable[str] = (),
    guess: str | None = None,
) -> Fault:
    """One fault from the table of sentences; with `guess`, the choice that is nearest to it is proposed."""
    offered = tuple(choices)
    what, expected = saying(name, word=word, more=more, choices=offered)
    hint = None if guess is None else nearest_hint(guess, offered)
    # A long list of what could stand there hides the one word that was meant.
    return Fault(at, what, None if hint is not None and len(offered) > _FEW else expected, hint)


def _fault(error: ErrorDetails, tree: Tree, model: type[BaseModel]) -> Fault | None:
    loc, kind, given = error["loc"], error["type"], error["input"]
    path = existing(tree.value, loc)
    context: Mapping[str, Any] = error.get("ctx", {})
    match kind:
        case "said":
            return _said(context, given, tree, path)
        case "missing":
            if loc[-1] == "check":
                return fault(tree.place(path), "no_kind", choices=KINDS)
            return fault(tree.place(path), "missing_key", word=loc[-1])
        case "extra_forbidden":
            key = str(loc[-1])
            return fault(
                tree.place(path, True),  # noqa: FBT003 - the key, not the value
                "unknown_key",
                word=key,
                choices=sorted(_keys(model, loc[:-1])),
                guess=key,
            )
        case "union_tag_invalid" | "union_tag_not_found":
            return _no_such_check(given, tree, path)
        case "literal_error":
            words = tuple(each.strip(" '\"") for each in str(context["expected"]).replace(" or ", ", ").split(","))
            return fault(tree.place(path), "not_a_choice", word=_shown(given), choices=words, guess=_shown(given))
        case "recursion_loop":
            return fault(tree.place(path), "too_deep", more=_DEEPEST)
        case _ if kind in _BOUNDS:
            name, bound = _BOUNDS[kind]
            return fault(tree.place(path), name, word=_shown(given), more=context[bound])
        case "model_type" if context.get("class_name") == "Text":
            return fault(tree.place(path), "not_a_text")
        case _ if kind in _BY_TYPE:
            return fault(tree.place(path), _BY_TYPE[kind], word=_shown(given))
        case _:
            reason = str(context["error"]) if "error" in context else error["msg"]
            if reason.startswith("a duration"):
                return fault(tree.place(path), "period", word=_shown(given))
            return fault(tree.place(path), "other", word=_shown(given), more=reason)


def _said(context: Mapping[str, Any], given: Any, tree: Tree, path: Path) -> Fault:
    name, word = context["name"], context["word"]
    as_key = name in {"unknown_key", "unknown_operator"}
    if isinstance(given, dict):
        path = (*path, *[key for key in _KEYS.get(name, ()) if key in given][:1])
        if name == "two_kinds":
            path, as_key = (*path, [key for key in given if key in KINDS][1]), True
    place = tree.place(path, as_key)
    guess = word if as_key and name != "two_kinds" else None
    return fault(place, name, word=word or _shown(given), more=context["more"], choices=context["choices"], guess=guess)


def _no_such_check(given: Any, tree: Tree, path: Path) -> Fault:
    keys = [key for key in given if isinstance(key, str)] if isinstance(given, dict) else []
    known = [key for key in keys if key in KINDS]
    if len(known) > 1:
        return fault(tree.place((*path, known[1]), True), "two_kinds", word=", ".join(known))  # noqa: FBT003 - the key
    unknown = [key for key in keys if key not in KINDS]
    if not unknown:
        return fault(tree.place(path), "check", choices=KINDS)
    at = tree.place((*path, unknown[0]), True)  # noqa: FBT003 - the key
    if known:
        return fault(at, "unknown_key", word=unknown[0], choices=(known[0],), guess=unknown[0])
    return fault(at, "unknown_kind", word=unknown[0], choices=KINDS, guess=unknown[0])


def _shown(given: Any) -> str:
    match given:
        case bool():
            return str(given).lower()
        case dict():
            return "{...}"
        case list():
            return "[...]"
        case _:
            return str(given)


# --- which keys a value may have -------------------------------------------------------------------------------------


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> set[str]:
    """The keys that the shape at `loc` knows, as they are written in the file."""
    found: set[str] = set()
    for shape in _shapes(model, loc):
        found |= {field.alias or name for name, field in shape.model_fields.items()}
        if shape is RequirementShape:
            found = (found - {"check"}) | KINDS.keys()
    return found


def _shapes(annotation: Any, loc: tuple[int | str, ...]) -> Iterator[type[BaseModel]]:
    """The models that stand at `loc`, followed through the types of fields."""
    origin = get_origin(annotation)
    if origin is Annotated:
        under = next((each for each in annotation.__metadata__ if isinstance(each, Under)), None)
        if under is not None:
            if loc[:1] == (under.model.kind,):
                yield from _shapes(under.model, loc[1:])
            return
        yield from _shapes(annotation.__origin__, loc)
    elif origin in {Union, UnionType}:
        for choice in get_args(annotation):
            yield from _shapes(choice, loc)
    elif origin in {tuple, dict}:
        if loc:
            yield from _shapes(get_args(annotation)[-1 if origin is dict else 0], loc[1:])
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _inside(annotation, loc)


def _inside(model: type[BaseModel], loc: tuple[int | str, ...]) -> Iterator[type[BaseModel]]:
    if not loc or loc == (model.__name__,):
        yield model
        return
    for name, field in model.model_fields.items():
        if loc[0] in {name, field.alias}:
            # The marks of the outermost `Annotated` are kept apart from the type; the union needs none of them.
            yield from _shapes(field.annotation, loc[1:])


__all__ = ["SAID", "UNREADABLE", "fault", "faults_of"]
