"""Rounds: what a rule of a cycle asks is done anew each time that the cycle comes round."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from partnership.records import REGISTERS
from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection, Test
from partnership.template.names import Names

_T = TypeVar("_T")

LAST_ROUND: Final = Reference("stage", ("last_round",))
"""The day on which the previous round ended: whatever is not later is of an earlier round."""

_SINCE: Final = Test(("changed",), Op.GT, LAST_ROUND)


def of_this_round(what: _T, names: Names) -> _T:
    """The same, where whatever is done once counts for the round in which it is done.

    Who wants rows `ever`, or of another day, says so.
    """
    found: Any = what
    if isinstance(what, tuple):
        found = tuple([of_this_round(each, names) for each in what])
    elif type(what).__module__ == core.__name__ and not isinstance(what, Constant | Reference | Test | str):
        changed = {each.name: of_this_round(getattr(what, each.name), names) for each in fields(found)}
        if isinstance(what, Selection) and _is_done_once(what, names):
            changed["where"] = (*what.where, _SINCE)
        found = replace(found, **changed)
    return found  # type: ignore[no-any-return]


def _is_done_once(selection: Selection, names: Names) -> bool:
    source = selection.source
    if selection.ever or selection.on is not None:
        return False
    if source in names.registers:
        return names.registers[source].get("each_round") is True
    return source in REGISTERS and source not in names.rosters and REGISTERS[source].done_once
