"""How a network grew, as a picture: steps over time, by pairs of groups, with the stages of the programme."""

import datetime as dt

import pytest

from partnership.errors import UnknownName
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.network.views import partner_network
from partnership.pictures import Picture, growth
from partnership.values import Text
from tests.network.pilot import on, pilot
from tests.pictures.crowds import DAYS, grown
from tests.pictures.pictured import NASTY, SVG, assert_labels_apart, parsed, texts

LAST = "2011-12-31"


def told(drawn: Picture) -> list[str]:
    """What a screen reader hears of each row."""
    rows = (row.get("aria-label") for row in parsed(drawn.svg).iter(f"{SVG}g"))
    return [row for row in rows if row is not None]


def test_each_row_tells_its_end_and_its_height() -> None:
    assert told(growth(grown())) == [
        "Partners: 2 at the end, 3 at most",
        "Ties in all: 1 at the end, 3 at most",
        "Non-profit organisations – Mass media: 1 at the end, 2 at most",
        "Non-profit organisations: among themselves: 0 at the end, 1 at most",
    ]


def test_the_marked_moment_of_growth_is_the_one_that_the_headline_names() -> None:
    """What began then is said, drawn thick in each row that grew, and stands in the table."""
    edges = [
        Edge(pair[0], pair[1], "visits", start=day) for pair, day in (("ab", DAYS[1]), ("ac", DAYS[2]), ("bc", DAYS[2]))
    ]
    drawn = growth(Network.of([], edges))
    assert drawn.headline == (
        "On one day, 1 March 2010, 3 partners visited each other: the ties grew by 2. Nobody was left out. "
        "At the end there are 3 partners and 3 ties."
    )
    assert {"1 March 2010", "+2"} <= set(texts(drawn))
    assert steps(drawn) == ["Ties in all: 3 at the end, 3 at most"]
    (table,) = drawn.told()
    assert [row[3] for row in table.rows] == ["+0", "+2"]
    assert [table.rows[place][0] for place in table.told] == ["Ties in all"]


@pytest.mark.parametrize("lang, day", [("en", "29 January 2010"), ("ru", "29 января 2010 г.")])
def test_the_jump_of_the_pilot_is_marked_in_all_rows_that_grew_then(lang: str, day: str) -> None:
    drawn = growth(on("2010-06-01"), lang=lang)
    assert day in drawn.headline
    assert day in texts(drawn)
    gained = {row[0]: row[3] for row in drawn.told()[0].rows if row[3] != "+0"}
    assert [told.split(": ")[0] for told in steps(drawn)] == [title.split(": ")[0] for title in gained]
    assert set(gained.values()) == {text for text in texts(drawn) if text.startswith("+")}
    paths = [*parsed(drawn.svg).iter(f"{SVG}path")]
    across = {path.get("d", "")[1:].split()[0] for path in paths if {"hot", "jump"} & {*path.get("class", "").split()}}
    assert len(across) == 1  # all of them at the same moment
    rising = [
        path.get("d", "") for path in paths if path.get("class") == "area" and f"H{min(across)}V" in path.get("d", "")
    ]
    assert len(rising) == len(gained)


@pytest.mark.parametrize(
    "kinds, told",
    [
        (["teamed", "teamed"], "3 partners teamed up: the ties grew by 2."),
        (["visits", "attended"], "3 partners took part together and visited each other: the ties grew by 2."),
        (["mentors", "party"], "3 partners were tied: mentors, party to the same agreement: the ties grew by 2."),
    ],
)
def test_the_jump_is_told_as_what_partners_did_that_day(kinds: list[str], told: str) -> None:
    pairs = zip(("ab", "bc"), kinds, strict=True)
    drawn = growth(Network.of([], [Edge(pair[0], pair[1], kind, start=DAYS[1]) for pair, kind in pairs]))
    assert drawn.headline.startswith(f"On one day, 1 February 2010, {told}")


def test_the_jump_says_what_it_was_and_who_was_part_of_it_or_who_was_not() -> None:
    drawn = growth(on("2010-06-01"))
    assert "12 partners teamed up (Team of the programme): the ties grew by 66. " in drawn.headline
    assert "Not among them: Victoria children's foundation. " in drawn.headline
    few = growth(Network.of([Node(id_) for id_ in "abcde"], [Edge("a", "b", "visits", start=DAYS[1])] * 2))
    assert "They were: a, b. " in few.headline


def test_the_rows_of_growth_add_up() -> None:
    """Pairs of groups with few ties have one row together; a single one of them has its own."""
    (table,) = growth(on("2010-06-01")).told()
    rows = {title: [int(cell) for cell in cells] for title, *cells in table.rows}
    assert "Other pairs of groups" in rows
    assert "Each tie is one fact about two of them: " in growth(on("2010-06-01")).summary
    _, in_all, *pairs = rows.values()
    assert [sum(column) for column in zip(*pairs, strict=True)][::2] == in_all[::2] == [194, 66]
    nodes = [Node(f"n{place}", sector=f"s{place}") for place in range(10)]
    nine = growth(Network.of(nodes, [Edge("n0", f"n{place}", "visits", start=DAYS[place]) for place in range(1, 10)]))
    assert len(told(nine)) == 2 + 9
    assert not any("Other" in row for row in told(nine))


def test_where_no_day_stands_out_growth_says_so_and_marks_none() -> None:
    drawn = growth(grown())
    assert drawn.headline == "At the end there are 2 partners and 1 tie. No day stands out."
    assert steps(drawn) == []
    assert "jump" not in drawn.svg.split("</style>")[1]


def steps(drawn: Picture) -> list[str]:
    """The rows in which a step is drawn thick and in colour."""
    return [
        row.get("aria-label", "")
        for row in parsed(drawn.svg).iter(f"{SVG}g")
        if any("hot" in part.get("class", "").split() for part in row.findall(f"{SVG}path"))
    ]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_names_of_rows_and_stages_are_whole(lang: str) -> None:
    assert not any("…" in text for text in texts(growth(on("2010-06-01"), lang=lang)))


def test_at_its_end_it_agrees_with_the_network_of_that_day() -> None:
    for day in ("2009-07-01", "2010-12-31", LAST):
        there = partner_network(on(day))
        rows = told(growth(on(day)))
        assert rows[0].startswith(f"Partners: {len(there)} at the end")
        assert rows[1].startswith(f"Ties in all: {there.edge_count} at the end")


def test_it_may_be_looked_at_on_some_days_only() -> None:
    looked = told(growth(grown(), [DAYS[0], DAYS[5]]))
    assert looked[1] == "Ties in all: 3 at the end, 3 at most"
    assert growth(grown(), [DAYS[0], DAYS[5]]) == growth(grown(), [DAYS[5], DAYS[0], DAYS[0]])


@pytest.mark.parametrize("lang, stage", [("en", "Main stage"), ("ru", "Основной этап")])
def test_the_stages_of_the_programme_stand_above(lang: str, stage: str) -> None:
    drawn = growth(on(LAST), lang=lang)
    assert stage in texts(drawn)
    assert stage not in texts(growth(partner_network(pilot().snapshot, ever=True), lang=lang))
    assert_labels_apart(drawn)


def test_without_any_day_it_says_so() -> None:
    assert "No days are known." in texts(growth(Network.of([], [])))
    assert "Даты неизвестны." in texts(growth(Network.of([Node("a")], [Edge("a", "b", "visits")]), lang="ru"))


def test_no_name_becomes_markup() -> None:
    nodes = [Node(place, sector=name, start=DAYS[0]) for place, name in enumerate(NASTY)]
    edges = [Edge(place, place + 1, "visits", start=DAYS[place % 11]) for place in range(len(nodes) - 1)]
    drawn = growth(Network.of(nodes, edges), title=Text.quoting(NASTY[0]))
    tags = {element.tag.removeprefix(SVG) for element in parsed(drawn.svg).iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "g", "path", "text"}
    assert_labels_apart(drawn)


@pytest.mark.parametrize("years", [0, 1, 5, 40, 900])
def test_the_days_below_are_legible_over_any_time(years: int) -> None:
    start = dt.date(1100, 3, 5)
    network = Network.of([], [Edge("a", "b", "visits", start=start, end=start.replace(year=1100 + years, month=6))])
    drawn = growth(network)
    assert_labels_apart(drawn)
    assert 1 <= len([text for text in texts(drawn) if text[-4:].isdecimal() and "from" not in text]) <= 12


def test_an_unknown_attribute_is_refused() -> None:
    with pytest.raises(UnknownName):
        growth(grown(), by="secotr")
