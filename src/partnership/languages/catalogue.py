"""The catalogues: what an English sentence is in another language (gettext, one folder a language in `locale/`)."""

from __future__ import annotations

import gettext
import re
from functools import cache, lru_cache

from partnership.base import InEnglish, PartnershipError
from partnership.languages.tags import LONGEST_TAG, Language, canonical_tag, is_tag, wider

FULL: tuple[Language, ...] = ("en", "ru")
"""The languages in which everything is said; the catalogues of others may be partial, and fall back to English."""

SOURCE = "en"
"""The language of the sentences in the code."""

_WORDS = re.compile(r"[^\W\d_](?![^{]*\})")
_HOME = __file__.rpartition("languages")[0]
_FOLDER = "locale"
_FILE = "LC_MESSAGES/partnership.mo"


class UnknownLanguage(InEnglish, PartnershipError, LookupError):
    """A language was asked for that has no catalogue; the nearest that has one is proposed."""

    def __init__(self, language: str, choices: tuple[Language, ...]) -> None:
        self.language = language
        self.choices = choices
        super().__init__(language, choices)

    @property
    def nearest(self) -> Language | None:
        """The language that was probably meant; None if none is close."""
        from difflib import get_close_matches  # which nobody needs who is understood

        return next(iter(get_close_matches(self.language.lower(), self.choices, n=1)), None)

    def text(self, lang: Language = SOURCE) -> str:
        """Say which language that is, and which there are."""
        said = translated(lang, "language", "there is no catalogue for the language '{language}'; there are: {choices}")
        told = said.format(language=ascii(self.language[:LONGEST_TAG])[1:-1], choices=", ".join(self.choices))
        if self.nearest is None:
            return told
        meant = translated(lang, None, "did you mean '{found}'?").format(found=self.nearest)
        return f"{told}; {meant}"


@cache
def languages() -> tuple[Language, ...]:
    """Return the tags of all languages that have a catalogue, English first."""
    from importlib.resources import files  # see `_Compiled`

    folders = files("partnership").joinpath(_FOLDER).iterdir()
    return (SOURCE, *sorted(folder.name.replace("_", "-") for folder in folders if folder.joinpath(_FILE).is_file()))


@lru_cache(maxsize=1024)
def language_of(tag: str, otherwise: Language | None = None) -> Language:
    """Return the language of a tag that has a catalogue: `ru-RU` and `ru_RU.UTF-8` are `ru`; of others `otherwise`.

    Raises:
        UnknownLanguage: if there is none, and nothing else was asked for.
    """
    if tag in FULL:
        return tag
    found = next(filter(_has_catalogue, wider(canonical_tag(tag))), otherwise)
    if found is None:
        raise UnknownLanguage(tag, languages())
    return found


@lru_cache(maxsize=8192)
def translated(language: str, context: str | None, source: str) -> str:
    """Return an English sentence in another language; as it stands where the catalogue lacks it, and the log says so.

    Raises:
        UnknownLanguage: if the language has no catalogue.
    """
    found = _found(language, context, source) if source else source  # the empty one is a catalogue's header
    return found if found is not None else _missed(language, source, context)


@lru_cache(maxsize=8192)
def counted_form(language: str, one: str, many: str, count: int) -> str:
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
    """Return a word in a form, such as `one:genitive:feminine`; in the nearest wider one that the catalogue has.

    Raises:
        UnknownLanguage: if the language has no catalogue.
    """
    wider_, colon, _ = case.rpartition(":")
    if not colon:
        return translated(language, case, source)
    found = _found(language, case, source)
    return found if found is not None else inflected(language, wider_, source)


@lru_cache(maxsize=1024)
def gender(language: str, noun: str) -> str:
    """Return with what gender words agree with a noun, as its catalogue calls it; empty for the most common one.

    Raises:
        UnknownLanguage: if the language has no catalogue.
    """
    found = _found(language, "one:gender", noun)
    return "" if found is None or found is noun else found


def _found(language: str, context: str | None, source: str) -> str | None:
    if (known := language_of(language)) == SOURCE:
        return source
    catalogue = _catalogue(known)
    found = catalogue.gettext(source) if context is None else catalogue.pgettext(context, source)
    return None if found is source else found  # what is not there comes back as it is


def _missed(language: str, source: str, context: str | None = None) -> str:
    if _WORDS.search(source):  # brackets and commas around arguments are not missed
        import logging  # which a language that has everything does not need

        told = source if context is None else f"{source} ({context})"
        logging.getLogger("partnership.languages").info("not in the catalogue of %s: %s", language, told)
    return source


def _has_catalogue(tag: str) -> bool:
    if tag == SOURCE or not is_tag(tag):
        return tag == SOURCE
    try:
        _catalogue(tag)
    except OSError:
        return False
    return True


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.GNUTranslations(_Compiled(f"{_HOME}{_FOLDER}/{language.replace('-', '_')}/{_FILE}"))


class _Compiled:
    """A file of the package, as gettext takes it; `importlib.resources` would take a third of the time of `--help`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self) -> bytes:
        data: bytes = globals()["__loader__"].get_data(self.name)  # out of an archive too
        return data
