"""What is done once, and so is of one round of a cycle: as the page of the language lists it."""

from __future__ import annotations

import re
from pathlib import Path

from partnership.records import REGISTERS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "concepts" / "template.md"


def test_the_page_lists_every_register_of_what_is_done_once() -> None:
    """All others hold what stands until it is ended."""
    (told,) = re.findall(r"<!-- done once -->(.*?)<!-- end -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert sorted(re.findall(r"`(\w+)`", told)) == sorted(name for name, kind in REGISTERS.items() if kind.done_once)
