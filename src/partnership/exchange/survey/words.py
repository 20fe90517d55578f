"""What headings and cells of a survey mean, in every language that has a catalogue: fields, strengths, days, ways.

Sources: Kumu's "Structure your data" (From, To, Type, Direction, Strength), the words of PARTNER surveys (respondent,
partner organisation, frequency of contact, level of relationship), and the lists that the library writes itself. No
published shape of PARTNER's data files was found, so a table may be long (a row a tie) or wide (a row a respondent).
Gephi's edge table has Source, Target, Type (a direction), Id, Label, Weight; igraph's data frame from, to, weight.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from types import MappingProxyType

from partnership.errors import Fault, InputError, check_choice
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


SURVEY_FIELDS: Mapping[str, Message] = MappingProxyType(
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


def recognised(headings: Iterable[str], fields: Mapping[str, Message] = SURVEY_FIELDS) -> dict[str, int]:
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
    for name in columns:
        check_choice(name, SURVEY_FIELDS, message("field of a survey"))
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


# --- cells ------------------------------------------------------------------------------------------------------------


WEAKEST, STRONGEST = 1, 5
"""The strengths of a declared tie."""

_number = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?").fullmatch
_iso = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?").fullmatch
_dotted = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})").fullmatch

_YES = KnownWords(in_context("words of a survey, yes", "yes|true|1|x|+|✓|✔"))
_NO = KnownWords(in_context("words of a survey, no", "no|false|0|-|–|—|none|never"))
_NOT_KNOWN = KnownWords(in_context("words of a survey, not known", "na|n/a|#n/a|nan|null|."))
_ONE_WAY = KnownWords(in_context("words of a survey, one way", "directed|one-way|->|→"))
_BOTH_WAYS = KnownWords(in_context("words of a survey, both ways", "mutual|undirected|two-way|both|<->|↔"))


@dataclass(frozen=True, slots=True)
class SurveyScale:
    """The scale on which a survey asks: its ends, and the number that each of its words stands for.

    An answer x becomes the strength 1 + 4 (x - low) / (high - low), rounded to the nearest whole number, a half up: the
    ends of the scale are the ends 1 and 5, and what lies between keeps its distances. On the default scale from 1 to 5
    an answer is taken as it is.
    """

    low: float = WEAKEST
    high: float = STRONGEST
    words: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise InputError(
                Fault(None, message("a scale from {low} to {high} has no room", low=self.low, high=self.high))
            )

    def strength(self, answer: str) -> int | Message:
        """Return the strength from 1 to 5 that an answer means, or say why it means none."""
        value = self._value(answer)
        if value is None:
            return message("strength: '{answer}' is neither a number nor a word of the scale", answer=answer)
        low, high = Fraction(str(self.low)), Fraction(str(self.high))
        if not low <= value <= high:
            return message(
                "strength: {answer} is not between {low} and {high}", answer=answer, low=self.low, high=self.high
            )
        exact = WEAKEST + (STRONGEST - WEAKEST) * (value - low) / (high - low)
        return int(exact + Fraction(1, 2))

    def _value(self, answer: str) -> Fraction | None:
        words = {fold(word): value for word, value in self.words.items()}
        if (value := words.get(fold(answer))) is not None:
            return Fraction(str(value))
        return Fraction(answer.replace(",", ".")) if _number(answer) else None


def is_tie(cell: str) -> bool:
    """Tell whether a cell of a matrix says that there is a tie: what is empty or not known, 0, no and never do not.

    Not known is NA as R writes it, nan (pandas), #N/A (spreadsheets); 0.0 is 0.
    """
    return is_filled(cell) and not is_none(cell)


def is_filled(cell: str) -> bool:
    """Tell whether anything is said in a cell."""
    return bool(cell) and cell not in _NOT_KNOWN


def is_none(cell: str) -> bool:
    """Tell whether a strength says that there is no tie."""
    return cell in _NO or (_number(cell) is not None and Fraction(cell.replace(",", ".")) == 0)


def without_mark(cell: str) -> str:
    """Return the strength in a cell; a mere mark (x, +, yes) is a tie without one, and so is what is not known."""
    return "" if not is_filled(cell) or (cell in _YES and fold(cell) != "1") else cell


def are_directions(cells: Iterable[str]) -> bool:
    """Tell whether a column holds nothing but words of direction, as that headed Type in tables of Gephi."""
    said = [cell for cell in cells if cell]
    return bool(said) and all(cell in _ONE_WAY or cell in _BOTH_WAYS for cell in said)


def direction_of(cell: str, *, asked_if_mutual: bool = False) -> str:
    """Bring the cell of a column `mutual` to a word of direction; that of a column `direction` is one."""
    if not asked_if_mutual or not cell:
        return cell
    return "mutual" if cell in _YES else "directed" if cell in _NO else cell


def is_directed(word: str) -> bool | Message:
    """Tell whether a word of direction means one way, or say why it means nothing."""
    if word in _ONE_WAY or word in _YES:
        return True
    if word in _BOTH_WAYS or word in _NO:
        return False
    return message("direction: '{word}' is neither 'directed' nor 'mutual'", word=word)


def day_of(word: str) -> dt.date | Message:
    """Return the day that a cell means (2010-03-01 or 01.03.2010), or say why it means none."""
    iso, dotted = _iso(word), _dotted(word)
    try:
        if iso is not None:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dotted is not None:
            return dt.date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    except ValueError:
        pass
    return message("date: '{word}' is not a day such as 2010-03-01 or 01.03.2010", word=word)
