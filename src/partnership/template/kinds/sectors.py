"""What the sectors of a partnership bring: their presence, their money, and what each wants of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, assert_never

from typing_extensions import override

from partnership.messages import Sayable, listed, message, plural
from partnership.template import core
from partnership.template.core import Constant, Literals, Op, Reference, Selection
from partnership.template.kinds.expansion import IT, YES, among, differs, equals, has, of_each, one_of
from partnership.template.kinds.shape import Sugar
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, Share, Whole, WordsTerm
from partnership.values import Listed

Sectors = Annotated[WordsTerm, Listed("sectors")]


class SectorsPresentWord(Sugar, kind="sectors_present", bare="sectors"):
    """Each of these sectors has an active partner."""

    sectors: Sectors

    @override
    def expand(self, names: Names) -> core.Core:
        present = Selection("partners", equals("sector", IT) + equals("status", Constant("active")))
        return of_each(Literals(self.sectors, "sectors"), present)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        sectors = listed(phrasing.items("sectors", self.sectors))
        return plural(
            "find an active partner in the sector {sectors}",
            "find an active partner in each of these sectors: {sectors}",
            len(self.sectors),
            sectors=sectors,
        )


class CofinancingShareWord(Sugar, kind="cofinancing_share"):
    """These sectors give at least this share of the money committed or delivered."""

    sectors: Sectors
    share: Share

    @override
    def expand(self, names: Names) -> core.Core:
        money = equals("what", Constant("cash")) + one_of("state", ("committed", "delivered"))
        theirs = Selection("contributions", money + one_of("partner.sector", self.sectors))
        value = ("value",)
        share = core.Ratio(
            core.Aggregated(core.Aggregate.SUM, theirs, value),
            core.Aggregated(core.Aggregate.SUM, Selection("contributions", money), value),
        )
        return core.Compare(share, Op.GTE, self.share)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        sectors, share = listed(phrasing.items("sectors", self.sectors)), phrasing.share(self.share)
        return message(
            "obtain committed funding from these sectors until it is {share} of the total: {sectors}",
            share=share,
            sectors=sectors,
        )


class MutualInterestWord(Sugar, kind="mutual_interest"):
    """Interests intersect, by one of four rules.

    wants: each partner has stated an interest. serves: each answers for a function that produces some outcome. shared:
    some outcome is wanted by `k` sectors. mutual: each partner's interest is served by another.
    """

    rule: Literal["wants", "serves", "shared", "mutual"]
    of: Each | None = None
    k: Whole | None = None
    including: Sectors | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        """The four rules by which interests intersect (DOMAIN 1.13), over interests that are confirmed and partners
        accountable.
        """
        of = self.of or Selection("partners")
        confirmed, accountable = equals("confirmed", YES), equals("raci", Constant("A"))
        theirs = equals("partner", IT) + confirmed
        match self.rule:
            case "wants":
                return of_each(of, Selection("interests", theirs))
            case "serves":
                outcome = Selection("outcomes", has("produced_by", Reference("it", ("function",))))
                return of_each(of, Selection("responsibilities", equals("partner", IT) + accountable, (outcome,)))
            case "mutual":
                other = differs("partner", Reference("it", ("partner",)))
                produces = among("function", Reference("it", ("outcome", "produced_by")))
                others = Selection("responsibilities", accountable + other + produces)
                return of_each(of, Selection("interests", theirs, (others,)))
            case "shared":
                wanted = equals("outcome", IT) + confirmed
                sectors = 3 if self.k is None else self.k
                rules = [core.Count(Selection("interests", wanted), sectors, None, ("partner", "sector"))]
                if self.including is not None:
                    side = one_of("partner.sector", self.including)
                    rules.append(core.Count(Selection("interests", wanted + side)))
                return core.ForEach(Selection("outcomes"), "it", tuple(rules), at_least=1)
            case _:
                assert_never(self.rule)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return _INTERESTS[self.rule]


_INTERESTS: Final[Mapping[str, Sayable]] = {
    "wants": message("ask each partner what it wants, and record its confirmed interest"),
    "serves": message(
        "agree with each partner on a function that produces an outcome, and record it as accountable (A)"
    ),
    "shared": message("find one outcome that several sectors want, and record their confirmed interests"),
    "mutual": message("find for each partner another one whose function produces what it wants"),
}
