"""Papers: documents, agreements that are signed, and what is published."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import override

from partnership.messages import NOTHING, Sayable, either, listed, message
from partnership.template import core
from partnership.template.core import Constant, Selection
from partnership.template.kinds.expansion import (
    CHANGED,
    IT,
    at_least,
    equals,
    has,
    has_all,
    is_set,
    not_older,
    of_each,
    one_of,
)
from partnership.template.kinds.references import TestsOf, ValueOf
from partnership.template.kinds.shape import Kind, Sugar
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, OperandTerm, Period, Sel, Where, Whole, WordsTerm
from partnership.values import Listed


class DocumentWord(Kind, kind="document"):
    """A document of a type stands in a state, is about something, is recent enough."""

    type: Annotated[WordsTerm, Listed("document_types")]
    state: Annotated[WordsTerm, ValueOf("documents", "state")] | None = None
    about: Annotated[OperandTerm, ValueOf("documents", "about")] | None = None
    includes_programme: bool | None = None
    max_age: Period | None = None
    min: Whole | None = None
    where: Annotated[Where, TestsOf("documents")] = ()

    @override
    def expand(self, names: Names) -> core.Core:
        programme = None if self.includes_programme is None else Constant(self.includes_programme)
        where = (
            one_of("type", self.type)
            + one_of("state", self.state)
            + equals("about", self.about)
            + equals("includes_programme", programme)
            + not_older(self.max_age)
            + self.where
        )
        return core.Count(Selection("documents", where), at_least(self.min))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        asked = one_of("type", self.type) + one_of("state", self.state or ("adopted",))
        return message("record {one:a}", one=phrasing.rows(Selection("documents", asked)))


class SignedWord(Kind, kind="signed"):
    """Each of the elements has signed an agreement in force, of one of these types and with all of these clauses."""

    type: Annotated[WordsTerm, Listed("agreement_types")]
    by: Each
    clauses: Annotated[WordsTerm, Listed("clauses")] | None = None
    legal_basis: bool = False

    @override
    def expand(self, names: Names) -> core.Core:
        """Signatures count on an agreement that is in force (a hop to one that is not leads nowhere) and names the
        signer a party.
        """
        where = (
            equals("partner", IT)
            + one_of("agreement.type", self.type)
            + has("agreement.parties", IT)
            + has_all("agreement.clauses", self.clauses)
            + is_set("agreement.legal_bases", asked=self.legal_basis)
        )
        return of_each(self.by, Selection("signatures", where))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        names, with_ = either(phrasing.items("agreement_types", self.type)), NOTHING
        if self.clauses is not None:
            with_ = message(" with the clauses {named}", named=listed(phrasing.items("clauses", self.clauses)))
        return message("sign the {names}{with_} and record each signature", names=names, with_=with_)


class PublishedWithinWord(Sugar, kind="published_within"):
    """Each row of `of` was published about in time; without `of`: something was published within that time."""

    what: Annotated[WordsTerm, Listed("publication_kinds")]
    of: Sel | None = None
    within: Period
    allow_none: bool = False

    @override
    def expand(self, names: Names) -> core.Core:
        """Not yet late, or published in time. What counts is when a row came into the state that `of` asks for."""
        what = one_of("what", self.what) + equals("state", Constant("published"))
        if self.of is None:
            return core.Cadence(Selection("publications", what), CHANGED, self.within)
        itself = Selection(self.of.source, equals("id", IT) + self.of.where)
        about = Selection("publications", what + equals("about", IT))
        in_time = core.Order(itself, about, CHANGED, None, self.within)
        not_late = core.Elapsed(itself, CHANGED, None, self.within)
        return core.ForEach(self.of, "it", (core.Any((not_late, in_time)),), 0 if self.allow_none else 1)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        what, period = either(phrasing.items("publication_kinds", self.what)), phrasing.value(self.within)
        return message("publish {what} within {period}", what=what, period=period)
