"""What a YAML parser complains about, in the words of somebody who writes files by hand."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Message, escape, message
from partnership.reading.scalars import brief


class _Sentence(NamedTuple):
    """One complaint: what marks it in the parser's own words, what is wrong and what to do."""

    mark: str
    what: Message
    hint: Message


_TAB: Final = (message("a tab in the indentation"), message("indent with spaces"))
NO_DASH: Final = (
    message("a dash is missing before this"),
    message("write '- ' here, as before the other items of the list"),
)


def no_space(key: str) -> tuple[Message, Message]:
    """Say that a value follows the colon of a key without a space."""
    return message("no space after the colon of '{key}'", key=brief(key)), message("put a space after the colon")


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
        *_TAB,
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
_LONGEST_LINE: Final = 1000
"""Characters of a line that are looked at: nobody writes more, and looking for quotes takes longer than the line is."""
_comment = re.compile(r"(?<=\s)#").search
_quoted_parts = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


def syntax_fault(error: Any, text: str, file: str) -> Fault:
    """Turn an error of a YAML parser into a fault at the place where an author can correct it."""
    return _Slip(error, text, file).fault()


class _Slip:
    """One complaint of the parser, beside the lines that it is about."""

    def __init__(self, error: Any, text: str, file: str) -> None:
        self._context, self._problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
        self._opened = _spot(getattr(error, "context_mark", None))
        self._met = _spot(getattr(error, "problem_mark", None)) or self._opened or (0, 0)
        self._lines = text.splitlines()
        self._file = file

    def fault(self) -> Fault:
        return self._known() or self._otherwise()

    def _otherwise(self) -> Fault:
        context, problem, opened = self._context, self._problem, self._opened
        sentence = next((each for each in _SENTENCES if _applies(each, context, problem)), _OTHERWISE)
        at = self._met
        if opened is not None and _OPENED_HERE[0] in context and "end of stream" in problem:
            at = opened  # the end of the file is where nobody looks
        what = sentence.what
        if sentence is _OTHERWISE and problem:
            what = Message("{what} ({problem})", {"what": what, "problem": escape(problem, 100)})
        elif opened is not None and any(each in context for each in _OPENED_HERE[1:]):
            line, column = opened
            what = message("{what} (opened at {line}:{column})", what=what, line=line + 1, column=column + 1)
        return self._said(at, what, sentence.hint)

    def _said(self, at: _Spot, what: Message, hint: Message) -> Fault:
        return Fault(FilePlace(file=self._file, line=at[0] + 1, column=at[1] + 1), what, hint=hint)

    def _rest(self, at: _Spot) -> str:
        """What stands on the line from a place on."""
        return self._lines[at[0]][at[1] :] if at[0] < len(self._lines) else ""

    def _first(self, line: int) -> _Spot:
        """Where a line begins behind its indentation."""
        written = self._lines[line] if 0 <= line < len(self._lines) else ""
        return line, len(written) - len(written.lstrip(" "))

    # --- slips that are known by what stands in the file

    def _known(self) -> Fault | None:
        if "expected ':'" in self._problem and self._opened is not None:
            return self._no_colon(self._opened)
        if "flow" in self._context and "expected ','" in self._problem and self._opened is not None:
            return self._in_braces(self._opened)
        if "block mapping" in self._context or "block collection" in self._context:
            return self._off_the_line()
        if "mapping values" in self._problem:
            return self._second_colon()
        if "cannot start any token" in self._problem:
            return self._strange_sign()
        return None

    def _strange_sign(self) -> Fault | None:
        rest = self._rest(self._met)
        if rest.startswith("\t"):
            return self._said(self._met, *_TAB)
        if rest[:1] in "<>":
            hint = message("a comparison is written in words, {{gte: 10}}; text that begins with a sign, in quotes")
        else:
            hint = message("put the text in quotes")
        return self._said(self._met, message("a text cannot begin with the sign {sign}", sign=escape(rest[:1])), hint)

    def _no_colon(self, at: _Spot) -> Fault:
        """A line without a colon, or what is none because a dash or a space is missing."""
        rest = self._rest(at)
        if rest[:1] in "{[":
            return self._said(at, *NO_DASH)
        if (stuck := self._stuck(at)) is not None:
            return stuck
        return self._said(
            at,
            message("a key without a colon"),
            message("write `key: value`; indent text that goes on from the line above, or put it in quotes"),
        )

    def _stuck(self, at: _Spot) -> Fault | None:
        """A dash or a colon with no space behind it."""
        rest = self._rest(at)
        if re.match(r"-[^\s-]", rest):
            return self._said(at, message("no space after the dash"), message("write '- ' and then the item"))
        if (found := re.match(r"[\w.-]+:(?=[^\s:/])", rest)) is not None:
            return self._said(at, *no_space(found[0][:-1]))
        return None

    def _off_the_line(self) -> Fault | None:
        """A line that begins in no column of the lines above it."""
        at, rest = self._met, self._rest(self._met)
        if (stuck := self._stuck(at)) is not None and at == self._first(at[0]):
            return stuck
        if rest[:1] in {"}", "]"}:
            what = message("one closing {sign} too many", sign=rest[0])
            return self._said(at, what, message("delete it, or write what it closes"))
        if rest[:1] == "\u00a0":
            what = message("a no-break space (U+00A0) in the indentation")
            return self._said(at, what, message("indent with ordinary spaces"))
        if at != self._first(at[0]):
            return None
        if rest.startswith("- ") and (sibling := self._without_dash(at)) is not None:
            return self._said(sibling, *NO_DASH)
        return self._said(at, *self._column(at, rest))

    def _without_dash(self, at: _Spot) -> _Spot | None:
        """Find the item above the first dash of a list that has none itself."""
        line = at[0] - 1
        item = None
        while line > 0 and (not self._lines[line].strip() or self._first(line)[1] >= at[1]):
            if self._rest(self._first(line)).startswith("- ") and self._first(line)[1] == at[1]:
                return None
            item = line if self._lines[line].strip() else item
            line -= 1
        return None if item is None or not self._lines[line].rstrip().endswith(":") else self._first(item)

    def _column(self, at: _Spot, rest: str) -> tuple[Message, Message]:
        above = at[0] - 1
        while above > 0 and not self._lines[above].strip():
            above -= 1
        here, there = self._first(above)
        bare = self._lines[above][there:]
        if not rest.startswith("-"):
            there += len(bare) - len(bare.lstrip("- ")) if bare.startswith("- ") else 0
        what = message("this line begins in column {column}, and nothing above it does", column=at[1] + 1)
        if rest.startswith("-") and self._opened is not None:
            hint = message("items of one list begin in one column: here {column}", column=self._opened[1] + 1)
        else:
            hint = message(
                "keys of one level begin in one column; those of line {line} begin in column {column}",
                line=here + 1,
                column=there + 1,
            )
        return what, hint

    def _second_colon(self) -> Fault | None:
        """A colon that is one too many on its line, or stands on a line that seems to go on from the one above."""
        line, column = self._met
        first = self._first(line)
        before = self._lines[line][first[1] : column] if line < len(self._lines) else ""
        if re.fullmatch(r"(?:- )?[\w.-]+", before):
            return self._said(first, *self._column(first, before))
        return self._colon_in_text(before)

    def _in_braces(self, opened: _Spot) -> Fault | None:
        """Braces or brackets that do not end as they should."""
        line, column = self._met
        for number in range(opened[0], min(line + 1, len(self._lines))):
            begin = opened[1] if number == opened[0] else 0
            bare = _quoted_parts.sub(lambda found: "_" * len(found[0]), self._lines[number][:_LONGEST_LINE])
            if (found := _comment(bare, begin)) is not None and (number < line or found.start() < column):
                return self._said(
                    (number, found.start()),
                    message("what follows # is a comment and is not read"),
                    message("put the text that holds # in quotes; if it is a comment, close the braces before it"),
                )
        first = self._first(line)
        if line > opened[0] and (self._met == first or first[1] <= self._first(opened[0])[1]):
            sign = self._rest(opened)[:1]
            closing = "}" if sign == "{" else "]"
            return self._said(
                opened,
                message("the {sign} that opens here is not closed before line {line}", sign=sign, line=line + 1),
                message("write {closing} where it ends", closing=closing),
            )
        before = self._lines[line][:column].rstrip() if line < len(self._lines) else ""
        if before.endswith(("'", '"')):
            return self._said(
                self._met,
                message("the text goes on behind its closing quotation mark"),
                message("close the quotes at its end; inside double quotes write single ones, and the other way round"),
            )
        if self._rest(self._met).startswith(":"):
            return self._colon_in_text(before)
        return None

    def _colon_in_text(self, before: str) -> Fault:
        text = re.split(r"[,{\[]|: ", before)[-1].strip()
        head, _, key = text.rpartition(" ")
        if not re.fullmatch(r"[a-z_]+", key):
            hint = message("put the text that holds a colon in quotes")
        elif not head:
            hint = message(
                "keys below a key stand between braces, {{{key}: ...}}; text that holds a colon, in quotes", key=key
            )
        elif "flow" in self._context:
            hint = message("put a comma before '{key}' if it is a key; or the whole text in quotes", key=key)
        else:
            hint = message("put '{key}' on a line of its own if it is a key; or the whole text in quotes", key=key)
        return self._said(self._met, message("a second colon, after '{text}'", text=brief(text)), hint)


_Spot = tuple[int, int]


def _spot(mark: Any) -> _Spot | None:
    return None if mark is None else (mark.line, mark.column)


def _applies(sentence: _Sentence, context: str, problem: str) -> bool:
    doing, met = sentence.mark.split("|")
    return doing in context and met in problem
