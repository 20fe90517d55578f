"""Kinds, fields and the words of closed choices as people say them, for explanations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from partnership.errors import UnknownName
from partnership.records.base import kind_of
from partnership.records.catalogue import RECORDS, REGISTERS
from partnership.records.genitives import GENITIVES
from partnership.records.labels import LABELS
from partnership.records.nouns import NOUNS
from partnership.values import Text

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "active": ("active", "действует"),
        "admitted": ("admitted", "принято"),
        "adopted": ("adopted", "принято"),
        "asked": ("asked", "спрошено"),
        "breached": ("breached", "нарушено"),
        "business": ("business", "бизнес"),
        "cancelled": ("cancelled", "отменено"),
        "cash": ("cash", "деньги"),
        "centre": ("centre", "центр"),
        "closed": ("closed", "закрыто"),
        "committed": ("committed", "подтверждено"),
        "committee": ("committee", "комитет"),
        "company": ("company", "компания"),
        "considered": ("considered", "рассматривается"),
        "consulted": ("consulted", "даёт консультации"),
        "contributing": ("contributing", "вносит вклад"),
        "council": ("council", "совет"),
        "debriefed": ("debriefed", "итоги подведены"),
        "decisions": ("decisions", "решения"),
        "declined": ("declined", "отклонено"),
        "delivered": ("delivered", "внесено"),
        "down": ("down", "снижение"),
        "draft": ("draft", "проект"),
        "employer": ("employer", "работодатель"),
        "explored": ("explored", "изучено"),
        "friend": ("friend", "знакомые"),
        "fulfilled": ("fulfilled", "выполнено"),
        "full": ("full", "занято"),
        "goods": ("goods", "вещи"),
        "government": ("government", "власть"),
        "guardian": ("guardian", "законный представитель"),
        "held": ("held", "проведено"),
        "identified": ("identified", "определено"),
        "informed": ("informed", "получает сведения"),
        "institution": ("institution", "учреждение"),
        "invited": ("invited", "приглашено"),
        "knowledge": ("knowledge", "знания"),
        "leading": ("leading", "ведёт"),
        "media": ("media", "СМИ"),
        "met": ("met", "удовлетворено"),
        "mixed_age": ("mixed age", "разновозрастная"),
        "ngo": ("NGO", "НКО"),
        "not_applicable": ("not applicable", "неприменимо"),
        "not_asked": ("not asked", "не спрошено"),
        "off_site": ("off site", "вне учреждения"),
        "offered": ("offered", "предложено"),
        "on_site": ("on site", "в учреждении"),
        "open": ("open", "открыто"),
        "other": ("other", "другое"),
        "pending": ("pending", "ожидает выполнения"),
        "planned": ("planned", "запланировано"),
        "premises": ("premises", "помещения"),
        "prepared": ("prepared", "подготовлено"),
        "programme": ("programme", "программа"),
        "promised": ("promised", "обещано"),
        "published": ("published", "опубликовано"),
        "pupils": ("pupils", "воспитанники"),
        "registers": ("registers", "реестры"),
        "roles": ("roles", "роли"),
        "self": ("in person", "лично"),
        "staff": ("staff", "персонал"),
        "suspended": ("suspended", "приостановлено"),
        "time": ("time", "время"),
        "up": ("up", "рост"),
        "withdrawn": ("withdrawn", "отозвано"),
        "working_group": ("working group", "рабочая группа"),
        "A": ("accountable", "отвечает"),
        "C": ("consulted", "даёт консультации"),
        "I": ("informed", "получает сведения"),
        "R": ("does the work", "исполняет"),
        "true": ("yes", "да"),
        "false": ("no", "нет"),
    }
)


_FREE = frozenset(
    {"id", "about", "subject", "tags", "place", "region", "district", "unit", "evidence", "title", "name"}
)
"""Fields in which a word stands for itself, even where it looks like one of a closed choice."""


@cache
def noun(kind: str) -> Text:
    """Name one record of a kind (or of a register).

    Raises:
        UnknownName: if there is no such kind or register.
    """
    one, _, one_ru, _ = NOUNS[_kind(kind)]
    return Text.of(one, one_ru)


@cache
def noun_plural(kind: str) -> Text:
    """Name several records of a kind (or of a register).

    Raises:
        UnknownName: if there is no such kind or register.
    """
    _, many, _, many_ru = NOUNS[_kind(kind)]
    return Text.of(many, many_ru)


def genitives(kind: str) -> tuple[str, str]:
    """Name one record of a kind (or of a register), and several, in the Russian genitive: what there is none of.

    Raises:
        UnknownName: if there is no such kind or register.
    """
    return GENITIVES[_kind(kind)]


@cache
def field_label(field: str) -> Text:
    """Name a field; of a dotted path the last part. A field that is not ours goes by its own name."""
    name = field.rpartition(".")[2]
    english = name.replace("_", " ")
    return Text.quoting(*LABELS.get(name, (english, english)))


def word(field: str, value: object) -> Text:
    """Say a value of a field: words of closed choices in each language, everything else as it is written."""
    written = str(value).lower() if isinstance(value, bool) else str(value)
    if field.rpartition(".")[2] in _FREE:
        return Text.quoting(written)
    return Text.quoting(*_WORDS.get(written, (written, written)))


def _kind(kind: str) -> str:
    if kind in NOUNS:
        return kind
    if kind in REGISTERS:
        return kind_of(REGISTERS[kind])
    raise UnknownName(kind, [*RECORDS, *REGISTERS], Text.of("kind of record", "вид записи"))
