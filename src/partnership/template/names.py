"""What one file declares: the names that the rest of it may use.

Collected from the raw tree before anything is validated, and without complaint, so that a file with a fault in one
section still gets the references of all others checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from partnership.values import check_id

SIMPLE_LISTS: Final = (
    "roles",
    "agreement_types",
    "clauses",
    "document_types",
    "meeting_types",
    "matters",
    "credential_types",
    "consent_purposes",
    "session_types",
    "visit_types",
    "event_types",
    "activity_forms",
    "publication_kinds",
    "incident_types",
    "instruments",
    "statements",
    "tie_kinds",
    "principles",
    "admission_criteria",
    "beneficiaries",
)
"""Lists whose items are an id and a title."""

LIST_NAMES: Final = ("sectors", *SIMPLE_LISTS, "functions", "outcomes", "scales")
"""Every list of a template, in the order in which ids that an author writes are looked up."""

SETTINGS: Final = "settings"
"""A list that every template has: where a visit takes place. The library's own, since `adult_child_ratio` asks for it.
"""

SETTING_IDS: Final = ("on_site", "off_site")


class Names:
    """The names that a template declares: items of lists, levels, rosters, registers, parameters, stages."""

    __slots__ = ("kinds", "levels", "lists", "parameters", "registers", "rosters", "stages", "unread")

    def __init__(self, tree: Any) -> None:
        root = tree if isinstance(tree, dict) else {}
        self.lists: dict[str, dict[str, dict[str, Any]]] = {name: dict(_items(root.get(name))) for name in LIST_NAMES}
        self.lists[SETTINGS] = {each: {} for each in SETTING_IDS}
        self.levels: dict[str, tuple[str, ...]] = {
            scale: tuple(level for level, _ in _items(item.get("levels")))
            for scale, item in self.lists["scales"].items()
        }
        self.parameters = dict(_items(root.get("parameters")))
        self.registers = dict(_items(root.get("registers")))
        self.kinds = {name: name for name in self.registers}
        """The template's own registers, by their ids and by the words for one row."""
        for name, item in self.registers.items():
            if isinstance(word := item.get("kind"), str):
                self.kinds.setdefault(word, name)
        self.rosters = dict(_items(root.get("rosters")))
        self.stages = dict(_stages(root.get("stages")))
        self.unread = frozenset([name for name in LIST_NAMES if name in root and _is_unread(root[name])])
        """Lists with something that could not be read, and has been reported: what else they hold is not known."""

    def levels_from(self, level: str, scale: str | None = None) -> tuple[str, ...] | None:
        """A level and those above it, in the scale named or in the first that has it."""
        for name, levels in self.levels.items():
            if level in levels and scale in (None, name):
                return levels[levels.index(level) :]
        return None

    def scale_of(self, scale: str) -> str | None:
        """Of which kind of record a scale is; rows of the template's own registers go by the register's id."""
        kind = self.lists["scales"].get(scale, {}).get("of")
        return self.kinds.get(kind, kind) if isinstance(kind, str) else None

    def list_of(self, ids: tuple[str, ...]) -> str | None:
        """The list that has all of these ids, if there is one."""
        return next((name for name, items in self.lists.items() if all(each in items for each in ids)), None)


def _items(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in value if isinstance(value, list) else (value,):  # a single item without its dash has been reported
        if isinstance(item, dict) and isinstance(name := item.get("id"), str):
            yield name, item


def _is_unread(value: Any) -> bool:
    """Tell whether a list is none, or one of its items has no id, or one that cannot be one."""
    items = [value] if isinstance(value, dict) else value
    return not isinstance(items, list) or not all(isinstance(each, dict) and _is_id(each.get("id")) for each in items)


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(check_id(value))
    except ValueError:
        return False


def _stages(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, item in _items(value):
        yield name, item
        yield from _stages(item.get("stages"))


NO_NAMES: Final = Names({})
"""A file that declares nothing."""
