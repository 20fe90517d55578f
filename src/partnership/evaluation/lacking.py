"""What is lacking, in one sentence of each language: what there is, and what there ought to be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from partnership.evaluation.checks import UNKNOWN, Shortfall
from partnership.template import core
from partnership.template.core import Op, Reference
from partnership.template.words import (
    BOUNDS,
    METRICS,
    SHARED_METRICS,
    Pair,
    Rows,
    Speech,
    differing,
    in_brackets,
    is_given,
    is_share,
    number,
    percent,
    question,
    reckoned,
    target,
    within,
)


class Lacking:
    """Says what shortfalls lack, in the words of one template.

    `kept_as` names the register that a keeper would vouch for, for the source of a selection.
    """

    def __init__(self, speech: Speech, kept_as: Callable[[str], str]) -> None:
        self._speech = speech
        self._kept_as = kept_as

    def sentence(self, shortfall: Shortfall) -> Pair | None:
        """Say what is lacking; None where the rule's own title says it best."""
        match shortfall.of:
            case core.Count() as asked:
                return self._count(asked, shortfall)
            case core.ForEach() as asked:
                return self._for_each(asked, shortfall)
            case core.Compare() as asked:
                return self._compare(asked, shortfall)
            case core.Cadence() as asked:
                return self._cadence(asked, shortfall)
            case core.Order() as asked:
                return self._order(asked, shortfall)
            case core.Elapsed() as asked:
                return self._elapsed(asked, shortfall)
            case core.Network() as asked:
                return self._network(asked, shortfall)
            case core.NoneOf() as asked if shortfall.mark != UNKNOWN:
                some = _joined(asked.of, self._speech)
                return (
                    f"one of these is so, and none may be: {some[0]}",
                    f"что-то из этого есть, а быть не должно: {some[1]}",
                )
            case asked:
                what = question(asked, self._speech)
                if shortfall.mark == UNKNOWN:
                    return f"it is not known whether this holds: {what[0]}", f"неизвестно, выполнено ли это: {what[1]}"
                return f"this does not hold: {what[0]}", f"не выполнено: {what[1]}"

    # --- how many ----------------------------------------------------------------------------------------------------

    def _count(self, asked: core.Count, shortfall: Shortfall) -> Pair | None:
        rows, n = self._speech.rows(asked.of), int(shortfall.have or 0)
        lower, upper = self._whole(asked.lower), self._whole(asked.upper)
        if lower is None or (asked.upper is not None and upper is None):
            many = rows.many
            return f"it is not known how many are needed: {many[0]}", f"неизвестно, сколько нужно: {many[1]}"
        if shortfall.mark == UNKNOWN:
            return self._nothing_recorded(rows) if n < lower else self._not_kept(asked.of.source)
        if rows.itself:
            return _itself(rows, shortfall, forbidden=upper == 0)
        if upper is not None and n > upper:
            return _too_many(n, upper, self._different(rows, asked.distinct), rows)
        if n or asked.distinct is not None:
            return self._too_few(n, lower, rows, asked.distinct)
        return self._none_there(lower, asked.of, rows, shortfall)

    def _none_there(self, lower: int, of: core.Selection, rows: Rows, shortfall: Shortfall) -> Pair:
        lapsed = _lapsed(shortfall)
        one, needed = (
            (rows.of_one, ("", "")) if lower == 1 else (rows.of_many, (f", {lower} needed", f", нужно {lower}"))
        )
        on = ("", "")
        if "act" in shortfall.env and of.on is None and self._speech.titles.shape(of.source, ("valid_to",)) is not None:
            # What is valid for a time is asked for on the day of the act, which need not be today.
            day = self._speech.known.value(Reference("today"))
            on = (f", valid on {day}", f"на {day} ")
        return f"no {one[0]}{on[0]}{needed[0]}{lapsed[0]}", f"{on[1]}нет {one[1]}{needed[1]}{lapsed[1]}"

    def _too_few(self, n: int, lower: int, rows: Rows, distinct: tuple[str, ...] | None) -> Pair:
        if distinct is None and not (str(lower).endswith("1") and not str(lower).endswith("11")):
            many = rows.of_many  # after a number that ends in one Russian would want the singular
            return f"{n} of the {lower} needed {many[0]}", f"{n} из {lower} нужных {many[1]}"
        many = self._different(rows, distinct)
        return f"{many[0]}: {n} of the {lower} needed", f"{many[1]}: есть {n}, нужно {lower}"

    def _different(self, rows: Rows, distinct: tuple[str, ...] | None) -> Pair:
        return rows.many if distinct is None else differing(rows, distinct, self._speech)

    def _nothing_recorded(self, rows: Rows) -> Pair:
        many = rows.of_many
        return f"nothing is recorded about {many[0]}", f"нет сведений о наличии {many[1]}"

    def _not_kept(self, source: str) -> Pair:
        noun = self._speech.noun(self._kept_as(source))
        return (
            f"nobody has confirmed that the list of {noun.many} is kept",
            f"никто не подтвердил, что список {noun.of_many} ведётся",
        )

    def _for_each(self, asked: core.ForEach, shortfall: Shortfall) -> Pair:
        if isinstance(asked.elements, core.Selection):
            rows, n = self._speech.rows(asked.elements), int(shortfall.have or 0)
            if shortfall.mark == UNKNOWN:
                return self._nothing_recorded(rows)
            if n:
                return self._too_few(n, max(asked.fewest, 1), rows, None)
            one = rows.of_one
            return f"no {one[0]}", f"нет {one[1]}"
        label = self._speech.elements(asked.elements)
        return f"nobody and nothing is named: {label[0].removeprefix('the ')}", f"никто и ничто не указано: {label[1]}"

    def _whole(self, bound: int | Reference | None) -> int | None:
        found: Any = self._speech.known.value(bound) if isinstance(bound, Reference) else bound
        return int(found) if isinstance(found, int | Decimal) else None

    # --- how much ----------------------------------------------------------------------------------------------------

    def _compare(self, asked: core.Compare, shortfall: Shortfall) -> Pair | None:
        if is_given(asked.left) and is_given(asked.right):
            return None
        if shortfall.have is None:
            return self._unreckoned(asked.left)
        if shortfall.need is None:
            return self._unreckoned(asked.right)
        left, right = reckoned(asked.left, self._speech), reckoned(asked.right, self._speech)
        shared = is_share(asked.left, self._speech) or is_share(asked.right, self._speech)
        have, need = _shown(shortfall.have, shared=shared), _shown(shortfall.need.partition(" ")[2], shared=shared)
        if shortfall.mark == UNKNOWN:
            return (
                f"{left[0]}: {have[0]}, which cannot be held against {need[0]}",
                f"{left[1]}: {have[1]}, это нельзя сравнить с {need[1]}",
            )
        op = _bound(asked.op)
        of = ("", "") if is_given(asked.right) else (f" ({right[0]})", f" ({right[1]})")
        return (
            f"{left[0]}: {have[0]}, needed: {op[0]}{need[0]}{of[0]}",
            f"{left[1]}: {have[1]}, нужно: {op[1]}{need[1]}{of[1]}",
        )

    def _unreckoned(self, expression: core.Expression) -> Pair:
        """A figure of which nothing is known, since there is nothing to reckon it from."""
        match expression:
            case core.Counted(of=of) | core.Aggregated(of=of):
                return self._nothing_recorded(self._speech.rows(of))
            case core.Ratio(over=over, under=under):
                one, two = self._unreckoned(over), self._unreckoned(under)
                return one if one == two else (f"{one[0]}, or {two[0]}", f"{one[1]}, или {two[1]}")
            case _:
                label = reckoned(expression, self._speech)
                return f"not given: {label[0]}", f"не указано: {label[1]}"

    def _network(self, asked: core.Network, shortfall: Shortfall) -> Pair:
        metric, op, need = METRICS[asked.metric], _bound(asked.op), target(asked, self._speech)
        if shortfall.have is None:
            return f"nothing is known about {metric[0]}", f"нет сведений: {metric[1]}"
        have = _shown(shortfall.have, shared=asked.metric in SHARED_METRICS)
        return (
            f"{metric[0]}: {have[0]}, needed: {op[0]}{need[0]}",
            f"{metric[1]}: {have[1]}, нужно: {op[1]}{need[1]}",
        )

    # --- when --------------------------------------------------------------------------------------------------------

    def _cadence(self, asked: core.Cadence, shortfall: Shortfall) -> Pair:
        rows = self._speech.rows(asked.of)
        if shortfall.have is None or shortfall.need is None:
            return self._nothing_recorded(rows)
        many, due = rows.many, shortfall.need.removeprefix("<= ")
        return (
            f"{many[0]}: last on {shortfall.have}, due again by {due}",
            f"{many[1]}: последний раз {shortfall.have}, срок был {due}",
        )

    def _order(self, asked: core.Order, shortfall: Shortfall) -> Pair:
        first, then = self._speech.rows(asked.first), self._speech.rows(asked.then)
        if shortfall.need is None:
            return self._nothing_recorded(first)
        if shortfall.have is None:
            return self._nothing_recorded(then)
        bounds = within(asked.at_least, asked.at_most, self._speech)
        one, two, day = first.many, then.many, shortfall.need.removeprefix(">= ")
        return (
            f"{two[0]}: first on {shortfall.have}, needed after {one[0]} ({day}){bounds[0]}",
            f"{two[1]}: впервые {shortfall.have}, а нужно после: {one[1]} ({day}){bounds[1]}",
        )

    def _elapsed(self, asked: core.Elapsed, shortfall: Shortfall) -> Pair:
        rows = self._speech.rows(asked.since)
        if shortfall.need is None:
            return self._nothing_recorded(rows)
        many = rows.many
        op, _, day = shortfall.need.partition(" ")
        if op == ">=":
            return f"{many[0]}: wait until {day}", f"{many[1]}: ждать до {day}"
        return f"{many[0]}: the time was up on {day}", f"{many[1]}: срок был {day}"


def _bound(op: Op) -> Pair:
    """How a figure is bounded; nothing where it is one figure and no other."""
    said = BOUNDS[op]
    return ("", "") if op is Op.EQ else (f"{said[0]} ", f"{said[1]} ")


def _lapsed(shortfall: Shortfall) -> Pair:
    day = shortfall.lapsed
    return ("", "") if day is None else (f", lapsed on {day}", f", не действует с {day}")


def _too_many(n: int, upper: int, many: Pair, rows: Rows) -> Pair:
    if upper:
        return f"{many[0]}: {n}, at most {upper} allowed", f"{many[1]}: {n}, допускается не больше {upper}"
    if n == 1:
        return f"there is {rows.a_row[0]}, and there must be none", f"есть {rows.one[1]}, а быть не должно"
    return f"there are {n} {many[0]}, and there must be none", f"{many[1]}: {n}, а быть не должно ни одной записи"


def _itself(rows: Rows, shortfall: Shortfall, *, forbidden: bool) -> Pair | None:
    """One row is meant, and known by name: what it ought to be, or must not be."""
    if not rows.conditions:
        if forbidden:
            return None
        one = rows.of_one
        return f"no {one[0]}", f"нет {one[1]}"
    asked = in_brackets(rows.conditions)
    which = (f"{rows.noun.one}{rows.which[0]}: ", f"{rows.noun.one_ru}{rows.which[1]}: ") if rows.which[0] else ("", "")
    if forbidden:
        return f"{which[0]}must not be so{asked[0]}", f"{which[1]}так быть не должно{asked[1]}"
    day = shortfall.lapsed
    if day is not None:
        return f"{which[0]}lapsed on {day}, needed{asked[0]}", f"{which[1]}не действует с {day}, нужно{asked[1]}"
    return f"{which[0]}not as needed{asked[0]}", f"{which[1]}не так, как нужно{asked[1]}"


def _shown(written: str, *, shared: bool) -> Pair:
    """A figure as a check writes it, with the currency that may stand behind it."""
    figure_, _, currency = written.partition(" ")
    try:
        said = percent(Fraction(figure_)) if shared else number(Fraction(figure_))
    except ValueError:
        return written, written
    return (f"{said[0]} {currency}", f"{said[1]} {currency}") if currency else said


def _joined(parts: tuple[core.Core, ...], speech: Speech) -> Pair:
    said = [question(each, speech) for each in parts]
    return "; ".join([each[0] for each in said]), "; ".join([each[1] for each in said])
