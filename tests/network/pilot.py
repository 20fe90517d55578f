"""The Smolensk pilot, loaded once for the tests of this room."""

import datetime as dt
from functools import cache
from pathlib import Path

from partnership.evaluation import View
from partnership.programme import Programme, load_programme

FILE = Path(__file__).parent.parent.parent / "examples" / "smolensk-2009.yaml"


@cache
def pilot() -> Programme:
    """The pilot, to its end."""
    return load_programme(FILE)


def on(day: str) -> View:
    """The pilot on a day."""
    return pilot().as_of(dt.date.fromisoformat(day))
