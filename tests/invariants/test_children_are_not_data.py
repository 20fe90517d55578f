"""Invariant 9: children are not data. No model has room for a child's name, birth date or contact."""

from __future__ import annotations

import json

from pydantic import BaseModel

from partnership.acts import to_json
from partnership.programme import PersonalData, PersonalDetails
from partnership.records import RECORDS
from partnership.values import Text
from tests.invariants.playing import finished, in_worlds
from tests.judge.universe import ids
from tests.judge.worlds import World

PERSONAL = {"name", "birth", "born", "birthday", "phone", "email", "contact", "address", "photo", "surname", "passport"}
"""Words that a field about a person would have."""


def test_what_is_kept_of_a_child_is_a_pseudonym_an_age_band_and_an_institution() -> None:
    """Nothing else can be written, not even a note."""
    fields = RECORDS["ward"].model_fields
    assert fields.keys() == {"kind", "id", "note", "institution", "age_band"}
    assert fields["note"].annotation is type(None)


def test_nobody_is_named_in_the_ledger() -> None:
    """Neither of the models of people, nor of what is about people, has a field for a name or a contact."""
    for kind in (
        "person",
        "ward",
        "volunteer",
        "credential",
        "consent",
        "level",
        "assignment",
        "incident",
        "enrolment",
    ):
        model: type[BaseModel] = RECORDS[kind]
        assert not {name for name in model.model_fields for word in PERSONAL if word in name}, kind


@in_worlds(20)
def test_a_ledger_holds_no_word_about_a_child_beyond_the_four(world: World) -> None:
    """Whatever happens, the entry of a ward has its kind, id, institution and age band."""
    for entry in finished(world).entries:
        told = json.loads(to_json(entry))
        record = told.get("record", {})
        if record.get("kind") == "ward":
            assert {name for name, value in record.items() if value is not None} == {
                "kind",
                "id",
                "institution",
                "age_band",
            }


@in_worlds(20)
def test_names_can_be_erased_and_the_ledger_stays_what_it_was(world: World) -> None:
    """Personal data gives findings the names of adults; erased, they leave every digest and every answer as before."""
    programme = finished(world)
    digest, findings = programme.digest(), programme.missing()
    personal_data = PersonalData()
    for person in ids("person"):
        personal_data.keep(person, PersonalDetails(name=Text.of("Somebody Adult", "Кто-то Взрослый"), phone="+7 000"))
    assert not any("+7 000" in finding.text("en", names=personal_data) for finding in findings)
    for person in ids("person"):
        assert personal_data.erase(person)
    assert programme.digest() == digest
    assert [finding.text("en", names=personal_data) for finding in findings] == [str(finding) for finding in findings]
    assert not any(b"Adult" in to_json(entry) for entry in programme.entries)
