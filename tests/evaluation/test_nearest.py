"""The nearest miss: what there is and what is wrong with it, by id, entry and day; not the query read aloud."""

# ruff: noqa: E501 - sentences are compared whole

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from partnership.errors import NotLawful
from partnership.findings import Finding, Miss, Nearest
from partnership.records import (
    Agreement,
    AnyRecord,
    Assessment,
    Consent,
    Contribution,
    Credential,
    Decision,
    Document,
    Incident,
    Indicator,
    Interest,
    Item,
    Level,
    Meeting,
    Need,
    Observation,
    Partner,
    Person,
    Place,
    Placement,
    Publication,
    RegisterKept,
    Signature,
    Visit,
    Volunteer,
    Ward,
)
from partnership.values import Money, Text
from tests.evaluation.laws import AID, BANK, GROUP, IVAN, ON, PLACED, against, finding, law, paper, said_of, told
from tests.small import running

OTHER = Person(id="p-2", partner="aid")
CHILD = Ward(id="w-1", institution="aid", age_band="11-13")
PEOPLE = (BANK, AID, IVAN, OTHER, CHILD)


def agreement(*parties: str, until: date | None = None, clauses: tuple[str, ...] = ("exit",)) -> Agreement:
    return Agreement(id="agr", type="cooperation", parties=parties, clauses=clauses, valid_to=until)


def signature(partner: str) -> Signature:
    return Signature(id=f"s-{partner}", agreement="agr", partner=partner)


def vote(present: int, votes_for: int) -> Decision:
    return Decision(id="d-1", matter="chair", body="wg", present=present, members=12, votes_for=votes_for)


def consent(by: str, *, conflict: bool = False) -> Consent:
    return Consent(id="consent-1", person="w-1", purpose="publication", by=by, conflict=conflict)  # type: ignore[arg-type]


PICTURED = """for_each: {in: $act.pictured, as: child, require: [{any: [
{count: {of: {from: consents, where: {person: $child, purpose: publication, by: [guardian, institution], conflict: false}}}},
{all: [{count: {of: {from: wards, where: {id: $child, age_band: "18+"}}}},
{count: {of: {from: consents, where: {person: $child, purpose: publication, by: self}}}}]}]}]}""".replace("\n", " ")
CHANNEL = Item.model_validate({"id": "it", "list": "channels", "fields": {"audience": "partners"}})
STORY = Publication(id="story", what="story", pictured=("w-1",))
CLEARED = "coverage: {each: {from: people, where: {partner: bank}}, has: {from: credentials, where: {person: $it, type: clearance}}}"
SIGNED = "signed: {type: [cooperation], by: parties, clauses: [exit]}"
CHAIR = "decision: {matter: chair, body: wg, quorum: $param.quorum, majority: 0.75, minutes: true}"
CASH = Contribution(
    id="c-1", partner="bank", what="cash", state="committed", value=Money(amount=Decimal(100), currency="RUB")
)


@dataclass(frozen=True)
class Case:
    """A rule, what is recorded on 2 January 2010, and what is said on 1 March (or when an act is tried)."""

    rule: str
    records: tuple[AnyRecord, ...]
    en: tuple[str, ...]
    ru: tuple[str, ...]
    act: AnyRecord | None = None

    def found(self) -> Finding:
        if self.act is None:
            return finding(self.rule, *self.records)
        rule = self.rule if self.rule.startswith("act:") else f"act: {{record: {self.act.kind}}}, {self.rule}"
        return against(rule, self.act, *self.records)


CASES = {
    "a consent by somebody with a stake": Case(
        PICTURED,
        (*PEOPLE, consent("institution", conflict=True)),
        (
            (
                'w-1: there is a consent "Publication" from an institution (consent-1, entry 7, 2 '
                "January 2010), but it was given in a conflict of interest; it must come from "
                "somebody without one"
            ),
        ),
        (
            (
                "w-1: есть согласие «Публикация» от учреждения (consent-1, запись 7, 2 января 2010 г.), "
                "но оно дано при конфликте интересов; нужно согласие незаинтересованного лица"
            ),
        ),
        STORY,
    ),
    "no consent at all: a child's age is no way out": Case(
        PICTURED,
        (
            *PEOPLE,
            Ward(id="w-2", institution="aid", age_band="0-6"),
            Consent(id="other", person="w-2", purpose="publication", by="guardian"),
        ),
        (
            (
                'w-1: no consent "Publication" from a guardian or an institution without a conflict of '
                "interest is valid on 1 March 2010"
            ),
        ),
        (
            (
                "w-1: на 1 марта 2010 г. нет согласия «Публикация» от законного представителя или "
                "учреждения без конфликта интересов"
            ),
        ),
        STORY,
    ),
    "of age, and not asked": Case(
        PICTURED,
        (BANK, AID, Ward(id="w-1", institution="aid", age_band="18+"), consent("institution", conflict=True)),
        (
            (
                'w-1: there is a consent "Publication" from an institution (consent-1, entry 5, 2 '
                "January 2010), but it was given in a conflict of interest; it must come from "
                "somebody without one"
            ),
            (
                "w-1: another condition would also be enough, but it is not met: there is a consent "
                '"Publication" (consent-1, entry 5, 2 January 2010), but the one who gave it is "an '
                'institution"; it must be "the person concerned"'
            ),
        ),
        (
            (
                "w-1: есть согласие «Публикация» от учреждения (consent-1, запись 5, 2 января 2010 г.), "
                "но оно дано при конфликте интересов; нужно согласие незаинтересованного лица"
            ),
            (
                "w-1: хватило бы и другого условия, но и оно не выполнено: есть согласие «Публикация» "
                "(consent-1, запись 5, 2 января 2010 г.), но кто дал — «учреждение», а нужно «сам "
                "человек»"
            ),
        ),
        STORY,
    ),
    "a child of ten was not asked": Case(
        'act: {record: consent, where: {child_view: {ne: asked}}}, count: {of: {from: wards, where: {id: $act.person, age_band: "0-6"}}}',
        PEOPLE,
        ('w-1: the child was not asked; that is allowed only for children in the age group "0-6"',),
        ("w-1: ребёнка не спросили; это допустимо только для воспитанников из возрастной группы «0-6»",),
        Consent(id="yes", person="w-1", purpose="publication", by="guardian", child_view="not_asked"),
    ),
    "an agreement that lapsed": Case(
        SIGNED,
        (*PEOPLE, agreement("bank", "aid", until=date(2010, 2, 15)), signature("bank"), signature("aid")),
        (
            'Aid (aid): "Cooperation agreement" (agr) ended on 14 February 2010 and was not renewed',
            'Bank (bank): "Cooperation agreement" (agr) ended on 14 February 2010 and was not renewed',
        ),
        (
            (
                "Помощь (aid): «Соглашение о сотрудничестве» (agr) — срок действия истёк 14 "
                "февраля 2010 г., продления не было"
            ),
            (
                "Банк «Восток» (bank): «Соглашение о сотрудничестве» (agr) — срок действия "
                "истёк 14 февраля 2010 г., продления не было"
            ),
        ),
    ),
    "an agreement without a clause": Case(
        SIGNED,
        (*PEOPLE, agreement("bank", "aid", clauses=("roles",)), signature("bank")),
        (
            'Aid (aid): no signature of the agreement "Cooperation agreement" (clauses: "Leaving")',
            ('Bank (bank): there is a signature (s-bank, entry 8, 2 January 2010), but clauses: without "Leaving"'),
        ),
        (
            "Помощь (aid): нет подписи под документом «Соглашение о сотрудничестве» (условия: «Выход»)",
            "Банк «Восток» (bank): есть подпись (s-bank, запись 8, 2 января 2010 г.), но условия: нет «Выход»",
        ),
    ),
    "nobody is a party yet": Case(
        SIGNED,
        PEOPLE,
        ('nobody is in the circle "Parties" yet: no agreement names anybody',),
        ("в круг «Стороны» никто ещё не входит: соглашения никого не называют",),
    ),
    "a certificate that ran out": Case(
        CLEARED,
        (*PEOPLE, Credential(id="c-1", person="p-1", type="clearance", valid_to=date(2010, 2, 1))),
        (
            (
                'a person from Bank (p-1): there is a credential "Certificate" (c-1, entry 7, 2 January '
                "2010), but it ended on 31 January 2010 and was not renewed"
            ),
        ),
        (
            (
                "представитель организации «Банк „Восток“» (p-1): есть подтверждающий документ «Справка» "
                "(c-1, запись 7, 2 января 2010 г.), но срок действия истёк 31 января 2010 г., продления "
                "не было"
            ),
        ),
    ),
    "a certificate that is not valid yet": Case(
        CLEARED,
        (*PEOPLE, Credential(id="c-1", person="p-1", type="clearance", valid_from=date(2010, 4, 1))),
        (
            (
                'a person from Bank (p-1): there is a credential "Certificate" (c-1, entry 7, 2 January '
                "2010), but it only begins on 1 April 2010"
            ),
        ),
        (
            (
                "представитель организации «Банк „Восток“» (p-1): есть подтверждающий документ «Справка» "
                "(c-1, запись 7, 2 января 2010 г.), но срок действия начинается только 1 апреля 2010 г."
            ),
        ),
    ),
    "the latest of two certificates": Case(
        CLEARED,
        (
            *PEOPLE,
            Credential(id="c-1", person="p-1", type="clearance", valid_to=date(2010, 2, 1)),
            Credential(id="c-2", person="p-1", type="clearance", valid_to=date(2010, 2, 20)),
        ),
        (
            (
                'a person from Bank (p-1): there is a credential "Certificate" (c-2, entry 8, 2 January '
                "2010), but it ended on 19 February 2010 and was not renewed"
            ),
        ),
        (
            (
                "представитель организации «Банк „Восток“» (p-1): есть подтверждающий документ «Справка» "
                "(c-2, запись 8, 2 января 2010 г.), но срок действия истёк 19 февраля 2010 г., продления "
                "не было"
            ),
        ),
    ),
    "a certificate nobody checked": Case(
        "count: {of: {from: credentials, where: {person: $act.person, type: clearance, verified: {set: true}}}}",
        (*PEOPLE, Credential(id="c-1", person="p-1", type="clearance")),
        (
            (
                'a person from Bank (p-1): there is a credential "Certificate" (c-1, entry 7, 2 January '
                "2010), but day of verification: not given"
            ),
        ),
        (
            (
                "представитель организации «Банк „Восток“» (p-1): есть подтверждающий документ «Справка» "
                "(c-1, запись 7, 2 января 2010 г.), но дата проверки: не указано"
            ),
        ),
        Volunteer(id="v-1", person="p-1", partner="bank", experienced=False),
    ),
    "somebody else's certificate is not near": Case(
        CLEARED,
        (*PEOPLE, Credential(id="c-1", person="p-2", type="clearance")),
        ('a person from Bank (p-1): no credential "Certificate"',),
        ("представитель организации «Банк „Восток“» (p-1): нет подтверждающего документа «Справка»",),
    ),
    "a visit with one cleared adult": Case(
        "two_adults: {adults: $act.adults, credential: clearance}",
        (*PEOPLE, Credential(id="c-1", person="p-1", type="clearance")),
        (
            (
                'there are adult people with a credential "Certificate", but from only 1 household; '
                "at least 2 households are needed; there is also a person (p-2, entry 5, 2 January 2010), but no "
                'credential "Certificate"'
            ),
        ),
        (
            (
                "взрослые люди с подтверждающим документом «Справка» есть только из 1 семьи, а нужны "
                "хотя бы из 2 разных семей; есть ещё человек (p-2, запись 5, 2 января 2010 г.), но нет подтверждающего документа "
                "«Справка»"
            ),
        ),
        Visit(id="vi", type="regular", institution="aid", state="held", adults=("p-1", "p-2")),
    ),
    "a document that is a draft": Case(
        "document: {type: policy, state: [adopted, published]}",
        (Document(id="doc-1", type="policy", state="draft"), paper(2, "plan")),
        (('there is a draft document "Policy" (doc-1, entry 2, 2 January 2010), but it must be adopted or published'),),
        (
            (
                "есть пока не принятый документ «Правила» (doc-1, запись 2, 2 января 2010 г.), но требуется "
                "принятый или опубликованный"
            ),
        ),
    ),
    "another document is not near": Case(
        "document: {type: policy, state: [adopted, published]}",
        (paper(2, "plan"),),
        ('no adopted or published document "Policy"',),
        ("нет принятого или опубликованного документа «Правила»",),
    ),
    "one adopted, one a draft": Case(
        "document: {type: policy, state: [adopted], min: 2}",
        (paper(1), Document(id="doc-2", type="policy", state="draft")),
        (
            (
                '1 of the 2 needed adopted documents "Policy"; there is also a draft document "Policy" '
                "(doc-2, entry 3, 2 January 2010), but it must be adopted"
            ),
        ),
        (
            (
                "1 из 2 нужных принятых документов «Правила»; есть ещё пока не принятый документ «Правила» "
                "(doc-2, запись 3, 2 января 2010 г.), но требуется принятый"
            ),
        ),
    ),
    "a value measured too long ago": Case(
        "indicator: {indicator: ind, op: gte, target: 3, within: P1M}",
        (
            Indicator(id="ind", title=Text.of("Friends", "Друзья"), unit="people"),
            Observation(id="ob-1", indicator="ind", value=Decimal(5)),
        ),
        (
            (
                "there is a measured value (ob-1, entry 3, 2 January 2010), but it dates from 2 January "
                "2010, and must not be older than 1 month"
            ),
        ),
        (
            (
                "есть значение показателя (ob-1, запись 3, 2 января 2010 г.), но дата — 2 января 2010 "
                "г., а нужна не раньше чем 1 месяц назад"
            ),
        ),
    ),
    "a value below the target": Case(
        "indicator: {indicator: ind, op: gte, target: 3}",
        (
            Indicator(id="ind", title=Text.of("Friends", "Друзья"), unit="people"),
            Observation(id="ob-1", indicator="ind", value=Decimal("1.5")),
        ),
        ("there is a measured value (ob-1, entry 3, 2 January 2010), but the value is 1.5; it must be at least 3",),
        ("есть значение показателя (ob-1, запись 3, 2 января 2010 г.), но значение — 1,5, а нужно не меньше 3",),
    ),
    "a register that nobody keeps": Case(
        "none_open: {from: incidents}",
        (),
        ("nobody has confirmed that the register of incidents is kept",),
        ("нет подтверждения, что ведётся реестр происшествий",),
    ),
    "a register whose keeper's word ran out": Case(
        "none_open: {from: incidents}",
        (*PEOPLE, RegisterKept(id="kept", lists="incidents", keeper="bank", valid_to=date(2010, 2, 1))),
        (
            (
                'there is a confirmation of a register "incidents" (kept, entry 7, 2 January 2010), but '
                "it ended on 31 January 2010 and was not renewed"
            ),
        ),
        (
            (
                "есть подтверждение ведения реестра «происшествия» (kept, запись 7, 2 января 2010 г.), "
                "но срок действия истёк 31 января 2010 г., продления не было"
            ),
        ),
    ),
    "a register that was kept until it was not": Case(
        "count: {of: {from: registers, where: {lists: incidents}}}",
        (*PEOPLE, RegisterKept(id="kept", lists="incidents", keeper="bank", valid_to=date(2010, 2, 1))),
        (
            (
                'there is a confirmation of a register "incidents" (kept, entry 7, 2 January 2010), but '
                "it ended on 31 January 2010 and was not renewed"
            ),
        ),
        (
            (
                "есть подтверждение ведения реестра «происшествия» (kept, запись 7, 2 января 2010 г.), "
                "но срок действия истёк 31 января 2010 г., продления не было"
            ),
        ),
    ),
    "what is open": Case(
        "none_open: {from: incidents}",
        (Incident(id="i-1", type="harm", state="open"),),
        ("there is already an open incident (i-1, entry 2, 2 January 2010), and there must be none",),
        ("уже есть открытое происшествие (i-1, запись 2, 2 января 2010 г.), а быть не должно",),
    ),
    "what must not be is said as it is": Case(
        "none: [{document: {type: policy}}]",
        (paper(1),),
        ('there is already a document "Policy" (doc-1, entry 2, 2 January 2010), and there must be none',),
        ("уже есть документ «Правила» (doc-1, запись 2, 2 января 2010 г.), а быть не должно",),
    ),
    "too few were present": Case(
        CHAIR,
        (GROUP, vote(5, 5)),
        (
            (
                'there is a decision "Election of the chair" (d-1, entry 3, 2 January 2010), but 41.7 % '
                "of the members were present; at least 50 % is needed; and no minutes"
            ),
        ),
        (
            (
                "есть решение «Избрание председателя» (d-1, запись 3, 2 января 2010 г.), но "
                "присутствовало 41,7 % членов, нужно не меньше 50 %; и нет протокола заседания"
            ),
        ),
    ),
    "no simple majority": Case(
        "decision: {matter: chair, majority: 0.75}",
        (GROUP, vote(12, 8)),
        (
            (
                'there is a decision "Election of the chair" (d-1, entry 3, 2 January 2010), but 66.7 % '
                "voted for it; at least 75 % is needed"
            ),
        ),
        (
            (
                "есть решение «Избрание председателя» (d-1, запись 3, 2 января 2010 г.), но за — 66,7 %, "
                "нужно не меньше 75 %"
            ),
        ),
    ),
    "a score that is too low": Case(
        "assessment: {instrument: culture, of: partners, min_score: 2}",
        (BANK, Assessment(id="as", instrument="culture", subject="bank", score=Decimal("1.5"))),
        (
            (
                'Bank (bank): there is an assessment "Culture" (as, entry 3, 2 January 2010), but the '
                "score is 1.5; it must be at least 2"
            ),
        ),
        (
            (
                "Банк «Восток» (bank): есть оценка «Культура» (as, запись 3, 2 января 2010 г.), но балл "
                "— 1,5, а нужно не меньше 2"
            ),
        ),
    ),
    "a level below": Case(
        "level: {of: people, scale: ready, at_least: guided}",
        (BANK, IVAN, Level(id="l-1", person="p-1", scale="ready", level="new")),
        (
            (
                'a person from Bank (p-1): the level recorded is "New" (l-1, entry 4, 2 January 2010); '
                '"Guided" or higher is needed'
            ),
        ),
        (
            (
                "представитель организации «Банк „Восток“» (p-1): достигнут уровень «Новичок» (l-1, "
                "запись 4, 2 января 2010 г.), а нужен «С наставником» или выше"
            ),
        ),
    ),
    "promised, not delivered": Case(
        "count: {of: {from: contributions, where: {partner.sector: business, what: cash, state: delivered}}}",
        (BANK, CASH),
        (("there is a committed contribution of cash (c-1, entry 3, 2 January 2010), but it must be delivered"),),
        (("есть подтверждённый вклад (деньги; c-1, запись 3, 2 января 2010 г.), но требуется полученный"),),
    ),
    "a row of the template's own register": Case(
        "count: {of: {from: channels, where: {audience: public}}}",
        (CHANNEL,),
        ('no row in the register "Channels" (audience: "public")',),
        ("нет строки реестра «Каналы» (audience: «public»)",),
    ),
    "an interest nobody confirmed": Case(
        "coverage: {each: partners, has: {from: interests, where: {partner: $it, confirmed: true}}}",
        (BANK, Interest(id="in", partner="bank", outcome="o1")),
        ("Bank (bank): there is an interest (in, entry 3, 2 January 2010), but not confirmed",),
        ("Банк «Восток» (bank): есть интерес (in, запись 3, 2 января 2010 г.), но не подтверждено",),
    ),
    "a partner that left": Case(
        "coverage: {each: parties, has: {from: partners, where: {id: $it, status: active}}}",
        (AID, Partner(id="bank", name=BANK.name, sector="business", status="suspended"), agreement("bank", "aid")),
        ('Bank (bank): the status is "suspended"; it must be "active"',),
        ("Банк «Восток» (bank): статус — «приостановлено», а нужно «действует»",),
    ),
    "a meeting that is only planned": Case(
        "timing: {of: {from: meetings, where: {body: wg, state: held}}, cadence: P45D}",
        (GROUP, Meeting(id="m-1", body="wg", type="regular", state="planned")),
        ("there is a meeting that has been planned (m-1, entry 3, 2 January 2010), but it must be held",),
        (("есть запланированное заседание (m-1, запись 3, 2 января 2010 г.), но требуется проведённое"),),
    ),
    "a meeting too long ago": Case(
        "timing: {of: {from: meetings, where: {body: wg, state: held}}, cadence: P45D}",
        (GROUP, Meeting(id="m-1", body="wg", type="regular", state="held", present=3, members=4)),
        (
            (
                'the latest meeting of the "Working group" was held on 2 January 2010 '
                "(m-1, entry 3); the next one should have been held by 16 February 2010"
            ),
        ),
        (
            (
                "последнее заседание органа «Рабочая группа» — 2 января 2010 г. "
                "(m-1, запись 3); следующее нужно было провести не позднее 16 февраля 2010 г."
            ),
        ),
    ),
    "of several ways the nearest first": Case(
        "any: [{document: {type: plan}}, {document: {type: policy, state: [adopted]}}]",
        (Document(id="doc-1", type="policy", state="draft"), paper(3, "report")),
        (
            ('there is a draft document "Policy" (doc-1, entry 2, 2 January 2010), but it must be adopted'),
            'instead, this would be enough: a document "Plan"',
        ),
        (
            ("есть пока не принятый документ «Правила» (doc-1, запись 2, 2 января 2010 г.), но требуется принятый"),
            "вместо этого подойдёт: документ «План»",
        ),
    ),
    "a newcomer without the extra session": Case(
        "compare: {left: {count: {from: volunteers, where: {person: $act.person, experienced: false}}}, op: lte, right: {count: {from: credentials, where: {person: $act.person, type: clearance}}}}",
        (
            *PEOPLE,
            Volunteer(id="v-1", person="p-1", partner="bank", experienced=False),
            Credential(id="c-1", person="p-1", type="clearance", valid_to=date(2010, 2, 1)),
        ),
        (
            (
                'a person from Bank (p-1): no credential "Certificate"; it is needed for volunteers '
                'without experience; there is a credential "Certificate" (c-1, entry 8, 2 January 2010), '
                "but it ended on 31 January 2010 and was not renewed"
            ),
        ),
        (
            (
                "представитель организации «Банк „Восток“» (p-1): нет подтверждающего документа "
                "«Справка»; это требуется для добровольцев без опыта; есть подтверждающий документ "
                "«Справка» (c-1, запись 8, 2 января 2010 г.), но срок действия истёк 31 января 2010 г., "
                "продления не было"
            ),
        ),
        Level(id="l", person="p-1", scale="ready", level="guided"),
    ),
    "who stands alone": Case(
        "network: {metric: isolates, op: eq, value: 0}",
        (BANK, AID),
        ('the number of partners without any tie: 2, needed: 0; for example "Aid"',),
        ("число партнёров без единой связи: 2, нужно: 0; например, «Помощь»",),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_fact_is_said_with_what_came_nearest(case: Case) -> None:
    assert said_of(case.found()) == list(zip(case.en, case.ru, strict=True))


# --- as data ---------------------------------------------------------------------------------------------------------


def test_what_came_nearest_is_data_too() -> None:
    """Its kind, id, entry and day, and each condition that it misses, in the words of the law."""
    (lack,) = finding(
        "document: {type: policy, state: [adopted]}", Document(id="doc-1", type="policy", state="draft")
    ).lacks
    assert lack.nearest == Nearest(
        kind="document",
        id="doc-1",
        entry=2,
        day=date(2010, 1, 2),
        misses=(Miss(field="state", have="draft", need="eq adopted"),),
    )
    assert lack.model_dump(mode="json")["nearest"]["misses"] == [
        {"field": "state", "have": "draft", "need": "eq adopted"}
    ]


def test_a_term_that_is_over_is_data_and_the_day_on_which_it_lapsed() -> None:
    """Of a signature it is the agreement's."""
    found = finding(SIGNED, *PEOPLE, agreement("bank", "aid", until=date(2010, 2, 15)), signature("bank"))
    bank = next(lack for lack in found.lacks if lack.subject is not None and lack.subject.id == "bank")
    assert bank.lapsed == date(2010, 2, 15)
    assert bank.nearest is not None
    assert bank.nearest.id == "s-bank"
    assert bank.nearest.misses == (Miss(field="agreement.valid_to", have="2010-02-15", need="in force"),)


def test_what_is_lacking_altogether_has_no_near_miss() -> None:
    (lack,) = finding(CLEARED, *PEOPLE).lacks
    assert lack.nearest is None


def test_the_version_that_counts_is_named_with_its_own_entry() -> None:
    programme = told(
        law(gate="document: {type: policy, state: [published]}"), (Document(id="d", type="policy", state="draft"),)
    )
    programme.amend("document", "d", {"state": "adopted"}, on=date(2010, 2, 1))
    ((lack,),) = [found.lacks for found in programme.missing(on=ON)]
    assert lack.nearest is not None
    assert (lack.nearest.entry, lack.nearest.day) == (3, date(2010, 2, 1))
    programme.end("document", "d", reason="replaced", on=date(2010, 2, 10))
    ((lack,),) = [found.lacks for found in programme.missing(on=ON)]
    assert lack.nearest is not None
    assert (lack.nearest.entry, lack.nearest.day) == (3, date(2010, 2, 1)), (
        "its end is what is wrong with it, not what it is"
    )
    assert [miss.field for miss in lack.nearest.misses] == ["ended", "state"]


def test_what_misses_three_conditions_is_not_near() -> None:
    far = Decision(id="d-1", matter="chair", body="wg", present=1, members=12, votes_for=0)
    (lack,) = finding(CHAIR, GROUP, far).lacks
    assert lack.nearest is None


def test_the_answer_does_not_depend_on_the_order_in_which_things_were_written_down() -> None:
    """Among those that miss as little the latest, and of one day the last by id."""
    drafts = [Document(id=f"doc-{number}", type="policy", state="draft") for number in (2, 3, 1)]
    said_of = set()
    for order in (drafts, drafts[::-1], sorted(drafts, key=lambda one: one.id)):
        (lack,) = finding("document: {type: policy, state: [adopted]}", *order).lacks
        assert lack.nearest is not None
        said_of.add(lack.nearest.id)
    assert said_of == {"doc-3"}


def test_what_misses_less_is_nearer_than_what_is_later() -> None:
    programme = told(law(gate=CHAIR), (GROUP, vote(12, 12)))
    later = Decision(id="d-2", matter="chair", body="wg", present=5, members=12, votes_for=5)
    programme.record(later, on=date(2010, 2, 1))
    ((lack,),) = [found.lacks for found in programme.missing(on=ON)]
    assert lack.nearest is not None
    assert lack.nearest.id == "d-1"


def test_of_what_misses_as_little_the_later_is_nearer_whatever_it_is_called() -> None:
    programme = told(
        law(gate=CLEARED), (*PEOPLE, Credential(id="z", person="p-1", type="clearance", valid_to=date(2010, 2, 1)))
    )
    later = Credential(id="a", person="p-1", type="clearance", valid_to=date(2010, 2, 10))
    programme.record(later, on=date(2010, 2, 1))
    ((lack,),) = [found.lacks for found in programme.missing(on=ON)]
    assert lack.nearest is not None
    assert lack.nearest.id == "a"


def test_a_day_that_was_asked_before_does_not_answer_for_another() -> None:
    """The same view of the same state, on three days, in any order."""
    held = Credential(id="c-1", person="p-1", type="clearance", valid_from=date(2010, 2, 1), valid_to=date(2010, 3, 1))
    programme = told(law(gate=CLEARED), (*PEOPLE, held))
    days = (date(2010, 1, 10), date(2010, 3, 10), date(2010, 1, 20), date(2010, 2, 10))
    near: dict[date, list[str]] = {}
    for day in (*days, *reversed(days)):
        found = [lack.nearest for one in programme.missing(on=day) for lack in one.lacks]
        fields = [miss.field for one in found if one is not None for miss in one.misses]
        assert near.setdefault(day, fields) == fields
    assert list(near.values()) == [["valid_from"], ["valid_to"], ["valid_from"], []]


# --- with what an act brings -----------------------------------------------------------------------------------------

SEATED = "count: {of: {from: places, with: $act, where: {id: $act, capacity: {gte: 3}}}}"
ADOPTED = "count: {of: {from: documents, with: $act, where: {type: policy, state: adopted}}, min: 2}"


def amended(guard: str, kind: str, id_: str, changes: dict[str, object], *records: AnyRecord) -> Finding:
    programme = told(law(guard=guard), records)
    with pytest.raises(NotLawful) as refusal:
        programme.amend(kind, id_, changes, on=ON)
    return refusal.value.findings[0]


def test_a_row_is_told_as_an_amendment_makes_it() -> None:
    """There is one seat and two are asked for; three are needed. What the act would make is no entry yet."""
    found = amended(f"act: {{amend: place}}, {SEATED}", "place", "pl", {"capacity": 2}, *PLACED)
    assert said_of(found) == [("the capacity is 2; it must be at least 3", "число мест — 2, а нужно не меньше 3")]
    (near,) = [lack.nearest for lack in found.lacks if lack.nearest is not None]
    assert (near.id, near.entry, near.misses) == ("pl", None, (Miss(field="capacity", have="2", need="gte 3"),))
    assert "make sure of this: volunteer place (capacity: at least 3)" in found.text()


def test_a_row_that_was_as_needed_is_told_as_an_amendment_spoils_it() -> None:
    place = PLACED[-1].model_copy(update={"capacity": 5})
    assert said_of(
        amended(f"act: {{amend: place}}, {SEATED}", "place", "pl", {"capacity": 2}, *PLACED[:-1], place)
    ) == [("the capacity is 2; it must be at least 3", "число мест — 2, а нужно не меньше 3")]


def test_a_new_row_is_told_as_the_act_brings_it() -> None:
    """And the first of its kind is told as one, not as none."""
    found = against(f"act: {{record: place}}, {SEATED}", PLACED[-1], *PLACED[:-1])
    assert said_of(found) == [("the capacity is 1; it must be at least 3", "число мест — 1, а нужно не меньше 3")]
    ((en, _),) = said_of(against(f"act: {{record: document}}, {ADOPTED}", paper(1)))
    assert en == '1 of the 2 needed adopted documents "Policy" (this one included)'


def test_what_a_row_has_to_be_before_an_amendment_is_told_of_that_time() -> None:
    """The act opens the place, and only a place that was open may be changed; what it leaves as it is has no time."""
    guard = "act: {amend: place}, count: {of: {from: places, where: {id: $act, state: open}}}"
    ((en, ru),) = said_of(amended(guard, "place", "pl", {"state": "open"}, *PLACED))
    assert en == 'before this change, state: "closed"; it must have been "open"'
    assert ru == "до этого изменения: состояние — «закрыто», а нужно было «открыто»"
    ((en, _),) = said_of(amended(guard, "place", "pl", {"capacity": 2}, *PLACED))
    assert en == 'the state is "closed"; it must be "open"'


def test_among_others_the_row_that_an_act_changes_is_the_one_that_comes_near() -> None:
    one, other = paper(1), paper(2)
    found = amended(f"act: {{amend: document}}, {ADOPTED}", "document", "doc-2", {"state": "draft"}, one, other)
    assert said_of(found) == [
        (
            '1 of the 2 needed adopted documents "Policy" (this one included); there is also a draft document "Policy" (doc-2), but it must be adopted',
            "1 из 2 нужных принятых документов «Правила» (вместе с этой записью); есть ещё пока не принятый документ «Правила» (doc-2), но требуется принятый",
        )
    ]


# --- told together ---------------------------------------------------------------------------------------------------


def test_many_who_lack_the_same_are_one_line_and_each_a_lack() -> None:
    firms = [Partner(id=f"firm-{number}", name=Text.of(f"Firm {number}"), sector="business") for number in range(13)]
    papers: list[AnyRecord] = [
        agreement(*[firm.id for firm in firms], until=date(2010, 2, 15)),
        *(signature(firm.id) for firm in firms),
    ]
    found = finding(f"owed_by: $it, {SIGNED}", *firms, *papers)
    assert len(found.lacks) == 13
    assert found.text(limit=9).splitlines()[1] == (
        '  - Firm 0, Firm 1, Firm 10 and 10 more: "Cooperation agreement" (agr) '
        "ended on 14 February 2010 and was not renewed   (responsible: each of them)"
    )
    assert all(str(lack.subject) in found.text() for lack in found.lacks)
    assert found.text("ru", limit=9).splitlines()[1] == (
        "  - Firm 0, Firm 1, Firm 10 и ещё 10: «Соглашение о "
        "сотрудничестве» (agr) — срок действия истёк 14 февраля 2010 г., продления не было   (отвечает "
        "каждая из этих организаций)"
    )
    assert [line.startswith("  - ") for line in found.text().splitlines()].count(True) == 1


def test_two_who_lack_the_same_are_two_lines() -> None:
    found = finding("level: {of: people, scale: ready, at_least: guided}", *PEOPLE)
    assert len([line for line in found.text().splitlines() if line.startswith("  - ")]) == 2


# --- suspensions -----------------------------------------------------------------------------------------------------


def test_a_suspension_says_what_lifts_it() -> None:
    """Why it is, and the step of each rule that does not hold, in both languages."""
    programme = running()
    programme.end("partner", "bank", reason="closed", on=date(2010, 3, 1))
    placement = Placement(id="pm", place="pl", volunteer="v-1")
    for record in (
        Volunteer(id="v-1", person="p-1", partner="aid", experienced=True),
        Need(id="n", institution="aid", what=Text.of("Chess")),
        Place(id="pl", need="n", institution="aid", capacity=1),
    ):
        programme.record(record, on=date(2010, 3, 2))
    programme.suspend(on=date(2010, 3, 3), reason="Flood")
    with pytest.raises(NotLawful) as refusal:
        programme.record(placement, on=date(2010, 6, 2))
    (why,) = [one for one in refusal.value.findings if one.code == "suspended"]
    assert [str(lack.what) for lack in why.lacks] == [
        (
            'R3 "A business takes part" is not met: B (business): there is a partner "Bank" (bank, entry 2, 2 '
            "January 2010), but it left on 1 March 2010"
        ),
        (
            'R4 "The agreement is in force" is not met: there is an agreement (agr, entry 6, 10 January 2010), '
            "but it ended on 31 May 2010 and was not renewed"
        ),
        "suspended by a decision: Flood",
    ]
    assert why.remedy.in_language("en") == (
        "the suspension ends when this is done: R3 - find an active partner in the sector "
        '"B"; and R4 - record an agreement; and resume the programme by a decision, '
        "once the reason is gone"
    )
    assert "когда будет сделано следующее: R3 — " in why.text("ru")
