"""What of a region lies beyond the time that is simulated: work that never ends, what comes after the last day.

Nothing of it is a fault: the region can be simulated. But who reads that a stage is never reached has to know of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partnership.errors import Fault
from partnership.messages import Message, Sayable, joined, list_some, listed, message, quoted
from partnership.simulation.causes import Causes
from partnership.simulation.model import Model
from partnership.simulation.practice import Work
from partnership.simulation.quantities import PeriodQuantity, as_float
from partnership.simulation.study import Study
from partnership.simulation.wording import titled_rule
from partnership.values import Text

_HARDLY_EVER: Final = 1e-4
"""The chance of a time so short that it is no longer counted with."""
_MOST: Final = 3


def beyond_horizon(model: Model, *, is_forecast: bool = False) -> Iterator[Fault]:
    """Say what takes longer than the runs last, or begins after them, and what cannot be for that: no fault, a warning.

    How far a forecast goes is asked of it: of one only what the region's file says of work.
    """
    region, days = model.region, (model.days[-1] - model.days[0]).days
    shape, practice = region.shape, region.practice
    for at, work in enumerate(practice.shape.work):
        own = shape.work.get(work.id)
        figure = own or work.default
        if figure.at(_HARDLY_EVER) > days and (own is not None or not is_forecast):
            path = ("work", at, "default", "value")
            place = practice.tree.place(path) if own is None else region.tree.place(("work", work.id, "value"))
            yield Fault(place, _endless(model, work, figure))
    for at, move in enumerate(() if is_forecast or practice.shape.people is None else practice.shape.people.moves):
        if move.from_start is not None and as_float(move.from_start) > days:
            words = message(
                "{move:quoted} begins {period} after the start, and the runs last {horizon}: it happens in no run",
                move=move.title,
                period=move.from_start,
                horizon=shape.horizon,
            )
            yield Fault(practice.tree.place(("people", "moves", at, "from_start")), words)
    for at, law in enumerate(() if is_forecast else shape.laws):
        if law.on is not None and law.on > model.days[-1]:
            words = message(
                "{law:quoted} holds from {day} on, and the runs end on {end}: it comes in no run",
                law=law.title,
                day=law.on,
                end=model.days[-1],
            )
            yield Fault(region.tree.place(("laws", at, "on")), words)
    if shape.funding is not None and shape.funding.ends > model.days[-1] and not is_forecast:
        words = message(
            "the money ends on {day}, and the runs end on {end}: it ends in no run",
            day=shape.funding.ends,
            end=model.days[-1],
        )
        yield Fault(region.tree.place(("funding", "ends")), words)


def _endless(model: Model, work: Work, figure: PeriodQuantity) -> Message:
    """Say that work of a kind ends in no run, and what comes of that."""
    practice, causes = model.region.practice.shape, Causes(model)
    what: list[Sayable] = []
    if practice.approach == work.id:
        what.append(message("no partner is won"))
    if hazards := [quoted(each.title) for each in practice.hazards if each.work == work.id]:
        what.append(message("what goes wrong is not dealt with ({hazards})", hazards=listed(hazards)))
    if rules := causes.met_after({task.id for task in practice.tasks if task.work == work.id}):
        named = [titled_rule(_title(model, rule), rule) for rule in rules]
        what.append(message("rules that need it are not met ({rules})", rules=list_some(named[:_MOST], len(named))))
    return message(
        "{work:quoted} takes {period}, and the runs last {horizon}: {what}",
        work=work.title,
        period=figure.value if figure.low is None else message("at least {period}", period=figure.low),
        horizon=model.region.shape.horizon,
        what=joined(what or [message("nothing comes of it")], Message("; ")),
    )


def _title(model: Model, rule: str) -> Sayable:
    known = model.requirement(rule)
    return Text.of(rule, rule) if known is None else known.title


def noted(each: Fault) -> Message:
    """Say what is no fault, and where it stands, as readers ought to know of it."""
    return message("Note, {place}: {what}.", place=str(each.at), what=each.what)


def beyond_horizon_of(study: Study) -> Iterator[Fault]:
    """Say what of a region's file lies beyond the time that a study simulates; what is measured stands in no file."""
    if not study.is_measured:
        yield from beyond_horizon(study.model, is_forecast=study.goes_on is not None)
