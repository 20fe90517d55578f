"""Which column says what: headings in every language that has a catalogue, as surveys and other tools write them.

Sources: Kumu's "Structure your data" (From, To, Type, Direction, Strength), the words of PARTNER surveys (respondent,
partner organisation, frequency of contact, level of relationship), and the lists that the library writes itself. No
published shape of PARTNER's data files was found, so a table may be long (a row a tie) or wide (a row a respondent).
Gephi's edge table has Source, Target, Type (a direction), Id, Label, Weight; igraph's data frame from, to, weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, in_context, languages, message
from partnership.values import fold, nearest_hint

_SEVERAL = "|"


def words_of(told: Message) -> tuple[str, ...]:
    """Return the words of a message that lists them with `|` between, the English ones first."""
    said = (told.in_language(language) for language in languages())
    return tuple(dict.fromkeys(word.strip() for words in said for word in words.split(_SEVERAL)))


class KnownWords:
    """Words that mean one thing, as a message lists them; a word is one of them if it looks like one (`fold`)."""

    def __init__(self, told: Message) -> None:
        self._told = told

    def __contains__(self, word: str) -> bool:
        return fold(word) in self._folded

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, words_of(self._told)))


FIELDS: Mapping[str, Message] = MappingProxyType(
    {
        "source": in_context(
            "headings of a survey, who",
            "from|source|from id|respondent|respondent organization|respondent organisation|responding organization|"
            "responding organisation|respondent name|organization|organisation|organization name|organisation name|"
            "member|ego|sender|source id|from node|node 1|nominator|actor",
        ),
        "target": in_context(
            "headings of a survey, to whom",
            "to|target|to id|partner organization|partner organisation|other organization|other organisation|partner|"
            "partner name|network member|named organization|alter|named organisation|receiver|target id|to node|node 2|"
            "nominee",
        ),
        "type": in_context(
            "headings of a survey, kind of tie",
            "type|relationship type|type of relationship|tie type|kind|kind of tie|relationship",
        ),
        "strength": in_context(
            "headings of a survey, strength",
            "strength|weight|intensity|level|level of relationship|relationship level|frequency|frequency of contact|"
            "frequency of interaction|score|value",
        ),
        "direction": in_context("headings of a survey, direction", "direction|directed"),
        "mutual": in_context("headings of a survey, mutual", "mutual|reciprocal"),
        "date": in_context("headings of a survey, date", "date|since|start|start date|from date|day|survey date"),
    }
)
"""Headings by the field that they mean, the most telling first, with `|` between."""

REFUSED = message("what was refused")
"""The heading over the reasons, in a table that is given back."""

ENTRY = in_context("heading of a table", "entry")
"""The heading over the numbers of entries, in a table that is given back."""


_OURS = (KnownWords(REFUSED), KnownWords(ENTRY))


@cache
def _field_of(told: tuple[tuple[str, Message], ...]) -> dict[str, tuple[str, int]]:
    words = ((field, rank, word) for field, several in told for rank, word in enumerate(words_of(several)))
    return {fold(word): (field, rank) for field, rank, word in words}


def recognised(headings: Iterable[str], fields: Mapping[str, Message] = FIELDS) -> dict[str, int]:
    """Return which column (from 0) says which field; where two could, the one whose heading tells more."""
    known = _field_of(tuple(fields.items()))
    found: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        field, rank = known.get(_folded(heading), ("", 0))
        if field and (field not in found or rank < found[field][0]):
            found[field] = (rank, place)
    return {field: place for field, (_, place) in found.items()}


def is_ours(heading: str) -> bool:
    """Tell whether a column was added by the library when it gave the table back."""
    return any(heading in words for words in _OURS)


def chosen(headings: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return the columns as somebody names them, with those that are recognised for the other fields.

    Raises:
        UnknownName: for a field that there is not.
        InputError: for a heading that there is not, with the nearest.
    """
    for field in columns:
        if field not in FIELDS:
            raise UnknownName(field, FIELDS, message("field of a survey"))
    places = {_folded(heading): place for place, heading in reversed(list(enumerate(headings)))}
    faults = [_no_such(heading, headings) for heading in columns.values() if _folded(heading) not in places]
    if faults:
        raise InputError(faults)
    named = {field: places[_folded(heading)] for field, heading in columns.items()}
    others = {field: place for field, place in recognised(headings).items() if place not in named.values()}
    return {**others, **named}


def _no_such(heading: str, headings: Sequence[str]) -> Fault:
    what = message("no column is headed '{heading}'", heading=heading)
    return Fault(None, what, hint=nearest_hint(heading, headings))


def _folded(heading: str) -> str:
    return "-".join(part for part in fold(heading.strip(" :*?")).split("-") if part)
