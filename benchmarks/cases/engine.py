"""`engine WHAT [FILE]`: what it costs to bind a law to a history, to ask about any day, and to suppose.

FILE is a history under the shipped law (see `histories`), or the story of the pilot. Imports, validators and the law
itself are there before the clock: another programme has used it.
"""

import datetime as dt
import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.contestants.contestant import BASIS, BY
from benchmarks.contestants.ours import shipped_bytes
from benchmarks.graphs import peak_mb, resident_mb
from benchmarks.lifecycle import START
from partnership import Partner, Programme, State, Template, Text, load_programme, load_template
from partnership.acts import AnyEntry, from_json
from partnership.network import what_if
from partnership.records import Credential

SHIPPED = "volunteers"

TIMES = 9
DAYS = 31
YEAR = 365
TURNS = 40
PROGRAMMES = 100
"""Programmes that are loaded; the figures are those of ten times as many."""
MANY = 1_000

Figures = dict[str, float | None]
T = TypeVar("T")


# --- a law that is there, a programme that is new --------------------------------------------------------------------


def binding(_: Path) -> Figures:
    """The start of a programme and its first decision."""
    template = _used(load_template(SHIPPED))
    return {"ms": _median(lambda: _begun(template), TIMES)}


def first_missing(story: Path) -> Figures:
    """The first question that is put to the pilot, taken up from its entries, beyond folding them."""
    told = load_programme(story)
    template, entries = told.template, list(told.entries)
    Programme.from_entries(template, entries).missing()
    found = []
    for _ in range(TIMES):
        fold, _ = _clocked(lambda: State.of(entries))
        load, programme = _clocked(lambda: Programme.from_entries(template, entries))
        first, _ = _clocked(programme.missing)
        found.append((load + first - fold, first))
    return {"ms": statistics.median(over for over, _ in found), "first_ms": statistics.median(one for _, one in found)}


def first_decision(ledger: Path) -> Figures:
    """The first decision on a long history, beyond folding it."""
    template, entries = _used(load_template(SHIPPED)), _entries(ledger)
    fold, state = _clocked(lambda: State.of(entries))
    del state
    load, programme = _clocked(lambda: Programme.from_entries(template, entries))
    last = entries[-1]
    first, _ = _clocked(lambda: _certify(programme, 0, last.date, last.recorded))
    second, _ = _clocked(lambda: _certify(programme, 1, last.date, last.recorded))
    return {
        "fold_ms": fold,
        "load_ms": load,
        "first_ms": first,
        "second_ms": second,
        "ms": load + first - fold,
    }


def programmes(ledger: Path) -> Figures:
    """A hundred programmes, each read from its lines and asked once, and all of them kept: a tenth of a thousand."""
    template, lines = _used(load_template(SHIPPED)), ledger.read_bytes().splitlines()
    gc.collect()
    peak_mb(anew=True)
    before = resident_mb()
    kept: list[Programme] = []
    started = time.process_time()
    for _ in range(PROGRAMMES):
        programme = Programme.from_entries(template, map(from_json, lines))
        programme.missing()
        kept.append(programme)
    took = time.process_time() - started
    most = peak_mb()
    share = MANY / len(kept)
    held = None if before is None or most is None else before + (most - before) * share
    return {"s": took * share, "gb": None if held is None else held / 1e3}


# --- days ------------------------------------------------------------------------------------------------------------


def stage(ledger: Path) -> Figures:
    """The stage on any day."""
    programme = _asked(ledger)
    days = _any_days(programme)
    return {"ms": _median(lambda: programme.as_of(next(days)).stage, DAYS)}


def missing(ledger: Path) -> Figures:
    """What is lacking on any day."""
    programme = _asked(ledger)
    days = _any_days(programme)
    return {"ms": _median(lambda: programme.as_of(next(days)).missing(), DAYS)}


def year(ledger: Path) -> Figures:
    """How much is lacking on each day of a year."""
    programme = _asked(ledger)
    days = [START + dt.timedelta(days=day) for day in range(YEAR)]
    return _seconds(lambda: [len(programme.as_of(day).missing()) for day in days])


def turns(ledger: Path) -> Figures:
    """Papers of today and of long ago in turns, each taken in."""
    programme = _asked(ledger)
    now = programme.entries[-1].recorded
    days = (now.date(), START + dt.timedelta(days=100))
    _certify_in_turns(programme, 2, days, now)
    took, _ = _clocked(lambda: _certify_in_turns(programme, TURNS, days, now))
    return {"ms": took / TURNS}


def _certify_in_turns(programme: Programme, times: int, days: tuple[dt.date, ...], now: dt.datetime) -> None:
    for at in range(times):
        _certify(programme, times + at, days[at % len(days)], now)


# --- questions -------------------------------------------------------------------------------------------------------


def unsupported(ledger: Path) -> Figures:
    """Which entries have lost what they rested on."""
    programme = _asked(ledger)
    return _seconds(programme.unsupported)


def migration(ledger: Path) -> Figures:
    """What another version of the law would change."""
    programme = _asked(ledger)
    other = Path("another.yaml")
    digest = programme.template.digest
    other.write_text(_another_version(), encoding="utf-8")
    template = load_template(other)
    assert template.digest != digest
    return _seconds(lambda: programme.migration(template))


def what_ifs(ledger: Path) -> Figures:
    """What would be lost if each partner left."""
    programme = _asked(ledger)
    return _seconds(lambda: what_if(programme))


WHAT: dict[str, Callable[[Path], Figures]] = {
    "binding": binding,
    "first_missing": first_missing,
    "first_decision": first_decision,
    "stage": stage,
    "missing": missing,
    "year": year,
    "turns": turns,
    "programmes": programmes,
    "unsupported": unsupported,
    "migration": migration,
    "what_if": what_ifs,
}


# --- how it is done --------------------------------------------------------------------------------------------------


def _used(template: Template) -> Template:
    """Let a programme use the law once, as far as it can be used."""
    programme = _begun(template)
    programme.missing()
    return template


def _begun(template: Template) -> Programme:
    programme = Programme.start(template, id="pilot", region="RU-SMO", on=START, by=BY, basis=BASIS)
    programme.record(Partner(id="first", name=Text.of("First"), sector="business"), on=START, by=BY, basis=BASIS)
    return programme


def _entries(ledger: Path) -> list[AnyEntry]:
    return [from_json(line) for line in ledger.read_bytes().splitlines()]


def _asked(ledger: Path) -> Programme:
    """Take a programme up and ask it about its last day, so that whatever is made once is made."""
    programme = Programme.from_entries(_used(load_template(SHIPPED)), _entries(ledger))
    programme.missing()
    return programme


def _any_days(programme: Programme) -> Iterator[dt.date]:
    draw, length = random.Random(2009), (programme.entries[-1].date - START).days
    while True:
        yield START + dt.timedelta(days=draw.randrange(length))


def _certify(programme: Programme, at: int, day: dt.date, now: dt.datetime) -> None:
    record = Credential(id=f"again-{at}", person="p-0", type="institution_clearance")
    programme.record(record, on=day, recorded=now, by=BY, basis=BASIS)


def _another_version() -> str:
    text = shipped_bytes().decode()
    changed = text.replace('version: "1.0"', 'version: "1.0.1"', 1)
    assert changed != text
    return changed


def _clocked(work: Callable[[], T]) -> tuple[float, T]:
    """Return the milliseconds that something takes, and what it returns."""
    gc.collect()
    started = time.process_time()
    found = work()
    return (time.process_time() - started) * 1e3, found


def _median(work: Callable[[], Any], times: int) -> float:
    return statistics.median(_clocked(work)[0] for _ in range(times))


def _seconds(work: Callable[[], Any]) -> Figures:
    return {"s": _clocked(work)[0] / 1e3}


def main() -> None:
    work = WHAT[sys.argv[1]]
    print(json.dumps(work(Path(*sys.argv[2:]))))


if __name__ == "__main__":
    main()
