"""From figures to tables, and to what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import graph_report
from benchmarks.contestants import ENTRANTS

Figures = Mapping[str, Any]

FLOOR_REACH, GROWTH_REACH, REPLAY_REACH, TEMPLATE_REACH = 3.0, 1.2, 2.2, 0.8
IMPORT_REACH_MS, HELP_REACH_MS = 20.0, 60.0
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
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
    if (graph := figures.get("graph")) is not None:
        for what, measured, reach in graph_report.promises(graph):
            yield _at_most(what, measured, reach)


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


def report(figures: Figures, *, markdown: bool = False) -> str:
    lines: list[str] = []
    for part in _parts(figures):
        if lines:
            lines.append("")
        lines += [part] if isinstance(part, str) else part.markdown() if markdown else part.plain()
    return "\n".join(lines)


def put_into(page: Path, figures: Figures) -> None:
    """Replace the tables of a page, which stand between two comments; the rest of it is left alone."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for figures: {BEGIN} ... {END}")
    tables = report(figures, markdown=True)
    page.write_text(f"{before}{begin}\n\n{tables}\n\n{end}{after}", encoding="utf-8")


class Table(NamedTuple):
    """Rows of cells under a head; the first column is text, the others are figures."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def plain(self) -> list[str]:
        widths = [max(len(row[at]) for row in (self.head, *self.rows)) for at in range(len(self.head))]
        ruler = ["-" * width for width in widths]
        return [_aligned(row, widths) for row in (self.head, ruler, *self.rows)]

    def markdown(self) -> list[str]:
        ruler = ["---", *["---:"] * (len(self.head) - 1)]
        return [f"| {' | '.join(row)} |" for row in (self.head, ruler, *self.rows)]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = row
    cells = [first.ljust(widths[0]), *[cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]]
    return "  ".join(cells).rstrip()


def _parts(figures: Figures) -> Iterator[str | Table]:
    yield _where(figures)
    if "commands" in figures:
        yield from _command_tables(figures["commands"], figures["commands_quiet"])
    if "replay" in figures:
        yield _replay_table(figures["replay"])
    if "template" in figures:
        yield _template_table(figures["template"])
    if "startup" in figures:
        yield from _startup_table(figures["startup"])
    if "graph" in figures:
        yield from (Table(head, rows) for head, rows in graph_report.tables(figures["graph"]))
    for name, package in figures.get("absent", {}).items():
        yield f"{name} is left out: {package} is not installed (make bench installs the peers)"
    rows = [(t["what"], t["measured"], t["reach"], "met" if t["met"] else "MISSED") for t in figures["targets"]]
    yield Table(("promise", "measured", "reach", ""), rows)


def _where(figures: Figures) -> str:
    where = figures["environment"]
    packages = ", ".join(f"{name} {found}" for name, found in where["packages"].items() if found)
    quick = " Quick: a first look only." if figures["quick"] else ""
    return (
        f"{where['python']}, {where['system']}, {where['processor']}, {where['cores']} cores; {packages}. "
        f"CPU time; medians of {figures['processes']} fresh processes in turns, least and most in brackets.{quick}"
    )


def _command_tables(commands: Figures, quiet: Figures) -> Iterator[str | Table]:
    sizes = list(commands["ours"])
    rows = []
    for name, found in commands.items():
        cells = [f"{_us(commands, name, size):.1f} {_span(found[size], 'us_per_command')}" for size in sizes]
        ratios = [f"{_ratio(commands, name, size):.2f}" for size in sizes]
        begin = f"{_of(found[sizes[-1]], 'begin_ms'):.1f}"
        rows.append((ENTRANTS[name].title, *cells, *ratios, _growth(commands, name), begin))
    head = [f"us at V={size}" for size in sizes] + [f"x floor {size}" for size in sizes]
    yield Table(("a command with guard, entry and explanation", *head, "growth", "begin, ms"), rows)
    rows = []
    for name in quiet:
        cells = [f"{_us(quiet, name, size):.1f}" for size in sizes]
        ratios = [f"{_us(quiet, name, size) / _us(quiet, 'floor', size):.2f}" for size in sizes]
        rows.append((ENTRANTS[name].title, *cells, *ratios, _growth(quiet, name)))
    yield Table(("the same without the garbage collector", *head, "growth"), rows)
    of = commands["floor"]
    counts = [f"V={size}: {_of(of[size], 'commands'):,.0f}, {_of(of[size], 'refused'):,.0f} refused" for size in sizes]
    yield f"Commands: {'; '.join(counts)}."


def _replay_table(replay: Figures) -> Table:
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
    return Table((f"replay of {replay['entries_count']:,} entries", "ms", "parse", "fold", "ratio"), rows)


def _template_table(template: Figures) -> Table:
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
    return Table((f"volunteers.yaml ({size:.0f} kB) to a template", "ms", "ratio", "first time, ms", "ratio"), rows)


def _startup_table(startup: Figures) -> Iterator[str | Table]:
    titles = {
        "bare": "bare Python",
        "import": "import partnership",
        "first_use": "from partnership import Programme",
        "relations": "import partnership.relations",
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
    yield Table(("a whole interpreter", "ms", "over bare"), rows)
    yield f"Of networkx, pydantic and yaml, `import partnership` loads: {', '.join(startup['loaded']) or 'none'}."


def _of(summary: Figures, name: str) -> float:
    found: float = summary["median"][name]
    return found


def _span(summary: Figures, name: str, digits: int = 1) -> str:
    return f"({summary['least'][name]:.{digits}f}-{summary['most'][name]:.{digits}f})"


def _us(commands: Figures, name: str, size: str) -> float:
    return _of(commands[name][size], "us_per_command")


def _ratio(commands: Figures, name: str, size: str) -> float:
    return _us(commands, name, size) / _us(commands, "floor", size)


def _growth(commands: Figures, name: str) -> str:
    sizes = list(commands[name])
    return f"{_us(commands, name, sizes[-1]) / _us(commands, name, sizes[0]):.2f}"
