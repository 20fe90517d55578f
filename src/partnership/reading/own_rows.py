"""Rows of registers that a law declares for itself, as they stand in a programme file: under the law's own word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from pydantic import JsonValue, ValidationError

from partnership.errors import Fault
from partnership.findings import FilePlace
from partnership.messages import Message, message
from partnership.reading.faults import file_faults, found_instead, missing_key, unknown_key
from partnership.records import Fields, Item
from partnership.template import Register, RegisterField, Template, wanted_in
from partnership.template.tree import FLAWED, Path, Tree
from partnership.values import Money, as_timed, nearest_hint


class LawOf(Protocol):
    """Gives the law that a file names, with its overlays, at a place."""

    def __call__(self, name: str, overlays: tuple[str, ...], at: FilePlace, /) -> Template:
        """Return it; raises an InputError where it cannot be read."""


def own_registers(law: Template) -> dict[str, OwnRegister]:
    """Return the registers of a law's own by the words that lines have for their rows."""
    own = {name: OwnRegister(law, register) for name, register in law.registers.items()}
    return {**own, **{each.register.word: each for each in own.values()}}


@dataclass(frozen=True, slots=True)
class OwnRegister:
    """A register that a law declares for itself, and how its rows are read from a file."""

    law: Template
    register: Register

    @property
    def beside(self) -> tuple[str, ...]:
        """What each row says beside its fields; a register may have a field for remarks of its own."""
        return ("id",) if "note" in self.register.fields else ("id", "note")

    def row(self, value: dict[str, Any], path: Path, marked: Tree) -> tuple[Item | None, list[Fault]]:
        """Return the row that stands at a place, or all that is wrong with it."""
        own = {name: each for name, each in value.items() if name not in self.beside}
        faults = list(self._faults(own, path, marked))
        faults += [
            replace(missing_key(marked.place(path), name), expected=self._wanted(field))
            for name, field in self.register.fields.items()
            if field.required and name not in own and not _is_misspelt(name, own, self.register)
        ]
        if faults or _is_flawed(own):
            return None, faults
        row = {name: value[name] for name in self.beside if name in value}
        fields = {name: _plain(self.register.fields[name], each) for name, each in own.items()}
        try:
            return Item.model_validate({**row, "list": self.register.id, "fields": fields}), []
        except ValidationError as error:
            return None, file_faults(error, marked, under=path, model=Item)

    def changes(
        self, given: Mapping[str, Any], unset: Sequence[str], path: Path, marked: Tree
    ) -> tuple[dict[str, JsonValue] | None, list[Fault]]:
        """Return what an amendment changes in a row, as an entry keeps it, or all that is wrong with it."""
        own = {name: each for name, each in given.items() if name not in self.beside or name == "id"}
        faults = list(self._faults(own, (*path, "set"), marked))
        for index, name in enumerate(unset):
            field = self.register.fields.get(name)
            if field is None and (name not in self.beside or name == "id"):
                faults.append(
                    unknown_key(marked.place((*path, "unset", index)), name, (*self.register.fields, *self.beside[1:]))
                )
            elif field is not None and field.required:
                faults.append(
                    Fault(
                        marked.place((*path, "unset", index)),
                        message("each row has the field '{field}'", field=name),
                        None,
                        message("set it to another value"),
                    )
                )
        if faults or _is_flawed(own):
            return None, faults
        fields: dict[str, JsonValue] = {
            **Fields({name: _plain(self.register.fields[name], each) for name, each in own.items()}).as_json(),
            **dict.fromkeys(name for name in unset if name not in self.beside),
        }
        changes: dict[str, JsonValue] = {"fields": fields} if fields else {}
        notes = [name for name in self.beside if name != "id"]
        changes |= {name: given[name] for name in notes if name in given}
        return changes | dict.fromkeys(name for name in unset if name in notes), []

    def _faults(self, own: Mapping[str, Any], path: Path, marked: Tree) -> Iterator[Fault]:
        known = (*self.register.fields, *self.beside)
        for name, value in own.items():
            field = self.register.fields.get(name)
            if field is None:
                if FLAWED not in name:
                    yield unknown_key(marked.place((*path, name), True), name, known)  # noqa: FBT003 - the key
            elif value != FLAWED and (fault := self._fault(name, field, value, (*path, name), marked)) is not None:
                yield fault

    def _fault(self, name: str, field: RegisterField, value: Any, path: Path, marked: Tree) -> Fault | None:
        """Say what is wrong with a value: the field by its title, its type and its choices, at the value's place."""
        plain = _plain(field, value)
        if not field.holds(plain):
            return found_instead(marked.place(path), name, value, self._wanted(field))
        words = field.words
        if field.type == "level" and (scale := self.law.scales.get(field.of or "")) is not None:
            words = tuple(level.id for level in scale.levels)
        for index, each in enumerate(field.values(plain)):
            wrong = each not in words if field.type in {"choice", "level"} else not field.allows_one(each)
            if wrong:
                at = (*path, index) if field.many else path
                fault = found_instead(marked.place(at), name, each, self._wanted(field))
                hint = nearest_hint(str(each), words) if words else None
                return fault if hint is None else replace(fault, hint=hint)
        try:
            Fields.parse({name: plain})
        except ValueError:
            return found_instead(marked.place(path), name, value, self._wanted(field))
        return None

    def _wanted(self, field: RegisterField) -> Message:
        wanted = wanted_in(self.law, field)
        if field.title is None:
            return Message("{wanted}", {"wanted": wanted})
        return Message("{wanted} ({title})", {"wanted": wanted, "title": field.title})


def _is_misspelt(name: str, own: Mapping[str, Any], register: Register) -> bool:
    """Tell whether a field that is missing is proposed for a key that stands there."""
    unknown = [key for key in own if key not in register.fields]
    return nearest_hint(name, unknown) is not None


def _is_flawed(own: Mapping[str, Any]) -> bool:
    """Tell whether a part of a row could not be read, which has been said."""
    return any(FLAWED in name or value == FLAWED for name, value in own.items())


def _plain(field: RegisterField, value: Any) -> Any:
    """Give a value of a file as a row keeps it; what does not fit its field stays what it is."""
    if field.many and isinstance(value, list):
        return tuple([_one(field, each) for each in value])
    return _one(field, value)


def _one(field: RegisterField, value: Any) -> Any:
    if field.type == "money" and isinstance(value, dict):
        try:
            return Money.model_validate(value)
        except ValidationError:
            return value
    if field.type == "moment" and isinstance(value, datetime | str):
        try:
            return as_timed(value)
        except ValueError:
            return value
    return value
