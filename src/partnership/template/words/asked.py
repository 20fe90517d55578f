"""What is asked, in English and in Russian: exactly what is evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from partnership.template import core
from partnership.template.core import Reference
from partnership.template.titles import Titles
from partnership.template.words.figures import METRICS, SHARED_METRICS, differing, figure, is_share
from partnership.template.words.known import Known
from partnership.template.words.pairs import Pair, joined, same, text
from partnership.template.words.speech import Speech
from partnership.template.words.values import BOUNDS, percent
from partnership.values import Duration, Text


def describe(asked: core.Core, speech: Speech | None = None) -> Text:
    """Say what is asked, in one sentence of each language."""
    return text(question(asked, speech or Speech(Titles(), Known())))


def question(asked: core.Core, speech: Speech) -> Pair:  # noqa: C901 - one case a kind
    """What is asked, to be put into a longer sentence."""
    match asked:
        case core.Count():
            return _count(asked, speech)
        case core.ForEach():
            how, what = _enough(asked, speech), _all(asked.require, speech)
            return f"{how[0]}: {what[0]}", f"{how[1]}: {what[1]}"
        case core.Compare():
            left, bound = figure(asked.left, speech), bounded(asked, speech)
            return f"{left[0]}: {bound[0]}", f"{left[1]}: {bound[1]}"
        case core.Cadence():
            rows, every = speech.rows(asked.of).many, span(asked.every, speech)
            return f"{rows[0]} at least every {every[0]}", f"{rows[1]} не реже чем раз в {every[1]}"
        case core.Order():
            first, then = speech.rows(asked.first).many, speech.rows(asked.then).many
            bounds = within(asked.at_least, asked.at_most, speech)
            return f"first {first[0]}, then {then[0]}{bounds[0]}", f"сначала {first[1]}, затем {then[1]}{bounds[1]}"
        case core.Elapsed():
            rows, bounds = speech.rows(asked.since).many, within(asked.at_least, asked.at_most, speech)
            return f"time since the latest of {rows[0]}{bounds[0]}", f"время с последней записи: {rows[1]}{bounds[1]}"
        case core.Network():
            metric, op, value = METRICS[asked.metric], BOUNDS[asked.op], target(asked, speech)
            return f"{metric[0]}: {op[0]} {value[0]}", f"{metric[1]}: {op[1]} {value[1]}"
        case core.All():
            return _all(asked.of, speech)
        case core.Any():
            return _parts(asked.of, speech, "; or ", "; или ")
        case core.NoneOf():
            none = _parts(asked.of, speech, "; nor ", "; ни ")
            return f"none of this: {none[0]}", f"ничего из этого: {none[1]}"
        case core.AtLeast():
            number, some = speech.value(asked.n), _parts(asked.of, speech, "; ", "; ")
            return f"at least {number[0]} of these: {some[0]}", f"не меньше {number[1]} из этого: {some[1]}"
        case core.When():
            condition, consequence = question(asked.condition, speech), question(asked.consequence, speech)
            return f"where {condition[0]}: {consequence[0]}", f"если {condition[1]}, то {consequence[1]}"
        case _:
            assert_never(asked)


def _all(parts: Iterable[core.Core], speech: Speech) -> Pair:
    return _parts(parts, speech, "; and ", "; и ")


def _parts(parts: Iterable[core.Core], speech: Speech, en: str, ru: str) -> Pair:
    return joined([question(each, speech) for each in parts], en, ru)


def _count(asked: core.Count, speech: Speech) -> Pair:
    rows = speech.rows(asked.of)
    many = rows.many if asked.distinct is None else differing(rows, asked.distinct, speech)
    if asked.upper == 0:
        return f"no {rows.one[0]}", f"ни одной записи: {many[1]}"
    low, high = speech.value(asked.lower), None if asked.upper is None else speech.value(asked.upper)
    if high is None:
        amount = (f"at least {low[0]}", f"не меньше {low[1]}")
    elif asked.lower == asked.upper:
        amount = (f"exactly {high[0]}", f"ровно {high[1]}")
    elif asked.lower == 0:
        amount = (f"at most {high[0]}", f"не больше {high[1]}")
    else:
        amount = (f"{low[0]} to {high[0]}", f"от {low[1]} до {high[1]}")
    one = asked.distinct is None and 1 in {asked.lower, asked.upper} and amount[0].endswith(" 1")
    return f"{amount[0]} {rows.one[0] if one else many[0]}", f"{amount[1]}: {many[1]}"


def _enough(asked: core.ForEach, speech: Speech) -> Pair:
    each = speech.elements(asked.elements)
    if asked.at_least is not None:
        least = speech.value(asked.at_least)
    elif asked.share == 1:
        return f"each of {each[0]}", f"для всех ({each[1]})"
    else:
        least = speech.share(asked.share)
    return f"at least {least[0]} of {each[0]}", f"не меньше {least[1]} ({each[1]})"


# --- bounds ----------------------------------------------------------------------------------------------------------


def bounded(asked: core.Compare, speech: Speech) -> Pair:
    """What a figure has to be: at least 2."""
    op, shared = BOUNDS[asked.op], is_share(asked.left, speech)
    right = percent(asked.right) if shared and isinstance(asked.right, Fraction) else figure(asked.right, speech)
    return f"{op[0]} {right[0]}", f"{op[1]} {right[1]}"


def target(asked: core.Network, speech: Speech) -> Pair:
    """What a figure of the network is held against."""
    return speech.share(asked.value) if asked.metric in SHARED_METRICS else speech.value(asked.value)


def span(duration: Duration | Reference, speech: Speech) -> Pair:
    """A period in words."""
    return speech.value(duration)


def within(at_least: Duration | Reference | None, at_most: Duration | Reference | None, speech: Speech) -> Pair:
    """How long after, at least and at most."""
    en, ru = same("")
    if at_least is not None:
        least = span(at_least, speech)
        en, ru = f", at least {least[0]}", f", не раньше чем через {least[1]}"
    if at_most is not None:
        most = span(at_most, speech)
        en, ru = f"{en}, at most {most[0]}", f"{ru}, не позже чем через {most[1]}"
    return en, ru
