"""Invariant 5: deterministic. The same law and the same entries make the same state, byte for byte, anywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from partnership.acts import entry_adapter, from_json, to_json
from partnership.index import State
from partnership.programme import Programme
from tests.invariants.playing import finished, in_worlds
from tests.judge.worlds import World, worlds

ROOT = Path(__file__).resolve().parents[2]
REPLAY = """
import json, sys
from partnership.acts import from_json
from partnership.index import State
for line in sys.stdin:
    told = json.loads(line)
    state = State.of(tuple(from_json(json.dumps(entry)) for entry in told["entries"]))
    print(state.digest(max(entry.date for entry in state.entries)))
"""


@in_worlds(30)
def test_entries_go_to_json_and_back_without_loss(world: World) -> None:
    """Each entry is one line of canonical JSON, and the line is the entry."""
    for entry in finished(world).entries:
        line = to_json(entry)
        assert b"\n" not in line
        assert from_json(line) == entry
        assert to_json(from_json(line)) == line
        assert entry_adapter().validate_python(entry) == entry


@in_worlds(30)
def test_a_history_read_again_is_the_same_programme(world: World) -> None:
    """Folded as it grew, or from its file: the same bytes, the same answers."""
    programme = finished(world)
    again = Programme.from_entries(world.template, [from_json(to_json(each)) for each in programme.entries])
    assert again.digest() == programme.digest()
    assert again.snapshot.state.canonical(again.snapshot.date) == programme.snapshot.state.canonical(
        programme.snapshot.date
    )
    assert dict(again.snapshot.statuses()) == dict(programme.snapshot.statuses())
    assert again.snapshot.suspended_since == programme.snapshot.suspended_since
    assert [str(each) for each in again.missing()] == [str(each) for each in programme.missing()]
    assert State.of(tuple(programme.entries)).digest(programme.snapshot.date) == programme.digest()


def interpreters() -> list[str]:
    """This Python, and the other versions that are found and can import what the library needs."""
    found = [sys.executable]
    for version in ("3.11", "3.12", "3.13", "3.14"):
        path = shutil.which(f"python{version}")
        if path and version != f"{sys.version_info.major}.{sys.version_info.minor}" and _can_import(path):
            found.append(path)
    return found


def _can_import(python: str) -> bool:
    return (
        subprocess.run([python, "-c", "import pydantic, networkx, yaml"], capture_output=True, check=False).returncode
        == 0
    )


def _replayed(python: str, seed: str, told: str) -> list[str]:
    environment: dict[str, Any] = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [python, "-c", REPLAY], input=told, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.fixture(scope="module")
def histories() -> list[Programme]:
    """A few programmes of random worlds, the same ones each time."""
    found: list[Programme] = []

    @settings(max_examples=12, database=None, derandomize=True)
    @given(world=worlds())
    def collect(world: World) -> None:
        found.append(finished(world))

    collect()
    return found


def test_no_hash_seed_and_no_python_changes_a_state(histories: list[Programme]) -> None:
    """Replayed under three hash seeds and by each interpreter that is found: the digests are those of this process."""
    told = "\n".join(json.dumps({"entries": [json.loads(to_json(each)) for each in one.entries]}) for one in histories)
    expected = [one.digest() for one in histories]
    for python in interpreters():
        for seed in ("0", "1", "random"):
            assert _replayed(python, seed, told) == expected, (python, seed)
