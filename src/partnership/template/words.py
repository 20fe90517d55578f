"""What is asked, and the nearest step that would meet it, in English and in Russian, for authors who wrote no words of
their own.

`describe` speaks of `core`, so that it says exactly what is evaluated. `mend` speaks of the word that the author used
and is addressed to a coordinator: what to hold, sign, record, ask for. Ids stay as they are: they are what is to be
recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final, assert_never

from partnership.records import REGISTERS, field_label, noun, noun_plural, word
from partnership.template import core, kinds
from partnership.template.core import Constant, Literals, Op, Reference, Selection
from partnership.values import Duration, Text

Pair = tuple[str, str]
"""English, Russian: put together piece by piece, and made a Text once at the end."""

_LISTS: Final[Mapping[str, Pair]] = {
    "sectors": ("sectors", "секторы"),
    "functions": ("functions", "функции"),
    "outcomes": ("outcomes", "результаты"),
    "roles": ("roles", "роли"),
    "scales": ("scales", "шкалы"),
    "settings": ("settings", "места"),
}
_OPS: Final[Mapping[Op, Pair]] = {
    Op.EQ: ("is", "="),
    Op.NE: ("is not", "≠"),
    Op.IN: ("is one of", "одно из"),
    Op.GT: ("is more than", ">"),
    Op.GTE: ("is at least", "≥"),
    Op.LT: ("is less than", "<"),
    Op.LTE: ("is at most", "≤"),
    Op.HAS: ("include", "включают"),
    Op.HAS_ANY: ("include one of", "включают одно из"),
    Op.HAS_ALL: ("include all of", "включают все из"),
    Op.SET: ("is given", "указано"),
    Op.MAX_AGE: ("is not older than", "не старше"),
}
_METRICS: Final[Mapping[core.Metric, Pair]] = {
    core.Metric.CONNECTED: (
        "the share of partners in the largest connected group",
        "доля партнёров в наибольшей связной группе",
    ),
    core.Metric.ISOLATES: ("the number of partners without any tie", "число партнёров без единой связи"),
    core.Metric.COMPONENTS: (
        "the number of groups that know nothing of each other",
        "число не связанных между собой групп",
    ),
    core.Metric.CUT_PARTNERS: (
        "the number of partners on whom the network hangs",
        "число партнёров, на которых держится сеть",
    ),
    core.Metric.DENSITY: ("the density of the network", "плотность сети"),
    core.Metric.CROSS_SECTOR_SHARE: (
        "the share of ties between different sectors",
        "доля связей между разными секторами",
    ),
}
_AGGREGATES: Final[Mapping[core.Aggregate, Pair]] = {
    core.Aggregate.SUM: ("the sum of", "сумма"),
    core.Aggregate.AVG: ("the average of", "среднее"),
    core.Aggregate.MIN: ("the least of", "наименьшее"),
    core.Aggregate.MAX: ("the greatest of", "наибольшее"),
}
_VARIABLES: Final[Mapping[str, Pair]] = {
    "it": ("this one", "этот элемент"),
    "act": ("what is being recorded", "записываемое"),
    "today": ("the day", "день проверки"),
    "programme": ("the programme", "программа"),
}


@lru_cache(maxsize=4096)  # a lack of each of many partners repeats the same question
def describe(asked: core.Core) -> Text:
    """Say what is asked, in one sentence of each language."""
    return _text(_asked(asked))


def describe_selection(selection: Selection) -> Text:
    """Say which rows a selection takes."""
    return _text(_rows(selection))


def _text(pair: Pair) -> Text:
    return Text.quoting(*pair)


def _asked(asked: core.Core) -> Pair:  # noqa: C901 - one case a kind
    match asked:
        case core.Count():
            amount, rows = _amount(asked.lower, asked.upper), _rows(asked.of)
            if asked.distinct is None:
                return f"{amount[0]} {rows[0]}", f"{amount[1]}: {rows[1]}"
            by = _field(asked.distinct)
            return (
                f"{amount[0]} different values of {by[0]} among {rows[0]}",
                f"{amount[1]} разных значений «{by[1]}»: {rows[1]}",
            )
        case core.ForEach():
            how, each, what = _enough(asked), _elements(asked.elements), _joined(map(_asked, asked.require), "and", "и")
            return f"{how[0]} {each[0]}: {what[0]}", f"{how[1]} {each[1]}: {what[1]}"
        case core.Compare():
            left, op, right = _figure(asked.left), _OPS[asked.op], _figure(asked.right)
            return f"{left[0]} {op[0]} {right[0]}", f"{left[1]} {op[1]} {right[1]}"
        case core.Cadence():
            rows, every = _rows(asked.of), _period(asked.every)
            return f"{rows[0]}: again within {every[0]}", f"{rows[1]}: не реже чем раз в {every[1]}"
        case core.Order():
            first, then, bounds = _rows(asked.first), _rows(asked.then), _bounds(asked.at_least, asked.at_most)
            return f"{first[0]} before {then[0]}{bounds[0]}", f"сначала {first[1]}, затем {then[1]}{bounds[1]}"
        case core.Elapsed():
            rows, bounds = _rows(asked.since), _bounds(asked.at_least, asked.at_most)
            return f"time since the latest of {rows[0]}{bounds[0]}", f"время с последнего: {rows[1]}{bounds[1]}"
        case core.Network():
            metric, op, value = _METRICS[asked.metric], _OPS[asked.op], _figure(asked.value)
            return f"{metric[0]} {op[0]} {value[0]}", f"{metric[1]} {op[1]} {value[1]}"
        case core.All():
            return _joined(map(_asked, asked.of), "and", "и")
        case core.Any():
            return _joined(map(_asked, asked.of), "or", "или")
        case core.NoneOf():
            none = _joined(map(_asked, asked.of), "nor", "ни")
            return f"none of: {none[0]}", f"ничего из: {none[1]}"
        case core.AtLeast():
            number, some = _value(asked.n), _joined(map(_asked, asked.of), "and", "и")
            return f"at least {number[0]} of: {some[0]}", f"не меньше {number[1]} из: {some[1]}"
        case core.When():
            condition, consequence = _asked(asked.condition), _asked(asked.consequence)
            return f"where {condition[0]}: {consequence[0]}", f"если {condition[1]}, то {consequence[1]}"
        case _:
            assert_never(asked)


def _joined(parts: Iterable[Pair], en: str, ru: str) -> Pair:
    pairs = list(parts)
    return f"; {en} ".join([each[0] for each in pairs]), f"; {ru} ".join([each[1] for each in pairs])


def _amount(lower: int | Reference, upper: int | Reference | None) -> Pair:
    low = _value(lower)
    if upper is None:
        return f"at least {low[0]}", f"не меньше {low[1]}"
    high = _value(upper)
    if lower == upper:
        return ("no", "ни одной записи") if upper == 0 else (f"exactly {high[0]}", f"ровно {high[1]}")
    if lower == 0:
        return f"at most {high[0]}", f"не больше {high[1]}"
    return f"{low[0]} to {high[0]}", f"от {low[1]} до {high[1]}"


def _enough(asked: core.ForEach) -> Pair:
    if asked.at_least is not None:
        least = _value(asked.at_least)
        return f"at least {least[0]} of", f"не меньше {least[1]} из:"
    if asked.share == 1:
        return "each of", "каждый из:"
    share = _share(asked.share)
    return f"at least {share[0]} of", f"не меньше {share[1]} из:"


def _elements(elements: core.Elements) -> Pair:
    match elements:
        case Selection():
            return _rows(elements)
        case Reference():
            return _value(elements)
        case Literals():
            listed = ", ".join(elements.ids)
            return listed, listed
        case _:
            assert_never(elements)


def _rows(selection: Selection) -> Pair:
    """Rows with their tests in brackets."""
    name = _source(selection.source)
    tests = [_test(each) for each in selection.where]
    tests += [(f"with {have[0]}", f"есть {have[1]}") for have in map(_rows, selection.having)]
    if selection.ever:
        tests.append(("whenever", "когда-либо"))
    if selection.on is not None:
        day = _value(selection.on)
        tests.append((f"on {day[0]}", f"на дату: {day[1]}"))
    if not tests:
        return name
    en, ru = ", ".join([each[0] for each in tests]), ", ".join([each[1] for each in tests])
    return f"{name[0]} ({en})", f"{name[1]} ({ru})"


def _source(source: str) -> Pair:
    if source in REGISTERS:
        said = noun_plural(source)
        return said.en, said.ru
    return _LISTS.get(source, (f"'{source}'", f"«{source}»"))


def _test(test: core.Test) -> Pair:
    name, op = _field(test.path), _OPS[test.op]
    if test.op is Op.SET:
        missing = test.value == Constant(False)  # noqa: FBT003 - `set: false`
        return (
            (f"{name[0]} is not given", f"{name[1]}: не указано")
            if missing
            else (f"{name[0]} is given", f"{name[1]}: указано")
        )
    value = _value(test.value, ".".join(test.path))
    return f"{name[0]} {op[0]} {value[0]}", f"{name[1]} {op[1]} {value[1]}"


def _field(path: tuple[str, ...]) -> Pair:
    label = field_label(".".join(path))
    return label.en, label.ru


def _value(value: core.Value | int | Fraction, field: str = "") -> Pair:
    match value:
        case int() | Fraction():
            return str(value), str(value)
        case Constant():
            return _listed(value.value if isinstance(value.value, tuple) else (value.value,), field)
        case Reference(name="param"):
            shown = ".".join(value.path)
            return f"the parameter {shown}", f"параметр {shown}"
        case Reference():
            en, ru = _VARIABLES.get(value.name, (f"'{value.name}'", f"«{value.name}»"))
            if not value.path:
                return en, ru
            label = _field(value.path)
            return f"{label[0]} of {en}", f"{label[1]} ({ru})"
        case _:
            assert_never(value)


def _listed(values: Iterable[core.Scalar], field: str) -> Pair:
    said = [_period(each) if isinstance(each, Duration) else _word(field, each) for each in values]
    return ", ".join([each[0] for each in said]), ", ".join([each[1] for each in said])


def _word(field: str, value: object) -> Pair:
    said = word(field, value)
    return said.en, said.ru


def _period(period: Duration | Reference) -> Pair:
    """A period in words: 45 days, 3 months."""
    if isinstance(period, Reference):
        return _value(period)
    years, months = divmod(period.months, 12)
    parts = [
        (f"{number} {one if number == 1 else many}", f"{number} {ru}")
        for number, one, many, ru in (
            (years, "year", "years", "г."),
            (months, "month", "months", "мес."),
            (period.days, "day", "days", "дн."),
        )
        if number
    ]
    return " ".join([each[0] for each in parts]) or "0 days", " ".join([each[1] for each in parts]) or "0 дн."


def _bounds(at_least: Duration | Reference | None, at_most: Duration | Reference | None) -> Pair:
    en, ru = "", ""
    if at_least is not None:
        least = _period(at_least)
        en, ru = f", at least {least[0]}", f", не раньше чем через {least[1]}"
    if at_most is not None:
        most = _period(at_most)
        en, ru = f"{en}, at most {most[0]}", f"{ru}, не позже чем через {most[1]}"
    return en, ru


def _share(share: Fraction | Reference) -> Pair:
    if isinstance(share, Reference):
        return _value(share)
    percent = share * 100
    shown = str(percent.numerator) if percent.denominator == 1 else f"{float(percent):.3g}"
    return f"{shown} %", f"{shown} %"


def _figure(figure: core.Expression) -> Pair:
    match figure:
        case Fraction():
            shown = str(figure.numerator) if figure.denominator == 1 else f"{float(figure):.6g}"
            return shown, shown
        case Reference():
            return _value(figure)
        case core.Aggregated():
            how, field, rows = _AGGREGATES[figure.how], _field(figure.field), _rows(figure.of)
            return f"{how[0]} {field[0]} over {rows[0]}", f"{how[1]} «{field[1]}»: {rows[1]}"
        case core.Counted():
            rows = _rows(figure.of)
            return f"the number of {rows[0]}", f"число: {rows[1]}"
        case core.Ratio():
            over, under = _figure(figure.over), _figure(figure.under)
            return f"{over[0]} to {under[0]}", f"{over[1]} на {under[1]}"
        case core.Size():
            of = _value(figure.of)
            return f"the number of {of[0]}", f"число: {of[1]}"
        case _:
            assert_never(figure)


# --- how it is mended ------------------------------------------------------------------------------------------------


def mend(check: kinds.Check) -> Text:
    """Say the nearest step that would meet a check, to the person who coordinates."""
    return _text(_mend(check))


def _mend(check: kinds.Check) -> Pair:  # noqa: C901 - one case a word of the language
    match check:
        case kinds.All():
            return _joined(map(_mend, check.of), "and", "и")
        case kinds.AnyOf():
            one = _joined(map(_mend, check.of), "or", "или")
            return f"one of these is enough: {one[0]}", f"достаточно одного: {one[1]}"
        case kinds.NoneOf():
            return "see to it that none of these holds any longer", "добейтесь, чтобы ничего из этого больше не было"
        case kinds.AtLeast():
            number, some = _value(check.n), _joined(map(_mend, check.of), "or", "или")
            return f"{number[0]} of these are enough: {some[0]}", f"достаточно стольких из них ({number[1]}): {some[1]}"
        case kinds.When():
            return _mend(check.then)
        case kinds.ForEach():
            each, what = _elements(check.in_), _joined(map(_mend, check.require), "and", "и")
            return f"for each of {each[0]}: {what[0]}", f"для каждого из: {each[1]}: {what[1]}"
        case kinds.Count():
            return _more_or_fewer(check.of, _none_asked(check.max, check.exactly))
        case kinds.Coverage():
            each, rows = _elements(check.each), _joined(map(_rows, check.has), "and", "и")
            if _none_asked(check.max, check.exactly):
                return (
                    f"for each of {each[0]}, end what is left of {rows[0]}",
                    f"для каждого из: {each[1]} - завершите оставшееся: {rows[1]}",
                )
            return f"for each of {each[0]}, record {rows[0]}", f"для каждого из: {each[1]} - запишите: {rows[1]}"
        case kinds.Compare():
            left, op, right = _figure(check.left), _OPS[Op(check.op)], _figure(check.right)
            return f"bring it about that {left[0]} {op[0]} {right[0]}", f"добейтесь, чтобы {left[1]} {op[1]} {right[1]}"
        case kinds.Timing():
            return _mend_timing(check)
        case kinds.Network():
            return (
                "bring partners together who have not met: a joint event, a meeting, a visit",
                "сведите партнёров, которые ещё не встречались: общее событие, заседание, выезд",
            )
        case kinds.Document():
            types, state = _ids(check.type), check.state or ("adopted",)
            return f"record the document '{types}' as {_ids(state)}", f"запишите документ «{types}»: {_states(state)}"
        case kinds.Signed():
            return _mend_signed(check.type, check.clauses)
        case kinds.Role():
            roles = _ids(check.role)
            if check.distinct_from is None:
                return f"assign the role '{roles}'", f"назначьте на роль «{roles}»"
            others = _ids(check.distinct_from)
            return (
                f"assign the role '{roles}' to somebody who does not hold '{others}'",
                f"назначьте на роль «{roles}» того, у кого нет роли «{others}»",
            )
        case kinds.Meeting():
            quorum = ("", "") if check.quorum is None else (" with a quorum", " с кворумом")
            return (
                f"hold the meeting{quorum[0]} and record who was present",
                f"проведите заседание{quorum[1]} и запишите, сколько присутствовало",
            )
        case kinds.Decision():
            matter = _ids(check.matter)
            minuted = (", and record its minutes", " и запишите протокол") if check.minutes else ("", "")
            return (
                f"put '{matter}' to the vote with a quorum, record the decision{minuted[0]}",
                f"вынесите «{matter}» на голосование при кворуме, запишите решение{minuted[1]}",
            )
        case kinds.Credential():
            types = _ids(check.type)
            return (
                f"obtain and record the credential '{types}', valid on the day it is needed",
                f"получите и запишите допуск «{types}», действующий на нужный день",
            )
        case kinds.Consent():
            purpose, by = _ids(check.purpose), _ids(check.by)
            by_ru = ", ".join([_word("by", each)[1] for each in check.by])
            return (
                f"ask for consent to '{purpose}' and record who gave it ({by})",
                f"попросите согласие на «{purpose}» и запишите, кто его дал ({by_ru})",
            )
        case kinds.Level():
            return (
                f"help them reach '{check.at_least}' on the scale '{check.scale}' and record the level",
                f"помогите дойти до уровня «{check.at_least}» по шкале «{check.scale}» и запишите его",
            )
        case kinds.Indicator():
            return (
                "measure again and record the observation once the target is met",
                "измерьте снова и запишите значение, когда цель достигнута",
            )
        case kinds.Assessment():
            tool = _ids(check.instrument)
            return f"assess with '{tool}' and record the score", f"проведите оценку «{tool}» и запишите балл"
        case kinds.Attest():
            proof = (", with evidence", ", с подтверждением") if check.evidence else ("", "")
            said = _ids(check.statement)
            return f"have '{said}' attested{proof[0]}", f"получите подтверждение «{said}»{proof[1]}"
        case kinds.Stage():
            at = _ids(check.at)
            return f"record that they have reached '{at}'", f"запишите, что достигнуто «{at}»"
        case _:
            return _mend_sugar(check)


def _mend_sugar(check: kinds.Sugar) -> Pair:
    match check:
        case kinds.SectorsPresent():
            sectors = _ids(check.sectors)
            return (
                f"win an active partner in each of these sectors: {sectors}",
                f"привлеките действующего партнёра в каждом из секторов: {sectors}",
            )
        case kinds.EachSigned():
            return _mend_signed(check.type, None)
        case kinds.NoneOpen():
            rows = _source(check.from_)
            return (
                f"close every open one among {rows[0]}, and record who keeps this register",
                f"закройте всё открытое: {rows[1]}, и запишите, кто ведёт этот реестр",
            )
        case kinds.TwoAdults():
            number = _value(2 if check.min is None else check.min)
            return (
                f"name at least {number[0]} cleared adults who do not share a household",
                f"назовите взрослых с допуском из разных семей, не меньше: {number[1]}",
            )
        case kinds.AdultChildRatio():
            return "add adults or take fewer children", "добавьте взрослых или возьмите меньше детей"
        case kinds.SingleAccountable():
            return (
                "make exactly one partner accountable (A) for each function",
                "закрепите за каждой функцией ровно одного отвечающего партнёра (A)",
            )
        case kinds.CofinancingShare():
            sectors, share = _ids(check.sectors), _share(check.share)
            return (
                f"win committed money from {sectors} until it makes {share[0]} of the whole",
                f"получите подтверждённые деньги секторов {sectors}, чтобы их доля была не меньше {share[1]}",
            )
        case kinds.Composition():
            return (
                "mix the group: experienced people with newcomers, several sectors",
                "смешайте группу: опытные с новичками, разные секторы",
            )
        case kinds.PublishedWithin():
            what, within = _ids(check.what), _period(check.within)
            return f"publish '{what}' within {within[0]}", f"опубликуйте «{what}» в течение {within[1]}"
        case kinds.MutualInterest():
            return _INTERESTS[check.rule]
        case _:
            assert_never(check)


_INTERESTS: Final[Mapping[str, Pair]] = {
    "wants": (
        "ask each partner what it wants, and record its confirmed interest",
        "спросите каждого партнёра, чего он хочет, и запишите подтверждённый интерес",
    ),
    "serves": (
        "agree with each partner on a function that produces an outcome, and record it as accountable (A)",
        "договоритесь с каждым партнёром о функции, дающей результат, и запишите его отвечающим (A)",
    ),
    "shared": (
        "find one outcome that several sectors want, and record their confirmed interests",
        "найдите результат, которого хотят несколько секторов, и запишите их подтверждённые интересы",
    ),
    "mutual": (
        "find for each partner another one whose function produces what it wants",
        "найдите для каждого партнёра другого, чья функция даёт то, чего он хочет",
    ),
}


def _none_asked(most: int | Reference | None, exactly: int | Reference | None) -> bool:
    return most == 0 or exactly == 0


def _more_or_fewer(of: Selection, none: bool) -> Pair:  # noqa: FBT001 - of one use
    rows = _rows(of)
    if none:
        return f"close or end what is left of {rows[0]}", f"закройте или завершите оставшееся: {rows[1]}"
    if of.source in REGISTERS:
        one = noun(of.source)
        tests = [_test(each) for each in of.where]
        if not tests:
            return f"record one: {one.en}", f"запишите: {one.ru}"
        en, ru = ", ".join([each[0] for each in tests]), ", ".join([each[1] for each in tests])
        return f"record one: {one.en} ({en})", f"запишите: {one.ru} ({ru})"
    return f"record {rows[0]}", f"запишите: {rows[1]}"


def _mend_timing(check: kinds.Timing) -> Pair:
    if check.of is not None and check.cadence is not None:
        rows, every = _rows(check.of), _period(check.cadence)
        return (
            f"it is time again, at least every {every[0]}: {rows[0]}",
            f"пора снова, не реже чем раз в {every[1]}: {rows[1]}",
        )
    if check.first is not None and check.then is not None:
        first, then = _rows(check.first), _rows(check.then)
        return f"record {first[0]} first, then {then[0]}", f"сначала запишите {first[1]}, затем {then[1]}"
    bounds = _bounds(check.at_least, check.at_most)
    if check.at_most is None:
        return f"wait{bounds[0]}", f"подождите{bounds[1]}"
    return f"do it again in time{bounds[0]}", f"повторите вовремя{bounds[1]}"


def _mend_signed(types: tuple[str, ...], clauses: tuple[str, ...] | None) -> Pair:
    names = _ids(types)
    with_ = ("", "") if clauses is None else (f" with the clauses {_ids(clauses)}", f" с условиями {_ids(clauses)}")
    return (
        f"sign '{names}'{with_[0]} and record each signature",
        f"подпишите «{names}»{with_[1]} и запишите каждую подпись",
    )


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)


def _states(states: tuple[str, ...]) -> str:
    return ", ".join([_word("state", each)[1] for each in states])
