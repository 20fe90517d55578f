"""What is lacking, in one sentence: what there is, and what there ought to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from partnership.evaluation.checks import UNKNOWN, Shortfall, few_enough, too_few
from partnership.evaluation.miss_words import SHARES_AS_FACTS, EntryOf, MissWords
from partnership.evaluation.near import TRAITS, NearRow, kept_rows
from partnership.index import Row
from partnership.messages import (
    NOTHING,
    Message,
    Percent,
    Plural,
    Sayable,
    as_written,
    in_brackets,
    in_context,
    joined,
    listed,
    message,
)
from partnership.records import Condition
from partnership.template import core
from partnership.template.core import Constant, Op, Reference
from partnership.template.phrasing import (
    BOUNDS,
    DATES,
    METRIC_WORDS,
    SHARED_METRICS,
    Agreeing,
    Phrasing,
    Rows,
    counted,
    differing,
    is_given,
    is_share,
    parts_of,
    question,
    reckoned,
    target,
    within,
)
from partnership.template.titles import Circle
from partnership.values import Duration, as_period, as_timed

_OBJECTED_TO = frozenset({"proposals", "decisions"})


class Explanation:
    """Says what shortfalls lack, in the words of one template.

    `kept_as` names the register that a keeper would vouch for, for the source of a selection; `entry` tells the number
    of the entry of what came near; `act` are the conditions on which an act is guarded at all.
    """

    def __init__(
        self, phrasing: Phrasing, kept_as: Mapping[str, str], entry: EntryOf, act: core.Selection | None
    ) -> None:
        self._phrasing = phrasing
        self._kept_as = kept_as
        self._near = MissWords(phrasing, entry)
        self._act = act

    def sentence(self, shortfall: Shortfall) -> Sayable | None:
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
            case core.NetworkCheck() as asked:
                return self._network(asked, shortfall)
            case core.NoneOf() as asked if shortfall.mark != UNKNOWN:
                some = joined([question(each, self._phrasing) for each in asked.of], Message("; "))
                return message("one of these is the case, and none may be: {some}", some=some)
            case asked:
                what = question(asked, self._phrasing)
                if shortfall.mark == UNKNOWN:
                    return message("it is not known whether this is met: {what}", what=what)
                return message("not met: {what}", what=what)

    def instead(self, shortfall: Shortfall) -> Sayable | None:
        """Say what would be enough as well, where nothing of it is there; None where there is more to say of it."""
        of = shortfall.of
        if (
            shortfall.near is not None
            or not isinstance(of, core.Count | core.Cadence)
            or self._phrasing.is_itself(of.of)
        ):
            return None
        if shortfall.have in {None, "0"} and (register := _confirmed(of.of)) is not None:
            return self._confirmation(register)
        lower = (
            self._whole(of.lower) if isinstance(of, core.Count) and of.upper is None and of.distinct is None else None
        )
        if lower is None:
            return None
        n = int(shortfall.have or 0)
        if shortfall.mark == UNKNOWN and n >= lower:
            return self._confirmation(self._kept_as[of.of.source])
        if n:
            return None
        rows = self._phrasing.rows(of.of)
        return Message("{rows:a}" if lower == 1 else "{n} {rows:many}", {"rows": rows, "n": lower})

    # --- how many ----------------------------------------------------------------------------------------------------

    def _count(self, asked: core.Count, shortfall: Shortfall) -> Sayable | None:
        n, near = int(shortfall.have or 0), shortfall.near
        lower, upper = self._whole(asked.lower), self._whole(asked.upper)
        if near is not None and near.misses and lower == 1 and not self._phrasing.is_itself(asked.of):
            return self._near.there_is(asked.of, near)
        if near is not None and asked.of.source == "raised_objections" and upper == 0 and n:
            return self._near.objected(near, n)
        if (absent := self._absent(asked.of)) is not None:
            return absent
        rows = self._phrasing.rows(asked.of)
        if lower is None or (asked.upper is not None and upper is None):
            return message("it is not known how many are needed: {rows:many}", rows=rows)
        if shortfall.mark == UNKNOWN and n >= lower:
            return self._not_kept(asked.of.source, near)
        if shortfall.mark == UNKNOWN and not n and near is None:  # else an act brings the first
            return self._nothing_recorded(asked.of)
        if rows.itself:
            return self._itself(asked.of, rows, shortfall, forbidden=upper == 0)
        if upper is not None and n > upper:
            return self._too_many(n, upper, self._different(asked.of, asked.distinct), asked.of, near)
        if asked.distinct is not None:
            what = self._too_few_different(n, lower, asked.of, asked.distinct)
        elif n:
            what = self._too_few(n, lower, rows)
        else:
            what = self._none_there(lower, asked.of, rows, shortfall)
        if near is None:
            return what
        return _then(what, self._near.also(asked.of, near) if n else self._near.there_is(asked.of, near))

    def _absent(self, of: core.Selection) -> Sayable | None:
        """Who took no part in a decision that is spoken of."""
        for test in of.where if of.source == "decisions" and self._phrasing.is_itself(of) else ():
            if test.op is Op.HAS and test.path == ("partners",) and isinstance(test.value, Reference):
                who = self._phrasing.known.value(test.value)
                if test.value.path and isinstance(who, str):
                    return message("{who} did not take part", who=self._phrasing.known.name(who) or as_written(who))
                return message("did not take part")
        return None

    def _none_there(self, lower: int, of: core.Selection, rows: Rows, shortfall: Shortfall) -> Sayable:
        said: list[Sayable] = [
            self._none_valid(rows, lower) if self._must_be_valid(of, shortfall) else _none(rows, lower)
        ]
        if lower != 1:
            said.append(message("{lower} needed", lower=lower))
        return listed(said)

    def _too_many(self, n: int, upper: int, many: Sayable, of: core.Selection, near: NearRow | None) -> Sayable:
        if n == 1 and not upper:
            found = self._phrasing.rows(of) if near is None else self._near.being(of, near)
            return (_NONE_MAY_BE if self._act is None else _NOT_WITH_IT).given(rows=found)
        if upper:
            what = message("{many}: {n}, at most {upper} allowed", many=many, n=n, upper=upper)
        else:
            what = message("there are {n} {many}, and there must be none", n=n, many=many)
        if near is None:
            return what
        return _then(what, message("the latest: {told}", told=listed(self._near.told_by(near))))

    def _itself(self, of: core.Selection, rows: Rows, shortfall: Shortfall, *, forbidden: bool) -> Sayable | None:
        """One row is meant, and known by name: what it is, and ought to be, or must not be."""
        near = shortfall.near
        if not rows.traits and (near is None or not near.misses):
            return None if forbidden else _none(rows)
        which = NOTHING
        if rows.which is not NOTHING:
            which = Message("{noun}{which}: ", {"noun": rows.noun, "which": rows.which})
        if near is not None and near.misses:
            return Message("{which}{misses}", {"which": which, "misses": self._near.misses(of, near)})
        if is_trait(shortfall.of) and not forbidden:
            return self._due(which, rows, shortfall)
        asked = in_brackets(rows.traits)
        if forbidden and near is not None and of.source in _OBJECTED_TO and (last := self._last_day(of, near.row)):
            return message("the period for objections runs until {last}", last=last)
        if forbidden:
            return message("{which}must not be so{asked}", which=which, asked=asked)
        return message("{which}not as needed{asked}", which=which, asked=asked)

    def _last_day(self, of: core.Selection, row: Row) -> dt.date | None:
        """The last day of a period that begins with a row, if one is asked."""
        for test in of.where:
            if test.op is Op.MAX_AGE and test.path == ("date",):
                value = test.value
                age = value.value if isinstance(value, Constant) else self._phrasing.known.value(value)
                return age.first(row.date) if isinstance(age, Duration) else None
        return None

    def _due(self, which: Sayable, rows: Rows, shortfall: Shortfall) -> Sayable:
        """What somebody is cannot be mended: what the act says instead of what would have spared it the question."""
        act = shortfall.env.get("act")
        lapses = [] if act is None or self._act is None else self._near.escapes(self._act, act)
        if not lapses:
            return message("{which}asked of all except {rows:many}", which=which, rows=rows)
        said = joined(lapses, message(", and "))
        return message("{which}{said}; that is allowed only for {rows:many}", which=which, said=said, rows=rows)

    def _must_be_valid(self, of: core.Selection, shortfall: Shortfall) -> bool:
        """Tell whether it is asked for on the day of an act, which need not be today: what is valid for a time."""
        on_the_day = "act" in shortfall.env and of.on is None
        return on_the_day and self._phrasing.titles.shape(of.source, ("valid_to",)) is not None

    def _none_valid(self, rows: Rows, lower: int) -> Sayable:
        day = self._phrasing.known.value(Reference("today"))
        if lower == 1:
            return in_context("missing", "no {rows:one} is valid on {day}", rows=rows, day=day)
        return in_context("missing", "no {rows:many} are valid on {day}", rows=rows, day=day)

    def _too_few(self, n: int, lower: int, rows: Rows) -> Sayable:
        if not (str(lower).endswith("1") and not str(lower).endswith("11")):
            # after a number that ends in one Russian would want the singular
            return message("{n} of the {lower} needed {rows:many}", n=n, lower=lower, rows=rows)
        return message("{many}: only {n} of the {lower} needed", many=rows.many, n=n, lower=lower)

    def _too_few_different(self, n: int, lower: int, of: core.Selection, distinct: tuple[str, ...]) -> Sayable:
        ones, rows = counted(of.source, distinct, self._phrasing), self._phrasing.rows(of)
        some, none = _DIFFERENT.get(distinct[-1], _OF_DIFFERENT)
        if n:
            return some.of(n, rows=rows, lower=lower, ones=ones)
        return none.of(lower, none=_none(rows, lower), ones=ones)

    def _different(self, of: core.Selection, distinct: tuple[str, ...] | None) -> Sayable:
        return self._phrasing.rows(of).many if distinct is None else differing(of, distinct, self._phrasing)

    def _nothing_recorded(self, of: core.Selection) -> Sayable:
        """Say that there is nothing at all; in which of several states it should stand comes later."""
        rows = self._phrasing.narrowed(replace(of, where=tuple([one for one in of.where if not _is_choice(one)])))
        if of.source in self._phrasing.titles.registers:  # no catalogue has these nouns in another case
            return in_context("register of one's own", "no {rows:one} is recorded yet", rows=rows)
        return message("{no} {rows:one} is recorded yet", no=Agreeing(_NO, rows.noun), rows=rows)

    def _nobody_named(self, circle: Circle) -> Sayable:
        by = self._phrasing.noun(circle.register)
        return message(
            "nobody is in the circle {title:quoted} yet: no {by:one} names anybody", title=circle.title, by=by
        )

    def _not_kept(self, source: str, near: NearRow | None) -> Sayable:
        if near is not None:
            return self._near.there_is(kept_rows(self._kept_as[source]), near)
        return self._not_confirmed(self._kept_as[source])

    def _not_confirmed(self, register: str) -> Sayable:
        noun = self._phrasing.noun(register)
        return message("nobody has confirmed that the register of {noun:many} is kept", noun=noun)

    def _confirmation(self, register: str) -> Sayable:
        noun = self._phrasing.noun(register)
        return message("a confirmation that the register of {noun:many} is kept", noun=noun)

    def _for_each(self, asked: core.ForEach, shortfall: Shortfall) -> Sayable:
        if isinstance(asked.elements, core.Selection):
            rows, n = self._phrasing.rows(asked.elements), int(shortfall.have or 0)
            if n:
                what: Sayable = self._too_few(n, max(asked.fewest, 1), rows)
            elif shortfall.mark == UNKNOWN and asked.allows_none:
                return self._not_confirmed(self._kept_as[asked.elements.source])
            elif shortfall.mark == UNKNOWN:
                circle = self._phrasing.titles.rosters.get(asked.elements.source)
                return self._nothing_recorded(asked.elements) if circle is None else self._nobody_named(circle)
            elif shortfall.near is not None:
                return self._near.there_is(asked.elements, shortfall.near)
            else:
                what = _none(rows)
            return what if shortfall.near is None else _then(what, self._near.also(asked.elements, shortfall.near))
        elements = self._phrasing.elements(asked.elements)
        return message("none is named: {elements}", elements=elements)

    def _whole(self, bound: int | Reference | None) -> int | None:
        found: Any = self._phrasing.known.value(bound) if isinstance(bound, Reference) else bound
        return int(found) if isinstance(found, int | Decimal) else None

    # --- how much ----------------------------------------------------------------------------------------------------

    def _compare(self, asked: core.Compare, shortfall: Shortfall) -> Sayable | None:
        if is_given(asked.left) and is_given(asked.right):
            return None
        if shortfall.have is None or shortfall.need is None:
            side = asked.left if shortfall.have is None else asked.right
            what = self._unreckoned(side, settled=few_enough(asked, shortfall) is not None)
        else:
            what = self._held_against(asked, shortfall, shortfall.have, shortfall.need)
        few = too_few(asked)
        return what if shortfall.near is None or few is None else _then(what, self._near.there_is(few, shortfall.near))

    def _held_against(self, asked: core.Compare, shortfall: Shortfall, has: str, needs: str) -> Sayable:
        left, right = reckoned(asked.left, self._phrasing), reckoned(asked.right, self._phrasing)
        shared = is_share(asked.left, self._phrasing) or is_share(asked.right, self._phrasing)
        have, need = _shown(has, shared=shared), _shown(needs.partition(" ")[2], shared=shared)
        if shortfall.mark == UNKNOWN:
            return message("{left}: {have}, which cannot be held against {need}", left=left, have=have, need=need)
        if isinstance(asked.left, core.Counted) and isinstance(asked.right, core.Counted) and str(need) == "0":
            missing, rows = _none(self._phrasing.rows(asked.right.of)), self._phrasing.rows(asked.left.of)
            return message("{missing}; it is needed for {rows:many}", missing=missing, rows=rows)
        op = _bound(asked.op, days=_day(has) is not None)
        if isinstance(asked.left, core.Ratio) and shared:
            over, under = parts_of(asked.left, self._phrasing)
            need = Message("{op}{need}", {"op": op, "need": need})
            return message("{over}: {have} of {under}; {need} is needed", over=over, have=have, under=under, need=need)
        if isinstance(asked.left, Reference) and asked.left.path and asked.left.path[-1] in SHARES_AS_FACTS:
            return SHARES_AS_FACTS[asked.left.path[-1]].given(
                have=have, need=Message("{op}{need}", {"op": op, "need": need})
            )
        if asked.op is Op.LT and isinstance(asked.right, Reference) and not is_given(asked.right):
            return message(
                "there is no room for more; {right}: {need}, taken: {have}", right=right, need=need, have=have
            )
        of = NOTHING if is_given(asked.right) else in_brackets([right])
        return message("{left}: {have}, needed: {op}{need}{of}", left=left, have=have, op=op, need=need, of=of)

    def _unreckoned(self, expression: core.Expression, *, settled: bool = False) -> Sayable:
        """A figure that cannot be reckoned from anything; `settled` where a keeper's word would be enough."""
        if isinstance(expression, core.Aggregated | core.Ratio):
            settled = settled or expression.empty is not None
        match expression:
            case core.Counted(of=of) | core.Aggregated(of=of) if settled:
                rows, noun = self._phrasing.rows(of), self._phrasing.noun(self._kept_as[of.source])
                return message(
                    "no {rows:many} are recorded yet; record one, or state that the register of {noun:many} is kept "
                    "(register_kept)",
                    rows=rows,
                    noun=noun,
                )
            case core.Counted(of=of) | core.Aggregated(of=of):
                return self._nothing_recorded(of)
            case core.Ratio(over=over, under=under):
                one, two = (self._unreckoned(each, settled=settled) for each in (over, under))
                return one if one == two else message("{one}, or {two}", one=one, two=two)
            case _:
                label = reckoned(expression, self._phrasing)
                return message("not given: {label}", label=label)

    def _network(self, asked: core.NetworkCheck, shortfall: Shortfall) -> Sayable:
        metric, op, need = METRIC_WORDS[asked.metric], _bound(asked.op), target(asked, self._phrasing)
        if shortfall.have is None:
            return message("nothing is known about {metric}", metric=metric)
        have = _shown(shortfall.have, shared=asked.metric in SHARED_METRICS)
        what = message("{metric}: {have}, needed: {op}{need}", metric=metric, have=have, op=op, need=need)
        if shortfall.near is None:
            return what
        who = self._phrasing.known.name(shortfall.near.row.record.id) or as_written(shortfall.near.row.record.id)
        return message("{what}; for example {who}", what=what, who=who)

    # --- when --------------------------------------------------------------------------------------------------------

    def _cadence(self, asked: core.Cadence, shortfall: Shortfall) -> Sayable:
        rows = self._phrasing.rows(asked.of)
        if shortfall.have is None or shortfall.need is None:
            return self._none_yet(asked.of, shortfall)
        said: dict[str, Sayable | dt.date] = {
            "have": as_timed(shortfall.have),
            "last": self._told_by(shortfall),
            "due": as_timed(shortfall.need.removeprefix("<= ")),
        }
        if (register := _confirmed(asked.of)) is not None:
            return _CONFIRMED.given(noun=self._phrasing.noun(register), **said)
        if asked.field == ("changed",) and not asked.of.where and not asked.of.having:
            return _UPDATED.given(noun=rows.noun, **said)
        happened = next((one for one in asked.of.where if _happening(one) in _HAPPENED), None)
        if happened is not None:
            others = tuple([one for one in asked.of.where if one is not happened])
            rows = self._phrasing.narrowed(replace(asked.of, where=others))
        latest = replace(rows, conditions=(*rows.conditions, _LATEST))
        words = _DATED if happened is None else _HAPPENED[_happening(happened)]
        return words.given(rows=latest, next=Agreeing(_NEXT, rows.noun), **said)

    def _none_yet(self, of: core.Selection, shortfall: Shortfall) -> Sayable:
        if shortfall.near is not None:
            return self._near.there_is(of, shortfall.near)
        if (register := _confirmed(of)) is not None:
            return self._not_confirmed(register)
        return self._nothing_recorded(of)

    def _told_by(self, shortfall: Shortfall) -> Sayable:
        """Which row it is: its id and its entry, in brackets."""
        return NOTHING if shortfall.near is None else in_brackets(self._near.told_by(shortfall.near)[:2])

    def _order(self, asked: core.Order, shortfall: Shortfall) -> Sayable:
        first, then = self._phrasing.rows(asked.first), self._phrasing.rows(asked.then)
        if shortfall.need is None:
            return self._none_yet(asked.first, shortfall)
        if shortfall.have is None:
            return self._none_yet(asked.then, shortfall)
        if asked.first.source == "proposals" and self._phrasing.is_itself(asked.then):
            return self._in_time(asked, shortfall.need.removeprefix(">= "), shortfall.have)
        bounds = within(asked.at_least, asked.at_most, self._phrasing)
        return message(
            "{then:many}: first on {have}, needed after {first:many} ({day}){bounds}",
            then=then,
            have=as_timed(shortfall.have),
            first=first,
            day=as_timed(shortfall.need.removeprefix(">= ")),
            bounds=bounds,
        )

    def _in_time(self, asked: core.Order, proposed: str, decided: str) -> Sayable:
        """One decision is meant, and the proposal that it is about."""
        periods: list[Sayable] = []
        if asked.at_least is not None:
            periods.append(message("at least {least} later", least=self._phrasing.value(asked.at_least)))
        if asked.at_most is not None:
            periods.append(message("at most {most} later", most=self._phrasing.value(asked.at_most)))
        return message(
            "proposed on {first}, decided on {then}, needed: {periods}",
            first=as_timed(proposed),
            then=as_timed(decided),
            periods=joined(periods, Message(", ")),
        )

    def _elapsed(self, asked: core.Elapsed, shortfall: Shortfall) -> Sayable:
        since = asked.since
        if isinstance(since, core.Selection):
            rows = self._phrasing.rows(since)
            if shortfall.need is None:
                return self._none_yet(since, shortfall)
            many: Sayable = Message("{many}{latest}", {"many": rows.many, "latest": self._told_by(shortfall)})
        else:
            many = self._phrasing.day(since)
            if shortfall.need is None:
                return message("this day has not come yet: {day}", day=many)
        op, _, written = shortfall.need.partition(" ")
        day = as_timed(written)
        if op == ">=":
            return message("too early: {many}; wait until {day}", many=many, day=day)
        return message("too late: {many}; the deadline was {day}", many=many, day=day)


_NONE_MAY_BE, _NOT_WITH_IT = (
    message("there is already {rows:a}, and there must be none"),
    message("there is already {rows:a}; the two are incompatible"),
)
"""What must not be there, by itself and beside an act."""

_FROM_DIFFERENT, _FOR_DIFFERENT, _OF_DIFFERENT = (
    (
        Plural(
            "there are {rows:many}, but from only {count} {ones:one}; at least {lower} {ones:many} are needed",
            "there are {rows:many}, but from only {count} {ones:many}; at least {lower} {ones:many} are needed",
        ),
        Plural(
            "{none}; they are needed from {count} {ones:one}",
            "{none}; they are needed from {count} different {ones:many}",
        ),
    ),
    (
        Plural(
            "there are {rows:many} for only {count} {ones:one}, and {lower} are needed",
            "there are {rows:many} for only {count} {ones:many}, and {lower} are needed",
        ),
        Plural("{none}; they are needed for {count} {ones:one}", "{none}; they are needed for {count} {ones:many}"),
    ),
    (
        Plural(
            "{rows:many}: only {count} {ones:one}, and at least {lower} are needed",
            "{rows:many}: only {count} different {ones:many}, and at least {lower} are needed",
        ),
        Plural("{none}; {count} {ones:one} is needed", "{none}; {count} different {ones:many} are needed"),
    ),
)
_DIFFERENT: Final[Mapping[str, tuple[Plural, Plural]]] = {
    "beneficiary": _FOR_DIFFERENT,
    "district": _FROM_DIFFERENT,
    "household_or_id": _FROM_DIFFERENT,
    "partner": _FROM_DIFFERENT,
    "person": _FROM_DIFFERENT,
    "sector": _FROM_DIFFERENT,
}
"""How rows that count once for each value of a field fall short, some of them and all, by the field."""

_UPDATED, _CONFIRMED, _DATED = (
    message("the register of {noun:many} was last updated on {have}{last}; it should have been updated again by {due}"),
    message(
        "the register of {noun:many} was last confirmed on {have}{last}; it should have been confirmed again by {due}"
    ),
    message("the {rows:one} is dated {have}{last}; the {next} one was due by {due}"),
)
_HAPPENED: Final[Mapping[object, Message]] = {
    "held": message("the {rows:one} was held on {have}{last}; the {next} one should have been held by {due}"),
    "published": message(
        "the {rows:one} was published on {have}{last}; the {next} one should have been published by {due}"
    ),
}
"""How what comes round was last, by what it must have become."""

_NEXT, _NO = in_context("condition", "next"), in_context("condition", "no")
"""Words that agree with what comes, or is not there."""

_LATEST: Final = Condition.of_all(in_context("condition", "latest {rows}"))
"""Which of several is told."""


def _happening(test: core.Test) -> object:
    """Return what rows must have become, if a test asks for one such thing."""
    value = test.value.value if isinstance(test.value, Constant) else None
    return value if test.path == ("state",) and test.op is Op.EQ else None


def _is_choice(test: core.Test) -> bool:
    """Tell whether a test leaves open in which of several states a row stands."""
    return test.path == ("state",) and isinstance(test.value, Constant) and isinstance(test.value.value, tuple)


def _bound(op: Op, *, days: bool = False) -> Sayable:
    """How a figure, or a day, is bounded; nothing where it is one and no other."""
    return NOTHING if op is Op.EQ else Message("{bound} ", {"bound": DATES.get(op, BOUNDS[op]) if days else BOUNDS[op]})


def _none(rows: Rows, lower: int = 1) -> Sayable:
    if lower == 1:
        said = None if rows.traits else rows.noun.none
        return in_context("missing", "no {rows:one}", rows=rows) if said is None else said.given(which=rows.which)
    return in_context("missing", "no {rows:many}", rows=rows)


def _shown(written: str, *, shared: bool) -> Sayable:
    """A figure as a check writes it, with the currency that may stand behind it."""
    figure_, _, currency = written.partition(" ")
    if (day := _day(written)) is not None:
        return as_written(day)
    try:
        said = Percent(Fraction(figure_)) if shared else as_written(Fraction(figure_))
    except ValueError:
        return as_period(written) or as_written(written)
    return Message("{figure} {currency}", {"figure": said, "currency": currency}) if currency else said


def _day(written: str) -> dt.date | None:
    try:
        return as_timed(written)
    except ValueError:
        return None


def _confirmed(of: core.Selection) -> str | None:
    """Return the register that a keeper would confirm, if that is what is asked."""
    for test in of.where if of.source == "registers" else ():
        if test.path == ("lists",) and isinstance(test.value, Constant) and isinstance(test.value.value, str):
            return test.value.value
    return None


def is_trait(what: core.Core) -> bool:
    """Tell whether a count asks only what somebody is, who is known by name: nobody can mend that, or should."""
    return (
        isinstance(what, core.Count)
        and Phrasing.is_itself(what.of)
        and any(test.path[-1] in TRAITS for test in what.of.where)
    )


def _then(what: Sayable, more: Sayable) -> Sayable:
    return Message("{what}; {more}", {"what": what, "more": more})
