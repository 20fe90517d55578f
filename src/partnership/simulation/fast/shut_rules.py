"""What no longer holds when something has happened, learned from the law: whoever was picked has left, or something has
gone wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass

from partnership.errors import Fault
from partnership.evaluation.gates import Gates
from partnership.findings import FilePlace
from partnership.messages import message
from partnership.simulation.exact import Exact
from partnership.simulation.fast.people_rules import EXACT, CannotCarry
from partnership.simulation.model import Danger, Job, Model, Round
from partnership.values import Text


@dataclass(frozen=True, slots=True)
class Shut:
    """What a hazard shuts while it is not dealt with: rules that do not hold, and stages in which all is suspended."""

    rules: frozenset[str]
    suspended: frozenset[str]


def shut_by(probe: Exact, blocking: frozenset[str], danger: Danger) -> Shut:
    """Learn from a history what a hazard shuts."""
    law = probe.model.law
    leaves = [leaf for leaf in law.stage_ids if not law.stage(leaf).stages]
    must = {leaf: {one.id for around in law.path(leaf) for one in around.invariant} for leaf in leaves}

    def happen(history: Exact, step: int) -> None:
        history.strike(step, danger, 0)

    rules = _shut_after(probe, blocking.union(*must.values()), happen)
    return Shut(rules, frozenset(leaf for leaf in leaves if must[leaf] & rules))


def refuse_leaving(probe: Exact, partners: Mapping[str, FilePlace]) -> None:
    """Say of partners that may leave why they cannot be counted: the rules that would not hold, or their people.

    What a leaving shuts depends on the stage and on who is there to take over, and employees who go with their partner
    would have to be told from those of others.

    Raises:
        CannotCarry: if there are any.
    """
    law = probe.model.law
    asked = frozenset(rule.id for way in probe.model.ways.values() for rule in way.asked)
    faults = []
    for partner, at in partners.items():
        rules = sorted(_shut_after(probe, asked, _withdrawing(partner))) if partner in probe.joined else []
        if rules:
            first = law.requirements[rules[0]]
            words = message(
                "partners that leave are not counted: without {partner:quoted} the rule {title:quoted} ({rule}, "
                "{file}:{line}) is not met",
                partner=_name(probe, partner),
                title=first.title,
                rule=first.id,
                file=first.at.file,
                line=first.at.line,
            )
        else:
            words = message(
                "partners that leave are not counted: what {partner:quoted} takes along is not told from what others "
                "have",
                partner=_name(probe, partner),
            )
        faults.append(Fault(at, words, hint=EXACT))
    if faults:
        raise CannotCarry(faults)


def _name(probe: Exact, partner: str) -> Text:
    """Return what a partner is called."""
    return next(each.candidate.name for each in probe.model.partners if each.id == partner)


def lost_rules(probe: Exact, blocking: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Learn from a history which rules do not hold any more where one of those has left whom a task has picked.

    Raises:
        CannotCarry: if a rule holds until several have left, or nobody was picked; if people move on by their turn.
    """
    model = probe.model
    found: dict[str, frozenset[str]] = {}
    faults: list[Fault] = []
    for index, task in enumerate(model.region.practice.shape.tasks):
        jobs = [job for job in model.jobs_by_task.get(task.id, ()) if job.picks is not None]
        if not jobs:
            continue
        place = model.region.practice.tree.place(("tasks", index))
        if task.again is not None:
            words = message("{title:quoted} picks people, and is due again and again", title=task.title)
            faults.append(Fault(place, words, hint=EXACT))
        seated = [job for job in jobs if job.number in probe.people.held]
        if not seated:
            words = message("{title:quoted} picks people, and nobody is seen to be picked", title=task.title)
            faults.append(Fault(place, words, hint=EXACT))
            continue
        one, every = (_shut_after(probe, blocking, _losing(some)) for some in (seated[:1], seated))
        for name in sorted(every - one):
            words = message(
                "{title:quoted} ({rule}) asks for some of those whom {task:quoted} picks, and not for each",
                title=model.law.requirements[name].title,
                rule=name,
                task=task.title,
            )
            faults.append(Fault(model.law.requirements[name].at, words, hint=EXACT))
        turn = next((each.move for each in model.rounds if each.move.at_most and _may_go(model, each, jobs[0])), None)
        if turn is not None:
            words = message(
                "{task:quoted} picks people who may go on by {move:quoted}, which takes them by their turn",
                task=task.title,
                move=turn.title,
            )
            faults.append(Fault(place, words, hint=EXACT))
        found[task.id] = one
    if faults:
        raise CannotCarry(faults)
    return found


def _shut_after(probe: Exact, names: frozenset[str], happens: Callable[[Exact, int], None]) -> frozenset[str]:
    """Return the rules that hold at the end of a history, and would not if something happened."""
    after = copy(probe)
    after.programme = copy(probe.programme)
    after.people, after.left = deepcopy(probe.people), set(probe.left)
    happens(after, len(probe.model.days) - 1)
    view = probe.programme.as_of(probe.model.days[-1])
    before, then = (Gates(each.programme.as_of(view.date).context()) for each in (probe, after))
    rules = probe.model.law.requirements
    return frozenset(name for name in names if then.blocks(rules[name]) and not before.blocks(rules[name]))


def _withdrawing(partner: str) -> Callable[[Exact, int], None]:
    return lambda history, step: history.withdraw(step, partner)


def _losing(jobs: Sequence[Job]) -> Callable[[Exact, int], None]:
    return lambda history, step: history.lose(step, jobs)


def _may_go(model: Model, each: Round, job: Job) -> bool:
    """Tell whether whoever a job picks may come to make a move."""
    reached = {job.picks}
    for _ in model.states:
        reached |= {other.to for other in model.rounds if reached & set(other.from_) and other.to is not None}
    return bool(reached & set(each.from_))
