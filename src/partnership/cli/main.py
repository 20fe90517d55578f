"""Where a command comes in, and how it goes out: with a code, never with a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from partnership.cli.arguments import UsageError, parser
from partnership.cli.console import Console, complain, mute
from partnership.cli.exits import BROKEN, INTERRUPTED, PIPE_CLOSED, Exit
from partnership.cli.words import HelpWords, language

if TYPE_CHECKING:
    from argparse import Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 fine, 1 the law says no, 2 the input cannot be used."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    words = HelpWords(language(arguments, os.environ))
    try:
        code = _answer(arguments, words, own=argv is None)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        mute()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as trouble:
        mute()
        complain(
            "partnership: " + words.message("the output cannot be written ({why})", why=trouble.strerror or trouble)
        )
        return Exit.UNUSABLE
    except Exception as slip:
        if os.environ.get("PARTNERSHIP_TRACEBACK"):
            raise
        ours = words.message(
            "this is a fault of the library, not of your files: {kind}: {what}; please report it "
            "(PARTNERSHIP_TRACEBACK=1 shows where)",
            kind=type(slip).__name__,
            what=str(slip),
        )
        complain(f"partnership: {ours}")
        return BROKEN
    return code


def _answer(arguments: list[str], words: HelpWords, *, own: bool) -> int:
    """Answer a command; `own` tells that it is the process's own, which ends with it."""
    try:
        with _log({"-v", "--verbose"} & {*arguments} and {"-h", "--help"} & {*arguments}):
            asked = parser(words).parse_args(arguments)
    except UsageError as slip:
        complain(f"partnership: {slip}")
        return Exit.UNUSABLE
    except SystemExit as done:  # after --help and --version
        return int(done.code or 0)
    collecting = gc.isenabled()
    gc.disable()  # a command makes what it shows, and ends: to look for garbage meanwhile costs an eighth of its time
    stream = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115 - a process without a standard output still answers with its code
    console = Console.of(stream, getattr(asked, "color", "auto"), os.environ, words.lang)
    try:
        with _log(getattr(asked, "verbose", False)):
            return _command(asked, console)
    finally:
        if own:
            gc.freeze()  # the process ends, and to look through all it holds once more would cost a fifth of its time
        if collecting:
            gc.enable()


@contextmanager
def _log(is_wanted: object) -> Iterator[None]:
    """Show meanwhile what a partial catalogue lacks, where errors go."""
    if not is_wanted:
        yield
        return
    import logging

    log, handler = logging.getLogger("partnership.languages"), logging.StreamHandler()
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def _command(asked: Namespace, console: Console) -> int:
    """Load and run what was asked for; the library itself is imported here and no earlier."""
    from partnership.cli.inputs import Unusable
    from partnership.errors import MissingExtra

    try:
        match asked.command, getattr(asked, "action", None):
            case "run", _:
                from partnership.cli.run import run as answer
            case "missing", _:
                from partnership.cli.missing import missing as answer
            case "graph", _:
                from partnership.cli.graph import graph as answer
            case "ties", _:
                from partnership.cli.ties import ties as answer
            case "partners", _:
                from partnership.cli.ties import partners as answer
            case "ledger", _:
                from partnership.cli.ledger import ledger as answer
            case "simulate", _:
                from partnership.cli.simulate import simulate_command as answer
            case "regions", _:
                from partnership.cli.regions import regions as answer
            case _, "list":
                from partnership.cli.templates import list_templates as answer
            case _:
                from partnership.cli.templates import show_template as answer
        return answer(asked, console)
    except Unusable as trouble:
        console.complain(trouble.said)
        return trouble.code
    except MissingExtra as lacking:
        console.complain(lacking.text(console.lang))
        return Exit.UNUSABLE
