"""How large, deep and long a file may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from partnership.values import MOST_DIGITS

LARGEST_FILE: Final = 1 << 24
"""Bytes that a file may have under any limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask of the machine that reads it.

    The defaults hold a programme of some 100,000 lines; they are ours (assumption), because the parser below has none
    and dies of 25 KB of brackets.
    """

    size_in_bytes: int = LARGEST_FILE
    depth: int = 40
    nodes: int = 2_000_000
    scalar_length: int = 10_000
    digits: int = MOST_DIGITS
    faults: int = 100

    def __post_init__(self) -> None:
        if self.size_in_bytes > LARGEST_FILE:
            raise ValueError(f"a file has at most {LARGEST_FILE} bytes: line and column are kept in one integer")
