"""What an agreement has to say, and who is bound by it."""

from __future__ import annotations

from partnership.records import Agreement, LegalBasis, Record, Signature
from partnership.testing import Scene, given, on
from partnership.values import Text
from tests.stories.scenes import DAY, START, law, partners

SIDES = ("bank", "care", "school", "authority")
AGREEMENT = Agreement(
    id="paper",
    type="cooperation_agreement",
    parties=SIDES,
    clauses=("roles", "contributions", "data_protection", "child_safeguarding", "review", "exit"),
    legal_bases=("act",),
    valid_to=DAY,
)


def without(clause: str) -> Agreement:
    """The same paper with a clause left out."""
    return AGREEMENT.model_copy(update={"clauses": tuple(each for each in AGREEMENT.clauses if each != clause)})


def signed(paper: Agreement, *parties: str) -> Scene:
    """The paper with the signatures of these parties."""
    records: tuple[Record, ...] = (
        LegalBasis(id="act", title=Text.of("An act", "Акт"), act="135-FZ"),
        paper,
        *(Signature(id=f"signed-{party}", agreement=paper.id, partner=party) for party in parties),
    )
    return given(law(), on(START, *partners(), *records))


def test_an_agreement_without_an_exit_clause_does_not_count() -> None:
    """Without a way out there is no free way in: it is refused."""
    given(law(), on(START, *partners())).when(without("exit").model_copy(update={"legal_bases": ()})).then_refused(
        by="G22", owed_by="programme_coordinator", alone=True
    )


def test_an_agreement_that_cites_no_act_is_taken_with_a_warning() -> None:
    """It is said when it is written down, and the gate asks for it later."""
    bare = AGREEMENT.model_copy(update={"legal_bases": ()})
    scene = given(law(), on(START, *partners()))
    scene.when(bare).then_accepted(warned_by="G23").then_missing("P11")


def test_each_party_that_has_not_signed_is_named() -> None:
    """And owes its own signature, as nobody else can give it."""
    signed(AGREEMENT, "care", "school").then_missing("P11", owed_by="bank", lacking=["bank", "authority"])


def test_an_agreement_counts_when_every_party_has_signed() -> None:
    """All clauses, an act, all signatures."""
    signed(AGREEMENT, *SIDES).then_not_missing("P11")


def test_an_agreement_without_one_of_its_clauses_binds_nobody() -> None:
    """All four have signed, and all four lack an agreement that counts."""
    signed(without("review"), *SIDES).then_missing("P11", lacking=SIDES)


def test_an_agreement_lapses_on_its_own_day() -> None:
    """Its last day is the one before `valid_to`."""
    scene = signed(AGREEMENT, *SIDES)
    scene.then_not_missing("P11", on=DAY.replace(day=1).replace(month=2, day=28))
    scene.then_missing("P11", lacking=SIDES, on=DAY)
