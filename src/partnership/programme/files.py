"""Files: templates and programmes on disk. A programme file is tried through the one door, line by line."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from partnership.acts import (
    Amended,
    AnyEntry,
    Command,
    Ended,
    Migrated,
    Recorded,
    Started,
    from_json,
    is_retold,
    to_json_lines,
    withdrawn_by,
)
from partnership.decisions import ahead, latest
from partnership.errors import (
    MOST_FAULTS,
    Fault,
    InputError,
    LedgerError,
    ProgrammeFileError,
    Refused,
    TemplateError,
    UnknownName,
    check_choice,
    first_trouble,
)
from partnership.findings import FilePlace, Finding
from partnership.messages import Message, message
from partnership.programme.consequences import Consequences
from partnership.programme.expectations import PlaceOf, let_pass, mistakes, place_in, turned_away
from partnership.programme.head import check_head
from partnership.programme.history import place_of
from partnership.programme.personal_data import PersonalData, read_personal_data
from partnership.programme.programme import Clock, Programme
from partnership.reading import (
    Header,
    Line,
    ProgrammeFile,
    read_programme,
    read_template,
    write_lines,
    write_programme,
)
from partnership.template import Template
from partnership.values import as_moment, uncollected

AnyPath = str | PathLike[str]

LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes that a file may have before it is not even opened."""

_SHIPPED = "templates"
_YAML = (".yaml", ".yml")
_LEDGER = ".jsonl"
_OWN_LAW = message("name a template or an overlay of your own by the path of its file, such as own.yaml")
_OTHER_LAW = message(
    "under `template:` and `overlays:` name the files of that version, or delete `digest:` to go by this one"
)


# --- templates -------------------------------------------------------------------------------------------------------


def shipped_templates() -> tuple[str, ...]:
    """Return the names of the templates that come with the library."""
    folder = resources.files("partnership") / _SHIPPED
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")))


def load_template(name: AnyPath, *, overlays: Iterable[str] = ()) -> Template:
    """Read a template: one that comes with the library by its name, or your own by the path of its file.

    Raises:
        TemplateError: with everything that is wrong with the file, or where it cannot be opened.
        UnknownName: if it is the name of no template that comes with the library.
    """
    return _template(str(name), Path(), tuple(overlays))


def _template(name: str, beside: Path, overlays: tuple[str, ...] = ()) -> Template:
    data, file = _template_bytes(name, beside)
    folder = Path(file).parent
    return read_template(data, file, lambda other: _template_bytes(other, folder), overlays)


def _template_bytes(name: str, beside: Path) -> tuple[bytes, str]:
    if not _is_path(name):
        check_choice(name, shipped_templates(), message("template"))
        return (resources.files("partnership") / _SHIPPED / f"{name}.yaml").read_bytes(), f"{name}.yaml"
    path = beside / name
    return read_bytes(path, TemplateError), str(path)


def _is_path(name: str) -> bool:
    return name.endswith(_YAML) or any(mark in name for mark in "/\\.")


# --- programmes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a programme file, tried: what it became, or why it was turned away.

    `faults` say what is wrong with the line as a test of the law: it was turned away and not marked so, the other way
    round, or for other reasons. `is_mistaken` where the line itself is wrong, whatever the law says: it names what is
    not there, or cannot be.
    """

    line: Line
    entries: tuple[AnyEntry, ...] = ()
    refusal: Refused | None = None
    faults: tuple[Fault, ...] = ()
    is_mistaken: bool = False


@dataclass(slots=True)
class Telling:
    """A programme file being told line by line; `programme` is as far as the last step that was taken.

    `is_mistaken` as soon as one of the lines was; `failed` counts those that went otherwise than they say. A line that
    fails because an earlier one did is told with that one, not as a fault of its own.
    """

    file: ProgrammeFile
    programme: Programme
    laws: Laws
    faults: list[Fault] = field(default_factory=list)
    kept: tuple[AnyEntry, ...] | None = None
    is_mistaken: bool = False
    now: Clock | None = None
    failed: int = 0
    _consequences: Consequences = field(default_factory=Consequences)

    def steps(self) -> Iterator[Step]:
        """Try the lines one after the other; those that are turned away change nothing.

        The entries of a ledger are not tried again: their programme is whole from the first step on.
        """
        if self.kept is not None:
            yield from (Step(line, (entry,)) for line, entry in zip(self.file.lines, self.kept, strict=True))
            return
        for line in self.file.lines:
            step = self._try(line)
            if step.faults:
                self._consequences.note(self.faults, line, step.refusal, step.faults, is_mistaken=step.is_mistaken)
                self.failed += 1
                self.is_mistaken = self.is_mistaken or step.is_mistaken
            yield step

    def _try(self, line: Line) -> Step:
        try:
            command = self._migration(line) if line.verb == "migrate" else line.command()
        except InputError as error:  # the law that is to be migrated to
            return Step(line, faults=error.faults, is_mistaken=True)
        early = _too_early(self.now, line.date, line.recorded, place_in(line))
        if early:
            return Step(line, faults=early, is_mistaken=True)
        try:
            if not line.refused:
                return Step(line, self.programme.do(command))
            self.programme.propose(command)
        except Refused as refusal:
            return self._refused(line, refusal)
        return Step(line, faults=(let_pass(line),))

    def _refused(self, line: Line, refusal: Refused) -> Step:
        wrong = mistakes(refusal.findings, place_in(line))
        if wrong and line.refused:
            return Step(line, refusal=refusal, faults=wrong, is_mistaken=True)
        suspension = None
        if any(finding.code == "suspended" for finding in refusal.findings):
            suspension = self.programme.as_of(line.date).suspension
        against = turned_away(line, refusal.findings, () if suspension is None else suspension.unmet)
        return Step(line, refusal=refusal, faults=(*wrong, *against), is_mistaken=bool(wrong))

    def _migration(self, line: Line) -> Command:
        asked = line.asked
        template = self.laws(asked["template"], asked["overlays"], line.place("template"))
        wanted = (asked["version"] or template.version, asked["digest"] or template.digest)
        if wanted != (template.version, template.digest):
            words = message(
                "{id} is at version {version} ({digest}), not {asked} ({wanted})",
                id=template.id,
                version=template.version,
                digest=template.digest,
                asked=wanted[0],
                wanted=wanted[1],
            )
            raise ProgrammeFileError(Fault(line.place("version"), words, hint=_OTHER_LAW))
        self.programme.adopt(template)
        return line.command(template=template.id, version=template.version, digest=template.digest)


def tell(path: AnyPath, *, now: Clock | None = None) -> Telling:
    """Open a programme file and begin its programme; its lines are tried as the steps are taken.

    A ledger (.jsonl) is told from its entries. With `now`, what is dated or written down later than that is a fault.

    Raises:
        ProgrammeFileError: if the file cannot be read, or the programme cannot even begin (LedgerError: if the ledger
            cannot be read).
        TemplateError: if its template cannot.
    """
    laws = Laws(Path(path).parent)
    if str(path).endswith(_LEDGER):
        programme = _load_entries(Path(path), None, now)
        lines = tuple(Line.of(entry) for entry in programme.entries[1:])
        kept = ProgrammeFile(str(path), _header_of(programme), lines)
        return Telling(kept, programme, laws, kept=tuple(programme.entries[1:]))
    with uncollected():
        file = read_programme(read_bytes(Path(path), ProgrammeFileError), str(path), law_of=laws)
    programme = _begun(file, laws, now)
    if file.header.personal_data is not None:
        programme.personal_data = load_personal_data(Path(path).parent / file.header.personal_data)
    return Telling(file, programme, laws, now=now)


def _begun(file: ProgrammeFile, laws: Laws, now: Clock | None) -> Programme:
    header = file.header
    template = _template_of_header(file, laws)
    early = _too_early(now, header.start, header.recorded, lambda finding: _in_header(file, finding))
    if early:
        raise ProgrammeFileError(early)
    try:
        return Programme.start(
            template,
            id=header.programme,
            region=header.region,
            on=header.start,
            title=header.title,
            parameters=header.parameters,
            recorded=header.recorded,
            by=header.by,
            basis=header.basis,
            note=header.note,
        )
    except Refused as refusal:
        wrong = mistakes(refusal.findings, lambda finding: _in_header(file, finding, template))
        raise ProgrammeFileError(wrong) from None


def _in_header(file: ProgrammeFile, finding: Finding, template: Template | None = None) -> FilePlace:
    """Tell where that stands in a header which a finding about the start is about; of an unknown word the key."""
    first, *rest = (finding.field or "parameters").split(".", maxsplit=1)
    is_unknown = template is not None and first == "parameters" and not template.parameters.keys() & set(rest)
    return file.place("start" if first == "on" else first, *rest, key=is_unknown)


def _too_early(now: Clock | None, on: dt.date, recorded: dt.datetime | None, at: PlaceOf) -> tuple[Fault, ...]:
    """Return what has not come yet by the clock, if there is one: a day, and when it was written down."""
    return () if now is None else mistakes(ahead(latest(now()), on, recorded), at)


def load_personal_data(path: AnyPath) -> PersonalData:
    """Read names and contacts of adults from a file: `people: {id: {name: ..., phone: ..., email: ...}}`.

    Raises:
        ProgrammeFileError: with everything that is wrong with it.
    """
    return read_personal_data(read_bytes(Path(path), ProgrammeFileError), str(path))


def _template_of_header(file: ProgrammeFile, laws: Laws) -> Template:
    header = file.header
    template = laws(header.template, header.overlays, file.place("template"))
    if header.digest not in {None, template.digest}:
        words = message(
            "the file was kept under {digest}; '{template}' is {found} here",
            digest=header.digest,
            template=header.template,
            found=template.digest,
        )
        raise ProgrammeFileError(Fault(file.place("digest"), words, hint=_OTHER_LAW))
    return template


class Laws:
    """The laws that a programme file names, each read once: by its lines' words, and again when it is told."""

    def __init__(self, beside: Path) -> None:
        self._beside = beside
        self._read: dict[tuple[str, tuple[str, ...]], Template] = {}

    def __call__(self, name: str, overlays: tuple[str, ...], at: FilePlace) -> Template:
        """Return a law that the file names at a place.

        Raises:
            InputError: if it cannot be read; what is wrong with its name is a fault at that place.
        """
        if (name, overlays) not in self._read:
            try:
                self._read[name, overlays] = _template(name, self._beside, overlays)
            except UnknownName as unknown:
                raise ProgrammeFileError(Fault(at, unknown.said, hint=None if unknown.nearest else _OWN_LAW)) from None
            except TemplateError as error:
                hint = None if all(map(_is_path, overlays)) else _OWN_LAW
                raise TemplateError(
                    replace(each, at=at, hint=each.hint or hint) if each.at is None else each for each in error.faults
                ) from None
        return self._read[name, overlays]


def load_programme(
    path: AnyPath,
    *,
    template: Template | Iterable[Template] | None = None,
    head: str | None = None,
    now: Clock | None = None,
) -> Programme:
    """Read a programme from a programme file (.yaml), every line through the one door, or from its entries (.jsonl).

    Lines marked `refused: true` are tried too: it is a fault if the law lets one of them pass. For entries,
    `template` is the law that they were kept under (every law, where it was changed on the way); without it the
    template of that name is looked for among those that come with the library. `head` is what `ledger_head` gave when
    they were kept, or their number: a ledger that is cut at the end of a line looks whole. With `now`, what is dated
    or written down later than that is a fault, and the programme goes on being told the time.

    Raises:
        ProgrammeFileError: with every fault of the file, or every line that went otherwise than it says.
        LedgerError: if entries are damaged, cut short, missing, or were kept under another law.
    """
    programme = _load_entries(Path(path), template, now) if str(path).endswith(_LEDGER) else _load_lines(path, now)
    if head is not None:
        check_head(programme.entries, head, str(path))
    programme.now = now
    return programme


def _load_lines(path: AnyPath, now: Clock | None) -> Programme:
    with uncollected():
        telling = tell(path, now=now)
        for _ in telling.steps():
            if len(telling.faults) >= MOST_FAULTS:
                break
    if telling.faults:
        raise ProgrammeFileError(telling.faults)
    return telling.programme


def save_programme(
    programme: Programme, path: AnyPath, *, law: AnyPath | None = None, overlays: Iterable[AnyPath] | None = None
) -> None:
    """Write a programme to a file: entries as lines of canonical JSON (.jsonl), or a programme file (.yaml).

    A programme file says the same for people to read, with the law's digest. It names its template and overlays by
    their ids; where those do not come with the library, `law` and `overlays` are the paths of their files, from the
    folder of the programme file. Details of personal data are never written with either.

    Raises:
        InputError: if the name of the file ends otherwise, or `law` is not the one that the programme began under.
    """
    target = Path(path)
    if target.suffix == _LEDGER:
        target.write_bytes(b"".join(to_json_lines(programme.entries)))
        return
    if target.suffix not in _YAML:
        raise InputError(
            Fault(
                None,
                message("{name}: no form of this name is known", name=target.name),
                message("a name that ends in .yaml or .jsonl"),
            )
        )
    names = None if overlays is None else tuple(map(str, overlays))
    if law is not None:
        _check_law(programme, _template(str(law), target.parent, names or ()))
    text = programme_text(programme, law=law, overlays=names)
    target.write_text(text, encoding="utf-8")


def programme_text(
    programme: Programme, *, law: AnyPath | None = None, overlays: Iterable[AnyPath] | None = None
) -> str:
    """Return a programme as the text of a programme file; `law` and `overlays` as in `save_programme`."""
    header = _header_of(programme)
    if law is not None:
        header = header.model_copy(update={"template": str(law)})
    if overlays is not None:
        header = header.model_copy(update={"overlays": tuple(map(str, overlays))})
    return write_programme(header, _lines_of(programme))


def _check_law(programme: Programme, law: Template) -> None:
    digest = programme.state.started.digest
    if law.digest != digest:
        words = message(
            "the programme began under {digest}; the template named here is {named}", digest=digest, named=law.digest
        )
        hint = message("name the files of that version")
        raise InputError(Fault(None, words, hint=hint))


def _lines_of(programme: Programme) -> Iterator[Line]:
    """Return the entries as lines, each in the words of the law under which a reader comes to it."""
    law = programme.templates[programme.state.started.digest]
    for entry in _written(programme.entries[1:]):
        overlays: tuple[str, ...] = ()
        if isinstance(entry, Migrated):
            law = programme.templates[entry.digest]
            overlays = law.overlays
        yield Line.of(entry, overlays, _word_of(entry, law))


def _word_of(entry: AnyEntry, law: Template) -> str | None:
    match entry:
        case Recorded(record=record):
            register = record.kept_as()
        case Amended(kind=register) | Ended(kind=register):
            pass
        case _:
            return None
    return law.registers[register].word if register in law.registers else None


def _written(entries: Iterable[AnyEntry]) -> Iterator[AnyEntry]:
    """Leave out what nobody has to write: records told again in another law's words follow from the lines before."""
    return (entry for entry in entries if not is_retold(entry))


def lines_text(entries: Iterable[AnyEntry]) -> str:
    """Return entries as lines for the ledger of a programme file, one entry a line."""
    return write_lines(Line.of(entry) for entry in _written(entries))


def _header_of(programme: Programme) -> Header:
    started = programme.state.started
    said = {name: value for name, value in started if name in Header.model_fields}
    if started.recorded == as_moment(started.date):
        del said["recorded"]
    overlays = programme.templates[started.digest].overlays
    return Header(format=1, start=started.date, overlays=overlays, **said)


def _load_entries(path: Path, template: Template | Iterable[Template] | None, now: Clock | None) -> Programme:
    with uncollected():
        entries = _read_entries(path)
    first_entry = entries[0] if entries else None
    if template is None and isinstance(first_entry, Started):
        try:
            template = load_template(first_entry.template)
        except UnknownName as unknown:
            raise LedgerError(Fault(None, unknown.said)) from None
    programme = Programme.from_entries(() if template is None else template, entries, file=str(path))
    if now is not None:
        _check_time(programme, latest(now()), str(path))
    return programme


def _check_time(programme: Programme, limit: dt.datetime, file: str) -> None:
    withdrawn = withdrawn_by(programme.entries)
    faults = [
        Fault(place_of(file, entry.seq), finding.title, hint=finding.remedy)
        for entry in programme.entries
        if entry.seq not in withdrawn
        for finding in ahead(limit, entry.date, entry.recorded)
    ]
    if faults:
        raise LedgerError(faults[:MOST_FAULTS])


def _read_entries(path: Path) -> list[AnyEntry]:
    entries: list[AnyEntry] = []
    faults: list[Fault] = []
    for number, line in enumerate(read_bytes(path, LedgerError).splitlines(), start=1):
        try:
            entries.append(from_json(line))
        except ValidationError as error:
            faults.append(Fault(place_of(str(path), number), _no_entry(error)))
            if len(faults) >= MOST_FAULTS:
                break
    if faults:
        raise LedgerError(faults)
    return entries


def _no_entry(error: ValidationError) -> Message:
    if error.errors(include_url=False)[0]["type"] == "json_invalid":
        return message("the line is damaged or cut short")
    why = first_trouble(error)
    return message("this is not an entry: {why}", why=why)


# --- bytes -----------------------------------------------------------------------------------------------------------


def read_bytes(path: Path, error: type[InputError]) -> bytes:
    """Read a whole file; what is no plain file, is too large or cannot be opened is a fault that names it."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = message("a folder") if stat.S_ISDIR(status.st_mode) else message("not a file")
            raise error(Fault(None, message("{path}: this is {what}", path=path, what=what)))
        if status.st_size > LARGEST_LEDGER:
            words = message(
                "{path}: {size} bytes are more than the {most} that are read",
                path=path,
                size=status.st_size,
                most=LARGEST_LEDGER,
            )
            raise error(Fault(None, words))
        return path.read_bytes()
    except InputError:  # one of the above, which is a ValueError too
        raise
    except FileNotFoundError:
        raise error(Fault(None, message("{path}: there is no such file", path=path))) from None
    except (OSError, ValueError) as trouble:  # ValueError: a NUL in the name
        why = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise error(Fault(None, message("{path}: cannot be opened ({why})", path=path, why=why))) from None
