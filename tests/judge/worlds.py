"""Random worlds: a law, and a history of what people ask under it, lawful and unlawful, in order and out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from typing_extensions import override

from partnership.commands import Command
from partnership.findings import Place
from partnership.template import Template, build_template
from tests.judge.dice import Dice
from tests.judge.histories import telling
from tests.judge.judge import Judge
from tests.judge.law import Law, Tree
from tests.judge.laws import Draughtsman

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class File:
    """A template's tree as if it had been read from a file; every line is the first."""

    value: Tree

    def place(self, path: tuple[str | int, ...], key: bool = False) -> Place:  # noqa: ARG002, FBT001, FBT002 - the protocol's
        """Where a value stands."""
        return Place(file="world.yaml", line=1, column=1)


@dataclass(frozen=True)
class World:
    """A law and what is asked under it."""

    tree: Tree
    commands: tuple[Command, ...]

    @override
    def __repr__(self) -> str:
        """What differs from world to world, a line each."""
        law = Law(self.tree)
        rules = [f"{rule.moment} {rule.stage or ''}: {rule.tree}" for rule in [*law.gates(), *law.guards()]]
        asked = [f"{type(each).__name__} {each.model_dump(exclude_none=True)}" for each in self.commands]
        return "\n".join(["World", *rules, *asked])

    @property
    def template(self) -> Template:
        """The law as the engine takes it."""
        return build_template(File(self.tree), "world.yaml")

    @property
    def judge(self) -> Judge:
        """The law as the judge takes it."""
        return Judge(self.tree)


@st.composite
def laws(draw: Draw) -> Tree:
    """A template's tree."""
    return Draughtsman(Dice(draw)).law()


@st.composite
def worlds(draw: Draw, most: int = 24) -> World:
    """A law and a history."""
    tree = draw(laws())
    return World(tree, tuple(telling(Dice(draw), tree, most)))
