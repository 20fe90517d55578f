"""Each picture of the examples as a page, measured in a browser: on a phone, on a laptop, on A4, in both languages."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from partnership.evaluation import View
from partnership.messages import FULL
from partnership.network import function_network, outcome_network, relationship_network
from partnership.pictures import growth, page_of, page_over_time, picture
from partnership.programme import load_programme
from partnership.values import Text
from tests.network.pilot import on
from tests.pictures.browser import chromium
from tests.pictures.crowds import crowd

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = ("smolensk-2009", "aid-project-example", "disaster-coalition-example", "watershed-example")
SHOWS = ("partners", "everybody", "outcomes", "functions", "sectors", "communities", "growth", "time")
SHEETS = {"landscape": (1046, 718), "portrait": (718, 1046)}
SEVEN_POINTS = 28 / 3

SMALLEST = """
() => Math.min(...[...document.querySelectorAll("body *")]
  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
  .filter(e => !(e instanceof SVGElement) || (e.tagName == "text" && e.getBoundingClientRect().height))
  .map(e => e instanceof SVGElement ? e.getBoundingClientRect().height / e.getBBox().height
    * parseFloat(getComputedStyle(e).fontSize) : parseFloat(getComputedStyle(e).fontSize)))
"""

CUT = """
() => [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1
  && !(e instanceof SVGElement) && getComputedStyle(e).display != "inline").map(e => e.outerHTML.slice(0, 80))
"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    with chromium() as browser:
        yield browser.new_page(), tmp_path_factory.mktemp("pages") / "page.html"


@cache
def example(name: str) -> View:
    return on("2010-06-01") if name == NAMES[0] else load_programme(EXAMPLES / f"{name}.yaml").snapshot


def written(name: str, show: str, lang: str) -> str:
    """The page that the command line writes."""
    snapshot, about = example(name), Text.quoting("-")
    match show:
        case "time":
            return page_over_time(snapshot, lang=lang)
        case "growth":
            return page_of(growth(snapshot, lang=lang), about, lang=lang)
        case "sectors":
            return page_of(picture(snapshot, lang=lang, form="quotient"), about, lang=lang)
        case "communities":
            return page_of(picture(snapshot, lang=lang, form="communities"), about, lang=lang)
        case "everybody":
            network = relationship_network(snapshot)
        case "outcomes":
            network = outcome_network(snapshot, every=False)
        case "functions":
            network = function_network(snapshot, every=False)
        case _:
            return page_of(picture(snapshot, lang=lang), about, lang=lang)
    return page_of(picture(network, lang=lang), about, lang=lang)


@pytest.mark.parametrize("lang", FULL)
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_too_small_cut_or_blank(tab: tuple[Any, Path], name: str, show: str, lang: str) -> None:
    """No letter under 11 pixels on a phone and on a laptop, none under 7 points on paper; nothing leaves its page."""
    page, file = tab
    html = written(name, show, lang)
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())
    sheet = re.search(r"size:A4 (\w+)", html)
    wide, high = SHEETS[sheet[1] if sheet else "portrait"]
    for media, width, least in (("screen", 390, 11), ("screen", 1366, 11), ("print", wide, SEVEN_POINTS)):
        page.emulate_media(media=media)
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SMALLEST) >= least - 0.01, media
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, media
        assert page.evaluate(CUT) == [], media
        assert page.inner_text("h1").strip()
    drawing = page.locator("svg").bounding_box()
    assert drawing is None or drawing["y"] + drawing["height"] <= high
    sheets = re.findall(rb"/Type /Page\b.*?endobj", page.pdf(prefer_css_page_size=True), re.DOTALL)
    assert sheets
    assert all(b"/Font" in each for each in sheets)


@pytest.mark.parametrize("size", [14, 40])
def test_a_table_stands_for_a_drawing_that_no_sheet_is_large_enough_for(tab: tuple[Any, Path], size: int) -> None:
    page, file = tab
    drawn = picture(crowd(size, 4 * size), form="columns", lang="ru")
    file.write_text(page_of(drawn, Text.quoting("-"), lang="ru"), encoding="utf-8")
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046 if size == 14 else 718, "height": 718})
    assert page.evaluate(SMALLEST) >= SEVEN_POINTS - 0.01
    assert page.locator("svg").is_visible() is (size == 14)
    assert page.locator("tbody tr:visible").count() == size


@pytest.mark.parametrize("key", ["ArrowLeft", "Home"])
def test_a_slider_shows_any_day_by_keyboard(tab: tuple[Any, Path], key: str) -> None:
    """What is drawn, told and read aloud is that of the day: as many ties as the network then had."""
    page, file = tab
    file.write_text(page_over_time(on("2010-06-01")), encoding="utf-8")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(file.as_uri())
    shown = "() => [...document.querySelectorAll('g.t')].filter(t => getComputedStyle(t).display != 'none').length"
    assert page.evaluate(shown) == 69
    page.focus("input[type=range]")
    page.keyboard.press(key)
    said = page.inner_text(".pn-sum")
    assert page.get_attribute("input", "aria-valuetext") == page.inner_text("output") in said
    assert page.evaluate(shown) == (0 if key == "Home" else 69)
    assert (
        page.inner_text("h1") == "Since 2 February 2009: Nobody is tied to anybody yet."
        if key == "Home"
        else "Regional" in page.inner_text("h1")
    )
    there = [card.get_attribute("class") for card in page.locator(".n").all()]
    assert sum("gone" not in (each or "") for each in there) == (1 if key == "Home" else 14)
    assert page.locator("tbody tr:visible").count() == (1 if key == "Home" else 14)


def test_without_its_script_a_page_of_days_shows_the_last(tab: tuple[Any, Path]) -> None:
    page, file = tab
    without = page.context.browser.new_context(java_script_enabled=False).new_page()
    file.write_text(page_over_time(on("2010-06-01")), encoding="utf-8")
    without.goto(file.as_uri())
    assert not without.locator("input").is_visible()
    assert "1 June 2010" in without.inner_text("body")
    assert without.locator("g.t:not(.gone)").count() == 69
    without.context.close()
