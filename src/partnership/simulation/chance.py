"""Chance: numbers between 0 and 1, each a pure function of what it decides.

A number is made by Philox4x32-10 (Salmon and others, 2011) from a key, the seed, and a counter: the replication, the
time step, the decision (by its name) and the number of whoever is decided about. So a replication is the same whatever
is drawn beside it, in whatever order, in whatever chunks, on whatever machine, and a decision that is added moves no
other. Two arms of a comparison that ask the same question draw the same number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2s
from typing import Any, Final

import numpy as np

from partnership.simulation.arrays import Chances, Numbers

_ROUNDS: Final = 10
_MULTIPLIERS: Final = (0xD2511F53, 0xCD9E8D57)
_STEPS_OF_KEY: Final = (0x9E3779B9, 0xBB67AE85)
_WORD: Final = 0xFFFFFFFF
_BITS: Final = 32
_WORDS: Final = 4
"""Words that one counter gives."""

_FEW: Final = 12
"""Counters up to which numpy is no help."""


@cache
def number_of(decision: str) -> int:
    """Return the number by which a decision is told from all others: 32 bits of a fingerprint of its name."""
    return int.from_bytes(blake2s(decision.encode(), digest_size=4).digest(), "little")


def philox(counter: tuple[Any, Any, Any, Any], key: tuple[int, int]) -> tuple[Any, Any, Any, Any]:
    """Return four words of 32 bits for a counter of four and a key of two: whole numbers, or arrays of `uint64`."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        first, second = c0 * _MULTIPLIERS[0], c2 * _MULTIPLIERS[1]
        c0, c1, c2, c3 = (second >> _BITS) ^ c1 ^ k0, second & _WORD, (first >> _BITS) ^ c3 ^ k1, first & _WORD
        k0, k1 = (k0 + _STEPS_OF_KEY[0]) & _WORD, (k1 + _STEPS_OF_KEY[1]) & _WORD
    return c0, c1, c2, c3


def _words(counter: tuple[Any, Any, Any, Any], key: tuple[int, int]) -> Any:
    """Return the words of many counters, of which one part is an array: four rows; a few are made one by one."""
    (many,) = (len(part) for part in counter if isinstance(part, np.ndarray))
    if many > _FEW:
        c0, c1, c2, c3 = (part if isinstance(part, np.ndarray) else np.uint64(part) for part in counter)
        return philox((c0, c1, c2, c3), key)
    parts = [part.tolist() if isinstance(part, np.ndarray) else [part] * many for part in counter]
    return np.array([philox(each, key) for each in zip(*parts, strict=True)], dtype=np.uint64).reshape(-1, _WORDS).T


class Chance:
    """The chance of one study: everything that is drawn under one seed."""

    __slots__ = ("_key", "seed")

    def __init__(self, seed: int) -> None:
        """`seed` is a whole number from 0 to 2**64 - 1."""
        self.seed = seed
        self._key = (seed & _WORD, seed >> _BITS)

    def one(self, replication: int, step: int, decision: str, who: int = 0) -> float:
        """Return the number that decides about one, in one replication, at one step."""
        words = philox((replication, step, number_of(decision), who // _WORDS), self._key)
        return float((int(words[who % _WORDS]) + 0.5) / 2**_BITS)

    def of_people(self, replication: int, step: int, decision: str, people: Numbers) -> Chances:
        """Return the numbers that decide about people, by their numbers, in one replication."""
        if not len(people):
            return np.empty(0)
        told = (replication, step, number_of(decision))
        last = int(people.max())
        if last < _WORDS * len(people):  # most of them are asked: a counter serves four
            counters = np.arange(last // _WORDS + 1, dtype=np.uint64)
            return _between(np.stack(_words((*told, counters), self._key), axis=1).ravel()[people])
        words = _words((*told, people // _WORDS), self._key)
        return _between(np.choose((people % _WORDS).astype(np.int64), words))

    def of_crowd(self, replication: int, step: int, decisions: Sequence[str], many: int) -> Mapping[str, Chances]:
        """Return for each of several decisions the numbers that decide about so many people, from 0: all at once.

        They are those of `of_people`.
        """
        number = np.array([*map(number_of, decisions)], dtype=np.uint64)[:, None]
        counters = np.arange(-(-many // _WORDS), dtype=np.uint64)
        words = philox((np.uint64(replication), np.uint64(step), number, counters), self._key)
        drawn = _between(np.stack(np.broadcast_arrays(*words), axis=-1)).reshape(len(decisions), -1)
        return dict(zip(decisions, drawn, strict=True))

    def of_replications(self, replications: Numbers, step: int, decision: str, who: int = 0) -> Chances:
        """Return the number that decides about one in each of many replications."""
        rest = (step, number_of(decision), who // _WORDS)
        return _between(_words((replications, *rest), self._key)[who % _WORDS])

    def of_each(self, replications: Numbers, steps: Numbers, decisions: Mapping[str, int]) -> Mapping[str, Chances]:
        """Return the numbers of each decision about so many, from 0, at each step, in each of many replications.

        They are those of `of_replications`, four for the price of one.
        """
        counters = [-(-many // _WORDS) for many in decisions.values()]
        number = np.repeat(np.array([*map(number_of, decisions)], dtype=np.uint64), counters)
        who = np.concatenate([np.arange(many, dtype=np.uint64) for many in counters])
        asked = replications, steps[:, None], number[:, None, None], who[:, None, None]
        drawn = _between(np.stack(philox(asked, self._key), axis=1)).reshape(-1, len(steps), len(replications))
        starts = np.cumsum([0, *counters[:-1]]) * _WORDS
        return {
            name: drawn[start : start + many] for (name, many), start in zip(decisions.items(), starts, strict=True)
        }


def _between(words: Any) -> Chances:
    """Bring words of 32 bits between 0 and 1, neither of which they reach."""
    chances: Chances = (words + 0.5) * 2.0**-_BITS
    return chances
