"""What can be asked on the command line, and how a slip in it is explained."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final, NoReturn

from partnership.base import override
from partnership.cli.console import Console, columns_of_terminal
from partnership.cli.option_values import (
    AS_DAY,
    AS_LEAVING,
    AS_LEVER,
    AS_MOMENT,
    AS_PAIRS,
    AS_PERIOD,
    AS_SCALE,
    ValueKind,
    as_choice,
    as_language,
    as_whole,
    did_you_mean,
    read_option,
    shown_argument,
)
from partnership.cli.words import HelpWords

_TERMINAL: Final = 80
"""Columns of a terminal that does not tell how wide it is."""
MOST_RUNS: Final = 10**7
LARGEST_SEED: Final = 2**64 - 1
"""As many runs, and as large a seed, as a study takes; known here so that `--help` loads nothing more."""

GRAPH_FORMS: Final = {
    "svg": ".svg",
    "html": ".html",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "pajek": ".net",
    "csv": ".csv",
    "csv-excel": ".csv",
    "json": ".json",
    "kumu": ".json",
    "mermaid": ".mmd",
    "dot": ".dot",
}
"""Forms of a file for a graph, with the endings of their names; known here so that `--help` loads nothing more."""

NETWORK_SUFFIXES: Final = (".graphml", ".gexf", ".gml", ".net", ".paj", ".json", ".xml")
"""Endings of files in which other tools keep networks."""

GRAPH_VIEWS: Final = ("partners", "everybody", "outcomes", "functions", "sectors", "communities", "growth")
"""What of a programme's graph can be looked at."""


class UsageError(Exception):
    """The arguments make no sense; the message is ready to be printed."""


def parser(words: HelpWords) -> argparse.ArgumentParser:
    """Make the parser that speaks one language."""
    message = words.message
    about = message(
        "Keeps the ledger of a social partnership under rules that anybody can read: tells its story, says what is "
        "missing and why something is refused."
    )
    epilogue = message(
        "Exit codes: 0 fine; 1 refused by the rules; 2 the input cannot be used. Language: --lang, else "
        "PARTNERSHIP_LANG, else the locale. NO_COLOR is respected."
    )
    top = _Parser(words, "partnership", about, epilogue)
    top.option("--version", message("show the version and exit"), action=_Version, nargs=0)
    command = top.commands("command")
    told = message(
        "Tells the story of a programme: its stages, what was recorded, what was refused and why, waivers, "
        "suspensions, late paperwork, and where it stands."
    )
    _run(command("run", told))
    owed = message(
        "Lists what is still missing for the next stage, grouped by who is responsible, and says how to fix it."
    )
    _missing(command("missing", owed))
    tied = message(
        "Tells who is tied to whom, who holds the partnership together and what breaks when somebody leaves; draws "
        "it, or writes it for other tools."
    )
    _graph(command("graph", tied))
    asked = message(
        "Checks the ties of a survey (CSV, XLSX) against the rules: writes what is accepted as lines for the programme "
        "file, and says what was refused and why."
    )
    _ties(command("ties", asked))
    listed = message(
        "Checks the organisations, people and memberships of a list (Popolo, IATI, a table) against the rules: writes "
        "what is accepted as lines for the programme file, and says what was refused and why."
    )
    _partners(command("partners", listed))
    entries = message("Shows the entries of a programme as a table, or as lines of canonical JSON.")
    _ledger(command("ledger", entries))
    imagined = message(
        "Simulates a region under the rules, or how a programme may go on, many times: which stages are reached, when, "
        "what holds them up, and what helps."
    )
    _simulate(command("simulate", imagined))
    regions = message("Shows the regions that can be simulated: what can be set in one, and who may take part.")
    _regions(command("regions", regions))
    _templates(command("templates", message("Shows the templates: the rules that a programme can follow.")))
    return top


def _run(run: _Parser) -> None:
    message = run.message
    run.history()
    run.day("--until", message("tell the story up to this day"))
    run.option("--all", message("each entry on a line, each reason in full"), action="store_true")


def _missing(missing: _Parser) -> None:
    message, in_context = missing.message, missing.in_context
    missing.history()
    missing.day("--on", message("the day to look at; the last day of the file when left out"))
    to = message("the stage to reach; the next one when left out")
    missing.option("--to", to, metavar=in_context("placeholder", "STAGE"))
    missing.option(
        "--all", message("each lack on a line, with the place and the source of each rule"), action="store_true"
    )


def _graph(graph: _Parser) -> None:
    message, in_context = graph.message, graph.in_context
    graph.history(
        message(
            "a programme file (.yaml), a ledger (.jsonl), or a network of another tool ({choices})",
            choices=", ".join(NETWORK_SUFFIXES),
        )
    )
    graph.day("--on", message("the day to look at; the last day of the file when left out"))
    output = message(
        "write a picture or a file for another tool; its form follows from the ending of its name; - is the output"
    )
    graph.option("-o", output, "--output", metavar=in_context("placeholder", "FILE"))
    form = message("the form of the file, where its name does not say it")
    graph.choice("--as", form, tuple(GRAPH_FORMS), dest="form")
    view = message("what to look at; partners and the ties between them when left out")
    graph.choice("--show", view, GRAPH_VIEWS, default="partners")
    lived = message("ties that people have lived (when left out), or those on paper too")
    graph.choice("--ties", lived, ("lived", "all"), default="lived")
    over_time = message("write a page with a slider that shows any day (-o FILE.html)")
    graph.option("--over-time", over_time, action="store_true")
    without = message("tell what would be if this partner left; may be given several times")
    columns = message("what is called otherwise in a network of another tool, as sector=club,strength=trust")
    pairs = in_context("placeholder", "FIELD=NAME,...")
    graph.option("--columns", columns, reads=AS_PAIRS, metavar=pairs)
    graph.option("--without", without, action="append", metavar=in_context("placeholder", "PARTNER"))


def _ties(ties: _Parser) -> None:
    message, in_context = ties.message, ties.in_context
    ties.history()
    table = message("a table of who is tied to whom, as from PARTNER or Kumu")
    ties.argument("table", table, in_context("placeholder", "TABLE"))
    ties.day("--on", message("the day of ties that say none; the last day of the file when left out"))
    kind = message("the kind of ties that say none; the template's first when left out")
    ties.option("--type", kind, metavar=in_context("placeholder", "KIND"))
    scale = message("the scale of the survey, as 1-4; 1-5 when left out")
    low_high = in_context("placeholder", "LOW-HIGH")
    ties.option("--scale", scale, reads=AS_SCALE, metavar=low_high)
    columns = message("which heading stands for what, as source=Q1,target=Q2 (also type, strength, direction, date)")
    pairs = in_context("placeholder", "FIELD=HEADING,...")
    ties.option("--columns", columns, reads=AS_PAIRS, metavar=pairs)
    shape = message("long (a row is a tie) or matrix (a cell is a tie); seen from the table when left out")
    ties.choice("--shape", shape, ("long", "matrix"))
    ties.option("--directed", message("a tie that says no direction is a directed one"), action="store_true")
    answers = message("write the table back (.csv, .xlsx) with a column of what was refused")
    ties.option("-o", answers, "--output", metavar=in_context("placeholder", "FILE"))


def _partners(partners: _Parser) -> None:
    message, in_context = partners.message, partners.in_context
    partners.history()
    listed = message("a list of organisations: Popolo (JSON), IATI (XML, a code list), or a table (CSV, XLSX)")
    partners.argument("list", listed, in_context("placeholder", "LIST"))
    partners.day("--on", message("the day on which they join; the last day of the file when left out"))
    sector = message("the sector of organisations of which the list says none that the template knows")
    partners.option("--sector", sector, metavar=in_context("placeholder", "SECTOR"))
    sectors = message('which sector is meant by what the list calls a sort, as party=ngo,"Local Government"=government')
    pairs = in_context("placeholder", "SORT=SECTOR,...")
    partners.option("--sectors", sectors, reads=AS_PAIRS, metavar=pairs)
    names = message("write the names of people here, as --personal-data reads them; the ledger has none")
    partners.option("--names", names, metavar=in_context("placeholder", "FILE"))
    secret = message("a file of random words that you keep: without it no list tells which id of a person is whose")
    partners.option("--secret", secret, metavar=in_context("placeholder", "FILE"))
    report = message("write a report (.csv, .xlsx) with a row for each, and a column of what was refused")
    partners.option("-o", report, "--output", metavar=in_context("placeholder", "FILE"))


def _ledger(ledger: _Parser) -> None:
    message, in_context = ledger.message, ledger.in_context
    ledger.history()
    ledger.day("--until", message("only what is true from this day or earlier"))
    known_by = message("only what was recorded by the end of this day, or by this moment")
    a_moment = in_context("placeholder", "MOMENT")
    ledger.option("--as-known", known_by, reads=AS_MOMENT, metavar=a_moment)


def _simulate(simulate: _Parser) -> None:
    message, in_context = simulate.message, simulate.in_context
    named = message(
        "a template to simulate in a region, such as volunteers or the path of your own; or a programme file (.yaml) "
        "or a ledger (.jsonl), whose programme goes on"
    )
    a_name, a_file = in_context("placeholder", "NAME"), in_context("placeholder", "FILE")
    simulate.argument("of", named, f"{a_name}|{a_file}")
    simulate.told_when_missing = _templates_there
    region = message(
        "the region, such as kaluga or the path of your own; `partnership regions list` lists those that come with "
        "the library. Of a programme its own ledger is measured when left out"
    )
    simulate.option("--region", region, metavar=a_name)
    on = message("for a programme: the day to go on from, such as 2026-09-14; its last day when left out")
    simulate.day("--on", on)
    against = message(
        "for a programme: make a forecast from this earlier day, too, such as 2025-09-14, and tell where what has come "
        "since stands in it"
    )
    simulate.day("--against", against)
    ahead = message(
        "for a programme: how far to look ahead, such as P2Y or P18M; as far as the region says when left out, five "
        "years without one"
    )
    simulate.option("--horizon", ahead, reads=AS_PERIOD, metavar=in_context("placeholder", "PERIOD"))
    to = message(
        "tell of this stage alone and of what stands before it, such as main; characterising:2 is the first stage of a "
        "cycle once more, in its next round"
    )
    simulate.option("--to", to, metavar=in_context("placeholder", "STAGE"))
    a_number = in_context("placeholder", "NUMBER")
    many = message("how many runs, such as 200; 1000 when left out, 100 for a programme")
    simulate.option("--replications", many, reads=as_whole(1, MOST_RUNS), metavar=a_number)
    seed = message("the number that all chance follows from, such as 7: the same one gives the same runs; else 0")
    simulate.option("--seed", seed, reads=as_whole(0, LARGEST_SEED), default=0, metavar=a_number)
    lever = in_context("placeholder", "LEVER=VALUE")
    setting = message(
        "set a number otherwise in all runs, such as sign_up=0.015, workers.office=6 or law.quorum=0.6; `partnership "
        "regions show NAME` lists them; may be given several times"
    )
    simulate.option("--set", setting, reads=AS_LEVER, action="append", metavar=lever)
    compared = message(
        "run the same once more with this set otherwise, such as sign_up=0.02, and tell the difference; given several "
        "times, each is tried by itself"
    )
    simulate.option("--compare", compared, reads=AS_LEVER, action="append", metavar=lever)
    leaving = message(
        "have a partner leave in all runs, so many months after the first day, such as bank=6, and tell what that "
        "changes against the same runs in which it stays, which takes twice as long; may be given several times"
    )
    leaver = in_context("placeholder", "PARTNER=MONTHS")
    simulate.option("--leave", leaving, reads=AS_LEAVING, action="append", metavar=leaver)
    engine = message(
        "fast (people are counted), exact (the rules decide every entry, which takes longer), or auto: fast where that "
        "can be"
    )
    simulate.choice("--engine", engine, ("auto", "fast", "exact"), default="auto")
    output = message(
        "keep the study in this file, such as kaluga.study, for `load_study` in Python; a forecast of a programme "
        "cannot be kept"
    )
    simulate.option("-o", output, "--output", metavar=a_file)
    simulate.ledger()
    simulate.json()


def _templates_there(words: HelpWords) -> str:
    """Name the templates that come with the library; looked up only where none was named."""
    from partnership.programme import shipped_templates

    return words.message("templates that come with the library: {choices}", choices=", ".join(shipped_templates()))


def _regions(regions: _Parser) -> None:
    message, in_context = regions.message, regions.in_context
    action = regions.commands("action")
    action("list", message("Lists the regions that come with the library.")).json()
    about = message(
        "Shows a region: the levers that can be set in it, the figures of the world there, how long work takes, and "
        "the partners with their ids."
    )
    show = action("show", about)
    a_name = in_context("placeholder", "NAME")
    show.argument("name", message("a region that comes with the library, or the path of your own"), a_name)
    law = message("the template, if the one that the region names does not come with the library")
    show.option("--template", law, metavar=a_name)
    show.json()


def _templates(templates: _Parser) -> None:
    message, in_context = templates.message, templates.in_context
    action = templates.commands("action")
    action("list", message("Lists the templates that come with the library.")).json()
    show = action(
        "show", message("Shows a template: stages, gates, and each rule with its origin, its dates and its place.")
    )
    named = message("a template that comes with the library, or the path of your own")
    show.argument("name", named, in_context("placeholder", "NAME"))
    show.json()


class _Parser(argparse.ArgumentParser):
    """A parser whose words are ours, and which raises where argparse would print and exit."""

    def __init__(self, words: HelpWords, prog: str, about: str, epilogue: str | None = None) -> None:
        message = words.message

        def formatter(prog: str) -> argparse.HelpFormatter:
            return _Formatter(prog, message("usage: "))

        super().__init__(
            prog=prog,
            description=about,
            epilog=epilogue,
            add_help=False,
            allow_abbrev=False,
            formatter_class=formatter,
        )
        self.words = words
        self.told_when_missing: Callable[[HelpWords], str] | None = None
        self.message, self.in_context = words.message, words.in_context
        self._own_arguments = self.add_argument_group(message("arguments"))
        self._own_options = self.add_argument_group(message("options"))
        self.option("-h", message("show this help and exit"), "--help", action="help")
        # Given before the command or after it; a command that is silent leaves what was said before it.
        silent: dict[str, Any] = {"default": argparse.SUPPRESS}
        lang = message("the language: en, ru, or another that has a catalogue")
        a_language = self.in_context("placeholder", "LANGUAGE")
        self.option("--lang", lang, type=as_language(words), metavar=a_language, **silent)
        self.choice("--color", message("colour: auto, always or never"), ("auto", "always", "never"), **silent)
        verbose = message(
            "say more: what the catalogue of the language lacks, in `simulate` why the rules decided each entry, and "
            "what to look at again in the region's file"
        )
        self.option("-v", verbose, "--verbose", action="store_true", **silent)

    def commands(self, dest: str) -> Callable[[str, str], _Parser]:
        """Take a command; returns what makes the parser of one, by its name and what is said about it."""
        metavar, title = self.in_context("placeholder", "COMMAND"), self.message("commands")
        made: Any = self.add_subparsers(title=title, metavar=metavar, dest=dest, required=True)
        return lambda name, about: made.add_parser(
            name, help=about, words=self.words, prog=f"{self.prog} {name}", about=about
        )

    def argument(self, name: str, about: str, metavar: str) -> None:
        """Take an argument."""
        self._own_arguments.add_argument(name, help=about, metavar=metavar)

    def option(self, name: str, about: str, *names: str, reads: ValueKind | None = None, **more: Any) -> None:
        """Take an option; its value is read as one of a kind, if it is of any."""
        if reads is not None:
            more["type"] = partial(read_option, self.words, name, reads)
        self._own_options.add_argument(name, *names, help=about, **more)

    def choice(self, name: str, about: str, choices: tuple[str, ...], **more: Any) -> None:
        """Take an option that is one of a few words."""
        self.option(name, about, type=as_choice(self.words, name, choices), metavar="|".join(choices), **more)

    def day(self, name: str, about: str) -> None:
        """Take an option that is a day."""
        self.option(name, about, reads=AS_DAY, metavar=self.in_context("placeholder", "DATE"))

    def json(self) -> None:
        """Take the option to write for programs."""
        self.option("--json", self.message("write JSON (docs/json.md describes it)"), action="store_true")

    def history(self, about: str | None = None) -> None:
        """Take a programme, and how it is to be read."""
        message, in_context = self.message, self.in_context
        a_file = in_context("placeholder", "FILE")
        self.argument("file", about or message("a programme file (.yaml) or a ledger (.jsonl)"), a_file)
        personal_data = message("a file with names and contacts of people, kept outside the ledger")
        self.option("--personal-data", personal_data, metavar=a_file)
        self.ledger()
        self.json()

    def ledger(self) -> None:
        """Take how a programme is to be read."""
        message, in_context = self.message, self.in_context
        law = message(
            "the template that a ledger (.jsonl) was kept under, if it does not come with the library; each, if it was "
            "changed on the way"
        )
        self.option("--template", law, action="append", metavar=in_context("placeholder", "NAME"))
        head = message(
            "the head of a ledger (.jsonl), or its number of entries, as `ledger` told it: whether any are missing"
        )
        self.option("--head", head, metavar=in_context("placeholder", "HEAD"))
        future = message("treat lines dated or recorded after today as faults, not as plans")
        self.option("--strict-time", future, action="store_true")

    @override
    def error(self, message: str) -> NoReturn:
        where = self.words.message("see: {command} --help", command=self.prog)
        said = _explained(message, self._known(), self.words)
        if self.told_when_missing is not None and message.startswith(_REQUIRED):
            said = f"{said}; {self.told_when_missing(self.words)}"
        raise UsageError(f"{said}\n{where}")

    @override
    def print_help(self, file: Any = None) -> None:
        Console(file or sys.stdout or io.StringIO()).line(self.format_help().rstrip("\n"))

    def _known(self) -> list[str]:
        """Give every option of this parser and of the commands under it: one is complained of where none took it."""
        within = [one for action in self._actions for one in _parsers(action)]
        own = [name for action in self._actions for name in action.option_strings]
        return [*own, *(name for one in within for name in one._known())]  # noqa: SLF001 - one of our own


def _parsers(action: argparse.Action) -> list[_Parser]:
    choices = action.choices if isinstance(action.choices, dict) else {}
    return [one for one in choices.values() if isinstance(one, _Parser)]


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog, max_help_position=28, width=columns_of_terminal(os.environ, _TERMINAL) - 2)
        self._opening = usage

    @override
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._opening if prefix is None else prefix)


class _Version(argparse.Action):
    """Says the version; it is looked up only here, for it costs more than all of the help."""

    @override
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"partnership {version('partnership')}")
        parser.exit()


# --- complaints ------------------------------------------------------------------------------------------------------

_REQUIRED: Final = "the following arguments are required"
_ARGUMENT: Final = r"(?s)argument (?P<name>[^:]+): (?P<rest>.*)"
_CHOICE: Final = r"(?s)invalid choice: (?P<what>'.*'|\".*\") \(choose from (?P<choices>.*)\)"


def _explained(complaint: str, options: list[str], words: HelpWords) -> str:
    """Say in our words what argparse says in its own; what it says nowadays and we do not know stays as it is."""
    opening, _, what = complaint.partition(": ")
    match opening:
        case "unrecognized arguments":
            hint = did_you_mean(what.partition(" ")[0].partition("=")[0], options, words)
            return words.message("unknown argument: {what}{hint}", what=shown_argument(what), hint=hint)
        case _ if opening == _REQUIRED:
            return words.message("missing: {what}", what=what)
        case _:
            pass
    named = re.fullmatch(_ARGUMENT, complaint)
    if named is None:
        return complaint
    option, rest = named["name"], named["rest"]
    if rest.startswith("expected one argument"):
        return words.message("{option} needs a value after it", option=option)
    if rest.startswith("ignored explicit argument"):
        return words.message("{option} takes no value", option=option)
    choice = re.fullmatch(_CHOICE, rest)
    if choice is not None:
        allowed = re.findall(r"[\w-]+", choice["choices"])
        what = choice["what"][1:-1]
        hint = did_you_mean(what, allowed, words)
        return words.message(
            "unknown command {what}; expected one of: {choices}{hint}",
            what=shown_argument(what),
            hint=hint,
            choices=", ".join(allowed),
        )
    return rest  # a complaint of our own about a value, which names its option
