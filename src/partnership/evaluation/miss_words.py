"""A near miss in words: what there is, by its id, entry and day, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from partnership.evaluation.near import MissedCondition, NearRow, NotInForce, Unmet, Without, said_by
from partnership.index import Row
from partnership.messages import (
    Message,
    Sayable,
    as_written,
    in_brackets,
    in_context,
    joined,
    listed,
    message,
    quoted,
)
from partnership.records import Item
from partnership.template.core import (
    THIS,
    Constant,
    Op,
    Reference,
    Selection,
    Test,
    is_before_act,
    is_stage_day,
    unchanged,
)
from partnership.template.phrasing import UNSAID, Agreeing, Phrasing, Rows
from partnership.values import ONE_DAY, Duration, Text, as_in_file

_FACTS: Final[Mapping[tuple[str, object], Message]] = {
    ("adult", False): message("under age"),
    ("child_view", "not_asked"): message("the child was not asked"),
    ("confirmed", False): message("not confirmed"),
    ("conflict", True): message("it was given in a conflict of interest; it must come from somebody without one"),
    ("initiated_by_wards", False): message("the pupils did not begin it"),
    ("experienced", False): message("without experience"),
    ("includes_programme", False): message("the programme is not included"),
}
"""Answers as facts: which other one is needed goes without saying."""

SHARES_AS_FACTS: Final[Mapping[str, Message]] = {
    "attendance": message("{have} of the members were present; {need} is needed"),
    "share_for": message("{have} voted for it; {need} is needed"),
    "share_of_votes": message("{have} of the votes for and against were for it; {need} is needed"),
    "share_of_ballots": message("{have} of all votes, abstentions among them, were for it; {need} is needed"),
    "share_of_members": message("{have} of all members voted for it; {need} is needed"),
}
"""Shares as facts."""

EntryOf = Callable[[NearRow], int | None]
"""Tells the number of the entry of what came near."""


class MissWords:
    """Says of what came near to a selection what it is and what it misses."""

    def __init__(self, phrasing: Phrasing, entry: EntryOf) -> None:
        self._phrasing = phrasing
        self._entry = entry

    def there_is(self, of: Selection, near: NearRow) -> Sayable:
        """Say what there is and what is wrong with it."""
        if len(near.misses) == 1 and isinstance(near.misses[0], NotInForce) and near.misses[0].field is not None:
            return self.misses(of, near)  # what it refers to is what is wrong, for everybody alike
        if len(near.misses) == 1 and isinstance(near.misses[0], Unmet) and near.misses[0].test.path == ("level",):
            return self._level(of, near, near.misses[0])
        rows, misses = self._but(of, near)
        return message("there is {rows:a}, but {misses}", rows=rows, misses=misses)

    def _but(self, of: Selection, near: NearRow) -> tuple[Rows, Sayable]:
        """Return what was found, and what is wrong with it: where that is how it stands, in words that go with it."""
        rows, (miss, *others) = self._found(of, near), near.misses
        standing = self._phrasing.standing(of, miss.test, miss.have) if isinstance(miss, Unmet) and not others else None
        if standing is None:
            return rows, self.misses(of, near)
        have, need = standing
        must = message("it must be {need}", need=Agreeing(need, rows.noun))
        return replace(rows, conditions=(have, *rows.conditions)), must

    def _level(self, of: Selection, near: NearRow, miss: Unmet) -> Sayable:
        """Say which step was reached instead."""
        have, need = self._phrasing.had(of, miss.test, miss.have), self._phrasing.needed(of, miss.test)
        told = in_brackets(self.told_by(near))
        if need is None:
            return message("the level recorded is {have}{told}; another is needed", have=have, told=told)
        return message("the level recorded is {have}{told}; {need} is needed", have=have, told=told, need=need)

    def also(self, of: Selection, near: NearRow) -> Sayable:
        """Say the same of one beside those that there are."""
        rows, misses = self._but(of, near)
        return message("there is also {rows:a}, but {misses}", rows=rows, misses=misses)

    def objected(self, near: NearRow, objections: int) -> Sayable:
        """Say who objected, and when; of several, the latest."""
        objection, told = near.row.record, in_brackets(self.told_by(near)[:2])
        id_ = objection.partner or objection.person
        who, day = self._phrasing.known.name(id_) or as_written(id_), near.row.date
        what = message("{who} objected on {day}{told}", who=who, day=day, told=told)
        if objection.state == "upheld":
            what = message("{what}, and the objection was upheld", what=what)
        if objections == 1:
            return what
        return message("{what}; objections that stand: {n}", what=what, n=objections)

    def being(self, of: Selection, near: NearRow) -> Rows:
        """Rows as they are spoken of, told by what the one that was found is itself, with its id, entry and day."""
        record = near.row.record
        chosen = {test.path: test for test in (_chosen(each, record) for each in of.where) if test is not None}
        where = (*chosen.values(), *[test for test in of.where if test.path not in chosen])
        return self._named(self._phrasing.narrowed(replace(of, where=where)), near)

    def _named(self, rows: Rows, near: NearRow) -> Rows:
        return replace(rows, asides=(*rows.asides, *self.told_by(near)))

    def told_by(self, near: NearRow) -> list[Sayable]:
        """The id, the entry and the day of what was found; what the template lists has only an id."""
        said: list[Sayable] = [as_written(near.row.record.id)]
        entry = self._entry(near)
        if entry is not None:
            said += [message("entry {entry}", entry=entry), as_written(said_by(near.row).changed)]
        return said

    def misses(self, of: Selection, near: NearRow) -> Sayable:
        """Say all that it misses."""
        return joined([self._miss(of, miss) for miss in near.misses], message("; and "))

    def escapes(self, act: Selection, row: Row) -> list[Sayable]:
        """Say what an act itself says, where something else would have kept the rule from being asked."""
        return [
            self._unmet(act, Test(test.path, Op.EQ, test.value), _own(row.record, test.path[0]))
            for test in act.where
            if test.op is Op.NE and isinstance(test.value, Constant) and len(test.path) == 1
        ]

    def _found(self, of: Selection, near: NearRow) -> Rows:
        record = near.row.record
        rows = self._phrasing.one(of, lambda test: _own(record, test.path[0]))
        name = self._own_name(record) if isinstance(record, Item) else getattr(record, "name", None)
        if isinstance(name, Sayable):
            rows = replace(rows, which=Message(" {name}", {"name": quoted(name)}))
        return self._named(rows, near)

    def _own_name(self, row: Item) -> Sayable | None:
        register = self._phrasing.titles.registers.get(row.list)
        if register is None or register.name is None or register.name not in row.fields:
            return None
        value = str(row.fields[register.name])
        return register.fields[register.name].words.get(value) or Text.quoting(value)

    def _miss(self, of: Selection, miss: MissedCondition) -> Sayable:
        match miss:
            case Unmet():
                return self._unmet(of, miss.test, miss.have, miss.wanted)
            case Without():
                return in_context("missing", "no {rows:one}", rows=self._phrasing.inside(miss.what))
            case NotInForce(field=None):
                return _over(miss)
            case NotInForce():
                return self._behind(miss)

    def _unmet(self, of: Selection, test: Test, have: Any, wanted: Any = None) -> Sayable:
        phrasing = self._phrasing
        label = phrasing.label(test.path, of.source)
        is_given = have is not None and have != ()
        if test.op is Op.SET:
            if not is_given:
                return message("{label}: not given", label=label)
            return message("{label}: {have}, and must not be given", label=label, have=phrasing.had(of, test, have))
        if len(test.path) == 1 and test.path[0] in {"date", "changed"} and is_stage_day(test.value) and is_given:
            outside = phrasing.outside_stage(test.op, test.value, have)
            return message("it dates from {day}, {outside}", day=have, outside=outside)
        if test.op is Op.MAX_AGE and is_given:
            age = phrasing.value(test.value)
            return message("it dates from {day}, and must not be older than {age}", day=have, age=age)
        if isinstance(have, bool | str) and (test.path[-1], have) in _FACTS:
            return _FACTS[test.path[-1], have]
        if test.op in {Op.HAS, Op.HAS_ALL} and is_given and isinstance(test.value, Constant):
            wanted = test.value.value if isinstance(test.value.value, tuple) else (test.value.value,)
            lacking = listed([phrasing.had(of, test, one) for one in wanted if one not in have])
            return message("{label}: without {lacking}", label=label, lacking=lacking)
        need = phrasing.needed(of, test)
        if wanted is not None and need is not None:
            need = Message("{need} ({wanted})", {"need": need, "wanted": phrasing.had(of, test, wanted)})
        said = phrasing.had(of, test, have) if is_given else message("(not given)")
        if test in unchanged(of):
            become = message("(not given)") if need is None else need
            return message("{label}: {have}, and would become {become}", label=label, have=said, become=become)
        if need is None:
            return message("the {label} is {have}; it must be another", label=label, have=said)
        if test.path[-1] in SHARES_AS_FACTS and is_given:
            return SHARES_AS_FACTS[test.path[-1]].given(have=said, need=need)
        return self._must(of, test, have).given(label=label, have=said, need=need)

    def _must(self, of: Selection, test: Test, have: Any) -> Message:
        """How a value is told that must be another: before an act that changes it, or as it stands."""
        act = self._phrasing.known.value(Reference("act", test.path)) if is_before_act(of) else UNSAID
        if act is not UNSAID and act != have:
            return message("before this change, {label}: {have}; it must have been {need}")
        if isinstance(self._phrasing.label(test.path, of.source), Text):  # which takes no article
            return message("{label}: {have}; it must be {need}")
        return message("the {label} is {have}; it must be {need}")

    def _behind(self, miss: NotInForce) -> Sayable:
        """Say what is over of that on which it rests, by its type, where it has one, and its id."""
        record = miss.row.record
        type_ = getattr(record, "type", None)
        noun = self._phrasing.noun(miss.kind)
        what = self._phrasing.typed(miss.kind, type_) if type_ else message("the {noun:one}", noun=noun)
        ended = {
            "valid_to": message("{what} ({id}) ended on {day} and was not renewed"),
            "valid_from": message("{what} ({id}) only begins on {day}"),
        }.get(miss.how, message("{what} ({id}) was ended on {day}"))
        day = miss.day - ONE_DAY if miss.how == "valid_to" and miss.day is not None else miss.day
        return ended.given(what=what, id=record.id, day=day)


def _chosen(test: Test, record: Any) -> Test | None:
    """Return a test of several choices as one of the choice that a row has; None of any other."""
    choices = test.value.value if isinstance(test.value, Constant) and len(test.path) == 1 else None
    value = _own(record, test.path[0]) if isinstance(choices, tuple) else None
    return None if value is None else Test(test.path, Op.EQ, Constant(value))


def _own(record: Any, field: str) -> Any:
    return getattr(record, field, None) if field in type(record).model_fields else record.fields.get(field)


def _over(miss: NotInForce) -> Sayable:
    match miss.how:
        case "valid_to" if miss.day is not None:
            return message("it ended on {last} and was not renewed", last=miss.day - ONE_DAY)
        case "valid_from":
            return message("it only begins on {day}", day=miss.day)
        case "ended" if miss.kind == "partner":
            return message("it left on {day}", day=miss.day)
        case "ended":
            return message("it was ended on {day}", day=miss.day)
        case _:
            return message("the partner that it rests on has left")


# --- as data ---------------------------------------------------------------------------------------------------------


def as_data(miss: MissedCondition) -> tuple[str, str | None, str]:
    """Return the field that is missed, what it has, and what is needed, in the words of the law."""
    match miss:
        case Unmet(test=test, have=have):
            field, need = test_as_data(test)
            return field, None if have is None else _written(have), need
        case Without(what):
            return what.source, "0", ">= 1"
        case NotInForce():
            field = miss.how if miss.field is None else f"{miss.field}.{miss.how}"
            return field, None if miss.day is None else miss.day.isoformat(), "in force"


def test_as_data(test: Test) -> tuple[str, str]:
    """Return the field that a test reads and what it asks of it, in the words of the law."""
    return ".".join(test.path), f"{test.op} {_value(test)}"


def _value(test: Test) -> str:
    if isinstance(test.value, Constant):
        return _written(test.value.value)
    name = "it" if test.value.name == THIS else test.value.name
    said = "$" + ".".join((name, *test.value.path))
    return said if test.value.after is None else f"{said} + {_period(test.value.after)}"


def _written(value: Any) -> str:
    return ", ".join(map(as_in_file, value)) if isinstance(value, tuple) else as_in_file(value)


def _period(after: Duration | Reference) -> str:
    return "$" + ".".join((after.name, *after.path)) if isinstance(after, Reference) else str(after)
