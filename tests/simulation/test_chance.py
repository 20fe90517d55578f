"""Chance is a pure function of what it decides; it meets the vectors that its authors publish."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.simulation.chance import Chance, number_of, philox

ALL = 0xFFFFFFFF
VECTORS = [
    pytest.param((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8), id="zeros"),
    pytest.param((ALL, ALL, ALL, ALL), (ALL, ALL), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD), id="ones"),
    pytest.param(
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        id="pi",
    ),
]
"""philox4x32-10 of Random123's file of known answers (kat_vectors, D. E. Shaw Research)."""

SEEDS = st.integers(0, 2**64 - 1)
NUMBERS = st.integers(0, 2**31)


@pytest.mark.parametrize("counter, key, words", VECTORS)
def test_philox_gives_the_known_answers_of_its_authors(
    counter: tuple[int, int, int, int], key: tuple[int, int], words: tuple[int, int, int, int]
) -> None:
    assert philox(counter, key) == words
    many = tuple(np.array([word] * 3, dtype=np.uint64) for word in counter)
    assert [word.tolist() for word in philox(many, key)] == [[word] * 3 for word in words]  # type: ignore[arg-type]


@given(SEEDS, NUMBERS, NUMBERS, st.text(max_size=8), st.lists(st.integers(0, 200), max_size=60))
def test_people_are_decided_about_together_as_one_by_one(
    seed: int, replication: int, step: int, decision: str, people: list[int]
) -> None:
    chance = Chance(seed)
    together = chance.of_people(replication, step, decision, np.array(people, dtype=np.uint64))
    assert together.tolist() == [chance.one(replication, step, decision, who) for who in people]


@given(SEEDS, st.lists(NUMBERS, min_size=1, max_size=20), NUMBERS, st.integers(0, 9), st.integers(1, 9))
def test_replications_are_decided_about_together_as_one_by_one(
    seed: int, replications: list[int], step: int, who: int, many: int
) -> None:
    chance = Chance(seed)
    numbers = np.array(replications, dtype=np.uint64)
    alone = [chance.one(each, step, "joins", who) for each in replications]
    assert chance.of_replications(numbers, step, "joins", who).tolist() == alone
    steps = [step, step + 3]
    decisions = {"joins": many, "goes": 1, "never": 0}
    told = chance.of_each(numbers, np.array(steps, dtype=np.uint64), decisions)
    assert {name: found.tolist() for name, found in told.items()} == {
        name: [[[chance.one(each, at, name, who) for each in replications] for at in steps] for who in range(many)]
        for name, many in decisions.items()
    }


@given(SEEDS, st.integers(1, 40), st.integers(0, 39))
def test_chunks_make_no_difference_to_what_is_drawn(seed: int, many: int, cut: int) -> None:
    chance, numbers = Chance(seed), np.arange(many, dtype=np.uint64)
    parts = [chance.of_replications(part, 3, "trip") for part in (numbers[:cut], numbers[cut:])]
    assert np.concatenate(parts).tolist() == chance.of_replications(numbers, 3, "trip").tolist()


def test_a_number_depends_on_all_that_it_decides_about() -> None:
    drawn = {
        Chance(seed).one(replication, step, decision, who)
        for seed in (1, 2, 2**40)
        for replication in (0, 1)
        for step in (0, 1)
        for decision in ("joins", "leaves")
        for who in (0, 1, 4)
    }
    assert len(drawn) == 3 * 2 * 2 * 2 * 3


def test_decisions_of_other_names_have_other_numbers() -> None:
    names = [f"{word}:{number}" for word in ("takes", "agrees", "move", "world") for number in range(500)]
    assert len({number_of(name) for name in names}) == len(names)


def test_what_is_drawn_lies_between_0_and_1_and_is_even_there() -> None:
    """Of 40,000 draws each tenth holds its share within four standard errors, and neighbours are not alike."""
    drawn = Chance(11).of_people(0, 0, "joins", np.arange(40_000, dtype=np.uint64))
    assert 0 < drawn.min() < drawn.max() < 1
    tenths = np.histogram(drawn, bins=10, range=(0, 1))[0]
    assert np.abs(tenths - 4_000).max() < 4 * np.sqrt(40_000 * 0.1 * 0.9)
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4 / np.sqrt(40_000)
