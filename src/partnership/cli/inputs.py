"""What a command is about: a programme from its file, told line by line, or from its entries."""

from __future__ import annotations

import datetime as dt
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership.cli.arguments import shown
from partnership.cli.console import complain
from partnership.cli.exits import Exit
from partnership.cli.story import last_day
from partnership.cli.words import Words
from partnership.errors import InputError, PartnershipError, Refused, UnknownName
from partnership.evaluation import View
from partnership.programme import Programme, Telling, load_programme, load_template, read_vault, tell
from partnership.template import Template

if TYPE_CHECKING:
    from argparse import Namespace

LEDGER_SUFFIX: Final = ".jsonl"

_PLACE: Final = re.compile(r"[^\s].*?:[0-9]+:[0-9]+: ")


class Unusable(Exception):
    """The command cannot go on; the message is ready to be printed."""

    def __init__(self, text: str, code: Exit = Exit.UNUSABLE) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Opened:
    """A programme that was asked for; `telling` where it is a programme file, whose lines are still to be tried."""

    file: str
    programme: Programme
    telling: Telling | None

    @property
    def last_day(self) -> dt.date:
        """The last day of the file, as far as it has been told."""
        lines = () if self.telling is None else self.telling.file.lines
        return last_day(self.programme, (line for line in lines if line.refused))


def opened(asked: Namespace, words: Words) -> Opened:
    """Open the file that was asked for.

    Raises:
        Unusable: if it is no file, is empty, cannot be read, or is not what it should be.
    """
    file: str = asked.file
    check_file(file, words)
    _say_the_future(asked, words)
    now = today if asked.strict_time else None
    try:
        if file.endswith(LEDGER_SUFFIX):
            laws = [template_of(name, words) for name in asked.template or ()] or None
            found = Opened(file, load_programme(file, template=laws, head=asked.head, now=now), None)
        else:
            if asked.head is not None:
                raise Unusable(words("head-of-lines", file=shown(file)[1:-1]))
            telling = tell(file, now=now)
            found = Opened(file, telling.programme, telling)
        if asked.vault is not None:
            check_file(asked.vault, words)
            found.programme.vault = read_vault(Path(asked.vault).read_bytes(), asked.vault)
    except PartnershipError as error:
        raise Unusable(_placed(file, said(error, words))) from None
    return found


def told(found: Opened, words: Words) -> Programme:
    """Try every line of a programme file and return the programme at its end.

    Raises:
        Unusable: with the code of a law that says no, if lines go otherwise than the file says.
    """
    if found.telling is not None:
        for _ in found.telling.steps():
            pass
        if found.telling.faults:
            raise Unusable(fault_lines(found.telling, words), code_of(found.telling))
    return found.programme


def code_of(telling: Telling) -> Exit:
    """Return the code for lines that went otherwise than they say: the law says no, or they cannot be used."""
    return Exit.UNUSABLE if telling.is_mistaken else Exit.LAW_SAYS_NO


def snapshot_on(day: dt.date | None, found: Opened, words: Words) -> View:
    """Return the programme, told to its end, on the day that `--on` names; on the last day of its file without one.

    Raises:
        Unusable: if the programme begins later.
    """
    programme = found.programme
    start = programme.entries[0].date
    if day is not None and day < start:
        raise Unusable(words("before-start", option="--on", day=day, start=start))
    if day is None:
        say_days_to_come(found, words)
    return programme.as_of(day or found.last_day)


def fault_lines(telling: Telling, words: Words) -> str:
    """Say which lines of a programme file went otherwise than they say, each at its place."""
    lines = [fault.text(words.lang) for fault in telling.faults]
    return "\n".join([*lines, words.count(len({fault.at for fault in telling.faults}), "otherwise")])


def template_of(name: str, words: Words) -> Template:
    """Load a template by its name or path.

    Raises:
        Unusable: if there is none, or it cannot be used.
    """
    if any(mark in name for mark in "/\\."):
        check_file(name, words)
    try:
        return load_template(name)
    except PartnershipError as error:
        raise Unusable(said(error, words)) from None


def _placed(file: str, text: str) -> str:
    """Name the file in front of each complaint that does not begin with a place of its own."""
    return "\n".join(line if _PLACE.match(line) else f"{shown(file)[1:-1]}: {line}" for line in text.splitlines())


def said(error: PartnershipError, words: Words) -> str:
    """Say what an error of the library says, in the language that was chosen."""
    match error:
        case InputError() | UnknownName() | Refused():
            return error.text(words.lang)
        case _:
            return str(error)


def today() -> dt.date:
    """Return the day that it is; only the command line knows."""
    return dt.date.today()  # noqa: DTZ011 - the reader's own day, at the one door that may look at the clock


def _say_the_future(asked: Namespace, words: Words) -> None:
    """Say of a day that has not come yet what an answer about it is worth."""
    option = "--until" if asked.command == "run" else "--on"
    day, now = getattr(asked, option.removeprefix("--"), None), today()
    if day is not None and day > now:
        complain(words("in-the-future", option=option, day=day, today=now))


def say_days_to_come(found: Opened, words: Words) -> None:
    """Say that a programme, told to its end, is told ahead: as a plan, or by a slip."""
    now = today()
    if found.last_day > now:
        complain(words("ahead", file=shown(found.file)[1:-1], day=found.last_day, today=now))


def check_file(file: str, words: Words) -> None:
    """Look at a file before it is opened: opening a pipe would wait for ever.

    Raises:
        Unusable: if it cannot be what a command needs.
    """
    name = shown(file)[1:-1] or "''"
    try:
        status = Path(file).stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unusable(words("folder", file=name))
        if not stat.S_ISREG(status.st_mode):
            raise Unusable(words("pipe", file=name))
        if status.st_size == 0:
            raise Unusable(words("empty", file=name))
        with Path(file).open("rb"):
            pass
    except FileNotFoundError:
        raise Unusable(words("no-file", file=name)) from None
    except PermissionError:
        raise Unusable(words("not-allowed", file=name)) from None
    except OSError as trouble:
        raise Unusable(words("unreadable", file=name, why=trouble.strerror or "?")) from None
    except ValueError:  # a NUL in the name
        raise Unusable(words("bad-path", file=name)) from None
