"""What is refused before anything is learned: laws that change, and ways that come round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import message
from partnership.simulation.fast.people_rules import EXACT, CannotCarry
from partnership.simulation.model import Model

_EACH_LAW: Final = message(
    "leave out `--engine fast` (in Python `engine`), or simulate the region under each version by itself, without this "
    "line, and compare"
)


def refuse_laws(model: Model) -> None:
    """Refuse laws that come within the horizon.

    Raises:
        CannotCarry: if there are any.
    """
    region = model.region
    faults = [
        Fault(region.tree.place(("laws", index)), message("a law that changes is not counted"), hint=_EACH_LAW)
        for index, each in enumerate(region.shape.laws)
        if each.chance is not None or (each.on or model.start) <= model.days[-1]
    ]
    if faults:
        raise CannotCarry(faults)


def refuse_lacking(model: Model) -> None:
    """Refuse tasks that are done where somebody lacks something: who does is known of individuals.

    Raises:
        CannotCarry: if there are any.
    """
    tree = model.region.practice.tree
    at = {job.task.id: job.task for job in model.jobs if job.awaits}
    faults = [
        Fault(
            tree.place(("tasks", index)),
            message(
                "the task {title:quoted} is for those who lack something, and they are not told apart", title=task.title
            ),
            hint=EXACT,
        )
        for index, task in enumerate(model.region.practice.shape.tasks)
        if task.id in at
    ]
    if faults:
        raise CannotCarry(faults)


def refuse_rounds(model: Model) -> None:
    """Refuse a way that comes round, by the first rule that is met anew in each round there.

    Raises:
        CannotCarry: if there is one.
    """
    law = model.law
    stages, here = set[str](), law.first_leaf()
    while (way := model.ways.get(here.id)) is not None and here.id not in stages:
        stages.add(here.id)
        here = law.first_leaf(way.to)
    if here.id in stages or any(model.ways[stage].meanwhile for stage in stages):
        meets = {rule for each in model.anew.values() for job in each for rule in model.jobs[job].task.meets}
        asked = [rule for stage in stages for rule in model.ways[stage].asked]
        rule = next((rule for rule in law.requirements.values() if rule in asked and rule.id in meets), asked[0])
        words = message(
            "{title:quoted} ({rule}) is met anew in each round, and rounds are not counted",
            title=rule.title,
            rule=rule.id,
        )
        raise CannotCarry(Fault(rule.at, words, hint=EXACT))


def leaving_partners(model: Model, named: Collection[str]) -> Mapping[str, FilePlace]:
    """Return the partners that may leave, by themselves or because they are withdrawn, and where that is said."""
    region, found = model.region, {}
    for index, each in enumerate(region.shape.partners):
        ids = [partner.id for partner in model.partners if partner.candidate is each]
        if each.leaves is not None and each.leaves.centre > 0:
            found[ids[0]] = region.tree.place(("partners", index, "leaves"))
        found.update({id_: region.tree.place(("partners", index)) for id_ in ids if id_ in named})
    return found
