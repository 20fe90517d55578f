"""`ledgers COUNT`: write the ledger of one pilot into this folder: our entries and hand-written events, one a line."""

import json
import sys
from pathlib import Path

from benchmarks.contestants.by_hand import Floor
from benchmarks.contestants.ours import Ours
from benchmarks.lifecycle import story
from partnership.acts import to_json


def main() -> None:
    count = int(sys.argv[1])
    # a volunteer makes more than ten entries
    steps = story(-(-count // 100) * 10)
    ours, floor = Ours(), Floor()
    for contestant in (ours, floor):
        contestant.begin()
        for step in steps:
            contestant.do(step)
    entries, events = ours.programme.entries[:count], floor.log.events[:count]
    assert len(entries) == len(events) == count
    Path("entries.jsonl").write_bytes(b"\n".join(map(to_json, entries)))
    Path("events.jsonl").write_bytes(b"\n".join(event.model_dump_json().encode() for event in events))
    print(json.dumps({"entries": count}))


if __name__ == "__main__":
    main()
