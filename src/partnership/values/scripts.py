"""Letters that no reader can tell apart: which of a word are Cyrillic, and which Latin."""

from __future__ import annotations

import unicodedata
from typing import Final

from partnership.messages import Message, as_written, in_context, message

_NAMES: Final = {
    "CYRILLIC": in_context("script", "Cyrillic"),
    "GREEK": in_context("script", "Greek"),
    "LATIN": in_context("script", "Latin"),
}


def script_of(letter: str) -> str | None:
    """Name the script of a letter; None for what is no letter, or only looks like one (full width and kin)."""
    if unicodedata.category(letter)[0] not in "LM" or unicodedata.normalize("NFKC", letter) != letter:
        return None
    script = unicodedata.name(letter, "").partition(" ")[0]
    return None if script in {"", "COMBINING", "MODIFIER", "VARIATION"} else script


def script_name(script: str) -> Message:
    """Say what a script is called."""
    return _NAMES.get(script) or as_written(script.title())


def mixed(word: str) -> Message | None:
    """Say which letters of a word are of another script than the others; None where all are of one."""
    scripts = [script for letter in word if (script := script_of(letter)) is not None]
    if len(set(scripts)) < 2:  # noqa: PLR2004 - a mixture
        return None
    main = max(sorted(set(scripts), reverse=True), key=scripts.count)
    odd = [at for at, letter in enumerate(word) if script_of(letter) not in {None, main}]
    return message("{letters}, the rest is {main}", letters=odd_letters(word, odd), main=script_name(main))


def odd_letters(word: str, places: list[int]) -> Message:
    """Say of the letters at these places of which script they are."""
    first = places[0]
    script, letter = script_name(script_of(word[first]) or ""), word[first]
    letters = [at for at, each in enumerate(word) if script_of(each) is not None]
    if len(places) > 1:
        if places == letters:
            return message("the letters are {script}", script=script)
        numbers = ", ".join(str(at + 1) for at in places)
        return message("characters {numbers} are {script} letters", numbers=numbers, script=script)
    if first == 0:
        return message("the first letter, '{letter}', is {script}", letter=letter, script=script)
    if first == letters[-1]:
        return message("the last letter, '{letter}', is {script}", letter=letter, script=script)
    return message("character {number}, '{letter}', is {script}", number=first + 1, letter=letter, script=script)
