"""The typed words of the language, each from its sentence."""

from __future__ import annotations

from typing import Any

from partnership.testing.reference.counting import (
    Answer,
    all_of,
    bounds,
    each_has,
    enough_of,
    number_of_rows,
    plain,
    selection,
    without,
)
from partnership.testing.reference.fields import Element, Scene, is_reference
from partnership.testing.reference.law import Tree
from partnership.testing.reference.places import has_field
from partnership.testing.reference.select import as_selection, one_or_more


def person_of(scene: Scene, elements: Any, element: Element) -> str:
    """The person that an element is about: its field `person` if what is selected has one, else itself."""
    if isinstance(elements, list) or is_reference(elements):
        return element.id
    return "$it.person" if has_field(scene.law, as_selection(elements)["from"], "person") else element.id


def document(scene: Scene, check: Tree) -> Answer:
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
    return plain(number_of_rows(scene, chosen, {"min": check.get("min", 1)}))


def signed(scene: Scene, check: Tree) -> Answer:
    """Each has signed an agreement in force, to which it is a party, of one of these types, with all these clauses."""

    def signature(_: Scene, element: Element) -> Tree:
        return selection(
            "signatures",
            partner=element.id,
            agreement__type=one_or_more(check["type"]),
            agreement__parties={"has": element.id},
            agreement__clauses={"has_all": one_or_more(check["clauses"])} if "clauses" in check else None,
            agreement__legal_bases={"set": True} if check.get("legal_basis") else None,
        )

    return each_has(scene, check["by"], {}, signature)


def role(scene: Scene, check: Tree) -> Answer:
    """A role is held by so many; and with those of the other roles there is one holder more than the role needs."""
    roles, others = one_or_more(check["role"]), one_or_more(check.get("distinct_from", []))
    wanted: Tree = {name: check[name] for name in ("min", "exactly") if name in check}
    held = number_of_rows(scene, selection("assignments", role=roles, at=check.get("at")), wanted)
    if not others:
        return plain(held)
    lower, _ = bounds(scene, wanted)
    both = selection("assignments", role=[*roles, *others], at=check.get("at"))
    return plain(all_of([held, number_of_rows(scene, both, {"min": lower + 1, "distinct": "person"})]))


def meeting(scene: Scene, check: Tree) -> Answer:
    """Meetings that were held: of a body, of a type, with quorum, not too long ago."""
    chosen = selection(
        "meetings",
        state="held",
        body=check.get("body"),
        type=one_or_more(check["type"]) if "type" in check else None,
        attendance={"gte": check["quorum"]} if "quorum" in check else None,
        changed={"max_age": check["within"]} if "within" in check else None,
    )
    return plain(number_of_rows(scene, chosen, {"min": check.get("min", 1)}))


def decision(scene: Scene, check: Tree) -> Answer:
    """A matter was decided: by a body, with quorum, with a majority, minuted."""
    chosen = selection(
        "decisions",
        matter=one_or_more(check["matter"]),
        body=check.get("body"),
        attendance={"gte": check["quorum"]} if "quorum" in check else None,
        share_for={"gte": check["majority"]} if "majority" in check else None,
    )
    if check.get("minutes"):
        chosen["having"] = selection("minutes", decisions={"has": "$it"})
    return plain(number_of_rows(scene, chosen, {}))


def on_day(check: Tree, chosen: Tree) -> Tree:
    """A selection of the rows in force on the day that `valid_on` names."""
    return chosen | {"on": check["valid_on"]} if "valid_on" in check else chosen


def credential(scene: Scene, check: Tree) -> Answer:
    """Each of the people has a credential of a type."""

    def held(here: Scene, element: Element) -> Tree:
        return on_day(
            check,
            selection("credentials", person=person_of(here, check["of"], element), type=one_or_more(check["type"])),
        )

    return each_has(scene, check["of"], check, held)


def consent(scene: Scene, check: Tree) -> Answer:
    """Each of the people has agreed to a purpose, through somebody who may agree for them."""

    def given(here: Scene, element: Element) -> Tree:
        return selection(
            "consents",
            person=person_of(here, check["of"], element),
            purpose=one_or_more(check["purpose"]),
            by=one_or_more(check["by"]),
        )

    return each_has(scene, check["of"], check, given)


def level(scene: Scene, check: Tree) -> Answer:
    """Each stands on a level of a scale or above it; where nobody is named, the programme does."""
    enough = scene.law.levels_from(check["scale"], check["at_least"])
    if "of" not in check:
        on_it = selection("levels", scale=check["scale"], level=enough)
        return plain(number_of_rows(scene, on_day(check, on_it), {}))
    kind = (scene.law.item("scales", check["scale"]) or {})["of"]

    def reached(here: Scene, element: Element) -> Tree:
        whom = {"person": person_of(here, check["of"], element)}
        if kind not in {"person", "ward", "partner"}:
            whom = {"of": element.id}
        return on_day(check, selection("levels", **whom, scale=check["scale"], level=enough))

    return each_has(scene, check["of"], without(check, "at_least"), reached)


def indicator(scene: Scene, check: Tree) -> Answer:
    """An indicator, or one of an outcome, was observed with a value that meets a target."""
    chosen = selection(
        "observations",
        indicator=check.get("indicator"),
        indicator__outcome=one_or_more(check["outcome"]) if "outcome" in check else None,
        value={check["op"]: check["target"]},
        changed={"max_age": check["within"]} if "within" in check else None,
    )
    return plain(number_of_rows(scene, chosen, {}))


def assessment(scene: Scene, check: Tree) -> Answer:
    """Each was assessed (or, where nobody is named, somebody was), by an instrument, with a score."""

    def assessed(_: Scene, element: Element | None) -> Tree:
        return selection(
            "assessments",
            subject=element.id if element else None,
            instrument=one_or_more(check["instrument"]),
            score={"gte": check["min_score"]} if "min_score" in check else None,
            respondents={"gte": check["respondents"]} if "respondents" in check else None,
            changed={"max_age": check["max_age"]} if "max_age" in check else None,
        )

    wanted = {"min": check.get("min", 1)}
    if "of" not in check:
        return plain(number_of_rows(scene, assessed(scene, None), wanted))
    return enough_of(
        scene, check["of"], {}, lambda here, element: number_of_rows(here, assessed(here, element), wanted)
    )


def attest(scene: Scene, check: Tree) -> Answer:
    """Somebody who holds one of these roles has stated something."""
    chosen = selection(
        "attestations",
        statement=one_or_more(check["statement"]),
        evidence={"set": True} if check.get("evidence") else None,
        changed={"max_age": check["max_age"]} if "max_age" in check else None,
    )
    if "by" in check:
        chosen["having"] = selection("assignments", person="$it.by", role=one_or_more(check["by"]))
    return plain(number_of_rows(scene, chosen, {}))


def stage(scene: Scene, check: Tree) -> Answer:
    """The subjects (all, a share, or so many of them) have reached one of these stages of their own way."""

    def reached(_: Scene, element: Element) -> Tree:
        return selection("stages_reached", subject=element.id, stage=one_or_more(check["at"]))

    wanted = without(check, "min", "at") | ({"at_least": check["min"]} if "min" in check else {})
    return each_has(scene, check["of"], wanted, reached)
