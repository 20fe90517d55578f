"""Pictures of a network in a real browser: what is seen, reached by keyboard, lit up, hidden, printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from partnership.network.reshaping import turning_days
from partnership.network.views import partner_network
from partnership.pictures import Picture, growth, page_of, page_over_time, picture
from partnership.values import Language, Text
from tests.network.pilot import on, pilot
from tests.pictures.browser import chromium
from tests.pictures.crowds import crowd
from tests.pictures.pictured import labelled, nasty

LAST = "2011-12-31"

FAULTS = """
() => {
  const svg = document.querySelector("svg"), whole = svg.getBoundingClientRect(), faults = [];
  const box = e => { const r = e.getBoundingClientRect(); return {l: r.left, r: r.right, t: r.top, b: r.bottom} };
  const texts = [...svg.querySelectorAll("text")].map(e => ({...box(e), s: e.textContent, e}));
  const over = (a, b) => a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b;
  // The box of a line of text holds the room above and below its letters: lines of one label touch there.
  const inner = a => ({...a, t: a.t + (a.b - a.t) * .12, b: a.b - (a.b - a.t) * .12});
  texts.forEach((a, i) => {
    if (a.l < whole.left || a.r > whole.right || a.t < whole.top || a.b > whole.bottom) faults.push("outside: " + a.s);
    texts.slice(i + 1).forEach(b => { if (over(inner(a), inner(b))) faults.push("overlap: " + a.s + " | " + b.s) });
  });
  const cards = [...svg.querySelectorAll(".n")].map(e => ({...box(e.querySelector("rect")), e}));
  cards.forEach(c => [...c.e.querySelectorAll("text")].forEach(t => {
    const b = box(t);
    if (b.l < c.l || b.r > c.r || b.t < c.t || b.b > c.b) faults.push("leaves its card: " + t.textContent);
  }));
  const kept = [...cards, ...texts.filter(t => t.e.classList.contains("gh"))];
  const scale = whole.width / svg.viewBox.baseVal.width;
  svg.querySelectorAll(".t > path:not(.a)").forEach(path => {
    const length = path.getTotalLength();
    for (let step = 0; step <= 24; step++) {
      const p = path.getPointAtLength(length * step / 24), x = whole.left + p.x * scale, y = whole.top + p.y * scale;
      if (kept.some(c => x > c.l + 1 && x < c.r - 1 && y > c.t + 1 && y < c.b - 1))
        faults.push("crosses: " + path.parentNode.querySelector("title").textContent);
    }
  });
  return faults;
}
"""

SHOWN = "() => [...document.querySelectorAll('g.t')].filter(t => getComputedStyle(t).display != 'none').length"
FAINT = "() => [...document.querySelectorAll('.n')].filter(n => +getComputedStyle(n).opacity < 1).length"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


class Page:
    """A picture opened by itself; whatever goes wrong in it is kept."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self._folder = folder
        self.page = browser.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("dialog", self._refuse)
        self.page.on("request", lambda request: self._note(request.url))

    def _refuse(self, dialog: Any) -> None:
        self.errors.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, url: str) -> None:
        if not url.startswith("file:"):
            self.errors.append(f"asks for {url}")

    def show(self, drawn: Picture, name: str = "picture.svg") -> Any:
        """Open a picture; a page around it where the name ends so."""
        path = self._folder / name
        path.write_text(f"<!doctype html><title>-</title>{drawn.svg}" if name.endswith(".html") else drawn.svg)
        self.page.set_viewport_size({"width": int(drawn.width) + 20, "height": 900})
        self.page.goto(path.as_uri())
        return self.page

    def read(self, page: str, width: int) -> Any:
        """Open a whole page in a window of a width."""
        path = self._folder / "whole.html"
        path.write_text(page, encoding="utf-8")
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Page]:
    page = Page(browser, tmp_path)
    yield page
    page.page.close()
    assert page.errors == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", [13, 60, 200])
def test_labels_are_apart_and_no_tie_runs_over_one(opened: Page, size: int, lang: Language) -> None:
    drawn = picture(on(LAST), lang=lang) if size == 13 else picture(crowd(size, 4 * size), lang=lang, form="columns")
    assert opened.show(drawn).evaluate(FAULTS) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_labels_are_apart_in_the_other_forms(opened: Page, lang: Language) -> None:
    large = crowd(300, 1000, regions=12)
    for drawn in (
        picture(large, lang=lang),
        picture(large, lang=lang, by="region"),
        picture(large, lang=lang, form="quotient", by="region"),
        picture(large, lang=lang, ego="n2"),
        growth(on(LAST), lang=lang),
    ):
        assert opened.show(drawn).evaluate(FAULTS) == []


@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
def test_labels_fit_their_cards_in_a_wider_font_too(opened: Page, font: str) -> None:
    page = opened.show(picture(crowd(60, 200), lang="ru", form="columns"))
    page.evaluate("font => document.querySelector('svg').style.fontFamily = font", font)
    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_no_text_is_wider_than_it_was_reckoned(opened: Page, lang: Language, font: str) -> None:
    for drawn in (
        picture(on(LAST), lang=lang),
        picture(on(LAST), lang=lang, form="communities"),
        growth(on(LAST), lang=lang),
    ):
        page = opened.show(drawn)
        page.evaluate("font => document.querySelector('svg').style.fontFamily = font", font)
        reckoned = {label.words: label.w for label in sorted(drawn.labels, key=lambda label: label.w)}
        found = page.evaluate(
            "() => [...document.querySelectorAll('text')].map(t => [t.textContent, t.getBBox().width])"
        )
        assert len(found) == len(drawn.labels)
        assert [said for said, wide in found if wide > reckoned[said]] == []


def test_the_keyboard_reaches_every_card_and_lights_up_its_neighbours(opened: Page) -> None:
    page = opened.show(picture(on(LAST)))
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
        ring = page.evaluate("() => getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth")
        assert ring == "2.6px"
    assert len(set(reached)) == 13
    assert reached[0].startswith(("Bank Uralsib, Business", "Kopeika"))
    page.evaluate("() => [...document.querySelectorAll('.n')].find(n => /Victoria/.test(n.textContent)).focus()")
    assert page.evaluate(FAINT) == 13 - 1 - 2  # it is tied to two


def test_the_pointer_lights_up_neighbours_and_lets_them_go(opened: Page) -> None:
    page = opened.show(picture(on(LAST)))
    page.hover(".n:has-text('Victoria')")
    assert page.evaluate(FAINT) == 10
    page.mouse.move(2, 2)
    assert page.evaluate(FAINT) == 0


@pytest.mark.parametrize("key", ["Enter", " ", "click"])
def test_a_kind_of_tie_can_be_hidden_and_shown(opened: Page, key: str) -> None:
    page = opened.show(picture(on(LAST)))
    attended = page.locator(".k").first
    both = page.evaluate(SHOWN)

    def press() -> None:
        attended.click() if key == "click" else attended.press(key)

    press()
    assert attended.get_attribute("aria-checked") == "false"
    only = page.evaluate("() => [...document.querySelectorAll('g.t')].filter(t => t.dataset.k == '0').length")
    assert page.evaluate(SHOWN) == both - only < both
    press()
    assert attended.get_attribute("aria-checked") == "true"
    assert page.evaluate(SHOWN) == both


def test_nothing_in_a_name_is_ever_executed(opened: Page) -> None:
    network = nasty()
    for form in ("columns", "communities", "quotient"):
        for name in ("picture.svg", "page.html"):
            page = opened.show(picture(network, form=form), name)
            assert page.evaluate("() => window.pwned") is None
            assert page.evaluate("() => document.querySelectorAll('script').length") <= 1
            for card in page.query_selector_all(".n"):
                card.focus()


def test_two_pictures_in_one_page_answer_each_for_itself(opened: Page) -> None:
    one, other = picture(crowd(6, 9)), picture(crowd(7, 9))
    both = Picture(one.svg + other.svg, one.width, one.height)
    page = opened.show(both, "page.html")
    page.evaluate("() => document.querySelectorAll('svg')[1].querySelector('.n').focus()")
    lit = page.evaluate("() => [...document.querySelectorAll('svg')].map(s => s.classList.contains('f'))")
    assert lit == [False, True]


def test_it_is_dark_in_the_dark_and_white_on_paper(opened: Page) -> None:
    page = opened.show(picture(crowd(6, 9)))
    ground = "() => getComputedStyle(document.querySelector('.bg')).fill"
    seen = []
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
        page.emulate_media(media=media, color_scheme=scheme)
        seen.append(page.evaluate(ground))
    assert seen == ["rgb(255, 255, 255)", "rgb(18, 23, 30)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(opened: Page, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1 for text; 1.4.11: 3 to 1 for what a picture needs to be understood."""
    page = opened.show(picture(on(LAST)))
    page.emulate_media(color_scheme=scheme)
    colours = page.evaluate(
        """() => Object.fromEntries(
        ["bg", "card", "tint", "ink", "soft", "rim", "hot", "t0", "t1", "t2", "t3", "t4", "t5"].map(name =>
        [name, getComputedStyle(document.querySelector("svg")).getPropertyValue("--" + name).trim()]))"""
    )
    for ground in ("bg", "card", "tint"):
        for words in ("ink", "soft"):
            assert _contrast(colours[words], colours[ground]) >= 4.5
    for line in ("rim", "hot", "t0", "t1", "t2", "t3", "t4", "t5"):
        assert _contrast(colours[line], colours["bg"]) >= 3


def test_the_page_around_a_picture_is_dark_in_the_dark_and_white_on_paper(opened: Page) -> None:
    page = opened.read(page_of(picture(crowd(6, 9)), Text.quoting("-"), lang="en"), 1366)
    seen = []
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
        page.emulate_media(media=media, color_scheme=scheme)
        seen.append(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
    assert seen == ["rgb(255, 255, 255)", "rgb(18, 23, 30)", "rgb(255, 255, 255)"]


NOW = """
() => [document.querySelector("output").value, document.querySelector("h1").textContent,
  document.querySelector(".pn-sum").textContent]
"""


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_keyboard_moves_through_the_days(opened: Page, tmp_path: Path, lang: Language) -> None:
    """Each step is a day of change: its headline, its table and its cards are those of the picture of that day."""
    network = partner_network(pilot().snapshot, ever=True)
    days = turning_days(network)
    path = tmp_path / "days.html"
    path.write_text(page_over_time(network, lang=lang), encoding="utf-8")
    page = opened.page
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(path.as_uri())
    slider = page.locator("#pn-day")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.id") == "pn-day"
    seen = [page.evaluate(NOW)]
    for key in ("ArrowLeft", "ArrowLeft", "Home", "ArrowRight", "End"):
        slider.press(key)
        seen.append(page.evaluate(NOW))
        step = int(slider.input_value())
        drawn = picture(network, on=days[step], lang=lang)
        assert seen[-1][1].endswith(drawn.headline)
        assert seen[-1][2].endswith(drawn.summary)
        frames = "[...document.querySelectorAll('.fr')].filter(f => f.getBoundingClientRect().width)"
        told = page.evaluate(f"() => {frames}.map(f => f.getAttribute('class'))")
        assert told == [sign.get("class") for sign in labelled(drawn, "fr")]
        assert slider.get_attribute("aria-valuetext") == seen[-1][0]
        kinds = page.evaluate("() => [...document.querySelectorAll('.k')].map(k => k.textContent)")
        assert all(page.get_by_role("checkbox", name=kind, exact=True).count() == 1 for kind in kinds)  # as read aloud
        counts = [int(kind.split("(")[1][:-1]) for kind in kinds]
        assert sum(counts) == sum(int(row[2]) for row in drawn.told()[0].rows) / 2
        assert page.inner_text(".pn-when")[len("since ") if lang == "en" else 2 :] in seen[-1][1]
        there = page.evaluate("() => [...document.querySelectorAll('.n:not(.gone)')].map(n => n.ariaLabel)")
        assert sorted(there) == sorted(labels_of(drawn))
        lines = page.evaluate("() => [...document.querySelectorAll('g.t:not(.gone) > title')].map(t => t.textContent)")
        assert sorted(lines) == sorted(tie[0].text or "" for tie in labelled(drawn, "t"))
        rows = page.evaluate(
            "() => [...document.querySelectorAll('tbody tr:not(.gone)')].map(r => r.cells[2].innerText)"
        )
        assert sorted(map(int, rows)) == sorted(int(row[2]) for row in drawn.told()[0].rows)
    assert len({day for day, _, _ in seen}) == 5
    assert seen[-1] == seen[0]


def labels_of(drawn: Picture) -> list[str]:
    return [card.get("aria-label", "") for card in labelled(drawn, "n")]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
