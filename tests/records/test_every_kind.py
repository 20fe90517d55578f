"""What is true of every kind of record."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from partnership.records import RECORDS, REGISTERS, Record, amended, field_types, kind_of, parse_record, record_adapter
from partnership.values import Duration, Text, canonical_json
from tests.records.strategies import embedded, records_strategy

KINDS = sorted(RECORDS)
any_record = st.sampled_from(KINDS).flatmap(lambda kind: records_strategy(RECORDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_goes_to_json_and_back_without_loss(kind: str) -> None:
    """Whatever can be recorded comes back from its JSON as it went, through the closed union."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(records_strategy(RECORDS[kind]))
    def check(record: Record) -> None:
        line = record.model_dump_json()
        again = record_adapter().validate_json(line)
        assert again == record
        assert again.model_dump_json() == line
        assert record_adapter().validate_json(canonical_json(record)) == record
        assert hash(again) == hash(record)

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_written_in_a_file_is_the_record_made_in_python(kind: str) -> None:
    """A tree of mappings, lists, dates and numbers makes the same record as its typed parts."""

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(records_strategy(RECORDS[kind]))
    def check(record: Record) -> None:
        assert parse_record(kind, embedded(record)) == record

    check()


@settings(max_examples=60, deadline=None)
@given(any_record)
def test_a_record_survives_pickling(record: Record) -> None:
    """Records travel between processes."""
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - bytes of our own


@settings(max_examples=60, deadline=None)
@given(any_record)
def test_an_amendment_that_says_nothing_new_changes_nothing(record: Record) -> None:
    """Writing a record's own fields over it gives the record itself."""
    tree = record.model_dump(mode="json", exclude={"kind", "id"})
    assert amended(record, tree) == record
    assert amended(record, {}) == record


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_cannot_be_changed_in_place(kind: str) -> None:
    """What is recorded stands; another version is another record."""

    @settings(max_examples=2, deadline=None)
    @given(records_strategy(RECORDS[kind]))
    def check(record: Record) -> None:
        with pytest.raises(ValidationError):
            record.id = "another"  # type: ignore[misc]

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_nobody_knows_is_refused(kind: str) -> None:
    """A misspelt field is a fault, not a silent nothing."""

    @settings(max_examples=2, deadline=None)
    @given(records_strategy(RECORDS[kind]))
    def check(record: Record) -> None:
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            parse_record(kind, {**embedded(record), "nmae": "x"})

    check()


def test_kinds_and_registers_are_told_apart_by_one_word_each() -> None:
    """Each kind has one register of its own, and both have two-way names."""
    assert len(RECORDS) == len(REGISTERS) == len({cls.register for cls in RECORDS.values()})
    assert all(kind_of(cls) == kind for kind, cls in RECORDS.items())
    assert all(isinstance(cls.constitutive, bool) for cls in RECORDS.values())


def test_no_field_takes_a_name_that_belongs_to_the_row() -> None:
    """`date`, `changed` and `register` are the row's; a record's own dates say what they are dates of."""
    for cls in RECORDS.values():
        assert not {"date", "changed", "register"} & set(cls.model_fields)


def test_every_kind_that_is_written_is_in_the_union() -> None:
    """Whoever adds a class and forgets it at the end of its topic is told."""
    assert set(Record.__subclasses__()) == set(RECORDS.values())


@settings(max_examples=100, deadline=None)
@given(any_record)
def test_derived_values_have_their_type_or_are_missing(record: Record) -> None:
    """Derived fields are computed from any lawful record without an error."""
    for name, shape in field_types(type(record)).items():
        value = getattr(record, name) if shape.derived else None
        assert value is None or isinstance(value, shape.scalar)


@pytest.mark.parametrize("cls", RECORDS.values(), ids=list(RECORDS))
def test_every_kind_says_what_it_is_for(cls: type[Record]) -> None:
    """A newcomer reads from the docstring what a kind means."""
    assert cls.__doc__
    assert cls.__doc__ != Record.__doc__


def test_a_truth_value_is_no_number_and_a_number_no_date() -> None:
    """Nothing is bent into shape: what is of another type is a fault."""
    place = {"id": "p", "need": "n", "institution": "i"}
    for capacity in (True, "3", 3.0, Decimal(3)):
        with pytest.raises(ValidationError):
            parse_record("place", {**place, "capacity": capacity})
    placement = {"id": "p", "place": "a", "volunteer": "v"}
    for start in (20090202, 1234567890, "1234567890", "20090202", True):
        with pytest.raises(ValidationError):
            parse_record("placement", {**placement, "valid_from": start})
    for adult in (1, "true", "yes"):
        with pytest.raises(ValidationError):
            parse_record("person", {"id": "p", "adult": adult})
    with pytest.raises(ValidationError):
        parse_record("risk", {"id": "r", "title": "x", "likelihood": True, "impact": 1})


def test_a_plain_string_serves_both_languages() -> None:
    """Whoever writes one language only is understood in both."""
    partner = parse_record("partner", {"id": "uralsib", "name": "Uralsib", "sector": "business"})
    assert partner.model_dump()["name"] == {"en": "Uralsib", "ru": "Uralsib"}


def test_numbers_from_a_file_stay_exact() -> None:
    """A score of 2.50 is what was written, and a whole number serves as well."""
    for written in (Decimal("2.50"), "2.50"):
        score = parse_record("assessment", {"id": "a", "instrument": "i", "subject": "s", "score": written})
        assert score.model_dump()["score"] == Decimal("2.50")
    whole = parse_record("assessment", {"id": "a", "instrument": "i", "subject": "s", "score": 3})
    assert whole.model_dump()["score"] == Decimal(3)
    for refused in (2.5, True, "1e999999", Decimal("NaN"), Decimal("1E+50"), "abc", "1_0"):
        with pytest.raises(ValidationError):
            parse_record("assessment", {"id": "a", "instrument": "i", "subject": "s", "score": refused})


def test_lists_have_an_order_and_name_each_once() -> None:
    """A set has no order to write down, and a person named twice is not two adults."""
    visit = {"id": "v", "type": "t", "institution": "i", "state": "held"}
    assert parse_record("visit", {**visit, "adults": ["a", "b"]}).model_dump()["adults"] == ("a", "b")
    assert parse_record("visit", {**visit, "adults": ("a", "b")}).model_dump()["adults"] == ("a", "b")
    for refused in ({"a", "b"}, "ab", ["a", "a"], {"a": 1}, iter(["a"])):
        with pytest.raises(ValidationError):
            parse_record("visit", {**visit, "adults": refused})


def test_durations_are_read_from_text() -> None:
    """A body's rhythm is written as P45D."""
    rules = {"id": "r", "body": "wg", "quorum": Decimal("0.5"), "majority": 1, "every": "P45D", "state": "adopted"}
    assert parse_record("rules_of_procedure", rules).model_dump()["every"] == Duration(days=45)
    with pytest.raises(ValidationError):
        parse_record("rules_of_procedure", {**rules, "quorum": Decimal("1.5")})


def test_a_note_is_text_in_both_languages() -> None:
    """Every kind takes a note (a ward's excepted)."""
    noted = RECORDS["site"].model_validate({"id": "s", "name": "A", "partner": "p", "note": {"en": "a", "ru": "б"}})
    assert noted.note == Text(en="a", ru="б")


def test_dates_in_json_are_days_and_nothing_else() -> None:
    """Seconds since 1970 and times of day are no dates."""
    for written in ('"2009-02-02T00:00:00"', "1233532800", '"1233532800"', "true"):
        with pytest.raises(ValidationError):
            record_adapter().validate_json(
                '{"kind":"placement","id":"p","place":"a","volunteer":"v","valid_from":' + written + "}"
            )
