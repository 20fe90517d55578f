"""Checks of requirements: each key of a word is resolved as its field is annotated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin

from partnership.records import RECORDS, REGISTERS, field_types
from partnership.template.kinds import KINDS, Kind, OneWord, Shape
from partnership.template.kinds.references import (
    Day,
    FieldOf,
    Inside,
    KindOfRecord,
    LevelOf,
    NewName,
    Openable,
    OwnStage,
    RecordsOf,
    RowsOf,
    StageOf,
    TestsOf,
    ValueOf,
)
from partnership.template.name_resolution.scope import RESERVED, Bound, Scope
from partnership.template.name_resolution.terms import Terms, one_or_many
from partnership.template.terms import EXPRESSIONS, Read
from partnership.template.tree import Path
from partnership.values import Listed, Money

_DEEPEST: Final = 60
_FIGURES: Final = ("integer", "number", "share")
_SELECTING: Final = frozenset({"Selection", "Selections", "Elements"})


class Checks(Terms):
    """Checks of requirements, in the scope that each of them stands in."""

    def check(self, raw: Any, path: Path, scope: Scope) -> None:
        """One check, or a list of them."""
        if isinstance(raw, list):
            for index, each in enumerate(raw):
                self.check(each, (*path, index), scope)
        elif isinstance(raw, dict) and len(path) <= _DEEPEST * 2:
            for word, body in raw.items():
                if word in KINDS:
                    self.body(KINDS[word], body, (*path, word), scope)

    def body(self, model: type[Kind], raw: Any, path: Path, scope: Scope) -> None:
        """What stands under a word."""
        if model.bare is not None:
            _Body(self, model, {model.bare: raw}, path, scope).resolve()
        else:
            self.part(model, raw, path, scope)

    def part(self, model: type[Shape], raw: Any, path: Path, scope: Scope) -> None:
        """A part of the file: each of its keys refers to what its field says."""
        if isinstance(raw, dict):
            _Body(self, model, raw, path, scope).resolve()

    def kind_of_record(self, word: Any, path: Path) -> None:
        """A kind of record."""
        if isinstance(word, str) and word not in RECORDS:
            self.say(path, "unknown_kind_of_record", word=word, choices=sorted(RECORDS))

    def value_of(self, mark: ValueOf, value: Any, path: Path, scope: Scope) -> None:
        """A value of a register's field."""
        shape = field_types(REGISTERS[mark.register])[mark.field]
        self.values(mark.field, shape, value, path, scope, {})

    def stages(self, value: Any, path: Path, *more: str) -> None:
        """Stages of this template, or others."""
        known = [*self.names.stages, *more]
        for each, at in one_or_many(value, path):
            if isinstance(each, str) and each not in known:
                self.say(at, "unknown_stage", word=each, choices=known)

    def new_name(self, name: Any, path: Path, scope: Scope) -> None:
        """A name that is given to an element, and taken by nothing else."""
        if isinstance(name, str) and (name in RESERVED or name in scope.variables):
            self.say(path, "variable_taken", word=name, choices=(*RESERVED, *scope.variables), guess=False)

    def records_of(self, kind: str, value: Any, path: Path, scope: Scope) -> None:
        """Ids of records of one kind, which an act names."""
        if isinstance(value, str) and value[:1] == "$":
            shape = self.reference(value, path, scope)
            if shape is not None and kind not in shape.kinds:
                self.say(path, "not_a_reference", more=value, choices=(kind,), guess=False)

    def quantities(self, value: Any, path: Path, scope: Scope, types: tuple[str, ...]) -> None:
        """A quantity, or a table of them."""
        if isinstance(value, dict):
            for key, each in value.items():
                self.quantities(each, (*path, key), scope, types)
        else:
            self.quantity(value, path, scope, *types)

    # --- figures

    def figure(self, raw: Any, path: Path, scope: Scope) -> None:
        """One side of a `compare`."""
        if not isinstance(raw, dict):
            self.quantity(raw, path, scope, *_FIGURES)
            return
        verb = next((each for each in EXPRESSIONS if each in raw), None)
        here = (*path, str(verb))
        match verb:
            case None:
                return
            case "ratio":
                for index, each in enumerate(raw["ratio"] if isinstance(raw["ratio"], list) else ()):
                    self.figure(each, (*here, index), scope)
            case "size":
                self._size(raw["size"], here, scope)
            case "count":
                row = self.selection(raw["count"], here, scope)
                if row is not None and "distinct" in raw:
                    self.field(raw["distinct"], row.fields, "count", (*path, "distinct"))
            case _:
                row = self.selection(raw[verb], here, scope)
                if row is not None:
                    self._numeric(raw.get("field"), row, (*path, "field"))

    def _size(self, value: Any, path: Path, scope: Scope) -> None:
        if isinstance(value, str) and value[:1] == "$":
            shape = self.reference(value, path, scope)
            if shape is not None and not shape.many:
                self.say(path, "not_one_of_many", word=value, guess=False)

    def _numeric(self, text: Any, row: Bound, path: Path) -> None:
        shape = self.field(text, row.fields, "row", path)
        if shape is not None and (shape.scalar not in {int, Decimal, Money} or shape.many):
            self.say(path, "not_a_number", more=text, guess=False)


class _Body:
    """What stands under one word, or in one part of a section."""

    def __init__(self, checks: Checks, model: type[Shape], raw: Mapping[str, Any], path: Path, scope: Scope) -> None:
        self._checks = checks
        self._model = model
        self._word, self._bare = (model.kind, model.bare) if issubclass(model, Kind) else ("", None)
        self._raw = raw
        self._path = path
        self._scope = scope
        self._found: dict[str, tuple[Bound, ...]] = {}

    def resolve(self) -> None:
        for key, marks in references_of(self._model).items():
            if key in self._raw and (scope := self._inside(key)) is not None:
                for mark in marks:
                    self._resolve(mark, key, scope)

    def _at(self, key: str) -> Path:
        return (*self._path, key) if self._bare is None else self._path

    def _resolve(self, mark: object, key: str, scope: Scope) -> None:  # noqa: C901 - one case a mark
        checks, value, path = self._checks, self._raw[key], self._at(key)
        match mark:
            case OneWord():
                checks.check(value, path, scope)
            case Read(definition="Expression"):
                checks.figure(value, path, scope)
            case Read(parameters=types) if types:
                checks.quantities(value, path, scope, types)
            case Read(definition=term) if term in _SELECTING:
                self._rows(key)
            case Listed(list=name):
                checks.items(value, name, path)
            case ValueOf():
                checks.value_of(mark, value, path, scope)
            case FieldOf(keys=keys, dated=dated):
                for row in [row for each in keys for row in self._rows(each)]:
                    self._field(value, row, path, dated=dated)
            case TestsOf():
                self._tests(mark, value, path, scope)
            case Openable():
                for row in self._rows(key):
                    if "open" not in getattr(row.fields.get("state"), "choices", ()):
                        checks.say(path, "never_open", word=value, guess=False)
            case LevelOf(key=scale):
                checks.level(value, self._raw.get(scale), path)
            case StageOf():
                # Others have ways of their own: their stages are those of this template, or the levels of a scale.
                checks.stages(value, path, *[each for levels in checks.names.levels.values() for each in levels])
            case OwnStage():
                checks.stages(value, path)
            case KindOfRecord():
                checks.kind_of_record(value, path)
            case RecordsOf(kind=kind):
                checks.records_of(kind, value, path, scope)
            case RowsOf(kind=kind):
                if any(row.shape.kinds != (kind,) for row in self._rows(key)):
                    checks.say(path, "not_a_reference", more=value, choices=(kind,), guess=False)
            case Day():
                checks.day(value, path, scope)
            case NewName():
                checks.new_name(value, path, scope)
            case _:
                pass  # what refers to nothing

    def _inside(self, key: str) -> Scope | None:
        """The scope in which a key stands; None where its element is not known."""
        inside = next((mark for mark in references_of(self._model)[key] if isinstance(mark, Inside)), None)
        if inside is None:
            return self._scope
        elements = self._rows(inside.key)
        name = "it" if inside.named is None else self._raw.get(inside.named)
        return self._scope.binding(name, elements[0]) if elements and isinstance(name, str) else None

    def _rows(self, key: str) -> tuple[Bound, ...]:
        """What a row is of each selection that stands under a key."""
        if key not in self._found:
            self._found[key] = tuple(self._selected(key))
        return self._found[key]

    def _selected(self, key: str) -> Iterator[Bound]:
        scope = self._inside(key) if key in self._raw else None
        if scope is None:
            return
        value, path = self._raw[key], self._at(key)
        for mark in references_of(self._model)[key]:
            match mark:
                case Read(definition="Elements"):
                    found = [self._checks.elements(value, path, scope)]
                case Read(definition="Selection") | Openable():
                    found = [self._checks.selection(value, path, scope)]
                case Read(definition="Selections"):
                    found = [self._checks.selection(each, at, scope) for each, at in one_or_many(value, path)]
                case _:
                    continue
            yield from [each for each in found if each is not None]

    def _field(self, name: Any, row: Bound, path: Path, *, dated: bool) -> None:
        shape = self._checks.field(name, row.fields, "row" if dated else self._word, path)
        if dated and shape is not None and (shape.scalar is not date or shape.many):
            self._checks.say(path, "not_a_date", more=name, guess=False)

    def _tests(self, mark: TestsOf, value: Any, path: Path, scope: Scope) -> None:
        if mark.register:
            fields = field_types(REGISTERS[mark.register])
            self._checks.where(value, path, fields, mark.register, scope)
        for row in self._rows(mark.key):
            self._checks.where(value, path, row.fields, str(self._raw[mark.key]), scope)


@cache
def references_of(model: type[Shape]) -> Mapping[str, tuple[object, ...]]:
    """What each key refers to, by the annotations of its field."""
    return {
        field.alias or name: (*field.metadata, *_marks(field.annotation)) for name, field in model.model_fields.items()
    }


def _marks(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
        yield from _marks(annotation.__origin__)
    else:
        for each in get_args(annotation):
            yield from _marks(each)
