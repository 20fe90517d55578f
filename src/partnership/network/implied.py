"""Which ties the records of a ledger imply: between whom, of what kind, when, and on which entries they rest.

A tie between partners that people have lived follows the same sentences as `partnership.evaluation.ties`, on which
gates rest; a test holds the two against each other. Who took part in an activity is told there by its partners, not by
the persons who attended it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise, product
from typing import Any

from partnership import records
from partnership.acts import Amended, AnyEntry, Ended, Recorded
from partnership.index import LAST_DAY, STANDING, State
from partnership.messages import Sayable
from partnership.network.columns import OPEN
from partnership.template import Outcome, Template

EntrySpan = tuple[int, int]
"""Days from the first up to the second, exclusive, as ordinals."""


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """A record as it stood for a while, and the numbers of the entries that made it so."""

    record: Any
    span: EntrySpan
    entries: tuple[int, ...]


class Standings:
    """Everything that ever stood in a ledger, record by record."""

    def __init__(self, state: State) -> None:
        self._index, self._length = state.index, state.length
        self._entries: dict[tuple[str, str], list[tuple[dt.date, int]]] = {}
        withdrawn = state.index.withdrawn
        for entry in state.entries:
            key = _subject(entry)
            if key is not None and withdrawn.get(entry.seq, STANDING) > state.length:
                self._entries.setdefault(key, []).append((entry.date, entry.seq))

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the records of a kind, sorted."""
        return sorted(id_ for id_ in list(self._index.firsts[kind]) if self.has(kind, id_))

    def has(self, kind: str, id_: str) -> bool:
        """Tell whether there ever was such a record."""
        return self._index.exists(kind, id_, self._length)

    def of(self, kind: str, id_: str) -> Iterator[StandingRecord]:
        """Return how a record stood, span after span; nothing for the time after it ended or outside its validity."""
        for version in self._index.versions(kind, id_, self._length):
            row = version.force
            if row is not None and row.lo < row.hi:
                entries = tuple(seq for date, seq in self._entries[kind, id_] if date <= version.lo)
                end = OPEN if row.hi == LAST_DAY else row.hi.toordinal()
                yield StandingRecord(row.record, (row.lo.toordinal(), end), entries)

    def all_of(self, *kinds: str) -> Iterator[StandingRecord]:
        """Return how all records of some kinds stood."""
        for kind in kinds:
            for id_ in self.ids(kind):
                yield from self.of(kind, id_)

    def ever(self, kind: str, id_: str) -> Iterator[tuple[int, Any]]:
        """Return each version of a record with the day from which it was known, whether or not it has ended since."""
        for version in self._index.versions(kind, id_, self._length):
            yield version.lo.toordinal(), version.record


def _subject(entry: AnyEntry) -> tuple[str, str] | None:
    match entry:
        case Recorded():
            return entry.record.kind, entry.record.id
        case Amended() | Ended():
            return entry.kind, entry.id
        case _:
            return None


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


ParticipantKey = tuple[str, str]
"""Somebody or something by kind and id."""

_HELD = frozenset({"held", "debriefed"})
_GIVEN = frozenset({"committed", "delivered"})
_RACI = {"A": "accountable", "R": "responsible", "C": "consulted", "I": "informed"}
_COORDINATOR = "coordinator"
_LIVED = ("tie", "event", "activity", "meeting", "session", "visit", "placement", "team")
_BELONGING = ("partner", "person", "ward", "place", "site")
_ON_PAPER = (*_BELONGING, "membership", "assignment", "responsibility", "interest", "contribution")


@dataclass(frozen=True, slots=True)
class Implied:
    """A tie between two, as one record in one version implies it.

    `sides` are those who stand for the two where partners are asked for; None where the tie is none between partners.
    """

    source: ParticipantKey
    target: ParticipantKey
    kind: str
    span: EntrySpan
    record: ParticipantKey
    entries: tuple[int, ...]
    mutual: bool = False
    strength: float | None = None
    label: Sayable | None = None
    sides: tuple[ParticipantKey, ParticipantKey] | None = None


class Reader:
    """Reads the ties out of the records of one programme under its law."""

    def __init__(self, standings: Standings, sides: PartnerSides, template: Template, programme: str) -> None:
        self._standings = standings
        self._sides = sides
        self._template = template
        self._programme: ParticipantKey = ("programme", programme)
        self._same = {id_: getattr(item, "same_as", None) or id_ for id_, item in template.lists["functions"].items()}
        self._produced: dict[str, list[str]] = {}
        for outcome in template.lists["outcomes"].values():
            for function in outcome.produced_by if isinstance(outcome, Outcome) else ():
                self._produced.setdefault(function, []).append(outcome.id)

    def implied(self) -> Iterator[Implied]:
        """Return every tie that the ledger implies, kind of record by kind of record."""
        for standing in self._standings.all_of(*_LIVED):
            yield from self._lived(standing)
        for id_ in self._standings.ids("agreement"):
            yield from self._parties(id_)
        for standing in self._standings.all_of(*_ON_PAPER):
            yield from self._on_paper(standing)

    def _lived(self, standing: StandingRecord) -> Iterator[Implied]:
        record = standing.record
        both: list[ParticipantKey] = []
        match record:
            case records.Tie():
                ends = list(self._whoever(record, "between"))
                if len(ends) == len(record.between):
                    label, strength = self._title("tie_kinds", record.type), float(record.strength)
                    mutual = not record.directed
                    yield _tie("declared", standing, *ends, mutual=mutual, strength=strength, label=label, lived=True)
            case records.Event() | records.Activity() | records.Meeting() if record.state in _HELD:
                both = [("partner", id_) for id_ in record.partners]
            case records.Session() if record.state == "held":
                both = [("person", id_) for id_ in record.attended]
            case records.Visit() if record.state in _HELD:
                for adult in record.adults:
                    yield _tie("visits", standing, ("person", adult), ("partner", record.institution), lived=True)
            case records.Placement() if self._standings.has("volunteer", record.volunteer):
                person = [version.person for _, version in self._standings.ever("volunteer", record.volunteer)][-1]
                place = ("place", record.place)
                sides = ("volunteer", record.volunteer), place
                yield _tie("placed", standing, ("person", person), place, sides=sides)
            case records.Team():
                both = list(self._whoever(record, "members"))
            case _:
                pass
        for one, other in combinations(sorted(both), 2):
            kind = "teamed" if isinstance(record, records.Team) else "attended"
            yield _tie(kind, standing, one, other, mutual=True, lived=True)

    def _whoever(self, record: records.Record, field: str) -> Iterator[ParticipantKey]:
        """Return whom a field names: ids are of the kinds that it says."""
        kinds = next(ref.kinds for path, ref, _ in records.references(type(record)) if path == field)
        for id_ in getattr(record, field):
            kind = self._sides.kind_of(id_, kinds)
            if kind is not None:
                yield kind, id_

    def _parties(self, agreement: str) -> Iterator[Implied]:
        """Tie those who have signed: an agreement binds nobody else, and each from the day of the later signature."""
        signed: dict[str, list[StandingRecord]] = {}
        for signature in self._signatures.get(agreement, ()):
            signed.setdefault(signature.record.partner, []).append(signature)
        for standing in self._standings.of("agreement", agreement):
            paper = standing.record
            label = paper.title or self._title("agreement_types", paper.type)
            for one, other in combinations(sorted(signed.keys() & set(paper.parties)), 2):
                for mine, yours in product(signed[one], signed[other]):
                    spans = standing.span, mine.span, yours.span
                    span = max(span[0] for span in spans), min(span[1] for span in spans)
                    if span[0] < span[1]:
                        entries = tuple(sorted({*standing.entries, *mine.entries, *yours.entries}))
                        both = replace(standing, span=span, entries=entries)
                        ends = ("partner", one), ("partner", other)
                        yield _tie("party", both, *ends, mutual=True, label=label, lived=True)

    @cached_property
    def _signatures(self) -> dict[str, list[StandingRecord]]:
        found: dict[str, list[StandingRecord]] = {}
        for standing in self._standings.all_of("signature"):
            found.setdefault(standing.record.agreement, []).append(standing)
        return found

    def _on_paper(self, standing: StandingRecord) -> Iterator[Implied]:
        record = standing.record
        me = ("partner", getattr(record, "partner", None) or "")
        match record:
            case records.Partner():
                if record.supervised_by is not None:
                    above = ("partner", record.supervised_by)
                    yield _tie("supervises", standing, above, ("partner", record.id), lived=True)
            case records.Membership():
                body = ("body", record.body)
                yield _tie("member", standing, me, body)
                if record.person is not None:
                    yield _tie("member", standing, ("person", record.person), body)
            case records.Assignment():
                yield from self._held(standing)
            case records.Responsibility():
                duty = "function", self._same.get(record.function, record.function)
                yield _tie(_RACI[record.raci], standing, me, duty)
                yield from self._made(standing, me)
            case records.Interest():
                if record.confirmed:
                    weight = None if record.weight is None else float(record.weight)
                    yield _tie("wants", standing, me, ("outcome", record.outcome), strength=weight)
            case records.Contribution():
                if record.state in _GIVEN:
                    kind = "funds" if record.what == "cash" else "contributes"
                    yield _tie(kind, standing, me, self._programme)
            case _:
                behind = getattr(record, record.behind)
                if behind is not None:
                    yield _tie("belongs", standing, (record.kind, record.id), ("partner", behind))

    def _made(self, standing: StandingRecord, me: ParticipantKey) -> Iterator[Implied]:
        """Tie a partner to what comes of a function for which it answers."""
        duty = standing.record
        label = self._title("functions", duty.function)
        for outcome in self._produced.get(duty.function, ()) if duty.raci == "A" else ():
            yield _tie("produces", standing, me, ("outcome", outcome), label=label)

    def _held(self, standing: StandingRecord) -> Iterator[Implied]:
        """Tie the holder of a role to where it is held: a body or partner, else the programme."""
        record, has = standing.record, self._standings.has
        holder = ("person", record.person) if record.person else ("partner", record.partner)
        seat = self._programme if record.on_behalf_of is None else ("partner", record.on_behalf_of)
        kinds = ("body", "partner", "team", "club")
        seat = next(((kind, record.at) for kind in kinds if record.at is not None and has(kind, record.at)), seat)
        kind = "coordinates" if record.role.split("_")[-1] == _COORDINATOR else "role"
        if holder[1] is not None and holder != seat:
            yield _tie(kind, standing, holder, seat, label=self._title("roles", record.role))

    def _title(self, list_: str, item: str) -> Sayable | None:
        found = self._template.lists[list_].get(item)
        return None if found is None else found.title


def _tie(
    kind: str,
    standing: StandingRecord,
    source: ParticipantKey,
    target: ParticipantKey,
    *,
    lived: bool = False,
    **more: Any,
) -> Implied:
    """Make one of them; where it ties partners (`lived`), those at its ends stand for them unless others are named."""
    record, sides = standing.record, {"sides": (source, target) if lived else None}
    key = record.kind, record.id
    return Implied(source, target, kind, standing.span, key, standing.entries, **(sides | more))
