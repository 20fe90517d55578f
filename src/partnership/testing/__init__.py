"""A kit for the tests of your own template: given a history, when something is asked, then this is what the law says.

`given` tells a history through the one door, `when` asks one thing more, and the `then_` methods say what is expected;
an expectation that fails is a plain `AssertionError` that says in words what was found. The strategies make lawful
records and programmes of any template for property tests; they need the extra `testing`.
"""

from partnership.testing.builders import On, StoryItem, UnlawfulGiven, advance, amend, close, end, migrate, on, waive
from partnership.testing.drawing import lawful_programmes, records
from partnership.testing.given import given
from partnership.testing.matching import Expected, ExpectedEntry, happened
from partnership.testing.outcome import ActOutcome, Scene

__all__ = [
    "ActOutcome",
    "Expected",
    "ExpectedEntry",
    "On",
    "Scene",
    "StoryItem",
    "UnlawfulGiven",
    "advance",
    "amend",
    "close",
    "end",
    "given",
    "happened",
    "lawful_programmes",
    "migrate",
    "on",
    "records",
    "waive",
]
