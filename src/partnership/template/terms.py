"""The terms that requirement kinds are made of, read from plain values straight into `core`.

Selections, tests, references, numbers and periods are by far the most frequent values of a template. They have no
model of their own: one function reads each, with all its faults at once, and what comes out is what the engine
evaluates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from partnership.messages import Language
from partnership.template.core import (
    THIS,
    Aggregate,
    Aggregated,
    Constant,
    Counted,
    Elements,
    Expression,
    Latest,
    Literals,
    Op,
    Ratio,
    Reference,
    Selection,
    Size,
    Test,
    Value,
)
from partnership.template.fault_messages import reported
from partnership.template.names import NO_NAMES, Names
from partnership.template.tree import Path
from partnership.template.vocabulary import fields_of, fields_of_kind
from partnership.values import FRACTION, Duration, Lacking, as_period, exact, share_of_whole

TermReader = Callable[[Any, Path, "Faulty"], Any]


class Faulty(Lacking):
    """Collects what is wrong inside one value, so that an author sees all of it at once.

    It is the context of a validation: one serves a whole file, since most values have no fault.
    """

    __slots__ = ("errors", "names", "outside")

    def __init__(self, names: Names, languages: Collection[Language] = ()) -> None:
        super().__init__(languages)
        self.names = names
        self.errors: list[InitErrorDetails] = []
        self.outside = 0
        """How many rows outside what is read now could be called `$it`."""

    def add(self, error: PydanticCustomError, at: Path, value: Any) -> None:
        """Note one fault at the place `at` inside the value that is read."""
        self.errors.append(InitErrorDetails(type=error, loc=at, input=value))


@dataclass(frozen=True, slots=True)
class Read:
    """Tells pydantic that a field is read by one of our functions, and which definition its JSON schema has."""

    by: TermReader
    definition: str
    parameters: tuple[str, ...] = ()
    """The types of a parameter that may stand for it; none where it is no quantity."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The function alone: the type behind it needs no schema."""
        by, name = self.by, self.definition

        def read(value: Any, info: ValidationInfo) -> Any:
            faulty: Faulty = info.context or Faulty(NO_NAMES)
            result = by(value, (), faulty)
            if faulty.errors:
                errors, faulty.errors = faulty.errors, []
                raise ValidationError.from_exception_data(name, errors)
            return result

        return core_schema.with_info_plain_validator_function(read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """A mark that `template_schema` replaces by a reference to the definition."""
        return {"x-term": self.definition}


# --- values ----------------------------------------------------------------------------------------------------------

SCALARS: Final = frozenset({str, int, bool, Decimal, date})


def reference(text: str) -> Reference:
    """`$name.path.of.fields` as a value that is looked up."""
    name, *path = text[1:].split(".")
    return Reference(name, tuple(path))


def read_value(raw: Any, at: Path, faulty: Faulty) -> Value:
    """A constant, a `$` reference, or the day that lies a period after one."""
    kind = type(raw)
    if kind is str:
        return reference(raw) if raw[:1] == "$" else Constant(raw)
    if is_later(raw):
        return _read_later(raw, at, faulty)
    if kind not in SCALARS:
        faulty.add(reported("one_value"), at, raw)
    return Constant(raw)


LATER: Final = ("day", "after")
"""The keys of a day that lies a period after another."""


def is_later(raw: Any) -> bool:
    """Whether a value is written as the day that lies a period after another."""
    return type(raw) is dict and LATER[0] in raw


def _read_later(raw: dict[str, Any], at: Path, faulty: Faulty) -> Value:
    """`{day: $it.planned, after: P2Y}`."""
    earlier = next((key for key, value in raw.items() if key == "before" or str(value).startswith("-P")), None)
    if earlier is not None:
        period = str(raw[earlier]).removeprefix("-")
        faulty.add(reported("day_before", word=period, more=str(raw["day"])), (*at, earlier), raw[earlier])
        return Constant("")
    for key, value in raw.items():
        if key not in LATER:
            faulty.add(reported("unknown_key", word=str(key), choices=LATER), (*at, key), value)
    day = raw["day"]
    if type(day) is not str or day[:1] != "$":
        faulty.add(reported("day_looked_up"), (*at, "day"), day)
        return Constant("")
    if "after" not in raw:
        faulty.add(reported("missing_key", word="after"), at, raw)
        return reference(day)
    return replace(reference(day), after=read_period(raw["after"], (*at, "after"), faulty))


def _read_setting(raw: Any, at: Path, faulty: Faulty) -> bool | int | Decimal | str:
    """What a parameter can be set to; whether it is of the parameter's type, the check of its range says."""
    if type(raw) not in {bool, int, Decimal, str}:
        faulty.add(reported("one_value"), at, raw)
        return ""
    value: bool | int | Decimal | str = raw
    return value


def _read_values(raw: Any, at: Path, faulty: Faulty) -> Value:
    if type(raw) is str and raw[:1] == "$":
        return reference(raw)
    if type(raw) is not list:
        faulty.add(reported("list_of_values"), at, raw)
        return Constant(())
    for index, each in enumerate(raw):
        if type(each) not in SCALARS or (type(each) is str and each[:1] == "$"):
            faulty.add(reported("constant_in_list"), (*at, index), each)
    return Constant(tuple(raw))


def _read_truth(raw: Any, at: Path, faulty: Faulty) -> Value:
    if type(raw) is not bool:
        faulty.add(reported("truth"), at, raw)
    return Constant(raw)


def read_period(raw: Any, at: Path, faulty: Faulty) -> Duration | Reference:
    """A period such as P45D, or a parameter that is one."""
    if type(raw) is str:
        if raw[:1] == "$":
            return reference(raw)
        if (period := as_period(raw)) is not None:
            return period
    faulty.add(reported("period"), at, raw)
    return Duration.parse("P0D")


def _read_age(raw: Any, at: Path, faulty: Faulty) -> Value:
    period = read_period(raw, at, faulty)
    return period if isinstance(period, Reference) else Constant(period)


_OPERANDS: Final[dict[str, tuple[Op, Callable[[Any, Path, Faulty], Value]]]] = {
    "eq": (Op.EQ, read_value),
    "ne": (Op.NE, read_value),
    "in": (Op.IN, _read_values),
    "gt": (Op.GT, read_value),
    "gte": (Op.GTE, read_value),
    "lt": (Op.LT, read_value),
    "lte": (Op.LTE, read_value),
    "has": (Op.HAS, read_value),
    "has_any": (Op.HAS_ANY, _read_values),
    "has_all": (Op.HAS_ALL, _read_values),
    "set": (Op.SET, _read_truth),
    "max_age": (Op.MAX_AGE, _read_age),
}
AT_LEAST: Final = "at_least"
OPERATORS: Final = (*_OPERANDS, AT_LEAST)
"""Every operator that a `where` knows."""


# --- tests and selections --------------------------------------------------------------------------------------------


def field_path(text: str) -> tuple[str, ...]:
    """A field and the hops behind it."""
    return tuple(text.split("."))


def read_where(raw: Any, at: Path, faulty: Faulty, source: str | None = None) -> tuple[Test, ...]:
    """The tests of a `where`, over the rows of a source where that is known: all must hold."""
    if type(raw) is not dict:
        faulty.add(reported("where"), at, raw)
        return ()
    tests: list[Test] = []
    for name, value in raw.items():
        path = tuple(name.split("."))
        kind = type(value)
        if kind is dict:
            _read_operators(path, value, (*at, name), faulty, _scale_of(path, source, raw, faulty.names), tests)
        elif kind is list:
            tests.append(Test(path, Op.IN, _read_values(value, (*at, name), faulty)))
        else:
            tests.append(Test(path, Op.EQ, _named(read_value(value, (*at, name), faulty), faulty)))
    return tuple(tests)


def _named(value: Value, faulty: Faulty) -> Value:
    """Where no row stands outside, `$it` is the row that is tested."""
    if isinstance(value, Reference) and value.name == "it" and not faulty.outside:
        return replace(value, name=THIS)
    return value


def _read_operators(
    path: tuple[str, ...], raw: dict[str, Any], at: Path, faulty: Faulty, scale: str | None, tests: list[Test]
) -> None:
    if not raw:
        faulty.add(reported("no_operator", choices=OPERATORS), at, raw)
    for name, value in raw.items():
        if (operator := _OPERANDS.get(name)) is not None:
            tests.append(Test(path, operator[0], _named(operator[1](value, (*at, name), faulty), faulty)))
        elif name == AT_LEAST:
            tests.append(Test(path, Op.IN, _read_levels(value, (*at, name), faulty, scale)))
        else:
            faulty.add(reported("unknown_operator", word=name, choices=OPERATORS), (*at, name), value)


def _scale_of(path: tuple[str, ...], source: str | None, where: dict[str, Any], names: Names) -> str | None:
    """The scale of the levels that a path leads to: as a register's field says, or another test; None for any."""
    fields = None if source is None else fields_of(source, names)
    for at, step in enumerate(path):
        shape = None if fields is None else fields.get(step)
        if shape is None:
            break
        if at == len(path) - 1 and shape.scale is not None:
            return shape.scale
        fields = None if len(shape.kinds) != 1 else fields_of_kind(shape.kinds[0], names)
    scale = where.get("scale")
    return scale if isinstance(scale, str) else None


def _read_levels(raw: Any, at: Path, faulty: Faulty, scale: str | None) -> Value:
    """A level and those above it. An unknown level is left to the check of references, which knows what was meant."""
    if type(raw) is not str or raw[:1] == "$":
        faulty.add(reported("level" if type(raw) is not str else "level_looked_up"), at, raw)
        return Constant(())
    levels = faulty.names.levels_from(raw, scale)
    return Constant(levels or (raw,))


_LATEST_KEYS: Final = ("n", "per", "by", "whose")
ACT: Final = "$act"


def read_selection(raw: Any, at: Path, faulty: Faulty) -> Selection:
    """`X`, or `{from: X, where, having, ever, on, latest, with}`."""
    if type(raw) is str and raw[:1] != "$":
        return Selection(raw)
    if type(raw) is not dict:
        faulty.add(reported("selection"), at, raw)
        return Selection("")
    source = raw.get("from")
    if type(source) is not str:
        faulty.add(reported("no_from"), (*at, "from") if "from" in raw else at, source)
        source = ""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if key == "where":
            found[key] = read_where(value, (*at, key), faulty, source)
        elif (reader := _OF_SELECTION.get(key)) is not None:
            found[key] = reader(value, (*at, key), faulty)
        elif key != "from":
            faulty.add(reported("unknown_key", word=str(key), choices=_SELECTION_KEYS), (*at, key), value)
    with_act = found.get("with", False)
    if with_act and (other := next((key for key in ("latest", "on") if key in raw), None)) is not None:
        faulty.add(reported("with_and", word=other), (*at, "with"), ACT)
    return Selection(
        source,
        found.get("where", ()),
        found.get("having", ()),
        found.get("ever", False),
        found.get("on"),
        found.get("latest"),
        with_act,
    )


def _read_ever(raw: Any, at: Path, faulty: Faulty) -> bool:
    if type(raw) is not bool:
        faulty.add(reported("truth"), at, raw)
    return raw is True


def _read_with(raw: Any, at: Path, faulty: Faulty) -> bool:
    if raw != ACT:
        faulty.add(reported("with_act"), at, raw)
    return bool(raw == ACT)


def _read_latest(raw: Any, at: Path, faulty: Faulty) -> Latest:
    """So many, or `{n, per, by, whose}`."""
    if type(raw) is not dict:
        return Latest(_read_last(raw, at, faulty))
    found = Latest()
    for key, value in raw.items():
        here = (*at, key)
        match key:
            case "n":
                found = replace(found, n=_read_last(value, here, faulty))
            case "per":
                found = replace(found, per=read_words(value, here, faulty))
            case "by":
                found = replace(found, by=".".join(read_field(value, here, faulty)))
            case "whose":
                found = replace(found, whose=read_where(value, here, faulty))
            case _:
                faulty.add(reported("unknown_key", word=str(key), choices=_LATEST_KEYS), here, value)
    return found


def _read_last(raw: Any, at: Path, faulty: Faulty) -> int | Reference:
    if raw == 0 or type(raw) in {list, bool}:
        faulty.add(reported("latest"), at, raw)
        return 1
    return read_whole(raw, at, faulty)


def read_inner_selections(raw: Any, at: Path, faulty: Faulty) -> tuple[Selection, ...]:
    """One selection or a list of them, in which `$it` is a row outside."""
    faulty.outside += 1
    found = read_selections(raw, at, faulty)
    faulty.outside -= 1
    return found


_OF_SELECTION: Final[dict[str, TermReader]] = {
    "having": read_inner_selections,
    "ever": _read_ever,
    "on": read_value,
    "latest": _read_latest,
    "with": _read_with,
}
_SELECTION_KEYS: Final = ("from", "where", *_OF_SELECTION)


def read_since(raw: Any, at: Path, faulty: Faulty) -> Selection | Value:
    """A day, or a `$` reference to one, or rows of which the latest counts."""
    if type(raw) is date or (type(raw) is str and raw[:1] == "$") or is_later(raw):
        return read_value(raw, at, faulty)
    return read_selection(raw, at, faulty)


def read_selections(raw: Any, at: Path, faulty: Faulty) -> tuple[Selection, ...]:
    """One selection or a list of them."""
    if type(raw) is list:
        if not raw:
            faulty.add(reported("selection"), at, raw)
        return tuple([read_selection(each, (*at, index), faulty) for index, each in enumerate(raw)])
    return (read_selection(raw, at, faulty),)


def read_elements(raw: Any, at: Path, faulty: Faulty) -> Elements:
    """A selection, a `$` reference to a list, or ids written out."""
    if type(raw) is str and raw[:1] == "$":
        return reference(raw)
    if type(raw) is list:
        ids = read_words(raw, at, faulty)
        return Literals(ids, faulty.names.list_of(ids))
    return read_selection(raw, at, faulty)


# --- words and numbers -----------------------------------------------------------------------------------------------


def read_words(raw: Any, at: Path, faulty: Faulty) -> tuple[str, ...]:
    """One id or a list of ids."""
    if type(raw) is str:
        raw, at = [raw], at[:-1] if at else at
    if type(raw) is not list or not raw:
        faulty.add(reported("ids"), at, raw)
        return ()
    for index, each in enumerate(raw):
        if type(each) is not str or each[:1] == "$":
            faulty.add(reported("ids"), (*at, index), each)
    return tuple([each for each in raw if type(each) is str])


def read_field(raw: Any, at: Path, faulty: Faulty) -> tuple[str, ...]:
    """The name of a field, with its hops."""
    if type(raw) is not str or not raw:
        faulty.add(reported("field"), at, raw)
        return ()
    return field_path(raw)


def read_whole(raw: Any, at: Path, faulty: Faulty) -> int | Reference:
    """A number of things, or a parameter that is one."""
    if type(raw) is int and raw >= 0:
        return raw
    if type(raw) is str and raw[:1] == "$":
        return reference(raw)
    faulty.add(reported("whole"), at, raw)
    return 0


def read_number(raw: Any, at: Path, faulty: Faulty) -> Fraction | Reference:
    """A number, exactly as it is written, or a parameter."""
    if type(raw) in {int, Decimal} and exact(raw) is not None:
        return Fraction(raw)
    if type(raw) is str and raw[:1] == "$":
        return reference(raw)
    faulty.add(reported("number"), at, raw)
    return Fraction(0)


def read_share(raw: Any, at: Path, faulty: Faulty) -> Fraction | Reference:
    """A part of the whole: 0 to 1, a fraction such as 2/3, or a parameter that is a share."""
    found = _part_of_whole(raw)
    if found is None:
        faulty.add(reported("share"), at, raw)
    return Fraction(1) if found is None else found


def _part_of_whole(raw: Any) -> Fraction | Reference | None:
    return reference(raw) if type(raw) is str and raw[:1] == "$" else as_share(raw)


def as_share(raw: Any) -> Fraction | None:
    """A part of a whole as it is written in a law: a number from 0 to 1, or a fraction such as 2/3; None otherwise."""
    is_written = type(raw) in {int, Decimal} or (type(raw) is str and FRACTION.fullmatch(raw))
    return share_of_whole(raw) if is_written else None


@dataclass(frozen=True, slots=True)
class Threshold:
    """How large a part of a whole must be: this share at least, or more than it."""

    op: Op
    share: Fraction | Reference


_MORE_THAN_HALF: Final = Threshold(Op.GT, Fraction(1, 2))
_EVERYBODY: Final = Threshold(Op.GTE, Fraction(1))
MAJORITIES: Final = {"simple": _MORE_THAN_HALF, "unanimous": _EVERYBODY}
"""Words for how many must be in favour."""
QUORUMS: Final = {"majority": _MORE_THAN_HALF, "all": _EVERYBODY}
"""Words for how many must be there."""


def _read_threshold(words: Mapping[str, Threshold]) -> TermReader:
    def read(raw: Any, at: Path, faulty: Faulty) -> Threshold:
        if type(raw) is str and raw in words:
            return words[raw]
        found = _part_of_whole(raw)
        if found is None:
            faulty.add(reported("threshold", choices=words), at, raw)
        return Threshold(Op.GTE, Fraction(1) if found is None else found)

    return read


_AGGREGATES: Final = {each.value: each for each in Aggregate}
BESIDE: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_AGGREGATES, ("field", "empty")),
    "count": ("distinct",),
    "ratio": ("empty",),
    "size": (),
}
"""Every word that an expression of `compare` can start with, and the keys that may stand beside it."""
EXPRESSIONS: Final = tuple(BESIDE)


def read_expression(raw: Any, at: Path, faulty: Faulty) -> Expression:
    """A number, a reference, or a figure computed from records."""
    if type(raw) is not dict:
        period = as_period(raw)
        return read_number(raw, at, faulty) if period is None else period
    if is_later(raw):
        found = _read_later(raw, at, faulty)
        return found if isinstance(found, Reference) else Fraction(0)
    verbs = [key for key in raw if key in EXPRESSIONS]
    if len(verbs) != 1:
        faulty.add(reported("expression", choices=EXPRESSIONS), at, raw)
        return Fraction(0)
    verb = verbs[0]
    allowed = (verb, *BESIDE[verb])
    for key in raw:
        if key not in allowed:
            faulty.add(reported("unknown_key", word=str(key), choices=allowed), (*at, key), raw[key])
    return _read_figure(verb, raw, at, faulty)


def _read_empty(raw: dict[str, Any], at: Path, faulty: Faulty) -> Fraction | None:
    """What a figure over nothing is; a number that stands there, since nobody can look it up."""
    if "empty" not in raw:
        return None
    value = raw["empty"]
    if type(value) in {int, Decimal} and exact(value) is not None:
        return Fraction(value)
    faulty.add(reported("number"), (*at, "empty"), value)
    return None


def _read_figure(verb: str, raw: dict[str, Any], at: Path, faulty: Faulty) -> Expression:
    value, here = raw[verb], (*at, verb)
    if (aggregate := _AGGREGATES.get(verb)) is not None:
        if "field" not in raw:
            faulty.add(reported("no_field"), at, raw)
            return Fraction(0)
        of = read_selection(value, here, faulty)
        field, empty = read_field(raw["field"], (*at, "field"), faulty), _read_empty(raw, at, faulty)
        return Aggregated(aggregate, of, field, empty)
    if verb == "count":
        of = read_selection(value, here, faulty)
        return Counted(of, read_field(raw["distinct"], (*at, "distinct"), faulty) if "distinct" in raw else None)
    if verb == "ratio":
        if type(value) is not list or len(value) != 2:  # noqa: PLR2004 - one over the other
            faulty.add(reported("ratio"), here, value)
            return Fraction(0)
        over, under = (read_expression(each, (*here, index), faulty) for index, each in enumerate(value))
        return Ratio(over, under, _read_empty(raw, at, faulty))
    if type(value) is not str or value[:1] != "$":
        faulty.add(reported("reference"), here, value)
        return Fraction(0)
    return Size(reference(value))


# --- as fields of models ---------------------------------------------------------------------------------------------

Where = Annotated[tuple[Test, ...], Read(read_where, "Where")]
Sel = Annotated[Selection, Read(read_selection, "Selection")]
InnerSels = Annotated[tuple[Selection, ...], Read(read_inner_selections, "Selections")]
Since = Annotated[Selection | Value, Read(read_since, "Since")]
Each = Annotated[Elements, Read(read_elements, "Elements")]
WordsTerm = Annotated[tuple[str, ...], Read(read_words, "Words")]
FieldPath = Annotated[tuple[str, ...], Read(read_field, "FieldPath")]
Whole = Annotated[int | Reference, Read(read_whole, "Whole", ("integer",))]
NumberTerm = Annotated[Fraction | Reference, Read(read_number, "Number", ("integer", "number", "share"))]
Share = Annotated[Fraction | Reference, Read(read_share, "Share", ("share", "number"))]
Majority = Annotated[Threshold, Read(_read_threshold(MAJORITIES), "Majority", ("share", "number"))]
Quorum = Annotated[Threshold, Read(_read_threshold(QUORUMS), "Quorum", ("share", "number"))]
Period = Annotated[Duration | Reference, Read(read_period, "Period", ("duration",))]
OperandTerm = Annotated[Value, Read(read_value, "Operand")]
Setting = Annotated[bool | int | Decimal | str, Read(_read_setting, "Setting")]
FigureTerm = Annotated[Expression, Read(read_expression, "Expression")]
