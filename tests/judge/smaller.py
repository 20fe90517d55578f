"""A world that fails, made smaller as long as it fails: fewer commands, fewer rules, simpler checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from partnership.errors import TemplateError
from partnership.testing.reference.law import Law, PlainTree
from tests.judge.worlds import World

MOST_TRIES = 600


def smallest(world: World, fails: Callable[[World], object]) -> World:
    """The smallest world that is found to fail in the same way: with an error of the same type."""
    error = _error(world, fails)
    tries = 0
    found = True
    while found and tries < MOST_TRIES:
        found = False
        for candidate in simpler(world):
            tries += 1
            if tries < MOST_TRIES and _error(candidate, fails) == error:
                world, found = candidate, True
                break
    return world


def _error(world: World, fails: Callable[[World], object]) -> type[Exception] | None:
    try:
        fails(world)
    except TemplateError:  # what is smaller is no law any more
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is that fails
        return type(error)
    return None


def simpler(world: World) -> Iterator[World]:
    """Every world that is one step simpler: many commands at once first, then one by one; then rules; then checks."""
    start, *asked = world.commands
    size = len(asked)
    for width in (size // 2, size // 4, 1):
        for at in range(size - width, -1, -width) if width else ():
            yield replace(world, commands=(start, *asked[:at], *asked[at + width :]))
    for tree in simpler_laws(world.tree):
        yield replace(world, tree=tree)


def simpler_laws(tree: PlainTree) -> Iterator[PlainTree]:
    """The same law without a section, without a rule, or with a simpler check."""
    for section in ("waivers", "requirement_defaults", "while_suspended"):
        if section in tree:
            yield {name: each for name, each in tree.items() if name != section}
    law = Law(tree)
    for rule in [*law.guards(), *law.gates()]:
        yield _with(tree, rule.id, None)
    for rule in [*law.guards(), *law.gates()]:
        for check in simpler_checks(rule.check):
            about = {name: each for name, each in rule.tree.items() if name not in rule.check}
            yield _with(tree, rule.id, about | check)
        for name in ("severity", "jurisdiction", "effective_from", "effective_to", "waivable_by", "before_effective"):
            if name in rule.tree:
                yield _with(tree, rule.id, {key: each for key, each in rule.tree.items() if key != name})


def _with(part: Any, name: str, rule: PlainTree | None) -> Any:
    """A tree where one requirement is another one, or is gone."""
    if isinstance(part, list):
        return [
            rule if _is(each, name) else _with(each, name, rule)
            for each in part
            if not (_is(each, name) and rule is None)
        ]
    return {key: _with(each, name, rule) for key, each in part.items()} if isinstance(part, dict) else part


def _is(part: Any, name: str) -> bool:
    return isinstance(part, dict) and part.get("id") == name and "title" in part


def simpler_checks(check: PlainTree) -> Iterator[PlainTree]:
    """The parts of a check; the same check with one part less, a simpler part, or a key less."""
    ((word, under),) = check.items()
    for keys, part in _inside(word, under):
        yield part
        for simple in simpler_checks(part):
            yield {word: _put(under, keys, simple)}
    yield from ({word: less} for less in _less(under))


def _inside(word: str, under: Any) -> Iterator[tuple[tuple[str | int, ...], PlainTree]]:
    """The checks inside a combinator, each with the way to it."""
    if word in {"all", "any", "none"}:
        yield from (((index,), part) for index, part in enumerate(under))
    if word == "when":
        yield from (((name,), under[name]) for name in ("if", "then") if name in under)
    for name in ("of", "require"):
        if word in {"at_least", "for_each"} and name in under:
            yield from (((name, index), part) for index, part in enumerate(under[name]))


def _put(part: Any, keys: tuple[str | int, ...], value: Any) -> Any:
    """The same value with something else at the end of a way."""
    if not keys:
        return value
    key, *rest = keys
    changed = part.copy()
    changed[key] = _put(part[key], tuple(rest), value)
    return changed


def _less(part: Any) -> Iterator[Any]:
    """The same value without one of its elements or keys, at any depth; nothing becomes empty."""
    keys = list(part) if isinstance(part, dict) else list(range(len(part))) if isinstance(part, list) else []
    for key in keys:
        if len(keys) > 1:
            yield (
                {name: each for name, each in part.items() if name != key}
                if isinstance(part, dict)
                else [each for index, each in enumerate(part) if index != key]
            )
        for less in _less(part[key]):
            yield _put(part, (key,), less)
