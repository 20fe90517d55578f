"""What the pages state about the code is so: tables, words, names of files and of rules."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from partnership.programme import load_template
from partnership.records import RECORDS, noun
from tools.reference_tables import TABLE, TABLES, rewritten

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
each_page = pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES])


@cache
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@each_page
def test_tables_that_follow_from_the_code_say_what_the_code_says(page: Path) -> None:
    assert rewritten(text(page)) == text(page), "python -m tools.reference_tables"


def test_each_of_these_tables_stands_on_one_page() -> None:
    shown = [found["name"] for page in PAGES for found in TABLE.finditer(text(page))]
    assert sorted(shown) == sorted(TABLES)


def test_the_table_of_records_names_every_kind_with_its_register_and_fields() -> None:
    table = "".join(TABLES["records"]())
    for kind, cls in RECORDS.items():
        (row,) = (line for line in table.splitlines() if line.startswith(f"| **`{kind}`**"))
        assert f"`{cls.register}`" in row
        assert row.partition("<br>")[2].partition(" |")[0].strip(), f"{kind} says what it is"
        for name in cls.model_fields.keys() - {"kind", "id", "note"}:
            assert f"`{name}`" in row


# --- the glossary ----------------------------------------------------------------------------------------------------


def words() -> Iterator[tuple[str, str, str]]:
    """Give the rows of the glossary that name a kind of record: English, Russian, kind."""
    for line in text(DOCS / "glossary.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[3].startswith("`"):
            yield cells[0], cells[1], cells[3].strip("`")


def test_the_glossary_says_what_messages_say() -> None:
    assert {kind: (english, russian) for english, russian, kind in words()} == {
        kind: (noun(kind).in_language("en"), noun(kind).in_language("ru")) for kind in RECORDS
    }


def test_the_glossary_names_each_kind_once() -> None:
    kinds = [kind for _, _, kind in words()]
    assert sorted(kinds) == sorted(RECORDS)


# --- links, files and rules ------------------------------------------------------------------------------------------


def slug(heading: str) -> str:
    """Give the anchor of a heading, as GitHub and mkdocs make it for the headings that we link to."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in {slug(heading) for heading in re.findall(r"^#+ (.+)$", text(there), re.MULTILINE)}, target


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in DECISIONS])
def test_a_decision_points_to_code_and_rules_that_are_there(page: Path) -> None:
    for file in re.findall(r"`([a-z_/]+\.py)", text(page)):
        assert (ROOT / "src" / "partnership" / file).exists() or (ROOT / file).exists(), file
    law = load_template("volunteers")
    for rule in re.findall(r"`([A-Z]\d\d)`", text(page)):
        assert rule in law.requirements or any(rule in items for items in law.lists.values()), rule


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in DECISIONS])
def test_a_decision_names_what_lost(page: Path) -> None:
    assert "**Decided.**" in text(page)
    assert "**Lost.**" in text(page)
    assert f"]({page.name})" in text(DOCS / "decisions" / "index.md")


def navigation(entry: object) -> Iterator[str]:
    """Give the pages of a part of the navigation."""
    match entry:
        case str():
            yield entry
        case dict() | list():
            for inner in entry.values() if isinstance(entry, dict) else entry:
                yield from navigation(inner)
        case _:
            pytest.fail(f"{entry!r} is no part of a navigation")


def test_every_page_stands_in_the_navigation() -> None:
    listed = list(navigation(yaml.safe_load(text(ROOT / "mkdocs.yml"))["nav"]))
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    assert not pages - set(listed), "add the page to nav in mkdocs.yml"
    assert len(listed) == len(set(listed))


def test_the_rooms_of_the_house_are_told_as_the_contract_has_them() -> None:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "layers")
    (house,) = re.findall(r"^```text\n(.*?)^```", text(DOCS / "index.md"), re.DOTALL | re.MULTILINE)
    assert [re.split(r"\s{2,}", line)[0] for line in house.splitlines()] == layers
