"""How something is refused: one tree, whose branches are different things.

Input that cannot be used, a name of nothing, and a request that the law turns down are never mixed up. Each error
carries what it has to say as data, and says all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, get_args

from pydantic import ValidationError
from typing_extensions import override

from partnership.base import InEnglish, PartnershipError
from partnership.findings import FilePlace, Finding, NamesById
from partnership.messages import Language, Message, Sayable, UnknownLanguage, escape, message, shown
from partnership.values import Said, nearest, nearest_hint, offered

__all__ = [
    "MOST_FAULTS",
    "Fault",
    "InputError",
    "LedgerError",
    "MissingExtra",
    "NotLawful",
    "NotReady",
    "NotWaivable",
    "PartnershipError",
    "ProgrammeFileError",
    "Refused",
    "TemplateError",
    "UnknownLanguage",
    "UnknownName",
    "check_choice",
    "first_trouble",
    "needed",
]

MOST_FAULTS = 100
"""Faults that an error spells out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Fault(InEnglish):
    """One thing wrong with an input: where, what, what was expected instead, and a hint (`did you mean 'x'?`)."""

    at: FilePlace | None
    what: Said | str
    expected: Said | str | None = None
    hint: Said | str | None = None

    def text(self, lang: Language = "en") -> str:
        """Say it on one line: `file:line:column: what; expected ...; hint`."""
        line = shown(self.what, lang)
        if self.expected is not None:
            expected = message("expected {what}", what=self.expected)
            line += f"; {expected.in_language(lang)}"
        if self.hint is not None:
            line += f"; {shown(self.hint, lang).removeprefix('; ')}"
        return line if self.at is None else f"{escape(str(self.at))}: {line}"


def by_place(fault: Fault) -> tuple[str, int, int]:
    """Sort by the places of the faults; those that have none come first."""
    at = fault.at
    return ("", 0, 0) if at is None else (at.file, at.line, at.column)


class InputError(InEnglish, PartnershipError, ValueError):
    """An input cannot be used; every fault that was found is listed."""

    def __init__(self, faults: Iterable[Fault] | Fault | str) -> None:
        match faults:
            case str():
                self.faults: tuple[Fault, ...] = (Fault(None, faults),)
            case Fault():
                self.faults = (faults,)
            case _:
                self.faults = tuple(faults)
        super().__init__(self.faults)

    def text(self, lang: Language = "en", limit: int | None = MOST_FAULTS) -> str:
        """List the faults, one a line; beyond `limit` they are counted."""
        shown = self.faults if limit is None else self.faults[:limit]
        lines = [fault.text(lang) for fault in shown]
        hidden = len(self.faults) - len(shown)
        if hidden:
            lines.append(message("... and {hidden} more", hidden=hidden).in_language(lang))
        return "\n".join(lines)


class TemplateError(InputError):
    """A template cannot be used as law."""


class ProgrammeFileError(InputError):
    """A programme file cannot be read."""


class LedgerError(InputError):
    """A history cannot be read: damaged, cut short, out of order, or kept under another law."""


class MissingExtra(InputError):
    """A part of the library needs a package that is not installed; the message names the extra that brings it.

    `otherwise` says what can be done without it.
    """

    def __init__(self, extra: str, package: str, otherwise: Sayable | None = None) -> None:
        self.extra = extra
        self.package = package
        self.otherwise = otherwise
        hint = message("install it with: pip install 'partnership[{extra}]'", extra=extra)
        if otherwise is not None:
            hint = message("{hint}, or {otherwise}", hint=hint, otherwise=otherwise)
        super().__init__(
            Fault(
                None,
                message("the package {package} is not installed", package=package),
                hint=hint,
            )
        )

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.extra, self.package, self.otherwise)


def needed(package: str, extra: str) -> Any:
    """Import a package that an extra brings.

    Raises:
        MissingExtra: if it is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        raise MissingExtra(extra, package.partition(".")[0]) from None


_NAME = message("name")


class UnknownName(InEnglish, PartnershipError, KeyError):
    """Something was asked for by a name that nothing has; the nearest name is proposed, else those that there are.

    It is a KeyError too, since mappings of ours answer with it. `known` is a sentence that says what there is, where
    that takes more than the names.
    """

    def __init__(
        self, name: str, choices: Iterable[str] = (), what: Sayable | str = _NAME, known: Sayable | None = None
    ) -> None:
        self.name = name
        self.choices = tuple(sorted(choices))
        self.what = what
        self.known = known
        super().__init__(name, self.choices, what, known)

    @property
    def nearest(self) -> str | None:
        """The name that was probably meant; None if none is close."""
        return nearest(self.name, self.choices)

    @property
    def said(self) -> Message:
        """What is not there, and the nearest that is; else what there is."""
        said = message("unknown: {what} '{name}'", what=self.what, name=escape(self.name, 120))
        hint = nearest_hint(self.name, self.choices)
        if hint is not None:
            said = Message("{unknown}; {hint}", {"unknown": said, "hint": hint})
        elif self.known is None and self.choices:
            said = message("{unknown}; there are: {choices}", unknown=said, choices=offered(self.name, self.choices))
        if self.known is not None:
            form = "{unknown}. {known}" if hint is None else "{unknown} {known}"
            said = Message(form, {"unknown": said, "known": self.known})
        return said

    def text(self, lang: Language = "en") -> str:
        """Say what is not there, and the nearest that is; else what there is."""
        return self.said.in_language(lang)


def check_choice(name: str, choices: Any, what: Sayable) -> None:
    """Check that a name is one of some, which a collection or a `Literal` lists.

    Raises:
        UnknownName: if it is none of them; the nearest is proposed.
    """
    if name not in (allowed := get_args(choices) or choices):
        raise UnknownName(str(name), map(str, allowed), what)


class Refused(InEnglish, PartnershipError):
    """The law says no, for each of the reasons in `findings`; nothing has changed.

    The reasons may be given as a function, which is called when they are first read: many refusals are only counted.
    """

    def __init__(self, findings: Iterable[Finding] | Callable[[], Iterable[Finding]]) -> None:
        super().__init__()
        self._compute: Callable[[], Iterable[Finding]] | None = None
        self._findings: tuple[Finding, ...] = ()
        if callable(findings):
            self._compute = findings
        else:
            self._findings = tuple(findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every reason, in the order of the template."""
        compute = self._compute
        if compute is not None:
            self._findings = tuple(compute())
            self._compute = None  # let go of the state that the function held
        return self._findings

    def text(self, lang: Language = "en", limit: int | None = None, names: NamesById | None = None) -> str:
        """Say every reason in plain lines.

        `limit` bounds the lacks that are spelt out under each; `names` come from a file of personal data.
        """
        opening = message("refused; nothing has changed").in_language(lang)
        return "\n".join([f"{opening}:", *(finding.text(lang, limit, names) for finding in self.findings)])

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f.requirement or f.code for f in self.findings)})"

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.findings,)


class NotReady(Refused):
    """The programme may not go on to another stage yet."""


class NotLawful(Refused):
    """A record, an amendment, an end or another act is turned down."""


class NotWaivable(Refused):
    """A requirement cannot be set aside: not by this person, not for so long, or not at all."""


def first_trouble(error: ValidationError) -> str:
    """Say on one line where and what the first thing is that is wrong with the values of a record or an entry."""
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or '-'}: {first['msg']}"
