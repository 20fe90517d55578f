"""What can be asked on the command line, and how a slip in it is explained."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NoReturn

from partnership.cli.console import Console, columns_of_terminal
from partnership.cli.words import LANGUAGES, Words

if TYPE_CHECKING:
    import datetime as dt

    from typing_extensions import override
else:

    def override(method: Any) -> Any:
        """Stand in for a mark that only the type checker reads; its package would take half the time of `--help`."""
        return method


# Patterns are compiled, and days imported, where a value is read: help needs neither.
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT: Final = _DAY + r"T[0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2})"
_ENDS: Final = r"(?P<low>[0-9]{1,4})-(?P<high>[0-9]{1,4})"
_TERMINAL: Final = 80
"""Columns of a terminal that does not tell how wide it is."""
_LONGEST_SHOWN: Final = 60

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

GRAPH_VIEWS: Final = ("partners", "everybody", "outcomes", "functions", "sectors", "growth")
"""What of a programme's graph can be looked at."""


class UsageError(Exception):
    """The arguments make no sense; the message is ready to be printed."""


def parser(words: Words) -> argparse.ArgumentParser:
    """Make the parser that speaks one language."""
    top = _Parser(words, "partnership", words("about"), epilogue=words("epilogue"))
    top.options.add_argument("--version", action=_Version, nargs=0, help=words("help-version"))
    commands = top.add_subparsers(title=words("commands"), metavar="COMMAND", dest="command", required=True)

    def command(within: Any, name: str, about: str) -> _Parser:
        prog = f"{within._prog_prefix} {name}"  # noqa: SLF001 - argparse keeps the name of the command there
        made: _Parser = within.add_parser(name, help=words(about), words=words, prog=prog, about=words(about))
        return made

    run = command(commands, "run", "about-run")
    _add_history(run, words)
    run.options.add_argument("--until", type=_day(words, "--until"), metavar="DATE", help=words("help-until"))
    run.options.add_argument("--all", action="store_true", help=words("help-all"))

    missing = command(commands, "missing", "about-missing")
    _add_history(missing, words)
    missing.options.add_argument("--on", type=_day(words, "--on"), metavar="DATE", help=words("help-on"))
    missing.options.add_argument("--to", metavar="STAGE", help=words("help-to"))

    graph = command(commands, "graph", "about-graph")
    _add_history(graph, words)
    graph.options.add_argument("--on", type=_day(words, "--on"), metavar="DATE", help=words("help-on"))
    graph.options.add_argument("-o", "--output", metavar="FILE", help=words("help-output"))
    _add_choice(graph, words, "--as", tuple(GRAPH_FORMS), "help-as", dest="form")
    _add_choice(graph, words, "--show", GRAPH_VIEWS, "help-show", default="partners")
    _add_choice(graph, words, "--ties", ("lived", "all"), "help-ties", default="lived")
    graph.options.add_argument("--without", action="append", metavar="PARTNER", help=words("help-without"))

    ties = command(commands, "ties", "about-ties")
    _add_history(ties, words)
    ties.arguments.add_argument("table", metavar="TABLE", help=words("help-table"))
    ties.options.add_argument("--on", type=_day(words, "--on"), metavar="DATE", help=words("help-tied-on"))
    ties.options.add_argument("--type", metavar="KIND", help=words("help-type"))
    ties.options.add_argument("--scale", type=_scale(words, "--scale"), metavar="LOW-HIGH", help=words("help-scale"))
    ties.options.add_argument("--directed", action="store_true", help=words("help-directed"))
    ties.options.add_argument("-o", "--output", metavar="FILE", help=words("help-answers"))

    ledger = command(commands, "ledger", "about-ledger")
    _add_history(ledger, words)
    ledger.options.add_argument("--until", type=_day(words, "--until"), metavar="DATE", help=words("help-true-until"))
    ledger.options.add_argument(
        "--as-known", type=_moment(words, "--as-known"), metavar="MOMENT", help=words("help-as-known")
    )

    templates = command(commands, "templates", "about-templates")
    actions = templates.add_subparsers(title=words("commands"), metavar="COMMAND", dest="action", required=True)
    shown = command(actions, "list", "about-templates-list")
    _add_json(shown, words)
    shown = command(actions, "show", "about-templates-show")
    shown.arguments.add_argument("name", metavar="NAME", help=words("help-name"))
    _add_json(shown, words)
    return top


def _add_history(command: _Parser, words: Words) -> None:
    command.arguments.add_argument("file", metavar="FILE", help=words("help-file"))
    command.options.add_argument("--vault", metavar="FILE", help=words("help-vault"))
    command.options.add_argument("--template", action="append", metavar="NAME", help=words("help-template"))
    command.options.add_argument("--head", metavar="HEAD", help=words("help-head"))
    command.options.add_argument("--strict-time", action="store_true", help=words("help-strict-time"))
    _add_json(command, words)


def _add_choice(command: _Parser, words: Words, name: str, choices: tuple[str, ...], about: str, **more: Any) -> None:
    command.options.add_argument(
        name, type=_choice(words, name, choices), metavar="|".join(choices), help=words(about), **more
    )


def _add_json(command: _Parser, words: Words) -> None:
    command.options.add_argument("--json", action="store_true", help=words("help-json"))


class _Parser(argparse.ArgumentParser):
    """A parser whose words are ours, and which raises where argparse would print and exit."""

    def __init__(self, words: Words, prog: str, about: str, epilogue: str | None = None) -> None:
        def formatter(prog: str) -> argparse.HelpFormatter:
            return _Formatter(prog, words("usage"))

        super().__init__(
            prog=prog,
            description=about,
            epilog=epilogue,
            add_help=False,
            allow_abbrev=False,
            formatter_class=formatter,
        )
        self.words = words
        self.arguments = self.add_argument_group(words("arguments"))
        self.options = self.add_argument_group(words("options"))
        self.options.add_argument("-h", "--help", action="help", help=words("help-help"))
        # Given before the command or after it; a command that is silent leaves what was said before it.
        for name, choices in (("--lang", LANGUAGES), ("--color", ("auto", "always", "never"))):
            self.options.add_argument(
                name,
                type=_choice(words, name, choices),
                metavar="|".join(choices),
                default=argparse.SUPPRESS,
                help=words(f"help-{name[2:]}"),
            )

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{_explained(message, self._known(), self.words)}\n{self._where()}")

    @override
    def print_help(self, file: Any = None) -> None:
        Console(file or sys.stdout or io.StringIO()).line(self.format_help().rstrip("\n"))

    def _where(self) -> str:
        return self.words("see-help", command=self.prog)

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


# --- values ----------------------------------------------------------------------------------------------------------


def _choice(words: Words, option: str, choices: Iterable[str]) -> Callable[[str], str]:
    allowed = tuple(choices)

    def check(value: str) -> str:
        if value not in allowed:
            raise argparse.ArgumentTypeError(
                words(
                    "not-a-choice",
                    option=option,
                    what=shown(value),
                    choices=", ".join(allowed),
                    hint=did_you_mean(value, allowed, words),
                )
            )
        return value

    return check


def _day(words: Words, option: str) -> Callable[[str], dt.date]:
    def read(value: str) -> dt.date:
        import datetime as dt

        try:
            if re.fullmatch(_DAY, value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        raise argparse.ArgumentTypeError(words("not-a-day", option=option, what=shown(value)))

    return read


def _moment(words: Words, option: str) -> Callable[[str], dt.datetime]:
    """Read a moment; a bare day means all of it, so that what was written down on that day is known."""

    def read(value: str) -> dt.datetime:
        import datetime as dt

        try:
            if re.fullmatch(_DAY, value):
                return dt.datetime.combine(dt.date.fromisoformat(value), dt.time.max, dt.UTC)
            if re.fullmatch(_MOMENT, value):
                return dt.datetime.fromisoformat(value).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            pass
        raise argparse.ArgumentTypeError(words("not-a-moment", option=option, what=shown(value)))

    return read


def _scale(words: Words, option: str) -> Callable[[str], tuple[int, int]]:
    def read(value: str) -> tuple[int, int]:
        ends = re.fullmatch(_ENDS, value)
        if ends is not None and int(ends["low"]) < int(ends["high"]):
            return int(ends["low"]), int(ends["high"])
        raise argparse.ArgumentTypeError(words("not-a-scale", option=option, what=shown(value)))

    return read


# --- complaints ------------------------------------------------------------------------------------------------------

_ARGUMENT: Final = r"(?s)argument (?P<name>[^:]+): (?P<rest>.*)"
_CHOICE: Final = r"(?s)invalid choice: (?P<what>'.*'|\".*\") \(choose from (?P<choices>.*)\)"


def _explained(message: str, options: list[str], words: Words) -> str:
    """Say in our words what argparse says in its own; what it says nowadays and we do not know stays as it is."""
    for opening, key in (
        ("unrecognized arguments: ", "no-such-argument"),
        ("the following arguments are required: ", ""),
    ):
        if message.startswith(opening):
            what = message.removeprefix(opening)
            if not key:
                return words("argument-needed", what=what)
            hint = did_you_mean(what.partition(" ")[0].partition("=")[0], options, words)
            return words(key, what=shown(what), hint=hint)
    named = re.fullmatch(_ARGUMENT, message)
    if named is None:
        return message
    option, rest = named["name"], named["rest"]
    if rest.startswith("expected one argument"):
        return words("value-needed", option=option)
    if rest.startswith("ignored explicit argument"):
        return words("no-value", option=option)
    choice = re.fullmatch(_CHOICE, rest)
    if choice is not None:
        allowed = re.findall(r"[\w-]+", choice["choices"])
        what = choice["what"][1:-1]
        hint = did_you_mean(what, allowed, words)
        return words("no-such-command", what=shown(what), hint=hint, choices=", ".join(allowed))
    return rest  # a complaint of our own about a value, which names its option


def did_you_mean(word: str, choices: Iterable[str], words: Words) -> str:
    """Return `; did you mean 'x'?`, or nothing where no choice is near."""
    from difflib import get_close_matches  # not needed when all goes well

    near = get_close_matches(word.lower(), list(choices), n=1)
    return words("did-you-mean", near=near[0]) if near else ""


def shown(value: str) -> str:
    """Quote what somebody typed, whatever it is made of, on one line of reasonable length."""
    cut = value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"
    return "'" + "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in cut) + "'"
