"""Rows of a selection as people speak of them: by the titles that the template gives, with what narrows them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from typing_extensions import override

from partnership.messages import (
    NOTHING,
    Language,
    Message,
    Noun,
    Percent,
    Sayable,
    as_written,
    either,
    in_brackets,
    listed,
    message,
    quoted,
)
from partnership.records import RECORDS, Condition, Such, field_label, having, labels, word
from partnership.template import core
from partnership.template.core import THIS, Constant, Op, Reference, Selection
from partnership.template.phrasing.known import UNSAID, BehindHaving, Known
from partnership.template.phrasing.nouns import ITEM_LABELS, NATURES, noun_of
from partnership.template.phrasing.values import BOUNDS, DATES, SHARES
from partnership.template.titles import Titles
from partnership.values import Duration, cut

_WHICH: Final = frozenset(
    {
        "form",
        "instrument",
        "level",
        "lists",
        "matter",
        "principle",
        "purpose",
        "role",
        "statement",
        "type",
        "what",
    }
)
"""Fields that say which one is meant: their title follows the noun."""

_HALF: Final = Decimal("0.5")
_JUST_MORE: Final = Decimal("0.501")
_SIMPLE_MAJORITY: Final = message("a simple majority")
"""What everybody calls a share that is only just above one half."""

_LARGEST_DENOMINATOR: Final = 999
"""Fractions in rules have no larger one."""

_FEW: Final = 2
"""Conditions behind a noun that are said in one breath."""

_MOST: Final = 1
"""Titles of a list that was looked up, before the rest are counted."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they are spoken of: `conditions` stand around the noun, `asides` behind it in brackets.

    Of more than a few conditions behind the noun only the first is said there, the others in the brackets. `itself`:
    one row is meant, told by its id.
    """

    noun: Noun
    which: Sayable
    conditions: tuple[Condition, ...]
    asides: tuple[Sayable, ...] = ()
    itself: bool = False

    def in_language(self, language: Language, case: str = "") -> str:
        """Say it: the noun in the form that is asked for, and what tells the rows apart."""
        form = "one" if case in {"", "a"} else case
        said = self.noun.in_language(language, form) + self.which.in_language(language)
        agreeing, behind = self.noun.agreeing(language, form), list[str]()
        for each in self.conditions:
            whole = each.around(said, language, agreeing)
            if whole.startswith(said):
                behind.append(whole.removeprefix(said))
            else:
                said = whole
        if case == "a":
            said = self.noun.with_article(said, language)
        told = len(behind) if len(behind) <= _FEW else 1
        aside = (*[as_written(each.strip()) for each in behind[told:]], *self.asides)
        said += "".join(behind[:told])
        brackets = in_brackets(aside).in_language(language)
        return f"{said[:-1]}; {brackets[2:]}" if brackets and said.endswith(")") else said + brackets

    @property
    def traits(self) -> tuple[Sayable, ...]:
        """What tells the rows apart, each by itself."""
        return (*[Agreeing(each, self.noun) for each in self.conditions], *self.asides)

    @property
    def many(self) -> Message:
        """Several rows."""
        return Message("{rows:many}", {"rows": self})


@dataclass(frozen=True, slots=True)
class Agreeing(Sayable):
    """Words that agree with a noun, which is not said again."""

    said: Sayable
    noun: Noun

    @override
    def in_language(self, language: Language, case: str = "") -> str:
        """Say them of one."""
        return self.said.in_language(language, self.noun.agreeing(language, "one"))


class Phrasing:
    """Puts parts of a rule into words, with the titles of one template and what is known where it is said."""

    def __init__(self, titles: Titles, known: Known) -> None:
        self.titles = titles
        self.known = known

    def noun(self, source: str) -> Noun:
        """The nouns of a source."""
        return noun_of(source, self.titles)

    def rows(self, selection: Selection) -> Rows:
        """Rows of a selection, with everything that a reader does not know yet."""
        return self.known.phrase(selection, lambda: self._rows(selection))

    def narrowed(self, selection: Selection) -> Rows:
        """Rows of a selection that was made where they are spoken of, which nobody will ask for again."""
        return self._rows(selection)

    def _rows(self, selection: Selection) -> Rows:
        which: list[Sayable] = []
        conditions: list[Condition] = []
        asides: list[Sayable] = []
        itself = self.is_itself(selection)
        scale = _scale(selection)
        for test in self._narrowed(selection.where):
            if test.path[-1] == "scale" and scale is not None and _asks_level(selection):
                continue  # its level says it
            if test.op in {Op.EQ, Op.IN} and self._says_which(selection.source, test.path):
                name = self._values(selection.source, test, scale)
                if name is not None:
                    which.append(name)
                continue
            if (phrase := self._phrase(selection.source, test, scale)) is not None:
                conditions.insert(0 if test.path[0] in _WHICH else len(conditions), phrase)
            elif (said := self._condition(selection.source, test, scale)) is not None:
                asides.append(said)
        conditions += [Condition.of_all(message("with {row:a}", row=self.inside(each))) for each in selection.having]
        if selection.ever:
            conditions.append(Condition.of_all(message("at any time")))
        if selection.on is not None:
            day = self.value(selection.on)
            conditions.append(Condition.of_all(message("on {day}", day=day)))
        if selection.with_act and not itself:
            asides.append(message("this one included"))
        if selection.latest is not None:
            asides += self._latest(selection, selection.latest)
        named = Message(" {names}", {"names": listed(which)}) if which else NOTHING
        return Rows(self.noun(selection.source), named, tuple(conditions), tuple(asides), itself)

    def _says_which(self, source: str, path: tuple[str, ...]) -> bool:
        """Tell whether a field's title follows the noun, with no phrase of its own."""
        return len(path) == 1 and path[0] in {*_WHICH, "id"} and self._such(source, path) is None

    def _latest(self, selection: Selection, latest: core.Latest) -> Iterable[Sayable]:
        """Only the last of each series, and what is asked of these."""
        equated = {".".join(test.path) for test in selection.where if test.op is Op.EQ}
        per = listed([self.label(tuple(name.split("."))) for name in latest.per if name not in equated])
        n = self.value(latest.n)
        if equated.issuperset(latest.per):
            yield message("the latest") if latest.n == 1 else message("the last {n}", n=n)
        elif latest.n == 1:
            yield message("the latest for each {per}", per=per)
        else:
            yield message("the last {n} for each {per}", n=n, per=per)
        for test in latest.whose:
            scale = _scale(selection)
            said = self._phrase(selection.source, test, scale) or self._condition(selection.source, test, scale)
            if said is not None:
                yield said

    @staticmethod
    def is_itself(selection: Selection) -> bool:
        """Tell whether one row is meant, told by its id."""
        return any(
            test.path == ("id",) and test.op is Op.EQ and isinstance(test.value, Reference) for test in selection.where
        )

    def inside(self, having: Selection) -> Rows:
        """Rows that have to stand beside the one that is spoken of."""
        return Phrasing(self.titles, BehindHaving(self.known)).rows(having)

    def _narrowed(self, where: tuple[core.Test, ...]) -> list[core.Test]:
        """Take what one test rules out from the choices of another: of a chair and a secretary, one is left."""
        kept = list(where)
        for other in where:
            if other.op is not Op.NE or not isinstance(other.value, Reference):
                continue
            ruled_out = self.known.value(other.value)
            for at, test in enumerate(kept):
                chosen = test.value.value if isinstance(test.value, Constant) else None
                if test.path == other.path and isinstance(chosen, tuple) and ruled_out in chosen and len(chosen) > 1:
                    left = tuple([each for each in chosen if each != ruled_out])
                    kept[at] = core.Test(test.path, test.op, Constant(left))
                    kept.remove(other)
                    break
        return kept

    # --- conditions --------------------------------------------------------------------------------------------------

    def _phrase(self, source: str, test: core.Test, scale: str | None) -> Condition | None:
        """One test as a phrase that follows the noun; None where the field has none for it."""
        if test.op is Op.MAX_AGE:
            return Condition.of_all(message("not older than {age}", age=self.value(test.value)))
        if (own := self._of_own_word(source, test)) is not None:
            return own
        such = self._such(source, test.path)
        if such is None or core.is_stage_day(test.value):
            return None
        if test.op is Op.SET or (isinstance(test.value, Constant) and isinstance(test.value.value, bool)):
            known = isinstance(test.value, Constant) and test.op in {Op.SET, Op.EQ} and "{values" not in such.one
            says = isinstance(test.value, Constant) and bool(test.value.value)
            return having(such, said=says) if known and (says or such.no is not None) else None
        if "{values" not in such.one or test.op not in {*BOUNDS, Op.IN} - {Op.NE}:
            return None
        values = self._values(source, test, scale)
        if values is None:
            return None
        return having(such, values=Message("{how}{values:case}", {"how": self._how(source, test), "values": values}))

    def _of_own_word(self, source: str, test: core.Test) -> Condition | None:
        """What the author says of rows that have one word of a choice."""
        own = self.titles.own(source, test.path)
        if own is None or test.op is not Op.EQ or not isinstance(test.value, Constant):
            return None
        said = own.such.get(str(test.value.value))
        return None if said is None else Condition.of_all(Message("{said}", {"said": said}))

    def _such(self, source: str, path: tuple[str, ...]) -> Such | None:
        """How rows are told by a field, if as a phrase."""
        shape = self.titles.shape(source, _spoken_of(path))
        return None if shape is None or shape.many else shape.such

    def _condition(self, source: str, test: core.Test, scale: str | None) -> Sayable | None:
        """One test in words; None where it only says whose the row is, and that is known."""
        label = self.label(test.path, source)
        if core.is_stage_day(test.value):
            return self._condition_of_stage(test.path, test.op, test.value, label)
        if test.op is Op.SET:
            if test.value == Constant(False):  # noqa: FBT003 - `set: false`
                return message("without {label}", label=label)
            shape = self.titles.shape(source, test.path)
            if shape is not None and not (shape.optional or shape.many):
                return None  # it always has one
            return message("with {label}", label=label)
        if test.op in {Op.EQ, Op.IN} and isinstance(test.value, Constant) and isinstance(test.value.value, bool):
            return label if test.value.value else message("{label}: no", label=label)
        if test.op is Op.NE:
            return self._other(source, test, label, scale)
        values = self._values(source, test, scale)
        if values is None:
            return None
        how = self._how(source, test)
        return Message("{label}: {how}{values}", {"label": label, "how": how, "values": values})

    def _condition_of_stage(self, path: tuple[str, ...], op: Op, value: Reference, label: Sayable) -> Sayable | None:
        """A day before or after what `$stage` names; None where it is after a round that there was not."""
        if value.path[0] == "last_round" and self.known.value(value) == dt.date.min:
            return None
        said = self.bound_by_stage(op, value)
        if len(path) == 1 and path[0] in {"date", "changed"}:
            return said
        return Message("{label}: {said}", {"label": label, "said": said})

    def bound_by_stage(self, op: Op, value: Reference) -> Sayable:
        """Say how a day is bounded by what `$stage` names."""
        happened = self.of_stage(value)
        match op:
            case Op.GTE:
                return message("since {happened}", happened=happened)
            case Op.GT:
                return message("after {happened}", happened=happened)
            case Op.LT:
                return message("before {happened}", happened=happened)
            case Op.LTE:
                return message("not later than {happened}", happened=happened)
            case _:
                how = BOUNDS.get(op, NOTHING)
                return message("{how} on the day on which {happened}", how=how, happened=happened)

    def outside_stage(self, op: Op, value: Reference, day: object) -> Sayable:
        """Say how a day misses what bounds it by what `$stage` names."""
        if op in {Op.LT, Op.LTE}:
            return self.bound_by_stage(Op.GT, value)
        return self.bound_by_stage(Op.LTE if day == self.known.value(value) else Op.LT, value)

    def of_stage(self, value: Reference) -> Message:
        """What happened on the day that `$stage` names, with the day where it is known."""
        day = self.known.value(value)
        stage = value.path[1] if len(value.path) > 1 else self.known.stage
        title = self.titles.stages.get(stage or "")
        words = _OF_STAGE[value.path[0]] if title is not None or value.path[0] not in _OF_STAGE_UNNAMED else None
        said = (words or _OF_STAGE_UNNAMED[value.path[0]]).given(stage=quoted(title) if title is not None else NOTHING)
        if not isinstance(day, dt.date):
            return said
        return message("{happened} on {day}", happened=said, day=day)

    def day(self, value: core.Value) -> Sayable:
        """A day from which time is counted: as it stands, or by what happened on it."""
        if core.is_stage_day(value):
            return self.of_stage(value)
        return self.value(value)

    def _other(self, source: str, test: core.Test, label: Sayable, scale: str | None) -> Sayable | None:
        if test.path == ("id",):
            return None  # the others, beside the one that is spoken of
        values = self._values(source, test, scale)
        if values is None:
            return message("another {label}", label=label)
        return message("{label}: not {values}", label=label, values=values)

    def had(self, selection: Selection, test: core.Test, value: object) -> Sayable:
        """A value that a row has, where a condition is asked of it."""
        return self._words(selection.source, test.path, value, _scale(selection))

    def standing(self, selection: Selection, test: core.Test, value: object) -> tuple[Condition, Sayable] | None:
        """How a row stands, and how it must, where its field has words that agree with the noun; None elsewhere."""
        such = self._such(selection.source, test.path)
        if such is None or "{values:case}" not in such.one or not isinstance(value, str):
            return None
        needed = self._values(selection.source, test, None)
        had = self._phrase(selection.source, core.Test(test.path, Op.EQ, Constant(value)), None)
        return None if had is None or needed is None else (had, needed)

    def needed(self, selection: Selection, test: core.Test) -> Sayable | None:
        """What a condition asks of the value that a row has; None where that cannot be said."""
        if core.is_stage_day(test.value):
            return self.bound_by_stage(test.op, test.value)
        values = self._values(selection.source, test, _scale(selection))
        if values is None:
            return self.value(test.value) if test.op in BOUNDS and test.op not in {Op.EQ, Op.NE} else None
        return Message("{how}{values}", {"how": self._how(selection.source, test), "values": values})

    def one(self, selection: Selection, row_value: Callable[[core.Test], object]) -> Rows:
        """One row of a selection that was found: what it is, by the values that it has itself."""
        which: list[Sayable] = []
        conditions: list[Condition] = []
        for test in selection.where:
            if test.op not in {Op.EQ, Op.IN} or not isinstance(test.value, Constant) or len(test.path) != 1:
                continue
            value, choices = row_value(test), test.value.value if isinstance(test.value.value, tuple) else ()
            if test.path[0] not in {"level", "id"} and self._says_which(selection.source, test.path):
                which.append(self.had(selection, test, value))
            elif isinstance(value, str) and (test.path[0] in _WHICH or value in choices):
                found = core.Test(test.path, Op.EQ, Constant(value))
                if (phrase := self._phrase(selection.source, found, _scale(selection))) is not None:
                    conditions.append(phrase)
        named = Message(" {names}", {"names": listed(which)}) if which else NOTHING
        return Rows(self.noun(selection.source), named, tuple(conditions))

    def _how(self, source: str, test: core.Test) -> Sayable:
        op, value = test.op, test.value
        if op not in BOUNDS or op is Op.EQ:
            return NOTHING
        plain = value.value if isinstance(value, Constant) else self.known.value(value)
        shape = self.titles.shape(source, test.path) if plain is UNSAID else None
        is_day = isinstance(plain, dt.date) or (shape is not None and shape.scalar is dt.date)
        return Message("{how} ", {"how": DATES[op] if is_day and op in DATES else BOUNDS[op]})

    def _values(self, source: str, test: core.Test, scale: str | None) -> Sayable | None:
        """What a field is held against, by titles; None where it need not be said, or cannot be."""
        value = test.value
        if isinstance(value, Reference):
            if value.name == THIS:
                its = message("its {label}", label=self.label(value.path or ("id",), source))
                return its if value.after is None else self._later(value.after, its)
            if value.name not in {"param", "programme", "today"} and self.known.is_told(value):
                return None
            found = self.known.value(value)
            if found is UNSAID:
                return self.value(value) if value.name in {"param", "programme", "today"} else None
            if test.path == ("id",) and (found is None or isinstance(found, tuple)):
                return None  # one of those that the act names, and none where it names nobody
            if found is None or found == ():
                return message("(not given)")
            if test.path[-1] in SHARES and (written := _fraction(found)) is not None:
                return written
            return self._words(source, test.path, found, scale, most=_MOST)
        if test.path[-1] in SHARES and (written := _fraction(value.value)) is not None:
            return written
        return self._words(source, test.path, value.value, scale, all_=test.op is Op.HAS_ALL)

    def _words(
        self,
        source: str,
        path: tuple[str, ...],
        found: object,
        scale: str | None,
        *,
        all_: bool = False,
        most: int | None = None,
    ) -> Sayable:
        values = found if isinstance(found, tuple) else (found,)
        shape = self.titles.shape(source, path)
        if shape is not None and shape.scale is not None:
            scale = shape.scale
        if (scale is not None or path[-1].endswith("level")) and (above := self._from_level(scale, values)) is not None:
            return above
        named = most if most is not None and len(values) > most + 1 else len(values)
        said = [self._word(source, path, each) for each in values[:named]]
        if len(values) > named:
            said.append(message("{count} others", count=len(values) - named))
        return listed(said) if all_ else either(said)

    def _from_level(self, scale: str | None, ids: tuple[object, ...]) -> Sayable | None:
        """A level; with those above it, `or higher`."""
        words = tuple(str(id_) for id_ in ids)
        levels = self.titles.levels(scale, words)
        if not all(id_ in levels for id_ in words):
            return None
        upward = list(levels)[list(levels).index(words[0]) :]
        if len(words) > 1 and tuple(upward) == words:
            return message("{first:quoted} or higher", first=levels[words[0]])
        return either([quoted(levels[id_]) for id_ in words])

    def _word(self, source: str, path: tuple[str, ...], value: object) -> Sayable:
        """One value of a field: by its title, its name, or the word of a closed choice."""
        if not isinstance(value, str):
            if path[-1] not in SHARES or not isinstance(value, int | Decimal):
                return self.plain(value)
            if path[-1] == "share_for" and _HALF < value <= _JUST_MORE:
                return _SIMPLE_MAJORITY
            return Percent(value)
        title = self._title(source, path, value)
        if title is not None:
            return title
        own = self.titles.own(source, path)
        if own is not None:
            return quoted(own.words.get(value, value))
        return quoted(NATURES[value] if path[-1] == "nature" else word(".".join(path), value))

    def _title(self, source: str, path: tuple[str, ...], value: str) -> Sayable | None:
        field = path[-1]
        shape = self.titles.shape(source, path)
        if field == "lists":
            return quoted(Message("{noun:many}", {"noun": self.noun(value)}))
        if field == "beneficiary" and (title := self.titles.item("beneficiaries", value)) is not None:
            return quoted(title)
        if field == "region":
            return as_written(value)
        if field == "stage" and value in self.titles.stages:
            return quoted(self.titles.stages[value])
        if field == "id" and not self.titles.kind(source):
            return self._item(source, value)
        if shape is not None and shape.list is not None:
            return self._item(shape.list, value)
        if field != "id" and (shape is None or not shape.kinds):
            return None  # a word, which stands for no record
        kinds = (self.titles.kind(source),) if shape is None or not shape.kinds else shape.kinds
        declared = self.titles.record(kinds, value)
        return self.known.name(value) or (None if declared is None else quoted(declared))

    def _item(self, list_: str, id_: str) -> Sayable:
        title = self.titles.item(list_, id_)
        return quoted(title or id_)

    def typed(self, kind: str, type_: str) -> Sayable:
        """The type of a record, by its title."""
        return self._word(RECORDS[kind].register if kind in RECORDS else kind, ("type",), type_)

    def items(self, list_: str, ids: Iterable[str]) -> list[Sayable]:
        """Items of a list, by their titles."""
        return [self._item(list_, each) for each in ids]

    # --- single values -----------------------------------------------------------------------------------------------

    def label(self, path: tuple[str, ...], source: str = "") -> Sayable:
        """What a field of a source is called; one that only says which kind goes by the name of what it belongs to."""
        at = _spoken_of(path)
        own = self.titles.own(source, at)
        if own is not None and own.title is not None:
            return own.title
        name = at[-1]
        return ITEM_LABELS.get(name) or labels().get(name) or self.titles.of_any_register(name) or field_label(name)

    def value(self, value: core.Value | float | Fraction | Duration) -> Sayable:
        """One value, as it stands or as it is known where the sentence is said."""
        match value:
            case Constant():
                values = value.value if isinstance(value.value, tuple) else (value.value,)
                return either([self.plain(each) for each in values])
            case Reference():
                return self._referred(value)
            case _:
                return self.plain(value)

    def share(self, share: Fraction | Reference) -> Sayable:
        """A share of a whole."""
        found = self.known.value(share) if isinstance(share, Reference) else share
        return Percent(found) if isinstance(found, int | Decimal | Fraction) else self.value(share)

    def _referred(self, reference: Reference) -> Sayable:
        found = self.known.value(reference)
        measure = self.titles.parameters.get(reference.path[0]) if reference.name == "param" else None
        if found is UNSAID and reference.after is not None:
            return self._later(reference.after, self.value(replace(reference, after=None)))
        if found is not UNSAID and found is not None:
            if measure is not None and measure.is_share and isinstance(found, int | Decimal | Fraction):
                return Percent(found)
            return self.plain(found)
        if reference.name == "param":
            return message("the parameter {name:quoted}", name=reference.path[0] if measure is None else measure.title)
        if reference.name == "programme":
            return message("the programme's region")
        if reference.name == "today":
            return message("the day of asking")
        if reference.name == "stage":
            return message("the day on which {happened}", happened=self.of_stage(reference))
        if reference.path:
            return self.label(reference.path)
        return message("this one")

    def _later(self, period: Duration | Reference, day: Sayable) -> Sayable:
        """A day that lies a period after another."""
        return message("{period} after {day}", period=self.value(period), day=day)

    def plain(self, value: object) -> Sayable:
        """A value that needs no template: a figure, a day, a period, a word."""
        match value:
            case bool():
                return as_written(value)
            case Duration():
                return value
            case tuple():
                return listed([self.plain(each) for each in value])
            case str():
                return self.known.name(value) or quoted(value)
            case _:
                return as_written(value)

    def elements(self, elements: core.Elements) -> Sayable:
        """Those who are asked one by one."""
        match elements:
            case Selection():
                return message("the {rows}", rows=self.rows(elements).many)
            case Reference():
                return message("the {rows}", rows=self.label(elements.path) if elements.path else self.value(elements))
            case core.Literals():
                return listed(self.literals(elements))

    def for_all(self, elements: core.Elements, what: Sayable) -> Sayable:
        """What is to be done, for each of the elements."""
        each = self.elements(elements)
        return message("{what} - for each of {each}", what=what, each=each)

    def literals(self, literals: core.Literals) -> Iterable[Sayable]:
        """Elements that the template lists, by their titles."""
        for id_ in literals.ids:
            if literals.source is not None and self.titles.item(literals.source, id_) is not None:
                yield self._item(literals.source, id_)
            else:
                title = self.titles.of_any_list(id_)
                yield quoted(title or word("", id_))


_OF_STAGE: Final = {
    "since": message("the stage {stage} began"),
    "before": message("the stage preceding {stage} began"),
    "round": message("the present round began"),
    "last_round": message("the previous round ended"),
    "first": message("the stage {stage} was first entered"),
}
_OF_STAGE_UNNAMED: Final = {
    "since": message("the stage began"),
    "before": message("the preceding stage began"),
    "first": message("the stage was first entered"),
}
"""What happened on the days that `$stage` names."""


def _spoken_of(path: tuple[str, ...]) -> tuple[str, ...]:
    """What a path is told by: a field that only says which one, or how much, goes by what it belongs to."""
    return path[:-1] if len(path) > 1 and path[-1] in _WHICH | {"id", "amount"} else path


def _fraction(value: object) -> Sayable | None:
    """A share without an end, as it is written in a rule: 2/3."""
    if not isinstance(value, Decimal):
        return None
    near = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    return as_written(f"{near.numerator}/{near.denominator}") if near != value and cut(near) == value else None


def _scale(selection: Selection) -> str | None:
    for test in selection.where:
        if test.path[-1] == "scale" and isinstance(test.value, Constant) and isinstance(test.value.value, str):
            return test.value.value
    return None


def _asks_level(selection: Selection) -> bool:
    return any(test.path == ("level",) and isinstance(test.value, Constant) for test in selection.where)
