"""Levers: what can be set otherwise than a region says, and what is wrong with what is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from partnership.errors import Fault, InputError, UnknownName
from partnership.evaluation.binding import parameter_faults
from partnership.messages import Message, message
from partnership.simulation.model import Model
from partnership.template.structure import Parameter
from partnership.template.types import called
from partnership.values import Said, nearest, rewritten

Levers = Mapping[str, float]

_LAW: Final = "law."
_LARGEST: Final = 1e12
_NUMBERS: Final = frozenset({"integer", "number", "share"})


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
    set_in_law = [name for name in levers if name.startswith(_LAW)]
    if begun and set_in_law:
        words = message("'{name}' is set, and the programme has begun", name=set_in_law[0])
        raise InputError(Fault(None, words, hint=message("set a number of the practice or `workers.ID` instead")))
    known = (*model.numbers, *(() if begun else (_LAW + name for name in model.law.parameters)))
    for name in levers:
        if name not in known:
            raise UnknownName(name, known, message("lever"), _known(model, name, begun=begun))
    faults = [*_faults(model, levers), *_faults_in_law(model, of_law(levers))]
    if faults:
        raise InputError(faults)


def _known(model: Model, name: str, *, begun: bool) -> Message:
    """Say what can be set, and where that stands: what is most like a name, then what is marked as ours to choose."""
    law = model.law
    if name.startswith(_LAW) and not begun:
        there = [_LAW + each for each, parameter in law.parameters.items() if parameter.type in _NUMBERS]
        form = message("There are: {levers} (parameters of the template '{law}' that are numbers)")
    else:
        there = sorted(model.numbers, key=lambda each: not model.numbers[each].lever)
        form = message("There are: {levers} (`numbers` and `workers` of the practice {file})")
        if not begun:
            form = message(
                "There are: {levers} (`numbers` and `workers` of the practice {file}), and law.PARAMETER, a parameter "
                "of the template '{law}' that is a number"
            )
    near = nearest(name, there)
    there.sort(key=lambda each: each != near)
    return form.given(levers=", ".join(there), file=model.region.practice.file, law=law.id)


def _faults(model: Model, levers: Levers) -> Iterator[Fault]:
    shares = {each.id for each in model.region.practice.shape.numbers if each.type == "share"}
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
