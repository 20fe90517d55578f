"""What a YAML parser complains about, in the words of somebody who writes files by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Message, escape, message


class _Sentence(NamedTuple):
    """One complaint: what marks it in the parser's own words, what is wrong and what to do."""

    mark: str
    what: Message
    hint: Message


# The first whose mark stands in the parser's words applies. Both libyaml's and PyYAML's own words are covered; marks
# before `|` are looked for in what the parser was doing, marks after it in what it met.
_SENTENCES = (
    _Sentence(
        "quoted scalar|unexpected end of stream",
        message("the quote that opens here is never closed"),
        message("close it; a quotation mark inside the text is written twice"),
    ),
    _Sentence(
        "quoted scalar|document indicator",
        message("the quote that opens here is not closed before the line of dashes"),
        message("close it"),
    ),
    _Sentence(
        "quoted scalar|escape",
        message("a backslash before a character that it cannot stand before"),
        message("double the backslash, or use single quotes"),
    ),
    _Sentence(
        "flow mapping|expected ',' or '}'",
        message("a comma or a closing brace }} is missing"),
        message("close the brace; put text that holds a comma, a colon or a quote in quotes"),
    ),
    _Sentence(
        "flow sequence|expected ',' or ']'",
        message("a comma or a closing bracket ] is missing"),
        message("close the bracket; put text that holds a comma, a colon or a quote in quotes"),
    ),
    _Sentence(
        "|mapping values are not allowed",
        message("a colon in the wrong place"),
        message("put text that holds ': ' in quotes, or correct the indentation"),
    ),
    _Sentence(
        "|expected ':'",
        message("a key without a colon"),
        message("write `key: value`; indent text that goes on from the line above, or put it in quotes"),
    ),
    _Sentence(
        "block mapping|",
        message("this line does not continue the keys above it"),
        message("correct the indentation: keys of one level begin in one column"),
    ),
    _Sentence(
        "block collection|",
        message("this line does not continue the list above it"),
        message("correct the indentation: items of one list begin with '-' in one column"),
    ),
    _Sentence(
        "|tab character",
        message("a tab in the indentation"),
        message("indent with spaces"),
    ),
    _Sentence(
        "|cannot start any token",
        message("a character that cannot begin a value"),
        message("indent with spaces, not tabs; put text that begins with a sign in quotes"),
    ),
    _Sentence(
        "|entries are not allowed",
        message("a list item '-' in the wrong place"),
        message("begin the list on a line of its own, below its key"),
    ),
    _Sentence(
        "|keys are not allowed",
        message("a key in the wrong place"),
        message("correct the indentation"),
    ),
    _Sentence(
        "|node content",
        message("there is nothing here where a value is expected"),
        message("delete the extra comma, or write the value"),
    ),
    _Sentence(
        "|alphabetic or numeric",
        message("a name is missing after the sign * or &"),
        message("put text that begins with such a sign in quotes"),
    ),
    _Sentence(
        "|document start",
        message("the file goes on after its content has ended"),
        message("correct the indentation: everything is in one list or under one set of keys"),
    ),
    _Sentence(
        "tag|",
        message("a word that begins with ! and is not a YAML tag"),
        message("put text that begins with ! in quotes"),
    ),
    _Sentence(
        "block scalar|",
        message("the sign | or > is followed by something else"),
        message("begin the text on the next line, or put it in quotes"),
    ),
)

_OTHERWISE = _Sentence(
    "",
    message("this cannot be read as YAML"),
    message("check quotes, brackets and indentation near here"),
)
_OPENED_HERE = ("quoted scalar", "flow mapping", "flow sequence")


def syntax_fault(error: Any, file: str) -> Fault:
    """Turn an error of a YAML parser into a fault at the place where an author can correct it."""
    context, problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    sentence = next((each for each in _SENTENCES if _applies(each, context, problem)), _OTHERWISE)
    opened = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or opened
    if opened is not None and _OPENED_HERE[0] in context and "end of stream" in problem:
        mark = opened  # the end of the file is where nobody looks
    what = sentence.what
    if sentence is _OTHERWISE and problem:
        what = Message("{what} ({problem})", {"what": what, "problem": escape(problem, 100)})
    elif opened is not None and any(each in context for each in _OPENED_HERE[1:]):
        what = message("{what} (opened at {line}:{column})", what=what, line=opened.line + 1, column=opened.column + 1)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    return Fault(FilePlace(file=file, line=line + 1, column=column + 1), what, hint=sentence.hint)


def _applies(sentence: _Sentence, context: str, problem: str) -> bool:
    doing, met = sentence.mark.split("|")
    return doing in context and met in problem
