"""Which ties the records of a ledger imply: between whom, of what kind, when, and on which entries they rest.

A tie between partners that people have lived follows the same sentences as `partnership.evaluation.ties`, on which
gates rest; a test holds the two against each other. Who took part in an activity is told there by its partners, not by
the persons who attended it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from partnership.messages import Sayable
from partnership.network.ledger.sides import PartnerSides
from partnership.network.ledger.standing import EntrySpan, StandingRecord, Standings, common
from partnership.records import Agreement, Record, Signature, references
from partnership.template import Outcome, Template

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
            yield self._tie(
                "declared",
                standing,
                one,
                other,
                mutual=not tie.directed,
                strength=float(tie.strength),
                label=self._title("tie_kinds", tie.type),
                sides=(one, other),
            )

    def _all_pairs(self, kind: str, standing: StandingRecord, who: Sequence[ParticipantKey]) -> Iterator[Implied]:
        for one, other in combinations(sorted(who), 2):
            yield self._tie(kind, standing, one, other, mutual=True, sides=(one, other))

    def _visits(self, standing: StandingRecord) -> Iterator[Implied]:
        visit = standing.record
        institution = ("partner", visit.institution)
        if visit.state in _HELD:
            for adult in visit.adults:
                who = ("person", adult)
                yield self._tie("visits", standing, who, institution, sides=(who, institution))

    def _placed(self, standing: StandingRecord) -> Iterator[Implied]:
        placement = standing.record
        place = ("place", placement.place)
        for volunteer in self._latest("volunteer", placement.volunteer):
            yield self._tie(
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
                for mine, yours in product(signed[one], signed[other]):
                    span = common(standing.span, mine.span, yours.span)
                    if span is not None:
                        yield Implied(
                            ("partner", one),
                            ("partner", other),
                            "party",
                            span,
                            ("agreement", agreement),
                            tuple(sorted({*standing.entries, *mine.entries, *yours.entries})),
                            mutual=True,
                            label=label,
                            sides=(("partner", one), ("partner", other)),
                        )

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
                yield self._tie("supervises", standing, above, me, sides=(above, me))
        for standing in self._standings.all_of("person", "ward", "place", "site"):
            record = standing.record
            partner = getattr(record, record.behind)
            if partner is not None:
                yield self._tie("belongs", standing, (record.kind, record.id), ("partner", partner))

    def _seats(self) -> Iterator[Implied]:
        for standing in self._standings.all_of("membership"):
            membership = standing.record
            body = ("body", membership.body)
            yield self._tie("member", standing, ("partner", membership.partner), body)
            if membership.person is not None:
                yield self._tie("member", standing, ("person", membership.person), body)
        for standing in self._standings.all_of("assignment"):
            assignment = standing.record
            holder = ("person", assignment.person) if assignment.person else ("partner", assignment.partner)
            is_coordinator = assignment.role.split("_")[-1] == _COORDINATOR
            seat = self._seat(assignment)
            if holder[1] is not None and holder != seat:
                yield self._tie(
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
            yield self._tie(_RACI[duty.raci], standing, me, ("function", duty.function))
            if duty.raci == "A":
                for outcome in self._produced.get(duty.function, ()):
                    yield self._tie(
                        "produces",
                        standing,
                        me,
                        ("outcome", outcome),
                        label=self._title("functions", duty.function),
                    )
        for standing in self._standings.all_of("interest"):
            interest = standing.record
            if interest.confirmed:
                weight = None if interest.weight is None else float(interest.weight)
                wanted = ("outcome", interest.outcome)
                yield self._tie("wants", standing, ("partner", interest.partner), wanted, strength=weight)

    def _gifts(self) -> Iterator[Implied]:
        for standing in self._standings.all_of("contribution"):
            gift = standing.record
            if gift.state in _GIVEN:
                kind = "funds" if gift.what == "cash" else "contributes"
                yield self._tie(kind, standing, ("partner", gift.partner), self._programme)

    # --- one of them -------------------------------------------------------------------------------------------------

    def _tie(
        self,
        kind: str,
        standing: StandingRecord,
        source: ParticipantKey,
        target: ParticipantKey,
        *,
        mutual: bool = False,
        strength: float | None = None,
        label: Sayable | None = None,
        sides: tuple[ParticipantKey, ParticipantKey] | None = None,
    ) -> Implied:
        record = standing.record
        return Implied(
            source,
            target,
            kind,
            standing.span,
            (record.kind, record.id),
            standing.entries,
            mutual=mutual,
            strength=strength,
            label=label,
            sides=sides,
        )

    def _title(self, list_: str, item: str) -> Sayable | None:
        found = self._template.lists[list_].get(item)
        return None if found is None else found.title
