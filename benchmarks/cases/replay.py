"""`replay MANNER FILE`: CPU milliseconds to read a ledger back from its lines.

`ours` parses entries and folds them into a state, one after the other, and then folds the parsed ones once more to tell
the two apart; `entries` parses the same lines with the same union and keeps the latest of each record in a dict;
`events` does that with hand-written flat events. Validators are made before the clock.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.lifecycle.events import VisitChanged, event_adapter
from partnership import State
from partnership.acts import Amended, Recorded, entry_adapter, from_json

WARMING = 500


def ours(lines: list[bytes]) -> dict[str, float]:
    started = time.process_time()
    state = State.of(map(from_json, lines))
    took = time.process_time() - started
    assert state.length == len(lines)
    parsed = state.entries
    del state
    gc.collect()
    started = time.process_time()
    State.of(parsed)
    fold = time.process_time() - started
    return {"ms": took * 1e3, "parse_ms": (took - fold) * 1e3, "fold_ms": fold * 1e3}


def entries(lines: list[bytes]) -> dict[str, float]:
    validate = entry_adapter().validate_json
    latest: dict[tuple[str, str], Any] = {}
    started = time.process_time()
    for line in lines:
        entry = validate(line)
        if isinstance(entry, Recorded):
            latest[entry.record.kind, entry.record.id] = entry.record
        elif isinstance(entry, Amended):
            latest[entry.kind, entry.id] = {**dict(latest[entry.kind, entry.id]), **entry.changes}
    return _ms(started)


def events(lines: list[bytes]) -> dict[str, float]:
    validate = event_adapter().validate_json
    latest: dict[tuple[str, str], Any] = {}
    started = time.process_time()
    for line in lines:
        event = validate(line)
        if isinstance(event, VisitChanged):
            visit = latest["visit", event.id]
            latest["visit", event.id] = {**dict(visit), "state": event.state, "adults": event.adults}
        elif (id_ := getattr(event, "id", None)) is not None:
            latest[event.event, id_] = event
    return _ms(started)


def _ms(started: float) -> dict[str, float]:
    took = (time.process_time() - started) * 1e3
    return {"ms": took, "parse_ms": took, "fold_ms": 0.0}


MANNERS: dict[str, Callable[[list[bytes]], dict[str, float]]] = {"ours": ours, "entries": entries, "events": events}


def main() -> None:
    read = MANNERS[sys.argv[1]]
    lines = Path(sys.argv[2]).read_bytes().splitlines()
    read(lines[:WARMING])
    gc.collect()
    print(json.dumps(read(lines)))


if __name__ == "__main__":
    main()
