"""Kinds, fields and the words of closed choices as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from partnership.errors import UnknownName
from partnership.messages import Message, Noun, in_context, message
from partnership.records.base import kind_of
from partnership.records.catalogue import RECORDS, REGISTERS
from partnership.records.labels import LABELS
from partnership.records.nouns import NOUNS
from partnership.values import Text

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "active": in_context("word", "active"),
        "admitted": in_context("word", "admitted"),
        "adopted": in_context("word", "adopted"),
        "asked": in_context("word", "asked"),
        "breached": in_context("word", "breached"),
        "business": in_context("word", "business"),
        "cancelled": in_context("word", "cancelled"),
        "cash": in_context("word", "cash"),
        "centre": in_context("word", "centre"),
        "closed": in_context("word", "closed"),
        "committed": in_context("word", "committed"),
        "committee": in_context("word", "committee"),
        "company": in_context("word", "company"),
        "considered": in_context("word", "considered"),
        "consulted": in_context("word", "consulted"),
        "contributing": in_context("word", "contributing"),
        "council": in_context("word", "council"),
        "debriefed": in_context("word", "debriefed"),
        "decisions": in_context("word", "decisions"),
        "declined": in_context("word", "declined"),
        "delivered": in_context("word", "delivered"),
        "down": in_context("word", "down"),
        "draft": in_context("word", "draft"),
        "employer": in_context("word", "employer"),
        "explored": in_context("word", "explored"),
        "friend": in_context("word", "friend"),
        "fulfilled": in_context("word", "fulfilled"),
        "full": in_context("word", "full"),
        "goods": in_context("word", "goods"),
        "government": in_context("word", "government"),
        "guardian": in_context("word", "guardian"),
        "held": in_context("word", "held"),
        "identified": in_context("word", "identified"),
        "informed": in_context("word", "informed"),
        "institution": in_context("word", "institution"),
        "invited": in_context("word", "invited"),
        "knowledge": in_context("word", "knowledge"),
        "leading": in_context("word", "leading"),
        "media": in_context("word", "media"),
        "met": in_context("word", "met"),
        "mixed_age": in_context("word", "mixed age"),
        "ngo": in_context("word", "NGO"),
        "not_applicable": in_context("word", "not applicable"),
        "not_asked": in_context("word", "not asked"),
        "off_site": in_context("word", "off site"),
        "offered": in_context("word", "offered"),
        "on_site": in_context("word", "on site"),
        "open": in_context("word", "open"),
        "other": in_context("word", "other"),
        "pending": in_context("word", "pending"),
        "planned": in_context("word", "planned"),
        "premises": in_context("word", "premises"),
        "prepared": in_context("word", "prepared"),
        "programme": in_context("word", "programme"),
        "promised": in_context("word", "promised"),
        "published": in_context("word", "published"),
        "pupils": in_context("word", "pupils"),
        "registers": in_context("word", "registers"),
        "roles": in_context("word", "roles"),
        "self": in_context("word", "in person"),
        "staff": in_context("word", "staff"),
        "suspended": in_context("word", "suspended"),
        "time": in_context("word", "time"),
        "up": in_context("word", "up"),
        "withdrawn": in_context("word", "withdrawn"),
        "working_group": in_context("word", "working group"),
        "A": in_context("word", "accountable"),
        "C": in_context("word", "consulted"),
        "I": in_context("word", "informed"),
        "R": in_context("word", "does the work"),
        "true": in_context("word", "yes"),
        "false": in_context("word", "no"),
    }
)


_FREE = frozenset(
    {"id", "about", "subject", "tags", "place", "region", "district", "unit", "evidence", "title", "name"}
)
"""Fields in which a word stands for itself, even where it looks like one of a closed choice."""


def noun(kind: str) -> Noun:
    """Name records of a kind (or of a register): one, or many.

    Raises:
        UnknownName: if there is no such kind or register.
    """
    return NOUNS[_kind(kind)]


def field_label(field: str) -> Message | Text:
    """Name a field; of a dotted path the last part. A field that is not ours goes by its own name."""
    name = field.rpartition(".")[2]
    return LABELS.get(name) or Text.quoting(name.replace("_", " "))


def word(field: str, value: object) -> Message | Text:
    """Say a value of a field: a word of a closed choice in each language, everything else as it is written."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    said = None if field.rpartition(".")[2] in _FREE else _WORDS.get(written)
    return said or Text.quoting(written)


def _kind(kind: str) -> str:
    if kind in NOUNS:
        return kind
    if kind in REGISTERS:
        return kind_of(REGISTERS[kind])
    raise UnknownName(kind, [*RECORDS, *REGISTERS], message("kind of record"))
