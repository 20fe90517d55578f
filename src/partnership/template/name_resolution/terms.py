"""Selections, tests and values: are their names known, and does each value fit its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from partnership.errors import Fault
from partnership.messages import Message, as_written, message
from partnership.records.shapes import FieldShape
from partnership.template.faults import fault
from partnership.template.name_resolution.possible import contradiction
from partnership.template.name_resolution.scope import (
    DAY,
    PARAMETER_TYPES,
    WORD,
    Bound,
    Scope,
    Standing,
    element_of,
    fields_behind,
    parameter_shape,
    row_of,
)
from partnership.template.names import Names
from partnership.template.terms import ACT, AT_LEAST, is_later
from partnership.template.tree import FLAWED, Path, Tree
from partnership.template.vocabulary import BENEFICIARIES, LIST_FIELDS, OF_OUTCOMES, UNKNOWN, FieldShapes, sources
from partnership.values import Duration, Money, Term, Text, Wanted, as_in_file, as_period, nearest, offered, rewritten

MOST: Final = 200
"""Faults after which no more are looked for; a file with so many is another file."""

STAGE_DAYS: Final = ("since", "before", "round")
"""What may stand behind `$stage`."""

HUMAN: Final = frozenset({"person", "ward"})
"""Kinds whose records no law names: it asks for those who hold a role."""

_ORDERED: Final = frozenset({"gt", "gte", "lt", "lte"})
_SEVERAL: Final = frozenset({"has", "has_any", "has_all"})
_NEVER_ITSELF: Final = frozenset({"gt", "lt", "ne"})
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
        self._undeclared: set[tuple[tuple[str, ...], str]] = set()

    def say(
        self,
        path: Path,
        name: str,
        *,
        word: object = "",
        more: object = "",
        choices: Iterable[str] = (),
        key: bool = False,
        guess: Message | Literal[False] | None = None,
        wanted: Message | None = None,
    ) -> None:
        """Note a fault at a value, or at the key that leads to it.

        The nearest of the choices is proposed, or what `guess` says; `wanted` is what was expected.
        """
        if len(self.faults) >= MOST or word == FLAWED:
            return
        hint = str(word) if guess is None else None
        at = self.tree.place(path, key)
        said = fault(at, name, word=word, more=more, choices=choices, guess=hint, wanted=wanted)
        self.faults.append(replace(said, hint=guess) if guess else said)

    @contextmanager
    def untold(self) -> Iterator[None]:
        """Look something up that is told elsewhere: nothing is said of what is wrong with it."""
        told, undeclared = len(self.faults), frozenset(self._undeclared)
        yield
        del self.faults[told:]
        self._undeclared.intersection_update(undeclared)

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
                return replace(shape, many=many, optional=optional, label=None, words=(), derived=False, pseudo=False)
            behind = fields_behind(shape, self.names)
            if behind is None or shape.many:
                self.say(path, "no_hop", word=rest[0], more=name, key=key)
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
        elif name == "stage" and scope.standing is not None:
            self._stage_day(rest, path, scope.standing)
            return DAY
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
                if not scope.is_act_told:
                    self.say(path, "no_act")
            else:
                self._unknown(name, path, scope)
            return None
        if not rest and bound.tested:
            self.say(path, "tested")
            return None
        if not rest:
            return bound.shape
        return self.field(rest, bound.fields, f"${name}", path)

    def _stage_day(self, word: str, path: Path, standing: Standing) -> None:
        if word not in STAGE_DAYS:
            known = [f"stage.{each}" for each in STAGE_DAYS]
            self.say(path, "unknown_variable", word=f"stage.{word}", choices=known)
        elif word == "since" and standing.moment == "entry":
            self.say(path, "not_begun", word=standing.stage)
        elif word == "before" and standing.is_first and standing.moment != "entry":
            self.say(path, "no_stage_before", word=standing.stage)
        elif word == "round" and standing.round_fault is not None:
            self.say(path, standing.round_fault, word=standing.stage)

    def _unknown(self, name: str, path: Path, scope: Scope) -> None:
        known = [
            *scope.variables,
            "today",
            "programme.region",
            *(["act"] if scope.act else []),
            *(["param"] if self.names.parameters else []),
            *([f"stage.{each}" for each in STAGE_DAYS] if scope.standing is not None else []),
        ]
        guess: Message | None = None
        if (near := nearest(name, self.names.parameters)) is not None:
            parameter = f"$param.{near}"
            guess = message("did you mean '{found}'?", found=parameter)
        self.say(path, "unknown_variable", word=name, choices=known, guess=guess)

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
                if declared in PARAMETER_TYPES and declared not in types:
                    self.say(path, "parameter_type", word=name, more=declared, choices=types, guess=False)
            return
        shape = self.reference(value, path, scope)
        wanted = (Duration,) if types == ("duration",) else _NUMBERS
        if shape is not None and (shape.scalar not in wanted or shape.many):
            self.say(path, "period" if wanted == (Duration,) else "not_a_number", word=value, more=value)

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
            self._named(raw["where"], (*path, "where"), row)
        if "latest" in raw:
            self._latest(raw["latest"], (*path, "latest"), row, str(source), scope)
        if raw.get("with") == ACT:
            self._with_act(row, str(source), (*path, "with"), scope)
        having = raw.get("having")
        if having is not None:
            inner = scope.binding("it", row)
            for each, at in one_or_many(having, (*path, "having")):
                self.selection(each, at, inner)
        return row

    def _named(self, where: Any, path: Path, row: Bound) -> None:
        """Ids by which a selection picks records of its own kind."""
        asked = where.get("id") if isinstance(where, dict) and row.shape.kinds else None
        if asked is None:
            return
        for key, operand in asked.items() if isinstance(asked, dict) else [(None, asked)]:
            at = (*path, "id") if key is None else (*path, "id", key)
            for each, here in one_or_many(operand, at):
                self.named(each, row.shape.kinds, here)

    def named(self, word: Any, kinds: tuple[str, ...], path: Path) -> None:
        """An id of a record, written out: each programme must have it, so the law declares it."""
        if not isinstance(word, str) or word[:1] == "$":
            return
        if HUMAN.issuperset(kinds):
            self.say(path, "names_people", word=word, more=kinds[0])
            return
        declared = {name: item for name, (kind, item) in self.names.records.items() if kind in kinds}
        if word not in declared and (kinds, word) not in self._undeclared:
            self._undeclared.add((kinds, word))  # it is declared once, however often it is named
            said = "undeclared" if declared else "none_declared"
            called = next((each for each, kind in self.names.kinds.items() if kind == kinds[0] != each), kinds[0])
            self.say(path, said, word=word, more=called, choices=declared, guess=titled(word, declared))

    def _latest(self, raw: Any, path: Path, row: Bound, source: str, scope: Scope) -> None:
        """The last of each series: rows of a register alone, in the order of a day that they have themselves."""
        if "changed" not in row.fields or source in self.names.rosters:
            self.say(path, "no_series", word=source, key=True)
            return
        if not isinstance(raw, dict):
            self.quantity(raw, path, scope, "integer")
            return
        self.quantity(raw.get("n"), (*path, "n"), scope, "integer")
        for name, at in one_or_many(raw.get("per", []), (*path, "per")):
            self._own_field(name, row.fields, at)
        if "by" in raw:
            self.dated(self._own_field(raw["by"], row.fields, (*path, "by")), raw["by"], (*path, "by"))
        if "whose" in raw:
            self.where(raw["whose"], (*path, "whose"), row.fields, source, scope)

    def _own_field(self, name: Any, fields: FieldShapes, path: Path) -> FieldShape | None:
        """A field of the row itself, not of what it refers to."""
        shape = fields.get(name) if isinstance(name, str) else None
        if shape is None and isinstance(name, str):
            self.say(path, "unknown_field", word=name, more="row", choices=sorted(fields))
        return shape

    def _with_act(self, row: Bound, source: str, path: Path, scope: Scope) -> None:
        if scope.act is None:
            if not scope.is_act_told:
                self.say(path, "no_act")
        elif scope.ends:
            self.say(path, "ends_the_act")
        elif source in self.names.rosters or not row.shape.kinds or row.shape.kinds != scope.act.shape.kinds:
            kind = row.shape.kinds[0] if row.shape.kinds else "..."
            self.say(path, "not_such_act", word=source, more=kind)

    def row(self, source: str) -> Bound | None:
        """One row of a register, a roster or a list; None where there is nothing of that name."""
        row = self._rows.get(source)
        if row is None and (row := row_of(source, self.names)) is not None:
            self._rows[source] = row
        return row

    def _source(self, name: str, path: Path) -> Bound | None:
        row = self.row(name)
        if row is None and name not in self.names.rosters:  # a roster of something unknown has been reported
            self.say(path, "unknown_register", word=name, choices=sources(self.names))
        return row

    def elements(self, raw: Any, path: Path, scope: Scope) -> Bound | None:
        """What `each`, `of`, `by` and `in` go through; what one element is."""
        if isinstance(raw, str) and raw[:1] == "$":
            shape = self.reference(raw, path, scope)
            return None if shape is None else element_of(shape, self.names)
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
        if not isinstance(word, str) or word[:1] == "$" or word in self.names.lists[name] or name in self.names.unread:
            return
        items = self.names.lists[name]
        if not items:
            self.say(path, "not_listed", word=word, more=name)
        else:
            self.say(path, "unknown_item", word=word, more=name, choices=items, guess=titled(word, items))

    def items(self, value: Any, name: str, path: Path) -> None:
        """One id or several that must be in a list of the template."""
        for each, at in one_or_many(value, path):
            self.item(each, name, at)

    def later(self, raw: Mapping[str, Any], path: Path, scope: Scope) -> FieldShape:
        """The day that lies a period after another."""
        if isinstance(raw["day"], str) and raw["day"][:1] == "$":
            self.day(raw["day"], (*path, "day"), scope)
        self.quantity(raw.get("after"), (*path, "after"), scope, "duration")
        return DAY

    def day(self, value: Any, path: Path, scope: Scope) -> None:
        """A date, a reference to one, or the day that lies a period after one."""
        if is_later(value):
            self.later(value, path, scope)
        elif isinstance(value, str) and value[:1] == "$":
            self.dated(self.reference(value, path, scope), value, path)
        elif type(value) is not date:
            self.say(path, "not_a_day", word=value, guess=rewritten(value, "day"))

    def dated(self, shape: FieldShape | None, name: Any, path: Path) -> None:
        """What is found under a name is one date."""
        if shape is not None and (shape.scalar is not date or shape.many):
            self.say(path, "not_a_date", more=name)

    # --- tests

    def where(self, raw: Any, path: Path, fields: FieldShapes, owner: str, scope: Scope) -> None:
        """The tests of a `where` against the fields of a row."""
        if not isinstance(raw, dict):
            return
        outside = scope.variables.get("it")
        inner = scope if outside is not None else scope.binding("it", Bound(fields, WORD, tested=True))
        for name, value in raw.items():
            here = (*path, name)
            shape = self.field(name, fields, owner, here, key=True)
            if outside is not None and self._means_itself(value, here, fields, outside):
                continue
            if shape is not None:
                self.test(str(name), shape, value, here, inner, raw)

    def _means_itself(self, value: Any, path: Path, fields: FieldShapes, outside: Bound) -> bool:
        """Whether a field of the row that is tested is asked of the row outside, which has none of that name."""
        found = False
        for operator, operand in value.items() if isinstance(value, dict) else [("", value)]:
            said = operand["day"] if is_later(operand) else operand
            name = said[4:].partition(".")[0] if isinstance(said, str) and said.startswith("$it.") else ""
            if name in fields and name not in outside.fields:
                self.say((*path, operator) if operator else path, "outside", word=name)
                found = True
        return found

    def test(
        self, name: str, shape: FieldShape, value: Any, path: Path, scope: Scope, where: Mapping[str, Any]
    ) -> None:
        """One test: a bare value, a list, or operators."""
        if shape.scalar is UNKNOWN:
            return
        if isinstance(value, dict):
            for operator, operand in value.items():
                self._operator(name, shape, str(operator), operand, (*path, operator), scope, where)
            if (apart := contradiction(value, shape.scalar)) is not None:
                first, second = [f"{each}: {as_in_file(value[each])}" for each in apart]
                self.say((*path, apart[1]), "never_both", word=second, more=first, key=True)
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
        if operand == [] and operator in {"in", "has_any"}:
            self.say(path, "one_of_none", word=name)
            return
        if operator in _NEVER_ITSELF and operand == f"$it.{name}" and scope.variables["it"].tested:
            self.say(path, "never_itself", word=operator, more=name)
            return
        if operator in _SEVERAL:
            if not shape.many:
                self.say(path, "single_valued", word=operator, more=name, key=True)
                return
        elif shape.many:
            self.say(path, "many_valued", word=operator, more=name, key=True)
            return
        if operator == AT_LEAST:
            self._at_least(name, shape, operand, path, where)
        elif operator == "max_age":
            if shape.scalar is not date:
                self.say(path, "not_a_date", more=name, key=True)
            self.quantity(operand, path, scope, "duration")
        elif operator in _ORDERED and not _has_order(shape):
            wanted = self._in_order(name, shape, where)
            self.say(path, "not_ordered", word=operator, more=name, key=True, wanted=wanted)
        else:
            self.values(name, shape, operand, path, scope, where)

    def _in_order(self, name: str, shape: FieldShape, where: Mapping[str, Any]) -> Message | None:
        """What has an order instead of a field that has none: the figure of an amount, the levels of a scale."""
        if shape.scalar is Money:
            return as_written(f"{name}.amount")
        levels = self.names.levels.get(shape.scale or str(where.get("scale")))
        if not levels or (shape.scale is None and name.rpartition(".")[2] not in _LEVELS):
            return None
        return message(
            "at_least: a level, or a list of those that pass; the levels: {levels}", levels=", ".join(levels)
        )

    def values(
        self, name: str, shape: FieldShape, operand: Any, path: Path, scope: Scope, where: Mapping[str, Any]
    ) -> None:
        """What a field is compared with: one value, several, or a reference."""
        if is_later(operand):
            if not _alike(shape, self.later(operand, path, scope)):
                self.say(path, "not_a_date", more=name)
        elif isinstance(operand, str) and operand[:1] == "$":
            found = self.reference(operand, path, scope)
            if found is not None and found.pseudo and (written := self._written.get(found)) is not None:
                for index, each in enumerate(found.choices):
                    self.fits(name, shape, each, (*written, index), where)
            elif found is not None and not _alike(shape, found):
                self.say(path, "wrong_type", word=operand, more=name, wanted=_described(shape, name))
        else:
            for each, at in one_or_many(operand, path):
                self.fits(name, shape, each, at, where)

    def _at_least(self, name: str, shape: FieldShape, operand: Any, path: Path, where: Mapping[str, Any]) -> None:
        if shape.scale is None and name.rpartition(".")[2] not in _LEVELS:
            self.say(path, "not_a_level", more=name, key=True)
            return
        self.level(operand, shape.scale or where.get("scale"), path)

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
                wanted = _WANTED.get(shape.scalar)
                self.say(
                    path,
                    "wrong_type",
                    word=as_in_file(value),
                    more=name,
                    wanted=_described(shape, name),
                    guess=(None if wanted is None else rewritten(value, wanted)),
                )
        elif not isinstance(value, str):
            return
        elif shape.choices and value not in shape.choices:
            self.say(path, "unknown_word", word=value, more=name, choices=shape.choices)
        elif shape.list is not None:
            self.item(value, shape.list, path)
        elif shape.kinds:
            self.named(value, shape.kinds, path)
        elif shape.scale is not None or (last in _LEVELS and not shape.choices):
            self.level(value, shape.scale or where.get("scale"), path)
        elif last == "beneficiary" and value not in (known := self._beneficiaries()):
            self.say(path, "unknown_word", word=value, more=name, choices=known)
        elif last == "lists" and self.row(value) is None:
            self.say(path, "unknown_register", word=value, choices=sources(self.names))

    def _beneficiaries(self) -> tuple[str, ...]:
        """Whomever an outcome or a benefit can be for."""
        own = (*self.names.lists["sectors"], *self.names.lists["beneficiaries"])
        return tuple(dict.fromkeys((*BENEFICIARIES, *OF_OUTCOMES, *own)))


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


_WORDS: Final[Mapping[type, Message]] = {
    str: message("a word"),
    int: message("a whole number"),
    Decimal: message("a number"),
    bool: message("true or false"),
    date: message("a date written year-month-day, such as 2009-02-02"),
    **dict.fromkeys(PERIODS, message("a period such as P45D, P6W, P3M, P1Y6M or PT72H")),
    Text: message("set: true or set: false; a text is not compared"),
}


_WANTED: Final[Mapping[type, Wanted]] = {
    int: "number",
    Decimal: "number",
    bool: "truth",
    date: "day",
    **dict.fromkeys(PERIODS, "period"),
}


def titled(word: str, items: Mapping[str, Mapping[str, Any]]) -> Message | None:
    """Propose the id of the item that people call so."""
    for id_, item in items.items():
        title = item.get("title")
        said = title.values() if isinstance(title, dict) else (title,)
        if any(isinstance(each, str) and each.casefold() == word.casefold() for each in said):
            return message("did you mean '{found}'?", found=id_)
    return None


def _described(shape: FieldShape, name: str) -> Message:
    if shape.scalar is Money:
        amount, currency = (f"{name}.{part}" for part in ("amount", "currency"))
        return message("{amount} or {currency}", amount=amount, currency=currency)
    if shape.list is not None:
        return message("an item of the list {list}", list=shape.list)
    if shape.kinds:
        return message("the id of one of: {kinds}", kinds=", ".join(shape.kinds))
    if shape.scale is not None:
        return message("a level of {scale}", scale=shape.scale)
    if shape.choices:
        return message("one of: {choices}", choices=offered("", shape.choices))
    return _WORDS.get(shape.scalar) or as_written(shape.scalar.__name__)
