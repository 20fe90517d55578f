"""Organisations, people and memberships of others' lists go through the one door, or come back with the reason."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
import pytest

from partnership.errors import InputError, UnknownName
from partnership.exchange import ImportedPartners, import_partners, read_partners
from partnership.exchange.importing.listed import ListedOrganisation
from partnership.programme import Programme
from partnership.records import Partner
from partnership.values import Text
from tests.small import SMALL, day, running, running_under, small_law

POPOLO = """{
 "organizations": [
  {"id": "org/water", "name": "Water Works", "classification": "business", "parent_id": "org/city",
   "other_names": [{"name": "Водоканал", "lang": "ru"}, {"name": "Wasserwerk", "lang": "de"}]},
  {"id": "org/city", "name": "City Trust", "classification": "NGO"},
  {"id": "c-1", "name": "Steering committee", "classification": "Committee"},
  {"id": "x", "name": "Somebody", "classification": "sect"},
  {"id": "bank", "name": "A bank", "classification": "business"},
  {"id": "nameless", "classification": "ngo"}
 ],
 "persons": [
  {"id": "jane-doe", "name": "Jane Doe",
   "memberships": [{"organization_id": "c-1", "role": "member"}]},
  {"id": "john-doe", "name": "John Doe"},
  {}
 ],
 "memberships": [
  {"person_id": "jane-doe", "organization_id": "org/water", "role": "chair"},
  {"person_id": "jane-doe", "organization_id": "org/city", "role": "treasurer"},
  {"person_id": "jane-doe", "organization_id": "org/city", "role": "Chair", "on_behalf_of_id": "org/water"},
  {"person_id": "john-doe", "organization_id": "org/city", "end_date": "2009-01-01"},
  {"person_id": "john-doe", "organization_id": "c-1"},
  {"person_id": "nobody", "organization_id": "nowhere"}
 ]
}"""


LAW = SMALL.replace(
    "sectors: [{id: business, title: B}, {id: ngo, title: N}]",
    "sectors: [{id: business, title: {en: Business, ru: Бизнес}}, {id: ngo, title: {en: NGO, ru: НКО}}]",
)


def put(text: str | bytes, **options: Any) -> tuple[Programme, ImportedPartners]:
    found = running_under(small_law(LAW))
    return found, import_partners(found, read_partners(text), on=day("2010-03-05"), **options)


def reasons(imported: ImportedPartners) -> dict[int, list[str]]:
    return {each.line: [reason.in_language("en") for reason in each.reasons] for each in imported.refused}


def test_organisations_persons_and_memberships_of_popolo_are_recorded() -> None:
    """Parents first; a committee is a body; a person has no name and belongs to whom it is a member of."""
    found, imported = put(POPOLO)
    then = found.as_of(day("2010-03-05"))
    water = then.get("partner", "org-water")
    assert isinstance(water, Partner)
    assert (water.name, water.sector, water.parent) == (Text.of("Water Works", "Водоканал"), "business", "org-city")
    assert [(each.kind, each.line) for each in imported.accepted] == [
        ("partner", 5),
        ("partner", 3),
        ("body", 6),
        ("person", 12),
        ("person", 14),
        ("assignment", 18),
        ("assignment", 20),
        ("membership", 12),
    ]
    jane, _ = imported.names
    assert imported.names[jane] == "Jane Doe"
    assert "doe" not in json.dumps([entry.model_dump(mode="json") for entry in found.entries]).lower()
    seat = next(each.record for each in imported.accepted if each.kind == "membership")
    assert seat is not None
    assert seat.model_dump(exclude={"id", "kind", "note"}) == {"body": "c-1", "partner": "org-water", "person": jane}
    chair = next(each.record for each in imported.accepted if each.line == 20)
    assert chair is not None
    assert chair.model_dump(include={"role", "at", "on_behalf_of"}) == {
        "role": "chair",
        "at": "org-city",
        "on_behalf_of": "org-water",
    }


def test_what_is_refused_says_why_and_stops_no_other() -> None:
    found, imported = put(POPOLO)
    told = reasons(imported)
    assert told[7] == ["sector: the template has no 'sect'"]
    assert told[8] == ["the programme has this partner: 'bank'"]
    assert told[9] == ["a name is missing"]
    assert told[15] == ["a person without an id"]
    assert told[19] == ["the person belongs to 'org-water' already, and the template has no role 'treasurer'"]
    assert told[21][0] == "it ended on 1 January 2009"
    assert told[22] == ["a seat in a body is a partner's, and none is named"]
    assert told[23] == ["no person of this list is meant", "no partner and no body of this list is meant"]
    assert imported.text("ru").startswith("принято: 8, не принято: ")
    assert "строка 7: партнёр Somebody (x): " in imported.text("ru")
    again = import_partners(found, read_partners(POPOLO), on=day("2010-03-05"))
    assert {each.kind for each in again.accepted} == set()


def test_the_id_of_a_person_is_made_with_a_secret_and_the_same_each_time() -> None:
    once, again, other = (put(POPOLO, secret=secret)[1].names for secret in ("herons", "herons", ""))
    assert once == again
    assert set(once.values()) == set(other.values())
    assert not once.keys() & other.keys()


def test_a_dry_run_says_what_would_be_and_changes_nothing() -> None:
    found, tried = put(POPOLO, dry_run=True)
    assert found.as_of(day("2010-03-05")).get("partner", "org-water") is None
    done = import_partners(found, read_partners(POPOLO), on=day("2010-03-05"))
    assert tried.dry_run
    assert tried.partners == done.partners


def test_the_door_has_the_last_word() -> None:
    found = running_under(small_law(LAW))
    early = import_partners(found, read_partners("name,type\nX,ngo\n"), on=day("2009-01-01"))
    assert "before the programme's first day" in reasons(early)[2][0]


def test_what_a_list_calls_a_sort_may_mean_a_sector() -> None:
    """As somebody says it, as the law calls it in any language, or as is said of all others."""
    table = "code;Название;Тип\na;Дом;sect\nb;Банк;Бизнес\nc;Школа;\n"
    _, imported = put(table, sectors={"Sect": "ngo"}, sector="business")
    assert [
        (each.id, each.record.sector) for each in imported.accepted if each.record and each.record.kind == "partner"
    ] == [
        ("a", "ngo"),
        ("b", "business"),
        ("c", "business"),
    ]
    with pytest.raises(UnknownName, match="did you mean 'ngo'"):
        put(table, sector="ngos")


def test_the_report_has_a_row_for_each_and_guards_formulas() -> None:
    _, imported = put('name,type\n"=cmd()",ngo\nX,sect\n')
    rows = list(csv.reader(io.StringIO(imported.to_csv("en"))))
    assert rows[0] == ["line", "kind", "id", "name", "what was refused", "entry"]
    assert rows[1][:5] == ["2", "partner", "cmd", "'=cmd()", ""]
    assert rows[2] == ["3", "partner", "X", "X", "sector: the template has no 'sect'", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(imported.to_xlsx("ru"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][4:] == ["что не принято", "запись"]


# --- IATI ------------------------------------------------------------------------------------------------------------

ORGANISATIONS = """<iati-organisations version="2.03">
 <iati-organisation xml:lang="en">
  <organisation-identifier>XX-1</organisation-identifier>
  <name><narrative>Aid Office</narrative><narrative xml:lang="fr">Bureau</narrative></name>
  <reporting-org ref="XX-1" type="10"><narrative>Aid Office</narrative></reporting-org>
  <recipient-org-budget><recipient-org ref="XX-2"><narrative>Wells</narrative></recipient-org></recipient-org-budget>
 </iati-organisation>
 <iati-organisation><iati-identifier>XX-3</iati-identifier><name>Old Shape</name></iati-organisation>
</iati-organisations>"""

ACTIVITIES = """<iati-activities><iati-activity><iati-identifier>XX-1-P</iati-identifier>
<reporting-org ref="XX-1" type="21">Office</reporting-org>
<participating-org role="4" type="60"><narrative xml:lang="ru">Фонд</narrative></participating-org>
<participating-org ref="XX-1" role="1"/><participating-org/>
</iati-activity></iati-activities>"""

CODES_XML = """<codelist><codelist-items><codelist-item><code>XI-1</code><name><narrative>One</narrative></name>
</codelist-item></codelist-items></codelist>"""


@pytest.mark.parametrize(
    "text, organisations",
    [
        (
            ORGANISATIONS,
            [
                ListedOrganisation(2, "XX-1", Text(en="Aid Office", fr="Bureau"), "Government"),
                ListedOrganisation(6, "XX-2", Text(en="Wells")),
                ListedOrganisation(8, "XX-3", Text.of("Old Shape")),
            ],
        ),
        (
            ACTIVITIES,
            [
                ListedOrganisation(2, "XX-1", Text.of("Office"), "International NGO"),
                ListedOrganisation(3, "", Text(ru="Фонд"), "Foundation"),
            ],
        ),
        (CODES_XML, [ListedOrganisation(1, "XI-1", Text(en="One"))]),
        ('{"data": [\n{"code": "XI-1", "name": "One"}]}', [ListedOrganisation(2, "XI-1", Text.of("One"))]),
        ('[{"code": "XI-1", "name": "One"}]', [ListedOrganisation(1, "XI-1", Text.of("One"))]),
        ("code,name,category\nXI-1,One,70\n", [ListedOrganisation(2, "XI-1", Text.of("One"), "Private Sector")]),
    ],
    ids=["organisations", "activities", "codes as XML", "codes as JSON", "a plain list", "codes as CSV"],
)
def test_every_organisation_that_iati_tells_of_is_listed_once(
    text: str, organisations: list[ListedOrganisation]
) -> None:
    assert list(read_partners(text).organisations) == organisations


@pytest.mark.parametrize(
    "text, says",
    [
        ("<a/>", "f:1:1: no organisation is listed here"),
        ("{}", "f:1:1: no organisation is listed here"),
        ("{", "f:1:2: this is no JSON"),
        ("<a>", "f:1:4: this is no XML"),
        ("code,phone\n1,2\n", "f:1:1: no column says what it is called (name); the headings are code, phone"),
    ],
    ids=str,
)
def test_a_list_of_nobody_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read_partners(text, "f")
    assert str(refused.value).startswith(says)


def test_parents_in_a_circle_end_somewhere() -> None:
    circle = (
        '{"organizations": [{"id": "a", "name": "A", "parent_id": "b"}, {"id": "b", "name": "B", "parent_id": "a"}]}'
    )
    found = running()
    imported = import_partners(found, read_partners(circle), on=day("2010-03-05"), sector="ngo")
    assert [each.id for each in imported.accepted] == ["b", "a"]
