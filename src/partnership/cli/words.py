"""In which language the command line answers, and what it says before a command runs.

For English nothing is loaded here beside the standard library: `--help` answers at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_SOURCE: Final = "en"
_OF_A_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_NEEDS_NO_CATALOGUE: Final = re.compile(r"(en|c|posix)(?![a-z])", re.IGNORECASE)


class HelpWords:
    """Says messages at once in one language; catalogues are loaded for others than English."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def message(self, source: str, /, **arguments: object) -> str:
        """Say something, as `partnership.messages.message` does."""
        return self._said(source, None, arguments)

    def in_context(self, context: str, source: str, /) -> str:
        """Say something that is said otherwise elsewhere."""
        return self._said(source, context, {})

    def _said(self, source: str, context: str | None, arguments: Mapping[str, object]) -> str:
        if self.lang == _SOURCE:
            return source.format_map(arguments)
        from partnership.languages import translated

        said = {
            name: getattr(value, "in_language", lambda _, value=value: value)(self.lang)
            for name, value in arguments.items()
        }
        return translated(self.lang, context, source).format_map(said)


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the language: `--lang`, else `PARTNERSHIP_LANG`, else the locale's, if it has a catalogue, else English.

    The arguments are looked at before they are parsed, since help and complaints about them have a language too.
    """
    locale = next(filter(None, map(environment.get, _OF_A_LOCALE)), "")
    asked = (_asked(arguments), environment.get("PARTNERSHIP_LANG", ""), locale)
    return next(filter(None, map(known, asked)), _SOURCE)


def known(tag: str) -> str | None:
    """Return the language of a tag such as `ru-RU` or `ru_RU.UTF-8`; None if there is no catalogue of it."""
    if not tag or _NEEDS_NO_CATALOGUE.match(tag):
        return _SOURCE if tag else None
    from partnership.languages import language_of

    return language_of(tag, otherwise="") or None


def _asked(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            return value or "".join(arguments[place + 1 : place + 2])
    return ""
