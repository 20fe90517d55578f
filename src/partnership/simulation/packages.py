"""Packages of the extra `sim`, imported where they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from partnership.errors import MissingExtra


def package(name: str, extra: str) -> Any:
    """Return a package that an extra brings.

    Raises:
        MissingExtra: if it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.partition(".")[0]:
            raise
        raise MissingExtra(extra, name) from None


def numpy() -> Any:
    """Return numpy."""
    return import_module("numpy")
