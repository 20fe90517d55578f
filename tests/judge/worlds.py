"""Random worlds: a law, and a history of what people ask under it, lawful and unlawful, in order and out of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import strategies as st
from typing_extensions import override

from partnership.acts import Command
from partnership.findings import FilePlace
from partnership.template import Template, build_template
from partnership.testing.reference import ReferenceEvaluator
from partnership.testing.reference.law import Law, PlainTree
from tests.judge.dice import Dice
from tests.judge.histories import telling
from tests.judge.laws import Draughtsman


@dataclass(frozen=True)
class File:
    """A template's tree as if it had been read from a file; every line is the first."""

    value: PlainTree

    def place(self, path: tuple[str | int, ...], key: bool = False) -> FilePlace:  # noqa: ARG002, FBT001, FBT002 - the protocol's
        """Where a value stands."""
        return FilePlace(file="world.yaml", line=1, column=1)


@dataclass(frozen=True)
class World:
    """A law and what is asked under it."""

    tree: PlainTree
    commands: tuple[Command, ...]
    seed: int | None = None

    @override
    def __repr__(self) -> str:
        """What differs from world to world, a line each."""
        law = Law(self.tree)
        rules = [f"{rule.moment} {rule.stage or ''}: {rule.tree}" for rule in [*law.gates(), *law.guards()]]
        asked = [f"{type(each).__name__} {each.model_dump(exclude_none=True)}" for each in self.commands]
        return "\n".join([f"World {self.seed}", *rules, *asked])

    @property
    def template(self) -> Template:
        """The law as the engine takes it."""
        return build_template(File(self.tree), "world.yaml")

    @property
    def text(self) -> str:
        """The law as its file."""
        return yaml.safe_dump(_plain(self.tree), allow_unicode=True)

    @property
    def judge(self) -> ReferenceEvaluator:
        """The law as the judge takes it."""
        return ReferenceEvaluator(self.tree)


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return float(value)
        case _:
            return value


def law_of(seed: int) -> PlainTree:
    """The tree of a random template."""
    return Draughtsman(Dice(seed)).law()


def world_of(seed: int, most: int = 24) -> World:
    """A random world."""
    dice = Dice(seed)
    tree = Draughtsman(dice).law()
    return World(tree, tuple(telling(dice, tree, most)), seed)


SEEDS = st.integers(0, 2**32 - 1)


def laws() -> st.SearchStrategy[PlainTree]:
    """Random laws."""
    return SEEDS.map(law_of)


def worlds(most: int = 24) -> st.SearchStrategy[World]:
    """Random worlds, with at most so many commands after the ground is laid."""
    return SEEDS.map(lambda seed: world_of(seed, most))
