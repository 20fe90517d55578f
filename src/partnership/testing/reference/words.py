"""The typed words of the language, each from its sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from partnership.findings import Status
from partnership.testing.reference.counting import (
    UNKNOWN,
    YES,
    Answer,
    all_of,
    each_has,
    enough_of,
    number_of_rows,
    selection,
    unnamed,
    without,
)
from partnership.testing.reference.deciding import were_there
from partnership.testing.reference.fields import (
    Element,
    Environment,
    Look,
    exact_number,
    follow,
    is_reference,
    value_of,
)
from partnership.testing.reference.figures import compared
from partnership.testing.reference.law import PEOPLE, PlainTree
from partnership.testing.reference.places import has_field
from partnership.testing.reference.select import as_selection, one_or_more, select


def person_about(env: Environment, elements: Any, element: Element) -> str:
    """The person that an element is about: its field `person` if what is selected has one, else itself."""
    if isinstance(elements, list) or is_reference(elements):
        return element.id
    return "$it.person" if has_field(env.law, as_selection(elements)["from"], "person") else element.id


def document(env: Environment, check: PlainTree) -> Answer:
    """Documents of a type, in a state, about something, recent enough."""
    chosen = selection(
        "documents",
        type=one_or_more(check["type"]),
        state=one_or_more(check["state"]) if "state" in check else None,
        about=check.get("about"),
        includes_programme=check.get("includes_programme"),
        changed={"max_age": check["max_age"]} if "max_age" in check else None,
    )
    chosen["also"] = [check.get("where", {})]
    return unnamed(number_of_rows(env, chosen, {"min": check.get("min", 1)}))


def all_signed(env: Environment, check: PlainTree) -> Answer:
    """Each has signed an agreement in force, to which it is a party, of one of these types, with all these clauses."""

    def signature(_: Environment, element: Element) -> PlainTree:
        return selection(
            "signatures",
            partner=element.id,
            agreement__type=one_or_more(check["type"]),
            agreement__parties={"has": element.id},
            agreement__clauses={"has_all": one_or_more(check["clauses"])} if "clauses" in check else None,
            agreement__legal_bases={"set": True} if check.get("legal_basis") else None,
        )

    return each_has(env, check["by"], {}, signature)


def role(env: Environment, check: PlainTree) -> Answer:
    """A role is held by so many; and with those of the other roles there is one holder more than the role needs."""
    roles, others = one_or_more(check["role"]), one_or_more(check.get("distinct_from", []))
    wanted: PlainTree = {name: check[name] for name in ("min", "exactly") if name in check}
    held = number_of_rows(env, selection("assignments", role=roles, at=check.get("at")), wanted)
    if not others:
        return unnamed(held)
    other = selection("assignments", role=others, person="$it.person", at="$it.at" if "at" in check else None)
    both = {**selection("assignments", role=roles, at=check.get("at")), "having": other}
    return unnamed(all_of([held, number_of_rows(env, both, {"max": 0})]))


def meeting(env: Environment, check: PlainTree) -> Answer:
    """Meetings that were held: of a body, of a type, with quorum, not too long ago."""
    chosen = selection(
        "meetings",
        state="held",
        body=check.get("body"),
        type=one_or_more(check["type"]) if "type" in check else None,
        changed={"max_age": check["within"]} if "within" in check else None,
    )
    chosen["only"] = [lambda one: were_there(env, check, one)]
    return unnamed(number_of_rows(env, chosen, {"min": check.get("min", 1)}))


def on_day(check: PlainTree, chosen: PlainTree) -> PlainTree:
    """A selection of the rows in force on the day that `valid_on` names."""
    return chosen | {"on": check["valid_on"]} if "valid_on" in check else chosen


def credential(env: Environment, check: PlainTree) -> Answer:
    """Each of the people has a credential of a type."""

    def held(here: Environment, element: Element) -> PlainTree:
        return on_day(
            check,
            selection("credentials", person=person_about(here, check["of"], element), type=one_or_more(check["type"])),
        )

    return each_has(env, check["of"], check, held)


def consent(env: Environment, check: PlainTree) -> Answer:
    """Each of the people has agreed to a purpose, through somebody who may agree for them."""

    def given(here: Environment, element: Element) -> PlainTree:
        return selection(
            "consents",
            person=person_about(here, check["of"], element),
            purpose=one_or_more(check["purpose"]),
            by=one_or_more(check["by"]),
        )

    return each_has(env, check["of"], check, given)


def level(env: Environment, check: PlainTree) -> Answer:
    """Each stands on a level of a scale or above it; where nobody is named, the programme does."""
    enough = env.law.levels_from(check["scale"], check["at_least"])
    if "of" not in check:
        on_it = selection("levels", scale=check["scale"], level=enough)
        return unnamed(number_of_rows(env, on_day(check, on_it), {}))
    kind = (env.law.item("scales", check["scale"]) or {})["of"]

    def reached(here: Environment, element: Element) -> PlainTree:
        whom = {"person": person_about(here, check["of"], element)}
        if kind not in PEOPLE:
            whom = {"of": element.id}
        return on_day(check, selection("levels", **whom, scale=check["scale"], level=enough))

    return each_has(env, check["of"], without(check, "at_least"), reached)


def indicator(env: Environment, check: PlainTree) -> Answer:
    """An indicator, or one of an outcome, has values that meet a target, or one that it has itself."""
    chosen = selection(
        "observations",
        indicator=check.get("indicator"),
        indicator__outcome=one_or_more(check["outcome"]) if "outcome" in check else None,
        changed={"max_age": check["within"]} if "within" in check else None,
    )
    target = str(check["target"])
    bound = check["target"] if not target.startswith("$it.") else f"$it.indicator.{target.removeprefix('$it.')}"
    return taken(env, chosen, check, ["indicator"], ("value", check["op"], bound), 1)


def taken(
    env: Environment, chosen: PlainTree, check: PlainTree, per: list[str], target: tuple[str, str, Any], least: Any
) -> Answer:
    """Whether the values that count meet a target: the latest of each series, any, all, or the mean of them."""
    take, (field, op, bound) = check.get("take", "latest"), target
    meets = {field: {op: bound}}
    if take == "any" and "last" not in check:
        return unnamed(number_of_rows(env, chosen | {"also": [meets]}, {"min": least}))
    if take in {"latest", "any"}:
        latest = {"n": check.get("last", 1), "per": per, "whose": meets}
        return unnamed(number_of_rows(env, chosen | {"latest": latest}, {"min": least}))
    chosen = chosen | {"also": [{field: {"set": True}}]}  # what is stated is as old as the value
    if "last" in check:
        chosen, least = chosen | {"latest": {"n": check["last"], "per": per}}, check["last"]
    enough = YES if least in {0, 1} else number_of_rows(env, chosen, {"min": least})
    if take == "all":

        def one(here: Environment, element: Element) -> Status:
            named = here.naming("it", element)
            return within_bound(named, value_in(here, element, chosen["from"], field), op, bound)

        each = enough_of(env, chosen, {"min": 1}, one)
        return Answer(all_of([enough, each.status]), each.lacks | (frozenset() if enough is YES else {None}))
    found = select(env, chosen)
    values = [value for each in found.elements if (value := value_in(env, each, found.source, field)) is not None]
    mean = sum(values, Fraction(0)) / len(values) if values else None
    if str(bound).startswith("$it."):
        meant = selection("indicators", id=check["indicator"])
        rows = select(env, meant).elements
        if not rows:
            return unnamed(all_of([enough, UNKNOWN]))
        env, bound = env.naming("it", rows[0]), str(bound).replace("$it.indicator.", "$it.", 1)
    return unnamed(all_of([enough, within_bound(env, mean, op, bound)]))


def within_bound(env: Environment, value: Fraction | None, op: str, bound: Any) -> Status:
    """Whether a value is within a bound; of what is not known it is unknown."""
    wanted = exact_number(value_of(env, bound))
    return UNKNOWN if value is None or wanted is None else compared(value, op, wanted)


def value_in(env: Environment, element: Element, source: str, field: str) -> Fraction | None:
    """The number in a field of an element."""
    return exact_number(follow(env, element, source, [field], Look(env.day))[0])


def assessment(env: Environment, check: PlainTree) -> Answer:
    """Each was assessed (or, where nobody is named, somebody was), by an instrument, with a score."""

    def assessed(_: Environment, element: Element | None) -> PlainTree:
        return selection(
            "assessments",
            subject=element.id if element else None,
            instrument=one_or_more(check["instrument"]),
            respondents={"gte": check["respondents"]} if "respondents" in check else None,
            changed={"max_age": check["max_age"]} if "max_age" in check else None,
        )

    def scored(here: Environment, element: Element | None) -> Answer:
        rows, least = assessed(here, element), check.get("min", 1)
        if "min_score" not in check:
            return unnamed(number_of_rows(here, rows, {"min": least}))
        return taken(here, rows, check, ["subject", "instrument"], ("score", "gte", check["min_score"]), least)

    if "of" not in check:
        return scored(env, None)
    return enough_of(env, check["of"], {}, lambda here, element: scored(here, element).status)


def attest(env: Environment, check: PlainTree) -> Answer:
    """Somebody who holds one of these roles has stated something."""
    chosen = selection(
        "attestations",
        statement=one_or_more(check["statement"]),
        evidence={"set": True} if check.get("evidence") else None,
        changed={"max_age": check["max_age"]} if "max_age" in check else None,
    )
    if "by" in check:
        chosen["having"] = selection("assignments", person="$it.by", role=one_or_more(check["by"]))
    return unnamed(number_of_rows(env, chosen, {}))


def stage(env: Environment, check: PlainTree) -> Answer:
    """The subjects (all, a share, or so many of them) have reached one of these stages of their own way."""

    def reached(_: Environment, element: Element) -> PlainTree:
        return selection("stages_reached", subject=element.id, stage=one_or_more(check["at"]))

    wanted = without(check, "min", "at") | ({"at_least": check["min"]} if "min" in check else {})
    return each_has(env, check["of"], wanted, reached)
