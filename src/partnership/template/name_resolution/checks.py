"""Checks of requirements: each key of a word is resolved as its field is annotated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from partnership.messages import Message, message
from partnership.records import REGISTERS, FieldShape, field_types
from partnership.template.kinds import KINDS, Kind, OneWord, TemplatePart
from partnership.template.kinds.references import (
    Against,
    DateOrReference,
    FieldOf,
    Inside,
    KeysOf,
    KindOfRecord,
    LevelOf,
    NewName,
    Numbered,
    Openable,
    OwnStage,
    RecordsOf,
    RowsOf,
    ScaleOf,
    StageOf,
    TestsOf,
    ValueOf,
    marks_of,
)
from partnership.template.name_resolution.scope import DAY, RESERVED, Bound, Scope, row_of
from partnership.template.name_resolution.terms import PERIODS, Terms, one_or_many
from partnership.template.terms import EXPRESSIONS, Read, is_later
from partnership.template.tree import Path
from partnership.template.vocabulary import PEOPLE, PROGRAMME, kinds_of_record
from partnership.values import Listed, Money, as_period

_DEEPEST: Final = 60
_FIGURES: Final = ("integer", "number", "share")
_EXTREMES: Final = ("min", "max")


class RequirementChecks(Terms):
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
            _Part(self, references_of(model), {model.bare: raw}, path, scope, model.kind, model.bare).resolve()
        else:
            self.part(model, raw, path, scope, model.kind)

    def part(self, model: type[TemplatePart], raw: Any, path: Path, scope: Scope, word: str = "") -> None:
        """A part of the file: each of its keys refers to what its field says."""
        if isinstance(raw, dict) and (keys := references_of(model)):
            _Part(self, keys, raw, path, scope, word).resolve()

    def stages(self, value: Any, path: Path, *more: str) -> None:
        """Stages of this template, or others."""
        known = [*self.names.stages, *more]
        for each, at in one_or_many(value, path):
            if isinstance(each, str) and each not in known:
                self.say(at, "unknown_stage", word=each, choices=known)

    def quantities(self, value: Any, path: Path, scope: Scope, types: tuple[str, ...]) -> None:
        """A quantity, or a table of them."""
        if isinstance(value, dict):
            for key, each in value.items():
                self.quantities(each, (*path, key), scope, types)
        else:
            self.quantity(value, path, scope, *types)

    def most_values(self, shape: FieldShape) -> int | None:
        """How many different values a field can have; None where nobody knows."""
        if shape.scalar is bool:
            return 2
        if shape.list is not None:
            return None if shape.list in self.names.unread else len(self.names.lists[shape.list])
        return len(shape.choices) or None

    def most_rows(self, raw: Any, scope: Scope) -> int | None:
        """How many rows a selection can have, by the ids that it asks for; None where nobody knows."""
        where = raw.get("where") if isinstance(raw, dict) else None
        asked = where.get("id") if isinstance(where, dict) else None
        if isinstance(asked, dict):
            asked = asked.get("eq", asked.get("in"))
        if isinstance(asked, list):
            return len(asked)
        if not isinstance(asked, str) or asked[:1] != "$":
            return None if asked is None else 1
        with self.untold():
            shape = self.reference(asked, (), scope)
        return None if shape is None or shape.many else 1

    # --- figures

    def figure(self, raw: Any, path: Path, scope: Scope, *, part: bool = False, wanted: Message | None = None) -> None:
        """One side of a `compare`, or a part of one: a number, or, as a whole side, a period.

        `wanted` is what is written instead, where neither side is a figure.
        """
        if not isinstance(raw, dict):
            if not part and self.is_period(raw, scope):
                return
            shape = self._looked_up(raw, path, scope)
            if shape is None:
                self.quantity(raw, path, scope, *_FIGURES)
            elif shape.many or shape.scalar not in {int, Decimal, Money, date}:
                self.say(path, "not_a_number", more=raw, wanted=wanted)
            return
        if is_later(raw):
            self.later(raw, path, scope)
        else:
            self._reckoned(raw, path, scope, part=part)

    def _reckoned(self, raw: dict[str, Any], path: Path, scope: Scope, *, part: bool) -> None:
        """A figure that is reckoned from rows, or from other figures."""
        verb = next((each for each in EXPRESSIONS if each in raw), None)
        here = (*path, str(verb))
        match verb:
            case None:
                return
            case "ratio":
                for index, each in enumerate(raw["ratio"] if isinstance(raw["ratio"], list) else ()):
                    self.figure(each, (*here, index), scope, part=True)
            case "size":
                self._size(raw["size"], here, scope)
            case "count":
                row = self.selection(raw["count"], here, scope)
                if row is not None and "distinct" in raw:
                    self.field(raw["distinct"], row.fields, "count", (*path, "distinct"))
            case _:
                row = self.selection(raw[verb], here, scope)
                if row is not None and (part or not self.is_period(raw, scope)):
                    self._numeric(raw.get("field"), row, (*path, "field"))

    def is_period(self, raw: Any, scope: Scope) -> bool:
        """Tell whether one side of a `compare` is a period; nothing is said of what is wrong with it."""
        verb = next((each for each in _EXTREMES if each in raw), None) if isinstance(raw, dict) else None
        is_reference = isinstance(raw, str) and raw[:1] == "$"
        if verb is None and not is_reference:
            return as_period(raw) is not None
        with self.untold():
            if is_reference:
                shape = self.reference(raw, (), scope)
            else:
                row = self.selection(raw[verb], (), scope)
                shape = None if row is None else self.field(raw.get("field"), row.fields, "row", ())
        return shape is not None and shape.scalar in PERIODS and not shape.many

    def _looked_up(self, raw: Any, path: Path, scope: Scope) -> FieldShape | None:
        """What a figure that is looked up, and is no parameter, stands for."""
        if is_later(raw):
            return DAY
        if not isinstance(raw, str) or raw[:1] != "$" or raw.startswith("$param."):
            return None
        return self.reference(raw, path, scope)

    def alike(self, raw: Any, other: Any, path: Path, scope: Scope) -> None:
        """Two sides of a `compare`: a period is held against a period, a day against a day, and nothing else."""
        if self.is_period(raw, scope) is not self.is_period(other, scope):
            self.say(path, "not_both_periods")
        with self.untold():  # each side has said its own
            shapes = [self._looked_up(each, path, scope) for each in (raw, other)]
        days = [shape is not None and shape.scalar is date for shape in shapes]
        said = [
            shape is not None or not isinstance(each, str) for shape, each in zip(shapes, (raw, other), strict=True)
        ]
        if any(days) and not all(days) and (all(said) or any(str(each).startswith("$param.") for each in (raw, other))):
            self.say(path, "not_alike")

    def _size(self, value: Any, path: Path, scope: Scope) -> None:
        if isinstance(value, str) and value[:1] == "$":
            shape = self.reference(value, path, scope)
            if shape is not None and not shape.many:
                self.say(path, "not_one_of_many", word=value)

    def _numeric(self, text: Any, row: Bound, path: Path) -> None:
        shape = self.field(text, row.fields, "row", path)
        if shape is not None and (shape.scalar not in {int, Decimal, Money} or shape.many):
            self.say(path, "not_a_number", more=text)


@dataclass(slots=True, eq=False)
class _Part:
    """What stands under one word, or in one part of a section."""

    _checks: RequirementChecks
    _keys: Mapping[str, _Key]
    _raw: Mapping[str, Any]
    _path: Path
    _scope: Scope
    _word: str
    _bare: str | None = None
    _found: dict[str, tuple[Bound, ...]] = field(default_factory=dict)

    def resolve(self) -> None:
        for key in self._raw:
            known = self._keys.get(key)
            if known is not None and (scope := self._inside(known)) is not None:
                for resolve, mark in known.marks:
                    resolve(self, mark, key, scope)

    def _at(self, key: str) -> Path:
        return (*self._path, key) if self._bare is None else self._path

    def _inside(self, known: _Key) -> Scope | None:
        """The scope in which a key stands; None where its element is not known."""
        inside = known.inside
        if inside is None:
            return self._scope
        row = row_of(inside.register, self._checks.names) if inside.register else None
        elements = self._rows(inside.key) if row is None else (row,)
        name = "it" if inside.named is None else self._raw.get(inside.named)
        return self._scope.binding(name, elements[0]) if elements and isinstance(name, str) else None

    def _rows(self, key: str) -> tuple[Bound, ...]:
        """What a row is of each selection that stands under a key."""
        if key not in self._found:
            self._found[key] = tuple([each for each in self._selected(key) if each is not None])
        return self._found[key]

    def _selected(self, key: str) -> list[Bound | None]:
        known = self._keys[key]
        scope = self._inside(known) if key in self._raw else None
        if scope is None:
            return []
        value, path = self._raw[key], self._at(key)
        if known.term == "Elements":
            return [self._checks.elements(value, path, scope)]
        if known.term == "Since" and (isinstance(value, date) or str(value)[:1] == "$" or is_later(value)):
            self._checks.day(value, path, scope)
            return []
        if known.term == "Selections":
            return [self._checks.selection(each, at, scope) for each, at in one_or_many(value, path)]
        return [self._checks.selection(value, path, scope)]

    # --- one mark each

    def read(self, mark: Read, key: str, scope: Scope) -> None:
        if mark.parameters:
            self._checks.quantities(self._raw[key], self._at(key), scope, mark.parameters)
        elif mark.definition == "Expression":
            self._checks.figure(self._raw[key], self._at(key), scope, wanted=_in_a_where(self._raw))
        else:
            self._rows(key)

    def against(self, mark: Against, key: str, scope: Scope) -> None:
        if mark.key in self._raw:
            self._checks.alike(self._raw[key], self._raw[mark.key], self._at(key), scope)

    def check(self, _: OneWord, key: str, scope: Scope) -> None:
        self._checks.check(self._raw[key], self._at(key), scope)

    def listed(self, mark: Listed, key: str, _: Scope) -> None:
        self._checks.items(self._raw[key], mark.list, self._at(key))

    def value_of(self, mark: ValueOf, key: str, scope: Scope) -> None:
        shape = field_types(REGISTERS[mark.register])[mark.field]
        self._checks.values(mark.field, shape, self._raw[key], self._at(key), scope, {})

    def field_of(self, mark: FieldOf, key: str, _: Scope) -> None:
        name, path = self._raw[key], self._at(key)
        for row in [row for each in mark.keys for row in self._rows(each)]:
            shape = self._checks.field(name, row.fields, "row" if mark.dated else self._word, path)
            if mark.dated:
                self._checks.dated(shape, name, path)
            elif shape is not None:
                self._enough(str(name), shape)

    def _enough(self, name: str, shape: FieldShape) -> None:
        """Of a field with so many values there are never more distinct ones."""
        most = self._checks.most_values(shape)
        for key in ("min", "exactly"):
            asked = self._raw.get(key)
            if most is not None and type(asked) is int and asked > most:
                self._checks.say(
                    self._at(key), "too_distinct", word=asked, more=name, choices=(str(most),), guess=False
                )

    def numbered(self, _: Numbered, key: str, scope: Scope) -> None:
        """Of rows that are told by their ids there are never more than ids; values of one row may be many."""
        if "distinct" in self._raw:
            return
        known = [self._checks.most_rows(each, scope) for each, _ in one_or_many(self._raw[key], self._at(key))]
        most = min((each for each in known if each is not None), default=None)
        for bound in ("min", "exactly"):
            asked = self._raw.get(bound)
            if most is not None and type(asked) is int and asked > most:
                self._checks.say(self._at(bound), "told_by_id", word=asked, choices=(str(most),), guess=False)

    def tests_of(self, mark: TestsOf, key: str, scope: Scope) -> None:
        if mark.register:
            fields = field_types(REGISTERS[mark.register])
            self._checks.where(self._raw[key], self._at(key), fields, mark.register, scope)
        else:
            for row in self._rows(mark.key):
                self._checks.where(self._raw[key], self._at(key), row.fields, str(self._raw[mark.key]), scope)

    def openable(self, _: Openable, key: str, __: Scope) -> None:
        for row in self._rows(key):
            if "open" not in getattr(row.fields.get("state"), "choices", ()):
                self._checks.say(self._at(key), "never_open", word=self._raw[key])

    def level_of(self, mark: LevelOf, key: str, _: Scope) -> None:
        self._checks.level(self._raw[key], self._raw.get(mark.key), self._at(key))

    def scale_of(self, mark: ScaleOf, key: str, _: Scope) -> None:
        """Whoever is asked must be of the kind whose levels the scale has; people are who they are in a role, too."""
        scale, names = self._raw[key], self._checks.names
        kind = names.scale_of(scale) if isinstance(scale, str) else None
        if kind is None:
            return
        if (kind == PROGRAMME) is (mark.key in self._raw):
            self._checks.say(self._at(key), "scale_of_programme", word=scale, more=kind)
            return
        for row in self._rows(mark.key):
            person = row.fields.get("person") if kind in PEOPLE else None
            asked = row.shape.kinds if person is None else person.kinds
            if asked and kind not in asked:
                self._checks.say(self._at(key), "scale_of_others", word=scale, more=kind, choices=asked, guess=False)

    def stage_of(self, _: StageOf, key: str, __: Scope) -> None:
        """Others have ways of their own: their stages are those of this template, or the levels of a scale."""
        levels = self._checks.names.levels.values()
        self._checks.stages(self._raw[key], self._at(key), *[each for scale in levels for each in scale])

    def own_stage(self, _: OwnStage, key: str, __: Scope) -> None:
        self._checks.stages(self._raw[key], self._at(key))

    def kind_of_record(self, mark: KindOfRecord, key: str, __: Scope) -> None:
        word, names = self._raw[key], self._checks.names
        if not isinstance(word, str) or (mark.programme and word == PROGRAMME):
            return
        known = kinds_of_record(names)
        if word not in known:
            more = (*known, PROGRAMME) if mark.programme else known
            self._checks.say(self._at(key), "unknown_kind_of_record", word=word, choices=more)

    def records_of(self, mark: RecordsOf, key: str, scope: Scope) -> None:
        value, path = self._raw[key], self._at(key)
        if isinstance(value, str) and value[:1] == "$":
            shape = self._checks.reference(value, path, scope)
            if shape is not None and mark.kind not in shape.kinds:
                self._checks.say(path, "not_a_reference", more=value, choices=(mark.kind,))

    def rows_of(self, mark: RowsOf, key: str, _: Scope) -> None:
        if any(row.shape.kinds != (mark.kind,) for row in self._rows(key)):
            self._checks.say(self._at(key), "not_a_reference", more=self._raw[key], choices=(mark.kind,))

    def day(self, _: DateOrReference, key: str, scope: Scope) -> None:
        self._checks.day(self._raw[key], self._at(key), scope)

    def keys_of(self, mark: KeysOf, key: str, scope: Scope) -> None:
        self._checks.part(mark.model, self._raw[key], self._at(key), scope)

    def new_name(self, _: NewName, key: str, scope: Scope) -> None:
        name, taken = self._raw[key], (*RESERVED, *scope.variables)
        if name in taken:
            self._checks.say(self._at(key), "variable_taken", word=name, choices=taken, guess=False)


_RESOLVED: Final[Mapping[type, Callable[[_Part, Any, str, Scope], None]]] = {
    Read: _Part.read,
    OneWord: _Part.check,
    Listed: _Part.listed,
    ValueOf: _Part.value_of,
    Against: _Part.against,
    FieldOf: _Part.field_of,
    TestsOf: _Part.tests_of,
    Numbered: _Part.numbered,
    Openable: _Part.openable,
    LevelOf: _Part.level_of,
    ScaleOf: _Part.scale_of,
    StageOf: _Part.stage_of,
    OwnStage: _Part.own_stage,
    KindOfRecord: _Part.kind_of_record,
    RecordsOf: _Part.records_of,
    RowsOf: _Part.rows_of,
    DateOrReference: _Part.day,
    KeysOf: _Part.keys_of,
    NewName: _Part.new_name,
}
"""What is done with each mark; others refer to nothing."""
_REFERRING: Final = frozenset({"Selection", "Selections", "Since", "Elements", "Expression"})


def _in_a_where(compare: Mapping[str, Any]) -> Message | None:
    """Say how the fields of a row that a `compare` holds against each other are tested where they are no figures."""
    left, op, right = (compare.get(key) for key in ("left", "op", "right"))
    if not (isinstance(left, str) and "." in left and isinstance(right, str) and op in {"eq", "ne"}):
        return None
    row, _, field = left.partition(".")
    value = right.replace(f"{row}.", "$it.", 1) if right.startswith(f"{row}.") else right
    where = f"{{id: {row}, {field}: {value if op == 'eq' else f'{{ne: {value}}}'}}}"
    return message("a number or money; what is none is compared in the `where` of a selection: {where}", where=where)


@dataclass(frozen=True, slots=True)
class _Key:
    """What one key refers to: the marks that say so, the term that it is read as, and what it stands inside of."""

    marks: tuple[tuple[Callable[[_Part, Any, str, Scope], None], object], ...]
    term: str
    inside: Inside | None

    @classmethod
    def of(cls, marks: Iterable[object]) -> _Key:
        found: list[object] = []
        term, inside = "", None
        for mark in marks:
            if isinstance(mark, Inside):
                inside = mark
            elif isinstance(mark, Read):
                term = mark.definition
                if mark.parameters or term in _REFERRING:
                    found.append(mark)
            elif type(mark) in _RESOLVED:
                found.append(mark)
        return cls(tuple([(_RESOLVED[type(mark)], mark) for mark in found]), term, inside)


@cache
def references_of(model: type[TemplatePart]) -> Mapping[str, _Key]:
    """What each key refers to, by the annotations of its field; without those that refer to nothing."""
    keys = {field.alias or name: _Key.of(marks_of(field)) for name, field in model.model_fields.items()}
    return {name: key for name, key in keys.items() if key.marks}
