"""Interests meet or they do not, and the pairs of partner and outcome say why (DOMAIN 1.13)."""

from __future__ import annotations

from fractions import Fraction

from partnership.evaluation import InterestPairs, PartnerOutcome
from partnership.programme import Programme
from partnership.records import Interest, Responsibility
from partnership.template import Template
from tests.small import SMALL, day, partner, small_law

_MORE = """
functions:
- {id: teach, title: Teach, side: ngo, nature: duty}
- {id: praise, title: Praise, side: business, nature: duty}
- {id: praise-too, title: Praise as well, side: ngo, nature: duty, same_as: praise}
outcomes:
- {id: skills, title: Skills, beneficiary: pupils, produced_by: [teach]}
- {id: image, title: Image, beneficiary: business, produced_by: [praise, praise-too]}
- {id: rest, title: Rest, beneficiary: ngo}
"""


def _law() -> Template:
    return small_law(SMALL + _MORE)


def _told(*facts: Interest | Responsibility) -> InterestPairs:
    programme = Programme.start(_law(), id="x", region="RU-SMO", on=day("2010-01-01"))
    programme.record(partner("bank"), on=day("2010-01-02"))
    programme.record(partner("aid", "ngo"), on=day("2010-01-02"))
    for fact in facts:
        programme.record(fact, on=day("2010-01-03"))
    return programme.snapshot.interests()


def _wants(who: str, outcome: str, *, confirmed: bool = True) -> Interest:
    return Interest(id=f"i-{who}-{outcome}", partner=who, outcome=outcome, confirmed=confirmed)


def _answers(who: str, function: str) -> Responsibility:
    return Responsibility(id=f"r-{who}-{function}", partner=who, function=function, raci="A")


def test_two_partners_who_serve_each_other_meet() -> None:
    """The bank wants skills and praises; the NGO wants an image and teaches: nobody is one-sided."""
    told = _told(_wants("bank", "skills"), _answers("bank", "praise"), _wants("aid", "image"), _answers("aid", "teach"))
    assert (told.without_interest, told.without_duty, told.unserved, told.one_sided) == ((), (), (), ())
    assert told.served("bank") == (PartnerOutcome("aid", "skills"),)
    assert (told.coverage, told.relevance) == (Fraction(1), Fraction(1))


def test_a_partner_who_serves_only_itself_is_not_mutual() -> None:
    """I4 asks for somebody else: what one does for oneself does not count."""
    told = _told(_wants("bank", "image"), _answers("bank", "praise"))
    assert told.unserved == ("bank",)
    assert told.without_interest == told.without_duty == ("aid",)


def test_an_interest_that_is_not_confirmed_is_not_wanted() -> None:
    """What somebody wrote down for a partner is not yet what it wants."""
    assert _told(_wants("bank", "skills", confirmed=False)).without_interest == ("aid", "bank")


def test_a_shared_outcome_is_wanted_by_enough_sectors() -> None:
    """Two sectors want skills: shared by two, not by three, and not where the business alone is asked for the image."""
    told = _told(_wants("bank", "skills"), _wants("aid", "skills"), _wants("bank", "image"))
    assert set(told.shared(2)) == {"skills"}
    assert told.shared(3) == {}
    assert told.shared(2, including=["childrens_institution"]) == {}
    assert set(told.shared(1, including=["business"])) == {"skills", "image"}


def test_two_who_answer_for_the_same_function_under_two_names_clash() -> None:
    """Functions that the template calls the same have one accountable partner, or they clash."""
    told = _told(_answers("bank", "praise"), _answers("aid", "praise-too"))
    assert [(clash.functions, clash.partners) for clash in told.clashes] == [
        (("praise", "praise-too"), ("bank", "aid"))
    ]
    assert told.one_sided == ("aid", "bank")


def test_an_outcome_that_nobody_produces_lowers_the_coverage() -> None:
    """Half of what is wanted is produced."""
    assert _told(_wants("aid", "rest"), _wants("aid", "image"), _answers("bank", "praise")).coverage == Fraction(1, 2)
