"""Lines of a practice become the records that their types would make of the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from partnership.records import RECORDS, Item, Person, Record, plain_ids
from partnership.simulation.lines import record_maker
from partnership.testing.strategies.plain import plain_records


@given(st.sampled_from(sorted(RECORDS)).flatmap(lambda kind: st.tuples(*2 * [plain_records(RECORDS[kind])])))
def test_a_record_of_a_line_is_what_its_type_makes_of_the_same_words(two: tuple[Record, Record]) -> None:
    """The second of a line has only its ids looked at, and is the same record, field for field and byte for byte."""
    first, second = two
    cls = type(first)
    ids = sorted(plain_ids(cls))
    said = first.model_dump(mode="json", exclude_none=True)
    line = {**said, **{name: f"${name}" for name in ids if name in said}}
    make = record_maker(cls, line)
    for one in (first, second, first):
        known = {name: getattr(one, name) or first.id for name in ids}
        expected = cls.model_validate({**said, **{name: known[name] for name in ids if name in said}})
        made = make(known)
        assert made == expected
        assert made.model_dump_json() == expected.model_dump_json()


def test_rows_of_a_register_have_their_own_fields() -> None:
    """What a row says of its fields is filled in as its ids are, and no row shares them with another."""
    make = record_maker(Item, {"id": "t-$n", "list": "trips", "fields": {"person": "$person", "days": 2}})
    rows = [make({"n": n, "person": person}) for n, person in ((1, "ann"), (2, "bob"), (3, "ann"))]
    assert [dict(row.fields) for row in rows] == [{"days": 2, "person": who} for who in ("ann", "bob", "ann")]
    assert [row.id for row in rows] == ["t-1", "t-2", "t-3"]


@pytest.mark.parametrize("bad", ["two words", "", "x" * 81, 7, None, ["ann"]])
def test_an_id_that_cannot_be_one_is_refused_in_every_record_of_a_line(bad: object) -> None:
    """The second record of a line is held against its type as the first is."""
    make = record_maker(Person, {"id": "$id"})
    assert make({"id": "ann"}).id == "ann"
    with pytest.raises(ValidationError):
        make({"id": bad})
    assert make({"id": "аня"}).id == "аня"
    assert make({"id": "bob"}).id == "bob"


def test_a_value_that_is_no_id_is_read_as_its_type_reads_it() -> None:
    """A field of a row may be filled with a number, and the next one with a word."""
    make = record_maker(Item, {"id": "$id", "list": "trips", "fields": {"what": "$what"}})
    assert [make({"id": "a", "what": what}).fields["what"] for what in ("x", 3, "y")] == ["x", 3, "y"]
