"""What a validator found wrong with a file, each thing at its place: the same way for templates and for programmes.

How it is put into words is up to whoever reads the file; what was misspelt, what is reported already and where
everything stands is found here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnership.errors import MOST_FAULTS, Fault
from partnership.findings import FilePlace
from partnership.template.kinds import KINDS, Kind
from partnership.template.tree import FLAWED, Path, Tree
from partnership.values import nearest

_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that a validator found wrong.

    `kind`, `loc`, `given`, `context` and `message` are the validator's; `path` leads to it from the top of the file;
    `meant` is the missing key that an unknown one is probably a misspelling of.
    """

    kind: str
    loc: Path
    path: Path
    given: Any
    context: Mapping[str, Any]
    message: str
    tree: Tree
    model: type[BaseModel] | None
    meant: str | None = None

    @property
    def at(self) -> FilePlace:
        """Where the value stands."""
        return self.tree.place(self.path)

    @property
    def key_at(self) -> FilePlace:
        """Where the key stands that leads to the value."""
        return self.tree.place(self.path, True)  # noqa: FBT003 - the key

    @property
    def key(self) -> str:
        """The nearest key above the value; empty at the top."""
        return next((str(step) for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def shapes(self) -> tuple[type[BaseModel], ...]:
        """The models that may stand where an unknown key was found."""
        return () if self.model is None else tuple(models_at(self.model, self.loc[:-1]))


def described_faults(
    error: ValidationError,
    tree: Tree,
    say: Callable[[Mistake], Fault],
    *,
    under: Path = (),
    model: type[BaseModel] | None = None,
    only: Collection[str] | None = None,
    spelt: Callable[[str], Collection[str]] = lambda key: (key,),
) -> list[Fault]:
    """Say each error of a validation, at its place.

    `under` is the path of the value that was validated, `model` the type that it was validated as, for proposals;
    with `only`, errors under other keys of it are passed over; `spelt` tells how a missing key could have been written.
    A key that is missing and another that nearly is it are one fault. What the reader could not read, and has reported,
    is not reported again.
    """
    value = tree.value
    for step in under:
        value = value[step]
    errors = [each for each in error.errors(include_url=False) if not _is_told(each)]
    if only is not None:
        errors = [each for each in errors if each["loc"] and each["loc"][0] in only]
    missing = [each["loc"] for each in errors if each["type"] == "missing"]
    unknown = [each for each in errors if each["type"] == "extra_forbidden"]
    taken: set[Path] = set()
    mistakes: list[Mistake] = []
    for each in unknown:
        meant = _meant(each, missing, taken, spelt)
        if meant is not None:
            taken.add(meant)
        path = (*under, *path_of(value, each["loc"], each["input"]))
        mistakes.append(_mistake(each, path, tree, model, None if meant is None else str(meant[-1])))
    for each in errors:
        if each["type"] != "extra_forbidden" and each["loc"] not in taken:
            path = (*under, *path_of(value, each["loc"], each["input"]))
            mistakes.append(_mistake(each, path, tree, model))
    return [say(each) for each in mistakes[:MOST_FAULTS]]


def _mistake(
    error: ErrorDetails, path: Path, tree: Tree, model: type[BaseModel] | None, meant: str | None = None
) -> Mistake:
    given, context = error["input"], error.get("ctx", {})
    return Mistake(error["type"], error["loc"], path, given, context, error["msg"], tree, model, meant)


def _is_told(error: ErrorDetails) -> bool:
    """Tell whether an error is about what could not be read, or follows from others: both are reported without it."""
    given = error["input"]
    if error["type"] == "too_short" and error["ctx"]["actual_length"] < len(given):
        return True  # a list whose items have faults counts as empty for pydantic
    if error["type"] in {"value_error", "language_tag"} and isinstance(given, dict):
        unread = any(FLAWED in key or each == FLAWED for key, each in given.items())
    else:
        unread = isinstance(given, str) and given == FLAWED and error["type"] != "missing"
    return unread or any(isinstance(step, str) and FLAWED in step for step in error["loc"])


def _meant(
    error: ErrorDetails, missing: list[Path], taken: set[Path], spelt: Callable[[str], Collection[str]]
) -> Path | None:
    """Find the missing key that an unknown one beside it is a misspelling of; it is meant by one of them only."""
    loc = error["loc"]
    beside = {
        word: each for each in missing if each[:-1] == loc[:-1] and each not in taken for word in spelt(str(each[-1]))
    }
    name = nearest(str(loc[-1]), beside)
    if name is None and isinstance(error["input"], dict | list):  # what can be spelt in many ways is spelt somehow
        name = next((word for word, each in beside.items() if word != each[-1]), None)
    return None if name is None else beside[name]


def choices_of(written: str) -> tuple[str, ...]:
    """Take the words of a closed choice out of pydantic's sentence: 'a', 'b' or 'c'."""
    quoted = re.findall(r"'((?:[^'\\]|\\.)*)'", written)
    return tuple(quoted) if quoted else tuple(re.split(r", | or ", written))


# --- where it stands -------------------------------------------------------------------------------------------------


def path_of(value: Any, loc: Path, given: object = _ABSENT) -> Path:
    """Find the part of a validator's `loc` that stands in the file.

    A validator names steps that no author wrote (the branch of a union, a field left out); they are stepped over. Where
    that could be done in two ways, `given`, the value that the validator was looking at, decides. A key that is missing
    is missed at the value that should hold it.
    """
    if given is not _ABSENT:
        for path, found in _ways(value, loc, (), set()):
            if found is given:
                return path
    return next((path for path, _ in _ways(value, loc, (), set())), ())


def _ways(value: Any, loc: Path, path: Path, seen: set[tuple[int, Path]]) -> Iterator[tuple[Path, Any]]:
    """Every way to walk `loc`, those first that take most of its steps."""
    if (len(loc), path) in seen:
        return
    seen.add((len(loc), path))
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
        yield from _ways(inside, loc[1:], (*path, step), seen)
    yield from _ways(value, loc[1:], path, seen)


# --- which keys a value may have -------------------------------------------------------------------------------------


def keys_of(models: Iterable[type[BaseModel]]) -> frozenset[str]:
    """Give the keys that models know, as they are written in a file; `kind` stands for the key above them."""
    return frozenset(
        field.alias or name for model in models for name, field in model.model_fields.items() if name != "kind"
    )


def models_at(annotation: Any, loc: Path) -> Iterator[type[BaseModel]]:
    """Follow a validator's `loc` through the types of fields, to the models that may stand there."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from models_at(annotation.__origin__, loc)
    elif annotation is Kind:
        if loc and loc[0] in KINDS:
            yield from models_at(KINDS[str(loc[0])], loc[1:])
    elif origin in {Union, UnionType}:
        for choice in get_args(annotation):
            yield from models_at(choice, loc)
    elif origin in {tuple, list, dict}:
        if loc and get_args(annotation):
            yield from models_at(get_args(annotation)[-1 if origin is dict else 0], loc[1:])
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not loc or loc == (annotation.__name__,):
            yield annotation
            return
        for name, field in annotation.model_fields.items():
            if loc[0] in {name, field.alias}:
                yield from models_at(field.annotation, loc[1:])
