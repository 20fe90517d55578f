"""One template made of several files: a base, what extends it, and overlays; each value knows its own file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from partnership.findings import FilePlace
from partnership.template.tree import Path, Tree

_INTO: Final = frozenset({"stages", "scales", "levels"})
"""Lists whose items are opened, so that a gate can be given one rule more without its stage being written out."""

_ADDED_TO: Final = frozenset({"refuse", "allow", "deck"})
"""Lists without ids that only grow: an overlay cannot drop an act that is refused by leaving it out."""

_OPENED: Final = frozenset({"gates", "while_suspended"})
"""Sets of keys that are opened; any other value is replaced as a whole, so that no rule is a mixture of two."""


@dataclass(frozen=True, slots=True)
class TreeChange:
    """What one file did to what was there; `path` leads by keys and ids: stages, main, gates, entry, P11."""

    what: Literal["added", "replaced"]
    path: tuple[str, ...]
    before: Any
    after: Any
    at: FilePlace
    was_at: FilePlace | None
    by: str


@dataclass(frozen=True, slots=True, eq=False)
class Composed:
    """The content of several files as one; every key and value has its place in the file that it came from."""

    value: Any
    _origins: dict[Path, tuple[Tree, Path]]
    changes: tuple[TreeChange, ...]

    def place(self, path: Path, key: bool = False) -> FilePlace:  # noqa: FBT001, FBT002 - the signature of `Tree`
        """Tell where the value at `path` stands, or, with `key`, the key that leads to it, in whichever file it
        does.
        """
        for length in range(len(path), -1, -1):
            origin = self._origins.get(path[:length])
            if origin is not None:
                tree, there = origin
                return tree.place((*there, *path[length:]), key)
        raise AssertionError("the whole has an origin")  # pragma: no cover - set by `compose`


def compose(base: Tree, over: Tree, *, by: str, passing: frozenset[str] = frozenset()) -> Composed:
    """Lay the content of one file over that of another.

    Items of lists merge by `id`: one that is new is added at the end, one that is there is replaced whole; stages,
    scales and their levels are opened instead. Nothing can be removed. `by` names the file over the other in the
    report, `passing` top keys that it says of itself.
    """
    weaver = _Weaver(base, over, by)
    value = weaver.keys((), base.value, (), over.value, (), (), passing)
    return Composed(value, {(): (base, ()), **weaver.origins}, (*getattr(base, "changes", ()), *weaver.changes))


class _Weaver:
    """One laying-over; in each method the paths are: in the result, in the base, in the other, and for the report."""

    def __init__(self, base: Tree, over: Tree, by: str) -> None:
        self.origins: dict[Path, tuple[Tree, Path]] = {}
        self.changes: list[TreeChange] = []
        self._base = base
        self._over = over
        self._by = by

    def keys(
        self,
        path: Path,
        base: dict[str, Any],
        base_path: Path,
        over: dict[str, Any],
        over_path: Path,
        told: tuple[str, ...],
        passing: frozenset[str] = frozenset(),
    ) -> dict[str, Any]:
        result = dict(base)
        for key, after in over.items():
            if key in passing:
                continue
            here, below, there = (*path, key), (*base_path, key), (*over_path, key)
            before = base.get(key)
            if isinstance(before, list) and isinstance(after, list):
                if key in _ADDED_TO:
                    result[key] = self._grown(here, before, after, there, (*told, key))
                    continue
                if _has_ids(before) and _has_ids(after):
                    result[key] = self._items(here, before, below, after, there, (*told, key))
                    continue
            if key in _OPENED and isinstance(before, dict) and isinstance(after, dict):
                result[key] = self.keys(here, before, below, after, there, (*told, key))
                continue
            if key != "id":
                result[key] = after
                self._taken(here, before, below, after, there, (*told, key))
        return result

    def _items(
        self, path: Path, base: list[Any], base_path: Path, over: list[Any], over_path: Path, told: tuple[str, ...]
    ) -> list[Any]:
        result = list(base)
        index_of = {item["id"]: index for index, item in enumerate(base)}
        for number, after in enumerate(over):
            name, there = after["id"], (*over_path, number)
            index = index_of.setdefault(name, len(result))
            if index >= len(base):  # also a second of the same id in one file: kept, for the check that ids are unique
                self._taken((*path, len(result)), None, (), after, there, (*told, str(name)))
                result.append(after)
            elif path[-1] in _INTO:
                here, below = (*path, index), (*base_path, index)
                result[index] = self.keys(here, base[index], below, after, there, (*told, str(name)))
            else:
                result[index] = after
                self._taken((*path, index), base[index], (*base_path, index), after, there, (*told, str(name)))
        return result

    def _grown(self, path: Path, base: list[Any], over: list[Any], over_path: Path, told: tuple[str, ...]) -> list[Any]:
        result = list(base)
        for number, after in enumerate(over):
            if after not in base:
                self._taken((*path, len(result)), None, (), after, (*over_path, number), (*told, str(number)))
                result.append(after)
        return result

    def _taken(
        self, path: Path, before: Any, base_path: Path, after: Any, over_path: Path, told: tuple[str, ...]
    ) -> None:
        """Note that a value comes from the file that is laid over, and what it does to the one that was there."""
        self.origins[path] = (self._over, over_path)
        if before == after:
            return
        place = self._over.place(over_path)
        if before is None:
            self.changes.append(TreeChange("added", told, None, after, place, None, self._by))
        else:
            self.changes.append(
                TreeChange("replaced", told, before, after, place, self._base.place(base_path), self._by)
            )


def _has_ids(items: list[Any]) -> bool:
    return all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in items)
