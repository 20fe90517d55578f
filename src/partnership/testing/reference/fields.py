"""What a path finds in a row, and what a `where` makes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from partnership.errors import UnknownName
from partnership.messages import message
from partnership.testing.reference.law import Law, PlainTree
from partnership.testing.reference.past import Past, Row
from partnership.testing.reference.places import DATED, ITEM_FIELDS, Leads, RowKinds, leads, row_kind, scale_at
from partnership.testing.reference.times import day_after, days_ordered, longer, young
from partnership.testing.reference.tour import stage_day
from partnership.values import Duration, Listed, PartialDate, Ref, Term, as_partial, plain_day

OPERATORS = (*("eq", "ne", "in", "gt", "gte", "lt", "lte", "has", "has_any", "has_all", "set", "max_age", "at_least"),)
"""Every operator of a `where`."""


@dataclass(frozen=True)
class Element:
    """One of the things that a requirement goes through, or the record of a guarded act."""

    id: str
    row: Row | PlainTree | None


@dataclass(frozen=True)
class Environment:
    """From where a question is asked: the law, what had happened, the day, and what the `$` names stand for."""

    law: Law
    past: Past
    day: dt.date
    region: str
    chosen: dict[str, Any]
    named: dict[str, Element] = field(default_factory=dict)
    excused: frozenset[str] = frozenset()
    """Elements for whom a requirement is waived."""
    stage: str = ""
    """The stage at which the rule stands; none of a guard."""
    after: dt.date | None = None
    """What was done once counts only if it was done after this day: the end of the last round."""
    itself: Look | None = None
    """How the row that is tested is looked at, where `$it` is that row and none outside it."""

    def excusing(self, excused: frozenset[str]) -> Environment:
        """The same, where these are excused and nobody else."""
        return replace(self, excused=excused)

    def naming(self, name: str, element: Element) -> Environment:
        """The same, where a name stands for an element."""
        return replace(self, named=self.named | {name: element})


@dataclass(frozen=True)
class Look:
    """On which day the rows behind a reference are looked up; `ever`: in their latest version, in force or not."""

    day: dt.date
    ever: bool = False
    tested: tuple[str, ...] = ()
    """The fields of a row that say since when it states what is asked."""


def step(
    env: Environment, here: Row | PlainTree | BaseModel, source: str, name: str, tested: tuple[str, ...] = ()
) -> tuple[Any, Leads]:
    """One field of a row, of an item of a list, or of a value inside a row."""
    if isinstance(here, dict):
        target = ITEM_FIELDS.get(source, {}).get(name)
        value = here.get(name)
        if source == "outcomes" and name == "mechanism" and value is None:
            value = False
        return (tuple(value) if isinstance(value, list) else value), Listed(target) if target else None
    if isinstance(here, BaseModel):
        return getattr(here, name, None), None
    if name == "date":
        return here.date, None
    register = env.law.register(here.record.list) if here.record.kind == "item" else None
    if name == "changed":
        stated = here.record.fields.get(register["day"]) if register and "day" in register else None
        return stated or env.past.settled(here, env.day, tested), None
    own = register["fields"] if register else {}
    if name in own:
        refers = own[name]["type"] == "id" and "of" in own[name]
        found = here.record.fields.get(name)
        if own[name]["type"] == "partial_date" and found is not None:
            found = as_partial(found)
        return found, Ref(env.law.kind(own[name]["of"])) if refers else None
    if here.record.kind == "level" and name == "of" and (scale := env.law.item("scales", here.record.scale)):
        return here.record.of, Ref(env.law.kind(scale["of"]))
    return getattr(here.record, name, None), leads(here.record.kind, name)


def behind(env: Environment, target: Leads, name: str, look: Look) -> tuple[Row | PlainTree | None, str]:
    """The row or item that an id stands for."""
    if isinstance(target, Listed):
        return env.law.item(target.list, name), target.list
    for kind in target.kinds if target else ():
        row = env.past.latest(kind, name, look.day) if look.ever else env.past.in_force(kind, name, look.day)
        if row is not None:
            return row, kind
    return None, ""


def follow(env: Environment, element: Element, source: str, path: list[str], look: Look) -> tuple[Any, Leads]:
    """What a path finds, and what it leads to. Nothing found is None; several things are a tuple."""
    here: Any = element.row
    value: Any = element.id
    target: Leads = None
    for index, name in enumerate(path):
        if name == "id" and index == 0:
            value, target, here = element.id, None, None
            continue
        if here is None:
            return None, None
        value, target = step(env, here, source, name, look.tested if index == 0 else ())
        rest = path[index + 1 :]
        if isinstance(value, tuple) and rest:
            ends = [each_end(env, target, each, rest, look) for each in value]
            flat = [one for end in ends for one in (end if isinstance(end, tuple) else (end,)) if one is not None]
            return tuple(flat), None
        if isinstance(value, BaseModel):
            here = value
        elif isinstance(value, str) and target is not None and rest:
            here, source = behind(env, target, value, look)
        else:
            here = None
    return value, target


def each_end(env: Environment, target: Leads, each: Any, rest: list[str], look: Look) -> Any:
    """What the rest of a path finds behind one of several values."""
    if isinstance(each, BaseModel):
        return step(env, each, "", rest[0])[0]
    row, source = behind(env, target, each, look)
    return follow(env, Element(each, row), source, rest, look)[0]


# --- values -----------------------------------------------------------------------------------------------------------


def is_reference(said: Any) -> bool:
    """Whether a value in the file is looked up (`$...`) rather than written out."""
    return isinstance(said, str) and said.startswith("$")


def is_later(said: Any) -> bool:
    """Whether a value in the file is the day that lies a period after another."""
    return isinstance(said, dict) and "day" in said


def resolve(env: Environment, said: Any) -> tuple[Any, Leads]:
    """The value of what stands in the file; None if it is looked up and missing."""
    if is_later(said):
        period = value_of(env, said["after"])
        period = period if isinstance(period, Duration) or period is None else Duration.parse(period)
        return day_after(value_of(env, said["day"]), period), None
    if not is_reference(said):
        return (tuple(said) if isinstance(said, list) else said), None
    name, *path = said[1:].split(".")
    if name == "today":
        return plain_day(env.day), None
    if name == "stage":
        return stage_day(env.law, env.past, env.day, ".".join(path), env.stage), None
    if name == "param":
        return env.law.parameter(path[0], env.chosen), None
    if name == "programme":
        return env.region, None
    if name not in env.named:
        raise UnknownName(name, [*env.named, "today", "param", "programme"], message("a name after $"))
    element = env.named[name]
    source = list_of(env.law, element.row)
    look = env.itself if name == "it" and env.itself is not None else Look(env.day)
    return follow(env, element, source, path, look)


def list_of(law: Law, row: Row | PlainTree | None) -> str:
    """The list that an item belongs to."""
    if not isinstance(row, dict):
        return ""
    return next((name for name in ITEM_FIELDS if any(each is row for each in law.items(name) or [])), "")


def row_kinds_of(law: Law, row: Row | PlainTree | None) -> RowKinds:
    """What a row is, to follow paths from it; nothing for what has no register."""
    return (row_kind(law, row.kind),) if isinstance(row, Row) else ()


def value_of(env: Environment, said: Any) -> Any:
    """Only the value."""
    return resolve(env, said)[0]


def exact_number(value: Any) -> Fraction | None:
    """A number exactly as it is; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    return Fraction(value)


def same(left: object, right: object) -> bool:
    """Whether two values are equal; numbers by their size, whatever their type."""
    one, other = exact_number(left), exact_number(right)
    if one is not None and other is not None:
        return one == other
    if isinstance(left, dt.date) and isinstance(right, dt.date):
        return bool(left == right)
    if isinstance(left, Term | Duration) and isinstance(right, Term | Duration):
        return longer(left, right) == 0
    return type(left) is type(right) and bool(left == right)


def is_other(left: object, right: object) -> bool:
    """Whether two values are not equal; of a date of which a part is known, whether it cannot be."""
    if isinstance(left, dt.date) and isinstance(right, dt.date) and PartialDate in {type(left), type(right)}:
        return days_ordered(left, "lt", right) or days_ordered(left, "gt", right)
    return not same(left, right)


def ordered(left: Any, op: str, right: Any) -> bool:
    """Whether one value is before or after another; numbers with numbers, days with days."""
    if isinstance(left, dt.date | Term | Duration):
        return days_ordered(left, op, right)
    one, other = exact_number(left), exact_number(right)
    a, b = (left, right) if one is None or other is None else (one, other)
    if type(a) is not type(b):
        return False
    return bool({"gt": a > b, "gte": a >= b, "lt": a < b, "lte": a <= b}[op])


def as_periods(value: Any) -> Any:
    """Periods that stand in the file as text."""
    if isinstance(value, tuple):
        return tuple(as_periods(each) for each in value)
    return Duration.parse(value) if isinstance(value, str) else value


def is_there(value: Any) -> bool:
    """Whether anything is there."""
    return value is not None and value != ()


def passes_test(env: Environment, found: Any, op: str, said: Any) -> bool:
    """One test on what a path found. What is missing, on either side, passes none but `set: false`."""
    if op == "set":
        return bool(is_there(found) == said)
    value = Duration.parse(said) if op == "max_age" and not is_reference(said) else value_of(env, said)
    if isinstance(found, Term | Duration):
        value = as_periods(value)
    if found is None or value is None:
        return False
    many = value if isinstance(value, tuple) else (value,)
    mine = found if isinstance(found, tuple) else (found,)
    match op:
        case "eq" | "in" | "has" | "has_any":
            return any(same(one, other) for one in mine for other in many)
        case "ne":
            return all(is_other(one, other) for one in mine for other in many)
        case "has_all":
            return all(any(same(one, other) for one in mine) for other in many)
        case "max_age":
            return young(found, env.day, value)
        case "gt" | "gte" | "lt" | "lte":
            return ordered(found, op, value)
        case _:
            raise UnknownName(op, OPERATORS, message("operator"))


def all_pass(env: Environment, element: Element, source: str, where: PlainTree, look: Look) -> bool:
    """Whether a row passes every test of a `where`."""
    if "it" not in env.named:
        env = replace(env.naming("it", element), itself=look)  # nothing stands outside: it is the row that is tested
    for path, said in where.items():
        tests: PlainTree = said if isinstance(said, dict) else {"in": said} if isinstance(said, list) else {"eq": said}
        found, _ = follow(env, element, source, path.split("."), look)
        for op, operand in tests.items():
            if op == "at_least":
                at = row_kinds_of(env.law, element.row)
                scale = scale_at(env.law, at, path) or where.get("scale")
                scale = scale if isinstance(scale, str) else env.law.scale_of(operand)
                if not passes_test(env, found, "in", env.law.levels_from(scale, operand)):
                    return False
            elif not passes_test(env, found, op, operand):
                return False
            elif path in DATED and op in {"gt", "gte"} and str(operand).startswith("$stage.") and found > env.day:
                return False  # what is to come has not happened since
    return True
