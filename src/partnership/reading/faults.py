"""What pydantic found wrong, as faults at their places and in words that an author of YAML can act on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnership.errors import MOST_FAULTS, Fault
from partnership.findings import Place
from partnership.reading import sentences
from partnership.reading.marked import Path, Tree
from partnership.reading.scalars import FLAWED, quoted
from partnership.values import Text, escape, id_trouble, nearest, nearest_hint

_ABSENT: Final = object()
_MOST_SHOWN = 40
_WARDS: Final = frozenset({"ward", "wards", "pictured"})
"""Keys under which ids of children stand."""
_russian_day = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})").fullmatch
_decimal_comma = re.compile(r"([-+]?[0-9]+),([0-9]+)").fullmatch
_number = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?").fullmatch
_YES: Final = frozenset({"yes", "y", "on", "да", "True", "TRUE"})
_NO: Final = frozenset({"no", "n", "off", "нет", "False", "FALSE"})


def locate(marked: Tree, loc: Path, given: object = _ABSENT) -> Place:
    """Tell where the value stands that a validator speaks of.

    A validator's `loc` names steps that no author wrote (the branch of a union, a field left out); they are stepped
    over. Where that could be done in two ways, `given`, the value that the validator was looking at, decides. A key
    that is missing is missed at the value that should hold it.
    """
    return marked.place(path_of(marked.value, loc, given))


def path_of(value: Any, loc: Path, given: object = _ABSENT) -> Path:
    """Find the part of a validator's `loc` that stands in the file."""
    if given is not _ABSENT:
        for path, found in _ways(value, loc, ()):
            if found is given:
                return path
    return next((path for path, _ in _ways(value, loc, ())), ())


def _ways(value: Any, loc: Path, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every way to walk `loc`, those first that take most of its steps."""
    if not loc:
        yield path, value
        return
    step = loc[0]
    inside: Any = _ABSENT
    if isinstance(value, dict):
        inside = value.get(step, _ABSENT)
    elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        inside = value[step]
    if inside is not _ABSENT:
        yield from _ways(inside, loc[1:], (*path, step))
    yield from _ways(value, loc[1:], path)


def faults_of(
    error: ValidationError,
    marked: Tree,
    *,
    under: Path = (),
    model: type[BaseModel] | None = None,
    only: Collection[str] | None = None,
) -> list[Fault]:
    """Say each error of a validation, with its place, in both languages.

    `under` is the path of the value that was validated, `model` the type that it was validated as, for proposals;
    with `only`, errors under other keys of it are passed over. A key that is missing and another that nearly is it
    are one fault. What the reader could not read, and has reported, is not reported again.
    """
    value = marked.value
    for step in under:
        value = value[step]
    errors = [each for each in error.errors(include_url=False) if not _reported(each)]
    if only is not None:
        errors = [each for each in errors if each["loc"] and each["loc"][0] in only]
    missing = [each for each in errors if each["type"] == "missing"]
    faults: list[Fault] = []
    taken: set[Path] = set()
    for each in errors:
        if each["type"] != "extra_forbidden":
            continue
        meant = _meant(each, missing, taken)
        if meant is not None:
            taken.add(meant)
        keys = () if model is None else known_keys(model, each["loc"][:-1])
        faults.append(_unknown_key(each, marked, (*under, *path_of(value, each["loc"], each["input"])), keys, meant))
    faults.extend(
        _fault(each, marked, (*under, *path_of(value, each["loc"], each["input"])))
        for each in errors
        if each["type"] != "extra_forbidden" and each["loc"] not in taken
    )
    return faults[:MOST_FAULTS]


def unknown_key(at: Place, key: str, choices: Collection[str], expected: Text | None = None) -> Fault:
    """Say that a key means nothing here, and which was probably meant; if none is near, what is expected."""
    hint = nearest_hint(key, choices)
    if hint is None and expected is None and choices:
        expected = _one_of(sorted(choices))
    return Fault(at, _unknown(key), expected if hint is None else None, hint)


def found_instead(at: Place, key: str, given: Any, expected: Text) -> Fault:
    """Say what stands under a key and what was expected there."""
    return Fault(at, _stands(key, given), expected, _hint(given, expected.en))


def missing_key(at: Place, key: str) -> Fault:
    """Say that a key is missing in the value that stands there."""
    name = quoted(key)
    return Fault(at, Text.quoting(f"the key {name.en} is missing", f"не хватает ключа {name.ru}"))


def _reported(error: ErrorDetails) -> bool:
    """Tell whether an error is about what the reader could not read, and has said so."""
    given = error["input"]
    if error["type"] == "value_error" and isinstance(given, dict):
        unread = any(FLAWED in key or each == FLAWED for key, each in given.items())
    else:
        unread = isinstance(given, str) and given == FLAWED and error["type"] != "missing"
    return unread or any(isinstance(step, str) and FLAWED in step for step in error["loc"])


def _meant(error: ErrorDetails, missing: list[ErrorDetails], taken: set[Path]) -> Path | None:
    """Find the missing key that an unknown one beside it is a misspelling of."""
    beside = {
        str(each["loc"][-1]): each["loc"]
        for each in missing
        if each["loc"][:-1] == error["loc"][:-1] and each["loc"] not in taken
    }
    name = nearest(str(error["loc"][-1]), beside)
    return None if name is None else beside[name]


def _unknown(key: str) -> Text:
    name = quoted(key)
    return Text.quoting(f"unknown key {name.en}", f"неизвестный ключ {name.ru}")


def _unknown_key(error: ErrorDetails, marked: Tree, path: Path, keys: Collection[str], meant: Path | None) -> Fault:
    key = str(error["loc"][-1])
    at = marked.place(path, key=True)
    if meant is None:
        return unknown_key(at, key, keys)
    name = quoted(str(meant[-1]))
    return Fault(
        at,
        _unknown(key),
        None,
        Text.quoting(
            f"did you mean {name.en}, which is missing?", f"возможно, имелось в виду {name.ru}, которого не хватает?"
        ),
    )


def _fault(error: ErrorDetails, marked: Tree, path: Path) -> Fault:
    at, given = marked.place(path), error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    match error["type"]:
        case "missing":
            return missing_key(at, str(error["loc"][-1]))
        case "literal_error":
            choices = sentences.choices(str(context["expected"]))
            hint = nearest_hint(given, choices) if isinstance(given, str) else None
            return Fault(at, _stands(key, given), _one_of(choices), hint or _hint(given, " ".join(choices)))
        case kind if kind == "pseudonym" or (kind == "id" and not _WARDS.isdisjoint(path)):
            # The value is not repeated: it may be a child's name.
            return Fault(at, *sentences.PSEUDONYM)
        case "id" if isinstance(given, str) and (trouble := id_trouble(given)) is not None:
            return Fault(at, _stands(key, given), None, trouble)
        case kind:
            expected = sentences.expected(kind, key, context, error["msg"])
            # A fault that lies between several keys is that of no single value.
            what = (
                sentences.NOT_CONSISTENT
                if isinstance(given, dict) and kind in sentences.BETWEEN
                else _stands(key, given)
            )
            return Fault(at, what, expected, _hint(given, expected.en))


def _one_of(choices: Sequence[str]) -> Text:
    listed = ", ".join(choices[:_MOST_SHOWN]) + (", ..." if len(choices) > _MOST_SHOWN else "")
    return Text.quoting(f"one of: {listed}", f"одно из: {listed}")


def _stands(key: str, given: Any) -> Text:
    thing = _thing(given)
    if not key:
        return Text.quoting(f"here stands {thing.en}", f"здесь стоит {thing.ru}")
    return Text.quoting(f"under {quoted(key).en} stands {thing.en}", f"в ключе {quoted(key).ru} стоит {thing.ru}")


def _thing(given: Any) -> Text:
    match given:
        case str():
            word = quoted(given)
            return Text.quoting(f"the text {word.en}", f"текст {word.ru}")
        case bool():
            return Text.quoting(str(given).lower())
        case int() | Decimal():
            return Text.quoting(f"the number {escape(str(given), 40)}", f"число {escape(str(given), 40)}")
        case datetime():
            return Text.quoting(f"the moment {given.isoformat()}", f"момент {given.isoformat()}")
        case date():
            return Text.quoting(f"the date {given}", f"дата {given}")
        case dict():
            return Text.quoting("a set of keys", "набор ключей")
        case list() | tuple():
            return Text.quoting("a list", "список")
        case _:
            return Text.quoting("something else", "что-то другое")


def _hint(given: Any, expected: str) -> Text | None:
    """Propose how to write what was probably meant."""
    if isinstance(given, str):
        return _hint_for_text(given, expected)
    if "text" in expected and isinstance(given, (bool, int, Decimal, date)):
        word = given.isoformat() if isinstance(given, (date, datetime)) else str(given).lower()
        return Text.quoting(f'for text write "{word}" in quotes', f'для текста пишите "{word}" в кавычках')
    if "date" in expected and isinstance(given, datetime):
        return _write(given.date().isoformat())
    return None


def _hint_for_text(given: str, expected: str) -> Text | None:
    if "true or false" in expected and given in _YES | _NO:
        return _write("true" if given in _YES else "false")
    if "date" in expected and (day := _russian_day(given)) is not None:
        return _write(f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}")
    if "number" in expected and (parts := _decimal_comma(given)) is not None:
        return _write(f"{parts[1]}.{parts[2]}")
    if ("number" in expected and _number(given)) or ("date" in expected and re.fullmatch(r"\d{4}-\d\d-\d\d", given)):
        return Text.quoting("write it without quotes", "пишите без кавычек")
    if "list" in expected and len(given) < _MOST_SHOWN:
        return _write(f"[{escape(given)}]")
    return None


def _write(instead: str) -> Text:
    return Text.quoting(f"write {instead}", f"пишите {instead}")


# --- which keys a value may have -------------------------------------------------------------------------------------


def known_keys(model: type[BaseModel], loc: Path) -> frozenset[str]:
    """Give the keys that a model knows at a validator's `loc`, as they are written in a file."""
    return frozenset(
        field.alias or name
        for found in _models(model, loc)
        for name, field in found.model_fields.items()
        if name != "kind"
    )


def _models(annotation: Any, loc: Path) -> Iterator[type[BaseModel]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0], loc)
    elif origin in {Union, UnionType}:
        for choice in get_args(annotation):
            yield from _models(choice, loc)
    elif origin in {tuple, list, dict}:
        if loc and get_args(annotation):
            yield from _models(get_args(annotation)[-1 if origin is dict else 0], loc[1:])
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not loc:
            yield annotation
        for name, field in annotation.model_fields.items():
            if loc and loc[0] in {name, field.alias}:
                yield from _models(field.annotation, loc[1:])
