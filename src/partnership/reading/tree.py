"""YAML in, plain values with line and column out.

The tree is built from the parser's events in one loop without recursion, under our own limits. That is faster than
letting the parser build it, keeps the place of each key and value, and no nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from array import array
from datetime import date
from itertools import islice, repeat, starmap
from typing import Any, Final

import yaml
from typing_extensions import override
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from partnership.errors import Fault, InputError
from partnership.findings import FilePlace
from partnership.messages import Message, message
from partnership.reading.characters import decoded, unseen_in
from partnership.reading.limits import Limits
from partnership.reading.scalars import MERGE, Flaw, WordMeanings, brief, checked_length
from partnership.reading.source_map import FileLines, SourceMap
from partnership.reading.syntax import NO_DASH, no_space, syntax_fault
from partnership.template.tree import FLAWED

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML's wheels bring libyaml; some distributions build without it
    CParser = None  # type: ignore[assignment, misc] # the slower parser takes its place

DEFAULT_LIMITS: Final = Limits()
_ends_with_comma = re.compile(r".*?(?<![\w.])([-+]?[0-9]+),$", re.DOTALL).fullmatch
_number_sign = re.compile("#[0-9]").search
_numbered = re.compile(r"[ \t]+#(?=[0-9])").match
_THOUSANDS: Final = 3
_NO_VALUE: Final = message("'{key}' has no value")
_directive = re.compile(r"%(?<=^%)[^\n]*", re.MULTILINE)  # to look for the sign first is much faster


def read_yaml(
    data: bytes | str, file: str, limits: Limits = DEFAULT_LIMITS, error: type[InputError] = InputError
) -> SourceMap:
    """Read one file as plain dicts, lists and scalars that know their places.

    `file` is the name that messages give; nothing is opened here. true and false are the only booleans, numbers with
    a point are Decimal, dates are dates, moments carry their offset, keys are text.

    Raises:
        InputError: (or the given branch of it) with every fault that was found, each at its place.
    """
    marked, faults = scan_yaml(data, file, limits)
    if marked is None or faults:
        raise error(faults)
    return marked


def scan_yaml(data: bytes | str, file: str, limits: Limits = DEFAULT_LIMITS) -> tuple[SourceMap | None, list[Fault]]:
    """Read as much of a file as can be read, with its faults: nothing of it after a fault of its syntax.

    A value that could not be read stands in the tree as `FLAWED`, so that whoever checks what the values mean can go
    on.
    """
    text, faults = decoded(data, file, limits)
    if not faults:
        directives = islice(_directive.finditer(text), limits.faults)
        faults.extend(_directive_fault(text, found, file) for found in directives)
    if faults:
        return None, faults
    builder = _Builder(text, file, limits)
    try:
        return builder.build(data if isinstance(data, bytes) else text.encode()), builder.faults
    except _Stop:
        return None, builder.faults
    except yaml.YAMLError as error:
        return None, builder.stopped_by(syntax_fault(error, text, file))


def _directive_fault(text: str, found: re.Match[str], file: str) -> Fault:
    return Fault(
        at=FilePlace(file=file, line=text.count("\n", 0, found.start()) + 1, column=1),
        what=message("a directive, '{directive}'", directive=brief(found.group())),
        hint=message("delete the line; in text, put something before the %"),
    )


class _PurePython(Reader, Scanner, Parser):
    """PyYAML's own parser of events, where libyaml is missing: slower, with the same result."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    @override
    def get_event(self) -> Any:
        """Give the next event; an escape beyond Unicode, which this parser trips over, is a fault like any other."""
        try:
            return super().get_event()  # type: ignore[no-untyped-call] # PyYAML's stubs
        except ValueError:
            mark = self.get_mark()
            raise ScannerError("while scanning a quoted scalar", None, "an escape beyond Unicode", mark) from None


class _Stop(Exception):
    """Nothing after this place can be read."""


class _Builder:
    """One reading of one text."""

    def __init__(self, text: str, file: str, limits: Limits) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._lines = FileLines(text, file)
        self._limits = limits
        self._spots = array("I")
        self._ends: dict[int, int] = {}
        self._bare = -1

    def build(self, data: bytes) -> SourceMap:  # noqa: C901, PLR0915 - the hot loop: a call an event would double the time of a reading
        """Turn events into values; positions go, in the order of the file, into one list of integers."""
        parser = _PurePython(self._text) if CParser is None else CParser(data)
        next_event = parser.get_event
        scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        limits, ends, spots, words = self._limits, self._ends, self._spots, WordMeanings(self._limits)
        longest, depth, note = limits.scalar_length, limits.depth, spots.append
        labels = "&" in self._text or "!" in self._text
        escapes = "\\" in self._text
        numbered = _number_sign(self._text) is not None
        root: list[Any] = []
        stack: list[tuple[Any, Any, int]] = []
        here: Any = (
            root  # the container that is being filled: `add` of a list, else the `key` of a dict that waits for a value
        )
        add: Any = root.append
        key: str | None = None
        value: Any
        start = 0
        event: Any
        for event in starmap(next_event, repeat((), 2 * limits.nodes)):
            kind = event.__class__
            if kind is scalar:
                note(event.start_mark.index)
                value = event.value
                if not event.style:
                    try:
                        value = words[value]
                    except Flaw as flaw:
                        key, value = self._flawed(flaw, event, key, here)
                    if numbered:
                        self._cut_short(event)
                elif len(value) > longest or escapes:
                    value = self._checked(event)
                if labels and (event.anchor is not None or event.tag is not None):
                    self._labelled(event)
            elif kind is mapping or kind is sequence:
                if event.anchor is not None or event.tag is not None:
                    self._labelled(event)
                value = {} if kind is mapping else []
                if key is not None:
                    here[key] = value
                    key = None
                elif add is not None:
                    add(value)
                else:
                    self._container_as_key(event)
                if len(stack) >= depth:
                    self._too_deep(event)
                stack.append((here, add, start))
                start = len(spots)
                note(event.start_mark.index)
                here = value
                add = value.append if kind is sequence else None
                continue
            elif kind is mapping_end or kind is sequence_end:
                ends[start] = len(spots)
                here, add, start = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                note(event.start_mark.index)
                value = self._alias(event)
            elif kind is yaml.StreamEndEvent:
                break
            elif kind is yaml.DocumentStartEvent and root:
                self._second_document(event)
            else:
                continue
            if key is not None:
                here[key] = value
                key = None
            elif add is not None:
                add(value)
            elif value.__class__ is str and value not in here:
                key = value
            elif value.__class__ is str and self._is_next_item(event, value, here, start, stack):
                here, start = self._next_item(stack[-1][1], start)
                key = value
            else:
                key = self._bad_key(event, value, here, start)
        else:
            self._too_many()
        if not root:
            self._empty()
        return SourceMap(root[0], self._lines, spots, ends)

    # --- what is wrong with a value ----------------------------------------------------------------------------------

    def _flawed(self, flaw: Flaw, event: Any, key: str | None, here: Any) -> tuple[str | None, Any]:
        """Report a word that is no value; return the key that was meant, and what is kept under it."""
        if key is None and here.__class__ is dict:
            return None, flaw  # no text, so it is refused as a key
        if flaw.empty and len(self._spots) == 1:
            self._empty()
        if flaw.empty and key is not None:
            return self._no_value(flaw, event, key, here)
        self._at(event, flaw.what, flaw.expected, flaw.hint)
        return key, FLAWED

    def _no_value(self, flaw: Flaw, event: Any, key: str, here: dict[str, Any]) -> tuple[str, Any]:
        """Name the key that has no value, and the comma, the space or the indentation that often is the reason."""
        if FLAWED in key:
            return key, FLAWED  # the key has been reported
        what = _NO_VALUE.given(key=brief(key))
        before = self._text[max(0, event.start_mark.index - 200) : event.start_mark.index].rstrip()
        if event.value or before.endswith(":"):
            below = self._line_below(self._lines.place(self._spots[-2]))
            hint = flaw.hint
            if below is not None and not event.value:
                hint = message(
                    "write one, or leave the key out; if line {line} belongs to it, indent that further", line=below
                )
            self._fault(self._spots[-2], what, None, hint)
            return key, FLAWED
        meant, colon, written = key.partition(":")
        if colon and meant not in here:
            what, hint = no_space(meant)
            self._fault(self._spots[-2], what, None, hint)
            return meant, self._word(written)
        if len(self._spots) - 2 != self._bare:  # of several words in a row the first is told
            hint = message(
                "if the comma before it belongs to the text, put the whole text in quotes; a list, in brackets"
            )
            self._fault(self._spots[-2], what, None, hint)
        self._bare = len(self._spots)
        return key, FLAWED

    def _word(self, written: str) -> Any:
        try:
            return WordMeanings(self._limits)[written]
        except Flaw:
            return FLAWED

    def _line_below(self, key: FilePlace) -> int | None:
        """Number the line below a key that has nothing, if it begins in the same column: it often is meant to be it."""
        below = "".join(self._text.split("\n", key.line + 1)[key.line : key.line + 1])
        indent = len(below) - len(below.lstrip(" "))
        return key.line + 1 if below.strip() and indent == key.column - 1 > 0 else None

    def _checked(self, event: Any) -> str:
        """A text in quotes: not too long, and without what cannot be seen in the guise of an escape."""
        text: str = event.value
        try:
            checked_length(text, self._limits)
        except Flaw as flaw:
            self._at(event, flaw.what, flaw.expected, flaw.hint)
            return FLAWED
        unseen = unseen_in(text) if event.style == '"' else None
        if unseen is not None:
            self._at(event, message("an escape that stands for {unseen}", unseen=unseen), hint=message("delete it"))
            return FLAWED
        return text

    def _cut_short(self, event: Any) -> None:
        """Report a text that a number sign cuts short: behind ` #` a comment begins, and `#4` hardly is one."""
        found = _numbered(self._text, event.end_mark.index)
        if found is None or not any(map(str.isalpha, event.value)):
            return
        self._fault(
            found.end() - 1,
            message("what follows # is a comment and is not read"),
            hint=message("put the whole text in quotes; if it is a comment, write a space behind the #"),
        )

    def _labelled(self, event: Any) -> None:
        if event.anchor is not None:
            self._at(
                event,
                message("an anchor, '{anchor}'", anchor=brief("&" + event.anchor)),
                hint=message(
                    "delete it and write the value out where it is needed; a whole template is reused with `extends`"
                ),
            )
        if event.tag is not None:
            self._at(
                event,
                message("a tag, '{tag}'", tag=brief(event.tag)),
                hint=message("delete it; put text that begins with ! in quotes"),
            )

    def _alias(self, event: Any) -> str:
        self._at(
            event,
            message("an alias, '{alias}'", alias=brief("*" + event.anchor)),
            hint=message("write the value out; put text that begins with * in quotes"),
        )
        return FLAWED

    def _is_next_item(
        self, event: Any, value: str, here: dict[str, Any], start: int, stack: list[tuple[Any, Any, int]]
    ) -> bool:
        """Tell whether a key that is there already begins what would be the next item of a list, had it a dash."""
        spots = self._spots
        return (
            len(stack) > 1
            and stack[-1][1] is not None
            and next(iter(here)) == value
            and spots[start] == spots[start + 1]  # a set of keys without braces begins where its first key does
            and "\n" in self._text[spots[start] : event.start_mark.index]
        )

    def _next_item(self, add: Any, start: int) -> tuple[dict[str, Any], int]:
        """Report the missing dash and go on as if it stood there, so that what follows is read as it was meant."""
        spots = self._spots
        what, hint = NO_DASH
        self._fault(spots[-1], what, None, hint)
        self._ends[start] = len(spots) - 1
        spots.append(spots[-1])
        item: dict[str, Any] = {}
        add(item)
        return item, len(spots) - 2

    def stopped_by(self, fault: Fault) -> list[Fault]:
        """Add a fault of the syntax to those before it, unless the last of them is why, or tells the same."""
        if not self.faults:
            return [fault]
        last = self.faults[-1]
        has_no_value = isinstance(last.what, Message) and last.what.source == _NO_VALUE.source
        is_why = has_no_value and last.at is not None and self._line_below(last.at) is not None
        return self.faults if is_why or last.at == fault.at else [*self.faults, fault]

    # --- what is wrong with a key ------------------------------------------------------------------------------------

    def _bad_key(self, event: Any, value: Any, here: dict[str, Any], start: int) -> str:
        """Report a key, and give one under which its value can be kept until the file is read to its end."""
        word: str = FLAWED if event.__class__ is yaml.AliasEvent else event.value
        if isinstance(value, str) and value != FLAWED:
            first = SourceMap(here, self._lines, self._spots, self._ends).key_of(here, start, value)
            self._at(
                event,
                message("the key '{key}' appears twice", key=brief(word)),
                hint=message("delete one; the first is at {line}:{column}", line=first.line, column=first.column),
            )
        elif (comma := self._decimal_comma(event)) is not None:
            spot, found, instead = comma
            self._fault(
                spot,
                message("'{number}' is written with a comma", number=found),
                hint=message("write {instead}", instead=instead),
            )
            return f"{word}{FLAWED}{len(here)}"
        elif word == MERGE:
            self._at(event, message("a merge key, '<<'"), hint=message("write the keys out"))
        elif not word and not isinstance(value, str):
            self._at(event, message("a value without a key"), hint=message("write the key before the colon"))
        elif value != FLAWED:
            self._at(
                event,
                message("the key '{key}' is not text", key=brief(word)),
                message("a key of text"),
                message('write date: {word}, or "{word}" in quotes', word=brief(word))
                if isinstance(value, date)
                else message('write "{word}" in quotes', word=brief(word)),
            )
        return word if word not in here else f"{word}{FLAWED}{len(here)}"

    def _decimal_comma(self, event: Any) -> tuple[int, str, str] | None:
        """Recognise 0,5 between braces, where a comma parts one key from the next."""
        at = event.start_mark.index
        before = _ends_with_comma(self._text, max(0, at - 20), at)
        if before is None or not event.value.isdigit():
            return None
        whole = before[1]
        found, decimal = f"{whole},{event.value}", f"{whole}.{event.value}"
        thousands = len(event.value) == _THOUSANDS and whole.strip("-+0")
        instead = f"{decimal} / {whole}{event.value}" if thousands else decimal
        return at - len(whole) - 1, found, instead

    def _container_as_key(self, event: Any) -> None:
        self._at(
            event,
            message("a list or a set of keys where a key is expected"),
            message("a key of text"),
            message("put text that begins with {{ or [ in quotes"),
        )
        raise _Stop

    # --- what is wrong with the file ---------------------------------------------------------------------------------

    def _empty(self) -> None:
        self._fault(0, message("the file is empty"), message("keys and values, such as `format: 1`"))
        raise _Stop

    def _second_document(self, event: Any) -> None:
        self._at(
            event, message("a second document in one file"), hint=message("delete the line ---, or make two files")
        )
        raise _Stop

    def _too_deep(self, event: Any) -> None:
        self._at(
            event, message("values nested too deeply"), message("at most {depth} levels", depth=self._limits.depth)
        )
        raise _Stop

    def _too_many(self) -> None:
        self._fault(
            self._spots[-1],
            message("too many keys and values in one file"),
            message("at most {limit}", limit=format(self._limits.nodes, ",")),
            message("divide the file"),
        )
        raise _Stop

    def _at(self, event: Any, what: Message, expected: Message | None = None, hint: Message | None = None) -> None:
        self._fault(event.start_mark.index, what, expected, hint)

    def _fault(self, spot: int, what: Message, expected: Message | None = None, hint: Message | None = None) -> None:
        self.faults.append(Fault(self._lines.place(spot), what, expected, hint))
        if len(self.faults) >= self._limits.faults:
            raise _Stop
