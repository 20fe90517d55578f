"""The programme object: bitemporal, deterministic, and at home in files."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from partnership.errors import InputError, LedgerError, NotLawful, ProgrammeFileError, TemplateError, UnknownName
from partnership.programme import (
    PersonalDetails,
    Programme,
    load_programme,
    load_template,
    read_personal_data,
    save_programme,
    shipped_templates,
    tell,
)
from partnership.records import Incident, RegisterKept
from partnership.values import Text, as_moment
from tests.small import SMALL, day, partner, running, signed, small_law


def test_the_same_entries_give_the_same_state() -> None:
    """A programme taken up from its entries is the programme."""
    programme = running()
    again = Programme.from_entries(small_law(), programme.entries)
    assert again.digest() == programme.digest()
    assert [str(f) for f in again.missing()] == [str(f) for f in programme.missing()]


def test_answers_are_the_same_when_what_is_kept_for_them_is_let_go() -> None:
    """Whatever was at hand is gathered anew, for the days before and for what is written afterwards."""
    programme, other = running(), running()
    told = [str(finding) for finding in programme.missing()]
    before = programme.snapshot
    programme.clear_caches()
    assert [str(finding) for finding in before.missing()] == told
    for one in (programme, other):
        one.record(partner("late"), on=one.state.horizon)
    assert [str(finding) for finding in programme.missing()] == [str(finding) for finding in other.missing()]
    programme.clear_caches()
    assert [str(finding) for finding in programme.missing()] == [str(finding) for finding in other.missing()]
    assert programme.digest() == other.digest()


@pytest.mark.parametrize("name", ["p.jsonl", "p.yaml"])
def test_a_programme_survives_being_saved(tmp_path: Path, name: str) -> None:
    """Written to a file and read back, it is the same programme."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    programme = running()
    save_programme(programme, tmp_path / name)
    if name.endswith(".yaml"):
        text = (tmp_path / name).read_text(encoding="utf-8").replace("template: small\n", "template: small.yaml\n")
        (tmp_path / name).write_text(text, encoding="utf-8")
        again = load_programme(tmp_path / name)
    else:
        again = load_programme(tmp_path / name, template=small_law())
    assert [e.model_dump(exclude={"digest", "title"}) for e in again.entries] == [
        e.model_dump(exclude={"digest", "title"}) for e in programme.entries
    ]


def test_what_was_known_is_kept_apart_from_what_was_true() -> None:
    """A partner recorded in March as having joined in February: true in February, known in March."""
    programme = signed()
    programme.record(partner("late"), on=day("2010-02-01"), recorded=day("2010-03-05"))
    assert programme.as_of(day("2010-02-02")).get("partner", "late") is not None
    assert programme.as_known(day("2010-03-04")).get("partner", "late") is None
    assert programme.as_known(day("2010-03-05")).get("partner", "late") is not None
    with pytest.raises(LedgerError):
        programme.as_known(day("2009-01-01"))


def test_what_is_known_on_a_day_is_seen_on_that_day() -> None:
    """The agreement lapsed on the first of June, and nobody has written anything since February."""
    programme = running()
    end_of_may, june = day("2010-05-31"), day("2010-06-01")
    assert programme.as_known(end_of_may).suspended_since is None
    assert programme.as_known(june).suspended_since == june
    for moment in (dt.datetime(2010, 6, 1, tzinfo=dt.UTC), dt.datetime(2010, 6, 1, 23, tzinfo=dt.UTC)):
        assert programme.as_known(moment).date == june
        assert programme.as_known(moment).missing() == programme.as_of(june).missing()


def test_a_register_that_nobody_keeps_is_unknown_and_not_a_pass() -> None:
    """No incident is open - but only somebody who keeps the list can say so."""
    programme = running()
    assert programme.snapshot.statuses()["R6"] == "unknown"
    programme.record(RegisterKept(id="r", lists="incidents", keeper="aid"), on=day("2010-02-03"))
    assert programme.snapshot.statuses()["R6"] == "satisfied"
    programme.record(Incident(id="i", type="harm", institution="aid", state="open"), on=day("2010-02-04"))
    assert programme.snapshot.statuses()["R6"] == "unsatisfied"


def test_a_suspension_counts_from_the_day_of_the_lapse_and_ends_when_it_is_mended() -> None:
    """Nobody looked until July; the agreement had lapsed on the first of June."""
    programme = running()
    assert programme.as_of(day("2010-05-31")).suspended_since is None
    assert programme.as_of(day("2010-07-10")).suspended_since == day("2010-06-01")
    programme.amend(
        "agreement", "agr", {"valid_to": day("2011-06-01")}, on=day("2010-06-20"), recorded=day("2010-07-11")
    )
    assert programme.as_of(day("2010-07-10")).suspended_since is None
    assert programme.as_of(day("2010-06-10")).suspended_since == day("2010-06-01")


def test_a_migration_says_what_changes_before_it_is_taken() -> None:
    """Under the new version two businesses are needed; the old entries stay under the old law."""
    programme = running()
    stricter = SMALL.replace('version: "1"', 'version: "2"').replace(
        "sectors_present: [business]", "count: {of: {from: partners, where: {sector: business}}, min: 2}"
    )
    law = small_law(stricter)
    assert [finding.requirement for finding in programme.migration(law).owed] == ["R3"]
    programme.migrate(law, on=day("2010-03-01"), reason="the board decided")
    assert programme.as_of(day("2010-02-15")).suspended_since is None
    assert programme.as_of(day("2010-03-01")).suspended_since is not None
    again = Programme.from_entries([small_law(), law], programme.entries)
    assert again.template.version == "2"


def test_a_ledger_kept_under_another_law_is_not_taken_up() -> None:
    """The digest of the law is part of the ledger."""
    other = small_law(SMALL.replace('version: "1"', 'version: "9"'))
    with pytest.raises(LedgerError, match="kept under"):
        Programme.from_entries(other, running().entries)


def test_a_ledger_with_an_entry_missing_is_not_taken_up() -> None:
    """Entries are numbered: one that is cut out is missed."""
    entries = list(running().entries)
    with pytest.raises(LedgerError, match="is in the place of"):
        Programme.from_entries(small_law(), [*entries[:3], *entries[4:]])


def test_erasing_a_name_leaves_the_ledger_as_it_is() -> None:
    """Names stand among personal data; findings use them as long as they are there."""
    programme = running()
    before = programme.digest()
    programme.personal_data.keep("p-1", PersonalDetails(name=Text.of("Anna P.", "Анна П.")))
    assert programme.personal_data["p-1"].in_language("ru") == "Анна П."
    assert programme.personal_data.erase("p-1")
    assert not programme.personal_data.erase("p-1")
    assert programme.digest() == before


def test_personal_data_is_read_from_a_file() -> None:
    """Its form is plain, and a misspelt key is named with its place."""
    personal_data = read_personal_data("people: {p-1: {name: {en: Anna, ru: Анна}, phone: '1'}}".encode(), "v.yaml")
    assert personal_data["p-1"].in_language("en") == "Anna"
    with pytest.raises(ProgrammeFileError, match=r"v\.yaml:1"):
        read_personal_data(b"people: {p-1: {nme: Anna}}", "v.yaml")


_FILE = """format: 1
programme: small-1
template: small.yaml
region: RU-SMO
start: 2010-01-01
ledger:
- {date: 2010-01-02, partner: {id: bank, name: Bank, sector: business}}
"""


def _file(folder: Path, more: str) -> Path:
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    path = folder / "p.yaml"
    path.write_text(_FILE + more, encoding="utf-8")
    return path


def test_a_line_marked_refused_is_story_and_not_ledger(tmp_path: Path) -> None:
    """It is tried, refused for the reason that it names, and leaves no entry."""
    more = "- {date: 2010-01-03, advance: during, refused: true, expect: [stage_not_next]}\n"
    telling = tell(_file(tmp_path, more))
    steps = list(telling.steps())
    assert [step.refusal is not None for step in steps] == [False, True]
    assert telling.faults == []
    assert len(telling.programme.entries) == 2


@pytest.mark.parametrize(
    "line, says",
    [
        ("- {date: 2010-01-03, advance: after}", "refused"),
        ("- {date: 2010-01-03, partner: {id: bank, name: B, sector: business}}", "there is a partner 'bank' already"),
        ("- {date: 2010-01-03, partner: {id: aid, name: A, sector: ngo}, refused: true}", "the rules allow it"),
        ("- {date: 2010-01-03, advance: during, refused: true, expect: [R1]}", "not for R1"),
    ],
)
def test_a_line_that_goes_otherwise_than_it_says_is_a_fault_with_its_place(
    tmp_path: Path, line: str, says: str
) -> None:
    """A programme file is a test of its law, line by line."""
    with pytest.raises(ProgrammeFileError, match=says) as refused:
        load_programme(_file(tmp_path, line + "\n"))
    (fault,) = refused.value.faults
    assert fault.at is not None
    assert fault.at.line == 8


def test_files_that_are_no_files_are_named(tmp_path: Path) -> None:
    """A folder, a pipe, a missing file, an empty one: each is said in words."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "empty.yaml").write_bytes(b"")
    for name, says in [
        (".", "folder"),
        ("pipe.yaml", "not a file"),
        ("none.yaml", "there is no such file"),
        ("empty.yaml", "empty"),
    ]:
        with pytest.raises(InputError, match=says):
            load_programme(tmp_path / name)
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(TemplateError, match="folder"):
        load_template(tmp_path / "x.yaml")
    with pytest.raises(UnknownName, match="volunteers"):
        load_template("voluntears")
    assert "volunteers" in shipped_templates()


def test_a_ledger_that_is_cut_short_is_named_line_by_line(tmp_path: Path) -> None:
    """Half a line at the end of a ledger is a fault at that line."""
    path = tmp_path / "p.jsonl"
    save_programme(running(), path)
    data = path.read_bytes()
    path.write_bytes(data[:-40])
    with pytest.raises(LedgerError, match=r"p\.jsonl:"):
        load_programme(path, template=small_law())


def test_an_unknown_form_of_file_is_refused(tmp_path: Path) -> None:
    """Only .yaml and .jsonl are written."""
    with pytest.raises(InputError, match="jsonl"):
        save_programme(running(), tmp_path / "p.txt")


def test_lines_of_days_to_come_are_faults_where_the_time_is_told(tmp_path: Path) -> None:
    """And the programme goes on being told it; its lines stay written down on their own days."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    file = tmp_path / "p.yaml"
    save_programme(running(), file, law="small.yaml")
    programme = load_programme(file, now=lambda: day("2010-02-01"))
    assert programme.entries[-1].recorded == as_moment(day("2010-02-01"))
    with pytest.raises(NotLawful):
        programme.record(partner("late"), on=day("2010-02-02"))
    with pytest.raises(ProgrammeFileError) as refused:
        load_programme(file, now=lambda: day("2010-01-24"))
    assert [str(fault.what) for fault in refused.value.faults] == [
        f"{on} has not come yet: today is 24 January 2010" for on in ("25 January 2010", "1 February 2010")
    ]
    with pytest.raises(ProgrammeFileError, match="1 January 2010 has not come yet"):
        load_programme(file, now=lambda: day("2009-12-31"))
