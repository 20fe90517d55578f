"""A file of one kind that was given for another: that is told at once, instead of all that it is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Message, message
from partnership.reading.scalars import brief
from partnership.template.tree import Tree
from partnership.values import nearest

FileKind = Literal["ledger", "overlay", "people", "practice", "programme", "region", "template"]
"""What a file of ours can be; `people` are the names and contacts of adults."""

_CALLED: Final[Mapping[FileKind, Message]] = {
    "ledger": message("a ledger"),
    "overlay": message("an overlay"),
    "people": message("a file of names"),
    "practice": message("a practice"),
    "programme": message("a programme file"),
    "region": message("a region"),
    "template": message("a template"),
}
_TELLING: Final[Mapping[FileKind, frozenset[str]]] = {
    "overlay": frozenset({"overlay"}),
    "template": frozenset({"stages", "extends"}),
    "programme": frozenset({"ledger", "programme"}),
    "region": frozenset({"horizon", "partners", "synthetic", "step", "funding", "laws"}),
    "practice": frozenset({"tasks", "circles", "joining", "leaving", "hazards", "measures"}),
}
"""Keys that only a file of a kind has; of several kinds the first."""
_KEYS: Final[Mapping[FileKind, Message]] = {
    "practice": message("keys such as `practice:` and `tasks:`"),
    "programme": message("keys such as `programme:` and `ledger:`"),
    "region": message("keys such as `region:` and `horizon:`"),
    "template": message("keys such as `template:`"),
}
_COMMON: Final = frozenset({"format", "over", "template", "title"})
"""Keys that files of several kinds have."""
_LEDGER: Final = ".jsonl"


def another_kind(tree: Tree, wanted: FileKind) -> Fault | None:
    """Say of a file that it is of another kind than the one that is wanted, or of none; None where it may be of it."""
    value = tree.value
    if not isinstance(value, dict) or not value:
        return None
    kind = _kind_of(value, wanted)
    if kind is None:
        return _stray(tree, wanted)
    if kind == wanted:
        return None
    key = "ledger" if kind == "programme" else kind
    words = message("this is {kind}, not {wanted}", kind=_CALLED[kind], wanted=_CALLED[wanted])
    return Fault(tree.place((key,), True), words, hint=_how_given(kind, wanted, tree))  # noqa: FBT003 - the key


def ledger_instead(file: str, wanted: FileKind) -> Fault | None:
    """Say of a file that is called as ledgers are that it is no YAML; None where it is not called so."""
    if not file.endswith(_LEDGER):
        return None
    words = message("this is {kind}, not {wanted}", kind=_CALLED["ledger"], wanted=_CALLED[wanted])
    return Fault(FilePlace(file=file, line=1, column=1), words, hint=_of_programme(wanted))


def _kind_of(value: dict[str, Any], wanted: FileKind) -> FileKind | None:
    """Find what a file is; what may be what is wanted is."""
    order = sorted(_TELLING, key=lambda kind: kind != wanted)
    found = next((kind for kind in order if value.keys() & _TELLING[kind]), None)
    return "people" if found is None and "people" in value and not _COMMON & value.keys() else found


def _stray(tree: Tree, wanted: FileKind) -> Fault | None:
    expected = _KEYS.get(wanted)
    if expected is None or _COMMON & tree.value.keys() or nearest("format", tree.value) is not None:
        return None
    return Fault(tree.place(()), message("this is not {wanted}", wanted=_CALLED[wanted]), expected)


def _how_given(kind: FileKind, wanted: FileKind, tree: Tree) -> Message | None:
    named, file = tree.value.get("template"), tree.place(()).file
    law = brief(named) if isinstance(named, str) else "TEMPLATE"
    match kind:
        case "overlay":
            return message("name it under `overlays:` in a programme file")
        case "template":
            return message(
                "name it under `template:` in a programme file; `partnership templates show` shows a template"
            )
        case "region":
            return message("`partnership simulate {template} --region {file}` simulates it", template=law, file=file)
        case "practice":
            return message(
                "a region names it under `practice:`; `partnership simulate {template} --region FILE` goes by it",
                template=law,
            )
        case "people":
            return message("`--personal-data {file}` gives it beside a programme", file=file)
        case _:
            return _of_programme(wanted)


def _of_programme(wanted: FileKind) -> Message:
    if wanted == "template":
        return message("name the template that it stands under; `partnership run` tells a programme")
    return message("`partnership run` tells a programme, and `partnership simulate` goes on from it")
