"""What a YAML parser complains about, in the words of somebody who writes files by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

from partnership.errors import Fault
from partnership.findings import Place
from partnership.values import Text, escape


class _Sentence(NamedTuple):
    """One complaint: what marks it in the parser's own words, what is wrong and what to do."""

    mark: str
    en: str
    ru: str
    hint_en: str
    hint_ru: str


# The first whose mark stands in the parser's words applies. Both libyaml's and PyYAML's own words are covered; marks
# before `|` are looked for in what the parser was doing, marks after it in what it met.
_SENTENCES = (
    _Sentence(
        "quoted scalar|unexpected end of stream",
        "the quote that opens here is never closed",
        "открытая здесь кавычка нигде не закрыта",
        "close it, and double a quote that belongs to the text",
        "закройте её, а кавычку внутри текста удвойте",
    ),
    _Sentence(
        "quoted scalar|document indicator",
        "the quote that opens here is not closed before the line of dashes",
        "открытая здесь кавычка не закрыта до строки из дефисов",
        "close it",
        "закройте её",
    ),
    _Sentence(
        "quoted scalar|escape",
        "a backslash before a character that it cannot stand before",
        "обратная косая черта перед знаком, перед которым она не ставится",
        "double the backslash, or use single quotes",
        "удвойте её или возьмите текст в одинарные кавычки",
    ),
    _Sentence(
        "flow mapping|expected ',' or '}'",
        "a comma or a closing brace } is missing",
        "не хватает запятой или закрывающей скобки }",
        "close the brace; put text that holds a comma, a colon or a quote in quotes",
        "закройте скобку; текст с запятой, двоеточием или кавычкой возьмите в кавычки",
    ),
    _Sentence(
        "flow sequence|expected ',' or ']'",
        "a comma or a closing bracket ] is missing",
        "не хватает запятой или закрывающей скобки ]",
        "close the bracket; put text that holds a comma, a colon or a quote in quotes",
        "закройте скобку; текст с запятой, двоеточием или кавычкой возьмите в кавычки",
    ),
    _Sentence(
        "|mapping values are not allowed",
        "a colon where none can stand",
        "двоеточие там, где его быть не может",
        "put text that holds ': ' in quotes, or mend the indentation",
        "возьмите текст с «: » в кавычки или исправьте отступ",
    ),
    _Sentence(
        "|expected ':'",
        "a key without a colon",
        "ключ без двоеточия",
        "write `key: value`; indent text that goes on from the line above, or put it in quotes",
        "пишите «ключ: значение»; продолжение текста сдвиньте вправо или возьмите в кавычки",
    ),
    _Sentence(
        "block mapping|",
        "this line does not continue the keys above it",
        "эта строка не продолжает ключи над ней",
        "mend the indentation: keys of one level begin in one column",
        "исправьте отступ: ключи одного уровня начинаются в одном столбце",
    ),
    _Sentence(
        "block collection|",
        "this line does not continue the list above it",
        "эта строка не продолжает список над ней",
        "mend the indentation: items of one list begin with '-' in one column",
        "исправьте отступ: пункты одного списка начинаются с «-» в одном столбце",
    ),
    _Sentence(
        "|tab character",
        "a tab in the indentation",
        "табуляция в отступе",
        "indent with spaces",
        "делайте отступы пробелами",
    ),
    _Sentence(
        "|cannot start any token",
        "a character with which nothing can begin",
        "знак, с которого ничто не может начинаться",
        "indent with spaces, not tabs; put text that begins with a sign in quotes",
        "делайте отступы пробелами, а не табуляцией; текст, который начинается со знака, возьмите в кавычки",
    ),
    _Sentence(
        "|entries are not allowed",
        "a list item '-' where none can stand",
        "пункт списка «-» там, где его быть не может",
        "begin the list on a line of its own, below its key",
        "начните список с новой строки под его ключом",
    ),
    _Sentence(
        "|keys are not allowed",
        "a key where none can stand",
        "ключ там, где его быть не может",
        "mend the indentation",
        "исправьте отступ",
    ),
    _Sentence(
        "|node content",
        "nothing stands here where a value is due",
        "здесь ничего нет, а должно быть значение",
        "delete the comma too many, or write the value",
        "уберите лишнюю запятую или впишите значение",
    ),
    _Sentence(
        "|alphabetic or numeric",
        "a name is missing after the sign * or &",
        "после знака * или & нет имени",
        "put text that begins with such a sign in quotes",
        "текст, который начинается с такого знака, возьмите в кавычки",
    ),
    _Sentence(
        "|document start",
        "the file goes on after its content has ended",
        "файл продолжается после конца содержимого",
        "mend the indentation: everything is in one list or under one set of keys",
        "исправьте отступ: всё находится в одном списке или под одним набором ключей",
    ),
    _Sentence(
        "tag|",
        "a word that begins with ! and is no YAML tag",
        "слово с восклицательным знаком в начале",
        "put text that begins with ! in quotes",
        "текст, который начинается с «!», возьмите в кавычки",
    ),
    _Sentence(
        "block scalar|",
        "the sign | or > is followed by something else",
        "после знака | или > стоит что-то ещё",
        "begin the text on the next line, or put it in quotes",
        "начните текст со следующей строки или возьмите его в кавычки",
    ),
)

_OTHERWISE = _Sentence(
    "",
    "this cannot be read as YAML",
    "это не читается как YAML",
    "check quotes, brackets and indentation near here",
    "проверьте рядом кавычки, скобки и отступы",
)
_OPENED_HERE = ("quoted scalar", "flow mapping", "flow sequence")


def syntax_fault(error: Any, file: str) -> Fault:
    """Turn an error of a YAML parser into a fault at the place where an author can mend it."""
    context, problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    sentence = next((each for each in _SENTENCES if _applies(each, context, problem)), _OTHERWISE)
    opened = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or opened
    if opened is not None and _OPENED_HERE[0] in context and "end of stream" in problem:
        mark = opened  # the end of the file is where nobody looks
    what_en, what_ru = sentence.en, sentence.ru
    if sentence is _OTHERWISE and problem:
        what_en, what_ru = f"{what_en} ({escape(problem, 100)})", f"{what_ru} ({escape(problem, 100)})"
    elif opened is not None and any(each in context for each in _OPENED_HERE[1:]):
        what_en += f" (opened at {opened.line + 1}:{opened.column + 1})"
        what_ru += f" (открыта в {opened.line + 1}:{opened.column + 1})"
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    return Fault(
        at=Place(file=file, line=line + 1, column=column + 1),
        what=Text.quoting(what_en, what_ru),
        hint=Text.quoting(sentence.hint_en, sentence.hint_ru),
    )


def _applies(sentence: _Sentence, context: str, problem: str) -> bool:
    doing, met = sentence.mark.split("|")
    return doing in context and met in problem
