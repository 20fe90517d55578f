"""A word that the reference does not know is an error, and never a silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest

from partnership.acts import AnyEntry, Asked, Command, Entry, Migrate, Withdraw, Withdrawn
from partnership.errors import InputError, LedgerError, UnknownName
from partnership.findings import Status
from partnership.testing.reference import PlainTree, ReferenceEvaluator
from partnership.testing.reference.checks import ANSWERS, answer
from partnership.testing.reference.fields import OPERATORS, Environment, passes_test
from partnership.testing.reference.figures import COMPARISONS, FIGURES, compared, figure_of
from partnership.testing.reference.law import Law
from partnership.testing.reference.past import Past
from partnership.testing.reference.ties import METRICS, network_figure
from partnership.testing.reference.understanding import BARE, CHECKS
from partnership.values import Text, as_moment
from tests.judge.ledger import Ledger, day
from tests.testing.reference.one_rule import law

COUNT: PlainTree = {"count": {"of": "partners"}}


def unknown(check: PlainTree, **sections: Any) -> UnknownName:
    """What the reference says of a law that asks this."""
    with pytest.raises(UnknownName) as error:
        ReferenceEvaluator(law(check, **sections))
    return error.value


CHECKS_WITH_A_SLIP: dict[str, tuple[PlainTree, str]] = {
    "a kind": ({"counts": {"of": "partners"}}, "counts"),
    "a kind in a part": ({"any": [COUNT, {"counts": {}}]}, "counts"),
    "a kind in a condition": ({"when": {"if": {"counts": {}}, "then": COUNT}}, "counts"),
    "a kind inside for_each": ({"for_each": {"in": "needs", "as": "n", "require": [{"counts": {}}]}}, "counts"),
    "a key of a rule": ({**COUNT, "sunset": day(3)}, "sunset"),
    "a severity": ({**COUNT, "severity": "forbid"}, "forbid"),
    "a key of a check": ({"count": {"of": "partners", "minimum": 2}}, "minimum"),
    "a key of a shorthand": ({"document": {"type": "plan", "older_than": "P1Y"}}, "older_than"),
    "a key of another form of timing": ({"timing": {"of": "visits", "cadence": "P1D", "at_least": "P1D"}}, "at_least"),
    "a key of a selection": ({"count": {"of": {"from": "partners", "but": {"id": "one"}}}}, "but"),
    "a key of a selection in a having": (
        {"count": {"of": {"from": "partners", "having": {"from": "interests", "but": {}}}}},
        "but",
    ),
    "the reference's own key": ({"count": {"of": {"from": "partners", "also": []}}}, "also"),
    "a source": ({"count": {"of": "partnrs"}}, "partnrs"),
    "an operator": ({"count": {"of": {"from": "partners", "where": {"sector": {"like": "b"}}}}}, "like"),
    "a field": ({"count": {"of": {"from": "partners", "where": {"colour": "red"}}}}, "colour"),
    "a field behind another": ({"count": {"of": {"from": "people", "where": {"partner.colour": "red"}}}}, "colour"),
    "a field behind nothing": ({"count": {"of": {"from": "partners", "where": {"status.colour": "red"}}}}, "colour"),
    "a field that is counted": ({"count": {"of": "partners", "distinct": "colour"}}, "colour"),
    "a field counted for each": (
        {"coverage": {"each": "partners", "has": {"from": "interests"}, "distinct": "colour"}},
        "colour",
    ),
    "a field of a timing": ({"timing": {"of": "visits", "field": "met_on", "cadence": "P1D"}}, "met_on"),
    "a field of an element": (
        {"coverage": {"each": "partners", "has": {"from": "interests", "where": {"partner": "$it.colour"}}}},
        "colour",
    ),
    "a name": ({"coverage": {"each": "partners", "has": {"from": "interests", "where": {"partner": "$us"}}}}, "us"),
    "an act where there is none": ({"count": {"of": {"from": "partners", "where": {"id": "$act.partner"}}}}, "act"),
    "a name for another day": ({"count": {"of": {"from": "credentials", "on": "$act.date"}}}, "act"),
    "a parameter": ({"count": {"of": "partners", "min": "$param.fewest"}}, "fewest"),
    "something of the programme": (
        {"count": {"of": {"from": "partners", "where": {"id": "$programme.title"}}}},
        "programme.title",
    ),
    "a level": ({"count": {"of": {"from": "levels", "where": {"level": {"at_least": "expert"}}}}}, "expert"),
    "a metric": ({"network": {"metric": "beauty", "op": "gte", "value": 1}}, "beauty"),
    "a comparison": ({"compare": {"left": {"count": "partners"}, "op": "about", "right": 1}}, "about"),
    "a figure": ({"compare": {"left": {"median": "contributions"}, "op": "gte", "right": 1}}, "median"),
    "a key of a figure": (
        {"compare": {"left": {"sum": "contributions", "field": "value", "weight": "x"}, "op": "gte", "right": 1}},
        "weight",
    ),
    "a field of a figure": ({"compare": {"left": {"sum": "needs", "field": "cost"}, "op": "gte", "right": 1}}, "cost"),
    "a rule of interests": ({"mutual_interest": {"rule": "likes"}}, "likes"),
    "an age band": (
        {"adult_child_ratio": {"adults": "$today", "wards": "$today", "by_age_band": {"5-9": 3}}},
        "5-9",
    ),
}


@pytest.mark.parametrize("what", CHECKS_WITH_A_SLIP)
def test_a_word_that_is_not_known_is_named(what: str) -> None:
    """Also where nothing would ever come of it: in a part that is not needed, about a register that is empty."""
    check, word = CHECKS_WITH_A_SLIP[what]
    error = unknown(check)
    assert word in error.name
    assert "R1" in str(error) or what in {"a source", "a parameter", "a level"}
    assert "R1" in error.text("ru") or what in {"a source", "a parameter", "a level"}


def test_what_was_meant_is_proposed() -> None:
    """The kind, and where it stands."""
    assert str(unknown({"cuont": {"of": "partners"}})) == (
        "unknown: requirement kind in R1 'cuont'; did you mean 'count'?"
    )
    assert unknown({"count": {"of": "partners", "mni": 2}}).nearest == "min"


FILES_WITH_A_SLIP: dict[str, tuple[PlainTree, str]] = {
    "a section": ({"sanctions": []}, "sanctions"),
    "a moment": ({"stages": [{"id": "s", "title": "s", "gates": {"halfway": []}}]}, "halfway"),
    "a key of a stage": ({"stages": [{"id": "s", "title": "s", "at_most": "P1Y"}]}, "at_most"),
    "a key of a waiver": ({"waivers": {"by": ["lead"], "twice": True}}, "twice"),
    "a default": ({"requirement_defaults": {"weight": 3}}, "weight"),
    "a type of parameter": ({"parameters": [{"id": "p", "title": "p", "type": "colour", "default": "red"}]}, "colour"),
    "a key of an item": ({"functions": [{"id": "f", "title": "f", "paid_by": "ngo"}]}, "paid_by"),
    "a key of a level": (
        {"scales": [{"id": "s", "title": "s", "of": "person", "levels": [{"id": "l", "title": "l", "lasts": "P1Y"}]}]},
        "lasts",
    ),
    "a register that rests on nobody": ({"outlast_partner": ["signatures"]}, "signatures"),
    "a key of a register": ({"registers": [{"id": "k", "title": "k", "fields": {}, "complete": True}]}, "complete"),
    "a type of field": ({"registers": [{"id": "k", "title": "k", "fields": {"f": {"type": "colour"}}}]}, "colour"),
    "a key of a roster": (
        {
            "rosters": [
                {"id": "r", "title": "r", "of": "partner", "until": 1, "anchored": {"from": "needs", "field": "id"}}
            ]
        },
        "until",
    ),
    "a field of a roster": (
        {"rosters": [{"id": "r", "title": "r", "of": "partner", "anchored": {"from": "needs", "field": "whose"}}]},
        "whose",
    ),
    "an act": ({"guards": [{"id": "G", "title": "G", "act": {"withdraw": "partner"}, **COUNT}]}, "withdraw"),
    "a kind of record": ({"guards": [{"id": "G", "title": "G", "act": {"record": "trip"}, **COUNT}]}, "trip"),
    "a field of an act": (
        {"guards": [{"id": "G", "title": "G", "act": {"record": "visit", "where": {"mood": "good"}}, **COUNT}]},
        "mood",
    ),
    "a kind that guards": ({"guards": [{"id": "G", "title": "G", "act": {"record": "visit"}, "counts": {}}]}, "counts"),
    "what is refused meanwhile": ({"while_suspended": {"refuse": [{"waive": "R1"}]}}, "waive"),
}


@pytest.mark.parametrize("what", FILES_WITH_A_SLIP)
def test_a_word_of_the_file_that_is_not_known_is_named(what: str) -> None:
    sections, word = FILES_WITH_A_SLIP[what]
    assert unknown(COUNT, **sections).name == word


def test_a_law_that_stands_in_several_files_is_composed_first() -> None:
    """What another file says would be passed over in silence."""
    for key in ("extends", "overlay"):
        with pytest.raises(InputError, match=key):
            ReferenceEvaluator(law(COUNT, **{key: "other"}))


def test_a_number_that_was_not_read_exactly_is_refused() -> None:
    """Half a share as a binary fraction is one by luck; a tenth is not."""
    with pytest.raises(InputError, match=r"0\.1 is a binary fraction"):
        ReferenceEvaluator(law({"coverage": {"each": "partners", "has": "interests", "share": 0.1}}))


def test_a_rule_asks_one_thing() -> None:
    for check in (
        {"all": [{**COUNT, "sectors_present": ["ngo"]}]},
        {"any": ["count"]},
        {"count": "partners"},
    ):
        with pytest.raises(InputError):
            ReferenceEvaluator(law(check))


# --- and where it is asked directly, without a law --------------------------------------------------------------------


def test_each_word_that_is_understood_can_be_answered() -> None:
    assert {*CHECKS, *BARE} == ANSWERS.keys()


SCENE = Environment(Law({}), Past([]), day(0), "RU", {})

EVALUATED: dict[str, Callable[[], object]] = {
    "a kind": lambda: answer(SCENE, {"counts": {}}),
    "an operator": lambda: passes_test(SCENE, "red", "like", "r"),
    "a comparison": lambda: compared(*(1, "about", 1)),
    "a figure": lambda: figure_of(SCENE, {"median": "needs"}),
    "a metric": lambda: network_figure("beauty", {"one"}, set(), {"one": "ngo"}),
    "a parameter": lambda: Law({}).parameter("fewest", {}),
    "a stage": lambda: Law({}).stage("first"),
}


@pytest.mark.parametrize("what", EVALUATED)
def test_what_evaluates_knows_the_same_words(what: str) -> None:
    """No word falls through to the last case of a list."""
    with pytest.raises(UnknownName):
        EVALUATED[what]()


QUESTIONS: dict[str, Callable[[ReferenceEvaluator, list[AnyEntry]], object]] = {
    "a register": lambda reference, entries: reference.rows(entries, "partnrs", day(1)),
    "a register, ever": lambda reference, entries: reference.rows_ever(entries, "partnrs", day(1)),
    "a selection": lambda reference, entries: reference.selected(entries, {"from": "needs", "but": {}}, day(1)),
    "a roster": lambda reference, entries: reference.roster(entries, "everybody", day(1)),
    "a metric": lambda reference, entries: reference.figure(entries, "beauty", day(1)),
    "a requirement": lambda reference, entries: reference.lacking(entries, day(1), "R9"),
    "a stage": lambda reference, entries: reference.is_open(entries, day(1), "zeroth", "exit"),
    "a moment": lambda reference, entries: reference.is_open(entries, day(1), "first", "halfway"),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_about_what_there_is_not_is_an_error(what: str) -> None:
    """Not an empty answer."""
    with pytest.raises(UnknownName):
        QUESTIONS[what](ReferenceEvaluator(law(COUNT)), Ledger().entries)


# --- what happens -----------------------------------------------------------------------------------------------------


class Dissolved(Entry):
    """An entry of a later version of the library."""

    entry: Literal["dissolved"] = "dissolved"


class Dissolve(Asked):
    """A command of a later version of the library."""

    command: Literal["dissolve"] = "dissolve"


def test_an_entry_or_a_command_that_is_not_known_is_named() -> None:
    reference, ledger = ReferenceEvaluator(law(COUNT)), Ledger()
    later: Any = Dissolved(seq=2, date=day(1), recorded=as_moment(day(1)))
    with pytest.raises(UnknownName, match="dissolved"):
        reference.statuses([*ledger.entries, later], day(2))
    asked: Any = Dissolve(on=day(1))
    with pytest.raises(UnknownName, match="dissolve"):
        reference.would_refuse(ledger.entries, asked)


def test_one_law_does_not_judge_the_move_to_another() -> None:
    move: Command = Migrate(on=day(1), template="t", version="2", digest="sha256:1", reason=Text.of("new"))
    with pytest.raises(UnknownName, match="migrate"):
        ReferenceEvaluator(law(COUNT)).would_refuse(Ledger().entries, move)


def test_a_history_without_a_start_cannot_be_judged() -> None:
    with pytest.raises(LedgerError):
        ReferenceEvaluator(law(COUNT)).statuses([], day(1))


def test_what_was_withdrawn_is_as_if_it_had_not_been_written() -> None:
    """On every day, the days before the withdrawal too; and another record of the same id owes it nothing."""
    reference, ledger = (
        ReferenceEvaluator(law(COUNT)),
        Ledger().partner(1, "one").amend(2, "partner", "one", sector="ngo"),
    )
    entries = list(ledger.entries)
    entries.append(
        Withdrawn(seq=4, date=day(9), recorded=as_moment(day(9)), withdraws=2, reason=Text.of("a slip of the pen"))
    )
    assert reference.statuses(ledger.entries, day(5))["R1"] is Status.SATISFIED
    assert reference.statuses(entries, day(5))["R1"] is Status.UNKNOWN
    again = Ledger().partner(1, "one").entries[-1].model_copy(update={"seq": 5})
    assert [each.sector for each in reference.rows([*entries, again], "partners", day(9))] == ["business"]


def test_an_entry_can_be_withdrawn_that_stands_under_a_wrong_moment_or_closes_the_programme() -> None:
    """Once; and a start, or a withdrawal, never."""
    reference, ledger = ReferenceEvaluator(law(COUNT)), Ledger().partner(1, "one").close(5)
    slip = ledger.entries[1].model_copy(update={"recorded": as_moment(day(900))})
    entries = [ledger.entries[0], slip, ledger.entries[2]]

    def refused(withdraws: int, on: int = 4) -> set[str]:
        asked = Withdraw(on=day(on), recorded=as_moment(day(10)), entry=withdraws, reason=Text.of("a slip"))
        return reference.would_refuse(entries, asked)

    assert refused(2) == set()
    assert refused(3) == {"recorded_backwards"}
    assert refused(2, on=6) == {"after_close"}
    assert refused(1) == {"recorded_backwards"}
    assert refused(9) == {"recorded_backwards"}
    entries.append(Withdrawn(seq=4, date=day(6), recorded=as_moment(day(9)), withdraws=2, reason=Text.of("a slip")))
    assert [refused(each) for each in (1, 2, 3, 4, 9)] == [
        *({"not_withdrawable"}, {"not_withdrawable"}, set(), {"not_withdrawable"}, {"entry_unknown"}),
    ]
    assert refused(3, on=6) == set()


def test_the_words_are_those_of_the_language() -> None:
    """A word is taken off this list with the language, and never by itself."""
    from partnership.template.core import Aggregate, Metric
    from partnership.template.kinds import KINDS as LANGUAGE
    from partnership.template.terms import EXPRESSIONS
    from partnership.template.terms import OPERATORS as OF_WHERE

    assert LANGUAGE.keys() == ANSWERS.keys()
    assert set(OPERATORS) == set(OF_WHERE)
    assert set(FIGURES) == set(EXPRESSIONS) >= {each.value for each in Aggregate}
    assert set(METRICS) == {each.value for each in Metric}
    assert len(COMPARISONS) == 6
    for word, keys in CHECKS.items():
        names = {field.alias or name for name, field in LANGUAGE[word].model_fields.items()}
        assert set(keys) == names, word
