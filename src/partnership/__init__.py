"""Intersectoral partnership as a library: who carries a programme together, under which law, and what is lacking.

A partnership is a dated ledger of typed records, kept under a template that is its law. Names are loaded when they are
first used, so that importing the package costs next to nothing. They stand in the stub beside this file, where type
checkers read them too, and nowhere else.
"""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise

__version__ = "0.1.0"


def _homes() -> dict[str, str]:
    """Read in the stub which module each name comes from: `from home import name as name`."""
    homes: dict[str, str] = {}
    home, marks = "", dict.fromkeys(map(ord, "(,)"), " ")
    for line in __loader__.get_data(f"{__file__.removesuffix('c')}i").decode().splitlines():
        words = line.translate(marks).split()
        home = words[1] if words[:1] == ["from"] else home
        homes |= {name: home for before, name in pairwise(words) if before == "as"}
    return homes


_HOMES = _homes()


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'partnership' has no attribute '{name}'")
    found = import_module(f"{home}.{name}") if home == __name__ else getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - the names that the stub has
