"""Migrations in files and ledgers: written with all they need, read as they were, checked where they were edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from partnership.acts import Amended, AnyEntry, Migrated
from partnership.errors import LedgerError, ProgrammeFileError
from partnership.programme import Programme, load_programme, load_template, programme_text, tell
from partnership.programme.files import lines_text
from partnership.template import Template
from tests.small import SMALL, day, partner

PARAMETERS = "parameters: [{id: most, title: Most, type: integer, min: 1, max: 9, default: 9}]\n"
FIRST = SMALL + PARAMETERS
SECOND = (
    FIRST.replace('version: "1"', 'version: "2"')
    .replace("id: during", "id: meanwhile")
    .replace("[during]", "[meanwhile]")
    .replace("id: ngo", "id: npo")
    .replace("max: 9, default: 9", "max: 5, default: 5")
)
HEADER = """format: 1
programme: small-1
template: first.yaml
region: RU-SMO
start: 2010-01-01
parameters: {most: 8}
ledger:
- {date: 2010-01-02, partner: {id: bank, name: Bank, sector: business}}
- {date: 2010-01-02, partner: {id: aid, name: Aid, sector: ngo}}
- {date: 2010-01-03, person: {id: p-1, partner: aid}}
- {date: 2010-01-03, assignment: {id: a-1, role: coordinator, person: p-1}}
- {date: 2010-01-10, agreement: {id: agr, type: cooperation_agreement, parties: [bank, aid], clauses: [exit]}}
- {date: 2010-01-20, signature: {id: s-1, agreement: agr, partner: bank}}
- {date: 2010-01-20, signature: {id: s-2, agreement: agr, partner: aid}}
- {date: 2010-01-25, advance: agreeing}
- {date: 2010-02-01, advance: during}
"""
MOVE = (
    "- {date: 2010-03-01, migrate: {template: second.yaml, stages: {during: meanwhile}, words: {sectors: {ngo: npo}}, "
    "parameters: {most: 5}, reason: Experience}}\n"
)
LATE = "- {date: 2010-01-05, recorded: 2010-03-02, partner: {id: late, name: Late, sector: ngo}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both versions of a law."""
    (tmp_path / "first.yaml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.yaml").write_text(SECOND, encoding="utf-8")
    return tmp_path


def laws(folder: Path) -> list[Template]:
    """Both versions."""
    return [load_template(folder / "first.yaml"), load_template(folder / "second.yaml")]


def loaded(folder: Path, *lines: str) -> Programme:
    """A programme file with these lines."""
    (folder / "p.yaml").write_text(HEADER + "".join(lines), encoding="utf-8")
    return load_programme(folder / "p.yaml")


def edited(folder: Path, **changes: Any) -> list[AnyEntry]:
    """A ledger whose migration says something else."""
    entries = list(loaded(folder, MOVE, LATE).entries)
    return [one.model_copy(update=changes) if isinstance(one, Migrated) else one for one in entries]


def test_a_line_that_migrates_says_where_one_is_what_words_become_and_what_is_set(folder: Path) -> None:
    """What follows from it is written by nobody."""
    programme = loaded(folder, MOVE, LATE)
    assert (programme.stage, programme.template.version) == ("meanwhile", "2")
    assert [one.id for one in programme.entries if isinstance(one, Amended)] == ["aid", "late"]
    assert programme.state.facts().parameters == {"most": 5}


def test_a_programme_that_has_migrated_is_written_as_it_was_read(folder: Path) -> None:
    """Every entry comes back, with its number, and no line is written for what follows from another."""
    programme = loaded(folder, MOVE, LATE)
    text = programme_text(programme, law="first.yaml").replace("template: small,", "template: second.yaml,")
    assert "amend:" not in text
    assert "amend:" not in lines_text(programme.entries[1:])
    (folder / "again.yaml").write_text(text, encoding="utf-8")
    assert list(load_programme(folder / "again.yaml").entries) == list(programme.entries)


def test_an_attempt_to_migrate_may_be_refused_by_the_other_law(folder: Path) -> None:
    """That it lacks a stage or a word, or does not take a parameter, is its rule."""
    attempt = (
        "- {date: 2010-03-01, refused: true, expect: [stage_unmapped, word_unmapped, parameter_unmapped], "
        "migrate: {template: second.yaml, reason: Too early}}\n"
    )
    assert loaded(folder, attempt).template.version == "1"


def test_a_line_that_migrates_with_words_of_nothing_is_a_fault_of_the_file(folder: Path) -> None:
    """Though it is marked as an attempt."""
    line = "- {date: 2010-03-01, refused: true, migrate: {template: second.yaml, words: {sectrs: {}}, reason: -}}\n"
    with pytest.raises(ProgrammeFileError, match="did you mean 'sectors'"):
        loaded(folder, line)


def test_a_ledger_is_told_line_by_line_with_all_that_it_holds(folder: Path) -> None:
    """Also the records that were told again."""
    programme = loaded(folder, MOVE, LATE)
    again = Programme.from_entries(laws(folder), programme.entries)
    assert again.digest() == programme.digest()
    assert list(again.entries) == list(programme.entries)
    told = tell(folder / "p.yaml")
    assert sum(len(step.entries) for step in told.steps()) == len(programme.entries) - 1


@pytest.mark.parametrize(
    "changes, says",
    [
        ({"stage": "nowhere"}, "stage 'nowhere'"),
        ({"stage": None, "from_stage": None}, "stage 'during'"),
        ({"from_stage": "before"}, "moves from stage before"),
        ({"parameters": {"most": 7}}, "most to 7"),
        ({"parameters": {"least": 7}}, "parameter 'least'"),
        ({"date": day("2010-01-26")}, "before the move of entry"),
        ({"digest": "sha256:false"}, "kept under"),
    ],
)
def test_a_migration_that_was_edited_is_found_in_the_ledger(folder: Path, changes: dict[str, Any], says: str) -> None:
    """It would leave every question without an answer."""
    with pytest.raises(LedgerError, match=says):
        Programme.from_entries(laws(folder), edited(folder, **changes))


def test_a_record_told_again_names_the_migration_that_it_follows_from(folder: Path) -> None:
    """Another number is a fault."""
    entries = list(loaded(folder, MOVE).entries)
    assert isinstance(entries[-1], Amended)
    with pytest.raises(LedgerError, match="as a change of the rules"):
        Programme.from_entries(laws(folder), [*entries[:-1], entries[-1].model_copy(update={"migration": 3})])


def test_a_ledger_without_one_of_its_laws_is_not_taken_up(folder: Path) -> None:
    """Nor does a programme take such an entry in."""
    programme = loaded(folder, MOVE)
    first, second = laws(folder)
    for law in (first, second):
        with pytest.raises(LedgerError, match="kept under"):
            Programme.from_entries(law, programme.entries)
    before = loaded(folder)
    entries = programme.entries[len(before.entries) :]
    with pytest.raises(LedgerError, match="adopt"):
        before.take(entries)
    before.adopt(second)
    before.take(entries)
    assert before.digest() == programme.digest()


def test_a_refused_migration_leaves_no_law_behind(folder: Path) -> None:
    """Nothing has changed, the laws at hand included."""
    programme = loaded(folder)
    _, second = laws(folder)
    with pytest.raises(Exception, match="stages:"):
        programme.migrate(second, on=day("2010-03-01"), reason="-")
    assert set(programme.templates) == {programme.template.digest}
    programme.record(partner("more"), on=day("2010-03-02"))
    assert programme.stage == "during"
