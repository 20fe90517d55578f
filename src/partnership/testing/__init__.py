"""A kit for the tests of your own template: given a history, when something is asked, then this is what the law says.

`given` tells a history through the one door, `when` asks one thing more, and the `then_` methods say what is expected;
an expectation that fails is a plain `AssertionError` that says in words what was found. The strategies make lawful
records and programmes of any template for property tests; they need the extra `testing`.
"""

from partnership.testing.builders import (
    On as On,
    StoryItem as StoryItem,
    UnlawfulGiven as UnlawfulGiven,
    advance as advance,
    amend as amend,
    close as close,
    end as end,
    migrate as migrate,
    on as on,
    waive as waive,
)
from partnership.testing.drawing import lawful_programmes as lawful_programmes, records as records
from partnership.testing.given import given as given
from partnership.testing.matching import Expected as Expected, ExpectedEntry as ExpectedEntry, happened as happened
from partnership.testing.outcome import ActOutcome as ActOutcome, Scene as Scene
