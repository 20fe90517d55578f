"""What is asked: exactly what is evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from partnership.messages import NOTHING, Message, Percent, Sayable, in_context, joined, message
from partnership.template import core
from partnership.template.core import Reference
from partnership.template.phrasing.figures import METRIC_WORDS, SHARED_METRICS, differing, figure_phrase, is_share
from partnership.template.phrasing.known import Known
from partnership.template.phrasing.phrases import Phrasing
from partnership.template.phrasing.values import BOUNDS
from partnership.template.titles import Titles
from partnership.values import Duration


def describe(asked: core.Core, phrasing: Phrasing | None = None) -> Sayable:
    """Say what is asked, in one sentence."""
    return question(asked, phrasing or Phrasing(Titles(), Known()))


def question(asked: core.Core, phrasing: Phrasing) -> Sayable:  # noqa: C901 - one case a kind
    """What is asked, to be put into a longer sentence."""
    match asked:
        case core.Count():
            return _count(asked, phrasing)
        case core.ForEach():
            how, what = _enough(asked, phrasing), _all(asked.require, phrasing)
            return Message("{how}: {what}", {"how": how, "what": what})
        case core.Compare():
            left, bound = figure_phrase(asked.left, phrasing), _bound(asked, phrasing)
            return Message("{left}: {bound}", {"left": left, "bound": bound})
        case core.Cadence():
            rows, every = phrasing.rows(asked.of), phrasing.value(asked.every)
            return message("{rows:many} at least every {every}", rows=rows, every=every)
        case core.Order():
            first, then = phrasing.rows(asked.first), phrasing.rows(asked.then)
            bounds = within(asked.at_least, asked.at_most, phrasing)
            return message("first {first:many}, then {then:many}{bounds}", first=first, then=then, bounds=bounds)
        case core.Elapsed():
            bounds = within(asked.at_least, asked.at_most, phrasing)
            if not isinstance(asked.since, core.Selection):
                return message("time since {day}{bounds}", day=phrasing.day(asked.since), bounds=bounds)
            rows = phrasing.rows(asked.since)
            return message("time since the latest of {rows:many}{bounds}", rows=rows, bounds=bounds)
        case core.NetworkCheck():
            metric, op, value = METRIC_WORDS[asked.metric], BOUNDS[asked.op], target(asked, phrasing)
            return Message("{metric}: {op} {value}", {"metric": metric, "op": op, "value": value})
        case core.All():
            return _all(asked.of, phrasing)
        case core.Any():
            return _parts(asked.of, phrasing, message("; or "))
        case core.NoneOf():
            none = _parts(asked.of, phrasing, message("; nor "))
            return message("none of this: {none}", none=none)
        case core.AtLeast():
            number, some = phrasing.value(asked.n), _parts(asked.of, phrasing, Message("; "))
            return message("at least {number} of these: {some}", number=number, some=some)
        case core.When():
            condition, consequence = question(asked.condition, phrasing), question(asked.consequence, phrasing)
            return message("where {condition}: {consequence}", condition=condition, consequence=consequence)
        case _:
            assert_never(asked)


def moment(asked: core.AskedFrom, phrasing: Phrasing) -> Sayable:
    """From when on a rule is asked."""
    if isinstance(asked.of, core.Selection):
        first: Sayable = message("the first of {rows:many}", rows=phrasing.rows(replace(asked.of, ever=False)))
    else:
        first = phrasing.day(asked.of)
    if asked.after is None:
        return first
    return message("{after} after {first}", after=phrasing.value(asked.after), first=first)


def _all(parts: Iterable[core.Core], phrasing: Phrasing) -> Sayable:
    return _parts(parts, phrasing, message("; and "))


def _parts(parts: Iterable[core.Core], phrasing: Phrasing, joint: Message) -> Sayable:
    return joined([question(each, phrasing) for each in parts], joint)


def _count(asked: core.Count, phrasing: Phrasing) -> Sayable:
    rows = phrasing.rows(asked.of)
    what = rows if asked.distinct is None else differing(asked.of, asked.distinct, phrasing)
    if asked.upper == 0:
        return message("no {rows:one}", rows=rows)
    low, high = phrasing.value(asked.lower), None if asked.upper is None else phrasing.value(asked.upper)
    if high is None:
        amount = message("at least {low}", low=low)
    elif asked.lower == asked.upper:
        amount = message("exactly {high}", high=high)
    elif asked.lower == 0:
        amount = message("at most {high}", high=high)
    else:
        amount = message("{low} to {high}", low=low, high=high)
    if asked.distinct is None and 1 in {asked.lower, asked.upper} and str(amount).endswith(" 1"):
        return in_context("one", "{amount} {rows:one}", amount=amount, rows=rows)
    return message("{amount} {rows:many}", amount=amount, rows=what)


def _enough(asked: core.ForEach, phrasing: Phrasing) -> Sayable:
    each = phrasing.elements(asked.elements)
    if asked.at_least is not None:
        least = phrasing.value(asked.at_least)
    elif asked.share == 1:
        return message("each of {each}", each=each)
    else:
        least = phrasing.share(asked.share)
    return message("at least {least} of {each}", least=least, each=each)


# --- bounds ----------------------------------------------------------------------------------------------------------


def _bound(asked: core.Compare, phrasing: Phrasing) -> Sayable:
    """What a figure has to be: at least 2."""
    op, shared = BOUNDS[asked.op], is_share(asked.left, phrasing)
    right = (
        Percent(asked.right) if shared and isinstance(asked.right, Fraction) else figure_phrase(asked.right, phrasing)
    )
    return Message("{op} {right}", {"op": op, "right": right})


def target(asked: core.NetworkCheck, phrasing: Phrasing) -> Sayable:
    """What a figure of the network is held against."""
    return phrasing.share(asked.value) if asked.metric in SHARED_METRICS else phrasing.value(asked.value)


def within(at_least: Duration | Reference | None, at_most: Duration | Reference | None, phrasing: Phrasing) -> Sayable:
    """How long after, at least and at most."""
    said: list[Message] = []
    if at_least is not None:
        said.append(message(", at least {least}", least=phrasing.value(at_least)))
    if at_most is not None:
        said.append(message(", at most {most}", most=phrasing.value(at_most)))
    return joined(said, NOTHING)
