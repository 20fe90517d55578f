"""Nouns for whatever a selection can be from: records, rows of own registers, members of rosters, items of lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from partnership.records import REGISTERS, genitives, noun, noun_plural
from partnership.template.titles import Titles
from partnership.template.words.pairs import Pair, pair, quoted


class Noun(NamedTuple):
    """One and many in English; in Russian one, many, and both in the genitive: what there is none of."""

    one: str
    many: str
    one_ru: str
    many_ru: str
    of_one: str
    of_many: str

    def within(self, en: str, ru: str) -> Noun:
        """The same nouns, told apart by where they belong."""
        return Noun(
            f"{self.one} {en}",
            f"{self.many} {en}",
            f"{self.one_ru} {ru}",
            f"{self.many_ru} {ru}",
            f"{self.of_one} {ru}",
            f"{self.of_many} {ru}",
        )


LISTS: Final[Mapping[str, Noun]] = {
    "sectors": Noun("sector", "sectors", "сектор", "секторы", "сектора", "секторов"),
    "roles": Noun("role", "roles", "роль", "роли", "роли", "ролей"),
    "agreement_types": Noun(
        "type of agreement",
        "types of agreement",
        "вид соглашения",
        "виды соглашений",
        "вида соглашения",
        "видов соглашений",
    ),
    "clauses": Noun("clause", "clauses", "условие", "условия", "условия", "условий"),
    "document_types": Noun(
        "type of document",
        "types of document",
        "вид документа",
        "виды документов",
        "вида документа",
        "видов документов",
    ),
    "meeting_types": Noun(
        "type of meeting", "types of meeting", "вид заседания", "виды заседаний", "вида заседания", "видов заседаний"
    ),
    "matters": Noun("matter", "matters", "вопрос", "вопросы", "вопроса", "вопросов"),
    "credential_types": Noun(
        "type of credential", "types of credential", "вид допуска", "виды допусков", "вида допуска", "видов допусков"
    ),
    "consent_purposes": Noun(
        "purpose of consent", "purposes of consent", "цель согласия", "цели согласия", "цели согласия", "целей согласия"
    ),
    "session_types": Noun(
        "type of session", "types of session", "вид занятия", "виды занятий", "вида занятия", "видов занятий"
    ),
    "visit_types": Noun(
        "type of visit", "types of visit", "вид выезда", "виды выездов", "вида выезда", "видов выездов"
    ),
    "event_types": Noun(
        "type of event", "types of event", "вид события", "виды событий", "вида события", "видов событий"
    ),
    "activity_forms": Noun(
        "form of activity",
        "forms of activity",
        "форма мероприятия",
        "формы мероприятий",
        "формы мероприятия",
        "форм мероприятий",
    ),
    "publication_kinds": Noun(
        "kind of publication",
        "kinds of publication",
        "вид публикации",
        "виды публикаций",
        "вида публикации",
        "видов публикаций",
    ),
    "incident_types": Noun(
        "type of incident",
        "types of incident",
        "вид происшествия",
        "виды происшествий",
        "вида происшествия",
        "видов происшествий",
    ),
    "instruments": Noun("instrument", "instruments", "методика", "методики", "методики", "методик"),
    "statements": Noun("statement", "statements", "утверждение", "утверждения", "утверждения", "утверждений"),
    "tie_kinds": Noun("kind of tie", "kinds of tie", "вид связи", "виды связей", "вида связи", "видов связей"),
    "principles": Noun("principle", "principles", "принцип", "принципы", "принципа", "принципов"),
    "admission_criteria": Noun(
        "criterion of admission",
        "criteria of admission",
        "условие приёма",
        "условия приёма",
        "условия приёма",
        "условий приёма",
    ),
    "functions": Noun("function", "functions", "функция", "функции", "функции", "функций"),
    "outcomes": Noun("outcome", "outcomes", "результат", "результаты", "результата", "результатов"),
    "scales": Noun("scale", "scales", "шкала", "шкалы", "шкалы", "шкал"),
    "settings": Noun("setting", "settings", "место", "места", "места", "мест"),
}
ITEM_LABELS: Final[Mapping[str, Pair]] = {
    "counts_as": ("counts as", "считается как"),
    "indicators": ("indicators", "показатели"),
    "joint_with": ("shared with", "совместно с"),
    "mechanism": ("a means only", "только средство"),
    "nature": ("nature", "характер"),
    "produced_by": ("brought about by", "чем достигается"),
    "same_as": ("the same function", "та же функция"),
    "side": ("side", "сторона"),
}
"""What the fields of items of the template's lists are called."""

NATURES: Final[Mapping[str, Pair]] = {
    "duty": ("duty", "обязанность"),
    "interest": ("interest", "интерес"),
    "benefit": ("benefit", "выгода"),
    "value": ("value", "ценность"),
    "outcome": ("outcome", "результат"),
}
"""What a function really is."""

_ROW: Final = Noun("row", "rows", "строка", "строки", "строки", "строк")


def noun_of(source: str, titles: Titles) -> Noun:
    """The nouns of a source, however it is declared."""
    if source in titles.rosters:
        circle = titles.rosters[source]
        name = quoted(pair(circle.title))
        return of_kind(circle.of).within(f"in the circle {name[0]}", f"из круга {name[1]}")
    if source in titles.registers:
        name = quoted(pair(titles.registers[source]))
        return _ROW.within(f"in the register {name[0]}", f"реестра {name[1]}")
    if source in REGISTERS:
        return of_kind(source)
    if source in LISTS:
        return LISTS[source]
    return _ROW.within(f'in "{source}"', f"из «{source}»")


def of_kind(kind: str) -> Noun:
    """The nouns of a kind of record, or of its register."""
    one, many = noun(kind), noun_plural(kind)
    return Noun(one.en, many.en, one.ru, many.ru, *genitives(kind))


def a(noun_: Noun) -> str:
    """An English noun with its article; one that has no plural of its own takes none."""
    if noun_.one == noun_.many:
        return noun_.one
    return f"{'an' if noun_.one[0] in 'aeio' else 'a'} {noun_.one}"
