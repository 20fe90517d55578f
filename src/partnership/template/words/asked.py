"""What is asked: exactly what is evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from partnership.messages import NOTHING, Message, Percent, Sayable, in_context, joined, message
from partnership.template import core
from partnership.template.core import Reference
from partnership.template.titles import Titles
from partnership.template.words.figures import METRICS, SHARED_METRICS, differing, figure, is_share
from partnership.template.words.known import Known
from partnership.template.words.speech import Speech
from partnership.template.words.values import BOUNDS
from partnership.values import Duration


def describe(asked: core.Core, speech: Speech | None = None) -> Sayable:
    """Say what is asked, in one sentence."""
    return question(asked, speech or Speech(Titles(), Known()))


def question(asked: core.Core, speech: Speech) -> Sayable:  # noqa: C901 - one case a kind
    """What is asked, to be put into a longer sentence."""
    match asked:
        case core.Count():
            return _count(asked, speech)
        case core.ForEach():
            how, what = _enough(asked, speech), _all(asked.require, speech)
            return Message("{how}: {what}", {"how": how, "what": what})
        case core.Compare():
            left, bound = figure(asked.left, speech), bounded(asked, speech)
            return Message("{left}: {bound}", {"left": left, "bound": bound})
        case core.Cadence():
            rows, every = speech.rows(asked.of), span(asked.every, speech)
            return message("{rows:many} at least every {every}", rows=rows, every=every)
        case core.Order():
            first, then = speech.rows(asked.first), speech.rows(asked.then)
            bounds = within(asked.at_least, asked.at_most, speech)
            return message("first {first:many}, then {then:many}{bounds}", first=first, then=then, bounds=bounds)
        case core.Elapsed():
            rows, bounds = speech.rows(asked.since), within(asked.at_least, asked.at_most, speech)
            return message("time since the latest of {rows:many}{bounds}", rows=rows, bounds=bounds)
        case core.Network():
            metric, op, value = METRICS[asked.metric], BOUNDS[asked.op], target(asked, speech)
            return Message("{metric}: {op} {value}", {"metric": metric, "op": op, "value": value})
        case core.All():
            return _all(asked.of, speech)
        case core.Any():
            return _parts(asked.of, speech, message("; or "))
        case core.NoneOf():
            none = _parts(asked.of, speech, message("; nor "))
            return message("none of this: {none}", none=none)
        case core.AtLeast():
            number, some = speech.value(asked.n), _parts(asked.of, speech, Message("; "))
            return message("at least {number} of these: {some}", number=number, some=some)
        case core.When():
            condition, consequence = question(asked.condition, speech), question(asked.consequence, speech)
            return message("where {condition}: {consequence}", condition=condition, consequence=consequence)
        case _:
            assert_never(asked)


def _all(parts: Iterable[core.Core], speech: Speech) -> Sayable:
    return _parts(parts, speech, message("; and "))


def _parts(parts: Iterable[core.Core], speech: Speech, joint: Message) -> Sayable:
    return joined([question(each, speech) for each in parts], joint)


def _count(asked: core.Count, speech: Speech) -> Sayable:
    rows = speech.rows(asked.of)
    what = rows if asked.distinct is None else differing(rows, asked.distinct, speech)
    if asked.upper == 0:
        return message("no {rows:one}", rows=rows)
    low, high = speech.value(asked.lower), None if asked.upper is None else speech.value(asked.upper)
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


def _enough(asked: core.ForEach, speech: Speech) -> Sayable:
    each = speech.elements(asked.elements)
    if asked.at_least is not None:
        least = speech.value(asked.at_least)
    elif asked.share == 1:
        return message("each of {each}", each=each)
    else:
        least = speech.share(asked.share)
    return message("at least {least} of {each}", least=least, each=each)


# --- bounds ----------------------------------------------------------------------------------------------------------


def bounded(asked: core.Compare, speech: Speech) -> Sayable:
    """What a figure has to be: at least 2."""
    op, shared = BOUNDS[asked.op], is_share(asked.left, speech)
    right = Percent(asked.right) if shared and isinstance(asked.right, Fraction) else figure(asked.right, speech)
    return Message("{op} {right}", {"op": op, "right": right})


def target(asked: core.Network, speech: Speech) -> Sayable:
    """What a figure of the network is held against."""
    return speech.share(asked.value) if asked.metric in SHARED_METRICS else speech.value(asked.value)


def span(duration: Duration | Reference, speech: Speech) -> Sayable:
    """A period in words."""
    return speech.value(duration)


def within(at_least: Duration | Reference | None, at_most: Duration | Reference | None, speech: Speech) -> Sayable:
    """How long after, at least and at most."""
    said: list[Message] = []
    if at_least is not None:
        said.append(message(", at least {least}", least=span(at_least, speech)))
    if at_most is not None:
        said.append(message(", at most {most}", most=span(at_most, speech)))
    return joined(said, NOTHING)
