"""What is written on and about a picture, in English and in Russian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from partnership.relations.kinds import NODE_KINDS
from partnership.relations.measures.options import By
from partnership.relations.nodes import Label
from partnership.relations.saying import Forms, day_said
from partnership.values import Language, Text

SECTORS = {
    "business": Text.of("Business", "Бизнес"),
    "ngo": Text.of("Non-profit organisations", "Некоммерческие организации"),
    "government": Text.of("Public authorities", "Органы власти"),
    "childrens_institution": Text.of("Children's institutions", "Детские учреждения"),
    "media": Text.of("Mass media", "Средства массовой информации"),
}
"""What the sectors of the built-in template are called, in its order."""

OF_NO_SECTOR = {
    "body": Text.of("Bodies", "Органы"),
    "team": Text.of("Teams", "Команды"),
    "club": Text.of("Clubs", "Клубы"),
    "function": Text.of("Functions", "Функции"),
    "outcome": Text.of("Outcomes", "Результаты"),
    "programme": Text.of("Programme", "Программа"),
}
"""What stands in columns of its own, because it belongs to no sector."""

MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "ru": ["янв.", "фев.", "март", "апр.", "май", "июнь", "июль", "авг.", "сен.", "окт.", "нояб.", "дек."],
}
"""The months as they are written under an axis."""

WORDS = {
    "ties": Text.of("Ties between partners", "Связи между партнёрами"),
    "all_ties": Text.of("Who is tied to whom", "Кто с кем связан"),
    "mixing": Text.of("Ties between groups", "Связи между группами"),
    "growth": Text.of("How the network grew", "Как росла сеть"),
    "none": Text.of("No group", "Без группы"),
    "no_sector": Text.of("No sector", "Без сектора"),
    "no_region": Text.of("No region", "Без региона"),
    "mixed": Text.of("several kinds", "несколько видов"),
    "cut": Text.of(
        "double frame: without it some others have no way to each other",
        "двойная рамка: без него у части остальных нет пути друг к другу",
    ),
    "arrow": Text.of("arrow: to whom the tie leads", "стрелка: к кому направлена связь"),
    "width": Text.of("ties of a pair:", "связей у пары:"),
    "kinds": Text.of("kinds of ties:", "виды связей:"),
    "press": Text.of("show or hide", "показать или скрыть"),
    "legend": Text.of("Legend", "Условные обозначения"),
    "within": Text.of("inside", "внутри"),
    "share": Text.of("share of the possible pairs that are tied:", "доля связанных пар среди возможных:"),
    "from": Text.of("rows: from whom, columns: to whom", "строки: от кого, столбцы: к кому"),
    "partners": Text.of("Partners", "Партнёры"),
    "tied": Text.of("Ties in all", "Всего связей"),
}

GROUPS: Forms = ("group", "groups", "группа", "группы", "групп")


def said(key: str, lang: Language) -> str:
    """Return one of the fixed phrases."""
    return WORDS[key].in_language(lang)


def day_in_words(day: dt.date, lang: Language) -> str:
    """Return a day as it is written in a sentence: 1 March 2010, 1 марта 2010 г."""
    return day_said(day)[1 if lang == "ru" else 0]


def closed(said: str) -> str:
    """End a sentence; a year in Russian (2010 г.) ends in a full stop already."""
    return said if said.endswith(".") else f"{said}."


def group_title(label: Label, by: By, titles: Mapping[Label, Text], lang: Language) -> str:
    """Return what a group is called: by its title where it has one, by its id where not."""
    if label is None:
        known = {"sector": "no_sector", "region": "no_region"}
        return said(known.get(by, "none") if isinstance(by, str) else "none", lang)
    title = titles.get(label)
    if title is None and by == "sector" and isinstance(label, str):
        title = SECTORS.get(label)
    if title is None and by == "kind" and isinstance(label, str):
        title = NODE_KINDS.get(label)
    written = Text.quoting(str(label)).en if title is None else title.in_language(lang)
    return written[:1].upper() + written[1:]


def several(parts: Sequence[str], most: int, lang: Language, joint: str = ", ") -> str:
    """Put names in a row; beyond `most` they are counted."""
    shown = joint.join(parts[:most])
    hidden = len(parts) - most
    if hidden <= 0:
        return shown
    return f"{shown} и ещё {hidden}" if lang == "ru" else f"{shown} and {hidden} more"
