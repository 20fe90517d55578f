"""The judge against examples small enough to be judged by eye."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partnership.acts import AddRecord, Advance, Amend, Close, End, Resume, Waive
from partnership.findings import Status
from partnership.records import RECORDS
from partnership.testing.reference import ReferenceEvaluator
from partnership.testing.reference.law import PlainTree
from partnership.values import Text, as_moment
from tests.judge.ledger import Ledger, day

YES, NO, UNKNOWN = Status.SATISFIED, Status.UNSATISFIED, Status.UNKNOWN
WHY = Text.of("why")


def law(*requirements: PlainTree, moment: str = "exit", **sections: Any) -> PlainTree:
    """A template of three stages whose first one asks these requirements."""
    named = [{"id": f"R{number}", "title": f"R{number}", **each} for number, each in enumerate(requirements, 1)]
    return {
        "format": 1,
        "template": "t",
        "version": "1",
        "title": "T",
        "sectors": [{"id": each, "title": each} for each in ("business", "ngo", "government")],
        "roles": [{"id": each, "title": each} for each in ("chair", "secretary", "lead")],
        "functions": [
            {"id": "f1", "title": "f1", "side": "business", "nature": "duty"},
            {"id": "f2", "title": "f2", "side": "ngo", "nature": "benefit"},
        ],
        "outcomes": [{"id": "o1", "title": "o1", "beneficiary": "pupils", "produced_by": ["f1"]}],
        "scales": [
            {
                "id": "readiness",
                "title": "r",
                "of": "person",
                "levels": [{"id": each, "title": each} for each in ("invited", "briefed", "ready")],
            }
        ],
        "stages": [
            {"id": "first", "title": "1", "gates": {moment: named}},
            {"id": "second", "title": "2", "back": ["first"]},
            {"id": "third", "title": "3", "final": True},
        ],
        **sections,
    }


def status(ledger: Ledger, check: PlainTree, on: int = 50, **sections: Any) -> Status:
    """What one check comes to on a day."""
    return ReferenceEvaluator(law(check, **sections)).statuses(ledger.entries, day(on))["R1"]


def record(on: int, kind: str, record_id: str, /, **fields: Any) -> AddRecord:
    """Ask for a record to be taken in."""
    made: Any = RECORDS[kind].model_validate({"id": record_id, **fields})
    return AddRecord(on=day(on), recorded=as_moment(day(500)), record=made)


# --- what was when ---------------------------------------------------------------------------------------------------


def test_a_record_is_in_force_from_its_first_day_until_the_day_it_ends() -> None:
    """The day on which a partner leaves is the first without him."""
    judge, ledger = ReferenceEvaluator(law()), Ledger().partner(3, "bank").end(7, "partner", "bank")
    there = [bool(judge.rows(ledger.entries, "partners", day(on))) for on in (2, 3, 6, 7)]
    assert there == [False, True, True, False]
    assert [each.id for each in judge.rows_ever(ledger.entries, "partners", day(9))] == ["bank"]


def test_a_term_that_is_over_takes_a_record_out_of_force_on_its_own_day() -> None:
    """A document valid until a day no longer counts on that day, though nobody has written anything."""
    ledger = Ledger().record(1, "document", "d", type="plan", valid_from=day(2), valid_to=day(5))
    there = [bool(ReferenceEvaluator(law()).rows(ledger.entries, "documents", day(on))) for on in (1, 2, 4, 5)]
    assert there == [False, True, True, False]


def test_an_amendment_written_down_late_counts_from_its_own_day() -> None:
    """What is amended later by date wins, whatever the order in which it was written."""
    ledger = Ledger().partner(1, "bank").amend(9, "partner", "bank", status="suspended")
    ledger.amend(5, "partner", "bank", sector="ngo", status="active")
    version = {on: ReferenceEvaluator(law()).rows(ledger.entries, "partners", day(on))[0] for on in (4, 6, 9)}
    assert [version[on].sector for on in (4, 6, 9)] == ["business", "ngo", "ngo"]
    assert [version[on].status for on in (4, 6, 9)] == ["active", "active", "suspended"]


# --- counting --------------------------------------------------------------------------------------------------------


def test_a_register_that_never_had_a_row_leaves_a_count_unknown() -> None:
    """Nothing recorded says nothing; a row that went says that one is lacking."""
    assert status(Ledger(), {"count": {"of": "partners"}}) is UNKNOWN
    gone = Ledger().partner(1, "bank").end(2, "partner", "bank")
    assert status(gone, {"count": {"of": "partners"}}) is NO
    assert status(Ledger().partner(1, "bank"), {"count": {"of": "partners"}}) is YES


def test_nothing_open_is_a_statement_only_where_the_list_is_kept() -> None:
    """No incident in the books is no news, unless somebody states that he keeps them."""
    none_open = {"none_open": {"from": "incidents"}}
    assert status(Ledger(), none_open) is UNKNOWN
    kept = Ledger().partner(1, "bank").record(1, "register_kept", "k", lists="incidents", keeper="bank")
    assert status(kept, none_open) is YES
    kept.record(2, "incident", "i", type="fire")
    assert status(kept, none_open) is NO
    assert status(kept, none_open, on=1) is YES


def test_distinct_values_count_once() -> None:
    """Two banks are one sector."""
    ledger = Ledger().partner(1, "one").partner(1, "two")
    assert status(ledger, {"count": {"of": "partners", "distinct": "sector", "min": 2}}) is NO
    ledger.partner(2, "three", "ngo")
    assert status(ledger, {"count": {"of": "partners", "distinct": "sector", "min": 2}}) is YES


def test_each_partner_needs_a_row_of_his_own() -> None:
    """Coverage names the one who lacks; a share of a half is content with the other."""
    ledger = Ledger().partner(1, "one").partner(1, "two")
    ledger.record(2, "interest", "i", partner="one", outcome="o1")
    check: PlainTree = {"each": "partners", "has": {"from": "interests", "where": {"partner": "$it"}}}
    judge = ReferenceEvaluator(law({"coverage": check}, {"coverage": {**check, "share": Decimal("0.5")}}))
    assert judge.statuses(ledger.entries, day(2)) == {"R1": NO, "R2": YES}
    assert judge.lacking(ledger.entries, day(2), "R1") == {"two"}


def test_every_one_of_nobody_is_no_pass() -> None:
    """An empty programme has no partner without an interest, and its gate stays shut all the same."""
    check: PlainTree = {"each": "partners", "has": {"from": "interests", "where": {"partner": "$it"}}}
    assert status(Ledger(), {"coverage": check}) is UNKNOWN
    assert status(Ledger(), {"coverage": {**check, "allow_none": True}}) is UNKNOWN
    left = Ledger().partner(1, "one").end(2, "partner", "one")
    assert status(left, {"coverage": check}) is NO
    assert status(left, {"coverage": {**check, "allow_none": True}}) is YES


def test_a_roster_does_not_shrink_when_a_partner_leaves_or_an_agreement_ends() -> None:
    """Whoever was ever a party is asked; only a handover lets go of him."""
    rosters = [
        {
            "id": "parties",
            "title": "p",
            "of": "partner",
            "anchored": {"from": "agreements", "field": "parties"},
            "released_by": {"from": "handovers", "field": "partner"},
        }
    ]
    judge = ReferenceEvaluator(
        law(
            {"coverage": {"each": "parties", "has": {"from": "interests", "where": {"partner": "$it"}}}},
            rosters=rosters,
        )
    )
    ledger = Ledger().partner(1, "one").partner(1, "two").partner(1, "three")
    ledger.record(2, "agreement", "a", type="t", parties=["one", "two"])
    ledger.amend(3, "agreement", "a", parties=["one", "three"])
    assert judge.roster(ledger.entries, "parties", day(2)) == {"one", "two"}
    assert judge.roster(ledger.entries, "parties", day(3)) == {"one", "two", "three"}
    ledger.end(4, "partner", "one").end(5, "agreement", "a")
    assert judge.lacking(ledger.entries, day(6), "R1") == {"one", "two", "three"}
    ledger.record(7, "handover", "h", partner="two", to=["three"])
    assert judge.roster(ledger.entries, "parties", day(7)) == {"one", "three"}


def test_whoever_is_on_a_roster_has_a_name_there_though_nobody_has_recorded_him() -> None:
    """An agreement names a party that was never admitted: it can be asked for by its id, and by nothing else."""
    rosters = [{"id": "parties", "title": "p", "of": "partner", "anchored": {"from": "agreements", "field": "parties"}}]
    judge = ReferenceEvaluator(law(rosters=rosters))
    ledger = Ledger().partner(1, "one").record(2, "agreement", "a", type="t", parties=["one", "ghost"])

    def selected(**where: Any) -> set[str]:
        return judge.selected(ledger.entries, {"from": "parties", "where": where}, day(3))

    assert selected(id={"ne": "one"}) == {"ghost"}
    assert selected(sector={"set": False}) == {"ghost"}
    assert selected(sector={"ne": "ngo"}) == {"one"}


# --- figures and time ------------------------------------------------------------------------------------------------


def test_money_adds_up_in_one_currency_only() -> None:
    """Roubles and euros have no sum."""
    ledger = Ledger().partner(1, "one")
    gives: PlainTree = {"partner": "one", "what": "cash", "state": "committed"}
    ledger.record(1, "contribution", "c1", **gives, value={"amount": 70, "currency": "RUB"})
    ledger.record(1, "contribution", "c2", **gives, value={"amount": 30, "currency": "RUB"})
    check: PlainTree = {"compare": {"left": {"sum": "contributions", "field": "value"}, "op": "gte", "right": 100}}
    assert status(ledger, check) is YES
    ledger.record(2, "contribution", "c3", **gives, value={"amount": 5, "currency": "EUR"})
    assert status(ledger, check) is UNKNOWN
    assert status(Ledger(), check) is UNKNOWN


def test_a_share_of_nothing_is_unknown() -> None:
    """Nought out of nought is no figure."""
    half = {"ratio": [{"count": {"from": "partners", "where": {"sector": "ngo"}}}, {"count": "partners"}]}
    check: PlainTree = {"compare": {"left": half, "op": "gte", "right": Decimal("0.5")}}
    assert status(Ledger(), check) is UNKNOWN
    assert status(Ledger().partner(1, "one").partner(1, "two", "ngo"), check) is YES


def test_a_cadence_holds_to_the_end_of_its_last_day() -> None:
    """Held on day 10 and due every 30 days: fine on day 40, late on day 41."""
    ledger = Ledger().record(1, "body", "wg", name="wg", type="working_group")
    ledger.record(10, "meeting", "m", body="wg", type="regular", state="held")
    check: PlainTree = {"timing": {"of": {"from": "meetings", "where": {"state": "held"}}, "cadence": "P30D"}}
    assert [status(ledger, check, on) for on in (9, 10, 40, 41)] == [UNKNOWN, YES, YES, NO]


def test_the_network_is_counted_by_hand() -> None:
    """Three partners in a row: the middle one holds them together; a fourth stands alone."""
    ledger = Ledger().partner(1, "a").partner(1, "b", "ngo").partner(1, "c").partner(1, "d")
    ledger.record(2, "tie", "t1", between=["a", "b"], type="works").record(
        2, "tie", "t2", between=["b", "c"], type="works"
    )
    figures = {
        metric: ReferenceEvaluator(law()).figure(ledger.entries, metric, day(2))
        for metric in ("connected", "isolates", "components", "cut_partners", "density", "cross_sector_share")
    }
    assert figures == {
        "connected": Fraction(3, 4),
        "isolates": 1,
        "components": 2,
        "cut_partners": 1,
        "density": Fraction(1, 3),
        "cross_sector_share": 1,
    }


# --- words of the language -------------------------------------------------------------------------------------------


def test_a_signature_counts_while_its_agreement_does() -> None:
    """A lapsed agreement binds nobody, though all have signed it."""
    ledger = Ledger().partner(1, "one").partner(1, "two")
    ledger.record(2, "agreement", "a", type="coop", parties=["one", "two"], clauses=["exit"], valid_to=day(20))
    ledger.record(3, "signature", "s1", agreement="a", partner="one")
    check: PlainTree = {"signed": {"type": "coop", "by": "partners", "clauses": ["exit"]}}
    assert status(ledger, check, 4) is NO
    ledger.record(5, "signature", "s2", agreement="a", partner="two")
    assert [status(ledger, check, on) for on in (5, 19, 20)] == [YES, YES, NO]
    assert status(ledger, {"signed": {"type": "coop", "by": "partners", "clauses": ["exit", "review"]}}, 5) is NO


def test_the_secretary_is_not_the_chair() -> None:
    """Nor where somebody else is secretary, too."""
    ledger = Ledger().record(1, "person", "ivan").record(1, "person", "olga")
    ledger.record(2, "assignment", "a1", role="chair", person="ivan")
    ledger.record(2, "assignment", "a2", role="secretary", person="ivan")
    check: PlainTree = {"role": {"role": "secretary", "exactly": 1, "distinct_from": "chair"}}
    assert status(ledger, check) is NO
    ledger.end(3, "assignment", "a2").record(3, "assignment", "a3", role="secretary", person="olga")
    assert status(ledger, check) is YES
    ledger.record(4, "assignment", "a4", role="secretary", person="ivan")
    assert status(ledger, {"role": {"role": "secretary", "distinct_from": "chair"}}) is NO


def test_a_level_counts_for_those_below_it() -> None:
    """Whoever is ready has been briefed; whoever is invited has not."""
    ledger = (
        Ledger().record(1, "person", "ivan").record(2, "level", "l", person="ivan", scale="readiness", level="invited")
    )
    check: PlainTree = {"level": {"of": "people", "scale": "readiness", "at_least": "briefed"}}
    assert status(ledger, check) is NO
    assert status(ledger.amend(3, "level", "l", level="ready"), check) is YES


def test_three_values_combine_as_people_would_combine_them() -> None:
    """One no spoils all; one yes serves any; what is unknown stays so."""
    ledger = Ledger().partner(1, "one").end(2, "partner", "one").record(1, "person", "ivan")
    yes: PlainTree = {"count": {"of": "people"}}
    no: PlainTree = {"count": {"of": "partners"}}
    unknown: PlainTree = {"count": {"of": "needs"}}
    cases: list[tuple[PlainTree, Status]] = [
        ({"all": [yes, unknown]}, UNKNOWN),
        ({"all": [no, unknown]}, NO),
        ({"any": [no, unknown]}, UNKNOWN),
        ({"any": [yes, unknown]}, YES),
        ({"none": [no, unknown]}, UNKNOWN),
        ({"none": [no]}, YES),
        ({"at_least": {"n": 2, "of": [yes, no, unknown]}}, UNKNOWN),
        ({"at_least": {"n": 2, "of": [yes, no, no]}}, NO),
        ({"when": {"if": no, "then": no}}, YES),
        ({"when": {"if": unknown, "then": yes}}, UNKNOWN),
    ]
    assert [status(ledger, check) for check, _ in cases] == [expected for _, expected in cases]


# --- stages, suspension, waivers -------------------------------------------------------------------------------------


def test_a_rule_applies_where_and_when_it_says() -> None:
    """A Russian law does not bind a Finnish region, nor anybody before its day."""
    rule: PlainTree = {
        "count": {"of": "partners"},
        "jurisdiction": "RU",
        "effective_from": day(10),
        "effective_to": day(20),
    }
    judge = ReferenceEvaluator(law(rule))
    assert [bool(judge.applying(Ledger().entries, day(on))) for on in (9, 10, 19, 20)] == [False, True, True, False]
    assert not judge.applying(Ledger(region="FI").entries, day(15))


def test_a_gate_that_is_not_met_keeps_the_stage_shut_and_the_way_back_open() -> None:
    """On through the exit gate, back without it."""
    judge, ledger = ReferenceEvaluator(law({"count": {"of": "partners"}})), Ledger()
    ask: PlainTree = {"recorded": as_moment(day(500))}
    assert judge.would_refuse(ledger.entries, Advance(on=day(1), **ask)) == {"R1"}
    assert judge.would_refuse(ledger.entries, Advance(on=day(1), to="third", **ask)) == {"stage_not_next"}
    assert judge.would_refuse(ledger.entries, Advance(on=day(1), to="nowhere", **ask)) == {"stage_unknown"}
    ledger.partner(2, "one").advance(3, "second")
    assert judge.stage(ledger.entries, day(2)) == "first"
    assert judge.stage(ledger.entries, day(3)) == "second"
    assert judge.would_refuse(ledger.entries, Advance(on=day(4), to="first", **ask)) == set()
    assert judge.would_refuse(ledger.entries, Advance(on=day(2), to="second", **ask)) == {"stage_not_next"}
    ledger.advance(5, "third")
    assert judge.would_refuse(ledger.entries, Advance(on=day(6), **ask)) == {"stage_not_next"}


def test_what_must_hold_suspends_from_the_day_it_stops_holding() -> None:
    """A partner leaves on day 10: suspended since then, until another one comes."""
    judge = ReferenceEvaluator(law({"count": {"of": "partners"}}, moment="invariant"))
    ledger = Ledger().partner(0, "one").end(10, "partner", "one")
    assert judge.suspended_since(ledger.entries, day(9)) is None
    assert judge.suspended_since(ledger.entries, day(30)) == day(10)
    assert judge.suspended_by(ledger.entries, day(30)) == {"R1"}
    assert judge.would_refuse(ledger.entries, Advance(on=day(30), recorded=as_moment(day(500)))) == {"suspended"}
    ledger.partner(31, "two")
    assert judge.suspended_since(ledger.entries, day(31)) is None
    ledger.suspend(40)
    assert judge.suspended_since(ledger.entries, day(45)) == day(40)
    assert judge.suspended_since(ledger.resume(46).entries, day(46)) is None


def test_a_waiver_lifts_a_requirement_until_its_day_and_only_for_whom_it_names() -> None:
    """Waived for one of two who lack: the other still keeps the gate shut."""
    rule: PlainTree = {
        "coverage": {"each": "partners", "has": {"from": "interests", "where": {"partner": "$it"}}},
        "waivable_by": ["lead"],
        "waivable_for": "P30D",
    }
    judge = ReferenceEvaluator(law(rule))
    ledger = Ledger().partner(1, "one").partner(1, "two").record(1, "person", "ivan")
    ledger.waive(5, "R1", 20, subject="one")
    assert not judge.is_open(ledger.entries, day(5), "first", "exit")
    ledger.waive(5, "R1", 15, subject="two")
    assert [judge.is_open(ledger.entries, day(on), "first", "exit") for on in (4, 5, 14, 15)] == [
        False,
        True,
        True,
        False,
    ]

    def ask(until: int, requirement: str = "R1") -> set[str]:
        waive = Waive(
            on=day(6),
            recorded=as_moment(day(500)),
            requirement=requirement,
            reason=WHY,
            waived_by="ivan",
            until=day(until),
        )
        return judge.would_refuse(ledger.entries, waive)

    assert ask(20) == {"waiver_role"}
    assert ask(60) == {"waiver_role", "waiver_too_long"}
    assert ask(20, "R9") == {"requirement_unknown"}
    ledger.record(6, "assignment", "a", role="lead", person="ivan")
    assert ask(20) == set()


# --- the door --------------------------------------------------------------------------------------------------------


def test_the_door_names_every_reason() -> None:
    """Before the start, twice the same id, an unknown partner and an unknown sector: all are said."""
    judge, ledger = ReferenceEvaluator(law()), Ledger().partner(1, "one")
    assert judge.would_refuse(ledger.entries, record(2, "partner", "one", name="x", sector="church")) == {
        "duplicate_id",
        "unknown_word",
    }
    assert judge.would_refuse(ledger.entries, record(-1, "site", "s", name="s", partner="one")) == {"before_start"}
    early = record(2, "person", "p").model_copy(update={"recorded": as_moment(date(2009, 2, 2))})
    assert judge.would_refuse(ledger.entries, early) == {"recorded_backwards"}
    assert judge.would_refuse(ledger.entries, early.model_copy(update={"recorded": None})) == set()


@pytest.mark.parametrize(
    "on, reasons",
    [(0, {"not_found"}), (1, set()), (4, set()), (5, {"already_ended"})],
    ids=["before it came", "on its day", "before it ended", "after it ended"],
)
def test_what_is_amended_must_be_there(on: int, reasons: set[str]) -> None:
    """An amendment dated before the end is late paperwork; one dated after it is not possible."""
    ledger = Ledger().partner(1, "one").end(5, "partner", "one")
    late: PlainTree = {"recorded": as_moment(day(500))}
    amend = Amend(on=day(on), kind="partner", id="one", changes={"status": "suspended"}, **late)
    assert ReferenceEvaluator(law()).would_refuse(ledger.entries, amend) == reasons
    end = End(on=day(max(on, 1)), kind="partner", id="one", reason=WHY, **late)
    assert ReferenceEvaluator(law()).would_refuse(ledger.entries, end) == {"already_ended"}


def test_a_guard_is_asked_of_the_state_before_the_act() -> None:
    """A placement needs a clearance of the person behind the volunteer, valid on the day."""
    guard: PlainTree = {
        "id": "G",
        "title": "G",
        "act": {"record": "placement"},
        "credential": {"of": {"from": "people", "where": {"id": "$act.volunteer.person"}}, "type": "clearance"},
    }
    judge = ReferenceEvaluator(
        law(guards=[guard], activity_forms=[], credential_types=[{"id": "clearance", "title": "c"}])
    )
    ledger = (
        Ledger().partner(1, "home").record(1, "person", "ivan").record(1, "need", "n", institution="home", what="chess")
    )
    ledger.record(1, "place", "pl", need="n", institution="home", capacity=1)
    ledger.record(1, "volunteer", "v", person="ivan", experienced=True)
    ask = record(5, "placement", "x", place="pl", volunteer="v")
    assert judge.would_refuse(ledger.entries, ask) == {"G"}
    ledger.record(2, "credential", "c", person="ivan", type="clearance", valid_to=day(5))
    assert judge.would_refuse(ledger.entries, ask) == {"G"}
    ledger.amend(3, "credential", "c", valid_to=day(6).isoformat())
    assert judge.would_refuse(ledger.entries, ask) == set()


def test_two_adults_of_one_household_are_one() -> None:
    """Cleared, grown up and unrelated: two of them, or the visit is off."""
    guard: PlainTree = {
        "id": "G",
        "title": "G",
        "act": {"record": "visit", "where": {"state": "held"}},
        "two_adults": {"adults": "$act.adults", "credential": "clearance"},
    }
    judge = ReferenceEvaluator(law(guards=[guard], visit_types=[{"id": "first", "title": "f"}]))
    ledger = (
        Ledger()
        .partner(1, "home")
        .record(1, "person", "ivan", household="h")
        .record(1, "person", "olga", household="h")
    )
    ledger.record(1, "person", "petr")
    for each in ("ivan", "olga", "petr"):
        ledger.record(2, "credential", f"c-{each}", person=each, type="clearance")
    visit: PlainTree = {"type": "first", "institution": "home", "state": "held"}
    assert judge.would_refuse(ledger.entries, record(3, "visit", "v", adults=["ivan", "olga"], **visit)) == {"G"}
    assert judge.would_refuse(ledger.entries, record(3, "visit", "v", adults=["ivan", "petr"], **visit)) == set()
    planned = {**visit, "state": "planned"}
    assert judge.would_refuse(ledger.entries, record(3, "visit", "v", adults=[], **planned)) == set()


def test_younger_children_need_more_adults() -> None:
    """Eight to an adult from seven, four below: one little one changes the figure for all."""
    guard: PlainTree = {
        "id": "G",
        "title": "G",
        "act": {"record": "visit"},
        "adult_child_ratio": {"adults": "$act.adults", "wards": "$act.wards", "by_age_band": {"0-6": 1, "7-10": 2}},
    }
    judge = ReferenceEvaluator(law(guards=[guard], visit_types=[{"id": "first", "title": "f"}]))
    ledger = Ledger().partner(1, "home").record(1, "person", "ivan")
    for name, band in (("w-1", "7-10"), ("w-2", "7-10"), ("w-3", "0-6")):
        ledger.record(1, "ward", name, institution="home", age_band=band)
    visit: PlainTree = {"type": "first", "institution": "home", "state": "held", "adults": ["ivan"]}
    assert judge.would_refuse(ledger.entries, record(3, "visit", "v", wards=["w-1", "w-2"], **visit)) == set()
    assert judge.would_refuse(ledger.entries, record(3, "visit", "v", wards=["w-1", "w-3"], **visit)) == {"G"}
    assert judge.would_refuse(ledger.entries, record(3, "visit", "v", wards=[], **visit)) == set()
    nobody_known = Ledger().partner(1, "home").record(1, "person", "ivan")
    asked = record(3, "visit", "v", wards=["w-1"], **visit)
    assert judge.would_refuse(nobody_known.entries, asked) == {"unknown_id", "G"}


def test_late_paperwork_can_leave_a_later_entry_without_support() -> None:
    """The partner turns out to have left before he signed: the signature is reported, not rewritten."""
    guard: PlainTree = {
        "id": "G",
        "title": "G",
        "act": {"record": "signature"},
        "count": {"of": {"from": "partners", "where": {"id": "$act.partner"}}},
    }
    judge = ReferenceEvaluator(law(guards=[guard], agreement_types=[{"id": "coop", "title": "c"}]))
    ledger = Ledger().partner(1, "one").partner(1, "two")
    ledger.record(2, "agreement", "a", type="coop", parties=["one", "two"]).record(
        8, "signature", "s", agreement="a", partner="one"
    )
    assert judge.unsupported(ledger.entries, day(9)) == {}
    ledger.end(5, "partner", "one")
    assert judge.unsupported(ledger.entries, day(9)) == {5: {"G"}}
    assert judge.unsupported(ledger.waive(8, "G", 30).entries, day(9)).keys() <= {7}


def test_a_closed_programme_takes_nothing_more() -> None:
    """Except what happened before it was closed."""
    judge, ledger = ReferenceEvaluator(law()), Ledger().close(10)
    assert judge.would_refuse(ledger.entries, record(9, "person", "ivan")) == set()
    assert judge.would_refuse(ledger.entries, record(10, "person", "ivan")) == {"after_close"}
    early = Close(on=day(9), recorded=as_moment(day(500)), outcome="completed", reason=WHY)
    assert judge.would_refuse(ledger.entries, early) == {"after_close"}
    assert judge.would_refuse(ledger.entries, Resume(on=day(9), recorded=as_moment(day(500)), reason=WHY)) == {
        "not_suspended"
    }
