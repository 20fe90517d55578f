"""What a finding says is lacking: a sentence that a coordinator understands who has never seen the template's file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from partnership.records import (
    Assignment,
    BudgetLine,
    Contribution,
    Credential,
    Decision,
    Incident,
    Interest,
    Level,
    Meeting,
    Person,
    Placement,
)
from partnership.values import Money, Text
from tests.evaluation.laws import (
    AID,
    BANK,
    GROUP,
    IVAN,
    ON,
    PLACED,
    finding,
    lacking,
    law,
    paper,
    refused,
    told,
)

# --- how many --------------------------------------------------------------------------------------------------------


def test_who_lacks_it_stands_before_the_colon_and_is_not_said_again() -> None:
    rule = "coverage: {each: partners, has: {from: assignments, where: {role: lead, at: $it}}}"
    elsewhere = Assignment(id="as-1", role="lead", person="p-1")
    assert lacking(rule, BANK, IVAN, elsewhere) == [
        (
            'Bank (bank): nobody holds the role "Safeguarding lead"',
            "Банк «Восток» (bank): никто не назначен на роль «Ответственный за защиту детей»",
        )
    ]


def test_what_is_asked_of_each_by_its_own_is_said_of_no_other() -> None:
    rule = "coverage: {each: partners, has: {from: documents, where: {title: $it.name}}}"
    assert lacking(rule, BANK, AID, paper(1)) == [
        ("Aid (aid): no document (title: Aid)", "Помощь (aid): нет документа (название: Помощь)"),
        ("Bank (bank): no document (title: Bank)", "Банк «Восток» (bank): нет документа (название: Банк «Восток»)"),
    ]


def test_items_go_by_their_titles_states_by_their_words_and_the_region_by_its_code() -> None:
    rule = "count: {of: {from: partners, where: {sector: ngo, status: active, region: $programme.region}}}"
    assert lacking(rule, BANK) == [
        (
            'no active partner from the sector "Charities" (region: RU-SMO)',
            "нет действующего партнёра из сектора «„Третий“ сектор» (регион: RU-SMO)",
        )
    ]


@pytest.mark.parametrize(
    "needed, there, en, ru",
    [
        (1, 0, 'no document "Policy"', "нет документа «Правила»"),
        (3, 0, 'no documents "Policy", 3 needed', "нет документов «Правила», нужно 3"),
        (4, 2, '2 of the 4 needed documents "Policy"', "2 из 4 нужных документов «Правила»"),
        (21, 2, 'documents "Policy": only 2 of the 21 needed', "документы «Правила»: только 2, а нужно 21"),
    ],
)
def test_too_few(needed: int, there: int, en: str, ru: str) -> None:
    rule = f"count: {{of: {{from: documents, where: {{type: policy}}}}, min: {needed}}}"
    others = [paper(100, "plan")]  # the register has rows, so that it is known what is not there
    assert lacking(rule, *others, *(paper(number) for number in range(there))) == [(en, ru)]


def test_too_many() -> None:
    rule = "count: {of: {from: documents, where: {type: policy}}, max: 1}"
    assert lacking(rule, paper(1), paper(2), paper(3)) == [
        (
            'documents "Policy": 3, at most 1 allowed; the latest: doc-3, entry 4, 2 January 2010',
            ("документы «Правила»: 3, допускается не больше 1; последняя запись: doc-3, запись 4, 2 января 2010 г."),
        )
    ]


def test_what_must_not_be() -> None:
    one, two = Incident(id="i-1", type="harm", state="open"), Incident(id="i-2", type="harm", state="open")
    rule = "none_open: {from: incidents}"
    assert lacking(rule, one) == [
        (
            "there is already an open incident (i-1, entry 2, 2 January 2010), and there must be none",
            "уже есть открытое происшествие (i-1, запись 2, 2 января 2010 г.), а быть не должно",
        )
    ]
    assert lacking(rule, one, two) == [
        (
            ("there are 2 open incidents, and there must be none; the latest: i-2, entry 3, 2 January 2010"),
            (
                "открытые происшествия: есть 2, а быть не должно ни одной записи; последняя запись: i-2, "
                "запись 3, 2 января 2010 г."
            ),
        )
    ]


def test_what_must_not_be_goes_by_its_own_type() -> None:
    """Of the types that a rule rules out only that of the row is named."""
    rule = "count: {of: {from: documents, where: {type: {in: [policy, plan]}}}, max: 0}"
    ((en, _),) = lacking(rule, paper(1))
    assert en == 'there is already a document "Policy" (doc-1, entry 2, 2 January 2010), and there must be none'


def test_different_values_are_counted_once() -> None:
    rule = "count: {of: interests, distinct: partner.sector, min: 2}"
    wants = Interest(id="in-1", partner="bank", outcome="o1", confirmed=True)
    assert lacking(rule, BANK, wants) == [
        (
            "there are interests, but from only 1 sector; at least 2 sectors are needed",
            "интересы есть только из 1 сектора, а нужны хотя бы из 2 разных секторов",
        )
    ]


def test_nothing_recorded_is_told_from_nothing_there() -> None:
    assert lacking("count: {of: {from: interests, where: {confirmed: true}}}") == [
        ("no confirmed interest is recorded yet", "пока не внесено ни одного подтверждённого интереса")
    ]


def test_a_register_nobody_keeps() -> None:
    assert lacking("none_open: {from: incidents}") == [
        (
            "nobody has confirmed that the register of incidents is kept",
            "нет подтверждения, что ведётся реестр происшествий",
        )
    ]


def test_nobody_to_ask() -> None:
    rule = "coverage: {each: parties, has: {from: interests, where: {partner: $it}}}"
    assert lacking(rule) == [
        (
            'nobody is in the circle "Parties" yet: no agreement names anybody',
            "в круг «Стороны» никто ещё не входит: соглашения никого не называют",
        )
    ]


def test_a_register_of_the_templates_own() -> None:
    assert lacking("count: {of: {from: channels, where: {audience: public}}}") == [
        (
            'no row in the register "Channels" (audience: "public") is recorded yet',
            "пока не внесено: строка реестра «Каналы» (audience: «public»)",
        )
    ]


def test_a_word_of_a_choice_is_said_as_its_author_says_it() -> None:
    row, row_ru = 'row in the register "Channels"', "пока не внесено: строка реестра «Каналы»"
    assert lacking("count: {of: {from: channels, where: {reach: all}}}") == [
        (f"no {row} for everybody is recorded yet", f"{row_ru} для всех")
    ]
    assert lacking("count: {of: {from: channels, where: {reach: some}}}") == [
        (f'no {row} (reach: "some") is recorded yet', f"{row_ru} (reach: «some»)")
    ]


def test_different_values_go_by_what_they_are_of() -> None:
    """From how many sectors, how many kinds of document: what is told apart has a noun of its own."""
    rule = "count: {of: documents, distinct: type, min: 3}"
    assert lacking(rule, paper(1)) == [
        (
            "documents: only 1 type of document, and at least 3 are needed",
            "документы: только 1 вид документа, а нужно не меньше 3",
        )
    ]


def test_a_register_that_nobody_has_changed() -> None:
    rule = "timing: {of: documents, field: changed, cadence: $param.fresh}"
    assert lacking(rule, paper(1)) == [
        (
            (
                "the register of documents was last updated on 2 January 2010 (doc-1, entry 2); it should have been "
                "updated again by 16 February 2010"
            ),
            (
                "реестр документов последний раз обновлён 2 января 2010 г. (doc-1, запись 2); обновить его снова нужно "
                "было не позднее 16 февраля 2010 г."
            ),
        )
    ]


def test_one_record_that_is_not_as_it_ought_to_be() -> None:
    rule = "for_each: {in: partners, as: p, require: [{count: {of: {from: partners, where: {id: $p, sector: ngo}}}}]}"
    assert lacking(rule, BANK) == [
        (
            'Bank (bank): the sector is "Business"; it must be "Charities"',
            "Банк «Восток» (bank): сектор — «Бизнес», а нужно «„Третий“ сектор»",
        )
    ]


def test_what_lapsed_says_when() -> None:
    rule = "coverage: {each: people, has: {from: credentials, where: {person: $it, type: clearance}}}"
    held = Credential(id="c-1", person="p-1", type="clearance", valid_to=date(2010, 2, 1))
    assert lacking(rule, BANK, IVAN, held) == [
        (
            (
                'a person from Bank (p-1): there is a credential "Certificate" (c-1, entry 4, 2 January '
                "2010), but it ended on 31 January 2010 and was not renewed"
            ),
            (
                "представитель организации «Банк „Восток“» (p-1): есть подтверждающий документ «Справка» "
                "(c-1, запись 4, 2 января 2010 г.), но срок действия истёк 31 января 2010 г., продления "
                "не было"
            ),
        )
    ]


CLEARED = "coverage: {each: people, has: {from: credentials, where: {person: $it, type: clearance}}}"


def test_on_the_day_on_which_it_lapses_it_has_lapsed() -> None:
    """Its last day is the one before, and nobody has to wait until tomorrow to be told since when."""
    held = Credential(id="c-1", person="p-1", type="clearance", valid_to=ON)
    assert [lack.lapsed for lack in finding(CLEARED, BANK, IVAN, held).lacks] == [ON]


def test_what_was_said_of_a_record_after_its_end_does_not_move_the_end() -> None:
    """The change of the tenth was written first, the end of the first of the month after it."""
    programme = told(law(gate=CLEARED), (BANK, IVAN, Credential(id="c-1", person="p-1", type="clearance")))
    programme.amend("credential", "c-1", {"note": "seen"}, on=date(2010, 2, 10))
    programme.end("credential", "c-1", on=date(2010, 2, 1), recorded=ON, reason="withdrawn by the issuer")
    (found,) = programme.missing(on=ON)
    assert [lack.lapsed for lack in found.lacks] == [date(2010, 2, 1)]


def test_levels_say_or_higher() -> None:
    rule = "level: {of: people, scale: ready, at_least: guided}"
    other = Level(id="l-1", person="p-2", scale="ready", level="guided")
    assert lacking(rule, BANK, AID, IVAN, Person(id="p-2", partner="aid"), other) == [
        (
            'a person from Bank (p-1): no level "Guided" or higher',
            "представитель организации «Банк „Восток“» (p-1): нет уровня «С наставником» или выше",
        )
    ]


def test_parameters_go_by_their_value_and_bodies_by_their_name() -> None:
    rule = "decision: {matter: chair, body: wg, quorum: $param.quorum, minutes: true}"
    vote = Decision(id="d-1", matter="other", body="wg", present=1, members=4, votes_for=1)
    conditions = 'of the "Working group" (with at least 50 % of the members present, with minutes)'
    conditions_ru = "органа «Рабочая группа» (при участии не меньше 50 % членов, с протоколом заседания)"
    assert lacking(rule, GROUP, vote) == [
        (
            f'no decision "Election of the chair" {conditions}',
            f"нет решения «Избрание председателя» {conditions_ru}",
        )
    ]


# --- several ways ----------------------------------------------------------------------------------------------------


def test_where_one_of_several_ways_is_enough_the_others_are_said_to_be_others() -> None:
    rule = "any: [{document: {type: policy}}, {document: {type: plan}}]"
    assert lacking(rule, paper(1, "report")) == [
        ('no document "Policy"', "нет документа «Правила»"),
        (
            'instead, this would be enough: a document "Plan"',
            "вместо этого подойдёт: документ «План»",
        ),
    ]


def test_what_would_be_enough_instead_is_said_and_not_once_more_what_there_is_not() -> None:
    rule = "any: [{document: {type: policy}}, {count: {of: {from: registers, where: {lists: needs}}}}]"
    assert lacking(rule, paper(1, "report"))[1] == (
        "instead, this would be enough: a confirmation that the register of needs is kept",
        "вместо этого подойдёт: подтверждение, что ведётся реестр потребностей",
    )
    rule = "any: [{document: {type: policy}}, {document: {type: plan, min: 2}}]"
    assert lacking(rule, paper(1, "report"))[1][0] == 'instead, this would be enough: 2 documents "Plan"'


def test_where_some_conditions_are_enough_each_says_so() -> None:
    rule = "at_least: {n: 2, of: [{document: {type: policy}}, {document: {type: plan}}, {document: {type: report}}]}"
    assert lacking(rule, paper(1, "report"))[1] == (
        'no document "Plan" - condition 2 of 3, 2 are enough',
        "нет документа «План» — условие 2 из 3; достаточно выполнить 2",
    )


def test_what_only_a_parameter_would_change_is_left_out() -> None:
    rule = "any: [{compare: {left: $param.grade, op: lt, right: 1}}, {document: {type: policy}}]"
    assert lacking(rule, paper(1, "plan")) == [('no document "Policy"', "нет документа «Правила»")]


def test_a_rule_that_always_says_no_is_said_by_its_title() -> None:
    assert lacking("compare: {left: 0, op: gt, right: 0}") == [("The rule", "Правило")]


def test_none_of_several() -> None:
    assert lacking("none: [{document: {type: policy}}]", paper(1)) == [
        (
            'there is already a document "Policy" (doc-1, entry 2, 2 January 2010), and there must be none',
            "уже есть документ «Правила» (doc-1, запись 2, 2 января 2010 г.), а быть не должно",
        )
    ]


# --- how much, when, the network -------------------------------------------------------------------------------------


def test_figures_are_held_against_each_other() -> None:
    rule = "compare: {left: {sum: contributions, field: value}, op: gte, right: {sum: budget_lines, field: value}}"
    given = Contribution(
        id="c-1", partner="bank", what="cash", state="delivered", value=Money(amount=Decimal("10.50"), currency="RUB")
    )
    planned = BudgetLine(id="b-1", title=Text.of("Bus", "Автобус"), value=Money(amount=Decimal(100), currency="RUB"))
    assert lacking(rule, BANK, given, planned) == [
        (
            "contributions, in total: 10.5 RUB, needed: at least 100 RUB (budget lines, in total)",
            "вклады, в сумме: 10,5 RUB, нужно: не меньше 100 RUB (статьи бюджета, в сумме)",
        )
    ]
    assert lacking(rule, BANK, given) == [("no budget line is recorded yet", "пока не внесено ни одной статьи бюджета")]


def test_a_share_is_said_in_per_cent() -> None:
    rule = (
        "compare: {left: {ratio: [{count: {from: partners, where: {sector: ngo}}}, {count: partners}]}, "
        "op: gte, right: $param.quorum}"
    )
    assert lacking(rule, BANK, AID, BANK.model_copy(update={"id": "shop"})) == [
        (
            'partners from the sector "Charities": 33.3 % of partners; at least 50 % is needed',
            "партнёры из сектора «„Третий“ сектор»: 33,3 % от величины «партнёры»; нужно не меньше 50 %",
        )
    ]


def test_what_is_due_says_when_it_was_last_and_when_it_was_due() -> None:
    rule = "timing: {of: {from: meetings, where: {body: wg}}, cadence: $param.fresh}"
    held = Meeting(id="m-1", body="wg", type="regular", state="held", present=3, members=4)
    assert lacking(rule, GROUP, held) == [
        (
            (
                'the latest meeting of the "Working group" is dated 2 January 2010 (m-1, entry 3); the '
                "next one was due by 16 February 2010"
            ),
            (
                "последнее заседание органа «Рабочая группа» — 2 января 2010 г. (m-1, запись "
                "3); следующее нужно было внести не позднее 16 февраля 2010 г."
            ),
        )
    ]
    assert lacking(rule, GROUP) == [
        (
            'no meeting of the "Working group" is recorded yet',
            "пока не внесено ни одного заседания органа «Рабочая группа»",
        )
    ]


def test_what_is_to_be_waited_for_and_what_is_over() -> None:
    early, late = "timing: {since: documents, at_least: P1Y}", "timing: {since: documents, at_most: P1M}"
    assert lacking(early, paper(1)) == [
        (
            "too early: documents (doc-1, entry 2); wait until 2 January 2011",
            "ещё рано: документы (doc-1, запись 2); подождите до 2 января 2011 г.",
        )
    ]
    assert lacking(late, paper(1)) == [
        (
            "too late: documents (doc-1, entry 2); the deadline was 2 February 2010",
            "срок пропущен: документы (doc-1, запись 2); он истёк 2 февраля 2010 г.",
        )
    ]


def test_the_order_of_things() -> None:
    rule = "timing: {first: documents, then: partners, at_least: P1M}"
    assert lacking(rule, BANK, paper(1)) == [
        (
            "partners: first on 2 January 2010, needed after documents (2 January 2010), at least 1 month",
            (
                "партнёры: впервые 2 января 2010 г., а нужно после: документы (2 января 2010 г.), не раньше "
                "чем через 1 месяц"
            ),
        )
    ]


def test_the_network_says_its_figure() -> None:
    assert lacking("network: {metric: isolates, op: eq, value: 0}", BANK, AID) == [
        (
            'the number of partners without any tie: 2, needed: 0; for example "Aid"',
            "число партнёров без единой связи: 2, нужно: 0; например, «Помощь»",
        )
    ]
    assert lacking("network: {metric: connected, op: gte, value: $param.quorum}") == [
        (
            "nothing is known about the share of partners in the largest connected group",
            "нет сведений: доля партнёров в наибольшей связной группе",
        )
    ]


# --- acts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "credential: {of: $act.volunteer.person, type: clearance}",
        "count: {of: {from: credentials, where: {person: $act.volunteer.person, type: clearance}}}",
    ],
)
def test_an_act_says_who_lacks_it_and_on_which_day(rule: str) -> None:
    placement = Placement(id="pm", place="pl", volunteer="v-1")
    assert refused(f"act: {{record: placement}}, {rule}", placement, *PLACED) == [
        (
            'a person from Bank (p-1): no credential "Certificate" is valid on 1 March 2010',
            (
                "представитель организации «Банк „Восток“» (p-1): на 1 марта 2010 г. "
                "нет подтверждающего документа «Справка»"
            ),
        )
    ]


def test_what_an_act_names_is_not_as_it_ought_to_be() -> None:
    rule = "act: {record: placement}, count: {of: {from: places, where: {id: $act.place, state: open}}}"
    assert refused(rule, Placement(id="pm", place="pl", volunteer="v-1"), *PLACED) == [
        (
            'volunteer place, Aid (pl): the state is "closed"; it must be "open"',
            "добровольческое место, Помощь (pl): состояние — «закрыто», а нужно «открыто»",
        )
    ]


def test_what_an_act_rules_out_is_not_among_the_choices() -> None:
    """A secretary may not be the chair: the other post is named, not both."""
    where = "{role: {in: [lead, deputy], ne: $act.role}, person: $act.person, id: {ne: $act}}"
    rule = f"act: {{record: assignment}}, count: {{of: {{from: assignments, where: {where}}}, max: 0}}"
    lead = Assignment(id="as-1", role="lead", person="p-1")
    ((en, ru),) = refused(rule, Assignment(id="as-2", role="deputy", person="p-1"), BANK, IVAN, lead)
    where, where_ru = "(as-1, entry 4, 2 January 2010)", "(as-1, запись 4, 2 января 2010 г.)"
    assert en == (
        'a person from Bank (p-1): there is already a role assignment "Safeguarding lead" '
        f"{where}; the two are incompatible"
    )
    assert ru.endswith(
        f"(p-1): уже есть назначение на роль «Ответственный за защиту детей» {where_ru}; "
        "с новой записью это несовместимо"
    )


def test_a_figure_of_the_act_itself() -> None:
    rule = "act: {record: decision}, compare: {left: $act.attendance, op: gte, right: $param.quorum}"
    vote = Decision(id="d-1", matter="chair", body="wg", present=1, members=3, votes_for=1)
    assert refused(rule, vote, GROUP) == [
        (
            "33.3 % of the members were present; at least 50 % is needed",
            "присутствовало 33,3 % членов, нужно не меньше 50 %",
        )
    ]


# --- remedies --------------------------------------------------------------------------------------------------------


def test_the_remedy_of_the_library_speaks_of_the_programme_too() -> None:
    found = finding("timing: {of: documents, cadence: $param.fresh}", paper(1))
    assert found.remedy.in_language("en") == "due again, at least every 45 days: documents"
    assert found.remedy.in_language("ru") == "пора повторить, не реже чем раз в 45 дней: документы"
