"""Did you mean ...?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from partnership.languages import canonical_tag, is_tag
from partnership.messages import Message, escape, languages, message
from partnership.values.scripts import odd_letters, script_name, script_of

_LIKE_LATIN = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u0501\u0261\u044c\u0450\u0451",
    "abekmhopctyxijsdgbee",
)
_LONGEST_WORD = 80
_MOST_CHOICES = 2000
_digits: Final = re.compile("[0-9]")
_LOOKED_AT: Final = 5
_NEAR: Final = 0.5
_LIKELY: Final = 0.74
_CERTAIN: Final = 0.82
_ONE_LETTER: Final = 0.66  # of three: nog for ngo
_SHORTEST_STEM: Final = 3
MOST_OFFERED: Final = 12
"""Choices up to which all are named; of more, the three nearest."""


def fold(word: str) -> str:
    """Reduce a word to what a reader sees: one case, one kind of hyphen, Latin for Cyrillic letters of the same shape.

    Two words that fold alike are easily taken for each other (DOMAIN 1.12, item 18).
    """
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_LIKE_LATIN)
    return folded.replace("_", "-").replace(" ", "-")


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Find the choice that was probably meant, whatever the order of the choices; None if none is close."""
    if not word or len(word) > _LONGEST_WORD:
        return None
    folded: dict[str, str] = {}
    for choice in sorted(choices)[:_MOST_CHOICES]:
        folded.setdefault(fold(choice), choice)
    wanted = fold(word)
    close = get_close_matches(wanted, folded, n=_LOOKED_AT, cutoff=_NEAR)
    return next((folded[each] for each in close if _is_near(wanted, each)), None)


def _is_near(word: str, choice: str) -> bool:
    """Tell a misspelling from a word that merely has many of the same letters: most begin right, or are cut."""
    if len(word) == len(choice) and _digits.sub("", word) == _digits.sub("", choice):
        return word == choice  # whoever writes school-5 does not mean school-4
    if min(len(word), len(choice)) >= _SHORTEST_STEM and (word.startswith(choice) or choice.startswith(word)):
        return True
    alike = SequenceMatcher(None, choice, word).ratio()
    if word[0] != choice[0]:
        return alike >= _CERTAIN
    return alike >= (_ONE_LETTER if len(word) == len(choice) else _LIKELY)


def nearest_few(word: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """Give the choices that are least unlike a word, those first that are most like it."""
    wanted = fold(word)[:_LONGEST_WORD]
    folded = {choice: fold(choice) for choice in sorted(choices)[:_MOST_CHOICES]}
    alike = {choice: SequenceMatcher(None, each, wanted).ratio() for choice, each in folded.items()}
    return sorted(alike, key=lambda choice: -alike[choice])[:most]


def offered(word: str, choices: Collection[str]) -> str:
    """Name what can stand somewhere: all of a few, and of many the three that are most like what stands there."""
    if len(choices) <= MOST_OFFERED:
        return ", ".join(choices)
    return ", ".join(nearest_few(word, choices)) + ", ..."


def nearest_hint(word: str, choices: Iterable[str]) -> Message | None:
    """Ask whether the nearest choice was meant; None if none is close."""
    found = nearest(word, choices)
    if found is None:
        return None
    return _twin_hint(word, found) or message("did you mean '{found}'?", found=escape(found, _LONGEST_WORD))


def _twin_hint(word: str, found: str) -> Message | None:
    """Say of a word that looks like another which of its letters are of another alphabet: to propose it is no help."""
    if len(word) != len(found):
        return None
    odd = [at for at, (one, other) in enumerate(zip(word, found, strict=True)) if script_of(one) != script_of(other)]
    if not odd or any(fold(one) != fold(other) for one, other in zip(word, found, strict=True)):
        return None
    return message(
        "{letters}; in '{found}' all are {script}: type the word anew",
        letters=odd_letters(word, odd),
        found=escape(found, _LONGEST_WORD),
        script=script_name(script_of(found[odd[0]]) or ""),
    )


def tag_hint(tag: str) -> Message | None:
    """Ask whether another tag of a language was meant: as tags are written, or the nearest with a catalogue."""
    written = canonical_tag(tag)
    return nearest_hint(tag, (written,) if is_tag(written) else languages())
