"""What a rule still lacks: of whom or of what, and how much, as lines of a practice may say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.findings import Lack, Status
from partnership.simulation.called import fields_said

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Lacked:
    """What is lacking: of which kind of record it is, how much, where it is counted, and what the record says."""

    kind: str
    much: int | Decimal | None
    its: Mapping[str, Any]
    is_unknown: bool = False
    """Whether the rule cannot be decided yet, as nothing of what it asks about is written."""


Lacks = Mapping[str | None, Lacked]
"""By id who or what lacks something; None stands for the programme as a whole."""


def lacks_of(view: View, rule: str) -> Lacks:
    """Return who or what lacks something under a rule of a gate, in their order.

    What there ought not to be is named itself, and for the programme as a whole what came nearest. Who has too much of
    something lacks nothing.

    Raises:
        UnknownName: if no gate of the law has such a rule.
    """
    finding = view.finding(rule)
    found: dict[str | None, Lacked] = {}
    if finding is None:
        return found
    for lack in finding.lacks:
        kind, of = _of(lack)
        much = None if _is_too_many(lack) else _much(lack)
        if of not in found and (much is None or much > 0):
            said = {} if of is None else said_of(view, kind, of)
            found[of] = Lacked(kind, much, said, finding.status is Status.UNKNOWN)
    return found


def said_of(view: View, kind: str, id_: str) -> Mapping[str, Any]:
    """Return what a record says that is in force; nothing of what is none."""
    try:
        record = view.get(kind, id_)
    except UnknownName:  # somebody, or something that the law lists
        return {}
    return {} if record is None else fields_said(record)


def _of(lack: Lack) -> tuple[str, str | None]:
    """Return what lacks it, by kind and id; no id where it is the programme."""
    if lack.nearest is not None and (lack.subject is None or _is_too_many(lack)):
        return lack.nearest.kind, lack.nearest.id
    return ("", None) if lack.subject is None else (lack.subject.kind, lack.subject.id)


def _is_too_many(lack: Lack) -> bool:
    return lack.nearest is not None and not lack.nearest.misses


def _much(lack: Lack) -> int | Decimal | None:
    """Return how much is missing from what there is to what there ought to be."""
    need = None if lack.need is None else _NUMBER.search(lack.need)
    if need is None:
        return None
    have = None if lack.have is None else _NUMBER.search(lack.have)
    much = Decimal(need[0]) - (Decimal(0) if have is None else Decimal(have[0]))
    return much if much % 1 else int(much)
