"""Lists of organisations as others keep them: Popolo (JSON), IATI (XML, code lists), and plain tables.

Sources: the Popolo specification (popoloproject.com: Person, Organization, Membership), the IATI organisation and
activity standards 1.x and 2.x (iatistandard.org), and the code lists OrganisationType and Organisation Identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from partnership.exchange.reading import decoded_as_declared
from partnership.exchange.reading.found import Faults
from partnership.exchange.reading.xml_and_json import XmlElement, lines_of, read_json, read_xml
from partnership.exchange.survey import read_tables
from partnership.exchange.survey.words import recognised
from partnership.messages import FULL, Message, in_context, message
from partnership.values import Text

IATI_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "10": "Government",
        "11": "Local Government",
        "15": "Other Public Sector",
        "21": "International NGO",
        "22": "National NGO",
        "23": "Regional NGO",
        "24": "Partner Country based NGO",
        "30": "Public Private Partnership",
        "40": "Multilateral",
        "60": "Foundation",
        "70": "Private Sector",
        "71": "Private Sector in Provider Country",
        "72": "Private Sector in Aid Recipient Country",
        "73": "Private Sector in Third Country",
        "80": "Academic, Training and Research",
        "90": "Other",
    }
)
"""What the codes of IATI's OrganisationType stand for."""

ORGANISATION_FIELDS: Mapping[str, Message] = MappingProxyType(
    {
        "id": in_context("headings of a list of partners, id", "id|code|identifier|organisation identifier|ref|org id"),
        "name": in_context("headings of a list of partners, name", "name|organisation|organization|title"),
        "type": in_context(
            "headings of a list of partners, sector", "sector|type|classification|organisation type|category"
        ),
        "parent": in_context("headings of a list of partners, parent", "parent|parent id|parent organisation"),
    }
)
"""Headings by the field that they mean, the most telling first, with `|` between."""


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation as a list has it; `type` is what the list calls its sort."""

    line: int
    id: str
    name: Text | None
    type: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person as a list has one."""

    line: int
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListedMembership:
    """Who belongs to what, in which role, and for whom."""

    line: int
    person: str
    organisation: str
    role: str = ""
    on_behalf_of: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class PartnerList:
    """Who stands in a file, in its order."""

    organisations: tuple[ListedOrganisation, ...]
    persons: tuple[ListedPerson, ...] = ()
    memberships: tuple[ListedMembership, ...] = ()


def read_partners(data: bytes | str, file: str = "partners") -> PartnerList:
    """Read who might become a partner: Popolo JSON, IATI (XML, a code list as XML, JSON or CSV), or a table.

    Of Popolo organisations, persons and memberships are taken; of IATI every organisation that is told of or referred
    to, once. A table (CSV, XLSX) has a row for each, with the headings of `ORGANISATION_FIELDS` in any language.

    Raises:
        InputError: if the file cannot be read, or lists nobody.
    """
    faults = Faults(file)
    text = "" if data[:4] == b"PK\x03\x04" else decoded_as_declared(data)
    match text.lstrip()[:1]:
        case "<":
            found = PartnerList(tuple(_of_iati(read_xml(text, faults))))
        case "{" | "[":
            found = _of_json(text, faults)
        case _:
            found = PartnerList(tuple(_of_table(data, faults)))
    if not found.organisations:
        faults.refuse(1, message("no organisation is listed here"))
    return found


# --- Popolo, and code lists in JSON ----------------------------------------------------------------------------------

_LISTS = ("organizations", "persons", "memberships", "data")


def _of_json(text: str, faults: Faults) -> PartnerList:
    document = read_json(text, faults)
    held = document if isinstance(document, Mapping) else {"data": document}
    lists = {name: held[name] for name in _LISTS if isinstance(held.get(name), list)}
    line_of = lines_of(text, {name: len(items) for name, items in lists.items()})
    rows: dict[str, list[tuple[int, Mapping[str, Any]]]] = {name: [] for name in _LISTS}
    for number, (name, item) in enumerate((name, item) for name, items in lists.items() for item in items):
        if isinstance(item, Mapping):
            rows[name].append((line_of(number) if held is document else number + 1, item))
    memberships = [
        *rows["memberships"],
        *_inside(rows["persons"], "person_id"),
        *_inside(rows["organizations"], "organization_id"),
    ]
    organisations = (_organisation(line, item) for line, item in (*rows["organizations"], *rows["data"]))
    return PartnerList(
        tuple(organisations),
        tuple(ListedPerson(line, _word(item, "id"), _word(item, "name")) for line, item in rows["persons"]),
        tuple(
            ListedMembership(
                line,
                *(_word(item, name) for name in ("person_id", "organization_id", "role", "on_behalf_of_id")),
                *(_word(item, name) for name in ("start_date", "end_date")),
            )
            for line, item in memberships
        ),
    )


def _inside(rows: Iterable[tuple[int, Mapping[str, Any]]], holder: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Return the memberships that stand inside those whose they are."""
    for line, item in rows:
        within = item.get("memberships")
        for membership in within if isinstance(within, list) else ():
            if isinstance(membership, Mapping):
                yield line, {holder: item.get("id"), **membership}


def _organisation(line: int, item: Mapping[str, Any]) -> ListedOrganisation:
    name, others = _word(item, "name"), item.get("other_names")
    told = {
        str(other.get("lang")): str(other.get("name"))
        for other in (others if isinstance(others, list) else ())
        if isinstance(other, Mapping) and other.get("lang") in FULL and not other.get("end_date")
    }
    words = {**{language: told.get(language, name) for language in FULL}, FULL[0]: name} if told else {}
    type_ = next(filter(None, (_word(item, field) for field in ("classification", "type", "category"))), "")
    return ListedOrganisation(
        line, _word(item, "id") or _word(item, "code"), _text(words or name), type_, _word(item, "parent_id")
    )


def _word(item: Mapping[str, Any], field: str) -> str:
    value = item.get(field)
    return str(value).strip() if isinstance(value, str | int) else ""


def _text(words: str | Mapping[str, str]) -> Text | None:
    """Return a name; None where nothing stands that could be one."""
    try:
        return Text.of(words) if isinstance(words, str) else Text(**words)
    except ValidationError:
        return None


# --- IATI ------------------------------------------------------------------------------------------------------------


def _of_iati(root: XmlElement) -> Iterator[ListedOrganisation]:
    """Return every organisation of a file of organisations, of activities or of codes, where it is first told of."""
    seen: dict[str, ListedOrganisation] = {}
    referred = [part.told for part in root.every(*_REFERENCES)]
    types = {told["ref"]: told["type"] for told in referred if {"ref", "type"} <= told.keys()}
    for part in root.every("iati-organisation", "codelist-item", *_REFERENCES):
        inner = {each.tag: each for each in part.parts}
        told = next((inner[tag] for tag in _IDS if tag in inner), None)
        id_ = part.told.get("ref", "").strip() if told is None else told.text.strip()
        named = inner.get("name", part)
        language = part.told.get("lang") or root.told.get("lang") or FULL[0]
        name = _narratives(named, language)
        if name is None and not id_:
            continue
        key = id_ or str(name)
        if key not in seen:
            type_ = part.told.get("type") or types.get(id_, "")
            category = inner.get("category")
            type_ = type_ or ("" if category is None else category.text.strip())
            seen[key] = ListedOrganisation(part.line, id_, name, IATI_TYPES.get(type_, type_))
    yield from seen.values()


_REFERENCES = ("reporting-org", "participating-org", "recipient-org", "provider-org", "receiver-org")
_IDS = ("organisation-identifier", "iati-identifier", "code")


def _narratives(named: XmlElement, language: str) -> Text | None:
    """Return a name in the languages in which it is told; before version 2 it is the text of the element itself."""
    told = {each.told.get("lang", language): each.text for each in named.each("narrative") if each.text.strip()}
    return _text(told or named.text)


# --- tables ----------------------------------------------------------------------------------------------------------


def _of_table(data: bytes | str, faults: Faults) -> Iterator[ListedOrganisation]:
    table = next(iter(read_tables(data)), None)
    if table is None:
        faults.refuse(1, message("no organisation is listed here"))
    table = table.squared()
    places = recognised(table.headings, ORGANISATION_FIELDS)
    if "name" not in places:
        said = message("no column says {what}; the headings are {headings}", what=message("what it is called (name)"))
        faults.refuse(table.heading, said.given(headings=", ".join(table.headings[:12])))
    for number, row in table.below():
        cells = {field: row[place] if place < len(row) else "" for field, place in places.items()}
        type_ = cells.get("type", "")
        yield ListedOrganisation(
            number, cells.get("id", ""), _text(cells["name"]), IATI_TYPES.get(type_, type_), cells.get("parent", "")
        )
