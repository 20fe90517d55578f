"""Published figures say whence they are, and what the shipped regions take from them is there."""

import re

from partnership.simulation import load_region, shipped_regions
from partnership.simulation.evidence import evidence
from partnership.values import in_all_languages


def test_every_figure_says_whence_it_is_and_how_far_that_was_read() -> None:
    """In both languages, under an id of its own."""
    found = evidence()
    assert len({each.id for each in found}) == len(found) > 20
    for each in found:
        assert {"en", "ru"} <= in_all_languages(each.title).keys()
        assert {"en", "ru"} <= in_all_languages(each.note).keys()
        assert len(each.source) > 20


def test_what_a_shipped_region_calls_published_is_among_them() -> None:
    """A source that begins with the word evidence names entries by their ids."""
    known = {each.id for each in evidence()}
    named = set()
    for name in shipped_regions():
        for found in re.findall(r"source: \"evidence ([^\"]+)\"", load_region(name).text.decode()):
            named |= {word for word in re.findall(r"[a-z_0-9]+", found) if "_" in word}
    assert named
    assert named <= known
