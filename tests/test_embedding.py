"""Whoever embeds the library from docs/embedding.md alone gets right answers under load.

The service of the page is run as it stands: two processes, threads in each, one file of entries between them. What it
answered is then held against the stored ledger, told again by one thread.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from partnership import Programme
from partnership.acts import AnyEntry, Command, Migrate, Start, from_json
from partnership.errors import Refused
from partnership.programme import load_template
from partnership.reading import read_template
from partnership.template import Template
from partnership.values import Text
from tests.test_docs import blocks

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "embedding.md"
START = date(2024, 2, 1)
CLIENTS, REQUESTS = 6, 30
LONGEST = 20.0
"""Seconds after which nothing more is asked."""


@dataclass
class Asked:
    """One request, the answer, and how many entries the client knew of before and after it."""

    least: int
    what: dict[str, Any] | str
    status: int
    answer: Any
    most: int = 0


@dataclass
class Client:
    """Somebody who asks over the wire, and notes what he is told."""

    number: int
    url: str
    known: int = 1
    told: list[Asked] = field(default_factory=list)

    def run(self) -> list[Asked]:
        chance, until = Random(self.number), time.monotonic() + LONGEST  # noqa: S311 - draws, no secrets
        with httpx.Client(base_url=self.url, timeout=LONGEST) as http:
            for number in range(REQUESTS):
                if time.monotonic() > until:
                    break
                self._write(http, self._command(chance, number))
                self._read(http, START + timedelta(days=chance.randrange(60)))
        return self.told

    def _command(self, chance: Random, number: int) -> dict[str, Any]:
        day = {"on": str(START + timedelta(days=chance.randrange(60)))}
        own, common = f"p-{self.number}-{number}", f"common-{chance.randrange(12)}"
        partner = {"kind": "partner", "name": "Somebody", "sector": chance.choice(["business", "ngo"])}
        match chance.randrange(7):
            case 0 | 1:
                return {"command": "record", "record": {**partner, "id": own}, **day}
            case 2 | 3:
                return {"command": "record", "record": {**partner, "id": common}, **day}
            case 4:
                return {"command": "amend", "kind": "partner", "id": common, "changes": {"place": own}, **day}
            case 5:
                return {"command": "end", "kind": "partner", "id": common, "reason": {"en": "gone", "ru": "нет"}, **day}
            case _:
                return {"command": "advance", **day}

    def _write(self, http: httpx.Client, command: dict[str, Any]) -> None:
        answer = http.post("/programmes/kaluga/commands", json=command)
        self.told.append(Asked(self.known, command, answer.status_code, answer.json()))
        if answer.status_code == httpx.codes.CREATED:
            self.known = max(self.known, answer.json()[-1]["seq"])
        else:
            assert answer.headers["content-type"] == "application/problem+json", answer.text

    def _read(self, http: httpx.Client, day: date) -> None:
        answer = http.get("/programmes/kaluga/missing", params={"on": str(day)})
        assert answer.status_code == httpx.codes.OK, answer.text
        length = answer.json()["entries"]
        assert length >= self.known, "what one was told once is there from then on, in every process"
        self.known = length
        for asked in self.told[-1:]:
            asked.most = length
        self.told.append(Asked(length, str(day), answer.status_code, answer.json(), length))


@contextmanager
def service(folder: Path) -> Iterator[str]:
    """Run the service of the page, in two processes, until it answers no more."""
    code = "\n\n".join(block.text for block in blocks(PAGE) if block.text.startswith("# service.py"))
    (folder / "service.py").write_text(code, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "service:app", "--host", "127.0.0.1", "--port", str(port)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        [*command, "--workers", "2", "--log-level", "warning"], cwd=folder, env=surroundings
    ) as process:
        try:
            yield _answering(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(timeout=10)


def _answering(url: str, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/openapi.json", timeout=5).status_code == httpx.codes.OK:
                return url
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the service of docs/embedding.md does not answer")


def stored(folder: Path) -> list[AnyEntry]:
    """What lies in the store of the page, read with the page's own code."""
    page = run_page("class Store")
    entries: list[AnyEntry] = page.Store(str(folder / "ledgers.sqlite")).after("kaluga", 0)
    return entries


def run_page(only: str = "# service.py") -> Any:
    """The blocks of the page in which something stands, run in this process."""
    page = ModuleType("page")
    code = "\n\n".join(block.text for block in blocks(PAGE) if "# service.py" in block.text and only in block.text)
    exec(code, page.__dict__)  # noqa: S102 - the page is ours
    return page


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The service in this process, with a programme that begins in February 2024."""
    monkeypatch.setenv("LEDGERS", str(tmp_path / "ledgers.sqlite"))
    service = run_page()
    service.start(Start(on=START, programme="kaluga", region="RU-KLU"))
    return service


def ask(page: Any, method: str, path: str, **more: Any) -> httpx.Response:
    """Ask the service in this process."""

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(page.app), base_url="http://here") as client:
            return await client.request(method, path, **more)

    return asyncio.run(asked())


def test_what_was_answered_today_is_not_taken_for_the_answer_of_tomorrow(page: Any) -> None:
    """Where no day is given; as long as it is today, and nothing is written, there is nothing new."""
    times = [datetime(2024, 3, day, 12, tzinfo=UTC) for day in (1, 1, 2)]
    page.now = lambda: times.pop(0)
    first = ask(page, "GET", "/programmes/kaluga/missing")
    seen = {"If-None-Match": first.headers["etag"]}
    again = [ask(page, "GET", "/programmes/kaluga/missing", headers=seen).status_code for _ in range(2)]
    assert (first.status_code, again) == (200, [304, 200])


def test_a_service_goes_on_with_a_second_version_of_its_law(page: Any) -> None:
    """The programme stays under the first until it is moved, and can be taken up anew before and after."""
    before = page.laws[0]
    after = changed_law()
    page.laws.append(after)
    move = Migrate(
        on=START, template=after.id, version=after.version, digest=after.digest, reason=Text.of("New", "Новая")
    )
    for expected in (before, after):
        page.programmes.clear()
        assert page.programme_of("kaluga").template.digest == expected.digest
        if expected is before:
            page.do("kaluga", move)
    begun = page.start(Start(on=START, programme="tula", region="RU-TUL"))
    assert begun[0].digest == after.digest


def changed_law() -> Template:
    """The shipped law in another version."""
    text = (ROOT / "src/partnership/templates/volunteers.yaml").read_text(encoding="utf-8")
    return read_template(
        text.replace('version: "1.0"', 'version: "1.1"', 1), "volunteers.yaml", lambda name: (b"", name)
    )


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Asked], list[AnyEntry]]:
    """All that was asked by several at once, and the ledger that came of it."""
    folder = tmp_path_factory.mktemp("service")
    with service(folder) as url:
        start = {"command": "start", "on": str(START), "programme": "kaluga", "region": "RU-KLU"}
        answers = [httpx.post(f"{url}/programmes", json=start) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 409]
        with ThreadPoolExecutor(CLIENTS) as pool:
            told = [one for found in pool.map(Client.run, [Client(n, url) for n in range(CLIENTS)]) for one in found]
    return told, stored(folder)


Load = tuple[list[Asked], list[AnyEntry]]


def prefixes(entries: list[AnyEntry]) -> Iterator[Programme]:
    """The programme after each entry, told again by one thread; the same object, which goes on."""
    programme = Programme.from_entries(load_template("volunteers"), entries[:1])
    yield programme
    for entry in entries[1:]:
        programme.take([entry])
        yield programme


def test_the_ledger_is_whole_and_everything_in_it_was_lawful(load: Load) -> None:
    """Nothing is missing, nothing is there twice, and each entry is what its command becomes after those before it."""
    told, entries = load
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    accepted = {one.answer[0]["seq"]: one for one in told if one.status == httpx.codes.CREATED}
    assert sorted(accepted) == list(range(2, len(entries) + 1))
    for programme, entry in zip(prefixes(entries), entries[1:], strict=False):
        one = accepted[entry.seq]
        assert from_json(TypeAdapter(Any).dump_json(one.answer[0])) == entry
        assert programme.propose(command_of(one, recorded=entry.recorded.isoformat())) == (entry,)


def test_each_bill_is_that_of_the_entries_that_it_names(load: Load) -> None:
    """The stage, the suspension, every finding, as one thread finds them."""
    told, entries = load
    asked: dict[int, list[Asked]] = defaultdict(list)
    for one in told:
        if isinstance(one.what, str):
            asked[one.answer["entries"]].append(one)
    for programme in prefixes(entries):
        for one in asked.pop(len(programme.entries), []):
            view = programme.as_of(date.fromisoformat(str(one.what)))
            assert one.answer["stage"] == view.stage
            assert one.answer["suspended_since"] is view.suspended_since is None
            assert one.answer["missing"] == [finding.model_dump(mode="json") for finding in view.missing()]
    assert not asked


def test_each_refusal_is_that_of_a_prefix_that_there_was_at_that_time(load: Load) -> None:
    """With every reason, as data; a slip is told from a rule."""
    told, entries = load
    refused = [one for one in told if not isinstance(one.what, str) and one.status != httpx.codes.CREATED]
    for programme in prefixes(entries):
        length = len(programme.entries)
        for one in [one for one in refused if one.least <= length <= one.most]:
            if findings(programme, command_of(one)) == one.answer["findings"]:
                refused.remove(one)
    assert not refused


def test_the_load_was_one(load: Load) -> None:
    """Several wrote at once, some were refused by a rule and some for a slip, and nothing failed."""
    told, entries = load
    statuses = Counter(one.status for one in told)
    assert statuses.keys() == {200, 201, 409, 422}
    assert statuses[201] > 30
    assert len(entries) == statuses[201] + 1


def command_of(asked: Asked, **otherwise: Any) -> Command:
    """The command that was sent."""
    adapter: TypeAdapter[Command] = TypeAdapter(Command)
    assert isinstance(asked.what, dict)
    return adapter.validate_python({**asked.what, **otherwise})


def findings(programme: Programme, command: Command) -> list[Any] | None:
    """The reasons of a refusal as they go over the wire."""
    try:
        programme.propose(command)
    except Refused as refusal:
        return [finding.model_dump(mode="json") for finding in refusal.findings]
    return None
