"""Interests: whether what partners want and what they do meet (DOMAIN 1.13), with the pairs that show it.

For a partner p, W(p) are the outcomes that it wants (confirmed interests), D(p) those that its accountable
responsibilities produce, by the template's `produced_by`. I1: every W(p) holds something. I2: every D(p) holds
something. I3: some outcome is wanted by enough sectors, the beneficiaries' own among them. I4: for every p, somebody
else serves something of W(p).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from partnership.evaluation.context import Context
from partnership.records import Interest, Partner, Record, Responsibility
from partnership.template import Function, Outcome, Template

_ACCOUNTABLE = "A"


@dataclass(frozen=True, slots=True)
class PartnerOutcome:
    """A partner and an outcome, and by which of the two it is wanted or produced."""

    partner: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A function, or several that the template calls the same, with more than one accountable partner."""

    functions: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterestPairs:
    """What partners want and what they do, as pairs; every answer is explained by the pairs that it rests on."""

    partners: tuple[str, ...]
    sectors: Mapping[str, str]
    wants: tuple[PartnerOutcome, ...]
    produces: tuple[PartnerOutcome, ...]
    clashes: tuple[Clash, ...]

    def wanted_by(self, partner: str) -> frozenset[str]:
        """Return W(p): the outcomes that a partner wants."""
        return frozenset(pair.outcome for pair in self.wants if pair.partner == partner)

    def produced_by(self, partner: str) -> frozenset[str]:
        """Return D(p): the outcomes that a partner's accountable responsibilities produce."""
        return frozenset(pair.outcome for pair in self.produces if pair.partner == partner)

    @property
    def without_interest(self) -> tuple[str, ...]:
        """Partners against I1: they have said nothing that they want."""
        return tuple(partner for partner in self.partners if not self.wanted_by(partner))

    @property
    def without_duty(self) -> tuple[str, ...]:
        """Partners against I2: nothing that they answer for produces an outcome."""
        return tuple(partner for partner in self.partners if not self.produced_by(partner))

    def shared(self, sectors: int, including: Iterable[str] = ()) -> Mapping[str, tuple[PartnerOutcome, ...]]:
        """Return the outcomes of I3: wanted by so many sectors or more, one of `including` among them.

        `including` are the sectors of the beneficiaries, where their own voice is asked for.
        """
        side = frozenset(including)
        found: dict[str, tuple[PartnerOutcome, ...]] = {}
        for outcome in dict.fromkeys(pair.outcome for pair in self.wants):
            pairs = tuple(pair for pair in self.wants if pair.outcome == outcome)
            wanting = {self.sectors[pair.partner] for pair in pairs if pair.partner in self.sectors}
            if len(wanting) >= sectors and (not side or wanting & side):
                found[outcome] = pairs
        return found

    def served(self, partner: str) -> tuple[PartnerOutcome, ...]:
        """Return who else produces what a partner wants (I4)."""
        wanted = self.wanted_by(partner)
        return tuple(pair for pair in self.produces if pair.partner != partner and pair.outcome in wanted)

    @property
    def unserved(self) -> tuple[str, ...]:
        """Partners against I4: they want something, and nobody else produces any of it."""
        return tuple(p for p in self.partners if self.wanted_by(p) and not self.served(p))

    @property
    def one_sided(self) -> tuple[str, ...]:
        """Partners who are served and produce nothing, or produce and want nothing."""
        return tuple(p for p in self.partners if bool(self.wanted_by(p)) is not bool(self.produced_by(p)))

    @property
    def coverage(self) -> Fraction | None:
        """The share of the wanted outcomes that somebody produces; None while nothing is wanted."""
        return _share({pair.outcome for pair in self.wants}, {pair.outcome for pair in self.produces})

    @property
    def relevance(self) -> Fraction | None:
        """The share of the produced outcomes that somebody wants; None while nothing is produced."""
        return _share({pair.outcome for pair in self.produces}, {pair.outcome for pair in self.wants})


def _share(of: set[str], among: set[str]) -> Fraction | None:
    return Fraction(len(of & among), len(of)) if of else None


def interests(ctx: Context) -> InterestPairs:
    """Return the interests of the partners in force on the context's day; linear in what they have said."""
    template = ctx.tables.plan.template
    partners = {record.id: record for record in _records(ctx, "partner") if isinstance(record, Partner)}
    wants = {
        PartnerOutcome(one.partner, one.outcome): None
        for one in _records(ctx, "interest")
        if isinstance(one, Interest) and one.confirmed and one.partner in partners
    }
    accountable: dict[str, list[str]] = {}
    for duty in _records(ctx, "responsibility"):
        if isinstance(duty, Responsibility) and duty.raci == _ACCOUNTABLE and duty.partner in partners:
            accountable.setdefault(duty.function, []).append(duty.partner)
    outcomes = [item for item in template.lists["outcomes"].values() if isinstance(item, Outcome)]
    produces = {
        PartnerOutcome(partner, outcome.id): None
        for outcome in outcomes
        for function in outcome.produced_by
        for partner in accountable.get(function, ())
    }
    return InterestPairs(
        partners=tuple(partners),
        sectors={id_: partner.sector for id_, partner in partners.items()},
        wants=tuple(wants),
        produces=tuple(produces),
        clashes=tuple(_clashes(template, accountable)),
    )


def _records(ctx: Context, kind: str) -> list[Record]:
    return [row.record for row in ctx.rows(kind)]


def _clashes(template: Template, accountable: Mapping[str, list[str]]) -> Iterable[Clash]:
    same: dict[str, list[str]] = {}
    for item in template.lists["functions"].values():
        if isinstance(item, Function):
            same.setdefault(item.same_as or item.id, []).append(item.id)
    for functions in same.values():
        partners = dict.fromkeys(partner for function in functions for partner in accountable.get(function, ()))
        if len(functions) > 1 and len(partners) > 1:
            yield Clash(tuple(functions), tuple(partners))
