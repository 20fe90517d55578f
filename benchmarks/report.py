"""From figures to tables, and to what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import engine_report, graph_report, simulation_report
from benchmarks.contestants import ENTRANTS

Figures = Mapping[str, Any]

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

COMMANDS = {
    "plain": ("a plain record", 2.5),
    "accepted": ("an accepted command", 3.0),
    "refused": ("a refusal, read to the last reason", 3.5),
    "all": ("all commands", 3.5),
}
"""What is told of commands, and what was promised of it, as a multiple of the floor."""

BEHIND = {"eventsourcing": "eventsourcing", "statemachine": "python-statemachine"}
"""Peers that keep a history or a machine of their own: to be ahead of them is promised."""

GROWTH_REACH = 1.1
REPLAY_REACH, TEMPLATE_REACH, IMPORT_REACH_MS, HELP_REACH_MS = 1.5, 0.77, 7, 18
USE_REACH, PILOT_REACH = 2.8, 5.0


class Target(NamedTuple):
    """A promise, what was measured, and whether it is kept."""

    figure: str
    reach: str
    measured: str
    met: bool


def targets(figures: Figures) -> list[dict[str, Any]]:
    return [target._asdict() for target in _targets(figures)]


def _targets(figures: Figures) -> Iterator[Target]:
    if (commands := figures.get("commands")) is not None:
        yield from _command_targets(commands)
    if (engine := figures.get("engine")) is not None:
        for what, measured, reach, digits in engine_report.promises(engine):
            yield _at_most(what, [measured], reach, digits)
    if (replay := figures.get("replay")) is not None:
        ratio = _of(replay["ours"], "ms") / _of(replay["entries"], "ms")
        yield _at_most(f"replay of {replay['entries_count']:,} entries, x union + dict", [ratio], REPLAY_REACH, 1)
    if (template := figures.get("template")) is not None:
        ratio = _of(template["ours"], "ms") / _of(template["plain"], "ms")
        yield _at_most("volunteers.yaml to a template, x CSafeLoader + pydantic", [ratio], TEMPLATE_REACH, 2)
    if (startup := figures.get("startup")) is not None:
        yield from _startup_targets(startup)
    if (graph := figures.get("graph")) is not None:
        for what, measured, reach in graph_report.promises(graph):
            yield _at_most(what, [measured], reach, 2)
    if (simulation := figures.get("simulation")) is not None:
        for what, measured, reach, most in simulation_report.promises(simulation):
            yield _at_most(what, [measured], reach, 2) if most else _at_least(what, measured, reach)


def _command_targets(commands: Figures) -> Iterator[Target]:
    loud, sizes = commands["loud"], list(commands["loud"]["ours"])
    at = f"V = {', '.join(sizes)}"
    for name, (what, reach) in COMMANDS.items():
        yield _at_most(f"{what}, x floor, {at}", [_ratio(loud, "ours", "floor", size, name) for size in sizes], reach)
        for peer, called in BEHIND.items():
            if peer in loud:
                ratios = [_ratio(loud, "ours", peer, size, name) for size in sizes]
                yield _at_most(f"{what}, x {called}, {at}", ratios, 1.0)
    for found, collector in ((commands["quiet"], "off"), (loud, "on")):
        for name in ("ours", "shipped"):
            over = _growth(found, name) / _growth(found, "floor")
            what = f"growth from V = {sizes[0]} to {sizes[-1]} over the floor's own, {name}, collector {collector}"
            yield _at_most(what, [over], GROWTH_REACH)


def _startup_targets(startup: Figures) -> Iterator[Target]:
    bare, pydantic = _of(startup["bare"], "ms"), _of(startup["pydantic"], "ms")
    for name, what, reach in (
        ("first_use", "from partnership import Programme, x import of pydantic", USE_REACH),
        ("pilot", "partnership run of the pilot, x import of pydantic", PILOT_REACH),
    ):
        yield _at_most(what, [_of(startup[name], "ms") / pydantic], reach, 1)
    yield _at_most("import partnership, ms over bare Python", [_of(startup["import"], "ms") - bare], IMPORT_REACH_MS, 0)
    yield _at_most("partnership --help, ms over bare Python", [_of(startup["help"], "ms") - bare], HELP_REACH_MS, 0)
    heavy = [name for name in startup["loaded"] if name != "pydantic"]
    yield Target("networkx and yaml after import", "not loaded", ", ".join(heavy) or "not loaded", not heavy)


def _at_most(figure: str, measured: Sequence[float], reach: float, digits: int = 2) -> Target:
    """Hold figures against the most that each may be, as exactly as they are told."""
    told = " / ".join(f"{one:,.{digits}f}" for one in measured)
    return Target(figure, f"<= {reach:g}", told, all(round(one, digits) <= reach for one in measured))


def _at_least(figure: str, measured: float, reach: float) -> Target:
    """Hold a figure against the least that it may be."""
    return Target(figure, f">= {reach:g}", f"{measured:,.1f}", measured >= reach)


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
        yield from _command_tables(figures["commands"])
    if "engine" in figures:
        yield Table(*engine_report.table(figures["engine"]))
        yield engine_report.folding(figures["engine"])
    if "replay" in figures:
        yield _replay_table(figures["replay"])
    if "template" in figures:
        yield _template_table(figures["template"])
    if "startup" in figures:
        yield from _startup_table(figures["startup"])
    if "graph" in figures:
        yield from (Table(head, rows) for head, rows in graph_report.tables(figures["graph"]))
    if "simulation" in figures:
        for part in simulation_report.tables(figures["simulation"]):
            yield part if isinstance(part, str) else Table(*part)
    for name, package in figures.get("absent", {}).items():
        yield f"{name} is left out: {package} is not installed (make bench installs the peers)"
    yield _promises(figures)


def _promises(figures: Figures) -> Table:
    """Put what was promised beside what was measured; of two checkouts, side by side."""
    told = figures["targets"]
    rows = [(one["figure"], one["reach"], one["measured"]) for one in told]
    met = ["met" if one["met"] else "MISSED" for one in told]
    if "beside" not in figures:
        return Table(("figure", "reach", "measured", ""), [(*row, word) for row, word in zip(rows, met, strict=True)])
    beside = {one["figure"]: one["measured"] for one in figures["beside"]["targets"]}
    return Table(
        ("figure", "reach", "measured", "", "beside"),
        [(*row, word, beside.get(row[0], "")) for row, word in zip(rows, met, strict=True)],
    )


def _where(figures: Figures) -> str:
    where = figures["environment"]
    packages = ", ".join(f"{name} {found}" for name, found in where["packages"].items() if found)
    quick = " Quick: a first look only." if figures["quick"] else ""
    return (
        f"{where['python']}, {where['system']}, {where['processor']}, {where['cores']} cores; {packages}. "
        f"CPU time; medians of {figures['processes']} fresh processes in turns, least and most in brackets.{quick}"
    )


def _command_tables(commands: Figures) -> Iterator[str | Table]:
    loud, quiet = commands["loud"], commands["quiet"]
    sizes = list(loud["ours"])
    head = [*(f"us at V={size}" for size in sizes), *(f"x floor {size}" for size in sizes)]
    for name, (what, _) in COMMANDS.items():
        rows = [
            (
                ENTRANTS[who].title,
                *(f"{_of(found[size], name):.1f} {_span(found[size], name)}" for size in sizes),
                *(f"{_ratio(loud, who, 'floor', size, name):.2f}" for size in sizes),
            )
            for who, found in loud.items()
        ]
        yield Table((what, *head), rows)
    rows = []
    for who, found in quiet.items():
        cells = [f"{_of(found[size], 'all'):.1f}" for size in sizes]
        ratios = [f"{_ratio(quiet, who, 'floor', size, 'all'):.2f}" for size in sizes]
        grown = [f"{_growth(each, who):.2f}" for each in (quiet, loud)]
        begin = f"{_of(loud[who][sizes[-1]], 'begin_ms'):.1f}"
        rows.append((ENTRANTS[who].title, *cells, *ratios, *grown, begin))
    yield Table(("all, without the garbage collector", *head, "growth", "with it", "begin, ms"), rows)
    of = loud["floor"]
    counts = [f"V={size}: {_of(of[size], 'commands'):,.0f}, {_of(of[size], 'refusals'):,.0f} refused" for size in sizes]
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
        "network": "import partnership.network",
        "pydantic": "from pydantic import BaseModel",
        "help": "partnership --help",
        "pilot": "partnership run of the pilot",
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


def _ratio(commands: Figures, name: str, other: str, size: str, what: str) -> float:
    return _of(commands[name][size], what) / _of(commands[other][size], what)


def _growth(commands: Figures, name: str) -> float:
    """Return by how much commands cost more in the largest pilot than in the smallest."""
    sizes = list(commands[name])
    return _of(commands[name][sizes[-1]], "all") / _of(commands[name][sizes[0]], "all")
