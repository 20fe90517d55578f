"""Which jobs of a model are due where, and how many steps work takes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from partnership.simulation.model import Model, Round


def whole_steps(model: Model, days: float) -> int:
    """Return how many steps so many days take: at least one."""
    return max(1, math.ceil(days / model.days_a_step - 1e-9))


def jobs_of(model: Model, task: str, it: str | None) -> Iterable[Any]:
    """Return the jobs of a task: for a partner those of the same one, where the task is done for each."""
    jobs = model.jobs_by_task.get(task, ())
    own = [job for job in jobs if job.it == it] if it is not None else []
    return own or jobs


def due_jobs(model: Model, leaf: str) -> frozenset[int]:
    """Return the jobs that are due in a stage: of themselves, or because one that is comes after them."""
    return model.due[leaf]


def is_in_stage(model: Model, stages: Sequence[str], leaf: str) -> bool:
    """Tell whether a stage is one of some, or part of one; where none is named, it is."""
    return not stages or bool(set(stages) & {stage.id for stage in model.law.path(leaf)})


def may_move(model: Model, each: Round, leaf: str, step: int) -> bool:
    """Tell whether a move can happen in a stage, by what the practice says."""
    return is_in_stage(model, each.move.stage, leaf) and moves_from(model, each) <= model.days[step]


def moves_from(model: Model, each: Round) -> date:
    """Return the first day on which a move can happen."""
    return model.start if each.move.from_start is None else each.move.from_start.after(model.start)
