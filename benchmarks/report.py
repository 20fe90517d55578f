"""From figures to tables, and to what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.contestants import ENTRANTS

Figures = Mapping[str, Any]

FLOOR_REACH, GROWTH_REACH, REPLAY_REACH, TEMPLATE_REACH = 3.0, 1.2, 2.2, 0.8
IMPORT_REACH_MS, HELP_REACH_MS = 20.0, 60.0
PEERS = ("transitions", "statemachine", "eventsourcing")


class Target(NamedTuple):
    """A promise, what was measured, and whether it is kept."""

    what: str
    measured: str
    reach: str
    met: bool


def targets(figures: Figures) -> list[dict[str, Any]]:
    return [target._asdict() for target in _targets(figures)]


def _targets(figures: Figures) -> Iterator[Target]:
    if (commands := figures.get("commands")) is not None:
        yield from _command_targets(commands)
    if (replay := figures.get("replay")) is not None:
        ratio = _of(replay["ours"], "ms") / _of(replay["entries"], "ms")
        yield _at_most(f"replay of {replay['entries_count']:,} entries, x of union + dict", ratio, REPLAY_REACH)
    if (template := figures.get("template")) is not None:
        ratio = _of(template["ours"], "ms") / _of(template["plain"], "ms")
        yield _at_most("volunteers.yaml to a template, x of CSafeLoader + pydantic", ratio, TEMPLATE_REACH)
    if (startup := figures.get("startup")) is not None:
        bare = _of(startup["bare"], "ms")
        for name, what, reach in (
            ("import", "import partnership, ms over bare Python", IMPORT_REACH_MS),
            ("help", "partnership --help, ms over bare Python", HELP_REACH_MS),
        ):
            if name in startup:
                yield _at_most(what, _of(startup[name], "ms") - bare, reach)
        heavy = [name for name in startup["loaded"] if name != "pydantic"]
        yield Target("networkx and yaml after import", ", ".join(heavy) or "not loaded", "not loaded", not heavy)


def _command_targets(commands: Figures) -> Iterator[Target]:
    sizes = list(commands["ours"])
    for size in sizes:
        yield _at_most(f"a command at V={size}, x of the pydantic floor", _ratio(commands, "ours", size), FLOOR_REACH)
    for peer in PEERS:
        if peer in commands:
            worst = max(_us(commands, "ours", size) / _us(commands, peer, size) for size in sizes)
            yield _at_most(f"a command, x of {peer} (worst V)", worst, 1.0)
    for name in ("ours", "shipped"):
        growth = _us(commands, name, sizes[-1]) / _us(commands, name, sizes[0])
        yield _at_most(f"growth from V={sizes[0]} to {sizes[-1]}, {name}", growth, GROWTH_REACH)


def _at_most(what: str, measured: float, reach: float) -> Target:
    return Target(what, f"{measured:.2f}", f"<= {reach:g}", measured <= reach)


def report(figures: Figures) -> str:
    return "\n".join(_lines(figures))


def _lines(figures: Figures) -> Iterator[str]:
    where = figures["environment"]
    packages = ", ".join(f"{name} {found}" for name, found in where["packages"].items() if found)
    yield f"{where['python']}, {where['system']}, {where['processor']}, {where['cores']} cores; {packages}"
    quick = "; quick: a first look only" if figures["quick"] else ""
    yield f"CPU time; medians of {figures['processes']} fresh processes in turns, least and most behind them{quick}"
    for title, part in (
        ("commands", _command_table),
        ("replay", _replay_table),
        ("template", _template_table),
        ("startup", _startup_table),
    ):
        if title in figures:
            yield ""
            yield from part(figures[title])
    for name, package in figures.get("absent", {}).items():
        yield f"{name} is left out: {package} is not installed (make bench installs the peers)"
    yield ""
    rows = [(t["what"], t["measured"], t["reach"], "met" if t["met"] else "MISSED") for t in figures["targets"]]
    yield from _table(("promise", "measured", "reach", ""), rows)


def _command_table(commands: Figures) -> Iterator[str]:
    sizes = list(commands["ours"])
    rows = []
    for name, found in commands.items():
        cells = [f"{_us(commands, name, size):.1f} {_span(found[size], 'us_per_command')}" for size in sizes]
        ratios = [f"{_ratio(commands, name, size):.2f}" for size in sizes]
        growth = f"{_us(commands, name, sizes[-1]) / _us(commands, name, sizes[0]):.2f}"
        begin = f"{_of(found[sizes[-1]], 'begin_ms'):.1f}"
        rows.append((ENTRANTS[name].title, *cells, *ratios, growth, begin))
    head = [f"us at V={size}" for size in sizes] + [f"x floor {size}" for size in sizes]
    yield from _table(("a command with guard, entry and explanation", *head, "growth", "begin ms"), rows)
    of = commands["floor"]
    counts = [f"V={size}: {_of(of[size], 'commands'):,.0f}, refused {_of(of[size], 'refused'):,.0f}" for size in sizes]
    yield f"commands: {'; '.join(counts)}"


def _replay_table(replay: Figures) -> Iterator[str]:
    titles = {
        "ours": "State.of: parse and fold",
        "entries": "TypeAdapter on our union + dict update",
        "events": "TypeAdapter on hand-written flat events + dict update",
    }
    base = _of(replay["entries"], "ms")
    rows = [
        (
            title,
            f"{_of(replay[name], 'ms'):.0f} {_span(replay[name], 'ms', 0)}",
            f"{_of(replay[name], 'parse_ms'):.0f}",
            f"{_of(replay[name], 'fold_ms'):.0f}",
            f"{_of(replay[name], 'ms') / base:.2f}",
        )
        for name, title in titles.items()
    ]
    yield from _table((f"replay of {replay['entries_count']:,} entries", "ms", "parse", "fold", "ratio"), rows)


def _template_table(template: Figures) -> Iterator[str]:
    titles = {
        "ours": "read_template: places, shape, names, expansion, digest",
        "plain": "yaml.load(CSafeLoader) + pydantic, same shapes",
        "yaml": "yaml.load(CSafeLoader) alone",
    }
    base, first = _of(template["plain"], "ms"), _of(template["plain"], "first_ms")
    rows = [
        (
            title,
            f"{_of(template[name], 'ms'):.1f} {_span(template[name], 'ms')}",
            f"{_of(template[name], 'ms') / base:.2f}",
            f"{_of(template[name], 'first_ms'):.1f}",
            f"{_of(template[name], 'first_ms') / first:.2f}",
        )
        for name, title in titles.items()
    ]
    size = _of(template["ours"], "bytes") / 1000
    yield from _table((f"volunteers.yaml ({size:.0f} kB) to a template", "ms", "ratio", "first time", "ratio"), rows)


def _startup_table(startup: Figures) -> Iterator[str]:
    titles = {
        "bare": "bare Python",
        "import": "import partnership",
        "first_use": "from partnership import Programme",
        "pydantic": "from pydantic import BaseModel",
        "help": "partnership --help",
    }
    bare = _of(startup["bare"], "ms")
    rows = [
        (
            title,
            f"{_of(startup[name], 'ms'):.0f} {_span(startup[name], 'ms', 0)}",
            f"{_of(startup[name], 'ms') - bare:.1f}",
        )
        for name, title in titles.items()
        if name in startup
    ]
    yield from _table(("a whole interpreter", "ms", "over bare"), rows)
    yield f"of networkx, pydantic and yaml, import partnership loads: {', '.join(startup['loaded']) or 'none'}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        first, *others = [
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join([first, *others]).rstrip()


def _of(summary: Figures, name: str) -> float:
    found: float = summary["median"][name]
    return found


def _span(summary: Figures, name: str, digits: int = 1) -> str:
    return f"({summary['least'][name]:.{digits}f}-{summary['most'][name]:.{digits}f})"


def _us(commands: Figures, name: str, size: str) -> float:
    return _of(commands[name][size], "us_per_command")


def _ratio(commands: Figures, name: str, size: str) -> float:
    return _us(commands, name, size) / _us(commands, "floor", size)
