"""A network as text for other tools: one entrance, the same text every time, and its losses are told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from partnership.errors import InputError, UnknownName
from partnership.exchange import FORMATS, write
from partnership.exchange.formats.csv_and_json import guarded, unguarded
from partnership.exchange.formats.plain import inclusive_end, plain_keys, plain_value, visible
from partnership.network.network import Network
from partnership.values import Text
from tests.exchange.told import NASTY, nasty_network, nasty_networks, rich, strings


def text_of(network: Network, name: str, lang: str = "en") -> str:
    written = write(network, name, lang="ru" if lang == "ru" else "en")
    return written if isinstance(written, str) else "\n".join(f"{file}\n{text}" for file, text in written.items())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_carries_an_empty_network_and_a_rich_one_and_always_the_same_way(name: str) -> None:
    """Written twice, the text is the same to the byte; every name is in it, in the language that was asked for."""
    assert text_of(Network.of([], []), name)
    english, russian = text_of(rich(), name), text_of(rich(), name, "ru")
    assert english == text_of(rich(), name)
    assert "Bank" in english
    assert "Банк" in russian
    assert english.encode(FORMATS[name].encoding)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(network=nasty_networks())
def test_no_name_or_id_breaks_a_format(name: str, network: Network) -> None:
    """Whatever stands in names and ids, the text can be saved and holds no control character."""
    text = text_of(network, name)
    text.encode(FORMATS[name].encoding)
    allowed = "\n\t\x7f" if name == "json" else "\n\t"
    assert all(ord(c) > 127 or c.isprintable() or c in allowed for c in text)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_in_both_languages_what_it_is_and_what_it_loses(name: str) -> None:
    """The name of the format is its key; titles and losses are in Russian where Russian is read."""
    told = FORMATS[name]
    assert told.name == name
    assert told.ending.startswith(".")
    assert any("а" <= c <= "я" for c in told.loses.in_language("ru"))


def test_an_unknown_format_is_answered_with_the_nearest() -> None:
    """Nobody has to guess the word."""
    with pytest.raises(UnknownName, match="did you mean 'graphml'"):
        write(rich(), "graph-ml")


def test_what_is_no_graph_is_refused() -> None:
    """A list is none."""
    with pytest.raises(InputError, match="not a graph"):
        write([], "csv")  # type: ignore[call-overload]  # the point of the test


def test_an_analysts_own_graph_is_written_as_it_is() -> None:
    """Any graph of networkx goes in: ids that are numbers or pairs, attributes of any kind."""
    graph = nx.Graph()
    graph.add_edge(1, ("a", 2), weight=2)
    graph.add_node(3, sector=None, tags=["x"], founded=dt.date(2001, 1, 1), title="=1")
    for name in FORMATS:
        assert text_of(graph, name)


def test_two_ids_never_share_a_key_and_a_plain_string_keeps_its_own() -> None:
    """1 and "1" are two nodes, and so are two that are shown alike."""
    keys = plain_keys([1, "1", (1, 2), "(1, 2)", "a\x00", "a<U+0000>", "", "-"])
    assert len(set(keys.values())) == len(keys)
    assert keys["1"] == "1"
    assert keys["(1, 2)"] == "(1, 2)"
    assert keys["-"] == "-"
    assert keys[1] == "1~2"
    assert list(plain_keys([*NASTY]).values()) == list(plain_keys([*NASTY]).values())


@pytest.mark.parametrize(
    "value, plain",
    [
        (None, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, True),
        (3, 3),
        (2**70, str(2**70)),
        (np.int64(4), 4),
        (np.float64(0.5), 0.5),
        (Decimal("1.50"), "1.50"),
        (dt.date(2010, 1, 2), "2010-01-02"),
        (Text.of("one", "один"), "one / один"),
        ([1, None, dt.date(2010, 1, 2)], '[1, null, "2010-01-02"]'),
        pytest.param({"б", "а", "в"}, '["а", "б", "в"]', id="a set"),  # printed in another order each time
        ({1: float("nan")}, '{"1": null}'),
        ("a\x00b\ud800", "a<U+0000>b<U+D800>"),
    ],
    ids=str,
)
def test_values_of_an_analysts_own_become_plain(value: object, plain: object) -> None:
    """None and what is no number are nothing; days are ISO 8601; lists, sets and mappings are JSON."""
    assert plain_value(value) == plain


def test_a_list_that_holds_itself_ends_somewhere() -> None:
    """An attribute may be a knot."""
    knot: list[object] = []
    knot.append(knot)
    assert str(plain_value(knot)).endswith("]" * 21)


@given(cell=strings)
def test_a_guarded_cell_is_no_formula_and_comes_back_as_it_was(cell: str) -> None:
    """Whatever a cell begins with."""
    safe = guarded(cell)
    assert unguarded(safe) == cell
    assert not safe.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))
    assert guarded("plain") == "plain"


def test_an_interval_without_a_day_is_told_as_its_first() -> None:
    """Where ends count in, nothing shorter than a day can be said."""
    day = dt.date(2010, 5, 1)
    assert inclusive_end(day, None) is None
    assert inclusive_end(None, day) == dt.date(2010, 4, 30)
    assert inclusive_end(day, day) == day
    assert inclusive_end(None, dt.date.min) == dt.date.min


def test_what_cannot_be_seen_is_shown() -> None:
    """A space of no width, a half of a character, a mark that turns the line round."""
    assert visible("a\u200bb\u202e\ud800") == "a<U+200B>b<U+202E><U+D800>"
    assert visible("тонкий\u202fпробел") == "тонкий\u202fпробел"
    assert nasty_network().edge_count == len(NASTY)
