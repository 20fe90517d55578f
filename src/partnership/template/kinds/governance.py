"""How the partners govern themselves: roles, meetings, decisions, and who answers for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from partnership.messages import NOTHING, Sayable, either, message
from partnership.template import core
from partnership.template.core import Constant, Reference, Selection
from partnership.template.fault_messages import reported
from partnership.template.kinds.expansion import (
    IT,
    Tests,
    aged,
    among,
    at_least,
    bounded_count,
    equals,
    has,
    is_set,
    not_after,
    not_older,
    one_of,
    reaches,
    share_of,
)
from partnership.template.kinds.references import KeysOf, ValueOf
from partnership.template.kinds.shape import Kind, Sugar, TemplatePart
from partnership.template.kinds.timing import surely_longer
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Majority, OperandTerm, Period, Quorum, Sel, Share, Whole, WordsTerm
from partnership.values import Duration, Listed, is_in_hours


class RoleWord(Kind, kind="role"):
    """A role is held, by so many, and not by those who hold the other roles named."""

    role: Annotated[WordsTerm, Listed("roles")]
    at: Annotated[OperandTerm, ValueOf("assignments", "at")] | None = None
    exactly: int | None = Field(default=None, ge=0, le=10**6)
    min: int | None = Field(default=None, ge=0, le=10**6)
    distinct_from: Annotated[WordsTerm, Listed("roles")] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.exactly is not None and self.min is not None:
            raise reported("exact_and_bounds")
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        """With `distinct_from`, nobody who holds this role holds one of the others at the same place."""
        at = equals("at", self.at)
        held = bounded_count(Selection("assignments", one_of("role", self.role) + at), self.min, None, self.exactly)
        if self.distinct_from is None:
            return held
        there = () if self.at is None else equals("at", Reference("it", ("at",)))
        same = equals("person", Reference("it", ("person",)))
        others = Selection("assignments", one_of("role", self.distinct_from) + same + there)
        both = Selection("assignments", one_of("role", self.role) + at, (others,))
        return core.All((held, core.Count(both, 0, 0)))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        roles = either(phrasing.items("roles", self.role))
        if self.distinct_from is None:
            return message("assign the role {roles}", roles=roles)
        others = either(phrasing.items("roles", self.distinct_from))
        return message("assign the role {roles} to somebody who does not hold {others}", roles=roles, others=others)


class MeetingWord(Kind, kind="meeting"):
    """A meeting was held: of this body, of this type, with this quorum, not longer ago than `within`."""

    body: Annotated[OperandTerm, ValueOf("meetings", "body")] | None = None
    type: Annotated[WordsTerm, Listed("meeting_types")] | None = None
    quorum: Quorum | None = None
    within: Period | None = None
    min: Whole | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        where = (
            equals("state", Constant("held"))
            + equals("body", self.body)
            + one_of("type", self.type)
            + reaches("attendance", self.quorum)
            + not_older(self.within)
        )
        return core.Count(Selection("meetings", where), at_least(self.min))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        quorum = NOTHING if self.quorum is None else message(" with a quorum")
        return message("hold the meeting{quorum} and record who was present", quorum=quorum)


class Whoever(TemplatePart):
    """Those whose objection counts: holders of roles, partners of sectors, or partners that are named."""

    roles: Annotated[WordsTerm, Listed("roles")] | None = None
    sectors: Annotated[WordsTerm, Listed("sectors")] | None = None
    partners: Annotated[OperandTerm, ValueOf("raised_objections", "partner")] | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.roles is None and self.sectors is None and self.partners is None:
            raise reported("nobody_may")
        return self

    def objecting(self) -> Iterator[tuple[Tests, tuple[Selection, ...]]]:
        """What their objections have that those of others have not; one of these is enough."""
        if self.roles is not None:
            for holder in ("person", "partner"):
                held = equals(holder, Reference("it", (holder,))) + one_of("role", self.roles)
                held += not_after(Reference("it", _DATE))
                yield is_set(holder, asked=True), (Selection("assignments", held, ever=True),)
        yield from [(tests, ()) for tests in (one_of("partner.sector", self.sectors), self._named()) if tests]

    def _named(self) -> Tests:
        return () if self.partners is None else among("partner", self.partners)


class DecisionWord(Kind, kind="decision"):
    """A matter was decided: by this body, by so many, in time, and without an objection that counts.

    Of several decisions on the matter one is enough. With `consent`, silence decides: a proposal counts as adopted once
    the period for objections is over, unless somebody has objected within it.
    """

    matter: Annotated[WordsTerm, Listed("matters")]
    body: Annotated[OperandTerm, ValueOf("decisions", "body")] | None = None
    subject: Annotated[OperandTerm, ValueOf("decisions", "subject")] | None = None
    quorum: Quorum | None = None
    majority: Majority | None = None
    of: Literal["present", "votes", "ballots", "members"] | None = None
    sectors: Annotated[WordsTerm, Listed("sectors")] | None = None
    sector_quorum: Share | None = None
    procedure: Literal["meeting", "written", "mixed"] | None = None
    minutes: bool = False
    notice: Period | None = None
    deadline: Period | None = None
    veto: Annotated[Whoever, KeysOf(Whoever)] | None = None
    consent: Period | None = None
    appeal: Period | None = None
    counts_meanwhile: bool = False

    @model_validator(mode="after")
    def _possible(self) -> Self:
        given = self.model_fields_set
        for key, other in (("of", "majority"), ("sector_quorum", "sectors"), ("counts_meanwhile", "appeal")):
            if key in given and other not in given:
                raise reported("beside", word=key, more=other)
        if "consent" in given and (voted := sorted(given - {"matter", "body", "subject", "veto", "consent"})):
            raise reported("consent_votes", word=voted[0])
        least, most = self.notice, self.deadline
        if isinstance(least, Duration) and isinstance(most, Duration) and surely_longer(least, most):
            raise reported("periods_reversed", word=str(least), more=str(most))
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        """What one row says of itself is a count; what others say of it is asked of each row."""
        where = one_of("matter", self.matter) + equals("body", self.body) + equals("subject", self.subject)
        if self.consent is not None:
            return _one_of_them(Selection("proposals", where), self._silence(self.consent, names))
        timed = self.notice is not None or self.deadline is not None
        where += (
            reaches("attendance", self.quorum)
            + reaches(_SHARES[self.of], self.majority)
            + equals("procedure", None if self.procedure is None else Constant(self.procedure))
            + is_set("proposal", asked=timed)
        )
        minutes = (Selection("minutes", has("decisions", IT)),) if self.minutes else ()
        decided = Selection("decisions", where, minutes)
        required = (*self._in_time(), *self._sectors_there(), *self._vetoes(), *self._appeals(names))
        return _one_of_them(decided, required) if required else core.Count(decided)

    def _in_time(self) -> Iterator[core.Core]:
        if self.notice is not None or self.deadline is not None:
            proposed = Selection("proposals", equals("id", _PROPOSED) + one_of("matter", self.matter), ever=True)
            yield core.Order(proposed, _ITSELF, _DATE, self.notice, self.deadline)

    def _sectors_there(self) -> Iterator[core.Core]:
        """Of the partners of each sector (where a body decides, of those that sit in it) enough took part."""
        if self.sectors is None:
            return
        elements, partner = Selection("partners", equals("sector", _SECTOR)), Reference("member")
        if self.body is not None:
            seats = equals("body", Reference("it", ("body",))) + equals("partner.sector", _SECTOR)
            elements, partner = Selection("memberships", seats), Reference("member", ("partner",))
        there = core.Count(Selection("decisions", equals("id", IT) + has("partners", partner)))
        least = 1 if self.sector_quorum is None else None
        of_one = core.ForEach(elements, "member", (there,), 1, share_of(self.sector_quorum), least)
        yield core.ForEach(core.Literals(self.sectors, "sectors"), "sector", (of_one,))

    def _vetoes(self) -> Iterator[core.Core]:
        if self.veto is not None:
            for what in (equals("proposal", _PROPOSED), equals("decision", IT)):
                yield from _nobody_objects(what + not_after(_DECIDED), _STANDING, self.veto)

    def _appeals(self, names: Names) -> Iterator[core.Core]:
        if self.appeal is not None:
            if not self.counts_meanwhile:
                yield from _over("decisions", self.appeal, names)
            standing = ("upheld",) if self.counts_meanwhile else _STANDING
            yield from _nobody_objects(equals("decision", IT) + not_after(_within(self.appeal)), standing, None)

    def _silence(self, period: Duration | Reference, names: Names) -> tuple[core.Core, ...]:
        timely = equals("proposal", IT) + not_after(_within(period))
        return (*_over("proposals", period, names), *_nobody_objects(timely, _STANDING, self.veto))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        matter = either(phrasing.items("matters", self.matter))
        if self.consent is not None:
            period = phrasing.value(self.consent)
            return message(
                "propose {matter}, settle every objection, and let the {period} for objections pass",
                matter=matter,
                period=period,
            )
        minuted = message(", and record its minutes") if self.minutes else NOTHING
        vote = message(
            "put {matter} to the vote with a quorum, record the decision{minuted}", matter=matter, minuted=minuted
        )
        if self.veto is None and self.appeal is None:
            return vote
        return message("{vote}; settle every objection, and record how", vote=vote)


_SHARES: Final[Mapping[str | None, str]] = {
    None: "share_for",
    "present": "share_for",
    "votes": "share_of_votes",
    "ballots": "share_of_ballots",
    "members": "share_of_members",
}
"""The share of a decision that counts, by the whole of which it is one."""
_STANDING: Final = ("open", "upheld")
_DATE: Final = ("date",)
_ITSELF: Final = Selection("decisions", equals("id", IT))
_PROPOSED: Final = Reference("it", ("proposal",))
_SECTOR: Final = Reference("sector")
_DECIDED: Final = Reference("it", _DATE)


def _one_of_them(rows: Selection, required: Iterable[core.Core]) -> core.Core:
    return core.ForEach(rows, "it", tuple(required), at_least=1)


def _within(period: Duration | Reference) -> Reference:
    """The last day of a period that begins with the row."""
    return Reference("it", _DATE, after=period)


def _over(register: str, period: Duration | Reference, names: Names) -> Iterator[core.Core]:
    """The period that begins with the row is over; its last day belongs to it, and of a day hours run from its end."""
    runs_no_more = core.Count(Selection(register, equals("id", IT) + aged("date", period)), 0, 0)
    yield runs_no_more
    if _in_hours(period, names):
        yield core.When(runs_no_more, core.Elapsed(Reference("it", _DATE), _DATE, period))


def _in_hours(period: Duration | Reference, names: Names) -> bool:
    if isinstance(period, Reference):
        return is_in_hours(names.parameters.get(period.path[0], {}).get("default")) if period.path else False
    return is_in_hours(period)


def _nobody_objects(timely: Tests, states: tuple[str, ...], whose: Whoever | None) -> Iterator[core.Core]:
    """None of those who may has objected in time, so that it still stands; who leaves does not take it back."""
    anybody: Iterable[tuple[Tests, tuple[Selection, ...]]] = (((), ()),)
    for tests, having in anybody if whose is None else whose.objecting():
        where = timely + one_of("state", states) + tests
        yield core.Count(Selection("raised_objections", where, having, ever=True), 0, 0)


class SingleAccountableWord(Sugar, kind="single_accountable"):
    """Each function (each duty, unless said otherwise) has exactly one accountable partner."""

    of: Sel | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        duties = self.of or Selection("functions", equals("nature", Constant("duty")))
        accountable = Selection("responsibilities", equals("function", IT) + equals("raci", Constant("A")))
        return core.ForEach(duties, "it", (core.Count(accountable, 1, 1, ("partner",)),))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("make exactly one partner accountable (A) for each function")
