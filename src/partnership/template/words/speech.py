"""Rows of a selection as people speak of them: by the titles that the template gives, with what narrows them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partnership.records import field_label, word
from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection
from partnership.template.titles import Titles
from partnership.template.words.known import UNSAID, Inside, Known
from partnership.template.words.nouns import ITEM_LABELS, NATURES, Noun, a, noun_of
from partnership.template.words.pairs import (
    NOTHING,
    Pair,
    either,
    in_brackets,
    listed,
    pair,
    quoted,
    same,
)
from partnership.template.words.values import BOUNDS, DATES, SHARES, number, percent, period
from partnership.values import Duration

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

_MOST: Final = 1
"""Titles of a list that was looked up, before the rest are counted."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they are spoken of. `itself`: one row is meant, told by its id."""

    noun: Noun
    which: Pair
    conditions: tuple[Pair, ...]
    itself: bool = False

    @property
    def tail(self) -> Pair:
        """What follows the noun, whatever its case."""
        brackets = in_brackets(self.conditions)
        return self.which[0] + brackets[0], self.which[1] + brackets[1]

    @property
    def one(self) -> Pair:
        """One row, without an article."""
        return self._said(self.noun.one, self.noun.one_ru)

    @property
    def a_row(self) -> Pair:
        """One row, with an article."""
        return self._said(a(self.noun), self.noun.one_ru)

    @property
    def many(self) -> Pair:
        """Several rows."""
        return self._said(self.noun.many, self.noun.many_ru)

    @property
    def of_one(self) -> Pair:
        """One row, in Russian in the genitive: what there is none of."""
        return self._said(self.noun.one, self.noun.of_one)

    @property
    def of_many(self) -> Pair:
        """Several rows, in Russian in the genitive: what there are so many of."""
        return self._said(self.noun.many, self.noun.of_many)

    def _said(self, en: str, ru: str) -> Pair:
        tail = self.tail
        return en + tail[0], ru + tail[1]


class Speech:
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

    def _rows(self, selection: Selection) -> Rows:
        which: list[Pair] = []
        conditions: list[Pair] = []
        itself = False
        scale = _scale(selection)
        for test in self._narrowed(selection.where):
            if test.path == ("id",) and test.op is Op.EQ:
                itself = itself or isinstance(test.value, Reference)
            if test.path[-1] == "scale" and scale is not None and _asks_level(selection):
                continue  # its level says it
            if len(test.path) == 1 and test.path[0] in _WHICH | {"id"} and test.op in {Op.EQ, Op.IN}:
                name = self._values(selection.source, test, scale)
                if name is not None:
                    which.append(name)
                continue
            said = self._condition(selection.source, test, scale)
            if said is not None:
                conditions.append(said)
        inside = Speech(self.titles, Inside(self.known))
        for having in selection.having:
            row = inside.rows(having)
            conditions.append((f"with {row.a_row[0]}", f"есть {row.one[1]}"))
        if selection.ever:
            conditions.append(("at any time", "когда-либо"))
        if selection.on is not None:
            day = self.value(selection.on)
            conditions.append((f"on {day[0]}", f"на дату: {day[1]}"))
        names = listed(which)
        named = (f" {names[0]}", f" {names[1]}") if which else NOTHING
        return Rows(self.noun(selection.source), named, tuple(conditions), itself)

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

    def _condition(self, source: str, test: core.Test, scale: str | None) -> Pair | None:
        """One test in words; None where it only says whose the row is, and that is known."""
        label = self.label(test.path)
        if test.op is Op.SET:
            if test.value == Constant(False):  # noqa: FBT003 - `set: false`
                return f"without {label[0]}", f"не указано: {label[1]}"
            known = f"{label[0]} a known day" if label[0].endswith(" on") else f"with {label[0]}"
            return known, f"указано: {label[1]}"
        if test.op is Op.MAX_AGE:
            age = self.value(test.value)
            return f"not older than {age[0]}", f"не старше {age[1]}"
        if test.op in {Op.EQ, Op.IN} and isinstance(test.value, Constant) and isinstance(test.value.value, bool):
            return label if test.value.value else (f"{label[0]}: no", f"{label[1]}: нет")
        if test.op is Op.NE:
            return self._other(source, test, label, scale)
        values = self._values(source, test, scale)
        if values is None:
            return None
        how = self._how(test.op, test.value)
        return f"{label[0]}: {how[0]}{values[0]}", f"{label[1]}: {how[1]}{values[1]}"

    def _other(self, source: str, test: core.Test, label: Pair, scale: str | None) -> Pair | None:
        if test.path == ("id",):
            return None  # the others, beside the one that is spoken of
        values = self._values(source, test, scale)
        if values is None:
            return f"another {label[0]}", f"{label[1]}: другое"
        return f"{label[0]}: not {values[0]}", f"{label[1]}: не {values[1]}"

    def _how(self, op: Op, value: core.Value) -> Pair:
        if op not in BOUNDS or op is Op.EQ:
            return NOTHING
        plain = value.value if isinstance(value, Constant) else self.known.value(value)
        said = DATES[op] if isinstance(plain, dt.date) and op in DATES else BOUNDS[op]
        return f"{said[0]} ", f"{said[1]} "

    def _values(self, source: str, test: core.Test, scale: str | None) -> Pair | None:
        """What a field is held against, by titles; None where it need not be said, or cannot be."""
        value = test.value
        if isinstance(value, Reference):
            if value.name not in {"param", "programme", "today"} and self.known.is_told(value):
                return None
            found = self.known.value(value)
            if found is UNSAID:
                return self.value(value) if value.name in {"param", "programme", "today"} else None
            if test.path == ("id",) and (found is None or isinstance(found, tuple)):
                return None  # one of those that the act names, and none where it names nobody
            if found is None or found == ():
                return "(not given)", "(не указано)"
            return self._words(source, test.path, found, scale, most=_MOST)
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
    ) -> Pair:
        values = found if isinstance(found, tuple) else (found,)
        if path[-1].endswith("level") and (above := self._from_level(scale, values)) is not None:
            return above
        cut = most if most is not None and len(values) > most + 1 else len(values)
        said = [self._word(source, path, each) for each in values[:cut]]
        if len(values) > cut:
            said.append((f"{len(values) - cut} others", f"ещё {len(values) - cut}"))
        return listed(said) if all_ else either(said)

    def _from_level(self, scale: str | None, ids: tuple[object, ...]) -> Pair | None:
        """A level; with those above it, `or higher`."""
        words = tuple(str(id_) for id_ in ids)
        levels = self.titles.levels(scale, words)
        if not all(id_ in levels for id_ in words):
            return None
        upward = list(levels)[list(levels).index(words[0]) :]
        if len(words) > 1 and tuple(upward) == words:
            first = quoted(pair(levels[words[0]]))
            return f"{first[0]} or higher", f"{first[1]} или выше"
        return either([quoted(pair(levels[id_])) for id_ in words])

    def _word(self, source: str, path: tuple[str, ...], value: object) -> Pair:
        """One value of a field: by its title, its name, or the word of a closed choice."""
        if not isinstance(value, str):
            return percent(value) if path[-1] in SHARES and isinstance(value, int | Decimal) else self.plain(value)
        title = self._title(source, path, value)
        if title is not None:
            return title
        return quoted(NATURES[value] if path[-1] == "nature" else pair(word(".".join(path), value)))

    def _title(self, source: str, path: tuple[str, ...], value: str) -> Pair | None:
        field = path[-1]
        shape = self.titles.shape(source, path)
        if field == "lists":
            noun = self.noun(value)
            return quoted((noun.many, noun.many_ru))
        if field == "region":
            return same(value)
        if field == "stage" and value in self.titles.stages:
            return quoted(pair(self.titles.stages[value]))
        if field == "id" and not self.titles.kind(source):
            return self._item(source, value)
        if shape is not None and shape.list is not None:
            return self._item(shape.list, value)
        if field != "id" and (shape is None or not shape.kinds):
            return None  # a word, which stands for no record
        name = self.known.name(value)
        return None if name is None else pair(name)

    def _item(self, list_: str, id_: str) -> Pair:
        title = self.titles.item(list_, id_)
        return quoted(same(id_) if title is None else pair(title))

    # --- single values -----------------------------------------------------------------------------------------------

    def label(self, path: tuple[str, ...]) -> Pair:
        """What a field is called; one that only says which kind goes by the name of what it belongs to."""
        name = path[-2] if len(path) > 1 and path[-1] in _WHICH | {"id", "amount"} else path[-1]
        return ITEM_LABELS.get(name) or pair(field_label(name))

    def value(self, value: core.Value | float | Fraction | Duration) -> Pair:
        """One value, as it stands or as it is known where the sentence is said."""
        match value:
            case Constant():
                values = value.value if isinstance(value.value, tuple) else (value.value,)
                return either([self.plain(each) for each in values])
            case Reference():
                return self._referred(value)
            case _:
                return self.plain(value)

    def share(self, share: Fraction | Reference) -> Pair:
        """A share of a whole."""
        found = self.known.value(share) if isinstance(share, Reference) else share
        return percent(found) if isinstance(found, int | Decimal | Fraction) else self.value(share)

    def _referred(self, reference: Reference) -> Pair:
        found = self.known.value(reference)
        measure = self.titles.parameters.get(reference.path[0]) if reference.name == "param" else None
        if found is not UNSAID and found is not None:
            if measure is not None and measure.is_share and isinstance(found, int | Decimal | Fraction):
                return percent(found)
            return self.plain(found)
        if reference.name == "param":
            name = quoted(same(reference.path[0]) if measure is None else pair(measure.title))
            return f"the parameter {name[0]}", f"параметра {name[1]}"  # not less than, not older than
        if reference.name == "programme":
            return "the programme's region", "регион программы"
        if reference.name == "today":
            return "the day of asking", "день проверки"
        if reference.path:
            return self.label(reference.path)
        return "this one", "этот"

    def plain(self, value: object) -> Pair:
        """A value that needs no template: a figure, a day, a period, a word."""
        match value:
            case bool():
                return ("yes", "да") if value else ("no", "нет")
            case int() | Decimal() | Fraction() | float():
                return number(value)
            case Duration():
                return period(value)
            case tuple():
                return listed([self.plain(each) for each in value])
            case str():
                name = self.known.name(value)
                return quoted(same(value)) if name is None else pair(name)
            case _:
                return same(value)

    def elements(self, elements: core.Elements) -> Pair:
        """Those who are asked one by one."""
        match elements:
            case Selection():
                rows = self.rows(elements).many
                return f"the {rows[0]}", rows[1]
            case Reference():
                label = self.label(elements.path) if elements.path else self.value(elements)
                return f"the {label[0]}", label[1]
            case core.Literals():
                return listed(self.literals(elements))

    def literals(self, literals: core.Literals) -> Iterable[Pair]:
        """Elements that the template lists, by their titles."""
        for id_ in literals.ids:
            if literals.source is not None and self.titles.item(literals.source, id_) is not None:
                yield self._item(literals.source, id_)
            else:
                title = self.titles.of_any_list(id_)
                yield quoted(pair(word("", id_)) if title is None else pair(title))


def _scale(selection: Selection) -> str | None:
    for test in selection.where:
        if test.path[-1] == "scale" and isinstance(test.value, Constant) and isinstance(test.value.value, str):
            return test.value.value
    return None


def _asks_level(selection: Selection) -> bool:
    return any(test.path == ("level",) and isinstance(test.value, Constant) for test in selection.where)
