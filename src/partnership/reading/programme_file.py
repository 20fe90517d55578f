"""A programme file: one header, and one line for each thing that happened or was tried.

What is read here is plain and typed; that a line is lawful is for the one door to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, Final, TypeVar

from pydantic import JsonValue, ValidationError

from partnership.acts import ACTS, Amend
from partnership.errors import MOST_FAULTS, Fault, InputError, ProgrammeFileError, by_place
from partnership.findings import FilePlace
from partnership.languages import is_tag
from partnership.messages import Message, languages, message
from partnership.reading import expectations
from partnership.reading.faults import bare_value, file_faults, found_instead, missing_key, misspelt_key, unknown_key
from partnership.reading.limits import Limits
from partnership.reading.lines import Beside, FilePart, Header, Line, ProgrammeFile
from partnership.reading.other_files import another_kind
from partnership.reading.own_rows import LawOf, OwnRegister, own_registers
from partnership.reading.scalars import brief
from partnership.reading.shapes import names_a_record, shape_of, single_key
from partnership.reading.source_map import SourceMap
from partnership.reading.tree import DEFAULT_LIMITS, scan_yaml
from partnership.records import RECORDS, noun, parse_record
from partnership.template.schema_faults import keys_of
from partnership.template.tree import FLAWED, Path
from partnership.values import id_trouble, nearest


def read_programme(
    data: bytes | str, file: str, limits: Limits = DEFAULT_LIMITS, *, law_of: LawOf | None = None
) -> ProgrammeFile:
    """Read a programme file; nothing is opened, `file` is the name that messages give.

    `law_of` gives the laws that the file names, whose words for rows of their own registers lines may use.

    Raises:
        InputError: if the file's law cannot be read.
        ProgrammeFileError: with every fault that was found (at most 100), each at its file:line:column.
    """
    marked, unread = scan_yaml(data, file, limits)
    if marked is None:
        raise ProgrammeFileError(unread)
    other = another_kind(marked, "programme")
    if other is not None:
        raise ProgrammeFileError(other)
    reader = _Reader(marked, law_of)
    header = reader.header()
    if header is not None:
        reader.under(header.template, header.overlays, marked.place(("template",)))
    lines = tuple(reader.lines())
    known = {fault.at for fault in unread}
    faults = sorted([*unread, *(fault for fault in reader.faults if fault.at not in known)], key=by_place)
    if faults or header is None:
        raise ProgrammeFileError(faults[:MOST_FAULTS])
    return ProgrammeFile(file, header, lines, marked)


# --- what stands beside and under each verb --------------------------------------------------------------------------


class _File(Header):
    ledger: Any


_S = TypeVar("_S", bound=FilePart)
_T = TypeVar("_T")

_LEDGER: Final = "ledger"
_VERBS: Final = tuple(verb for verb in ACTS if verb not in {"start", "record"})
_KINDS: Final = frozenset(RECORDS)
"""Kinds of record; a row of a law's own register has the law's own word, or is told as an `item`, as in JSON."""
_WORDS: Final = frozenset({*_VERBS, *_KINDS})
_BESIDE: Final = frozenset(Beside.model_fields)
_ABOUT: Final = message("one kind of record and its id, such as partner: uralsib")
_SOMETHING: Final = message("a record such as partner: {{...}}, or one of: {verbs}", verbs=", ".join(_VERBS))
_LINES: Final = message("a list of lines, each beginning with '-'")


@cache
def _by_noun() -> Mapping[str, str]:
    """Kinds of records by what they are called, in every language."""
    return {noun(kind).in_language(tag).casefold(): kind for tag in languages() for kind in _KINDS}


class _Reader:
    """One reading of one file's values; faults are collected, and a line that has one yields nothing."""

    def __init__(self, marked: SourceMap, law_of: LawOf | None) -> None:
        self.faults: list[Fault] = []
        self._marked = marked
        self._before = 0
        self._law_of = law_of
        self._own: dict[str, OwnRegister] = {}
        """Registers of the laws named so far, by the words for their rows and by their ids."""
        self._records = _KINDS
        """Words for records: the kinds, and the law's own for rows of its registers, whose ids are never written."""
        self._words = _WORDS
        """Those, and the verbs: what a line can be about."""
        self._lawless = law_of is not None
        """Whether the law, which may have words of its own, is not known."""

    def under(self, law: str, overlays: tuple[str, ...], at: FilePlace) -> None:
        """Read on under a law that the file names at a place."""
        if self._law_of is not None:
            template = self._law_of(law, overlays, at)
            self._own |= own_registers(template)
            self._records = _KINDS | {word for word, own in self._own.items() if own.register.word == word}
            self._words = _WORDS | self._records
            self._lawless = False

    def header(self) -> Header | None:
        value = self._marked.value
        if not isinstance(value, dict):
            self._found((), "", value, message("keys such as `programme:` and `ledger:`"))
            return None
        header = self._shaped(Header, (), {key: each for key, each in value.items() if key != _LEDGER}, _File)
        if _LEDGER not in value:
            self._no_ledger(value)
        return header

    def _no_ledger(self, value: dict[str, Any]) -> None:
        """Say that there are no lines; what holds a list under an unknown key is probably meant."""
        unknown = value.keys() - _File.model_fields.keys()
        if nearest(_LEDGER, unknown) is not None:
            return
        meant = next((key for key in unknown if isinstance(value[key], list)), None)
        if meant is None:
            self.faults.append(missing_key(self._marked.place(()), _LEDGER))
            return
        at = self._marked.place((meant,), key=True)
        self.faults = [fault for fault in self.faults if fault.at != at]
        self.faults.append(misspelt_key(at, meant, _LEDGER))

    def lines(self) -> Iterator[Line]:
        value = self._marked.value
        ledger = value.get(_LEDGER, FLAWED) if isinstance(value, dict) else FLAWED
        if ledger == FLAWED:
            return  # reported, whether missing, misspelt or unreadable
        if not isinstance(ledger, list):
            self._found((_LEDGER,), _LEDGER, ledger, _LINES)
            return
        is_rest = False
        for index, (each, following) in enumerate(pairwise([*ledger, None])):
            if is_rest:
                is_rest = False
                continue
            if is_rest := self._is_parted(each, following):
                self._one_dash_too_many((_LEDGER, index + 1))
                continue
            for line in self._lines((_LEDGER, index), each):
                yield line
                if line.verb == "migrate":
                    self._moved(line)
            if len(self.faults) >= MOST_FAULTS:
                return

    def _is_parted(self, one: Any, other: Any) -> bool:
        """Tell whether one line was made two: the first has a date and no word, the second a word and no date."""
        if not isinstance(one, dict) or not isinstance(other, dict) or "date" in other:
            return False
        return "date" in one and one.keys() <= _BESIDE and any(key in _WORDS | self._records for key in other)

    def _moved(self, line: Line) -> None:
        """Read on under another law; one that cannot be read is told of when the line is tried."""
        with suppress(InputError):
            self.under(line.asked["template"], line.asked["overlays"], line.at)

    def _one_dash_too_many(self, path: Path) -> None:
        self._say(
            path,
            message("a dash too many: the line above says only when, this one only what"),
            hint=message("write two spaces for the dash, so that both are one line"),
        )

    # --- one line ----------------------------------------------------------------------------------------------------

    def _lines(self, path: Path, value: Any) -> Iterator[Line]:
        """Read what one line says; several records of one kind in it are as many lines."""
        if not isinstance(value, dict):
            self._found(path, "", value, message("a line such as {{date: ..., partner: {{...}}}}"))
            return
        before = self._before = len(self.faults)
        word = self._word(path, value)
        unknown = [key for key in value if key not in _BESIDE and key not in self._words]
        meant = {nearest(key, _BESIDE - value.keys()): FLAWED for key in unknown}
        beside = self._shaped(Beside, path, {key: each for key, each in {**meant, **value}.items() if key in _BESIDE})
        asked = [] if word is None else list(self._each_asked(word, path, value[word]))
        if len(self.faults) > before or beside is None:
            return
        if beside.expect and not beside.refused:
            self._say(
                (*path, "expect"),
                message("`expect` on a line that is not refused"),
                hint=message("add refused: true, or delete it"),
                key=True,
            )
            return
        is_record = word in self._records
        said = (str(word),) if is_record else value[word] if word and isinstance(value[word], dict) else ()
        own_word = next((each for each in said if each in self._own), None)
        for at, one, place in asked:
            yield Line(
                at=self._marked.place(at),
                **dict(beside),
                verb="record" if is_record else str(word),
                asked=one,
                tree=self._marked,
                path=path,
                row=place,
                word=own_word,
            )

    def _fields_of(self, kind: str) -> Collection[str]:
        own = self._own.get(kind)
        return keys_of((RECORDS[kind],)) if own is None else own.register.fields.keys()

    def _each_asked(self, word: str, path: Path, value: Any) -> Iterator[tuple[Path, dict[str, Any], int | None]]:
        """Read what a line asks for, with its place: of a list of records, each."""
        here = (*path, word)
        several = word in self._records and isinstance(value, list) and value
        if not several:
            asked = self._asked(word, here, value)
            if asked is not None:
                yield path, asked, None
            return
        for index, each in enumerate(value):
            asked = self._asked(word, (*here, index), each)
            if asked is not None:
                yield (*here, index), asked, index

    def _word(self, path: Path, value: dict[str, Any]) -> str | None:
        """Find the one key of a line that says what happened."""
        known = self._words
        words = [key for key in value if key in known]
        if any(value[key] == FLAWED for key in words):
            return None  # what stands beside it probably belongs below it
        for key in value:
            if key not in known and key not in _BESIDE and FLAWED not in key:
                at, choices = self._marked.place((*path, key), key=True), _BESIDE if words else known | _BESIDE
                called = None if words else _by_noun().get(key.casefold())
                if called is None and self._lawless and nearest(key, choices) is None:
                    continue  # it may be a word of the law, which is not known
                self.faults.append(
                    unknown_key(at, key, choices, None if words else _SOMETHING)
                    if called is None
                    else misspelt_key(at, key, called)
                )
        if len(words) > 1:
            what = message("two things in one line, '{first}' and '{second}'", first=words[0], second=words[1])
            self._say((*path, words[1]), what, hint=message("make a line of each"), key=True)
            return None
        if not words and not any(key not in _BESIDE for key in value):
            self._say(path, message("the line does not say what happened"), _SOMETHING)
        return words[0] if words else None

    def _asked(self, word: str, path: Path, value: Any) -> dict[str, Any] | None:
        if word in self._records:
            return self._record(word, path, value)
        act = ACTS[word]
        shape, key = shape_of(act), single_key(act)
        about: dict[str, Any] = {}
        if names_a_record(act):
            named = self._named(path, value, shape)
            if named is None:
                return None
            about["kind"], about["id"], value = named
        elif key is not None and (not isinstance(value, dict) or (key == "reason" and _is_text(value))):
            value = {key: value} if value else {}
        shaped = self._shaped(shape, path, value)
        if shaped is None:
            return None
        said = {name: getattr(shaped, name) for name in shape.model_fields}
        if act is not Amend:
            return about | said
        if not said["set"] and not said["unset"]:
            self._changes_nothing(path)
            return None
        own = self._own.get(about["kind"])
        if own is not None:
            changes = self._kept(own.changes(said["set"], said["unset"], path, self._marked))
        else:
            changes = self._changes(about["kind"], about["id"], path, said["set"], said["unset"])
        return None if changes is None else about | {"changes": changes}

    def _record(self, kind: str, path: Path, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            if kind in self._own:
                self._found(path, kind, value, expectations.KEYS)
            elif value != FLAWED:
                self.faults.append(bare_value(self._marked.place(path), kind, value, RECORDS[kind]))
            return None
        if (own := self._own.get(kind)) is not None:
            row = self._kept(own.row(value, path, self._marked))
            return None if row is None else {"record": row}
        try:
            record = parse_record(kind, value)
        except ValidationError as error:
            self.faults.extend(file_faults(error, self._marked, under=path, model=RECORDS[kind]))
            return None
        return {"record": record}

    def _kept(self, found: tuple[_T | None, list[Fault]]) -> _T | None:
        """Note the faults, and give what there is without one."""
        self.faults += found[1]
        return None if found[1] else found[0]

    def _changes_nothing(self, path: Path) -> None:
        if len(self.faults) > self._before:
            return  # what was to be changed stands under a key that has been reported
        what, expected = message("the amendment changes nothing"), message("set: {{field: value}}, or unset: [field]")
        self._say(path, what, expected, key=True)

    def _changes(
        self, kind: str, name: str, path: Path, given: Mapping[str, Any], unset: Sequence[str]
    ) -> dict[str, JsonValue]:
        if given:
            self._check_changes(kind, name, (*path, "set"), given)
        fields = keys_of((RECORDS[kind],))
        for index, field in enumerate(unset):
            if field not in fields:
                self.faults.append(unknown_key(self._marked.place((*path, "unset", index)), field, fields))
        return {key: _as_json(each) for key, each in given.items()} | dict.fromkeys(unset)

    def _check_changes(self, kind: str, name: str, path: Path, changes: Mapping[str, Any]) -> None:
        """Check each new value against its field; what the record says as a whole only the ledger knows."""
        fixed = [key for key in ("kind", "id") if key in changes]
        for key in fixed:
            what = message("the {key} of a record cannot be changed", key=key)
            self._say((*path, key), what, hint=message("end the record and make another"), key=True)
        checked = {key: each for key, each in changes.items() if key not in fixed}
        try:
            parse_record(kind, checked | {"id": name})
        except ValidationError as error:
            self.faults.extend(file_faults(error, self._marked, under=path, model=RECORDS[kind], only=checked.keys()))

    def _named(self, path: Path, value: Any, shape: type[FilePart]) -> tuple[str, str, dict[str, Any]] | None:
        """Find which record an amendment or an end is about: the one key that is a kind, with its id."""
        if not isinstance(value, dict):
            self._found(path, str(path[-1]), value, _ABOUT)
            return None
        kinds = [key for key in value if key in self._records]
        for key in value:
            if key not in self._records and key not in shape.model_fields and FLAWED not in key and not self._lawless:
                choices = {*shape.model_fields, *(() if kinds else self._records)}
                at = self._marked.place((*path, key), key=True)
                if kinds and "set" in choices and key in self._fields_of(kinds[0]):
                    self.faults.append(Fault(at, *expectations.not_under_set(brief(key))))
                else:
                    self.faults.append(unknown_key(at, key, choices))
        if len(kinds) != 1:
            if kinds or all(key in shape.model_fields for key in value):
                self._say((*path, *kinds[1:2]), message("it is not clear which record is meant"), _ABOUT, key=True)
            return None
        name = value[kinds[0]]
        trouble = id_trouble(name) if isinstance(name, str) else None
        if not isinstance(name, str) or (trouble is not None and name != FLAWED):
            self._found((*path, kinds[0]), kinds[0], name, trouble or message("an id"))
            return None
        own = self._own.get(kinds[0])
        return (
            kinds[0] if own is None else own.register.id,
            name,
            {key: each for key, each in value.items() if key in shape.model_fields},
        )

    # --- how faults are noted ----------------------------------------------------------------------------------------

    def _shaped(self, shape: type[_S], path: Path, value: Any, known: type[FilePart] | None = None) -> _S | None:
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            self.faults.extend(file_faults(error, self._marked, under=path, model=known or shape))
            return None

    def _say(
        self,
        path: Path,
        what: Message,
        expected: Message | None = None,
        hint: Message | None = None,
        *,
        key: bool = False,
    ) -> None:
        self.faults.append(Fault(self._marked.place(path, key), what, expected, hint))

    def _found(self, path: Path, key: str, value: Any, expected: Message) -> None:
        if value != FLAWED:
            self.faults.append(found_instead(self._marked.place(path), key, value, expected))


def _is_text(value: dict[str, Any]) -> bool:
    return "reason" not in value and any(map(is_tag, value))


def _as_json(value: Any) -> JsonValue:
    """Give a value as an entry keeps it."""
    match value:
        case dict():
            return {key: _as_json(each) for key, each in value.items()}
        case list():
            return [_as_json(each) for each in value]
        case Decimal():
            return str(value)
        case dt.date():
            return value.isoformat()
        case _:
            plain: JsonValue = value
            return plain
