"""What is said where a matter is not decided: the votes, the days, and who objected."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.programme import Programme
from partnership.records import AnyRecord, Decision, Objection, Proposal
from tests.evaluation.laws import AID, BANK, GROUP, IVAN, law, said_of

PROPOSED, DECIDED, ASKED = date(2010, 5, 1), date(2010, 5, 3), date(2010, 5, 10)
PROPOSAL = Proposal(id="p", matter="chair", body="wg")


def vote(votes_for: int, votes_against: int = 0, votes_abstained: int = 0, **fields: object) -> Decision:
    counted = {"votes_for": votes_for, "votes_against": votes_against, "votes_abstained": votes_abstained}
    present = {"present": votes_for + votes_against + votes_abstained, "members": 12}
    return Decision.model_validate({"id": "d", "matter": "chair", "body": "wg", **present, **counted, **fields})


def objection(number: int = 1, by: str = "bank", **fields: object) -> Objection:
    return Objection.model_validate({"id": f"o-{number}", "partner": by, **fields})


THERE = 'there is a decision "Election of the chair" (d, entry 6, 3 May 2010), but '
THERE_RU = "есть решение «Избрание председателя» (d, запись 6, 3 мая 2010 г.), но "

CASES: dict[str, tuple[list[tuple[date, AnyRecord]], str, str]] = {
    "quorum: majority": (
        [(DECIDED, vote(5))],
        THERE + "41.7 % of the members were present; more than 50 % is needed",
        THERE_RU + "присутствовало 41,7 % членов, нужно больше 50 %",
    ),
    "majority: 2/3": (
        [(DECIDED, vote(3, 2))],
        THERE + "60 % voted for it; at least 2/3 is needed",
        THERE_RU + "за — 60 %, нужно не меньше 2/3",
    ),
    "majority: simple, of: votes": (
        [(DECIDED, vote(2, 2, 4))],
        THERE + "50 % of the votes for and against were for it; more than 50 % is needed",
        THERE_RU + "за — 50 % голосов «за» и «против», нужно больше 50 %",
    ),
    "majority: simple, of: members": (
        [(DECIDED, vote(6))],
        THERE + "50 % of all members voted for it; more than 50 % is needed",
        THERE_RU + "за — 50 % всех членов, нужно больше 50 %",
    ),
    "notice: P14D": (
        [(PROPOSED, PROPOSAL), (DECIDED, vote(8, proposal="p"))],
        "decision (d): proposed on 1 May 2010, decided on 3 May 2010, needed: at least 14 days later",
        "решение (d): предложено 1 мая 2010 г., решено 3 мая 2010 г., нужно: не раньше чем через 14 дней",
    ),
    "consent: P9D": (
        [(PROPOSED, PROPOSAL)],
        "proposal (p): the period for objections runs until 10 May 2010",
        "предложение (p): срок для возражений — по 10 мая 2010 г. включительно",
    ),
    "consent: P8D": (
        [(PROPOSED, PROPOSAL), (DECIDED, objection(proposal="p"))],
        'proposal (p): "Bank" objected on 3 May 2010 (o-1, entry 7)',
        "предложение (p): возражение от 3 мая 2010 г.: «Банк „Восток“» (o-1, запись 7)",
    ),
    "veto: {sectors: business}": (
        [(DECIDED, vote(8)), (DECIDED, objection(decision="d", state="upheld"))],
        'decision (d): "Bank" objected on 3 May 2010 (o-1, entry 7), and the objection was upheld',
        "решение (d): возражение от 3 мая 2010 г.: «Банк „Восток“» (o-1, запись 7); возражение признано обоснованным",
    ),
    "appeal: $param.fresh": (
        [(DECIDED, vote(8))],
        "decision (d): the period for objections runs until 17 June 2010",
        "решение (d): срок для возражений — по 17 июня 2010 г. включительно",
    ),
    "appeal: P3D": (
        [(DECIDED, vote(8)), (DECIDED, objection(decision="d")), (DECIDED, objection(2, "aid", decision="d"))],
        'decision (d): "Aid" objected on 3 May 2010 (o-2, entry 8); objections that stand: 2',
        "решение (d): возражение от 3 мая 2010 г.: «Помощь» (o-2, запись 8); всего неснятых возражений: 2",
    ),
    "sectors: [business]": (
        [(DECIDED, vote(8, partners=("aid",)))],
        "Bank (bank): did not take part - Business (business) - decision (d)",
        "Банк «Восток» (bank): нет среди принявших решение - Бизнес (business) - решение (d)",
    ),
}
"""A rule, what is recorded under it, and what is said on 10 May 2010 to be lacking."""


@pytest.mark.parametrize("asked", CASES)
def test_what_a_decision_lacks_is_told_as_a_fact(asked: str) -> None:
    told, english, russian = CASES[asked]
    programme = Programme.start(
        law(gate=f"decision: {{matter: chair, {asked}}}"), id="small-1", region="RU-SMO", on=date(2010, 1, 1)
    )
    for each in (BANK, AID, IVAN, GROUP):
        programme.record(each, on=date(2010, 1, 2))
    for day, record in told:
        programme.record(record, on=day)
    (found,) = programme.missing(on=ASKED)
    assert said_of(found) == [(english, russian)]
