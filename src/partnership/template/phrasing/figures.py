"""Figures as people speak of them: how many, how much in all, one over another, and of the network."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, assert_never

from partnership.messages import Message, Noun, Sayable, as_written, in_context, message, quoted
from partnership.template import core
from partnership.template.core import Aggregate, Metric, Reference, Selection
from partnership.template.phrasing.nouns import LIST_NOUNS
from partnership.template.phrasing.phrases import Phrasing
from partnership.template.phrasing.values import SHARES
from partnership.values import Duration

METRIC_WORDS: Final[Mapping[Metric, Message]] = {
    Metric.CONNECTED: message("the share of partners in the largest connected group"),
    Metric.ISOLATES: message("the number of partners without any tie"),
    Metric.COMPONENTS: message("the number of groups that know nothing of each other"),
    Metric.CUT_PARTNERS: message("the number of partners on whom the network hangs"),
    Metric.DENSITY: message("the density of the network"),
    Metric.CROSS_SECTOR_SHARE: message("the share of ties between different sectors"),
}
SHARED_METRICS: Final = frozenset({Metric.CONNECTED, Metric.DENSITY, Metric.CROSS_SECTOR_SHARE})
"""Figures of the network that are shares of a whole."""

_IN_ALL: Final[Mapping[Aggregate, Message]] = {
    Aggregate.SUM: message("in total"),
    Aggregate.AVG: message("on average"),
    Aggregate.MIN: message("the least"),
    Aggregate.MAX: message("the greatest"),
}
_AMOUNTS: Final = frozenset({"value", "amount"})
_COUNTED: Final[Mapping[str, Noun]] = {
    "beneficiary": LIST_NOUNS["beneficiaries"],
    "district": Noun("district", "districts"),
    "household_or_id": Noun("household", "households"),
}
"""What is counted where rows count once for each value of a field that is no reference."""


def figure_phrase(expression: core.Expression, phrasing: Phrasing) -> Sayable:
    """What is reckoned."""
    match expression:
        case Fraction():
            return as_written(expression)
        case Duration() | Reference():
            return phrasing.value(expression)
        case core.Aggregated():
            return _aggregated(expression, phrasing)
        case core.Counted():
            if expression.distinct is not None:
                return differing(expression.of, expression.distinct, phrasing)
            return message("the number of {rows:many}", rows=phrasing.rows(expression.of))
        case core.Ratio():
            return _ratio(expression, phrasing)
        case core.Size():
            label = phrasing.label(expression.of.path)
            return in_context("field", "the number of {label}", label=label)
        case _:
            assert_never(expression)


def reckoned(expression: core.Expression, phrasing: Phrasing) -> Sayable:
    """What is reckoned, by its name alone, where what follows says that it is a figure."""
    match expression:
        case Reference(name="param", path=path):
            measure = phrasing.titles.parameters.get(path[0])
            return quoted(path[0] if measure is None else measure.title)
        case Reference(path=path) if path:
            return phrasing.label(path)
        case core.Counted(of=of, distinct=None):
            return phrasing.rows(of).many
        case core.Size(of=of):
            return phrasing.label(of.path)
        case _:
            return figure_phrase(expression, phrasing)


def differing(of: Selection, field: tuple[str, ...], phrasing: Phrasing) -> Sayable:
    """Rows that count once for each value of a field."""
    ones, rows = counted(of.source, field, phrasing), phrasing.rows(of)
    return message("different {ones:many} among {rows:many}", ones=ones, rows=rows)


def counted(source: str, field: tuple[str, ...], phrasing: Phrasing) -> Noun:
    """What is counted where rows count once for each value of a field: by what it names, where it names anything."""
    if field[-1] in _COUNTED:
        return _COUNTED[field[-1]]
    shape = phrasing.titles.shape(source, field)
    if shape is not None and shape.list is not None and shape.list in LIST_NOUNS:
        return LIST_NOUNS[shape.list]
    if shape is not None and len(shape.kinds) == 1:
        return phrasing.noun(shape.kinds[0])
    return Noun("value", "values").within(message("of {label:quoted}", label=phrasing.label(field)))


def is_share(expression: core.Expression, phrasing: Phrasing) -> bool:
    """Whether a figure is a share of a whole, and is said in per cent."""
    match expression:
        case core.Ratio(over, under):
            return _source(over) is not None and _source(over) == _source(under)
        case Reference(name="param", path=path):
            measure = phrasing.titles.parameters.get(path[0])
            return measure is not None and measure.is_share
        case Reference(path=path):
            return bool(path) and path[-1] in SHARES
        case _:
            return False


def is_given(expression: core.Expression) -> bool:
    """Whether a figure stands in the rule or among its parameters: nobody can change it by doing something."""
    return isinstance(expression, Fraction | Duration) or (
        isinstance(expression, Reference) and expression.name == "param"
    )


def _aggregated(expression: core.Aggregated, phrasing: Phrasing) -> Sayable:
    how, many = _IN_ALL[expression.how], phrasing.rows(expression.of).many
    if expression.field[-1] in _AMOUNTS:
        return Message("{many}, {how}", {"many": many, "how": how})
    label = phrasing.label(expression.field)
    return Message("{many}, {label} {how}", {"many": many, "label": label, "how": how})


def _ratio(expression: core.Ratio, phrasing: Phrasing) -> Sayable:
    over, under = parts_of(expression, phrasing)
    if is_share(expression, phrasing):
        return message("{over} as a share of {under}", over=over, under=under)
    return message("{over} to {under}", over=over, under=under)


def parts_of(expression: core.Ratio, phrasing: Phrasing) -> tuple[Sayable, Sayable]:
    """What is divided by what; two fields of the same rows go by their own names."""
    over, under = expression.over, expression.under
    if isinstance(over, core.Aggregated) and isinstance(under, core.Aggregated) and over.of == under.of:
        return reckoned(over, phrasing), phrasing.label(under.field)
    return reckoned(over, phrasing), reckoned(under, phrasing)


def _source(expression: core.Expression) -> str | None:
    of = getattr(expression, "of", None)
    return of.source if isinstance(of, Selection) else None
