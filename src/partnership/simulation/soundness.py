"""What has to fit together in a region, its practice and the law beyond the shape of their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from partnership.errors import Fault
from partnership.evaluation.binding import parameter_faults
from partnership.messages import Message, message
from partnership.reading.faults import names_nothing, unknown_key
from partnership.simulation.loading import Region
from partnership.simulation.made import unmade
from partnership.simulation.practice import LEFT, OUTSIDE, PeopleShape
from partnership.simulation.quantities import Quantity, as_float
from partnership.template import Template
from partnership.template.tree import Tree
from partnership.values import offered

_MOST_PEOPLE: Final = 10_000_000
_OPEN_SHAPES: Final = frozenset({"lognormal", "exponential"})
"""Distributions that know no upper end."""


def unsound(law: Template, region: Region) -> Iterator[Fault]:
    """Say what does not fit together."""
    yield from _twice(region)
    yield from _partners(law, region)
    yield from _money(region)
    yield from _parameters(law, region)
    yield from _shares(region)
    yield from _whole_figures(region)
    yield from _named(law, region)
    yield from unmade(law, region)
    if region.practice.shape.people is not None:
        yield from _people(law, region, region.practice.shape.people)


def unfit_laws(law: Template, region: Region) -> Iterator[Fault]:
    """Say what is wrong with the versions of the law that a region names."""
    for index in range(len(region.laws)):
        yield from _unfit(law, region, index)


def _unfit(law: Template, region: Region, index: int) -> Iterator[Fault]:
    change, later = region.shape.laws[index], region.laws[index]
    place = region.tree.place(("laws", index))
    if later.id != law.id:
        words = message(
            "'{template}' is '{id}', and no version of '{law}'", template=change.template, id=later.id, law=law.id
        )
        yield Fault(region.tree.place(("laws", index, "template")), words, message("another version of the law"))
    elif later.digest == law.digest:
        words = message("'{template}' is the law as it is", template=change.template)
        yield Fault(region.tree.place(("laws", index, "template")), words, message("another version of the law"))
    if (change.on is None) == (change.chance is None):
        words = message("the law '{name}' has neither or both of two keys", name=change.id)
        yield Fault(place, words, message("on or chance, one of them"))
    if change.on is not None and change.on <= region.shape.start:
        words = message(
            "the law '{name}' holds from {day} on, and the first day is {start}",
            name=change.id,
            day=change.on,
            start=region.shape.start,
        )
        yield Fault(region.tree.place(("laws", index, "on")), words, message("a later day"))
    for here, there in change.stages.items():
        for name, known, path in ((here, law.stage_ids, True), (there, later.stage_ids, False)):
            if name not in known:
                yield names_nothing(
                    region.tree.place(("laws", index, "stages", here), path), message("stage"), name, known
                )
    for fault in parameter_faults(later, change.parameters):
        at = region.tree.place(("laws", index, "parameters", fault.name))
        words = message("parameter '{name}' cannot be {value}", name=fault.name, value=fault.value)
        yield Fault(at, words, fault.expected)


def _twice(region: Region) -> Iterator[Fault]:
    """Find ids that stand twice among things of one kind."""
    practice, people = region.practice.shape, region.practice.shape.people
    lists: list[tuple[tuple[Any, ...], Sequence[Any]]] = [
        ((name,), getattr(practice, name))
        for name in ("circles", "numbers", "workers", "work", "tasks", "measures", "hazards")
    ]
    if people is not None:
        lists += [(("people", "states"), people.states), (("people", "moves"), people.moves)]
    for path, parts in lists:
        seen = {OUTSIDE, LEFT} if path[-1] == "states" else set()
        for index, part in enumerate(parts):
            if part.id in seen:
                place = region.practice.tree.place((*path, index))
                yield Fault(place, message("'{id}' stands here twice", id=part.id), message("another id"))
            seen.add(part.id)
    known: set[str] = set()
    for index, law in enumerate(region.shape.laws):
        if law.id in known:
            place = region.tree.place(("laws", index))
            yield Fault(place, message("'{id}' stands here twice", id=law.id), message("another id"))
        known.add(law.id)
    known = set()
    for index, each in enumerate(region.shape.partners):
        if known & set(each.ids):
            place = region.tree.place(("partners", index))
            yield Fault(place, message("'{id}' stands here twice", id=each.id), message("another id"))
        known.update(each.ids)


def _partners(law: Template, region: Region) -> Iterator[Fault]:
    sectors, roles = law.lists["sectors"], law.lists["roles"]
    written = len(region.tree.value.get("partners", ()))  # in a forecast those of the ledger come after them
    for index, each in enumerate(region.shape.partners[:written]):
        place = region.tree.place(("partners", index, "role"))
        circles = [one for one in region.practice.shape.circles if not one.of and one.sector in {None, each.sector}]
        fitting = tuple(dict.fromkeys(one.role for one in circles if one.role is not None))
        if each.sector not in sectors:
            yield names_nothing(
                region.tree.place(("partners", index, "sector")), message("sector"), each.sector, tuple(sectors)
            )
        elif each.role is not None and each.role not in roles:
            yield names_nothing(place, message("role"), each.role, fitting or tuple(roles))
        elif fitting and not any(one.role in {None, each.role} for one in circles):
            words = message(
                "the practice does nothing for '{id}': it tells partners of the sector '{sector}' apart by role",
                id=each.id,
                sector=each.sector,
            )
            yield Fault(place, words, message("role: {choices}", choices=offered(each.role or "", fitting)))
    people = region.practice.shape.people
    usual = {each.id: region.shape.numbers.get(each.id, each.default) for each in region.practice.shape.numbers}
    of = [
        each.employees or (usual.get(people.employees) if people is not None else None)
        for each in region.shape.partners
    ]
    many = sum(each.count * _most(of_each) for each, of_each in zip(region.shape.partners, of, strict=True) if of_each)
    if many > _MOST_PEOPLE:
        words = message("there are {many} employees here", many=int(many))
        yield Fault(region.tree.place(("partners",)), words, message("at most {most}", most=_MOST_PEOPLE))


def _money(region: Region) -> Iterator[Fault]:
    funding, start = region.shape.funding, region.shape.start
    if funding is not None and funding.ends <= start:
        words = message("the money ends on {day}, and the first day is {start}", day=funding.ends, start=start)
        yield Fault(region.tree.place(("funding", "ends")), words, message("a later day"))


def _most(figure: Quantity) -> float:
    return as_float(figure.value if figure.high is None else figure.high)


def _parameters(law: Template, region: Region) -> Iterator[Fault]:
    for fault in parameter_faults(law, region.shape.parameters):
        if fault.name not in law.parameters:
            place = region.tree.place(("parameters", fault.name), key=True)
            yield unknown_key(place, fault.name, tuple(law.parameters))
        else:
            words = message("parameter '{name}' cannot be {value}", name=fault.name, value=fault.value)
            yield Fault(region.tree.place(("parameters", fault.name)), words, fault.expected)


def _shares(region: Region) -> Iterator[Fault]:
    """Find chances whose distribution goes beyond 1."""
    practice = region.practice.shape
    shares = {each.id for each in practice.numbers if each.type == "share"}
    found: list[tuple[Tree, tuple[Any, ...], Quantity]] = [
        (region.practice.tree, ("numbers", index, "default"), each.default)
        for index, each in enumerate(practice.numbers)
        if each.id in shares and each.id not in region.shape.numbers
    ]
    found += [
        (region.tree, ("numbers", name), figure) for name, figure in region.shape.numbers.items() if name in shares
    ]
    for index, partner in enumerate(region.shape.partners):
        for key in ("agrees", "leaves"):
            if (figure := getattr(partner, key)) is not None:
                found.append((region.tree, ("partners", index, key), figure))
    found += [
        (region.tree, ("laws", index, "chance"), each.chance)
        for index, each in enumerate(region.shape.laws)
        if each.chance is not None
    ]
    if region.shape.funding is not None:
        found.append((region.tree, ("funding", "goes_on"), region.shape.funding.goes_on))
    for tree, path, figure in found:
        if figure.form in _OPEN_SHAPES:
            words = message("a figure that is '{shape}' may pass 1, and this is a chance or a share", shape=figure.form)
            yield Fault(tree.place((*path, "shape")), words, message("uniform or triangular"))


def _whole_figures(region: Region) -> Iterator[Fault]:
    """Find figures of whole things that are parts of one: half a person does no work beside the others."""
    practice, shape = region.practice.shape, region.shape
    usual = [
        *(
            ("numbers", at, "default", one.id, one.default)
            for at, one in enumerate(practice.numbers)
            if one.type == "whole"
        ),
        *(("workers", at, "at_once", one.id, one.at_once) for at, one in enumerate(practice.workers)),
    ]
    for key, index, default, name, assumed in usual:
        said = (shape.numbers if key == "numbers" else shape.workers).get(name)
        value = (said or assumed).value
        if value % 1:
            place = (
                region.practice.tree.place((key, index, default, "value"))
                if said is None
                else region.tree.place((key, name, "value"))
            )
            yield Fault(place, message("'{name}' is {value}", name=name, value=str(value)), message("a whole number"))


def _named(law: Template, region: Region) -> Iterator[Fault]:
    """Find names in a practice by which there is nothing: neither in the law nor in the practice."""
    practice, tree = region.practice.shape, region.practice.tree
    stage, circle = message("stage"), message("circle")
    circles = [each.id for each in practice.circles]
    named: list[tuple[tuple[Any, ...], Message, str | None, Collection[str]]] = [
        *((("way", at), stage, name, law.stage_ids) for at, name in enumerate(practice.way)),
        *((("measures", at, "stage"), stage, one.stage, law.stage_ids) for at, one in enumerate(practice.measures)),
        (("approach",), message("kind of work"), practice.approach, [each.id for each in practice.work]),
    ]
    for at, each in enumerate(practice.circles):
        named += [
            (("circles", at, "sector"), message("sector"), each.sector, tuple(law.lists["sectors"])),
            (("circles", at, "role"), message("role"), each.role, tuple(law.lists["roles"])),
            *((("circles", at, "of"), circle, name, circles) for name in each.of),
        ]
    states = [] if practice.people is None else [each.id for each in practice.people.states]
    for at, task in enumerate(practice.tasks):
        named += [(("tasks", at, "needs"), message("state"), name, [OUTSIDE, *states, LEFT]) for name in task.needs]
    for at, state in enumerate(() if practice.people is None else practice.people.states):
        if state.level is not None:
            path = ("people", "states", at, "level")
            scale = law.scales.get(state.level.scale)
            levels = [] if scale is None else [each.id for each in scale.levels]
            named.append(((*path, "scale"), message("scale"), state.level.scale, tuple(law.scales)))
            if scale is not None:
                named.append(((*path, "level"), message("level"), state.level.level, levels))
    for path, what, name, known in named:
        if name is not None and name not in known:
            yield names_nothing(tree.place(path), what, name, known)


def _people(law: Template, region: Region, people: PeopleShape) -> Iterator[Fault]:
    practice, tree = region.practice.shape, region.practice.tree
    for key, what, name, known in (
        ("of", message("circle"), people.of, [circle.id for circle in practice.circles]),
        ("employees", message("number"), people.employees, [number.id for number in practice.numbers]),
    ):
        if name not in known:
            yield names_nothing(tree.place(("people", key)), what, name, known)
    for index, move in enumerate(people.moves):
        place = tree.place(("people", "moves", index))
        if isinstance(move.chance, dict):
            for state in move.from_:
                if state not in move.chance:
                    words = message("the move '{name}' has no chance for '{state}'", name=move.id, state=state)
                    yield Fault(place, words, message("a number for each state that it begins in"))
        if move.to == OUTSIDE or LEFT in move.from_:
            words = message("the move '{name}' leads where nobody goes, or whence nobody comes", name=move.id)
            yield Fault(place, words, message("from outside or a state of the practice, to a state of it or to left"))
        yield from _times(move.times, tree.place(("people", "moves", index, "times")), _whole(law))


def _whole(law: Template) -> Collection[str]:
    return [name for name, parameter in law.parameters.items() if parameter.type == "integer"]


def _times(times: int | str, place: Any, whole: Collection[str]) -> Iterator[Fault]:
    if isinstance(times, int):
        if times < 1:
            words = message("{what} is {value}", what="times", value=times)
            yield Fault(place, words, message("a whole number from 1, or $param.id of the law's"))
    elif times.removeprefix("$param.") not in whole or not times.startswith("$param."):
        yield names_nothing(place, message("parameter"), times, [f"$param.{name}" for name in whole])
