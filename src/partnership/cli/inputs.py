"""The files of a command: a programme from its file, told line by line, or from its entries; and what is written."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.option_values import shown_argument, shown_file
from partnership.cli.story import last_day_told
from partnership.errors import InputError, PartnershipError, Refused, UnknownLanguage, UnknownName
from partnership.evaluation import View
from partnership.languages import FULL
from partnership.messages import NOTHING, Language, Message, Sayable, listed, listed_by_id, message, plural, shown
from partnership.programme import Programme, Telling, load_programme, load_template, read_personal_data, tell
from partnership.template import Template
from partnership.values import nearest, nearest_hint

if TYPE_CHECKING:
    from argparse import Namespace

LEDGER_SUFFIX: Final = ".jsonl"

_PLACE: Final = re.compile(r"[^\s].*?:[0-9]+:[0-9]+: ")


class Unusable(Exception):
    """The command cannot go on, and says why."""

    def __init__(self, said: Sayable | str, code: Exit = Exit.UNUSABLE) -> None:
        super().__init__(said)
        self.said = said
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
        return last_day_told(self.programme, (line for line in lines if line.refused))


def opened(asked: Namespace, console: Console) -> Opened:
    """Open the file that was asked for.

    Raises:
        Unusable: if it is no file, is empty, cannot be read, or is not what it should be.
    """
    file: str = asked.file
    check_file(file)
    _say_the_future(asked, console)
    now = today if asked.strict_time else None
    try:
        if file.endswith(LEDGER_SUFFIX):
            laws = [template_of(name, console) for name in asked.template or ()] or None
            found = Opened(file, load_programme(file, template=laws, head=asked.head, now=now), None)
        else:
            if asked.head is not None:
                raise Unusable(
                    message("--head is for ledgers (.jsonl); {file} is a programme file", file=shown_file(file))
                )
            telling = tell(file, now=now)
            found = Opened(file, telling.programme, telling)
        personal_data: str | None = getattr(asked, "personal_data", None)
        if personal_data is not None:
            check_file(personal_data)
            found.programme.personal_data = read_personal_data(Path(personal_data).read_bytes(), personal_data)
    except PartnershipError as error:
        raise Unusable(placed(file, said_by_error(error, console.lang))) from None
    return found


def tell_all(found: Opened, console: Console) -> Programme:
    """Try every line of a programme file and return the programme at its end.

    Raises:
        Unusable: with the code of a law that says no, if lines go otherwise than the file says.
    """
    if found.telling is not None:
        for _ in found.telling.steps():
            pass
        if found.telling.faults:
            raise Unusable(fault_lines(found.telling, console.lang), code_of(found.telling))
    return found.programme


def code_of(telling: Telling) -> Exit:
    """Return the code for lines that went otherwise than they say: the law says no, or they cannot be used."""
    return Exit.UNUSABLE if telling.is_mistaken else Exit.LAW_SAYS_NO


def snapshot_on(day: dt.date | None, found: Opened, console: Console) -> View:
    """Return the programme, told to its end, on the day that `--on` names; on the last day of its file without one.

    Raises:
        Unusable: if the programme begins later.
    """
    programme = found.programme
    start = programme.entries[0].date
    if day is not None and day < start:
        raise not_begun("--on", day, start)
    if day is None:
        say_days_to_come(found, console)
    return programme.as_of(day or found.last_day)


def no_stage(stage: str, titles: Mapping[str, Sayable], meant: Sayable | None = None) -> Unusable:
    """Say that the template has no such stage, and which it has; by their titles, too, where no id is near."""
    nothing = message("--to: the template has no stage {what}; its stages are: {choices}{hint}")
    hint, choices = meant or nearest_hint(stage, titles), listed(titles)
    if hint is None:
        names = {shown(title, lang): id_ for id_, title in titles.items() for lang in FULL}
        named = names.get(nearest(stage, names) or "")
        hint = None if named is None else message("did you mean '{found}'?", found=named)
        choices = listed_by_id(titles)
    said = NOTHING if hint is None else Message("; {near}", {"near": hint})
    return Unusable(nothing.given(what=shown_argument(stage), choices=choices, hint=said))


def not_begun(option: str, day: dt.date, start: dt.date) -> Unusable:
    """Say that a programme begins later than the day that an option names."""
    later = message("{option} {day:iso}: the programme begins on {start:iso}; name that day or a later one")
    return Unusable(later.given(option=option, day=day, start=start))


def nothing_known(option: str, moment: str, first: dt.date) -> Unusable:
    """Say that nothing was written down by the moment that an option names."""
    nothing = message("{option} {moment}: nothing had been recorded by then; the first entry is of {first:iso}")
    return Unusable(nothing.given(option=option, moment=moment, first=first))


def fault_lines(telling: Telling, lang: Language) -> str:
    """Say which lines of a programme file went otherwise than they say, each at its place."""
    count = plural("{count} line had an unexpected result", "{count} lines had an unexpected result", telling.failed)
    return "\n".join([*(fault.text(lang) for fault in telling.faults), count.in_language(lang)])


def template_of(name: str, console: Console) -> Template:
    """Load a template by its name or path.

    Raises:
        Unusable: if there is none, or it cannot be used.
    """
    if any(mark in name for mark in "/\\."):
        check_file(name)
    try:
        return load_template(name)
    except PartnershipError as error:
        raise Unusable(said_by_error(error, console.lang)) from None


def placed(file: str, text: str) -> str:
    """Name the file in front of each complaint that does not begin with a place of its own."""
    return "\n".join(line if _PLACE.match(line) else f"{shown_file(file)}: {line}" for line in text.splitlines())


def said_by_error(error: PartnershipError, lang: Language) -> str:
    """Say what an error of the library says."""
    match error:
        case InputError() | UnknownLanguage() | UnknownName() | Refused():
            return error.text(lang)
        case _:
            return str(error)


def today() -> dt.date:
    """Return the day that it is; only the command line knows."""
    return dt.date.today()  # noqa: DTZ011 - the reader's own day, at the one door that may look at the clock


def _say_the_future(asked: Namespace, console: Console) -> None:
    """Say of a day that has not come yet what an answer about it is worth."""
    option = "--until" if asked.command == "run" else "--on"
    day, now = getattr(asked, option.removeprefix("--"), None), today()
    if day is not None and day > now:
        console.complain(
            message(
                "{option} {day:iso} has not come yet (today is {today}): so it would be if nothing more were recorded",
                option=option,
                day=day,
                today=now,
            )
        )


def say_days_to_come(found: Opened, console: Console) -> None:
    """Say that a programme, told to its end, is told ahead: as a plan, or by a slip."""
    now = today()
    if found.last_day > now:
        console.complain(
            message(
                "{file} tells of days to come, the last of them {day} (today is {today}); --strict-time makes "
                "them faults",
                file=shown_file(found.file),
                day=found.last_day,
                today=now,
            )
        )


def nearest_choice(word: str, choices: Iterable[str]) -> Sayable:
    """Ask at the end of a sentence whether the nearest choice was meant; nothing where none is near."""
    near = nearest_hint(word, choices)
    return NOTHING if near is None else Message("; {near}", {"near": near})


def check_file(file: str) -> None:
    """Look at a file before it is opened: opening a pipe would wait for ever.

    Raises:
        Unusable: if it cannot be what a command needs.
    """
    name = shown_file(file) or "''"
    try:
        status = Path(file).stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unusable(message("{file}: this is a folder; name a file in it", file=name))
        if not stat.S_ISREG(status.st_mode):
            raise Unusable(
                message(
                    "{file}: this is a pipe or a device, not a file; save what it gives as a file and name that",
                    file=name,
                )
            )
        if status.st_size == 0:
            raise Unusable(message("{file}:1:1: the file is empty; expected a programme file or a ledger", file=name))
        with Path(file).open("rb"):
            pass
    except FileNotFoundError:
        raise Unusable(message("{file}: there is no such file", file=name)) from None
    except PermissionError:
        raise Unusable(message("{file}: you may not read this file", file=name)) from None
    except OSError as trouble:
        raise Unusable(message("{file}: cannot be read ({why})", file=name, why=trouble.strerror or "?")) from None
    except ValueError:  # a NUL in the name
        raise Unusable(message("{file}: no file can have this name", file=name)) from None


def check_place(path: Path) -> None:
    """Look whether a file can be written where it is wanted, before what takes long is done for it.

    Raises:
        Unusable: if it cannot.
    """
    if path.is_dir():
        trouble = errno.EISDIR
    elif not path.parent.is_dir():
        trouble = errno.ENOENT
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        trouble = errno.EACCES
    else:
        return
    raise _unwritable(path, os.strerror(trouble))


def save_and_say(path: Path, data: bytes, console: Console) -> None:
    """Write a file, and say that it is there.

    Raises:
        Unusable: if that cannot be.
    """
    save(path, data)
    console.line(message("{file} written, {size} KB", file=path, size=max(1, round(len(data) / 1024))))


def save(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        Unusable: if that cannot be.
    """
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as trouble:  # ValueError: a NUL in the name
        raise _unwritable(path, getattr(trouble, "strerror", None) or trouble) from None


def _unwritable(path: Path, why: object) -> Unusable:
    return Unusable(message("{file}: cannot be written ({why})", file=shown_argument(str(path)), why=why))
