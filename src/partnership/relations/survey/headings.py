"""Which column says what: headings in English and in Russian, as surveys and other tools write them.

Sources: Kumu's "Structure your data" (From, To, Type, Direction, Strength), the words of PARTNER surveys (respondent,
partner organisation, frequency of contact, level of relationship), and the lists that the library writes itself. No
published shape of PARTNER's data files was found, so a table may be long (a row a tie) or wide (a row a respondent).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from partnership.errors import Fault, InputError, UnknownName
from partnership.values import Text, fold, nearest_hint

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "source": (
            *("from", "source", "from id", "respondent", "respondent organization", "respondent organisation"),
            *("responding organization", "responding organisation", "respondent name", "organization", "organisation"),
            *("organization name", "organisation name", "member", "ego", "от", "от кого", "откуда", "респондент"),
            *("организация респондент", "отвечающий", "отвечающая организация", "организация", "участник", "источник"),
        ),
        "target": (
            *("to", "target", "to id", "partner organization", "partner organisation", "other organization"),
            *("other organisation", "partner", "partner name", "network member", "named organization", "alter"),
            *("named organisation", "к", "к кому", "кому", "с кем", "куда", "организация партнер", "партнер"),
            *("другая организация", "названная организация", "названный партнер", "цель"),
        ),
        "type": (
            *("type", "relationship type", "type of relationship", "tie type", "kind", "kind of tie", "relationship"),
            *("вид связи", "тип связи", "вид", "тип", "вид отношений", "тип отношений", "отношение", "связь"),
        ),
        "strength": (
            *("strength", "weight", "intensity", "level", "level of relationship", "relationship level", "frequency"),
            *("frequency of contact", "frequency of interaction", "score", "сила", "сила связи", "вес", "уровень"),
            *("уровень отношений", "интенсивность", "частота", "частота контактов", "частота общения", "оценка"),
        ),
        "direction": ("direction", "directed", "направление", "направленность", "направленная"),
        "mutual": ("mutual", "reciprocal", "взаимная", "взаимно", "взаимность"),
        "date": (
            *(
                "date",
                "since",
                "start",
                "start date",
                "from date",
                "day",
                "дата",
                "дата начала",
                "начало",
                "с какого дня",
            ),
            *("день", "дата опроса", "survey date"),
        ),
    }
)
"""Headings by the field that they mean, the most telling first."""

REFUSED = Text.of("what was refused", "что не принято")
"""The heading over the reasons, in a table that is given back."""

ENTRY = Text.of("entry", "запись")
"""The heading over the numbers of entries, in a table that is given back."""

_FIELD_OF = {fold(word): (field, rank) for field, words in FIELDS.items() for rank, word in enumerate(words)}
_OURS = {fold(word) for text in (REFUSED, ENTRY) for word in (text.en, text.ru)}


def recognised(headings: Iterable[str]) -> dict[str, int]:
    """Return which column (from 0) says which field; where two could, the one whose heading tells more."""
    found: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        field, rank = _FIELD_OF.get(_folded(heading), ("", 0))
        if field and (field not in found or rank < found[field][0]):
            found[field] = (rank, place)
    return {field: place for field, (_, place) in found.items()}


def is_ours(heading: str) -> bool:
    """Tell whether a column was added by the library when it gave the table back."""
    return fold(heading) in _OURS


def chosen(headings: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return the columns as somebody names them, with those that are recognised for the other fields.

    Raises:
        UnknownName: for a field that there is not.
        InputError: for a heading that there is not, with the nearest.
    """
    for field in columns:
        if field not in FIELDS:
            raise UnknownName(field, FIELDS, Text.of("field of a survey", "поле опроса"))
    places = {_folded(heading): place for place, heading in reversed(list(enumerate(headings)))}
    faults = [_no_such(heading, headings) for heading in columns.values() if _folded(heading) not in places]
    if faults:
        raise InputError(faults)
    named = {field: places[_folded(heading)] for field, heading in columns.items()}
    others = {field: place for field, place in recognised(headings).items() if place not in named.values()}
    return {**others, **named}


def _no_such(heading: str, headings: Sequence[str]) -> Fault:
    return Fault(
        None,
        Text.quoting(f"no column is headed '{heading}'", f"нет столбца с заголовком «{heading}»"),
        hint=nearest_hint(heading, headings),
    )


def _folded(heading: str) -> str:
    return "-".join(part for part in fold(heading.strip(" :*?")).split("-") if part)
