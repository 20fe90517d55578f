"""The ties that a ledger implies: each from entries, none invented, and the same ones that gates ask for."""

import datetime as dt

import pytest
from hypothesis import given, settings

from partnership.acts import Amended, Ended, Recorded
from partnership.evaluation import tie_counts
from partnership.network.kinds import EDGE_KINDS, LIVED, NODE_KINDS
from partnership.network.reshaping import turning_days
from partnership.network.views import networks, partner_network, relationship_network
from partnership.programme import Programme, load_template
from partnership.records import (
    Agreement,
    AnyRecord,
    Partner,
    Person,
    Session,
    Signature,
    Team,
    Tie,
    Visit,
    Volunteer,
)
from partnership.testing import lawful_programmes
from partnership.values import Text
from tests.network.pilot import on, pilot
from tests.small import day


def lived_pairs(programme: Programme, date: dt.date) -> set[tuple[str, str]]:
    """What the gates see on a day."""
    return set(tie_counts(programme.as_of(date).context()))


def drawn_pairs(programme: Programme, date: dt.date) -> set[tuple[str, str]]:
    """What the graph shows on a day, those who have left included, as the gates' ties do."""
    ordinal_edges = networks(programme.as_of(date)).partners.of_kinds(LIVED).edges
    return {
        (min(str(edge.source), str(edge.target)), max(str(edge.source), str(edge.target)))
        for edge in ordinal_edges
        if (edge.start is None or edge.start <= date) and (edge.end is None or date < edge.end)
    }


def test_on_every_day_of_the_pilot_the_graph_ties_whom_the_gates_see_tied() -> None:
    programme = pilot()
    days = turning_days(networks(programme.snapshot).partners)
    assert len(days) > 20
    for date in days:
        for near in (date - dt.timedelta(days=1), date):
            assert drawn_pairs(programme, near) == lived_pairs(programme, near), near


@settings(max_examples=15)
@given(programme=lawful_programmes(load_template("volunteers"), max_entries=25))
def test_in_any_lawful_programme_the_graph_ties_whom_the_gates_see_tied(programme: Programme) -> None:
    for date in {entry.date for entry in programme.entries}:
        assert drawn_pairs(programme, date) == lived_pairs(programme, date), date


def test_every_tie_of_the_pilot_can_be_traced_to_entries_that_tell_of_its_record() -> None:
    """No edge is invented: each names its record, and entries of the ledger that lie on or before its first day."""
    programme = pilot()
    entries = {entry.seq: entry for entry in programme.entries}
    whole = relationship_network(programme.snapshot, ever=True)
    assert whole.edge_count > 500
    for edge in whole.edges:
        assert edge.record is not None
        assert edge.entries, edge
        told = [entries[seq] for seq in edge.entries]
        assert any(_tells(entry, edge.record) for entry in told), edge
        assert edge.start is None or all(entry.date <= edge.start or entry.date < day("2012-01-01") for entry in told)


def _tells(entry: object, record: tuple[str, str]) -> bool:
    match entry:
        case Recorded():
            return (entry.record.kind, entry.record.id) == record
        case Amended() | Ended():
            return (entry.kind, entry.id) == record
        case _:
            return False


def test_the_graph_knows_only_kinds_that_are_described() -> None:
    whole = relationship_network(pilot().snapshot, ever=True)
    assert set(whole.kinds) <= set(EDGE_KINDS)
    assert {node.kind for node in whole.nodes} <= set(NODE_KINDS)


def test_who_is_in_the_graph_has_a_sector_and_a_name_in_both_languages() -> None:
    whole = relationship_network(on("2010-06-01"))
    bank = whole.node("uralsib")
    assert (bank.sector, bank.name) == ("business", Text(en="Bank Uralsib", ru="Банк «Уралсиб»"))
    employee = whole.node("person:p-uralsib-1")
    assert (employee.sector, employee.attributes) == ("business", {"partner": "uralsib"})


def test_no_child_has_a_name_in_the_graph() -> None:
    """Invariant 9: a pupil is a pseudonym, here as everywhere."""
    wards = [node for node in relationship_network(pilot().snapshot, ever=True).nodes if node.kind == "ward"]
    assert wards
    assert all(node.name is None for node in wards)


def test_an_agreement_ties_those_who_have_signed_it_from_the_later_signature() -> None:
    network = partner_network(on("2009-06-30"), kinds={"party"})
    signed = [edge for edge in network.edges if {edge.source, edge.target} == {"uralsib", "kopeika"}]
    assert [edge.record for edge in signed] == [("agreement", "agreement-2009")]
    signatures = [
        entry
        for entry in pilot().entries
        if isinstance(entry, Recorded)
        and isinstance(entry.record, Signature)
        and entry.record.agreement == "agreement-2009"
        and entry.record.partner in {"uralsib", "kopeika"}
    ]
    assert signed[0].start == max(entry.date for entry in signatures)
    assert {entry.seq for entry in signatures} < set(signed[0].entries)


def test_who_leaves_is_gone_from_the_graph_on_that_day() -> None:
    before, after = (partner_network(on(date)).ids for date in ("2011-05-15", "2011-05-16"))
    assert "media-slot" in before
    assert "media-slot" not in after


@pytest.fixture
def programme() -> Programme:
    """Two companies and an NGO, under the law that comes with the library."""
    law = load_template("volunteers")
    begun = Programme.start(law, id="x", region="RU-SMO", on=day("2009-01-01"))
    for id_, sector in (("a", "business"), ("b", "business"), ("n", "ngo")):
        begun.record(Partner(id=id_, name=Text.of(id_.upper()), sector=sector), on=day("2009-01-02"))
    return begun


def test_a_person_stands_for_the_partner_that_it_belonged_to_on_the_day(programme: Programme) -> None:
    """When somebody changes employer, what was lived before stays with the first, what holds now goes to the second."""
    programme.record(Person(id="p", partner="a"), on=day("2009-01-03"))
    programme.record(Person(id="q", partner="n"), on=day("2009-01-03"))
    programme.record(
        Session(id="s", type="coordinator_training", state="held", attended=("p", "q")), on=day("2009-02-01")
    )
    programme.amend("person", "p", {"partner": "b"}, on=day("2009-03-01"))
    pairs = [
        (edge.source, edge.target, edge.start, edge.end)
        for edge in partner_network(programme.snapshot, ever=True).edges
    ]
    assert pairs == [
        ("a", "n", day("2009-02-01"), day("2009-03-01")),
        ("b", "n", day("2009-03-01"), None),
    ]


def test_a_declared_tie_keeps_its_strength_its_kind_and_its_direction(programme: Programme) -> None:
    programme.record(
        Tie(id="t", between=("n", "a"), type="funding", strength=4, directed=True), on=day("2009-02-01"), note="asked"
    )
    programme.amend("tie", "t", {"strength": 5}, on=day("2009-04-01"))
    programme.end("tie", "t", reason="over", on=day("2009-05-01"))
    edges = list(partner_network(programme.snapshot, ever=True).edges)
    assert [(edge.source, edge.target, edge.mutual, edge.end) for edge in edges] == [
        ("n", "a", False, day("2009-05-01"))
    ]
    assert edges[0].label == Text(en="Funding", ru="Финансирование")


def test_an_id_that_a_person_shares_with_a_partner_is_of_the_kind_that_the_field_says(programme: Programme) -> None:
    """A person `n` of company `a` trains, travels and works in a team for `a`; a tie of `n` is one of the NGO."""
    since = day("2009-01-03")
    programme.record(Person(id="n", partner="a"), on=since)
    programme.record(Person(id="q", partner="b"), on=since)
    told: list[tuple[AnyRecord, tuple[str, str]]] = [
        (Session(id="s", type="coordinator_training", state="held", attended=("n", "q")), ("a", "b")),
        (Visit(id="v", type="regular_visit", institution="n", state="held", adults=("n",)), ("a", "n")),
        (Team(id="t", name=Text.of("T"), purpose="programme", members=("n", "q")), ("a", "b")),
        (Tie(id="d", between=("n", "q"), type="funding"), ("b", "n")),
    ]
    for record, pair in told:
        entries = [*programme.entries]
        last = entries[-1]
        entry = Recorded(seq=last.seq + 1, date=day("2009-02-01"), recorded=last.recorded, record=record)
        alone = Programme.from_entries(programme.template, [*entries, entry])
        assert lived_pairs(alone, entry.date) == drawn_pairs(alone, entry.date) == {pair}, record.kind


def test_a_volunteer_without_a_partner_ties_nobody(programme: Programme) -> None:
    programme.record(Person(id="p"), on=day("2009-01-03"))
    programme.record(Volunteer(id="v", person="p", experienced=True, source="media"), on=day("2009-01-03"))
    assert partner_network(programme.snapshot).edge_count == 0


def test_what_is_only_planned_or_unsigned_ties_nobody(programme: Programme) -> None:
    programme.record(
        Agreement(id="paper", type="protocol_of_intent", parties=("a", "b"), clauses=("exit",)), on=day("2009-02-01")
    )
    assert partner_network(programme.snapshot, kinds="all").edge_count == 0
