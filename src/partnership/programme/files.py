"""Files: templates and programmes on disk. A programme file is tried through the one door, line by line."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from partnership.commands import Advance, Amend, Close, Command, End, Migrate, Record, Resume, Suspend, Waive
from partnership.decisions import decide
from partnership.entries import AnyEntry, Started, entry_adapter, to_json_lines
from partnership.errors import (
    MOST_FAULTS,
    Fault,
    InputError,
    LedgerError,
    ProgrammeFileError,
    Refused,
    TemplateError,
    UnknownName,
)
from partnership.findings import Finding, Place, Severity
from partnership.programme.lines import line_of
from partnership.programme.programme import Programme
from partnership.programme.vault import Vault, read_vault
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
from partnership.values import Language, Text, uncollected

AnyPath = str | PathLike[str]

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes that a file may have before it is not even opened."""

_SHIPPED = "templates"
_YAML = (".yaml", ".yml")
_LEDGER = ".jsonl"
_MOST_NAMED = 3


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
        if name not in shipped_templates():
            raise UnknownName(name, shipped_templates(), Text.of("template", "шаблон"))
        return (resources.files("partnership") / _SHIPPED / f"{name}.yaml").read_bytes(), f"{name}.yaml"
    path = beside / name
    return read_bytes(path, TemplateError), str(path)


def _is_path(name: str) -> bool:
    return name.endswith(_YAML) or any(mark in name for mark in "/\\.")


# --- programmes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a programme file, tried: what it became, or why it was turned away.

    `fault` says what is wrong with the line as a test of the law: it was turned away and not marked so, or the other
    way round.
    """

    line: Line
    entries: tuple[AnyEntry, ...] = ()
    refusal: Refused | None = None
    fault: Fault | None = None


@dataclass(slots=True)
class Telling:
    """A programme file being told line by line; `programme` is as far as the last step that was taken."""

    file: ProgrammeFile
    programme: Programme
    faults: list[Fault] = field(default_factory=list)
    kept: tuple[AnyEntry, ...] | None = None

    def steps(self) -> Iterator[Step]:
        """Try the lines one after the other; those that are turned away change nothing.

        The entries of a ledger are not tried again: their programme is whole from the first step on.
        """
        if self.kept is not None:
            yield from (Step(line, (entry,)) for line, entry in zip(self.file.lines, self.kept, strict=True))
            return
        for line in self.file.lines:
            step = self._try(line)
            if step.fault is not None:
                self.faults.append(step.fault)
            yield step

    def _try(self, line: Line) -> Step:
        programme = self.programme
        try:
            if line.verb == "migrate":
                return self._migrate(line)
            command = command_of(line)
            if not line.refused:
                return Step(line, programme.do(command))
            decide(programme.law_on(command.on), programme.state, command)
        except Refused as refusal:
            return Step(line, refusal=refusal, fault=_turned_away(line, refusal))
        return Step(line, fault=_let_pass(line))

    def _migrate(self, line: Line) -> Step:
        template = _template(line.template or "", Path(self.file.file).parent)
        wanted = (line.version or template.version, line.digest or template.digest)
        if wanted != (template.version, template.digest):
            words = Text.quoting(
                f"{template.id} is at version {template.version} ({template.digest}), not {wanted[0]} ({wanted[1]})",
                f"{template.id} имеет версию {template.version} ({template.digest}), а не {wanted[0]} ({wanted[1]})",
            )
            return Step(line, fault=Fault(line.at, words))
        command = command_of(replace(line, template=template.id, version=template.version, digest=template.digest))
        if line.refused:
            decide(self.programme.law_on(line.date), self.programme.state, command)
            return Step(line, fault=_let_pass(line))
        self.programme.adopt(template)
        return Step(line, self.programme.do(command))


def tell(path: AnyPath) -> Telling:
    """Open a programme file and begin its programme; its lines are tried as the steps are taken.

    A ledger (.jsonl) is told from its entries.

    Raises:
        ProgrammeFileError: if the file cannot be read (LedgerError: if the ledger cannot).
        TemplateError: if its template cannot.
        NotLawful: if the programme cannot even begin.
    """
    if str(path).endswith(_LEDGER):
        programme = _load_entries(Path(path), None)
        lines = tuple(line_of(entry) for entry in programme.entries[1:])
        kept = ProgrammeFile(str(path), _header_of(programme), lines, {})
        return Telling(kept, programme, kept=tuple(programme.entries[1:]))
    file = read_programme(read_bytes(Path(path), ProgrammeFileError), str(path))
    header = file.header
    template = _template_of_header(file)
    programme = Programme.start(
        template,
        id=header.programme,
        region=header.region,
        on=header.start,
        title=header.title,
        parameters=header.parameters,
    )
    if header.vault is not None:
        programme.vault = load_vault(Path(path).parent / header.vault)
    return Telling(file, programme)


def load_vault(path: AnyPath) -> Vault:
    """Read names and contacts of adults from a file: `people: {id: {name: ..., phone: ..., email: ...}}`.

    Raises:
        ProgrammeFileError: with everything that is wrong with it.
    """
    return read_vault(read_bytes(Path(path), ProgrammeFileError), str(path))


def _template_of_header(file: ProgrammeFile) -> Template:
    header = file.header
    try:
        return _template(header.template, Path(file.file).parent, header.overlays)
    except UnknownName as unknown:
        place = file.places.get("template", Place(file=file.file, line=1, column=1))
        words = Text.quoting(unknown.text("en"), unknown.text("ru"))
        raise ProgrammeFileError(Fault(place, words)) from None


def load_programme(path: AnyPath, *, template: Template | None = None) -> Programme:
    """Read a programme from a programme file (.yaml), every line through the one door, or from its entries (.jsonl).

    Lines marked `refused: true` are tried too: it is a fault if the law lets one of them pass. For entries,
    `template` is the law that they were kept under; without it the template of that name is looked for among those
    that come with the library.

    Raises:
        ProgrammeFileError: with every fault of the file, or every line that went otherwise than it says.
        LedgerError: if entries are damaged, cut short, or were kept under another law.
    """
    if str(path).endswith(_LEDGER):
        return _load_entries(Path(path), template)
    telling = tell(path)
    for _ in telling.steps():
        if len(telling.faults) >= MOST_FAULTS:
            break
    if telling.faults:
        raise ProgrammeFileError(telling.faults)
    return telling.programme


def save_programme(programme: Programme, path: AnyPath) -> None:
    """Write a programme to a file: entries as lines of canonical JSON (.jsonl), or a programme file (.yaml).

    A programme file carries the same facts for people to read; only the entries carry the law's digest and every
    moment. Details of the vault are never written with either.

    Raises:
        InputError: if the name of the file ends otherwise.
    """
    target = Path(path)
    if target.suffix == _LEDGER:
        target.write_bytes(b"".join(to_json_lines(programme.entries)))
        return
    if target.suffix not in _YAML:
        raise InputError(
            Fault(
                None,
                Text.quoting(f"{target.name}: no form of this name is known", f"{target.name}: неизвестный вид файла"),
                Text.of("a name that ends in .yaml or .jsonl", "имя, которое кончается на .yaml или .jsonl"),
            )
        )
    target.write_text(programme_text(programme), encoding="utf-8")


def programme_text(programme: Programme) -> str:
    """Return a programme as the text of a programme file."""
    return write_programme(_header_of(programme), [line_of(entry) for entry in programme.entries[1:]])


def lines_text(entries: Iterable[AnyEntry]) -> str:
    """Return entries as lines for the ledger of a programme file, one entry a line."""
    return write_lines(line_of(entry) for entry in entries)


def _header_of(programme: Programme) -> Header:
    started = programme.entries[0]
    if not isinstance(started, Started):
        raise LedgerError("a programme begins with its start")
    return Header(
        format=1,
        programme=started.programme,
        template=started.template,
        region=started.region,
        start=started.date,
        title=started.title,
        parameters=started.parameters,
    )


def _load_entries(path: Path, template: Template | None) -> Programme:
    with uncollected():
        entries = _read_entries(path)
    first_entry = entries[0] if entries else None
    if template is None and isinstance(first_entry, Started):
        try:
            template = load_template(first_entry.template)
        except UnknownName as unknown:
            raise LedgerError(Fault(None, Text.quoting(unknown.text("en"), unknown.text("ru")))) from None
    return Programme.from_entries(() if template is None else template, entries, file=str(path))


def _read_entries(path: Path) -> list[AnyEntry]:
    entries: list[AnyEntry] = []
    faults: list[Fault] = []
    adapter = entry_adapter()
    for number, line in enumerate(read_bytes(path, LedgerError).splitlines(), start=1):
        try:
            entries.append(adapter.validate_json(line))
        except ValidationError as error:
            faults.append(Fault(Place(file=str(path), line=number, column=1), _no_entry(error)))
            if len(faults) >= MOST_FAULTS:
                break
    if faults:
        raise LedgerError(faults)
    return entries


def _no_entry(error: ValidationError) -> Text:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return Text.of("the line is damaged or cut short", "строка повреждена или обрывается")
    where = ".".join(map(str, first["loc"])) or "-"
    return Text.quoting(f"this is no entry: {where}: {first['msg']}", f"это не запись книги: {where}: {first['msg']}")


# --- lines -----------------------------------------------------------------------------------------------------------


def command_of(line: Line) -> Command:
    """Return the command that a line of a programme file asks for."""
    about = {"on": line.date, "recorded": line.recorded, "by": line.by, "basis": line.basis, "note": line.note}
    match line.verb:
        case "record":
            return Record.model_validate({**about, "record": line.record})
        case "amend":
            return Amend.model_validate({**about, "kind": line.kind, "id": line.id, "changes": line.changes})
        case "end":
            return End.model_validate({**about, "kind": line.kind, "id": line.id, "reason": line.reason})
        case "advance":
            return Advance.model_validate({**about, "to": line.to})
        case "waive":
            return Waive.model_validate(
                {
                    **about,
                    "requirement": line.requirement,
                    "subject": line.subject,
                    "reason": line.reason,
                    "waived_by": line.waived_by,
                    "until": line.until,
                }
            )
        case "suspend":
            return Suspend.model_validate({**about, "reason": line.reason})
        case "resume":
            return Resume.model_validate({**about, "reason": line.reason})
        case "close":
            return Close.model_validate({**about, "outcome": line.outcome, "reason": line.reason})
        case "migrate":
            return Migrate.model_validate(
                {
                    **about,
                    "template": line.template,
                    "version": line.version,
                    "digest": line.digest,
                    "reason": line.reason,
                }
            )


def _turned_away(line: Line, refusal: Refused) -> Fault | None:
    found = {finding.requirement or finding.code for finding in refusal.findings}
    if not line.refused:
        reasons = [finding for finding in refusal.findings if finding.severity is Severity.BLOCK]
        en = "; ".join(_reason(finding, "en") for finding in reasons)
        ru = "; ".join(_reason(finding, "ru") for finding in reasons)
        return Fault(
            line.at,
            Text.quoting(f"turned away: {en}", f"отказано: {ru}"),
            hint=Text.of(
                "mend what is lacking, or mark the line with refused: true if it was an attempt",
                "устраните причину или пометьте строку refused: true, если это была попытка",
            ),
        )
    missing = [word for word in line.expect if word not in found]
    if not missing:
        return None
    return Fault(
        line.at,
        Text.quoting(
            f"turned away, but not for {', '.join(missing)}; the reasons are {', '.join(sorted(found))}",
            f"отказано, но не из-за {', '.join(missing)}; причины: {', '.join(sorted(found))}",
        ),
    )


def _reason(finding: Finding, lang: Language) -> str:
    """Say a reason on one line: the rule, the first of those who lack something, and where it stands."""
    lacking = [lack.subject.text(lang) for lack in finding.lacks if lack.subject is not None]
    named = ", ".join(dict.fromkeys(lacking[:_MOST_NAMED])) + (", ..." if len(lacking) > _MOST_NAMED else "")
    line = finding.headline(lang) + (f": {named}" if named else "")
    return line if finding.at is None else f"{line} ({finding.at})"


def _let_pass(line: Line) -> Fault:
    return Fault(
        line.at,
        Text.of(
            "marked with refused: true, but the law lets it pass", "помечено refused: true, но правила это допускают"
        ),
        hint=Text.of("take the mark away, or mend the law", "уберите пометку или исправьте правила"),
    )


# --- bytes -----------------------------------------------------------------------------------------------------------


def read_bytes(path: Path, error: type[InputError]) -> bytes:
    """Read a whole file; what is no plain file, is too large or cannot be opened is a fault that names it."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = ("a folder", "папка") if stat.S_ISDIR(status.st_mode) else ("not a file", "не файл")
            raise error(Fault(None, Text.quoting(f"{path}: this is {what[0]}", f"{path}: это {what[1]}")))
        if status.st_size > LARGEST_FILE:
            words = (
                f"{path}: {status.st_size} bytes are more than the {LARGEST_FILE} that are read",
                f"{path}: {status.st_size} байт - больше допустимых {LARGEST_FILE}",
            )
            raise error(Fault(None, Text.quoting(*words)))
        return path.read_bytes()
    except (OSError, ValueError) as trouble:
        if isinstance(trouble, InputError):
            raise
        en = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        ru = "файла нет" if isinstance(trouble, FileNotFoundError) else f"не открывается ({en})"
        raise error(Fault(None, Text.quoting(f"{path}: {en}", f"{path}: {ru}"))) from None


__all__ = [
    "LARGEST_FILE",
    "Step",
    "Telling",
    "Vault",
    "command_of",
    "load_programme",
    "load_template",
    "load_vault",
    "programme_text",
    "read_bytes",
    "save_programme",
    "shipped_templates",
    "tell",
]
