"""Binding: a template's parameters as one programme has set them, and the region it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from partnership.messages import Message, message
from partnership.template import Parameter, Template
from partnership.template.types import called
from partnership.values import ParameterValue, as_period, exact, is_in_hours, share_of_whole


@dataclass(frozen=True, slots=True)
class Binding:
    """What one programme gives to its template: parameters and region."""

    parameters: Mapping[str, Any]
    region: str


class ParameterFault(ValueError):
    """A parameter is not one of the template's, or its value is not one that the template allows."""

    def __init__(self, name: str, value: object, expected: Message) -> None:
        super().__init__(f"{name}: {value!r}; expected {expected}")
        self.name = name
        self.value = value
        self.expected = expected


def bind(template: Template, parameters: Mapping[str, ParameterValue], region: str) -> Binding:
    """Give every parameter its value: the programme's own, else the template's default.

    What the template does not allow counts as not set: `decide` refuses it where the template is to be the law.
    """
    refused = {fault.name for fault in parameter_faults(template, parameters)}
    values = {
        name: _value(parameter, parameter.default if name in refused else parameters.get(name, parameter.default))
        for name, parameter in template.parameters.items()
    }
    return Binding(MappingProxyType(values), region)


def parameter_faults(template: Template, parameters: Mapping[str, ParameterValue]) -> list[ParameterFault]:
    """Return everything that is wrong with the parameters that a programme sets."""
    faults: list[ParameterFault] = []
    for name, value in parameters.items():
        parameter = template.parameters.get(name)
        if parameter is None:
            faults.append(ParameterFault(name, value, message("a parameter of the template")))
            continue
        try:
            _value(parameter, value)
        except ParameterFault as fault:
            faults.append(fault)
    return faults


def _value(parameter: Parameter, value: object) -> Any:
    found = _typed(parameter, value)
    if found is None:
        raise ParameterFault(parameter.id, value, _allowed(parameter))
    if not isinstance(found, str | bool):
        least = None if parameter.min is None else _typed(parameter, parameter.min)
        most = None if parameter.max is None else _typed(parameter, parameter.max)
        if (least is not None and found < least) or (most is not None and found > most):
            raise ParameterFault(parameter.id, value, _allowed(parameter))
    return found


def _typed(parameter: Parameter, value: object) -> Any:
    match parameter.type:
        case "integer":
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case "number":
            return exact(value)
        case "share":
            return share_of_whole(value)
        case "duration":
            found = as_period(value)
            return None if is_in_hours(found) and not is_in_hours(parameter.default) else found
        case "boolean":
            return value if isinstance(value, bool) else None
        case "text":
            return value if isinstance(value, str) else None
        case "choice":
            return value if isinstance(value, str) and value in (parameter.choices or ()) else None


def _allowed(parameter: Parameter) -> Message:
    """Say what a parameter can be."""
    if parameter.type == "choice":
        return message("one of: {choices}", choices=", ".join(parameter.choices or ()))
    least, most, what = parameter.min, parameter.max, called(parameter.type)
    if parameter.type == "share" and (least is not None or most is not None):
        least, most, what = 0 if least is None else least, 1 if most is None else most, called("number")
    if parameter.type == "duration" and not is_in_hours(parameter.default):
        what = message("a period in days, such as P45D, P6W, P3M or P1Y6M")
    if least is not None and most is not None:
        return message("{what} from {least} to {most}", what=what, least=str(least), most=str(most))
    if least is not None:
        return message("{what} of at least {least}", what=what, least=str(least))
    return what if most is None else message("{what} of at most {most}", what=what, most=str(most))
