"""Each expectation holds when it should, and says what was found when it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from partnership.acts import Advanced, Amended, Closed, Ended, Recorded, Resumed, Suspend, Suspended, Waived
from partnership.findings import Status
from partnership.records import Assignment, Partner, Person, Visit
from partnership.testing import (
    ActOutcome,
    Scene,
    UnlawfulGiven,
    advance,
    amend,
    close,
    end,
    given,
    happened,
    migrate,
    on,
    waive,
)
from partnership.values import Text
from tests.testing.laws import DAY, LAPSES, LAW, START, garden, growing, neighbours, read, signature

STRICTER = read(
    LAW.replace('version: "1"', 'version: "2"').replace(
        "        - {id: E2,", "        - {id: E2b, title: A risk, count: {of: risks}}\n        - {id: E2,"
    )
)
SHED = Partner(id="shed", name=Text.of("Shed"), sector="residents")
ALONE = Visit(id="look", type="look", institution="town", state="held", planned_for=DAY, adults=("ann",))
BY_HAND = Suspend(on=DAY, reason=Text.of("Frost"))


def scene() -> Scene:
    """Two partners, a lease that nobody has signed, and Ann, the steward."""
    ann = (Person(id="ann", partner="house"), Assignment(id="a", role="steward", person="ann"))
    return given(garden(), on(START, *neighbours(), *ann))


def accepted() -> ActOutcome:
    """Another partner comes."""
    return scene().when(SHED, on=DAY)


def refused() -> ActOutcome:
    """Nobody has signed, and the stage shall open."""
    return scene().when(advance(on=DAY))


HOLD: dict[str, Callable[[], object]] = {
    "a record": lambda: accepted().then(SHED),
    "a record of a day": lambda: accepted().then(on(DAY, SHED)),
    "a kind of entry": lambda: accepted().then(happened(Recorded, date=DAY)),
    "the entry itself": lambda: accepted().then(*accepted().entries),
    "an amendment": lambda: (
        scene().when(amend("partner", "house", on=DAY, place="Hill")).then(happened(Amended, id="house"))
    ),
    "an end": lambda: scene().when(end("partner", "house", on=DAY)).then(end("partner", "house", on=DAY)),
    "the end of a kind": lambda: scene().when(end("partner", "house", on=DAY)).then(happened(Ended, kind="partner")),
    "a waiver": lambda: (
        scene()
        .when(waive("E1", on=DAY, until=DAY + timedelta(days=3), waived_by="ann"))
        .then(happened(Waived, requirement="E1"))
        .then_not_missing("E1")
    ),
    "a suspension": lambda: (
        scene()
        .when(BY_HAND)
        .then(
            happened(Suspended),
        )
        .then_suspended(since=DAY)
    ),
    "a close": lambda: scene().when(close("cancelled", on=DAY)).then(happened(Closed, outcome="cancelled")),
    "accepted": lambda: accepted().then_accepted(),
    "accepted with a warning": lambda: scene().when(end("partner", "house", on=DAY)).then_accepted(warned_by="G3"),
    "an advance with a warning": lambda: (
        given(garden(), on(START, *neighbours(), signature("house"), signature("town")))
        .when(advance("growing", on=DAY))
        .then_accepted(warned_by="E2")
        .then(advance("growing", on=DAY))
    ),
    "refused": lambda: refused().then_refused(),
    "refused by a code alone": lambda: (
        scene().when(end("partner", "hose", on=DAY)).then_refused(code="not_found", alone=True)
    ),
    "refused by": lambda: refused().then_refused(by="E1", owed_by="house", lacking=["house", "town"], alone=True),
    "refused with a code": lambda: (
        scene().when(SHED.model_copy(update={"id": "town"})).then_refused(code="duplicate_id")
    ),
    "stage": lambda: growing().then_stage("growing").then_stage("digging", on=START),
    "missing": lambda: scene().then_missing().then_missing("E1", owed_by="town").then_missing("E2"),
    "missing before a stage": lambda: scene().then_missing("V1", to="growing", on=LAPSES, status=Status.UNSATISFIED),
    "not missing": lambda: growing().then_not_missing().then_not_missing("E1"),
    "suspended": lambda: growing().then_suspended(since=LAPSES, by="V1", on=LAPSES),
    "running": lambda: growing().then_running().then_running(on=LAPSES - timedelta(days=1)),
    "supported": lambda: growing().then_supported(),
    "unsupported": lambda: (
        growing()
        .and_given(end("signature", "by-town", on=DAY - timedelta(days=1), recorded=LAPSES))
        .then_unsupported(by="E1", on=LAPSES)
    ),
    "migration": lambda: scene().then_migration(garden()),
    "migration that adds": lambda: scene().then_migration(STRICTER, adds=["E2b"]),
}

FAIL: dict[str, tuple[Callable[[], object], str]] = {
    "another record": (lambda: accepted().then(signature("town")), "record: expected Signature"),
    "a record with another field": (
        lambda: accepted().then(SHED.model_copy(update={"place": "Hill"})),
        "place: expected 'Hill', found None",
    ),
    "another day": (lambda: accepted().then(on(START, SHED)), "date: expected"),
    "another moment": (lambda: accepted().then(on(DAY, SHED, recorded=LAPSES)), "recorded: expected"),
    "another kind": (
        lambda: accepted().then(happened(Resumed)),
        "entry 1, entry: expected 'resumed', found 'recorded'",
    ),
    "more entries": (lambda: accepted().then(SHED, SHED), "expected 2 entries, found 1 entry"),
    "no entries": (lambda: accepted().then(), "expected no entry, found 1 entry"),
    "what was refused": (lambda: refused().then(advance(on=DAY)), "it was refused:"),
    "accepted, but refused": (lambda: refused().then_accepted(), "expected to be accepted: advance to the stage"),
    "warned, but was not": (lambda: accepted().then_accepted(warned_by="G3"), "no warning"),
    "refused, but accepted": (
        lambda: accepted().then_refused(by="E1", owed_by="town", code="requirement", lacking=["x"]),
        "expected to be refused (by E1; code requirement; owed by town; lacking: x): record partner 'shed' on",
    ),
    "refused by another": (lambda: refused().then_refused(by="V1"), "not among its reasons: V1"),
    "refused by what only warns": (lambda: refused().then_refused(by="E2"), "not among its reasons: E2"),
    "owed by another": (lambda: refused().then_refused(by="E1", owed_by="shed"), "owed by shed"),
    "another code": (lambda: refused().then_refused(code="duplicate_id"), "code duplicate_id"),
    "others lack it": (lambda: refused().then_refused(lacking=["shed"]), "shed among those who lack"),
    "not alone": (
        lambda: scene().when(ALONE.model_copy(update={"institution": "nobody"})).then_refused(by="G1", alone=True),
        "expected nothing but G1 to stand",
    ),
    "not alone with a code": (
        lambda: (
            scene().when(ALONE.model_copy(update={"institution": "nobody"})).then_refused(code="unknown_id", alone=True)
        ),
        "expected nothing but unknown_id to stand",
    ),
    "another stage": (lambda: scene().then_stage("growing"), "expected stage growing on 2020-03-01, found digging"),
    "not missing at all": (lambda: growing().then_missing("E1"), "nothing is missing"),
    "missing in another way": (lambda: scene().then_missing("E1", status=Status.UNSATISFIED), "status unsatisfied"),
    "missing after all": (lambda: scene().then_not_missing("E1"), "expected not to be missing on 2020-03-01: E1"),
    "something is missing": (lambda: scene().then_not_missing(), "nothing that blocks"),
    "not suspended": (lambda: growing().then_suspended(), "it is not"),
    "suspended since another day": (
        lambda: growing().then_suspended(since=DAY, on=LAPSES),
        "expected the suspension to count from 2020-04-01; it counts from 2020-09-01",
    ),
    "suspended by another": (lambda: growing().then_suspended(by="E1", on=LAPSES), "it is by V1"),
    "suspended by hand": (lambda: scene().when(BY_HAND).then_suspended(by="V1"), "it is by people, by hand"),
    "suspended after all": (lambda: growing().then_running(on=LAPSES), "since 2020-09-01 by V1"),
    "supported after all": (lambda: growing().then_unsupported("by-town"), "every entry is supported"),
    "unsupported after all": (
        lambda: (
            growing()
            .and_given(end("signature", "by-town", on=DAY - timedelta(days=1), recorded=LAPSES))
            .then_supported(on=LAPSES)
        ),
        "expected every entry to be supported",
    ),
    "a migration that adds nothing": (lambda: scene().then_migration(garden(), adds=["E2b"]), "nothing new"),
}


@pytest.mark.parametrize("expectation", [pytest.param(each, id=name) for name, each in HOLD.items()])
def test_an_expectation_that_is_met_says_nothing(expectation: Callable[[], object]) -> None:
    """And gives the scene back, so that more can be expected of it."""
    assert isinstance(expectation(), Scene)


@pytest.mark.parametrize(
    "expectation, words", [pytest.param(each, words, id=name) for name, (each, words) in FAIL.items()]
)
def test_an_expectation_that_is_not_met_says_what_was_found(expectation: Callable[[], object], words: str) -> None:
    """As a plain `AssertionError`, in words."""
    with pytest.raises(AssertionError) as failure:
        expectation()
    assert words in str(failure.value)


def test_a_failure_lists_the_findings_as_a_refusal_does() -> None:
    """Who lacks what, who owes it, and the nearest remedy."""
    with pytest.raises(AssertionError) as failure:
        refused().then_accepted()
    for words in ("E1 Every party has signed", "House (house)", "how to fix:", "garden.yaml:"):
        assert words in str(failure.value)


def test_an_act_on_what_is_not_there_is_refused_and_warned_of_nothing() -> None:
    """The kit asks for warnings only where there is something to act on."""
    for act in (
        end("partner", "nobody", on=DAY),
        end("nothing", "nobody", on=DAY),
        amend("partner", "house", on=DAY, sector=3),
        advance("nowhere", on=DAY),
        amend("partner", "house", on=START - timedelta(days=9), place="Hill"),
    ):
        assert scene().when(act).then_refused().warned == ()


def test_a_migration_needs_the_law_that_it_moves_to() -> None:
    """The story says which versions it has."""
    told = given(garden(), on(START, *neighbours()), laws=[STRICTER])
    told.when(migrate(STRICTER, on=DAY)).then_accepted().then_missing("E2b").then_not_missing("E2b", on=START)
    with pytest.raises(UnlawfulGiven, match="laws="):
        scene().when(migrate(STRICTER, on=DAY))


def test_an_entry_is_not_expected_by_fields_that_it_cannot_have() -> None:
    """A misspelt field would be an expectation that nothing meets."""
    with pytest.raises(TypeError, match="sage"):
        happened(Advanced, sage="growing")


def test_the_moment_of_writing_can_be_given_to_what_is_asked() -> None:
    """Late paperwork in a `when`."""
    outcome = scene().when(SHED, on=DAY, recorded=LAPSES).then_accepted()
    assert outcome.entries[0].recorded.date() == date(2020, 9, 1)
