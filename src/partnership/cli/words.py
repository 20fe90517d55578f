"""All that the command line itself says, in English and in Russian, and how a language is chosen.

What the law says (titles, mends, faults of a file) comes in both languages from the rooms below. Nothing here is loaded
beside the standard library: `--help` answers at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from partnership.cli.sentences import COUNTED, SENTENCES

Lang = Literal["en", "ru"]

LANGUAGES: Final[tuple[Lang, ...]] = ("en", "ru")

_OF_A_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class Words:
    """The sentences of one language: `words("no-file", file=...)`."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._place = LANGUAGES.index(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Say the sentence of this key, with the values in their places."""
        return SENTENCES[key][self._place].format_map(values)

    def count(self, number: int, key: str) -> str:
        """Say a number with what is counted, in the form that the number asks for."""
        english, russian = COUNTED[key]
        forms = english if self.lang == "en" else russian
        return f"{number} {forms[_english(number) if self.lang == 'en' else _russian(number)]}"


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Choose the language: `--lang`, else `PARTNERSHIP_LANG`, else Russian in a Russian locale, else English.

    The arguments are looked at before they are parsed, since help and complaints about them have a language too.
    """
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[place + 1 : place + 2])
            if asked in LANGUAGES:
                return _named(asked)
    own = environment.get("PARTNERSHIP_LANG", "").lower()
    if own in LANGUAGES:
        return _named(own)
    locale = next(filter(None, map(environment.get, _OF_A_LOCALE)), "")
    return "ru" if locale.lower().startswith("ru") else "en"


def _named(word: str) -> Lang:
    return "ru" if word == "ru" else "en"


def _english(number: int) -> int:
    return 0 if number == 1 else 1


def _russian(number: int) -> int:
    """1 запись, 2 записи, 5 записей; 11 записей, 21 запись."""
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:  # noqa: PLR2004 - the grammar's own figures
        return 0
    return 1 if ones in {2, 3, 4} and tens not in {12, 13, 14} else 2
