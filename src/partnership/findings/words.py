"""The closed lists of a finding, and how each of their words is said."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from partnership.messages import Message, message


class Status(StrEnum):
    """What a requirement is: no data is neither a pass nor a failure, and opens no gate."""

    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """What an unmet requirement does: keep the gate shut, be said aloud, or be offered as advice."""

    BLOCK = "block"
    WARN = "warn"
    ADVISE = "advise"


class GateMoment(StrEnum):
    """When a requirement is asked: at a stage's gates, all through it, before an act, or at intervals.

    `DOOR` is none of a template's: the one door itself asks whether ids are known, dates in order, records well made.
    """

    ENTRY = "entry"
    EXIT = "exit"
    INVARIANT = "invariant"
    GUARD = "guard"
    CADENCE = "cadence"
    DOOR = "door"


class Origin(StrEnum):
    """Whose rule it is: the seed deck's, a standard's, a law's, the template author's or this library's own."""

    DECK = "deck"
    STANDARD = "standard"
    LAW = "law"
    TEMPLATE = "template"
    LIBRARY = "library"


STATUS_WORDS: Mapping[Status, Message] = MappingProxyType(
    {
        Status.SATISFIED: message("met"),
        Status.UNSATISFIED: message("not met"),
        Status.UNKNOWN: message("not confirmed"),
    }
)
SEVERITY_WORDS: Mapping[Severity, Message] = MappingProxyType(
    {
        Severity.BLOCK: message("blocks"),
        Severity.WARN: message("warns"),
        Severity.ADVISE: message("advises"),
    }
)
MOMENT_WORDS: Mapping[GateMoment, Message] = MappingProxyType(
    {
        GateMoment.ENTRY: message("on entry"),
        GateMoment.EXIT: message("on exit"),
        GateMoment.INVARIANT: message("throughout"),
        GateMoment.GUARD: message("before the act"),
        GateMoment.CADENCE: message("at intervals"),
        GateMoment.DOOR: message("always"),
    }
)
ORIGIN_WORDS: Mapping[Origin, Message] = MappingProxyType(
    {
        Origin.DECK: message("deck"),
        Origin.STANDARD: message("standard"),
        Origin.LAW: message("law"),
        Origin.TEMPLATE: message("template"),
        Origin.LIBRARY: message("built-in rule"),
    }
)
