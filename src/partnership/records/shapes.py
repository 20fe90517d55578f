"""What the fields of each kind hold: for checking what templates ask of them, and for following references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from partnership.records.base import Record
from partnership.records.items import Item
from partnership.records.marks import Label, Such, Words
from partnership.values import Id, Listed, Ref, Text


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What one field holds.

    `scalar` is the Python type of one value: str, int, bool, Decimal, date, Duration, Text, or the class of an
    embedded model (whose own fields then stand beside it under dotted names). `many` tells a list of such values.
    `kinds` are the kinds of record that an id may name, `list` the template's list that it comes from, `choices` the
    words of a closed choice, `scale` the scale that a level is of, `label` and `words` how the field and they are said
    where that is not as they are written, `such` how a sentence says that a row has some of them. `optional` tells that
    a value may be missing; `derived` that it is computed; `pseudo` that it belongs to the row, not the record.
    """

    scalar: type
    many: bool = False
    optional: bool = False
    kinds: tuple[str, ...] = ()
    list: str | None = None
    choices: tuple[str, ...] = ()
    label: str | None = None
    words: tuple[tuple[str, str], ...] = ()
    such: Such | None = None
    derived: bool = False
    pseudo: bool = False
    scale: str | None = None


ROW_FIELDS: Mapping[str, FieldShape] = MappingProxyType(
    {"date": FieldShape(date, pseudo=True), "changed": FieldShape(date, label="last changed", pseudo=True)}
)
"""What every row has besides its record: the day of its first entry and that of its present version."""


def embedded_types(name: str, shape: FieldShape) -> Iterator[tuple[str, FieldShape]]:
    """Tell what stands inside the values of a field, by its path: `value.amount`."""
    if issubclass(shape.scalar, BaseModel) and shape.scalar is not Text:
        for path, inner in _fields(shape.scalar, f"{name}."):
            yield (
                path,
                replace(inner, many=inner.many or shape.many, optional=inner.optional or shape.optional),
            )


@cache
def field_types(cls: type[Record]) -> Mapping[str, FieldShape]:
    """Tell what each field of a kind holds, by its path: stored, embedded (`value.amount`), derived, and the row's
    own.
    """
    shapes = dict(_fields(cls, ""))
    del shapes["kind"]
    shapes |= dict(_computed(cls))
    return MappingProxyType({**shapes, **ROW_FIELDS})


@cache
def references(cls: type[Record]) -> tuple[tuple[str, Ref, bool], ...]:
    """List the fields that name other records: path, kinds, and whether there are several."""
    return tuple(
        (path, Ref(shape.kinds[0] if len(shape.kinds) == 1 else shape.kinds), shape.many)
        for path, shape in field_types(cls).items()
        if shape.kinds
    )


@cache
def listings(cls: type[Record]) -> tuple[tuple[str, Listed, bool], ...]:
    """List the fields that name items of the template's lists: path, list, and whether there are several."""
    return tuple(
        (path, Listed(shape.list), shape.many) for path, shape in field_types(cls).items() if shape.list is not None
    )


@cache
def plain_ids(cls: type[Record]) -> frozenset[str]:
    """List the fields of which nothing is asked but that they hold an id, or none: which one it is makes no difference.

    There are none in kinds that look at their fields together, but for rows, which look at their term.
    """
    if cls.__pydantic_decorators__.model_validators and cls is not Item:
        return frozenset()
    return frozenset(
        name for name, field in cls.model_fields.items() if _is_plain_id(field.annotation, tuple(field.metadata))
    )


_CHECKS_OF_ID: tuple[Any, ...] = get_args(Id)[1:]


def _is_plain_id(annotation: Any, metadata: tuple[Any, ...]) -> bool:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _is_plain_id(arguments[0], (*arguments[1:], *metadata))
    if origin is Union or origin is UnionType:
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _is_plain_id(inner, metadata)
    checks = tuple(mark for mark in metadata if not isinstance(mark, Ref | Listed | Label | Such | Words))
    return annotation is str and checks == _CHECKS_OF_ID


def _fields(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, FieldShape]]:
    for name, field in model.model_fields.items():
        shape = _marked(_shape(field.annotation), field.metadata)
        yield prefix + name, shape
        yield from embedded_types(prefix + name, shape)


def _computed(cls: type[Record]) -> Iterator[tuple[str, FieldShape]]:
    for name, each in vars(cls).items():
        if isinstance(each, property):
            returned = get_type_hints(each.fget, include_extras=True)["return"]
            yield name, replace(_shape(returned), optional=True, derived=True)


def _shape(annotation: Any) -> FieldShape:
    """Take a type apart: optional, tuple, annotated, literal, plain."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(_shape(arguments[0]), arguments[1:])
    if origin is Union or origin is UnionType:
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return replace(_shape(inner), optional=True)
    if origin is tuple:
        return replace(_shape(arguments[0]), many=True)
    if origin is Literal:
        return FieldShape(type(arguments[0]), choices=arguments)
    if annotation is NoneType or annotation is None:
        return FieldShape(Text, optional=True)
    return FieldShape(annotation)


def _marked(shape: FieldShape, metadata: Any) -> FieldShape:
    for mark in metadata:
        match mark:
            case Ref():
                shape = replace(shape, kinds=mark.kinds)
            case Listed():
                shape = replace(shape, list=mark.list)
            case Label():
                shape = replace(shape, label=mark.text)
            case Such():
                shape = replace(shape, such=mark)
            case Words():
                shape = replace(shape, words=tuple(mark.said.items()))
            case _:
                pass
    return shape
