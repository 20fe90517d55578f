"""What is told of slips that people make: at the word, the cause alone, and how to mend it, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from partnership.cli import main

HERE = Path(__file__).parent
SOUND = {"law": (HERE / "law.yaml").read_text("utf-8"), "story": (HERE / "story.yaml").read_text("utf-8")}
COMMANDS = {"law": (("templates", "show"),), "story": (("run",), ("missing",))}
_FAULT = re.compile(r"(?:law|story)\.yaml:[0-9]+:[0-9]+: ")
_OFFERED = re.compile(r"(?:expected |; )one of:? ((?:[^ ,;]+, )*[^ ,;]*)")


class Slip(NamedTuple):
    """In the sound `file` what `was` there became `now`; it is `told` at `at`, and there are so many faults in all."""

    file: str
    slip: str
    was: str
    now: str
    at: str
    told: str
    told_ru: str
    faults: int = 1

    @property
    def text(self) -> str:
        """The file with the slip."""
        assert self.was in SOUND[self.file], self.was
        return SOUND[self.file].replace(self.was, self.now, 1)


def _slips() -> Iterator[Slip]:
    for file, slips in yaml.safe_load((HERE / "corpus.yaml").read_text("utf-8")).items():
        yield from (Slip(file=file, **slip) for slip in slips)


SLIPS = tuple(_slips())


@pytest.fixture(autouse=True)
def _beside_sound_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in SOUND.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")


def _faults(capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    main(argv)
    return [line for line in capsys.readouterr().err.splitlines() if _FAULT.match(line)]


def test_the_files_are_sound_before_anybody_slips(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("templates", "show", "law.yaml")) == 0
    assert main(("run", "story.yaml")) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("slip", SLIPS, ids=[f"{slip.file}-{slip.slip}" for slip in SLIPS])
def test_a_slip_is_told_at_its_word_with_what_to_do(slip: Slip, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"{slip.file}.yaml").write_text(slip.text, encoding="utf-8")
    for command in COMMANDS[slip.file]:
        told = _faults(capsys, *command, f"{slip.file}.yaml")
        assert (told[:1], len(told)) == ([f"{slip.file}.yaml:{slip.at}: {slip.told}"], slip.faults)
        told = _faults(capsys, *command, f"{slip.file}.yaml", "--lang", "ru")
        assert (told[:1], len(told)) == ([f"{slip.file}.yaml:{slip.at}: {slip.told_ru}"], slip.faults)


def test_no_list_of_what_could_stand_there_is_empty_or_long() -> None:
    for slip in SLIPS:
        for offered in _OFFERED.findall(slip.told):
            assert 1 <= len(offered.strip(", ").split(", ")) <= 12, slip


def test_letters_of_another_alphabet_are_named_and_never_proposed() -> None:
    twins = [slip for slip in SLIPS if slip.slip.startswith("twin:") and "duration" not in slip.slip]
    assert len(twins) > 8
    for slip in twins:
        assert "is Cyrillic" in slip.told or "Cyrillic letters" in slip.told, slip
        assert "did you mean" not in slip.told, slip
        assert "кириллица" in slip.told_ru, slip


def test_what_follows_from_a_slip_is_no_fault_of_its_own() -> None:
    several = ["key: section twice", "id: twice", "refused: other reasons", "act: why"]
    assert [slip.slip for slip in SLIPS if slip.faults > 1] == several


def test_each_answer_is_in_the_language_of_the_reader() -> None:
    for slip in SLIPS:
        said = re.sub(r"[«`\"'(\[{$][^»`\"')\]}]*[»`\"')\]}]?|[A-Za-z_]+\.?[a-z_]*(?=[,;]|$)", "", slip.told_ru)
        assert not re.search(r"\b(the|of|is|or|and|must|write|such)\b", said), slip.told_ru


def test_a_law_and_a_programme_are_not_taken_for_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = _faults(capsys, "run", "law.yaml")
    assert told.startswith("law.yaml:2:1: this is a template, not a programme file; name it under `template:`")
    (told,) = _faults(capsys, "templates", "show", "story.yaml")
    assert told.startswith("story.yaml:9:1: this is a programme file, not a template; name the template")


def test_several_slips_are_told_each_at_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    slips = [slip for slip in SLIPS if slip.slip in {"law: clause", "item: reference", "stage: misspelt"}]
    text = SOUND["story"]
    for slip in slips:
        text = text.replace(slip.was, slip.now, 1)
    Path("story.yaml").write_text(text, encoding="utf-8")
    told = _faults(capsys, "run", "story.yaml")
    assert [line.split(":")[1] for line in told] == [slip.at.split(":")[0] for slip in slips]
    assert "until this is corrected, lines 16, 17 fail too" in told[0]


def test_a_refusal_by_the_rules_has_its_remedy_where_errors_go(capsys: pytest.CaptureFixture[str]) -> None:
    text = SOUND["story"].replace(
        "  - {date: 2026-02-10, signature: {id: sign-zabota, agreement: pact, partner: zabota}}\n", ""
    )
    Path("story.yaml").write_text(text, encoding="utf-8")
    (told,) = _faults(capsys, "run", "story.yaml")
    assert "refused: M1 Every party has signed" in told
    assert '-> sign the "Cooperation agreement" with the clauses "Exit" and record each signature' in told
