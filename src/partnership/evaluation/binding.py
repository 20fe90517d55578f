"""Binding: a template's parameters as one programme has set them, and the region it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from partnership.template import Parameter, Template
from partnership.values import Duration, ParameterValue, exact, is_in_hours


@dataclass(frozen=True, slots=True)
class Binding:
    """What one programme gives to its template: parameters and region."""

    parameters: Mapping[str, Any]
    region: str


class ParameterFault(ValueError):
    """A parameter is not one of the template's, or its value is not one that the template allows."""

    def __init__(self, name: str, value: object, expected: str) -> None:
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
            faults.append(ParameterFault(name, value, "a parameter of the template"))
            continue
        try:
            _value(parameter, value)
        except ParameterFault as fault:
            faults.append(fault)
    return faults


def _value(parameter: Parameter, value: object) -> Any:
    found = _typed(parameter, value)
    if found is None:
        raise ParameterFault(parameter.id, value, _expected(parameter))
    if not isinstance(found, str | bool):
        least = None if parameter.min is None else _typed(parameter, parameter.min)
        most = None if parameter.max is None else _typed(parameter, parameter.max)
        if (least is not None and found < least) or (most is not None and found > most):
            raise ParameterFault(parameter.id, value, _expected(parameter))
    return found


def _typed(parameter: Parameter, value: object) -> Any:
    match parameter.type:
        case "integer":
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case "number" | "share":
            number = exact(value)
            return None if number is None or (parameter.type == "share" and not 0 <= number <= 1) else number
        case "duration":
            found = _duration(value)
            return None if is_in_hours(found) and not is_in_hours(parameter.default) else found
        case "boolean":
            return value if isinstance(value, bool) else None
        case "text":
            return value if isinstance(value, str) else None
        case "choice":
            return value if isinstance(value, str) and value in (parameter.choices or ()) else None


def _duration(value: object) -> Duration | None:
    if isinstance(value, Duration):
        return value
    try:
        return Duration.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _expected(parameter: Parameter) -> str:
    words = parameter.type if parameter.type != "choice" else " | ".join(parameter.choices or ())
    if parameter.type == "duration" and not is_in_hours(parameter.default):
        words += " in days"
    if parameter.min is not None:
        words += f" >= {parameter.min}"
    if parameter.max is not None:
        words += f" <= {parameter.max}"
    return words
