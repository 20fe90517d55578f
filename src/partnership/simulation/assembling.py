"""A law, a practice and a region made into one model; all that does not fit together is told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from partnership.errors import Fault
from partnership.evaluation.view import asked_in, gates_between, stages_entered
from partnership.messages import Message, message
from partnership.reading.faults import names_nothing, unknown_key
from partnership.simulation.lines import OpenLine, as_text, circles_named, open_lines, states_picked
from partnership.simulation.loading import Region, RegionError, is_path, raise_faults, regions_for
from partnership.simulation.model import (
    STEPS,
    Danger,
    Invited,
    Job,
    Model,
    NamedQuantity,
    Round,
    WayOn,
    WorkKind,
    circle_members,
)
from partnership.simulation.practice import LEFT, OUTSIDE, Task
from partnership.simulation.quantities import Quantity
from partnership.simulation.region import LawChange
from partnership.simulation.soundness import unfit_laws, unsound
from partnership.template import Stage, Template
from partnership.template.structure import Parameter
from partnership.values import Duration

_MOST_STEPS: Final = 20_000


def model_of(law: Template, region: Region, parameters: Mapping[str, float] | None = None) -> Model:
    """Make a model of a law and a region; `parameters` are the law's that are set otherwise than the region sets them.

    Raises:
        RegionError: with everything that does not fit together.
    """
    model = _Maker(law, region, parameters or {}).model()
    return replace(model, laws=tuple(_later(model, parameters or {}))) if region.laws else model


def _later(model: Model, parameters: Mapping[str, float]) -> Iterator[tuple[LawChange, Model]]:
    """Make the models under the versions of the law that may come."""
    region = model.region
    for change, law in zip(region.shape.laws, region.laws, strict=True):
        said = {**region.shape.parameters, **change.parameters}
        shape = region.shape.model_copy(
            update={"parameters": {name: value for name, value in said.items() if name in law.parameters}}
        )
        kept = {name: value for name, value in parameters.items() if name in law.parameters}
        yield change, _Maker(law, replace(region, shape=shape), kept, before=model.law).model()


class _Maker:
    """Makes a model, and collects what is wrong on the way; `before` is the law that this one comes after."""

    def __init__(
        self, law: Template, region: Region, parameters: Mapping[str, float], before: Template | None = None
    ) -> None:
        self.law, self.region = law, region
        self.before = before
        versions = [law, *region.laws, *([] if before is None else [before])]
        self.rules = {rule for each in versions for rule in each.requirements}
        own = {name: _typed(law.parameters[name], value) for name, value in parameters.items()}
        self.parameters = {**region.shape.parameters, **own}
        self.shape, self.practice = region.shape, region.practice.shape
        self.faults: list[Fault] = []

    def model(self) -> Model:
        practice = self.practice
        self._template()
        self._figures()
        numbers = self._numbers()
        workers = tuple(each.id for each in practice.workers)
        kinds = self._work(workers)
        days = tuple(self._days())
        self.faults.extend(unsound(self.law, self.region))
        if self.before is None:
            self.faults.extend(unfit_laws(self.law, self.region))
        raise_faults(self.faults)  # what follows leans on what was named so far
        tree = self.region.practice.tree
        self._rules()
        joining = self._lines(practice.joining, "joining")
        partners = tuple(self._partners(joining))
        numbers.update(self._employees(numbers, partners))
        states = (OUTSIDE, *(state.id for state in practice.people.states), LEFT) if practice.people else ()
        jobs = tuple(self._jobs(kinds, partners, states))
        rounds = tuple(self._rounds(states, numbers))
        self._measures(states, numbers)
        dangers = tuple(self._dangers(kinds, workers, numbers))
        approach = kinds.get(practice.approach or "")
        raise_faults(self.faults)
        ways = dict(self._ways())
        meeting = _meeting(jobs)
        return Model(
            law=self.law,
            region=self.region,
            parameters=self.parameters,
            numbers=numbers,
            workers=workers,
            partners=partners,
            jobs=jobs,
            approach=approach,
            states=states,
            rounds=rounds,
            measures=practice.measures,
            dangers=dangers,
            leaving=open_lines(practice.leaving, self.law, tree, ("leaving",)),
            days=days,
            months=tuple(_months(days)),
            ways=ways,
            due_in=tuple(self._due(job.task, ways) for job in jobs),
            meeting=meeting,
        )

    # --- what is named -----------------------------------------------------------------------------------------------

    def _template(self) -> None:
        """Make sure that region and practice are for this law; otherwise nothing else of them fits either.

        Raises:
            RegionError: if not.
        """
        law, named = self.law.id, self.shape.template
        if not is_path(named) and named != law:
            words = message("the region '{name}' is for the template '{named}', not for '{law}'")
            fitting = regions_for(law)
            there = message("for '{law}' there are: {choices}", law=law, choices=", ".join(fitting))
            hint = there if fitting else message("no region comes with the library for '{law}': write one", law=law)
            place = self.region.tree.place(("template",))
            raise RegionError(Fault(place, words.given(name=self.shape.id, named=named, law=law), hint=hint))
        practice = self.practice
        if not is_path(practice.template) and practice.template != law:
            words = message("the practice '{name}' is for the template '{named}', not for '{law}'")
            words = words.given(name=practice.practice, named=practice.template, law=law)
            hint = message("name one that is for it, under `practice:`")
            raise RegionError(Fault(self.region.tree.place(("practice",)), words, hint=hint))

    def _figures(self) -> None:
        """Say what does not hold together in any figure of either file."""
        for tree, shape in ((self.region.tree, self.shape), (self.region.practice.tree, self.practice)):
            for path, figure in _figures_in(shape, ()):
                for key, what, expected in figure.troubles():
                    self.faults.append(Fault(tree.place((*path, key)), what, expected))

    def _numbers(self) -> dict[str, NamedQuantity]:
        practice, shape = self.practice, self.shape
        known = {each.id: each for each in practice.numbers}
        for name in shape.numbers.keys() - known.keys():
            self._unknown(("numbers", name), name, known)
        found = {}
        for name, each in known.items():
            figure = shape.numbers.get(name, each.default)
            most = max(figure.value, figure.high or 0)
            if each.type == "share" and most > 1:
                tree, path = self._where(in_region=name in shape.numbers, path=("numbers", name), name=each.id)
                words = message("'{name}' is {value}, and it is a chance or a share", name=name, value=most)
                self.faults.append(Fault(tree.place(path), words, message("a number from 0 to 1")))
            found[name] = NamedQuantity(name, each.title, figure, each.lever)
        for hands in practice.workers:
            name = f"workers.{hands.id}"
            found[name] = NamedQuantity(name, hands.title, shape.workers.get(hands.id, hands.at_once), lever=True)
        for name in shape.workers.keys() - {each.id for each in practice.workers}:
            self._unknown(("workers", name), name, [each.id for each in practice.workers])
        return found

    def _where(self, *, in_region: bool, path: tuple[str, ...], name: str) -> tuple[Any, tuple[Any, ...]]:
        if in_region:
            return self.region.tree, path
        index = [each.id for each in self.practice.numbers].index(name)
        return self.region.practice.tree, ("numbers", index)

    def _work(self, workers: Sequence[str]) -> dict[str, WorkKind]:
        kinds = {}
        for index, each in enumerate(self.practice.work):
            if each.by is not None and each.by not in workers:
                self._nothing(message("workers"), ("work", index, "by"), each.by, workers)
                continue
            by = None if each.by is None else workers.index(each.by)
            kinds[each.id] = WorkKind(each.id, by, self.shape.work.get(each.id, each.default))
        for name in self.shape.work.keys() - {each.id for each in self.practice.work}:
            self._unknown(("work", name), name, kinds)
        return kinds

    def _unknown(self, path: tuple[Any, ...], name: str, known: Iterable[str]) -> None:
        """Say of a key of the region that it means nothing."""
        self.faults.append(unknown_key(self.region.tree.place(path, key=True), name, tuple(known)))

    def _nothing(self, what: Message, path: tuple[Any, ...], name: str, known: Iterable[str]) -> None:
        """Say of a value of the practice that it names nothing."""
        self.faults.append(names_nothing(self.region.practice.tree.place(path), what, name, tuple(known)))

    def _lines(self, written: tuple[dict[str, Any], ...], *path: Any) -> tuple[OpenLine, ...]:
        try:
            return open_lines(written, self.law, self.region.practice.tree, path)
        except RegionError:
            raise
        except Exception as error:
            faults = getattr(error, "faults", None)
            if faults is None:
                raise
            self.faults.extend(faults)
            return ()

    # --- who and what ------------------------------------------------------------------------------------------------

    def _partners(self, joining: tuple[OpenLine, ...]) -> Iterator[Invited]:
        people = self.practice.people
        of = next((each for each in self.practice.circles if people is not None and each.id == people.of), None)
        for each in self.shape.partners:
            for id_ in each.ids:
                partner = Invited(id_, each, each.agrees, None, each.leaves, joining)
                if of is not None and people is not None and any(circle_members(of, self.region, [partner])):
                    own = f"employees.{each.id}"
                    partner = replace(partner, employees=people.employees if each.employees is None else own)
                yield partner

    def _employees(
        self, numbers: Mapping[str, NamedQuantity], partners: Iterable[Invited]
    ) -> Iterator[tuple[str, NamedQuantity]]:
        """Return how many people work for partners that say so: one number for all that are alike."""
        for each in partners:
            name, figure = each.employees, each.candidate.employees
            if name is not None and figure is not None and self.practice.people is not None:
                usual = numbers[self.practice.people.employees].title
                title = as_text(Message("{title}: {name}", {"title": usual, "name": each.candidate.name}))
                yield name, NamedQuantity(name, title, figure, lever=False)

    def _jobs(self, kinds: Mapping[str, WorkKind], partners: Sequence[Invited], states: Sequence[str]) -> Iterator[Job]:
        circles = {circle.id: circle for circle in self.practice.circles}
        names = ["approach", *(task.id for task in self.practice.tasks)]
        number = 0
        for index, task in enumerate(self.practice.tasks):
            for other in task.after:
                if other not in names:
                    self._nothing(message("task"), ("tasks", index, "after"), other, names)
            if task.work not in kinds:
                self._nothing(message("kind of work"), ("tasks", index, "work"), task.work, kinds)
                continue
            if task.each is not None and task.each not in circles:
                self._nothing(message("circle"), ("tasks", index, "each"), task.each, circles)
                continue
            lines = self._lines(task.lines, "tasks", index, "lines")
            lost = self._lines(task.lost, "tasks", index, "lost")
            asks = circles_named(task.lines)
            picks = self._picked(task, index, states)
            awaits = tuple(dict.fromkeys(line.lacking or "" for line in lines))
            its: Iterable[str | None] = (None,)
            if task.each is not None:
                its = [each.id for each in circle_members(circles[task.each], self.region, partners)]
            for it in its:
                name = task.id if it is None else f"{task.id}:{it}"
                yield Job(
                    name,
                    task,
                    number,
                    it,
                    kinds[task.work],
                    lines,
                    task.title,
                    asks,
                    picks,
                    lost,
                    () if "" in awaits else awaits,
                )
                number += 1

    def _picked(self, task: Task, index: int, states: Sequence[str]) -> int | None:
        """Return the state of which a task names one person."""
        picked = states_picked(task.lines)
        for state in picked:
            if state not in states[1:-1]:
                self._nothing(message("state"), ("tasks", index, "lines"), state, states[1:-1])
        if len(picked) > 1:
            place = self.region.practice.tree.place(("tasks", index, "lines"))
            words = message("the task '{name}' picks people of several states", name=task.id)
            self.faults.append(Fault(place, words, message("one, and a task of its own for another")))
        return states.index(picked[0]) if picked and picked[0] in states else None

    def _rounds(self, states: Sequence[str], numbers: Mapping[str, NamedQuantity]) -> Iterator[Round]:
        people = self.practice.people
        if people is None:
            return
        tasks = [task.id for task in self.practice.tasks]
        for index, move in enumerate(people.moves):
            path = ("people", "moves", index)
            for key, what, names, known in (
                ("from", message("state"), move.from_, states),
                ("to", message("state"), () if move.to is None else (move.to,), states),
                ("after", message("task"), move.after, tasks),
                ("stage", message("stage"), move.stage, self.law.stage_ids),
                ("at_most", message("number"), () if move.at_most is None else (move.at_most,), numbers),
                ("chance", message("number"), _names(move.chance), numbers),
            ):
                for name in names:
                    if name not in known:
                        self._nothing(what, (*path, key), name, known)
            if (move.chance is None) == (move.at_most is None):
                words = message("the move '{name}' has neither or both of two keys", name=move.id)
                self.faults.append(
                    Fault(self.region.practice.tree.place(path), words, message("chance or at_most, one of them"))
                )
            if self.faults:
                continue
            chances = tuple(move.chance[name] if isinstance(move.chance, dict) else move.chance for name in move.from_)
            yield Round(
                move,
                tuple(states.index(name) for name in move.from_),
                None if move.to is None else states.index(move.to),
                chances,
                self._lines(move.lines, *path, "lines"),
                self._lines(move.arrivals, *path, "arrivals"),
            )

    def _measures(self, states: Sequence[str], numbers: Mapping[str, NamedQuantity]) -> None:
        for index, each in enumerate(self.practice.measures):
            for name in each.of:
                if name not in states:
                    self._nothing(message("state"), ("measures", index, "of"), name, states)
            for key, number in (("each", each.each), ("at_most", each.at_most)):
                if number is not None and number not in numbers:
                    self._nothing(message("number"), ("measures", index, key), number, numbers)

    def _dangers(
        self, kinds: Mapping[str, WorkKind], workers: Sequence[str], numbers: Mapping[str, NamedQuantity]
    ) -> Iterator[Danger]:
        shares = {each.id: each for each in self.practice.numbers if each.type == "share"}
        for index, each in enumerate(self.practice.hazards):
            wrong = [
                (key, what, name, known)
                for key, what, names, known in (
                    ("chance", message("share"), (each.chance,), shares if each.chance in numbers else numbers),
                    ("stops", message("workers"), () if each.stops is None else (each.stops,), workers),
                    ("work", message("kind of work"), (each.work,), kinds),
                    ("stage", message("stage"), each.stage, self.law.stage_ids),
                )
                for name in names
                if name not in known
            ]
            for key, what, name, known in wrong:
                self._nothing(what, ("hazards", index, key), name, known)
            if wrong:
                continue
            yield Danger(
                each,
                kinds[each.work],
                None if each.stops is None else workers.index(each.stops),
                self._lines(each.lines, "hazards", index, "lines"),
                self._lines(each.answer, "hazards", index, "answer"),
            )

    def _days(self) -> Iterator[dt.date]:
        start, step = self.shape.start, STEPS[self.shape.step]
        end = self.shape.horizon.after(start)
        place = self.region.tree.place(("horizon",))
        if step.after(start) > end:
            words = message("nothing can happen in {period}", period=str(self.shape.horizon))
            self.faults.append(Fault(place, words, message("a period such as P3Y, longer than a step")))
            return
        for number in range(_MOST_STEPS + 1):
            day = Duration(step.months * number, step.days * number).after(start)
            if day > end:
                return
            yield day
        words = message("{period} are more than {most} steps", period=str(self.shape.horizon), most=_MOST_STEPS)
        self.faults.append(Fault(place, words, message("a shorter horizon, or a longer step")))

    # --- the law's ways and rules ------------------------------------------------------------------------------------

    def _ways(self) -> Iterator[tuple[str, WayOn]]:
        wanted = self.practice.way
        for id_ in self.law.stage_ids:
            here = self.law.stage(id_)
            follow = self.law.next_of(id_)
            if here.stages or not follow:
                continue
            named = [each for each in wanted if each in follow]
            later = [each for each in named if _is_later(wanted, id_, each)]
            earlier = [each for each in named if each not in later]
            meanwhile = self._way(here, earlier[0], None) if later and earlier else None
            yield id_, self._way(here, (later or follow)[0], meanwhile)

    def _way(self, here: Stage, to: str, meanwhile: WayOn | None) -> WayOn:
        there = self.law.stage(to)
        waits = self.law.moves_while_suspended.isdisjoint(stages_entered(self.law, here, there))
        return WayOn(to, gates_between(self.law, here, there), waits, meanwhile)

    def _due(self, task: Task, ways: Mapping[str, WayOn]) -> frozenset[str]:
        if task.stage:
            leaves = (leaf for leaf in self.law.stage_ids if not self.law.stage(leaf).stages)
            return frozenset(leaf for leaf in leaves if set(task.stage) & {each.id for each in self.law.path(leaf)})
        due = set()
        for leaf in (id_ for id_ in self.law.stage_ids if not self.law.stage(id_).stages):
            asked = {rule.id for rule in asked_in(self.law, self.law.stage(leaf))}
            if leaf in ways:
                asked |= {rule.id for rule in ways[leaf].asked}
            if asked & set(task.meets):
                due.add(leaf)
        return frozenset(due)

    def _rules(self) -> None:
        for index, task in enumerate(self.practice.tasks):
            for name in task.meets:
                if name not in self.rules:
                    self._nothing(message("rule"), ("tasks", index, "meets"), name, self.rules)
            for name in task.stage:
                if name not in self.law.stage_ids:
                    self._nothing(message("stage"), ("tasks", index, "stage"), name, self.law.stage_ids)


def _typed(parameter: Parameter, value: float) -> Any:
    return int(value) if parameter.type == "integer" else str(Decimal(str(value)))


def _names(chance: str | dict[str, str] | None) -> tuple[str, ...]:
    if chance is None:
        return ()
    return (chance,) if isinstance(chance, str) else tuple(chance.values())


def _meeting(jobs: Sequence[Job]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for job in jobs:
        for rule in job.task.meets:
            found.setdefault(rule, []).append(job.number)
    return {rule: tuple(numbers) for rule, numbers in found.items()}


def _is_later(way: Sequence[str], here: str, there: str) -> bool:
    return here not in way or there not in way or way.index(there) > way.index(here)


def _months(days: Sequence[dt.date]) -> Iterator[bool]:
    """Tell for each day but the first whether a month, counted from the first, has ended by it."""
    count = 0
    for number, day in enumerate(days):
        begins = number > 0 and Duration(months=count + 1).after(days[0]) <= day
        if begins:
            count += 1
        yield begins


def _figures_in(part: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Quantity]]:
    if isinstance(part, Quantity):
        yield path, part
    elif hasattr(part, "__pydantic_fields__"):
        for name in type(part).model_fields:
            yield from _figures_in(getattr(part, name), (*path, name))
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _figures_in(each, (*path, name))
    elif isinstance(part, tuple):
        for index, each in enumerate(part):
            yield from _figures_in(each, (*path, index))
