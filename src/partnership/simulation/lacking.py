"""What a rule still lacks: of whom or of what, and how much, as lines of a practice may say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from partnership.evaluation import View
from partnership.findings import Lack

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def lacks_of(view: View, rule: str) -> Mapping[str, Decimal | None]:
    """Return who or what lacks something under a rule, in their order, with how much; None where nothing is counted.

    Who has too much of something lacks nothing.

    Raises:
        UnknownName: if no gate of the law has such a rule.
    """
    if not view.lacking(rule):
        return {}
    finding = view.finding(rule)
    found: dict[str, Decimal | None] = {}
    for lack in () if finding is None else finding.lacks:
        much = _much(lack)
        if lack.subject is not None and (much is None or much > 0):
            found.setdefault(lack.subject.id, much)
    return found


def _much(lack: Lack) -> Decimal | None:
    """Return how much is missing from what there is to what there ought to be."""
    need = None if lack.need is None else _NUMBER.search(lack.need)
    if need is None:
        return None
    have = None if lack.have is None else _NUMBER.search(lack.have)
    return Decimal(need[0]) - (Decimal(0) if have is None else Decimal(have[0]))
