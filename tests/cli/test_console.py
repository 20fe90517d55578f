"""The page: widths, folding, colour, and outputs that lack letters."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.cli.console import ColourWhen, Console
from partnership.cli.widths import columns, cut_to_width, fold_to_width, pad
from tests.cli.helpers import Terminal

TEXTS = st.text(st.sampled_from("abя«ё \u0301界e"), max_size=60)


@pytest.mark.parametrize(
    "text, width", [("", 0), ("партнёр", 7), ("партне\u0308р", 7), ("界", 2), ("a界é", 4), ("a\u200bb", 2)]
)
def test_width_is_what_is_seen(text: str, width: int) -> None:
    assert columns(text) == width


@given(TEXTS, st.integers(0, 30))
def test_a_text_that_is_cut_fits(text: str, width: int) -> None:
    assert columns(cut_to_width(text, width)) <= width
    assert cut_to_width(text, columns(text)) == text


@given(TEXTS, st.integers(0, 30))
def test_a_text_that_is_filled_up_is_as_wide_as_asked_for(text: str, width: int) -> None:
    assert columns(pad(text, width)) == max(width, columns(text))


@given(TEXTS, st.integers(8, 30))
def test_a_text_that_is_folded_fits_and_keeps_its_letters(text: str, width: int) -> None:
    lines = list(fold_to_width(text, width, first="- ", rest="  "))
    assert all(columns(line) <= width for line in lines)
    assert "".join(line[2:] for line in lines).replace(" ", "") == text.replace(" ", "")


def page(when: ColourWhen = "auto", environment: dict[str, str] | None = None, *, terminal: bool = True) -> bool:
    stream = Terminal() if terminal else io.StringIO()
    Console.of(stream, when, environment or {}).line("word", "bad")
    return "\x1b[" in stream.getvalue()


def test_colour_is_for_terminals_unless_somebody_says_otherwise() -> None:
    assert page()
    assert not page(terminal=False)
    assert not page(environment={"NO_COLOR": "1"})
    assert page(environment={"NO_COLOR": ""})
    assert not page(environment={"TERM": "dumb"})
    assert page("always", terminal=False)
    assert page("always", {"NO_COLOR": "1"})
    assert not page("never")


@pytest.mark.parametrize(
    "given, width", [("", 100), ("72", 72), ("7", 40), ("wide", 100), ("99999", 100), ("-5", 100), ("٧٢", 100)]
)
def test_a_pipe_is_as_wide_as_columns_say(given: str, width: int) -> None:
    assert Console.of(io.StringIO(), "auto", {"COLUMNS": given}).width == width


def test_a_closed_stream_is_no_terminal() -> None:
    stream = io.StringIO()
    stream.close()
    assert Console.of(stream, "auto", {}).edge is None


@pytest.mark.parametrize(
    "encoding, written",
    [
        ("utf-8", "Щука «ест» — 界"),
        ("koi8-r", 'Щука "ест" - \\u754c'),
        ("ascii", 'Shchuka "est" - \\u754c'),
        ("latin-1", "Shchuka «est» - \\u754c"),
    ],
)
def test_an_output_without_the_letters_gets_others(encoding: str, written: str) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding, newline="\n")
    Console(stream).line("Щука «ест» — 界")
    stream.flush()
    assert buffer.getvalue().decode(encoding) == written + "\n"


def test_data_is_utf_8_whatever_the_output_is() -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="ascii", newline="\n")
    Console(stream).data("щука\n".encode())
    stream.flush()
    assert buffer.getvalue() == "щука\n".encode()
    plain = io.StringIO()
    Console(plain).data("щука\n".encode())
    assert plain.getvalue() == "щука\n"
