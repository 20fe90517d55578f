"""The catalogues: what an English sentence is in another language (gettext, one folder a language in `locale/`)."""

from __future__ import annotations

import gettext
import logging
import re
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Language = str
"""A language by its tag (BCP 47), such as `en`, `ru` or `ru-RU`."""

FULL: tuple[Language, ...] = ("en", "ru")
"""The languages in which everything is said; the catalogues of others may be partial, and fall back to English."""

SOURCE = "en"
"""The language of the sentences in the code."""

_WORDS = re.compile(r"[^\W\d_](?![^{]*\})")
_FILE = "LC_MESSAGES/partnership.mo"
_LOG = logging.getLogger(__name__)


class UnknownLanguage(LookupError):
    """A language was asked for that has no catalogue; the nearest that has one is proposed."""

    def __init__(self, language: str, choices: tuple[str, ...]) -> None:
        self.language = language
        self.choices = choices
        super().__init__(language, choices)

    @override
    def __str__(self) -> str:
        close = get_close_matches(self.language.lower(), self.choices, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        return f"there is no catalogue for the language '{self.language}'; there are: {', '.join(self.choices)}{hint}"


@cache
def languages() -> tuple[Language, ...]:
    """Return the tags of all languages that have a catalogue, English first."""
    folders = [folder.name for folder in _locale().iterdir() if folder.joinpath(_FILE).is_file()]
    return (SOURCE, *sorted(folder.replace("_", "-") for folder in folders))


@cache
def language_of(tag: str) -> Language:
    """Return the language of a tag that has a catalogue: `ru-RU` and `ru_RU.UTF-8` are `ru`.

    Raises:
        UnknownLanguage: if there is none.
    """
    if tag in FULL:
        return tag
    parts = tag.partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    known = {language.lower(): language for language in languages()}
    for length in range(len(parts), 0, -1):
        found = known.get("-".join(parts[:length]))
        if found is not None:
            return found
    raise UnknownLanguage(tag, languages())


@lru_cache(maxsize=8192)
def translated(language: str, context: str | None, source: str) -> str:
    """Return an English sentence in another language; as it stands where the catalogue lacks it, and the log says so.

    Raises:
        UnknownLanguage: if the language has no catalogue.
    """
    found = _found(language, context, source) if source else source  # the empty one is a catalogue's header
    return found if found is not None else _missed(language, source)


@lru_cache(maxsize=8192)
def counted(language: str, one: str, many: str, count: int) -> str:
    """Return the form of a counted sentence that a language uses for a number.

    Raises:
        UnknownLanguage: if the language has no catalogue.
    """
    if (known := language_of(language)) == SOURCE:
        return one if count == 1 else many
    found = _catalogue(known).ngettext(one, many, count)
    return _missed(known, found) if found is one or found is many else found


@lru_cache(maxsize=8192)
def inflected(language: str, case: str, source: str) -> str:
    """Return a noun in a case, such as `one:genitive`; in its plain form where the language has no such case.

    Raises:
        UnknownLanguage: if the language has no catalogue.
    """
    found = _found(language, case, source)
    return found if found is not None else translated(language, case.partition(":")[0], source)


def _found(language: str, context: str | None, source: str) -> str | None:
    if (known := language_of(language)) == SOURCE:
        return source
    catalogue = _catalogue(known)
    found = catalogue.gettext(source) if context is None else catalogue.pgettext(context, source)
    return None if found is source else found  # what is not there comes back as it is


def _missed(language: str, source: str) -> str:
    if _WORDS.search(source):  # brackets and commas around arguments are not missed
        _LOG.info("not in the catalogue of %s: %s", language, source)
    return source


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    with _locale().joinpath(language.replace("-", "_"), _FILE).open("rb") as file:
        return gettext.GNUTranslations(file)


def _locale() -> Traversable:
    from importlib.resources import files

    return files("partnership").joinpath("locale")
