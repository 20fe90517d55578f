"""What can be set otherwise in a study: the numbers of a practice, workers, and numbers among the law's parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from partnership.evaluation.binding import bind
from partnership.simulation.loading import Region
from partnership.simulation.model import Model, model_of
from partnership.simulation.quantities import Quantity
from partnership.template import Template
from partnership.values import Text, share_of_whole

_NUMBERS: Final = frozenset({"integer", "number", "share"})
"""The types of parameters that can be set to a number."""


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
    least: float = 0
    """The least that it may be set to."""
    most: float | None = None
    """The most that it may be set to, where there is such an end."""
    is_whole: bool = False
    """Whether it is a whole number."""


def levers_of(law: Template, region: Region) -> tuple[Lever, ...]:
    """Return every number that a study of a region under a law can set: first those that are ours to choose.

    Raises:
        RegionError: if the region, its practice and the law do not fit together.
    """
    model = model_of(law, region)
    found = [*_numbers(model), *_parameters(model)]
    return tuple(sorted(found, key=lambda each: not each.is_ours))


def _numbers(model: Model) -> Iterator[Lever]:
    types = {each.id: each.type for each in model.region.practice.shape.numbers}
    shape = model.region.shape
    said = {*shape.numbers, *(f"workers.{name}" for name in shape.workers)}
    for name, number in model.numbers.items():
        type_ = types.get(name, "whole")  # of workers there are whole numbers
        most = 1 if type_ == "share" else None
        figure = number.figure
        yield Lever(
            name, number.title, figure.centre, figure, number.lever, name in said, most=most, is_whole=type_ == "whole"
        )


def _parameters(model: Model) -> Iterator[Lever]:
    """Return the law's parameters that are numbers; of them nobody can say that they are uncertain."""
    shape = model.region.shape
    values = bind(model.law, model.parameters, shape.region).parameters
    for name, each in model.law.parameters.items():
        if each.type not in _NUMBERS:
            continue
        most = _as_number(each.max, 1 if each.type == "share" else None)
        least = _as_number(each.min, 0) or 0
        yield Lever(
            f"law.{name}", each.title, float(values[name]), None, is_ours=True, is_of_region=name in shape.parameters,
            least=max(0, least), most=most, is_whole=each.type == "integer",
        )  # fmt: skip


def _as_number(end: Any, otherwise: float | None) -> float | None:
    """Return the end of a range as a number; of a share it may be a fraction in words."""
    if end is None:
        return otherwise
    part = share_of_whole(end)
    return float(end if part is None else part)
