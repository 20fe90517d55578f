"""A page with a slider of time: whole without its script, and each day as the picture of that day tells it."""

import datetime as dt
import html
import json
import re
from typing import Any

import pytest

from partnership.errors import InputError, UnknownName
from partnership.messages import FULL
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.network.reshaping import turning_days
from partnership.network.views import partner_network
from partnership.pictures import page_over_time, picture
from partnership.values import Language
from tests.network.pilot import on, pilot
from tests.pictures.crowds import DAYS, crowd, grown
from tests.pictures.pictured import nasty

LAST = "2011-12-31"


def days_of(page: str) -> list[tuple[str, str, str, int, str]]:
    """Each step of the slider: its day, the headline and the summary of that day, and the step since when it is so."""
    (found,) = re.findall(r'data-days="([^"]*)"', page)
    return [tuple(step) for step in json.loads(html.unescape(found))]


def bars(svg: str) -> list[str]:
    """How long the bars of the cards are."""
    return re.findall(r'width="(\d+)" height="3" class="br"', svg)


def kept(page: str, tag: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.DOTALL)]


def states(page: str) -> list[list[list[Any]]]:
    """What each element knows of itself, from which step on."""
    return [json.loads(html.unescape(found)) for found in re.findall(r'data-at="([^"]*)"', page)]


@pytest.mark.parametrize("lang", FULL)
def test_every_day_of_change_up_to_that_of_the_snapshot_is_there(lang: Language) -> None:
    snapshot = on(LAST)
    changes = [day for day in turning_days(partner_network(snapshot, ever=True)) if day <= dt.date(2011, 12, 31)]
    found = days_of(page_over_time(snapshot, lang=lang))
    assert len(found) == len(changes) + 1 > 20  # and its own day, on which nothing changed
    assert found[-1][2].endswith(picture(snapshot, lang=lang).summary)
    assert len({day for day, *_ in found}) == len(found)
    early = days_of(page_over_time(on(str(changes[9])), lang=lang))
    assert early == found[:10]  # its own day is the last of them


@pytest.mark.parametrize("lang", FULL)
def test_each_day_says_what_the_picture_of_that_day_says(lang: Language) -> None:
    network = partner_network(pilot().snapshot, ever=True)
    days = turning_days(network)
    for step, (_, headline, summary, *_) in list(enumerate(days_of(page_over_time(network, lang=lang))))[::12]:
        drawn = picture(network, on=days[step], lang=lang)
        assert headline.endswith(drawn.headline)
        assert summary.endswith(drawn.summary)


def test_the_headline_says_since_when_it_is_so_and_the_slider_marks_that_time() -> None:
    snapshot = on("2010-06-01")
    found = days_of(page_over_time(snapshot))
    _, headline, summary, since, at_the_bar = found[-1]
    assert headline.startswith("Since 30 March 2010: Only one partner ties Regional media to the others: Directorate")
    assert found[since][0] == "30 March 2010"
    assert at_the_bar == "since 30 March 2010"
    before = picture(snapshot, on=turning_days(partner_network(snapshot, ever=True))[since - 1])
    assert summary == f"Before that: {before.headline} {picture(snapshot).summary}"
    assert before.headline == "Not tied to anybody: Regional media."
    rows = re.findall(r'<tr class="told"[^>]*><td>([^<]*)', page_over_time(snapshot))
    assert [row.split()[0] for row in rows] == ["Directorate", "Regional"]
    assert all(0 <= since <= step for step, (*_, since, _) in enumerate(found))


def test_the_kinds_below_add_to_the_ties_of_the_day() -> None:
    page = page_over_time(on("2010-06-01"))
    kinds = [found for found in states(page) if str(found[0][-1]).endswith(")") and found[0][1] == "sm"]
    assert len(kinds) == 4
    for step, (_, _, summary, *_) in enumerate(days_of(page)):
        told = [[state[-1] for state in found if state[0] <= step][-1] for found in kinds]
        counts = [int(each.split("(")[1][:-1]) for each in told]
        assert f"{sum(counts)} tie" in summary or "no ties" in summary
    assert bars(page) == bars(picture(on("2010-06-01")).svg)  # one scale with the picture of its last day
    assert ">7–9</text>" in page  # no line is as wide as ten before this day
    assert ">1 tie</text>" in page  # all that holds the media
    assert {each for found in kinds for *_, each in found[-1:]} >= {"took part together (110)", "in one team (68)"}


def test_without_its_script_the_page_shows_the_last_day() -> None:
    page = page_over_time(grown())
    day, headline, summary, *_ = days_of(page)[-1]
    assert kept(page, "h1") == [headline]
    assert summary in kept(page, "p")
    assert kept(page, "output") == [day]
    assert '<form class="pn-days" hidden=""' in page  # a slider that nothing listens to is not offered
    gone = re.findall(r'<g class="n gone"[^>]*aria-label="([^",]*)', page)
    assert gone == ["c"]


def test_each_element_knows_all_days_from_the_first_on() -> None:
    page = page_over_time(crowd_over_time())
    last = len(days_of(page)) - 1
    found = states(page)
    assert found
    for each in found:
        steps = [state[0] for state in each]
        assert steps[0] == 0
        assert steps == sorted(set(steps))
        assert steps[-1] <= last


def crowd_over_time() -> Network:
    """Half of a crowd comes later, and ties begin and end."""
    still = crowd(14, 60)
    edges = [
        Edge(
            edge.source,
            edge.target,
            edge.kind,
            mutual=edge.mutual,
            start=DAYS[n % 8],
            end=DAYS[n % 8 + 4] if n % 3 else None,
        )
        for n, edge in enumerate(still.edges)
    ]
    return Network.of(still.nodes, edges)


def test_the_slider_is_a_plain_range_with_a_label() -> None:
    page = page_over_time(grown())
    (slider,) = re.findall(r"<input [^>]*>", page)
    last = len(days_of(page)) - 1
    for said in ('type="range"', 'id="pn-day"', 'min="0"', f'max="{last}"', f'value="{last}"'):
        assert said in slider
    assert 'for="pn-day"' in page
    assert 'aria-live="polite"' in page
    assert "tabindex" not in slider


@pytest.mark.parametrize("lang", FULL)
def test_nothing_is_loaded_from_anywhere(lang: Language) -> None:
    page = page_over_time(on("2010-06-01"), lang=lang)
    left = page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "://" not in left
    assert not re.search(r"\b(?:src|href)=|@import|url\(|fetch\(|XMLHttpRequest", left)


def test_above_forty_people_see_the_days_of_the_groups() -> None:
    still = crowd(60, 200)
    network = Network.of(
        still.nodes,
        [Edge(e.source, e.target, e.kind, mutual=e.mutual, start=DAYS[n % 6]) for n, e in enumerate(still.edges)],
    )
    page = page_over_time(network)
    assert len(days_of(page)) == 6
    assert days_of(page)[-1][1].endswith(picture(network, on=DAYS[5]).headline)


def test_names_stay_names() -> None:
    still = nasty()
    edges = [Edge(e.source, e.target, e.kind, start=DAYS[n % 9]) for n, e in enumerate(still.edges)]
    page = page_over_time(Network.of(still.nodes, edges))
    assert page.count("<script>") == 2  # that of the drawing and that of the slider
    assert "window.pwned=1</script>" not in page
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', page.split("<body>")[1].split("<script>")[0]))


def test_a_network_of_no_known_days_is_a_page_without_a_slider() -> None:
    page = page_over_time(Network.of([Node("a")], [Edge("a", "b", "visits")]))
    assert "<input" not in page
    assert page.startswith("<!doctype html>")


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownName):
        page_over_time(grown(), by="secotr")
    with pytest.raises(InputError, match="is not a graph"):
        page_over_time("graph")  # type: ignore[arg-type]
