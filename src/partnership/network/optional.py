"""Packages that make a measure faster where they are installed; nothing needs them, and none changes a result."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, get_args

from partnership.errors import UnknownName
from partnership.messages import message

Engine = Literal["auto", "plain"]
"""`auto`: the fastest that is installed. `plain`: nothing but Python."""


def optional(package: str, engine: Engine = "auto") -> Any | None:
    """Return a package if it is installed and may be used, else None.

    Raises:
        UnknownName: if there is no such engine.
    """
    if engine not in get_args(Engine):
        raise UnknownName(str(engine), get_args(Engine), message("engine"))
    if engine == "plain" or find_spec(package) is None:
        return None
    return import_module(package)
