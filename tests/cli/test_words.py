"""What the command line says in which language."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from partnership.cli.words import HelpWords
from partnership.languages import catalogue
from partnership.messages import plural
from partnership.messages.message import _sentence
from tests.cli.helpers import Ask, Write
from tools.catalogues import SOURCES, compiled

PILOT = str(SOURCES.parent.parent / "examples" / "smolensk-2009.yaml")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue that has begun: one sentence of the command line, and nothing else."""
    begun = Catalog(locale="de")
    begun.add("Nothing is missing.", "Es fehlt nichts.")
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "partnership.mo").write_bytes(compiled(begun))
    _forget()
    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "_HOME", f"{tmp_path}/")
        yield
    _forget()


def _forget() -> None:
    known = (catalogue.languages, catalogue.language_of, catalogue.translated, catalogue.counted_form, _sentence)
    for kept in (*known, catalogue._catalogue):
        kept.cache_clear()


def test_a_language_whose_catalogue_has_begun_is_spoken_as_far_as_it_goes(ask: Ask, write: Write, german: None) -> None:
    del german
    told = ask("missing", write(), "--lang", "de-AT")
    assert "Es fehlt nichts." in told.out
    assert "Stage now: Growing, since 1 April 2020." in told.out
    assert told.err == ""


def test_what_a_catalogue_lacks_is_said_to_whoever_asks_for_it(ask: Ask, write: Write, german: None) -> None:
    del german
    told = ask("missing", write(), "--lang", "de", "--verbose")
    assert "not in the catalogue of de: Stage now: {stage}." in told.err.splitlines()
    assert "Es fehlt nichts." not in told.err
    assert "show this help and exit" not in told.err


def test_what_a_catalogue_lacks_of_help_is_said_with_help(ask: Ask, german: None) -> None:
    del german
    assert "not in the catalogue of de: show this help and exit" in ask("--help", "-v", "--lang", "de").err


def test_spanish_is_spoken_as_far_as_it_goes(ask: Ask) -> None:
    """Help, the story of the pilot and what is missing; the law's own titles stay as they were written."""
    told = ask("missing", PILOT, "--lang", "es_ES.UTF-8")
    assert told.err == ""
    assert "Qué le falta a smolensk-2009" in told.out
    assert "Kopeika supermarket, Smolensk (kopeika)" in told.out
    assert "denegado: decisión d-coordinator" in ask("run", PILOT, "--lang", "es").out
    assert "cuenta la historia hasta esta fecha" in ask("run", "--help", "--lang", "es").out


def test_what_spanish_lacks_is_said_to_whoever_asks(ask: Ask) -> None:
    """In English, and on standard error which sentences these were, with their contexts."""
    told = ask("ledger", PILOT, "--lang", "es", "-v")
    assert "not in the catalogue of es: date (column)" in told.err.splitlines()
    assert ask("ledger", PILOT, "--lang", "es").err == ""


@pytest.mark.parametrize(
    "said, numbers",
    [("запись", [1, 21, 121]), ("записи", [2, 3, 4, 22, 104]), ("записей", [0, 5, 11, 12, 14, 20, 25, 111])],
)
def test_russian_counts_as_russians_do(said: str, numbers: list[int]) -> None:
    told = [plural("{count} entry", "{count} entries", number).in_language("ru") for number in numbers]
    assert told == [f"{number} {said}" for number in numbers]


def test_help_is_said_as_messages_are() -> None:
    assert HelpWords("en").message("missing: {what}", what="FILE") == "missing: FILE"
    assert HelpWords("ru").message("missing: {what}", what="ФАЙЛ") == "не указано: ФАЙЛ"


@pytest.mark.parametrize(
    "lang, unneeded",
    [
        ("en_GB.UTF-8", {"partnership.languages", "partnership.messages", "pydantic", "typing_extensions"}),
        ("ru_RU.UTF-8", {"partnership.messages", "pydantic", "typing_extensions", "logging", "dataclasses", "difflib"}),
    ],
)
def test_help_loads_no_more_than_its_language(lang: str, unneeded: set[str]) -> None:
    program = (
        "import sys; from partnership.cli import main; main(['--help']); "
        f"print(*sorted({unneeded} & sys.modules.keys()), file=sys.stderr)"
    )
    told = subprocess.run(
        [sys.executable, "-S", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": lang, "PYTHONPATH": str(SOURCES.parent), "PYTHONUTF8": "1"},
    )
    assert told.stderr == "\n"
