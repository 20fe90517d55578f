"""One thing said in English and in Russian, put together piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.values import Text

Pair = tuple[str, str]
"""English, Russian: made a Text once, at the end."""

NOTHING: Pair = ("", "")


def text(pair: Pair) -> Text:
    """Make a sentence of a pair, whatever stands in the titles that it repeats."""
    return Text.quoting(*pair)


def pair(text: Text) -> Pair:
    """Take a sentence as a pair."""
    return text.en, text.ru


def same(written: object) -> Pair:
    """Figures, dates and ids read alike in both languages."""
    return str(written), str(written)


def joined(parts: Iterable[Pair], en: str, ru: str) -> Pair:
    """Put pairs in a row, with a joint of each language between them."""
    pairs = list(parts)
    return en.join([each[0] for each in pairs]), ru.join([each[1] for each in pairs])


def either(parts: Iterable[Pair]) -> Pair:
    """Any one of them."""
    return joined(parts, " or ", " или ")


def listed(parts: Iterable[Pair]) -> Pair:
    """All of them."""
    return joined(parts, ", ", ", ")


def in_brackets(parts: Iterable[Pair]) -> Pair:
    """All of them in brackets, with a space before; nothing where there are none."""
    en, ru = listed(parts)
    return (f" ({en})", f" ({ru})") if en else NOTHING


def quoted(name: Pair) -> Pair:
    """A title in the quotation marks of each language; what is quoted inside it gets the inner ones."""
    return f'"{name[0]}"', f"«{name[1].replace('«', '„').replace('»', '“')}»"
