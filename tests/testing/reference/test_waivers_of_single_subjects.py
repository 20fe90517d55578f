"""A waiver for somebody stands for what he lacks, never for somebody who is not there; so say both evaluators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from partnership.acts import Advanced
from partnership.decisions import unsupported
from partnership.evaluation import View
from partnership.index import State
from partnership.template import build_template
from partnership.testing.reference import PlainTree, ReferenceEvaluator
from tests.judge.ledger import Ledger, day
from tests.judge.worlds import File
from tests.testing.reference.one_rule import law

WORDS_OF_THE_LAW: PlainTree = {
    name: [{"id": each, "title": each}]
    for name, each in {
        "agreement_types": "deal",
        "credential_types": "clearance",
        "consent_purposes": "story",
        "instruments": "audit",
    }.items()
}
"""Lists that these rules take their words from."""
WORDS_OF_THE_LAW["records"] = [{"id": each, "kind": "partner", "title": each} for each in ("a", "b")]

WANTS: PlainTree = {"from": "interests", "where": {"partner": "$it"}}


def partners(names: str, having: str = "", waived: str = "") -> Ledger:
    """So many partners; some have stated an interest, for some the rule is waived until day 30."""
    ledger = Ledger()
    for name in names:
        ledger.partner(1, name)
    for name in having:
        ledger.record(2, "interest", f"i-{name}", partner=name, outcome="o")
    for name in waived:
        ledger.waive(3, "R1", 30, subject=name)
    return ledger


def is_open(ledger: Ledger, check: PlainTree, on: int = 10) -> bool:
    """Whether the gate that asks it is open, by the reference and by the engine; what is shut says who still lacks."""
    tree = law(check, **WORDS_OF_THE_LAW)
    found = ReferenceEvaluator(tree).is_open(ledger.entries, day(on), "first", "exit")
    view = View(build_template(File(tree), "law.yaml"), State.of(ledger.entries), day(on))
    assert view.is_open(view.template.stage("first").exit) is found
    assert [bool(finding.lacks) for finding in view.missing()] == [True] * (not found)
    return found


def still_lacking(ledger: Ledger, check: PlainTree, on: int = 10) -> list[str | None]:
    """Who still lacks something by what the engine tells; None for what is nobody's."""
    view = View(build_template(File(law(check)), "law.yaml"), State.of(ledger.entries), day(on))
    lacks = [lack for finding in view.missing() for lack in finding.lacks]
    return [None if lack.subject is None else lack.subject.id for lack in lacks]


TABLE: list[tuple[PlainTree, str, str, str, bool]] = [
    ({}, "ab", "a", "", False),
    ({}, "ab", "a", "b", True),
    ({}, "ab", "", "a", False),
    ({}, "ab", "", "ab", True),
    ({}, "ab", "ab", "", True),
    ({}, "", "", "ab", False),
    ({"share": Decimal("0.5")}, "abcd", "", "a", False),
    ({"share": Decimal("0.5")}, "abcd", "", "ab", True),
    ({"share": Decimal("0.5")}, "abcd", "a", "b", True),
    ({"share": Decimal("0.5")}, "abcd", "a", "a", False),
    ({"share": Decimal("0.5")}, "abcd", "a", "z", False),
    ({"share": Decimal("0.34")}, "abc", "a", "", False),
    ({"share": Decimal("0.34")}, "abc", "a", "c", True),
    ({"at_least": 2}, "abc", "a", "", False),
    ({"at_least": 2}, "abc", "a", "b", True),
    ({"at_least": 2}, "abc", "", "bc", True),
    ({"at_least": 2}, "abc", "", "c", False),
    ({"at_least": 5}, "ab", "", "ab", False),
    ({"at_least": 5}, "ab", "ab", "", False),
    ({"at_least": 5}, "abcd", "abc", "d", False),
    ({"at_least": 0}, "ab", "", "", True),
]
"""How much is asked; who is there, who has it, for whom it is waived; and whether the gate is open."""


@pytest.mark.parametrize("how_many, names, having, waived, opens", TABLE)
def test_those_who_have_it_and_those_who_are_excused_are_enough_together(
    how_many: PlainTree, names: str, having: str, waived: str, *, opens: bool
) -> None:
    ledger = partners(names, having, waived)
    wanted: PlainTree = {"count": {"of": {"from": "interests", "where": {"partner": "$p"}}}}
    assert is_open(ledger, {"coverage": {"each": "partners", "has": WANTS, **how_many}}) is opens
    assert is_open(ledger, {"for_each": {"in": "partners", "as": "p", "require": [wanted], **how_many}}) is opens


@pytest.mark.parametrize("names, opens", [("a", False), ("ab", False), ("abc", True)])
def test_fewer_than_there_must_be_are_too_few_whoever_is_excused(names: str, *, opens: bool) -> None:
    wanted: PlainTree = {"count": {"of": {"from": "interests", "where": {"partner": "$p"}}}}
    check: PlainTree = {"for_each": {"in": "partners", "as": "p", "min": 3, "require": [wanted]}}
    assert is_open(partners(names, "", names), check) is opens


def test_a_waiver_of_the_whole_stands_for_too_few_as_well() -> None:
    ledger = partners("a").waive(3, "R1", 30)
    assert is_open(ledger, {"coverage": {"each": "partners", "has": WANTS, "at_least": 5}})


def test_who_is_excused_is_so_until_the_waiver_ends() -> None:
    check: PlainTree = {"coverage": {"each": "partners", "has": WANTS, "share": Decimal("0.5")}}
    found = [is_open(partners("ab", "", "a"), check, on) for on in (2, 3, 29, 30)]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    "how_many, having, waived, lacking",
    [
        ({}, "a", "b", ["c", "d"]),
        ({"share": Decimal("0.8")}, "a", "b", ["c", "d"]),
        ({"at_least": 5}, "a", "b", [None, "c", "d"]),
        ({"at_least": 5}, "", "abcd", [None]),
        ({"at_least": 2}, "a", "b", []),
    ],
)
def test_what_is_told_under_a_waiver_is_what_is_still_lacking(
    how_many: PlainTree, having: str, waived: str, lacking: list[str | None]
) -> None:
    """Whoever is excused is not on the bill; that there are too few is, whoever is."""
    check: PlainTree = {"coverage": {"each": "partners", "has": WANTS, **how_many}}
    assert still_lacking(partners("abcd", having, waived), check) == lacking


WORDS: dict[str, PlainTree] = {
    "stage": {"of": "partners", "at": "second", "min": 3},
    "credential": {"of": "partners", "type": "clearance", "share": 1},
    "consent": {"of": "partners", "purpose": "story", "by": "self"},
    "level": {"of": "partners", "scale": "practice", "at_least": "good"},
    "assessment": {"instrument": "audit", "of": "partners"},
    "signed": {"type": "deal", "by": "partners"},
    "mutual_interest": {"rule": "wants"},
}


@pytest.mark.parametrize("word", WORDS)
def test_words_that_go_through_many_take_waivers_likewise(word: str) -> None:
    """Three partners lack it: two waivers are too few, three are enough; and nobody's lack is waived by any."""
    check = {word: WORDS[word]}
    assert [is_open(partners("abc", "", waived), check) for waived in ("", "ab", "abc")] == [False, False, True]
    assert not is_open(partners("", "", "abc"), check)


def test_a_share_of_each_sector_is_waived_by_sector() -> None:
    """All volunteers come from one sector, which is too much of it; for that sector the rule may be waived."""
    theirs: PlainTree = {"count": {"from": "volunteers", "where": {"partner.sector": "$s"}}}
    share: PlainTree = {"left": {"ratio": [theirs, {"count": "volunteers"}]}, "op": "lte", "right": Decimal("0.5")}
    check: PlainTree = {"for_each": {"in": "sectors", "as": "s", "require": [{"compare": share}]}}
    ledger = Ledger().partner(1, "one").record(1, "person", "ivan", partner="one")
    ledger.record(2, "volunteer", "v", person="ivan", partner="one", experienced=True)
    assert not is_open(ledger, check)
    assert not is_open(ledger.waive(3, "R1", 30, subject="ngo"), check)
    assert is_open(ledger.waive(3, "R1", 30, subject="business"), check)


def test_where_several_things_are_asked_each_is_asked_with_the_excused() -> None:
    """One half of it lacks `a`, the other `b`; whoever is excused is so from both, and from nothing else."""
    first: PlainTree = {"coverage": {"each": {"from": "partners", "where": {"id": "a"}}, "has": WANTS}}
    second: PlainTree = {"coverage": {"each": {"from": "partners", "where": {"id": "b"}}, "has": WANTS}}
    nothing: PlainTree = {"count": {"of": "sectors", "min": 9}}
    for both, opens in (
        ({"all": [first, second]}, (False, False, True)),
        ({"any": [first, second]}, (False, True, True)),
        ({"at_least": {"n": 2, "of": [first, second, nothing]}}, (False, False, True)),
        ({"all": [first, nothing]}, (False, False, False)),
        ({"none": [first]}, (True, True, True)),
        ({"when": {"if": {"count": {"of": "partners"}}, "then": first}}, (False, True, True)),
        ({"when": {"if": first, "then": nothing}}, (True, True, True)),
        ({"all": [{"none": [first]}, second]}, (False, False, True)),
        ({"all": [{"when": {"if": first, "then": nothing}}, second]}, (False, False, True)),
    ):
        found = tuple(is_open(partners("abc", "c", waived), both) for waived in ("", "a", "ab"))
        assert found == opens, both


def test_a_condition_of_which_nothing_is_known_stays_unknown_whoever_is_excused() -> None:
    """It is not met whoever is excused: that nobody vouches for the register of needs is nobody's lack."""
    asked: PlainTree = {"coverage": {"each": "partners", "has": WANTS}}
    check: PlainTree = {"when": {"if": {"count": {"of": "needs"}}, "then": asked}}
    assert [is_open(partners("ab", "", waived), check) for waived in ("", "a", "ab")] == [False, False, False]
    assert [still_lacking(partners("ab", "", waived), check) for waived in ("", "a", "ab")] == [[None]] * 3


def test_whoever_is_excused_is_one_of_the_outermost() -> None:
    """The rule goes through partners, and for each through people: a waiver for a person excuses no partner."""
    people: PlainTree = {
        "for_each": {
            "in": "people",
            "as": "who",
            "require": [{"count": {"of": {"from": "assignments", "where": {"person": "$who"}}}}],
        }
    }
    check: PlainTree = {"for_each": {"in": "partners", "as": "p", "require": [people]}}
    ledger = partners("a").record(2, "person", "ivan")
    assert not is_open(ledger.waive(3, "R1", 30, subject="ivan"), check)
    assert is_open(ledger.waive(3, "R1", 30, subject="a"), check)


def test_a_move_that_late_paperwork_took_the_ground_from_is_borne_out_by_a_waiver_for_whoever_lacks() -> None:
    """The interest of `b` turns out to have ended before the stage was left; somebody excuses `b`, for a time."""
    tree = law({"coverage": {"each": "partners", "has": WANTS}})
    ledger = partners("ab", "ab").advance(5, "second").end(4, "interest", "i-b").waive(9, "R1", 20, subject="b")
    template = build_template(File(tree), "law.yaml")
    state = State.of([ledger.entries[0].model_copy(update={"digest": template.digest}), *ledger.entries[1:]])
    (move,) = [entry.seq for entry in ledger.entries if isinstance(entry, Advanced)]
    for on, expected in ((8, True), (9, False), (19, False), (20, True)):
        assert (move in ReferenceEvaluator(tree).unsupported(ledger.entries, day(on))) is expected
        assert (move in {each.entry for each in unsupported(lambda _: template, state, day(on))}) is expected
