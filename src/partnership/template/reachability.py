"""The ways between stages: on, back, and which of them anybody can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Protocol, Self, TypeVar


class StageNode(Protocol):
    """What the graph of stages needs of one."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def next(self) -> tuple[str, ...] | None:
        """Where it leads, if its author said so."""

    @property
    def back(self) -> tuple[str, ...]:
        """Where one may go back to."""

    @property
    def final(self) -> bool:
        """Whether a programme may end here."""

    @property
    def stages(self) -> Sequence[Self]:
        """The stages inside."""


N = TypeVar("N", bound=StageNode)


def walk(stages: Sequence[N], around: tuple[N, ...] = ()) -> Iterator[tuple[N, ...]]:
    """Each stage with those around it, the outermost first, in the order of the file."""
    for stage in stages:
        path = (*around, stage)
        yield path
        yield from walk(stage.stages, path)


def ways_on(stages: Sequence[N], after: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """What may follow each stage. `after` follows the stage that these are inside."""
    found: dict[str, tuple[str, ...]] = {}
    for stage, sibling in zip_longest(stages, stages[1:]):
        if stage.next is not None:
            on = stage.next
        elif stage.final:
            on = ()
        else:
            on = after if sibling is None else (sibling.id,)
        found[stage.id] = on
        found |= ways_on(stage.stages, on)
    return found


def ways_back(stages: Sequence[N]) -> dict[str, tuple[str, ...]]:
    """Where one may go back to from each stage: what it says, and what the stages around it say."""
    return {
        path[-1].id: tuple(dict.fromkeys(each for stage in reversed(path) for each in stage.back))
        for path in walk(stages)
    }


def reachable(stages: Sequence[N], on: Mapping[str, Iterable[str]], back: Mapping[str, Iterable[str]]) -> set[str]:
    """The stages that a programme can come into, from the first."""
    paths = {path[-1].id: path for path in walk(stages)}
    seen: set[str] = set()
    ahead = [stages[0].id] if stages else []
    while ahead:
        path = paths.get(ahead.pop())
        if path is None:
            continue
        leaf = path[-1]
        entered = [stage.id for stage in path]
        while leaf.stages:
            leaf = leaf.stages[0]
            entered.append(leaf.id)
        if leaf.id not in seen:
            ahead += [*on.get(leaf.id, ()), *back.get(leaf.id, ())]
        seen.update(entered)
    return seen


def cycles(stages: Sequence[N], on: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """For each stage from which ways on lead back to it: the stages of its cycle, in the order of the file.

    They stand side by side. A stage that is in none itself, inside of one that is, is of the cycle of that one.
    """
    paths = {path[-1].id: tuple([stage.id for stage in path]) for path in walk(stages)}
    leads = _side_by_side(stages, on, paths)
    behind = {each: _reached(each, leads) for each in leads}
    found: dict[str, tuple[str, ...]] = {}
    for name, path in paths.items():
        around = next((each for each in reversed(path) if each in behind.get(each, ())), None)
        if around is not None:
            found[name] = tuple([each for each in paths if each in behind[around] and around in behind.get(each, ())])
    return found


def _side_by_side(
    stages: Sequence[N], on: Mapping[str, Iterable[str]], paths: Mapping[str, tuple[str, ...]]
) -> dict[str, set[str]]:
    """To which stages beside it each leads, from whatever is inside it to whatever is inside them."""
    leads: dict[str, set[str]] = {}
    for path in walk(stages):
        if path[-1].stages:
            continue
        here = paths[path[-1].id]
        for way in on.get(here[-1], ()):
            there = paths.get(way)
            if there is None:
                continue
            if way in here:
                leads.setdefault(way, set()).add(way)
            else:
                apart = next(at for at, each in enumerate(there) if here[at : at + 1] != (each,))
                leads.setdefault(here[min(apart, len(here) - 1)], set()).add(there[apart])
    return leads


def _reached(start: str, leads: Mapping[str, set[str]]) -> set[str]:
    """The stages to which ways lead from a stage; itself only if they lead back."""
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        fresh = leads.get(ahead.pop(), set()) - seen
        seen |= fresh
        ahead += fresh
    return seen
