"""What can be wrong with a template, in English and in Russian: one table, so that both languages stay side by side.

`{word}` is what stands in the file, `{more}` whatever else the sentence names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from pydantic_core import PydanticCustomError

from partnership.values import Text, escape, some

SAID: Final = "said"
"""The error type under which our own readers report to pydantic."""


class Sentence(NamedTuple):
    """What is wrong, and what was expected, in both languages."""

    en: str
    ru: str
    expected_en: str | None = None
    expected_ru: str | None = None


SENTENCES: Final[dict[str, Sentence]] = {
    # --- the form of a value
    "one_value": Sentence(
        "this is not a single value",
        "это не одиночное значение",
        "a word, a number, a date, true or false, or a $ reference",
        "слово, число, дата, true или false, либо ссылка со знаком $",
    ),
    "list_of_values": Sentence(
        "'{word}' is not a list of values",
        "«{word}» — не список значений",
        "a list such as [a, b], or a $ reference to a list",
        "список вида [a, b] либо ссылка $ на список",
    ),
    "constant_in_list": Sentence(
        "'{word}' may not stand in a list of values",
        "«{word}» не может стоять в списке значений",
        "words, numbers, dates, true or false",
        "слова, числа, даты, true или false",
    ),
    "truth": Sentence(
        "'{word}' is neither true nor false", "«{word}» — ни true, ни false", "true or false", "true или false"
    ),
    "period": Sentence(
        "'{word}' is not a period", "«{word}» — не срок", "P45D, P6W, P3M or P1Y6M", "P45D, P6W, P3M или P1Y6M"
    ),
    "where": Sentence(
        "a `where` is a set of tests", "`where` — это набор условий", "{{field: value}}", "{{поле: значение}}"
    ),
    "no_operator": Sentence("this test has no operator", "в этом условии нет операции", "one of {choices}"),
    "unknown_operator": Sentence(
        "unknown operator '{word}'", "неизвестная операция «{word}»", "one of {choices}", "одна из {choices}"
    ),
    "level": Sentence(
        "'{word}' is not a level", "«{word}» — не уровень", "the id of a level of a scale", "id уровня одной из шкал"
    ),
    "selection": Sentence(
        "'{word}' is not a selection of records",
        "«{word}» — не выборка записей",
        "the name of a register, or {{from: register, where: ...}}",
        "имя реестра либо {{from: реестр, where: ...}}",
    ),
    "no_from": Sentence(
        "the selection does not say from which register",
        "в выборке не сказано, из какого реестра",
        "from: the name of a register, a roster or a list",
        "from: имя реестра, круга или списка",
    ),
    "ids": Sentence(
        "'{word}' is neither an id nor a list of ids",
        "«{word}» — не id и не список id",
        "an id, or a list such as [a, b]",
        "id либо список вида [a, b]",
    ),
    "field": Sentence(
        "'{word}' is not the name of a field",
        "«{word}» — не имя поля",
        "a field such as partner.sector",
        "поле, например partner.sector",
    ),
    "whole": Sentence(
        "'{word}' is not a number of things",
        "«{word}» — не количество",
        "0, 1, 2 ... or $param.<id>",
        "0, 1, 2 ... или $param.<id>",
    ),
    "number": Sentence(
        "'{word}' is not a number that can be compared",
        "«{word}» — не число, которое можно сравнить",
        "a number of at most 40 digits, or a $ reference",
        "число не длиннее 40 цифр либо ссылка $",
    ),
    "share": Sentence(
        "'{word}' is not a share of a whole",
        "«{word}» — не доля целого",
        "a number from 0 to 1, or $param.<id>",
        "число от 0 до 1 либо $param.<id>",
    ),
    "expression": Sentence(
        "this is not one figure", "это не один показатель", "exactly one of {choices}", "ровно одно из {choices}"
    ),
    "no_field": Sentence(
        "it is not said which field is reckoned", "не сказано, какое поле считается", "field: <field>", "field: <поле>"
    ),
    "ratio": Sentence(
        "a ratio has two parts", "в отношении две части", "[one figure, over another]", "[показатель, на показатель]"
    ),
    "reference": Sentence(
        "'{word}' is not a reference",
        "«{word}» — не ссылка",
        "$act.<field> or $<name>.<field>",
        "$act.<поле> или $<имя>.<поле>",
    ),
    "word": Sentence("'{word}' is not a word", "«{word}» — не слово", "text", "текст"),
    "unknown_key": Sentence(
        "unknown key '{word}'", "неизвестный ключ «{word}»", "one of {choices}", "один из {choices}"
    ),
    "missing_key": Sentence("'{word}' is missing", "не хватает ключа «{word}»"),
    # --- the form of a requirement
    "no_kind": Sentence(
        "the requirement does not say what is checked",
        "в требовании не сказано, что проверяется",
        "one of {choices}",
        "одно из {choices}",
    ),
    "two_kinds": Sentence(
        "a requirement checks one thing, here stand {word}",
        "требование проверяет что-то одно, здесь стоят {word}",
        "one of them; or all: [...] around both",
        "одно из них; либо all: [...] вокруг обоих",
    ),
    "check": Sentence("this is not a check", "это не проверка", "one of {choices}: ...", "одно из {choices}: ..."),
    "unknown_kind": Sentence(
        "unknown check '{word}'", "неизвестная проверка «{word}»", "one of {choices}", "одна из {choices}"
    ),
    "timing_shape": Sentence(
        "a `timing` says one of three things",
        "`timing` говорит одно из трёх",
        "{{of, cadence}}, {{first, then, at_least or at_most}} or {{since, at_least or at_most}}",
        "{{of, cadence}}, {{first, then, at_least или at_most}} либо {{since, at_least или at_most}}",
    ),
    "act_shape": Sentence(
        "an act is a record, an end or an advance",
        "действие — это запись, её окончание или переход",
        "one of record: <kind>, end: <kind>, advance: <stage>",
        "одно из record: <вид>, end: <вид>, advance: <этап>",
    ),
    "exact_and_bounds": Sentence(
        "`exactly` stands beside `min` or `max`",
        "`exactly` стоит рядом с `min` или `max`",
        "either exactly, or min and max",
        "либо exactly, либо min и max",
    ),
    "min_over_max": Sentence(
        "no number is at least {word} and at most {more}",
        "нет числа не меньше {word} и не больше {more}",
        "min not above max",
        "min не больше max",
    ),
    "nothing_asked": Sentence("this asks for nothing", "это ничего не требует", "{choices}", "{choices}"),
    "needs_act": Sentence(
        "a guard does not say which act it guards",
        "у охраны не сказано, какое действие она охраняет",
        "act: {{record: <kind>}}, {{end: <kind>}} or {{advance: <stage>}}",
        "act: {{record: <вид>}}, {{end: <вид>}} либо {{advance: <этап>}}",
    ),
    "act_outside_guard": Sentence(
        "`act` belongs to a guard",
        "`act` бывает только у охраны",
        "under guards:, not under a stage",
        "в разделе guards:, не в этапе",
    ),
    "ward_bands": Sentence(
        "an older band would need more adults than a younger one",
        "для более старших детей понадобилось бы больше взрослых, чем для младших",
        "children per adult that do not fall with age",
        "число детей на взрослого, которое с возрастом не падает",
    ),
    # --- names
    "unknown_register": Sentence(
        "unknown register '{word}'",
        "неизвестный реестр «{word}»",
        "a register, a roster or a list of the template",
        "реестр, круг или список шаблона",
    ),
    "unknown_field": Sentence(
        "'{more}' has no field '{word}'", "в «{more}» нет поля «{word}»", "one of {choices}", "одно из {choices}"
    ),
    "no_hop": Sentence(
        "'{more}' does not lead to another record, so it has no '{word}'",
        "«{more}» не ведёт к другой записи, поэтому «{word}» у него нет",
        "a field that refers to a record or to an item of a list",
        "поле, которое указывает на запись или пункт списка",
    ),
    "unknown_item": Sentence(
        "'{word}' is not in the list '{more}'",
        "«{word}» нет в списке «{more}»",
        "one of {choices}",
        "одно из {choices}",
    ),
    "unknown_items": Sentence(
        "'{word}' is not an item of any list of the template",
        "«{word}» нет ни в одном списке шаблона",
        "ids of one list",
        "id из одного списка",
    ),
    "unknown_word": Sentence(
        "the field '{more}' is never '{word}'",
        "поле «{more}» не бывает равно «{word}»",
        "one of {choices}",
        "одно из {choices}",
    ),
    "wrong_type": Sentence(
        "'{word}' does not fit the field '{more}'", "«{word}» не подходит полю «{more}»", "{choices}", "{choices}"
    ),
    "many_valued": Sentence(
        "the field '{more}' holds several values, '{word}' compares one",
        "в поле «{more}» несколько значений, а «{word}» сравнивает одно",
        "one of has, has_any, has_all, set",
        "одно из has, has_any, has_all, set",
    ),
    "single_valued": Sentence(
        "the field '{more}' holds one value, '{word}' asks for several",
        "в поле «{more}» одно значение, а «{word}» спрашивает о нескольких",
        "one of eq, ne, in, gt, gte, lt, lte, set",
        "одно из eq, ne, in, gt, gte, lt, lte, set",
    ),
    "not_ordered": Sentence(
        "'{word}' compares by size, and the field '{more}' has none",
        "«{word}» сравнивает по величине, а у поля «{more}» её нет",
        "a number or a date",
        "число или дата",
    ),
    "not_a_date": Sentence(
        "the field '{more}' is not a date", "поле «{more}» — не дата", "a field that is a date", "поле с датой"
    ),
    "not_a_number": Sentence(
        "the field '{more}' is not a number",
        "поле «{more}» — не число",
        "a field that is a number or money",
        "поле с числом или деньгами",
    ),
    "not_a_level": Sentence(
        "`at_least` compares levels of a scale, and '{more}' is not a level",
        "`at_least` сравнивает уровни шкалы, а «{more}» — не уровень",
        "the field level",
        "поле level",
    ),
    "never_open": Sentence(
        "rows of '{word}' are never open",
        "записи реестра «{word}» не бывают открытыми",
        "a register whose state can be open",
        "реестр, где state бывает open",
    ),
    "unknown_level": Sentence(
        "'{word}' is not a level of '{more}'",
        "«{word}» — не уровень шкалы «{more}»",
        "one of {choices}",
        "один из {choices}",
    ),
    "unknown_variable": Sentence(
        "unknown variable '${word}'", "неизвестная переменная «${word}»", "one of {choices}", "одна из {choices}"
    ),
    "unknown_parameter": Sentence(
        "unknown parameter '{word}'", "неизвестный параметр «{word}»", "one of {choices}", "один из {choices}"
    ),
    "parameter_type": Sentence(
        "the parameter '{word}' is of type {more}",
        "параметр «{word}» имеет тип {more}",
        "a parameter of type {choices}",
        "параметр типа {choices}",
    ),
    "no_act": Sentence(
        "'$act' stands outside a guard on a record",
        "«$act» стоит вне охраны записи",
        "$act in a guard with act: {{record: ...}}",
        "$act в охране с act: {{record: ...}}",
    ),
    "variable_taken": Sentence(
        "the name '{word}' is taken",
        "имя «{word}» занято",
        "a name that is not {choices}",
        "имя, отличное от {choices}",
    ),
    "not_one_of_many": Sentence(
        "'{word}' is one value, not a list",
        "«{word}» — одно значение, а не список",
        "a reference to a field that holds several",
        "ссылка на поле с несколькими значениями",
    ),
    "unknown_stage": Sentence(
        "unknown stage '{word}'", "неизвестный этап «{word}»", "one of {choices}", "один из {choices}"
    ),
    "unknown_kind_of_record": Sentence(
        "unknown kind of record '{word}'", "неизвестный вид записи «{word}»", "one of {choices}", "один из {choices}"
    ),
    "unknown_role": Sentence(
        "unknown role '{word}'", "неизвестная роль «{word}»", "one of {choices}", "одна из {choices}"
    ),
    "unknown_owner": Sentence(
        "'{word}' is neither a role nor a sector",
        "«{word}» — не роль и не сектор",
        "one of {choices}, or a $ reference",
        "одно из {choices} либо ссылка $",
    ),
    "not_a_reference": Sentence(
        "the field '{more}' does not refer to a record",
        "поле «{more}» не указывает на запись",
        "a field that refers to {choices}",
        "поле, которое указывает на {choices}",
    ),
    # --- the whole
    "duplicate": Sentence(
        "'{word}' stands twice in '{more}'", "«{word}» дважды стоит в «{more}»", "each id once", "каждый id один раз"
    ),
    "duplicate_requirement": Sentence(
        "two requirements are called '{word}'",
        "два требования называются «{word}»",
        "an id that no other requirement has",
        "id, которого нет у других требований",
    ),
    "name_clash": Sentence(
        "'{word}' is already the name of {more}", "«{word}» — уже имя другого: {more}", "another name", "другое имя"
    ),
    "unreachable_stage": Sentence(
        "no way leads to the stage '{word}'",
        "ни один путь не ведёт к этапу «{word}»",
        "a stage that names it in next or back",
        "этап, который называет его в next или back",
    ),
    "no_exit": Sentence(
        "no way leads out of the stage '{word}', and it is not final",
        "из этапа «{word}» нет выхода, и он не последний",
        "next: [...] or final: true",
        "next: [...] или final: true",
    ),
    "final_goes_on": Sentence(
        "the stage '{word}' is final and has a next one",
        "этап «{word}» последний, но у него есть следующий",
        "either final: true or next",
        "либо final: true, либо next",
    ),
    "no_stages": Sentence(
        "the template has no stage", "в шаблоне нет ни одного этапа", "stages: [...]", "stages: [...]"
    ),
    "no_final": Sentence(
        "no stage is final, so a programme never ends",
        "ни один этап не последний, программа никогда не закончится",
        "final: true at one stage at least",
        "final: true хотя бы у одного этапа",
    ),
    "dates_reversed": Sentence(
        "the rule ends before it takes effect",
        "требование перестаёт действовать раньше, чем начинает",
        "effective_to after {more}",
        "effective_to позже {more}",
    ),
    "jurisdiction": Sentence(
        "'{word}' is not a jurisdiction",
        "«{word}» — не юрисдикция",
        "INT, a country such as RU, or a region such as RU-SMO",
        "INT, страна (RU) или регион (RU-SMO)",
    ),
    "default_range": Sentence(
        "the default {word} is outside its own range",
        "значение по умолчанию {word} вне собственных границ",
        "{choices}",
        "{choices}",
    ),
    "default_type": Sentence(
        "'{word}' is not a value of type {more}",
        "«{word}» — не значение типа {more}",
        "a value of type {more}",
        "значение типа {more}",
    ),
    "choices_for_choice": Sentence(
        "choices belong to the type `choice`, and it needs them",
        "choices бывают у типа `choice`, и без них его нет",
        "type: choice with choices: [...]",
        "type: choice и choices: [...]",
    ),
    "no_range": Sentence(
        "min and max belong to numbers, shares and durations",
        "min и max бывают у чисел, долей и сроков",
        "no min or max here",
        "без min и max",
    ),
    "too_deep": Sentence(
        "the checks are nested too deep",
        "проверки вложены слишком глубоко",
        "at most {more} levels",
        "не больше {more} уровней",
    ),
    # --- what pydantic found, in words
    "not_a_mapping": Sentence(
        "this should be a set of keys and values",
        "здесь должен быть набор ключей и значений",
        "{{key: value}}",
        "{{ключ: значение}}",
    ),
    "not_a_list": Sentence(
        "this should be a list",
        "здесь должен быть список",
        "[a, b] or lines that begin with -",
        "[a, b] либо строки, начинающиеся с -",
    ),
    "not_a_text": Sentence(
        "this should be a text",
        "здесь должен быть текст",
        "words, or {{en: ..., ru: ...}}",
        "слова либо {{en: ..., ru: ...}}",
    ),
    "not_an_id": Sentence(
        "'{word}' cannot be an id",
        "«{word}» не может быть id",
        "letters of one script, digits, -, _ and .",
        "буквы одного алфавита, цифры, -, _ и .",
    ),
    "not_a_whole_number": Sentence(
        "'{word}' is not a whole number", "«{word}» — не целое число", "a whole number", "целое число"
    ),
    "not_a_day": Sentence(
        "'{word}' is not a date", "«{word}» — не дата", "a date such as 2009-02-02", "дата вида 2009-02-02"
    ),
    "not_a_choice": Sentence(
        "'{word}' is not one of the words that can stand here",
        "«{word}» — не одно из допустимых здесь слов",
        "{choices}",
        "{choices}",
    ),
    "too_few": Sentence(
        "this list is too short", "этот список слишком короткий", "at least {more}", "не меньше {more}"
    ),
    "too_small": Sentence("'{word}' is too small", "«{word}» слишком мало", "at least {more}", "не меньше {more}"),
    "too_large": Sentence("'{word}' is too large", "«{word}» слишком велико", "at most {more}", "не больше {more}"),
    "other": Sentence("'{word}' cannot stand here", "«{word}» не может здесь стоять", "{more}", "{more}"),
}
"""Every sentence by its name."""


_MOST_CHOICES: Final = 40


class Saying(NamedTuple):
    """One sentence with its words filled in."""

    what: Text
    expected: Text | None


def saying(name: str, *, word: object = "", more: object = "", choices: Iterable[str] = ()) -> Saying:
    """Fill a sentence; what an author wrote is shown safely, however it looks."""
    sentence = SENTENCES[name]
    listed = some(list(choices), _MOST_CHOICES)
    words = {"word": escape(str(word), 80), "more": escape(str(more), 200), "choices": listed}
    what = Text.quoting(sentence.en.format(**words), sentence.ru.format(**words))
    if sentence.expected_en is None:
        return Saying(what, None)
    expected_en = sentence.expected_en.format(**words)
    expected_ru = (sentence.expected_ru or sentence.expected_en).format(**words)
    return Saying(what, Text.quoting(expected_en, expected_ru) if expected_en else None)


def said(name: str, *, word: str = "", more: str = "", choices: Iterable[str] = ()) -> PydanticCustomError:
    """A fault as our readers report it to pydantic; `faults_of` puts it into words again."""
    context = {"name": name, "word": word, "more": more, "choices": tuple(choices)}
    return PydanticCustomError(SAID, SENTENCES[name].en.replace("{", "<").replace("}", ">"), context)
