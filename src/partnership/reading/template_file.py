"""A template from its file, from the file that it extends, and from overlays laid over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from partnership.errors import MOST_FAULTS, Fault, InputError, TemplateError, UnknownName, by_place
from partnership.findings import FilePlace
from partnership.messages import Language, Message, message
from partnership.reading import expectations
from partnership.reading.compose import TreeChange, compose
from partnership.reading.faults import found_instead, missing_key
from partnership.reading.limits import Limits
from partnership.reading.other_files import another_kind, ledger_instead
from partnership.reading.scalars import brief
from partnership.reading.tree import DEFAULT_LIMITS, scan_yaml
from partnership.template.build import build_template, languages_of
from partnership.template.law import Template
from partnership.template.tree import FLAWED, Path, Tree
from partnership.values import nearest_hint, uncollected

Resolve = Callable[[str], tuple[bytes | str, str]]
"""Finds a template or an overlay by the name that a file gives: its content, and the name that messages give to it."""

MOST_FILES: Final = 16
"""Files that one template may be made of."""

_RULES: Final = frozenset({"entry", "exit", "invariant", "cadence", "guards", "requires"})
_OWN: Final = frozenset({"format", "overlay", "over", "from", "version", "title", "template", "extends", "languages"})


@dataclass(frozen=True, slots=True)
class Composition:
    """What a template is made of: its `tree`, the overlays in it, and what each file changed of those before it."""

    tree: Tree
    overlays: tuple[str, ...]
    changes: tuple[TreeChange, ...]


def read_template(
    data: bytes | str, file: str, resolve: Resolve, overlays: Iterable[str] = (), limits: Limits = DEFAULT_LIMITS
) -> Template:
    """Read a template with all that it extends and the overlays asked for, and make the law of it.

    Nothing is opened here: `resolve` fetches other files by name, `file` is the name that messages give to this one.

    Raises:
        TemplateError: with every fault that was found (at most 100), each in the file and at the place where it is.
    """
    with uncollected():
        return _read_template(data, file, resolve, tuple(overlays), limits)


def _read_template(
    data: bytes | str, file: str, resolve: Resolve, overlays: tuple[str, ...], limits: Limits
) -> Template:
    reader = _Reader(resolve, limits)
    made = reader.composition(data, file, overlays)
    unread = reader.faults
    if made is None:
        raise TemplateError(unread[:MOST_FAULTS])
    try:
        template = build_template(made.tree, file, reader.languages)
    except TemplateError as error:
        if not unread:
            raise
        places = {fault.at for fault in unread}
        # What the law cannot make of a value that was not read is no news.
        more = [each for each in error.faults if each.at not in {None, *places} and "U+0000" not in each.text()]
        raise TemplateError(sorted([*unread, *more], key=by_place)[:MOST_FAULTS]) from None
    if unread:
        raise TemplateError(unread[:MOST_FAULTS])
    return replace(template, overlays=made.overlays) if made.overlays else template


def read_composition(
    data: bytes | str, file: str, resolve: Resolve, overlays: Iterable[str] = (), limits: Limits = DEFAULT_LIMITS
) -> Composition:
    """Put a template together as `read_template` does, and report what each file changed, without judging it.

    Raises:
        TemplateError: if one of the files cannot be read or does not fit the others.
    """
    reader = _Reader(resolve, limits)
    made = reader.composition(data, file, tuple(overlays))
    if made is None or reader.faults:
        raise TemplateError(reader.faults[:MOST_FAULTS])
    return made


class _Dated:
    """An overlay whose rules take effect on its own date where they give none."""

    def __init__(self, tree: Tree, day: date) -> None:
        self.value = _dated(tree.value, day)
        self._tree = tree

    def place(self, path: Path, key: bool = False) -> FilePlace:  # noqa: FBT001, FBT002 - the signature of `Tree`
        """Tell where a value stands; the date that a rule was given stands at the rule."""
        return self._tree.place(path, key)


def _dated(value: Any, day: date) -> Any:
    if not isinstance(value, dict):
        return [_dated(each, day) for each in value] if isinstance(value, list) else value
    return {
        key: [_effective(each, day) for each in inside]
        if key in _RULES and isinstance(inside, list)
        else _dated(inside, day)
        for key, inside in value.items()
    }


def _effective(rule: Any, day: date) -> Any:
    return {**rule, "effective_from": day} if isinstance(rule, dict) and "effective_from" not in rule else rule


class _Reader:
    """One putting-together; faults of all files are collected."""

    def __init__(self, resolve: Resolve, limits: Limits) -> None:
        self.faults: list[Fault] = []
        self.languages: dict[str, tuple[Language, ...]] = {}
        self._resolve = resolve
        self._limits = limits

    def composition(self, data: bytes | str, file: str, overlays: tuple[str, ...]) -> Composition | None:
        chain = self._chain(data, file)
        if chain is None:
            return None
        # The family under which an overlay may say that it fits: the template, and all that it is made from.
        family = [tree.value.get("template") for tree in chain]
        whole, *others = reversed(chain)
        changes: tuple[TreeChange, ...] = ()
        for each in others:
            composed = compose(whole, each, by=str(each.value.get("template", file)))
            whole, changes = composed, composed.changes
        taken: list[str] = []
        for name in overlays:
            over = self._overlay(name, family)
            if over is None:
                continue
            composed = compose(whole, over, by=over.value["overlay"], passing=_OWN)
            self._no_rule_replaced(over, composed.changes[len(changes) :])
            whole, changes = composed, composed.changes
            taken.append(over.value["overlay"])
        if len(taken) < len(overlays):
            return None
        return Composition(whole, tuple(taken), changes)

    def _chain(self, data: bytes | str, file: str) -> list[Tree] | None:
        """Read a template and what it extends, nearest first."""
        trees: list[Tree] = []
        names: list[str] = []
        while True:
            tree = self._tree(data, file)
            if tree is None:
                return None
            if "overlay" in tree.value:
                self._fault(
                    tree,
                    ("overlay",),
                    message("this is an overlay, not a template of its own"),
                    message("name a template, and the overlay beside it"),
                )
                return None
            trees.append(tree)
            name = tree.value.get("extends")
            if not isinstance(name, str) or name == FLAWED:
                return trees
            if name in names or len(names) >= MOST_FILES:
                self._fault(
                    tree,
                    ("extends",),
                    message("'{name}' extends itself", name=brief(name)),
                    message("extend another template"),
                )
                return None
            names.append(name)
            fetched = self._fetched(name, tree.place(("extends",)))
            if fetched is None:
                return None
            data, file = fetched

    def _overlay(self, name: str, family: list[Any]) -> Tree | None:
        fetched = self._fetched(name, None)
        tree = None if fetched is None else self._tree(*fetched)
        if tree is None:
            return None
        value = tree.value
        if not isinstance(value.get("overlay"), str):
            self.faults.append(missing_key(tree.place(()), "overlay"))
            return None
        over = value.get("over", family)
        if not isinstance(over, list) or not any(each in over for each in family):
            self._fault(
                tree,
                ("over",),
                message("the overlay is not made for the template '{name}'", name=brief(str(family[0]))),
                message("add the template to `over`, or leave the overlay out"),
            )
            return None
        since = value.get("from")
        if since is None:
            return tree
        if not isinstance(since, date):
            self.faults.append(found_instead(tree.place(("from",)), "from", since, expectations.A_DATE))
            return None
        return _Dated(tree, since)

    def _no_rule_replaced(self, over: Tree, changes: tuple[TreeChange, ...]) -> None:
        """Before the date of a dated overlay neither the old rule nor the new one would hold."""
        if "from" not in over.value:
            return
        for change in changes:
            if change.what == "replaced" and len(change.path) > 1 and change.path[-2] in _RULES:
                self.faults.append(
                    Fault(
                        change.at,
                        message("an overlay with a date replaces the rule '{rule}'", rule=brief(change.path[-1])),
                        message("a rule with an id of its own"),
                        message("the old rule goes on beside it; or leave `from` out"),
                    )
                )

    def _tree(self, data: bytes | str, file: str) -> Tree | None:
        instead = ledger_instead(file, "template")
        if instead is not None:
            self.faults.append(instead)
            return None
        tree, faults = scan_yaml(data, file, self._limits)
        is_overlay = tree is not None and isinstance(tree.value, dict) and "overlay" in tree.value
        other = None if tree is None else another_kind(tree, "overlay" if is_overlay else "template")
        self.faults.extend(faults if other is None else [other])
        if tree is None or other is not None:
            return None
        if not isinstance(tree.value, dict):
            self.faults.append(found_instead(tree.place(()), "", tree.value, message("keys such as `template:`")))
            return None
        self.languages[file] = languages_of(tree.value)
        return tree

    def _fetched(self, name: str, at: FilePlace | None) -> tuple[bytes | str, str] | None:
        what = message("there is no template '{name}'", name=brief(name))
        try:
            return self._resolve(name)
        except UnknownName as error:
            self.faults.append(Fault(at, what, None, nearest_hint(name, error.choices)))
        except (LookupError, OSError) as error:
            self.faults.append(Fault(at, what, None, getattr(error, "strerror", None)))
        except InputError as error:
            self.faults.extend(error.faults)
        return None

    def _fault(self, tree: Tree, path: Path, what: Message, hint: Message) -> None:
        self.faults.append(Fault(tree.place(path), what, None, hint))
