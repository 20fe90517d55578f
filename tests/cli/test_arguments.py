"""What is asked, and how a slip in it is explained."""

import re

import pytest

from partnership.cli.words import language
from tests.cli.helpers import Ask

SLIPS = {
    "nothing": ([], "missing: COMMAND", "не указано: КОМАНДА"),
    "no such command": (
        ["rn"],
        (
            "unknown command 'rn'; expected one of: run, missing, graph, ties, partners, ledger, simulate, regions, "
            "templates; did you mean 'run'?"
        ),
        (
            "неизвестная команда «rn»; команды: run, missing, graph, ties, partners, ledger, simulate, regions, "
            "templates; возможно, имелось в виду «run»?"
        ),
    ),
    "no such command within": (
        ["templates", "shwo"],
        "unknown command 'shwo'; expected one of: list, show; did you mean 'show'?",
        "неизвестная команда «shwo»; команды: list, show; возможно, имелось в виду «show»?",
    ),
    "no file": (["run"], "missing: FILE", "не указано: ФАЙЛ"),
    "two files": (["run", "a", "b"], "unknown argument: 'b'", "неизвестный аргумент: «b»"),
    "a misspelt option": (
        ["run", "a", "--untl=2009-01-01"],
        "unknown argument: '--untl=2009-01-01'; did you mean '--until'?",
        "неизвестный аргумент: «--untl=2009-01-01»; возможно, имелось в виду «--until»?",
    ),
    "half an option": (
        ["run", "a", "--unt", "2009-01-01"],
        "unknown argument: '--unt 2009-01-01'; did you mean '--until'?",
        "неизвестный аргумент: «--unt 2009-01-01»; возможно, имелось в виду «--until»?",
    ),
    "no value": (["run", "a", "--until"], "--until needs a value after it", "после --until нужно значение"),
    "a value too many": (["run", "a", "--all=x"], "--all takes no value", "--all не принимает значения"),
    "no day": (
        ["run", "a", "--until", "31.05.2009"],
        "--until: '31.05.2009' is not a date; expected one such as 2009-05-31",
        "--until: «31.05.2009» — не дата; нужна дата вида 2009-05-31",
    ),
    "an impossible day": (
        ["missing", "a", "--on", "2009-02-30"],
        "--on: '2009-02-30' is not a date; expected one such as 2009-05-31",
        "--on: «2009-02-30» — не дата; нужна дата вида 2009-05-31",
    ),
    "no moment": (
        ["ledger", "a", "--as-known", "2009-05-31T12:00:00"],
        "--as-known: '2009-05-31T12:00:00' is not a moment; expected a date, or a moment such as 2009-05-31T12:00:00Z",
        "--as-known: «2009-05-31T12:00:00» — не момент времени; нужна дата или момент вида 2009-05-31T12:00:00Z",
    ),
    "no colour": (
        ["run", "a", "--color", "alway"],
        "--color: 'alway' is not one of: auto, always, never; did you mean 'always'?",
        "--color: «alway» не входит в перечень: auto, always, never; возможно, имелось в виду «always»?",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_explained_in_the_language_that_was_asked_for(ask: Ask, slip: str) -> None:
    arguments, english, russian = SLIPS[slip]
    for lang, said in (("en", english), ("ru", russian)):
        told = ask("--lang", lang, *arguments)
        assert (told.code, told.out) == (2, "")
        assert told.err.splitlines()[0] == f"partnership: {said}"
        assert re.fullmatch(r"(see|справка): partnership.* --help", told.err.splitlines()[1]) or re.fullmatch(
            r"(see|справка): .*: partnership.* --help", told.err.splitlines()[1]
        )


def test_an_unknown_language_is_explained(ask: Ask) -> None:
    told = ask("run", "a", "--lang", "fr")
    assert told.code == 2
    assert told.err.startswith("partnership: --lang: 'fr' is not one of: en, es, ru\n")
    assert "did you mean 'ru'?" in ask("run", "a", "--lang", "rux").err


@pytest.mark.parametrize("arguments", [["--help"], ["run", "-h"], ["templates", "--help"], ["templates", "show", "-h"]])
def test_help_is_there_for_each_command_in_both_languages(ask: Ask, arguments: list[str]) -> None:
    english, russian = ask(*arguments), ask("--lang=ru", *arguments)
    assert (english.code, russian.code) == (0, 0)
    assert english.out.startswith("usage: partnership")
    assert russian.out.startswith("вызов: partnership")
    ours = re.sub(r"\b(show|list|run|missing|ledger|templates|partnership)\b", "", russian.out)
    assert not re.search(r"\b(usage|options|positional|the|and|exit)\b", ours)


def test_the_version_is_said(ask: Ask) -> None:
    assert re.fullmatch(r"partnership \d+\.\d+\.\d+\n", ask("--version").out)


@pytest.mark.parametrize(
    "arguments, environment, chosen",
    [
        ([], {}, "en"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ru_RU.KOI8-R"}, "ru"),
        ([], {"LANG": "ru_RU.UTF-8", "PARTNERSHIP_LANG": "en"}, "en"),
        ([], {"PARTNERSHIP_LANG": "klingon"}, "en"),
        (["--lang", "en"], {"PARTNERSHIP_LANG": "ru"}, "en"),
        (["run", "--lang=ru"], {}, "ru"),
        (["run", "--lang"], {}, "en"),
        (["run", "--lang", "de"], {"LANG": "ru"}, "ru"),
        (["run", "--lang", "ru-RU"], {}, "ru"),
        ([], {"PARTNERSHIP_LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "fi_FI.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_users(arguments: list[str], environment: dict[str, str], chosen: str) -> None:
    assert language(arguments, environment) == chosen
