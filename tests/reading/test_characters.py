"""What a file may be made of."""

from __future__ import annotations

import re

import pytest

from partnership.reading import Limits, read_yaml
from partnership.reading.characters import _SEEN, _UNSEEN
from tests.reading.helpers import faults_in

RUSSIAN = "программа: волонтёрство\nназвание: Дети и взрослые вместе, смоленская область\n"


def test_what_is_seen_and_what_is_not_make_up_all_of_unicode() -> None:
    everything = "".join(map(chr, range(0x110000)))
    unseen = {found.group() for found in _UNSEEN.finditer(everything)}
    assert _SEEN.fullmatch("".join(each for each in everything if each not in unseen and each != "\r"))
    assert not any(_SEEN.fullmatch(each) for each in unseen)


@pytest.mark.parametrize(
    "encoding,complaint",
    [
        ("utf-16", "f.yaml:1:1: the file is not UTF-8; it looks like UTF-16 text"),
        ("utf-16-le", "it looks like UTF-16 text"),
        ("utf-16-be", "it looks like UTF-16 text"),
        ("utf-32", "f.yaml:1:1: the file is not UTF-8; it looks like UTF-32 text"),
        ("cp1251", "it looks like Windows-1251 text; expected text in UTF-8; save it as UTF-8 in your editor"),
        ("koi8-r", "it looks like KOI8-R text"),
        ("cp866", "it looks like CP866 text"),
    ],
)
def test_a_file_in_another_encoding_is_told_which(encoding: str, complaint: str) -> None:
    (found,) = faults_in(RUSSIAN.encode(encoding))
    assert complaint in found


def test_the_first_byte_that_is_not_utf_8_is_pointed_at() -> None:
    (found,) = faults_in("a: 1\nназвание: ".encode() + b"\xff\n")
    assert found.startswith("f.yaml:2:11: the file is not UTF-8")


@pytest.mark.parametrize(
    "beginning", [b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1", b"\x1f\x8b\x08", b"\x89PNG"]
)
def test_a_file_that_is_no_text_is_refused(beginning: bytes) -> None:
    (found,) = faults_in(beginning + bytes(range(256)))
    assert "the file is not UTF-8" in found


def test_a_binary_file_of_ascii_bytes_is_named() -> None:
    assert "a PDF document" in faults_in(b"%PDF-1.4\nplain")[0]


def test_a_byte_order_mark_at_the_beginning_counts_for_nothing() -> None:
    for data in (b"\xef\xbb\xbfa: 1\n", "\ufeffa: 1\n"):
        marked = read_yaml(data, "f")
        assert marked.value == {"a": 1}
        assert marked.place(("a",)).column == 4


@pytest.mark.parametrize(
    "character,complaint",
    [
        ("\u2028", "a hidden line break, U+2028 LINE SEPARATOR"),
        ("\u2029", "a hidden line break, U+2029 PARAGRAPH SEPARATOR"),
        ("\x85", "a hidden line break, U+0085"),
        ("\r", "a hidden line break, U+000D"),
        ("\u202e", "a character that turns the text round, U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "a character that turns the text round, U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u200b", "an invisible character, U+200B ZERO WIDTH SPACE"),
        ("\ufeff", "an invisible character, U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\x00", "an invisible character, U+0000"),
        ("\x1b", "an invisible character, U+001B"),
        ("\x7f", "an invisible character, U+007F"),
        ("\ud800", "an invisible character, U+D800"),
        ("\U000e0041", "an invisible character, U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_a_character_that_cannot_be_seen_is_pointed_at_even_in_a_comment(character: str, complaint: str) -> None:
    (found,) = faults_in(f"a: 1\n# да{character} b: 2\n")
    assert found.startswith(f"f.yaml:2:5: {complaint}")
    assert not re.search("[\u2028\u2029\u202e\x00-\x1f]", found)


def test_a_gate_hidden_in_a_comment_never_becomes_live() -> None:
    assert faults_in("gates: 1\n# old rules:\u2028guards: 2\n") != []


def test_russian_typography_is_welcome() -> None:
    text = "a: «ёлки» — 5\u00a0№ 3…\n"
    assert read_yaml(text, "f").value == {"a": "«ёлки» — 5\u00a0№ 3…"}


def test_a_file_is_not_larger_than_allowed() -> None:
    (found,) = faults_in(b" " * 11, Limits(size_in_bytes=10))
    assert found == "f.yaml:1:1: the file is too large: 11 bytes; expected at most 10 bytes"


def test_limits_are_bounded_themselves() -> None:
    with pytest.raises(ValueError, match="at most"):
        Limits(size_in_bytes=1 << 30)
