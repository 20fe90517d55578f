"""A third language costs no Python: a tool begins it, translators fill it in, and what does not fit is told."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from partnership.languages import language_of, languages
from partnership.messages import plural
from tools import catalogues
from tools.catalogues import Unusable, faults, in_code, main, new, read, said, update, write

Key = str | tuple[str, str]


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    """A language that has just begun."""
    return new("pl", tmp_path)


def change(path: Path, *entries: tuple[Key, str | tuple[str, ...], str | None]) -> None:
    """Do as a translator does."""
    found = read(path)
    for key, words, context in entries:
        found.delete(key, context)
        found.add(key, words, context=context)
    write(found, path)


def test_a_language_is_begun_with_every_sentence_and_no_words(polish: Path) -> None:
    """The header says the language and its plural forms, and nothing that nobody has said."""
    header = polish.read_text(encoding="utf-8").split("\n\n")[0]
    assert '"Language: pl\\n"' in header
    assert '"Plural-Forms: nplurals=3;' in header
    for word in ("EMAIL", "FULL NAME", "YEAR", "Creation-Date", "Babel", "Project-Id"):
        assert word not in header
    found = read(polish)
    assert len([entry for entry in found if entry.id]) == len(in_code())
    assert said(found) == {}
    assert list(faults(polish)) == []


def test_to_bring_a_catalogue_in_step_twice_changes_nothing(polish: Path) -> None:
    """No day and no version of a tool stands in it, so that only what translators did is seen in a pull request."""
    once = polish.read_bytes(), polish.with_suffix(".mo").read_bytes()
    update(polish)
    assert (polish.read_bytes(), polish.with_suffix(".mo").read_bytes()) == once


def test_who_translated_it_is_kept(polish: Path) -> None:
    """What Poedit writes into the header is somebody's work."""
    signed = polish.read_text(encoding="utf-8").replace(
        '"Language: pl', '"Last-Translator: Anna Nowak <anna@example.org>\\n"\n"Language: pl'
    )
    polish.write_text(signed, encoding="utf-8")
    update(polish)
    assert '"Last-Translator: Anna Nowak <anna@example.org>\\n"' in polish.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "language, complaint",
    [
        ("en", "the code says it in English"),
        ("pl_PL", "there is a catalogue of 'pl-PL' already"),
        ("polish", "'polish' is not the tag of a language"),
        ("../pl", "is not the tag of a language"),
        ("sux", "'sux' is not the tag of a language whose plural forms are known"),
    ],
)
def test_what_cannot_be_begun_is_told(tmp_path: Path, language: str, complaint: str) -> None:
    new("pl-PL", tmp_path)
    with pytest.raises(Unusable, match=complaint):
        new(language, tmp_path)


def test_a_partial_catalogue_is_checked_as_far_as_it_goes(polish: Path) -> None:
    """Lost arguments, what the code does not say, another English plural; not what is still without words."""
    change(
        polish,
        ("Stage now: {stage}.", "Etap: {stage}.", None),
        ("responsible: {debtors}", "odpowiada: {debtor}", None),
        ("nobody says this", "nikt tego nie mówi", None),
        (("{count} entry", "{count} many entries"), ("{count} wpis", "{count} wpisy", "{count} wpisów"), None),
        (("{count} tie", "{count} ties"), ("{count} więź", "{n} więzi", "więzi"), None),
    )
    assert sorted(each.partition(":")[0] for each in faults(polish)) == [
        "another plural in pl",
        "left over in pl",
        "other arguments in pl",
        "other arguments in pl",
    ]
    update(polish)
    assert [each.partition(":")[0] for each in faults(polish)] == ["other arguments in pl", "other arguments in pl"]
    assert said(read(polish))[None, "{count} entry"].id == ("{count} entry", "{count} entries")
    assert (None, "nobody says this") not in said(read(polish))


def test_what_has_no_words_is_left_to_english(polish: Path) -> None:
    """A counted sentence has a place for each form; were they compiled, nothing would be said."""
    begun = gettext.GNUTranslations(io.BytesIO(polish.with_suffix(".mo").read_bytes()))
    assert begun.ngettext("{count} tie", "{count} ties", 2) == "{count} ties"


def test_a_noun_may_be_declined_and_nothing_else(polish: Path) -> None:
    """A colon in a context stands before a case; there is no case of a field."""
    change(polish, ("partner", "partnera", "one:genitive"), ("sector", "sektora", "field:genitive"))
    assert list(faults(polish)) == ["left over in pl: ('field:genitive', 'sector')"]


def test_a_context_with_a_colon_is_refused_where_it_stands_in_the_code(tmp_path: Path) -> None:
    """It would pass for a case of a noun."""
    (tmp_path / "room.py").write_text('\nSAID = in_context("answer: short", "yes")\n', encoding="utf-8")
    with pytest.raises(Unusable, match=r"room\.py:2: the context 'answer: short' has a colon"):
        in_code(tmp_path)


def test_an_unsure_translation_counts_as_none(polish: Path) -> None:
    """Translators mark it; gettext does not read it."""
    found = read(polish)
    found.delete("name")
    found.add("name", "nazwa", flags=["fuzzy"])
    write(found, polish)
    assert said(read(polish)) == {}


def test_the_tool_says_how_it_is_used(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip is no success."""
    assert main(["chekc"]) == main([]) == main(["new", "ru"]) == 2
    assert "usage: python -m tools.catalogues (new LANGUAGE | update | check)" in capsys.readouterr().err
    monkeypatch.setattr(catalogues, "faults", lambda path: iter([f"{path.parts[-3]}!"]))
    assert main(["check"]) == 1
    assert "ru!" in capsys.readouterr().out


# --- Spanish, which was added that way -------------------------------------------------------------------------------


def test_spanish_has_the_forms_that_it_needs() -> None:
    """One, millions, and the others."""
    told = [plural("{count} entry", "{count} entries", count).in_language("es") for count in (1, 2, 1_000_000)]
    assert told == ["1 asiento", "2 asientos", "1000000 de asientos"]
    assert {"en", "es", "ru"} <= set(languages())
    assert language_of("es-MX") == "es"
