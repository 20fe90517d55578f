"""The random worlds themselves: sound laws, and histories that are worth judging."""

from __future__ import annotations

from hypothesis import given, settings

from partnership.template import build_template
from partnership.testing.reference.law import PlainTree
from tests.judge.worlds import File, laws


@settings(max_examples=60)
@given(tree=laws())
def test_every_random_law_is_one_that_an_author_may_write(tree: PlainTree) -> None:
    """Each is read without a fault."""
    build_template(File(tree), "world.yaml")
