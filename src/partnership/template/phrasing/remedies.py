"""The nearest step that would meet a check, to the person who coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final, assert_never

from partnership.messages import NOTHING, Message, Sayable, as_written, either, joined, listed, message, quoted
from partnership.records import word
from partnership.template import core, kinds
from partnership.template.core import Op, Reference, Selection
from partnership.template.phrasing.figures import figure
from partnership.template.phrasing.known import Known
from partnership.template.phrasing.phrases import Phrasing
from partnership.template.phrasing.questions import within
from partnership.template.phrasing.values import BOUNDS
from partnership.template.titles import Titles


def remedy(check: kinds.Check, phrasing: Phrasing | None = None) -> Sayable:
    """Say the nearest step that would meet a check."""
    return step(check, phrasing or Phrasing(Titles(), Known()))


def step(check: kinds.Check, phrasing: Phrasing) -> Sayable:  # noqa: C901 - one case a word of the language
    """The nearest step, to be put into a longer sentence."""
    titles = partial(_titles, phrasing)
    match check:
        case kinds.All():
            return _steps(check.of, phrasing, message("; and "))
        case kinds.AnyOf():
            one = _steps(check.of, phrasing, message("; or "))
            return message("one of these is enough: {one}", one=one)
        case kinds.NoneOf():
            return message("make sure that none of these is the case any longer")
        case kinds.AtLeast():
            number, some = phrasing.value(check.n), _steps(check.of, phrasing, message("; or "))
            return message("{number} of these are enough: {some}", number=number, some=some)
        case kinds.When():
            return step(check.then, phrasing)
        case kinds.ForEach():
            return _for_all(check.in_, _steps(check.require, phrasing, message("; and ")), phrasing)
        case kinds.Count():
            return _more_or_fewer((check.of,), _none_asked(check.max, check.exactly), phrasing)
        case kinds.Coverage():
            what = _more_or_fewer(check.has, _none_asked(check.max, check.exactly), phrasing)
            return _for_all(check.each, what, phrasing)
        case kinds.Compare():
            left, op, right = figure(check.left, phrasing), BOUNDS[Op(check.op)], figure(check.right, phrasing)
            return message("make sure of this: {left}, {op} {right}", left=left, op=op, right=right)
        case kinds.Timing():
            return _timing(check, phrasing)
        case kinds.Network():
            return message("bring together partners who have not met: a joint event, a meeting, a visit")
        case kinds.Document():
            types, states = titles("document_types", check.type), either(map(_state, check.state or ("adopted",)))
            return message("record the document {types} as {states}", types=types, states=states)
        case kinds.Signed():
            return _signed(check.type, check.clauses, phrasing)
        case kinds.Role():
            roles = titles("roles", check.role)
            if check.distinct_from is None:
                return message("assign the role {roles}", roles=roles)
            others = titles("roles", check.distinct_from)
            return message("assign the role {roles} to somebody who does not hold {others}", roles=roles, others=others)
        case kinds.Meeting():
            quorum = NOTHING if check.quorum is None else message(" with a quorum")
            return message("hold the meeting{quorum} and record who was present", quorum=quorum)
        case kinds.Decision():
            matter = titles("matters", check.matter)
            minuted = message(", and record its minutes") if check.minutes else NOTHING
            return message(
                "put {matter} to the vote with a quorum, record the decision{minuted}", matter=matter, minuted=minuted
            )
        case kinds.Credential():
            types = titles("credential_types", check.type)
            return message("obtain and record the credential {types}, valid on the day it is needed", types=types)
        case kinds.Consent():
            purpose, by = (
                titles("consent_purposes", check.purpose),
                either([word("by", each) for each in check.by]),
            )
            return message("ask for consent: {purpose}, and record who gave it ({by})", purpose=purpose, by=by)
        case kinds.Level():
            levels = phrasing.titles.levels(check.scale, (check.at_least,))
            known = levels.get(check.at_least)
            level = quoted(known or check.at_least)
            scale = titles("scales", (check.scale,))
            return message(
                "help them reach {level} on the scale {scale} and record the level", level=level, scale=scale
            )
        case kinds.Indicator():
            return message("measure again and record the observation once the target is met")
        case kinds.Assessment():
            tool = titles("instruments", check.instrument)
            return message("assess with {tool} and record the score", tool=tool)
        case kinds.Attest():
            proof = message(", with evidence") if check.evidence else NOTHING
            said = titles("statements", check.statement)
            return message("have it attested: {said}{proof}", said=said, proof=proof)
        case kinds.Stage():
            at = either([quoted(_stage(each, phrasing)) for each in check.at])
            return message("record that they have reached {at}", at=at)
        case _:
            return _sugar(check, phrasing)


def _sugar(check: kinds.Sugar, phrasing: Phrasing) -> Sayable:
    match check:
        case kinds.SectorsPresent():
            sectors = listed(_each_title(phrasing, "sectors", check.sectors))
            return message("find an active partner in each of these sectors: {sectors}", sectors=sectors)
        case kinds.EachSigned():
            return _signed(check.type, None, phrasing)
        case kinds.NoneOpen():
            return message(
                "close all open {noun:many}, and record who keeps the list of them", noun=phrasing.noun(check.from_)
            )
        case kinds.TwoAdults():
            number = phrasing.value(2 if check.min is None else check.min)
            return message("name at least {number} cleared adults who do not share a household", number=number)
        case kinds.AdultChildRatio():
            return message("add adults or take fewer children")
        case kinds.SingleAccountable():
            return message("make exactly one partner accountable (A) for each function")
        case kinds.CofinancingShare():
            sectors, share = listed(_each_title(phrasing, "sectors", check.sectors)), phrasing.share(check.share)
            return message(
                "obtain committed funding from these sectors until it is {share} of the total: {sectors}",
                share=share,
                sectors=sectors,
            )
        case kinds.Composition():
            return message("make up a mixed group: experienced people with newcomers, from several sectors")
        case kinds.PublishedWithin():
            what, period = _titles(phrasing, "publication_kinds", check.what), phrasing.value(check.within)
            return message("publish {what} within {period}", what=what, period=period)
        case kinds.MutualInterest():
            return _INTERESTS[check.rule]
        case _:
            assert_never(check)


_INTERESTS: Final[Mapping[str, Sayable]] = {
    "wants": message("ask each partner what it wants, and record its confirmed interest"),
    "serves": message(
        "agree with each partner on a function that produces an outcome, and record it as accountable (A)"
    ),
    "shared": message("find one outcome that several sectors want, and record their confirmed interests"),
    "mutual": message("find for each partner another one whose function produces what it wants"),
}


def _steps(checks: Iterable[kinds.Check], phrasing: Phrasing, joint: Message) -> Sayable:
    return joined([step(each, phrasing) for each in checks], joint)


def _for_all(elements: core.Elements, what: Sayable, phrasing: Phrasing) -> Sayable:
    each = phrasing.elements(elements)
    return message("{what} - for each of {each}", what=what, each=each)


def _none_asked(most: int | Reference | None, exactly: int | Reference | None) -> bool:
    return most == 0 or exactly == 0


def _more_or_fewer(of: tuple[Selection, ...], none: bool, phrasing: Phrasing) -> Sayable:  # noqa: FBT001 - of one use
    rows = [phrasing.rows(each) for each in of]
    if none:
        left = joined([each.many for each in rows], message(" and "))
        return message("close or end what is left: {left}", left=left)
    one = joined([Message("{row:a}", {"row": each}) for each in rows], message(" and "))
    return message("record {one}", one=one)


def _timing(check: kinds.Timing, phrasing: Phrasing) -> Sayable:
    if check.of is not None and check.cadence is not None:
        rows, every = phrasing.rows(check.of).many, phrasing.value(check.cadence)
        return message("due again, at least every {every}: {rows}", every=every, rows=rows)
    if check.first is not None and check.then is not None:
        first, then = phrasing.rows(check.first).many, phrasing.rows(check.then).many
        return message("record {first} first, then {then}", first=first, then=then)
    bounds = within(check.at_least, check.at_most, phrasing)
    if check.at_most is None:
        return message("wait{bounds}", bounds=bounds)
    return message("do it again in time{bounds}", bounds=bounds)


def _signed(types: tuple[str, ...], clauses: tuple[str, ...] | None, phrasing: Phrasing) -> Sayable:
    names = _titles(phrasing, "agreement_types", types)
    with_ = NOTHING
    if clauses is not None:
        named = listed(_each_title(phrasing, "clauses", clauses))
        with_ = message(" with the clauses {named}", named=named)
    return message("sign {names}{with_} and record each signature", names=names, with_=with_)


def _titles(phrasing: Phrasing, list_: str, ids: Iterable[str]) -> Sayable:
    """Any of these items, by their titles."""
    return either(_each_title(phrasing, list_, ids))


def _each_title(phrasing: Phrasing, list_: str, ids: Iterable[str]) -> Iterable[Sayable]:
    for id_ in ids:
        title = phrasing.titles.item(list_, id_)
        yield quoted(title or id_)


def _stage(id_: str, phrasing: Phrasing) -> Sayable:
    return phrasing.titles.stages.get(id_) or as_written(id_)


def _state(state: str) -> Sayable:
    return quoted(word("state", state))
