"""What authors write, put into the terms of `core`: every shorthand means exactly what stands here.

Where a shorthand speaks of rows that only exist once they are recorded, its expansion asks for the row; where it
speaks of a state (`held`, `open`), for that state. Nothing is evaluated here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final, assert_never

from partnership.template import core, kinds
from partnership.template.core import Constant, Literals, Op, Reference, Selection, Test
from partnership.template.names import SETTINGS, Names
from partnership.template.vocabulary import fields_of
from partnership.values import Duration

IT = Reference("it")
HELD = Constant("held")
_HERE = ("id",)
_CHANGED = ("changed",)
_EXACT = Context(prec=100)  # what is divided was a decimal in the file, so that nothing is rounded


def expand(check: kinds.Check, names: Names) -> core.Core:  # noqa: C901 - one case a word of the language
    """Put one check into the terms of `core`; `names` are those that the template declares."""
    match check:
        case kinds.All():
            return core.All(_each(check.of, names))
        case kinds.AnyOf():
            return core.Any(_each(check.of, names))
        case kinds.NoneOf():
            return core.NoneOf(_each(check.of, names))
        case kinds.AtLeast():
            return core.AtLeast(check.n, _each(check.of, names))
        case kinds.When():
            return core.When(expand(check.if_, names), expand(check.then, names))
        case kinds.ForEach():
            return _for_each(check, names)
        case kinds.Count():
            return _count(check.of, check.min, check.max, check.exactly, check.distinct)
        case kinds.Coverage():
            return _coverage(check)
        case kinds.Compare():
            return core.Compare(check.left, Op(check.op), check.right)
        case kinds.Timing():
            return _timing(check)
        case kinds.Network():
            among = check.among or Selection("partners")
            return core.Network(core.Metric(check.metric), Op(check.op), check.value, among)
        case kinds.Document():
            return core.Count(Selection("documents", _document(check)), _least(check.min))
        case kinds.Signed():
            return _signed(check.by, check.type, check.clauses, legal_basis=check.legal_basis)
        case kinds.Role():
            return _role(check)
        case kinds.Meeting():
            return core.Count(Selection("meetings", _meeting(check)), _least(check.min))
        case kinds.Decision():
            return core.Count(_decision(check))
        case kinds.Credential():
            return _credential(check, names)
        case kinds.Consent():
            where = (
                _is("person", _person(check.of, names)),
                _one_of("purpose", check.purpose),
                _one_of("by", check.by),
            )
            return _of_each(check.of, Selection("consents", where), check.share, none=check.allow_none)
        case kinds.Level():
            return _level(check, names)
        case kinds.Indicator():
            return core.Count(Selection("observations", _indicator(check)))
        case kinds.Assessment():
            return _assessment(check)
        case kinds.Attest():
            return core.Count(_attest(check))
        case kinds.Stage():
            reached = core.Count(Selection("stages_reached", (_is("subject", IT), _one_of("stage", check.at))))
            return core.ForEach(check.of, "it", (reached,), share=_share(check.share), at_least=check.min)
        case kinds.SectorsPresent():
            present = core.Count(Selection("partners", (_is("sector", IT), _is("status", Constant("active")))))
            return core.ForEach(Literals(check.sectors, "sectors"), "it", (present,))
        case kinds.EachSigned():
            return _signed(check.by or Selection("partners"), check.type, None, legal_basis=False)
        case kinds.NoneOpen():
            return core.Count(Selection(check.from_, (*check.where, _is("state", Constant("open")))), lower=0, upper=0)
        case kinds.TwoAdults():
            return _two_adults(check)
        case kinds.AdultChildRatio():
            return _adult_child_ratio(check)
        case kinds.SingleAccountable():
            duties = check.of or Selection("functions", (_is("nature", Constant("duty")),))
            accountable = Selection("responsibilities", (_is("function", IT), _is("raci", Constant("A"))))
            return core.ForEach(duties, "it", (core.Count(accountable, 1, 1, ("partner",)),))
        case kinds.CofinancingShare():
            return _cofinancing(check)
        case kinds.Composition():
            return _composition(check, names)
        case kinds.PublishedWithin():
            return _published_within(check)
        case kinds.MutualInterest():
            return _mutual_interest(check)
        case _:
            assert_never(check)


def _each(checks: tuple[kinds.Check, ...], names: Names) -> tuple[core.Core, ...]:
    return tuple([expand(check, names) for check in checks])


# --- tests -----------------------------------------------------------------------------------------------------------


def _is(field: str, value: core.Value) -> Test:
    return Test(tuple(field.split(".")), Op.EQ, value)


def _one_of(field: str, words: tuple[str, ...]) -> Test:
    path = tuple(field.split("."))
    return Test(path, Op.EQ, Constant(words[0])) if len(words) == 1 else Test(path, Op.IN, Constant(words))


def _reaches(field: str, least: Fraction | int | Reference) -> Test:
    """At least so much. Exact: attendance and shares are compared as fractions."""
    value = least if isinstance(least, Reference) else Constant(_scalar(Fraction(least)))
    return Test((field,), Op.GTE, value)


def _scalar(number: Fraction) -> core.Scalar:
    return (
        number.numerator
        if number.denominator == 1
        else _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    )


def _not_older(age: Duration | Reference, field: tuple[str, ...] = _CHANGED) -> Test:
    return Test(field, Op.MAX_AGE, age if isinstance(age, Reference) else Constant(age))


def _least(number: int | Reference | None) -> int | Reference:
    return 1 if number is None else number


def _share(share: Fraction | Reference | None) -> Fraction | Reference:
    return Fraction(1) if share is None else share


# --- counting --------------------------------------------------------------------------------------------------------


def _count(
    of: Selection,
    least: int | Reference | None,
    most: int | Reference | None,
    exactly: int | Reference | None,
    distinct: tuple[str, ...] | None,
) -> core.Count:
    """One at least, unless another bound is given."""
    if exactly is not None:
        return core.Count(of, exactly, exactly, distinct)
    lower = least if least is not None else 1 if most is None else 0
    return core.Count(of, lower, most, distinct)


def _coverage(check: kinds.Coverage) -> core.Core:
    """One of each at least, unless none at all is what is asked (`max: 0`)."""
    least = 1 if check.min is None and check.exactly is None and check.max != 0 else check.min
    counts = tuple([_count(has, least, check.max, check.exactly, check.distinct) for has in check.has])
    return core.ForEach(check.each, "it", counts, 0 if check.allow_none else 1, _share(check.share), check.at_least)


def _for_each(check: kinds.ForEach, names: Names) -> core.Core:
    fewest = check.min if check.min is not None else 0 if check.allow_none else 1
    require = _each(check.require, names)
    return core.ForEach(
        check.in_, check.as_, require, fewest, _share(check.share), check.at_least, or_none=check.allow_none
    )


def _of_each(
    of: core.Elements, has: Selection, share: Fraction | Reference | None, *, none: bool, least: int | Reference = 1
) -> core.ForEach:
    return core.ForEach(of, "it", (core.Count(has, least),), 0 if none else 1, _share(share))


def _timing(check: kinds.Timing) -> core.Core:
    if check.of is not None and check.cadence is not None:
        return core.Cadence(check.of, check.field, check.cadence)
    if check.first is not None and check.then is not None:
        return core.Order(check.first, check.then, check.field, check.at_least, check.at_most)
    if check.since is not None:
        return core.Elapsed(check.since, check.field, check.at_least, check.at_most)
    raise AssertionError("a timing is one of three, which its model has made sure of")


# --- papers and bodies -----------------------------------------------------------------------------------------------


def _document(check: kinds.Document) -> tuple[Test, ...]:
    where = [_one_of("type", check.type)]
    if check.state is not None:
        where.append(_one_of("state", check.state))
    if check.about is not None:
        where.append(_is("about", check.about))
    if check.includes_programme is not None:
        where.append(_is("includes_programme", Constant(check.includes_programme)))
    if check.max_age is not None:
        where.append(_not_older(check.max_age))
    return (*where, *check.where)


def _signed(
    by: core.Elements, types: tuple[str, ...], clauses: tuple[str, ...] | None, *, legal_basis: bool
) -> core.Core:
    """Signatures count on an agreement that is in force (a hop to one that is not leads nowhere) and names the signer
    a party.
    """
    where = [_is("partner", IT), _one_of("agreement.type", types), Test(("agreement", "parties"), Op.HAS, IT)]
    if clauses is not None:
        where.append(Test(("agreement", "clauses"), Op.HAS_ALL, Constant(clauses)))
    if legal_basis:
        where.append(Test(("agreement", "legal_bases"), Op.SET, Constant(True)))  # noqa: FBT003 - `set: true`
    return _of_each(by, Selection("signatures", tuple(where)), None, none=False)


def _role(check: kinds.Role) -> core.Core:
    """With `distinct_from`, the holders of all these roles together are one person more than this role needs."""
    at = () if check.at is None else (_is("at", check.at),)
    held = _count(Selection("assignments", (_one_of("role", check.role), *at)), check.min, None, check.exactly, None)
    if check.distinct_from is None:
        return held
    all_of_them = Selection("assignments", (_one_of("role", (*check.role, *check.distinct_from)), *at))
    lower = check.exactly if check.exactly is not None else 1 if check.min is None else check.min
    return core.All((held, core.Count(all_of_them, lower + 1, None, ("person",))))


def _meeting(check: kinds.Meeting) -> tuple[Test, ...]:
    where = [_is("state", HELD)]
    if check.body is not None:
        where.append(_is("body", check.body))
    if check.type is not None:
        where.append(_one_of("type", check.type))
    if check.quorum is not None:
        where.append(_reaches("attendance", check.quorum))
    if check.within is not None:
        where.append(_not_older(check.within))
    return tuple(where)


def _decision(check: kinds.Decision) -> Selection:
    where = [_one_of("matter", check.matter)]
    if check.body is not None:
        where.append(_is("body", check.body))
    if check.quorum is not None:
        where.append(_reaches("attendance", check.quorum))
    if check.majority is not None:
        where.append(_reaches("share_for", check.majority))
    minutes = (Selection("minutes", (Test(("decisions",), Op.HAS, IT),)),) if check.minutes else ()
    return Selection("decisions", tuple(where), minutes)


# --- people ----------------------------------------------------------------------------------------------------------


def _person(of: core.Elements, names: Names) -> Reference:
    """The person of an element: its field `person` where rows of its kind have one, else the element itself."""
    if isinstance(of, Selection):
        fields = fields_of(of.source, names)
        if fields is not None and "person" in fields:
            return Reference("it", ("person",))
    return IT


def _credential(check: kinds.Credential, names: Names) -> core.Core:
    where = (_is("person", _person(check.of, names)), _one_of("type", check.type))
    return _of_each(check.of, Selection("credentials", where, on=check.valid_on), check.share, none=check.allow_none)


def _level(check: kinds.Level, names: Names) -> core.Core:
    levels = names.levels_from(check.at_least, check.scale) or (check.at_least,)
    where = (
        _is("person", _person(check.of, names)),
        _is("scale", Constant(check.scale)),
        Test(("level",), Op.IN, Constant(levels)),
    )
    return _of_each(check.of, Selection("levels", where, on=check.valid_on), check.share, none=check.allow_none)


# --- evidence --------------------------------------------------------------------------------------------------------


def _indicator(check: kinds.Indicator) -> tuple[Test, ...]:
    target = check.target if isinstance(check.target, Reference) else Constant(_scalar(check.target))
    where = [Test(("value",), Op(check.op), target)]
    if check.indicator is not None:
        where.append(_is("indicator", check.indicator))
    if check.outcome is not None:
        where.append(_one_of("indicator.outcome", check.outcome))
    if check.within is not None:
        where.append(_not_older(check.within))
    return tuple(where)


def _assessment(check: kinds.Assessment) -> core.Core:
    where = [_one_of("instrument", check.instrument)]
    if check.min_score is not None:
        where.append(_reaches("score", check.min_score))
    if check.respondents is not None:
        where.append(_reaches("respondents", check.respondents))
    if check.max_age is not None:
        where.append(_not_older(check.max_age))
    if check.of is None:
        return core.Count(Selection("assessments", tuple(where)), _least(check.min))
    made = Selection("assessments", (_is("subject", IT), *where))
    return _of_each(check.of, made, None, none=False, least=_least(check.min))


def _attest(check: kinds.Attest) -> Selection:
    where = [_one_of("statement", check.statement)]
    if check.evidence:
        where.append(Test(("evidence",), Op.SET, Constant(True)))  # noqa: FBT003 - `set: true`
    if check.max_age is not None:
        where.append(_not_older(check.max_age))
    if check.by is None:
        return Selection("attestations", tuple(where))
    in_role = Selection("assignments", (_is("person", Reference("it", ("by",))), _one_of("role", check.by)))
    return Selection("attestations", tuple(where), (in_role,))


# --- sugars ----------------------------------------------------------------------------------------------------------


def _within(field: str, value: core.Value) -> Test:
    """Among those that an act names; a single one named is the one."""
    return Test((field,), Op.IN, value)


def _two_adults(check: kinds.TwoAdults) -> core.Core:
    """People of one household count once; a person under age does not count."""
    where = (_within("id", check.adults), _is("adult", Constant(True)))  # noqa: FBT003 - a value of the field
    cleared: tuple[Selection, ...] = ()
    if check.credential is not None:
        cleared = (Selection("credentials", (_is("person", IT), _one_of("type", check.credential))),)
    least = 2 if check.min is None else check.min
    return core.Count(Selection("people", where, cleared), least, None, ("household_or_id",))


def _adult_child_ratio(check: kinds.AdultChildRatio) -> core.Core:
    """Children per adult by the youngest band that the table names: a band's figure holds where no younger one is
    present.
    """
    per_adult = core.Ratio(_size(check.wards), _size(check.adults))
    rules: list[core.Core] = []
    younger: tuple[str, ...] = ()
    for band in kinds.AGE_BANDS:
        children = check.by_age_band.get(band)
        if children is None:
            continue
        present: core.Core = _present(check.wards, (band,))
        if younger:
            present = core.All((present, core.NoneOf((_present(check.wards, younger),))))
        rules.append(core.When(present, _by_setting(check.setting, children, per_adult)))
        younger = (*younger, band)
    some = core.Compare(_size(check.wards), Op.GTE, Fraction(1))
    return core.When(some, core.All(tuple(rules)))


def _present(wards: core.Value, bands: tuple[str, ...]) -> core.Core:
    return core.Count(Selection("wards", (_within("id", wards), _one_of("age_band", bands))))


def _size(value: core.Value) -> core.Expression:
    return core.Size(value) if isinstance(value, Reference) else Fraction(1)


def _by_setting(
    setting: core.Value | None, children: int | Reference | kinds.Settings, per_adult: core.Ratio
) -> core.Core:
    def at_most(number: int | Reference) -> core.Core:
        return core.Compare(per_adult, Op.LTE, number if isinstance(number, Reference) else Fraction(number))

    if not isinstance(children, kinds.Settings):
        return at_most(children)
    if isinstance(setting, Constant):
        return at_most(kinds.allowed(children, off=setting.value == "off_site"))
    # The settings are a list that every template has, so that "is it this one" can be asked like everything else.
    given = () if setting is None else (_is("id", setting),)
    return core.All(
        tuple(
            core.When(core.Count(Selection(SETTINGS, (*given, _is("id", Constant(name))))), at_most(number))
            for name, number in (("on_site", children.on_site), ("off_site", children.off_site))
        )
    )


def _cofinancing(check: kinds.CofinancingShare) -> core.Core:
    money = (_is("what", Constant("cash")), _one_of("state", ("committed", "delivered")))
    theirs = Selection("contributions", (*money, _one_of("partner.sector", check.sectors)))
    value = ("value",)
    share = core.Ratio(
        core.Aggregated(core.Aggregate.SUM, theirs, value),
        core.Aggregated(core.Aggregate.SUM, Selection("contributions", money), value),
    )
    return core.Compare(share, Op.GTE, check.share)


def _composition(check: kinds.Composition, names: Names) -> core.Core:
    """People named by an act are looked up among the volunteers, who are the ones with experience and a partner."""
    group = check.of if isinstance(check.of, Selection) else Selection("volunteers", (_named(check.of),))
    rules: list[core.Core] = []
    everybody = core.Counted(group)
    if check.experienced_share is not None:
        seasoned = _with(group, Test(way_to("experienced", group, names), Op.EQ, Constant(True)))  # noqa: FBT003
        rules.append(core.Compare(core.Ratio(core.Counted(seasoned), everybody), Op.GTE, check.experienced_share))
    if check.max_sector_share is not None:
        theirs = _with(group, Test(way_to("sector", group, names), Op.EQ, IT))
        limit = core.Compare(core.Ratio(core.Counted(theirs), everybody), Op.LTE, check.max_sector_share)
        rules.append(core.ForEach(Selection("sectors"), "it", (limit,)))
    return rules[0] if len(rules) == 1 else core.All(tuple(rules))


def _named(of: Reference | Literals) -> Test:
    return _within("person", Constant(of.ids) if isinstance(of, Literals) else of)


def _with(selection: Selection, test: Test) -> Selection:
    return Selection(selection.source, (*selection.where, test), selection.having, selection.ever, selection.on)


WAYS_TO: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "sector": (
        ("sector",),
        ("partner", "sector"),
        ("person", "partner", "sector"),
        ("volunteer", "person", "partner", "sector"),
    ),
    "experienced": (("experienced",), ("volunteer", "experienced")),
}
"""The ways from a row to its sector, and to whether it is experienced, the shortest first."""


def way_to(field: str, group: Selection, names: Names) -> tuple[str, ...]:
    """The shortest way from a row of the group to its sector, or to whether it is experienced."""
    fields = fields_of(group.source, names) or {}
    return next((way for way in WAYS_TO[field] if way[0] in fields), (field,))


def _published_within(check: kinds.PublishedWithin) -> core.Core:
    """Not yet late, or published in time. What counts is when a row came into the state that `of` asks for."""
    what = (_one_of("what", check.what), _is("state", Constant("published")))
    if check.of is None:
        return core.Cadence(Selection("publications", what), _CHANGED, check.within)
    itself = Selection(check.of.source, (Test(_HERE, Op.EQ, IT), *check.of.where))
    about = Selection("publications", (*what, _is("about", IT)))
    in_time = core.Order(itself, about, _CHANGED, None, check.within)
    not_late = core.Elapsed(itself, _CHANGED, None, check.within)
    return core.ForEach(check.of, "it", (core.Any((not_late, in_time)),), 0 if check.allow_none else 1)


def _mutual_interest(check: kinds.MutualInterest) -> core.Core:
    """The four rules by which interests intersect (DOMAIN 1.13), over interests that are confirmed and partners
    accountable.
    """
    of = check.of or Selection("partners")
    confirmed = _is("confirmed", Constant(True))  # noqa: FBT003 - a value of the field
    accountable = _is("raci", Constant("A"))
    produced_by = ("outcome", "produced_by")
    match check.rule:
        case "wants":
            return _of_each(of, Selection("interests", (_is("partner", IT), confirmed)), None, none=False)
        case "serves":
            outcome = Selection("outcomes", (Test(("produced_by",), Op.HAS, Reference("it", ("function",))),))
            serves = Selection("responsibilities", (_is("partner", IT), accountable), (outcome,))
            return _of_each(of, serves, None, none=False)
        case "mutual":
            others = Selection(
                "responsibilities",
                (
                    accountable,
                    Test(("partner",), Op.NE, Reference("it", ("partner",))),
                    Test(("function",), Op.IN, Reference("it", produced_by)),
                ),
            )
            served = Selection("interests", (_is("partner", IT), confirmed), (others,))
            return _of_each(of, served, None, none=False)
        case "shared":
            wanted = (_is("outcome", IT), confirmed)
            sectors = 3 if check.k is None else check.k
            rules = [core.Count(Selection("interests", wanted), sectors, None, ("partner", "sector"))]
            if check.including is not None:
                side = _one_of("partner.sector", check.including)
                rules.append(core.Count(Selection("interests", (*wanted, side))))
            return core.ForEach(Selection("outcomes"), "it", tuple(rules), at_least=1)
        case _:
            assert_never(check.rule)
