"""What a programme file holds: its header, and lines of plain typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BeforeValidator, Field

from partnership.acts import ACTS, AnyEntry, Asked, Command, Started, name_elsewhere, own_fields, verb_of
from partnership.findings import FilePlace
from partnership.template.tree import Path, Tree
from partnership.values import Day, DayAndTime, Id, Moment, ParameterValue, Strict, Text, as_moment

ShortPhrase = Annotated[str, Field(min_length=1, max_length=300)]
"""A few words, a name or a path."""


_NOWHERE = FilePlace(file="-", line=1, column=1)


def _as_list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


IdList = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Phrases = Annotated[tuple[ShortPhrase, ...], BeforeValidator(_as_list)]


def _as_parameter(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


ParameterTable = dict[Id, Annotated[ParameterValue, BeforeValidator(_as_parameter)]]
"""What a programme sets for the parameters of its law."""


class FilePart(Strict):
    """A part of a file, closed to keys that it does not know."""


class Header(FilePart):
    """What a programme file says before its lines: which programme, under which template, where and from which day.

    `template` is the name of a template that comes with the library, or the path of a file, and `digest` that of the
    law which the file was kept under; `personal_data` the path of the file in which names and contacts are kept.
    `recorded`, `by`, `basis` and `note` are about the start, as they are about a line.
    """

    format: Literal[1]
    programme: Id
    template: ShortPhrase
    overlays: Phrases = ()
    digest: ShortPhrase | None = None
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    start: Day
    recorded: Moment | None = None
    by: Id | None = None
    basis: ShortPhrase | None = None
    note: Text | None = None
    title: Text | None = None
    parameters: ParameterTable = Field(default_factory=dict)
    personal_data: ShortPhrase | None = None


class Beside(FilePart):
    """What every line may say of itself."""

    date: DayAndTime
    recorded: Moment | None = None
    by: Id | None = None
    basis: ShortPhrase | None = None
    note: Text | None = None
    refused: bool = False
    expect: IdList = ()


_OF_THE_LINE = {"on": "date", **{name: name for name in ("recorded", "refused", "expect")}}
"""What is said of a line as a whole, and what it is called there; of whom and by whom the act itself may speak, too."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger of a programme file, as it is asked for.

    `date` is the day from which it is true, `recorded` when it was written down. A line that is `refused` is an
    attempt that the law turned away: story, not ledger; `expect` names requirements that must be among the reasons.
    `asked` are the fields of the act that the line asks for, of a migration also the `overlays`: its law is named by
    its file there, and version and digest may be left out. `tree` is the file, and `path` leads to the line in it.
    `word` is the law's own word for a row of one of its registers, as it stands in a line that is about one; of several
    rows in a line `row` is the place of this one.
    """

    at: FilePlace
    verb: str
    date: dt.date
    recorded: dt.datetime | None = None
    by: str | None = None
    basis: str | None = None
    note: Text | None = None
    refused: bool = False
    expect: tuple[str, ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)
    word: str | None = None
    row: int | None = field(default=None, compare=False, repr=False)
    tree: Tree | None = field(default=None, compare=False, repr=False)
    path: Path = field(default=(), compare=False, repr=False)

    def place(self, of: str | None, *, key: bool = False) -> FilePlace:
        """Tell where a field of what is asked stands, by its path; the line, where none is named.

        With `key`, where the key stands that leads to it.
        """
        if self.tree is None or of is None:
            return self.at
        name, *rest = of.split(".")
        steps = [int(each) if each.isdecimal() else each for each in rest]
        word = (self.word or self.kind) if self.verb == "record" else self.verb
        is_own = self.word is not None and name == "fields"
        if is_own:  # of a row they stand beside its id
            name, steps = rest[0] if rest else "id", steps[1:]
        if name in _OF_THE_LINE and not is_own:
            way: Path = (_OF_THE_LINE[name],)
        elif name == "id" and "kind" in self.asked:
            way = (self.verb, self.word or self.asked["kind"])
        elif "changes" in self.asked:
            way = (self.verb, "set", name)
        else:
            line_name = name_elsewhere(self.act, name).line if name in self.act.model_fields else name
            way = (word or "", *(() if self.row is None else (self.row,)), line_name or name)
        return self.tree.place((*self.path, *way, *steps), key)

    @property
    def act(self) -> type[Asked]:
        """The act that is asked for."""
        return ACTS[self.verb]

    @property
    def kind(self) -> str | None:
        """The kind of the record that the line is about."""
        return self.asked["record"].kept_as() if "record" in self.asked else self.asked.get("kind")

    @property
    def id(self) -> str | None:
        """The id of that record."""
        return self.asked["record"].id if "record" in self.asked else self.asked.get("id")

    def command(self, **instead: Any) -> Command:
        """Return the command that the line asks for; `instead` are fields to change."""
        asked = {**self.asked, **instead}
        about = {"recorded": self.recorded, "by": self.by, "basis": self.basis, "note": self.note}
        own = {name: asked[name] for name in own_fields(self.act) if name in asked}
        return cast("Command", self.act.model_validate({"on": self.date, **about, **own}))  # the union is closed

    @classmethod
    def of(cls, entry: AnyEntry, overlays: tuple[str, ...] = (), word: str | None = None) -> Self:
        """Return an entry as a line; a start is the file's header, and no line. `word` is that of a row of a register.

        The moment of writing down is left out where it is the beginning of the day itself.
        """
        if isinstance(entry, Started):
            raise ValueError("a start is the header of a programme file")  # noqa: TRY004 - of no other type
        return cls(
            at=_NOWHERE,
            verb=verb_of(entry.act),
            date=entry.date,
            recorded=None if entry.recorded == as_moment(entry.date) else entry.recorded,
            by=entry.by,
            basis=entry.basis,
            note=entry.note,
            asked={**entry.asked(), **({"overlays": overlays} if overlays else {})},
            word=word,
        )


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme as one file tells it; `tree` knows where each of its words stands."""

    file: str
    header: Header
    lines: tuple[Line, ...]
    tree: Tree | None = field(default=None, compare=False, repr=False)

    def place(self, *path: str, key: bool = False) -> FilePlace:
        """Tell where a value of the header stands, or the key that leads to it."""
        return FilePlace(file=self.file, line=1, column=1) if self.tree is None else self.tree.place(path, key)
