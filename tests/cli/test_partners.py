"""Partners that stand in others' lists, put before the law on the command line."""

from pathlib import Path

import pytest

from partnership.programme import load_programme
from tests.cli.helpers import SMOLENSK, Ask

LIST = """{"organizations": [{"id": "lib", "name": "Library", "classification": "library"},
{"id": "radi", "name": "Again", "classification": "library"}],
"persons": [{"id": "ann", "name": "Анна"}],
"memberships": [{"person_id": "ann", "organization_id": "lib"}]}"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "list.json"
    file.write_text(LIST, encoding="utf-8")
    return file


def test_lines_for_the_file_come_out_and_a_reason_for_each_that_was_refused(
    ask: Ask, listed: Path, tmp_path: Path
) -> None:
    words = ("partners", str(SMOLENSK), str(listed), "--on", "2010-06-01", "--sectors", "library=ngo")
    told = ask(*words, "--names", str(tmp_path / "names.yaml"), "-o", str(tmp_path / "report.csv"))
    assert told.code == 1
    assert "partner: {id: lib, name: Library, sector: ngo}" in told.out
    assert "accepted: 2, refused: 1" in told.err
    assert "line 2: partner Again (radi): the programme has this partner: 'radi'" in told.err
    assert "Анна" not in told.out + told.err
    report = (tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()
    assert report[0] == "line,kind,id,name,what was refused,entry"
    longer = tmp_path / "programme.yaml"
    longer.write_text(SMOLENSK.read_text(encoding="utf-8") + told.out, encoding="utf-8")
    assert len(load_programme(longer).entries) == len(load_programme(SMOLENSK).entries) + 2
    named = ask("ledger", str(longer), "--personal-data", str(tmp_path / "names.yaml"))
    assert named.code == 0


def test_json_tells_what_became_of_each(ask: Ask, listed: Path) -> None:
    shape = ask("partners", str(SMOLENSK), str(listed), "--on", "2010-06-01", "--sector", "ngo", "--json").json
    assert [(each["kind"], bool(each["refused"])) for each in shape["partners"]] == [
        ("partner", False),
        ("partner", True),
        ("person", False),
    ]
    assert shape["partners"][2]["name"] is None


def test_without_the_secret_no_list_tells_whose_an_id_is(ask: Ask, listed: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    ids = []
    for words in ("", "seven grey herons", "seven grey herons\n", "six"):
        secret.write_text(words, encoding="utf-8")
        given = ("--secret", str(secret)) if words else ()
        shape = ask("partners", str(SMOLENSK), str(listed), "--on", "2010-06-01", "--json", *given).json
        ids.append(shape["partners"][2]["id"])
    assert ids[1] == ids[2]
    assert len(set(ids)) == 3
    secret.write_text(" \n", encoding="utf-8")
    told = ask("partners", str(SMOLENSK), str(listed), "--secret", str(secret))
    assert (told.code, told.out) == (2, "")
    assert "a secret is empty" in told.err


@pytest.mark.parametrize(
    "words, said",
    [
        (["--sector", "ngos"], "unknown: sector 'ngos'; did you mean 'ngo'?"),
        (["--names", "n.txt"], "'n.txt': names are written as .yaml"),
        (["-o", "r.doc"], "'r.doc': the table can be written back as .csv or .xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_cannot_be_done_is_said(ask: Ask, listed: Path, words: list[str], said: str) -> None:
    told = ask("partners", str(SMOLENSK), str(listed), *words)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_a_fault_of_the_list_is_told_at_its_line(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text('{"organizations":\n]', encoding="utf-8")
    told = ask("partners", str(SMOLENSK), str(file))
    assert "list.json:2:1: this is no JSON" in told.err
