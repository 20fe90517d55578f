"""Any number of threads read any days of one programme at once, with a writer at work: each answer is one prefix's.

And whoever is interrupted, reading or writing, leaves nothing behind that anybody could tell.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import linecache
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from threading import Barrier, Event, Semaphore
from types import FrameType
from typing import Any, TypeVar

import pytest

import partnership
from partnership.acts import AddRecord, Advance, Amend, AnyEntry, Command, End, command_of, entry_adapter, to_json
from partnership.errors import Refused
from partnership.evaluation import View
from partnership.programme import Programme, load_programme
from partnership.records import RECORDS, Partner, Signature
from partnership.template import Template
from partnership.values import Text
from tests.small import SMALL, begun, day, partner, running, small_law

ROOT = Path(__file__).parents[2]
FILE = ROOT / "examples" / "smolensk-2009.yaml"
READERS = 8
T = TypeVar("T")
Answer = tuple[Any, ...]


def dice(seed: int) -> Random:
    """The same throws each time."""
    return Random(seed)  # noqa: S311 - draws, no secrets


@cache
def pilot() -> Programme:
    """The pilot as it was told; nobody reads it but to take its entries."""
    return load_programme(FILE)


def taken_up(entries: Sequence[AnyEntry], template: Template | None = None) -> Programme:
    """A programme of which nobody has asked anything yet."""
    return Programme.from_entries(template or pilot().template, entries)


def all_days() -> list[dt.date]:
    """Every day of the pilot, and a month after."""
    first, last = pilot().entries[0].date, pilot().state.horizon
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 31)]


def answer(view: View) -> Answer:
    """How a day stands; of every seventh day also all that is said of it."""
    records = {kind: view.records(kind) for kind in RECORDS}
    return (
        view.stage,
        view.statuses(),
        view.suspension,
        records,
        view.state.facts(view.date),
        in_full(view) if view.date.toordinal() % 7 == 0 else None,
    )


def in_full(view: View) -> Answer:
    """What is missing, in both languages, when what must hold turned, and the digest."""
    missing = view.missing()
    return missing, [one.text(lang) for one in missing for lang in ("en", "ru")], view.turns(), view.digest()


def on(programme: Programme, asked: dt.date) -> Answer:
    """How a programme stands on a day."""
    return answer(programme.as_of(asked))


def proposed(programme: Programme, command: Command) -> Answer:
    """What a command would become, or why it is refused."""
    try:
        return programme.propose(command)
    except Refused as refusal:
        return type(refusal), refusal.findings


def at_once(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """Run tasks in threads that begin together and take turns every 10 microseconds."""
    begin = Barrier(len(tasks))

    def run(task: Callable[[], T]) -> T:
        begin.wait()
        return task()

    with hasty(), ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


@contextmanager
def hasty() -> Iterator[None]:
    """Let threads take turns every 10 microseconds."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


# --- nobody writes ---------------------------------------------------------------------------------------------------


def read_by_eight(shares: Sequence[Sequence[dt.date]]) -> None:
    """Let each of eight threads read its days, in whatever way they can be read, and compare with one thread's."""
    programme, template = taken_up(pilot().entries), pilot().template
    shared = {asked: programme.as_of(asked) for asked in all_days()}
    ways: list[Callable[[dt.date], View]] = [
        programme.as_of,
        lambda asked: View(template, programme.state, asked),
        shared.__getitem__,
    ]

    def reader(number: int) -> Callable[[], list[tuple[dt.date, Answer]]]:
        return lambda: [
            (asked, answer(ways[(number + place) % 3](asked))) for place, asked in enumerate(shares[number])
        ]

    found = at_once([reader(number) for number in range(READERS)])
    alone = taken_up(pilot().entries)
    expected = {asked: on(alone, asked) for asked in {asked for share in shares for asked in share}}
    for answers in found:
        for asked, got in answers:
            assert got == expected[asked], asked


def test_eight_threads_read_the_days_of_the_pilot_in_any_order_as_one_does() -> None:
    """Every other day is read by one of them, some by all: through the programme, its state, or a view they share."""
    days, chance = all_days()[::2], dice(11)
    chance.shuffle(days)
    common = days[::100]
    shares = [common + days[number::READERS] for number in range(READERS)]
    read_by_eight([chance.sample(share, len(share)) for share in shares])


@pytest.mark.soak
def test_eight_threads_each_read_every_day_of_the_pilot() -> None:
    """The same, each of them all days."""
    chance = dice(12)
    read_by_eight([chance.sample(all_days(), len(all_days())) for _ in range(READERS)])


# --- somebody writes -------------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """An answer, and how many entries there were before it was asked for and afterwards."""

    asked: Any
    least: int
    most: int
    answer: Answer


def written_by(
    write: Callable[[Programme, AnyEntry], None],
    ask: Callable[[Programme, Any], Answer],
    asked: Sequence[Hashable],
    *,
    first: int,
    seed: int,
    last: int | None = None,
) -> None:
    """Let a writer write the pilot while seven threads ask; each answer must be that of one prefix of the ledger."""
    history = pilot().entries[:last]
    programme, done, read_one = taken_up(history[:first]), Event(), Semaphore(0)

    def writing() -> list[Seen]:
        try:
            for entry in history[first:]:
                read_one.acquire(timeout=10)  # when one has read, the others are in the middle of it
                write(programme, entry)
        finally:
            done.set()
        return []

    def reading(number: int) -> Callable[[], list[Seen]]:
        chance = dice(seed * 100 + number)

        def read() -> list[Seen]:
            found: list[Seen] = []
            held: list[tuple[View, Answer]] = []
            while not done.is_set():
                what, least = chance.choice(asked), len(programme.entries)
                got = ask(programme, what)
                found.append(Seen(what, least, len(programme.entries), got))
                read_one.release()
                if chance.random() < 0.1:
                    held.append((view := programme.snapshot, answer(view)))
            for view, first_answer in held:
                assert answer(view) == first_answer, "a view that is held answers as before"
            return found

        return read

    tasks: list[Callable[[], list[Seen]]] = [writing, *(reading(number) for number in range(READERS - 1))]
    seen = [one for found in at_once(tasks) for one in found]
    assert programme.entries == history
    assert len(seen) >= len(history) - first
    are_of_prefixes(seen, ask, history)


def are_of_prefixes(seen: Iterable[Seen], ask: Callable[[Programme, Any], Answer], history: Sequence[AnyEntry]) -> None:
    """Tell it again, with nobody else about, and find each answer among those of the prefixes it may be of."""
    waiting: dict[int, list[Seen]] = defaultdict(list)
    for one in seen:
        waiting[one.least].append(one)
    first = min(waiting)
    alone = taken_up(history[:first])
    looked_for: list[Seen] = []
    for length in range(first, len(history) + 1):
        alone.take(history[len(alone.entries) : length])
        looked_for += waiting[length]
        answers: dict[int, Answer] = {}
        for one in tuple(looked_for):
            key = id(one.asked)
            if key not in answers:
                answers[key] = ask(alone, one.asked)
            if answers[key] == one.answer:
                looked_for.remove(one)
            else:
                assert length < one.most, f"{one.asked}: the answer of no prefix from {one.least} to {one.most}"


def take(programme: Programme, entry: AnyEntry) -> None:
    """Take an entry in that somebody else has stored."""
    programme.take([entry])


def do(programme: Programme, entry: AnyEntry) -> None:
    """Put the command that an entry came from before the door once more."""
    assert programme.do(command_of(entry)) == (entry,)


def some_days(seed: int) -> list[dt.date]:
    """Days on which the pilot is asked."""
    return dice(seed).sample(all_days(), 60)


def attempts() -> list[Command]:
    """What somebody may want to do: some of it lawful now and then, some never."""
    found: list[Command] = []
    for asked in some_days(9)[::3]:
        newcomer = Partner(id="newcomer", name=Text.of("Newcomer"), sector="business", role="company")
        found += [
            AddRecord(on=asked, record=newcomer),
            Advance(on=asked),
            Amend(on=asked, kind="partner", id="uralsib", changes={"place": "Moscow"}),
            End(on=asked, kind="partner", id="kopeika", reason=Text.of("gone")),
        ]
    return found


def test_readers_see_prefixes_while_entries_are_taken_in() -> None:
    """Somebody else decides, this programme only takes in."""
    written_by(take, on, some_days(1), first=200, seed=1)


def test_readers_see_prefixes_while_commands_are_done() -> None:
    """The writer decides, and asks the law on his way."""
    written_by(do, on, some_days(2), first=3, last=150, seed=2)


def test_several_propose_at_once_while_one_writes_and_nothing_is_changed_by_it() -> None:
    """Each proposal, and each reason of a refusal, is that of one prefix; what is not taken leaves nothing behind."""
    written_by(do, proposed, attempts(), first=350, seed=3)


def test_a_day_is_read_under_the_law_that_its_own_entries_name() -> None:
    """While the law changes, a reader sees the old law on the old ledger or the new one on the new, never a mixture."""
    other = small_law(SMALL.replace('version: "1"', 'version: "2"'))
    programme = running()
    programme.migrate(other, on=day("2010-03-01"), reason="a new version")
    for _ in range(60):
        again = Programme.from_entries([running().template, other], programme.entries[:-1])
        reading = Event()

        def read(again: Programme = again, reading: Event = reading) -> None:
            while (view := again.as_of(day("2010-03-01"))).facts.law != other.digest:
                assert view.template.digest == view.facts.law
                reading.set()
            assert view.template.digest == other.digest
            reading.set()

        def write(again: Programme = again, reading: Event = reading) -> None:
            reading.wait()
            again.take(programme.entries[-1:])

        at_once([read, read, read, write])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 30))
def test_readers_and_writers_however_they_meet(seed: int) -> None:
    """The same, from other beginnings."""
    write = do if seed % 2 else take
    written_by(write, on, some_days(seed), first=3 + 20 * (seed % 10), seed=seed)
    written_by(write, proposed, attempts(), first=3 + 20 * (seed % 10), seed=seed)


# --- somebody is interrupted -----------------------------------------------------------------------------------------


class Interrupted(BaseException):
    """Somebody has pressed Ctrl-C, or a time is up."""


class Watching:
    """Counts the lines of the library that an act runs, and interrupts it at one of them."""

    home = str(Path(partnership.__file__).parent)

    def __init__(self, at: int | None = None) -> None:
        self.lines = 0
        self._at = at

    def run(self, act: Callable[[], object]) -> bool:
        """Run an act, and tell whether it was interrupted."""
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            act()
        except Interrupted:
            return True
        except Refused:
            pass
        finally:
            sys.settrace(before)
        return False

    def _enter(self, frame: FrameType, _event: str, _arg: object) -> Callable[..., Any] | None:
        return self._line if frame.f_code.co_filename.startswith(self.home) else None

    def _line(self, frame: FrameType, event: str, _arg: object) -> Callable[..., Any]:
        if event == "line":
            self.lines += 1
            if self.lines == self._at:
                # Python lets nothing come between the taking of a lock and its block, nor between the end of the block
                # and the giving back, nor at a `try:`, which does nothing and so stands outside what guards the block;
                # a tracer could, at the lines of the `with` and the `try` themselves
                line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
                if line.lstrip().startswith(("with ", "try:")):
                    self._at += 1
                else:
                    raise Interrupted
        return self._line


def is_as_if_told_anew(programme: Programme, days: Sequence[dt.date], history: Sequence[AnyEntry]) -> None:
    """Look at some days, let somebody else write the rest of the history, and look again: all is as in a fresh fold."""
    assert programme.entries == history[: len(programme.entries)]
    same_answers(programme, days)
    with ThreadPoolExecutor(1) as another:
        rest = history[len(programme.entries) :]
        for entry in rest[:1]:
            another.submit(do, programme, entry).result(timeout=20)
        another.submit(programme.take, rest[1:]).result(timeout=20)
    assert programme.entries == history
    same_answers(programme, days)


def same_answers(programme: Programme, days: Sequence[dt.date]) -> None:
    fresh = taken_up(programme.entries, programme.template)
    for asked in days:
        assert on(programme, asked) == on(fresh, asked)
        assert proposed(programme, Advance(on=asked)) == proposed(fresh, Advance(on=asked))


def told(entries: Sequence[AnyEntry], template: Template, days: Sequence[dt.date]) -> Programme:
    """A programme that has been read and asked, so that there is something to leave in disorder."""
    programme = taken_up(entries, template)
    for asked in days:
        programme.as_of(asked).statuses()
        proposed(programme, Advance(on=asked))
    return programme


@cache
def small_history() -> tuple[Programme, tuple[AnyEntry, ...]]:
    """A short history with one of everything that touches tables; who is to sign changes before all have."""
    programme = begun()
    programme.advance("agreeing", on=day("2010-01-15"))
    programme.record(Signature(id="s-bank", agreement="agr", partner="bank"), on=day("2010-01-20"))
    programme.record(partner("shop"), on=day("2010-01-21"))
    programme.amend("agreement", "agr", {"parties": ["bank", "aid", "shop"]}, on=day("2010-01-22"))
    programme.record(Signature(id="s-shop", agreement="agr", partner="shop"), on=day("2010-01-23"))
    programme.record(Signature(id="s-aid", agreement="agr", partner="aid"), on=day("2010-01-24"))
    programme.advance(on=day("2010-02-01"))
    programme.end("partner", "bank", on=day("2010-02-10"), reason="gone")
    programme.withdraw(len(programme.entries), on=day("2010-02-11"), reason="a slip")
    programme.suspend(on=day("2010-02-12"), reason="flood")
    return programme, tuple(programme.entries)


SMALL_DAYS = [day("2010-01-30"), day("2010-02-05"), day("2010-02-20")]


def interrupt(
    act: Callable[[Programme, AnyEntry], object],
    at: Callable[[int], Iterable[int]],
    before: Callable[[Programme, AnyEntry], object] = lambda _programme, _entry: None,
) -> None:
    """Interrupt an act at lines of it, on each of the later entries of the small history."""
    programme, history = small_history()
    for length in range(6, len(history)):
        entry = history[length]

        def acting(length: int = length, entry: AnyEntry = entry) -> tuple[Programme, Callable[[], object]]:
            begun = told(history[:length], programme.template, SMALL_DAYS)
            before(begun, entry)
            return begun, lambda: act(begun, entry)

        count = Watching()
        count.run(acting()[1])
        for place in at(count.lines):
            struck, acts = acting()
            Watching(place).run(acts)
            is_as_if_told_anew(struck, SMALL_DAYS, history)


def ask_again(programme: Programme, _entry: AnyEntry) -> None:
    """Ask what was asked already, on the writer's day."""
    proposed(programme, Advance(on=SMALL_DAYS[-1]))


def every(step: int) -> Callable[[int], Iterable[int]]:
    """Every so manieth line, from the first."""
    return lambda lines: range(1, lines + 1, step)


def test_whoever_is_interrupted_while_taking_an_entry_in_leaves_nothing_behind() -> None:
    """Whether the entry is in or not, every answer is that of a fresh fold, and anybody can go on writing."""
    interrupt(take, every(23))


def test_whoever_is_interrupted_while_deciding_leaves_nothing_behind() -> None:
    """What is kept for the next decision is not trusted after that."""
    interrupt(lambda programme, entry: proposed(programme, command_of(entry)), every(31))
    interrupt(ask_again, every(41), before=take)


def test_whoever_is_interrupted_while_reading_leaves_nothing_behind() -> None:
    """A reading changes nothing, so there is nothing that could be left half changed."""

    def read(programme: Programme, entry: AnyEntry) -> None:
        in_full(taken_up(programme.entries, programme.template).as_of(entry.date))  # nobody has filled anything yet
        in_full(programme.as_of(entry.date))

    interrupt(read, every(301))


@pytest.mark.soak
def test_whoever_is_interrupted_anywhere_leaves_nothing_behind() -> None:
    """The same, at every line."""
    interrupt(take, every(1))
    interrupt(lambda programme, entry: proposed(programme, command_of(entry)), every(1))
    interrupt(ask_again, every(1), before=take)
    interrupt(lambda programme, entry: in_full(programme.as_of(entry.date)), every(5))


@pytest.mark.soak
def test_whoever_is_interrupted_at_any_moment_leaves_nothing_behind() -> None:
    """Not at lines that somebody chose: an exception is thrown into a thread that reads, asks and writes the pilot."""
    history, chance = pilot().entries, dice(4)
    for _ in range(300):
        length = chance.randrange(50, len(history) - 20)
        days = chance.sample(all_days(), 2)
        programme = told(history[:length], pilot().template, days)
        act = work(programme, history[length : length + 5], days)
        struck(act, chance.random() * 0.02)
        is_as_if_told_anew(programme, days, history[: length + 10])


def work(programme: Programme, entries: Sequence[AnyEntry], days: Sequence[dt.date]) -> Callable[[], None]:
    def act() -> None:
        with suppress(Interrupted):
            for entry in entries:
                in_full(programme.as_of(days[0]))
                proposed(programme, command_of(entry))
                programme.take([entry])

    return act


def struck(act: Callable[[], None], after: float) -> None:
    """Throw an exception into a thread that is at work, after so many seconds."""
    thread = threading.Thread(target=act)
    thread.start()
    thread.join(after)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(Interrupted))
    thread.join()


# --- without a global lock -------------------------------------------------------------------------------------------


def free_threaded() -> str | None:
    """Return an interpreter without a global lock that can run the library; None where none is found."""
    for name in ("python3.14t", "python3.13t"):
        found = shutil.which(name)
        if (
            found is not None
            and subprocess.run([found, "-c", "import pydantic, networkx, yaml"], check=False).returncode == 0
        ):
            return found
    return None


def test_the_same_without_a_global_lock() -> None:
    """On a free-threaded interpreter, where there is one, the same readers and writers are let loose."""
    python = free_threaded()
    if python is None:
        pytest.skip("no free-threaded interpreter with pydantic is installed (python3.13t, python3.14t)")
    code = "import tests.invariants.test_readers as here; here.let_loose()"
    subprocess.run([python, "-X", "gil=0", "-c", code], cwd=ROOT, env={"PYTHONPATH": "src:."}, check=True, timeout=300)


def let_loose() -> None:
    """What is asked of a free-threaded interpreter."""
    test_eight_threads_read_the_days_of_the_pilot_in_any_order_as_one_does()
    for seed in range(5):
        written_by(do if seed % 2 else take, on, some_days(seed), first=3, seed=seed)
        written_by(do, proposed, attempts(), first=3, seed=seed)
    entry = pilot().entries[-1]
    assert entry_adapter().validate_python(json.loads(to_json(entry))) == entry
