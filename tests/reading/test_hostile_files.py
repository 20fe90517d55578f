"""Nothing that can be put into a file crashes, hangs or exhausts memory."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.errors import InputError
from partnership.reading import read_programme, read_template, read_yaml, tree
from tests.reading.helpers import HEAD, faults_in
from tests.reading.test_template_file import BASE, FILES, resolve
from tests.reading.test_writing import STORY

MANY = 100_000
AT_MOST_SECONDS = 5.0


@pytest.fixture(params=["libyaml", "pure Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure Python":
        monkeypatch.setattr(tree, "CParser", None)


HOSTILE = {
    "brackets": ("[" * MANY, "f.yaml:1:41: values nested too deeply; expected at most 40 levels"),
    "braces": ("{" * MANY, "a list or a set of keys where a key is expected"),
    "maps in maps": ("{a: " * MANY, "values nested too deeply"),
    "braces and brackets": ("{[" * MANY, "a list or a set of keys where a key is expected"),
    "dashes": ("- " * MANY, "values nested too deeply"),
    "question marks": ("? " * MANY, "a list or a set of keys where a key is expected"),
    "indentation": ("\n".join(" " * level + "a:" for level in range(500)), "f.yaml:41:41: values nested too deeply"),
    "a long number": ("a: " + "9" * 5_000, "expected at most 30 digits"),
    "a longer number": ("a: " + "9" * MANY, "expected at most 10,000"),
    "a long fraction": ("a: 0." + "9" * 5_000, "expected at most 30 digits"),
    "base sixty": ("a: " + ":".join(["59"] * MANY), "expected at most 10,000"),
    "a long word": ("a: " + "x" * MANY, "f.yaml:1:4: a text of 100,000 characters; expected at most 10,000"),
    "a long text in quotes": ("a: '" + "x" * MANY + "'", "a text of 100,000 characters"),
    "a long block": ("a: |\n" + " x\n" * MANY, "a text of 200,000 characters"),
    "a long key": ("x" * MANY + ": 1", "f.yaml:1:"),
    "directives": ("%TAG !a! b\n" * MANY, "a directive"),
    "duplicate keys": ("a: 1\n" * MANY, "the key 'a' appears twice"),
    "anchors": ("[" + "&a b, " * 1_000 + "]", "an anchor"),
    "bidi controls": ("\u202e" * MANY, "a character that turns the text round"),
    "a surrogate": ("a: \ud800", "an invisible character, U+D800"),
    "an escaped surrogate": ('a: "\\ud800"', "f.yaml:1:"),
    "an escape beyond Unicode": ('a: "\\U00110000"', "f.yaml:1:"),
    "an open quote": ("a: '" + "\n" * MANY, "the quote that opens here is never closed"),
    "tabs": ("\t" * MANY, "a tab in the indentation"),
    "tags": ("!" * MANY, "f.yaml:1:"),
    "stars": ("*" * MANY, "f.yaml:1:"),
    "documents": ("---\n" * MANY, "f.yaml:"),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once(name: str) -> None:
    text, complaint = HOSTILE[name]
    started = time.process_time()
    found = faults_in(text)
    assert found
    assert complaint in found[0]
    assert len(found) <= 100
    assert all(len(each) < 1_000 for each in found)
    assert time.process_time() - started < AT_MOST_SECONDS


@pytest.mark.usefixtures("parser")
def test_a_bomb_of_aliases_never_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{was}, *{was}]\n" for was, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = faults_in(bomb)
    assert len(found) == 25
    assert all("an anchor" in each or "an alias" in each for each in found)


def test_both_parsers_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_yaml(VOLUNTEERS, "f")
    monkeypatch.setattr(tree, "CParser", None)
    slow = read_yaml(VOLUNTEERS, "f")
    assert slow.value == fast.value
    assert (slow._spots, slow._ends) == (fast._spots, fast._ends)


def test_a_hundred_megabytes_are_not_even_looked_at() -> None:
    data = bytes(100 * 1024 * 1024)
    started = time.process_time()
    assert faults_in(data) == [
        "f.yaml:1:1: the file is too large: 104,857,600 bytes; expected at most 16,777,216 bytes"
    ]
    assert time.process_time() - started < 1


def test_a_name_of_a_file_that_holds_anything_is_harmless() -> None:
    with pytest.raises(InputError) as caught:
        read_yaml("", "a\n\u202eb.yaml")
    assert "\n" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


# --- mutations -------------------------------------------------------------------------------------------------------

VOLUNTEERS = (files("partnership") / "templates" / "volunteers.yaml").read_bytes()
PIECES = (
    *(
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        ", ",
        "- ",
        "#",
        "|",
        ">",
        "&a ",
        "*a",
        "!!x ",
        "<<: ",
        "'",
        '"',
        "\\",
        "%",
        "@",
        "`",
        "?",
        "\n",
        "\r",
    ),
    *(
        "  ",
        "\t",
        "---\n",
        "null",
        "~",
        "true",
        "12",
        "1e9",
        "0x1",
        "2009-02-30",
        "$it",
        "$act.",
        "\0",
        "\u2028",
        "\u202e",
        "\ufeff",
        "é",
    ),
    *(
        "id: ",
        "stages:\n",
        "count: ",
        "where: ",
        "from: ",
        "all: ",
        "for_each: ",
        "min: ",
        "ledger:\n",
        "amend: ",
        "end: ",
        "extends: base\n",
    ),
)


@st.composite
def mutated(draw: st.DrawFn, texts: tuple[bytes, ...]) -> bytes:
    """A sound file in which pieces were put in, cut out, doubled or flipped."""
    data = bytearray(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["insert", "cut", "double", "flip", "line"])):
            case "insert":
                data[at:at] = draw(st.sampled_from(PIECES)).encode()
            case "cut":
                del data[at : at + draw(st.integers(1, 40))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 80))]
            case "flip" if at < len(data):
                data[at] ^= 1 << draw(st.integers(0, 7))
            case _:
                end = data.find(b"\n", at) + 1
                data[at:end] = b""
    return bytes(data)


def read_or_refuse_template(data: bytes) -> None:
    try:
        template = read_template(data, "t.yaml", resolve)
    except InputError as error:
        check(error)
    else:
        assert template.id


def read_or_refuse_programme(data: bytes) -> None:
    try:
        file = read_programme(data, "p.yaml")
    except InputError as error:
        check(error)
    else:
        assert all(line.at.line > 0 for line in file.lines)


def check(error: InputError) -> None:
    assert 0 < len(error.faults) <= 100
    for fault in error.faults:
        assert fault.at is not None
        for said in (fault.text("en"), fault.text("ru")):
            assert "\n" not in said
            assert "\0" not in said
            assert (
                "U+0000" not in said or "invisible" in said or "невидимый" in said or "код" in said or "escape" in said
            )


SMALL = (BASE.encode(), FILES["child"].encode())
PROGRAMMES = (STORY.encode(), HEAD.encode() + b"- {date: 2009-03-01, advance: a}\n")
relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
long_sweep = settings(relaxed, max_examples=10_000)


@pytest.mark.usefixtures("parser")
@relaxed
@given(mutated(SMALL))
def test_a_mutated_template_is_read_or_refused_with_places(data: bytes) -> None:
    read_or_refuse_template(data)


@pytest.mark.usefixtures("parser")
@relaxed
@given(mutated(PROGRAMMES))
def test_a_mutated_programme_is_read_or_refused_with_places(data: bytes) -> None:
    read_or_refuse_programme(data)


@settings(relaxed, max_examples=10)
@given(mutated((VOLUNTEERS,)))
def test_a_mutated_template_of_full_size_is_read_or_refused(data: bytes) -> None:
    read_or_refuse_template(data)


@pytest.mark.soak
@long_sweep
@given(mutated((*SMALL, VOLUNTEERS)))
def test_ten_thousand_mutated_templates_are_read_or_refused(data: bytes) -> None:
    read_or_refuse_template(data)


@pytest.mark.soak
@long_sweep
@given(mutated(PROGRAMMES))
def test_ten_thousand_mutated_programmes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse_programme(data)


@pytest.mark.usefixtures("parser")
@relaxed
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_and_any_text_are_read_or_refused(data: bytes | str) -> None:
    try:
        read_yaml(data, "f.yaml")
    except InputError as error:
        check(error)
