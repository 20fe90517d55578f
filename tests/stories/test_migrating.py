"""Moving to another version of the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership.programme import load_template
from partnership.template import Template
from partnership.testing import given, migrate, on
from tests.stories.scenes import DAY, START, law, partners

STRICTER = """
overlay: stricter
over: [volunteers]
stages:
  - id: preparatory
    gates:
      exit:
        - id: X1
          title: {en: A risk was thought of, ru: О рисках подумали}
          owed_by: programme_coordinator
          count: {of: risks}
"""


@pytest.fixture
def stricter(tmp_path: Path) -> Template:
    """The same law with one requirement more."""
    file = tmp_path / "stricter.yaml"
    file.write_text(STRICTER, encoding="utf-8")
    return load_template("volunteers", overlays=[str(file)])


def test_a_migration_says_what_changes_before_it_is_taken(stricter: Template) -> None:
    """Asking changes nothing."""
    given(law(), on(START, *partners()), laws=[stricter]).then_migration(stricter, adds=["X1"]).then_not_missing("X1")


def test_a_running_programme_stays_under_its_law_until_it_migrates(stricter: Template) -> None:
    """From the day of the migration the new requirement is owed, and not before."""
    scene = given(law(), on(START, *partners()), laws=[stricter]).then_not_missing("X1", on=DAY)
    scene.when(migrate(stricter, on=DAY)).then_accepted().then_missing("X1").then_not_missing("X1", on=START)


def test_a_migration_to_the_law_that_is_in_force_is_none() -> None:
    """There is nothing to move to."""
    given(law(), on(START, *partners())).when(migrate(law(), on=DAY)).then_refused(code="wrong_template")
