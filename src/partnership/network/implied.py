"""Which ties the records of a ledger imply: between whom, of what kind, when, and on which entries they rest.

A tie between partners that people have lived follows the same sentences as `partnership.evaluation.ties`, on which
gates rest; a test holds the two against each other. Who took part in an activity is told there by its partners, not by
the persons who attended it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product
from typing import Any

from partnership.acts import Amended, AnyEntry, Ended, Recorded
from partnership.index import LAST_DAY, STANDING, State
from partnership.messages import Sayable
from partnership.network.columns import OPEN
from partnership.records import Agreement, Record, Signature, references
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
        self._produced: dict[str, list[str]] = {}
        for outcome in template.lists["outcomes"].values():
            for function in outcome.produced_by if isinstance(outcome, Outcome) else ():
                self._produced.setdefault(function, []).append(outcome.id)

    def implied(self) -> Iterator[Implied]:
        """Return every tie that the ledger implies, kind of record by kind of record."""
        every = self._standings.all_of
        for standing in every("tie"):
            yield from self._declared(standing)
        for standing in every("event", "activity", "meeting"):
            record = standing.record
            if record.state in _HELD:
                yield from self._all_pairs("attended", standing, [("partner", id_) for id_ in record.partners])
        for standing in every("session"):
            if standing.record.state == "held":
                yield from self._all_pairs("attended", standing, [("person", id_) for id_ in standing.record.attended])
        for standing in every("visit"):
            yield from self._visits(standing)
        for standing in every("placement"):
            yield from self._placed(standing)
        for standing in every("team"):
            yield from self._all_pairs("teamed", standing, list(self._whoever(standing.record, "members")))
        for id_ in self._standings.ids("agreement"):
            yield from self._parties(id_)
        yield from self._belonging()
        yield from self._seats()
        yield from self._duties()
        yield from self._gifts()

    # --- lived -------------------------------------------------------------------------------------------------------

    def _declared(self, standing: StandingRecord) -> Iterator[Implied]:
        tie = standing.record
        ends = list(self._whoever(tie, "between"))
        if len(ends) == len(tie.between):
            one, other = ends
            yield _tie(
                "declared",
                standing,
                one,
                other,
                mutual=not tie.directed,
                strength=float(tie.strength),
                label=self._title("tie_kinds", tie.type),
                lived=True,
            )

    def _all_pairs(self, kind: str, standing: StandingRecord, who: Sequence[ParticipantKey]) -> Iterator[Implied]:
        for one, other in combinations(sorted(who), 2):
            yield _tie(kind, standing, one, other, mutual=True, lived=True)

    def _visits(self, standing: StandingRecord) -> Iterator[Implied]:
        visit = standing.record
        institution = ("partner", visit.institution)
        if visit.state in _HELD:
            for adult in visit.adults:
                who = ("person", adult)
                yield _tie("visits", standing, who, institution, lived=True)

    def _placed(self, standing: StandingRecord) -> Iterator[Implied]:
        placement = standing.record
        place = ("place", placement.place)
        for volunteer in self._latest("volunteer", placement.volunteer):
            yield _tie(
                "placed",
                standing,
                ("person", volunteer.person),
                place,
                sides=(("volunteer", placement.volunteer), place),
            )

    def _latest(self, kind: str, id_: str) -> Iterator[Any]:
        versions = list(self._standings.ever(kind, id_)) if self._standings.has(kind, id_) else []
        yield from [record for _, record in versions][-1:]

    def _whoever(self, record: Record, field: str) -> Iterator[ParticipantKey]:
        """Return whom a field names: ids are of the kinds that it says."""
        kinds = next(ref.kinds for path, ref, _ in references(type(record)) if path == field)
        for id_ in getattr(record, field):
            kind = self._sides.kind_of(id_, kinds)
            if kind is not None:
                yield kind, id_

    # --- on paper ----------------------------------------------------------------------------------------------------

    def _parties(self, agreement: str) -> Iterator[Implied]:
        """Tie those who have signed: an agreement binds nobody else, and each from the day of the later signature."""
        signed: dict[str, list[StandingRecord]] = {}
        for signature in self._signatures.get(agreement, ()):
            signed.setdefault(signature.record.partner, []).append(signature)
        for standing in self._standings.of("agreement", agreement):
            paper = standing.record
            if not isinstance(paper, Agreement):
                continue
            label = paper.title or self._title("agreement_types", paper.type)
            for one, other in combinations(sorted(signed.keys() & set(paper.parties)), 2):
                ends = ("partner", one), ("partner", other)
                for mine, yours in product(signed[one], signed[other]):
                    spans = standing.span, mine.span, yours.span
                    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
                    if start < end:
                        entries = tuple(sorted({*standing.entries, *mine.entries, *yours.entries}))
                        both = replace(standing, span=(start, end), entries=entries)
                        yield _tie("party", both, *ends, mutual=True, label=label, lived=True)

    @property
    def _signatures(self) -> dict[str, list[StandingRecord]]:
        found: dict[str, list[StandingRecord]] = {}
        for standing in self._standings.all_of("signature"):
            if isinstance(standing.record, Signature):
                found.setdefault(standing.record.agreement, []).append(standing)
        return found

    def _belonging(self) -> Iterator[Implied]:
        for standing in self._standings.all_of("partner"):
            me = ("partner", standing.record.id)
            if standing.record.supervised_by is not None:
                above = ("partner", standing.record.supervised_by)
                yield _tie("supervises", standing, above, me, lived=True)
        for standing in self._standings.all_of("person", "ward", "place", "site"):
            record = standing.record
            partner = getattr(record, record.behind)
            if partner is not None:
                yield _tie("belongs", standing, (record.kind, record.id), ("partner", partner))

    def _seats(self) -> Iterator[Implied]:
        for standing in self._standings.all_of("membership"):
            membership = standing.record
            body = ("body", membership.body)
            yield _tie("member", standing, ("partner", membership.partner), body)
            if membership.person is not None:
                yield _tie("member", standing, ("person", membership.person), body)
        for standing in self._standings.all_of("assignment"):
            assignment = standing.record
            holder = ("person", assignment.person) if assignment.person else ("partner", assignment.partner)
            is_coordinator = assignment.role.split("_")[-1] == _COORDINATOR
            seat = self._seat(assignment)
            if holder[1] is not None and holder != seat:
                yield _tie(
                    "coordinates" if is_coordinator else "role",
                    standing,
                    holder,
                    seat,
                    label=self._title("roles", assignment.role),
                )

    def _seat(self, assignment: object) -> ParticipantKey:
        at, behalf = getattr(assignment, "at", None), getattr(assignment, "on_behalf_of", None)
        for kind in ("body", "partner", "team", "club"):
            if at is not None and self._standings.has(kind, at):
                return kind, at
        return ("partner", behalf) if behalf is not None else self._programme

    def _duties(self) -> Iterator[Implied]:
        for standing in self._standings.all_of("responsibility"):
            duty = standing.record
            me = ("partner", duty.partner)
            yield _tie(_RACI[duty.raci], standing, me, ("function", duty.function))
            if duty.raci == "A":
                for outcome in self._produced.get(duty.function, ()):
                    yield _tie(
                        "produces", standing, me, ("outcome", outcome), label=self._title("functions", duty.function)
                    )
        for standing in self._standings.all_of("interest"):
            interest = standing.record
            if interest.confirmed:
                weight = None if interest.weight is None else float(interest.weight)
                wanted = ("outcome", interest.outcome)
                yield _tie("wants", standing, ("partner", interest.partner), wanted, strength=weight)

    def _gifts(self) -> Iterator[Implied]:
        for standing in self._standings.all_of("contribution"):
            gift = standing.record
            if gift.state in _GIVEN:
                kind = "funds" if gift.what == "cash" else "contributes"
                yield _tie(kind, standing, ("partner", gift.partner), self._programme)

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
