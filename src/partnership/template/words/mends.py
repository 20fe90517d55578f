"""The nearest step that would meet a check, in English and in Russian, to the person who coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final, assert_never

from partnership.records import word
from partnership.template import core, kinds
from partnership.template.core import Op, Reference, Selection
from partnership.template.titles import Titles
from partnership.template.words.asked import within
from partnership.template.words.figures import figure
from partnership.template.words.known import Known
from partnership.template.words.pairs import Pair, either, joined, listed, pair, quoted, same, text
from partnership.template.words.speech import Speech
from partnership.template.words.values import BOUNDS
from partnership.values import Text


def mend(check: kinds.Check, speech: Speech | None = None) -> Text:
    """Say the nearest step that would meet a check."""
    return text(step(check, speech or Speech(Titles(), Known())))


def step(check: kinds.Check, speech: Speech) -> Pair:  # noqa: C901 - one case a word of the language
    """The nearest step, to be put into a longer sentence."""
    titles = partial(_titles, speech)
    match check:
        case kinds.All():
            return _steps(check.of, speech, "; and ", "; и ")
        case kinds.AnyOf():
            one = _steps(check.of, speech, "; or ", "; или ")
            return f"one of these is enough: {one[0]}", f"достаточно одного: {one[1]}"
        case kinds.NoneOf():
            return "see to it that none of these holds any longer", "добейтесь, чтобы ничего из этого больше не было"
        case kinds.AtLeast():
            number, some = speech.value(check.n), _steps(check.of, speech, "; or ", "; или ")
            return f"{number[0]} of these are enough: {some[0]}", f"достаточно стольких из них ({number[1]}): {some[1]}"
        case kinds.When():
            return step(check.then, speech)
        case kinds.ForEach():
            return _for_all(check.in_, _steps(check.require, speech, "; and ", "; и "), speech)
        case kinds.Count():
            return _more_or_fewer((check.of,), _none_asked(check.max, check.exactly), speech)
        case kinds.Coverage():
            what = _more_or_fewer(check.has, _none_asked(check.max, check.exactly), speech)
            return _for_all(check.each, what, speech)
        case kinds.Compare():
            left, op, right = figure(check.left, speech), BOUNDS[Op(check.op)], figure(check.right, speech)
            return (
                f"bring it about: {left[0]}, {op[0]} {right[0]}",
                f"добейтесь: {left[1]}, {op[1]} {right[1]}",
            )
        case kinds.Timing():
            return _timing(check, speech)
        case kinds.Network():
            return (
                "bring partners together who have not met: a joint event, a meeting, a visit",
                "сведите партнёров, которые ещё не встречались: общее событие, заседание, выезд",
            )
        case kinds.Document():
            types, states = titles("document_types", check.type), either(map(_state, check.state or ("adopted",)))
            return f"record the document {types[0]} as {states[0]}", f"запишите документ {types[1]}: {states[1]}"
        case kinds.Signed():
            return _signed(check.type, check.clauses, speech)
        case kinds.Role():
            roles = titles("roles", check.role)
            if check.distinct_from is None:
                return f"assign the role {roles[0]}", f"назначьте на роль {roles[1]}"
            others = titles("roles", check.distinct_from)
            return (
                f"assign the role {roles[0]} to somebody who does not hold {others[0]}",
                f"назначьте на роль {roles[1]} того, у кого нет роли {others[1]}",
            )
        case kinds.Meeting():
            quorum = ("", "") if check.quorum is None else (" with a quorum", " с кворумом")
            return (
                f"hold the meeting{quorum[0]} and record who was present",
                f"проведите заседание{quorum[1]} и запишите, сколько присутствовало",
            )
        case kinds.Decision():
            matter = titles("matters", check.matter)
            minuted = (", and record its minutes", " и запишите протокол") if check.minutes else ("", "")
            return (
                f"put {matter[0]} to the vote with a quorum, record the decision{minuted[0]}",
                f"вынесите вопрос {matter[1]} на голосование при кворуме, запишите решение{minuted[1]}",
            )
        case kinds.Credential():
            types = titles("credential_types", check.type)
            return (
                f"obtain and record the credential {types[0]}, valid on the day it is needed",
                f"получите и запишите допуск {types[1]}, действующий на нужный день",
            )
        case kinds.Consent():
            purpose, by = (
                titles("consent_purposes", check.purpose),
                either([pair(word("by", each)) for each in check.by]),
            )
            return (
                f"ask for consent: {purpose[0]}, and record who gave it ({by[0]})",
                f"попросите согласие {purpose[1]} и запишите, кто его дал ({by[1]})",
            )
        case kinds.Level():
            levels = speech.titles.levels(check.scale, (check.at_least,))
            known = levels.get(check.at_least)
            level = quoted(same(check.at_least) if known is None else pair(known))
            scale = titles("scales", (check.scale,))
            return (
                f"help them reach {level[0]} on the scale {scale[0]} and record the level",
                f"помогите дойти до уровня {level[1]} по шкале {scale[1]} и запишите его",
            )
        case kinds.Indicator():
            return (
                "measure again and record the observation once the target is met",
                "измерьте снова и запишите значение, когда цель достигнута",
            )
        case kinds.Assessment():
            tool = titles("instruments", check.instrument)
            return (
                f"assess with {tool[0]} and record the score",
                f"проведите оценку по методике {tool[1]} и запишите балл",
            )
        case kinds.Attest():
            proof = (", with evidence", ", с подтверждением") if check.evidence else ("", "")
            said = titles("statements", check.statement)
            return f"have it attested: {said[0]}{proof[0]}", f"получите свидетельство: {said[1]}{proof[1]}"
        case kinds.Stage():
            at = either([quoted(_stage(each, speech)) for each in check.at])
            return f"record that they have reached {at[0]}", f"запишите, что достигнут этап {at[1]}"
        case _:
            return _sugar(check, speech)


def _sugar(check: kinds.Sugar, speech: Speech) -> Pair:
    match check:
        case kinds.SectorsPresent():
            sectors = listed(_each_title(speech, "sectors", check.sectors))
            return (
                f"win an active partner in each of these sectors: {sectors[0]}",
                f"привлеките действующего партнёра в каждом из секторов: {sectors[1]}",
            )
        case kinds.EachSigned():
            return _signed(check.type, None, speech)
        case kinds.NoneOpen():
            noun = speech.noun(check.from_)
            return (
                f"close all open {noun.many}, and record who keeps the list of them",
                f"закройте все открытые записи ({noun.many_ru}) и запишите, кто ведёт список {noun.of_many}",
            )
        case kinds.TwoAdults():
            number = speech.value(2 if check.min is None else check.min)
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
            sectors, share = listed(_each_title(speech, "sectors", check.sectors)), speech.share(check.share)
            return (
                f"win committed money from these sectors, until it makes {share[0]} of the whole: {sectors[0]}",
                f"получите подтверждённые деньги секторов, чтобы их доля была не меньше {share[1]}: {sectors[1]}",
            )
        case kinds.Composition():
            return (
                "mix the group: experienced people with newcomers, several sectors",
                "смешайте группу: опытные с новичками, разные секторы",
            )
        case kinds.PublishedWithin():
            what, period = _titles(speech, "publication_kinds", check.what), speech.value(check.within)
            return f"publish {what[0]} within {period[0]}", f"опубликуйте {what[1]}, срок: {period[1]}"
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


def _steps(checks: Iterable[kinds.Check], speech: Speech, en: str, ru: str) -> Pair:
    return joined([step(each, speech) for each in checks], en, ru)


def _for_all(elements: core.Elements, what: Pair, speech: Speech) -> Pair:
    each = speech.elements(elements)
    return f"{what[0]} - for each of {each[0]}", f"{what[1]} - для всех: {each[1]}"


def _none_asked(most: int | Reference | None, exactly: int | Reference | None) -> bool:
    return most == 0 or exactly == 0


def _more_or_fewer(of: tuple[Selection, ...], none: bool, speech: Speech) -> Pair:  # noqa: FBT001 - of one use
    rows = [speech.rows(each) for each in of]
    if none:
        left = joined([each.many for each in rows], " and ", " и ")
        return f"close or end what is left: {left[0]}", f"закройте или завершите оставшееся: {left[1]}"
    one = joined([(each.a_row[0], each.one[1]) for each in rows], " and ", " и ")
    return f"record {one[0]}", f"запишите: {one[1]}"


def _timing(check: kinds.Timing, speech: Speech) -> Pair:
    if check.of is not None and check.cadence is not None:
        rows, every = speech.rows(check.of).many, speech.value(check.cadence)
        return (
            f"it is time again, at least every {every[0]}: {rows[0]}",
            f"пора снова, не реже чем раз в {every[1]}: {rows[1]}",
        )
    if check.first is not None and check.then is not None:
        first, then = speech.rows(check.first).many, speech.rows(check.then).many
        return f"record {first[0]} first, then {then[0]}", f"сначала запишите {first[1]}, затем {then[1]}"
    bounds = within(check.at_least, check.at_most, speech)
    if check.at_most is None:
        return f"wait{bounds[0]}", f"подождите{bounds[1]}"
    return f"do it again in time{bounds[0]}", f"повторите вовремя{bounds[1]}"


def _signed(types: tuple[str, ...], clauses: tuple[str, ...] | None, speech: Speech) -> Pair:
    names = _titles(speech, "agreement_types", types)
    with_ = ("", "")
    if clauses is not None:
        named = listed(_each_title(speech, "clauses", clauses))
        with_ = (f" with the clauses {named[0]}", f" с условиями {named[1]}")
    return (
        f"sign {names[0]}{with_[0]} and record each signature",
        f"подпишите {names[1]}{with_[1]} и запишите каждую подпись",
    )


def _titles(speech: Speech, list_: str, ids: Iterable[str]) -> Pair:
    """Any of these items, by their titles."""
    return either(_each_title(speech, list_, ids))


def _each_title(speech: Speech, list_: str, ids: Iterable[str]) -> Iterable[Pair]:
    for id_ in ids:
        title = speech.titles.item(list_, id_)
        yield quoted(same(id_) if title is None else pair(title))


def _stage(id_: str, speech: Speech) -> Pair:
    title = speech.titles.stages.get(id_)
    return same(id_) if title is None else pair(title)


def _state(state: str) -> Pair:
    return quoted(pair(word("state", state)))
