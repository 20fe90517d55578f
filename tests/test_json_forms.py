"""Whatever is told in JSON can be told in what was read from JSON: web frameworks validate Python objects."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from http import HTTPStatus
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import Body, FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from partnership.acts import (
    AddRecord,
    Advance,
    Advanced,
    Amend,
    Amended,
    AnyEntry,
    Close,
    Closed,
    Command,
    End,
    Ended,
    Migrate,
    Migrated,
    Recorded,
    Resume,
    Resumed,
    Start,
    Started,
    Suspend,
    Suspended,
    Waive,
    Waived,
)
from partnership.findings import Finding, Lack, Origin, Severity, Status, Subject
from partnership.programme import PersonalDetails
from partnership.records import RECORDS, Several, record_adapter
from partnership.testing.strategies import dates, ids, plain_records, texts
from partnership.values import Id, Money

commands: TypeAdapter[Any] = TypeAdapter(Command)
entries: TypeAdapter[Any] = TypeAdapter(AnyEntry)

records = st.sampled_from(sorted(RECORDS)).flatmap(lambda kind: plain_records(RECORDS[kind]))
moments = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.timezones())  # noqa: DTZ001 - bounds
words = st.text(st.characters(codec="utf-8"), max_size=12)
parameters = st.dictionaries(ids, st.booleans() | st.integers(-(10**29), 10**29) | words, max_size=3)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
changes = st.dictionaries(words, json_values, min_size=1, max_size=3)

ABOUT = {"by": st.none() | ids, "basis": st.none() | words, "note": st.none() | texts}
ASKED = {"on": dates, "recorded": st.none() | moments | dates, **ABOUT}
HAPPENED = {"seq": st.integers(1, 10**9), "date": dates, "recorded": moments | dates, **ABOUT}
LAW = {"template": ids, "version": words, "digest": words}
START = {"programme": ids, "region": st.just("RU-SMO"), "title": st.none() | texts, "parameters": parameters}
WAIVER = {"requirement": ids, "subject": st.none() | ids, "reason": texts, "waived_by": ids, "until": dates}
OUTCOME = {"outcome": st.sampled_from(["completed", "cancelled"]), "reason": texts}
RECORD = {"kind": words, "id": ids}
REASON = {"reason": texts}

COMMANDS: dict[type[BaseModel], dict[str, st.SearchStrategy[Any]]] = {
    Start: START,
    AddRecord: {"record": records},
    Amend: RECORD | {"changes": changes},
    End: RECORD | REASON,
    Advance: {"to": st.none() | ids},
    Waive: WAIVER,
    Suspend: REASON,
    Resume: REASON,
    Migrate: LAW | REASON,
    Close: OUTCOME,
}
ENTRIES: dict[type[BaseModel], dict[str, st.SearchStrategy[Any]]] = {
    Started: LAW | START,
    Recorded: {"record": records},
    Amended: RECORD | {"changes": changes},
    Ended: RECORD | REASON,
    Advanced: {"stage": ids, "from_stage": ids},
    Waived: WAIVER,
    Suspended: REASON,
    Resumed: REASON,
    Migrated: LAW | REASON,
    Closed: OUTCOME,
}


def made(cls: type[BaseModel], fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[BaseModel]:
    return st.fixed_dictionaries(fields).map(cls.model_validate)


def assert_comes_back(value: BaseModel, adapter: TypeAdapter[Any]) -> None:
    """The value, its plain form, its JSON, and what JSON's own reader makes of that, are one."""
    plain = adapter.dump_python(value, mode="json")
    body = json.dumps(plain)
    assert adapter.validate_python(plain) == value
    assert adapter.validate_json(body) == adapter.validate_python(json.loads(body)) == value


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_a_record_is_taken_from_plain_objects_as_from_json(kind: str) -> None:
    @settings(max_examples=10, deadline=None)
    @given(plain_records(RECORDS[kind]))
    def check(record: BaseModel) -> None:
        assert_comes_back(record, record_adapter())

    check()


@pytest.mark.parametrize("cls", COMMANDS, ids=lambda cls: cls.__name__)
def test_a_command_is_taken_from_plain_objects_as_from_json(cls: type[BaseModel]) -> None:
    @settings(max_examples=30, deadline=None)
    @given(made(cls, ASKED | COMMANDS[cls]))
    def check(command: BaseModel) -> None:
        assert_comes_back(command, commands)

    check()


@pytest.mark.parametrize("cls", ENTRIES, ids=lambda cls: cls.__name__)
def test_an_entry_is_taken_from_plain_objects_as_from_json(cls: type[BaseModel]) -> None:
    @settings(max_examples=30, deadline=None)
    @given(made(cls, HAPPENED | ENTRIES[cls]))
    def check(entry: BaseModel) -> None:
        assert_comes_back(entry, entries)

    check()


def test_an_hour_that_the_clocks_show_twice_comes_back() -> None:
    """In the second of them clocks in London show UTC; it is written down as UTC, and is no hour of London any more."""
    again = dt.datetime(2010, 10, 31, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1)
    advance = Advance(on=dt.date(2010, 10, 31), recorded=again)
    assert advance.recorded is not None
    assert advance.recorded.tzinfo is dt.UTC
    assert_comes_back(advance, commands)


SUBJECTS = st.builds(Subject, kind=ids, id=ids, name=st.none() | texts)
LACKS = st.builds(
    Lack,
    subject=st.none() | SUBJECTS,
    what=texts,
    lapsed=st.none() | dates,
    owed_by=st.lists(SUBJECTS, max_size=2).map(tuple),
)
FINDINGS = st.builds(
    Finding,
    code=st.just("requirement"),
    title=texts,
    remedy=texts,
    status=st.sampled_from(Status),
    severity=st.sampled_from(Severity),
    origin=st.sampled_from(Origin),
    lacks=st.lists(LACKS, max_size=2).map(tuple),
    waived_until=st.none() | dates,
)


@given(
    FINDINGS
    | st.builds(PersonalDetails, name=texts, phone=st.none() | words, email=st.none() | words)
    | st.builds(Money, amount=st.decimals(0, 10**12, places=2), currency=st.just("RUB"))
)
def test_findings_and_values_are_taken_from_plain_objects_as_from_json(value: BaseModel) -> None:
    assert_comes_back(value, TypeAdapter(type(value)))


# --- and nothing else ------------------------------------------------------------------------------------------------

STRANGE = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 7, 1.0, 2.5, -0.0, 10**9 + 1, 10**40, 1233532800, float("nan"), float("inf")),
        *("", " ", "1", "1.0", " 1", "1e5", "1e99999999", "9" * 99, "NaN", "-0", "true", "None", "held", "w-017"),
        *("2009-02-02", "2009-2-2", "2009-02-30", "20090202", "2009-W06-1", "0000-01-01", "1233532800", "P1D", "PT1H"),
        *("2009-02-02T10:00:00Z", "2009-02-02T10:00Z", "2009-02-02 10:00:00+03:00", "2009-02-02T10:00:00"),
        *("2009-02-02T24:00:00Z", "2009-02-02T10:00:60Z", "2009-02-02T10:00:00.1Z", "0001-01-01T00:00:00+14:00"),
        *([], ["a"], ["a", "a"], ["b", "c"], [["a"]], {}, {"en": "a"}, {"en": "a", "ru": "b"}, {"date": "2009-02-02"}),
        *(
            {"decimal": "1.50"},
            {"decimal": 1},
            {"amount": "1.50", "currency": "RUB"},
            {"amount": 1.5, "currency": "RUB"},
        ),
    ]
)


def places(tree: Any) -> list[tuple[Any, Any]]:
    """List every place of a tree as what holds it and where in it."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [place for key, inner in inside for place in ((tree, key), *places(inner))]


def answer(validate: Any, given: Any) -> object:
    try:
        return validate(given)
    except ValidationError:
        return "refused"


either = st.one_of(
    *(made(cls, ASKED | fields).map(lambda command: (command, commands)) for cls, fields in COMMANDS.items()),
    *(made(cls, HAPPENED | fields).map(lambda entry: (entry, entries)) for cls, fields in ENTRIES.items()),
    records.map(lambda record: (record, record_adapter())),
)


@settings(max_examples=1000, deadline=None)
@given(either, STRANGE, st.data())
def test_what_json_refuses_is_refused_from_plain_objects_too(
    told: tuple[BaseModel, TypeAdapter[Any]], strange: Any, data: st.DataObject
) -> None:
    """True is no 1, a second since 1970 no date, a float no exact number: the same answer either way."""
    model, adapter = told
    tree = model.model_dump(mode="json")
    holder, key = data.draw(st.sampled_from(places(tree)), label="place")
    holder[key] = strange
    body = json.dumps(tree)
    assert repr(answer(adapter.validate_python, json.loads(body))) == repr(answer(adapter.validate_json, body))


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"], ids=ascii)
def test_text_that_no_file_can_hold_is_refused(text: str) -> None:
    """JSON can escape half a character; nothing could write it down again."""
    start = {"command": "start", "on": "2009-02-02", "programme": "p", "region": "RU-SMO"}
    end = {"command": "end", "on": "2009-02-02", "id": "a", "kind": "partner", "reason": "b"}
    for body in (
        start | {"basis": text},
        start | {"parameters": {"a": text}},
        end | {"kind": text},
        end | {"reason": text},
    ):
        with pytest.raises(ValidationError):
            commands.validate_python(body)


def test_a_list_is_taken_for_a_tuple_and_nothing_else_is() -> None:
    """What has no order, or is gone when it has been looked at, is no list."""
    adapter: TypeAdapter[Any] = TypeAdapter(Several[Id])
    assert adapter.validate_python(["a", "b"]) == adapter.validate_python(("a", "b")) == ("a", "b")
    for wrong in ({"a"}, frozenset("a"), {"a": 1}, {"a": 1}.keys(), iter("a"), "a"):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)


def test_a_web_framework_takes_a_command_as_it_stands() -> None:
    """FastAPI reads the body itself and validates what it has read; its page of the interface says what is required."""
    app = FastAPI()

    @app.post("/ask")
    def ask(command: Annotated[Command, Body()]) -> Command:
        return command

    async def send(body: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.post("/ask", json=body)

    advance = {"command": "advance", "on": "2026-02-02", "recorded": "2026-02-03T10:00:00+03:00"}
    answer = asyncio.run(send(advance))
    assert commands.validate_json(answer.content) == Advance(
        on=dt.date(2026, 2, 2), recorded=dt.datetime(2026, 2, 3, 7, tzinfo=dt.UTC)
    )
    assert asyncio.run(send(advance | {"on": 1770000000})).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert app.openapi()["components"]["schemas"]["Advance-Input"]["required"] == ["command", "on"]
