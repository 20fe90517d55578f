"""Each word of the language is read from a file and means, in the five semantics, exactly this."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from partnership.template import KINDS
from partnership.template.core import (
    THIS,
    Aggregate,
    Aggregated,
    All,
    Any,
    AtLeast,
    Cadence,
    Compare,
    Constant,
    Core,
    Count,
    Counted,
    Elapsed,
    ForEach,
    Latest,
    Literals,
    Metric,
    NetworkCheck,
    NoneOf,
    Op,
    Order,
    Ratio,
    Reference,
    Selection,
    Size,
    Value,
    When,
)
from partnership.template.core import Test as Condition  # pytest would take its own name for a test
from partnership.template.kinds.timing import TimingWord
from partnership.values import Duration
from tests.template.laws import rule, with_guard, with_rule

IT = Reference("it")
YES, NO = Constant(value=True), Constant(value=False)
ADULTS, WARDS = Reference("act", ("adults",)), Reference("act", ("wards",))
FRESH = Reference("param", ("fresh",))


def cond(path: str, op: Op, value: object) -> Condition:
    known = value if isinstance(value, (Reference, Constant)) else Constant(value)  # type: ignore[arg-type]
    return Condition(tuple(path.split(".")), op, known)


def eq(**fields: object) -> tuple[Condition, ...]:
    return tuple(cond(path.replace("__", "."), Op.EQ, value) for path, value in fields.items())


def among(
    source: str,
    *more: Condition,
    having: tuple[Selection, ...] = (),
    on: Value | None = None,
    latest: Latest | None = None,
    **fields: object,
) -> Selection:
    return Selection(source, (*eq(**fields), *more), having, on=on, latest=latest)


def of_each(elements: Selection | Reference | Literals, *counts: Core, **bounds: object) -> ForEach:
    return ForEach(elements, "it", counts, **bounds)  # type: ignore[arg-type]


PARTNERS, PARTIES, PEOPLE = Selection("partners"), Selection("parties"), Selection("people")
SOME = Count(Selection("meetings"))

CASES: list[tuple[str, Core]] = [
    # --- combinators
    ("all: [{count: {of: meetings}}, {count: {of: meetings}}]", All((SOME, SOME))),
    ("any: [{count: {of: meetings}}]", Any((SOME,))),
    ("none: [{count: {of: meetings}}]", NoneOf((SOME,))),
    ("at_least: {n: $param.teams, of: [{count: {of: meetings}}]}", AtLeast(Reference("param", ("teams",)), (SOME,))),
    ("when: {if: {count: {of: meetings}}, then: {count: {of: decisions}}}", When(SOME, Count(Selection("decisions")))),
    (
        "for_each: {in: parties, as: p, share: 0.8, require: [{count: {of: {from: interests, where: {partner: $p}}}}]}",
        ForEach(PARTIES, "p", (Count(among("interests", partner=Reference("p"))),), 1, Fraction(4, 5)),
    ),
    (
        (
            "for_each: {in: functions, as: f, min: 0, at_least: 2, require: [{count: {of: {from: responsibilities, "
            "where: {function: $f}}}}]}"
        ),
        ForEach(
            Selection("functions"), "f", (Count(among("responsibilities", function=Reference("f"))),), 0, Fraction(1), 2
        ),
    ),
    (
        (
            "for_each: {in: sectors, as: s, require: [{compare: {left: {ratio: [{count: {from: volunteers, where: "
            "{partner.sector: $s}}}, {count: volunteers}]}, op: lte, right: 0.5}}]}"
        ),
        ForEach(
            Selection("sectors"),
            "s",
            (
                Compare(
                    Ratio(
                        Counted(among("volunteers", partner__sector=Reference("s"))), Counted(Selection("volunteers"))
                    ),
                    Op.LTE,
                    Fraction(1, 2),
                ),
            ),
        ),
    ),
    # --- count and the terms of a selection
    (
        "count: {of: {from: decisions, where: {votes_for: {gt: $it.votes_against}}}}",
        Count(among("decisions", cond("votes_for", Op.GT, Reference(THIS, ("votes_against",))))),
    ),
    (
        "count: {of: {from: people, having: {from: credentials, where: {person: $it, issued: {lte: $it.date}}}}}",
        Count(
            among(
                "people",
                having=(among("credentials", *eq(person=IT), cond("issued", Op.LTE, Reference("it", ("date",)))),),
            )
        ),
    ),
    (
        "count: {of: {from: documents, where: {type: plan}, latest: 2}}",
        Count(among("documents", type="plan", latest=Latest(2))),
    ),
    (
        (
            "count: {of: {from: documents, latest: {n: $param.teams, per: [type, author], by: date, whose: {state: "
            "draft}}}}"
        ),
        Count(
            among(
                "documents",
                latest=Latest(Reference("param", ("teams",)), ("type", "author"), "date", eq(state="draft")),
            )
        ),
    ),
    ("count: {of: teams}", Count(Selection("teams"))),
    ("count: {of: teams, min: 2, max: 3}", Count(Selection("teams"), 2, 3)),
    ("count: {of: teams, exactly: 1}", Count(Selection("teams"), 1, 1)),
    ("count: {of: teams, max: 4}", Count(Selection("teams"), 0, 4)),
    ("count: {of: interests, distinct: partner.sector}", Count(Selection("interests"), 1, None, ("partner", "sector"))),
    (
        (
            "count: {of: {from: partners, where: {sector: [ngo, school], experience_years: {gte: 1, lt: 9}, place: "
            "{set: false}}}}"
        ),
        Count(
            among(
                "partners",
                cond("sector", Op.IN, ("ngo", "school")),
                cond("experience_years", Op.GTE, 1),
                cond("experience_years", Op.LT, 9),
                cond("place", Op.SET, NO),
            )
        ),
    ),
    (
        (
            "count: {of: {from: contributions, where: {value.amount: {gt: 10.5}, changed: {max_age: P3M}}, ever: "
            "true, on: 2009-05-01}}"
        ),
        Count(
            Selection(
                "contributions",
                (cond("value.amount", Op.GT, Decimal("10.5")), cond("changed", Op.MAX_AGE, Duration(months=3))),
                ever=True,
                on=Constant(date(2009, 5, 1)),
            )
        ),
    ),
    (
        (
            "count: {of: {from: agreements, where: {clauses: {has_all: [exit]}, parties: {has: $programme.region}}, "
            "having: {from: signatures, where: {agreement: $it}}}}"
        ),
        Count(
            among(
                "agreements",
                cond("clauses", Op.HAS_ALL, ("exit",)),
                cond("parties", Op.HAS, Reference("programme", ("region",))),
                having=(among("signatures", agreement=IT),),
            )
        ),
    ),
    (
        "count: {of: {from: levels, where: {scale: readiness, level: {at_least: briefed}}}}",
        Count(among("levels", *eq(scale="readiness"), cond("level", Op.IN, ("briefed", "independent")))),
    ),
    (
        "count: {of: {from: keys, where: {colour: red, issued: {lte: $today}}}}",
        Count(among("keys", *eq(colour="red"), cond("issued", Op.LTE, Reference("today")))),
    ),
    # --- coverage
    (
        "coverage: {each: [business, ngo], has: {from: partners, where: {sector: $it}}}",
        of_each(Literals(("business", "ngo"), "sectors"), Count(among("partners", sector=IT))),
    ),
    (
        (
            "coverage: {each: parties, has: [{from: interests, where: {partner: $it}}, {from: contributions, where: "
            "{partner: $it}}], allow_none: true, share: $param.quorum}"
        ),
        of_each(
            PARTIES,
            Count(among("interests", partner=IT)),
            Count(among("contributions", partner=IT)),
            fewest=0,
            share=Reference("param", ("quorum",)),
        ),
    ),
    (
        "coverage: {each: people, has: {from: incidents, where: {institution: $it.partner}}, max: 0}",
        of_each(PEOPLE, Count(among("incidents", institution=Reference("it", ("partner",))), 0, 0)),
    ),
    (
        "coverage: {each: people, has: {from: assignments, where: {person: $it}}, max: 3}",
        of_each(PEOPLE, Count(among("assignments", person=IT), 1, 3)),
    ),
    # --- compare
    ("compare: {left: 1, op: lt, right: 2.5}", Compare(Fraction(1), Op.LT, Fraction(5, 2))),
    (
        (
            "compare: {left: {sum: contributions, field: value}, op: gte, right: {ratio: [{count: partners, "
            "distinct: sector}, $param.score]}}"
        ),
        Compare(
            Aggregated(Aggregate.SUM, Selection("contributions"), ("value",)),
            Op.GTE,
            Ratio(Counted(PARTNERS, ("sector",)), Reference("param", ("score",))),
        ),
    ),
    *[
        (
            f"compare: {{left: {{{how}: observations, field: value}}, op: ne, right: 0}}",
            Compare(Aggregated(how, Selection("observations"), ("value",)), Op.NE, Fraction(0)),
        )
        for how in (Aggregate.AVG, Aggregate.MIN, Aggregate.MAX)
    ],
    # --- timing
    ("timing: {of: meetings, cadence: $param.fresh}", Cadence(Selection("meetings"), ("date",), FRESH)),
    (
        "timing: {first: decisions, then: assignments, field: changed, at_most: P6W}",
        Order(Selection("decisions"), Selection("assignments"), ("changed",), None, Duration(days=42)),
    ),
    ("timing: {since: events, at_least: P1Y}", Elapsed(Selection("events"), ("date",), Duration(months=12))),
    # --- network
    (
        "network: {metric: connected, op: eq, value: 1}",
        NetworkCheck(Metric.CONNECTED, Op.EQ, Fraction(1), PARTNERS),
    ),
    (
        "network: {metric: isolates, op: lte, value: 0, among: parties}",
        NetworkCheck(Metric.ISOLATES, Op.LTE, Fraction(0), PARTIES),
    ),
    # --- papers
    (
        (
            "document: {type: concept, state: [adopted, published], about: $programme.region, includes_programme: "
            "true, max_age: P1Y, min: 2, where: {author: {set: true}}}"
        ),
        Count(
            among(
                "documents",
                *eq(type="concept"),
                cond("state", Op.IN, ("adopted", "published")),
                *eq(about=Reference("programme", ("region",)), includes_programme=True),
                cond("changed", Op.MAX_AGE, Duration(months=12)),
                cond("author", Op.SET, YES),
            ),
            2,
        ),
    ),
    ("document: {type: [concept, plan]}", Count(among("documents", cond("type", Op.IN, ("concept", "plan"))))),
    (
        "signed: {type: [cooperation, intent], by: parties, clauses: [exit, review], legal_basis: true}",
        of_each(
            PARTIES,
            Count(
                among(
                    "signatures",
                    *eq(partner=IT),
                    cond("agreement.type", Op.IN, ("cooperation", "intent")),
                    cond("agreement.parties", Op.HAS, IT),
                    cond("agreement.clauses", Op.HAS_ALL, ("exit", "review")),
                    cond("agreement.legal_bases", Op.SET, YES),
                )
            ),
        ),
    ),
    # --- governance
    ("role: {role: chair}", Count(among("assignments", role="chair"))),
    (
        "role: {role: secretary, at: wg, exactly: 1, distinct_from: [chair]}",
        All(
            (
                Count(among("assignments", role="secretary", at="wg"), 1, 1),
                Count(
                    replace(
                        among("assignments", role="secretary", at="wg"),
                        having=(
                            among(
                                "assignments",
                                *eq(role="chair"),
                                cond("person", Op.EQ, Reference("it", ("person",))),
                                cond("at", Op.EQ, Reference("it", ("at",))),
                            ),
                        ),
                    ),
                    0,
                    0,
                ),
            )
        ),
    ),
    (
        "meeting: {body: wg, type: founding, quorum: 0.5, within: P45D, min: 2}",
        Count(
            among(
                "meetings",
                *eq(state="held", body="wg", type="founding"),
                cond("attendance", Op.GTE, Decimal("0.5")),
                cond("changed", Op.MAX_AGE, Duration(days=45)),
            ),
            2,
        ),
    ),
    (
        "decision: {matter: leader, body: wg, quorum: $param.quorum, majority: 1, minutes: true}",
        Count(
            among(
                "decisions",
                *eq(matter="leader", body="wg"),
                cond("attendance", Op.GTE, Reference("param", ("quorum",))),
                cond("share_for", Op.GTE, 1),
                having=(among("minutes", cond("decisions", Op.HAS, IT)),),
            )
        ),
    ),
    (
        "decision: {matter: leader, quorum: majority, majority: 2/3, of: votes, procedure: written}",
        Count(
            among(
                "decisions",
                *eq(matter="leader"),
                cond("attendance", Op.GT, Decimal("0.5")),
                cond("share_of_votes", Op.GTE, Decimal("0.666666666666")),
                *eq(procedure="written"),
            )
        ),
    ),
    (
        "decision: {matter: leader, consent: P10D}",
        ForEach(
            among("proposals", *eq(matter="leader")),
            "it",
            (
                Count(among("proposals", *eq(id=IT), cond("date", Op.MAX_AGE, Duration(days=10))), 0, 0),
                Count(
                    Selection(
                        "raised_objections",
                        (
                            *eq(proposal=IT),
                            cond("date", Op.LTE, Reference("it", ("date",), Duration(days=10))),
                            cond("state", Op.IN, ("open", "upheld")),
                        ),
                        ever=True,
                    ),
                    0,
                    0,
                ),
            ),
            at_least=1,
        ),
    ),
    # --- people: the person of an element, where its kind has one
    (
        "credential: {of: volunteers, type: clearance, valid_on: 2010-12-23, share: 0.5, allow_none: true}",
        of_each(
            Selection("volunteers"),
            Count(
                among(
                    "credentials",
                    on=Constant(date(2010, 12, 23)),
                    person=Reference("it", ("person",)),
                    type="clearance",
                )
            ),
            fewest=0,
            share=Fraction(1, 2),
        ),
    ),
    (
        "consent: {of: people, purpose: take_part, by: [self, guardian]}",
        of_each(
            PEOPLE,
            Count(among("consents", *eq(person=IT, purpose="take_part"), cond("by", Op.IN, ("self", "guardian")))),
        ),
    ),
    (
        "level: {of: people, scale: readiness, at_least: independent, share: 0.1}",
        of_each(
            PEOPLE,
            Count(among("levels", *eq(person=IT, scale="readiness"), cond("level", Op.IN, ("independent",)))),
            share=Fraction(1, 10),
        ),
    ),
    # --- evidence
    (
        "indicator: {outcome: o1, op: gte, target: $param.score, within: P1Y}",
        Count(
            among(
                "observations",
                *eq(indicator__outcome="o1"),
                cond("changed", Op.MAX_AGE, Duration(months=12)),
                latest=Latest(1, ("indicator",), whose=(cond("value", Op.GTE, Reference("param", ("score",))),)),
            )
        ),
    ),
    (
        "indicator: {indicator: hours, op: gt, target: 2.5, take: any}",
        Count(among("observations", *eq(indicator="hours"), cond("value", Op.GT, Decimal("2.5")))),
    ),
    (
        "indicator: {indicator: hours, op: gt, target: 2, take: all, last: 3}",
        ForEach(
            among("observations", *eq(indicator="hours"), cond("value", Op.SET, YES), latest=Latest(3, ("indicator",))),
            "one value",
            (Compare(Reference("one value", ("value",)), Op.GT, Fraction(2)),),
            3,
        ),
    ),
    (
        "indicator: {indicator: hours, op: gt, target: 2, take: mean}",
        Compare(
            Aggregated(
                Aggregate.AVG, among("observations", *eq(indicator="hours"), cond("value", Op.SET, YES)), ("value",)
            ),
            Op.GT,
            Fraction(2),
        ),
    ),
    (
        "assessment: {instrument: survey, of: parties, min_score: 2, respondents: 5, max_age: P1Y}",
        of_each(
            PARTIES,
            Count(
                among(
                    "assessments",
                    *eq(subject=IT, instrument="survey"),
                    cond("respondents", Op.GTE, 5),
                    cond("changed", Op.MAX_AGE, Duration(months=12)),
                    latest=Latest(1, ("subject", "instrument"), whose=(cond("score", Op.GTE, 2),)),
                )
            ),
        ),
    ),
    ("assessment: {instrument: survey, min: 3}", Count(among("assessments", instrument="survey"), 3)),
    (
        "attest: {statement: ready, by: [chair], evidence: true, max_age: P1M}",
        Count(
            among(
                "attestations",
                *eq(statement="ready"),
                cond("evidence", Op.SET, YES),
                cond("changed", Op.MAX_AGE, Duration(months=1)),
                having=(among("assignments", person=Reference("it", ("by",)), role="chair"),),
            )
        ),
    ),
    (
        "stage: {of: sites, at: [main, independent], min: 2}",
        of_each(
            Selection("sites"),
            Count(among("stages_reached", *eq(subject=IT), cond("stage", Op.IN, ("main", "independent")))),
            at_least=2,
        ),
    ),
    # --- sugars
    (
        "sectors_present: [business, ngo]",
        of_each(Literals(("business", "ngo"), "sectors"), Count(among("partners", sector=IT, status="active"))),
    ),
    (
        "none_open: {from: incidents, where: {type: {set: true}}}",
        Count(among("incidents", cond("type", Op.SET, YES), *eq(state="open")), 0, 0),
    ),
    (
        "single_accountable: {}",
        of_each(
            among("functions", nature="duty"),
            Count(among("responsibilities", function=IT, raci="A"), 1, 1, ("partner",)),
        ),
    ),
    (
        "cofinancing_share: {sectors: [business], share: 0.1}",
        Compare(
            Ratio(
                Aggregated(
                    Aggregate.SUM,
                    among(
                        "contributions",
                        *eq(what="cash"),
                        cond("state", Op.IN, ("committed", "delivered")),
                        *eq(partner__sector="business"),
                    ),
                    ("value",),
                ),
                Aggregated(
                    Aggregate.SUM,
                    among("contributions", *eq(what="cash"), cond("state", Op.IN, ("committed", "delivered"))),
                    ("value",),
                ),
            ),
            Op.GTE,
            Fraction(1, 10),
        ),
    ),
    (
        "published_within: {what: report, within: P30D}",
        Cadence(among("publications", what="report", state="published"), ("changed",), Duration(days=30)),
    ),
    (
        "published_within: {what: report, of: {from: documents, where: {state: adopted}}, within: P30D}",
        of_each(
            among("documents", state="adopted"),
            Any(
                (
                    Elapsed(among("documents", id=IT, state="adopted"), ("changed",), None, Duration(days=30)),
                    Order(
                        among("documents", id=IT, state="adopted"),
                        among("publications", what="report", state="published", about=IT),
                        ("changed",),
                        None,
                        Duration(days=30),
                    ),
                )
            ),
        ),
    ),
    (
        "mutual_interest: {rule: wants, of: parties}",
        of_each(PARTIES, Count(among("interests", partner=IT, confirmed=True))),
    ),
    (
        "mutual_interest: {rule: serves}",
        of_each(
            PARTNERS,
            Count(
                among(
                    "responsibilities",
                    partner=IT,
                    raci="A",
                    having=(among("outcomes", cond("produced_by", Op.HAS, Reference("it", ("function",)))),),
                )
            ),
        ),
    ),
    (
        "mutual_interest: {rule: mutual}",
        of_each(
            PARTNERS,
            Count(
                among(
                    "interests",
                    partner=IT,
                    confirmed=True,
                    having=(
                        among(
                            "responsibilities",
                            *eq(raci="A"),
                            cond("partner", Op.NE, Reference("it", ("partner",))),
                            cond("function", Op.IN, Reference("it", ("outcome", "produced_by"))),
                        ),
                    ),
                )
            ),
        ),
    ),
    (
        "mutual_interest: {rule: shared, k: 2, including: [school]}",
        of_each(
            Selection("outcomes"),
            Count(among("interests", outcome=IT, confirmed=True), 2, None, ("partner", "sector")),
            Count(among("interests", outcome=IT, confirmed=True, partner__sector="school")),
            at_least=1,
        ),
    ),
]

VISIT = "{record: visit, where: {state: held}}"


def _present(*bands: str) -> Count:
    test = cond("age_band", Op.EQ, bands[0]) if len(bands) == 1 else cond("age_band", Op.IN, bands)
    return Count(among("wards", cond("id", Op.IN, WARDS), test))


def _at_most(number: int) -> Compare:
    return Compare(Ratio(Size(WARDS), Size(ADULTS)), Op.LTE, Fraction(number))


def _where(setting: str, number: int) -> When:
    here = among("settings", *eq(id=Reference("act", ("setting",))), *eq(id=setting))
    return When(Count(here), _at_most(number))


GUARDS: list[tuple[str, Core]] = [
    (
        "two_adults: {adults: $act.adults, credential: clearance}",
        Count(
            among(
                "people",
                cond("id", Op.IN, ADULTS),
                *eq(adult=True),
                having=(among("credentials", person=IT, type="clearance"),),
            ),
            2,
            None,
            ("household_or_id",),
        ),
    ),
    (
        (
            "adult_child_ratio: {adults: $act.adults, wards: $act.wards, setting: $act.setting, by_age_band: {0-6: "
            "3, 7-10: {on_site: 8, off_site: 6}}}"
        ),
        When(
            Compare(Size(WARDS), Op.GTE, Fraction(1)),
            All(
                (
                    When(_present("0-6"), _at_most(3)),
                    When(
                        All((_present("7-10"), NoneOf((_present("0-6"),)))),
                        All((_where("on_site", 8), _where("off_site", 6))),
                    ),
                )
            ),
        ),
    ),
    (
        "credential: {of: $act.adults, type: clearance, valid_on: $act.date}",
        of_each(
            ADULTS,
            Count(among("credentials", on=Reference("act", ("date",)), person=IT, type="clearance")),
        ),
    ),
    (
        "compare: {left: {size: $act.staff}, op: gte, right: 1}",
        Compare(Size(Reference("act", ("staff",))), Op.GTE, Fraction(1)),
    ),
]


@pytest.mark.parametrize("written, meant", CASES, ids=[each[0][:60] for each in CASES])
def test_a_gate_asks_what_its_author_wrote(written: str, meant: Core) -> None:
    assert rule(with_rule(written)).core == meant


@pytest.mark.parametrize("written, meant", GUARDS, ids=[each[0][:60] for each in GUARDS])
def test_a_guard_asks_about_the_record_of_its_act(written: str, meant: Core) -> None:
    assert rule(with_guard(VISIT, written)).core == meant


def test_every_word_of_the_language_is_tried_here() -> None:
    tried = {written.partition(":")[0] for written, _ in (*CASES, *GUARDS)}
    assert tried == set(KINDS)


def test_there_is_no_not() -> None:
    assert not {"not", "unless", "no", "except"} & set(KINDS)


def test_what_was_written_is_kept_beside_what_it_means() -> None:
    assert rule(with_rule("role: {role: chair}")).check.kind == "role"


def test_a_date_field_is_a_fault_where_the_time_since_one_day_is_asked() -> None:
    """It would be read and would change nothing."""
    with pytest.raises(ValidationError, match="which date of rows counts"):
        TimingWord.model_validate({"since": "$today", "field": "date", "at_most": "P1M"})
