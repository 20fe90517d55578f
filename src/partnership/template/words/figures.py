"""Figures as people speak of them: how many, how much in all, one over another, and of the network."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, assert_never

from partnership.template import core
from partnership.template.core import Aggregate, Metric, Reference, Selection
from partnership.template.words.pairs import Pair, pair, quoted, same
from partnership.template.words.speech import Rows, Speech
from partnership.template.words.values import SHARES, number

METRICS: Final[Mapping[Metric, Pair]] = {
    Metric.CONNECTED: (
        "the share of partners in the largest connected group",
        "доля партнёров в наибольшей связной группе",
    ),
    Metric.ISOLATES: ("the number of partners without any tie", "число партнёров без единой связи"),
    Metric.COMPONENTS: (
        "the number of groups that know nothing of each other",
        "число не связанных между собой групп",
    ),
    Metric.CUT_PARTNERS: (
        "the number of partners on whom the network hangs",
        "число партнёров, на которых держится сеть",
    ),
    Metric.DENSITY: ("the density of the network", "плотность сети"),
    Metric.CROSS_SECTOR_SHARE: (
        "the share of ties between different sectors",
        "доля связей между разными секторами",
    ),
}
SHARED_METRICS: Final = frozenset({Metric.CONNECTED, Metric.DENSITY, Metric.CROSS_SECTOR_SHARE})
"""Figures of the network that are shares of a whole."""

_IN_ALL: Final[Mapping[Aggregate, Pair]] = {
    Aggregate.SUM: ("in total", "в сумме"),
    Aggregate.AVG: ("on average", "в среднем"),
    Aggregate.MIN: ("the least", "самое малое"),
    Aggregate.MAX: ("the greatest", "самое большое"),
}
_AMOUNTS: Final = frozenset({"value", "amount"})
_DIFFERENT: Final[Mapping[str, Pair]] = {
    "person": ("of different people", "у разных людей"),
    "partner": ("of different partners", "у разных партнёров"),
    "sector": ("of different sectors", "из разных секторов"),
    "household_or_id": ("from different households", "из разных семей"),
}


def figure(expression: core.Expression, speech: Speech) -> Pair:
    """What is reckoned."""
    match expression:
        case Fraction():
            return number(expression)
        case Reference():
            return speech.value(expression)
        case core.Aggregated():
            return _aggregated(expression, speech)
        case core.Counted():
            if expression.distinct is not None:
                return differing(speech.rows(expression.of), expression.distinct, speech)
            rows = speech.rows(expression.of).many
            return f"the number of {rows[0]}", f"число записей: {rows[1]}"
        case core.Ratio():
            return _ratio(expression, speech)
        case core.Size():
            label = speech.label(expression.of.path)
            return f"the number of {label[0]}", f"число: {label[1]}"
        case _:
            assert_never(expression)


def reckoned(expression: core.Expression, speech: Speech) -> Pair:
    """What is reckoned, by its name alone, where what follows says that it is a figure."""
    match expression:
        case Reference(name="param", path=path):
            measure = speech.titles.parameters.get(path[0])
            return quoted(same(path[0]) if measure is None else pair(measure.title))
        case Reference(path=path) if path:
            return speech.label(path)
        case core.Counted(of=of, distinct=None):
            return speech.rows(of).many
        case core.Size(of=of):
            return speech.label(of.path)
        case _:
            return figure(expression, speech)


def differing(rows: Rows, field: tuple[str, ...], speech: Speech) -> Pair:
    """Rows that count once for each value of a field."""
    many = rows.many
    how = _DIFFERENT.get(field[-1])
    if how is None:
        label = speech.label(field)
        how = (f"that differ in {label[0]}", f"с разным значением «{label[1]}»")
    return f"{many[0]} {how[0]}", f"{many[1]} {how[1]}"


def is_share(expression: core.Expression, speech: Speech) -> bool:
    """Whether a figure is a share of a whole, and is said in per cent."""
    match expression:
        case core.Ratio(over, under):
            return _source(over) is not None and _source(over) == _source(under)
        case Reference(name="param", path=path):
            measure = speech.titles.parameters.get(path[0])
            return measure is not None and measure.is_share
        case Reference(path=path):
            return bool(path) and path[-1] in SHARES
        case _:
            return False


def is_given(expression: core.Expression) -> bool:
    """Whether a figure stands in the rule or among its parameters: nobody can change it by doing something."""
    return isinstance(expression, Fraction) or (isinstance(expression, Reference) and expression.name == "param")


def _aggregated(expression: core.Aggregated, speech: Speech) -> Pair:
    how, many = _IN_ALL[expression.how], speech.rows(expression.of).many
    if expression.field[-1] in _AMOUNTS:
        return f"{many[0]}, {how[0]}", f"{many[1]}, {how[1]}"
    label = speech.label(expression.field)
    return f"{many[0]}, {label[0]} {how[0]}", f"{many[1]}, {label[1]} {how[1]}"


def _ratio(expression: core.Ratio, speech: Speech) -> Pair:
    over, under = reckoned(expression.over, speech), reckoned(expression.under, speech)
    if is_share(expression, speech):
        return f"{over[0]} as a share of {under[0]}", f"доля: {over[1]} - среди: {under[1]}"
    return f"{over[0]} to {under[0]}", f"{over[1]} на {under[1]}"


def _source(expression: core.Expression) -> str | None:
    of = getattr(expression, "of", None)
    return of.source if isinstance(of, Selection) else None
