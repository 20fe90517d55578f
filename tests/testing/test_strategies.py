"""Random records in a template's words, and random programmes that its law allows."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import Phase, find, given, settings

from partnership.errors import InputError, UnknownName
from partnership.evaluation import View
from partnership.findings import Severity
from partnership.index import State
from partnership.programme import Programme, load_template
from partnership.records import Item, Level, Record
from partnership.template import Template
from partnership.testing import Scene, lawful_programmes, records
from partnership.testing import given as told
from tests.testing.laws import DAY, START, garden, growing, read

LAWS = [pytest.param(garden, id="garden"), pytest.param(lambda: load_template("volunteers"), id="volunteers")]


@settings(max_examples=60)
@given(programme=lawful_programmes(garden(), max_entries=20))
def test_every_drawn_programme_is_one_that_the_door_lets_in(programme: Programme) -> None:
    """Told once more from its own entries, it is the same, byte for byte."""
    again = told(garden(), *programme.entries).programme
    assert tuple(again.entries) == tuple(programme.entries)
    assert again.digest() == programme.digest()


@settings(max_examples=40)
@given(programme=lawful_programmes(garden(), max_entries=20))
def test_a_drawn_programme_has_no_more_entries_than_asked_for(programme: Programme) -> None:
    """Its start among them."""
    assert 1 <= len(programme.entries) <= 20


def test_drawn_programmes_hold_all_that_happens_in_programmes() -> None:
    """Records, late ones, amendments, ends, waivers, suspensions, and stages that were opened."""
    seen: Counter[str] = Counter()

    @settings(max_examples=100, database=None, derandomize=True, phases=[Phase.generate])
    @given(programme=lawful_programmes(garden(), max_entries=40))
    def look(programme: Programme) -> None:
        for entry in programme.entries:
            seen[entry.entry] += 1
            seen["late"] += entry.recorded.date() > entry.date

    look()
    assert seen.keys() >= {"recorded", "late", "amended", "ended", "advanced", "waived", "suspended", "resumed"}


def test_a_failing_property_is_made_small() -> None:
    """The smallest programme with an entry beside its start has just that one."""
    small = find(
        lawful_programmes(garden(), max_entries=10),
        lambda programme: len(programme.entries) > 1,
        settings=settings(max_examples=200, database=None, derandomize=True, deadline=None),
    )
    assert len(small.entries) == 2


@settings(max_examples=15)
@given(programme=lawful_programmes(load_template("volunteers"), max_entries=25))
def test_programmes_of_the_shipped_law_are_drawn_too(programme: Programme) -> None:
    """Any template will do."""
    assert State.of(programme.entries).digest() == programme.digest()


@settings(max_examples=20)
@given(programme=lawful_programmes(garden(), max_entries=20, after=growing()))
def test_a_drawn_programme_may_go_on_from_a_scene(programme: Programme) -> None:
    """What was told stays at its head."""
    begun = tuple(growing().programme.entries)
    assert tuple(programme.entries)[: len(begun)] == begun


@settings(max_examples=15)
@given(
    programme=lawful_programmes(
        read("""
format: 1
template: bare
version: "1"
title: Bare
stages: [{id: only, title: Only, final: true}]
"""),
        max_entries=15,
    )
)
def test_a_template_that_speaks_of_nothing_has_programmes_of_anything(programme: Programme) -> None:
    """Of all kinds for which it has the words."""
    assert programme.stage == "only"


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("kind", ["partner", "assignment", "person", "ward", "visit", "agreement", "register_kept"])
def test_records_are_drawn_in_the_words_of_the_template(kind: str, law: object) -> None:
    """The door finds no word in them that the template does not have."""
    template: Template = law() if callable(law) else garden()

    @settings(max_examples=10, database=None)
    @given(record=records(kind, template, known={"partner": ["town", "house"], "person": ["ann"]}))
    def look(record: Record) -> None:
        scene: Scene = told(template, start=START)
        refusal = scene.when(record, on=DAY).refusal
        codes = {f.code for f in refusal.findings if f.severity is Severity.BLOCK} if refusal is not None else set()
        assert codes <= {"unknown_id", "requirement"}

    look()


@given(
    level=records("level", garden(), known={"person": ["ann"]}),
    row=records("item", garden(), known={"partner": ["town"]}),
)
def test_levels_and_rows_of_own_registers_are_drawn_as_the_template_types_them(level: Record, row: Record) -> None:
    """A level of its scale, for somebody who may stand on it; a row with the fields that are required."""
    assert isinstance(level, Level)
    assert (level.person, level.scale) == ("ann", "skill")
    assert isinstance(row, Item)
    assert row.fields["owner"] == "town"


def test_a_record_that_names_two_needs_two_to_name() -> None:
    """It is said which field wants more, and of what."""
    with pytest.raises(InputError, match=r"agreement\.parties names at least 2 of partner; known: 1"):
        records("agreement", garden(), known={"partner": ["town"]})


def test_there_are_no_records_of_a_kind_that_does_not_exist() -> None:
    """The nearest that does is proposed."""
    with pytest.raises(UnknownName, match="partner"):
        records("partnr", garden())


def test_a_drawn_programme_can_be_looked_into_on_every_day() -> None:
    """It is a programme as any other."""

    @settings(max_examples=20, database=None)
    @given(programme=lawful_programmes(garden(), max_entries=15))
    def look(programme: Programme) -> None:
        for entry in programme.entries:
            assert isinstance(programme.as_of(entry.date), View)

    look()


@pytest.mark.parametrize(
    "call", ["records('partner', law)", "lawful_programmes(law)"], ids=["records", "lawful programmes"]
)
def test_without_hypothesis_the_strategies_name_the_extra_that_brings_it(call: str) -> None:
    """And `given` works all the same."""
    code = f"""
import sys
sys.modules["hypothesis"] = None
from partnership.errors import MissingExtra
from partnership.programme import load_template
from partnership.testing import given, lawful_programmes, records
law = load_template("volunteers")
given(law).then_stage("resourcing")
try:
    {call}
except MissingExtra as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'partnership[testing]'" in done.stdout
    assert "hypothesis" in done.stdout
