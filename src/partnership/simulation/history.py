"""What one replication tells: when what was reached, what held it up, and how many people were where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partnership.programme import Programme

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    Integers = NDArray[int64]


@dataclass(frozen=True, slots=True)
class Opening:
    """How a way on came to be open: what the law asked last, and for how many steps nothing else stood before it."""

    stage: str
    to: str
    step: int | None
    """None where it never was."""
    last: tuple[str, ...]
    """By id; where it never was open, all that was missing in the end, what had been so for longest first."""
    alone: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that the law refused, with the rules that it named."""

    step: int
    what: str
    rules: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class History:
    """One replication: when what was reached, what held it up, and how many people were where."""

    replication: int
    entered: Mapping[str, int]
    """The step at which each stage was first entered."""
    openings: tuple[Opening, ...]
    attempts: tuple[Attempt, ...]
    counts: Integers
    """People by state and step."""
    partners: tuple[str, ...]
    """Who agreed to take part."""
    ended: int | None
    """The step at which the programme was given up, if it was."""
    programme: Programme | None = field(default=None, repr=False)


def opening(
    stage: str, to: str, step: int | None, blocked: Sequence[tuple[int, frozenset[str]]], end: int = 0
) -> Opening:
    """Tell what stood last before a way on, and since when nothing else did."""
    if not blocked:
        return Opening(stage, to, step, (), 0)
    last = blocked[-1][1]
    since = blocked[-1][0]
    for at, shut in reversed(blocked):
        if not shut <= last:
            break
        since = at
    if step is not None:
        return Opening(stage, to, step, tuple(sorted(last)), step - since)
    missing = sorted(last, key=lambda rule: (_missing_since(rule, blocked), rule))
    return Opening(stage, to, None, tuple(missing), end - since)


def _missing_since(rule: str, blocked: Sequence[tuple[int, frozenset[str]]]) -> int:
    """Return the step since which a rule has not been met, without a break."""
    since = blocked[-1][0]
    for at, shut in reversed(blocked):
        if rule not in shut:
            break
        since = at
    return since
