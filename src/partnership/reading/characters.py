"""From bytes to text in which everything that counts can be seen."""

from __future__ import annotations

import re
import unicodedata

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Message, message
from partnership.reading.limits import Limits

_BOM = "\ufeff"

# libyaml ends a comment at U+0085, U+2028 and U+2029, which no editor shows as a line: a gate "in a comment" would be
# live. The rest turns text round, hides in it, or cannot stand in YAML.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]|\r(?!\n)"
)
# All other characters. A file that is fit to be read is one match of this, six times faster than a search for the
# above; a test compares the two over all of Unicode.
_SEEN = re.compile(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u061b\u061d-\u180d\u180f-\u200a"
    "\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufff8"
    "\ufffc\ufffd\U00010000-\U000dffff\U000e1000-\U0010ffff]*"
)
_LINE_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# A text file that is none: what people hand over by mistake, known by its first bytes.
_OTHER_FILES = (
    (b"PK\x03\x04", message("a zip archive or an Office document (xlsx, docx)")),
    (b"\xd0\xcf\x11\xe0", message("an old Office document (xls, doc)")),
    (b"%PDF", message("a PDF document")),
    (b"SQLite format 3\x00", message("an SQLite database")),
    (b"\x1f\x8b", message("a gzip archive")),
)
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_IN_ENCODING = message("{encoding} text")
_SAMPLE = 4096
_NEARLY_ALL = 0.8


def decoded(data: bytes | str, file: str, limits: Limits) -> tuple[str, list[Fault]]:
    """Give the text of a file without a byte order mark, and what makes it unfit to be read as YAML.

    A byte order mark at the very beginning is accepted, since some editors write it; it counts for no column.
    """
    start = FilePlace(file=file, line=1, column=1)
    if len(data) > limits.size_in_bytes:
        return "", [_too_large(start, len(data), limits)]
    if isinstance(data, str):
        text = data
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            return "", [_not_utf8(data, error, file)]
        if (other := _other_kind(data)) is not None:
            return "", [_foreign(start, other)]
    text = text.removeprefix(_BOM)
    return text, _unseen(text, file, limits)


def _too_large(at: FilePlace, size: int, limits: Limits) -> Fault:
    return Fault(
        at=at,
        what=message("the file is too large: {size} bytes", size=format(size, ",")),
        expected=message("at most {limit} bytes", limit=format(limits.size_in_bytes, ",")),
        hint=None,
    )


def _other_kind(data: bytes) -> Message | None:
    """Recognise wide encodings and files that are no text."""
    wide = next((name for mark, name in _WIDE_MARKS if data.startswith(mark)), None) or _unmarked_wide(data[:_SAMPLE])
    if wide is not None:
        return _IN_ENCODING.given(encoding=wide)
    return next((kind for magic, kind in _OTHER_FILES if data.startswith(magic)), None)


def _unmarked_wide(sample: bytes) -> str | None:
    """Without a mark, UTF-16 is known by every other byte: 0 in Latin text, 4 in Cyrillic."""
    for half in (sample[::2], sample[1::2]):
        if half.count(0) + half.count(4) > _NEARLY_ALL * len(half):
            return "UTF-16"
    return None


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str) -> Fault:
    before = data[: error.start]
    line_start = before.rfind(b"\n") + 1
    at = FilePlace(file=file, line=before.count(b"\n") + 1, column=len(before[line_start:].decode()) + 1)
    kind = _other_kind(data)
    if kind is None and (encoding := _eight_bit(data)) is not None:
        kind = _IN_ENCODING.given(encoding=encoding)
    return _foreign(at, kind or message("something other than text"))


_HIGH = bytes(range(0x80, 0x100))
_SMALL_LETTERS = {
    "Windows-1251": bytes(range(0xE0, 0x100)),
    "KOI8-R": bytes(range(0xC0, 0xE0)),
    "CP866": bytes([*range(0xA0, 0xB0), *range(0xE0, 0xF0)]),
}


def _eight_bit(data: bytes) -> str | None:
    """Tell the Russian 8-bit encodings apart by where their small letters lie: most letters of a text are small."""
    sample = data[: 16 * _SAMPLE]
    high = len(sample) - len(sample.translate(None, _HIGH))
    counts = {name: len(sample) - len(sample.translate(None, small)) for name, small in _SMALL_LETTERS.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] * 2 > high else None


def _foreign(at: FilePlace, kind: Message) -> Fault:
    return Fault(
        at=at,
        what=message("the file is not UTF-8; it looks like {kind}", kind=kind),
        expected=message("text in UTF-8"),
        hint=message("save it as UTF-8 in your editor"),
    )


def _unseen(text: str, file: str, limits: Limits) -> list[Fault]:
    faults: list[Fault] = []
    if _SEEN.fullmatch(text.replace("\r\n", "\n") if "\r" in text else text):
        return faults
    line, scanned = 1, 0
    for found in _UNSEEN.finditer(text):
        position = found.start()
        line += text.count("\n", scanned, position)
        scanned = position
        column = position - (text.rfind("\n", 0, position) + 1) + 1
        faults.append(_unseen_fault(FilePlace(file=file, line=line, column=column), found.group()))
        if len(faults) >= limits.faults:
            break
    return faults


def _unseen_fault(at: FilePlace, character: str) -> Fault:
    name = character_name(character)
    if character in _LINE_BREAKS:
        what = message("a hidden line break, {name}", name=name)
        hint = message("end the line with Enter, or delete the character")
    elif character in _BIDI:
        what = message("a character that turns the text round, {name}", name=name)
        hint = message("delete it: it makes the file look different from what is read")
    else:
        what = message("an invisible character, {name}", name=name)
        hint = message("delete it, or write a space")
    return Fault(at=at, what=what, expected=None, hint=hint)


def unseen_in(value: str) -> str | None:
    """Give the name of the first character of a text that cannot be seen; a line feed or a tab is no such one."""
    found = _UNSEEN.search(value)
    return None if found is None else character_name(found.group())


def character_name(character: str) -> str:
    """Give code and Unicode name of a character: U+202E RIGHT-TO-LEFT OVERRIDE."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
