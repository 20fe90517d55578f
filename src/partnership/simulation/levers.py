"""Levers: what can be set otherwise than a region says, what each may be, and what is wrong with what is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from partnership.errors import Fault, InputError, UnknownName
from partnership.evaluation.binding import bind, parameter_faults
from partnership.messages import Message, message
from partnership.simulation.assembling import model_of
from partnership.simulation.loading import Region
from partnership.simulation.model import Model, NamedQuantity
from partnership.simulation.quantities import Quantity
from partnership.simulation.region import RegionShape
from partnership.template import Template
from partnership.template.structure import Parameter
from partnership.template.types import called
from partnership.values import Said, Text, as_period, nearest, nearest_few, rewritten, share_of_whole

Levers = Mapping[str, float]

_LAW: Final = "law."
_LARGEST: Final = 1e12
_NUMBERS: Final = frozenset({"integer", "number", "share"})
"""The types of parameters that can be set to a number."""
_FEW: Final = 5
_ALL: Final = message("`partnership regions show NAME` lists all")


@dataclass(frozen=True, slots=True)
class Lever:
    """A number that a study can set: by `levers`, in one of the `arms`, by `--set` and `--compare`."""

    name: str
    title: Text
    value: float
    """What it is where nothing is set: of a figure with bounds, what stands in the middle."""
    figure: Quantity | None
    """The figure itself, with its bounds and its basis; a parameter of the law has none."""
    is_ours: bool
    """Whether it is ours to choose; the others are how the world is there."""
    is_of_region: bool
    """Whether the region says so; else the practice assumes it, or it is the template's own value."""
    least: float
    """The least that it may be set to."""
    most: float | None
    """The most that it may be set to, where there is such an end."""
    is_whole: bool
    """Whether it is a whole number."""


def levers_of(law: Template, region: Region) -> tuple[Lever, ...]:
    """Return every number that a study of a region under a law can set: first those that are ours to choose.

    Raises:
        RegionError: if the region, its practice and the law do not fit together.
    """
    model = model_of(law, region)
    found = [*_of_practice(model), *_of_law(model)]
    return tuple(sorted(found, key=lambda each: not each.is_ours))


def _settable(model: Model) -> dict[str, NamedQuantity]:
    """Return the numbers that can be set: how many people a partner employs is said in the region's file alone."""
    people = model.region.practice.shape.people
    unset = model.employers if people is None else {*model.employers, people.employees}
    return {name: each for name, each in model.numbers.items() if name not in unset}


def _of_practice(model: Model) -> Iterator[Lever]:
    shape, whole = model.region.shape, whole_levers(model)
    shares = _shares(model)
    said = {*shape.numbers, *(f"workers.{name}" for name in shape.workers)}
    for name, each in _settable(model).items():
        yield Lever(
            name, each.title, each.figure.centre, each.figure, each.lever, name in said, 0,
            1 if name in shares else None, name in whole,
        )  # fmt: skip


def _of_law(model: Model) -> Iterator[Lever]:
    shape, whole = model.region.shape, whole_levers(model)
    values = bind(model.law, model.parameters, shape.region).parameters
    for id_, each in model.law.parameters.items():
        if each.type not in _NUMBERS:
            continue
        name = _LAW + id_
        end = 1 if each.max is None and each.type == "share" else each.max
        most = None if end is None else as_number(end)
        yield Lever(
            name, each.title, as_number(values[id_]), None, is_ours=True, is_of_region=id_ in shape.parameters,
            least=max(0, as_number(each.min or 0)), most=most, is_whole=name in whole,
        )  # fmt: skip


def as_number(value: Any) -> float:
    """Return a parameter as a number; a share may be a fraction in words."""
    part = share_of_whole(value)
    return float(value if part is None else part)


def _shares(model: Model) -> frozenset[str]:
    return frozenset(each.id for each in model.region.practice.shape.numbers if each.type == "share")


def of_law(levers: Levers) -> dict[str, float]:
    """Return what levers set for the law's parameters, by the names that the law has for them."""
    return {name.removeprefix(_LAW): value for name, value in levers.items() if name.startswith(_LAW)}


def whole_levers(model: Model) -> frozenset[str]:
    """Return the names of those that are set to whole numbers only."""
    practice = model.region.practice.shape
    return frozenset(
        {
            *(f"workers.{each.id}" for each in practice.workers),
            *(each.id for each in practice.numbers if each.type == "whole"),
            *(_LAW + name for name, each in model.law.parameters.items() if each.type == "integer"),
        }
    )


def check_levers(model: Model, levers: Levers, *, begun: bool = False) -> None:
    """Make sure that what is set can be set; where the programme has begun, the law's parameters cannot.

    Raises:
        UnknownName: if there is no such number.
        InputError: with all that cannot be: a chance or a share beyond 0 and 1, a number below zero, a part of a whole
            one, a parameter that the law does not allow.
    """
    if begun and (name := next((name for name in levers if name.startswith(_LAW)), None)) is not None:
        words = message("'{name}' cannot be set in a forecast: the programme has its own parameters", name=name)
        raise InputError(
            Fault(None, words, hint=message("what can be set: {levers}", levers=_some(_ours_first(model))))
        )
    known = (*_settable(model), *(() if begun else (_LAW + name for name in model.law.parameters)))
    for name in levers:
        if name not in known:
            raise _unknown(model, name, known, levers[name])
    faults = [*_faults(model, levers), *_faults_in_law(model, of_law(levers))]
    if faults:
        raise InputError(faults)


def _unknown(model: Model, name: str, known: Sequence[str], value: object) -> InputError | UnknownName:
    """Say of what is no lever how it is set, where that is known; else which levers are most like it, or there at all.

    How long work takes, and all else that a region says of itself, is set in its file.
    """
    part, _, last = name.rpartition(".")
    under = part.partition(".")[0] or name
    work = [each.id for each in model.region.practice.shape.work]
    kind = last if last in work else nearest(last, work) if under == "work" else None
    meant = next((each for each in known if each.rpartition(".")[2] == last), None)
    if kind is not None:
        period = value if as_period(value) is not None else "P30D"
        line = f"{kind}: {{value: {period}, basis: expert}}"
        words = message("'{name}' is no lever: it says how long work takes", name=name)
        return InputError(
            Fault(None, words, hint=message("write it in the region's file under `work:`: {line}", line=line))
        )
    if meant is not None:
        return UnknownName(
            name, known, message("lever"), None if nearest(name, known) else message("Write {name}", name=meant)
        )
    if name in model.numbers or under in RegionShape.model_fields:
        key = "partners" if name in model.employers else "numbers" if name in model.numbers else under
        words = message("'{name}' is no lever: a region's file alone says it", name=name)
        hint = message("set it in the region's file, under `{key}:`", key=key)
        return InputError(Fault(None, words, hint=hint))
    there = _ours_first(model)
    if name.startswith(_LAW):
        numbers = [_LAW + each for each, one in model.law.parameters.items() if one.type in _NUMBERS]
        there = nearest_few(name, numbers, len(numbers))
    found = message("There are: {levers}", levers=_some(there))
    return UnknownName(name, known, message("lever"), _ALL if nearest(name, known) else found)


def _ours_first(model: Model) -> list[str]:
    return sorted(_settable(model), key=lambda each: not model.numbers[each].lever)


def _some(names: Sequence[str]) -> Message:
    """Name the first few, and where all are listed."""
    few = ", ".join([*names[:_FEW], *(["..."] if len(names) > _FEW else [])])
    return message("{names} ({all})", names=few, all=_ALL)


def _faults(model: Model, levers: Levers) -> Iterator[Fault]:
    shares = _shares(model)
    whole = whole_levers(model)
    for name, value in levers.items():
        if name.startswith(_LAW) or _is_number(value, 1 if name in shares else _LARGEST, whole=name in whole):
            continue
        if name in shares:
            expected = message("a number from 0 to 1")
        else:
            expected = message("a whole number from 0") if name in whole else message("a number from 0")
        yield _fault(name, value, expected)


def _faults_in_law(model: Model, values: Levers) -> Iterator[Fault]:
    for name, value in values.items():
        parameter = model.law.parameters[name]
        if parameter.type not in _NUMBERS:
            words = message("'{name}' is {type}, and a lever is a number", name=name, type=called(parameter.type))
            yield Fault(None, words, hint=message("set it in the region, under `parameters:`"))
            continue
        exact = _exactly(parameter, value) if _is_number(value, _LARGEST) else ""  # which is no number of any type
        for fault in parameter_faults(model.law, {name: exact}):
            yield _fault(_LAW + name, value, fault.expected)


def _fault(name: str, value: object, expected: Said) -> Fault:
    number = f"{value:.15g}" if isinstance(value, float) else str(value)
    hint = rewritten(value, "share") if isinstance(value, str) else None
    return Fault(None, message("'{name}' is {value}", name=name, value=number), expected, hint)


def _is_number(value: object, most: float, *, whole: bool = False) -> bool:
    """Tell whether something is a number from 0 to the most that it may be; a truth value is none."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        return False
    return not whole or value % 1 == 0


def _exactly(parameter: Parameter, value: float) -> int | str:
    """Return a value as the law has it, where it is one: a whole number, or an exact one."""
    return int(value) if parameter.type == "integer" and value % 1 == 0 else f"{Decimal(str(value)):f}"
