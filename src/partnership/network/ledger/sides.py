"""On whose behalf: which partner stands behind a person, a pupil, a volunteer or a place, and since when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from partnership.network.ledger.standing import EntrySpan, Standings


class PartnerSides:
    """Looks up the partner behind a record; the last that was known counts, also after the record has ended."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings
        self._lines: dict[tuple[str, str], tuple[list[int], list[str | None]]] = {}

    def kind_of(self, id_: str, kinds: Iterable[str]) -> str | None:
        """Tell of which of some kinds an id is, a partner's before others; None where it is nobody's."""
        known = [kind for kind in kinds if self._standings.has(kind, id_)]
        return "partner" if "partner" in known else next(iter(known), None)

    def on(self, kind: str, id_: str, day: int) -> str | None:
        """Return the partner behind a record on a day; a partner stands for itself."""
        if kind == "partner":
            return id_
        starts, partners = self._line(kind, id_)
        at = bisect_right(starts, day) - 1
        return partners[at] if at >= 0 else None

    def turns(self, who: Iterable[tuple[str, str]], span: EntrySpan) -> Iterator[EntrySpan]:
        """Cut a span where the partner behind one of these changes."""
        days = {span[0], span[1]}
        for kind, id_ in who:
            if kind != "partner":
                days.update(day for day in self._line(kind, id_)[0] if span[0] < day < span[1])
        cuts = sorted(days)
        yield from pairwise(cuts)

    def _line(self, kind: str, id_: str) -> tuple[list[int], list[str | None]]:
        found = self._lines.get((kind, id_))
        if found is None:
            versions = list(self._standings.ever(kind, id_)) if self._standings.has(kind, id_) else []
            found = [day for day, _ in versions], [getattr(record, record.behind) for _, record in versions]
            self._lines[kind, id_] = found
        return found
