"""Every unsound name, value and way in a file is seen at its line and column, with what was expected."""

from __future__ import annotations

import re

import pytest

from partnership.template import KINDS
from partnership.template.name_resolution.checks import references_of
from tests.template.laws import GATED, HEAD, LISTS, STAGES, faults, law, marked, with_guard, with_rule

VISIT = "{record: visit}"

# «» stands around the word that is wrong; then what is said of it, and what is proposed.
RULES: list[tuple[str, str, str]] = [
    # --- names behind a selection
    ("count: {of: «partnrs»}", "unknown register 'partnrs'", "partners"),
    ("count: {of: {from: «partees»}}", "unknown register 'partees'", "parties"),
    ("count: {of: {from: partners, where: {«sectr»: ngo}}}", "has no field 'sectr'", "sector"),
    (
        "count: {of: {from: partners, where: {sector: «bussiness»}}}",
        "'bussiness' is not in the list 'sectors'",
        "business",
    ),
    (
        "count: {of: {from: partners, where: {sector: [ngo, «scool»]}}}",
        "'scool' is not in the list 'sectors'",
        "school",
    ),
    ("count: {of: {from: partners, where: {sector: {ne: «scool»}}}}", "'scool' is not in the list", "school"),
    ("count: {of: {from: partners, where: {status: «activ»}}}", "never 'activ'", "active"),
    ("count: {of: {from: interests, where: {«partner.sectr»: ngo}}}", "'partner' has no field 'sectr'", "sector"),
    ("count: {of: {from: partners, where: {«region.name»: x}}}", "does not lead to another record", ""),
    ("count: {of: {from: interests, where: {«outcome.produced»: f1}}}", "has no field 'produced'", "produced_by"),
    ("count: {of: {from: keys, where: {«hoder»: x}}}", "has no field 'hoder'", "holder"),
    ("count: {of: {from: keys, where: {colour: «rd»}}}", "never 'rd'", "red"),
    ("count: {of: {from: registers, where: {lists: «incident»}}}", "unknown register 'incident'", "incidents"),
    ("count: {of: partners, distinct: «secto»}", "has no field 'secto'", "sector"),
    ("count: {of: {from: partners, having: {from: «interest»}}}", "unknown register 'interest'", "interests"),
    (
        "count: {of: {from: partners, having: {from: interests, where: {partner: «$it.secto»}}}}",
        "has no field 'secto'",
        "sector",
    ),
    (
        "count: {of: {from: levels, where: {scale: «readines»}}}",
        "'readines' is not in the list 'scales'",
        "readiness",
    ),
    (
        "count: {of: {from: levels, where: {scale: readiness, level: «brief»}}}",
        "not a level of 'readiness'",
        "briefed",
    ),
    ("count: {of: {from: levels, where: {level: {at_least: «brief»}}}}", "'brief' is not a level", "briefed"),
    ("count: {of: {from: partners, where: {sector: {«at_least»: ngo}}}}", "not a level", ""),
    # --- values of the wrong type
    ("count: {of: {from: partners, where: {experience_years: «many»}}}", "'many' does not fit the field", ""),
    ("count: {of: {from: people, where: {adult: «1»}}}", "'1' does not fit the field 'adult'", ""),
    ("count: {of: {from: observations, where: {value: {gte: «big»}}}}", "", ""),
    ("count: {of: {from: credentials, where: {issued: «soon»}}}", "'soon' does not fit the field 'issued'", ""),
    ("count: {of: {from: partners, where: {name: «Bank»}}}", "does not fit the field 'name'", ""),
    (
        "count: {of: {from: contributions, where: {value: «10»}}}",
        "'10' does not fit the field 'value'; expected value.amount or value.currency",
        "",
    ),
    ("count: {of: {from: contributions, where: {value: {«gt»: 10}}}}", "has none; expected value.amount", ""),
    (
        "count: {of: {from: levels, where: {scale: readiness, level: {«lte»: briefed}}}}",
        "expected at_least: a level, or a list of those that pass; the levels: ",
        "",
    ),
    (
        "coverage: {each: levels, has: {from: levels, where: {level: {at_least: «$it.level»}}}}",
        "`at_least` takes a level that is written out, and '$it.level' is looked up",
        "",
    ),
    ("count: {of: {from: partners, where: {sector: {«gte»: ngo}}}}", "compares by size", ""),
    ("count: {of: {from: partners, where: {sector: {«max_age»: P1Y}}}}", "is not a date", ""),
    ("count: {of: {from: partners, where: {date: {max_age: «45»}}}}", "'45' is not a period", ""),
    ("count: {of: {from: agreements, where: {«clauses»: exit}}}", "holds several values", ""),
    (
        "count: {of: {from: agreements, where: {clauses: {has: «exits»}}}}",
        "'exits' is not in the list 'clauses'",
        "exit",
    ),
    ("count: {of: {from: partners, where: {sector: {«has»: ngo}}}}", "holds one value", ""),
    ("count: {of: {from: interests, where: {partner: «$param.teams»}}}", "does not fit the field 'partner'", ""),
    ("count: {of: {from: partners, on: «$param.teams»}}", "is not a date", ""),
    # --- variables and parameters
    ("count: {of: {from: partners, where: {sector: «$it»}}}", "'$it' is the row that is tested", ""),
    ("count: {of: {from: partners, where: {region: «$programme.regon»}}}", "unknown variable", "programme.region"),
    ("count: {of: {from: partners, where: {region: «$act.region»}}}", "is used outside a guard", ""),
    ("count: {of: partners, min: «$param.team»}", "unknown parameter 'team'", "teams"),
    ("count: {of: partners, min: «$param.quorum»}", "is of type share", ""),
    ("meeting: {quorum: «$param.fresh»}", "is of type duration", ""),
    ("timing: {of: meetings, cadence: «$param.teams»}", "is of type integer", ""),
    (
        "for_each: {in: parties, as: p, require: [{count: {of: {from: interests, where: {partner: «$q»}}}}]}",
        "unknown variable '$q'",
        "",
    ),
    ("for_each: {in: parties, as: «act», require: [{count: {of: parties}}]}", "the name 'act' is taken", ""),
    (
        "for_each: {in: parties, as: p, require: [{for_each: {in: people, as: «p», require: [{count: {of: teams}}]}}]}",
        "the name 'p' is taken",
        "",
    ),
    (
        "coverage: {each: people, has: {from: interests, where: {partner: «$it»}}}",
        "does not fit the field 'partner'",
        "",
    ),
    (
        "coverage: {each: [business, «ngos»], has: {from: partners, where: {sector: $it}}}",
        "'ngos' is not in the list",
        "ngo",
    ),
    (
        "coverage: {each: [pupils, «bisness»], has: {from: benefit_statements, where: {beneficiary: $it}}}",
        "never 'bisness'",
        "business",
    ),
    # --- two fields of one row
    ("count: {of: {from: decisions, where: {votes_for: {gt: «$it.vots»}}}}", "has no field 'vots'", ""),
    ("count: {of: {from: decisions, where: {votes_for: {gt: «$it.matter»}}}}", "does not fit the field", ""),
    (
        "count: {of: {from: bodies, having: {from: decisions, where: {votes_for: {gt: «$it.votes_against»}}}}}",
        "'$it' is the row outside here, and has no field 'votes_against'",
        "",
    ),
    (
        "coverage: {each: bodies, has: {from: decisions, where: {body: $it, votes_for: {gt: «$it.votes_against»}}}}",
        "'$it' is the row outside here",
        "",
    ),
    # --- the last of each series
    ("count: {of: {from: observations, latest: «0»}}", "does not say how many", ""),
    ("count: {of: {from: observations, latest: {n: «$param.quorum»}}}", "is of type share", ""),
    ("count: {of: {from: observations, latest: {«pr»: indicator}}}", "unknown key 'pr'", "per"),
    ("count: {of: {from: observations, latest: {per: «indicatr»}}}", "has no field 'indicatr'", "indicator"),
    ("count: {of: {from: observations, latest: {per: [partner, «indicator.outcome»]}}}", "has no field", ""),
    ("count: {of: {from: observations, latest: {by: «value»}}}", "is not a date", ""),
    ("count: {of: {from: observations, latest: {whose: {value: {gte: «big»}}}}}", "", ""),
    ("count: {of: {from: parties, «latest»: 1}}", "come on no day", ""),
    ("count: {of: {from: sectors, «latest»: 1}}", "come on no day", ""),
    ("indicator: {indicator: hours, op: gte, target: 1, take: «last»}", "not one of the words", "latest"),
    ("indicator: «{indicator: hours, op: gte, target: 1, last: 2}»", "only the latest is taken", ""),
    ("assessment: «{instrument: survey, take: all}»", "'min_score' is missing", ""),
    ("assessment: «{instrument: survey, of: parties, min_score: 1, min: 2}»", "one latest score", ""),
    ("assessment: «{instrument: survey, min_score: 1, min: 2, take: all, last: 2}»", "how many values", ""),
    # --- what an act brings
    ("count: {of: {from: partners, with: «$act»}}", "is used outside a guard", ""),
    ("count: {of: {from: partners, with: «partners»}}", "brings no record", ""),
    # --- words of each shorthand
    ("document: {type: «concpt»}", "'concpt' is not in the list 'document_types'", "concept"),
    ("document: {type: concept, state: «adopt»}", "never 'adopt'", "adopted"),
    ("document: {type: concept, where: {«authr»: x}}", "has no field 'authr'", "author"),
    ("document: {type: concept, max_age: «$param.teams»}", "is of type integer", ""),
    ("signed: {type: «coperation», by: parties}", "'coperation' is not in the list 'agreement_types'", "cooperation"),
    ("signed: {type: intent, by: «partis»}", "unknown register 'partis'", "parties"),
    ("signed: {type: intent, by: parties, clauses: [«exi»]}", "'exi' is not in the list 'clauses'", "exit"),
    ("role: {role: «chairman»}", "'chairman' is not in the list 'roles'", "chair"),
    ("role: {role: secretary, distinct_from: [«char»]}", "'char' is not in the list 'roles'", "chair"),
    ("meeting: {type: «foundin»}", "'foundin' is not in the list 'meeting_types'", "founding"),
    ("decision: {matter: «leadr»}", "'leadr' is not in the list 'matters'", "leader"),
    ("decision: {matter: leader, majority: «1.5»}", "not a share", ""),
    ("credential: {of: people, type: «clearence»}", "'clearence' is not in the list", "clearance"),
    ("credential: {of: people, type: clearance, valid_on: «today»}", "'today' is not a date", ""),
    ("consent: {of: people, purpose: «takepart», by: self}", "'takepart' is not in the list", "take_part"),
    ("consent: {of: people, purpose: take_part, by: [«guard»]}", "never 'guard'", "guardian"),
    (
        "level: {of: people, scale: «readines», at_least: briefed}",
        "'readines' is not in the list 'scales'",
        "readiness",
    ),
    ("level: {of: people, scale: readiness, at_least: «breifed»}", "not a level of 'readiness'", "briefed"),
    ("indicator: {outcome: «o2», op: gte, target: 1}", "'o2' is not in the list 'outcomes'", ""),
    ("indicator: {outcome: o1, op: gte, target: «$param.fresh»}", "is of type duration", ""),
    ("assessment: {instrument: «servey»}", "'servey' is not in the list", "survey"),
    ("attest: {statement: «redy»}", "'redy' is not in the list", "ready"),
    ("attest: {statement: ready, by: [«char»]}", "'char' is not in the list 'roles'", "chair"),
    ("stage: {of: sites, at: «mian»}", "unknown stage 'mian'", "main"),
    ("network: {metric: connected, op: eq, value: 1, among: «people»}", "does not refer", ""),
    ("sectors_present: [business, «nog»]", "'nog' is not in the list 'sectors'", "ngo"),
    ("none_open: {from: «partners»}", "are never open", ""),
    ("cofinancing_share: {sectors: [«bisness»], share: 0.1}", "'bisness' is not in the list", "business"),
    ("published_within: {what: «repor», within: P1D}", "'repor' is not in the list", "report"),
    ("mutual_interest: {rule: shared, including: [«scool»]}", "'scool' is not in the list", "school"),
    # --- figures
    ("compare: {left: {sum: contributions, field: «what»}, op: gte, right: 1}", "is not a number", ""),
    ("compare: {left: {sum: contributions, field: «valu»}, op: gte, right: 1}", "has no field 'valu'", "value"),
    ("compare: {left: {count: «partnrs»}, op: gte, right: 1}", "unknown register", "partners"),
    ("compare: {left: {count: partners, «empty»: 0}, op: gte, right: 1}", "unknown key 'empty'", ""),
    ("compare: {left: {sum: contributions, field: value, empty: «none»}, op: gte, right: 1}", "not a number", ""),
    (
        "for_each: {in: documents, as: d, require: [{compare: {left: $d.date, op: lte, right: «3»}}]}",
        "a day is held against what is no day",
        "",
    ),
    (
        "for_each: {in: decisions, as: d, require: [{compare: {left: $d.date, op: lte, right: «$d.present»}}]}",
        "a day is held against what is no day",
        "",
    ),
    (
        "for_each: {in: documents, as: d, require: [{compare: {left: «$d.type», op: lte, right: 3}}]}",
        "is not a number",
        "",
    ),
    ("compare: {left: {ratio: [{count: «partnrs»}, 1]}, op: gte, right: 1}", "unknown register", "partners"),
    ("compare: {left: $param.fresh, op: gte, right: «1»}", "a period is compared with a number", ""),
    ("timing: {first: decisions, then: meetings, field: «state», at_most: P1D}", "", ""),
    ("timing: {of: meetings, field: «state», cadence: P1D}", "is not a date", ""),
    # --- what can never hold
    ("count: {of: {from: partners, where: {experience_years: {lte: 6, «gt»: 8}}}}", "`lte: 6` and `gt: 8`", ""),
    ("count: {of: {from: partners, where: {experience_years: {gt: 6, «lt»: 7}}}}", "`gt: 6` and `lt: 7`", ""),
    ("count: {of: {from: observations, where: {value: {gt: 6, «lt»: 6}}}}", "`gt: 6` and `lt: 6`", ""),
    (
        "count: {of: {from: credentials, where: {issued: {gt: 2026-01-01, «lt»: 2026-01-02}}}}",
        "`gt: 2026-01-01` and `lt: 2026-01-02`",
        "",
    ),
    ("count: {of: {from: partners, where: {sector: {eq: ngo, «ne»: ngo}}}}", "`eq: ngo` and `ne: ngo`", ""),
    ("count: {of: {from: partners, where: {sector: {eq: ngo, «in»: [school]}}}}", "`eq: ngo` and `in: [school]`", ""),
    ("count: {of: {from: partners, where: {sector: {set: false, «eq»: ngo}}}}", "`set: false` and `eq: ngo`", ""),
    ("count: {of: {from: partners, where: {sector: «[]»}}}", "never one of none", ""),
    ("count: {of: {from: agreements, where: {clauses: {has_any: «[]»}}}}", "never one of none", ""),
    ("count: {of: {from: decisions, where: {votes_for: {gt: «$it.votes_for»}}}}", "compared with itself", ""),
    ("count: {of: keys, distinct: colour, min: «3»}", "never 3 different values; expected at most 2", ""),
    ("count: {of: people, distinct: adult, exactly: «3»}", "never 3 different values", ""),
    ("count: {of: partners, distinct: sector, min: «4»}", "never 4 different values; expected at most 3", ""),
    ("count: {of: interests, distinct: partner.sector, min: «4»}", "never 4 different values", ""),
    ("count: {of: {from: bodies, where: {id: wg}}, min: «2»}", "`id` tells at most 1, and 2 are asked for", ""),
    ("count: {of: {from: sectors, where: {id: [ngo, school]}}, exactly: «3»}", "`id` tells at most 2, and 3 are", ""),
    ("count: {of: {from: keys, where: {id: {eq: $param.colour}}}, min: «2»}", "`id` tells at most 1", ""),
    ("coverage: {each: keys, has: {from: keys, where: {id: $it, colour: red}}, min: «3»}", "`id` tells at most 1", ""),
    (
        "coverage: {each: interests, has: {from: partners, where: {id: $it.partner}}, min: «2»}",
        "`id` tells at most 1",
        "",
    ),
    (
        "coverage: {each: [business, ngo], has: {from: partners, where: {sector: $it}}, at_least: «3»}",
        "at least 3 and at most 2",
        "",
    ),
    ("compare: {left: {count: partners}, op: «lt», right: 0}", "`op: lt` never holds here", ""),
    ("compare: {left: -1, op: «gte», right: {count: partners}}", "`op: gte` never holds here", ""),
    ("network: {metric: density, op: «gt», value: 1}", "`op: gt` never holds here", ""),
    ("network: {metric: isolates, op: «lt», value: 0}", "`op: lt` never holds here", ""),
    (
        "timing: {first: decisions, then: meetings, at_least: P2M, at_most: «P5D»}",
        "at least P2M and at most P5D",
        "",
    ),
    ("timing: {first: decisions, then: meetings, at_least: PT72H, at_most: «P1D»}", "at least PT72H and at most", ""),
    ("timing: {first: decisions, then: meetings, at_least: P3D, at_most: «PT24H»}", "at least P3D and at most", ""),
    ("timing: {since: meetings, at_least: P1DT12H, at_most: «PT30H»}", "at least P1DT12H and at most", ""),
    ("decision: {matter: leader, notice: P1M, deadline: «P27D»}", "at least P1M and at most P27D", ""),
    # --- form
    ("«conut»: {of: partners}", "unknown key 'conut'", "count"),
    ("all: [{«conut»: {of: partners}}]", "unknown check 'conut'", "count"),
    ("count: {of: {from: partners, «wher»: {}}}", "unknown key 'wher'", "where"),
    ("count: {of: {from: partners, where: {sector: {«eqq»: ngo}}}}", "unknown operator 'eqq'", "eq"),
    ("count: {of: partners, «mim»: 2}", "unknown key 'mim'", "min"),
    ("count: {of: partners, min: 3, max: «2»}", "at least 3 and at most 2", ""),
    ("count: {of: partners, min: 3, exactly: «2»}", "`exactly` stands beside", ""),
    ("count: {of: partners, min: «-1»}", "not a number of things", ""),
    ("at_least: {n: «3», of: [{count: {of: teams}}]}", "at least 3 and at most 1", ""),
    ("coverage: {each: parties, has: teams, share: «2»}", "not a share", ""),
    ("compare: {left: 1, op: «above», right: 2}", "'above' is not one of the words", ""),
    ("network: {metric: «conected», op: eq, value: 1}", "not one of the words", "connected"),
    ("timing: «{of: meetings}»", "says one of three things", ""),
    ("document: «{state: adopted}»", "'type' is missing", ""),
    ("all: «[]»", "too short", ""),
    ("compare: {left: «{sum: contributions}», op: eq, right: 1}", "which field", ""),
    ("compare: {left: {ratio: «[1]»}, op: eq, right: 1}", "two parts", ""),
]


@pytest.mark.parametrize("written, said, proposed", RULES, ids=[each[0][:70] for each in RULES])
def test_a_fault_in_a_rule_is_seen_at_its_place(written: str, said: str, proposed: str) -> None:
    text, place = marked(with_rule(written))
    found = faults(text)
    assert [fault.at for fault in found][:1] == [place], [str(fault) for fault in found]
    assert said in found[0].text("en")
    if proposed:
        assert f"did you mean '{proposed}'?" in found[0].text("en")


@pytest.mark.parametrize(
    "rule",
    [
        "count: {of: {from: partners, where: {experience_years: {gte: 6, lte: 6}}}}",
        "count: {of: {from: observations, where: {value: {gt: 6, lt: 7}}}}",
        "count: {of: {from: partners, where: {sector: {in: [ngo, school], ne: ngo}}}}",
        "count: {of: {from: partners, where: {experience_years: {gt: 6, set: true}}}}",
        "count: {of: {from: credentials, where: {issued: {gte: 2026-01-02, lte: $today}}}}",
        "count: {of: {from: decisions, where: {votes_for: {gte: $it.votes_for}}}}",
        "count: {of: keys, distinct: colour, min: 2}",
        "coverage: {each: agreements, has: {from: partners, where: {id: {in: $it.parties}}}, min: 2}",
        "count: {of: {from: bodies, where: {id: {ne: wg}}}, min: 2}",
        "count: {of: keys, distinct: number, min: 300}",
        "compare: {left: {count: partners}, op: lte, right: 0}",
        "compare: {left: 0, op: gt, right: 0}",
        "network: {metric: density, op: eq, value: 1}",
        "timing: {first: decisions, then: meetings, at_least: P1M, at_most: P30D}",
        "timing: {first: decisions, then: meetings, at_least: PT48H, at_most: P1D}",
        "timing: {first: decisions, then: meetings, at_least: P1D, at_most: PT2H}",
    ],
)
def test_what_some_record_can_meet_is_sound(rule: str) -> None:
    """Also at its bounds; and two numbers written out are how a guard says that an act is never allowed."""
    assert [str(each) for each in faults(with_rule(rule))] == []


GUARDS: list[tuple[str, str, str]] = [
    ("{record: «vist»}", "count: {of: people}", "unknown kind of record 'vist'"),
    ("{record: visit, where: {«stat»: held}}", "count: {of: people}", "has no field 'stat'"),
    ("{record: visit, where: {state: «hold»}}", "count: {of: people}", "never 'hold'"),
    ("{end: «partnr»}", "count: {of: people}", "unknown kind of record 'partnr'"),
    ("{advance: «mian»}", "count: {of: people}", "unknown stage 'mian'"),
    ("{record: visit, end: «visit»}", "count: {of: people}", "an act is"),
    ("{end: partner}", "count: {of: {from: partners, with: «$act»}}", "an act that ends a record brings none"),
    ("{record: visit}", "count: {of: {from: partners, with: «$act»}}", "brings no row of 'partners'"),
    ("{advance: main}", "count: {of: {from: partners, with: «$act»}}", "is used outside a guard"),
    ("{record: visit}", "count: {of: {from: visits, latest: 1, with: «$act»}}", "in no series yet"),
    (
        "{record: contribution}",
        "compare: {left: $act.value, op: lte, right: «$act.date»}",
        "a day is held against what is no day",
    ),
    (VISIT, "count: {of: {from: people, where: {id: «$act.adult»}}}", "has no field 'adult'"),
    (VISIT, "two_adults: {adults: «$act.wards»}", "does not refer"),
    (VISIT, "compare: {left: {size: «$act.state»}, op: gte, right: 1}", "is one value"),
    (VISIT, "compare: {left: «$act.state», op: gte, right: 1}", "is not a number"),
    (
        "{record: interest}",
        "compare: {left: «$act.partner», op: ne, right: $act.outcome}",
        "in the `where` of a selection: {id: $act, partner: {ne: $it.outcome}}",
    ),
    (
        "{record: interest}",
        "compare: {left: «$act.partner», op: eq, right: $param.who}",
        "in the `where` of a selection: {id: $act, partner: $param.who}",
    ),
    ("{advance: main}", "count: {of: {from: people, where: {id: «$act»}}}", "is used outside a guard"),
    (
        VISIT,
        "adult_child_ratio: {adults: $act.adults, wards: $act.wards, by_age_band: «{0-6: 5, 7-10: 3}»}",
        "more adults than a younger",
    ),
    (
        VISIT,
        "adult_child_ratio: {adults: $act.adults, wards: $act.wards, by_age_band: {«5-6»: 5}}",
        "unknown key '5-6'",
    ),
]


@pytest.mark.parametrize("act, written, said", GUARDS, ids=[f"{act} {each}" for act, each, _ in GUARDS])
def test_a_fault_in_a_guard_is_seen_at_its_place(act: str, written: str, said: str) -> None:
    text, place = marked(with_guard(act, written))
    found = faults(text)
    assert [fault.at for fault in found][:1] == [place], [str(fault) for fault in found]
    assert said in found[0].text("en")


# Something of the small law is replaced by something unsound.
SECTIONS: list[tuple[str, str, str]] = [
    ("- {id: ngo, title: NGO}", "- {id: «business», title: NGO}", "'business' appears twice in 'sectors'"),
    ("counts_as: ngo", "counts_as: «nog»", "'nog' is not in the list 'sectors'"),
    ("side: business, nature", "side: «bsiness», nature", "'bsiness' is not in the list 'sectors'"),
    ("same_as: f1", "same_as: «f9»", "'f9' is not in the list 'functions'"),
    ("produced_by: [f1]", "produced_by: [«f8»]", "'f8' is not in the list 'functions'"),
    ("beneficiary: pupils", "beneficiary: «pupil»", "not one of the words"),
    ("nature: duty", "nature: «dutty»", "not one of the words"),
    ("max: 1, default: 0.5", "max: 1, default: «2»", "not a value of type share"),
    ("min: 1, default: 2", "min: 1, default: «0»", "outside its own range"),
    ("default: P45D", "default: «45 days»", "not a value of type duration"),
    ("choices: [red, blue], default: red", "choices: [red, blue], default: «green»", "not one of the words"),
    ("type: choice, choices: [red, blue], default: red", "type: «choice», default: red", "belong together"),
    ("holder: {type: id, of: person}", "holder: {type: id, of: «persn»}", "unknown kind of record 'persn'"),
    ("- id: keys", "- id: «partners»", "already the name"),
    ("of: partner\n", "of: «parner»\n", "unknown kind of record 'parner'"),
    ("field: parties}", "field: «type»}", "does not refer to a record"),
    ("where: {type: cooperation}", "where: {type: «coop»}", "'coop' is not in the list"),
    ("{from: handovers,", "{from: «handover»,", "unknown register 'handover'"),
    ("{id: briefed, title: Briefed,", "{id: «newcomer», title: Briefed,", "'newcomer' appears twice in 'readiness'"),
    ("of: $act.person, type: training", "of: $act.person, type: «trainin»", "'trainin' is not in the list"),
    ("id: main\n", "id: main\n  next: [«first»]\n", ""),
    ("back: [first]", "back: [«frist»]", "unknown stage 'frist'"),
    ("{id: second,", "{id: «first»,", "'first' appears twice in 'stages'"),
    ("  final: true\n", "", ""),
]


def test_a_roster_of_rows_of_ones_own_is_checked_as_any_other() -> None:
    """What names its members refers to such rows, and its tests speak of their fields."""
    roster = "- {id: rings, title: Rings, of: keys, anchored: {from: agreements, field: «parties»}, where: {size: 4}}"
    text, place = marked(HEAD + LISTS.replace("rosters:\n", f"rosters:\n{roster}\n") + STAGES)
    found = faults(text)
    assert found[0].at == place
    assert [("refer" in each.text("en"), "has no field 'size'" in each.text("en")) for each in found] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("sound, unsound, said", SECTIONS, ids=[each[1][:70] for each in SECTIONS])
def test_a_fault_in_a_section_is_seen(sound: str, unsound: str, said: str) -> None:
    whole = HEAD + LISTS + STAGES
    assert not faults(whole)
    text, place = marked(whole.replace(sound, unsound, 1))
    found = faults(text)
    assert found
    if said:
        assert (found[0].at, said in found[0].text("en")) == (place, True), [str(fault) for fault in found]


STAGE_FAULTS: list[tuple[str, str]] = [
    ("stages: []\n", "the template has no stage"),
    ("stages: [{id: a, title: A}]\n", "no stage follows 'a'"),
    (
        "stages: [{id: a, title: A, next: [c]}, {id: b, title: B, final: true}, {id: c, title: C, final: true}]\n",
        "no stage leads to 'b'",
    ),
    ("stages: [{id: a, title: A, final: true, next: [a]}]\n", "is final and has a next one"),
    ("stages: [{id: a, title: A}, {id: b, title: B, next: [a], back: [a]}]\n", "on and back to 'a'"),
]


@pytest.mark.parametrize("stages, said", STAGE_FAULTS, ids=[each[1] for each in STAGE_FAULTS])
def test_a_way_that_nobody_can_take_is_seen(stages: str, said: str) -> None:
    assert any(said in fault.text("en") for fault in faults(HEAD + LISTS + stages))


HEADERS: list[tuple[str, str]] = [
    ("waivable_by: [«chairman»]", "unknown role 'chairman'"),
    ("owed_by: «cheir»", "neither a role nor a sector"),
    ("jurisdiction: «Russia»", "not a jurisdiction"),
    ("severity: «fatal»", "not one of the words"),
    ("origin: «slide»", "not one of the words"),
    ("waivable_for: «long»", "not a period"),
    ("effective_from: «soon»", "not a date"),
    ("effective_from: 2010-01-01, effective_to: «2009-01-01»", "ends before it takes effect"),
    ("«sevrity»: block", "unknown key 'sevrity'"),
    ("«act»: {record: visit}", "belongs to a guard"),
]


@pytest.mark.parametrize("written, said", HEADERS, ids=[each[0] for each in HEADERS])
def test_what_stands_around_a_check_is_checked_too(written: str, said: str) -> None:
    lines = "\n      ".join(["count: {of: teams}", *written.split(", ")])
    text, place = marked(with_rule(lines))
    found = faults(text)
    assert [fault.at for fault in found] == [place], [str(fault) for fault in found]
    assert said in found[0].text("en")


def test_a_rule_without_a_check_and_one_with_two_are_faults() -> None:
    assert "does not say what is checked" in str(faults(with_rule("severity: block"))[0])
    two = faults(with_rule("count: {of: teams}\n      role: {role: chair}"))
    assert "checks one thing" in str(two[0])


def test_an_id_serves_one_requirement_of_the_whole_file() -> None:
    text = (
        with_rule("count: {of: teams}")
        + "guards:\n- {id: R1, title: Twice, act: {record: visit}, count: {of: teams}}\n"
    )
    (fault,) = faults(text)
    assert "two requirements are called 'R1'" in str(fault)


def test_a_guard_without_an_act_guards_nothing() -> None:
    text = HEAD + LISTS + STAGES + "guards:\n- {id: R1, title: Which, count: {of: teams}}\n"
    assert "does not say which act" in str(faults(text)[0])


def test_all_faults_of_a_file_are_said_at_once_in_its_order() -> None:
    text = with_rule("count: {of: partnrs, mim: 2}") + "gaurds: []\n"
    text = text.replace("counts_as: ngo", "counts_as: nog").replace("final: true", "final: yes_please")
    found = faults(text)
    assert [str(fault.what) for fault in found] == [
        "'nog' is not in the list 'sectors'",
        "unknown register 'partnrs'",
        "unknown key 'mim'",
        "'yes_please' is neither true nor false",
        "unknown key 'gaurds'",
    ]
    places = [(fault.at.line, fault.at.column) for fault in found if fault.at]
    assert places == sorted(places)


def test_a_misspelt_key_and_the_one_missing_for_it_are_one_fault() -> None:
    text, place = marked(with_rule("role: {«rol»: chair}"))
    (fault,) = faults(text)
    assert fault.at == place
    assert "did you mean 'role'?" in str(fault)


def test_every_id_that_stands_under_a_word_says_what_it_refers_to() -> None:
    """Ids, operands, names of fields and tests without a reference would be taken unread."""
    for word, model in KINDS.items():
        for name, field in model.model_fields.items():
            if re.search(r"definition='(Words|Operand|FieldPath|Where)'", repr(field)):
                assert references_of(model)[field.alias or name].marks, (word, name)


def test_a_consequence_of_a_fault_is_not_said_beside_it() -> None:
    for written in ("role: {role: «3»}", "signed: {type: [intent, «$param.teams»], by: parties}"):
        text, place = marked(with_rule(written))
        (fault,) = faults(text)
        assert fault.at == place
        assert "neither an id nor a list of ids" in str(fault)


def test_no_more_than_a_hundred_faults_are_said() -> None:
    sectors = "".join([f"- {{id: s{number}, title: S, counts_as: t{number}}}\n" for number in range(300)])
    text = HEAD + LISTS.replace("sectors:\n", f"sectors:\n{sectors}") + STAGES
    assert len(faults(text)) == 100


@pytest.mark.parametrize("written", [each[0] for each in RULES], ids=[each[0][:70] for each in RULES])
def test_every_fault_is_said_in_russian_too(written: str) -> None:
    for fault in faults(marked(with_rule(written))[0]):
        assert any("а" <= letter <= "я" for letter in fault.text("ru").lower())
        assert "{" not in fault.text("en").replace("{...}", "").split("; expected")[0]


def test_the_rule_stands_where_the_author_wrote_it() -> None:
    text = HEAD + LISTS + GATED.format(rule="count: {of: teams}")
    requirement = law(text).requirements["R1"]
    assert str(requirement.at) == f"law.yaml:{text[: text.index('id: R1')].count(chr(10)) + 1}:7"
