"""Did you mean ...?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from partnership.languages import canonical_tag, is_tag
from partnership.messages import Language, Message, escape, languages, message

_LIKE_LATIN = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u0501\u0261\u044c\u0450\u0451",
    "abekmhopctyxijsdgbee",
)
_LONGEST_WORD = 80
_MOST_CHOICES = 2000


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
    close = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def nearest_hint(word: str, choices: Iterable[str]) -> Message | None:
    """Ask whether the nearest choice was meant; None if none is close."""
    found = nearest(word, choices)
    if found is None:
        return None
    found = escape(found, _LONGEST_WORD)
    return message("did you mean '{found}'?", found=found)


def tag_hint(tag: str) -> Message | None:
    """Ask whether another tag of a language was meant: as tags are written, or the nearest with a catalogue."""
    written = canonical_tag(tag)
    return nearest_hint(tag, (written,) if is_tag(written) else languages())


def suggestion(word: str, choices: Iterable[str], language: Language = "en") -> str:
    """Give the tail of a sentence that asks whether the nearest choice was meant; empty if none is close."""
    hint = nearest_hint(word, choices)
    return "" if hint is None else f"; {hint.in_language(language)}"
