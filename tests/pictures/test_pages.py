"""The pictures of the pages are those that the code draws."""

import pytest

from tools.pictures import IMAGES, drawn

DRAWN = dict(drawn())


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_a_picture_of_the_pages_is_what_the_code_draws_today(name: str) -> None:
    """On any interpreter, byte for byte; `make pictures` draws them anew."""
    assert (IMAGES / name).read_text(encoding="utf-8") == DRAWN[name]


def test_no_picture_lies_about_that_nobody_draws() -> None:
    assert {file.name for file in IMAGES.iterdir()} == set(DRAWN)
