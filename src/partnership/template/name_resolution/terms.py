"""Selections, tests and values: are their names known, and does each value fit its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from partnership.errors import Fault
from partnership.records.shapes import FieldShape
from partnership.template.faults import fault
from partnership.template.name_resolution.scope import (
    DAY,
    WORD,
    Bound,
    Scope,
    element_of,
    fields_behind,
    parameter_shape,
    row_of,
)
from partnership.template.names import Names
from partnership.template.terms import AT_LEAST, as_period
from partnership.template.tree import FLAWED, Path, Tree
from partnership.template.vocabulary import LIST_FIELDS, FieldShapes, sources
from partnership.values import Duration, Money, Term, Text

MOST: Final = 200
"""Faults after which no more are looked for; a file with so many is another file."""

_ORDERED: Final = frozenset({"gt", "gte", "lt", "lte"})
_SEVERAL: Final = frozenset({"has", "has_any", "has_all"})
_LEVELS: Final = frozenset({"level", "activity_level"})
_NUMBERS: Final = (int, Decimal)
PERIODS: Final = frozenset({Duration, Term})
"""What is as long as something."""


def one_or_many(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """A value, or each of a list of values, with its place."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield each, (*path, index)
    else:
        yield value, path


class Terms:
    """Checks the terms that every kind is made of. Paths are those of the file; `faults` grows."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree = tree
        self.names = names
        self.faults: list[Fault] = []
        self._rows: dict[str, Bound] = {}
        self._written: dict[FieldShape, Path] = {}

    def say(
        self,
        path: Path,
        name: str,
        *,
        word: object = "",
        more: object = "",
        choices: Iterable[str] = (),
        key: bool = False,
        guess: bool = True,
    ) -> None:
        """Note a fault at a value, or at the key that leads to it."""
        if len(self.faults) >= MOST or word == FLAWED:
            return
        hint = str(word) if guess else None
        self.faults.append(fault(self.tree.place(path, key), name, word=word, more=more, choices=choices, guess=hint))

    # --- fields

    def field(self, text: Any, fields: FieldShapes, owner: str, path: Path, *, key: bool = False) -> FieldShape | None:
        """What stands at the end of a dotted way through fields."""
        if not isinstance(text, str) or not text:
            return None
        shape = fields.get(text)
        if shape is not None:
            return shape
        return self._way(tuple(text.split(".")), fields, owner, path, key=key)

    def _way(
        self, steps: tuple[str, ...], fields: FieldShapes, owner: str, path: Path, *, key: bool
    ) -> FieldShape | None:
        many = optional = False
        walked = owner
        while steps:
            name, rest = steps[0], steps[1:]
            shape = fields.get(name)
            if rest and (embedded := fields.get(f"{name}.{rest[0]}")) is not None:
                name, rest, shape = f"{name}.{rest[0]}", rest[1:], embedded
            if shape is None:
                self.say(path, "unknown_field", word=name, more=walked, choices=sorted(fields), key=key)
                return None
            many, optional = many or shape.many, optional or shape.optional
            if not rest:
                return FieldShape(shape.scalar, many, optional, shape.kinds, shape.list, shape.choices)
            behind = fields_behind(shape)
            if behind is None or shape.many:
                self.say(path, "no_hop", word=rest[0], more=name, key=key, guess=False)
                return None
            fields, steps, walked = behind, rest, name
        return None

    # --- references

    def reference(self, text: str, path: Path, scope: Scope) -> FieldShape | None:
        """What a `$` reference stands for."""
        name, _, rest = text[1:].partition(".")
        if name == "param":
            return self._parameter(rest, path)
        if name == "today":
            known: FieldShape | None = DAY if not rest else None
        elif name == "programme":
            known = WORD if rest == "region" else None
        else:
            return self._variable(name, rest, path, scope)
        if known is None:
            self._unknown(text[1:], path, scope)
        return known

    def _variable(self, name: str, rest: str, path: Path, scope: Scope) -> FieldShape | None:
        bound = scope.act if name == "act" else scope.variables.get(name)
        if bound is None:
            if name == "act":
                self.say(path, "no_act", guess=False)
            else:
                self._unknown(name, path, scope)
            return None
        if not rest:
            return bound.shape
        return self.field(rest, bound.fields, f"${name}", path)

    def _unknown(self, name: str, path: Path, scope: Scope) -> None:
        known = [
            *scope.variables,
            "today",
            "programme.region",
            *(["act"] if scope.act else []),
            *(["param"] if self.names.parameters else []),
        ]
        self.say(path, "unknown_variable", word=name, choices=known)

    def _parameter(self, name: str, path: Path) -> FieldShape | None:
        declared = self.names.parameters.get(name)
        if declared is None:
            self.say(path, "unknown_parameter", word=name, choices=self.names.parameters)
            return None
        return parameter_shape(declared.get("type"))

    def quantity(self, value: Any, path: Path, scope: Scope, *types: str) -> None:
        """A number, share or period that may be a parameter of one of these types, or a field that is a number."""
        if not (isinstance(value, str) and value[:1] == "$"):
            return
        if value.startswith("$param."):
            name = value.removeprefix("$param.")
            if self._parameter(name, path) is not None:
                declared = self.names.parameters[name].get("type")
                if declared not in types:
                    self.say(path, "parameter_type", word=name, more=declared, choices=types, guess=False)
            return
        shape = self.reference(value, path, scope)
        if shape is not None and (shape.scalar not in _NUMBERS or shape.many):
            self.say(path, "not_a_number", more=value, guess=False)

    # --- selections and elements

    def selection(self, raw: Any, path: Path, scope: Scope) -> Bound | None:
        """A selection; what one of its rows is."""
        if isinstance(raw, str):
            return None if raw[:1] == "$" else self._source(raw, path)
        if not isinstance(raw, dict):
            return None
        source = raw.get("from")
        row = self._source(source, (*path, "from")) if isinstance(source, str) else None
        if "on" in raw:
            self.day(raw["on"], (*path, "on"), scope)
        if row is None:
            return None
        if "where" in raw:
            self.where(raw["where"], (*path, "where"), row.fields, str(source), scope)
        having = raw.get("having")
        if having is not None:
            inner = scope.binding("it", row)
            for each, at in one_or_many(having, (*path, "having")):
                self.selection(each, at, inner)
        return row

    def _source(self, name: str, path: Path) -> Bound | None:
        row = self._rows.get(name)
        if row is None:
            row = row_of(name, self.names)
            if row is None:
                self.say(path, "unknown_register", word=name, choices=sources(self.names))
            else:
                self._rows[name] = row
        return row

    def elements(self, raw: Any, path: Path, scope: Scope) -> Bound | None:
        """What `each`, `of`, `by` and `in` go through; what one element is."""
        if isinstance(raw, str) and raw[:1] == "$":
            shape = self.reference(raw, path, scope)
            return None if shape is None else element_of(shape)
        if isinstance(raw, list):
            return self._literals(raw, path)
        return self.selection(raw, path, scope)

    def _literals(self, raw: list[Any], path: Path) -> Bound:
        """Ids written out: items of one list, or else words that fit whatever field they are compared with."""
        ids = tuple([each for each in raw if isinstance(each, str)])
        listed = self.names.list_of(ids)
        if listed is not None:
            return Bound(LIST_FIELDS[listed], FieldShape(str, list=listed))
        shape = FieldShape(str, choices=ids, pseudo=True)
        self._written[shape] = path
        return Bound({}, shape)

    def item(self, word: Any, name: str, path: Path) -> None:
        """An id that must be in a list of the template."""
        if isinstance(word, str) and word[:1] != "$" and word not in self.names.lists[name]:
            self.say(path, "unknown_item", word=word, more=name, choices=self.names.lists[name])

    def items(self, value: Any, name: str, path: Path) -> None:
        """One id or several that must be in a list of the template."""
        for each, at in one_or_many(value, path):
            self.item(each, name, at)

    def day(self, value: Any, path: Path, scope: Scope) -> None:
        """A date, or a reference to one."""
        if isinstance(value, str) and value[:1] == "$":
            shape = self.reference(value, path, scope)
            if shape is not None and (shape.scalar is not date or shape.many):
                self.say(path, "not_a_date", more=value, guess=False)
        elif type(value) is not date:
            self.say(path, "not_a_day", word=value, guess=False)

    # --- tests

    def where(self, raw: Any, path: Path, fields: FieldShapes, owner: str, scope: Scope) -> None:
        """The tests of a `where` against the fields of a row."""
        if not isinstance(raw, dict):
            return
        for name, value in raw.items():
            here = (*path, name)
            shape = self.field(name, fields, owner, here, key=True)
            if shape is not None:
                self.test(str(name), shape, value, here, scope, raw)

    def test(
        self, name: str, shape: FieldShape, value: Any, path: Path, scope: Scope, where: Mapping[str, Any]
    ) -> None:
        """One test: a bare value, a list, or operators."""
        if isinstance(value, dict):
            for operator, operand in value.items():
                self._operator(name, shape, str(operator), operand, (*path, operator), scope, where)
        elif isinstance(value, list):
            self._operator(name, shape, "in", value, path, scope, where)
        else:
            self._operator(name, shape, "eq", value, path, scope, where)

    def _operator(
        self,
        name: str,
        shape: FieldShape,
        operator: str,
        operand: Any,
        path: Path,
        scope: Scope,
        where: Mapping[str, Any],
    ) -> None:
        if operator == "set":
            return
        if operator in _SEVERAL:
            if not shape.many:
                self.say(path, "single_valued", word=operator, more=name, key=True, guess=False)
                return
        elif shape.many:
            self.say(path, "many_valued", word=operator, more=name, key=True, guess=False)
            return
        if operator == AT_LEAST:
            self._at_least(name, operand, path, where)
        elif operator == "max_age":
            if shape.scalar is not date:
                self.say(path, "not_a_date", more=name, key=True, guess=False)
            self.quantity(operand, path, scope, "duration")
        elif operator in _ORDERED and not _has_order(shape):
            self.say(path, "not_ordered", word=operator, more=name, key=True, guess=False)
        else:
            self.values(name, shape, operand, path, scope, where)

    def values(
        self, name: str, shape: FieldShape, operand: Any, path: Path, scope: Scope, where: Mapping[str, Any]
    ) -> None:
        """What a field is compared with: one value, several, or a reference."""
        if isinstance(operand, str) and operand[:1] == "$":
            found = self.reference(operand, path, scope)
            if found is not None and (written := self._written.get(found)) is not None:
                for index, each in enumerate(found.choices):
                    self.fits(name, shape, each, (*written, index), where)
            elif found is not None and not _alike(shape, found):
                self.say(path, "wrong_type", word=operand, more=name, choices=(_described(shape),), guess=False)
        else:
            for each, at in one_or_many(operand, path):
                self.fits(name, shape, each, at, where)

    def _at_least(self, name: str, operand: Any, path: Path, where: Mapping[str, Any]) -> None:
        if name.rpartition(".")[2] not in _LEVELS:
            self.say(path, "not_a_level", more=name, key=True, guess=False)
            return
        self.level(operand, where.get("scale"), path)

    def level(self, word: Any, scale: Any, path: Path) -> None:
        """A level of the scale named, or of any scale."""
        if not isinstance(word, str) or word[:1] == "$":
            return
        if isinstance(scale, str) and scale in self.names.levels:
            known: tuple[str, ...] = self.names.levels[scale]
        else:
            scale, known = "scales", tuple(each for levels in self.names.levels.values() for each in levels)
        if word not in known:
            self.say(path, "unknown_level", word=word, more=scale, choices=known)

    # --- values

    def fits(self, name: str, shape: FieldShape, value: Any, path: Path, where: Mapping[str, Any]) -> None:
        """A constant against the field that it is compared with."""
        last = name.rpartition(".")[2]
        if not isinstance(value, (str, int, Decimal, date)) or not _same_type(shape, value):
            if not isinstance(value, (dict, list)):
                self.say(
                    path, "wrong_type", word=as_in_file(value), more=name, choices=(_described(shape),), guess=False
                )
        elif not isinstance(value, str):
            return
        elif shape.choices and value not in shape.choices:
            self.say(path, "unknown_word", word=value, more=name, choices=shape.choices)
        elif shape.list is not None:
            self.item(value, shape.list, path)
        elif last in _LEVELS and not shape.kinds:
            self.level(value, where.get("scale"), path)
        elif last == "lists" and row_of(value, self.names) is None:
            self.say(path, "unknown_register", word=value, choices=sources(self.names))


def _has_order(shape: FieldShape) -> bool:
    return shape.scalar in {int, Decimal, date, *PERIODS} and not shape.many


def _same_type(shape: FieldShape, value: Any) -> bool:
    wanted = shape.scalar
    if wanted is Decimal:
        return type(value) in {int, Decimal}
    if wanted in PERIODS:
        return as_period(value) is not None
    if wanted is str:
        return isinstance(value, str)
    return type(value) is wanted


def _alike(shape: FieldShape, other: FieldShape) -> bool:
    """Whether values of the two can ever be equal."""
    if shape.scalar in _NUMBERS and other.scalar in _NUMBERS:
        return True
    if {shape.scalar, other.scalar} <= PERIODS:
        return True
    if shape.scalar is not other.scalar:
        return False
    if shape.list is not None or other.list is not None:
        plain = not (shape.kinds or other.kinds)
        return shape.list == other.list or (plain and None in {shape.list, other.list})
    return not (shape.kinds and other.kinds) or bool(set(shape.kinds) & set(other.kinds))


_WORDS: Final[Mapping[type, str]] = {
    str: "a word",
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    date: "a date such as 2009-02-02",
    **dict.fromkeys(PERIODS, "a period such as P45D"),
    Text: "set: true or set: false; a text is not compared",
    Money: "its amount or currency",
}


def _described(shape: FieldShape) -> str:
    if shape.list is not None:
        return f"an item of {shape.list}"
    if shape.kinds:
        return f"the id of a {' or '.join(shape.kinds)}"
    if shape.choices:
        return " | ".join(islice(shape.choices, 12))
    return _WORDS.get(shape.scalar, shape.scalar.__name__)


def as_in_file(value: Any) -> str:
    """A value as it stands in a file."""
    return str(value).lower() if isinstance(value, bool) else str(value)
