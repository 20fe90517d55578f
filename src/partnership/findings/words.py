"""The closed lists of a finding, and how each of their words is said in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from partnership.values import Text


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


STATUS_WORDS: Mapping[Status, Text] = MappingProxyType(
    {
        Status.SATISFIED: Text.of("satisfied", "выполнено"),
        Status.UNSATISFIED: Text.of("unsatisfied", "не выполнено"),
        Status.UNKNOWN: Text.of("unknown", "нет данных"),
    }
)
SEVERITY_WORDS: Mapping[Severity, Text] = MappingProxyType(
    {
        Severity.BLOCK: Text.of("blocks", "препятствует"),
        Severity.WARN: Text.of("warns", "предупреждает"),
        Severity.ADVISE: Text.of("advises", "рекомендует"),
    }
)
MOMENT_WORDS: Mapping[GateMoment, Text] = MappingProxyType(
    {
        GateMoment.ENTRY: Text.of("on entry", "при входе"),
        GateMoment.EXIT: Text.of("on exit", "при выходе"),
        GateMoment.INVARIANT: Text.of("throughout", "постоянно"),
        GateMoment.GUARD: Text.of("before the act", "перед действием"),
        GateMoment.CADENCE: Text.of("at intervals", "периодически"),
        GateMoment.DOOR: Text.of("always", "всегда"),
    }
)
ORIGIN_WORDS: Mapping[Origin, Text] = MappingProxyType(
    {
        Origin.DECK: Text.of("deck", "презентация"),
        Origin.STANDARD: Text.of("standard", "стандарт"),
        Origin.LAW: Text.of("law", "закон"),
        Origin.TEMPLATE: Text.of("template", "шаблон"),
        Origin.LIBRARY: Text.of("library", "библиотека"),
    }
)
