"""The page of refusals says what is printed today."""

from tools import refusals


def test_the_page_of_refusals_is_what_the_library_prints() -> None:
    assert refusals.PAGE.read_text(encoding="utf-8") == refusals.page(), "python -m tools.refusals writes it anew"


def test_forty_are_shown_each_in_both_languages() -> None:
    told = refusals.cases()
    assert len(told) == 40
    assert all(case.english and case.russian and case.english != case.russian for case in told)
